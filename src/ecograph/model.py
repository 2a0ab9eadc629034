"""The frozen values that flow between the stages.

All offsets count characters (Python string indices). Two texts are in play: the *source* is the text as decoded from the
file's bytes, untouched; the *clean* text is what the readers make of it (re-flowed lines, half-width digits). Every `Span`
is in the source, so that `source[span.start:span.end] == span.text` always holds.

A text file is its own source. Of a web page, a PDF or a Word file the source is the plain text that the reader took out of it:
`Document.raw` holds it, beside the digest of the file's bytes, since another release of a library may take out another text.
Of a row of a table it is the row's title, a blank line and its text, and the digest is that of the row's fields as JSON.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

EntityType: TypeAlias = Literal["Agency", "Official", "Project", "Place", "Policy", "Target"]
Predicate: TypeAlias = Literal[
    "worksFor", "responsibleFor", "locatedIn", "partOf", "governedBy", "issued", "within", "hasTarget"
]
Comparator: TypeAlias = Literal["=", ">=", "<=", ">", "<", "~"]
Change: TypeAlias = Literal["level", "increase", "decrease"]
Status: TypeAlias = Literal["planned", "achieved"]
Modality: TypeAlias = Literal["plan", "doing", "done", "denied", "stated", "possible"]
Attribute: TypeAlias = str | float | int | tuple[str, ...] | None

ENTITY_TYPES: tuple[EntityType, ...] = ("Agency", "Official", "Project", "Place", "Policy", "Target")


class Span(NamedTuple):
    """A verbatim stretch of the source: `source[start:end] == text`."""

    start: int
    end: int
    text: str


# Spans are made by the hundred for each article, and this makes them in half the time.
_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class Document:
    """One article, read.

    `offsets[i]` is the place in `raw` of clean character `i`; clean characters are never invented, only dropped or
    replaced one for one, so a clean stretch [a, b) is the source stretch [offsets[a], offsets[b-1]+1).
    `home` is the GB/T 2260 code of the place that 我市, 全县 or a bare 市 stand for, "" if unknown.
    `published` is ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD), "" if unknown.
    """

    id: str
    source: str
    sha256: str
    raw: str
    text: str
    offsets: array[int]
    title: str = ""
    published: str = ""
    publisher: str = ""
    home: str = ""

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the clean stretch [start, end)."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return _new(Span, (first, last, self.raw[first:last]))


class Mention(NamedTuple):
    """One place in the source where an entity is named, with the rule that saw it and its confidence in [0, 1]."""

    span: Span
    rule: str
    confidence: float = 1.0


class Entity(NamedTuple):
    """An agency, official, project, place, policy or target of one document.

    `id` is a local key after extraction (`Agency:晋中市生态环境局`) and an IRI after `resolve`. `attributes` holds the fields
    of the class as `facts.schema` names them (kind, code, posts, metric, value, unit, …); `slots` the span of each
    attribute that the text prints (metric, value, unit, deadline, post:局长).
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributes: Mapping[str, Attribute] = {}
    slots: Mapping[str, Span] = {}


class Claim(NamedTuple):
    """One statement of one document: subject, predicate, object, and why we believe that the text says it.

    `evidence` is the sentence (or the stretch of it) that says so; `speaker` the entity id of the official or agency that
    is quoted, "" for the article's own voice. `time` is what the statement speaks of (ISO 8601: year, month or day), "" where
    the text leaves it open; when it was published and when it was read stand with its document and its record.
    """

    subject: str
    predicate: Predicate
    object: str
    evidence: Span
    rule: str
    role: str = ""
    speaker: str = ""
    modality: Modality = "stated"
    confidence: float = 1.0
    time: str = ""


class Unread(NamedTuple):
    """A sentence that holds a number, an agency or an official and gave no fact, with the reason."""

    span: Span
    reason: str


class Facts(NamedTuple):
    """What one document says.

    `telling` is the number of its sentences that hold a number with a unit, an agency or an official, `unread` those of them
    that gave no fact. `readings` are second readings of what a claim says, less likely than the claim: of the modality possible.
    """

    document: Document
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...] = ()
    telling: int = 0
    readings: tuple[Claim, ...] = ()


class Record(NamedTuple):
    """The facts of one document as they were extracted: what a store keeps for good, and derives its graph from.

    `facts` have local keys (`Agency:晋中市生态环境局`). `read` is when the document was read (ISO 8601). `version` names the
    extractor and what it was told: the same bytes with the same version give the same facts. `key` is the source that a
    later version of the article replaces; "" for a source without a name of its own, which nothing replaces.
    """

    facts: Facts
    read: str
    version: str
    key: str = ""
