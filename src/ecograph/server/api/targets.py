"""List targets and observations: what was promised and what was reported done, each with the states of its series."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ecograph.server.api import models, naming
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.entities import in_place
from ecograph.server.api.listing import Filter, Listing
from ecograph.server.api.writing import write_page
from ecograph.server.engine import Sink, Snapshot

SORTS = {
    "deadline": "q.deadline",
    "metric": "q.metric",
    "value": "COALESCE(q.value, 0)",
    "last": "t.last",
    "iri": "t.iri",
}
COLUMNS = "t.id, t.iri, t.label, t.type, q.*"
_SOURCE = "quantity AS q JOIN thing AS t ON t.id = q.thing"
_IN_SERIES = "t.id IN (SELECT entry.quantity FROM entry JOIN series ON series.id = entry.series WHERE {})"
_FIELDS = (
    "metric", "text", "value", "value_max", "grade", "unit", "comparator", "change", "status", "deadline",
    "normalized_value", "normalized_unit", "quote",
)  # fmt: skip


def listing(
    snapshot: Snapshot, sink: Sink, *, url: str, format: str, sort: str, limit: int, cursor: str = "",
    count: bool = False, **filters: Filter,
) -> None:  # fmt: skip
    """Write a page of targets and observations."""
    found = filtered(snapshot, **filters).page(snapshot, COLUMNS, sort=sort, limit=limit, cursor=cursor, count=count)
    items = made(snapshot, found.rows)
    write_page(sink, models.Target, items, format=format, next=found.next(url), total=found.total)


def filtered(
    snapshot: Snapshot, *, q: str = "", owner: str = "", place: str = "", metric: str = "", unit: str = "",
    status: str = "", state: Sequence[str] = (), indicator: str = "", year: int | None = None, document: str = "",
    min_value: float | None = None, max_value: float | None = None,
) -> Listing:  # fmt: skip
    """Return the list of the quantities that the filters let through."""
    listing = Listing(_SOURCE, "t.iri", SORTS)
    if q.strip():
        listing.must(
            "(instr(lower(t.label), ?) OR instr(replace(q.quote, char(10), ''), ?))", q.strip().lower(), q.strip()
        )
    if metric.strip():
        listing.must("instr(lower(q.metric), ?)", metric.strip().lower())
    for column, value in (("q.unit", unit), ("q.status", status)):
        if value:
            listing.must(f"{column} = ?", value)
    if owner:
        owned = "t.id IN (SELECT o FROM fact WHERE p = 'hasTarget' AND s = ?)"
        listing.must(owned, naming.thing(snapshot, owner))
    if place:
        listing.must(f"t.id IN {in_place()}", naming.places(snapshot, place))
    if state:
        listing.must(_IN_SERIES.format("series.state IN (SELECT value FROM json_each(?))"), json.dumps(list(state)))
    if indicator:
        listing.must(_IN_SERIES.format("series.indicator = ?"), indicator)
    if year is not None:
        listing.must("q.deadline >= ? AND q.deadline < ?", f"{year:04}", f"{year + 1:04}")
    if document:
        named_in = "t.id IN (SELECT thing FROM mention WHERE document = ?)"
        listing.must(named_in, naming.document(snapshot, document))
    if min_value is not None:
        listing.must("q.value >= ?", min_value)
    if max_value is not None:
        listing.must("q.value <= ?", max_value)
    return listing


def of(snapshot: Snapshot, condition: str, values: Sequence[object], *, most: int) -> list[models.Target]:
    """Return the quantities that a condition holds for, the latest deadline first."""
    sql = f"SELECT {COLUMNS} FROM {_SOURCE} WHERE {condition} ORDER BY q.deadline DESC, q.metric, t.iri LIMIT ?"
    return made(snapshot, catalogue(snapshot).rows(sql, [*values, most]))


def made(snapshot: Snapshot, rows: Sequence[Row]) -> list[models.Target]:
    """Return the targets of some rows."""
    ids = [row["id"] for row in rows]
    owners, series = _owners(snapshot, ids), _series(snapshot, ids)
    return [
        models.Target(
            **naming.reference(snapshot, row).model_dump(),
            **{name: row[name] for name in _FIELDS},
            owners=owners.get(row["id"], []),
            series=series.get(row["id"], []),
        )
        for row in rows
    ]


def _owners(snapshot: Snapshot, ids: Iterable[int]) -> Mapping[int, list[models.Reference]]:
    found = defaultdict[int, list[models.Reference]](list)
    sql = (
        "SELECT fact.o AS owned, thing.iri, thing.label, thing.type FROM fact JOIN thing ON thing.id = fact.s "
        "WHERE fact.p = 'hasTarget' AND fact.o IN (SELECT value FROM json_each(?)) ORDER BY thing.label, thing.iri"
    )
    for row in catalogue(snapshot).rows(sql, [json.dumps(list(ids))]):
        found[row["owned"]].append(naming.reference(snapshot, row))
    return found


def _series(snapshot: Snapshot, ids: Iterable[int]) -> Mapping[int, list[models.SeriesState]]:
    found = defaultdict[int, list[models.SeriesState]](list)
    sql = (
        "SELECT DISTINCT entry.quantity, entry.tells, series.iri, series.label, series.state, series.since, series.why_en, "
        "series.why_zh, series.rank FROM entry JOIN series ON series.id = entry.series "
        "WHERE entry.quantity IN (SELECT value FROM json_each(?)) ORDER BY series.rank, series.iri"
    )
    for row in catalogue(snapshot).rows(sql, [json.dumps(list(ids))]):
        found[row["quantity"]].append(
            models.SeriesState(
                iri=row["iri"],
                id=naming.short(snapshot, row["iri"]),
                label=row["label"],
                state=row["state"],
                since=row["since"],
                why=why(row),
                tells=row["tells"],
            )
        )
    return found


def why(row: Row) -> dict[str, str]:
    """Return the sentence that says why, by language."""
    return {language: row[f"why_{language}"] for language in ("zh", "en") if row[f"why_{language}"]}
