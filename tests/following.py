"""A few articles of three years about one place, on which the rooms that show what became of targets can test."""

from __future__ import annotations

from builders import named
from ecograph.model import Facts
from telling import CITY, article, plan, report

TODAY = "2023-12-31"


def _placed(facts: Facts) -> Facts:
    """Return the facts with the place that they are about, as an entity."""
    return facts._replace(
        entities=(named(facts.document, CITY, "Place", "平凉市", kind="admin", code="620800"), *facts.entities)
    )


FOLLOWED = tuple(
    map(
        _placed,
        (
            article(
                "2022-01-10",
                "2022年全市完成营造林24万亩，优良天数比例达到95%。",
                plan("营造林", "24万亩", word="2022年"),
                plan("优良天数比例", "95%", comparator=">="),
                title="平凉2022年工作要点",
            ),
            article(
                "2022-06-01", "营造林任务由24万亩调整为20万亩。", plan("营造林任务", "20万亩"), title="平凉调整任务"
            ),
            article("2022-07-05", "上半年，优良天数比例为96.1%。", report("优良天数比例", "96.1%"), title="平凉半年"),
            article("2023-01-15", "2022年，全市完成营造林24.6万亩。", report("营造林", "24.6万亩"), title="平凉账单"),
            article("2023-02-20", "2022年全市完成营造林24.1万亩。", report("营造林", "24.1万亩"), title="平凉报告"),
        ),
    )
)
