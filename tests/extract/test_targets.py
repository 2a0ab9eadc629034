"""Comparator, change, status, deadline, and what is no target at all."""

from __future__ import annotations

import pytest
from extracting import facts, named, printed, target, targets


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("全市计划造林10万亩。", "planned"),
        ("全市力争造林10万亩。", "planned"),
        ("确保PM2.5平均浓度降到38微克/立方米以下。", "planned"),
        ("全市将造林10万亩。", "planned"),
        ("到2027年，森林覆盖率达到26%。", "planned"),
        ("到2025年底，森林覆盖率达到26%。", "planned"),
        ("目标是造林10万亩。", "planned"),
        ("年内新建污水管网12公里。", "planned"),
        ("三年内治理河道60公里。", "planned"),
        ("6月底前完成40家企业深度治理。", "planned"),
        ("全市已完成造林10万亩。", "achieved"),
        ("去年全市造林10万亩。", "achieved"),
        ("2024年，森林覆盖率达到26%。", "achieved"),
        ("截至目前，累计造林10万亩。", "achieved"),
        ("截至2月底，完成投资3.2亿元。", "achieved"),
        ("近年来，全市治理河道60公里。", "achieved"),
        ("新能源公交车占比达99%。", "achieved"),
        ("PM2.5平均浓度为38微克/立方米，同比下降5.9%。", "achieved"),
        ("“十三五”期间，造林60万亩。", "achieved"),
        ("造林10万亩的任务已全面完成。", "achieved"),
        ("今年1至2月，全市造林1.2万亩。", "achieved"),
        ("今年前5个月，全市PM2.5平均浓度为38微克/立方米。", "achieved"),
        ("预计年底完工，届时可新增供水能力5万吨/日。", "planned"),
        ("目前已完成投资2.6亿元。", "achieved"),
        ("明年造林10万亩。", "planned"),
        ("“十五五”期间，造林60万亩。", "planned"),
        ("全市计划造林2000亩。", "planned"),
        ("要求各县造林2万亩。", "planned"),
        ("据统计，全市造林10万亩。", "achieved"),
        ("全年造林绿化32.4万亩。", "planned"),
    ],
)
def test_a_plan_is_told_from_a_result(text: str, status: str) -> None:
    assert targets(facts(text))[0]["status"] == status


def test_both_stand_in_one_paragraph() -> None:
    found = targets(facts("去年，全市造林10万亩。今年，全市计划造林12万亩。"))
    assert [told["status"] for told in found] == ["achieved", "planned"]


def test_both_stand_in_one_sentence() -> None:
    found = targets(facts("全市已完成造林10万亩，到2027年将再完成30万亩。"))
    assert [told["status"] for told in found] == ["achieved", "planned"]


def test_a_list_of_tasks_goes_on_as_a_plan() -> None:
    found = targets(facts("今年要重点抓好三件事。造林10万亩。治理河道60公里。新建污水管网12公里。"))
    assert [told["status"] for told in found] == ["planned"] * 3


@pytest.mark.parametrize(
    ("text", "published", "deadline"),
    [
        ("到2027年，森林覆盖率达到26%。", "2025-03-01", "2027"),
        ("今年计划造林10万亩。", "2025-03-01", "2025"),
        ("今年计划造林10万亩。", "2019-03-01", "2019"),
        ("今年计划造林10万亩。", "", None),
        ("年内新建污水管网12公里。", "2025-03-01", "2025"),
        ("明年计划造林10万亩。", "2025-03-01", "2026"),
        ("计划造林10万亩。", "2025-03-01", None),
        ("到“十四五”末，森林覆盖率达到26%。", "2023-03-01", "2025"),
        ("三年内治理河道60公里。", "2025-03-01", "2028"),
        ("6月底前完成40家企业深度治理。", "2025-03-01", "2025-06"),
        ("2025年10月底前完成40家企业深度治理。", "2025-03-01", "2025-10"),
        ("力争到2030年，森林覆盖率提高到27%以上。", "2025-03-01", "2030"),
        ("截至2月底，完成投资3.2亿元。", "2025-03-01", None),
        ("去年造林10万亩。", "2025-03-01", None),
        ("汛期前完成排水管网清淤60公里。", "2025-03-01", "2025"),
        ("全市计划造林2030亩。", "2025-03-01", None),
        ("到2025年6月底，计划造林3万亩。", "2025-03-01", "2025-06"),
        ("“十五五”末，森林覆盖率达到27%。", "2025-03-01", "2030"),
    ],
)
def test_a_plan_has_the_deadline_that_the_text_gives(text: str, published: str, deadline: str | None) -> None:
    assert (target(text, published=published)["deadline"] or None) == deadline


