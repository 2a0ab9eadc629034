"""Learn the weights by which `extract.subjects` chooses what a target belongs to.

    python scripts/train_subjects.py [--more TEXTS ...] [--labels FILE ...] [--folds 5] > data/lexicon/subject_weights.csv

A multinomial logistic regression over the candidates of each target: those that the annotation names against the others. The
articles are those of the `tune` split, the folders of texts (annotations in their folder `gold`) that `--more` adds, and the
texts of which only the subjects are annotated, in the files that `--labels` names: JSON Lines with `text` and `subjects`, by the
offset of each target's quantity in the clean text the keys (`Place:140700`, `Project:…`) that are `wanted` and those left `open`.
With `--folds` it prints how many targets of the annotated articles get a right subject when they are left out of the learning,
and no weights.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np

from ecograph.evaluate.bench import Bench, read_bench
from ecograph.evaluate.folding import folded
from ecograph.evaluate.judging import judge
from ecograph.extract import extract, pipeline
from ecograph.extract.figures import commitments, subjects
from ecograph.extract.figures.candidates import Candidate, Feature, Part, features_of
from ecograph.extract.figures.chains import best_path
from ecograph.extract.result import facts_of
from ecograph.extract.sheet import Sheet
from ecograph.readers import Source, read_text
from ecograph.resolve import identify
from ecograph.store import BASE


class Answer(NamedTuple):
    """The keys of the subjects that the annotation asks for, and of those that it leaves open."""

    wanted: set[str]
    open: set[str]

    def right(self, candidates: list[Candidate]) -> set[str]:
        """Return what is to be chosen: one that is left open only where none that is asked for can be."""
        for good in (self.wanted, self.open):
            if any(c.key in good for c in candidates):
                return good if self.wanted else {*good, ""}
        return {""}


class Example(NamedTuple):
    """The candidates of each target of one article, and which of them the annotation names (None: it says nothing)."""

    lattice: list[list[Candidate]]
    right: list[list[bool] | None]


class Recorder(subjects.SubjectFinder):
    """Notes what is asked and among what it is chosen."""

    questions: ClassVar[list[subjects.Question]] = []
    seen: ClassVar[list[list[Candidate]]] = []

    def lattice(self, questions: list[subjects.Question]) -> list[list[Candidate]]:
        """Return the candidates of each target."""
        Recorder.questions, Recorder.seen = questions, super().lattice(questions)
        return Recorder.seen


def example(bench: Bench) -> Example:
    """Read one annotated article."""
    return _example(_answers(bench))


def _example(answers: dict[int, Answer]) -> Example:
    """Return what was asked last with its answers, by where their numbers stand."""
    lattice: list[list[Candidate]] = []
    right: list[list[bool] | None] = []
    for question, candidates in zip(Recorder.questions, Recorder.seen, strict=True):
        answer = answers.get(question.quantity.number)
        if answer is None:
            lattice.append(candidates)
            right.append(None)
            continue
        # What is left open is neither right nor wrong where something else is asked for.
        good = answer.right(candidates)
        lattice.append([c for c in candidates if c.key in good or c.key not in answer.open])
        right.append([c.key in good for c in lattice[-1]])
    return Example(lattice, right)


def labelled(path: Path) -> Iterator[Example]:
    """Read the texts of a file of which the subjects of the targets are annotated."""
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        extract(read_text(Source(path.name, data=told["text"].encode())))
        answers = {int(at): Answer(set(each["wanted"]), set(each["open"])) for at, each in told["subjects"].items()}
        yield _example(
            {q.quantity.number: answers[q.quantity.start] for q in Recorder.questions if q.quantity.start in answers}
        )


def _answers(bench: Bench) -> dict[int, Answer]:
    """Return the annotated subjects of each target, by where its number stands."""
    document = read_text(bench.source)  # type: ignore[arg-type]
    sheet = Sheet(document)
    for step in pipeline.STEPS.values():
        step(sheet)
    local = facts_of(sheet)
    facts = identify(local, base=BASE)
    keys: dict[str, set[str]] = {}
    marks = {(m.span.start, m.span.end, m.rule): e.id for e in facts.entities for m in e.mentions}
    for entity in local.entities:
        for mention in entity.mentions:
            keys.setdefault(marks.get((mention.span.start, mention.span.end, mention.rule), ""), set()).add(entity.id)
    judged = judge(bench.gold, facts)
    counterpart: dict[int, set[str]] = {}
    for verdict in judged.entities:
        if verdict.gold and verdict.found:
            counterpart.setdefault(id(verdict.gold), set()).update(keys.get(verdict.found.id, set()))
    known = {key: id(entity) for entity in bench.gold.entities for key in entity.keys}
    answers: dict[int, Answer] = {}
    for place, triples in enumerate((bench.gold.relations, bench.gold.optional)):
        for subject, predicate, target in triples:
            if predicate == "hasTarget" and known.get(folded(target)) is not None:
                answer = answers.setdefault(known[folded(target)], Answer(set(), set()))
                answer[place].update(counterpart.get(known.get(folded(subject), -1), set()))
    starts = {offset: at for at, offset in enumerate(document.offsets)}
    return {
        starts[verdict.found.slots["value"].start]: answers[id(verdict.gold)]
        for verdict in judged.entities
        if verdict.gold and verdict.found and verdict.gold.type == "Target" and id(verdict.gold) in answers
    }


def choices(
    example: Example, weights: dict[Feature, float], *, lead: bool
) -> Iterator[tuple[list[list[Feature]], list[bool]]]:
    """Yield the features of each target's candidates, as they are after the chosen one before or, with `lead`, the right one."""
    before = ""
    own = path(example.lattice, weights)
    for candidates, right, at in zip(example.lattice, example.right, own, strict=True):
        if not candidates:
            continue
        parts = [[*c.parts, c.again] if c.again and c.key == before else c.parts for c in candidates]
        features = [[feature for part in each for feature in features_of(part)] for each in parts]
        known = right is not None and any(right)
        if right is not None and known:
            yield features, right
        before = candidates[right.index(True) if right is not None and known and lead else at].key


