"""Each state, and what is easily taken for another."""

from __future__ import annotations

import pytest

from telling import COUNTY, article, followed, history, only, plan, report

PLAN = article("2022-01-10", "2022年全市完成营造林24万亩。", plan("营造林", "24万亩"), name="plan")
AGAIN = article("2022-03-02", "今年要完成营造林24万亩以上。", plan("营造林", "24万亩", comparator=">="), name="again")
LESS = article("2022-06-01", "全年营造林任务由24万亩调整为20万亩。", plan("营造林任务", "20万亩"), name="less")
MORE = article("2022-06-01", "全年营造林任务增加到26万亩。", plan("营造林任务", "26万亩"), name="more")
HALF = article("2022-07-05", "上半年，全市完成营造林14.6万亩。", report("营造林", "14.6万亩"), name="half")
DONE = article("2023-01-15", "2022年，全市完成营造林24.6万亩。", report("营造林", "24.6万亩"), name="done")
SHORT = article("2023-01-15", "2022年，全市完成营造林21.4万亩。", report("营造林", "21.4万亩"), name="short")

STATES = [
    ([PLAN], "2022-12-31", ["announced"]),
    ([PLAN, AGAIN], "2022-12-31", ["announced", "restated"]),
    ([PLAN, LESS], "2022-12-31", ["announced", "revised-down"]),
    ([PLAN, MORE], "2022-12-31", ["announced", "revised-up"]),
    ([PLAN, HALF], "2022-12-31", ["announced", "on-track"]),
    ([PLAN, LESS, HALF], "2022-12-31", ["announced", "revised-down", "on-track"]),
    ([PLAN], "2023-01-01", ["announced", "overdue"]),
    ([PLAN, HALF], "2023-01-01", ["announced", "on-track", "overdue"]),
    ([PLAN, DONE], "2023-12-31", ["announced", "overdue", "met"]),
    ([PLAN, SHORT], "2023-12-31", ["announced", "overdue", "missed"]),
    ([PLAN, LESS, SHORT], "2023-12-31", ["announced", "revised-down", "overdue", "met"]),
    ([PLAN, MORE, DONE], "2023-12-31", ["announced", "revised-up", "overdue", "missed"]),
]


@pytest.mark.parametrize(("articles", "today", "states"), STATES, ids=[each[2][-1] for each in STATES])
def test_a_commitment_goes_through_these_states(articles, today, states):
    assert history(only(followed(*articles, today=today))) == states


def test_nothing_is_overdue_on_the_last_day_of_its_period():
    of = article("2022-01-10", "10月底前完成清洁取暖改造1.2万户。", plan("清洁取暖改造", "1.2万户", by="2022-10"))
    states = {day: only(followed(of, today=day)).state for day in ("2022-10-31", "2022-11-01")}
    assert states == {"2022-10-31": "announced", "2022-11-01": "overdue"}


def test_a_report_that_is_older_than_the_last_change_of_the_plan_leaves_it_changed():
    later = article("2022-09-01", "全年营造林任务调整为22万亩。", plan("营造林任务", "22万亩"))
    assert only(followed(PLAN, HALF, later, today="2022-12-31")).state == "revised-down"


def test_a_plan_that_was_changed_twice_has_the_direction_of_the_last_change():
    later = article("2022-09-01", "全年营造林任务调整为22万亩。", plan("营造林任务", "22万亩"))
    series = only(followed(PLAN, LESS, later, today="2022-12-31"))
    assert (series.state, [each.direction for each in series.revisions]) == ("revised-up", ["down", "up"])


def test_a_revision_stays_listed_when_the_target_is_met():
    assert [each.direction for each in only(followed(PLAN, LESS, DONE)).revisions] == ["down"]


def test_one_article_that_tells_of_a_change_is_enough():
    text = "崆峒区2022年改造污水管网任务由45公里调整为30公里。"
    was, now = (plan("改造污水管网任务", much) for much in ("45公里", "30公里"))
    assert history(only(followed(article("2022-06-21", text, was, now), today="2022-07-01"))) == ["revised-down"]


