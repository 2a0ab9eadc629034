"""The frozen values of tracking: what one article states, the series it belongs to, and what became of a commitment."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from ecograph.graph.tracking.indicators import Indicator
from ecograph.graph.tracking.periods import Period
from ecograph.graph.tracking.spoken import Spoken
from ecograph.graph.tracking.units import Amount
from ecograph.model import Claim

Role: TypeAlias = Literal["planned", "progress", "achieved", "denied"]
State: TypeAlias = Literal[
    "announced", "restated", "revised-up", "revised-down", "on-track", "met", "missed", "overdue"
]


class Said(NamedTuple):
    """What a text has in two languages."""

    en: str
    zh: str


class Measure(NamedTuple):
    """What is counted of what, whenever: the part of a series' key that no period changes.

    `indicator` is the id of one of the vocabulary, "" for a metric that fits none: then `metric` is its normal form. `scope` is
    what its words narrow it down to, `basis` what a change is told against (year-on-year, 2020), "" for a level. `base` is the
    unit that its values are in.
    """

    indicator: str
    metric: str
    scope: str
    basis: str
    base: str
    subject: str


class Figure(NamedTuple):
    """One quantity that one article states of one subject, read; places are in the clean text.

    `planned` is its period as a plan, None for a report; `spoken` the time a report speaks of, None for a plan. `share` says
    that the amount is the part of the plan that is done, in per cent. `claims` are the IRIs of those that state it, with the same
    words, of which `words` is a digest. `day` is the last one that it can have been published on.
    """

    document: str
    published: str
    day: str
    measure: Measure
    target: str
    claims: tuple[str, ...]
    amount: Amount
    planned: Period | None
    spoken: Spoken | None
    sentence: tuple[int, int]
    at: int
    words: str
    share: bool = False
    under_way: bool = False
    denied: bool = False


class Statement(NamedTuple):
    """One article's word on a series: a plan, a report of a part of its period or of the whole, or that it was not reached.

    `published` is as exact as known, `day` the last day that it can be; `time` is what it speaks of (`dated` where the text
    says so). `amount` is None for a denial and, with `share`, the part of the plan that is done. `repeats` is the article
    that printed the same sentence first, some days before; `replaced` the day from which a correction stands in its
    place, and `by` the article that corrects it; all "" for none.
    """

    role: Role
    document: str
    published: str
    day: str
    target: str
    claims: tuple[str, ...]
    amount: Amount | None
    time: Period
    at: int
    words: str
    share: bool = False
    dated: bool = True
    repeats: str = ""
    replaced: str = ""
    by: str = ""

    def known(self, day: str) -> bool:
        """Say whether it counts on a day: published, and not yet replaced by a correction."""
        return self.day <= day and not (self.replaced and self.replaced <= day)


class Standing(NamedTuple):
    """The state that a commitment was in from a day on, with the statements behind it and a sentence that says why."""

    state: State
    since: str
    statements: tuple[Statement, ...]
    why: Said


class Revision(NamedTuple):
    """A plan that was changed: `direction` up where the number is greater, whether or not more is better."""

    earlier: Statement
    later: Statement
    direction: Literal["up", "down"]


class Series(NamedTuple):
    """One indicator (or metric) of one subject over one period, with all that articles say of it.

    `indicator` is None for a metric that fits none. `standings` are the states that a commitment went through, the last the
    one that it is in; none for a series that nothing was planned for. `plan` is the plan in force, `report` what decides or
    was last told.
    """

    measure: Measure
    indicator: Indicator | None
    period: Period
    statements: tuple[Statement, ...]
    standings: tuple[Standing, ...] = ()
    revisions: tuple[Revision, ...] = ()
    plan: Statement | None = None
    report: Statement | None = None

    @property
    def state(self) -> State | None:
        """The state that it is in, None where nothing was planned."""
        return self.standings[-1].state if self.standings else None


class Side(NamedTuple):
    """One of the values that a conflict lies between, with the statements that give it."""

    amount: Amount
    statements: tuple[Statement, ...]


class Conflict(NamedTuple):
    """Articles that give different values for the same indicator, subject, period and time; listed, never resolved."""

    series: Series
    role: Role
    time: Period
    sides: tuple[Side, ...]
    why: Said


class Left(NamedTuple):
    """A target or observation that belongs to no series, and why."""

    document: str
    target: str
    claim: Claim | None
    reason: str


class Tracking(NamedTuple):
    """What became of all that was planned, as known on the day `today`: same articles, same day, same result."""

    today: str
    series: tuple[Series, ...]
    conflicts: tuple[Conflict, ...]
    left: tuple[Left, ...]

    @property
    def commitments(self) -> tuple[Series, ...]:
        """The series that something was planned for."""
        return tuple(each for each in self.series if each.standings)
