"""Follow targets over time: series of plans and reports, the state of each commitment, and conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from ecograph.graph.tracking.conflicts import conflicts
from ecograph.graph.tracking.corrections import corrections
from ecograph.graph.tracking.indicators import indicators
from ecograph.graph.tracking.joining import Key, joined
from ecograph.graph.tracking.periods import first_day, last_day
from ecograph.graph.tracking.reading import read
from ecograph.graph.tracking.states import course
from ecograph.graph.tracking.values import Series, Statement, Tracking
from ecograph.model import Facts


def track(documents: Iterable[Facts], *, today: str) -> Tracking:
    """Return what became of all that was planned, as known on the day `today` (ISO 8601; of a month or year, its last).

    The documents are resolved: ids are IRIs, the same thing has the same in each. Their order does not matter. What was
    published after that day is not known on it; without a day ("") nothing is overdue that no later article shows to be so.
    """
    known = {each.document.id: each for each in sorted(documents, key=attrgetter("document.id"))}
    day = last_day(today) or max((first_day(each.document.published) for each in known.values()), default="")
    told = [each for each in known.values() if first_day(each.document.published) <= day]
    readings = [read(each) for each in told]
    figures = [figure for each in readings for figure in each.figures]
    found = joined(figures, corrections(each.document for each in told))
    series = tuple(_series(key, statements, day) for key, statements in found.items())
    left = sorted((left for each in readings for left in each.left), key=attrgetter("document", "target", "reason"))
    return Tracking(day, series, tuple(conflicts(series, day)), tuple(left))


def _series(key: Key, statements: tuple[Statement, ...], day: str) -> Series:
    indicator = indicators().get(key.measure.indicator)
    told = course(statements, key.measure, indicator, key.period, day)
    return Series(key.measure, indicator, key.period, statements, *told)