def test_two_values_in_one_article_without_a_word_of_change_are_no_revision():
    text = "2022年营造红树林2250亩，另有红树林营造640亩。"
    of = article("2022-06-21", text, plan("营造红树林", "2250亩"), plan("红树林营造", "640亩"))
    tracking = followed(of, today="2022-07-01")
    assert only(tracking).state == "announced"
    assert ["another value" in each.reason for each in tracking.left] == [True]


def test_what_is_only_a_part_of_a_figure_decides_nothing():
    text = "2022年，全市完成营造林24.6万亩，其中关山林区营造林12万亩。"
    done = article("2023-01-15", text, report("营造林", "24.6万亩"), report("营造林", "12万亩"))
    assert only(followed(PLAN, done)).state == "met"


BOUNDS = [
    ("PM2.5平均浓度", "24微克/立方米", "=", "24微克/立方米", "met"),
    ("PM2.5平均浓度", "24微克/立方米", "=", "25微克/立方米", "missed"),
    ("PM2.5平均浓度", "24微克/立方米", "<=", "22微克/立方米", "met"),
    ("优良天数比例", "95%", ">=", "95.0%", "met"),
    ("优良天数比例", "95%", "=", "94.9%", "missed"),
    ("优良天数比例", "95%", "=", "96.2%", "met"),
    ("断面水质", "Ⅲ类", "=", "Ⅱ类", "met"),
    ("断面水质", "Ⅲ类", "=", "Ⅲ类", "met"),
    ("断面水质", "Ⅲ类", ">=", "Ⅳ类", "missed"),
    ("断面水质", "Ⅴ类", "=", "劣Ⅴ类", "missed"),
    ("治理水土流失面积", "250平方公里", "=", "37.8万亩", "met"),
    ("治理水土流失面积", "253平方公里", "=", "37.8万亩", "missed"),
    ("完成投资", "1.2亿元", "=", "11900万元", "missed"),
    ("污水处理能力", "2万吨/日", "=", "2万立方米/日", "met"),
    ("爬山虎种植长廊", "3处", "=", "3处", "met"),
    ("爬山虎种植长廊", "3处", "=", "2处", "missed"),
]


@pytest.mark.parametrize(("metric", "planned", "comparator", "reported", "state"), BOUNDS)
def test_a_report_meets_the_bound_of_the_plan(metric, planned, comparator, reported, state):
    of = article("2022-01-10", f"2022年{metric}达到{planned}。", plan(metric, planned, comparator=comparator))
    after = article("2023-01-15", f"2022年，{metric}为{reported}。", report(metric, reported))
    assert only(followed(of, after)).state == state


CHANGES = [
    ("decrease", "3%", "decrease", "3.2%", "met"),
    ("decrease", "3%", "decrease", "2.1%", "missed"),
    ("decrease", "3%", "increase", "1%", "missed"),
    ("increase", "3%", "increase", "4%", "met"),
]


@pytest.mark.parametrize(("planned", "much", "reported", "value", "state"), CHANGES)
def test_a_change_is_held_against_a_change(planned, much, reported, value, state):
    metric = "单位GDP能耗" if planned == "decrease" else "粮食总产量"
    of = article("2022-01-10", f"2022年{metric}变化{much}。", plan(metric, much, change=planned))
    after = article("2023-01-15", f"2022年，{metric}同比变化{value}。", report(metric, value, change=reported))
    assert only(followed(of, after)).state == state


def test_a_level_and_a_change_are_two_series():
    text = "2022年，PM2.5平均浓度为22微克/立方米，同比下降8.3%。"
    done = article(
        "2023-01-15", text, report("PM2.5平均浓度", "22微克/立方米"), report("PM2.5平均浓度", "8.3%", change="decrease")
    )  # fmt: skip
    assert [each.measure.basis for each in followed(done).series] == ["", "year-on-year"]


