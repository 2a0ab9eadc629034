"""List commitments: plans, what became of them and why; and conflicts, where articles contradict each other."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from starlette.exceptions import HTTPException

from ecograph.query.commitments import statements
from ecograph.server.api import models, naming, targets
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.entities import OWNED, in_place
from ecograph.server.api.listing import Filter, Listing
from ecograph.server.api.writing import write, write_page
from ecograph.server.engine import Sink, Snapshot

SORTS = {"state": "s.rank", "until": "s.last", "since": "s.since", "label": "s.label", "iri": "s.iri"}
_SUBJECT = "subject.iri AS subject_iri, subject.label AS subject_label, subject.type AS subject_type"
COLUMNS = f"s.*, {_SUBJECT}"
_SOURCE = "series AS s JOIN thing AS subject ON subject.id = s.subject"
CONFLICT_SORTS = {"label": "s.label", "period": "k.period", "iri": "k.iri"}
_CONFLICT = f"k.id, k.iri, k.tells, k.period, k.why_en, k.why_zh, s.label, s.indicator, {_SUBJECT}"
_CONFLICTS = "conflict AS k JOIN series AS s ON s.id = k.series JOIN thing AS subject ON subject.id = s.subject"


def listing(
    snapshot: Snapshot, sink: Sink, *, url: str, format: str, sort: str, limit: int, cursor: str = "",
    count: bool = False, statements: bool = False, **filters: Filter,
) -> None:  # fmt: skip
    """Write a page of commitments."""
    found = filtered(snapshot, **filters).page(snapshot, COLUMNS, sort=sort, limit=limit, cursor=cursor, count=count)
    items = made(snapshot, found.rows, told=statements)
    write_page(sink, models.Commitment, items, format=format, next=found.next(url), total=found.total)


def facets(snapshot: Snapshot, sink: Sink, **filters: Filter) -> None:
    """Write what a list of commitments can be narrowed down by."""
    from ecograph.server.api.vocabulary import labels

    chosen = filtered(snapshot, **filters)
    place = "JOIN about ON about.thing = s.subject JOIN thing AS place ON place.id = about.place"
    found = {
        "state": chosen.facet(snapshot, "s.state"),
        "indicator": chosen.facet(snapshot, "s.indicator"),
        "year": sorted(chosen.facet(snapshot, "SUBSTR(s.last, 1, 4)")),
        "place": chosen.facet(snapshot, "place.label", join=place),
    }

    def facet(name: str, value: str, count: int) -> models.Facet:
        words = labels().get(f"{name}/{value}", {})
        return models.Facet(value=value, zh=words.get("zh", ""), en=words.get("en", ""), count=count)

    write(sink, models.Facets(facets={name: [facet(name, *each) for each in told] for name, told in found.items()}))


def reading(snapshot: Snapshot, sink: Sink, *, name: str, format: str) -> None:
    """Write one series with all that articles say of it; 404 where there is none."""
    iri = naming.whole(snapshot, name)
    rows = catalogue(snapshot).rows(f"SELECT {COLUMNS} FROM {_SOURCE} WHERE s.iri = ?", [iri])
    if not rows:
        raise HTTPException(404, f"no series {iri}; /api/v1/commitments lists them")
    write(sink, made(snapshot, rows, told=True)[0], format=format)


def filtered(
    snapshot: Snapshot, *, q: str = "", subject: str = "", owner: str = "", place: str = "", state: Sequence[str] = (),
    indicator: str = "", scope: str = "", year: int | None = None, document: str = "",
) -> Listing:  # fmt: skip
    """Return the list of the commitments that the filters let through."""
    listing = Listing(_SOURCE, "s.iri", SORTS, ["s.state <> ''"])
    if q.strip():
        listing.must(
            "(instr(lower(s.label), ?) OR instr(lower(subject.label), ?))", q.strip().lower(), q.strip().lower()
        )
    if subject:
        listing.must("s.subject = ?", naming.thing(snapshot, subject))
    if owner:
        owned = f"s.id IN (SELECT owned.series FROM {OWNED} AS owned WHERE owned.owner = ?)"
        listing.must(owned, naming.thing(snapshot, owner))
    if place:
        rows = naming.places(snapshot, place)
        body = f"SELECT series FROM {OWNED} AS owned WHERE owned.owner IN {in_place()}"
        listing.must(f"s.id IN ({body})", rows)
    if state:
        listing.must("s.state IN (SELECT value FROM json_each(?))", json.dumps(list(state)))
    if indicator:
        listing.must("s.indicator = ?", indicator)
    if scope:
        listing.must("instr(' ' || s.scope || ' ', ?)", f" {scope} ")
    if year is not None:
        listing.must("s.first < ? AND s.last >= ?", f"{year + 1:04}", f"{year:04}")
    if document:
        told = (
            "SELECT entry.series FROM entry JOIN mention ON mention.thing = entry.quantity WHERE mention.document = ?"
        )
        listing.must(f"s.id IN ({told})", naming.document(snapshot, document))
    return listing


def owned_by(snapshot: Snapshot, owner: int, *, most: int) -> list[models.Commitment]:
    """Return the commitments of an entity, and of the projects that it is responsible for, the worst first."""
    sql = (
        f"SELECT {COLUMNS} FROM {_SOURCE} WHERE s.state <> '' AND s.id IN (SELECT owned.series FROM {OWNED} AS owned "
        "WHERE owned.owner = ?) ORDER BY s.rank, s.last DESC, s.iri LIMIT ?"
    )
    return made(snapshot, catalogue(snapshot).rows(sql, [owner, most]))


def made(snapshot: Snapshot, rows: Sequence[Row], *, told: bool = False) -> list[models.Commitment]:
    """Return the commitments of some rows; `told`: with what articles say of each."""
    entries = _entries(snapshot, [row[name] for row in rows for name in ("plan", "report")])
    said = _statements(snapshot, [row["iri"] for row in rows]) if told else {}
    stood = _standings(snapshot, [row["id"] for row in rows]) if told else {}
    return [
        models.Commitment(
            iri=row["iri"], id=naming.short(snapshot, row["iri"]), label=row["label"], state=row["state"],
            since=row["since"], why=targets.why(row), subject=naming.reference(snapshot, row, "subject_"),
            indicator=row["indicator"], metric=row["metric"], scope=row["scope"].split(), period=row["period"],
            until=row["last"], planned=entries.get(row["plan"], ("", ""))[0],
            reported=entries.get(row["report"], ("", ""))[0], reported_for=entries.get(row["report"], ("", ""))[1],
            statements=said.get(row["iri"], []), standings=stood.get(row["id"], []),
        )
        for row in rows
    ]  # fmt: skip


def _entries(snapshot: Snapshot, iris: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return the value of each entry as it is written, "" for one that is denied, and its period."""
    sql = (
        "SELECT entry.iri, entry.period, entry.tells, q.value, q.grade, q.unit, q.comparator FROM entry "
        "JOIN quantity AS q ON q.thing = entry.quantity WHERE entry.iri IN (SELECT value FROM json_each(?))"
    )
    rows = catalogue(snapshot).rows(sql, [json.dumps(list(iris))])
    return {row["iri"]: ("" if row["tells"] == "denied" else _value(row), row["period"]) for row in rows}


