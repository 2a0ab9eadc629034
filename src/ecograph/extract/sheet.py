"""The working sheet of one document: what the components read and what they write on."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ecograph.extract.words.lexicon import Hits, lexicon, segmenter
from ecograph.model import Attribute, Document, EntityType, Modality, Predicate

if TYPE_CHECKING:
    from ecograph.extract.geography.places import PlaceHit
    from ecograph.extract.organisations.agency_hits import AgencyHit
    from ecograph.extract.words.speech import Speech

# It begins with a set of characters, as the engine skips to these; a line break ends a sentence alone.
SENTENCE_END = re.compile(r"[。！？!?；;…\n](?:(?<=\n)|[。！？!?；;…]*[”’」』）)]*)")
# Rules whose words point at an entity without being a name of it (该局, 我市, 副市长).
_NAMELESS = frozenset({"back", "deictic", "implied"})
_CLAUSE_MARK = re.compile(r"[，。；：！？;!?\n]")
_LINE_END = re.compile(r"\n")

_NO_HITS = Hits()
# Words and marks are made by the hundred, and this makes them in half the time.
_new = tuple.__new__


class Mark(NamedTuple):
    """A place in the clean text where an entity is named."""

    start: int
    end: int
    key: str
    rule: str
    confidence: float = 1.0


@dataclass(slots=True)
class Draft:
    """An entity while it is being gathered; offsets are in the clean text."""

    key: str
    type: EntityType
    name: str
    aliases: dict[str, None] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    slots: dict[str, tuple[int, int]] = field(default_factory=dict)


class Link(NamedTuple):
    """A relation while it is being gathered: entity keys and the stretch of clean text that says it."""

    subject: str
    predicate: Predicate
    object: str
    start: int
    end: int
    rule: str
    focus: int
    role: str = ""
    modality: Modality = "stated"
    confidence: float = 1.0


class Word(NamedTuple):
    """A word as the segmenter cuts it, with its part of speech (ICTCLAS tags)."""

    start: int
    end: int
    tag: str


class Sheet:
    """Text, words, sentences and table hits of one document, and the drafts that the components add."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.hits = lexicon().scan(self.text)
        starts, ends, tags = _cut(self.text)
        # The words take up the whole text.
        self.words: list[Word] = list(map(_new, repeat(Word), zip(starts, ends, tags, strict=True)))
        self.starts = dict(zip(starts, self.words, strict=True))
        self.ends = dict(zip(ends, self.words, strict=True))
        self.sentences = _sentences(self.text)
        self._sentence_at = _numbered([*(start - 1 for start, _ in self.sentences[1:]), len(self.text)])
        self._clauses = _clauses(self.text)
        self._clause_at = _numbered([end for _, end in self._clauses])
        self._line_ends = [match.start() for match in _LINE_END.finditer(self.text)]
        self.home = document.home
        # What has been read so far: candidates of places, the bodies whose posts the officials hold, who says what.
        self.places: list[PlaceHit] = []
        self.bodies: list[AgencyHit] = []
        self.speeches: list[Speech] = []
        self.drafts: dict[str, Draft] = {}
        self.links: list[Link] = []
        self.readings: list[Link] = []
        self._linked: set[tuple[str, str, str]] = set()
        self._marks: dict[EntityType, list[Mark]] = {}
        self._until: dict[EntityType, dict[int, Mark]] = {}
        self._marked: set[tuple[str, int, int]] = set()

    def found(self, category: str) -> Hits:
        """Return the table hits of a category."""
        return self.hits.get(category) or _NO_HITS

    def boundary(self, at: int) -> bool:
        """Tell whether a word starts or ends here."""
        return at in self.starts or at in self.ends or at in (0, len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the sentence around a place in the text."""
        return self.sentences[self._sentence_at[at]]

    def sentence_number(self, at: int) -> int:
        """Return which sentence a place in the text belongs to."""
        return self._sentence_at[at]

    def clause(self, at: int) -> tuple[int, int]:
        """Return the clause (the stretch between commas and stronger marks) around a place in the text."""
        return self._clauses[self._clause_at[at]]

    def paragraph(self, at: int) -> int:
        """Return where the paragraph around a place in the text begins."""
        before = bisect_left(self._line_ends, at)
        return self._line_ends[before - 1] + 1 if before else 0

    def clauses_between(self, start: int, end: int) -> int:
        """Return how many clauses further on `end` stands than `start`."""
        return self._clause_at[end] - self._clause_at[start]

    def sentences_between(self, start: int, end: int) -> int:
        """Return how many sentences further on `end` stands than `start`."""
        return self._sentence_at[end] - self._sentence_at[start]

    def occurrences(self, word: str, start: int = 0) -> Iterator[int]:
        """Yield where a word stands in the text, from `start` on; a pattern would have to be compiled for each."""
        at = self.text.find(word, start)
        while at >= 0:
            yield at
            at = self.text.find(word, at + len(word))

    def draft(self, type_: EntityType, name: str, *, key: str = "") -> Draft:
        """Return the draft of an entity, made now if it is new."""
        key = key or f"{type_}:{name}"
        if key not in self.drafts:
            self.drafts[key] = Draft(key, type_, name)
        return self.drafts[key]

    def mark(self, draft: Draft, start: int, end: int, *, rule: str, confidence: float = 1.0) -> Mark:
        """Note that an entity is named at [start, end)."""
        mark = _new(Mark, (start, end, draft.key, rule, confidence))
        if (named := (draft.key, start, end)) not in self._marked:
            self._marked.add(named)
            draft.marks.append(mark)
            if known := self._marks.get(draft.type):
                insort(known, mark, key=_in_order)
            else:
                self._marks.pop(draft.type, None)
            self._until.pop(draft.type, None)
        surface = self.text[start:end]
        if surface != draft.name and rule.rpartition(".")[2] not in _NAMELESS:
            draft.aliases.setdefault(surface)
        return mark

    def move(self, mark: Mark, draft: Draft) -> None:
        """Note that a mark names another entity of its class than was thought."""
        self.drafts[mark.key].marks.remove(mark)
        self._marked.discard((mark.key, mark.start, mark.end))
        self._marks.pop(draft.type, None)
        self.mark(draft, mark.start, mark.end, rule=mark.rule, confidence=mark.confidence)

    def marks(self, type_: EntityType) -> list[Mark]:
        """Return all marks of a class, in the order of the text; what is marked later joins the list."""
        if type_ not in self._marks:
            found = [mark for draft in self.of(type_) for mark in draft.marks]
            self._marks[type_] = sorted(found, key=_in_order)
        return self._marks[type_]

    def until(self, type_: EntityType) -> dict[int, Mark]:
        """Return the marks of a class by where they end, the shortest where several do."""
        if type_ not in self._until:
            self._until[type_] = {mark.end: mark for mark in self.marks(type_)}
        return self._until[type_]

    def of(self, type_: EntityType) -> Iterator[Draft]:
        """Yield the drafts of a class."""
        return (draft for draft in self.drafts.values() if draft.type == type_)

    def link(
        self,
        subject: str,
        predicate: Predicate,
        obj: str,
        *,
        at: tuple[int, int],
        rule: str,
        role: str = "",
        modality: Modality = "stated",
        focus: int = -1,
        confidence: float = 1.0,
    ) -> None:
        """Note a relation, once, with the stretch of text that says it; `focus` is where in it the fact itself stands."""
        if subject != obj and (subject, predicate, obj) not in self._linked:
            self._linked.add((subject, predicate, obj))
            self.links.append(
                Link(subject, predicate, obj, *at, rule, focus if focus >= 0 else at[0], role, modality, confidence)
            )

    def doubt(self, link: Link) -> None:
        """Note a second reading of a relation, unless the text says it for certain elsewhere."""
        if (link.subject, link.predicate, link.object) not in self._linked:
            self.readings.append(link)


def _in_order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def within(marks: list[Mark], stretch: tuple[int, int]) -> list[Mark]:
    """Return the marks that lie in a stretch of the text; `marks` are in the order of the text."""
    start, end = stretch
    # A tuple of the start alone comes right before the marks that start there.
    first = bisect_left(marks, (start,))
    return [m for m in marks[first : bisect_left(marks, (end,), first)] if m.end <= end]


def mask_of(text: str, stretches: Iterable[tuple[int, int]]) -> bytearray:
    """Return one byte a character, 1 inside any of the stretches: the quick way to ask what lies in a name."""
    mask = bytearray(len(text) + 1)
    for start, end in stretches:
        mask[start:end] = b"\x01" * (end - start)
    return mask


def _cut(text: str) -> tuple[list[int], list[int], list[str]]:
    """Return where the words start and end, and their parts of speech."""
    tagged = segmenter().tag(text)
    ends = list(accumulate(map(len, map(itemgetter(0), tagged))))
    # The segmenter gives x to marks and to words it does not know; a Chinese word it does not know is a name, most often.
    tags = ["nx" if tag == "x" and "\u4e00" <= word[0] <= "\u9fff" else tag for word, tag in tagged]
    return [0, *ends[:-1]] if ends else [], ends, tags


def _clauses(text: str) -> list[tuple[int, int]]:
    """Return the clauses without the marks that end them."""
    ends = [match.start() for match in _CLAUSE_MARK.finditer(text)]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))


def _numbered(lasts: list[int]) -> list[int]:
    """Return, for each character and the end of the text, which stretch it lies in; `lasts` are the last of each stretch."""
    found: list[int] = []
    for number, last in enumerate(lasts):
        found += [number] * (last + 1 - len(found))
    return found


def _sentences(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for match in SENTENCE_END.finditer(text):
        if match.end() > start:
            found.append((start, match.end()))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    return found or [(0, 0)]