def test_changes_against_different_years_are_two_series():
    text = "2022年，单位GDP能耗同比下降3%，较2020年下降7%。"
    done = article(
        "2023-01-15", text, *(report("单位GDP能耗", much, change="decrease") for much in ("3%", "7%"))
    )  # fmt: skip
    assert sorted(each.measure.basis for each in followed(done).series) == ["2020", "year-on-year"]


def test_the_fall_over_a_five_year_plan_is_not_that_of_its_last_year():
    far = plan("单位GDP能耗", "13.5%", by="2025", word="2025年", change="decrease")
    near = plan("单位GDP能耗", "3%", by="2025", word="2025年", change="decrease")
    one = article("2022-01-10", "到2025年，单位GDP能耗下降13.5%。", far)
    other = article("2025-01-10", "2025年单位GDP能耗下降3%。", near)
    assert sorted(each.measure.basis for each in followed(one, other, today="2025-02-01").series) == [
        "2020",
        "year-on-year",
    ]


def test_percent_and_percentage_points_are_kept_apart():
    text = "2022年，优良天数比例为96%，同比提高2个百分点。"
    done = article(
        "2023-01-15", text, report("优良天数比例", "96%"), report("优良天数比例", "2个百分点", change="increase")
    )  # fmt: skip
    assert sorted(each.measure.base for each in followed(done).series) == ["1", "pp"]


def test_how_far_a_plan_is_away_is_no_series():
    text = "目前，农村生活污水治理率为24.3%，距2025年26%的目标还差1.7个百分点。"
    of = article(
        "2024-09-12", text, plan("农村生活污水治理率", "26%", by="2025", word="2025年"),
        report("农村生活污水治理率", "24.3%"), report("农村生活污水治理率", "1.7个百分点", change="decrease"),
    )  # fmt: skip
    tracking = followed(of, today="2024-12-31")
    assert only(tracking).state == "on-track"
    assert [each.reason for each in tracking.left] == ["how far a plan is from being reached"]


def test_the_level_of_another_year_is_no_progress_of_a_later_plan():
    of = article("2022-01-10", "到2025年森林覆盖率达到34%。", plan("森林覆盖率", "34%", by="2025", word="2025年"))
    after = article("2024-01-15", "截至2023年底，森林覆盖率为33.5%。", report("森林覆盖率", "33.5%"))
    tracking = followed(of, after, today="2024-06-01")
    assert {(each.period.text, each.state) for each in tracking.series} == {("2025", "announced"), ("2023", None)}


def test_a_year_is_no_part_of_the_sum_over_five():
    sum_ = plan("营造林", "100万亩", by="2025", word="“十四五”期间")
    of = article("2022-01-10", "“十四五”期间完成营造林100万亩。", sum_)
    after = article("2026-01-15", "2025年，全市完成营造林25万亩。", report("营造林", "25万亩"))
    tracking = followed(of, after, today="2026-06-01")
    assert {(each.period.text, each.state) for each in tracking.series} == {("2021/2025", "overdue"), ("2025", None)}


def test_the_sum_since_the_beginning_of_a_five_year_plan_is_progress_of_it():
    of = article(
        "2022-01-10", "“十四五”期间完成营造林100万亩。", plan("营造林", "100万亩", by="2025", word="“十四五”期间")
    )  # fmt: skip
    after = article("2023-06-15", "“十四五”以来，全市完成营造林60万亩。", report("营造林", "60万亩"))
    assert history(only(followed(of, after))) == ["announced", "on-track"]


def test_what_is_planned_for_half_a_year_is_no_plan_for_all_of_it():
    half = article("2022-02-01", "上半年要完成营造林10万亩。", plan("营造林", "10万亩"))
    done = article("2022-07-15", "上半年，全市完成营造林11万亩。", report("营造林", "11万亩"))
    tracking = followed(half, PLAN, done, today="2022-12-31")
    assert {(each.period.text, each.state) for each in tracking.series} == {
        ("2022", "announced"), ("2022-01/2022-06", "met"),
    }  # fmt: skip


