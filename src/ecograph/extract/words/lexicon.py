"""All words of the tables in `data/` in one Aho-Corasick automaton: one pass over a text, however large the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

import ahocorasick_rs
import rjieba

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.words.tables import TAUGHT
from ecograph.resources import rows, words

Hit: TypeAlias = tuple[int, int, str]
"""Start, end (in the clean text), and what the table says of the word."""

# Tables whose word alone matters: category -> file. The payload is the second column, "" where there is none.
_TABLES = {
    "body": "agency_bodies.csv",
    "head": "agency_heads.csv",
    "post": "posts.csv",
    "post_prefix": "post_prefixes.csv",
    "saying": "verbs_saying.csv",
    "project_head": "project_heads.csv",
    "project_action": "project_actions.csv",
    "built_head": "built_heads.csv",
    "project_role": "project_roles.csv",
    "policy_head": "policy_heads.csv",
    "cue": "cues.csv",
    "work_state": "work_states.csv",
    "back": "back_words.csv",
}


class Hits:
    """The words of one category found in one text, findable by where they start and where they end."""

    def __init__(self, hits: Iterable[Hit] = ()) -> None:
        """Take in hits that come in the order of their ends, the last first."""
        self.all = tuple(sorted(hits, key=itemgetter(0)))

    @cached_property
    def by_start(self) -> dict[int, list[Hit]]:
        """The hits by where they start, the longest first."""
        return {start: list(hits) for start, hits in groupby(self.all, itemgetter(0))}

    @cached_property
    def by_end(self) -> dict[int, list[Hit]]:
        """The hits by where they end, the longest first."""
        found: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in self.all:
            found[hit[1]].append(hit)
        return found

    def at(self, start: int) -> list[Hit]:
        """Return the hits that start here, longest first."""
        return self.by_start.get(start, [])

    def until(self, end: int) -> list[Hit]:
        """Return the hits that end here, longest first."""
        return self.by_end.get(end, [])


class Lexicon:
    """The automaton and the meaning of each of its words."""

    def __init__(self, entries: list[tuple[str, str, str]]) -> None:
        meanings: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for word, category, payload in entries:
            if (category, payload) not in meanings[word]:
                meanings[word].append((category, payload))
        self._words = list(meanings)
        self._meanings = [tuple(meanings[word]) for word in self._words]
        self._automaton = ahocorasick_rs.AhoCorasick(self._words, store_patterns=False)

    def scan(self, text: str) -> dict[str, Hits]:
        """Return every word of the tables that the text holds, overlapping ones too, by category."""
        found: dict[str, list[Hit]] = defaultdict(list)
        meanings = self._meanings
        # From the last end to the first, so that of those with one start the longest come first.
        for number, start, end in reversed(self._automaton.find_matches_as_indexes(text, overlapping=True)):
            for category, payload in meanings[number]:
                found[category].append((start, end, payload))
        return {category: Hits(hits) for category, hits in found.items()}


def _table_entries() -> Iterator[tuple[str, str, str]]:
    for category, file in _TABLES.items():
        for row in rows("data", "lexicon", file):
            cells = list(row.values())
            yield cells[0], category, "|".join(cell or "" for cell in cells[1:])
    for row in rows("data", "lexicon", "agency_national.csv"):
        names = row["names"].split("|")
        for name in names:
            yield name, "national", f"{names[0]}|{row['kind']}"


def _place_entries() -> Iterator[tuple[str, str, str]]:
    for division in gazetteer().by_code.values():
        yield division.name, "division", division.code
        for short in division.short:
            yield short, "short", division.code
    for name, code in gazetteer().former.items():
        yield name, "division", code
    for row in rows("data", "gazetteer", "natural.csv"):
        yield row["name"], "natural", f"{row['kind']}|{row['provinces']}"


@cache
def lexicon() -> Lexicon:
    """Return the automaton over all shipped tables, built once in a process."""
    return Lexicon([*_table_entries(), *_place_entries()])


# The weight of the field's own words against the segmenter's: as common as its common ones.
_COMMON = 20_000


@cache
def segmenter() -> rjieba.Jieba:
    """Return the word segmenter, taught the words of the field and the names of the gazetteer, built once in a process."""
    return taught(*(rows("data", *table.split("/")) for table in TAUGHT))


def taught(field: Iterable[Mapping[str, str]], natural: Iterable[Mapping[str, str]]) -> rjieba.Jieba:
    """Return a word segmenter that is taught the rows of two tables: the words of the field, the places of nature."""
    jieba = rjieba.Jieba()
    for row in field:
        jieba.add_word(row["word"], _COMMON, row["tag"])
    for row in natural:
        if len(row["name"]) > 2:
            jieba.add_word(row["name"], None, "ns")
    return jieba


@lru_cache(maxsize=100_000)
def in_dictionary(text: str) -> bool:
    """Tell whether the segmenter's dictionary holds a word; what it cuts out of others is a guess, most often of a name."""
    return bool(segmenter().has_word(text))


@cache
def word_set(file: str) -> frozenset[str]:
    """Return the first column of a lexicon table as a set."""
    return frozenset(words("data", "lexicon", file))
