from __future__ import annotations

import pytest

from ecograph.times import find_times

SPRING = "2025-03-01"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("到2025年底", "2025"),
        ("到2030年，", "2030"),
        ("2027年年底前完成", "2027"),
        ("今年造林", "2025"),
        ("年内完工", "2025"),
        ("年底前完工", "2025"),
        ("明年开工", "2026"),
        ("后年见效", "2027"),
        ("去年完成", "2024"),
        ("前年完成", "2023"),
        ("“十四五”末达到", "2025"),
        ("“十四五”期间完成", "2025"),
        ("“十五五”期间完成", "2030"),
        ("“十三五”末达到", "2020"),
        ("三年内消除", "2028"),
        ("一年内消除", "2026"),
        ("10年内消除", "2035"),
        ("十年内消除", "2035"),
        ("今明两年新建", "2026"),
        ("明后两年建成", "2027"),
        ("明年年底前建成", "2026"),
        ("去年年底建成", "2024"),
        ("清明节前栽完", "2025"),
        ("未来五年建设", "2030"),
        ("6月底前完成", "2025-06"),
        ("今年6月底前完成", "2025-06"),
        ("2025年10月底前完成", "2025-10"),
        ("到二〇二五年，", "2025"),
        ("到二〇三〇年，", "2030"),
        ("9月前完工", "2025-09"),
        ("9月30日前完工", "2025-09"),
        ("月底前拨付", "2025-03"),
        ("10月底通水", "2025-10"),
        ("明年6月完工", "2026-06"),
        ("明年汛期前完工", "2026"),
        ("2026年汛期前完工", "2026"),
        ("今春造林", "2025"),
        ("2025年10月31日前完工", "2025-10"),
        ("3月20日举行", "2025-03"),
        # A day that is not to come is no date for anything.
        ("2月20日举行", ""),
        ("1日举行", ""),
    ],
)
def test_a_time_is_read_from_the_day_of_the_article(text: str, value: str) -> None:
    assert [time.value for time in find_times(text, SPRING)] == [value]


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("2024年完成", True, False),
        ("去年完成", True, False),
        ("2025年1月完成", True, False),
        ("2025年11月完成", False, True),
        ("到2025年底", False, True),
        ("到2030年，", False, True),
        ("今年的", False, False),
        ("2025年是", False, False),
        ("明年开工", False, True),
        ("三年内消除", False, True),
        ("截至2025年底", True, False),
        ("截至二〇二四年底", True, False),
        ("由35增大到2025年的38", False, False),
        ("今年春季栽种", False, False),
        ("今年入冬前栽种", False, True),
    ],
)
def test_a_time_lies_before_or_after_the_article(text: str, past: bool, future: bool) -> None:
    (time,) = find_times(text, SPRING)
    assert (time.past, time.future) == (past, future)


def test_a_season_is_over_when_its_months_are() -> None:
    (time,) = find_times("今年春季新建冷棚460栋", "2025-05-03")
    assert (time.past, time.future) == (True, False)


@pytest.mark.parametrize(
    ("text", "published", "past", "value"),
    [
        ("汛前完成加固", "2025-03-01", False, "2025"),
        ("汛前完成加固", "2025-08-01", True, "2025"),
        ("汛前完成加固", "2025-12-01", False, "2026"),
        ("春节前扫尾", "2025-11-01", False, "2026"),
        ("8月3日抵达", "2025-08-10", True, ""),
        ("29日抵达", "2025-08-10", False, "2025-08"),
    ],
)
def test_a_season_and_a_day_are_the_nearest(text: str, published: str, past: bool, value: str) -> None:
    (time,) = find_times(text, published)
    assert (time.past, time.value) == (past, value)


@pytest.mark.parametrize("text", ["2月底通水", "13月底前通水"])
def test_a_month_gone_by_may_be_of_any_year(text: str) -> None:
    assert not [time for time in find_times(text, SPRING) if time.value]


@pytest.mark.parametrize(
    "text",
    [
        "造林2025亩",
        "栽树1998棵",
        "共2030户",
        "河长2025米",
        "日产2000吨",
        "十五个村",
    ],
)
def test_an_amount_is_no_time(text: str) -> None:
    assert find_times(text, SPRING) == []


@pytest.mark.parametrize(
    ("text", "value"), [("今年完成", ""), ("明年完成", ""), ("三年内完成", ""), ("到2025年底", "2025")]
)
def test_without_a_date_only_a_year_that_is_named_is_known(text: str, value: str) -> None:
    assert [time.value for time in find_times(text, "")] == [value]


def test_two_times_keep_their_order() -> None:
    text = "到2025年底达到90%，到2030年达到95%"
    assert [text[time.start : time.end][:4] for time in find_times(text, SPRING)] == ["2025", "2030"]


def test_a_month_that_is_near_is_of_the_next_year() -> None:
    text = "元旦前完工，2月底前完成，今冬明春造林，9月底前完成"
    assert [time.value for time in find_times(text, "2025-12-10")] == ["2026", "2026-02", "2026", "2025-09"]


def test_an_article_without_a_day_looks_back_on_old_years() -> None:
    assert [(time.past, time.future) for time in find_times("到2000年，到2027年，", "")] == [
        (True, False),
        (False, True),
    ]
