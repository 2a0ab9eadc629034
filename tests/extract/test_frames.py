"""Whether a target is planned or achieved, and by when: one phenomenon a line."""

from __future__ import annotations

import pytest
from extracting import facts, targets


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        # What stands right behind the number.
        ("今年，全县完成30%的淘汰任务。", ["planned"]),
        ("断面水质未达到Ⅲ类考核要求。", ["planned"]),
        ("优良天数比率离85%的目标仍有差距。", ["planned"]),
        ("全市PM2.5平均浓度为38微克/立方米，尚未达到35微克/立方米的年度目标。", ["achieved", "planned"]),
        ("造林10万亩的任务已全面完成。", ["achieved"]),
        ("督察组移交的27项任务已办结20项。", ["achieved", "achieved"]),
        # What stands right before it.
        ("去年装了30套监测设备，今年还要再装20套。", ["achieved", "planned"]),
        ("祁县2024年应改造管网86公里，实际改造39公里。", ["planned", "achieved"]),
        ("祁县应于2024年12月底前退耕1.2万亩，目前仅退出7000亩。", ["planned", "achieved"]),
        ("已兑付资金1.2亿元，兑付率须达到100%。", ["achieved", "planned"]),
        ("全年计划完成护堤绿化190公里。", ["planned"]),
        ("日处理能力将由4万吨扩到6万吨。", ["planned"]),
        ("企业将废水直排汾河，化学需氧量浓度达318毫克/升。", ["achieved"]),
        ("全市将造林10万亩。", ["planned"]),
        # A goal that a result is held against is no plan of the sentence.
        ("比例为59%，优于年度约束性指标要求2.4个百分点。", ["achieved", "achieved"]),
        ("完成投资3亿元，占年度计划的82%。", ["achieved", "achieved"]),
        # When a work was begun dates none of its amounts.
        ("工程去年11月开工，要整治堤岸32公里，建提排站7座。", ["planned", "planned"]),
        ("项目今年1月已经开工，概算投资2.8亿元。", ["planned"]),
        # A time to come behind the number.
        ("项目修复岸线9.6公里，明年6月完工。", ["planned"]),
        ("省级补助4300万元已到账，市级配套1200万元年底前拨付。", ["achieved", "planned"]),
        ("主体工程完成85%，10月底前通水。", ["achieved"]),
        # Only its own brackets speak of a number in them, and not of one outside.
        ("到2027年，土著鱼类恢复至65种以上（2024年监测到58种）。", ["planned", "achieved"]),
        # A plan that is quoted.
        ("市政府印发的《2025年生态环境保护工作要点》写明，营造林105万亩。", ["planned"]),
        ("根据年度建设任务单显示，建设生态廊道373公里。", ["planned"]),
        # A list shares its status.
        ("到2027年，PM2.5平均浓度降到30微克/立方米；优良天数比例达到85%；湿地保护率达到60%。", ["planned"] * 3),
        ("今年1至2月，PM2.5平均浓度为38微克/立方米，优良天数比例为85%。", ["achieved"] * 2),
        ("下一步，要抓好治理。整治排口60个，修复湿地300亩。", ["planned"] * 2),
        ("一、目标任务（一）造林绿化：完成营造林11万亩，封山育林2万亩，义务植树50万株。", ["planned"] * 3),
        # Results, whatever was planned before.
        ("计划明年6月前全部完成。公安机关打掉违法窝点9个，移送案件6宗。", ["achieved"] * 2),
        ("计划建设林带20公里。当地年均降水量60毫米，蒸发量2340毫米。", ["planned", "achieved", "achieved"]),
        ("年初计划造林10万亩，实际完成12万亩。", ["planned", "achieved"]),
        # What comes in a later clause says little of a number before.
        ("到今天，关停企业11家，搬迁4家，剩下的必须在明年6月前转走。", ["achieved"] * 2),
        ("基金会资助320万元，计划到2026年恢复植被1200亩。", ["achieved", "planned"]),
        # Talk of a work that is only being considered.
        ("三期还在做可研，初步考虑封山育林1.9万亩，治理水土流失46平方公里。", ["planned"] * 2),
        # Comparisons.
        ("到2027年，总磷平均浓度较2024年下降15%。", ["planned"]),
        ("到2025年底，PM2.5平均浓度降到38微克/立方米；PM10平均浓度同比下降5%。", ["planned"] * 2),
        ("截至二〇二四年底，森林覆盖率提高到26%。", ["achieved"]),
        ("湖面由2004年的4244平方公里增大到2024年的4650平方公里。", ["achieved"] * 2),
    ],
)
def test_a_number_is_told_by_what_stands_near_it(text: str, statuses: list[str]) -> None:
    assert [told["status"] for told in targets(facts(text))] == statuses


def test_news_of_a_plan_is_no_plan() -> None:
    text = "我市印发大气污染防治工作方案（2025—2027年）\n本报讯（记者 王伟）目前，全市森林覆盖率26%。\n湿地保护率60%。"
    assert [told["status"] for told in targets(facts(text))] == ["achieved"] * 2


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("项目修复岸线9.6公里，明年6月完工。", "2026-06"),
        ("计划增设监测点12个，年底前建成。", "2025"),
        ("市级配套1200万元年底前拨付到位。", "2025"),
        ("要赶在明年汛期前补栽界桩1.2万根。", "2026"),
        ("2026年汛期前完成尾矿库闭库15座。", "2026"),
        ("督促其9月30日前完成整改，利用率须达95%以上。", "2025-09"),
        ("要确保月底前完成清淤60公里。", "2025-03"),
        ("祁县应于2024年12月底前退耕1.2万亩。", "2024-12"),
        ("PM2.5平均浓度未达到35微克/立方米的年度目标。", "2025"),
        ("到2027年，水质要达到Ⅳ类，2030年达到Ⅲ类。", "2027"),
        ("到2030年，生态林总规模要达到80万亩。", "2030"),
        # The cost and the size of a work are not due by a day.
        ("今年开工建设，概算总投资6.8亿元。", None),
        ("今年，全市推进绿化。项目设计林带全长86公里。", None),
        # What was done this year dates no plan.
        ("今年1月，全市已全面完成造林。要治理河道60公里。", None),
    ],
)
def test_a_plan_is_due_by_what_stands_near_it(text: str, deadline: str | None) -> None:
    assert targets(facts(text))[0]["deadline"] == deadline
