"""The values that resolving returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ecograph.model import Claim, EntityType, Facts
from ecograph.resolve.decisions import Decision


class Thing(NamedTuple):
    """What an entity of a document is: the rest of its IRI, below the base, the name to show, and the kind, "" if unknown."""

    path: str
    name: str
    kind: str


class Doubt(NamedTuple):
    """Two things that were kept apart and may be the same: their IRIs and names, by which rule, and why."""

    a: str
    b: str
    type: EntityType
    a_name: str
    b_name: str
    rule: str
    why: str


class Rename(NamedTuple):
    """An agency or a place (`old`, an IRI) that became another: when (ISO 8601, a year at least) and how that is known."""

    old: str
    new: str
    date: str
    reason: str


class Member(NamedTuple):
    """What one IRI stands for: a name in one context, with an IRI of its own that stays whatever else is known.

    `documents` are the IRIs of the documents that name it so, `why` the reasons that hold it together with the others.
    """

    iri: str
    name: str
    documents: tuple[str, ...]
    why: tuple[str, ...]


class Idle(NamedTuple):
    """A decision without effect on these documents, and why."""

    decision: Decision
    why: str


class Resolution(NamedTuple):
    """What many documents say together.

    `facts` are the documents with IRIs in place of local keys, sorted by the documents' IRIs; `members` says what each IRI
    stands for; `rejected` are statements, with IRIs, that people rejected, by their document's IRI.
    """

    facts: tuple[Facts, ...]
    doubts: tuple[Doubt, ...]
    renames: tuple[Rename, ...]
    members: Mapping[str, tuple[Member, ...]]
    idle: tuple[Idle, ...]
    rejected: Mapping[str, tuple[tuple[Claim, Decision], ...]] = {}

    def iri(self, iri: str) -> str:
        """Return the IRI of the thing that a member's own IRI belongs to, any other unchanged."""
        if iri in self.members:
            return iri
        owners = (used for used, members in self.members.items() if any(member.iri == iri for member in members))
        return next(owners, iri)
