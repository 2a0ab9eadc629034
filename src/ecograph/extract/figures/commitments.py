"""Make entities of targets, and link each to what it is a target of."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import zip_longest

from ecograph.extract.figures.classes import names_class
from ecograph.extract.figures.deadlines import Deadlines
from ecograph.extract.figures.frames import Frames
from ecograph.extract.figures.metrics import Metric, MetricFinder
from ecograph.extract.figures.quantities import Quantity, find_quantities, units
from ecograph.extract.figures.subjects import Question, Subject, SubjectFinder
from ecograph.extract.figures.targets import counts_nothing, is_baseline
from ecograph.extract.figures.values import action_endings
from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Link, Sheet, mask_of, within
from ecograph.extract.words.clauses import clause_near
from ecograph.model import Attribute, EntityType, Status
from ecograph.times import Time, find_times

_HAN, _NO_NAME = re.compile("[一-鿿]"), re.compile(r"[、，\d]+")
_SIZES = frozenset({"power", "volume", "area", "length", "rate"})
# 《行为规范十条》: a number in a title counts nothing.
_TITLE = re.compile(r"《[^》\n]{1,60}》")
_LONGEST_TITLE, _LONGEST_QUOTE = 60, 400


def find_targets(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add the targets of a document to its sheet, and link them to their subjects."""
    kinds: tuple[EntityType, ...] = ("Project", "Policy", "Agency", "Place", "Official")
    named = mask_of(sheet.text, [(m.start, m.end) for kind in kinds for m in sheet.marks(kind)])
    found = find_quantities(sheet)
    titles = mask_of(sheet.text, [match.span() for match in _TITLE.finditer(sheet.text)])
    outside = [q for q in found if not titles[q.number]]
    standing = [q for q, after in zip_longest(outside, outside[1:]) if not names_class(sheet, q, after)]
    numbers = [q for q in standing if not all(named[q.number : q.end]) or _done(sheet, q) or _sized(sheet, q)]
    quantities = [q for q, after in zip_longest(numbers, numbers[1:]) if not counts_nothing(sheet, q, after)]
    counted = {q.start for q in quantities}
    times = find_times(sheet.text, sheet.document.published)
    finder = MetricFinder(sheet, numbers, counted, places, times)
    frames = Frames(sheet, times)
    deadlines = Deadlines(sheet, times, frames, numbers)
    restated = _restated(sheet, quantities)
    questions = []
    for number, quantity in enumerate(numbers):
        metric = finder.find(number)
        if metric is None or quantity.start not in counted or quantity.start in restated:
            continue
        if _worth(sheet, quantity, metric) and not is_baseline(sheet, numbers, number):
            questions += [Question(quantity, m, frames.status(quantity, m)) for m in finder.alike(number, metric)]
    for question, subject in zip(questions, SubjectFinder(sheet).find(questions), strict=True):
        when = deadlines.find(question.quantity, question.metric) if question.status == "planned" else None
        _add(sheet, *question, when, subject)


def _restated(sheet: Sheet, quantities: list[Quantity]) -> set[int]:
    """Return where the headline says shortly what the body says in full: in a first line without a full stop."""
    end = sheet.text.find("\n")
    if not 0 < end <= _LONGEST_TITLE or "。" in sheet.text[:end]:
        return set()
    body = {_amount(q) for q in quantities if q.start >= end}
    return {q.start for q in quantities if q.start < end and _amount(q) in body}


def _amount(quantity: Quantity) -> tuple[Decimal | None, str, str]:
    return quantity.value, quantity.unit, quantity.grade


def _sized(sheet: Sheet, quantity: Quantity) -> bool:
    """Tell whether a quantity is the size of the project whose name holds it (50万千瓦风电项目)."""
    if quantity.unit_class not in _SIZES or quantity.unit == "千伏":
        # 500千伏输变电工程 is of a sort.
        return False
    return any(
        mark.start <= quantity.number and quantity.end < mark.end
        for mark in within(sheet.marks("Project"), sheet.sentence(quantity.start))
    )


