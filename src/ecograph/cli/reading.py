"""Write the facts of one document for people to read: names, statements, targets, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ecograph.cli.output import joined
from ecograph.model import Claim, Entity, EntityType, Facts, Mention
from ecograph.resources import rows

_HEADINGS: tuple[tuple[EntityType, str], ...] = (
    ("Agency", "Agencies"), ("Official", "Officials"), ("Project", "Projects"), ("Place", "Places"),
    ("Policy", "Policies"),
)  # fmt: skip
_INDENT = "\n      "


@cache
def _meanings() -> dict[str, str]:
    return {row["rule"]: row["means"] for row in rows("data", "lexicon", "rules.csv")}


def facts_text(facts: Facts, *, explain: bool = False) -> str:
    """Return the facts of one document as lines of text, each statement with the words that say it.

    With `explain`, each fact also shows the rules behind it, and how sure they are (0 to 1).
    """
    return "\n".join(_Reading(facts, explain=explain).lines())


class _Reading:
    """Writes one document's facts."""

    def __init__(self, facts: Facts, *, explain: bool) -> None:
        self.facts, self.explain = facts, explain
        self.names = {entity.id: entity.name for entity in facts.entities}
        self.owners = {claim.object: claim for claim in facts.claims if claim.predicate == "hasTarget"}

    def lines(self) -> Iterator[str]:
        """Yield the lines."""
        document, entities = self.facts.document, self.facts.entities
        yield document.title or document.source
        told = (document.source, document.published, document.publisher, document.home and f"home {document.home}")
        yield "  " + ", ".join(filter(None, told))
        for type_, heading in _HEADINGS:
            yield from _section(heading, [self._named(entity) for entity in entities if entity.type == type_])
        stated = [claim for claim in self.facts.claims if claim.predicate != "hasTarget"]
        yield from _section("Statements", map(self._statement, stated))
        yield from _section("Targets", [self._target(entity) for entity in entities if entity.type == "Target"])
        if self.explain:
            yield from _section("Second readings", map(self._statement, self.facts.readings))
        unread = [f"“{joined(each.span.text)}” ({each.reason})" for each in self.facts.unread]
        yield from _section("Not understood", unread)

    def _named(self, entity: Entity) -> str:
        posts = entity.attributes.get("posts")
        told = [str(entity.attributes[key]) for key in ("kind", "code") if entity.attributes.get(key)]
        told += posts if isinstance(posts, tuple) else ()
        aliases = f" = {', '.join(entity.aliases)}" if entity.aliases else ""
        more = f" ({', '.join(told)})" if told else ""
        return entity.name + aliases + more + "".join(self._mentions(entity))

    def _mentions(self, entity: Entity) -> Iterator[str]:
        """Yield how the mentions were seen, a line a rule, the surest mention of each."""
        best: dict[str, Mention] = {}
        for mention in sorted(entity.mentions, key=lambda m: -m.confidence) if self.explain else ():
            best.setdefault(mention.rule, mention)
        for rule, mention in best.items():
            times = sum(each.rule == rule for each in entity.mentions)
            more = f", {times} times" if times > 1 else ""
            yield f"{_INDENT}“{joined(mention.span.text)}”{more}: {_reason(rule, mention.confidence)}"

    def _statement(self, claim: Claim) -> str:
        verb = f"{claim.predicate} ({claim.role})" if claim.role else claim.predicate
        modality = "" if claim.modality == "stated" else f" [{claim.modality}]"
        speaker = f"{self.names[claim.speaker]}: " if claim.speaker in self.names else ""
        fact = f"{self.names[claim.subject]} · {verb} · {self.names[claim.object]}{modality}"
        return f"{fact}{_INDENT}{speaker}“{joined(claim.evidence.text)}”" + self._why(claim)

    def _target(self, target: Entity) -> str:
        told = target.attributes
        owner = self.owners.get(target.id)
        when = f" by {told['deadline']}" if told.get("deadline") else ""
        whose = f"{self.names[owner.subject]} · " if owner else ""
        head = f"{whose}{target.name} [{told.get('status')}{when}]"
        quote = f"{_INDENT}“{joined(str(told.get('quote') or ''))}”"
        return head + quote + "".join(self._mentions(target)) + (self._why(owner) if owner else "")

    def _why(self, claim: Claim) -> str:
        return f"{_INDENT}{_reason(claim.rule, claim.confidence)}" if self.explain else ""


def _reason(rule: str, confidence: float) -> str:
    return f"{rule} {confidence:.2f} {_meanings().get(rule, '')}".rstrip()


def _section(heading: str, items: Iterable[str]) -> Iterator[str]:
    listed = list(items)
    if listed:
        yield f"\n{heading} ({len(listed)})"
        yield from (f"  {item}" for item in listed)
