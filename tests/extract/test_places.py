from __future__ import annotations

import pytest
from extracting import facts, named, names


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("平遥、介休、祁县空气质量明显改善。", "140700", {"平遥县", "介休市", "祁县"}),
        ("在平遥、灵石、左权三县开展试点。", "140700", {"平遥县", "灵石县", "左权县"}),
        ("晋中市与太原市签订协议。", "140700", {"晋中市", "太原市"}),
        ("山西省晋中市灵石县完成治理。", "140700", {"山西省", "晋中市", "灵石县"}),
        ("灵石县王庄桥南断面水质好转。", "140700", {"灵石县", "王庄桥南断面"}),
        ("汾河干流水量增加。", "140700", {"汾河"}),
        ("太行山、吕梁山造林成效明显。", "140000", {"太行山", "吕梁山"}),
        ("京津冀及周边地区联防联控。", "130000", {"京津冀及周边地区"}),
        ("汾河谷地污染较重。", "140700", {"汾河谷地"}),
        ("工人在文峪河水库巡查。", "141100", {"文峪河水库"}),
        ("专家走进庞泉沟国家级自然保护区。", "141100", {"庞泉沟国家级自然保护区"}),
        ("雄安新区植绿不止。", "130000", {"雄安新区"}),
        ("洱海水质持续好转。", "532900", {"洱海"}),
        ("青海湖鸟类增多。", "630000", {"青海湖"}),
        ("西双版纳亚洲象北移。", "530000", {"西双版纳傣族自治州"}),
        ("内蒙古、新疆、宁夏加快治沙。", "150000", {"内蒙古自治区", "新疆维吾尔自治区", "宁夏回族自治区"}),
        ("来自太原市的专家到平遥县指导造林。", "140700", {"太原市", "平遥县"}),
        ("全长5464公里的黄河流经九省区。", "140700", {"黄河"}),
        ("山水林田湖草沙一体化保护在平遥县推开。", "140700", {"平遥县"}),
        ("呼伦贝尔市、兴安盟加快治沙。", "150000", {"呼伦贝尔市", "兴安盟"}),
        ("三峡库区、丹江口水库水质稳定。", "420000", {"三峡库区", "丹江口水库"}),
        ("毛乌素沙地、库布其沙漠披上绿装。", "150000", {"毛乌素沙地", "库布其沙漠"}),
    ],
)
def test_places_that_stand_for_themselves(text: str, home: str, expected: set[str]) -> None:
    assert names(facts(text, home=home), "Place") == expected


@pytest.mark.parametrize(
    ("text", "home", "code"),
    [
        ("我市空气质量改善。", "140700", "140700"),
        ("全市空气质量改善。", "140700", "140700"),
        ("全市空气质量改善。", "140728", "140700"),
        ("全县空气质量改善。", "140728", "140728"),
        ("全省空气质量改善。", "140700", "140000"),
        ("全区空气质量改善。", "140702", "140702"),
        ("全区空气质量改善。", "640000", "640000"),
        ("全州空气质量改善。", "532900", "532900"),
        ("全盟空气质量改善。", "152500", "152500"),
        ("本市空气质量改善。", "310000", "310000"),
    ],
)
def test_our_city_and_the_whole_county_stand_for_the_home_place(text: str, home: str, code: str) -> None:
    (place,) = [e for e in facts(text, home=home).entities if e.type == "Place"]
    assert place.attributes["code"] == code
    assert place.mentions[0].rule == "place.deictic"


