"""What dates a plan, and what does not, in the layouts of notices, plans, reports and news."""

from __future__ import annotations

import pytest
from extracting import facts, targets

SPRING = "2025-03-10"


def years(text: str, published: str = SPRING) -> str:
    """Return the year by which each planned target is due, - for none, in the order of the text."""
    found = [told for told in targets(facts(text, published=published)) if told["status"] == "planned"]
    return " ".join(str(told["deadline"] or "-")[:4] for told in found)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("力争用三年时间，建成生态沟渠260公里。", "2028"),
        ("从2025年起，用4年时间，全市将造林26万亩。", "2028"),
        ("力争通过3—5年努力，把林果面积发展到26万亩。", "2030"),
        ("大家要苦干两年，修复湿地260亩。", "2027"),
        ("上半年要造林2.6万亩，四季度要完成管护3.6万亩。", "2025 2025"),
        ("三年后，力争全湖增草260亩。", "2028"),
        ("未来3—5年，全县将新建泵站26座。", "2030"),
        ("今后三年，每年安排治沙资金2600万元。", "2028"),
        ("下个月底前，要建成储运点26处。", "2025"),
    ],
)
def test_a_span_is_counted_from_the_day_of_the_article(text: str, due: str) -> None:
    assert years(text) == due


def test_a_span_goes_over_the_end_of_the_year() -> None:
    assert years("下个月底前，要建成储运点26处。", "2025-12-03") == "2026"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("到2027年，单位GDP能耗较2025年下降6%。", "2027"),
        ("到2027年，新能源占比比今年提高8个百分点。", "2027"),
        ("到2028年，要在2025年基础上，新建湿地26处。", "2028"),
        ("按照《祁县2030年前碳达峰行动方案》的部署，今年将推广绿色建筑26万平方米。", "2025"),
        ("今年将按照《祁县2030年前碳达峰行动方案》的部署，推广绿色建筑26万平方米。", "2025"),
        ("今年，县里印发《祁县治水三年行动方案（2025—2027年）》，提出新建泵站26座。", "2027"),
    ],
)
def test_what_is_compared_with_or_gone_by_is_no_deadline(text: str, due: str) -> None:
    assert years(text) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("到2027年和2030年，再生水利用率分别达到25%和36%。", "2027 2030"),
        ("到2027年、2030年，全县新能源汽车占比分别达到46%、66%以上。", "2027 2030"),
        ("到2027年，再生水利用率、水质优良率分别达到25%和96%。", "2027 2027"),
        ("拟新建管网26公里，计划2025年6月开工，2027年10月完工。", "2027"),
    ],
)
def test_times_that_are_told_in_turn(text: str, due: str) -> None:
    assert years(text) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("要完成排口整治26个。（市水利局牵头，2026年6月底前完成）\n要新建泵站6座。（市住建局负责）", "2026 -"),
        (
            "整改目标：整治排口26个。\n整改时限：2026年6月底前。\n整改措施：\n1.新建泵站6座。\n2.铺管16公里。",
            "2026 2026 2026",
        ),
        (
            "整改目标：整治排口26个。\n整改时限：2025年底前。\n整改措施：\n1.新建泵站6座。\n"
            "整改目标：修复矿山8处。\n整改时限：2026年底前。\n整改措施：\n1.复绿260亩。",
            "2025 2025 2026 2026",
        ),
        ("招标公告\n建设内容：清淤26公里，新建湿地260亩\n计划工期：计划2025年6月开工，2027年4月完工", "2027 2027"),
        (
            "到2027年，实现以下目标。\n——空气更清新。优良天数比例达到86%。\n——水更清。水质优良比例提高到96%。",
            "2027 2027",
        ),
        (
            "要新建泵站6座（责任单位：市水利局；完成时限：2026年6月底）；要修复湿地260亩（2027年10月底前完成）。",
            "2026 2027",
        ),
        ("记者：今年有哪些安排？\n局长：要新建泵站6座。", "2025"),
        ("近日，祁县印发《水土保持方案（2025—2028年）》。\n《方案》提出，新建清洁小流域26条。", "2028"),
        ("祁县“十四五”生态环境保护规划\n四、主要指标\n优良天数比例保持在86%以上。", "2025"),
        ("二、2026年工作安排\n" + "要抓好落实。\n" * 14 + "要新建口袋公园26个。", "2026"),
        ("2025年3月10日\n工程要整治堤岸26公里。", "-"),
    ],
)
def test_labels_brackets_lists_and_headings_date_what_has_no_date(text: str, due: str) -> None:
    assert years(text) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("到2027年，全县森林覆盖率达到46%，湿地总面积扩大到2.6万亩。", "2027 2027"),
        ("到2027年，全县森林覆盖率达到46%，社会消费品零售总额达到26亿元。", "2027 2027"),
        ("到2027年，全县森林覆盖率达到46%，项目总投资26亿元。", "2027 -"),
        ("2025—2027年，祁县计划投入2.6亿元。", "2027"),
    ],
)
def test_a_size_that_is_to_be_reached_is_due(text: str, due: str) -> None:
    assert years(text) == due


def test_the_whole_year_that_is_looked_back_on_is_no_plan() -> None:
    assert years("一、2024年工作回顾\n全年造林2.6万亩。\n二、2025年工作安排\n全年造林3.6万亩。") == "2025"
