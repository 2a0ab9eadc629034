"""Read from a store what became of what was planned, and which articles contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ecograph.query.asking import ask
from ecograph.store import Solutions, Store

_STATEMENTS = """
SELECT ?series ?tells ?value ?period ?published ?document ?source ?quote ?repeats ?correctedBy WHERE {
  VALUES ?series { %s }
  ?entry eco:ofSeries ?series ; a eco:Entry ; eco:tells ?tells ; eco:period ?period ; eco:quantity ?target ;
         prov:wasDerivedFrom ?claim .
  OPTIONAL { GRAPH ?document { ?claim eco:quote ?quote } }
  OPTIONAL { ?target eco:value|eco:grade ?number }
  OPTIONAL { ?target eco:unit ?unit }
  BIND(IF(?tells = "denied", "", CONCAT(STR(?number), COALESCE(?unit, ""))) AS ?value)
  OPTIONAL { ?entry dcterms:issued ?published }
  OPTIONAL { ?entry eco:repeats ?repeats }
  OPTIONAL { ?entry eco:correctedBy ?correctedBy }
  OPTIONAL { SELECT ?document (MIN(STR(?each)) AS ?source) WHERE { ?document eco:source ?each } GROUP BY ?document }
}
ORDER BY ?series ?published ?document ?tells ?value ?quote
"""


class Statement(NamedTuple):
    """One article's word: planned, progress, achieved or denied; of which period, when published, in which words.

    `repeats` and `corrected_by` are the documents that printed it first, and that correct it; "" for none.
    """

    tells: str
    value: str
    period: str
    published: str
    document: str
    source: str
    quote: str
    repeats: str
    corrected_by: str


class Commitment(NamedTuple):
    """One plan and what became of it: `series` is its IRI, `why` and `why_zh` say why it is in this state."""

    state: str
    since: str
    indicator: str
    scope: str
    subject: str
    period: str
    planned: str
    reported: str
    reported_for: str
    why: str
    why_zh: str
    series: str


class Opposed(NamedTuple):
    """One side of a conflict: an article that gives this value; `conflict` is the IRI that both sides share."""

    indicator: str
    subject: str
    period: str
    value: str
    published: str
    document: str
    quote: str
    conflict: str


def commitments(
    store: Store, *, place: str = "", year: str = "", states: Sequence[str] = (), indicator: str = ""
) -> list[Commitment]:
    """Return the commitments that match, the worst first; no state means all.

    Raise QueryError for a year that is none.
    """
    found = ask(store, "commitments", {"place": place, "year": year, "indicator": indicator})
    names = (
        "state",
        "since",
        "indicator",
        "scope",
        "subject",
        "period",
        "planned",
        "reported",
        "reportedFor",
        "why",
        "whyZh",
    )
    rows = [Commitment(*row) for row in _texts(found, (*names, "seriesId"))]
    return [row for row in rows if not states or row.state in states]


def statements(store: Store, series: Iterable[str]) -> Mapping[str, list[Statement]]:
    """Return what articles say of each series, by its IRI, in the order of their days."""
    told: defaultdict[str, list[Statement]] = defaultdict(list)
    wanted = " ".join(f"<{each}>" for each in series)
    names = ("tells", "value", "period", "published", "document", "source", "quote", "repeats", "correctedBy")
    answer = store.query(_STATEMENTS % wanted) if wanted else None
    if isinstance(answer, Solutions):
        for of, *row in _texts(answer, ("series", *names)):
            told[of].append(Statement(*row))
    return told


def conflicts(store: Store, *, place: str = "", year: str = "", indicator: str = "") -> list[Opposed]:
    """Return the sides of the conflicts that match, each conflict's one after the other."""
    found = ask(store, "conflicts", {"place": place, "indicator": indicator})
    names = ("indicator", "subject", "period", "value", "published", "document", "quote", "conflictId")
    sides = [Opposed(*row) for row in _texts(found, names)]
    return [each for each in sides if not year or _years(each.period)[0] <= year <= _years(each.period)[1]]


def _years(period: str) -> tuple[str, str]:
    return period[:4], period.rpartition("/")[2][:4]


def _texts(solutions: Solutions, names: Sequence[str]) -> Iterable[list[str]]:
    """Yield the values of each row as text, "" for what has none."""
    for row in solutions:
        yield [getattr(row[name], "value", "") for name in names]
