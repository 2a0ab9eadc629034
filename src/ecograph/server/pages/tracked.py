"""Read what became of what was planned, as the pages show it: with the numbers and the words behind each state."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.entities import OWNED, in_place
from ecograph.server.api.listing import Listing
from ecograph.server.api.terms import rows, values
from ecograph.server.engine import Snapshot
from ecograph.server.pages.things import Quote, Thing, quoted
from ecograph.store import Store

STATES = ("missed", "overdue", "revised-down", "revised-up", "announced", "restated", "on-track", "met")
SORTS = {
    "worst": "s.rank, s.last, subject.label, s.label, s.iri",
    "subject": "subject.label, s.label, s.iri",
    "due": "s.last DESC, subject.label, s.label, s.iri",
}
DUE = "SUBSTR(s.last, 1, 4)"
INDICATOR = "COALESCE(NULLIF(s.indicator, ''), NULLIF(s.metric, ''), s.label)"
# A commitment's subject lies in these divisions, among others.
REGION = (
    "JOIN about ON about.thing = s.subject JOIN below ON below.inside = about.place "
    "JOIN thing AS region ON region.id = below.place AND region.code LIKE '%0000'"
)
_SOURCE = "series AS s JOIN thing AS subject ON subject.id = s.subject"
_QUANTITY = "{0}.value AS {0}_value, {0}.grade AS {0}_grade, {0}.unit AS {0}_unit, {0}.comparator AS {0}_sign"
_COLUMNS = (
    "s.*, subject.iri AS subject_iri, subject.label AS subject_label, subject.type AS subject_type, "
    f"{_QUANTITY.format('planned')}, {_QUANTITY.format('reported')}, report.period AS reported_for, report.tells AS tells, "
    "planned.normalized_value AS planned_number, planned.normalized_unit AS base, "
    "reported.normalized_value AS reported_number, reported.normalized_unit AS reported_base"
)
_ENTRIES = (
    "LEFT JOIN entry AS plan ON plan.iri = s.plan LEFT JOIN quantity AS planned ON planned.thing = plan.quantity "
    "LEFT JOIN entry AS report ON report.iri = s.report LEFT JOIN quantity AS reported ON reported.thing = report.quantity"
)


class Wanted(NamedTuple):
    """What a list is narrowed down to; "" and () for all. `region` is the code of a province, `due` a year."""

    place: str = ""
    region: str = ""
    due: str = ""
    state: tuple[str, ...] = ()
    indicator: str = ""


class Tracked(NamedTuple):
    """A plan and what became of it.

    `indicator` is its id in the vocabulary, or the metric's own name. `planned` and `reported` are as written, "" for none;
    the numbers are in the unit `base`, None where there is none.
    """

    iri: str
    state: str
    indicator: str
    scope: tuple[str, ...]
    subject: Thing
    period: str
    planned: str
    reported: str
    reported_for: str
    why: Mapping[str, str]
    base: str = ""
    planned_number: float | None = None
    reported_number: float | None = None


class Word(NamedTuple):
    """One article's word on a commitment: planned, progress, achieved or denied, with its value."""

    tells: str
    value: str
    period: str


class Said(NamedTuple):
    """What one sentence says of a commitment."""

    words: tuple[Word, ...]
    quote: Quote


class Side(NamedTuple):
    """One side of a conflict."""

    value: str
    quote: Quote


class Conflict(NamedTuple):
    """Articles that give different values for the same."""

    indicator: str
    subject: Thing
    period: str
    sides: tuple[Side, ...]


def listing(snapshot: Snapshot, wanted: Wanted, *free: str, source: str = _SOURCE, planned: bool = True) -> Listing:
    """Return the list of the commitments that are wanted; as if the choices named in `free` were not made."""
    found = Listing(source, "s.iri", {}, ["s.state <> ''"] if planned else [])
    if wanted.place and "place" not in free:
        owners, value = _owners(snapshot, wanted.place)
        found.must(f"s.id IN (SELECT owned.series FROM {OWNED} AS owned WHERE owned.owner IN {owners})", value)
    if wanted.region and "region" not in free:
        found.must(f"s.id IN (SELECT s.id FROM series AS s {REGION} WHERE region.code = ?)", wanted.region)
    if wanted.due and "due" not in free:
        found.must(f"{DUE} = ?", wanted.due)
    if wanted.state and "state" not in free:
        found.must("s.state IN (SELECT value FROM json_each(?))", json.dumps(wanted.state))
    if wanted.indicator and "indicator" not in free:
        exact = catalogue(snapshot).value(f"SELECT 1 FROM series AS s WHERE {INDICATOR} = ?", [wanted.indicator])
        if exact:
            found.must(f"{INDICATOR} = ?", wanted.indicator)
        else:
            found.must("instr(lower(s.label), ?)", wanted.indicator.lower())
    return found


def _owners(snapshot: Snapshot, name: str) -> tuple[str, str]:
    """Return a SELECT of whose commitments are meant, and its value: a place and what is in it, else what bears the name."""
    sql = (
        "SELECT id FROM thing WHERE type = 'Place' AND code = ?1 AND code <> '' UNION SELECT thing.id FROM name "
        "JOIN thing ON thing.id = name.thing WHERE thing.type = 'Place' AND name.folded = ?2"
    )
    if places := [row["id"] for row in catalogue(snapshot).rows(sql, [name, name.casefold()])]:
        return in_place(), json.dumps(places)
    return "(SELECT name.thing FROM name WHERE instr(name.folded, ?))", name.casefold()


