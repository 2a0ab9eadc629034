"""Agencies, officials, projects, places and policies."""

from __future__ import annotations

from pydantic import BaseModel, Field

from ecograph.server.api.models.claims import Evidence, Relation
from ecograph.server.api.models.commitments import Commitment, Target
from ecograph.server.api.models.reference import Reference, RoleReference

__all__ = [
    "Agency", "Entity", "EntitySummary", "Neighbours", "Official", "Place", "Policy", "Project", "Reference",
    "RoleReference", "YearCount",
]  # fmt: skip


class EntitySummary(Reference):
    """An entity as a list shows it."""

    kind: str = Field(default="", description="concept in the kinds vocabulary", examples=["bureau"])
    aliases: list[str] = Field(default=[], examples=[["市生态环境局"]])
    documents: int = Field(default=0, description="articles that name it")
    facts: int = Field(default=0, description="relations that it has in the merged graph")
    first: str = Field(default="", description="day of the first article that names it", examples=["2023-02-06"])
    last: str = Field(default="", description="day of the newest one", examples=["2024-09-12"])


class Agency(EntitySummary):
    """An agency, with what it belongs to and what it answers for."""

    part_of: list[Reference] = Field(default=[])
    places: list[Reference] = Field(default=[], description="divisions whose name it bears, or where it is")
    projects: int = Field(default=0, description="projects that it is responsible for")
    officials: int = Field(default=0, description="officials who work for it")
    states: dict[str, int] = Field(
        default={},
        description="its commitments, and those of its projects, by state",
        examples=[{"met": 2, "missed": 1}],
    )


class Official(EntitySummary):
    """An official, with posts and agencies."""

    posts: list[str] = Field(default=[], examples=[["党组书记", "局长"]])
    agencies: list[Reference] = Field(default=[])


class Project(EntitySummary):
    """A project, with who answers for it in which role, where it is, and what governs it."""

    agencies: list[RoleReference] = Field(default=[])
    places: list[Reference] = Field(default=[])
    policies: list[Reference] = Field(default=[])
    states: dict[str, int] = Field(default={}, description="its commitments by state")


class Place(EntitySummary):
    """A place, with its code in GB/T 2260 and the places that it lies in."""

    code: str = Field(default="", examples=["140728"])
    within: list[Reference] = Field(default=[])
    states: dict[str, int] = Field(default={}, description="its own commitments by state")


class Policy(EntitySummary):
    """A policy, with who issued it and how many projects it governs."""

    issuers: list[Reference] = Field(default=[])
    projects: int = Field(default=0, description="projects that follow it")


class Neighbours(BaseModel):
    """The entities on the other end of one kind of relation, with the sentences that say so."""

    predicate: str = Field(examples=["responsibleFor"])
    direction: str = Field(description="out: the entity is the subject; in: it is the object", examples=["out"])
    role: str = Field(default="", examples=["leads"])
    total: int = Field(description="how many there are; `relations` may hold fewer")
    more: str | None = Field(default=None, description="address of the list of all of them")
    relations: list[Relation]


class YearCount(BaseModel):
    """What one year has of an entity."""

    year: str = Field(examples=["2024"])
    documents: int = 0
    claims: int = 0
    commitments: int = Field(default=0, description="commitments whose period ends in the year")
    states: dict[str, int] = Field(default={})


class Entity(EntitySummary):
    """An entity with its neighbourhood: what one page about it needs."""

    code: str = ""
    posts: list[str] = Field(default=[])
    attributes: dict[str, list[str]] = Field(default={}, description="what else the graph says of it, by property")
    same_as: list[str] = Field(default=[], description="what other sources call it")
    places: list[Reference] = Field(default=[])
    ancestors: list[Reference] = Field(default=[], description="what it is part of or lies in, the nearest first")
    neighbours: list[Neighbours] = Field(default=[])
    commitments: list[Commitment] = Field(default=[])
    commitments_total: int = 0
    states: dict[str, int] = Field(default={}, description="all its commitments by state")
    targets: list[Target] = Field(default=[])
    targets_total: int = 0
    timeline: list[YearCount] = Field(default=[])
    mentions: list[Evidence] = Field(default=[], description="where it is named, the newest article first")
    mentions_total: int = Field(default=0, description="articles that name it")
    links: dict[str, str] = Field(default={}, description="addresses of its data, network and lists")
