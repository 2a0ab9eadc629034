"""Write what became of targets over time as RDF: series, their entries, states, revisions and conflicts.

All stands in the default graph and is derived from claims, which stand in the graphs of their documents. IRIs are made of
what a series is: the same articles give the same, in any order, and a report that comes later keeps them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import TypeAlias

from pyoxigraph import Quad, RdfFormat, parse

from ecograph.graph import mapping
from ecograph.graph.tracking.periods import Period
from ecograph.graph.tracking.units import plain
from ecograph.graph.tracking.values import Conflict, Revision, Series, Standing, Statement, Tracking
from ecograph.graph.writing import Table, Tail, text_of, typed
from ecograph.model import Attribute
from ecograph.store.names import BASE, ECO

# What is said of each node, by its IRI as it is written.
_Said: TypeAlias = defaultdict[bytes, list[Tail]]

_SERIES, _ENTRY, _STANDING = Table(*mapping.SERIES), Table(*mapping.ENTRY), Table(*mapping.STANDING)
_REVISION, _CONFLICT = Table(*mapping.REVISION), Table(*mapping.CONFLICT)


def tracked(tracking: Tracking, *, base: str = BASE) -> Iterator[Quad]:
    """Yield the quads of a tracking, in a fixed order; `base` begins the IRIs that are made here."""
    for _, _, told in each_tracked(tracking, base=base):
        yield from told


def each_tracked(tracking: Tracking, *, base: str = BASE) -> Iterator[tuple[str, Series | Conflict, Iterator[Quad]]]:
    """Yield the IRI of each series and conflict, the value that tells all of it, and its quads, made when asked for."""
    for node, value, lines in each_written(tracking, base=base):
        yield node, value, _quads(lines)


def each_written(
    tracking: Tracking, *, base: str = BASE
) -> Iterator[tuple[str, Series | Conflict, Callable[[], bytes]]]:
    """Yield the IRI of each series and conflict, the value that tells all of it, and what gives its lines.

    They are as `lines` gives those of a document: sorted, each once, each ended by a newline.
    """
    writing = _Writing(base)
    for series in tracking.series:
        yield writing.named(series), series, partial(writing.series, series)
    for conflict in tracking.conflicts:
        yield writing.named_conflict(conflict), conflict, partial(writing.conflict, conflict)


def _quads(lines: Callable[[], bytes]) -> Iterator[Quad]:
    yield from parse(lines(), format=RdfFormat.N_TRIPLES)


class _Writing:
    """Writes the series of one tracking."""

    def __init__(self, base: str) -> None:
        self.base = base

    def series(self, series: Series) -> bytes:
        """Return the lines of a series with all that belongs to it."""
        said: _Said = defaultdict(list)
        node = self.named(series)
        told = series.indicator.zh if series.indicator else series.measure.metric
        standing = series.standings[-1] if series.standings else None
        values: dict[str, Attribute] = {
            "name": f"{told} {series.period.text}",
            "indicator": series.measure.indicator,
            "metric": series.measure.metric,
            "scope": tuple(series.measure.scope.split()),
            "basis": series.measure.basis,
            "subject": series.measure.subject,
            "base": series.measure.base,
            "plan": self._entry(node, series.plan) if series.plan else None,
            "report": self._entry(node, series.report) if series.report else None,
            **_times(series.period),
        }
        _tell(said, node, "Series", _SERIES, values)
        for statement in series.statements:
            self._statement(said, node, statement)
        if standing:
            # The state that it is in stands at the commitment itself too.
            _tell(said, node, "Commitment", _STANDING, {**_standing(standing), "claims": None})
        for each in series.standings:
            content = _named(node, "standing", each.since, each.state)
            _tell(said, content, "Standing", _STANDING, {**_standing(each), "series": node})
        for revision in series.revisions:
            self._revision(said, node, revision)
        return text_of(said)

    def conflict(self, conflict: Conflict) -> bytes:
        """Return the lines of a conflict, between the targets or observations that give different values."""
        series, sides, node = self.named(conflict.series), conflict.sides, self.named_conflict(conflict)
        statements = [each for side in sides for each in side.statements]
        values: dict[str, Attribute] = {
            "series": series,
            "role": conflict.role,
            "targets": tuple(dict.fromkeys(each.target for each in statements)),
            "why_en": conflict.why.en,
            "why_zh": conflict.why.zh,
            "claims": _claims(statements),
            **_times(conflict.time),
        }
        said: _Said = defaultdict(list)
        _tell(said, node, "Conflict", _CONFLICT, values)
        return text_of(said)

    def _statement(self, said: _Said, series: str, statement: Statement) -> None:
        amount = statement.amount
        much = plain(amount.value) if amount else None
        values: dict[str, Attribute] = {
            "series": series,
            "role": statement.role,
            "target": statement.target,
            "value": None if statement.share else much,
            "base": amount.base if amount and not statement.share else None,
            "share": much if statement.share else None,
            "day": statement.published,
            "repeats": statement.repeats,
            "by": statement.by,
            "claims": _claims([statement]),
            **_times(statement.time),
        }
        _tell(said, self._entry(series, statement), "Entry", _ENTRY, values)

    def _revision(self, said: _Said, series: str, revision: Revision) -> None:
        earlier, later = self._entry(series, revision.earlier), self._entry(series, revision.later)
        values: dict[str, Attribute] = {
            "series": series,
            "state": f"revised-{revision.direction}",
            "earlier": earlier,
            "later": later,
            "day": revision.later.published,
            "claims": _claims([revision.earlier, revision.later]),
        }
        _tell(said, _named(series, "revision", earlier, later), "Revision", _REVISION, values)

    def named_conflict(self, conflict: Conflict) -> str:
        """Return the IRI of a conflict."""
        series = self.named(conflict.series)
        content = (series.removeprefix(self.base), conflict.role, *conflict.time)
        return f"{self.base}conflict/{_digest(content, 16)}"

    def named(self, series: Series) -> str:
        """Return the IRI of a series."""
        measure = series.measure
        subject = measure.subject.removeprefix(self.base)
        content = (
            measure.indicator,
            measure.metric,
            measure.scope,
            measure.basis,
            measure.base,
            subject,
            *series.period,
        )
        return f"{self.base}series/{measure.indicator or 'metric'}/{_digest(content, 16)}"

    def _entry(self, series: str, statement: Statement) -> str:
        document, target = (each.removeprefix(self.base) for each in (statement.document, statement.target))
        return _named(series, "entry", statement.role, document, target, *statement.time, str(statement.share))


def _standing(standing: Standing) -> dict[str, Attribute]:
    return {
        "state": standing.state,
        "since": standing.since,
        "why_en": standing.why.en,
        "why_zh": standing.why.zh,
        "claims": _claims(standing.statements),
    }


def _times(period: Period) -> dict[str, Attribute]:
    return {"period": period.text, "first": period.first, "last": period.last}


def _claims(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for each in statements for claim in each.claims))


def _tell(said: _Said, node: str, kind: str, table: Table, values: Mapping[str, Attribute]) -> None:
    said[f"<{node}>".encode()] += [typed(ECO + kind), *table.tails(values)]


def _named(series: str, kind: str, *content: str) -> str:
    return f"{series}#{kind}-{_digest(content, 12)}"


def _digest(content: Iterable[str], length: int) -> str:
    return sha256("\x1f".join(content).encode()).hexdigest()[:length]