def _done(sheet: Sheet, quantity: Quantity) -> bool:
    """Tell whether a count is no part of a name that holds it, since a verb governs it (完成127个治污工程)."""
    start, _ = clause_near(sheet, quantity.start)
    if quantity.han or "《" in sheet.text[start : quantity.start]:
        return False
    return action_endings().before(sheet.text, quantity.start) >= 0


def _worth(sheet: Sheet, quantity: Quantity, metric: Metric) -> bool:
    name = metric.name(sheet.text)
    if quantity.grade and _HAN.search(name) is None:
        return False
    return bool(name.strip()) and not _NO_NAME.fullmatch(name)


def _add(sheet: Sheet, quantity: Quantity, metric: Metric, status: Status, when: Time | None, subject: Subject) -> None:
    text = sheet.text
    name = metric.name(text)
    value = quantity.grade or _plain(quantity.value)
    printed = f"{value}{quantity.unit}"
    owner = subject.keys[0].split(":", 1)[-1] if subject.keys else ""
    key = (
        f"Target:{owner}/{name}/{metric.change[0]}{quantity.comparator}{printed}/{when.value if when else ''}/{status}"
    )
    draft = sheet.draft("Target", f"{name} {value} {quantity.unit}", key=key)
    start, end = min(metric.quote_start, quantity.start), max(metric.quote_end, quantity.end)
    start = max(start, min(quantity.start, end - _LONGEST_QUOTE))
    if not draft.marks:
        draft.attributes.update(
            metric=name,
            value=quantity.grade or _number(quantity.value),
            unit=quantity.unit,
            comparator=quantity.comparator,
            change=metric.change,
            status=status,
            deadline=when.value if when else None,
            value_text=text[quantity.number : quantity.number_end],
        )
        if quantity.value_max is not None:
            draft.attributes["value_max"] = _number(quantity.value_max)
        _normalise(draft.attributes, quantity)
        draft.slots["metric"] = (metric.start, metric.end)
        draft.slots["value"] = (quantity.number, quantity.number_end)
        if (unit_end := _unit_end(sheet, quantity)) > quantity.number_end:
            draft.slots["unit"] = (quantity.number_end, unit_end)
        if when:
            draft.slots["deadline"] = (when.start, when.end)
    sheet.mark(
        draft,
        start,
        end,
        rule=f"target.{'again' if metric.inherited else 'metric'}",
        confidence=0.7 if metric.inherited else 0.85,
    )
    draft.aliases.clear()
    for owner_key in subject.keys:
        sheet.link(
            owner_key,
            "hasTarget",
            key,
            at=sheet.sentence(quantity.start),
            rule="hasTarget.subject",
            modality="plan" if status == "planned" else "done",
            focus=quantity.start,
            confidence=round(subject.confidence, 2),
        )
    if subject.other:
        sheet.doubt(
            Link(
                subject.other, "hasTarget", key, *sheet.sentence(quantity.start), "hasTarget.subject", quantity.start,
                modality="possible", confidence=round(subject.other_confidence, 2),
            )
        )  # fmt: skip


def _unit_end(sheet: Sheet, quantity: Quantity) -> int:
    found = sheet.text.find(quantity.unit, quantity.number_end, quantity.end + 1)
    return found + len(quantity.unit) if found >= 0 else quantity.end


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _normalise(attributes: dict[str, Attribute], quantity: Quantity) -> None:
    """Add the amount in the base unit of its quantity (m2, m3, kg, CNY …), where the unit has one."""
    bare = quantity.unit.lstrip("万亿")
    _, base, factor = units().get(bare, ("", "", ""))
    if not factor or quantity.value is None:
        return
    value = quantity.value * Decimal(factor)
    for char in quantity.unit[: len(quantity.unit) - len(bare)]:
        value *= {"万": 10_000, "亿": 100_000_000}[char]
    attributes["normalized_value"] = _number(round(value, 6))
    attributes["normalized_unit"] = base
