"""Derive the graph from the records: a pure function, so that order of arrival, retraction and past days need no code.

First the documents are resolved: IRIs take the place of local keys. Then each of the `STEPS` makes quads of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple, TypeAlias

from pyoxigraph import DefaultGraph, Quad

from ecograph.graph import quads
from ecograph.model import Facts, Record
from ecograph.resolve import identify
from ecograph.resources import fingerprint
from ecograph.store import BASE, Part
from ecograph.store.dates import first_day

_DEFAULT = DefaultGraph()
# The code and the tables that a graph follows from, besides the records.
_RULES = ("derive.py", "model.py", "graph", "resolve", "store/names.py", "data/gazetteer", "data/lexicon", "ontology")


class Given(NamedTuple):
    """What a graph follows from besides the records.

    `base` begins every IRI; `decisions` are people's words on who is the same as whom; `today` (ISO 8601) is the day at
    which targets are judged, by default that of the newest article; `read_times` asks for when each claim was read.
    """

    base: str = BASE
    decisions: tuple[object, ...] = ()
    today: str = ""
    read_times: bool = False

    @property
    def rules(self) -> str:
        """Return what must be the same for the same records to give the same graph."""
        return f"{fingerprint(*_RULES)} {self!r}"


class Known(NamedTuple):
    """One document as it is known: its facts, all sources that hold its text, and when it was first read."""

    facts: Facts
    sources: tuple[str, ...]
    read: str


Step: TypeAlias = Callable[[Sequence[Known], Given], Iterable[Part]]


def derive(
    records: Iterable[Record], given: Given, *, note: Callable[[Facts], None] = lambda _: None
) -> Iterator[Part]:
    """Yield the graph that follows from the records, the quads of each named graph in one part.

    The same records, in any order, and what is given besides make the same graph. `note` is told each document's facts,
    with their IRIs.
    """
    documents = _documents(records)
    given = given._replace(today=given.today or _newest(documents))
    resolved = [each._replace(facts=identify(each.facts, base=given.base)) for each in documents]
    for each in resolved:
        note(each.facts)
    yield from chain.from_iterable(step(resolved, given) for step in STEPS)


def write(documents: Sequence[Known], given: Given) -> Iterator[Part]:
    """Write what each document says: its claims in its own graph, its facts in the default graph."""
    for facts, sources, read in documents:
        claims, plain = list[Quad](), list[Quad]()
        for quad in quads(facts, base=given.base, sources=sources, read=read if given.read_times else ""):
            (plain if quad.graph_name == _DEFAULT else claims).append(quad)
        yield Part(facts.document.id, claims)
        yield Part("", plain)


# What is made of the resolved documents, one step after the other.
STEPS: tuple[Step, ...] = (write,)


def _documents(records: Iterable[Record]) -> list[Known]:
    """Return the documents in a fixed order; one text from several sources is one document, told as by the first of them."""
    ordered = sorted(records, key=lambda each: (each.facts.document.id, each.facts.document.source, each.key))
    found = []
    for _, group in groupby(ordered, key=lambda each: each.facts.document.id):
        same = list(group)
        sources = tuple(dict.fromkeys(each.facts.document.source for each in same))
        found.append(Known(same[0].facts, sources, min(each.read for each in same)))
    return found


def _newest(documents: Iterable[Known]) -> str:
    """Return the day of the newest article, the first one possible where only its month or year is known; "" for none."""
    return first_day(max((each.facts.document.published for each in documents), default=""))
