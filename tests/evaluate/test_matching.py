"""What counts as the same thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from annotating import entity, facts, gold, target

from ecograph.evaluate import judge, totals
from ecograph.evaluate.amounts import amount
from ecograph.evaluate.folding import folded, likeness, place_stem
from ecograph.model import Entity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《方案（试行）》", "方案试行"),
        ("ＰＭ２．５", "PM2.5"),
        ("“一泓 清水”", "一泓清水"),
        ("买买提·艾力", "买买提艾力"),
    ],
)
def test_marks_blanks_and_widths_do_not_count(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("和顺县", "和顺"), ("内蒙古自治区", "内蒙古"), ("吉县", "吉县"), ("汾河", "汾河")]
)
def test_a_place_keeps_at_least_two_characters(name: str, expected: str) -> None:
    assert place_stem(name) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("甲乙丙", "乙丙", 2 / 3), ("甲乙丁", "甲丙乙", 2 / 3), ("", "甲", 0)]
)
def test_likeness_is_a_share_of_the_longer(one: str, other: str, expected: float) -> None:
    assert likeness(one, other) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1.36, "亿元", (136_000_000, "元")),
        ("1,200", "万亩", (12_000_000, "亩")),
        (3, "千米", (3, "公里")),
        (5, "千瓦", (5, "千瓦")),
        (2, "百万吨", (2_000_000, "吨")),
        ("Ⅲ", "类", ("III", "类")),
        (38, "μg/m³", (38, "微克/立方米")),
    ],
)
def test_an_amount_does_not_depend_on_its_scale(value: object, unit: str, expected: tuple[object, str]) -> None:
    assert amount(value, unit) == expected


AGENCY = {"name": "晋中市生态环境局", "aliases": ["市生态环境局"], "accept": ["晋中生态环境局"]}
PROJECT = {"name": "太行山国土绿化示范项目"}
PLACE = {"name": "和顺县"}
TARGET = {"metric": "造林绿化", "value": 32.4, "unit": "万亩"}
SAME = [
    ("agency", AGENCY, entity("Agency", "市生态环境局"), "right"),
    ("agency", AGENCY, entity("Agency", "晋中生态环境局"), "right"),
    ("agency", AGENCY, entity("Agency", "甲局", "晋中市生态环境局"), "right"),
    ("agency", AGENCY, entity("Agency", "生态环境局"), "wrong"),
    ("agency", AGENCY, entity("Place", "晋中市生态环境局"), "wrong"),
    ("place", PLACE, entity("Place", "和顺"), "right"),
    ("place", PLACE, entity("Place", "和平县"), "wrong"),
    ("project", PROJECT, entity("Project", "太行山国土绿化项目"), "right"),
    ("project", PROJECT, entity("Project", "国土绿化"), "wrong"),
    ("target", TARGET, target("造林绿化", 324_000, "亩"), "right"),
    ("target", TARGET, target("全年造林", 32.4, "万亩"), "right"),
    ("target", TARGET, target("面积", 32.4, "万亩", quote="全年造林绿化32.4万亩"), "right"),
    ("target", TARGET, target("水库", 32.4, "万亩"), "wrong"),
    ("target", TARGET, target("造林绿化", 32.4, "万元"), "wrong"),
    ("target", TARGET, target("造林绿化", 32, "万亩"), "wrong"),
]


@pytest.mark.parametrize(("kind", "annotated", "found", "verdict"), SAME)
def test_what_is_the_same(tmp_path: Path, kind: str, annotated: dict[str, Any], found: Entity, verdict: str) -> None:
    judged = judge(gold(tmp_path, **{kind: [annotated]}), facts(found))
    assert verdict in {each.verdict for each in judged.entities if each.found}
    assert ("missed" in {each.verdict for each in judged.entities}) == (verdict == "wrong")


def test_a_second_find_of_one_thing_is_wrong(tmp_path: Path) -> None:
    found = facts(entity("Agency", "市生态环境局"), entity("Agency", "晋中市生态环境局"))
    tally = totals([judge(gold(tmp_path, agency=[AGENCY]), found)]).tallies["agency"]
    assert (tally.right, tally.wrong, tally.missed) == (1, 1, 0)


def test_an_optional_entity_counts_neither_way(tmp_path: Path) -> None:
    annotated = gold(tmp_path, project=[{**PROJECT, "required": False}])
    for found in (facts(), facts(entity("Project", PROJECT["name"]))):
        tally = totals([judge(annotated, found)]).tallies["project"]
        assert (tally.right, tally.wrong, tally.missed) == (0, 0, 0)


@pytest.mark.parametrize(
    ("neutral", "found"),
    [("太行山绿化", entity("Project", "太行山绿化工程")), ("投资 5 亿元", target("投资", 5, "亿元"))],
)
def test_a_neutral_name_counts_neither_way(tmp_path: Path, neutral: str, found: Entity) -> None:
    (verdict,) = judge(gold(tmp_path, neutral=[neutral]), facts(found)).entities
    assert verdict.verdict == "open"


FIELDS: list[tuple[dict[str, Any], dict[str, Any], list[tuple[str, bool]]]] = [
    ({"status": "planned"}, {"status": "achieved"}, [("status", False)]),
    ({"status": "planned", "status_either": True}, {"status": "achieved"}, []),
    ({"comparator": ">"}, {"comparator": ">="}, [("comparator", True)]),
    ({"comparator": ">="}, {"comparator": ">"}, [("comparator", False)]),
    ({"deadline": "2025"}, {"deadline": "2025-12-31"}, [("deadline", True)]),
    ({"deadline": "2025"}, {}, [("deadline", False)]),
    ({"deadline": "2025", "deadline_optional": True}, {}, []),
    ({"deadline": ""}, {"deadline": "2025"}, []),
]


@pytest.mark.parametrize(("annotated", "found", "expected"), FIELDS)
def test_the_fields_of_a_target(
    tmp_path: Path, annotated: dict[str, Any], found: dict[str, Any], expected: list[tuple[str, bool]]
) -> None:
    judged = judge(gold(tmp_path, target=[{**TARGET, **annotated}]), facts(target("造林绿化", 32.4, "万亩", **found)))
    assert [(each.field, each.right) for each in judged.fields] == expected


def test_each_post_is_checked(tmp_path: Path) -> None:
    annotated = gold(tmp_path, official=[{"name": "马成毅", "posts": ["党组书记", "局长"]}])
    judged = judge(annotated, facts(entity("Official", "马成毅", posts=("生态环境局局长",))))
    assert sorted((each.wanted, each.right) for each in judged.fields) == [("党组书记", False), ("局长", True)]
