"""Read targets and observations: what was promised, and what was reported done."""

from __future__ import annotations

from collections import defaultdict

from ecograph.server.models import Page, Reference, Target
from ecograph.server.terms import count, iri, literal, rows, values
from ecograph.server.things import Fields, describe, first, references
from ecograph.store import Store


def find(
    store: Store,
    *,
    target: str = "",
    owner: str = "",
    metric: str = "",
    status: str = "",
    unit: str = "",
    year: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Page[Target]:
    """Return the targets that match, by deadline, then metric."""
    where = "VALUES ?type { eco:Target eco:Observation } ?iri a ?type ."
    if target:
        where = f"BIND({iri(target)} AS ?iri) {where}"
    if owner:
        where += f" {iri(owner)} eco:hasTarget ?iri ."
    if status:
        where += f" ?iri eco:status ?status FILTER(STR(?status) = {literal(status)})"
    if unit:
        where += f" ?iri eco:unit ?unit FILTER(STR(?unit) = {literal(unit)})"
    if metric:
        where += f" ?iri eco:metric ?metric FILTER CONTAINS(LCASE(STR(?metric)), LCASE({literal(metric)}))"
    if year is not None:
        where += f" ?iri eco:deadline ?due FILTER(STRSTARTS(STR(?due), {literal(f'{year:04}')}))"
    order = "ORDER BY MIN(STR(?by)) MIN(STR(?name)) ?iri"
    optional = "OPTIONAL { ?iri eco:deadline ?by } OPTIONAL { ?iri eco:metric ?name }"
    select = f"SELECT ?iri WHERE {{ {where} {optional} }} GROUP BY ?iri {order} LIMIT {limit} OFFSET {offset}"
    page = rows(store, select)
    found = describe(store, [row["iri"] for row in page])
    owners = _owners(store, list(found))
    items = [_target(each, fields, owners[each]) for each, fields in found.items()]
    return Page(total=count(store, where), limit=limit, offset=offset, items=items)


def _owners(store: Store, iris: list[str]) -> dict[str, list[Reference]]:
    owners: dict[str, list[Reference]] = defaultdict(list)
    if not iris:
        return owners
    pattern = f"SELECT ?s ?t WHERE {{ VALUES ?t {{ {values(iris)} }} ?s eco:hasTarget ?t }} ORDER BY ?t ?s"
    pairs = [(row["s"], row["t"]) for row in rows(store, pattern)]
    names = references(store, [subject for subject, _ in pairs])
    for subject, target in pairs:
        owners[target].append(names[subject])
    return owners


def _target(each: str, fields: Fields, owners: list[Reference]) -> Target:
    def text(name: str) -> str:
        return first(fields, name)

    def number(name: str) -> float | None:
        return float(text(name)) if text(name) else None

    return Target(
        iri=each,
        label=text("label"),
        metric=text("metric"),
        text=text("valueText"),
        value=number("value"),
        value_max=number("valueMax"),
        grade=text("grade"),
        unit=text("unit"),
        comparator=text("comparator"),
        change=text("change"),
        status=text("status"),
        deadline=text("deadline"),
        normalized_value=number("normalizedValue"),
        normalized_unit=text("normalizedUnit"),
        quote=text("quote"),
        owners=owners,
    )
