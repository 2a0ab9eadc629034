"""Conflicts between articles, and what is none: rounding, corrections, reposts, other times."""

from __future__ import annotations

import pytest

from telling import COUNTY, article, followed, only, plan, report


def told(published: str, much: str, *, words: str = "2022年，全市完成营造林", metric: str = "营造林", **more):
    return article(published, f"{words}{much}。", report(metric, much, **more), name=f"{published}-{much}")


APART = [
    ("26.4万亩", "26.1万亩", "营造林"),
    ("22微克/立方米", "21微克/立方米", "PM2.5平均浓度"),
    ("95.6%", "95.2%", "优良天数比例"),
    ("100%", "99.2%", "国考断面水质优良比例"),
    ("Ⅱ类", "Ⅲ类", "断面水质"),
    ("252平方公里", "39万亩", "治理水土流失面积"),
    ("34%", "34.5%", "森林覆盖率"),
]
TOGETHER = [
    ("26.4万亩", "26万亩", "营造林"),
    ("26.4万亩", "264000亩", "营造林"),
    ("37.8万亩", "252平方公里", "治理水土流失面积"),
    ("1.2亿元", "11950万元", "完成投资"),
    ("3000亩", "2987亩", "营造林"),
    ("26.47万亩", "26.4万亩", "营造林"),
    ("96.2%", "96%", "优良天数比例"),
]


@pytest.mark.parametrize(("one", "other", "metric"), APART)
def test_different_values_for_one_time_are_a_conflict(one, other, metric):
    words = f"2022年，{metric}为"
    tracking = followed(
        *(told(day, much, words=words, metric=metric) for day, much in (("2023-01-10", one), ("2023-03-10", other)))
    )
    (conflict,) = tracking.conflicts
    assert [side.amount.printed for side in conflict.sides] == [one, other]
    assert conflict.why.en == f"For 2022 articles give {one} (2023-01-10) against {other} (2023-03-10)."


@pytest.mark.parametrize(("one", "other", "metric"), TOGETHER)
def test_the_same_value_printed_otherwise_is_none(one, other, metric):
    words = f"2022年，{metric}为"
    tracking = followed(
        *(told(day, much, words=words, metric=metric) for day, much in (("2023-01-10", one), ("2023-03-10", other)))
    )
    assert tracking.conflicts == ()


BOUNDED = [
    (">", "26万亩", "26.4万亩", 0),
    (">", "26万亩", "25.1万亩", 1),
    ("~", "26万亩", "26.9万亩", 0),
    ("<", "26万亩", "25.8万亩", 0),
]


@pytest.mark.parametrize(("comparator", "bound", "much", "count"), BOUNDED)
def test_a_bound_agrees_with_what_is_near_on_its_side(comparator, bound, much, count):
    tracking = followed(told("2023-01-10", bound, comparator=comparator), told("2023-03-10", much))
    assert len(tracking.conflicts) == count


NONE = [
    ("another time", told("2022-07-10", "14万亩", words="上半年，全市完成营造林"), told("2023-01-10", "26万亩")),
    ("another time of the year", told("2022-07-10", "14万亩", words="截至6月底，全市完成营造林"),
     told("2022-10-10", "20万亩", words="截至9月底，全市完成营造林")),
    ("as things stood on different days", told("2022-07-10", "14万亩", words="目前，全市完成营造林"),
     told("2022-07-30", "15万亩", words="目前，全市完成营造林")),
    ("another year", told("2022-02-10", "22万亩", words="2021年，全市完成营造林"), told("2023-01-10", "26万亩")),
    ("another place", told("2023-01-10", "4万亩", subject=COUNTY), told("2023-03-10", "26万亩")),
    ("another scope", told("2023-01-10", "95%", words="2022年，优良天数比例为", metric="优良天数比例"),
     told("2023-03-10", "90%", words="2022年，城区优良天数比例为", metric="城区优良天数比例")),
    ("a change and a level", told("2023-01-10", "26万亩"), told("2023-03-10", "2万亩", change="increase")),
    ("one article alone",
     article("2023-01-10", "2022年，完成营造林26万亩、12万亩。", report("营造林", "26万亩"), report("营造林", "12万亩"))),
]  # fmt: skip


@pytest.mark.parametrize("articles", [each[1:] for each in NONE], ids=[each[0] for each in NONE])
def test_what_speaks_of_different_things_is_no_conflict(articles):
    assert followed(*articles).conflicts == ()


