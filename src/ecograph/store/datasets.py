"""Find the graphs that a query reads, and merge those that are read together, so that no triple counts twice.

The engine reads several default graphs one after the other: a triple that stands in two of them is found twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from ecograph.errors import QueryError
from ecograph.store.lexing import Token, tokens
from ecograph.store.names import PREFIXES

_PREFIX = re.compile(r"\b([a-z]+):")


class Dataset(NamedTuple):
    """The graphs that a query reads: those merged into its default graph, and those that GRAPH may name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def read_dataset(sparql: str, *, base: str = "") -> Dataset | None:
    """Return the dataset of a query's own FROM clauses, None where it has less than two: the engine reads one as it should."""
    if sparql.casefold().count("from") < 2:
        return None
    found = list(tokens(sparql))
    default, named = list[str](), list[str]()
    for at, token in enumerate(found):
        if token.key == "FROM" and token.depth == 0:
            is_named = _key(found, at + 1) == "NAMED"
            where = at + 1 + is_named
            if where < len(found) and found[where].kind in ("iri", "name"):
                (named if is_named else default).append(found[where].text)
    if len(default) < 2:
        return None
    names = resolved([*default, *named], prologue_of(sparql, found), base=base)
    return Dataset(tuple(names[: len(default)]), tuple(names[len(default) :]))


def _key(found: Sequence[Token], at: int) -> str:
    return found[at].key if at < len(found) else ""


def prologue_of(sparql: str, found: Iterable[Token]) -> str:
    """Return the declarations of BASE and PREFIX that stand before the first other word."""
    for token in found:
        if token.kind == "word" and token.key not in ("BASE", "PREFIX"):
            return sparql[: token.start]
    return sparql


def resolved(terms: Sequence[str], prologue: str, *, base: str = "") -> list[str]:
    """Return the IRIs that names stand for below some declarations; it is the engine that reads them."""
    wanted = " ".join(f"({term} AS ?v{at})" for at, term in enumerate(terms))
    try:
        answer = ox.Store().query(f"{prologue}\nSELECT {wanted} {{}}", base_iri=base or None, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(f"SPARQL syntax error in the name of a graph: {error}", remedy="check the query") from error
    assert isinstance(answer, ox.QuerySolutions)
    (row,) = answer
    return [term.value if isinstance(term, ox.NamedNode) else "" for term in row]


def prefixes_of(sparql: str) -> dict[str, str]:
    """Return those of the usual prefixes that a text may use: to tell the engine all of them takes as long as a small query."""
    return {prefix: PREFIXES[prefix] for prefix in {*_PREFIX.findall(sparql)} if prefix in PREFIXES}


def node(name: str) -> ox.NamedNode:
    """Return the node of a graph's name; raise QueryError where it is no absolute IRI."""
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise QueryError("a graph is named by an absolute IRI", where=repr(name), remedy=str(error)) from None


def merged(store: ox.Store, dataset: Dataset) -> ox.Store:
    """Return, in memory, the graphs of a dataset: its default graphs merged, its named graphs as they are."""
    made = ox.Store()
    made.extend(_copied(store, dataset))
    for name in dataset.named:
        if store.contains_named_graph(node(name)):
            made.add_graph(node(name))
    return made


def _copied(store: ox.Store, dataset: Dataset) -> Iterator[ox.Quad]:
    default = ox.DefaultGraph()
    for name in dict.fromkeys(dataset.default):
        for quad in store.quads_for_pattern(None, None, None, node(name)):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, default)
    for name in dict.fromkeys(dataset.named):
        yield from store.quads_for_pattern(None, None, None, node(name))
