"""Name the things of all documents together; what a document lends to the names is kept, and only what is new is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

from ecograph.derive.batching import LEAST, together
from ecograph.derive.differing import differing
from ecograph.derive.documents import Known, documents
from ecograph.derive.given import Given
from ecograph.engines import Engine, mapped
from ecograph.reposts import Reposts
from ecograph.resolve import Decision, Judge, Settling, lent, standing
from ecograph.resolve.decisions import STATEMENTS
from ecograph.store import Records
from ecograph.store.codec import unpacked

_FILE = "names.sqlite"
_TOGETHER = 32
# Decisions about statements, by the id of the document that makes them.
Verdicts: TypeAlias = Mapping[str, tuple[Decision, ...]]


class _Lending(NamedTuple):
    """A document that is to lend its names: its id, a tag that tells what it lends from what it lent before, its facts."""

    document: str
    tag: str
    packed: bytes
    verdicts: tuple[Decision, ...]
    base: str


def verdicts(given: Given) -> Verdicts:
    """Return the decisions that stand about statements, by document."""
    found: dict[str, tuple[Decision, ...]] = {}
    for each in standing(given.decisions):
        if each.decision in STATEMENTS:
            document = each.a.removeprefix(given.base).partition("#")[0]
            found[document] = (*found.get(document, ()), each)
    return found


@contextmanager
def named(
    records: Records, given: Given, engine: Engine, reposts: Reposts, *, as_of: str = "", keep: bool = True
) -> Iterator[Settling]:
    """Give the names of the things in all documents that are held, or were known on a day.

    Unless told not to, `keep` them beside the records for the next time.
    """
    path = records.folder / _FILE if records.folder and keep else None
    with Settling(path, base=given.base, decisions=given.decisions) as settling:
        gone = list[str]()
        changed = differing(_wanted(given, documents(records, reposts, as_of=as_of)), settling.tags(), gone)
        lending = (
            _Lending(document, tag, records.facts(number), about, given.base)
            for document, tag, (number, about) in changed
        )
        for batch in mapped(engine, lend, together(lending, _TOGETHER), least=LEAST):
            settling.add(batch)
        settling.remove(gone)
        settling.settle()
        yield settling


def _wanted(given: Given, listed: Iterable[Known]) -> Iterator[tuple[str, str, tuple[int, tuple[Decision, ...]]]]:
    """Yield each document with a tag that tells what it lends, the number of its record, and the decisions about it."""
    decided = verdicts(given)
    for known in listed:
        about = decided.get(known.document, ())
        tag = blake2b(f"{given.making} {known.digest.hex()} {about}".encode(), digest_size=12).hexdigest()
        yield known.document, tag, (known.number, about)


def lend(batch: Iterable[_Lending]) -> list[tuple[str, str, bytes]]:
    """Return what documents lend to the names, each with its id and its tag."""
    return [(each.document, each.tag, _lent(each)) for each in batch]


def _lent(each: _Lending) -> bytes:
    facts = unpacked(each.packed)
    return lent(Judge(each.verdicts, base=each.base).judged(facts).facts if each.verdicts else facts)
