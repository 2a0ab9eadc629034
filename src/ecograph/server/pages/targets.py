"""Targets: what became of what was planned, the worst first, as a table with a chart; and where articles contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from ecograph.query.commitments import Commitment
from ecograph.server.api.terms import rows
from ecograph.server.api.vocabulary import labels
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages import tracked
from ecograph.server.pages.charts import Columns, Scale, scale_of
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.paging import Paged, paged
from ecograph.server.pages.rendering import name_of, write
from ecograph.store import Store

SORTS = ("worst", "subject", "due")
_ON_PAGE = 40
_CONFLICTS = 50

router = APIRouter(include_in_schema=False)


class Wanted(NamedTuple):
    """What a visitor narrows the list down to; "" and () for all. `region` is the code of a province, `due` a year."""

    place: str = ""
    region: str = ""
    due: str = ""
    state: tuple[str, ...] = ()
    indicator: str = ""


@page(router, "/targets")
async def targets(
    request: Request,
    place: str = "",
    region: str = "",
    due: str = "",
    state: Annotated[tuple[str, ...], Query()] = (),
    indicator: str = "",
    sort: str = "",
    page: int = 1,
) -> Response:
    """Show targets and what became of them."""
    wanted = Wanted(place.strip(), region, due, tuple(state), indicator.strip())
    work = "ecograph.server.pages.targets:render"
    return await show(request, work, wanted=list(wanted), sort=sort if sort in SORTS else "worst", page=page)


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], wanted: list[Any], sort: str, page: int) -> None:
    """Write the page."""
    asked = Wanted(*wanted)._replace(state=tuple(wanted[3]))
    asked = asked._replace(indicator=_named(asked.indicator))
    chosen = Chosen(tracked.of_place(snapshot, asked.place), asked, _regions(snapshot))
    list_ = paged(_SORTED[sort](chosen.found), page, _ON_PAGE)
    shown = tracked.with_subjects(snapshot.store, list_.items)
    one = _one(chosen.found)
    facets = chosen.facets(frame["lang"])
    regions = _region_names(snapshot.store, {asked.region, *(code for code, _, _ in facets["region"])})
    facets["region"] = [(code, regions.get(code, code), n) for code, _, n in facets["region"]]
    write(
        snapshot,
        sink,
        frame,
        "targets.html",
        here="targets",
        wanted=asked,
        sort=sort,
        sorts=SORTS,
        list=list_,
        shown=shown,
        words=tracked.words(snapshot.store, (each.told.series for each in shown)),
        scales=_scales(shown, together=one),
        columns=Columns(
            [(each.period.rpartition("/")[2][:4], each.state) for each in chosen.without("due")], tracked.STATES
        ),
        facets=facets,
        regions=regions,
        conflicts=_conflicts(snapshot, asked),
        together=one,
        indicator_name=partial(indicator_name, frame["lang"]),
    )


class Chosen:
    """The commitments that match, and how many would under each other choice."""

    def __init__(self, all_: Sequence[Commitment], wanted: Wanted, regions: Mapping[str, frozenset[str]]) -> None:
        self._all, self._wanted, self._regions = all_, wanted, regions
        exact = any(each.indicator == wanted.indicator for each in all_)
        text = wanted.indicator.casefold()
        self._tests: dict[str, Callable[[Commitment], bool]] = {
            "region": lambda each: not wanted.region or wanted.region in regions.get(each.series, ()),
            "due": lambda each: not wanted.due or due(each) == wanted.due,
            "state": lambda each: not wanted.state or each.state in wanted.state,
            "indicator": lambda each: (
                each.indicator == wanted.indicator if exact else text in each.indicator.casefold()
            ),
        }
        self.found = self.without()

    def without(self, *free: str) -> list[Commitment]:
        """Return what matches when some choices are not made."""
        tests = [test for name, test in self._tests.items() if name not in free]
        return [each for each in self._all if all(test(each) for test in tests)]

    def facets(self, lang: str) -> dict[str, list[tuple[str, str, int]]]:
        """Return for each choice its values, what they are called, and how many match."""
        states = Counter(each.state for each in self.without("state"))
        years = Counter(map(due, self.without("due")))
        indicators = Counter(each.indicator for each in self.without("indicator"))
        regions = Counter(code for each in self.without("region") for code in self._regions.get(each.series, ()))
        return {
            "state": [(each, name_of(lang, f"state/{each}"), states[each]) for each in tracked.STATES if states[each]],
            "due": [(year, year, n) for year, n in sorted(years.items(), reverse=True)],
            "indicator": [(name, indicator_name(lang, name), n) for name, n in indicators.most_common(100)],
            "region": [(code, code, n) for code, n in regions.most_common()],
        }


def due(each: Commitment) -> str:
    """Return the year in which the period of a commitment ends."""
    return each.period.rpartition("/")[2][:4]


_SORTED: dict[str, Callable[[Iterable[Commitment]], list[Commitment]]] = {
    "worst": list,
    "subject": lambda found: sorted(found, key=lambda each: (each.subject, each.indicator, each.period)),
    "due": lambda found: sorted(found, key=lambda each: (due(each), each.period, each.subject), reverse=True),
}


def _scales(shown: Sequence[tracked.Tracked], *, together: bool) -> dict[str, Scale]:
    """Return the scale of each series: its own, or the one that those in the most usual unit share; else it is not drawn."""
    if not together:
        own = {each.told.series: scale_of([each]) for each in shown}
        return {series: scale for series, scale in own.items() if scale}
    usual = Counter(each.unit for each in shown if each.planned is not None).most_common(1)
    alike = [each for each in shown if usual and each.unit == usual[0][0] and each.planned is not None]
    scale = scale_of(alike)
    return {each.told.series: scale for each in alike} if scale else {}


def _one(found: Sequence[Commitment]) -> bool:
    """Tell whether all are of one indicator, so that they can share a scale."""
    return len({each.indicator for each in found}) == 1


def _named(indicator: str) -> str:
    """Return the Chinese name of an indicator that is given by its id."""
    return labels().get(f"indicator/{indicator}", {}).get("zh", indicator)


def indicator_name(lang: str, chinese: str) -> str:
    """Return what the vocabulary calls an indicator; what it does not know is a metric, in the words of its article."""
    return _english().get(chinese, chinese) if lang == "en" else chinese


@cache
def _english() -> Mapping[str, str]:
    known = (each for key, each in labels().items() if key.startswith("indicator/"))
    return {each["zh"]: each["en"] for each in known if each.keys() >= {"zh", "en"}}


def _regions(snapshot: Snapshot) -> Mapping[str, frozenset[str]]:
    """Return the provinces that each commitment's subject lies in, by code; kept for one state of the graph."""
    kept: dict[str, frozenset[str]] | None = snapshot.kept.get("pages.regions")
    if kept is None:
        pattern = """SELECT DISTINCT ?series ?code WHERE {
            ?series a eco:Commitment ; eco:concerns ?subject . ?subject eco:locatedIn?/eco:within* ?top .
            ?top eco:code ?code FILTER(STRENDS(?code, "0000")) }"""
        found: dict[str, set[str]] = {}
        for row in rows(snapshot.store, pattern):
            found.setdefault(row["series"], set()).add(row["code"])
        kept = {series: frozenset(codes) for series, codes in found.items()}
        snapshot.kept["pages.regions"] = kept
    return kept


def _region_names(store: Store, codes: Iterable[str]) -> dict[str, str]:
    wanted = " ".join(f'"{code}"' for code in codes if code.isdigit())
    pattern = f"SELECT ?code ?label WHERE {{ VALUES ?code {{ {wanted} }} ?place eco:code ?code ; rdfs:label ?label }}"
    return {row["code"]: row["label"] for row in rows(store, pattern)} if wanted else {}


def _conflicts(snapshot: Snapshot, wanted: Wanted) -> Paged[tracked.Conflict]:
    if wanted.state:
        return paged([], 1, _CONFLICTS)
    found = tracked.opposed(snapshot.store, place=wanted.place, year=wanted.due, indicator=wanted.indicator)
    return paged(found, 1, _CONFLICTS)
