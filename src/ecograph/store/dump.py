"""Write a store as text: sorted, abbreviated, the same bytes for the same triples.

The engine hands out N-Triples lines at full speed; grouping and abbreviating them here keeps the output in our hands. However
many there are, few are held in memory.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from tempfile import SpooledTemporaryFile
from typing import TypeAlias

import pyoxigraph as ox

from ecograph.store.endpoint import Endpoint
from ecograph.store.names import PREFIXES, RDF, RDFS, SKOS, XSD
from ecograph.store.ordering import ordered

# graph name -> what gives its N-Triples lines, each ended by a line feed; "" is the default graph.
Graphs: TypeAlias = Mapping[str, Callable[[], Iterable[bytes]]]

# Up to so many bytes of a graph are kept in memory while it is written.
_IN_MEMORY = 8_000_000
_FIRST = {f"<{iri}>": rank for rank, iri in enumerate((RDF + "type", RDFS + "label", SKOS + "altLabel"))}
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL = re.compile(r"[A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff][A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff-]*")
_BARE = {"integer": re.compile(r"[+-]?\d+"), "decimal": re.compile(r"[+-]?\d*\.\d+")}


def lines_of(store: ox.Store | Endpoint, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[bytes]:
    """Yield the N-Triples lines of a graph, each ended by a line feed; of a large one, few are held in memory."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as text:
        store.dump(text, ox.RdfFormat.N_TRIPLES, from_graph=graph)
        text.seek(0)
        yield from text


def nquads(graphs: Graphs) -> Iterator[bytes]:
    """Yield sorted N-Quads lines."""
    ends = {name: f"<{name}> .\n".encode() if name else b".\n" for name in graphs}
    yield from ordered(line[:-2] + ends[name] for name, lines in graphs.items() for line in lines())


def ntriples(graphs: Graphs) -> Iterator[bytes]:
    """Yield sorted N-Triples lines of all graphs together."""
    yield from ordered(_flat(graphs))


def turtle(graphs: Graphs) -> Iterator[bytes]:
    """Yield a Turtle document of all graphs together, a block a subject."""
    yield from _prologue()
    yield from _blocks(_flat(graphs))


def trig(graphs: Graphs) -> Iterator[bytes]:
    """Yield a TriG document: the default graph, then a block a named graph."""
    yield from _prologue()
    yield from _blocks(graphs[""]())
    for name in sorted(filter(None, graphs)):
        yield f"\n{_term(f'<{name}>')} {{\n".encode()
        yield from _blocks(graphs[name](), margin="    ")
        yield b"}\n"


WRITERS: dict[str, Callable[[Graphs], Iterator[bytes]]] = {"ttl": turtle, "trig": trig, "nq": nquads, "nt": ntriples}


def _flat(graphs: Graphs) -> Iterator[bytes]:
    return (line for lines in graphs.values() for line in lines())


def _prologue() -> Iterator[bytes]:
    yield from (f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n".encode() for prefix in sorted(PREFIXES))


def _blocks(lines: Iterable[bytes], *, margin: str = "") -> Iterator[bytes]:
    """Yield one block a subject; a document comes just before its claims."""
    for subject, group in groupby(ordered(map(_apart, lines)), key=lambda line: line.partition(b"\0")[0]):
        predicates: dict[str, list[str]] = defaultdict(list)
        for line in group:
            predicate, _, rest = line.partition(b"\0")[2].decode().partition(" ")
            predicates[predicate].append(rest.removesuffix(" .\n"))
        node = subject.decode()
        inner = f" ;\n{margin}    ".join(_pairs(predicates))
        yield f"\n{margin}{_term(f'{node}>') if node.startswith('<') else node} {inner} .\n".encode()


def _apart(line: bytes) -> bytes:
    """Mark the end of a line's subject so that a name comes before those that it begins."""
    subject, _, rest = line.partition(b" ")
    return subject.removesuffix(b">") + b"\0" + rest


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
