"""Put what articles state into series: plans by their periods, and each report to the plan that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ecograph.graph.tracking.corrections import Correction, reposted
from ecograph.graph.tracking.periods import Period
from ecograph.graph.tracking.spoken import Spoken
from ecograph.graph.tracking.values import Figure, Measure, Role, Statement

_ROLES: tuple[Role, ...] = ("planned", "progress", "achieved", "denied")


class Key(NamedTuple):
    """What makes a series one: what is counted of what, over which period."""

    measure: Measure
    period: Period


def joined(
    figures: Iterable[Figure], corrections: Mapping[str, tuple[Correction, ...]]
) -> dict[Key, tuple[Statement, ...]]:
    """Return the statements of each series, in the order of their days.

    A report belongs to the plan of its own period, else to the shortest that holds its time, or to the one that its sentence
    names; where there is none, its time is the period of a series of its own.
    """
    told = list(figures)
    plans = _Plans(each for each in told if each.planned)
    found: defaultdict[Key, list[Statement]] = defaultdict(list)
    for figure in told:
        if figure.planned:
            found[Key(figure.measure, figure.planned)] += _of_plan(figure, figure.planned)
        elif figure.spoken and not figure.share:
            period = plans.of_report(figure, figure.spoken) or figure.spoken.period
            found[Key(figure.measure, period)].append(_report(figure, figure.spoken, period))
    for figure in told:
        if figure.spoken and figure.share:
            _put_share(figure, figure.spoken, plans, found)
    return {key: _checked(each, corrections) for key, each in sorted(found.items())}


class _Plans:
    """The periods that something is planned for, and the sentences that say so."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._periods: defaultdict[Measure, set[Period]] = defaultdict(set)
        self._named: defaultdict[tuple[str, tuple[int, int], Measure], set[Period]] = defaultdict(set)
        self._measures: defaultdict[Measure, set[Measure]] = defaultdict(set)
        for figure in figures:
            if figure.planned:
                self._periods[figure.measure].add(figure.planned)
                self._named[figure.document, figure.sentence, figure.measure].add(figure.planned)
                if not figure.measure.basis:
                    self._measures[_whatever_unit(figure.measure)].add(figure.measure)

    def of_report(self, figure: Figure, spoken: Spoken) -> Period | None:
        """Return the period of the plan that a report is about, None for one that stands alone."""
        return self._of(figure, spoken, figure.measure)

    def measures_of(self, figure: Figure) -> list[Measure]:
        """Return the measures of which a share can be the part that is done: what it is told in does not matter."""
        return sorted(self._measures[_whatever_unit(figure.measure)])

    def of_share(self, figure: Figure, spoken: Spoken, measure: Measure) -> Period | None:
        """Return the period of the plan of which a share is done."""
        return self._of(figure, spoken, measure)

    def _of(self, figure: Figure, spoken: Spoken, measure: Measure) -> Period | None:
        periods, time = self._periods[measure], spoken.period
        named = self._named[figure.document, figure.sentence, measure]
        if spoken.so_far and not spoken.begun:
            # 目前为24.3%，距2025年26%的目标还差1.7个百分点: of the plan that the sentence names.
            ahead = sorted(each for each in named if each.last >= time.last)
            if ahead:
                return ahead[0]
        if time in periods:
            return time
        holding = sorted((each for each in periods if _holds(each, spoken)), key=_length)
        if holding:
            return holding[0]
        passed = sorted(each for each in periods if _is_met_within(each, spoken))
        if passed:
            return passed[-1]
        return min((each for each in named if each.first <= time.last), default=None)


def _holds(period: Period, spoken: Spoken) -> bool:
    """Say whether a report can be a part of what is planned for a period.

    A month is the last of those by which it is due; a year alone is no part of the sum over several.
    """
    time = spoken.period
    whole = period if not period.is_month else Period(period.first[:4] + "-01-01", period.last)
    return whole.covers(time) and (whole.of_one_year or time.first == whole.first)


