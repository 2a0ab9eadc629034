"""What somebody looks for: things of some classes, how they hang together, and what must be so of them."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from ecograph.query.matching.vocabulary import class_named, relation_named

_WRITTEN = re.compile(r"\s*(\S+)\s+(\S+)\s+(\S+)\s*(?:\s(?:as|作为)\s+(\S+)\s*)?")
_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
# Letters and digits, Chinese ones too, and no line: the compiled query makes names of its own with lines in them.
VARIABLE = r"^[A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff]{0,29}$"
_NOTHING_ELSE = ConfigDict(extra="forbid", frozen=True)

Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Date: TypeAlias = Annotated[str, StringConstraints(pattern=_DATE)]
Name: TypeAlias = Annotated[str, StringConstraints(pattern=VARIABLE)]
Year: TypeAlias = Annotated[int, Field(ge=1900, le=2200)]
Number: TypeAlias = Annotated[float, Field(allow_inf_nan=False, ge=-1e18, le=1e18)]


def _class(given: object) -> object:
    return (class_named(given) or given) if isinstance(given, str) else given


def _relation(given: object) -> object:
    return (relation_named(given) or given) if isinstance(given, str) else given


def _several(given: object) -> object:
    return (given,) if isinstance(given, str) else given


ClassName: TypeAlias = Annotated[
    Literal["Agency", "Official", "Project", "Place", "Policy", "Target", "Observation"], BeforeValidator(_class)
]
RelationName: TypeAlias = Annotated[
    Literal["responsibleFor", "worksFor", "locatedIn", "partOf", "governedBy", "issued", "within", "hasTarget"],
    BeforeValidator(_relation),
]
RoleName: TypeAlias = Literal["leads", "implements", "supports", "supervises", "approves", "funds"]
ModalityName: TypeAlias = Literal["plan", "doing", "done", "stated"]
StateName: TypeAlias = Literal[
    "missed", "overdue", "revised-down", "revised-up", "announced", "restated", "on-track", "met"
]


class Range(BaseModel):
    """Numbers from `min` to `max`, both included; one of them may be left out."""

    model_config = _NOTHING_ELSE
    min: Number | None = None
    max: Number | None = None

    @model_validator(mode="after")
    def _is_some(self) -> Range:
        if self.min is None and self.max is None:
            raise ValueError("give min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is more than max")
        return self


class Years(BaseModel):
    """Years, both included; one of them may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    first: Year | None = Field(default=None, alias="from")
    last: Year | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _is_some(self) -> Years:
        if self.first is None and self.last is None:
            raise ValueError("give from, to or both")
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError("from is after to")
        return self


