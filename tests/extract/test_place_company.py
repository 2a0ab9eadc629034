"""Places that the company they keep tells: lists, series, waters and their sides, what points back."""

from __future__ import annotations

import pytest
from extracting import facts, names, relations

JIANGSU, QIANDONGNAN = "320000", "522600"


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        # Series that only the word behind 等 tells for places; everyday words are none.
        ("环滆湖官林、和桥、高塍等地发展养殖。", JIANGSU, {"滆湖", "官林", "和桥", "高塍"}),
        ("竹园湖等9个湖泊水质为Ⅴ类，乌龙潭等4个湖泊达标。", "429005", {"竹园湖", "乌龙潭"}),
        ("在田间地头、企业车间等地宣传。", JIANGSU, set()),
        ("把农贸市场、学校食堂等地作为重点。", JIANGSU, set()),
        ("小麦、玉米等地膜覆盖。", JIANGSU, set()),
        # Counties whose names are everyday words, beside counties of their prefecture.
        ("以岑巩、天柱、黄平、锦屏县为主。", QIANDONGNAN, {"岑巩县", "天柱县", "黄平县", "锦屏县"}),
        ("以榕江、从江为主。", QIANDONGNAN, {"榕江县", "从江县"}),
        # A verb and its object, beside others of the verb.
        ("实现富民、富县、富区域。", "330100", set()),
        # Given names in a list of persons.
        ("陈兴、汪长春、王益贤等出席。", "420921", set()),
        # The side of a water is no province.
        ("滆湖北部面积扩大。", JIANGSU, {"滆湖"}),
        ("洪湖南岸复绿，河南部分地区降雨。", "421000", {"洪湖", "河南省"}),
        # Ditches, polders, sources and reserves of a water.
        ("永春河、柴户张暗渠、绿园明沟达标。", "220100", {"永春河", "柴户张暗渠", "绿园明沟"}),
        ("南溪湿地后三家子沟截污，后三家子沟达标。", "220100", {"南溪湿地", "后三家子沟"}),
        ("村里清理排水沟、臭水沟。", "220100", set()),
        ("李家垸、王家圩退垸还湖。", "421100", {"李家垸", "王家圩"}),
        ("滆湖备用水源地达标，县城备用水源地开工。", JIANGSU, {"滆湖备用水源地"}),
        ("在滆湖鲌类国家级水产种质资源保护区放流。", JIANGSU, {"滆湖鲌类国家级水产种质资源保护区"}),
        ("督导赖村河、青塘河。", "360730", {"赖村河", "青塘河"}),
        # Zones for industry hold trades, and the names of hills.
        ("现代制造产业园、农产品加工产业园开工。", "211322", {"现代制造产业园", "农产品加工产业园"}),
        ("红山中心商贸集聚区、富山新市镇开工。", "211322", {"红山中心商贸集聚区", "富山新市镇"}),
        ("加快现代农业产业园建设。", "211322", set()),
        # Two names that the table holds as one as well; the area around a mountain is the mountain.
        ("三江源国家公园长江源园区巡护。", "630000", {"三江源国家公园", "长江源园区"}),
        ("祁连山地区降雨。", "630000", {"祁连山"}),
        # What joins and leads in is no part of a name.
        ("签约活动暨小河镇整治项目开工。", "420921", {"小河镇"}),
        # Kinds of villages.
        ("创建森林乡镇158个、森林村1530个，城边村整村拆迁。", "370000", set()),
        # Epithets.
        ("打造‘浙中水塔新高地’。", "330000", set()),
        # Abbreviations.
        ("科右前旗、察右中旗造林。", "150000", {"科尔沁右翼前旗", "察哈尔右翼中旗"}),
        ("巴州博湖县造林。", "652800", {"巴音郭楞蒙古自治州", "博湖县"}),
    ],
)
def test_places_by_their_company(text: str, home: str, expected: set[str]) -> None:
    assert names(facts(text, home=home), "Place") == expected


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        # 该县 is the county named last.
        ("洋县开工。该县磨子桥镇造林。", "610700", {("磨子桥镇", "洋县")}),
        # The town whose name a plant bears.
        ("洋县磨子桥镇污水处理厂建设项目开工。", "610000", {("磨子桥镇", "洋县")}),
        # The waters that a sentence picks out of those it counts.
        (
            "潜江市16个湖泊中，马昌湖达到Ⅲ类，返湾湖为Ⅳ类。",
            "420000",
            {("马昌湖", "潜江市"), ("返湾湖", "潜江市")},
        ),
        ("长江长兴段达标，潜江市16个湖泊治理，马昌湖达标。", "420000", set()),
        # The only county of the article, in the paragraph before the town.
        ("洋县造林，磨子桥镇带头。", "610700", {("磨子桥镇", "洋县")}),
        ("洋县造林。\n磨子桥镇带头。", "610700", set()),
        ("洋县、勉县造林，磨子桥镇带头。", "610700", set()),
        (
            "三江源国家公园长江源园区内的查旦湿地。",
            "630000",
            {
                ("长江源园区", "三江源国家公园"),
                ("查旦湿地", "长江源园区"),
            },
        ),
    ],
)
def test_what_lies_in_what(text: str, home: str, expected: set[tuple[str, str]]) -> None:
    assert {(s, o) for s, _, o in relations(facts(text, home=home), "within")} == expected
