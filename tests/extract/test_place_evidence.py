"""What speaks for a place that only its last word gives away."""

from __future__ import annotations

import pytest
from extracting import facts, names, relations


@pytest.mark.parametrize(
    "text",
    [
        # Common nouns, adjectives and verbs before a last word.
        "全市骨干水库拦蓄洪水。",
        "要统一调度水库，腾出库容。",
        "人均公园面积增加。",
        "建设儿童友好社区。",
        "地表水环境质量监测断面达标。",
        "推进社区治理，动员社区居民。",
        "净化公园环境。",
        "非法砂石码头拆除复绿。",
        "个别水电站停机。",
        "两年后升格为国家级自然保护区。",
        "再生水输送到水库。",
        "惠及镇政府所在村和广大农村。",
        # A last word that another word begins with.
        "记得住乡愁。",
        "两年培养乡土人才40名。",
        "栽种桂花、香樟等乡土树种。",
        "实施新型城镇化战略。",
        "签发第2号总河长令。",
        "水清河畅，岸绿景美。",
        # Words of two characters that end like waters and towns, without a place before them.
        "确保土不下山、水不出沟。",
        "加强回港船只管理。",
        "环山公路通车，渔港改造完工。",
        "关闭涉山涉水景区。",
        "法治惠村、科技富村。",
        # The name of a person behind a post.
        "财务经理龚镇介绍了工艺。",
        # A function word inside.
        "汇总材料由街道报送。",
        # Where a part of a region ends the name of a region.
        "受旱地区水库超汛限。",
        # A count before a last word.
        "全省10个村、35个村转移。",
        # What belongs to an institution or a work of transfer.
        "引江济汉工程补水。",
    ],
)
def test_everyday_words_are_no_places(text: str) -> None:
    assert names(facts(text, home=""), "Place") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A place before an everyday word, a preposition of place, a list, a village behind a town.
        ("平遥县荷花镇造林。", {"平遥县", "荷花镇"}),
        ("记者来到地坛公园。", {"地坛公园"}),
        ("新沟河、陶沟河、胜利渠清淤。", {"新沟河", "陶沟河", "胜利渠"}),
        ("芙蓉镇石桥村修路。", {"芙蓉镇", "石桥村"}),
        # A word that no dictionary holds.
        ("莱楂乡清淤。", {"莱楂乡"}),
        ("椴窝水库蓄水。", {"椴窝水库"}),
        # The short name of a county inside.
        ("大兴机场防洪。", {"大兴机场"}),
        # A town whose name begins with that of a water.
        ("位于沁河子镇的湿地。", {"沁河子镇"}),
        ("搬进沁河新村。", {"沁河新村"}),
        # The last character of a village is the first of who lives there.
        ("平遥县岳壁乡石家湾村民搬家。", {"平遥县", "岳壁乡", "石家湾村"}),
        # The members of a list of works of one size.
        ("马陂、东庄、大岭等3座中型水库。", {"马陂水库", "东庄水库", "大岭水库"}),
        ("潘家口水库、大黑汀水库等7座水库。", {"潘家口水库", "大黑汀水库"}),
    ],
)
def test_what_vouches_for_a_name(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Place") == expected


def test_a_village_behind_a_town_lies_in_it() -> None:
    assert ("石桥村", "within", "芙蓉镇") in relations(facts("芙蓉镇石桥村修路。"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The waters of a region and of a system of waters, one by one and in a list; a dam on its river.
        ("海河流域大清河、永定河涨水。", {("大清河", "海河流域"), ("永定河", "海河流域")}),
        ("大清河系王快水库、西大洋水库蓄水。", {("王快水库", "大清河"), ("西大洋水库", "大清河")}),
        ("大清河系拒马河、子牙河系滏阳河涨水。", {("拒马河", "大清河"), ("滏阳河", "子牙河")}),
        ("滹沱河岗南水库泄洪。", {("岗南水库", "滹沱河")}),
        # Two rivers side by side, and a river of many provinces behind a city.
        ("荆州市长江段整治。", set()),
        # A site that bears the short name of its county; a zone in a county.
        ("洪洞水文站超警，洪洞县转移。", {("洪洞水文站", "洪洞县")}),
        ("祁县东城经济开发区治污。", {("东城经济开发区", "祁县")}),
    ],
)
def test_what_lies_in_what(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(inner, outer) for inner, _, outer in relations(facts(text), "within")} >= expected
    if not expected:
        assert relations(facts(text), "within") == set()


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        # Half of a body's name, of a post, of a word of time or measure.
        ("祁县入选住房和城乡建设部完整社区建设试点名单。", "部完整社区"),
        ("二级调研员李镇说明了平遥县的情况。", "员李镇"),
        ("祁县2024年度东观镇项目验收。", "年度东观镇"),
        ("组织48宗大中型水库预泄。", "宗大中型水库"),
        # How far it is, and what it has become.
        ("古寨距国家级自然保护区5公里。", "距国家级自然保护区"),
        ("该区晋升为国家级自然保护区。", "晋升为国家级自然保护区"),
        # Kinds of places.
        ("区域性综合交通枢纽初具规模。", "交通枢纽"),
        ("做大做强做优海洋牧场。", "做优海洋牧场"),
        # Waterworks that go by a name of their own.
        ("引汉济渭、滇中引水惠及多省。", "引汉济渭"),
        # 全 ends a word.
        ("做好太原市小店区安全区防护。", "晋中市"),
        # A branch of a river, and an animal.
        ("泜河南支水流平稳。", "河南省"),
        ("救助华南兔两只。", "华南"),
        ("东北豹种群增加。", "东北"),
        # Who took the picture.
        ("堤防加固。李明摄白马镇党员巡堤。", "摄白马镇"),
    ],
)
def test_parts_of_words_and_kinds_of_places_are_none(text: str, absent: str) -> None:
    assert absent not in names(facts(text), "Place")


