"""Find the conflicts: articles that give different values for the same indicator, subject, period and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ecograph.graph.tracking import wording
from ecograph.graph.tracking.comparing import agree, is_same_plan
from ecograph.graph.tracking.values import Conflict, Role, Series, Side, Statement


def conflicts(series: Iterable[Series], today: str) -> Iterator[Conflict]:
    """Yield the conflicts that are known on the day `today`, in the order of the series.

    An article that was corrected is in conflict with none, nor is a report of a part of the period with one of another part,
    nor a plan with a later one, which revises it; plans of the same day are.
    """
    for each in series:
        groups: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
        for statement in each.statements:
            if statement.known(today) and statement.amount and statement.dated:
                planned = statement.role == "planned"
                same = (statement.role, statement.time, statement.share, statement.day if planned else "")
                groups[same].append(statement)
        for group in groups.values():
            sides = _sides(group)
            if len(sides) > 1:
                why = wording.conflicting(sides, group[0].time)
                yield Conflict(each, group[0].role, group[0].time, sides, why)


def _sides(statements: Sequence[Statement]) -> tuple[Side, ...]:
    """Return the values that are given, each by articles that give no other: one alone is no conflict."""
    found: list[list[Statement]] = []
    for statement in statements:
        for side in found:
            if all(_same(each, statement) for each in side):
                side.append(statement)
                break
        else:
            found.append([statement])
    told = [(side, {each.document for each in side}) for side in found]
    apart = [
        side for side, documents in told if not any(documents <= others for other, others in told if other is not side)
    ]
    if len({each.document for side in apart for each in side}) < len(apart):
        return ()
    return tuple(Side(side[0].amount, tuple(side)) for side in apart if side[0].amount)


def _same(one: Statement, other: Statement) -> bool:
    if one.amount is None or other.amount is None:
        return False
    return is_same_plan(one.amount, other.amount) if _is_plan(one.role) else agree(one.amount, other.amount)


def _is_plan(role: Role) -> bool:
    return role == "planned"
