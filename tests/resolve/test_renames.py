"""Bodies that a reform renamed and places that were renamed: two things, linked with the date."""

from __future__ import annotations

import pytest
from naming import BASE, agency, article, known, named

from ecograph.resolve import Resolution
from ecograph.resolve.reforms import reforms
from ecograph.resources import rows


def renames(found: Resolution) -> list[tuple[str, str, str]]:
    return [(each.old.removeprefix(BASE), each.new.removeprefix(BASE), each.date) for each in found.renames]


@pytest.mark.parametrize(
    ("old", "new", "home", "date"),
    [
        ("环境保护部", "生态环境部", "", "2018"),
        ("山西省环境保护厅", "山西省生态环境厅", "140000", "2018"),
        ("山西省林业厅", "山西省林业和草原局", "140000", "2018"),
        ("晋中市环境保护局", "晋中市生态环境局", "140700", "2019"),
        ("晋中市林业局", "晋中市林业和草原局", "140700", "2019"),
        ("晋中市国土资源局", "晋中市规划和自然资源局", "140700", "2019"),
        ("平遥县农业局", "平遥县农业农村局", "140728", "2019"),
        ("平遥县安全生产监督管理局", "平遥县应急管理局", "140728", "2019"),
        ("平遥县扶贫开发办公室", "平遥县乡村振兴局", "140728", "2021"),
        ("平遥县乡村振兴局", "平遥县农业农村局", "140728", "2024"),
        ("重庆市环境保护局", "重庆市生态环境局", "500000", "2018"),
        # What lies between is named nowhere.
        ("平遥县扶贫开发办公室", "平遥县农业农村局", "140728", "2021"),
        # The bureau of the county became the branch of the prefecture's.
        ("平遥县环境保护局", "晋中市生态环境局平遥分局", "140728", "2019"),
        ("晋中市环境保护局平遥分局", "晋中市生态环境局平遥分局", "140700", "2019"),
    ],
)
def test_a_reform_links_the_old_body_and_the_new(old: str, new: str, home: str, date: str) -> None:
    found = known(article(agency(old), home=home), article(agency(new), home=home))
    assert renames(found) == [(f"agency/{old}", f"agency/{new}", date)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("晋中市环境保护局", "平遥县生态环境局"),
        ("晋中市环境保护局", "晋中市水利局"),
        ("晋中市生态环境局", "晋中市环境监察支队"),
    ],
)
def test_other_bodies_are_not_linked(old: str, new: str) -> None:
    assert renames(known(article(agency(old)), article(agency(new)))) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019年1月8日，平遥县水务局更名为平遥县水利局。", "2019-01-08"),
        ("2019年1月，平遥县水务局改为平遥县水利局。", "2019-01"),
        ("平遥县水务局正式更名为平遥县水利局。", ""),
        ("今年3月撤销平遥县水务局，组建平遥县水利局。", "2023-03"),
        ("去年，在平遥县水务局基础上组建平遥县水利局。", "2022"),
        ("平遥县水利局（原平遥县水务局）介绍了情况。", ""),
    ],
)
def test_a_text_tells_of_a_renaming(text: str, date: str) -> None:
    found = known(article(agency("平遥县水务局"), agency("平遥县水利局"), home="140728", text=text))
    assert renames(found) == [("agency/平遥县水务局", "agency/平遥县水利局", date)]


@pytest.mark.parametrize(
    "text",
    [
        "平遥县水利局（原平遥县水务局局长王明任副组长）介绍了情况。",
        "项目由平遥县水务局改为平遥县水利局负责。",
        "责任单位由平遥县水务局调整为平遥县水利局。",
        "平遥县水务局、平遥县水利局介绍了情况。",
    ],
)
def test_what_only_looks_like_a_renaming_is_none(text: str) -> None:
    assert renames(known(article(agency("平遥县水务局"), agency("平遥县水利局"), home="140728", text=text))) == []