def _is_met_within(period: Period, spoken: Spoken) -> bool:
    """Say whether a report of the year, or of how things stood later in it, tells what became of what was due in a month."""
    time = spoken.period
    begins = spoken.so_far or time.first <= period.first
    return period.is_month and period.first[:4] == time.last[:4] and time.last >= period.last and begins


def _length(period: Period) -> tuple[int, Period]:
    return int(period.last.replace("-", "")) - int(period.first.replace("-", "")), period


def _whatever_unit(measure: Measure) -> Measure:
    return measure._replace(base="")


def _of_plan(figure: Figure, period: Period) -> list[Statement]:
    """Return the plan and, where its sentence says so, that it is under way or was not reached by its end."""
    plan = _statement(figure, "planned", period)
    if not figure.day:
        return [plan]
    if figure.denied and figure.day > period.last:
        return [plan, plan._replace(role="denied", amount=None)]
    if figure.under_way and figure.day <= period.last:
        return [plan, plan._replace(role="progress", amount=None, time=Period(figure.day[:7] + "-01", figure.day))]
    return [plan]


def _report(figure: Figure, spoken: Spoken, period: Period) -> Statement:
    whole = spoken.period.last >= period.last and (spoken.so_far or spoken.period.first <= period.first)
    return _statement(figure, "achieved" if whole else "progress", spoken.period)


def _statement(figure: Figure, role: Role, time: Period) -> Statement:
    return Statement(
        role, figure.document, figure.day, figure.target, figure.claims, figure.amount, time, figure.at, figure.words,
        figure.share, figure.spoken is None or figure.spoken.told,
    )  # fmt: skip


def _put_share(figure: Figure, spoken: Spoken, plans: _Plans, found: defaultdict[Key, list[Statement]]) -> None:
    """Add that a part of a plan is done (完成年度任务的60.8%), unless the sentence gives the amount itself."""
    for measure in plans.measures_of(figure):
        period = plans.of_share(figure, spoken, measure)
        if period is None:
            continue
        key = Key(measure, period)
        said = (each for each in found[key] if each.role in ("progress", "achieved"))
        if not any(each.document == figure.document and each.words == figure.words for each in said):
            found[key].append(_report(figure, spoken, period))


def _checked(
    statements: Sequence[Statement], corrections: Mapping[str, tuple[Correction, ...]]
) -> tuple[Statement, ...]:
    """Return the statements in order, each once an article, with what repeats others and what was corrected marked."""
    merged: dict[object, Statement] = {}
    for each in sorted(statements, key=_order):
        much = each.amount and (each.amount.value, each.amount.upper)
        same = (each.role, each.document, much, each.time, each.share)
        known = merged.get(same)
        merged[same] = (
            each if known is None else known._replace(claims=tuple(dict.fromkeys(known.claims + each.claims)))
        )
    found = [_corrected(each, merged.values(), corrections.get(each.document, ())) for each in merged.values()]
    first: dict[object, Statement] = {}
    return tuple(_reposted(each, first) for each in found)


def _order(statement: Statement) -> tuple[str, str, int, int, str]:
    return statement.day, statement.document, statement.at, _ROLES.index(statement.role), statement.target


def _corrected(statement: Statement, others: Iterable[Statement], corrections: Iterable[Correction]) -> Statement:
    for correction in corrections:
        same = ((each.document, each.role, each.time) for each in others)
        if correction.whole or (correction.by, statement.role, statement.time) in same:
            return statement._replace(replaced=correction.day, by=correction.by)
    return statement


def _reposted(statement: Statement, first: dict[object, Statement]) -> Statement:
    """Mark what repeats a sentence that was printed some days before; it is corrected with it."""
    amount = statement.amount
    origin = first.setdefault((statement.role, statement.words, amount and amount.value, statement.time), statement)
    if statement.document in (origin.document, origin.by) or not reposted(origin.day, statement.day):
        return statement
    day = max(origin.replaced, statement.day) if origin.replaced else statement.replaced
    return statement._replace(repeats=origin.document, replaced=day, by=origin.by or statement.by)
