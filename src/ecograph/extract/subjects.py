"""Find what each target is a target of: the project, agency, policy or place whose features weigh most."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from ecograph.extract.candidates import Candidate, CandidateFinder, Feature, Part, features_of
from ecograph.extract.metrics import Metric
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Mark, Sheet
from ecograph.model import Status
from ecograph.resources import rows

# Less sure than this, and the target stays without a subject.
_SURE = 0.2
# As sure as what stands right beside the number.
_CERTAIN = 0.9
_TOGETHER = ("、", "和", "及", "与", "以及")
_DEALT = re.compile("分别|依次")
_Stretch = TypeVar("_Stretch", Quantity, Mark)


class Subject(NamedTuple):
    """What a target belongs to, and how sure that is (0 to 1)."""

    keys: tuple[str, ...] = ()
    confidence: float = 0.0


@cache
def _weights() -> dict[Feature, float]:
    """Return the weights of the features, as `scripts/train_subjects.py` learned them from annotated articles."""
    return {(row["what"], row["where"]): float(row["weight"]) for row in rows("data", "lexicon", "subject_weights.csv")}


class Question(NamedTuple):
    """A target whose subject is sought."""

    quantity: Quantity
    metric: Metric
    status: Status


@lru_cache(maxsize=1 << 16)
def _weight(part: Part) -> float:
    return sum(_weights().get(feature, 0.0) for feature in features_of(part))


class SubjectFinder:
    """Finds the subjects of the targets of one sheet, from the first to the last."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.text = sheet, sheet.text
        self.candidates = CandidateFinder(sheet)

    def find(self, questions: list[Question]) -> list[Subject]:
        """Return the subject of each target: one key, more where a list shares the target, none where the text names nothing."""
        shares = self._share_out([q.quantity for q in questions])
        lattice = self.lattice(questions)
        subjects = []
        for question, candidates, (at, confidence) in zip(questions, lattice, best_path(lattice, _weight), strict=True):
            if shared := shares.get(question.quantity.start):
                subjects.append(Subject((shared.key,), _CERTAIN))
            elif mark := self._touching(question):
                subjects.append(Subject(self._with_list(mark.key, mark), _CERTAIN))
            elif candidates and confidence >= _SURE:
                subjects.append(Subject(self._with_list(candidates[at].key, candidates[at].mark), confidence))
            else:
                subjects.append(Subject())
        return subjects

    def lattice(self, questions: list[Question]) -> list[list[Candidate]]:
        """Return the candidates of each target."""
        found, previous = [], -1
        for quantity, metric, status in questions:
            found.append(self.candidates.find(quantity, metric, status, previous))
            previous = quantity.start
        return found

    def _share_out(self, quantities: list[Quantity]) -> dict[int, Mark]:
        """Deal quantities out to a list of the same length: A、B、C分别增加17天、14天、11天."""
        shares: dict[int, Mark] = {}
        starts = [q.start for q in quantities]
        for match in _DEALT.finditer(self.text):
            start, end = self.sheet.sentence(match.start())
            numbers = _run(quantities[bisect_left(starts, match.end()) : bisect_left(starts, end)], self.text)
            owners = _run(
                [m for m in self.candidates.between(start, match.start()) if m.key.startswith(("Place:", "Project:"))][
                    ::-1
                ],
                self.text,
            )[::-1]
            if 1 < len(numbers) == len(owners):
                shares |= {q.start: mark for q, mark in zip(numbers, owners, strict=True)}
        return shares

    def _touching(self, question: Question) -> Mark | None:
        """Return what is named right before the number or what it counts: 其中平遥县2万亩、祁县各造林3万亩."""
        starts = question.quantity.start, question.metric.start
        ends = [end for at in starts for end in (at, at - 1) if end == at or self.text[end] in "各均共"]
        found = [self.candidates.ending.get(end) for end in ends]
        found.append(self.candidates.beginning.get(question.metric.start))
        return next((m for m in found if m and not self.candidates.is_locative(m)), None)

    def _with_list(self, key: str, mark: Mark | None) -> tuple[str, ...]:
        """Return the key with those of the list that its mark ends (东阿、阳谷)."""
        keys = [key]
        if mark is None or mark.rule == "place.deictic":
            return (key,)
        marks = self.candidates.marks
        at = bisect_left(marks, mark.start, key=lambda m: m.start)
        for before in reversed(marks[max(0, at - 6) : at]):
            if (
                self.text[before.end : mark.start] not in _TOGETHER
                or before.key.split(":")[0] != mark.key.split(":")[0]
            ):
                break
            keys.append(before.key)
            mark = before
        return tuple(dict.fromkeys(keys))


def best_path(lattice: list[list[Candidate]], weight: Callable[[Part], float]) -> list[tuple[int, float]]:
    """Return the choice that weighs most over all targets (Viterbi): which candidate of each, and its share (0 to 1).

    A candidate weighs more behind itself (`again`), whatever else stands before it. Targets without candidates get -1.
    """
    steps = [
        [[sum([weight(part) for part in c.parts]), weight(c.again) if c.again else 0.0] for c in step]
        for step in lattice
    ]
    backs: list[list[int]] = []
    before: list[float] = []
    keys: dict[str, int] = {}
    for candidates, weights in zip(lattice, steps, strict=True):
        if not candidates:
            backs.append([])
            continue
        top = max(range(len(before)), key=before.__getitem__) if before else -1
        most = before[top] if before else 0.0
        totals, back = [], []
        for candidate, (local, again) in zip(candidates, weights, strict=True):
            same = keys.get(candidate.key, -1)
            behind_itself = before[same] + again if same >= 0 and again else -math.inf
            totals.append(local + max(most, behind_itself))
            back.append(same if behind_itself > most else top)
        backs.append(back)
        before, keys = totals, {c.key: n for n, c in enumerate(candidates)}
    return _followed(lattice, steps, backs, before)


def _followed(
    lattice: list[list[Candidate]], steps: list[list[list[float]]], backs: list[list[int]], last: list[float]
) -> list[tuple[int, float]]:
    """Follow the best path back from its end, and weigh each choice against the others of its target."""
    chosen = []
    at = max(range(len(last)), key=last.__getitem__) if last else -1
    for back in reversed(backs):
        chosen.append(at if back else -1)
        at = back[at] if back else at
    found: list[tuple[int, float]] = []
    key = ""
    for candidates, weights, at in zip(lattice, steps, reversed(chosen), strict=True):
        if at < 0:
            found.append((at, 0.0))
            continue
        totals = [
            local + (again if again and c.key == key else 0.0)
            for c, (local, again) in zip(candidates, weights, strict=True)
        ]
        top = max(totals)
        found.append((at, math.exp(totals[at] - top) / sum([math.exp(total - top) for total in totals])))
        key = candidates[at].key
    return found


def _run(stretches: list[_Stretch], text: str) -> list[_Stretch]:
    """Return the first stretches that stand in one list, in either direction."""
    found = stretches[:1]
    for one, two in itertools.pairwise(stretches):
        first, second = sorted((one, two), key=lambda s: s.start)
        if text[first.end : second.start] not in _TOGETHER:
            break
        found.append(two)
    return found
