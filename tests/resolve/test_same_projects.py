"""Projects by place, name and phase, and by what the articles of a place call them."""

from __future__ import annotations

import pytest
from naming import agency, article, iris, known, named, one

from ecograph.model import Entity, Facts
from ecograph.resolve.context import Context
from ecograph.resolve.project_names import project_name

JINZHONG = Context("140700", "140700", "", "2023-05-01", "a")


def project(name: str, *forms: str, home: str = "140700", text: str = "", also: tuple[Entity, ...] = ()) -> Facts:
    return article(named("Project", name, printed=(name, *forms)), *also, home=home, text=text)


@pytest.mark.parametrize(
    ("name", "core", "phase"),
    [
        ("潇河流域治理（二期）工程", "潇河流域治理", "2"),
        ("潇河流域治理工程二期", "潇河流域治理", "2"),
        ("潇河流域治理第二期工程", "潇河流域治理", "2"),
        ("潇河流域治理工程（Ⅱ期）", "潇河流域治理", "2"),
        ("污水处理厂三期扩建工程", "污水处理厂扩建", "3"),
        ("“一泓清水入黄河”工程", "一泓清水入黄河", ""),
        ("山西省晋中市平遥县惠济河治理项目", "惠济河治理", ""),
        ("2泗安水库入库湿地项目", "泗安水库入库湿地", ""),
        ("2023年造林绿化工程", "2023年造林绿化", ""),
        ("文峪河（汾阳段）综合治理工程", "文峪河汾阳段综合治理", ""),
        ("“清风2023”专项行动", "清风2023行动", ""),
        ("短期整改工程", "短期整改", ""),
    ],
)
def test_a_name_has_a_core_and_a_phase(name: str, core: str, phase: str) -> None:
    about = project_name(name, JINZHONG)
    assert (about.core, about.phase) == (core, phase)


@pytest.mark.parametrize(
    ("name", "home", "path"),
    [
        ("潇河流域治理工程", "140728", "project/140700/潇河流域治理工程"),
        ("平遥县惠济河治理工程", "140000", "project/140700/平遥县惠济河治理工程"),
        ("山西省太行山国土绿化项目", "140728", "project/140000/山西省太行山国土绿化项目"),
        ("“三北”工程", "", "project/CN/三北工程"),
    ],
)
def test_a_path_holds_the_prefecture(name: str, home: str, path: str) -> None:
    assert iris(known(project(name, home=home)), "Project") == [path]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        # The same name, more or less.
        (project("潇河流域治理工程"), project("潇河流域治理项目", home="140728"), True),
        (project("潇河流域治理工程"), project("潇河流域治理"), True),
        (project("晋中市潇河流域治理工程"), project("潇河流域治理工程"), True),
        (project("山西省潇河流域治理工程"), project("潇河流域治理工程"), True),
        (project("左权箕山抽水蓄能项目"), project("左权县箕山抽水蓄能项目", home="140722"), True),
        (project("箕山抽水蓄能项目", home="140722"), project("左权县箕山抽水蓄能项目"), True),
        (project("“一泓清水入黄河”工程"), project("一泓清水入黄河工程"), True),
        (project("“一泓清水入黄河”"), project("“一泓清水入黄河”系列工程"), True),
        (project("“清风2023”行动"), project("“清风2023”专项行动"), True),
        (project("潇河流域综合治理工程"), project("潇河治理工程"), True),
        (project("潇河流域综合整治工程"), project("潇河流域综合治理工程"), True),
        (project("太行山国土绿化示范项目"), project("山西省太行山革命老根据地国土绿化示范项目"), True),
        (project("箕山抽水蓄能电站项目", home="140722"), project("箕山抽水蓄能项目", home="140722"), True),
        # Another phase, year, place, watchword.
        (project("潇河流域治理一期工程"), project("潇河流域治理二期工程"), False),
        (project("潇河流域治理工程"), project("潇河流域治理二期工程"), False),
        (project("“清风2023”行动"), project("“清风2024”行动"), False),
        (project("平遥县污水处理厂提标改造工程"), project("介休市污水处理厂提标改造工程"), False),
        (project("污水处理厂提标改造工程", home="140728"), project("污水处理厂提标改造工程", home="140781"), False),
        (
            project("坡耕地水土流失综合治理工程", home="140728"),
            project("坡耕地水土流失综合治理工程", home="140300"),
            False,
        ),
        (project("平遥县坡耕地治理工程"), project("介休市坡耕地治理工程"), False),
        (project("潇河流域治理工程"), project("潇河流域榆次段治理工程"), False),
        (project("潇河生态治理工程"), project("潇河水环境治理工程"), False),
        (project("潇河清淤工程"), project("潇河绿化工程"), False),
        (project("蓝天保卫战"), project("碧水保卫战"), False),
        # One campaign in the whole prefecture.
        (project("蓝天保卫战"), project("蓝天保卫战", home="140728"), True),
    ],
)
def test_which_names_are_of_one_project(first: Facts, second: Facts, same: bool) -> None:
    assert one("Project", first, second) is same


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("潇河生态治理工程", "潇河水环境治理工程", "alike"),
        ("潇河湿地修复工程", "潇河下游人工湿地修复工程", "alike"),
        ("太行山国土绿化示范项目", "山西省太行山中南段革命老区国土绿化示范项目", "alike"),
        ("“一泓清水入黄河”工程", "“一泓清水入黄河”生态廊道工程", "watchword"),
    ],
)
def test_what_may_be_one_project_is_listed(first: str, second: str, rule: str) -> None:
    found = known(project(first), project(second))
    assert len(iris(found, "Project")) == 2
    assert [doubt.rule for doubt in found.doubts] == [rule]


