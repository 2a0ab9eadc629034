"""What a quantity counts."""

from __future__ import annotations

import pytest
from extracting import facts, target, targets


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("全年造林绿化32.4万亩。", "造林绿化"),
        ("计划完成人工造林9.08万亩。", "人工造林"),
        ("城镇绿色建筑占新建建筑比例达100%。", "城镇绿色建筑占新建建筑比例"),
        ("新能源公交车占比达99%。", "新能源公交车占比"),
        ("PM2.5平均浓度降到38微克/立方米。", "PM2.5平均浓度"),
        ("全市森林覆盖率达到25.6%。", "森林覆盖率"),
        ("优良天数比例达到78.5%。", "优良天数比例"),
        ("完成投资3.2亿元。", "投资"),
        ("河道治理长度18.5公里。", "河道治理长度"),
        ("新增水土流失治理面积12万亩。", "水土流失治理面积"),
        ("王庄桥南断面水质达到Ⅲ类。", "水质"),
        ("完成清洁取暖改造5.1万户。", "清洁取暖改造"),
        ("化学需氧量排放量下降8%。", "化学需氧量排放量"),
        ("城市生活污水集中收集率达到75%以上。", "城市生活污水集中收集率"),
    ],
)
def test_the_noun_before_a_number_is_what_it_counts(text: str, metric: str) -> None:
    assert metric in str(target(text)["metric"])


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("建成12座垃圾中转站。", "垃圾中转站"),
        ("完成40家企业深度治理。", "企业深度治理"),
        ("新建35个口袋公园。", "口袋公园"),
        ("关停26家砖瓦窑企业。", "砖瓦窑企业"),
        ("栽植20万株油松。", "油松"),
        ("打造2000亩以上的精品林。", "精品林"),
    ],
)
def test_the_noun_behind_a_number_is_what_it_counts(text: str, metric: str) -> None:
    assert metric in str(target(text)["metric"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新建污水管网12公里、雨水管网8公里。",
            [("污水管网", 12), ("雨水管网", 8)],
        ),
        (
            "PM2.5、PM10平均浓度分别为38微克/立方米、71微克/立方米。",
            [("PM2.5", 38), ("PM10", 71)],
        ),
        ("完成造林12万亩，其中人工造林5万亩。", [("造林", 12), ("人工造林", 5)]),
        (
            "全市森林覆盖率达到26%以上、PM2.5平均浓度控制在35微克/立方米以内、优良天数比例达到80%左右。",
            [("森林覆盖率", 26), ("PM2.5平均浓度", 35), ("优良天数比例", 80)],
        ),
        ("目前已完成投资2.6亿元，占总投资的65%。", [("投资", 2.6), ("投资", 65)]),
        ("全市划定禁养区12处，总面积360平方公里。", [("禁养区", 12), ("总面积", 360)]),
        ("平遥县优良天数比例92%，祁县90%。", [("优良天数比例", 92), ("优良天数比例", 90)]),
        ("全市造林10万亩，其中平遥县2万亩、祁县3万亩。", [("造林", 10), ("造林", 2), ("造林", 3)]),
        ("优良天数达到300天，优良天数比例达到82%。", [("优良天数", 300), ("优良天数比例", 82)]),
    ],
)
def test_one_verb_may_govern_several_targets(text: str, expected: list[tuple[str, float]]) -> None:
    found = targets(facts(text))
    assert [told["value"] for told in found] == [value for _, value in expected]
    assert all(metric in str(told["metric"]) for told, (metric, _) in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("森林覆盖率由23%提高到25%。", [25]),
        ("PM2.5浓度从45微克/立方米下降到38微克/立方米。", [38]),
        ("森林覆盖率达到25%，同比提高2个百分点。", [25, 2]),
        ("PM2.5浓度为38微克/立方米，同比下降5.9%。", [38, 5.9]),
    ],
)
def test_a_baseline_is_left_out_and_a_rate_of_change_is_a_target_of_its_own(text: str, expected: list[float]) -> None:
    assert [told["value"] for told in targets(facts(text))] == expected


def test_a_rate_of_change_belongs_to_the_metric_before_it() -> None:
    level, rate = targets(facts("PM2.5浓度为38微克/立方米，同比下降5.9%。"))
    assert rate["metric"] == level["metric"]
    assert (level["change"], rate["change"]) == ("level", "decrease")


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("平遥县河道治理长度18.5公里。", "河道治理长度"),
        ("全市累计造林10万亩。", "造林"),
        ("罚款20万元。", "罚款"),
        ("全市PM2.5平均浓度同比下降5.9%。", "PM2.5平均浓度"),
    ],
)
def test_a_metric_holds_neither_its_subject_nor_its_verb(text: str, metric: str) -> None:
    assert target(text)["metric"] == metric


