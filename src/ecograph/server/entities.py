"""Read entities: lists, and one with all that is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from ecograph.server import evidence, relations, targets
from ecograph.server.models import Entity, EntitySummary, Page, Target
from ecograph.server.terms import TYPES, count, eco, iri, literal, local, rows
from ecograph.server.things import Fields, describe, first, type_of
from ecograph.store import VOCAB, Store

_SHOWN_ELSEWHERE = frozenset({"label", "altLabel", "type", "kind"})
_RELATIONS_SHOWN = 200


def summary(each: str, fields: Fields) -> EntitySummary:
    """Return an entity as a list shows it."""
    return EntitySummary(
        iri=each,
        label=first(fields, "label") or first(fields, "metric") or local(each),
        type=type_of(fields),
        kind=local(first(fields, "kind")),
        aliases=fields.get("altLabel", []),
    )


def matching(text: str) -> str:
    """Return a filter on label and aliases: each must hold `text`, whatever its case."""
    if not text:
        return ""
    return (
        "FILTER EXISTS { ?iri rdfs:label|skos:altLabel ?name "
        f"FILTER CONTAINS(LCASE(STR(?name)), LCASE({literal(text)})) }}"
    )


def find(
    store: Store, *, types: Sequence[str] = (), text: str = "", kind: str = "", limit: int = 50, offset: int = 0
) -> Page[EntitySummary]:
    """Return entities by class, text and kind, in the order of their labels."""
    where = f"VALUES ?type {{ {eco(types or TYPES)} }} ?iri a ?type . {matching(text)}"
    if kind:
        where += f" ?iri eco:kind {iri(kind if ':' in kind else VOCAB + 'kind/' + kind)} ."
    order = "OPTIONAL { ?iri rdfs:label ?label } } GROUP BY ?iri ORDER BY MIN(STR(?label)) ?iri"
    page = rows(store, f"SELECT ?iri WHERE {{ {where} {order} LIMIT {limit} OFFSET {offset}")
    found = describe(store, [row["iri"] for row in page])
    items = [summary(each, fields) for each, fields in found.items()]
    return Page(total=count(store, where), limit=limit, offset=offset, items=items)


def read(store: Store, each: str) -> Entity | None:
    """Return one entity with its relations, targets and mentions; None if the graph does not know it."""
    fields = describe(store, [each])[each]
    if not fields:
        return None
    found = relations.around(store, each, limit=_RELATIONS_SHOWN)
    return Entity(
        **summary(each, fields).model_dump(),
        attributes={name: texts for name, texts in fields.items() if name not in _SHOWN_ELSEWHERE and _plain(texts)},
        relations=found.items,
        relations_total=found.total,
        targets=_targets(store, each, type_of(fields)),
        mentions=evidence.mentions(store, each),
    )


def _targets(store: Store, each: str, kind: str) -> list[Target]:
    """Return the entity's targets; a target's own numbers if it is one itself."""
    if kind in ("Target", "Observation"):
        return targets.find(store, target=each).items
    return targets.find(store, owner=each, limit=_RELATIONS_SHOWN).items


def _plain(texts: Sequence[str]) -> bool:
    return not any(text.startswith(("http://", "https://")) for text in texts)
