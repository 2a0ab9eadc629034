from __future__ import annotations

import pytest
from extracting import facts, sheet

from ecograph.extract.geography.home import find_home


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("晋中市召开生态环境保护大会。我市平遥县、介休市、祁县作了发言。", "140700"),
        ("平遥县召开生态环境保护大会。我县将在各乡镇推开这一做法，县委书记讲话。", "140728"),
        ("山西省召开大会，太原市、晋中市、临汾市发言。全省空气质量改善，省生态环境厅通报情况。", "140000"),
        ("榆次区召开大会。我区将加大治理力度，区委书记讲话。", "140702"),
        ("北京市延庆区召开大会。我区将保护妫水河，区生态环境局介绍情况。", "110119"),
        ("锡林郭勒盟召开大会。我盟将加快治沙，盟林业和草原局介绍情况。", "152500"),
        ("宁夏回族自治区召开大会，银川市、吴忠市发言。全区空气质量改善。", "640000"),
        ("大理白族自治州召开大会。我州将保护洱海，州生态环境局介绍情况。", "532900"),
        ("平遥县重拳治气，37台锅炉占晋中市的近一半（全市79台），县委多方筹措资金。", "140728"),
        ("河长制工作会议在金寨县召开，我县上半年治理河道12公里。", "341524"),
    ],
)
def test_an_article_tells_what_it_calls_its_own(text: str, code: str) -> None:
    assert find_home(sheet(text, home="")) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # The city's paper writes of one of its counties.
        ("太谷区区长王立强介绍，太谷区绿化居全市前列。太谷区今年造林2万亩，太谷区还将治河。", "140703"),
        ("祁县县长王立强介绍，祁县造林位列全市第一。上半年，祁县植树6万株，祁县还将治河。", "140727"),
        # The city itself speaks, or several counties are named alike.
        (
            "检查组在祁县看到，市林业局、市水利局、市政府派人到祁县蹲点，市生态环境局也在祁县蹲点，祁县的工作走在前列。",
            "140700",
        ),
        ("祁县、太谷区、平遥县造林。祁县、太谷区、平遥县治河。祁县、太谷区、平遥县还将治气。", "140700"),
        ("我市在祁县召开现场会。祁县造林2万亩，祁县治河6公里，祁县植树6万株。", "140700"),
    ],
)
def test_a_paper_may_write_of_one_division_of_its_own(text: str, code: str) -> None:
    assert find_home(sheet(text, home="", publisher="晋中日报")) == code


@pytest.mark.parametrize("text", ["绿水青山就是金山银山。", "全市造林10万亩。", ""])
def test_a_text_without_a_division_has_no_home(text: str) -> None:
    assert find_home(sheet(text, home="")) == ""


@pytest.mark.parametrize(
    ("publisher", "code"), [("晋中日报", "140700"), ("吕梁日报", "141100"), ("龙岩市生态环境局", "350800")]
)
def test_the_publisher_tells_the_home(publisher: str, code: str) -> None:
    assert find_home(sheet("我市今年造林10万亩。", home="", publisher=publisher)) == code


def test_a_home_that_the_user_gives_wins() -> None:
    found = facts("太原市、大同市空气质量改善，我市也要改善。", home="140700")
    assert found.document.home == "140700"


def test_the_home_that_is_found_goes_into_the_document() -> None:
    found = facts("晋中市召开大会，我市将造林10万亩。", home="")
    assert found.document.home == "140700"