def part(snapshot: Snapshot, found: Listing, *, sort: str = "worst", most: int = 40, after: int = 0) -> list[Tracked]:
    """Return some commitments of a list, from so many `after` its beginning."""
    sql = f"SELECT {_COLUMNS} FROM {found.source} {_ENTRIES}{where(found)} ORDER BY {SORTS[sort]} LIMIT ? OFFSET ?"
    return [_tracked(row) for row in catalogue(snapshot).rows(sql, [*found.values, most, after])]


def where(found: Listing) -> str:
    """Return the conditions of a list."""
    return f" WHERE {' AND '.join(found.where)}" if found.where else ""


def years(snapshot: Snapshot, found: Listing) -> list[tuple[str, str, int]]:
    """Return how many of a list are due in each year, by state."""
    sql = f"SELECT {DUE} AS year, s.state AS state, COUNT(*) AS n FROM {found.source}{where(found)} GROUP BY 1, 2"
    return [(row["year"], row["state"], row["n"]) for row in catalogue(snapshot).rows(sql, found.values) if row["year"]]


def _tracked(row: Row) -> Tracked:
    reported = row["tells"] not in ("denied", None)
    alike = row["reported_base"] == row["base"]
    return Tracked(
        row["iri"],
        row["state"],
        row["indicator"] or row["metric"] or row["label"].rpartition(" ")[0],
        tuple(row["scope"].split()),
        Thing(row["subject_iri"], row["subject_label"], row["subject_type"]),
        row["period"],
        _written(row, "planned"),
        _written(row, "reported").lstrip("=<>~") if reported else "",
        row["reported_for"] or "",
        {"zh": row["why_zh"], "en": row["why_en"]},
        row["base"] or "",
        row["planned_number"],
        row["reported_number"] if reported and alike else None,
    )


def _written(row: Row, of: str) -> str:
    number = row[f"{of}_grade"] if row[f"{of}_value"] is None else f"{row[f'{of}_value']:.12g}"
    sign = row[f"{of}_sign"] or "="
    return f"{'' if sign == '=' else sign}{number}{row[f'{of}_unit'] or ''}" if number else ""


def words(store: Store, series: Iterable[str]) -> dict[str, list[Said]]:
    """Return what articles say of each series, in the order of their days, sentence by sentence."""
    wanted = sorted(set(series))
    if not wanted:
        return {}
    pattern = f"""SELECT DISTINCT ?series ?tells ?period ?number ?unit ?document ?quote ?start ?end WHERE {{
        VALUES ?series {{ {values(wanted)} }}
        ?entry eco:ofSeries ?series ; a eco:Entry ; eco:tells ?tells ; eco:period ?period ; eco:quantity ?target ;
               prov:wasDerivedFrom ?claim .
        GRAPH ?document {{ ?claim eco:quote ?quote ; eco:start ?start ; eco:end ?end }}
        OPTIONAL {{ ?target eco:value|eco:grade ?number }} OPTIONAL {{ ?target eco:unit ?unit }}
        OPTIONAL {{ ?entry dcterms:issued ?published }} }} ORDER BY ?series ?published ?document ?start ?tells ?number"""
    told = list(rows(store, pattern))
    said: defaultdict[tuple[str, Quote], dict[Word, None]] = defaultdict(dict)
    for row, quote in zip(told, quoted(store, told), strict=True):
        value = "" if row["tells"] == "denied" else row["number"] + row["unit"]
        said[row["series"], quote][Word(row["tells"], value, row["period"])] = None
    found: defaultdict[str, list[Said]] = defaultdict(list)
    for (series_iri, quote), each in said.items():
        found[series_iri].append(Said(tuple(each), quote))
    return found


def conflicts(snapshot: Snapshot, wanted: Wanted, *, most: int) -> tuple[int, list[Conflict]]:
    """Return how many conflicts there are of what is wanted, whatever its state, and the first of them."""
    source = f"conflict AS k JOIN series AS s ON s.id = k.series {_SOURCE.partition(' AS s ')[2]}"
    found = listing(snapshot, wanted, "state", source=source, planned=False)
    sql = (
        "SELECT k.iri, k.period, s.indicator, s.metric, s.label, subject.iri AS subject, subject.label AS name, "
        f"subject.type AS type FROM {source}{where(found)} ORDER BY subject.label, s.label, k.iri LIMIT ?"
    )
    listed = catalogue(snapshot).rows(sql, [*found.values, most])
    total = int(catalogue(snapshot).value(f"SELECT COUNT(*) FROM {source}{where(found)}", found.values))
    sides = _sides(snapshot.store, [row["iri"] for row in listed])
    return total, [
        Conflict(
            row["indicator"] or row["metric"] or row["label"].rpartition(" ")[0],
            Thing(row["subject"], row["name"], row["type"]),
            row["period"],
            tuple(sides[row["iri"]]),
        )
        for row in listed
    ]


def _sides(store: Store, iris: Sequence[str]) -> Mapping[str, list[Side]]:
    found: defaultdict[str, list[Side]] = defaultdict(list)
    if not iris:
        return found
    pattern = f"""SELECT DISTINCT ?conflict ?number ?unit ?document ?quote ?start ?end WHERE {{
        VALUES ?conflict {{ {values(iris)} }}
        ?conflict eco:between ?target ; prov:wasDerivedFrom ?claim .
        GRAPH ?document {{ ?claim rdf:object ?target ; eco:quote ?quote ; eco:start ?start ; eco:end ?end }}
        ?target eco:value|eco:grade ?number . OPTIONAL {{ ?target eco:unit ?unit }}
        OPTIONAL {{ ?document dcterms:issued ?published }} }} ORDER BY ?conflict ?published ?document ?start ?number"""
    told = list(rows(store, pattern))
    for row, quote in zip(told, quoted(store, told), strict=True):
        found[row["conflict"]].append(Side(row["number"] + row["unit"], quote))
    return found
