"""Officials by name and career: who is one person, who is kept apart, and what is listed."""

from __future__ import annotations

import pytest
from naming import BASE, agency, article, iris, known, named, one, post

from ecograph.model import Entity, Facts


def body(name: str, kind: str = "bureau") -> Entity:
    return agency(name, kind)


WATER, FORESTS = body("平遥县水利局"), body("平遥县林业局")
COUNTY, PARTY = body("平遥县人民政府", "government"), body("中共平遥县委员会", "party")
JIEXIU, CITY = body("介休市人民政府", "government"), body("晋中市人民政府", "government")
CITY_WATER = body("晋中市水利局")


def rules(*documents: Facts) -> list[str]:
    return [doubt.rule for doubt in known(*documents).doubts]


@pytest.mark.parametrize(
    ("bodies", "home", "path"),
    [
        ([WATER], "140728", "official/140700/王明"),
        ([CITY_WATER], "140000", "official/140700/王明"),
        ([body("山西省人民政府", "government")], "140728", "official/140000/王明"),
        ([body("生态环境部", "ministry")], "140728", "official/CN/王明"),
        ([body("安徽丰岩电镀有限公司", "company")], "341000", "official/341000/王明"),
        ([], "140728", "official/140700/王明"),
    ],
)
def test_an_official_belongs_to_the_jurisdiction_of_the_body(bodies: list[Entity], home: str, path: str) -> None:
    assert iris(known(post("王明", *bodies, home=home)), "Official") == [path]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # The same body, whenever and wherever it is told.
        (post("王明", WATER, home="140728"), post("王明", WATER, home="140000", published="2016")),
        (
            post("王明", body("北京林业大学", "institution"), home="110119"),
            post("王明", body("北京林业大学", "institution")),
        ),
        # Bodies that belong together, at the same time.
        (post("王明", PARTY, titles=["副书记"]), post("王明", COUNTY, titles=["县长"])),
        (post("王明", body("晋中市生态环境局")), post("王明", body("晋中市生态环境局平遥分局"))),
        (post("王明", COUNTY, titles=["副县长"]), post("王明", body("平遥县公安局"))),
        (
            post("王明", COUNTY, titles=["副县长"]),
            post("王明", body("平遥县人民政府办公室", "office"), titles=["主任"]),
        ),
        (post("王明", PARTY, titles=["常委"]), post("王明", body("中共平遥县委宣传部", "party"), titles=["部长"])),
        (
            post("王明", body("晋中市环境保护局"), published="2017"),
            post("王明", body("晋中市生态环境局"), published="2020"),
        ),
        (post("王明", WATER), post("王明", body("平遥县河长制办公室", "office"), titles=["主任"])),
        (post("王明", WATER), post("王明", body("惠济河整治指挥部", "taskforce"), titles=["指挥长"], home="140728")),
        # One post after the other.
        (post("王明", WATER, published="2021"), post("王明", FORESTS, published="2023")),
        (post("王明", WATER, published="2021"), post("王明", COUNTY, titles=["副县长"], published="2023")),
        (
            post("王明", COUNTY, titles=["县长"], published="2021"),
            post("王明", CITY, titles=["副市长"], published="2023"),
        ),
        (
            post("王明", COUNTY, titles=["副县长"], published="2021"),
            post("王明", JIEXIU, titles=["市长"], published="2023"),
        ),
        # No body is named.
        (post("王明", WATER), post("王明", titles=["局长"])),
        (post("王明", body("山西省人民政府", "government"), titles=["省长"]), post("王明", titles=["省长"])),
    ],
)
def test_one_person(first: Facts, second: Facts) -> None:
    assert one("Official", first, second)


