"""The shapes of what is sent in and of the facts that come back, for the API's description; `export.facts` writes the latter."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class DocumentIn(BaseModel):
    """A document as JSON: its text, or the address to read it from."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(
        default=None, description="the article's text", examples=["市水利局印发《晋中市河道管理办法》。"]
    )
    url: str | None = Field(default=None, description="where to read it; only where the service may, and with a token")
    title: str | None = Field(default=None, examples=["晋中部署生态治理"])
    published: str | None = Field(default=None, description="YYYY, YYYY-MM or YYYY-MM-DD", examples=["2025-03-12"])
    home: str | None = Field(
        default=None, description="the place that 我市 stands for, by name or code", examples=["晋中市"]
    )
    source: str | None = Field(
        default=None, description="what the document is known by; a later one of the same source takes its place"
    )


class Stretch(BaseModel):
    """A stretch of the source: `source[start:end] == text`, in characters."""

    start: int
    end: int
    text: str


class ReadDocument(BaseModel):
    """The document that facts were read from."""

    id: str = Field(description="its IRI")
    source: str
    sha256: str = Field(description="of the bytes")
    title: str | None
    published: str | None
    publisher: str | None
    home: str | None = Field(description="IRI of the place that 我市 stands for")


class FactEntity(BaseModel):
    """A thing that the document names; the further fields depend on its type."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(description="its IRI")
    type: Literal["Agency", "Official", "Project", "Place", "Policy", "Target"]
    name: str
    aliases: list[str] = []
    mentions: list[dict[str, Any]] = Field(description="where it is named: start, end, text, method, confidence")


class FactRelation(BaseModel):
    """A statement of the document, with the words that say so."""

    model_config = ConfigDict(extra="allow")

    subject: str
    predicate: str
    object: str
    evidence: Stretch
    confidence: float
    method: str
    modality: str


class FactsOut(BaseModel):
    """What one document says."""

    document: ReadDocument
    entities: list[FactEntity]
    relations: list[FactRelation]
    readings: list[FactRelation] = Field(description="second readings, less likely than a relation")
    unread: list[dict[str, Any]] = Field(
        description="sentences that should say something and gave no fact: start, end, text, reason"
    )


class OutcomeOut(BaseModel):
    """What became of one of several documents, as a line of JSON Lines."""

    status: int = Field(description="201 added, 200 held already or only read, 422 refused", examples=[201])
    source: str
    location: str | None = None
    facts: FactsOut | None = None
    detail: str | None = Field(default=None, description="why it was refused")
    remedy: str | None = None