@pytest.mark.parametrize(
    ("text", "home", "name", "code"),
    [
        ("鼓楼区完成整治。", "320100", "鼓楼区", "320106"),
        ("鼓楼区完成整治。", "350100", "鼓楼区", "350102"),
        ("朝阳区完成整治。", "110000", "朝阳区", "110105"),
        ("朝阳区完成整治。", "220100", "朝阳区", "220104"),
        ("江苏省徐州市鼓楼区完成整治。", "140700", "鼓楼区", "320302"),
        ("西安市长安区完成整治。", "610100", "长安区", "610116"),
        ("石家庄市长安区完成整治。", "130100", "长安区", "130102"),
        ("吉林市加快治污。", "220000", "吉林市", "220200"),
    ],
)
def test_one_name_of_several_places_is_told_by_what_is_near(text: str, home: str, name: str, code: str) -> None:
    assert named(facts(text, home=home), name).attributes["code"] == code


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("实现社会长治久安。", "140400"),
        ("两地情况大同小异。", "140200"),
        ("推动通道式绿化和生态通道建设。", "431200"),
        ("南部山区降水偏多。", "511300"),
        ("百姓富裕起来，日子好起来。", "230200"),
        ("深化平安建设。", "630200"),
        ("发展新兴产业。", "445300"),
        ("群众自发互助合作。", "630200"),
        ("朝阳产业蓬勃发展。", "110000"),
        ("市、县、乡三级联动。", "140700"),
        ("各县、各乡镇要加强巡查。", "140700"),
        ("推进流域治理和湿地保护。", "140700"),
        ("一批国控断面水质好转。", "140700"),
        ("工业园区加快改造，自然保护区加强巡护。", "140700"),
        ("守住村村寨寨的绿水青山。", "140700"),
        ("人民群众对美好生活的期待。", "140700"),
        ("让城市更有温度，让农村更美丽。", "140700"),
        ("加强城区道路保洁。", "140700"),
        ("记得住乡愁，留得住记忆。", "140700"),
        ("守护一江清水。", "140700"),
        ("推动文化旅游融合发展。", "140700"),
        ("小河潺潺，大山青翠。", "140700"),
        ("东部平原降水少，西部山区降水多。", "140700"),
        ("乡镇干部下村入户。", "140700"),
        ("建设美丽河湖、美丽海湾。", "140700"),
        ("打通最后一公里。", "140700"),
        ("开展河湖清四乱。", "140700"),
        ("建设国家公园，推进和美乡村。", "140700"),
    ],
)
def test_everyday_words_that_look_like_places_are_none(text: str, home: str) -> None:
    assert names(facts(text, home=home), "Place") == set()


@pytest.mark.parametrize(
    "text",
    [
        "晋中市生态环境局召开会议。",
        "平遥县人民政府召开会议。",
        "山西省水利厅派出工作组。",
    ],
)
def test_a_place_inside_the_name_of_a_body_or_paper_is_none(text: str) -> None:
    assert names(facts(text), "Place") == set()


@pytest.mark.parametrize(
    "text",
    [
        "擦亮绿色底色，建设美丽中国。",
        "“两山”理念深入人心。",
    ],
)
def test_a_slogan_names_no_place(text: str) -> None:
    assert names(facts(text), "Place") == set()


@pytest.mark.parametrize(
    ("text", "name", "kinds"),
    [
        ("汾河水量增加。", "汾河", {"river"}),
        ("太行山造林成效明显。", "太行山", {"mountain"}),
        ("灵石县王庄桥南断面水质好转。", "王庄桥南断面", {"section"}),
        ("洱海水质持续好转。", "洱海", {"lake", "river"}),
        ("汾河谷地污染较重。", "汾河谷地", {"region"}),
        ("文峪河水库开闸。", "文峪河水库", {"lake", "river"}),
        ("庞泉沟国家级自然保护区封闭管理。", "庞泉沟国家级自然保护区", {"site", "region"}),
        ("平遥县造林。", "平遥县", {"admin"}),
        ("朱坑乡造林。", "朱坑乡", {"admin"}),
    ],
)
def test_a_place_has_its_kind(text: str, name: str, kinds: set[str]) -> None:
    assert named(facts(text), name).attributes["kind"] in kinds


def test_the_short_and_the_full_name_are_one_place() -> None:
    found = facts("平遥县启动造林。平遥、祁县同时开工。")
    assert names(found, "Place") == {"平遥县", "祁县"}
    assert len(named(found, "平遥县").mentions) == 2


def test_a_bare_reservoir_points_back_to_the_one_that_was_named() -> None:
    found = facts("文峪河水库加固完成。水库蓄水量稳定。", home="141100")
    assert len(named(found, "文峪河水库").mentions) == 2