def test_a_body_does_not_become_another_places() -> None:
    text = "晋中市水务局改为平遥县水利局。"
    assert renames(known(article(agency("晋中市水务局"), agency("平遥县水利局"), text=text))) == []


def test_a_date_that_a_text_tells_is_better_than_the_tables() -> None:
    text = "2018年12月29日，晋中市环境保护局更名为晋中市生态环境局。"
    found = known(article(agency("晋中市环境保护局"), agency("晋中市生态环境局"), text=text))
    assert renames(found) == [("agency/晋中市环境保护局", "agency/晋中市生态环境局", "2018-12-29")]


TAIGU = {"code": "140703", "kind": "admin"}


def test_a_renamed_place_keeps_its_own_code_and_is_linked() -> None:
    then = article(named("Place", "太谷区", printed=["太谷县"], **TAIGU), published="2018-03-01")
    now = article(named("Place", "太谷区", **TAIGU), published="2021-03-01")
    found = known(then, now)
    assert renames(found) == [("place/140726", "place/140703", "2019")]
    names = {(e.name, e.attributes["code"]) for facts in found.facts for e in facts.entities}
    assert names == {("太谷县", "140726"), ("太谷区", "140703")}


@pytest.mark.parametrize(
    ("printed", "published", "code"),
    [
        (["太谷县"], "2018-03-01", "140726"),
        (["太谷县"], "2021-03-01", "140726"),
        (["太谷县", "太谷区"], "2021-03-01", "140703"),
        (["全县"], "2018-03-01", "140726"),
        (["全区"], "2021-03-01", "140703"),
        (["太谷"], "", "140703"),
    ],
)
def test_which_name_of_a_place_is_meant(printed: list[str], published: str, code: str) -> None:
    found = known(article(named("Place", "太谷区", printed=printed, **TAIGU), published=published))
    assert [entity.id for entity in found.facts[0].entities] == [f"{BASE}place/{code}"]


@pytest.mark.parametrize(
    ("printed", "published", "name"),
    [
        ("太谷县水务局", "2021-03-01", "太谷县水务局"),
        ("县水务局", "2018-03-01", "太谷县水务局"),
        ("区水务局", "2021-03-01", "太谷区水务局"),
        ("太谷区水务局", "2018-03-01", "太谷区水务局"),
    ],
)
def test_a_body_bears_its_places_name_of_the_time(printed: str, published: str, name: str) -> None:
    found = known(article(agency("太谷区水务局", printed=[printed]), published=published, home="140703"))
    assert [(entity.id, entity.name) for entity in found.facts[0].entities] == [(f"{BASE}agency/{name}", name)]


def test_the_bodies_of_a_renamed_place_are_linked() -> None:
    documents = [
        article(agency("太谷区水务局", printed=["太谷县水务局"]), home="140703", published="2018"),
        article(agency("太谷区水务局"), home="140703", published="2022"),
    ]
    assert renames(known(*documents)) == [("agency/太谷县水务局", "agency/太谷区水务局", "2019")]


def test_the_table_of_reforms_is_whole() -> None:
    for row in rows("data", "identity", "reforms.csv"):
        assert row["level"] in ("nation", "province", "local")
        assert row["kind"] in ("renamed", "merged", "either", "branch")
        assert row["basis"]
        assert row["kind"] == "either" or row["earliest"][:4] <= row["year"] <= row["latest"][:4]


@pytest.mark.parametrize(
    ("place", "old", "new", "linked"),
    [
        ("140700", "扶贫开发办公室", "农业农村局", True),
        ("140700", "农业农村局", "扶贫开发办公室", False),
        ("140000", "环境保护局", "生态环境局", True),
        ("CN", "国家环境保护总局", "生态环境部", True),
    ],
)
def test_reforms_lead_from_one_body_to_another_in_steps(place: str, old: str, new: str, linked: bool) -> None:
    assert reforms().renames(place, old, new) is linked
