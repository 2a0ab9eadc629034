"""Derive the graph from the records: a pure function, so that order of arrival, retraction and past days need no code.

First the documents are resolved together: IRIs take the place of local keys. What breaks a shape goes to quarantine, and no
further. Then each of the `STEPS` makes quads of all that was accepted, and what the resolution found between things is written:
which agency became which, what others call them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple, TypeAlias, TypedDict

from pyoxigraph import DefaultGraph, Quad

from ecograph import __version__
from ecograph.graph import changes, links, provenance, quads, quarantine, track, tracked
from ecograph.model import Facts, Record
from ecograph.resolve import Decision, Rename, Resolution, resolve
from ecograph.resources import fingerprint
from ecograph.store import BASE, Part
from ecograph.store.dates import first_day

_DEFAULT = DefaultGraph()
# The code and the tables that a graph follows from, besides the records.
_RULES = (
    "derive.py", "model.py", "times.py", "scanning.py", "graph", "resolve", "store/names.py",
    "data/gazetteer", "data/lexicon", "data/identity", "data/targets", "ontology",
)  # fmt: skip


class Given(NamedTuple):
    """What a graph follows from besides the records.

    `base` begins every IRI; `decisions` are people's words on who is the same as whom; `today` (ISO 8601) is the day at
    which targets are judged, by default that of the newest article; `read_times` asks for when each claim was read.
    """

    base: str = BASE
    decisions: tuple[Decision, ...] = ()
    today: str = ""
    read_times: bool = False

    @property
    def rules(self) -> str:
        """Return what must be the same for the same records to give the same graph."""
        return f"{fingerprint(*_RULES)} {self!r}"


class Known(NamedTuple):
    """One document as it is known: its facts, all sources that hold its text, when it was first read, and by which version."""

    facts: Facts
    sources: tuple[str, ...]
    read: str
    version: str = __version__


Step: TypeAlias = Callable[[Sequence[Known], Given], Iterable[Part]]


def derive(
    records: Iterable[Record], given: Given, *, note: Callable[[Facts], None] = lambda _: None
) -> Iterator[Part]:
    """Yield the graph that follows from the records, the quads of each named graph in one part.

    The same records, in any order, and what is given besides make the same graph. `note` is told the facts of each document
    that were accepted, with their IRIs.
    """
    listed = documents(records)
    given = given._replace(today=given.today or _newest(listed))
    found = resolution(listed, given)
    resolved = [each._replace(facts=facts) for each, facts in zip(listed, found.facts, strict=True)]
    accepted, kept_out = sift(resolved, given)
    for each in accepted:
        note(each.facts)
    yield from chain.from_iterable(step(accepted, given) for step in STEPS)
    yield from relate(found.renames, accepted, given)
    if kept_out:
        yield Part(quarantine.graph_name(given.base), kept_out)


def resolution(listed: Iterable[Known], given: Given) -> Resolution:
    """Return the documents with IRIs, in the same order, and what remains doubtful."""
    return resolve((each.facts for each in listed), base=given.base, decisions=given.decisions)


def sift(resolved: Iterable[Known], given: Given) -> tuple[list[Known], list[Quad]]:
    """Return the documents as far as they keep the shapes, and the quads of what does not, with the reasons."""
    accepted, kept_out = list[Known](), list[Quad]()
    for each in resolved:
        found = quarantine.split(each.facts, base=given.base, **_told(each, given))
        kept_out += found.quarantined
        if found.accepted is not None:
            accepted.append(each._replace(facts=found.accepted))
    return accepted, kept_out


def relate(renames: Iterable[Rename], accepted: Iterable[Known], given: Given) -> Iterator[Part]:
    """Write what became what, of those things that were accepted, and what other sources call them."""
    iris = {entity.id for known in accepted for entity in known.facts.entities}
    held = [each for each in renames if {each.old, each.new} <= iris]
    if told := [*changes(held, base=given.base), *links(iris, base=given.base)]:
        yield Part("", told)


def write(documents: Sequence[Known], given: Given) -> Iterator[Part]:
    """Write what each document says: its claims in its own graph, its facts in the default graph."""
    for each in documents:
        claims, plain = list[Quad](), list[Quad]()
        for quad in quads(each.facts, base=given.base, **_told(each, given)):
            (plain if quad.graph_name == _DEFAULT else claims).append(quad)
        yield Part(each.facts.document.id, claims)
        yield Part("", plain)


def trace(documents: Sequence[Known], given: Given) -> Iterator[Part]:
    """Write how the documents were read: which rules of which version of the program were used, and what they mean."""
    used = {(each.version, claim.rule) for each in documents for claim in (*each.facts.claims, *each.facts.readings)}
    if used:
        yield Part(provenance.graph_name(given.base), list(provenance.extraction(used, base=given.base)))


def follow(documents: Sequence[Known], given: Given) -> Iterator[Part]:
    """Write what became of what was planned, from the claims of all documents, as known on the day `today`."""
    tracking = track((each.facts for each in documents), today=given.today)
    yield Part("", list(tracked(tracking, base=given.base)))


class _Told(TypedDict):
    """What is told of a document besides its facts."""

    sources: tuple[str, ...]
    read: str
    version: str


def _told(known: Known, given: Given) -> _Told:
    return _Told(sources=known.sources, read=known.read if given.read_times else "", version=known.version)


# What is made of the accepted documents, one step after the other.
STEPS: tuple[Step, ...] = (write, trace, follow)


def documents(records: Iterable[Record]) -> list[Known]:
    """Return the documents in a fixed order; one text from several sources is one document, told as by the first of them."""
    ordered = sorted(records, key=lambda each: (each.facts.document.id, each.facts.document.source, each.key))
    found = []
    for _, group in groupby(ordered, key=lambda each: each.facts.document.id):
        same = list(group)
        sources = tuple(dict.fromkeys(each.facts.document.source for each in same))
        version = _release(same[0].version)
        found.append(Known(same[0].facts, sources, min(each.read for each in same), version))
    return found


def _release(version: str) -> str:
    """Return the release in a record's version, which also tells the state of the rules and what the user said."""
    return version.partition(" ")[0].partition("+")[0] or __version__


def _newest(documents: Iterable[Known]) -> str:
    """Return the day of the newest article, the first one possible where only its month or year is known; "" for none."""
    return first_day(max((each.facts.document.published for each in documents), default=""))
