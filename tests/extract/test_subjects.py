"""Whose target it is."""

from __future__ import annotations

import pytest
from extracting import facts, relations, targets


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("平遥县造林10万亩。", {"平遥县"}),
        ("全市造林10万亩。", {"晋中市"}),
        ("晋中市将造林10万亩。", {"晋中市"}),
        ("平遥县惠济河综合治理工程总投资3亿元。", {"平遥县惠济河综合治理工程"}),
        ("平遥县惠济河综合治理工程开工，总投资3亿元。", {"平遥县惠济河综合治理工程"}),
        ("平遥县惠济河综合治理工程开工。该工程总投资3亿元。", {"平遥县惠济河综合治理工程"}),
        ("灵石县王庄桥南断面水质达到Ⅲ类。", {"王庄桥南断面"}),
        ("平遥、祁县各造林10万亩。", {"平遥县", "祁县"}),
        ("《晋中市造林工作方案》明确，到2027年，造林10万亩。", {"晋中市造林工作方案"}),
        ("山西焦煤集团有限责任公司投资3亿元。", {"山西焦煤集团有限责任公司"}),
        ("市水利局在平遥县通报，全市治理河道60公里。", {"晋中市"}),
        ("平遥县召开推进会。会议指出，森林覆盖率达到26%。", {"平遥县"}),
        ("平遥县学习大同市经验，造林3万亩。", {"平遥县"}),
        ("与太原市相比，平遥县优良天数多12天。", {"平遥县"}),
        ("记者从市水利局获悉，全市治理河道60公里。", {"晋中市"}),
        ("据新华社报道，平遥县造林3万亩。", {"平遥县"}),
        ("“绿盾”专项行动查处问题120个。", {"“绿盾”专项行动"}),
        ("平遥县新能源装机占全市总装机的30%。", {"平遥县"}),
        ("昨日，平遥县林业局局长李国强说，全县今年造林3万亩。", {"平遥县"}),
    ],
)
def test_the_subject_is_what_the_clause_is_about(text: str, subjects: set[str]) -> None:
    (told,) = targets(facts(text))
    assert told["subjects"] == subjects


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平遥县造林10万亩，祁县造林8万亩。", [{"平遥县"}, {"祁县"}]),
        ("平遥县造林10万亩。祁县治理河道60公里。", [{"平遥县"}, {"祁县"}]),
        (
            "平遥、介休、祁县优良天数分别增加17天、14天、11天。",
            [{"平遥县"}, {"介休市"}, {"祁县"}],
        ),
        ("全市造林10万亩，其中平遥县造林2万亩。", [{"晋中市"}, {"平遥县"}]),
        ("全市造林10万亩，其中平遥县2万亩、祁县3万亩。", [{"晋中市"}, {"平遥县"}, {"祁县"}]),
        ("平遥县优良天数比例92%，祁县90%，均高于全市平均水平。", [{"平遥县"}, {"祁县"}]),
        (
            "平遥、介休、祁县PM2.5平均浓度依次为38微克/立方米、41微克/立方米、36微克/立方米。",
            [{"平遥县"}, {"介休市"}, {"祁县"}],
        ),
        ("汾河干流、潇河水质均为Ⅲ类。", [{"汾河"}, {"潇河"}]),
        # The longest of what a metric begins with, the last of a chain.
        ("惠济河综合治理工程去年完成投资3.2亿元。", [{"惠济河综合治理工程"}]),
        ("子牙河系岗南水库最大入库流量2600立方米每秒。", [{"岗南水库"}]),
        # Who does something to a water, on whom a fine is laid, what lies somewhere.
        ("平遥、祁县要修复汾河岸线28公里。", [{"平遥县", "祁县"}]),
        ("山西晋源化工有限公司偷排废水。市生态环境局对其罚款26万元。", [{"山西晋源化工有限公司", "晋中市生态环境局"}]),
        ("山西晋源化工有限公司位于平遥县，占地260亩。", [{"山西晋源化工有限公司"}]),
    ],
)
def test_each_target_goes_to_its_own_subject(text: str, expected: list[set[str]]) -> None:
    assert [told["subjects"] for told in targets(facts(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年，平遥县启动惠济河综合治理工程，由县水利局牵头，建成堤防18公里。", "惠济河综合治理工程"),
        ("实施惠济河综合治理工程。在平遥县岳壁乡修建堤防18公里。", "惠济河综合治理工程"),
        ("全县完成惠济河综合治理工程治理任务26万亩，其中堤防18公里。", "惠济河综合治理工程"),
        ("市政府印发《晋中市造林工作方案》，提出到2027年，全市造林36万亩。", "晋中市造林工作方案"),
        # A relative clause, 把, a task and its parts, and the goals of a plan lead in what the sentence goes on about.
        ("这是市水利局去年启动的惠济河治理工程，平遥县可新增耕地2万亩。", "惠济河治理工程"),
        ("平遥县要把惠济河治理工程抓实抓细，年底前疏浚河道26公里。", "惠济河治理工程"),
        ("平遥县计划完成惠济河治理工程任务26万亩，其中造林12万亩、种草14万亩。", "惠济河治理工程"),
        (
            "《晋中市湿地保护规划》由市林业局牵头编制，分两步设定目标：到2027年，全市湿地保护率达到62%。",
            "晋中市湿地保护规划",
        ),
    ],
)
def test_what_the_sentence_is_about_has_the_target_too(text: str, expected: str) -> None:
    assert expected in targets(facts(text))[-1]["subjects"]


@pytest.mark.parametrize(
    "text",
    [
        "平遥县深入打好碧水保卫战。全县造林26万亩。",
        "平遥县结合惠济河综合治理工程，全县造林26万亩。",
        "惠济河综合治理工程开工，祁县造林26万亩。",
    ],
)
def test_what_the_sentence_has_left_has_it_not(text: str) -> None:
    assert targets(facts(text))[-1]["subjects"] <= {"平遥县", "祁县"}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("平遥、介休、祁县三地累计造林26万亩。", {"平遥县", "介休市", "祁县"}),
        ("从进度看，平遥、祁县2个县完工率达到98%。", {"平遥县", "祁县"}),
        ("平遥、介休、祁县等地区降水量超过300毫米。", {"平遥县", "介休市", "祁县"}),
        ("平遥、祁县两县要守好河岸，年内新建林带26公里。", {"平遥县", "祁县"}),
        ("云竹保护区地跨平遥、祁县两县，总面积26万亩。", {"云竹保护区"}),
        # Some of what lies in a whole.
        ("大清河系安各庄水库、龙门水库等5座水库蓄水9.4亿立方米。", {"大清河", "安各庄水库", "龙门水库"}),
    ],
)
def test_a_list_has_its_target_as_a_whole(text: str, subjects: set[str]) -> None:
    assert targets(facts(text))[-1]["subjects"] == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("平遥县植树忙。今年上半年，我国森林覆盖率达到24%。", set()),
        ("惠济河综合治理工程开工。据行业协会统计，全国充电桩达到660万台。", set()),
        # What the country's sentence turns to has its own figures.
        ("全国共治理河道。今年，平遥县治理河道60公里。", {"平遥县"}),
        ("平遥县获评全国文明城市，造林3万亩。", {"平遥县"}),
    ],
)
def test_a_figure_of_the_country_is_none_of_a_place_in_it(text: str, subjects: set[str]) -> None:
    (told,) = targets(facts(text))
    assert told["subjects"] == subjects


