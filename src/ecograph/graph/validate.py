"""Hold a graph against the shapes and say, in a fixed order, what is wrong and where."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ecograph.graph.violation import Violation, short
from ecograph.resources import resource
from ecograph.store import Store

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Report:
    """What `validate` found; `conforms` where nothing is wrong."""

    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Say whether the graph is as the shapes want it."""
        return not self.violations


def validate(store: Store) -> Report:
    """Check facts, claims and the vocabularies they use with `ontology/shapes.ttl`; what is in quarantine is left aside."""
    import pyshacl
    from rdflib import Graph

    shapes = _parsed(Graph(), "shapes.ttl")
    names = sorted(f"vocab/{path.name}" for path in resource("ontology", "vocab").glob("*.ttl"))
    # The vocabularies stand among the data: the engine takes no instances from an ontology graph.
    data = _parsed(_data(store), *names)
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
    return "" if term is None else short(str(term))
