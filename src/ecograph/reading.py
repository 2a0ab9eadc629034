"""From the bytes of one source to its facts: read, then extract, guarded where a library written in C reads them."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ecograph import __version__
from ecograph.errors import EcographError
from ecograph.extract import extract
from ecograph.model import Document, Facts
from ecograph.readers import Source, document_of, read_bytes
from ecograph.readers.kinds import TEXT, choose, libraries
from ecograph.readers.sources import MAX_BYTES
from ecograph.resources import fingerprint, resource
from ecograph.store import BASE
from ecograph.store.codec import packed, unpacked
from ecograph.timing import timed

if TYPE_CHECKING:
    from ecograph.guarding import Nursery

# The code and the tables that a document's facts follow from.
_EXTRACTOR = (
    "extract",
    "reading.py",
    "readers",
    "model.py",
    "timing.py",
    "times.py",
    "scanning.py",
    "data/gazetteer",
    "data/lexicon",
)
# What the longest article takes is a tenth of this.
_SECONDS, _MEMORY = 60.0, 1024**3
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
    return " ".join((f"{__version__}+{fingerprint(*_EXTRACTOR)}{libraries()}", *said))


def read(source: Source, settings: Settings) -> Facts:
    """Return the facts of one source, with local keys.

    Raise `ReadError` where it cannot be read, and `EcographError` where it holds no fact. Whatever a web page, a PDF or a Word
    file does to its library happens in a process of its own, which ends at its limits.
    """
    data = read_bytes(source, max_bytes=settings.max_bytes)
    told = {"published": settings.published, "home": settings.home, "max_bytes": settings.max_bytes}
    if choose(data, source.name) == TEXT or not hasattr(os, "fork"):
        return facts_of(document_of(data, source.name, **told))  # type: ignore[arg-type]
    try:
        return unpacked(_guarded("ecograph.reading:packed_facts", data=data, name=source.name, **told))
    except EcographError as error:
        error.where = error.where or source.name
        raise


def packed_facts(*, data: bytes, name: str, **told: object) -> bytes:
    """Return the facts of a document, with local keys, as a record holds them; `told` is as in `document_of`."""
    return packed(facts_of(document_of(data, name, **told)))  # type: ignore[arg-type]


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


def _guarded(work: str, **arguments: object) -> bytes:
    """Return what a function gives back that runs in a process of its own."""
    from ecograph.guarding import Bounds

    found: bytes = _nursery().call(work, Bounds(_SECONDS, _MEMORY), **arguments)
    return found


@cache
def _nursery() -> Nursery:
    """Return where this process has its guarded processes from; they end when it does."""
    from ecograph.guarding import Nursery

    made = Nursery(["ecograph.reading:warm_up"])
    atexit.register(made.close)
    return made


def warm() -> Iterator[Facts]:
    """Yield the facts of some articles that ship with the package, once all that reading needs is loaded.

    So the processes that are born of this one have it too.
    """
    for name in ("docx", "pypdfium2"):
        import_module(name)
    document_of(b"<title>.</title><p>.", "warm.html")
    for path in sorted(resource("data", "articles").glob("*.txt"))[:_WARMING]:
        yield facts_of(document_of(path.read_bytes(), path.name))


def warm_up() -> None:
    """Load all that reading needs."""
    for _ in warm():
        pass