def test_what_follows_a_figure_of_the_country_is_one_of_it_too() -> None:
    text = "惠济河综合治理工程开工。\n今年上半年，我国风电装机达到5亿千瓦；光伏装机达到7亿千瓦，同比增长26%。"
    assert all(told["subjects"] == set() for told in targets(facts(text)))
    assert targets(facts(text + "平遥县造林3万亩。"))[-1]["subjects"] == {"平遥县"}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("晋中市委书记李国强说，拥有千亩茶园的石坪村，先后栽种茶树26万株。", {"石坪村"}),
        ("潇河北岸的平遥县进一步保护湿地，栽植芦苇，湿地面积达3万亩。", {"平遥县"}),
        # A name that only begins a longer one, and one that something else follows.
        ("去年启动的平遥县惠济河治理工程开工，总投资3亿元。", {"平遥县惠济河治理工程"}),
        ("受到表扬的平遥县，比祁县早开工，祁县随后造林3万亩。", {"祁县"}),
    ],
)
def test_what_a_clause_describes_and_names_is_what_it_is_about(text: str, subjects: set[str]) -> None:
    assert targets(facts(text))[-1]["subjects"] == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("平遥县夏季多雨。县水利局启动应急响应，派出6个工作组，发送预警短信5万条。", {"平遥县水利局"}),
        ("县水利局组织技术人员排查；累计调运编织袋26万条。", {"平遥县水利局"}),
        ("市水利局向祁县调拨编织袋26万条。", {"晋中市水利局"}),
        ("山西晋源化工有限公司擅自占用平遥县石坪村耕地26亩。", {"山西晋源化工有限公司"}),
        # A body that lends a hand, and a noun that begins with its name.
        ("惠济河治理工程开工，由县水利局牵头，县林业局配合，完成护岸26公里。", {"惠济河治理工程"}),
        ("晋源水厂产量大，平遥县供水26万吨。", {"平遥县"}),
    ],
)
def test_what_a_body_does_is_its_own(text: str, subjects: set[str]) -> None:
    assert all(subjects <= told["subjects"] for told in targets(facts(text, home="140728")))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("平遥县投资260万元，实施石坪水厂管网延伸工程。", "石坪水厂管网延伸工程"),
        ("总投资6.2亿元的惠济河治理工程在平遥县加紧施工。", "惠济河治理工程"),
        ("在平遥县，占地26亩、总投资3亿元的惠济河治理工程加紧施工。", "惠济河治理工程"),
        ("平遥县惠济河治理工程开工。主要建设堤防26公里。", "平遥县惠济河治理工程"),
        ("平遥县惠济河治理工程开工。项目带动2600人就业。", "平遥县惠济河治理工程"),
    ],
)
def test_what_a_work_costs_and_builds_is_its_own(text: str, subject: str) -> None:
    assert all(subject in told["subjects"] for told in targets(facts(text)))


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        # A number in the name of a work, the bank of a river, whom something is handed to.
        ("平遥县26万千瓦光伏项目并网。", {"平遥县26万千瓦光伏项目"}),
        ("平遥县拥有汾河岸线26公里。", {"平遥县"}),
        ("今年，惠济河治理工程给平遥县下达任务26万亩。", {"惠济河治理工程"}),
    ],
)
def test_what_stands_beside_a_number_need_not_have_it(text: str, subjects: set[str]) -> None:
    assert targets(facts(text))[0]["subjects"] == subjects


