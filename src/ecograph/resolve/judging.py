"""Take on what people decided about single statements, before anything is made of them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from ecograph.model import Claim, Facts
from ecograph.resolve.decisions import STATEMENTS, Decision
from ecograph.resolve.resolution import Idle

MARK = "#said-"


class Rejected(NamedTuple):
    """A statement that a person rejected."""

    claim: Claim
    decision: Decision


class Judgement(NamedTuple):
    """A document without the statements that were rejected, these, and the references of decisions that it has statements of."""

    facts: Facts
    rejected: tuple[Rejected, ...] = ()
    met: frozenset[str] = frozenset()


def reference(document: str, claim: Claim) -> str:
    """Return what a statement is known by in decisions, in the document of this id.

    It is made of what the text says and where, with local keys: what becomes known of the things, and which rule read it, does
    not change it.
    """
    start, end, _ = claim.evidence
    content = (claim.subject, claim.predicate, claim.object, claim.role, str(start), str(end))
    return f"{document}{MARK}{sha256(chr(31).join(content).encode()).hexdigest()[:16]}"


class Judge:
    """What people decided about single statements, of whichever documents."""

    def __init__(self, decisions: Iterable[Decision], *, base: str) -> None:
        self._open = {each.a.removeprefix(base): each for each in decisions if each.decision in STATEMENTS}
        self.documents = frozenset(key.partition("#")[0] for key in self._open)

    def judged(self, facts: Facts) -> Judgement:
        """Return a document (with local keys) as people judged its statements: accepted ones are certain, rejected ones gone.

        A second reading that is accepted is a statement like the others.
        """
        if facts.document.id not in self.documents:
            return Judgement(facts)
        said = [(claim, reference(facts.document.id, claim)) for claim in (*facts.claims, *facts.readings)]
        verdicts = {claim: self._open[key] for claim, key in said if key in self._open}
        gone = tuple(Rejected(claim, each) for claim, each in verdicts.items() if each.decision == "reject")
        return Judgement(_less(facts, verdicts), gone, frozenset(key for _, key in said if key in self._open))

    def idle(self, met: Container[str]) -> Iterator[Idle]:
        """Yield the decisions about statements that no document makes, given those that some document was found to make."""
        for key, each in self._open.items():
            if key not in met:
                yield Idle(each, "no document says so")


def _less(facts: Facts, verdicts: Mapping[Claim, Decision]) -> Facts:
    """Return the facts without what was rejected, nor the targets that only that told of."""
    verdict_on = {claim: each.decision for claim, each in verdicts.items()}
    modalities = {claim.object: claim.modality for claim in facts.claims}
    # First, since a target is named after the last thing that it is said to be of: it keeps its name while that stands.
    claims = [
        _sure(each)._replace(modality=modalities.get(each.object, "stated"))
        for each in facts.readings
        if verdict_on.get(each) == "accept"
    ]
    claims += [_sure(each) if each in verdict_on else each for each in facts.claims if verdict_on.get(each) != "reject"]
    gone = {each.object for each in facts.claims if each.predicate == "hasTarget"} - {each.object for each in claims}
    entities = tuple(each for each in facts.entities if each.id not in gone)
    readings = tuple(each for each in facts.readings if each not in verdict_on and each.object not in gone)
    return facts._replace(claims=tuple(claims), entities=entities, readings=readings)


def _sure(claim: Claim) -> Claim:
    return claim._replace(confidence=1.0)
