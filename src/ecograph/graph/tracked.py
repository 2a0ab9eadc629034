"""Write what became of targets over time as RDF: series, their entries, states, revisions and conflicts.

All stands in the default graph and is derived from claims, which stand in the graphs of their documents. IRIs are made of
what a series is: the same articles give the same, in any order, and a report that comes later keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from pyoxigraph import NamedNode, Quad

from ecograph.graph import mapping
from ecograph.graph.quads import claim_node
from ecograph.graph.rows import rows_of
from ecograph.graph.terms import iri
from ecograph.graph.tracking.periods import Period
from ecograph.graph.tracking.units import plain
from ecograph.graph.tracking.values import Conflict, Revision, Series, Standing, Statement, Tracking
from ecograph.model import Attribute
from ecograph.store.names import BASE, ECO, RDF

_A = iri(RDF + "type")


def tracked(tracking: Tracking, *, base: str = BASE) -> Iterator[Quad]:
    """Yield the quads of a tracking, in a fixed order; `base` begins the IRIs that are made here."""
    for _, _, told in each_tracked(tracking, base=base):
        yield from told


def each_tracked(tracking: Tracking, *, base: str = BASE) -> Iterator[tuple[str, Series | Conflict, Iterator[Quad]]]:
    """Yield the IRI of each series and conflict, the value that tells all of it, and its quads, made when asked for."""
    writing = _Writing(base)
    for series in tracking.series:
        yield writing.named(series).value, series, writing.series(series)
    for conflict in tracking.conflicts:
        yield writing.named_conflict(conflict).value, conflict, writing.conflict(conflict)


class _Writing:
    """Writes the series of one tracking."""

    def __init__(self, base: str) -> None:
        self.base = base

    def series(self, series: Series) -> Iterator[Quad]:
        """Yield a series with all that belongs to it."""
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
            "plan": self._entry(node, series.plan).value if series.plan else None,
            "report": self._entry(node, series.report).value if series.report else None,
            **_times(series.period),
        }
        yield from _record(node, "Series", mapping.SERIES, values)
        for statement in series.statements:
            yield from self._statement(node, statement)
        if standing:
            yield Quad(node, _A, iri(ECO + "Commitment"))
            # The state that it is in stands at the commitment itself too.
            yield from rows_of(node, mapping.STANDING, {**_standing(standing), "claims": None})
        for each in series.standings:
            content = _named(node, "standing", each.since, each.state)
            yield from _record(content, "Standing", mapping.STANDING, {**_standing(each), "series": node.value})
        for revision in series.revisions:
            yield from self._revision(node, revision)

    def conflict(self, conflict: Conflict) -> Iterator[Quad]:
        """Yield a conflict, between the targets or observations that give different values."""
        series, sides, node = self.named(conflict.series), conflict.sides, self.named_conflict(conflict)
        statements = [each for side in sides for each in side.statements]
        values: dict[str, Attribute] = {
            "series": series.value,
            "role": conflict.role,
            "targets": tuple(dict.fromkeys(each.target for each in statements)),
            "why_en": conflict.why.en,
            "why_zh": conflict.why.zh,
            "claims": _claims(statements),
            **_times(conflict.time),
        }
        yield from _record(node, "Conflict", mapping.CONFLICT, values)

    def _statement(self, series: NamedNode, statement: Statement) -> Iterator[Quad]:
        amount = statement.amount
        much = plain(amount.value) if amount else None
        values: dict[str, Attribute] = {
            "series": series.value,
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
        yield from _record(self._entry(series, statement), "Entry", mapping.ENTRY, values)

    def _revision(self, series: NamedNode, revision: Revision) -> Iterator[Quad]:
        earlier, later = self._entry(series, revision.earlier), self._entry(series, revision.later)
        values: dict[str, Attribute] = {
            "series": series.value,
            "state": f"revised-{revision.direction}",
            "earlier": earlier.value,
            "later": later.value,
            "day": revision.later.published,
            "claims": _claims([revision.earlier, revision.later]),
        }
        node = _named(series, "revision", earlier.value, later.value)
        yield from _record(node, "Revision", mapping.REVISION, values)

    def named_conflict(self, conflict: Conflict) -> NamedNode:
        """Return the node of a conflict."""
        series = self.named(conflict.series)
        content = (series.value.removeprefix(self.base), conflict.role, *conflict.time)
        return iri(f"{self.base}conflict/{_digest(content, 16)}")

    def named(self, series: Series) -> NamedNode:
        """Return the node of a series."""
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
        return iri(f"{self.base}series/{measure.indicator or 'metric'}/{_digest(content, 16)}")

    def _entry(self, series: NamedNode, statement: Statement) -> NamedNode:
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
    nodes = (claim_node(each.document, claim).value for each in statements for claim in each.claims)
    return tuple(dict.fromkeys(nodes))


def _record(
    node: NamedNode, kind: str, table: tuple[mapping.Row, ...], values: Mapping[str, Attribute]
) -> Iterator[Quad]:
    yield Quad(node, _A, iri(ECO + kind))
    yield from rows_of(node, table, values)


def _named(series: NamedNode, kind: str, *content: str) -> NamedNode:
    return iri(f"{series.value}#{kind}-{_digest(content, 12)}")


def _digest(content: Iterable[str], length: int) -> str:
    return sha256("\x1f".join(content).encode()).hexdigest()[:length]