def test_a_piece_of_a_round_up_has_nothing_of_the_others() -> None:
    work = "惠济河治理工程开工\n平遥县惠济河治理工程开工。\n"
    text = f"一周快讯\n{work}茶园迎来增收季\n今年茶园产值达26万元。\n鸟类种数增多\n祁县记录鸟类26种。"
    assert [told["subjects"] for told in targets(facts(text, home=""))] == [set(), {"祁县"}]


def test_a_sort_of_line_is_no_size() -> None:
    assert targets(facts("平遥县500千伏输变电工程开工。")) == []


def test_a_target_without_a_subject_in_the_text_has_none() -> None:
    (told,) = targets(facts("计划造林10万亩。", home=""))
    assert told["subjects"] == set()


def test_a_place_that_work_is_done_from_is_not_what_it_is_about() -> None:
    (told,) = targets(facts("平遥县从太原市引进苗木20万株。"))
    assert told["subjects"] == {"平遥县"}


def test_where_two_readings_are_possible_the_second_is_kept_apart() -> None:
    text = "平遥县林业局负责惠济河治理工程和汾河湿地修复工程。平遥县、祁县也已动工，其中绿化3万亩。"
    found = facts(text)
    stated = {(claim.subject, claim.object) for claim in found.claims if claim.predicate == "hasTarget"}
    second = [reading for reading in found.readings if reading.predicate == "hasTarget"]
    assert all(reading.modality == "possible" and 0 < reading.confidence < 0.6 for reading in second)
    assert stated.isdisjoint((reading.subject, reading.object) for reading in second)


def test_a_body_that_only_names_a_meeting_is_no_subject() -> None:
    text = "在国务院政策例行吹风会上，晋中市水利局介绍，上半年改造管网30公里。"
    assert all(subject != "国务院" for subject, _, _ in relations(facts(text), "hasTarget"))


@pytest.mark.parametrize(
    "text",
    [
        "平遥县林业局召开会议。据介绍，全国森林覆盖率达到24.02%，全国人工林保存面积13.14亿亩。",
        "平遥县举办环保展。世界自然基金会认为，全球湿地面积减少35%。",
    ],
)
def test_a_figure_of_what_is_not_marked_belongs_to_nothing(text: str) -> None:
    assert not relations(facts(text), "hasTarget")
