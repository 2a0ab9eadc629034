"""What a build did, and what failed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ecograph.errors import EcographError
from ecograph.model import Facts


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave nothing, with the error that says why.

    `document` (`document/…`) tells its bytes, "" where these could not be had. One that is `known` failed in an earlier build
    and, since it is as it was, was not read again.
    """

    source: str
    error: EcographError
    document: str = ""
    known: bool = False


@dataclass(slots=True)
class Summary:
    """What a build did.

    `documents` were read; of these, `replaced` took the place of an earlier version. `unchanged` sources were there already.
    `completed` says that an earlier build had been cut short. What is counted is what the documents just read tell; `kept_out`
    are all things that are in the store's quarantine.
    """

    documents: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    unread: int = 0
    kept_out: int = 0
    unchanged: int = 0
    replaced: int = 0
    completed: bool = False
    failures: list[Failure] = field(default_factory=list)


class Count:
    """Counts, for a summary, what the documents just read tell; a thing that several tell of counts once."""

    def __init__(self, summary: Summary) -> None:
        self.documents = set[str]()
        self._summary, self._seen = summary, set[str]()

    def note(self, facts: Facts) -> None:
        """Count what a document tells, if it was just read."""
        if facts.document.id not in self.documents:
            return
        self._summary.claims += len(facts.claims)
        self._summary.unread += len(facts.unread)
        for entity in facts.entities:
            if entity.id not in self._seen:
                self._seen.add(entity.id)
                self._summary.entities[entity.type] += 1
