from __future__ import annotations

import re

import pytest
from extracting import facts, named, names


def bare(found: set[str]) -> set[str]:
    return {re.sub("[“”]", "", name) for name in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进“一泓清水入黄河”工程建设。", {"一泓清水入黄河工程"}),
        ("加快“三北”工程建设。", {"三北工程"}),
        ("左权箕山抽水蓄能项目获批。", {"左权箕山抽水蓄能项目"}),
        ("和顺生物多样性保护项目启动。", {"和顺生物多样性保护项目"}),
        ("平遥县惠济河综合治理工程开工。", {"平遥县惠济河综合治理工程"}),
        ("晋中市文峪河湿地修复项目二期完工。", {"晋中市文峪河湿地修复项目二期"}),
        ("汾河百公里中游示范区建设项目尚未开工。", {"汾河百公里中游示范区建设项目"}),
        ("加快推进太行山中南段国土绿化、“三北”工程等项目。", {"太行山中南段国土绿化", "三北工程"}),
        ("开展“清风行动”。", {"清风行动"}),
        ("实施“引黄入晋”工程，惠及群众。", {"引黄入晋工程"}),
        ("“清水润城”行动启动。", {"清水润城行动"}),
        ("公司投资3亿元建设北山供水工程。", {"北山供水工程"}),
        ("平遥县北河治理工程（一期）完工。", {"平遥县北河治理工程（一期）"}),
        ("汛期前完成120座水库除险加固。", set()),
    ],
)
def test_projects_by_their_last_word_and_their_quotes(text: str, expected: set[str]) -> None:
    assert bare(names(facts(text), "Project")) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("打好蓝天、碧水、净土保卫战。", "保卫战"),
        ("打好污染防治攻坚战。", "污染防治攻坚战"),
        ("开展铸造行业污染治理专项行动。", "污染治理专项行动"),
        ("开展秋冬季大气污染综合治理攻坚行动。", "攻坚行动"),
    ],
)
def test_a_campaign_is_a_project(text: str, part: str) -> None:
    (project,) = [e for e in facts(text).entities if e.type == "Project"]
    assert project.name.endswith(part)
    assert project.attributes["kind"] == "campaign"


@pytest.mark.parametrize(
    "text",
    [
        "提升群众的“幸福指数”。",
        "严格实行“四制管理”。",
        "擦亮“生态颜值”。",
        "一批重点项目加快建设。",
        "全市重大工程有序推进。",
        "确保省级工程完工。",
        "项目经理和工程师驻守现场。",
        "这是一项民生工程。",
        "三个项目同时开工。",
        "推进项目建设，抓好工程质量。",
        "强化工程调度。",
        "开展丰富多彩的活动。",
        "践行“绿水青山就是金山银山”理念。",
        "实施“点对点”帮扶。",
        "把好项目准入关。",
        "签约项目12个。",
        "开展系列活动。",
        "“两高”项目严格把关。",
        "实施国土绿化、水土保持、河道整治三大工程。",
        "“双碳”目标有序推进。",
        "推进长江大保护。",
        "打造“河畅、水清、岸绿、景美”的画卷。",
        "这是一场攻坚战。",
        "抓好“一号工程”。",
        "骨干工程建设提速。",
        "系统工程需要久久为功。",
        "列为省级重点工程。",
        "实施重大生态保护修复工程。",
        "环保项目、水利项目、交通项目同步推进。",
        "隐蔽工程验收合格。",
    ],
)
def test_scare_quotes_and_generic_works_are_no_projects(text: str) -> None:
    assert names(facts(text), "Project") == set()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("和顺生物多样性保护项目启动。这一项目意义重大。", 2),
        ("和顺生物多样性保护项目启动。该项目意义重大。", 2),
        ("平遥县惠济河综合治理工程开工。惠济河综合治理工程投资大。", 2),
        ("平遥县惠济河综合治理工程开工。工程总投资3亿元。", 2),
    ],
)
def test_a_short_form_and_what_points_back_are_the_same_project(text: str, count: int) -> None:
    (project,) = [e for e in facts(text).entities if e.type == "Project"]
    assert len(project.mentions) == count


@pytest.mark.parametrize(
    "text",
    [
        "平遥县惠济河综合治理工程开工。祁县昌源河综合治理工程开工。",
        "“三北”工程提速。左权箕山抽水蓄能项目获批。",
        "晋中市北山供水工程开工。晋中市南山供水工程开工。",
    ],
)
def test_two_projects_stay_two(text: str) -> None:
    assert len(names(facts(text), "Project")) == 2


def test_this_project_without_a_project_before_it_is_none() -> None:
    assert names(facts("该项目意义重大。"), "Project") == set()


def test_a_project_that_is_part_of_a_title_is_none() -> None:
    found = facts("印发《晋中市惠济河综合治理工程实施方案》。")
    assert names(found, "Project") == set()


def test_the_name_begins_after_the_verb() -> None:
    text = "要加快推进平遥县惠济河综合治理工程。"
    assert named(facts(text), "平遥县惠济河综合治理工程").mentions[0].span.text == "平遥县惠济河综合治理工程"
