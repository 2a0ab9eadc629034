"""Read what one article states: each target and observation with what it counts, how much, and of which time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from ecograph.graph.naming import claim_name, named
from ecograph.graph.tracking import periods
from ecograph.graph.tracking.comparing import agree, is_same_plan
from ecograph.graph.tracking.indicators import Match, match
from ecograph.graph.tracking.periods import Period, last_day
from ecograph.graph.tracking.spoken import Spoken, Times
from ecograph.graph.tracking.units import Amount, amount
from ecograph.graph.tracking.values import Figure, Left, Measure
from ecograph.model import Claim, Entity, Facts, Span
from ecograph.resources import rows

_CLAUSE = re.compile(r"[，。；！？!?;,\n]")
_FIVE_YEARS = re.compile("十[二三四五六]五")
_PLAN_END = re.compile("末|收官")
_BY = ("到", "至")
_RANGE = re.compile(r"(20\d\d)年?[-—–~至到]{1,2}$")
# 同比, 较2020年, 与2020年相比: what a change is told against.
_BASIS = re.compile(
    r"(?P<year>同比|[较比](?:去年|上年|前一年|上一年)(?:同期)?|与(?:去年|上年)(?:同期)?相比|按年)|(?P<month>环比|[较比]上月|按月)"
    r"|[较比与](?P<since>20\d\d)年"
)
_YEAR_ON_YEAR, _MONTH_ON_MONTH = "year-on-year", "month-on-month"
# What is so at a time, or on average, where no indicator says so: shares, concentrations, classes.
_LEVELS = frozenset({"1", "pp", "kg/m3", "kg/kg", "grade", "dB", "Cel", "m3/s", "kg/s", "W"})
_PER_CENT = "1"
_SO_FAR = "so-far"


class Read(NamedTuple):
    """What one article states, and what of it belongs to no series."""

    figures: tuple[Figure, ...]
    left: tuple[Left, ...]


class _Place(NamedTuple):
    """Where a target stands in the clean text: its number, its sentence, its clause."""

    at: int
    start: int
    end: int
    clause: int


def read(facts: Facts) -> Read:
    """Return what one article states of targets and observations; ids must be IRIs."""
    return _Reading(facts).read()


class _Reading:
    """One article being read."""

    def __init__(self, facts: Facts) -> None:
        self.document, self.facts = facts.document, facts
        self.text = facts.document.text
        # An article of which only the month or the year is known was out by the end of that.
        self.day = last_day(facts.document.published)
        self.times = Times(facts.document)
        self.left: list[Left] = []
        self.claims: dict[str, Claim] = {}

    def read(self) -> Read:
        claims: defaultdict[str, dict[tuple[str, Span], list[Claim]]] = defaultdict(dict)
        for claim in self.facts.claims:
            if claim.predicate == "hasTarget" and claim.modality not in ("denied", "possible"):
                claims[claim.object].setdefault((claim.subject, claim.evidence), []).append(claim)
        found: list[Figure] = []
        for entity in self.facts.entities:
            if entity.type == "Target":
                if not claims[entity.id]:
                    self.leave(entity, None, "it is not told whose it is")
                found += self._figures(entity, claims[entity.id].values())
        return Read(tuple(self._one_each(found)), tuple(self.left))

    def leave(self, entity: Entity, claim: Claim | None, reason: str) -> None:
        self.left.append(Left(self.document.id, entity.id, claim, reason))

    def _figures(self, entity: Entity, told: Iterable[list[Claim]]) -> Iterator[Figure]:
        for claims in told:
            figure = self._figure(entity, tuple(claims))
            if isinstance(figure, Figure):
                yield figure
            else:
                self.leave(entity, claims[0], figure)

    def _figure(self, entity: Entity, claims: tuple[Claim, ...]) -> Figure | str:
        """Return what a target states of one subject in one sentence, or why it belongs to no series."""
        much = amount(entity.attributes)
        if much is None:
            return "its value is neither a number nor a class of water"
        place = self._place(entity, claims[0].evidence)
        metric = str(entity.attributes.get("metric") or "")
        if _cue(metric, "rate-of-size"):
            return "a share of the size of the work"
        share = _cue(metric, "rate") if much.base == _PER_CENT else ""
        if share:
            metric = metric[: metric.index(share)]
        change = str(entity.attributes.get("change") or "level")
        if change == "level" and much.base == "pp":
            return "a difference that is not said to be a rise or a fall"
        if change != "level" and _cue(self.text[place.clause : place.at], "gap"):
            return "how far a plan is from being reached"
        counted = match(metric, "" if share else much.base, change=change != "level" and not share)
        if counted.indicator and counted.indicator.counts == "size":
            return "the size of a thing, not what becomes of it"
        if not counted.name:
            return "it is not told what is counted"
        return self._told(entity, claims, place, counted, much, change, share=bool(share))

    def _told(
        self,
        entity: Entity,
        claims: tuple[Claim, ...],
        place: _Place,
        counted: Match,
        much: Amount,
        change: str,
        *,
        share: bool,
    ) -> Figure | str:
        indicator = counted.indicator
        changes = change != "level" and not share
        if changes and change == "decrease":
            much = much.turned()
        if indicator and much.base in indicator.converts and not share:
            much = much.scaled(indicator.converts[much.base], indicator.base)
        flow = indicator.counts == "flow" if indicator else much.base not in _LEVELS
        planned, spoken = None, None
        if entity.attributes.get("status") == "planned":
            planned = self._period(entity, place, flow=flow)
            if planned is None:
                return "a plan for which no time is told"
        else:
            spoken = self.times.spoken_of(place.at, place.start)
            if spoken is None:
                return "a report of which nobody knows the time"
        basis = self._basis(place, planned, entity) if changes else ""
        scope = counted.scope
        if flow and not changes and self._from_the_start(place, spoken, planned):
            scope = " ".join(sorted({*scope.split(), _SO_FAR}))
        measure = Measure(
            indicator.id if indicator else "", "" if indicator else counted.name, scope, basis, much.base, claims[0].subject
        )  # fmt: skip
        after = self.text[place.at : place.end]
        return Figure(
            self.document.id, self.document.published, self.day, measure, entity.id, self._named(claims), much, planned, spoken,
            (place.start, place.end), place.at, _words(claims[0].evidence.text), share,
            under_way=bool(_cue(self.text[place.start : place.end], "progress")),
            denied=bool(_cue(after, "denied")),
        )  # fmt: skip

    def _named(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        found = {named(self.document.id, claim_name(claim)): claim for claim in claims}
        self.claims |= found
        return tuple(found)

    def _place(self, entity: Entity, evidence: Span) -> _Place:
        """Return where the target stands in the sentence that is its evidence."""
        start, end = self._clean(evidence.start), self._clean(evidence.end)
        spans = [each.span for each in entity.mentions]
        span = next(
            (each for each in spans if evidence.start < each.end <= evidence.end), spans[0] if spans else evidence
        )
        low, high = self._clean(span.start), self._clean(span.end)
        at = self.text.rfind(str(entity.attributes.get("value_text") or "\0"), low, high)
        at = at if at >= 0 else low
        marks = [each.end() for each in _CLAUSE.finditer(self.text, min(start, at), at)]
        return _Place(at, min(start, at), max(end, high), marks[-1] if marks else min(start, at))

    def _clean(self, at: int) -> int:
        return bisect_left(self.document.offsets, at)

    def _period(self, entity: Entity, place: _Place, *, flow: bool) -> Period | None:
        """Return the period of a plan: 2022 for 全年 and for 到2022年底, 2021/2025 for the sum over “十四五”."""
        period = periods.read(str(entity.attributes.get("deadline") or ""))
        part = self.times.part_before(place.at, place.clause, period.last[:4] if period else self.day[:4])
        if part and (period is None or period.covers(part) or part.last <= period.last[: len(part.last)]):
            return part
        if period is None:
            return None
        if slot := entity.slots.get("deadline"):
            period = self._stretched(period, slot, flow=flow)
        if period.is_month and period.last.endswith("-12-31"):
            return periods.years(int(period.first[:4]))
        return Period(period.first[:7] + "-01", periods.last_day(period.last[:7]))

    def _stretched(self, period: Period, slot: Span, *, flow: bool) -> Period:
        """Return the whole of a plan of several years for what adds up over them."""
        start, year = self._clean(slot.start), int(period.last[:4])
        if not flow:
            return period
        before = self.text[max(0, start - 8) : start]
        if found := _RANGE.search(before):
            return periods.years(int(found[1]), year)
        whole = _FIVE_YEARS.search(slot.text) and not _PLAN_END.search(slot.text) and not before.endswith(_BY)
        return periods.years(year - 4, year) if whole else period

    def _basis(self, place: _Place, planned: Period | None, entity: Entity) -> str:
        """Return what a change is told against; where nothing is said, the year before, or the beginning of a five-year plan."""
        found = list(_BASIS.finditer(self.text, place.start, place.at))
        if found:
            last = found[-1]
            return last["since"] or (_YEAR_ON_YEAR if last["year"] else _MONTH_ON_MONTH)
        slot = entity.slots.get("deadline")
        if planned and slot and planned.last[3] in "05":
            start = self._clean(slot.start)
            if _FIVE_YEARS.search(slot.text) or self.text[max(0, start - 1) : start] in _BY:
                return str(int(planned.last[:4]) - 5)
        return _YEAR_ON_YEAR

    def _from_the_start(self, place: _Place, spoken: Spoken | None, planned: Period | None) -> bool:
        """Say whether a sum runs from the beginning of a work, which no period bounds: 目前累计完成投资6.35亿元."""
        if "累计" not in self.text[place.clause : place.at]:
            return False
        return not (spoken.begun and spoken.told) if spoken else planned is not None and planned.of_one_year

    def _one_each(self, figures: list[Figure]) -> Iterator[Figure]:
        """Keep of several values of the same the first, and those that a change of the plan leads to.

        What else an article gives is a part of it (其中关山12万亩), what is left of it, or of another sort.
        """
        figures.sort(key=lambda each: (each.at, each.measure, each.target))
        kept: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
        for figure in figures:
            same = kept[figure.measure, figure.planned, figure.spoken and figure.spoken.period, figure.share]
            if not same or self._goes_on(same[-1], figure):
                same.append(figure)
                yield figure
            else:
                reason = "another value of the same in one article: a part of it, or of another sort"
                self.left.append(Left(figure.document, figure.target, self.claims[figure.claims[0]], reason))

    def _goes_on(self, before: Figure, figure: Figure) -> bool:
        """Say whether a value is that before once more, or what a plan is changed to: 由45公里调整为30公里."""
        between = self.text[before.at : figure.at]
        if figure.planned:
            return is_same_plan(before.amount, figure.amount) or bool(_cue(between, "change"))
        return agree(before.amount, figure.amount) and not _cue(between, "part")


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("data", "targets", "cues.csv"):
        found[row["tells"]].append(row["word"])
    return {tells: re.compile("|".join(sorted(words, key=len, reverse=True))) for tells, words in found.items()}


def _cue(text: str, tells: str) -> str:
    """Return the first word in a text that tells this, "" for none."""
    found = _cues()[tells].search(text)
    return found.group() if found else ""


def _words(text: str) -> str:
    """Return a digest of a sentence without blanks, by which reposts are known."""
    return blake2b(re.sub(r"\s", "", text).encode(), digest_size=8).hexdigest()
