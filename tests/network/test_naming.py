"""A name finds one entity, or says why not."""

from __future__ import annotations

import re

import pytest
from told import store

from builders import BUREAU, HESHUN, LU, RIVER, RULES, both, store_of
from ecograph.errors import UsageError
from ecograph.network import find
from ecograph.store import BASE


@pytest.fixture(scope="module")
def filled():
    with store_of(*both()) as made:
        yield made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BUREAU, BUREAU),
        (f"<{BUREAU}>", BUREAU),
        ("agency:晋中市生态环境局", BUREAU),
        ("晋中市生态环境局", BUREAU),
        (" 晋中市生态环境局 ", BUREAU),
        ("市生态环境局", BUREAU),
        ("140723", HESHUN),
        ("一泓清水入黄河工程", RIVER),
        ("「一泓清水入黄河」工程", RIVER),
        ("《晋中市国土绿化示范项目管理办法》", RULES),
        ("路华", LU),
        ("一泓清水", RIVER),
        ("ＰＭ２．５", BASE + "target/77d2e0f61b90"),
    ],
)
def test_a_name_finds_its_entity(filled, text, expected):
    assert find(filled, text).id == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("局", r"'局': 3 things fit.*晋中市生态环境局 \(Agency, agency:晋中市生态环境局\)"),
        ("晋", r"'晋': \d+ things fit, where one entity is wanted; give the whole name or the IRI of one of them"),
        ("衡水市", "'衡水市': no entity of this name is in the store; give a name, an alias or an IRI"),
        ("", "'': no entity of this name"),
        ("《》", "no entity of this name"),
        ("agency:某局", "no entity of this name"),
    ],
)
def test_a_name_of_none_or_several_is_refused(filled, text, told):
    with pytest.raises(UsageError, match=told):
        find(filled, text)


def test_of_many_that_fit_the_shortest_names_are_listed():
    rows = ((f"{name}局", "leads", "河工程") for name in ("甲乙", *"一二三四五六七八"))
    with store(*rows) as made, pytest.raises(UsageError) as caught:
        find(made, "局")
    assert re.findall(r"(\S+) \(Agency", str(caught.value)) == [f"{name}局" for name in "一七三二五八"]
    assert str(caught.value).endswith("; and 3 more")


def test_only_the_classes_wanted_are_looked_at(filled):
    assert find(filled, "晋", classes=("Official", "Project", "Place")).label == "晋中市"
    with pytest.raises(UsageError, match=r"no place of this name.*of class Place"):
        find(filled, "路华", classes=("Place",), what="place")


def test_the_same_name_of_two_lists_both(filled):
    facts = both()[0]
    twin = facts.entities[3]._replace(id=BASE + "official/140800/马成毅")
    with store_of(facts._replace(entities=(*facts.entities, twin))) as made, pytest.raises(UsageError) as caught:
        find(made, "马成毅")
    assert "official/140700/马成毅" in str(caught.value)
    assert "official/140800/马成毅" in str(caught.value)


def test_a_whole_name_goes_before_a_part_and_an_alias(filled):
    assert find(filled, "晋中市生态环境局").label == "晋中市生态环境局"
    assert find(filled, "和顺").id == HESHUN
