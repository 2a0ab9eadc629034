"""Places by code, by the name of a natural feature, else within their prefecture."""

from __future__ import annotations

import pytest
from naming import article, iris, known, named, one

from ecograph.model import Facts


def place(name: str, kind: str = "admin", home: str = "140700", within: str = "", code: str = "") -> Facts:
    told = named("Place", name, kind=kind, **({"code": code} if code else {}))
    if not within:
        return article(told, home=home)
    around = named("Place", within, kind="admin", code=within)
    return article(told, around, home=home, links=[(name, "within", within)])


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (place("平遥县", code="140728"), place("平遥", code="140728", home="620800"), True),
        (place("黄河", "river"), place("黄河", "river", home="620800"), True),
        (place("古陶镇", home="140728"), place("古陶镇", home="140728"), True),
        (place("古陶镇", home="140728"), place("古陶镇"), True),
        (place("平遥县古陶镇"), place("古陶镇", home="140728"), True),
        (place("城关镇", home="140728"), place("城关镇", home="140781"), False),
        (place("城关镇", home="140728"), place("城关镇", home="620826"), False),
        (place("王庄桥南断面", "section", home="140729"), place("王庄桥南断面", "section", home="140781"), True),
        (place("平镇桥断面", "section", home="620800"), place("平镇桥断面", "section", home="621000"), True),
        (place("平镇桥断面", "section", home="620800"), place("平镇桥断面", "section", home="140700"), False),
        (place("小西河", "river", home="140728"), place("小西河", "river", home="140781"), True),
        (place("小西河", "river", home="140728"), place("小西河", "river", home="620826"), False),
    ],
)
def test_which_names_are_of_one_place(first: Facts, second: Facts, same: bool) -> None:
    assert one("Place", first, second) is same


def test_a_place_lies_where_the_text_says() -> None:
    found = known(place("城关镇", within="140781"), place("城关镇", home="140728"))
    assert iris(found, "Place") == ["place/140728/城关镇", "place/140781", "place/140781/城关镇"]


def test_a_town_of_several_counties_is_left_open() -> None:
    found = known(*(place("城关镇", home=home) for home in ("140700", "140728", "140781")))
    assert [doubt.rule for doubt in found.doubts] == ["county", "county"]
    assert len(iris(found, "Place")) == 3