def test_a_sum_from_the_beginning_of_a_work_is_not_that_of_a_year():
    of = article("2022-01-10", "2022年完成投资2亿元。", plan("完成投资", "2亿元"))
    after = article("2022-12-20", "目前，工程累计完成投资6.35亿元。", report("完成投资", "6.35亿元"))
    states = {(each.measure.scope, each.state) for each in followed(of, after, today="2022-12-31").series}
    assert states == {("", "announced"), ("so-far", None)}


def test_a_level_above_the_plan_before_its_end_is_progress():
    of = article("2022-01-10", "2022年优良天数比例达到95%。", plan("优良天数比例", "95%"))
    half = article("2022-07-10", "1—6月，优良天数比例为96.1%。", report("优良天数比例", "96.1%"))
    assert history(only(followed(of, half, today="2022-12-31"))) == ["announced", "on-track"]


def test_the_level_of_december_is_not_that_of_the_year():
    of = article("2022-01-10", "2022年优良天数比例达到95%。", plan("优良天数比例", "95%"))
    last = article("2023-01-10", "2022年12月份，优良天数比例为96%。", report("优良天数比例", "96%"))
    assert history(only(followed(of, last))) == ["announced", "overdue"]


def test_what_was_due_in_october_is_told_by_the_account_of_the_year():
    of = article("2022-01-10", "10月底前完成清洁取暖改造1.2万户。", plan("清洁取暖改造", "1.2万户", by="2022-10"))
    after = article("2023-01-15", "2022年，完成清洁取暖改造1.25万户。", report("清洁取暖改造", "1.25万户"))
    assert only(followed(of, after)).state == "met"


def test_a_restated_figure_of_an_old_year_counts_for_that_year():
    later = article("2024-02-01", "2022年全市完成营造林23.9万亩，2023年完成营造林26万亩。",
                    report("营造林", "23.9万亩"), report("营造林", "26万亩"))  # fmt: skip
    tracking = followed(PLAN, DONE, later, today="2024-02-01")
    assert {(each.period.text, each.state) for each in tracking.series} == {("2022", "missed"), ("2023", None)}


DENIALS = [("2023-04-18", "missed"), ("2022-11-18", "announced")]


@pytest.mark.parametrize(("published", "state"), DENIALS)
def test_only_after_its_end_a_plan_is_missed_by_a_denial(published, state):
    text = "按照承诺，应在2022年底前建成人工湿地420亩，但尚未完成。"
    of = article(published, text, plan("人工湿地", "420亩", word="2022年"))
    assert only(followed(of, today=published)).state == state


def test_a_plan_that_is_said_to_be_under_way_is_on_track():
    of = article("2022-05-01", "全年营造林24万亩的任务正按计划推进。", plan("营造林", "24万亩"))
    assert history(only(followed(PLAN, of, today="2022-06-01"))) == ["announced", "on-track"]


SHARES = [
    ("2022-07-05", "截至6月底，营造林完成年度任务的60.8%。", "60.8%", ["announced", "on-track"]),
    ("2023-01-15", "2022年，营造林占年度任务的102%。", "102%", ["announced", "overdue", "met"]),
    ("2023-01-15", "2022年，营造林占年度任务的89%。", "89%", ["announced", "overdue", "missed"]),
]


@pytest.mark.parametrize(("published", "text", "much", "states"), SHARES)
def test_a_share_of_the_plan_tells_where_no_amount_does(published, text, much, states):
    of = article(published, text, report("营造林占年度任务", much))
    assert history(only(followed(PLAN, of, today="2023-02-01" if published[:4] == "2023" else "2022-12-31"))) == states