@pytest.mark.parametrize(
    ("first", "second", "listed"),
    [
        # Another prefecture; the same post there is listed, anything else is not.
        (post("王明", WATER), post("王明", body("盂县林业局"), home="140300"), []),
        (post("王明", WATER), post("王明", body("盂县水利局"), home="140300"), ["elsewhere"]),
        (post("王明", WATER), post("王明", body("静宁县水利局"), home="620800"), []),
        (
            post("王明", CITY, titles=["副市长"], published="2021"),
            post("王明", body("山西省水利厅", "department"), titles=["厅长"], published="2023"),
            ["elsewhere"],
        ),
        # Unrelated bodies at the same time.
        (post("王明", WATER), post("王明", FORESTS), ["career"]),
        (post("王明", WATER, published="2023"), post("王明", FORESTS, published="2023-07-01"), ["career"]),
        (post("王明", WATER, published="2023-05-01"), post("王明", FORESTS, published="2023-07-01"), ["career"]),
        (post("王明", COUNTY, titles=["县长"]), post("王明", JIEXIU, titles=["市长"]), ["career"]),
        (post("王明", WATER), post("王明", COUNTY, titles=["副县长"]), ["career"]),
        # One after the other, but hardly one career.
        (post("王明", WATER, published="2021"), post("王明", body("介休市林业局"), published="2023"), ["career"]),
        (
            post("王明", WATER, titles=["副局长"], published="2021"),
            post("王明", CITY, titles=["市长"], published="2022"),
            ["career"],
        ),
        (
            post("王明", COUNTY, titles=["县长"], published="2021"),
            post("王明", WATER, titles=["副局长"], published="2022"),
            ["career"],
        ),
        (
            post("王明", body("晋中水务有限公司", "company"), published="2021"),
            post("王明", WATER, published="2023"),
            ["career"],
        ),
        (post("王明", WATER, published=""), post("王明", FORESTS, published="2023"), ["career"]),
        # A ranger without a body is not the deputy head of the county.
        (post("王明", COUNTY, titles=["副县长"]), post("王明", titles=["护林员"], home="140728"), ["bare"]),
        (post("王明", titles=["护林员"], home="140728"), post("王明", titles=["护林员"], home="140781"), ["bare"]),
    ],
)
def test_two_persons_as_far_as_is_known(first: Facts, second: Facts, listed: list[str]) -> None:
    assert not one("Official", first, second)
    assert rules(first, second) == listed


def test_two_persons_of_one_name_have_iris_that_say_which() -> None:
    assert iris(known(post("王明", WATER), post("王明", FORESTS)), "Official") == [
        "official/140700/王明/平遥县林业局",
        "official/140700/王明/平遥县水利局",
    ]


def test_one_article_with_both_posts_joins_what_would_be_apart() -> None:
    apart = post("王明", WATER, home="140728"), post("王明", FORESTS, home="140728")
    both = post("王明", WATER, FORESTS, home="140000")
    assert iris(known(*apart, both), "Official") == ["official/140700/王明"]


def test_a_career_over_years_is_one_person() -> None:
    career = [
        post("王明", WATER, titles=["副局长"], published="2017"),
        post("王明", WATER, published="2019-05"),
        post("王明", FORESTS, published="2020-08-01"),
        post("王明", COUNTY, titles=["副县长"], published="2021-09-01"),
        post("王明", JIEXIU, titles=["市长"], published="2024-01-01"),
    ]
    found = known(*career)
    assert (iris(found, "Official"), found.doubts) == (["official/140700/王明"], ())


def test_who_may_be_either_of_two_is_neither() -> None:
    two = post("王明", WATER, published="2021-03-01"), post("王明", FORESTS, published="2021-04-01")
    later = post("王明", COUNTY, titles=["副县长"], published="2023")
    assert len(iris(known(*two, later), "Official")) == 3
    assert rules(*two, later) == ["career"] * 3


@pytest.mark.parametrize(
    ("titles", "home", "path"),
    [
        (["站长"], "140700", "official/140700/王明/介休市水利局"),
        (["局长"], "140728", "official/140700/王明/平遥县水利局"),
    ],
    ids=["by the title", "by the county"],
)
def test_a_name_without_a_body_goes_to_who_fits(titles: list[str], home: str, path: str) -> None:
    two = post("王明", WATER, titles=["局长", "书记"]), post("王明", body("介休市水利局"), titles=["站长", "局长"])
    found = known(*two, post("王明", titles=titles, home=home))
    assert [entity.id for facts in found.facts for entity in facts.entities].count(BASE + path) == 2


def test_a_reason_says_who_when_and_why() -> None:
    (doubt,) = known(post("王明", WATER), post("王明", FORESTS, published="2023-05-02")).doubts
    assert (
        doubt.why == "平遥县水利局局长 (2023) and 平遥县林业局局长 (2023): posts of unrelated bodies at the same time"
        or (doubt.why.startswith("平遥县林业局局长 (2023) and 平遥县水利局局长 (2023)"))
    )
    assert (doubt.a_name, doubt.b_name, doubt.type) == ("王明", "王明", "Official")


def test_a_dotted_name_is_a_name() -> None:
    official = named("Official", "古丽娜尔·买买提")
    assert iris(known(article(official, home="652826")), "Official") == ["official/652800/古丽娜尔·买买提"]