def _value(row: Row) -> str:
    number = row["grade"] if row["value"] is None else f"{row['value']:.12g}"
    return f"{'' if row['comparator'] == '=' else row['comparator']}{number}{row['unit']}"


def _statements(snapshot: Snapshot, series: Sequence[str]) -> Mapping[str, list[models.Statement]]:
    found = statements(snapshot.store, series)
    iris = {each.document for told in found.values() for each in told}
    sql = "SELECT iri, title FROM document WHERE iri IN (SELECT value FROM json_each(?))"
    titles = {row["iri"]: row["title"] for row in catalogue(snapshot).rows(sql, [json.dumps(sorted(iris))])}
    return {
        iri: [
            models.Statement(
                tells=each.tells, value=each.value, period=each.period, published=each.published,
                document=models.Reference(
                    iri=each.document, id=naming.short(snapshot, each.document), type="Document",
                    label=titles.get(each.document, ""),
                ),
                quote=each.quote, repeats=each.repeats, corrected_by=each.corrected_by,
            )
            for each in told
        ]
        for iri, told in found.items()
    }  # fmt: skip


def _standings(snapshot: Snapshot, series: Sequence[int]) -> Mapping[int, list[models.Standing]]:
    found = defaultdict[int, list[models.Standing]](list)
    sql = "SELECT * FROM standing WHERE series IN (SELECT value FROM json_each(?)) ORDER BY series, since, iri"
    for row in catalogue(snapshot).rows(sql, [json.dumps(list(series))]):
        found[row["series"]].append(models.Standing(state=row["state"], since=row["since"], why=targets.why(row)))
    return found


def conflicts(
    snapshot: Snapshot, sink: Sink, *, url: str, format: str, sort: str, limit: int, cursor: str = "",
    count: bool = False, **filters: Filter,
) -> None:  # fmt: skip
    """Write a page of conflicts."""
    listing = conflicting(snapshot, **filters)
    found = listing.page(snapshot, _CONFLICT, sort=sort, limit=limit, cursor=cursor, count=count)
    sides = _sides(snapshot, [row["id"] for row in found.rows])
    items = [
        models.Conflict(
            iri=row["iri"], label=row["label"], subject=naming.reference(snapshot, row, "subject_"),
            indicator=row["indicator"], period=row["period"], tells=row["tells"], why=targets.why(row),
            sides=sides.get(row["id"], []),
        )
        for row in found.rows
    ]  # fmt: skip
    write_page(sink, models.Conflict, items, format=format, next=found.next(url), total=found.total)


def conflicting(
    snapshot: Snapshot, *, subject: str = "", place: str = "", indicator: str = "", year: int | None = None
) -> Listing:
    """Return the list of the conflicts that the filters let through."""
    listing = Listing(_CONFLICTS, "k.iri", CONFLICT_SORTS)
    if subject:
        listing.must("s.subject = ?", naming.thing(snapshot, subject))
    if place:
        listing.must(f"s.subject IN {in_place()}", naming.places(snapshot, place))
    if indicator:
        listing.must("s.indicator = ?", indicator)
    if year is not None:
        listing.must("s.first < ? AND s.last >= ?", f"{year + 1:04}", f"{year:04}")
    return listing


def _sides(snapshot: Snapshot, ids: Sequence[int]) -> Mapping[int, list[models.Target]]:
    sql = "SELECT conflict, quantity FROM side WHERE conflict IN (SELECT value FROM json_each(?))"
    pairs = [(row["conflict"], row["quantity"]) for row in catalogue(snapshot).rows(sql, [json.dumps(list(ids))])]
    wanted = json.dumps(sorted({quantity for _, quantity in pairs}))
    rows = catalogue(snapshot).rows(
        f"SELECT {targets.COLUMNS} FROM quantity AS q JOIN thing AS t ON t.id = q.thing "
        "WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.iri",
        [wanted],
    )
    made_ = {row["id"]: each for row, each in zip(rows, targets.made(snapshot, rows), strict=True)}
    found = defaultdict[int, list[models.Target]](list)
    for conflict, quantity in pairs:
        found[conflict].append(made_[quantity])
    return found
