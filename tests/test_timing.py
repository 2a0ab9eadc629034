"""Each claim says of which time it speaks, where its words tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import span, spring
from ecograph.model import Claim, Entity, Facts, Mention
from ecograph.timing import timed

CASES = [
    ("issued", "今年4月，市政府印发《治理方案》，提出到2025年优良水质面积比例稳定在80%以上。", "2024-04"),
    ("issued", "市政府印发《治理方案》，8月底前完成排查。", ""),
    ("locatedIn", "2023年，下岔河治理项目在和顺县开工。", "2023"),
    ("locatedIn", "去年，下岔河治理项目在和顺县开工。", "2023"),
    ("locatedIn", "下岔河治理项目2021年在和顺县立项，2023年开工。", ""),
    ("locatedIn", "下岔河治理项目较2021年提速，已在和顺县开工。", ""),
    ("locatedIn", "下岔河治理项目在和顺县开工。", ""),
]


def said(predicate: str, text: str, *, modality: str = "done") -> Facts:
    """Build the facts of a document with one claim whose evidence is the whole text, broken into two lines."""
    raw = text[:5] + "\n" + text[5:]
    document = replace(spring().document, raw=raw, text=text, published="2024-06-30")
    document.offsets[:] = type(document.offsets)("l", [at for at in range(len(raw)) if raw[at] != "\n"])
    claim = Claim("a", predicate, "b", document.span(0, len(text)), "test", modality=modality)  # type: ignore[arg-type]
    return Facts(document, (), (claim,))


@pytest.mark.parametrize(("predicate", "text", "time"), CASES, ids=[text for _, text, _ in CASES])
def test_a_claim_speaks_of_the_one_time_that_its_words_print(predicate: str, text: str, time: str) -> None:
    assert timed(said(predicate, text)).claims[0].time == time


def test_what_is_to_be_issued_is_issued_later() -> None:
    facts = said("issued", "明年市政府将印发《治理方案》。", modality="plan")
    assert timed(facts).claims[0].time == "2025"


TARGETS = [
    ("2022年造林3万亩，2023年造林5万亩。", "造林5万亩", None, "2023"),
    ("2022年造林3万亩，2023年造林5万亩。", "造林3万亩", None, "2022"),
    ("全市造林5万亩，2023年开工。", "造林5万亩", None, "2023"),
    ("水面由2021年的3万亩扩到5万亩。", "扩到5万亩", None, ""),
    ("2022年以来造林5万亩。", "造林5万亩", None, ""),
    ("2023年起，到2025年造林5万亩。", "造林5万亩", "2025", "2025"),
]


@pytest.mark.parametrize(("text", "quote", "deadline", "time"), TARGETS)
def test_a_target_speaks_of_its_deadline_or_of_the_time_before_its_figure(
    text: str, quote: str, deadline: str | None, time: str
) -> None:
    facts = said("hasTarget", text)
    mention = Mention(span(facts.document, quote), "test")
    target = Entity("b", "Target", "造林", (), (mention,), {"deadline": deadline})
    assert timed(facts._replace(entities=(target,))).claims[0].time == time


def test_second_readings_have_times_too() -> None:
    facts = said("locatedIn", "2023年，下岔河治理项目在和顺县开工。")
    assert timed(facts._replace(claims=(), readings=facts.claims)).readings[0].time == "2023"
