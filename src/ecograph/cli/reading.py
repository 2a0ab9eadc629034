"""Write the facts of one document for people to read: names, statements, targets, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ecograph.cli.output import joined
from ecograph.model import Claim, Entity, EntityType, Facts

_HEADINGS: tuple[tuple[EntityType, str], ...] = (
    ("Agency", "Agencies"), ("Official", "Officials"), ("Project", "Projects"), ("Place", "Places"),
    ("Policy", "Policies"),
)  # fmt: skip


def facts_text(facts: Facts) -> str:
    """Return the facts of one document as lines of text, each statement with the words that say it."""
    return "\n".join(_lines(facts))


def _lines(facts: Facts) -> Iterator[str]:
    document = facts.document
    yield document.title or document.source
    told = (document.source, document.published, document.publisher, document.home and f"home {document.home}")
    yield "  " + ", ".join(filter(None, told))
    for type_, heading in _HEADINGS:
        yield from _section(heading, [_named(entity) for entity in facts.entities if entity.type == type_])
    names = {entity.id: entity.name for entity in facts.entities}
    stated = [claim for claim in facts.claims if claim.predicate != "hasTarget"]
    yield from _section("Statements", [_statement(claim, names) for claim in stated])
    owners = {claim.object: claim for claim in facts.claims if claim.predicate == "hasTarget"}
    targets = [entity for entity in facts.entities if entity.type == "Target"]
    yield from _section("Targets", [_target(entity, owners.get(entity.id), names) for entity in targets])
    yield from _section(
        "Not understood", [f"“{joined(unread.span.text)}” ({unread.reason})" for unread in facts.unread]
    )


def _section(heading: str, items: Iterable[str]) -> Iterator[str]:
    listed = list(items)
    if listed:
        yield f"\n{heading} ({len(listed)})"
        yield from (f"  {item}" for item in listed)


def _named(entity: Entity) -> str:
    posts = entity.attributes.get("posts")
    told = [str(entity.attributes[key]) for key in ("kind", "code") if entity.attributes.get(key)]
    told += posts if isinstance(posts, tuple) else ()
    aliases = f" = {', '.join(entity.aliases)}" if entity.aliases else ""
    more = f" ({', '.join(told)})" if told else ""
    return entity.name + aliases + more


def _statement(claim: Claim, names: dict[str, str]) -> str:
    verb = f"{claim.predicate} ({claim.role})" if claim.role else claim.predicate
    modality = "" if claim.modality == "stated" else f" [{claim.modality}]"
    speaker = f"{names[claim.speaker]}: " if claim.speaker in names else ""
    fact = f"{names[claim.subject]} · {verb} · {names[claim.object]}{modality}"
    return f"{fact}\n      {speaker}“{joined(claim.evidence.text)}”"


def _target(target: Entity, owner: Claim | None, names: dict[str, str]) -> str:
    told = target.attributes
    when = f" by {told['deadline']}" if told.get("deadline") else ""
    whose = f"{names[owner.subject]} · " if owner else ""
    return f"{whose}{target.name} [{told.get('status')}{when}]\n      “{joined(str(told.get('quote') or ''))}”"
