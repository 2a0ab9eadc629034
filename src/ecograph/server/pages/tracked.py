"""Read what became of what was planned, as the pages show it: with the IRIs, the numbers and the words behind each state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ecograph.query.commitments import Commitment, Opposed, commitments, conflicts
from ecograph.server.api.terms import TYPES, local, rows, values
from ecograph.server.engine import Snapshot
from ecograph.server.pages.things import Article, Quote, Thing, articles
from ecograph.store import Store

STATES = ("missed", "overdue", "revised-down", "revised-up", "announced", "restated", "on-track", "met")
# Lists of commitments that a process keeps for one state of the graph: so many places are asked for again and again.
_KEPT = 24


class Tracked(NamedTuple):
    """A commitment with its subject, its indicator's id and what is planned and reported in one unit; None for no number."""

    told: Commitment
    subject: Thing
    indicator: str = ""
    planned: float | None = None
    reported: float | None = None
    unit: str = ""


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


def everything(snapshot: Snapshot) -> Sequence[Commitment]:
    """Return all commitments, the worst first."""
    return of_place(snapshot, "")


def of_place(snapshot: Snapshot, place: str) -> Sequence[Commitment]:
    """Return the commitments of a place and what lies below or in it, the worst first; "" for all."""
    kept: dict[str, Sequence[Commitment]] = snapshot.kept.setdefault("pages.commitments", {})
    found = kept.get(place)
    if found is None:
        found = tuple({each.series: each for each in commitments(snapshot.store, place=place)}.values())
        if len(kept) >= _KEPT:
            kept.pop(next(name for name in kept if name), None)
        kept[place] = found
    return found


def with_subjects(store: Store, found: Sequence[Commitment]) -> list[Tracked]:
    """Return commitments with their things and numbers, in the same order."""
    if not found:
        return []
    pattern = f"""SELECT ?series ?subject ?type ?indicator ?planned ?reported ?unit WHERE {{
        VALUES ?series {{ {values(each.series for each in found)} }}
        ?series eco:concerns ?subject . ?subject a ?type . VALUES ?type {{ {" ".join(f"eco:{name}" for name in TYPES)} }}
        OPTIONAL {{ ?series eco:indicator ?indicator }} OPTIONAL {{ ?series eco:normalizedUnit ?unit }}
        OPTIONAL {{ ?series eco:planInForce/eco:normalizedValue ?planned }}
        OPTIONAL {{ ?series eco:latestReport ?report . ?report eco:normalizedValue ?reported
                    FILTER NOT EXISTS {{ ?report eco:tells "denied" }} }} }}"""
    known = {row["series"]: row for row in rows(store, pattern)}
    return [_tracked(each, known.get(each.series, {})) for each in found]


def _tracked(told: Commitment, row: dict[str, str]) -> Tracked:
    if not row:
        return Tracked(told, Thing("", told.subject))
    planned, reported = (float(row[name]) if row[name] else None for name in ("planned", "reported"))
    subject = Thing(row["subject"], told.subject, local(row["type"]))
    return Tracked(told, subject, local(row["indicator"]), planned, reported, row["unit"])


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


def opposed(store: Store, *, place: str = "", year: str = "", indicator: str = "") -> list[Conflict]:
    """Return the conflicts that match, each with the words of its sides."""
    sides: defaultdict[str, list[Opposed]] = defaultdict(list)
    for each in conflicts(store, place=place, year=year, indicator=indicator):
        sides[each.conflict].append(each)
    if not sides:
        return []
    pattern = f"""SELECT DISTINCT ?conflict ?subject ?label ?type ?document ?quote ?start ?end WHERE {{
        VALUES ?conflict {{ {values(sides)} }}
        ?conflict eco:ofSeries/eco:concerns ?subject ; prov:wasDerivedFrom ?claim . ?subject a ?type ; rdfs:label ?label .
        VALUES ?type {{ {" ".join(f"eco:{name}" for name in TYPES)} }}
        GRAPH ?document {{ ?claim eco:quote ?quote ; eco:start ?start ; eco:end ?end }} }} ORDER BY ?document ?start"""
    told = list(rows(store, pattern))
    subjects = {row["conflict"]: Thing(row["subject"], row["label"], local(row["type"])) for row in told}
    quotes = {
        (row["conflict"], quote.document, quote.text): quote
        for row, quote in zip(told, quoted(store, told), strict=True)
    }
    return [
        Conflict(
            each[0].indicator,
            subjects[iri],
            each[0].period,
            tuple(Side(one.value, quotes[iri, one.document, one.quote]) for one in dict.fromkeys(each)),
        )
        for iri, each in sides.items()
    ]


def quoted(store: Store, found: Sequence[dict[str, str]]) -> list[Quote]:
    """Return rows of document, quote, start and end as quotes."""
    known = articles(store, (row["document"] for row in found))
    return [_quote(row, known[row["document"]]) for row in found]


def _quote(row: dict[str, str], of: Article) -> Quote:
    start, end = int(row["start"]), int(row["end"])
    return Quote(row["quote"], of.iri, start, end, of.title, of.published, of.publisher)