def test_a_numeral_belongs_to_a_town_that_was_named_with_it() -> None:
    found = names(facts("祁县两口乡是山乡。两口乡有村庄11个。"), "Place")
    assert {"两口乡"} == {name for name in found if name.endswith("乡")}


def test_what_a_region_makes_is_no_region() -> None:
    (place,) = [
        e
        for e in facts("丽水市水利局说，丽水地区生产总值增长5%。丽水是山区。", home="331100").entities
        if e.name == "丽水市"
    ]
    assert "丽水地区" not in place.aliases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沁水河流域石梁桥站最大洪峰流量300立方米每秒。", {"石梁桥站"}),
        ("凌晨，柳林坪站降雨量达60毫米。", {"柳林坪站"}),
        ("新泵站流量20立方米每秒，气象站降雨量50毫米。", set()),
    ],
)
def test_a_station_is_told_by_what_it_measures(text: str, expected: set[str]) -> None:
    assert {name for name in names(facts(text), "Place") if name.endswith("站")} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("永定河系降雨量达79毫米。", {"永定河系"}),
        ("永定河系官厅水库蓄水6亿立方米。", {"永定河", "官厅水库"}),
        ("永定河系列工程开工。", {"永定河"}),
    ],
)
def test_a_river_with_all_that_flows_into_it(text: str, expected: set[str]) -> None:
    assert names(facts(text, home=""), "Place") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A province before a city whose name begins like a town's last word.
        ("江苏镇江治水，陕西镇安造林。", {"江苏省", "镇江市", "陕西省", "镇安县"}),
        # A common noun before what is a name; a place and a list.
        ("村民制作粉条柏树乡增收。", {"柏树乡"}),
        ("盐田畲族乡造林。", {"盐田畲族乡"}),
        ("灌区工程团结总干渠通水。", {"团结总干渠"}),
        ("建设江西峡江、湖南石门、云南红石坝等大型灌区。", {"湖南省", "云南省", "红石坝灌区"}),
        ("经上游石梁、柳林等水库拦蓄。", {"石梁水库", "柳林水库"}),
        # A country, and the main stream of a river.
        ("流经越南湄公河。", {"湄公河"}),
        ("黄河干流青石寺断面达标。", {"黄河", "青石寺断面"}),
    ],
)
def test_where_a_name_begins(text: str, expected: set[str]) -> None:
    assert expected <= names(facts(text, home=""), "Place")


@pytest.mark.parametrize(
    "text",
    [
        "早高峰堵车，电厂迎峰度夏。",
        "整治文山会海，再现江南水乡。",
        "长江经济带国控断面达标，长江经济带湿地修复。",
        "支线机场和枢纽机场客流增长。",
        "建立健全湿地保护制度。",
        "锂电池储能电站并网，潮流能电站发电。",
        "辖区内街道动员，沿海诸河涨水。",
        "跨江大桥通车。",
        # The last character of a water inside the name of a town.
        "他任潜江市委书记。",
    ],
)
def test_everyday_words_that_end_like_places_are_none(text: str) -> None:
    assert {name for name in names(facts(text, home=""), "Place") if name != "长江经济带"} == set()
