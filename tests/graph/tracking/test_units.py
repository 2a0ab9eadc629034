"""Quantities in base units, and the vocabulary of units that says the same."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest

from ecograph.graph.tracking.units import amount, bases, folded, grades, normalised, unit, units
from ecograph.resources import resource, rows

QUDT = "http://qudt.org/schema/qudt/"
UNIT = "https://w3id.org/ecograph/vocab/unit/"

MEASURES = [
    ("37.8", "万亩", "252000000", "m2"),
    ("252", "平方公里", "252000000", "m2"),
    ("15", "亩", "10000", "m2"),
    ("1", "公顷", "10000", "m2"),
    ("24", "微克/立方米", "0.000000024", "kg/m3"),
    ("24", "μg/m³", "0.000000024", "kg/m3"),
    ("0.03", "毫克/升", "0.00003", "kg/m3"),
    ("1.8", "亿元", "180000000", "CNY"),
    ("18000", "万元", "180000000", "CNY"),
    ("2", "万吨/日", "231.481481481481", "kg/s"),
    ("8.64", "万立方米/日", "1", "m3/s"),
    ("50", "万千瓦", "500000000", "W"),
    ("500", "兆瓦", "500000000", "W"),
    ("3", "亿千瓦时", "1080000000000000", "J"),
    ("1", "吨标准煤", "29307600000", "J"),
    ("95.5", "%", "0.955", "1"),
    ("5", "‰", "0.005", "1"),
    ("2.5", "个百分点", "2.5", "pp"),
    ("1.2", "万户", "12000", "household"),
    ("3", "亿斤", "150000000", "kg"),
    ("7", "万艘次", "70000", "count"),
    ("12", "百亩", "12", "百亩"),
]


@pytest.mark.parametrize(("value", "printed", "number", "base"), MEASURES)
def test_a_quantity_is_measured_in_the_base_unit(value, printed, number, base):
    found = amount({"value": float(value), "value_text": value, "unit": printed})
    assert found
    assert (found.value.normalize(), found.base) == (Decimal(number).normalize(), base)


@pytest.mark.parametrize(("value", "printed", "number", "base"), MEASURES[:-1])
def test_the_graph_is_given_the_same_number(value, printed, number, base):
    assert normalised({"value": float(value), "unit": printed}) == {"normalized_value": number, "normalized_unit": base}


@pytest.mark.parametrize(
    "attributes", [{"value": 12, "unit": "百亩"}, {"value": "Ⅲ", "unit": "类"}, {"value": 3, "unit": ""}]
)
def test_a_unit_that_nobody_knows_and_a_class_of_water_have_no_number(attributes):
    assert normalised(attributes) == {}


STEPS = [("96.0", 96, "0.001"), ("96", 96, "0.01"), ("七", 70, "0.01"), ("1,120", 1120, "0.01")]


@pytest.mark.parametrize(("text", "value", "step"), STEPS)
def test_an_amount_knows_how_precisely_it_is_printed(text, value, step):
    assert amount({"value": value, "value_text": text, "unit": "%"}).step == Decimal(step)


def test_the_classes_of_water_are_ordered_the_best_first():
    assert list(grades()) == ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"]
    better = amount({"value": "Ⅲ", "unit": "类", "comparator": ">="})
    assert (better.value, better.comparator) == (3, "<=")


def test_a_fall_is_less_than_nothing_and_its_bound_turns():
    fall = amount({"value": 5, "value_max": 8, "unit": "%", "comparator": ">="}).turned()
    assert (fall.value, fall.upper, fall.comparator) == (Decimal("-0.08"), Decimal("-0.05"), "<=")


def test_every_base_unit_is_a_unit_of_its_own():
    whole = {row["base"] for row in rows("data", "targets", "units.csv") if Decimal(row["factor"]) == 1}
    assert set(bases().values()) - {"month"} == whole - {"month"}
    assert "month" in whole


def test_what_extraction_normalises_agrees():
    apart = []
    for row in rows("data", "lexicon", "units.csv"):
        known = units().get(folded(row["unit"]))
        # There, an hour of a kilowatt is still told in watts.
        if known and row["factor"] and "时" not in row["unit"] and row["unit"][0] not in "度kMG块":
            same = known.base == row["base"] and abs(known.factor - Decimal(row["factor"])) < known.factor / 10**9
            apart += [] if same else [row["unit"]]
    assert apart == []


# The multipliers of QUDT 3.1 for some of the units that are said to be its own.
OF_QUDT = [
    ("square-kilometre", "KiloM2", "1000000"),
    ("hectare", "HA", "10000"),
    ("microgram-per-cubic-metre", "MicroGM-PER-M3", "0.000000001"),
    ("milligram-per-litre", "MilliGM-PER-L", "0.001"),
    ("kilowatt-hour", "KiloW-HR", "3600000"),
    ("tonne-per-day", "TONNE-PER-DAY", "0.01157407407407407407407"),
    ("percent", "PERCENT", "0.01"),
    ("yuan", "CCY_CNY", "1"),
]


@pytest.mark.parametrize(("name", "qudt", "factor"), OF_QUDT)
def test_a_unit_of_qudt_has_its_multiplier(name, qudt, factor):
    path = resource("ontology", "vocab", "units.ttl")
    found = {
        quad.predicate.value: quad.object.value
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
        if getattr(quad.subject, "value", "") == UNIT + name
    }
    assert found["http://www.w3.org/2004/02/skos/core#exactMatch"] == f"http://qudt.org/vocab/unit/{qudt}"
    assert found[QUDT + "conversionMultiplier"] == factor


def test_the_vocabulary_scales_as_the_program_does():
    path, found = resource("ontology", "vocab", "units.ttl"), {}
    for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
        found.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    told = {
        notation: Decimal(each[QUDT + "conversionMultiplier"][0])
        for each in found.values()
        if QUDT + "conversionMultiplier" in each
        for notation in each["http://www.w3.org/2004/02/skos/core#notation"]
    }
    assert len(told) > 250
    assert {notation: factor for notation, factor in told.items() if unit(notation).factor != factor} == {}