def test_projects_that_one_article_tells_apart_are_not_joined_for_likeness() -> None:
    both = article(named("Project", "潇河治理工程"), named("Project", "潇河流域综合治理工程"))
    found = known(both)
    assert len(iris(found, "Project")) == 2
    assert [doubt.why for doubt in found.doubts] == [
        "the names differ only in words that come and go, but one article names both"
    ]


def test_a_short_name_is_learnt_from_another_article_of_the_place() -> None:
    teller = project("晋中市城区雨污分流管网改造项目", "雨污管网改造项目")
    assert one("Project", teller, project("雨污管网改造项目"))
    assert not one("Project", teller, project("雨污管网改造项目", home="140300"))


def test_a_short_name_that_the_text_gives_is_learnt_for_all_phases() -> None:
    whole_name = "潇河流域（晋中段）水生态保护修复工程"
    text = f"{whole_name}（以下简称“潇河修复工程”）分两期，{whole_name}二期今年开工。"
    whole = article(
        named("Project", whole_name),
        named("Project", f"{whole_name}二期"),
        text=text,
    )
    found = known(whole, project("潇河修复工程"), project("潇河修复工程二期"))
    assert iris(found, "Project") == [
        "project/140700/潇河流域(晋中段)水生态保护修复工程",
        "project/140700/潇河流域(晋中段)水生态保护修复工程二期",
    ]


def test_a_short_name_of_two_projects_is_left_open() -> None:
    two = project("平遥县惠济河河道治理工程", "河道治理工程一标"), project("介休市汾河河道治理工程", "河道治理工程一标")
    found = known(*two, project("河道治理工程一标"))
    assert len(iris(found, "Project")) == 3
    assert {doubt.rule for doubt in found.doubts} == {"alias"}


def test_a_generic_short_name_is_not_learnt() -> None:
    teller = project("潇河流域治理工程", "治理工程")
    assert not one("Project", teller, project("治理工程"))


def test_a_project_lies_where_the_text_says_if_the_article_is_the_provinces() -> None:
    place = named("Place", "晋中市", code="140700", kind="admin")
    told = article(
        named("Project", "潇河流域治理工程"), place, home="140000", links=[("潇河流域治理工程", "locatedIn", "晋中市")]
    )
    assert one("Project", told, project("潇河流域治理工程", home="140728"))


def test_a_provinces_project_is_one_in_all_its_prefectures() -> None:
    name = "山西省太行山国土绿化示范项目"
    assert one("Project", project(name), project(name, home="140400"), project("太行山国土绿化示范项目", home="140400"))


def test_an_article_of_the_province_means_the_one_prefectures_project() -> None:
    wide = project("潇河流域治理工程", home="140000")
    assert one("Project", wide, project("潇河流域治理工程"))
    two = project("潇河流域治理工程"), project("潇河流域治理工程", home="140100")
    found = known(wide, *two)
    assert len(iris(found, "Project")) == 3
    assert [doubt.rule for doubt in found.doubts] == ["province", "province", "elsewhere"]


def test_the_names_of_the_fullest_form_are_shown() -> None:
    found = known(project("潇河治理工程"), project("潇河流域综合治理工程"), also_agency())
    names = {entity.name for facts in found.facts for entity in facts.entities if entity.type == "Project"}
    assert names == {"潇河流域综合治理工程"}
    aliases = {alias for facts in found.facts for entity in facts.entities for alias in entity.aliases}
    assert aliases == {"潇河治理工程"}


def also_agency() -> Facts:
    return article(agency("晋中市水利局"))
