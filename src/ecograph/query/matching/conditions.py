"""Write what must be so of a thing, and of the words that say how two things hang together, as patterns of SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ecograph.query.matching import literals, places
from ecograph.query.matching.measures import Measure, measure
from ecograph.query.matching.pattern import Days, Range, Relation, Thing, Years
from ecograph.query.matching.vocabulary import FIGURES
from ecograph.store import VOCAB
from ecograph.store.dates import first_day, last_day

# Figures are kept with so many digits that a bound may miss its own value by less than this share of it.
_SLACK = 1e-9
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def thing(variable: str, told: Thing) -> Iterator[str]:
    """Yield the patterns that bind a thing and its name, and the conditions on it.

    They are joined rather than put into EXISTS, which the engine evaluates anew for each row: rows that come several times
    are made one by DISTINCT.
    """
    v = f"?{variable}"
    if told.iri is not None:
        yield f"VALUES {v} {{ {literals.iri(told.iri)} }}"
    if told.name is not None:
        name = literals.text(literals.narrow(told.name))
        yield f"VALUES {v}_called {{ {name}@zh {name} }} {v} rdfs:label|skos:altLabel {v}_called ."
    if told.place is not None:
        yield from places.lying(variable, told.type, told.place)
    if len(told.type) == 1:
        yield f"{v} a eco:{told.type[0]} ; rdfs:label {v}_name ."
    else:
        classes = ", ".join(f"eco:{each}" for each in told.type)
        yield f"{v} a {v}_type ; rdfs:label {v}_name . FILTER({v}_type IN ({classes}))"
    if told.text is not None:
        yield _holding(v, told.type, told.text)
    if told.kind:
        yield f"{v} eco:kind {v}_sort . FILTER({v}_sort IN ({', '.join(f'kind:{each}' for each in told.kind)}))"
    if told.post is not None:
        yield f"{v} eco:post {v}_as . FILTER({_contains(f'{v}_as', told.post)})"
    if set(told.type) <= set(FIGURES):
        yield from _figure(v, told)


def said(relation: Relation, at: int) -> Iterator[str]:
    """Yield the patterns of a sentence that says a relation, where it must be a certain one."""
    r = f"?r{at}_"
    fields, tests = list[str](), list[str]()
    if relation.role:
        fields.append(f"eco:role {r}role")
        tests.append(f"{r}role IN ({', '.join(f'role:{each}' for each in relation.role)})")
    if relation.confidence is not None:
        fields.append(f"eco:confidence {r}sure")
        tests.append(f"{r}sure >= {literals.number(relation.confidence)}")
    if relation.text is not None:
        fields.append(f"eco:quote {r}quote")
        tests.append(_contains(f"{r}quote", relation.text, over_lines=True))
    if relation.published is not None:
        fields.append(f"dcterms:issued {r}day")
        tests.append(_overlap(f"{r}day", relation.published))
    if not fields and not relation.modality:
        return
    modes = ", ".join(literals.text(each) for each in relation.modality)
    fields.append(f"eco:modality {r}mode")
    tests.append(f"{r}mode IN ({modes})" if modes else f'{r}mode NOT IN ("denied", "possible")')
    yield (
        f"GRAPH {r}document {{ {r}claim rdf:subject ?{relation.subject} ; rdf:predicate eco:{relation.relation} ; "
        f"rdf:object ?{relation.object} ; {' ; '.join(fields)} }}"
    )
    yield f"{r}document a eco:Document . FILTER({' && '.join(tests)})"


def _holding(v: str, types: tuple[str, ...], text: str) -> str:
    """Return the condition that a name or alias holds all words; of a figure, what it counts or its own words too."""
    figures = bool(set(types) & set(FIGURES))
    paths = "rdfs:label|skos:altLabel" + ("|eco:metric|eco:quote" if figures else "")
    return f"{v} {paths} {v}_text . FILTER({_contains(f'{v}_text', text, over_lines=figures)})"


def _contains(variable: str, words: str, *, over_lines: bool = False) -> str:
    """Return the condition that a text holds each of some words, whatever their case and over the line breaks of a page."""
    text = f"LCASE(STR({variable}))"
    if over_lines:
        text = f'REPLACE({text}, "[ \\\\t]*[\\\\r\\\\n]+[ \\\\t]*", "")'
    each = literals.narrow(words).lower().split() or [""]
    return " && ".join(f"CONTAINS({text}, {literals.text(word)})" for word in each)


def _figure(v: str, told: Thing) -> Iterator[str]:
    if told.value is not None or told.unit is not None:
        yield from _amount(v, told)
    if told.comparator is not None:
        yield f"{v} eco:comparator {literals.text(told.comparator)} ."
    if told.status is not None:
        yield f"{v} eco:status {literals.text(told.status)} ."
    if told.deadline is not None:
        yield f"{v} eco:deadline {v}_due . FILTER({_within(f'{v}_due', told.deadline)})"
    if told.year is not None:
        yield _in_years(v, told.year)
    if told.state or told.indicator is not None:
        yield f"{v}_entry eco:quantity {v} ; eco:ofSeries {v}_series ."
    if told.state:
        states = ", ".join(f"state:{each}" for each in told.state)
        yield f"{v}_series eco:state {v}_stands . FILTER({v}_stands IN ({states}))"
    if told.indicator is not None:
        ways = [f"{v}_series rdfs:label {v}_counts FILTER({_contains(f'{v}_counts', told.indicator)})"]
        if _ID.fullmatch(told.indicator):
            ways.append(f"{v}_series eco:indicator {literals.iri(f'{VOCAB}indicator/{told.indicator}')}")
        yield " UNION ".join(f"{{ {way} }}" for way in ways)


def _amount(v: str, told: Thing) -> Iterator[str]:
    """Yield the conditions on a number in its unit, on a grade, or on the unit alone."""
    if isinstance(told.value, str):
        yield f"{v} eco:grade {literals.text(told.value)} ."
        if told.unit is not None:
            yield f"{v} eco:unit {literals.text(told.unit)} ."
        return
    known = measure(told.unit) if told.unit is not None else None
    if known is not None:
        yield f"{v} eco:normalizedUnit {literals.text(known.base)} ; eco:normalizedValue {v}_amount ."
    else:
        if told.unit is not None:
            yield f"{v} eco:unit {literals.text(told.unit)} ."
        yield f"{v} eco:value {v}_amount ."
    if told.value is not None:
        low, high = _bounds(told.value, known)
        bounds = [f"{v}_amount >= {literals.number(low)}"] if low is not None else []
        bounds += [f"{v}_amount <= {literals.number(high)}"] if high is not None else []
        yield f"FILTER({' && '.join(bounds)})"


def _bounds(value: float | Range, known: Measure | None) -> tuple[float | None, float | None]:
    low, high = (value.min, value.max) if isinstance(value, Range) else (value, value)
    return _scaled(low, known, -_SLACK), _scaled(high, known, _SLACK)


def _scaled(bound: float | None, known: Measure | None, slack: float) -> float | None:
    if bound is None:
        return None
    exact = float(Decimal(repr(bound)) * (known.factor if known else 1))
    return exact + abs(exact) * slack


def _in_years(v: str, years: int | Years) -> str:
    first, last = (years, years) if isinstance(years, int) else (years.first, years.last)
    due = " && ".join(_years(f"{v}_by", f"{v}_by", first, last))
    period = " && ".join(_years(f"{v}_from", f"{v}_until", first, last))
    return (
        f"{{ {v} eco:deadline {v}_by FILTER({due}) }} UNION "
        f"{{ {v}_told eco:quantity {v} ; eco:from {v}_from ; eco:until {v}_until FILTER({period}) }}"
    )


def _years(begin: str, end: str, first: int | None, last: int | None) -> Iterator[str]:
    if first is not None:
        yield f"SUBSTR(STR({end}), 1, 4) >= {literals.text(str(first))}"
    if last is not None:
        yield f"SUBSTR(STR({begin}), 1, 4) <= {literals.text(str(last))}"


def _within(variable: str, days: str | Days) -> str:
    """Return the condition that the last day that a date can mean lies in a span."""
    first, last = _span(days)
    return " && ".join(
        f"{_padded(variable, '-12-31')} {sign} {literals.text(day)}"
        for sign, day in ((">=", first), ("<=", last))
        if day
    )


def _overlap(variable: str, days: str | Days) -> str:
    """Return the condition that a date, which may be a month or a year, can lie in a span."""
    first, last = _span(days)
    told = [f"{_padded(variable, '-12-31')} >= {literals.text(first)}"] if first else []
    told += [f"{_padded(variable, '-01-01')} <= {literals.text(last)}"] if last else []
    return " && ".join(told)


def _span(days: str | Days) -> tuple[str, str]:
    first, last = (days, days) if isinstance(days, str) else (days.first or "", days.last or "")
    return first_day(first), last_day(last)


def _padded(variable: str, rest: str) -> str:
    """Return a date as a day: what a month or a year leaves open is filled in."""
    return f"CONCAT(STR({variable}), SUBSTR({literals.text(rest)}, STRLEN(STR({variable})) - 3))"
