"""Judge the facts of one article against its annotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ecograph.evaluate.folding import folded
from ecograph.evaluate.gold import Gold, GoldEntity
from ecograph.evaluate.linking import RelationVerdict, judge_relations
from ecograph.evaluate.matching import is_open, pairs
from ecograph.model import ENTITY_TYPES, Entity, Facts, Span

# open: neither right nor wrong, because the annotator left it to the reader.
Verdict: TypeAlias = Literal["right", "missed", "wrong", "open"]


@dataclass(frozen=True, slots=True)
class EntityVerdict:
    """What became of one annotated or found entity; a right one has both sides."""

    verdict: Verdict
    gold: GoldEntity | None
    found: Entity | None


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """Whether one field of a matched target, or one post of a matched official, is as annotated."""

    field: str
    gold: GoldEntity
    entity: Entity
    wanted: str
    found: str
    right: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """All verdicts on one article.

    `outside` counts the found relations that touch an entity without a counterpart; `spans` the spans that carry the
    facts, `bad_spans` those whose words do not stand in the source where they say. `facts` is None without an article.
    """

    gold: Gold
    facts: Facts | None
    entities: tuple[EntityVerdict, ...] = ()
    fields: tuple[FieldVerdict, ...] = ()
    relations: tuple[RelationVerdict, ...] = ()
    outside: int = 0
    spans: int = 0
    bad_spans: tuple[str, ...] = ()


def judge(gold: Gold, facts: Facts | None) -> Judged:
    """Return the verdicts on one article's facts; without facts, all that is annotated is missed."""
    entities = tuple(_judge_entities(gold, facts.entities if facts else ()))
    counterpart = {each.found.id: each.gold for each in entities if each.found and each.gold}
    claims = facts.claims if facts else ()
    matched = [(each.gold, each.found) for each in entities if each.gold and each.found]
    spans = list(_spans(facts)) if facts else []
    return Judged(
        gold,
        facts,
        entities,
        tuple(verdict for pair in matched for verdict in _judge_fields(*pair)),
        tuple(judge_relations(gold, claims, counterpart)),
        sum(claim.subject not in counterpart or claim.object not in counterpart for claim in claims),
        sum(span is not None for _, span in spans),
        tuple(name for name, span in spans if not (facts and span and _stands(facts.document.raw, span))),
    )


def _judge_entities(gold: Gold, entities: tuple[Entity, ...]) -> Iterator[EntityVerdict]:
    for type_ in ENTITY_TYPES:
        wanted = [each for each in gold.entities if each.type == type_]
        found = [each for each in entities if each.type == type_]
        chosen = pairs(wanted, found)
        for i, each in enumerate(wanted):
            verdict: Verdict = "open" if each.optional else "right" if i in chosen else "missed"
            yield EntityVerdict(verdict, each, found[chosen[i]] if i in chosen else None)
        # A second find of what is matched already under another name is wrong like any other.
        for j in sorted(set(range(len(found))) - set(chosen.values())):
            yield EntityVerdict("open" if is_open(gold, found[j]) else "wrong", None, found[j])


def _judge_fields(gold: GoldEntity, found: Entity) -> Iterator[FieldVerdict]:
    """Check the fields that the annotation sets: of a deadline only the year, of a comparator its beginning (> in >=)."""
    for name, wanted in gold.fields.items():
        has = str(found.attributes.get(name) or "")
        right = has.startswith(wanted[:4] if name == "deadline" else wanted)
        yield FieldVerdict(name, gold, found, wanted, has, right)
    if gold.type == "Official":
        yield from _judge_posts(gold, found)


def _judge_posts(gold: GoldEntity, found: Entity) -> Iterator[FieldVerdict]:
    told = found.attributes.get("posts")
    posts = sorted(map(folded, told)) if isinstance(told, tuple) else []
    for wanted in sorted(set(map(folded, gold.posts))):
        right = any(wanted.endswith(post) or post.endswith(wanted) for post in posts)
        yield FieldVerdict("posts", gold, found, wanted, "、".join(posts), right)


def _spans(facts: Facts) -> Iterator[tuple[str, Span | None]]:
    """Yield every span that carries a fact; None for a fact that has none."""
    for entity in facts.entities:
        yield from ((entity.name, mention.span) for mention in entity.mentions)
        if not entity.mentions:
            yield entity.name, None
    for claim in facts.claims:
        yield claim.predicate, claim.evidence


def _stands(source: str, span: Span) -> bool:
    return source[span.start : span.end] == span.text
