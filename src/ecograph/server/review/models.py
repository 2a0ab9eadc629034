"""What is doubtful, and what is decided, as the API shows it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

_THING = "https://w3id.org/ecograph/id/agency/平遥县水务局"


class Reviewer(BaseModel):
    """Who reviews."""

    name: str = Field(description="of the token", examples=["newsroom"])


class Doubt(BaseModel):
    """Two things that were kept apart and may be the same."""

    type: str = Field(examples=["Official"])
    a: str = Field(description="IRI", examples=[_THING])
    a_name: str
    b: str
    b_name: str
    rule: str
    why: str


class Part(BaseModel):
    """What an IRI stands for: a name in one context, with an IRI of its own that stays."""

    iri: str
    name: str
    documents: list[str]
    why: list[str]


class Verdict(BaseModel):
    """A decision about two things, a statement or a name."""

    model_config = ConfigDict(extra="forbid")
    decision: Literal["same", "different", "accept", "reject", "name", "undo"] = Field(
        description="same, different: of two things; accept, reject: of a statement; name: what a thing is called; undo: take back"
    )
    a: str = Field(min_length=1, max_length=2000, description="IRI of a thing or a claim", examples=[_THING])
    b: str = Field("", max_length=2000, description="the other thing's IRI, or the new name", examples=["平遥县水利局"])
    why: str = Field(min_length=1, max_length=1000, examples=["两者为同一机构"])


class Decision(BaseModel):
    """A decision that was not undone."""

    decision: str = Field(examples=["reject"])
    a: str = Field(description="as it is noted")
    b: str = ""
    by: str = Field(description="the name of the token", examples=["newsroom"])
    when: str = Field(examples=["2026-03-05T10:00:00+00:00"])
    why: str
    about: list[str] = Field(default=[], description="in words: two names, or subject, relation and object")
    quote: str = Field(default="", description="of a statement, the words that it was read in")
    document: str = Field(default="", description="the article's IRI")
    start: int = Field(default=0, description="of the quote in the article, in characters")
    idle: str = Field(default="", description="why it has no effect, where it has none")


class Taken(BaseModel):
    """What became of a decision: the line that was noted, and how many statements of the graph went and came."""

    decision: str
    a: str
    b: str = ""
    by: str
    when: str
    why: str
    gone: int
    new: int
