"""Policies by jurisdiction, title, years and number."""

from __future__ import annotations

import pytest
from naming import agency, article, iris, known, named, one

from ecograph.model import Facts
from ecograph.resolve.context import Context
from ecograph.resolve.policy_names import policy_name

JINZHONG = Context("140700", "140700", "", "2024-05-01", "a")


def policy(name: str, *forms: str, home: str = "140700", published: str = "2023-05-01", number: str = "") -> Facts:
    told = named("Policy", name, printed=(name, *forms), **({"number": number} if number else {}))
    return article(told, home=home, published=published)


@pytest.mark.parametrize(
    ("name", "core", "years", "place"),
    [
        ("《晋中市水污染防治工作方案（2023—2025年）》", "水污染防治工作方案", "2023-2025", "140700"),
        ("晋中市水污染防治2023-2025年工作方案", "水污染防治工作方案", "2023-2025", "140700"),
        ("《中华人民共和国长江保护法》", "长江保护法", "", "CN"),
        ("《长江保护法》", "长江保护法", "", "CN"),
        ("《平遥县人民政府关于印发〈节水规划〉的通知》", "节水规划", "", "140728"),
        ("晋中市人民政府办公室关于加强汾河保护的意见", "关于加强汾河保护的意见", "", "140700"),
        ("中共中央国务院关于深入打好污染防治攻坚战的意见", "关于深入打好污染防治攻坚战的意见", "", "CN"),
        ("《晋中市扬尘污染防治条例（草案）》", "扬尘污染防治条例", "", "140700"),
        ("《节水管理办法（试行）》", "节水管理办法", "", ""),
        ("2023年晋中市政府工作报告", "政府工作报告", "2023", "140700"),
        ("政府工作报告", "政府工作报告", "2024", ""),
        ("全市水污染防治工作方案", "水污染防治工作方案", "", ""),
        ("晋中市2024年碧水保卫战工作要点", "碧水保卫战工作要点", "2024", "140700"),
    ],
)
def test_a_title_says_whose_and_for_which_years(name: str, core: str, years: str, place: str) -> None:
    about = policy_name(name, "", JINZHONG)
    assert (about.core, about.years, about.place) == (core, years, place)


@pytest.mark.parametrize(
    ("name", "home", "path"),
    [
        ("《晋中市节水规划》", "140728", "policy/140700/晋中市节水规划"),
        ("《平遥县节水规划》", "140000", "policy/140700/平遥县节水规划"),
        ("《山西省汾河保护条例》", "140700", "policy/140000/山西省汾河保护条例"),
        ("《中华人民共和国水污染防治法》", "140700", "policy/CN/中华人民共和国水污染防治法"),
        ("《节水规划》", "140728", "policy/140700/节水规划"),
    ],
)
def test_a_path_holds_the_jurisdiction(name: str, home: str, path: str) -> None:
    assert iris(known(policy(name, home=home)), "Policy") == [path]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (policy("《晋中市节水规划》"), policy("晋中市节水规划", home="140728"), True),
        (policy("《晋中市节水规划》"), policy("节水规划"), True),
        (policy("《节水规划》", home="140728"), policy("《平遥县节水规划》"), True),
        (policy("《晋中市节水规划（2023—2025年）》"), policy("《节水规划》"), True),
        (policy("《晋中市节水规划（2023—2025年）》"), policy("《晋中市2023-2025年节水规划》"), True),
        (policy("《晋中市节水办法（试行）》"), policy("《晋中市节水办法》"), True),
        (policy("《中华人民共和国长江保护法》"), policy("《长江保护法》", home="620800"), True),
        (policy("《山西省汾河流域生态修复与保护条例》"), policy("《汾河流域生态修复与保护条例》"), True),
        (policy("《平遥县人民政府关于印发〈平遥县节水规划〉的通知》"), policy("《平遥县节水规划》"), True),
        (policy("政府工作报告", published="2023-02-01"), policy("晋中市政府工作报告", published="2023-03-01"), True),
        (policy("《晋中市节水规划》", number="市政发〔2023〕5号"), policy("《晋中市节水规划》"), True),
        (
            policy("《晋中市节水规划》", number="市政发〔2023〕5号"),
            policy("《市节水规划》", number="市政发[2023]5号"),
            True,
        ),
        (
            policy("《关于晋中市节水规划》", number="市政发〔2023〕5号"),
            policy("《晋中市节水规划》", number="市政发(2023)5号"),
            True,
        ),
        # Others.
        (policy("《晋中市节水规划（2018—2020年）》"), policy("《晋中市节水规划（2023—2025年）》"), False),
        (policy("《晋中市节水规划》"), policy("《平遥县节水规划》"), False),
        (policy("《节水规划》", home="140728"), policy("《节水规划》", home="140781"), False),
        (policy("《节水规划》"), policy("《节水规划》", home="140300"), False),
        (policy("政府工作报告", published="2023-02-01"), policy("政府工作报告", published="2024-02-01"), False),
        (policy("晋中市2023年工作要点"), policy("晋中市2024年工作要点"), False),
        (
            policy("关于开展检查的通知", number="市环发〔2023〕5号"),
            policy("关于开展检查的通知", number="市环发〔2024〕8号"),
            False,
        ),
    ],
)
def test_which_titles_are_of_one_policy(first: Facts, second: Facts, same: bool) -> None:
    assert one("Policy", first, second) is same


@pytest.mark.parametrize(
    ("published", "years"),
    [("2019-05-01", "2018-2020"), ("2024-05-01", "2023-2025"), ("2022-05-01", "2018-2020"), ("2026", "2023-2025")],
)
def test_a_title_without_years_is_the_edition_of_its_time(published: str, years: str) -> None:
    editions = policy("《晋中市节水规划（2018—2020年）》"), policy("《晋中市节水规划（2023—2025年）》")
    bare = policy("《晋中市节水规划》", published=published)
    found = known(*editions, bare)
    assert iris(found, "Policy") == [
        "policy/140700/晋中市节水规划(2018—2020年)",
        "policy/140700/晋中市节水规划(2023—2025年)",
    ]
    (facts,) = (each for each in found.facts if each.document.published == published)
    assert years.split("-")[0] in facts.entities[0].id


def test_a_title_without_years_in_an_article_without_a_date_is_left_open() -> None:
    editions = policy("《晋中市节水规划（2018—2020年）》"), policy("《晋中市节水规划（2023—2025年）》")
    found = known(*editions, policy("《晋中市节水规划》", published=""))
    assert len(iris(found, "Policy")) == 3
    assert [doubt.rule for doubt in found.doubts] == ["years", "years"]


def test_an_issuer_says_whose_a_policy_is() -> None:
    bureau = agency("山西省生态环境厅", "department")
    told = article(
        named("Policy", "《排污管理办法》"), bureau, links=[("山西省生态环境厅", "issued", "《排污管理办法》")]
    )
    assert one("Policy", told, policy("《山西省排污管理办法》", home="140300"))


def test_a_short_title_is_learnt_from_another_article() -> None:
    teller = policy("《晋中市汾河流域生物多样性保护行动计划》", "《生物多样性保护行动计划》")
    assert one("Policy", teller, policy("《生物多样性保护行动计划》"))


def test_one_number_and_two_titles_are_listed() -> None:
    found = known(
        policy("《节水规划》", number="市政发〔2023〕5号"), policy("《造林办法》", number="市政发〔2023〕5号")
    )
    assert [doubt.rule for doubt in found.doubts] == ["number"]
