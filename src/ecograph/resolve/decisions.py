"""Keep what people decided: one JSON line each, never changed, undone by a line of its own.

    {"decision": "same", "a": IRI, "b": IRI, "by": NAME, "when": ISO 8601, "why": TEXT}

`decision` is one of

- same, different: of two things, `a` and `b`;
- accept, reject: of a statement, `a` (see `judging.reference`); `b` is "";
- name: the thing `a` is called `b`;
- undo: takes back what was decided so far about the pair or, with `b` "", about the statement or the name of the thing `a`.

The order of the lines matters only between a decision and its undo.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

from ecograph.errors import UsageError

Verdict: TypeAlias = Literal["same", "different", "accept", "reject", "name", "undo"]
PAIRS: tuple[Verdict, ...] = ("same", "different")
STATEMENTS: tuple[Verdict, ...] = ("accept", "reject")
_FIELDS = ("decision", "a", "b", "by", "when", "why")
_REMEDY = "undo one of them: ecograph resolve undo IRI IRI --by NAME --why TEXT"


class DecisionError(UsageError):
    """A decision contradicts another, or its line cannot be read."""


class Decision(NamedTuple):
    """One line: what was decided about the pair `a`, `b` (IRIs), or about `a` alone, by whom, when and why."""

    decision: Verdict
    a: str
    b: str
    by: str
    when: str
    why: str

    @property
    def pair(self) -> tuple[str, str]:
        """Return the pair, sorted: a decision has no direction."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)

    @property
    def about(self) -> tuple[str, str]:
        """Return what it is about: the pair, or one thing or statement and ""."""
        return (self.a, "") if not self.b or self.decision == "name" else self.pair

    def __str__(self) -> str:
        return f"{' '.join(filter(None, (self.decision, self.a, self.b)))} ({self.by}, {self.when}: {self.why})"


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a file in their order, () where there is no file; raise `DecisionError` for a bad line."""
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_parsed(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip())


def record(path: Path, decision: Decision) -> None:
    """Add a decision to a file; raise `DecisionError`, and leave the file as it is, where it contradicts another."""
    known = read_decisions(path)
    standing((*known, decision))
    told = path.read_bytes() if known else b""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(b"" if not told or told.endswith(b"\n") else b"\n")
        file.write(_line(decision).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that were not undone, sorted, one about each; raise `DecisionError` for contradicting ones."""
    found: dict[tuple[str, str], Decision] = {}
    for each in decisions:
        if each.decision == "undo":
            if found.pop(each.about, None) is None:
                what = f"nothing was decided about {' and '.join(filter(None, (each.a, each.b)))}"
                raise DecisionError(what, where="undo", remedy="ecograph resolve --decided lists the decisions")
            continue
        known = found.setdefault(each.about, each)
        if known.decision != each.decision or (each.decision == "name" and known.b != each.b):
            raise DecisionError(f"{each} contradicts {known}", where="decisions", remedy=_REMEDY)
    kept = tuple(found[about] for about in sorted(found))
    _check(kept)
    return kept


def _check(decisions: Sequence[Decision]) -> None:
    """Raise `DecisionError` where several sames together contradict a different."""
    near: dict[str, list[Decision]] = {}
    for each in decisions:
        if each.decision == "same":
            near.setdefault(each.a, []).append(each)
            near.setdefault(each.b, []).append(each)
    for each in decisions:
        if each.decision == "different" and (way := _way(near, each.a, each.b)):
            said = "; ".join(map(str, way))
            raise DecisionError(f"{each} contradicts what follows from: {said}", where="decisions", remedy=_REMEDY)


def _way(near: dict[str, list[Decision]], start: str, end: str) -> list[Decision]:
    """Return the sames that lead from one thing to another, [] if none do."""
    came: dict[str, Decision | None] = {start: None}
    frontier = [start]
    for at in frontier:
        for step in near.get(at, ()):
            other = step.b if step.a == at else step.a
            if other not in came:
                came[other] = step
                frontier.append(other)
    way = []
    while end in came and (step_back := came[end]):
        way.append(step_back)
        end = step_back.a if step_back.b == end else step_back.b
    return way[::-1]


def _line(decision: Decision) -> str:
    return json.dumps(decision._asdict(), ensure_ascii=False)


def _parsed(line: str, where: str) -> Decision:
    try:
        told = json.loads(line)
        decision = Decision(*(told[field] for field in _FIELDS))
    except (ValueError, KeyError, TypeError) as error:
        remedy = f"a line is one JSON object with the fields {', '.join(_FIELDS)}"
        raise DecisionError(f"this is no decision ({error!r})", where=where, remedy=remedy) from error
    wrong = [field for field in _FIELDS if not isinstance(told[field], str)]
    if wrong or decision.decision not in get_args(Verdict):
        what = f"{wrong[0]} is no text" if wrong else f"{decision.decision!r} is no verdict"
        raise DecisionError(what, where=where, remedy=f"the verdicts are {', '.join(get_args(Verdict))}")
    _fit(decision, where)
    return decision


def _fit(decision: Decision, where: str) -> None:
    """Raise `DecisionError` where a verdict is about something else than it can be about."""
    if decision.a == decision.b:
        raise DecisionError("both IRIs are the same", where=where, remedy="name two things")
    alone = decision.decision in STATEMENTS
    if not decision.a or (not alone and not decision.b.strip() and decision.decision != "undo"):
        raise DecisionError(f"{decision.decision} needs an IRI and what it is to be", where=where, remedy="give both")
    if alone and decision.b:
        raise DecisionError(
            f"{decision.decision} is about one statement", where=where, remedy="leave out the second IRI"
        )


def decided(decision: Verdict, a: str, b: str, *, by: str, when: str, why: str) -> Decision:
    """Return a checked decision; raise `DecisionError` where a field is missing or both IRIs are the same."""
    made = Decision(decision, a, b, by, when, why)
    if not by.strip() or not why.strip():
        raise DecisionError("a decision needs who and why", where="resolve", remedy="give --by NAME and --why TEXT")
    return _parsed(_line(made), "resolve")


__all__ = [
    "PAIRS",
    "STATEMENTS",
    "Decision",
    "DecisionError",
    "Verdict",
    "decided",
    "read_decisions",
    "record",
    "standing",
]