class Days(BaseModel):
    """Days, months or years (ISO 8601), both included; one of them may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    first: Date | None = Field(default=None, alias="from", examples=["2024-07"])
    last: Date | None = Field(default=None, alias="to", examples=["2025"])

    @model_validator(mode="after")
    def _is_some(self) -> Days:
        if self.first is None and self.last is None:
            raise ValueError("give from, to or both")
        return self


class Thing(BaseModel):
    """A thing that is looked for: its class, and what must be so of it."""

    model_config = _NOTHING_ELSE
    type: Annotated[tuple[ClassName, ...], BeforeValidator(_several), Field(min_length=1, max_length=7)] = Field(
        description="a class or several: Agency, Official, Project, Place, Policy, Target, Observation (or 机构, 项目, …)"
    )
    text: Text | None = Field(
        default=None, description="words that must all be in its name or one of its aliases", examples=["湿地"]
    )
    name: Text | None = Field(default=None, description="its whole name, or an alias", examples=["晋中市生态环境局"])
    iri: Annotated[str, StringConstraints(min_length=1, max_length=2000)] | None = Field(
        default=None, description="this one and no other"
    )
    place: Text | None = Field(
        default=None,
        description="it lies in this place or below it: a name, a code of GB/T 2260 or an IRI",
        examples=["山西省", "140700"],
    )
    kind: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,39}$")], ...], BeforeValidator(_several)
    ] = Field(default=(), description="concepts of the vocabulary of kinds, one of which it has", examples=["bureau"])
    post: Text | None = Field(default=None, description="words of an official's post", examples=["局长"])
    value: Number | Range | Text | None = Field(
        default=None,
        description="a figure's number (in `unit`), a range of them, or a grade such as Ⅲ",
        examples=[100, {"min": 100, "max": 200}, "Ⅲ"],
    )
    unit: Annotated[str, StringConstraints(min_length=1, max_length=30, pattern=r"^[^\x00-\x1f\x7f]*$")] | None = Field(
        default=None,
        description="the unit of `value`; figures in other units of the same sort are converted",
        examples=["万亩"],
    )
    year: Year | Years | None = Field(
        default=None,
        description="the year, or years, that a figure is for: its deadline or its period lies in them",
        examples=[2025, {"from": 2021, "to": 2025}],
    )
    deadline: Date | Days | None = Field(
        default=None, description="when a target is due", examples=["2025", {"to": "2025-06"}]
    )
    status: Literal["planned", "achieved"] | None = None
    state: Annotated[tuple[StateName, ...], BeforeValidator(_several)] = Field(
        default=(), description="what became of a target, or of what an observation reports on", examples=["missed"]
    )
    indicator: Text | None = Field(
        default=None,
        description="what is counted: words of an indicator's name, or its id",
        examples=["PM2.5浓度", "pm25"],
    )
    comparator: Literal["=", ">=", "<=", ">", "<", "~"] | None = None


class Relation(BaseModel):
    """How two things hang together, and what must be so of the words that say it."""

    model_config = _NOTHING_ELSE
    subject: Name
    relation: RelationName = Field(description="responsibleFor, worksFor, locatedIn, … (or 负责, 任职于, 位于, …)")
    object: Name
    role: Annotated[tuple[RoleName, ...], BeforeValidator(_several)] = Field(
        default=(), description="what an agency does for a project", examples=["leads"]
    )
    confidence: Annotated[float, Field(ge=0, le=1)] | None = Field(
        default=None, description="of at least one sentence that says it", examples=[0.8]
    )
    text: Text | None = Field(default=None, description="words that the sentence holds", examples=["验收"])
    published: Date | Days | None = Field(default=None, description="when the article appeared", examples=["2024"])
    modality: Annotated[tuple[ModalityName, ...], BeforeValidator(_several)] = Field(
        default=(), description="whether it is planned, being done, done, or simply stated", examples=["done"]
    )
    need: Literal["required", "optional", "absent"] = Field(
        default="required",
        description="optional: rows without it are found too; absent: only rows without it are found",
    )


def _written_out(given: object) -> object:
    """Read "body responsibleFor work as leads"."""
    if not isinstance(given, str):
        return given
    found = _WRITTEN.fullmatch(given)
    if found is None:
        raise ValueError('a relation is written as "subject relation object" or "subject relation object as role"')
    subject, relation, object_, role = found.groups()
    told = {"subject": subject, "relation": relation, "object": object_}
    return {**told, "role": role} if role else told


class Pattern(BaseModel):
    """A pattern of things and relations; each way to fill it from the graph is a row of the answer."""

    model_config = _NOTHING_ELSE
    find: Annotated[
        dict[Name, Annotated[Thing, BeforeValidator(lambda given: _as_thing(given))]],
        Field(min_length=1, max_length=12),
    ] = Field(
        description="the things, each under a name of your own: a class, or a class with what must be so",
    )
    relations: Annotated[list[Annotated[Relation, BeforeValidator(_written_out)]], Field(max_length=20)] = Field(
        default=[], description='how they hang together: objects, or lines such as "body responsibleFor work"'
    )
    show: Annotated[list[Annotated[str, StringConstraints(max_length=60)]], Field(max_length=30)] = Field(
        default=[],
        description="the columns: `body` for the thing, `goal.value` for a field of it; all things by default",
    )
    order: Annotated[list[Annotated[str, StringConstraints(max_length=61)]], Field(max_length=5)] = Field(
        default=[], description="columns to sort by, `-` before one for the largest first"
    )
    limit: Annotated[int, Field(ge=1, le=1000)] = Field(default=100, description="rows at most")
    offset: Annotated[int, Field(ge=0, le=100_000)] = Field(default=0, description="rows to leave out at the beginning")
    evidence: Annotated[int, Field(ge=0, le=20)] = Field(
        default=2,
        description="sentences for each relation of a row, the best first; with 0 rows are distinct in what they show",
    )


def _as_thing(given: object) -> object:
    """Read a bare class as a thing of which nothing else is said."""
    return {"type": given} if isinstance(given, (str, list, tuple)) else given
