"""Derive the graph from the records: a pure function, so that order of arrival, retraction and past days need no code.

First the documents are resolved together: IRIs take the place of local keys. What breaks a shape goes to quarantine, and no
further. Then each of the `STEPS` makes quads of all that was accepted, and what the resolution found between things is written:
which agency became which, what others call them.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain, groupby
from typing import NamedTuple, TypeAlias, TypedDict

from pyoxigraph import DefaultGraph, Quad

from ecograph import __version__
from ecograph.graph import changes, each_tracked, links, provenance, quads, quarantine, rejections, track
from ecograph.model import Claim, Facts, Record
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

    `base` begins every IRI; `decisions` are people's words on what is the same, true, and called how; `today` (ISO 8601) is
    the day at which targets are judged, by default that of the newest article; `read_times` asks for when each claim was read.
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
    """One document as it is known: its facts, all sources that hold its text, when it was first read, and by which version.

    `rejected` are its statements that people rejected. `seal`, if it has one, is the same only for a document of which the same
    is written.
    """

    facts: Facts
    sources: tuple[str, ...]
    read: str
    version: str = __version__
    seal: str = ""
    rejected: tuple[tuple[Claim, Decision], ...] = ()


Step: TypeAlias = Callable[[Sequence[Known], Given], Iterable[Part]]


def derive(
    records: Iterable[Record],
    given: Given,
    *,
    note: Callable[[Facts], None] = lambda _: None,
    held: Container[str] = (),
) -> Iterator[Part]:
    """Yield the graph that follows from the records, the quads of each named graph in one part.

    The same records, in any order, and what is given besides make the same graph. `note` is told the facts of each document
    that were accepted, with their IRIs. `held` are the seals of the parts that the graph has already.
    """
    listed = documents(records)
    given = given._replace(today=given.today or _newest(listed))
    found = resolution(listed, given)
    resolved = [
        _sealed(each._replace(facts=facts, rejected=found.rejected.get(facts.document.id, ())), given)
        for each, facts in zip(listed, found.facts, strict=True)
    ]
    accepted, kept_out = sift(resolved, given, held=held)
    for each in accepted:
        note(each.facts)
    yield from chain.from_iterable(step(accepted, given) for step in STEPS)
    yield from relate(found.renames, accepted, given)
    if kept_out:
        yield Part(quarantine.graph_name(given.base), kept_out)


def resolution(listed: Iterable[Known], given: Given) -> Resolution:
    """Return the documents with IRIs, in the same order, and what remains doubtful."""
    return resolve((each.facts for each in listed), base=given.base, decisions=given.decisions)


def sift(resolved: Iterable[Known], given: Given, *, held: Container[str] = ()) -> tuple[list[Known], list[Quad]]:
    """Return the documents as far as they keep the shapes, and the quads of what does not, with the reasons.

    What is not accepted whole loses its seal, so that a seal that is held tells that all of it was.
    """
    accepted, kept_out = list[Known](), list[Quad]()
    for each in resolved:
        if each.seal and each.seal in held:
            accepted.append(each)
            continue
        found = quarantine.split(each.facts, base=given.base, **_told(each, given))
        kept_out += found.quarantined
        if found.accepted is not None:
            seal = "" if found.quarantined else each.seal
            accepted.append(each._replace(facts=found.accepted, seal=seal))
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
        document = each.facts.document.id
        both = _Once(partial(_split, each, given))
        yield Part(document, both.first(), seal=each.seal)
        yield Part("", both.second(), scope=document, seal=each.seal)


def _split(known: Known, given: Given) -> tuple[list[Quad], list[Quad]]:
    claims, plain = list[Quad](), list[Quad]()
    for quad in quads(known.facts, base=given.base, **_told(known, given)):
        (plain if quad.graph_name == _DEFAULT else claims).append(quad)
    claims += rejections(known.facts.document.id, known.rejected)
    return claims, plain


class _Once:
    """Two halves that are made together, when the first of them is asked for."""

    def __init__(self, make: Callable[[], tuple[list[Quad], list[Quad]]]) -> None:
        self._make = make
        self._made: tuple[list[Quad], list[Quad]] | None = None

    def first(self) -> Iterator[Quad]:
        yield from self._both()[0]

    def second(self) -> Iterator[Quad]:
        yield from self._both()[1]

    def _both(self) -> tuple[list[Quad], list[Quad]]:
        self._made = self._made or self._make()
        return self._made


def trace(documents: Sequence[Known], given: Given) -> Iterator[Part]:
    """Write how the documents were read: which rules of which version of the program were used, and what they mean."""
    used = {(each.version, claim.rule) for each in documents for claim in (*each.facts.claims, *each.facts.readings)}
    if used:
        yield Part(provenance.graph_name(given.base), list(provenance.extraction(used, base=given.base)))


def follow(documents: Sequence[Known], given: Given) -> Iterator[Part]:
    """Write what became of what was planned, from the claims of all documents, as known on the day `today`."""
    tracking = track((each.facts for each in documents), today=given.today)
    for scope, value, told in each_tracked(tracking, base=given.base):
        yield Part("", told, scope, _seal(value, given))


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


def _sealed(known: Known, given: Given) -> Known:
    told = (known.facts, _told(known, given), *known.rejected)
    return known._replace(seal=_seal(told, given))


def _seal(value: object, given: Given) -> str:
    """Return a digest of what quads are made of, and of the rules that they are made by."""
    text = io.BytesIO()
    pickler = pickle.Pickler(text, protocol=5)
    pickler.fast = True  # nothing is told by reference: equal values give equal bytes, whatever shares its parts
    pickler.dump((fingerprint(*_RULES), given.base, value))
    return blake2b(text.getbuffer(), digest_size=16).hexdigest()


def _release(version: str) -> str:
    """Return the release in a record's version, which also tells the state of the rules and what the user said."""
    return version.partition(" ")[0].partition("+")[0] or __version__


def _newest(documents: Iterable[Known]) -> str:
    """Return the day of the newest article, the first one possible where only its month or year is known; "" for none."""
    return first_day(max((each.facts.document.published for each in documents), default=""))
