"""Say in English and Chinese why a commitment is in its state, and what a conflict lies between."""

from __future__ import annotations

from collections.abc import Sequence

from ecograph.graph.tracking.periods import Period
from ecograph.graph.tracking.units import plain
from ecograph.graph.tracking.values import Revision, Said, Side, Statement

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BOUNDS = {
    ">=": Said("at least ", "不低于"), ">": Said("more than ", "超过"), "<=": Said("at most ", "不超过"),
    "<": Said("less than ", "低于"), "~": Said("about ", "约"), "=": Said("", ""),
}  # fmt: skip


def announced(plan: Statement) -> Said:
    """Say that one article plans it."""
    much = _much(plan)
    return Said(f"Planned on {_on(plan)}: {much.en}.", f"{_on(plan)}提出：{much.zh}。")


def restated(plans: Sequence[Statement]) -> Said:
    """Say that several articles plan the same."""
    first, last, much = plans[0], plans[-1], _much(plans[-1])
    return Said(
        f"Planned on {_on(first)} and again on {_on(last)}: {much.en}.",
        f"{_on(first)}提出，{_on(last)}重申：{much.zh}。",
    )


def revised(revision: Revision) -> Said:
    """Say from what to what a plan was changed."""
    was, now = _much(revision.earlier), _much(revision.later)
    way = Said("raised", "上调") if revision.direction == "up" else Said("lowered", "下调")
    return Said(
        f"The plan was {way.en} from {was.en} to {now.en} on {_on(revision.later)}.",
        f"{_on(revision.later)}将计划由{was.zh}{way.zh}为{now.zh}。",
    )


def on_track(plan: Statement, report: Statement, part: str) -> Said:
    """Say what is reported of a part of the period; `part` is the part of the plan that is done, in per cent, or ""."""
    much, bound = _much(report), _much(plan)
    if report.amount is None:
        return Said(
            f"Said to be under way on {_on(report)}; the plan is {bound.en}.",
            f"{_on(report)}称正在推进；计划为{bound.zh}。",
        )
    share = Said(f" ({part}% of it)", f"（占{part}%）") if part and not report.share else Said("", "")
    time = when(report.time)
    return Said(
        f"{much.en} reported for {time.en} on {_on(report)}; the plan is {bound.en}{share.en}.",
        f"{_on(report)}报告{time.zh}为{much.zh}；计划为{bound.zh}{share.zh}。",
    )


def judged(plan: Statement, report: Statement, *, met: bool, differ: Sequence[str] = ()) -> Said:
    """Say what was reported for the whole period; `differ` are values that other articles give."""
    bound = _much(plan)
    if report.amount is None:
        return Said(
            f"On {_on(report)} it is said that the plan of {bound.en} was not reached.",
            f"{_on(report)}称未达到计划的{bound.zh}。",
        )
    much, time = _much(report), when(report.time)
    way = Said("meets", "达到") if met else Said("does not meet", "未达到")
    others = Said("", "")
    if differ:
        others = Said(f" Articles differ: {', '.join(differ)}.", f"各文数值不一：{'、'.join(differ)}。")
    return Said(
        f"{much.en} reported for {time.en} on {_on(report)}, which {way.en} the plan of {bound.en}.{others.en}",
        f"{_on(report)}报告{time.zh}为{much.zh}，{way.zh}计划的{bound.zh}。{others.zh}",
    )


def overdue(plan: Statement, report: Statement | None, period: Period) -> Said:
    """Say that the period is over, and what was reported last."""
    bound = _much(plan)
    if report is None:
        return Said(
            f"The period ended on {period.last} and nothing is reported; the plan was {bound.en}.",
            f"时段已于{period.last}结束，未见报告；计划为{bound.zh}。",
        )
    last = when(report.time) if report.amount else Said(_on(report), _on(report))
    much = _much(report) if report.amount else Said("that it was under way", "正在推进")
    return Said(
        f"The period ended on {period.last} and no report of all of it is known; the last was {much.en} for {last.en}; "
        f"the plan was {bound.en}.",
        f"时段已于{period.last}结束，未见整个时段的报告；最近一次为{last.zh}的{much.zh}；计划为{bound.zh}。",
    )


def conflicting(sides: Sequence[Side], time: Period) -> Said:
    """Say which values stand against each other, and when each was printed."""
    told = [(side.amount.printed, list(dict.fromkeys(map(_on, side.statements)))) for side in sides]
    en = " against ".join(f"{printed} ({', '.join(days)})" for printed, days in told)
    zh = "，".join(f"{printed}（{'、'.join(days)}）" for printed, days in told)
    of = when(time)
    return Said(f"For {of.en} articles give {en}.", f"{of.zh}的数值不一：{zh}。")


def when(period: Period) -> Said:
    """Say which period is meant: 2022, October 2022, January–June 2022, 2021–2025."""
    first, last = period.text.partition("/")[0], period.text.rpartition("/")[2]
    if len(first) == 4:
        same = first == last
        return Said(first if same else f"{first}–{last}", f"{first}年" if same else f"{first}—{last}年")
    start, end = int(first[5:]), int(last[5:])
    if first[:4] != last[:4]:
        en = f"{_MONTHS[start - 1]} {first[:4]}–{_MONTHS[end - 1]} {last[:4]}"
        return Said(en, f"{first[:4]}年{start}月—{last[:4]}年{end}月")
    if start == end:
        return Said(f"{_MONTHS[start - 1]} {first[:4]}", f"{first[:4]}年{start}月")
    return Said(f"{_MONTHS[start - 1]}–{_MONTHS[end - 1]} {first[:4]}", f"{first[:4]}年{start}—{end}月")


def _much(statement: Statement) -> Said:
    amount = statement.amount
    if amount is None:
        return Said("the plan", "计划")
    if statement.share:
        share = plain(amount.value * 100)
        return Said(f"{share}% of the plan", f"计划的{share}%")
    bound = _BOUNDS.get(_printed_bound(statement), _BOUNDS["="])
    fall = Said("a fall of ", "下降") if amount.value < 0 else Said("", "")
    return Said(fall.en + bound.en + amount.printed, fall.zh + bound.zh + amount.printed)


def _printed_bound(statement: Statement) -> str:
    """Return the bound in the terms that are printed: a fall of at least 5% is a change of at most -5%."""
    amount = statement.amount
    if amount is None:
        return "="
    turned = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
    downward = amount.value < 0 or amount.base == "grade"
    return turned.get(amount.comparator, amount.comparator) if downward else amount.comparator


def _on(statement: Statement) -> str:
    return statement.day or "an unknown day"
