"""Keep a store's graph in step with its records: bring it up to date, look back, retract."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ecograph.derive import Given, derive, facts_of, reposted
from ecograph.engines import Engine
from ecograph.errors import StoreError, UsageError
from ecograph.model import Facts, Record
from ecograph.reposts import Reposts
from ecograph.resolve import Decision, Resolution, read_decisions, resolve
from ecograph.store import BASE, Difference, Records, Store, open_store
from ecograph.store.dates import last_day
from ecograph.store.makings import Making

# Beside the store's folder, so that a store that is deleted and built again finds it.
DECISIONS = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Retraction:
    """What a retraction let go, how the graph changed, and the other sources that still hold a text of those let go."""

    records: tuple[Record, ...]
    difference: Difference
    still_held: tuple[str, ...]


def now() -> str:
    """Return the time of reading for what is read now."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_graph(path: str | Path | None, *, create: bool = False, read_only: bool = False) -> Store:
    """Open a store as `open_store` does and, for writing, complete a build that was cut short."""
    store = open_store(path, create=create, read_only=read_only)
    try:
        if not read_only and _is_derived(store):
            refresh(store)
    except BaseException:
        store.close()
        raise
    return store


def _is_derived(store: Store) -> bool:
    """Say whether there is anything to complete; a store without records of its own can still be asked."""
    try:
        own_records(store)
    except StoreError:
        return False
    return True


def own_records(store: Store) -> Records:
    """Return the records that the store's whole graph is derived from; raise StoreError where it has others or none."""
    records = store.records
    if records.derivation.foreign:
        raise StoreError(
            "the store holds what was loaded or added by hand, of which there are no records",
            where=records.where,
            remedy="it can be asked and exported; for the rest build a store from the articles: ecograph build",
        )
    return records


def decisions_of(store: Store) -> tuple[Decision, ...]:
    """Return what people decided for a store; raise StoreError where the file that it was told to follow is gone."""
    path = decisions_file(store)
    if path is not None and not path.exists() and own_records(store).derivation.decisions:
        remedy = f"put it back, or name another: ecograph build --decisions FILE --store {own_records(store).where}"
        raise StoreError("the file of decisions that the store follows is gone", where=str(path), remedy=remedy)
    return read_decisions(path) if path else ()


def decisions_file(store: Store) -> Path | None:
    """Return the file of people's decisions: the one the store was told to follow, or decisions.jsonl beside its folder."""
    records = own_records(store)
    if records.folder is None:
        return None
    told = records.derivation.decisions
    return Path(os.path.normpath(records.folder / (told or Path("..", DECISIONS))))


def resolution_of(store: Store) -> Resolution:
    """Return what the store's documents say together, with what remains doubtful."""
    records = own_records(store)
    with reposted(records, keep=False) as reposts:
        own = (each.facts for each in reversed([*records.all()]) if not reposts.of(each.facts.document.id))
        alone = {facts.document.id: facts for facts in own}
    return resolve(alone.values(), base=records.derivation.base or BASE, decisions=decisions_of(store))


def accepted(store: Store, documents: Iterable[str]) -> dict[str, Facts]:
    """Return, by id, the facts of documents (`document/…`) with the IRIs that they have among all.

    What does not keep the shapes is left out.
    """
    records = own_records(store)
    return facts_of(records, Given(records.derivation.base or BASE, decisions_of(store)), documents)


def follow(store: Store, path: Path) -> None:
    """Let a store follow another file of decisions from now on, begun here if need be; `refresh` brings the graph up to it."""
    records = own_records(store)
    path.touch()
    records.derivation.follow_decisions(records.key(str(path)))


def refresh(
    store: Store,
    *,
    decisions: Iterable[Decision] | None = None,
    engine: Engine | None = None,
    note: Callable[[Making], None] = lambda _: None,
) -> Difference | None:
    """Bring the graph up to date and return what changed, None where it was; `engine` and `note` are as in `derive`.

    `decisions` are by default those of the store's file.
    """
    records = own_records(store)
    given = Given(records.derivation.base or BASE, _given(store, decisions))
    if records.derivation.follows(given.rules):
        return None
    parts = derive(records, given, engine=engine, held=store.seal, note=note)
    return store.become(parts, rules=given.rules)


def _given(store: Store, decisions: Iterable[Decision] | None) -> tuple[Decision, ...]:
    return decisions_of(store) if decisions is None else tuple(decisions)


def as_of(store: Store, date: str, *, decisions: Iterable[Decision] | None = None, read_times: bool = False) -> Store:
    """Return, in memory, the graph as it was known on a day (the last one of a month or year); "" for now.

    Articles count from their publication, those without a date from when they were read. Targets are judged as of that day.
    """
    records = own_records(store)
    given = Given(records.derivation.base or BASE, _given(store, decisions), last_day(date), read_times)
    made = open_store(None)
    made.become(derive(records, given, as_of=date, beside=made.records), rules=given.rules)
    return made


def retract(
    store: Store,
    names: Iterable[str],
    *,
    keep_history: bool = False,
    when: str = "",
    decisions: Iterable[Decision] | None = None,
) -> Retraction:
    """Let go of documents, named by IRI, short form or source, and of what only they support; all or nothing.

    With `keep_history` they stay known before the day `when`, by default today. Raise UsageError for a name that is none.
    """
    records = own_records(store)
    refresh(store, decisions=decisions)
    chosen = dict.fromkeys(each for name in names for each in _meant(records, name))
    with reposted(records) as reposts:
        same = {one for document, _ in chosen for one in _one_article(reposts, document)}
    gone = records.retract_all(chosen, keep_history=keep_history, when=when or now())
    still = tuple(each.source for each in records.held() if each.document in same)
    return Retraction(gone, refresh(store, decisions=decisions) or Difference(), still)


def _one_article(reposts: Reposts, document: str) -> tuple[str, ...]:
    """Return a document, the one that it repeats and all others that repeat this one."""
    kept = reposts.of(document) or document
    return (document, kept, *reposts.by(kept))


def _meant(records: Records, name: str) -> list[tuple[str, str]]:
    """Return the documents that a name means, each with the key of the one source meant, "" for all.

    The name of a container means all articles in it.
    """
    if of_file := records.held_in(records.key(name)):
        return of_file
    base = records.derivation.base
    id_ = "document/" + name.removeprefix(f"{base}document/").removeprefix("document:").removeprefix("document/")
    held = records.held(history=True)
    if any(each.document == id_ for each in held):
        return [(id_, "")]
    found = [(each.document, each.key) for each in held if not each.until and each.source == name]
    if not found:
        raise UsageError(
            "no document of this name is held",
            where=name,
            remedy="name one as its IRI, as document:… or by its source; ecograph ask documents lists them",
        )
    return found
