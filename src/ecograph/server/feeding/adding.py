"""Put documents into the graph and take them out: what the writer does, and what readers must know of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

from ecograph.errors import EcographError, UsageError
from ecograph.export.facts import facts_line
from ecograph.model import Facts, Record
from ecograph.server.engine import Sink, Snapshot
from ecograph.store import BASE, Records, Store
from ecograph.store.codec import unpacked
from ecograph.upkeep import accepted, now, own_records, refresh, retract


class Added(TypedDict):
    """What became of one document: its id below the base, whether it was held before, and its facts as a line of JSON.

    One that repeats another is the other, with one more source.
    """

    id: str
    held: bool
    facts: bytes


def base(snapshot: Snapshot, sink: Sink) -> None:
    """Write the IRI below which the graph's IRIs are made."""
    iris = snapshot.store.documents()
    sink.head(content_type="text/plain; charset=utf-8")
    sink.write((iris[0].partition("document/")[0] if iris else BASE).encode())


def add(store: Store, *, documents: Sequence[tuple[bytes, str, str]]) -> list[Added]:
    """Hold documents (facts, version, key) and bring the graph up to date; all of them or, where that fails, none.

    Their facts come back with the IRIs that they have among all that is held.
    """
    records, time = own_records(store), now()
    records.derivation.fix_base(records.derivation.base or BASE)
    refresh(store)  # what was left undone is not the fault of these
    made = [Record(unpacked(facts), time, version, key) for facts, version, key in documents]
    before = {each.document for each in records.held()}
    replaced = _replaced(records, made)
    records.put(made)
    try:
        refresh(store)
    except BaseException:
        # One document that the graph cannot be derived with would keep all that come after it out.
        _take_back(store, records, made, replaced)
        raise
    told = accepted(store, {each.facts.document.id for each in made})
    return [_added(each, records.derivation.base, before, told) for each in made]


def remove(store: Store, *, document: str, keep_history: bool) -> bool:
    """Take a document out of the graph, with what only it supports; return whether there was one."""
    try:
        return bool(retract(store, [f"document:{document}"], keep_history=keep_history).records)
    except UsageError:
        return False


def _replaced(records: Records, made: Iterable[Record]) -> list[Record]:
    """Return what is held now in the places that the records will take."""
    keys = {each.key or each.facts.document.id for each in made}
    if not any(each.key in keys for each in records.held()):
        return []
    return [each for each in records.all() if (each.key or each.facts.document.id) in keys]


def _take_back(store: Store, records: Records, made: Iterable[Record], replaced: Iterable[Record]) -> None:
    records.retract_all((each.facts.document.id, each.key or each.facts.document.id) for each in made)
    records.put(replaced)
    refresh(store)


def _added(record: Record, base: str, before: set[str], told: dict[str, Facts]) -> Added:
    document = record.facts.document.id
    facts = told.get(document)
    if facts is None:
        raise EcographError("nothing of the document keeps the shapes of the graph", where=document, remedy="report it")
    document = facts.document.id.removeprefix(base)
    return Added(id=document, held=document in before, facts=facts_line(facts).encode())