def test_two_deadlines_go_to_two_targets() -> None:
    found = targets(facts("到2027年，森林覆盖率达到26%；到2030年，森林覆盖率达到28%。"))
    assert [told["deadline"] for told in found] == ["2027", "2030"]


def test_a_large_number_is_no_year_by_which_the_next_target_is_due() -> None:
    found = targets(facts("全市计划造林2030亩，总投资2028万元。"))
    assert [told["deadline"] for told in found] == [None, None]


@pytest.mark.parametrize(
    ("text", "change", "unit"),
    [
        ("PM2.5平均浓度同比下降5.9%。", "decrease", "%"),
        ("优良天数比例同比提高3.5个百分点。", "increase", "个百分点"),
        ("优良天数同比增加17天。", "increase", "天"),
        ("单位GDP能耗下降14.5%。", "decrease", "%"),
        ("重污染天数减少4天。", "decrease", "天"),
        ("PM2.5平均浓度降到38微克/立方米。", "level", "微克/立方米"),
        ("PM2.5平均浓度降至38微克/立方米。", "level", "微克/立方米"),
        ("优良天数比例提高到85%。", "level", "%"),
        ("森林覆盖率达到26%。", "level", "%"),
        ("森林覆盖率较2020年提高2.3个百分点。", "increase", "个百分点"),
        ("单位GDP二氧化碳排放比2020年下降18%。", "decrease", "%"),
        ("与太原市相比，平遥县优良天数多12天。", "increase", "天"),
    ],
)
def test_a_change_is_told_from_a_level(text: str, change: str, unit: str) -> None:
    told = target(text)
    assert (told["change"], told["unit"]) == (change, unit)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("计划造林10万亩以上。", ">="),
        ("森林覆盖率不低于26%。", ">="),
        ("PM2.5平均浓度控制在35微克/立方米以内。", "<="),
        ("投资超过3亿元。", ">"),
        ("投资约3亿元。", "~"),
        ("投资3亿元。", "="),
    ],
)
def test_the_comparator_reaches_the_target(text: str, comparator: str) -> None:
    assert target(text)["comparator"] == comparator


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("造林9.08万亩。", 60_533_333.33, "m2"),
        ("湿地面积1200公顷。", 12_000_000, "m2"),
        ("总投资1.36亿元。", 136_000_000, "CNY"),
        ("治理河道18.5公里。", 18_500, "m"),
        ("减少煤炭消费3万吨。", 30_000_000, "kg"),
        ("装机容量120万千瓦。", 1_200_000_000, "W"),
    ],
)
def test_an_amount_is_normalised_to_its_base_unit(text: str, amount: float, unit: str) -> None:
    told = target(text)
    assert told["normalized_value"] == pytest.approx(amount, rel=1e-6)
    assert told["normalized_unit"] == unit


@pytest.mark.parametrize(
    "text",
    [
        "2025年是“十四五”规划收官年。",
        "会议于3月5日召开。",
        "办公电话0354-3021234。",
        "文号为市政发〔2023〕5号。",
        "推进市、县、乡三级联动。",
        "市七届人大五次会议闭幕。",
        "全国空气质量排名第3名。",
        "老人今年68岁。",
        "沿307国道绿化。",
        "世界环境日是6月5日。",
        "座谈会持续2小时。",
        "一次会议、两场调研。",
        "召开第21次常务会议。",
        "聚焦“两个攻坚战”。",
        "实施六大工程、八项行动。",
        "处以10万元以下罚款。",
        "抓好三件大事。",
        "共有120人参加植树。",
        "距离完成时限还有30天。",
        "投诉热线12345。",
        "他在林场干了20年。",
        "责任编辑工号为00123。",
        "20多名干部走进社区宣讲。",
        "凌晨2时30分抵达。",
        "一方面抓治理，一方面抓发展。",
        "万众一心守护千山万水。",
        "成立3个工作组。",
        "按照“一河一策”要求推进。",
        "新修订的条例共8章46条。",
        "第二批中央生态环境保护督察进驻。",
        "一级响应、二级预警。",
        "罚款标准为每吨50元。",
        "五级联动巡河。",
        "实行24小时值守。",
        "拨打110报警。",
        "构建“1+N”体系。",
        "一年365天守护。",
        "“4·15”全民国家安全教育日。",
        "实现100%的信心。",
        "一棵树、一片林、一座山。",
        "世界500强企业落户。",
        "10月1日起施行。",
        "党的二十大报告。",
        "国道108线两侧绿化。",
        "比例尺为1:10000。",
        "邮编030600。",
        "第15届运动会。",
        "限期15日内整改。",
        "5名同志受到处分。",
        # How far off a place is, how many there are of a kind, how many have been named.
        "从260公里外的昌源河调水。",
        "周边2公里范围内可闻到异味。",
        "该水库是全国172项重大水利工程之一。",
        "东兴和大盛两家公司超范围接收危险废物。",
        # Figures of speech, and numbers in titles.
        "数十家企业被关停。",
        "承诺遵守《公民行为规范十条》。",
        # What follows a full stop has no noun before it.
        "环境得到改善。26万平方米中，一半在城北。",
    ],
)
def test_dates_ranks_ages_and_counts_of_meetings_are_no_targets(text: str) -> None:
    assert printed(facts(text)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("王庄桥南断面水质达到Ⅲ类。", "Ⅲ"),
        ("确保王庄桥南断面达Ⅲ类。", "Ⅲ"),
        ("王庄桥南断面水质为劣Ⅴ类。", "劣Ⅴ"),
    ],
)
def test_a_water_grade_is_a_target(text: str, value: str) -> None:
    told = target(text)
    assert (told["value"], told["unit"]) == (value, "类")


