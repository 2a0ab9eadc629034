"""Mint IRIs from what a thing is: its class, its full name, and the jurisdiction where the name alone is not enough.

| class | IRI below the base | scope |
|---|---|---|
| Place | place/140700, place/黄河, place/140700/王庄桥南断面 | a code needs none; rivers and ranges the gazetteer knows need none |
| Agency | agency/晋中市生态环境局, agency/140700/专项工作专班 | none where the name begins with its place or the nation |
| Official | official/140700/马成毅 | the prefecture: a namesake in another prefecture is another person |
| Project, Policy | project/140700/… | the prefecture |
| Target | target/<16 hex of sha256 of subject, metric, value, deadline, status> | none |
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from ecograph.model import Claim, Entity, Facts
from ecograph.resources import rows

_QUOTES = re.compile(r"[\s“”‘’\"'《》〈〉「」]")
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`%#?/]")


def identify(facts: Facts, *, base: str) -> Facts:
    """Return the facts with IRIs below `base` in place of local keys."""
    document = facts.document
    subjects = {claim.object: claim.subject for claim in facts.claims if claim.predicate == "hasTarget"}
    scope = _prefecture(document.home) or "CN"
    iris = {e.id: base + _path(e, scope) for e in facts.entities if e.type != "Target"}
    iris |= {
        e.id: base + _target_path(e, iris.get(subjects.get(e.id, ""), document.id))
        for e in facts.entities
        if e.type == "Target"
    }
    return Facts(
        replace(document, id=base + document.id),
        tuple(sorted(_merged(Entity(iris[e.id], *e[1:]) for e in facts.entities), key=lambda e: e.id)),
        tuple(_claims(facts.claims, iris)),
        facts.unread,
        facts.telling,
        tuple(_claims(facts.readings, iris)),
    )


def _claims(claims: Iterable[Claim], iris: dict[str, str]) -> Iterable[Claim]:
    for claim in claims:
        subject, predicate, obj, evidence, rule, role, speaker, modality, sure, time = claim
        said_by = iris.get(speaker, "")
        yield Claim(iris[subject], predicate, iris[obj], evidence, rule, role, said_by, modality, sure, time)


def _merged(entities: Iterable[Entity]) -> Iterable[Entity]:
    """Join entities that got the same IRI (two spellings that normalise alike)."""
    found: dict[str, Entity] = {}
    for entity in entities:
        known = found.get(entity.id)
        if known is None:
            found[entity.id] = entity
            continue
        names = dict.fromkeys([*known.aliases, entity.name, *entity.aliases])
        found[entity.id] = known._replace(
            aliases=tuple(name for name in names if name != known.name),
            mentions=tuple(sorted({*known.mentions, *entity.mentions}, key=lambda m: (m.span, m.rule))),
            attributes={**entity.attributes, **known.attributes},
            slots={**entity.slots, **known.slots},
        )
    return found.values()


@cache
def _natural() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("data", "gazetteer", "natural.csv"))


@cache
def _parents() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["level"], row["parent"]) for row in rows("data", "gazetteer", "divisions.csv")}


@cache
def _division_names() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("data", "gazetteer", "divisions.csv"))


@cache
def _longest_division() -> int:
    return max(map(len, _division_names()))


def _prefecture(code: str) -> str:
    """Return the prefecture of a division; the province for one that has none; "" for an unknown code."""
    level, parent = _parents().get(code, ("", ""))
    if level == "county" and parent:
        return _prefecture(parent)
    return code if level else ""


def _path(entity: Entity, scope: str) -> str:
    name = segment(entity.name)
    kind = entity.type.lower()
    if entity.type == "Place":
        code = entity.attributes.get("code")
        return f"place/{code}" if code else f"place/{name}" if entity.name in _natural() else f"place/{scope}/{name}"
    if entity.type == "Agency" and _global(entity.name):
        return f"agency/{name}"
    return f"{kind}/{scope}/{name}"


@cache
def _national() -> frozenset[str]:
    return frozenset(row["names"].split("|")[0] for row in rows("data", "lexicon", "agency_national.csv"))


def _global(name: str) -> bool:
    bare = name[2:] if name.startswith(("中共", "政协")) else name
    starts = (bare[:end] for end in range(2, _longest_division() + 1))
    return name in _national() or any(start in _division_names() for start in starts)


_TARGET_FIELDS = ("metric", "change", "comparator", "value", "value_max", "unit", "deadline", "status")


def _target_path(target: Entity, subject: str) -> str:
    told = target.attributes
    content = "\n".join([subject, *[str(told.get(field)) for field in _TARGET_FIELDS]])
    return f"target/{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def segment(name: str) -> str:
    """Return a name as one segment of an IRI: NFKC, no quotes, what an IRI forbids percent-encoded."""
    if name.isalpha() and not name.isascii() and unicodedata.is_normalized("NFKC", name):
        return name
    plain = _QUOTES.sub("", unicodedata.normalize("NFKC", name))
    return _FORBIDDEN.sub(lambda m: "".join(f"%{byte:02X}" for byte in m.group().encode()), plain)
