"""How much the graph holds."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Stats(BaseModel):
    """How much the graph holds."""

    documents: int
    claims: int
    entities: dict[str, int] = Field(description="by class")
    relations: dict[str, int] = Field(description="facts of the merged graph by predicate")
    states: dict[str, int] = Field(default={}, description="commitments by state")
    conflicts: int = 0
    years: dict[str, int] = Field(default={}, description="articles by year of publication")
    base: str = Field(default="", description="what the IRIs of this graph begin with")
    state: str = Field(default="", description="names this state of the graph; it changes whenever the graph does")


class Concept(BaseModel):
    """The names of a class, a property or a concept."""

    zh: str = ""
    en: str = ""
