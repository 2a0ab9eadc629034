"""Follow targets over time: series of plans and reports, the state of each commitment, and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from ecograph.graph.tracking.conflicts import conflicts
from ecograph.graph.tracking.corrections import Correction, corrections, heading
from ecograph.graph.tracking.indicators import indicators
from ecograph.graph.tracking.joining import Key, joined
from ecograph.graph.tracking.periods import day_after, first_day, last_day
from ecograph.graph.tracking.reading import read
from ecograph.graph.tracking.states import course
from ecograph.graph.tracking.values import Conflict, Figure, Series, Statement, Tracking
from ecograph.model import Facts


class Followed(NamedTuple):
    """The series and conflicts that some figures give on a day, and the next day on which they may give others ("" for none)."""

    series: tuple[Series, ...]
    conflicts: tuple[Conflict, ...]
    until: str


def track(documents: Iterable[Facts], *, today: str) -> Tracking:
    """Return what became of all that was planned, as known on the day `today` (ISO 8601; of a month or year, its last).

    The documents are resolved: ids are IRIs, the same thing has the same in each. Their order does not matter. What was
    published after that day is not known on it; without a day ("") nothing is overdue that no later article shows to be so.
    """
    known = {each.document.id: each for each in sorted(documents, key=attrgetter("document.id"))}
    day = last_day(today) or max((first_day(each.document.published) for each in known.values()), default="")
    told = [each for each in known.values() if first_day(each.document.published) <= day]
    readings = [read(each) for each in told]
    figures = (figure for each in readings for figure in each.figures)
    series, conflicting, _ = follow(figures, corrections(heading(each.document) for each in told), day)
    left = sorted((left for each in readings for left in each.left), key=attrgetter("document", "target", "reason"))
    return Tracking(day, series, conflicting, tuple(left))


def follow(figures: Iterable[Figure], corrected: Mapping[str, tuple[Correction, ...]], day: str) -> Followed:
    """Return what some figures, in the order of their documents, give on a day.

    Figures of one `subject_of` have no bearing on those of another: they may be followed apart.
    """
    told = list(figures)
    known = (
        each._replace(day=min(each.day, day)) if each.day > day else each
        for each in told
        if first_day(each.published) <= day
    )
    found = joined(known, corrected)
    series = tuple(_series(key, statements, day) for key, statements in found.items())
    return Followed(series, tuple(conflicts(series, day)), min(_turns(told, series, day), default=""))


def subject_of(figure: Figure) -> tuple[str, ...]:
    """Return what figures must have in common to have any bearing on each other: what is counted of what, in whatever unit."""
    return figure.measure._replace(base="")


def _series(key: Key, statements: tuple[Statement, ...], day: str) -> Series:
    indicator = indicators().get(key.measure.indicator)
    told = course(statements, key.measure, indicator, key.period, day)
    return Series(key.measure, indicator, key.period, statements, *told)


def _turns(figures: Iterable[Figure], series: Iterable[Series], day: str) -> Iterator[str]:
    """Yield the days to come on which another state may begin."""
    for figure in figures:
        out = first_day(figure.published)
        if out > day:
            yield out
        elif figure.day > day:
            yield day_after(day)
    for each in series:
        if (over := day_after(each.period.last)) > day:
            yield over
