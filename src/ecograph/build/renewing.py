"""Renew what is held after words of the tables changed: only what holds one of them is to be read again.

The tables that the records were read with are kept beside them. Each record is compared with those that it was read with, and is
given its new version, or noted as due, in one step: a build that is killed here, or while it reads what is due, goes on.
"""

from __future__ import annotations

import json
import re
import zlib
from functools import cache, lru_cache, partial
from typing import NamedTuple, TypeAlias

import rjieba

from ecograph.engines import Engine, mapped
from ecograph.extract.words.lexicon import Lexicon, segmenter, taught
from ecograph.extract.words.slips import legible
from ecograph.extract.words.tables import PRINTED_NOWHERE, TAUGHT, WORDS
from ecograph.model import Document
from ecograph.reading import frame, version
from ecograph.resources import rows
from ecograph.store import Records
from ecograph.store.codec import document_of

Page: TypeAlias = list[tuple[int, bytes | None]]
# A table: its column names, then the cells of each row.
Table: TypeAlias = list[tuple[str, ...]]

# So many records go to a worker together; fewer pages than these are looked at here.
_TOGETHER, _LEAST = 64, 4
# Marks, blanks and line breaks may part a word in the text without parting it for the rules.
_BETWEEN = re.compile(r"\W+")


class Change(NamedTuple):
    """The words of all rows that came, went or changed and, where the segmenter is taught some, the tables of before, packed."""

    words: tuple[str, ...]
    before: bytes = b""


def renew(records: Records, engine: Engine) -> None:
    """Give each record that holds no changed word the version of this program, and note which ones are due."""
    to, now = version(), tables()
    records.tables.keep(to, now)
    for before, then in records.tables.others(to):
        change = changed(then, now)
        if change is not None:
            pages = records.tables.held(before, _TOGETHER)
            for same, due in mapped(engine, partial(parted, change), pages, least=_LEAST):
                records.tables.renew(before, to, same, due, len(change.words))
        records.tables.forget(before)


def tables() -> bytes:
    """Return the tables of words as this program has them, and what else facts follow from, packed."""
    return _packed(frame())


@cache
def _packed(told: str) -> bytes:
    found = {name: _table(name) for name in sorted(WORDS)}
    return zlib.compress(json.dumps([told, found], ensure_ascii=False).encode())


def _table(name: str) -> Table:
    listed = rows("data", *name.split("/"))
    return [tuple(map(str, cells)) for cells in (*listed[:1], *(row.values() for row in listed))]


def _unpacked(packed: bytes) -> tuple[str, dict[str, Table]]:
    told, found = json.loads(zlib.decompress(packed))
    return told, {name: [tuple(row) for row in table] for name, table in found.items()}


def changed(then: bytes, now: bytes) -> Change | None:
    """Return what changed between the tables of two versions, None where more did than words: all is to be read again then."""
    (old_frame, old), (new_frame, new) = _unpacked(then), _unpacked(now)
    if old_frame != new_frame or old.keys() != new.keys():
        return None
    words = set[str]()
    for name, before in old.items():
        if before != new[name]:
            found = _words(before, new[name])
            if found is None:
                return None
            words |= found
    is_taught = any(old[name] != new[name] for name in TAUGHT)
    return Change(tuple(sorted(words)), then if is_taught else b"")


def _words(old: Table, new: Table) -> set[str] | None:
    """Return the words of the rows that two states of a table do not share, None where more than rows may have changed."""
    stay = set(old) & set(new)
    # Of rows with one word, and of words that both fit, the first counts. A pattern of no word at all fits everywhere.
    if old[:1] != new[:1] or len(stay) * 2 < max(len(old), len(new)) or _of(old, stay) != _of(new, stay):
        return None
    words = {_BETWEEN.sub("", word) for row in set(old) ^ set(new) for word in row[0].split("|")}
    return None if "" in words else words


def _of(table: Table, chosen: set[tuple[str, ...]]) -> Table:
    return [row for row in table if row in chosen]


def parted(change: Change, page: Page) -> tuple[list[int], list[int]]:
    """Return the numbers of the records that stay the same, and of those that are to be read again."""
    same, due = list[int](), list[int]()
    for number, facts in page:
        (due if facts is None or holds(change, document_of(facts)) else same).append(number)
    return same, due


def holds(change: Change, document: Document) -> bool:
    """Tell whether the facts of a document may change with these words."""
    text = document.text
    asked = "\n".join(_BETWEEN.sub("", each) for each in {text, legible(text), PRINTED_NOWHERE})
    if change.words and _lexicon(change.words).scan(asked):
        return True
    return bool(change.before) and segmenter().tag(text) != _taught(change.before).tag(text)


@lru_cache(maxsize=1)
def _lexicon(words: tuple[str, ...]) -> Lexicon:
    return Lexicon([(word, "changed", "") for word in words])


@lru_cache(maxsize=1)
def _taught(before: bytes) -> rjieba.Jieba:
    """Return the segmenter as it was taught before."""
    _, found = _unpacked(before)
    return taught(*([dict(zip(found[name][0], row, strict=False)) for row in found[name][1:]] for name in TAUGHT))
