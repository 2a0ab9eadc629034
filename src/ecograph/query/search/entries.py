"""What the index holds of one thing, and how it is written for the engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from ecograph.query.search.folding import bare, folded
from ecograph.query.search.readings import Reading, readings

if TYPE_CHECKING:
    from tantivy import Document, Index, Schema

# Before and after a name, and before and after an alias: so that "is called so" and "begins so" are stretches like others.
NAME, NAME_END, ALIAS, ALIAS_END = "\x02", "\x03", "\x04", "\x05"
_SORTS = {"Target": "figure", "Observation": "figure", "Document": "document", "Sentence": "sentence"}
THINGS = ("Agency", "Official", "Project", "Place", "Policy")
FIGURES = ("Target", "Observation")
DOCUMENT, SENTENCE = "Document", "Sentence"
FIRST = "^"
_ENDS = (NAME_END, ALIAS_END)


class Entry(NamedTuple):
    """One thing to be found.

    `owner` is the IRI that it belongs to and goes with; `type` the class of an entity, Document or Sentence; `names` the name
    and the aliases, or the text of a sentence. Of equal hits the one with the highest `rank` comes first. `places` are the
    places that it lies in, at whatever depth. `told` is what a hit shows besides.
    """

    owner: str
    type: str
    names: tuple[str, ...]
    rank: int
    concept: str = ""
    places: tuple[str, ...] = ()
    spoken: bool = False
    told: tuple[Any, ...] = ()

    @property
    def digest(self) -> int:
        """A number that changes with the entry."""
        return crc32(repr(self).encode())


def schema() -> Schema:
    """Return what the index holds: characters, pairs of characters and syllables with their places, filters, the rank."""
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    for name in ("owner", "sort", "called", "concept", "place"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("characters", tokenizer_name="characters", index_option="basic")
    for name in ("pairs", "syllables", "initials"):
        builder.add_text_field(name, tokenizer_name="words", index_option="position")
    builder.add_unsigned_field("rank", fast=True)
    builder.add_bytes_field("told", stored=True)
    return builder.build()


def register(index: Index) -> None:
    """Tell an index of the engine how its fields are taken apart; it must know before it reads or writes."""
    from tantivy import TextAnalyzerBuilder, Tokenizer

    index.register_tokenizer("words", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    index.register_tokenizer("characters", TextAnalyzerBuilder(Tokenizer.ngram(1, 1)).build())


def paired(text: str) -> str:
    """Return the pairs of neighbouring characters of a text, as words: their places tell stretches of any length."""
    return " ".join(map(str.__add__, text, text[1:]))


def written(entry: Entry) -> Document:
    """Return an entry as a document of the engine."""
    from tantivy import Document

    document = Document()
    document.add_text("owner", entry.owner)
    document.add_text("type", entry.type)
    document.add_text("sort", sort_of(entry.type))
    document.add_unsigned("rank", entry.rank)
    if entry.concept:
        document.add_text("concept", entry.concept)
    for place in entry.places:
        document.add_text("place", place)
    seen = set[str]()
    for key in _keys(entry):
        document.add_text("pairs", paired(key))
        if key[-1:] in _ENDS:
            document.add_text("called", key[:-1])
        seen.update(key)
    document.add_text("characters", "".join(sorted(each for each in seen if each >= " ")))
    spoken = list(_spoken(entry))
    for reading in spoken:
        document.add_text("syllables", f"{FIRST} {' '.join(reading)}")
        document.add_text("initials", paired(f"{NAME}{''.join(each[0] for each in reading)}"))
    sound = [" ".join(reading) for reading in spoken]
    told = [entry.owner, entry.type, entry.names, entry.concept, entry.told, sound]
    document.add_bytes("told", json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
    return document


def _keys(entry: Entry) -> Iterator[str]:
    """Yield what is searched of an entry, with the marks of names."""
    if entry.type == SENTENCE:
        yield folded(entry.names[0])
        return
    for at, name in enumerate(entry.names):
        key = folded(name)
        before, after = (ALIAS, ALIAS_END) if at else (NAME, NAME_END)
        for each in dict.fromkeys((key, bare(key))):
            yield f"{before}{each}{after}"


def _spoken(entry: Entry) -> Iterable[Reading]:
    """Return how the names are read, each reading once."""
    if not entry.spoken:
        return ()
    said = (reading for name in entry.names for reading in readings(name, person=entry.type == "Official"))
    return dict.fromkeys(said)


def sort_of(type: str) -> str:
    """Return what sort of hit a class is: thing, figure, document or sentence."""
    return _SORTS.get(type, "thing")
