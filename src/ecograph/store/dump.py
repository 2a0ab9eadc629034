"""Write a store as text: sorted, abbreviated, the same bytes for the same triples.

The engine hands out N-Triples lines at full speed; grouping and abbreviating them here keeps the output in our hands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from ecograph.store.names import PREFIXES, RDF, RDFS, SKOS, XSD

# graph name -> its N-Triples lines; "" is the default graph.
Graphs: TypeAlias = Mapping[str, list[str]]

_FIRST = {f"<{iri}>": rank for rank, iri in enumerate((RDF + "type", RDFS + "label", SKOS + "altLabel"))}
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL = re.compile(r"[A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff][A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff-]*")
_BARE = {"integer": re.compile(r"[+-]?\d+"), "decimal": re.compile(r"[+-]?\d*\.\d+")}


def nquads(graphs: Graphs) -> Iterator[str]:
    """Yield sorted N-Quads lines."""
    lines = (line if not name else f"{line[:-1]}<{name}> ." for name, part in graphs.items() for line in part)
    yield from (line + "\n" for line in sorted(lines))


def ntriples(graphs: Graphs) -> Iterator[str]:
    """Yield sorted N-Triples lines of all graphs together."""
    yield from (line + "\n" for line in sorted(_flat(graphs)))


def turtle(graphs: Graphs) -> Iterator[str]:
    """Yield a Turtle document of all graphs together, a block a subject."""
    yield from _prologue()
    yield from _blocks(_flat(graphs))


def trig(graphs: Graphs) -> Iterator[str]:
    """Yield a TriG document: the default graph, then a block a named graph."""
    yield from _prologue()
    yield from _blocks(graphs.get("", []))
    for name in sorted(filter(None, graphs)):
        yield f"\n{_term(f'<{name}>')} {{\n"
        yield from _blocks(graphs[name], margin="    ")
        yield "}\n"


WRITERS: dict[str, Callable[[Graphs], Iterator[str]]] = {"ttl": turtle, "trig": trig, "nq": nquads, "nt": ntriples}


def _flat(graphs: Graphs) -> set[str]:
    return {line for part in graphs.values() for line in part}


def _prologue() -> Iterator[str]:
    yield from (f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES))


def _blocks(lines: Iterable[str], *, margin: str = "") -> Iterator[str]:
    """Yield one block a subject; a document comes just before its claims."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        subjects[subject[1:-1]][predicate].append(rest[:-2])
    for iri in sorted(subjects):
        inner = f" ;\n{margin}    ".join(_pairs(subjects[iri]))
        yield f"\n{margin}{_term(f'<{iri}>')} {inner} .\n"


def _pairs(predicates: Mapping[str, list[str]]) -> Iterator[str]:
    for predicate in sorted(predicates, key=lambda iri: (_FIRST.get(iri, 9), iri)):
        verb = "a" if predicate == f"<{RDF}type>" else _term(predicate)
        yield f"{verb} {', '.join(_object(each) for each in sorted(predicates[predicate]))}"


def _object(text: str) -> str:
    """Abbreviate an N-Triples object: an IRI, a plain or tagged literal (as it is) or a typed one."""
    if text.startswith("<"):
        return _term(text)
    if not text.endswith(">"):
        return text
    lexical, datatype = text.rsplit("^^", 1)
    bare = _BARE.get(datatype[len(XSD) + 1 : -1]) if datatype.startswith(f"<{XSD}") else None
    return lexical[1:-1] if bare and bare.fullmatch(lexical[1:-1]) else f"{lexical}^^{_term(datatype)}"


def _term(text: str) -> str:
    """Abbreviate `<iri>` where its namespace is known and its local name needs no escape."""
    iri = text[1:-1]
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _NAMESPACES.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and _LOCAL.fullmatch(iri, cut) else text