def test_the_same_value_restated_is_one_target() -> None:
    found = facts("全市计划造林10万亩。会议强调，全市计划造林10万亩。")
    assert len(targets(found)) == 1


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("到2027年，森林覆盖率达到26%。", {"metric": "森林覆盖率", "value": "26", "unit": "%"}),
        ("全年造林绿化32.4万亩。", {"metric": "造林绿化", "value": "32.4", "unit": "万亩"}),
        ("造林三千余亩。", {"value": "三千", "unit": "亩"}),
    ],
)
def test_the_slots_are_what_the_text_prints(text: str, slots: dict[str, str]) -> None:
    (found,) = [e for e in facts(text).entities if e.type == "Target"]
    assert {name: found.slots[name].text.rstrip("余") for name in slots} == slots


def test_a_deadline_has_its_span() -> None:
    (found,) = [e for e in facts("到2027年，森林覆盖率达到26%。").entities if e.type == "Target"]
    assert "2027" in found.slots["deadline"].text


def test_a_target_is_named_by_metric_value_and_unit() -> None:
    assert named(facts("全年造林绿化32.4万亩。"), "造林绿化 32.4 万亩").type == "Target"


def test_a_range_keeps_both_ends() -> None:
    told = target("每年治理河道10—15公里。")
    assert (told["value"], told["value_max"]) == (10, 15)


def test_the_items_of_a_list_go_on_with_what_leads_it_in() -> None:
    found = targets(facts("2026年，重点做好以下工作。\n（一）抓绿化。造林3万亩。\n（二）抓水利。改造渠道86公里。"))
    assert [(told["status"], told["deadline"]) for told in found] == [("planned", "2026")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "网传该厂毒死鱼三万斤。",
        "该公司自报日排废水不超过90吨，经核查实际远超此数。",
        "负责人称“日产只有40立方米”，督察组核对台账，查明并非如此。",
        "处2万元以上20万元以下的罚款。",
        "一亩也不能少。",
        "百万亩林海郁郁葱葱。",
        "《水污染防治行动计划》即“水十条”。",
        "种下一棵棵绿色希望。",
        "历时近20个月建成。",
        "公示十个工作日。",
        "提供一个良好的环境。",
        "码头可停靠5万吨级货轮。",
    ],
)
def test_rumours_claims_refuted_thresholds_and_figures_of_speech_are_no_targets(text: str) -> None:
    assert printed(facts(text)) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("捣毁非法采砂团伙4个。", "4个"),
        ("移交6座污水处理站。", "6座"),
        ("示范园区已达6个。", "6个"),
        ("处理违法人员164人。", "164人"),
        ("受益群众4.2万人。", "4.2万人"),
        ("现有队员64人。", "64人"),
        ("黑颈鹤214只。", "214只"),
        ("打井318眼。", "318眼"),
        ("剩余6个问题正在整改。", "6个"),
        ("四条黑臭水体已全部消除。", "4条"),
        ("取缔码头1098个。", "1098个"),
        # What happens to what is counted.
        ("对该公司处以罚款26万元。", "26万元"),
        ("5所学校入选节水案例。", "5所"),
        ("平遥县42个镇村获得绿色称号。", "42个"),
    ],
)
def test_small_counts_people_and_animals_are_targets_where_they_are_results(text: str, amount: str) -> None:
    assert printed(facts(text)) == [amount]


def test_a_small_count_at_the_end_of_a_row_of_counts_is_a_result() -> None:
    assert printed(facts("平遥县创建星级河道26条，幸福河湖48条，休闲打卡点6处。")) == ["26条", "48条", "6处"]


def test_how_many_have_been_named_is_no_target() -> None:
    assert printed(facts("潇河、汾河、惠济河3条河流超警。")) == []


def test_a_headline_says_no_target_twice() -> None:
    found = targets(facts("我市投资6.2亿元建设环保工程\n全市今年计划投入环保资金6.2亿元，实施34个项目。"))
    assert [told["value"] for told in found].count(6.2) == 1
