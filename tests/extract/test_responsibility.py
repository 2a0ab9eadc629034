"""Who is responsible for a project, by the ways in which articles say it."""

from __future__ import annotations

import pytest
from extracting import facts, relations

WORKS = "惠济河综合治理工程"
CITY, COUNTY, MONEY = "晋中市水利局", "平遥县人民政府", "晋中市财政局"
BUILDER = "山西四建集团有限公司"


def responsible(text: str, project: str = WORKS) -> set[str]:
    return {agency for agency, _, work in relations(facts(text), "responsibleFor") if work == project}


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        # By label, in any brackets, in a sentence, in the line below.
        (f"1.{WORKS}。新建堤防5公里。〔牵头单位：市水利局；责任单位：平遥县政府、市财政局〕", {CITY, COUNTY, MONEY}),
        (f"{WORKS}【责任单位：市水利局】", {CITY}),
        (f"推进{WORKS}。牵头单位为市水利局，配合单位为市财政局。", {CITY, MONEY}),
        (f"■{WORKS}\n建设单位：{BUILDER}。总投资5亿元。", {BUILDER}),
        (f"{WORKS}施工单位为{BUILDER}。", {BUILDER}),
        (f"{WORKS}第一中标候选人，为{BUILDER}。", {BUILDER}),
        (f"{WORKS}开标，{BUILDER}为项目法人。", {BUILDER}),
        # By bracket.
        (f"实施{WORKS}。（市水利局牵头，平遥县政府、市财政局配合）", {CITY, COUNTY, MONEY}),
        (f"实施{WORKS}。（市水利局、祁县、平遥县政府负责）", {CITY, COUNTY}),
        (f"{WORKS}（市水利局）", {CITY}),
        # By table.
        (f"序号 项目名称 总投资 实施主体\n1 {WORKS} 6800 平遥县水利局\n", {"平遥县水利局"}),
        # By verb.
        (f"{WORKS}由市水利局主管、平遥县政府具体实施。", {CITY, COUNTY}),
        (f"{WORKS}由市水利局负责，{BUILDER}承建。", {CITY, BUILDER}),
        (f"市水利局会同市财政局实施{WORKS}。", {CITY, MONEY}),
        (f"由市水利局牵头，市财政局配合，实施{WORKS}。", {CITY, MONEY}),
        (f"由{BUILDER}承建的{WORKS}完工。", {BUILDER}),
        (f"{BUILDER}中标{WORKS}。", {BUILDER}),
        # By when it began.
        (f"自{WORKS}启动以来，市水利局现场办公。", {CITY}),
        (f"{BUILDER}的{WORKS}开工。", {BUILDER}),
        (f"{WORKS}投资3亿元，市水利局、市财政局各负其责。", {CITY, MONEY}),
        # What the sentence before named.
        (f"{WORKS}开工。总投资3亿元，由市水利局组织实施。", {CITY}),
        (f"{WORKS}进展缓慢。市水利局已把它列入挂牌督办清单。", {CITY}),
        (f"■{WORKS}\n市水利局组织实施，完成投资3亿元。", {CITY}),
        # What a body goes by, tells of, or was decided by.
        (f"市水利局以{WORKS}为抓手，修复河岸。", {CITY}),
        (f"市水利局将结合{WORKS}，修复河岸。", {CITY}),
        (f"会上，市水利局、市财政局等分别汇报了{WORKS}推进情况。", {CITY, MONEY}),
        (f"{WORKS}是2019年省政府决定启动的一项重大工程。", {"山西省人民政府"}),
        (f"市水利局、市财政局联合主办的{WORKS}完工。", {CITY, MONEY}),
        (f"{BUILDER}{WORKS}投运。", {BUILDER}),
        (f"{BUILDER}进行了{WORKS}签约。", {BUILDER}),
        # Review, money, supervision.
        (f"{WORKS}，省水利厅组织专家对可研报告进行了复审。", {"山西省水利厅"}),
        (f"{WORKS}初步设计已通过省水利厅审查。", {"山西省水利厅"}),
        (f"市财政局为{WORKS}安排500万元。", {MONEY}),
        (f"市财政局对{WORKS}开展监督。", {MONEY}),
        (f"光{WORKS}这一块，市财政局就补了一千万元。", {MONEY}),
        # Purpose and report.
        (f"为推进{WORKS}，市水利局倒排工期。", {CITY}),
        (f"市水利局局长李国强汇报，{WORKS}完成投资3亿元。", {CITY}),
        (f"记者从市水利局获悉，{WORKS}完成投资3亿元。", {CITY}),
        (f"市水利局副局长李国强督导{WORKS}进度。", {CITY}),
        # What its leaders go to see, open, or speak for.
        (f"市水利局局长李国强在{WORKS}现场检查。", {CITY}),
        (f"平遥县县长李国强到{WORKS}调研。", {COUNTY}),
        (f"平遥县县长李国强就{WORKS}建设情况进行督导。", {COUNTY}),
        (f"平遥县委书记李国强一行察看了{WORKS}。", {"中共平遥县委员会"}),
        (f"平遥县县长李国强先后来到北山供水工程、{WORKS}，实地察看进度。", {COUNTY}),
        (f"平遥县县长李国强率水利、财政等部门负责人{WORKS}现场检查施工情况。", {COUNTY}),
        (f"平遥县县长李国强宣布{WORKS}开工。", {COUNTY}),
        (f"平遥县副县长李国强主持召开{WORKS}推进会。", {COUNTY}),
        (f"{BUILDER}总经理李国强代表{WORKS}施工方发言。", {BUILDER}),
        (f"市水利局举行{WORKS}开工仪式。", {CITY}),
        # Contracts.
        (f"{WORKS}签约仪式举行。平遥县县长李国强与{BUILDER}签订协议。", {COUNTY, BUILDER}),
        # What comes first, what a body does next, what it is told to do.
        (f"{WORKS}是市水利局今年工作的重中之重。", {CITY}),
        (f"市水利局推进北山供水工程，改善水质，实施{WORKS}。", {CITY}),
        (f"市水利局按照市委要求，倒排工期，全力推进{WORKS}。", {CITY}),
        (f"为实施{WORKS}，改善水质，市水利局倒排工期。", {CITY}),
        (f"在{BUILDER}的厂区，{WORKS}的管材正在下线。", {BUILDER}),
        (f"市水利局把{WORKS}作为头号工程。", {CITY}),
        (f"{WORKS}由{BUILDER}承建，市水利局负责监督。", {BUILDER, CITY}),
        (f"省里支持{WORKS}。市水利局已将项目列入挂牌督办清单。", {CITY}),
        # Whose turn it is in the record of a press conference.
        (
            "发布人：\n市水利局局长 周海生\n市林业局局长 李国强\n【周海生】先报数字。\n"
            f"我局牵头的{WORKS}，已完工。\n【李国强】我讲造林。",
            {CITY},
        ),
        # A body's own report.
        (f"市水利局\n2024年，我局治理河道5公里。\n（一）{WORKS}总投资3亿元，已经完工。\n", {CITY}),
    ],
)
def test_who_is_responsible(text: str, bodies: set[str]) -> None:
    assert responsible(text) == bodies


