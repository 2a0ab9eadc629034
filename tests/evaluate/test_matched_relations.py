"""Which relations are right, missed, wrong, or not judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from annotating import DOCUMENT, entity, facts, gold, target

from builders import span
from ecograph.evaluate import judge, mistakes
from ecograph.model import Claim, Predicate

BUREAU, MA = entity("Agency", "晋中市生态环境局"), entity("Official", "马成毅")
HESHUN, PROJECT = entity("Place", "和顺县"), entity("Project", "太行山国土绿化示范项目")
TREES, OUTSIDE = target("造林", 5, "万亩"), entity("Agency", "林业局")
ANNOTATED: dict[str, Any] = {
    "agency": [{"name": "晋中市生态环境局"}],
    "official": [{"name": "马成毅"}],
    "place": [{"name": "和顺县"}],
    "project": [{"name": "太行山国土绿化示范项目"}, {"name": "净土保卫战", "required": False}],
    "target": [{"metric": "造林", "value": 5, "unit": "万亩", "quote": "造林5万亩"}],
}


def claim(subject: str, predicate: Predicate, object_: str) -> Claim:
    return Claim(subject, predicate, object_, span(DOCUMENT, "太行山国土绿化示范项目在和顺县开工。"), "test")


WORKS = ("马成毅", "worksFor", "晋中市生态环境局")
CASES = [
    (WORKS, (), claim(MA.id, "worksFor", BUREAU.id), {"right"}),
    (WORKS, (), claim(BUREAU.id, "worksFor", MA.id), {"missed", "wrong"}),
    (("晋中市生态环境局", "responsibleFor", "净土保卫战"), (), None, {"open"}),
    (("和顺县", "hasTarget", "造林 5 万亩"), (), claim(HESHUN.id, "hasTarget", TREES.id), {"right"}),
    (None, WORKS, claim(MA.id, "worksFor", BUREAU.id), {"open"}),
    (None, (), claim(HESHUN.id, "within", HESHUN.id), {"open"}),
    (None, (), claim(MA.id, "worksFor", OUTSIDE.id), set()),
    (("国土绿化示范项目", "locatedIn", "和顺县"), (), claim(PROJECT.id, "locatedIn", HESHUN.id), {"right"}),
    (("无名之物", "locatedIn", "和顺县"), (), None, {"missed"}),
]


@pytest.mark.parametrize(("annotated", "optional", "found", "verdicts"), CASES)
def test_a_relation(
    tmp_path: Path,
    annotated: tuple[str, ...] | None,
    optional: tuple[str, ...],
    found: Claim | None,
    verdicts: set[str],
) -> None:
    lists = {"relations": [annotated] if annotated else [], "relations_optional": [optional] if optional else []}
    told = facts(BUREAU, MA, HESHUN, PROJECT, TREES, OUTSIDE, claims=(found,) if found else ())
    judged = judge(gold(tmp_path, **ANNOTATED, **lists), told)
    assert {each.verdict for each in judged.relations} == verdicts
    assert judged.outside == (1 if found and found.object == OUTSIDE.id else 0)


def test_one_found_relation_answers_one_annotated(tmp_path: Path) -> None:
    annotated = gold(tmp_path, **ANNOTATED, relations=[WORKS, WORKS])
    judged = judge(annotated, facts(BUREAU, MA, claims=(claim(MA.id, "worksFor", BUREAU.id),)))
    assert [each.verdict for each in judged.relations] == ["right", "missed"]


def test_each_mistake_has_its_sentence(tmp_path: Path) -> None:
    annotated = gold(tmp_path, **ANNOTATED, relations=[("太行山国土绿化示范项目", "locatedIn", "和顺县")])
    wrong = entity("Place", "太行", printed="太行山")
    told = {(each.verdict, each.what): each.sentence for each in mistakes(judge(annotated, facts(BUREAU, wrong)))}
    first = "晋中市生态环境局局长马成毅介绍，今年全市造林绿化32.4万亩，其中和顺县造林5万亩。"
    second = "太行山国土绿化示范项目在和顺县开工。"
    assert told == {
        ("missed", "official"): first,
        ("missed", "place"): first,
        ("missed", "target"): first,
        ("missed", "project"): second,
        ("wrong", "place"): second,
        ("missed", "locatedIn"): second,
    }