def path(lattice: list[list[Candidate]], weights: dict[Feature, float]) -> list[int]:
    """Return which candidate of each target these weights choose."""

    def weight(part: Part) -> float:
        return sum(weights.get(feature, 0.0) for feature in features_of(part))

    return [choice.at for choice in best_path(lattice, weight)]


def learn(found: list[Example], strength: float) -> dict[Feature, float]:
    """Learn from the right subjects going before, then also from those that the learned weights choose themselves.

    Learned from right ones alone, the weights trust the subject before too much, and one mistake runs through a paragraph.
    """
    first = [choice for e in found for choice in choices(e, {}, lead=True)]
    weights = fit(first, strength)
    return fit([*first, *(choice for e in found for choice in choices(e, weights, lead=False))], 2 * strength)


def fit(
    found: list[tuple[list[list[Feature]], list[bool]]], strength: float, rounds: int = 300
) -> dict[Feature, float]:
    """Return the weights that make the right candidates most likely, the weights kept small."""
    names = sorted({f for features, _ in found for c in features for f in c})
    place = {name: n for n, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    right: list[bool] = []
    owner: list[int] = []
    bounds = []
    for number, (features, good) in enumerate(found):
        bounds.append(len(right))
        for row, candidate in enumerate(features, len(right)):
            rows += [row] * len(candidate)
            columns += [place[f] for f in candidate]
        right += good
        owner += [number] * len(good)
    r, c, o, y = np.array(rows), np.array(columns), np.array(owner), np.array(right)
    weights, moment, spread = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, rounds + 1):
        score = np.bincount(r, weights[c], minlength=len(y))
        likely = np.exp(score - np.maximum.reduceat(score, bounds)[o])
        pull = likely * y / np.add.reduceat(likely * y, bounds)[o] - likely / np.add.reduceat(likely, bounds)[o]
        gradient = np.bincount(c, pull[r], minlength=len(names)) - strength * weights
        moment = 0.9 * moment + 0.1 * gradient
        spread = 0.99 * spread + 0.01 * gradient**2
        weights += 0.1 * (moment / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, weights.round(3).tolist(), strict=True))


def share_right(found: list[Example], weights: dict[Feature, float]) -> tuple[int, int]:
    """Return how many targets get a right subject, of how many that the annotation gives one."""
    right = total = 0
    for example in found:
        for at, answer in zip(path(example.lattice, weights), example.right, strict=True):
            total += answer is not None
            right += bool(answer and answer[at])
    return right, total


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--more", nargs="*", type=Path, default=[])
    options.add_argument("--labels", nargs="*", type=Path, default=[])
    options.add_argument("--folds", type=int, default=0)
    options.add_argument("--strength", type=float, default=13)
    chosen = options.parse_args()
    commitments.SubjectFinder = Recorder  # type: ignore[misc]
    read = [*read_bench(split="tune"), *(b for path in chosen.more for b in read_bench(path / "gold", path))]
    found = [example(bench) for bench in read if bench.source]
    more = [each for path in chosen.labels for each in labelled(path)]
    if chosen.folds:
        right = total = 0
        for fold in range(chosen.folds):
            weights = learn([*(e for n, e in enumerate(found) if n % chosen.folds != fold), *more], chosen.strength)
            good, all_ = share_right([e for n, e in enumerate(found) if n % chosen.folds == fold], weights)
            right, total = right + good, total + all_
        print(f"left out: {right} of {total} right ({right / total:.3f})")
        return
    found += more
    weights = learn(found, chosen.strength)
    right, total = share_right(found, weights)
    print(f"{len(found)} articles, {total} targets; learned: {right / total:.3f} right", file=sys.stderr)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["what", "where", "weight"])
    writer.writerows([*feature, weight] for feature, weight in weights.items() if abs(weight) >= 0.05)


if __name__ == "__main__":
    main()