def test_a_share_of_the_plan_beside_the_amount_is_no_second_report():
    text = "截至6月底，全市完成营造林14.6万亩，占年度任务的60.8%。"
    of = article("2022-07-05", text, report("营造林", "14.6万亩"), report("营造林占年度任务", "60.8%"))
    assert [each.role for each in only(followed(PLAN, of)).statements] == ["planned", "progress"]


def test_a_plan_of_another_place_or_scope_is_another_series():
    county = article("2022-01-11", "静宁县2022年完成营造林4万亩。", plan("营造林", "4万亩", subject=COUNTY))
    one = article("2022-01-12", "2022年优良天数比例达到95%。", plan("优良天数比例", "95%"))
    core = article("2022-01-13", "2022年中心城区优良天数比例达到90%。", plan("中心城区优良天数比例", "90%"))
    assert [each.state for each in followed(PLAN, county, one, core, today="2022-12-31").commitments] == [
        "announced"
    ] * 4


def test_the_statements_behind_a_state_are_those_that_show_it():
    series = only(followed(PLAN, AGAIN, HALF, DONE))
    behind = {each.state: [one.role for one in each.statements] for each in series.standings}
    assert behind == {
        "announced": ["planned"], "restated": ["planned", "planned"], "on-track": ["planned", "progress"],
        "overdue": ["planned", "planned", "progress"], "met": ["planned", "achieved"],
    }  # fmt: skip


WHY = [
    ([PLAN], "2022-12-31", "Planned on 2022-01-10: 24万亩.", "2022-01-10提出：24万亩。"),
    (
        [PLAN, HALF], "2022-12-31",
        "14.6万亩 reported for January–June 2022 on 2022-07-05; the plan is 24万亩 (61% of it).",
        "2022-07-05报告2022年1—6月为14.6万亩；计划为24万亩（占61%）。",
    ),
    (
        [PLAN], "2023-02-01",
        "The period ended on 2022-12-31 and nothing is reported; the plan was 24万亩.",
        "时段已于2022-12-31结束，未见报告；计划为24万亩。",
    ),
    (
        [PLAN, SHORT], "2023-02-01",
        "21.4万亩 reported for 2022 on 2023-01-15, which does not meet the plan of 24万亩.",
        "2023-01-15报告2022年为21.4万亩，未达到计划的24万亩。",
    ),
    (
        [PLAN, LESS], "2022-12-31",
        "The plan was lowered from 24万亩 to 20万亩 on 2022-06-01.", "2022-06-01将计划由24万亩下调为20万亩。",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("articles", "today", "en", "zh"), WHY)
def test_a_state_says_why_in_both_languages(articles, today, en, zh):
    assert only(followed(*articles, today=today)).standings[-1].why == (en, zh)


def test_what_was_published_after_a_day_is_not_known_on_it():
    assert history(only(followed(PLAN, AGAIN, DONE, today="2022-02-01"))) == ["announced"]


def test_an_article_without_a_date_can_plan_but_not_report():
    timeless = article("", "2022年全市完成营造林24万亩。", plan("营造林", "24万亩"))
    told = article("", "全市完成营造林20万亩。", report("营造林", "20万亩"))
    tracking = followed(timeless, told, today="2022-06-01")
    assert only(tracking).state == "announced"
    assert [each.reason for each in tracking.left] == ["a report of which nobody knows the time"]


LEFT = [
    (plan("总投资", "5.6亿元", by=""), "the size of a thing, not what becomes of it"),
    (plan("营造林", "5.6亩", by=""), "a plan for which no time is told"),
    (report("项目累计完成投资占总投资", "38%"), "a share of the size of the work"),
    (report("优良天数比例", "2个百分点"), "a difference that is not said to be a rise or a fall"),
]


@pytest.mark.parametrize(("figure", "reason"), LEFT)
def test_what_belongs_to_no_series_is_listed_with_the_reason(figure, reason):
    tracking = followed(article("2022-06-01", f"这里有{figure['much']}。", figure), today="2022-06-01")
    assert (tracking.series, [each.reason for each in tracking.left]) == ((), [reason])
