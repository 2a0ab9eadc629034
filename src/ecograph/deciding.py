"""Take a person's decision: find what is meant, note it where the store's decisions are kept, and let the graph follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ecograph.errors import UsageError
from ecograph.graph.naming import claim_name, named
from ecograph.model import Claim, Facts
from ecograph.resolve import (
    PAIRS,
    STATEMENTS,
    Decision,
    Resolution,
    Verdict,
    decided,
    record,
    reference,
    standing,
)
from ecograph.resolve.judging import MARK, Judge
from ecograph.store import BASE, Difference, Store
from ecograph.upkeep import decisions_file, decisions_of, own_records, refresh, resolution_of


class Taken(NamedTuple):
    """A decision that was noted, the file that it is in, and how the graph changed, None where it did not."""

    decision: Decision
    file: str
    difference: Difference | None


class Standing(NamedTuple):
    """A decision that was not undone, what it is about in words, and why it has no effect ("" where it has)."""

    decision: Decision
    about: tuple[str, ...]
    quote: str
    document: str
    start: int
    idle: str


_NONE = Decision("undo", "", "", "", "", "")


def decide(store: Store, verdict: Verdict, a: str, b: str = "", *, by: str, when: str, why: str) -> Taken:
    """Note a decision about IRIs as the graph or the file has them, and bring the graph up to date.

    Raise UsageError where it is about nothing, or contradicts another; then nothing is noted.
    """
    file = decisions_file(store)
    if file is None:
        raise UsageError("a store in memory keeps no decisions", where="resolve", remedy="name a store with --store")
    if verdict == "undo":
        ends = _undone(store, [each for each in (a, b) if each])
    elif verdict in STATEMENTS:
        ends = [_statement(store, a), b]
    else:
        found = resolved(store)
        ends = _anchored(found, verdict, [a, b]) if verdict in PAIRS else [_anchor(found, known(found, a)), b.strip()]
    made = decided(verdict, *ends, by=by, when=when, why=why)
    record(file, made)
    return Taken(made, str(file), refresh(store))


def base_of(store: Store) -> str:
    """Return the IRI below which the store's IRIs are made."""
    return store.records.derivation.base or BASE


def known(found: Resolution, iri: str) -> str:
    """Return the IRI that the graph uses for a thing; raise `UsageError` for one that no document names."""
    used = found.iri(iri)
    if used not in found.members:
        remedy = "take an IRI that ecograph resolve, ecograph resolve --of or ecograph ask shows"
        raise UsageError(f"no document names {iri}", where="resolve", remedy=remedy)
    return used


def decisions_standing(store: Store) -> list[Standing]:
    """Return the decisions that were not undone, the newest first, with what they are about in words."""
    kept = standing(decisions_of(store))
    said = _said(store, {each.a for each in kept if each.decision in STATEMENTS})
    others = _things(store) if any(each.decision not in STATEMENTS for each in kept) else None
    told = [
        others(each) if others and each.decision not in STATEMENTS else _statement_told(each, said) for each in kept
    ]
    return sorted(told, key=lambda each: each.decision.when, reverse=True)


def _statement_told(decision: Decision, said: Mapping[str, Standing]) -> Standing:
    known_one = said.get(decision.a)
    if known_one is None:
        return Standing(decision, (decision.a,), "", "", 0, "no document says so")
    return known_one._replace(decision=decision)


def _things(store: Store) -> Callable[[Decision], Standing]:
    """Return what tells of decisions about things, in the names of now."""
    found = resolved(store)
    idle = {each.decision: each.why for each in found.idle}
    own = {member.iri: member.name for members in found.members.values() for member in members}
    names = {entity.id: entity.name for facts in found.facts for entity in facts.entities}

    def called(iri: str) -> str:
        return own.get(iri) or names.get(found.iri(iri), iri)

    def told(decision: Decision) -> Standing:
        other = decision.b if decision.decision == "name" else called(decision.b)
        return Standing(decision, (called(decision.a), other), "", "", 0, idle.get(decision, ""))

    return told


_last: list[tuple[tuple[str, str, tuple[Decision, ...]], Resolution]] = []