def test_a_report_of_a_part_of_the_year_is_in_conflict_with_one_of_the_same_part():
    one, other = (
        told(day, much, words="上半年，全市完成营造林")
        for day, much in (("2022-07-05", "14万亩"), ("2022-07-25", "17万亩"))
    )
    (conflict,) = followed(one, other).conflicts
    assert conflict.time.text == "2022-01/2022-06"


def test_a_later_plan_revises_and_one_of_the_same_day_contradicts():
    first, later, same = (
        article(day, f"2022年全市完成营造林{much}。", plan("营造林", much))
        for day, much in (("2022-01-10", "24万亩"), ("2022-03-10", "26万亩"), ("2022-01-10", "28万亩"))
    )
    assert followed(first, later).conflicts == ()
    (conflict,) = followed(first, same).conflicts
    assert conflict.role == "planned"


def test_a_conflict_is_listed_and_the_later_article_decides():
    of = article("2022-01-10", "2022年全市完成营造林26.3万亩。", plan("营造林", "26.3万亩"))
    tracking = followed(of, told("2023-01-10", "26.4万亩"), told("2023-03-10", "26.1万亩"))
    assert (only(tracking).state, len(tracking.conflicts)) == ("missed", 1)
    assert "Articles differ: 26.1万亩, 26.4万亩." in only(tracking).standings[-1].why.en


# Corrections


def account(day: str, much: str, title: str):
    text = f"2022年，全市完成营造林{much}。改厕4100户。"
    return article(day, text, report("营造林", much), report("改厕", "4100户"), title=title)


WRONG = account("2023-02-03", "21.4万亩", "平凉公布2022年生态账单")
RIGHT = account("2023-02-06", "24.6万亩", "【更正重发】平凉公布2022年生态账单")
NOTICE = article("2023-02-06", "本报2月3日刊发的《平凉公布2022年生态账单》一稿有误，2022年完成营造林24.6万亩。",
                 report("营造林", "24.6万亩"), title="更正")  # fmt: skip
COPY = article("2023-02-04", "2022年，全市完成营造林21.4万亩。", report("营造林", "21.4万亩"), title="平凉：账单出炉")
PLAN = article("2022-01-10", "2022年全市完成营造林24万亩。", plan("营造林", "24万亩"))


@pytest.mark.parametrize("correction", [RIGHT, NOTICE], ids=["sent out again", "a notice"])
def test_a_corrected_article_is_in_conflict_with_none_and_decides_nothing(correction):
    tracking = followed(PLAN, WRONG, correction)
    assert tracking.conflicts == ()
    assert [each.state for each in only(tracking).standings] == ["announced", "overdue", "missed", "met"]


def test_before_its_correction_an_article_counts():
    assert only(followed(PLAN, WRONG, RIGHT, today="2023-02-05")).state == "missed"


def test_an_article_that_is_sent_out_again_counts_instead_of_the_first():
    for series in followed(WRONG, RIGHT).series:
        assert [bool(each.replaced) for each in series.statements] == [True, False]


def test_a_notice_corrects_only_what_it_speaks_of():
    replaced = {series.measure.indicator: series.statements[0].replaced for series in followed(WRONG, NOTICE).series}
    assert replaced == {"afforestation": "2023-02-06", "rural-toilets": ""}


def test_what_was_copied_from_an_article_is_corrected_with_it():
    assert followed(PLAN, WRONG, COPY, RIGHT).conflicts == ()


def test_an_article_with_the_title_of_another_corrects_it_only_if_it_says_so():
    again = article(
        "2023-02-06", "2022年，全市完成营造林24.6万亩。", report("营造林", "24.6万亩"), title="平凉公布2022年生态账单"
    )
    assert len(followed(WRONG, again).conflicts) == 1


# Reposts


def printed(day: str):
    return article(day, f"{day}讯。\n2022年全市完成营造林24万亩。", plan("营造林", "24万亩"))


def test_a_repost_adds_its_claim_and_is_no_second_article():
    one, copy = printed("2022-01-10"), printed("2022-01-11")
    series = only(followed(one, copy, today="2022-02-01"))
    assert (series.state, len(series.statements), len(series.standings[-1].statements)) == ("announced", 2, 1)


def test_the_same_sentence_months_later_says_it_again():
    one, later = printed("2022-01-10"), printed("2022-05-11")
    assert only(followed(one, later, today="2022-06-01")).state == "restated"


def test_a_repost_of_an_old_plan_does_not_bring_it_back():
    one, copy = printed("2022-01-10"), printed("2022-01-14")
    later = article("2022-01-12", "营造林任务调整为20万亩。", plan("营造林任务", "20万亩"))
    series = only(followed(one, later, copy, today="2022-02-01"))
    assert (series.state, series.plan.amount.printed) == ("revised-down", "20万亩")
