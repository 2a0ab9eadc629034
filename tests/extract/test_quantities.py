from __future__ import annotations

from decimal import Decimal

import pytest
from extracting import facts, sheet, targets

from ecograph.extract.figures.quantities import Quantity, find_quantities


def told(quantity: Quantity) -> tuple[str, str]:
    value = quantity.grade or format(quantity.value.normalize(), "f") if quantity.value is not None else quantity.grade
    return (str(value), quantity.unit)


def base(quantity: Quantity) -> float:
    """Return the value with 万 and 亿 moved from the unit into it."""
    factor = {"万": 1e4, "亿": 1e8}.get(quantity.unit[:1], 1)
    return float(quantity.value or 0) * factor


def only(text: str) -> Quantity:
    found = find_quantities(sheet(text))
    assert len(found) == 1, [told(each) for each in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("完成营造林9.08万亩。", "9.08", "万亩"),
        ("四旁植树2075.3亩。", "2075.3", "亩"),
        ("总投资1.36亿元。", "1.36", "亿元"),
        ("湿地面积1,200公顷。", "1200", "公顷"),
        ("装机容量120万千瓦。", "120", "万千瓦"),
        ("河道长18.5公里。", "18.5", "公里"),
        ("占比达99%。", "99", "%"),
        ("细颗粒物浓度为38微克/立方米。", "38", "微克/立方米"),
        ("氨氮浓度为0.42毫克/升。", "0.42", "毫克/升"),
        ("新建两处口袋公园。", "2", "处"),
        ("流量为每秒442立方米。", "442", "立方米/秒"),
        ("工程惠及600万百姓。", "600", "万"),
        ("修复河流70Km。", "70", "Km"),
        ("贷款1亿美金。", "1", "亿美金"),
        ("绿化率提高到百分之九十五。", "95", "%"),
        ("占百分之七点五。", "7.5", "%"),
        ("日处理能力5万吨/日。", "5", "万吨/日"),
        ("流量为120立方米/秒。", "120", "立方米/秒"),
        ("清运垃圾3亿立方米。", "3", "亿立方米"),
        ("完成投资增长1.2倍。", "1.2", "倍"),
    ],
)
def test_a_number_with_its_unit(text: str, value: str, unit: str) -> None:
    assert told(only(text)) == (value, unit)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("造林三千余亩。", 3000),
        ("治理沙地二百二十万亩。", 2_200_000),
        ("治沙六百多万亩。", 6_000_000),
        ("累计投入一亿三千万元。", 130_000_000),
        ("完成营造林20万亩。", 200_000),
        ("栽树5千株。", 5000),
        ("栽植苗木3亿多株。", 300_000_000),
    ],
)
def test_an_amount_is_the_same_however_it_is_written(text: str, amount: float) -> None:
    assert base(only(text)) == amount


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("绿化5万亩。", "="),
        ("绿化不低于5万亩。", ">="),
        ("绿化至少5万亩。", ">="),
        ("绿化不少于5万亩。", ">="),
        ("绿化5万亩以上。", ">="),
        ("绿化5万亩及以上。", ">="),
        ("绿化超过5万亩。", ">"),
        ("绿化突破5万亩。", ">"),
        ("绿化5万余亩。", ">"),
        ("绿化5万多亩。", ">"),
        ("浓度不超过35微克/立方米。", "<="),
        ("浓度不高于35微克/立方米。", "<="),
        ("浓度控制在35微克/立方米以内。", "<="),
        ("浓度降到35微克/立方米以下。", "<="),
        ("比例不足5%。", "<"),
        ("比例不到5%。", "<"),
        ("比例低于5%。", "<"),
        ("绿化近5万亩。", "~"),
        ("绿化约5万亩。", "~"),
        ("绿化5万亩左右。", "~"),
        ("绿化大约5万亩。", "~"),
    ],
)
def test_what_bounds_a_number(text: str, comparator: str) -> None:
    assert only(text).comparator == comparator


