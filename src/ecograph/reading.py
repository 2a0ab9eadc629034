"""From the bytes of one source to its facts: read, then extract, guarded where a library written in C reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ecograph import __version__
from ecograph.errors import EcographError
from ecograph.extract import extract
from ecograph.extract.words.tables import WHOLE
from ecograph.guarding import GUARDED, Bounds, GuardError, kept
from ecograph.model import Document, Facts
from ecograph.readers import Source, document_of, read_bytes
from ecograph.readers.content import Content
from ecograph.readers.guarded import guarded_content, warm_up
from ecograph.readers.kinds import libraries
from ecograph.readers.reading import document_with
from ecograph.readers.sources import MAX_BYTES
from ecograph.resources import fingerprint, resource
from ecograph.store import BASE
from ecograph.store.codec import packed, unpacked
from ecograph.timing import timed

# The code and the tables that a document's facts follow from.
_CODE = ("extract", "reading.py", "readers", "model.py", "timing.py", "times.py", "scanning.py")
_TABLES = ("data/gazetteer", "data/lexicon")
# What the longest article takes is a tenth of this.
_SECONDS, _MEMORY = 60.0, 512 * 1024**2
# An article has a tenth of these characters. The rules are quick on what people write; on other texts so long they may not be.
_LONG = 20_000
# Between them, so many articles use every table.
_WARMING = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asked for: `home` is a GB/T 2260 code, `published` ISO 8601; both "" to let the text tell."""

    base: str = BASE
    home: str = ""
    published: str = ""
    max_bytes: int = MAX_BYTES

    @property
    def version(self) -> str:
        """Return what must be the same for the same bytes to give the same facts: the extractor, and what it is told."""
        return version(home=self.home, published=self.published)


def version(**told: str) -> str:
    """Return what the facts of the same bytes follow from: the extractor, and what it is told of them."""
    said = (f"{name}={value}" for name, value in told.items() if value)
    return " ".join((_version(*_TABLES), *said))


def frame() -> str:
    """Return what the facts follow from but for the words of tables that matter only where they stand (`WORDS`)."""
    return _version(*(f"data/{table}" for table in sorted(WHOLE)))


def _version(*tables: str) -> str:
    return f"{__version__}+{fingerprint(*_CODE, *tables)}{libraries()}"


def read(source: Source, settings: Settings) -> Facts:
    """Return the facts of one source, with local keys.

    Raise `ReadError` where it cannot be read, and `EcographError` where it holds no fact. Whatever a web page, a PDF or a Word
    file does to its library happens in another process, which ends at its limits; and so does what a long text does to the rules.
    """
    data = read_bytes(source, max_bytes=settings.max_bytes)
    bounds = Bounds(_SECONDS, _MEMORY)
    try:
        content = guarded_content(
            data,
            source.name,
            media_type=source.media_type,
            charset=source.charset,
            max_bytes=settings.max_bytes,
            bounds=bounds,
        )
        told = {"data": data, "name": source.name, "published": settings.published, "home": settings.home}
        if len(content.text) > _LONG and GUARDED:
            warm = f"{__name__}:warm_all"
            return unpacked(kept(warm, bounds).call(f"{__name__}:packed_facts", content=tuple(content), **told))
    except GuardError as error:
        error.where, error.remedy = source.name, "split it into one file an article"
        raise
    return facts_of(document_with(content, **told))  # type: ignore[arg-type]


def packed_facts(*, content: tuple[object, ...], **told: object) -> bytes:
    """Return the facts of a document, with local keys, as a record holds them; `told` is as in `document_with`."""
    return packed(facts_of(document_with(Content(*content), **told)))  # type: ignore[arg-type]


def facts_of(document: Document) -> Facts:
    """Return the facts of one document, with local keys; raise EcographError where it holds none."""
    facts = timed(extract(document))
    if not facts.entities:
        raise EcographError(
            "no fact was found in this text",
            where=document.source,
            remedy="check that it is a Chinese news or government text",
        )
    return facts


def warm() -> Iterator[Facts]:
    """Yield the facts of some articles that ship with the package, once all that reading needs is loaded.

    So the processes that are born of this one have it too.
    """
    warm_up()
    for path in sorted(resource("data", "articles").glob("*.txt"))[:_WARMING]:
        yield facts_of(document_of(path.read_bytes(), path.name))


def warm_all() -> None:
    """Load all that reading needs."""
    for _ in warm():
        pass
