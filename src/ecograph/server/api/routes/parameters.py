"""The parameters of lists: what every list takes, and the words of the ontology that filters choose from."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

EntityClass: TypeAlias = Literal["Agency", "Official", "Project", "Place", "Policy"]
ThingClass: TypeAlias = Literal["Agency", "Official", "Project", "Place", "Policy", "Target", "Observation"]
Predicate: TypeAlias = Literal[
    "responsibleFor", "worksFor", "locatedIn", "partOf", "governedBy", "issued", "within", "hasTarget"
]
Modality: TypeAlias = Literal["plan", "doing", "done", "denied", "stated", "possible", ""]
State: TypeAlias = Literal[
    "missed", "overdue", "revised-down", "revised-up", "announced", "restated", "on-track", "met"
]
ListFormat: TypeAlias = Literal["json", "csv", "jsonld", ""]

Text: TypeAlias = Annotated[str, Field(max_length=1000)]
Name: TypeAlias = Annotated[str, Field(max_length=2000)]
Year: TypeAlias = Annotated[int | None, Field(ge=1900, le=2200)]
Share: TypeAlias = Annotated[float | None, Field(ge=0, le=1)]
Day: TypeAlias = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]

PLACE = "place and all below it: whole name, GB/T 2260 code, short form or IRI"


class Asked(BaseModel):
    """Parameters of a request; one that is not known is refused, since a slip would widen the answer."""

    model_config = ConfigDict(extra="forbid")


class ListQuery(Asked):
    """What every list takes."""

    limit: int = Field(50, ge=1, le=500, description="items on this page")
    cursor: str = Field(
        "", max_length=4000, description="where this page starts: follow the `next` address of the page before"
    )
    count: bool = Field(False, description="also say how many match in all")
    format: ListFormat = Field("", description="goes before the Accept header")
