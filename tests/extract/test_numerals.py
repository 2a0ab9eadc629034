from __future__ import annotations

from decimal import Decimal

import pytest

from ecograph.extract.words.numerals import chinese_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("三千二百", "3200"),
        ("三千零四十", "3040"),
        ("十万", "100000"),
        ("百万", "1000000"),
        ("一万零六百", "10600"),
        ("二百二十万", "2200000"),
        ("九千五百二十八万三千", "95283000"),
        ("一亿三千万", "130000000"),
        ("一百二十三亿四千五百万", "12345000000"),
        ("一亿零五百万", "105000000"),
        ("二〇二五", "2025"),
        ("一九九八", "1998"),
        ("七十一点三", "71.3"),
        ("零点八五", "0.85"),
        ("〇点五", "0.5"),
        ("两万五", "25000"),
        ("一千二", "1200"),
    ],
)
def test_a_numeral_has_its_value(text: str, value: str) -> None:
    assert chinese_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "三个", "点", "一点点", "九十九点九成", "32", "万岁"])
def test_what_is_no_numeral_has_none(text: str) -> None:
    assert chinese_number(text) is None


def test_a_fraction_is_exact() -> None:
    assert str(chinese_number("二点一零")) == "2.10"
