"""Claims, and the facts that they support."""

from __future__ import annotations

from pydantic import BaseModel, Field

from ecograph.server.api.models.reference import Reference


class Source(BaseModel):
    """The article that a quote stands in."""

    iri: str
    id: str = Field(default="", examples=["document/4a90e69a35e2cf42"])
    title: str = ""
    issued: str = Field(default="", examples=["2025-03-12"])
    publisher: str = ""


class Evidence(BaseModel):
    """The words that say so: `quote` is the source's text from `start` to `end`, counted in characters (code points)."""

    quote: str = Field(examples=["今年市生态环境局牵头推进“一泓清水入黄河”工程"])
    start: int | None = None
    end: int | None = None
    rule: str = ""
    confidence: float | None = None
    role: str = ""
    modality: str = Field(default="", description="plan, doing, done, stated, denied or possible", examples=["plan"])
    speaker: Reference | None = None
    source: Source


class Claim(BaseModel):
    """One statement of one article: subject, predicate, object, and the words that say so."""

    iri: str
    subject: Reference
    predicate: str = Field(examples=["responsibleFor"])
    object: Reference
    role: str = Field(default="", examples=["leads"])
    modality: str = Field(default="", description="plan, doing, done, stated, denied or possible", examples=["plan"])
    speaker: Reference | None = None
    confidence: float = 1.0
    rule: str = Field(default="", examples=["responsibleFor.verb"])
    quote: str = ""
    start: int = Field(default=0, description="of the quote in the article as published, in characters (code points)")
    end: int = 0
    time: str = Field(default="", description="what it speaks of, as far as the text says", examples=["2025"])
    source: Source


class Relation(BaseModel):
    """A fact of the merged graph, with the claims that support it, the best first."""

    subject: Reference
    predicate: str = Field(examples=["responsibleFor"])
    object: Reference
    roles: list[str] = Field(default=[], examples=[["leads"]])
    claims: int = Field(default=0, description="claims that support it; `evidence` may hold fewer")
    evidence: list[Evidence] = []