def resolved(store: Store) -> Resolution:
    """Return what the store's documents say together; kept until a document or a decision comes or goes."""
    records = own_records(store)
    if records.folder is None:
        return resolution_of(store)
    state = (str(records.folder), records.derivation.generation, decisions_of(store))
    if not _last or _last[0][0] != state:
        _last[:] = [(state, resolution_of(store))]
    return _last[0][1]


def _said(store: Store, wanted: set[str]) -> dict[str, Standing]:
    """Return what some references mean, in the words of their documents."""
    base, told = base_of(store), dict[str, Standing]()
    concerned = {each.partition("#")[0] for each in wanted}
    for each in own_records(store).all():
        facts = each.facts
        if base + facts.document.id not in concerned:
            continue
        names = {entity.id: entity.name for entity in facts.entities}
        for claim in (*facts.claims, *facts.readings):
            key, words = base + reference(facts.document.id, claim), claim.evidence
            if key in wanted:
                about = (names[claim.subject], claim.predicate, names[claim.object])
                told[key] = Standing(_NONE, about, words.text, base + facts.document.id, words.start, "")
    return told


def _references(
    local: Facts, now: Facts, found: Resolution, decisions: Sequence[Decision], base: str
) -> dict[str, Claim]:
    """Return the claims and readings of a document, with IRIs, by what they are known by in decisions."""
    judged_now = Judge(decisions, base=base).judged(local).facts
    named_local = (*judged_now.claims, *judged_now.readings)
    pairs = zip(named_local, (*now.claims, *now.readings), strict=True)
    gone = {decision.a: claim for claim, decision in found.rejected.get(now.document.id, ())}
    return gone | {base + reference(local.document.id, one): claim for one, claim in pairs}


def _statement(store: Store, iri: str) -> str:
    """Return what a claim of the graph is known by in decisions; raise `UsageError` where there is none."""
    if MARK in iri:
        return iri
    found, base, document = resolved(store), base_of(store), iri.partition("#")[0]
    now = {facts.document.id: facts for facts in found.facts}
    kept = standing(decisions_of(store))
    for each in own_records(store).all():
        if base + each.facts.document.id == document and document in now:
            for key, claim in _references(each.facts, now[document], found, kept, base).items():
                if named(document, claim_name(claim)) == iri:
                    return key
    remedy = "take the IRI of a claim that ecograph ask evidence or /api/v1/claims shows"
    raise UsageError(f"no document makes the statement {iri}", where="resolve", remedy=remedy)


def _anchored(found: Resolution, verdict: str, ends: Sequence[str]) -> list[str]:
    """Return the IRIs to note: those that the things keep, whatever other documents come."""
    canonical = [known(found, end) for end in ends]
    if canonical[0] == canonical[1] and set(ends) & set(canonical):
        what = "both are one thing now" if verdict == "different" else "they are one thing already"
        remedy = f"to part them name two of what ecograph resolve --of {canonical[0]} lists"
        raise UsageError(what, where="resolve", remedy=remedy)
    return [_anchor(found, end) if end in found.members else end for end in ends]


def _anchor(found: Resolution, iri: str) -> str:
    own = sorted(member.iri for member in found.members[iri])
    return next((each for each in own if each != iri), iri)


def _undone(store: Store, ends: Sequence[str]) -> list[str]:
    """Return what was decided about: as it is noted, or as the graph calls it now."""
    kept = standing(decisions_of(store))
    if len(ends) == 1:
        alone = [each.about for each in kept if not each.about[1]]
        if (ends[0], "") in alone:
            return [ends[0], ""]
        if "#claim-" in ends[0]:
            return [_statement(store, ends[0]), ""]
        found = resolved(store)
        meant = [about for about in alone if MARK not in about[0] and found.iri(about[0]) == found.iri(ends[0])]
        return list(meant[0]) if len(meant) == 1 else [ends[0], ""]
    pairs = [each.about for each in kept if each.about[1]]
    if tuple(sorted(ends)) in pairs:
        return list(ends)
    found = resolved(store)
    now = {pair: tuple(sorted(found.iri(each) for each in pair)) for pair in pairs}
    both = [pair for pair in pairs if now[pair] == tuple(sorted(ends)) or set(ends) <= {*pair, *now[pair]}]
    return list(both[0]) if len(both) == 1 else list(ends)
