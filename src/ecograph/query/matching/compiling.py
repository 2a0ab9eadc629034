"""Compile a plan into SPARQL: facts from the default graph, and conditions on sentences from the documents' graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ecograph.query.matching import conditions
from ecograph.query.matching.planning import Branch, Column, Plan
from ecograph.store import PREFIXES

_FIELDS = {
    "kind": "eco:kind", "code": "eco:code", "value": "eco:value", "unit": "eco:unit", "grade": "eco:grade",
    "text": "eco:valueText", "deadline": "eco:deadline", "status": "eco:status", "metric": "eco:metric",
    "comparator": "eco:comparator", "quote": "eco:quote", "normalized": "eco:normalizedValue",
}  # fmt: skip
# Of these a thing may have several: they are shown in one cell, with this between them.
SEVERAL = {
    "post": ("{v} eco:post {v}_each", "、"),
    "state": (
        '{v}_of eco:quantity {v} ; eco:ofSeries/eco:state {v}_is BIND(STRAFTER(STR({v}_is), "/state/") AS {v}_each)',
        " ",
    ),
}
_USED = ("eco", "rdf", "rdfs", "skos", "dcterms", "kind", "role", "state")
_NUMBERS = ("value", "normalized")


class Compiled(NamedTuple):
    """A query; `select` names what it returns, without question marks."""

    plan: Plan
    select: tuple[str, ...]
    body: str

    def sparql(self, *, more: int = 0) -> str:
        """Return the query as text, for so many more rows than the pattern asks for."""
        pattern = self.plan.pattern
        pages = f"LIMIT {pattern.limit + more}" + (f" OFFSET {pattern.offset}" if pattern.offset else "")
        prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _USED if f"{name}:" in self.body)
        names = " ".join(f"?{each}" for each in self.select)
        return f"{prefixes}SELECT DISTINCT {names} WHERE {{\n{self.body}\n}}\nORDER BY {self._order()}\n{pages}\n"

    def _order(self) -> str:
        keys = [f"{'DESC' if key.falling else 'ASC'}({_sorted_by(key.column)})" for key in self.plan.keys]
        named = [f"STR(?{column.thing}_name)" for column in self.plan.columns if not column.field]
        rest = [f"?{each}" for each in self.select]
        return " ".join(dict.fromkeys([*keys, *([] if keys else named), *rest]))


def compiled(plan: Plan) -> Compiled:
    """Return the query that a plan comes to."""
    lines = _group(plan, plan.held, plan.things)
    for absence in plan.absences:
        inner = [*_relation(plan, absence.at), *(_told(plan, absence.thing) if absence.thing else ())]
        lines += ["MINUS {", *_indented(inner), "}"]
    lines += _beside(plan, plan.things, plan.branches)
    return Compiled(plan, tuple(_selected(plan)), "\n".join(_indented(lines)))


def variable(column: Column) -> str:
    """Return the variable that a column is read from, without its question mark."""
    return f"{column.thing}_{column.field}" if column.field not in ("", "iri") else column.thing


def _selected(plan: Plan) -> Iterator[str]:
    """Yield what the query returns: for rows with evidence all things, else what is shown or sorted by."""
    names = dict[str, None]()
    for column in (*plan.columns, *(key.column for key in plan.keys)):
        names[variable(column) if column.field != "type" or _open(plan, column.thing) else column.thing] = None
        if not column.field:
            names[f"{column.thing}_name"] = None
            names |= {f"{column.thing}_type": None} if _open(plan, column.thing) else {}
    if plan.pattern.evidence:
        names |= dict.fromkeys(plan.bound)
    yield from names


def _open(plan: Plan, thing: str) -> bool:
    """Say whether only the graph knows of which class a thing is."""
    return len(plan.pattern.find[thing].type) > 1


def _group(plan: Plan, relations: Iterable[int], things: Iterable[str]) -> list[str]:
    """Return what must be so together: relations first, which the engine then has fewest ways to join."""
    return [
        *(line for at in relations for line in _relation(plan, at)),
        *(line for each in things for line in _told(plan, each)),
    ]


def _beside(plan: Plan, things: Iterable[str], branches: Iterable[Branch]) -> list[str]:
    """Return what may be so: the fields that are shown, and the optional relations."""
    shown = [line for each in things for line in _shown(plan, each)]
    return [*shown, *(line for each in branches for line in _branch(plan, each))]


def _told(plan: Plan, name: str) -> Iterator[str]:
    return conditions.thing(name, plan.pattern.find[name])


def _relation(plan: Plan, at: int) -> Iterator[str]:
    relation = plan.pattern.relations[at]
    yield f"?{relation.subject} eco:{relation.relation} ?{relation.object} ."
    yield from conditions.said(relation, at)


def _branch(plan: Plan, branch: Branch) -> list[str]:
    things = [branch.thing] if branch.thing else []
    inner = [*_group(plan, [branch.at], things), *_beside(plan, things, branch.branches)]
    return ["OPTIONAL {", *_indented(inner), "}"]


def _shown(plan: Plan, name: str) -> Iterator[str]:
    """Yield the patterns of the fields of a thing that are shown or sorted by."""
    columns = dict.fromkeys((*plan.columns, *(key.column for key in plan.keys)))
    for column in columns:
        if column.thing != name:
            continue
        v = f"?{name}"
        if column.field in _FIELDS:
            yield f"OPTIONAL {{ {v} {_FIELDS[column.field]} {v}_{column.field} }}"
        if column.field in SEVERAL:
            found, between = SEVERAL[column.field]
            joined = f'(GROUP_CONCAT(DISTINCT {v}_each; separator="{between}") AS {v}_{column.field})'
            inner = found.format(v=v)
            yield f"OPTIONAL {{ SELECT {v} {joined} WHERE {{ {inner} }} GROUP BY {v} }}"


def _sorted_by(column: Column) -> str:
    if not column.field or column.field == "name":
        return f"STR(?{column.thing}_name)"
    return f"?{variable(column)}" if column.field in _NUMBERS else f"STR(?{variable(column)})"


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]
