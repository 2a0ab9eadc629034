"""From sources to a store: the only file that joins the stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from ecograph.errors import EcographError
from ecograph.extract import extract as extract_facts
from ecograph.graph import quads
from ecograph.model import Facts
from ecograph.readers import Source, read_text
from ecograph.readers.sources import MAX_BYTES
from ecograph.resolve import identify
from ecograph.store import BASE, Store

# Below this many articles, starting a second process costs more than it saves.
_WORTH_WORKERS = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asked for: `home` is a GB/T 2260 code, `published` ISO 8601; both "" to let the text tell."""

    base: str = BASE
    home: str = ""
    published: str = ""
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave nothing, with the error that says why."""

    source: str
    error: EcographError


@dataclass(slots=True)
class Summary:
    """What a build did."""

    documents: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    unread: int = 0
    failures: list[Failure] = field(default_factory=list)


def extract(source: Source, settings: Settings | None = None) -> Facts:
    """Read one source and return its facts, with IRIs.

    Raise `ReadError` where the source cannot be read, and `EcographError` where it holds no fact.
    """
    settings = settings or Settings()
    document = read_text(source, published=settings.published, home=settings.home, max_bytes=settings.max_bytes)
    facts = identify(extract_facts(document), base=settings.base)
    if not facts.entities:
        raise EcographError(
            "no fact was found in this text",
            where=source.name,
            remedy="check that it is a Chinese news or government text",
        )
    return facts


def extract_all(
    sources: Iterable[Source], settings: Settings | None = None, *, workers: int = 1
) -> Iterator[Facts | Failure]:
    """Yield the facts of each source, in the order given, or the failure of those that gave none."""
    settings = settings or Settings()
    listed = list(sources)
    if workers < 2 or len(listed) < _WORTH_WORKERS:
        yield from (_attempt(source, settings) for source in listed)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_attempt, listed, [settings] * len(listed), chunksize=16)


def _attempt(source: Source, settings: Settings) -> Facts | Failure:
    try:
        return extract(source, settings)
    except EcographError as error:
        return Failure(source.name, error)
    except Exception as error:  # noqa: BLE001 - one text that trips the extractor must not cost the others
        what = f"the extractor failed on this text ({type(error).__name__}: {error})"
        return Failure(source.name, EcographError(what, where=source.name, remedy="please report it with the text"))


def build(
    sources: Iterable[Source],
    store: Store,
    settings: Settings | None = None,
    *,
    workers: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Read the sources into the store and say what was done; a source that fails is listed, the others go on.

    The same sources give the same store whatever their order and the number of workers: IRIs are made from content alone.
    `progress` is told the name of each source as it is done.
    """
    summary = Summary()
    settings = settings or Settings()
    seen: set[str] = set()
    for found in extract_all(sources, settings, workers=workers):
        if isinstance(found, Failure):
            summary.failures.append(found)
            progress(found.source)
            continue
        _add(store, found, settings, summary, seen)
        progress(found.document.source)
    store.flush()
    return summary


def _add(store: Store, facts: Facts, settings: Settings, summary: Summary, seen: set[str]) -> None:
    store.add(facts.document.id, quads(facts, base=settings.base))
    summary.documents += 1
    summary.claims += len(facts.claims)
    summary.unread += len(facts.unread)
    for entity in facts.entities:
        if entity.id not in seen:
            seen.add(entity.id)
            summary.entities[entity.type] += 1
