"""Hold a graph against the shapes and say, in a fixed order, what is wrong and where."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ecograph.resources import resource
from ecograph.store import PREFIXES, Store

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


_SHAPES = "https://w3id.org/ecograph/shapes#"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that breaks one shape; `path` and `value` are "" where the whole node is meant."""

    focus: str
    shape: str
    path: str
    value: str
    message: str

    def __str__(self) -> str:
        field = f" {self.path}" if self.path else ""
        value = f" (is {self.value})" if self.value else ""
        return f"{self.focus}{field}: {self.message}{value}"


@dataclass(frozen=True, slots=True)
class Report:
    """What `validate` found; `conforms` where nothing is wrong."""

    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Say whether the graph is as the shapes want it."""
        return not self.violations


def validate(store: Store) -> Report:
    """Check facts and claims with `ontology/shapes.ttl` and the vocabularies of kinds and roles."""
    import pyshacl
    from rdflib import Graph

    shapes = _parsed(Graph(), "shapes.ttl")
    # The vocabularies stand among the data: the engine takes no instances from an ontology graph.
    data = _parsed(_data(store), "vocab/kinds.ttl", "vocab/roles.ttl")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return Report(tuple(sorted(_violations(results, shapes))))


def _data(store: Store) -> Graph:
    """Copy the store into rdflib's memory, which pyshacl walks far faster than it can ask an engine."""
    from rdflib import Graph

    text = io.BytesIO()
    store.dump(text, "nt")
    return Graph().parse(data=text.getvalue(), format="nt")


def _parsed(graph: Graph, *names: str) -> Graph:
    for name in names:
        graph.parse(resource("ontology", *name.split("/")), format="turtle")
    return graph


def _violations(results: Graph, shapes: Graph) -> set[Violation]:
    """Return the faults themselves; those of the shapes that a shape refers to are details of its own."""
    from rdflib.namespace import SH

    return {_violation(results, shapes, result) for result in results.objects(None, SH.result)}


def _violation(results: Graph, shapes: Graph, result: Node) -> Violation:
    from rdflib.namespace import SH

    shape, focus, value = (results.value(result, key) for key in (SH.sourceShape, SH.focusNode, SH.value))
    return Violation(
        focus=_text(focus),
        shape=_text(shape),
        path=_text(results.value(result, SH.resultPath)),
        value="" if value == focus else _text(value),
        message=_message(shapes, shape),
    )


def _message(shapes: Graph, shape: Node | None) -> str:
    """Return the shape's own English words; the engine's describe the constraint, not the fault."""
    from rdflib.namespace import SH

    words = [each for each in shapes.objects(shape, SH.message) if getattr(each, "language", "") == "en"]
    return str(words[0]) if words else f"does not fit {_text(shape)}"


def _text(term: Node | None) -> str:
    """Return an IRI in its short form, a literal as its text, "" for nothing."""
    text = "" if term is None else str(term)
    for prefix, namespace in (*PREFIXES.items(), ("shape", _SHAPES)):
        if text.startswith(namespace) and "/" not in text[len(namespace) :]:
            return f"{prefix}:{text[len(namespace) :]}"
    return text
