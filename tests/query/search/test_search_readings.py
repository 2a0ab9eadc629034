from __future__ import annotations

import pytest
from labelled import labelled

from ecograph.query.search import index_of
from ecograph.query.search.readings import readings
from ecograph.query.search.typed import divided, letters


@pytest.mark.parametrize(
    ("name", "person", "reading"),
    [
        ("晋中市", False, "jin zhong shi"),
        ("六安市", False, "lu an shi"),
        ("重庆市", False, "chong qing shi"),
        ("重庆市长寿区生态环境局", False, "chong qing shi chang shou qu sheng tai huan jing ju"),
        ("乐亭县", False, "lao ting xian"),
        ("单县", False, "shan xian"),
        ("单雄", True, "shan xiong"),
        ("曾国强", True, "zeng guo qiang"),
        ("任建新", True, "ren jian xin"),
        ("区永祥", True, "ou yong xiang"),
        ("尉迟恭", True, "yu chi gong"),
        ("万俟明", True, "mo qi ming"),
        ("吕梁绿化", False, "lv liang lv hua"),
        ("长江", False, "chang jiang"),
        ("PM2.5浓度", False, "p m 2 5 nong du"),
    ],
)
def test_a_name_is_read(name, person, reading):
    assert tuple(reading.split()) in readings(name, person=person)


def test_a_name_without_chinese_is_not_read():
    assert readings("PM2.5") == []


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("jin", {("jin",)}),
        ("jinzh", {("jin", "zh")}),
        ("xian", {("xian",), ("xi", "an")}),
        ("xi'an", {("xi", "an")}),
        ("xi'a", {("xi", "a")}),
        ("lue", {("lve",), ("lu", "e")}),
        ("sthjj", set()),
    ],
)
def test_letters_are_divided_into_syllables(typed, ways):
    assert set(divided(typed)) >= ways
    if not ways:
        assert divided(typed) == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [("jin␣zhong", "jin'zhong"), ("xi'an", "xi'an"), ("lüliang", "lvliang"), ("pm2.5", ""), ("晋zhong", "")],
)
def test_only_letters_are_pinyin(text, typed):
    assert letters(text) == typed


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("xian", ["单县", "西安市", "咸阳市"]),
        ("xi'an", ["西安市"]),
        ("shanx", ["单县"]),
        ("zengguofan", ["曾国藩"]),
        ("zgf", ["曾国藩"]),
    ],
)
def test_names_are_found_by_any_way_to_read_them(typed, found):
    places, person = labelled("西安市", "咸阳市", "单县", type="Place"), labelled("曾国藩", type="Official")
    hits = [hit.label for store in (places, person) for hit in index_of(store).suggest(typed)]
    assert sorted(hits) == sorted(found)