def test_a_bound_belongs_to_the_quantity() -> None:
    text = "全年绿化不低于5万亩。"
    found = only(text)
    assert text[found.start : found.end] == "不低于5万亩"
    assert text[found.number : found.number_end] == "5"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("每村建设10—15公里绿廊。", 10, 15, "公里"),
        ("每县建设3至5处示范点。", 3, 5, "处"),
        ("每年植树200万-300万株。", 200, 300, "万株"),
        ("比例为85%-90%。", 85, 90, "%"),
    ],
)
def test_a_range_has_two_ends(text: str, low: float, high: float, unit: str) -> None:
    found = only(text)
    assert (float(found.value or 0), float(found.value_max or 0), found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "grade", "comparator"),
    [
        ("断面达Ⅲ类。", "Ⅲ", "="),
        ("断面达III类。", "Ⅲ", "="),
        ("断面达到IV类水质。", "Ⅳ", "="),
        ("断面达到三类水质。", "Ⅲ", "="),
        ("断面为劣Ⅴ类。", "劣Ⅴ", "="),
        ("水质达到Ⅱ类以上。", "Ⅱ", ">="),
        ("水质稳定在Ⅲ类及以上。", "Ⅲ", ">="),
        ("水质优于Ⅲ类。", "Ⅲ", ">"),
    ],
)
def test_a_water_grade_is_a_quantity(text: str, grade: str, comparator: str) -> None:
    found = only(text)
    assert (found.grade, found.unit, found.comparator) == (grade, "类", comparator)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("PM2.5浓度为38微克/立方米。", ["38"]),
        ("PM10浓度为71微克/立方米，PM2.5为42微克/立方米。", ["71", "42"]),
        ("SO2浓度为9微克/立方米。", ["9"]),
        ("减排CO2约3万吨。", ["3"]),
        ("沿G20高速绿化5公里。", ["5"]),
    ],
)
def test_digits_in_the_names_of_substances_and_roads_are_no_numbers(text: str, values: list[str]) -> None:
    assert [told(each)[0] for each in find_quantities(sheet(text))] == values


@pytest.mark.parametrize(
    "text",
    [
        "本报3月5日讯。",
        "办公电话0354-3021234。",
        "会议在2号楼举行。",
        "文号为晋政发〔2023〕5号。",
        "万众一心守护千山万水。",
    ],
)
def test_a_bare_number_is_no_quantity(text: str) -> None:
    assert find_quantities(sheet(text)) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("候鸟筑巢3 412个。", "3412", "个"),
        ("蓄水量2 350万立方米。", "2350", "万立方米"),
        ("新造林4,200亩。", "4200", "亩"),
        ("达标率为9l.4%。", "91.4", "%"),
        ("比例为O.6%。", "0.6", "%"),
        ("检查企业l7家。", "17", "家"),
        ("售价12元/公斤。", "12", "元/公斤"),
        ("收购价8元每公斤，", "8", "元每公斤"),
        ("总投资三千二百万元。", "3200", "万元"),
        ("每天处理污水3万吨。", "3", "万吨"),
        ("栽下红柳两千来株。", "2000", "株"),
    ],
)
def test_a_number_that_a_scanner_or_typesetter_broke_is_read(text: str, value: str, unit: str) -> None:
    assert told(only(text)) == (value, unit)


@pytest.mark.parametrize("text", ["O3浓度超标。", "排放CO2和SO2。"])
def test_letters_of_substances_and_items_of_tables_stay_what_they_are(text: str) -> None:
    assert all(each.value != Decimal(1200) for each in find_quantities(sheet(text)))


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("占耕地的两成。", "20", "="),
        ("超过近三成。", "30", "~"),
        ("林地占八成以上。", "80", ">="),
        ("用水省了一成五。", "15", "="),
        ("占任务的两成还多。", "20", ">"),
        ("负荷率在八成五左右。", "85", "~"),
        ("约占岸线总长的9%。", "9", "~"),
        ("完成投资不低于年度计划的80%。", "80", ">="),
        ("利用率高达90%。", "90", "="),
        ("减排上千吨。", "1000", "~"),
        ("栽了四十来棵。", "40", "~"),
    ],
)
def test_shares_in_words_and_far_bounds(text: str, value: str, comparator: str) -> None:
    found = only(text)
    assert (told(found)[0], found.comparator) == (value, comparator)


def test_a_crowd_is_no_share() -> None:
    assert find_quantities(sheet("游人三五成群。")) == []


def test_the_only_one_is_not_eleven() -> None:
    assert targets(facts("祁县是晋中市唯一一个节水试点县。")) == []
