"""A page of a list."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, Field

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """One page of a list, and where the next one is."""

    items: list[Item]
    next: str | None = Field(
        default=None,
        description="address of the next page, relative to this server; null on the last one",
        examples=["/api/v1/agencies?limit=50&cursor=WyJuYW1lIl0"],
    )
    total: int | None = Field(default=None, description="how many match in all; only with count=true")


class Facet(BaseModel):
    """One value that items of a list have, and how many have it."""

    value: str = Field(examples=["bureau"])
    zh: str = ""
    en: str = ""
    count: int


class Facets(BaseModel):
    """What a list can be narrowed down by."""

    facets: dict[str, list[Facet]]
