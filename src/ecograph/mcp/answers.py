"""The shapes of what the tools answer: small enough to read, with the IRIs to ask further."""

from __future__ import annotations

from typing import TypeAlias

from pydantic import BaseModel, Field

Value: TypeAlias = str | int | float | bool | None


class Thing(BaseModel):
    """An entity as another one points at it."""

    iri: str
    name: str
    type: str = ""


class Hit(BaseModel):
    """One thing found."""

    kind: str = Field(description="entity, document or sentence")
    iri: str = Field(description="of the entity or the document: give it to the tools entity and evidence")
    name: str
    type: str = Field(default="", description="class of an entity")
    text: str = Field(default="", description="what was matched: name, alias or sentence")
    facts: int = Field(default=0, description="number of facts about an entity")
    published: str = Field(default="", description="day of a document")


class Hits(BaseModel):
    """What a search found, best first."""

    total: int
    counts: dict[str, int] = Field(default={}, description="how many by class, Document and Sentence")
    hits: list[Hit]


class Saying(BaseModel):
    """The words that say a fact, and where they stand."""

    quote: str
    document: str = Field(default="", description="IRI")
    title: str = ""
    published: str = ""
    publisher: str = ""
    speaker: str = ""
    modality: str = Field(default="", description="plan, doing, done, stated, denied or possible")


class Fact(BaseModel):
    """A fact of the graph with the sentences that say it."""

    subject: Thing
    predicate: str
    object: Thing
    roles: list[str] = []
    claims: int = Field(default=0, description="how many statements support it; sayings may hold fewer")
    sayings: list[Saying] = []


class Facts(BaseModel):
    """Facts with their evidence; `more` tells that there are others."""

    facts: list[Fact]
    more: bool = False


class Commitment(BaseModel):
    """What was promised for a period, and what became of it."""

    iri: str
    what: str
    state: str = Field(description="announced, restated, revised-up, revised-down, on-track, met, missed or overdue")
    period: str = ""
    planned: str = ""
    reported: str = ""
    why: str = ""


class Entity(BaseModel):
    """An entity: who or what it is, its facts with a sentence each, its commitments."""

    iri: str
    name: str
    type: str
    kind: str = ""
    aliases: list[str] = []
    posts: list[str] = []
    code: str = Field(default="", description="GB/T 2260 code of a place")
    ancestors: list[Thing] = Field(default=[], description="what it is part of or lies in, the nearest first")
    attributes: dict[str, list[str]] = {}
    documents: int = Field(default=0, description="articles that name it")
    facts: list[Fact] = []
    facts_total: int = 0
    commitments: list[Commitment] = []
    commitments_total: int = 0


class Rows(BaseModel):
    """Rows of an answer; `more` tells that there are others."""

    columns: list[str]
    rows: list[dict[str, Value]]
    more: bool = False


class SparqlAnswer(Rows):
    """The answer of a query: rows of a SELECT, truth of an ASK, triples (N-Triples) of a CONSTRUCT or DESCRIBE."""

    columns: list[str] = []
    rows: list[dict[str, Value]] = []
    truth: bool | None = None
    triples: str = ""


class Parameter(BaseModel):
    """A parameter of a named question."""

    name: str
    type: str = ""
    choices: list[str] = []
    default: str | None = Field(default=None, description="null: it must be given")
    example: str | None = None


class Question(BaseModel):
    """A named question that can be asked."""

    name: str
    title: str
    sentence: str
    parameters: list[Parameter]


class QuestionAnswer(Rows):
    """The answer to a named question or, where none was named, those that there are."""

    columns: list[str] = []
    rows: list[dict[str, Value]] = []
    questions: list[Question] = []


class MatchedRow(BaseModel):
    """One way to fill a pattern: the values by column, and the facts that it rests on."""

    values: dict[str, Thing | Value]
    evidence: list[Fact] = []


class MatchAnswer(BaseModel):
    """The rows that fit a pattern with their evidence, and the SPARQL that the pattern became."""

    columns: list[str]
    rows: list[MatchedRow]
    more: bool = False
    sparql: str = ""
