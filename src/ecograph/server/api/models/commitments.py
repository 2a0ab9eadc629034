"""What was promised and what was reported done, each alone and as a series over time."""

from __future__ import annotations

from pydantic import BaseModel, Field

from ecograph.server.api.models.reference import Reference

_STATE = "missed, overdue, revised-down, revised-up, announced, restated, on-track or met"


class SeriesState(BaseModel):
    """The series that a quantity belongs to, and the state that it is in."""

    iri: str
    id: str = ""
    label: str = Field(examples=["PM2.5浓度 2025"])
    state: str = Field(default="", description=f"{_STATE}; empty where nothing was planned", examples=["announced"])
    since: str = ""
    why: dict[str, str] = Field(default={}, description="by language, zh and en")
    tells: str = Field(default="", description="planned, progress, achieved or denied", examples=["planned"])


class Target(BaseModel):
    """A number promised (planned) or reported (achieved), as written and normalised, with the states of its series."""

    iri: str
    id: str = Field(default="", examples=["target/77d2e0f61b90"])
    label: str = ""
    type: str = Field(default="Target", description="Target or Observation")
    metric: str = Field(default="", examples=["PM2.5平均浓度"])
    text: str = Field(default="", description="the value as written", examples=["38"])
    value: float | None = None
    value_max: float | None = None
    grade: str = ""
    unit: str = Field(default="", examples=["微克/立方米"])
    comparator: str = Field(default="", examples=["<="])
    change: str = ""
    status: str = Field(default="", description="planned or achieved", examples=["planned"])
    deadline: str = Field(default="", examples=["2025"])
    normalized_value: float | None = None
    normalized_unit: str = ""
    quote: str = ""
    owners: list[Reference] = []
    series: list[SeriesState] = []


class Statement(BaseModel):
    """One article's word on a commitment."""

    tells: str = Field(description="planned, progress, achieved or denied", examples=["planned"])
    value: str = Field(default="", examples=["22微克/立方米"])
    period: str = ""
    published: str = ""
    document: Reference
    quote: str = ""
    repeats: str = Field(default="", description="IRI of the article that printed it first")
    corrected_by: str = Field(default="", description="IRI of the article that corrects it")


class Standing(BaseModel):
    """The state that a commitment was in from a day on, and why."""

    state: str
    since: str = ""
    why: dict[str, str] = {}


class Commitment(BaseModel):
    """One plan of one subject for one period, and what became of it."""

    iri: str
    id: str = Field(default="", examples=["series/pm25/0a1b2c3d4e5f6071"])
    label: str = Field(default="", examples=["PM2.5浓度 2025"])
    state: str = Field(default="", description=_STATE, examples=["missed"])
    since: str = Field(default="", description="day from which the state holds")
    why: dict[str, str] = Field(default={}, description="why it is in this state, by language")
    subject: Reference
    indicator: str = Field(default="", description="concept in the indicators vocabulary", examples=["pm25"])
    metric: str = ""
    scope: list[str] = Field(default=[], description="concepts in the scopes vocabulary")
    period: str = Field(default="", description="ISO 8601", examples=["2025"])
    until: str = Field(default="", description="last day of the period", examples=["2025-12-31"])
    planned: str = Field(default="", description="the plan in force", examples=["<=38微克/立方米"])
    reported: str = Field(default="", description="the latest report", examples=["36微克/立方米"])
    reported_for: str = Field(default="", description="the period of that report")
    statements: list[Statement] = Field(default=[], description="what articles say of it, in the order of their days")
    standings: list[Standing] = Field(default=[], description="the states that it has been in")


class Conflict(BaseModel):
    """Articles that give different values for the same indicator, subject and time; nothing is decided."""

    iri: str
    label: str = ""
    subject: Reference
    indicator: str = ""
    period: str = ""
    tells: str = ""
    why: dict[str, str] = {}
    sides: list[Target] = []
