"""Link things to what other sources call them: Wikidata, the codes of the statistics bureau (data/identity/links.csv)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pyoxigraph import DefaultGraph, Quad

from ecograph.errors import EcographError
from ecograph.graph import mapping
from ecograph.graph.terms import iri
from ecograph.resources import rows
from ecograph.store.names import BASE


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Return the table by path below the base (`place/140000`); nothing where the file was taken away."""
    try:
        return {row["iri"]: row for row in rows("data", "identity", "links.csv")}
    except EcographError:
        return {}


def links(iris: Iterable[str], *, base: str = BASE) -> Iterator[Quad]:
    """Yield the links of those of some things that the table has, all in the default graph."""
    for each in sorted(set(iris)):
        row = table().get(each.removeprefix(base), {})
        for name, predicate, make in mapping.LINK:
            if (value := row.get(name)) and (term := make(value)) is not None:
                yield Quad(iri(each), iri(predicate), term, DefaultGraph())
