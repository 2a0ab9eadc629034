"""Scales and columns."""

from __future__ import annotations

import pytest

from ecograph.server.pages.charts import Columns, scale_of
from ecograph.server.pages.paging import Page
from ecograph.server.pages.things import Thing
from ecograph.server.pages.tracked import Tracked


def tracked(planned: str, in_base: float | None, reported: float | None = None) -> Tracked:
    subject = Thing("urn:y", "晋中市")
    return Tracked("urn:x", "met", "造林", (), subject, "2025", planned, "", "", {}, "m2", in_base, reported)


@pytest.mark.parametrize(
    ("planned", "in_base", "reported", "high", "unit"),
    [
        ("32.4万亩", 216e6, 60e6, 40, "万亩"),
        ("<=38微克/立方米", 3.8e-8, 4.5e-8, 50, "微克/立方米"),
        (">=85%", 0.85, None, 100, "%"),
        ("1000公里", 1e6, 1e6, 1000, "公里"),
    ],
)
def test_a_scale_is_in_the_unit_that_is_written_and_ends_at_a_round_number(planned, in_base, reported, high, unit):
    scale = scale_of([tracked(planned, in_base, reported)])
    assert (scale.low, scale.high, scale.unit) == (0, pytest.approx(high), unit)
    assert 0 < scale.at(in_base, 100) <= 100


@pytest.mark.parametrize("none", [tracked("Ⅲ类", None), tracked("0家", 0.0)])
def test_what_is_no_number_has_no_scale(none):
    assert scale_of([none]) is None


def test_a_column_is_as_high_as_its_number_and_years_without_one_are_shown():
    columns = Columns([("2023", "missed", 1), ("2023", "met", 1), ("2025", "met", 1)], ("missed", "met"))
    assert columns.years == ["2023", "2024", "2025"]
    assert [(each.state, each.y, each.height) for each in columns.of("2023")] == [("missed", 50, 50), ("met", 0, 50)]
    assert columns.of("2024") == []


@pytest.mark.parametrize(("page", "at", "after"), [(1, 1, 0), (3, 3, 4), (9, 3, 4), (-1, 1, 0)])
def test_the_nearest_page_is_given(page, at, after):
    assert Page.of(5, page, 2) == (5, at, 3, after)