def test_a_verb_for_several_projects_holds_for_all() -> None:
    text = f"一笔是{WORKS}，投资1亿元；一笔是北山供水工程，投资2亿元。两笔合计3亿元，由市水利局组织实施。"
    assert responsible(text) == responsible(text, "北山供水工程") == {CITY}


def test_a_countys_body_answers_for_the_listed_project_that_names_the_county() -> None:
    text = (
        "加快祁县新城污水处理厂扩建、平遥县古城污水处理厂扩建。〔牵头单位：市水利局；责任单位：祁县政府、平遥县政府〕"
    )
    assert responsible(text, "祁县新城污水处理厂扩建") == {CITY, "祁县人民政府"}
    assert responsible(text, "平遥县古城污水处理厂扩建") == {CITY, COUNTY}


@pytest.mark.parametrize(
    "text",
    [
        f"市水利局召开座谈会，听取{WORKS}情况汇报。",
        f"走进市水利局，得知企业投入2亿元实施{WORKS}。",
        f"{WORKS}进展顺利。市水利局获奖。",
        f"市水利局要求加快{WORKS}，市财政局局长参加。",
        f"记者从市政府新闻办公室获悉，{WORKS}完工。",
        f"{WORKS}开工。工作由来已久，市水利局负责人介绍了情况。",
        f"市长李国强到{BUILDER}调研时强调，要加快{WORKS}。",
        f"市政协主席李国强视察{WORKS}。",
        f"平遥县县长李国强会见客商，就{WORKS}交换意见。",
    ],
)
def test_who_only_hears_of_a_project_is_not_responsible(text: str) -> None:
    assert responsible(text) == set()


def test_what_a_sentence_of_a_report_opens_with_is_the_speakers_work() -> None:
    text = f"市水利局局长周海生介绍，全市河道清淤5公里。{WORKS}清淤11公里。"
    assert responsible(text) == {CITY}


def test_our_bureau_is_the_speakers_whatever_bureau_was_named_before() -> None:
    text = f"市水利局局长周海生说：“苗木归市林业局。{WORKS}由我局牵头实施。”"
    assert responsible(text) == {CITY}


def test_the_role_of_a_label_is_its_own() -> None:
    found = facts(f"{WORKS}监理单位为{BUILDER}。")
    assert [claim.role for claim in found.claims if claim.predicate == "responsibleFor"] == ["supervises"]


def test_who_carries_out_one_of_a_counted_row_carries_out_all() -> None:
    text = "市生态环境局开展“铁腕监察”专项行动。全市部署“铁腕监察”“联动司法”和“阳光监督”三个专项行动。"
    works = {"“铁腕监察”专项行动", "“联动司法”", "“阳光监督”"}
    assert {work for _, _, work in relations(facts(text), "responsibleFor")} == works


@pytest.mark.parametrize(
    "text",
    [
        # What is told of another division, of what a place does, of what has a name of its own; and who gave the picture.
        f"晋中市水利局局长王明说，进展顺利。在河北省辛集市，{WORKS}已接近尾声。",
        f"山西电力有限公司董事长王明说，成绩不小。近年来，平遥县先后实施{WORKS}。",
        f"{WORKS}开工。由市水利局牵头打造“河湖十大场景”。",
        f"平遥县委宣传部供图推进{WORKS}。",
    ],
)
def test_who_has_no_say_in_a_project_is_not_responsible(text: str) -> None:
    assert responsible(text) == set()


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        # One of a list that is not known does not part it.
        (f"由市水利局、柳湾联合办、市财政局共同实施{WORKS}。", {CITY, MONEY}),
        # Where somebody is does not act.
        (f"一行人来到市水利局，观摩{WORKS}。", set()),
        (f"在市水利局启动{WORKS}。", set()),
    ],
)
def test_who_stands_in_a_list_acts_and_where_one_goes_does_not(text: str, bodies: set[str]) -> None:
    assert responsible(text) == bodies
