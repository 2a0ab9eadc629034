"""Stretches of time: how they are written, read and held against each other."""

from __future__ import annotations

import pytest

from ecograph.graph.tracking.periods import Period, day_after, first_day, last_day, months, read, years

TEXTS = [
    (years(2022), "2022"),
    (years(2021, 2025), "2021/2025"),
    (months(2022, 10), "2022-10"),
    (months(2022, 1, 6), "2022-01/2022-06"),
    (Period("2022-04-01", "2022-07-19"), "2022-04/2022-07"),
    (Period("2021-01-01", "2023-05-10"), "2021-01/2023-05"),
    (Period("2024-09-01", "2024-09-12"), "2024-09"),
]


@pytest.mark.parametrize(("period", "text"), TEXTS)
def test_a_period_is_written_in_whole_years_or_months(period, text):
    assert period.text == text


READ = [
    ("2022", "2022-01-01", "2022-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), ("2024-02-03", "2024-02-03", "2024-02-03"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), READ)
def test_a_date_is_read_as_all_of_its_days(text, first, last):
    assert read(text) == (first, last)


@pytest.mark.parametrize("text", ["", "22", "2022-13", "2023-02-30", "soon", "2022/03"])
def test_what_is_no_date_is_none(text):
    assert (read(text), first_day(text), last_day(text)) == (None, "", "")


def test_a_year_covers_its_months_and_no_others():
    assert years(2022).covers(months(2022, 1, 6))
    assert not years(2022).covers(months(2023, 1))
    assert not months(2022, 1, 6).covers(years(2022))


def test_the_day_after_the_last_of_a_year_is_the_first_of_the_next():
    assert day_after("2022-12-31") == "2023-01-01"
