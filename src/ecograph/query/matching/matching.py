"""Answer a pattern: compile it, ask it, and put the sentences beside the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ecograph.errors import QueryError
from ecograph.query.matching.compiling import SEVERAL, Compiled, compiled, variable
from ecograph.query.matching.evidence import Name, Triple, claims_of, facts_about, fits, names_of
from ecograph.query.matching.pattern import Pattern
from ecograph.query.matching.planning import Column, Plan, plan
from ecograph.query.matching.rows import Cell, Matched, Named, Quote, Row, Said
from ecograph.store import ECO, VOCAB, Solutions, Store

# Of a thing that no relation names, so many facts are shown; they come from no relation of the pattern.
_SHOWN_ALONE, _UNNAMED = 3, -1


def sparql_of(pattern: Pattern) -> str:
    """Return the SPARQL that a pattern becomes; raise QueryError where it does not hang together."""
    return compiled(plan(pattern)).sparql()


def match(store: Store, pattern: Pattern) -> Matched:
    """Return the rows that fill a pattern, with the sentences that say so; raise QueryError for one that cannot be."""
    query = compiled(plan(pattern))
    answer = store.query(query.sparql(more=1))
    if not isinstance(answer, Solutions):
        raise QueryError("a pattern must become a SELECT query", where="pattern")
    found = [{name: solution[name] for name in query.select} for solution in answer]
    kept = found[: pattern.limit]
    columns = tuple(map(str, query.plan.columns))
    cells = [tuple(_cell(query.plan, column, row) for column in query.plan.columns) for row in kept]
    evidence = _evidence(store, query, kept) if pattern.evidence else [()] * len(kept)
    rows = tuple(Row(cell, said) for cell, said in zip(cells, evidence, strict=True))
    return Matched(columns, rows, len(found) > pattern.limit, query.sparql())


def _cell(plan: Plan, column: Column, row: Mapping[str, Any]) -> Cell:
    if not column.field:
        iri = _text(row[column.thing])
        return Named(iri, _text(row[f"{column.thing}_name"]), _type(plan, column.thing, row)) if iri else None
    if column.field == "type":
        return _type(plan, column.thing, row) or None
    value = _text(row[variable(column)])
    if not value:
        return None
    if column.field in ("value", "normalized"):
        return float(value)
    if column.field in SEVERAL:  # which the engine puts together in any order
        between = SEVERAL[column.field][1]
        return between.join(sorted(value.split(between)))
    return value.removeprefix(f"{VOCAB}kind/") if column.field == "kind" else value


def _type(plan: Plan, thing: str, row: Mapping[str, Any]) -> str:
    types = plan.pattern.find[thing].type
    if len(types) > 1:
        return _text(row[f"{thing}_type"]).removeprefix(ECO)
    return types[0] if thing not in row or _text(row[thing]) else ""


def _evidence(store: Store, query: Compiled, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Said, ...]]:
    """Return for each row the facts that it rests on."""
    plan = query.plan
    named = {end for relation in plan.pattern.relations for end in (relation.subject, relation.object)}
    alone = [each for each in plan.bound if each not in named]
    about = facts_about(store, (_text(row[each]) for row in rows for each in alone))
    facts = [[*_facts(plan.pattern, row), *_others(alone, row, about)] for row in rows]
    quotes = claims_of(store, (fact for found in facts for _, fact in found))
    names = names_of(store, (end for found in facts for _, (s, _, o) in found for end in (s, o)))
    return [tuple(_said(plan.pattern, found, quotes, names)) for found in facts]


def _facts(pattern: Pattern, row: Mapping[str, Any]) -> Iterable[tuple[int, Triple]]:
    """Yield the facts of a row with the relation that each comes from."""
    for at, relation in enumerate(pattern.relations):
        if relation.need == "absent":
            continue
        subject, object_ = _text(row[relation.subject]), _text(row[relation.object])
        if subject and object_:
            yield at, (subject, relation.relation, object_)


def _others(
    alone: Iterable[str], row: Mapping[str, Any], about: Mapping[str, list[Triple]]
) -> Iterable[tuple[int, Triple]]:
    """Yield facts of the things that no relation names."""
    for each in alone:
        yield from ((_UNNAMED, fact) for fact in about.get(_text(row[each]), [])[:_SHOWN_ALONE])


def _said(
    pattern: Pattern,
    facts: Iterable[tuple[int, Triple]],
    quotes: Mapping[Triple, list[Quote]],
    names: Mapping[str, Name],
) -> Iterable[Said]:
    for at, fact in facts:
        told = quotes.get(fact, [])
        if at != _UNNAMED:
            told = [each for each in told if fits(each, pattern.relations[at])]
        subject, predicate, object_ = fact
        yield Said(at, _named(subject, names), predicate, _named(object_, names), tuple(told[: pattern.evidence]))


def _named(iri: str, names: Mapping[str, Name]) -> Named:
    name = names.get(iri, Name(iri, ""))
    return Named(iri, *name)


def _text(term: Any) -> str:  # noqa: ANN401 - any term of the engine
    return "" if term is None else str(term.value)