@pytest.mark.parametrize(
    "text",
    [
        "全年造林绿化32.4万亩。",
        "城镇绿色建筑占新建建筑比例达100%。",
        "完成40家企业深度治理。",
        "打造至少一处2000亩以上的精品林。",
    ],
)
def test_the_quote_holds_metric_value_and_unit(text: str) -> None:
    for told in targets(facts(text)):
        quote = str(told["quote"])
        assert str(told["metric"]) in quote
        assert str(told["value_text"]) in quote
        assert quote in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成18座污水处理厂、65座提升泵站、430公里管网。", [("污水处理厂", 18), ("提升泵站", 65), ("管网", 430)]),
        ("全县340条河流、沟道和26处湖泊设立河长。", [("河流、沟道", 340), ("湖泊设立河长", 26)]),
        ("完成3200公里河岸、5400平方公里区域的排查。", [("河岸", 3200), ("区域的排查", 5400)]),
        ("黄河上游主要支流35处监测站投入运行。", [("监测站", 35)]),
        ("截至目前，灌区46处水闸已投入运行。", [("水闸", 46)]),
        ("年底前完成70%整改和25%的整治任务。", [("整改", 70), ("整治任务", 25)]),
        ("总长36公里的污水主干管开工。", [("污水主干管总长", 36)]),
        ("查出一条45米长的暗管，已封堵。", [("暗管", 45)]),
    ],
)
def test_the_members_of_a_list_have_their_own_nouns(text: str, expected: list[tuple[str, float]]) -> None:
    found = {(str(told["metric"]), told["value"]) for told in targets(facts(text))}
    assert set(expected) <= found


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        ("完成造林5.2万亩，占全省18.3%。", "造林占全省", 18.3),
        ("治理河道26条，总长141公里。", "治理河道总长", 141),
        ("排查入河排污口216个，已整治187个。", "入河排污口整治", 187),
        ("新建育苗棚120栋、9万平方米。", "育苗棚", 9),
        ("社区超市从最初的2家开到了118家。", "社区超市", 118),
        ("金丝猴，十年前还不足40只，去年已增至83只。", "金丝猴", 83),
        ("退耕还林7600亩，其中今年完成2400亩。", "退耕还林", 2400),
        ("水土保持率57.2%，离62%的目标还差4.8个百分点。", "水土保持率", 62),
        ("水土保持率57.2%，离62%的目标还差4.8个百分点。", "水土保持率", 4.8),
        ("优良天数296天，占比81.1%，比上年少了7天。", "优良天数", 7),
        ("杂交稻订单超过3000吨，是去年的4倍。", "杂交稻订单", 4),
        ("37个子项目中15个已基本完工。", "子项目", 15),
        ("森林覆盖率力争提高到41.6%。", "森林覆盖率", 41.6),
        ("每亩补助500元。", "补助", 500),
        ("化学需氧量、氨氮排放量分别下降3.1%和2.8%。", "氨氮排放量", 2.8),
        ("涉及14个乡镇2.6万户。", "涉及", 2.6),
    ],
)
def test_what_a_number_counts_may_stand_earlier(text: str, metric: str, value: float) -> None:
    found = [str(told["metric"]) for told in targets(facts(text)) if told["value"] == value]
    assert len(found) == 1
    assert metric in found[0]


def test_a_list_of_changes_is_dealt_out_to_the_values_before() -> None:
    found = targets(facts("盖度达到46.2%，覆盖率达到10.5%，分别比2020年提高1.4个和0.9个百分点。"))
    assert {("盖度", 1.4), ("覆盖率", 0.9)} <= {(str(told["metric"]), told["value"]) for told in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What stands behind a number that all before it describes.
        ("统筹整合的28万元扶贫资金拨到了红旗村。", [("扶贫资金", 28)]),
        ("新建的28座一体式污水处理设施基本完工。", [("一体式污水处理设施", 28)]),
        ("该工艺实现了70%的污水回用率。", [("污水回用率", 70)]),
        ("以占全国3%的人口、1.3%的土地，创造全国4.4%的经济总量。", [("人口", 3), ("土地", 1.3), ("经济总量", 4.4)]),
        ("占地5500亩的产业园建成。", [("产业园占地", 5500)]),
        ("派出3个工作组分赴各县。", [("工作组", 3)]),
        # What was measured before, held against something else.
        (
            "优良比例为86%，好于目标值4.6个百分点，同比上升5.7个百分点。",
            [("优良比例", 86), ("优良比例好于目标值", 4.6), ("优良比例", 5.7)],
        ),
        ("水库总蓄水量199亿立方米，较去年同期偏多7.1%。", [("水库总蓄水量", 199), ("水库总蓄水量", 7.1)]),
        ("总投资2亿元，占地30亩。", [("总投资", 2), ("占地", 30)]),
        # A list of which each reaches the value.
        ("高新技术企业、科技型中小企业均突破1.2万家。", [("高新技术企业", 1.2), ("科技型中小企业", 1.2)]),
        ("昌源河、乌马河水质均为Ⅱ类。", [("昌源河水质", "Ⅱ"), ("乌马河水质", "Ⅱ")]),
        (
            "钢材及新材料产业链、新能源和汽车产业链年收入均突破1000亿元。",
            [("钢材及新材料产业链、新能源和汽车产业链年收入", 1000)],
        ),
        # Neither an ordinal nor a place is a part of a metric.
        ("二是创建森林乡村20个；三是修复湿地300亩。", [("创建森林乡村", 20), ("修复湿地", 300)]),
        ("生态公园，城区已建成15个。", [("生态公园", 15)]),
        ("集体林地亩均产出300元。", [("集体林地亩均产出", 300)]),
        # Rain is told of by the place alone.
        ("最大降雨量为祁县东观192毫米。", [("东观降雨量", 192)]),
        ("降雨量100毫米以上笼罩面积达9.7万平方公里。", [("降雨量100毫米以上笼罩面积", 9.7)]),
    ],
)
def test_what_a_number_counts_is_the_noun_that_is_meant(text: str, expected: list[tuple[str, float | str]]) -> None:
    assert {(told["metric"], told["value"]) for told in targets(facts(text))} == set(expected)
