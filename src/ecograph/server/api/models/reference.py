"""An entity as another thing points at it."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Reference(BaseModel):
    """An entity as another one points at it."""

    iri: str = Field(examples=["https://w3id.org/ecograph/id/agency/晋中市生态环境局"])
    id: str = Field(
        default="",
        description="what the addresses of this server name it by: /id/{id}, /api/v1/entities/{id}",
        examples=["agency/晋中市生态环境局"],
    )
    label: str = Field(examples=["晋中市生态环境局"])
    type: str = Field(default="", description="class in the ontology", examples=["Agency"])


class RoleReference(Reference):
    """An entity in a role."""

    roles: list[str] = Field(default=[], examples=[["leads"]])
