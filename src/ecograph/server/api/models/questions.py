"""Named questions."""

from __future__ import annotations

from pydantic import BaseModel, Field


class ParameterInfo(BaseModel):
    """One parameter of a named question."""

    name: str
    type: str = Field(default="", description="text, year, number or choice")
    default: str | None = Field(default=None, description="null: it must be given")
    example: str | None = None
    choices: list[str] = []


class QuestionInfo(BaseModel):
    """A named question."""

    name: str = Field(examples=["commitments"])
    title: dict[str, str] = Field(description="by language, zh and en")
    sentence: dict[str, str]
    parameters: list[ParameterInfo] = []
    url: str = Field(description="asks it with its example")
    sparql: str = Field(default="", description="the query, with $name for each parameter")
