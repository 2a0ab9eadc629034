"""Tell the state of a commitment on a day, from what is known by then: the first row that holds.

| state | holds when |
|---|---|
| met, missed | a report is of the whole period: it meets the bound of the plan in force, or not; missed also when it is denied |
| overdue | the period is over |
| on-track | a report is of a part of the period, and its article is not older than the last change of the plan |
| revised-up, revised-down | the plans differ: the direction of the last change |
| restated | a second article plans the same |
| announced | else |

The plan in force is that of the newest article; a repost, and an article that was corrected, do not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ecograph.graph.tracking import wording
from ecograph.graph.tracking.comparing import agree, is_same_plan, meets, wanted
from ecograph.graph.tracking.indicators import Indicator
from ecograph.graph.tracking.periods import Period, day_after
from ecograph.graph.tracking.units import plain
from ecograph.graph.tracking.values import Measure, Revision, Standing, State, Statement


class Course(NamedTuple):
    """What became of a commitment: its states, the changes of its plan, the plan in force, the report that counts."""

    standings: tuple[Standing, ...]
    revisions: tuple[Revision, ...]
    plan: Statement | None
    report: Statement | None


class _Known(NamedTuple):
    """What is known on a day: the plans in order, their changes, reports of the end and of parts."""

    plans: tuple[Statement, ...]
    revisions: tuple[Revision, ...]
    ends: tuple[Statement, ...]
    parts: tuple[Statement, ...]


def course(
    statements: Sequence[Statement], measure: Measure, indicator: Indicator | None, period: Period, today: str
) -> Course:
    """Return what became of a commitment by the day `today`; nothing where nothing was planned by then."""
    better = indicator.better if indicator else "none"
    days = {day for each in statements for day in (each.day, each.replaced)} | {day_after(period.last)}
    standings = list[Standing]()
    for day in sorted(day for day in days if day <= today):
        known = _known(statements, day)
        if known.plans:
            standing = _standing(known, better, bool(measure.basis), period, day)
            if not standings or standings[-1].state != standing.state:
                standings.append(standing)
            else:
                standings[-1] = standing._replace(since=standings[-1].since)
        else:
            standings.clear()
    known = _known(statements, today)
    if not known.plans:
        return Course((), (), None, (known.ends or known.parts or (None,))[-1])
    report = (known.ends or known.parts or (None,))[-1]
    return Course(tuple(standings), known.revisions, known.plans[-1], report)


def _known(statements: Sequence[Statement], day: str) -> _Known:
    known = [each for each in statements if each.known(day)]
    plans = tuple(each for each in known if each.role == "planned" and not each.repeats)
    return _Known(
        plans or tuple(each for each in known if each.role == "planned"),
        tuple(_revisions(plans)),
        tuple(each for each in known if each.role in ("achieved", "denied")),
        tuple(each for each in known if each.role == "progress"),
    )


def _revisions(plans: Sequence[Statement]) -> list[Revision]:
    found = []
    for earlier, later in pairwise(plans):
        if earlier.amount and later.amount and not is_same_plan(earlier.amount, later.amount):
            up = (later.amount.value, later.amount.upper or 0) > (earlier.amount.value, earlier.amount.upper or 0)
            found.append(Revision(earlier, later, "up" if up else "down"))
    return found


def _standing(known: _Known, better: str, changes: bool, period: Period, day: str) -> Standing:
    """Return the state on a day: the first row of the table that holds."""
    plan = known.plans[-1]
    same = tuple(each for each in known.plans if _plans_like(each, plan))
    if known.ends:
        report = known.ends[-1]
        met = _is_met(plan, report, better, changes=changes)
        like = tuple(each for each in known.ends if _reports_like(each, report))
        why = wording.judged(plan, report, met=met, differ=_different(known.ends, report))
        return Standing("met" if met else "missed", day, (plan, *like), why)
    if period.last < day:
        last = known.parts[-1] if known.parts else None
        return Standing("overdue", day, (*same, *known.parts[-1:]), wording.overdue(plan, last, period))
    changed = known.revisions[-1] if known.revisions else None
    since = changed.later.day if changed else ""
    parts = [each for each in known.parts if each.day >= since]
    if parts:
        return Standing("on-track", day, (plan, parts[-1]), wording.on_track(plan, parts[-1], _part(plan, parts[-1])))
    if changed:
        state: State = "revised-up" if changed.direction == "up" else "revised-down"
        return Standing(state, day, (changed.earlier, changed.later), wording.revised(changed))
    if len({each.document for each in same}) > 1:
        return Standing("restated", day, same, wording.restated(same))
    return Standing("announced", day, same, wording.announced(plan))


def _is_met(plan: Statement, report: Statement, better: str, *, changes: bool) -> bool:
    if report.amount is None or plan.amount is None:
        return False
    if report.share:
        return report.amount.value >= 1
    return meets(plan.amount, report.amount, wanted(plan.amount, better, changes=changes))


def _plans_like(one: Statement, other: Statement) -> bool:
    return bool(one.amount and other.amount and is_same_plan(one.amount, other.amount))


def _reports_like(one: Statement, other: Statement) -> bool:
    if one.amount is None or other.amount is None:
        return one.amount is other.amount
    return one.share == other.share and agree(one.amount, other.amount)


def _different(ends: Sequence[Statement], report: Statement) -> tuple[str, ...]:
    """Return the values that are given for the whole period, where they differ, the one that counts first."""
    told = [each.amount.printed for each in ends if each.amount and not each.share and not _reports_like(each, report)]
    return tuple(dict.fromkeys([report.amount.printed, *told])) if report.amount and told else ()


def _part(plan: Statement, report: Statement) -> str:
    """Return which part of an amount is done, in whole per cent, "" where that makes no sense: for a share or a class."""
    done, whole = report.amount, plan.amount
    if done is None or whole is None or whole.value <= 0 or done.base != whole.base:
        return ""
    return "" if done.base in ("1", "pp", "grade", "kg/m3") else plain(round(100 * done.value / whole.value, 0))
