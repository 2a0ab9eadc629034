"""Companies, parts of bodies, the party in villages, and bodies that share a level."""

from __future__ import annotations

import pytest
from extracting import facts, names, relations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A company begins behind a body, a place it does not lie in, a trade, and is more than its kind.
        ("祁县水利局向浙江青禾环保有限公司发函。", {"祁县水利局", "浙江青禾环保有限公司"}),
        ("祁县浙江青禾环保有限公司违法占地。", {"浙江青禾环保有限公司"}),
        ("发酵车间浙江青禾环保有限公司停产。", {"浙江青禾环保有限公司"}),
        ("现场（王大力）旅游公司占地。", set()),
        ("深圳一家公司、光伏公司、全资子公司和保险公司受罚。", set()),
        ("国网晋中供电公司抢修，中铁五局集团施工。", {"国网晋中供电公司", "中铁五局集团"}),
        # Words that no body's name holds.
        ("市水利局派出工作组，派出3个抢险专家组。", {"晋中市水利局"}),
        ("区委、区政府中心工作。", {"区委", "区政府"}),
        ("加装电梯107部，设站3处。", set()),
        # Short words for the bodies against floods; offices on duty.
        ("市防指会商。", {"晋中市防汛抗旱指挥部"}),
        ("市水利局值班室值守。", {"晋中市水利局", "晋中市水利局值班室"}),
        # A place that a station's name begins with, before 在.
        ("祁县古城镇自然资源所在巡查中发现问题。", {"古城镇自然资源所"}),
        # What stands in one list belongs to one place.
        ("祁县水利局、林业局、农业农村局联合执法。", {"祁县水利局", "祁县林业局", "祁县农业农村局"}),
        ("平遥县岳壁乡党委政府启动预案。", {"中共岳壁乡委员会", "岳壁乡人民政府"}),
        # The party in the village.
        ("岳壁乡石家湾村党支部书记王强说。", {"石家湾村党支部"}),
        ("各村党支部带头。", set()),
        # Old ministries, and institutions of the nation.
        ("1962年，林业部批准建场。", {"林业部"}),
        ("中国科学技术协会党组书记王强出席。", {"中国科学技术协会"}),
    ],
)
def test_bodies_are_read_whole_and_none_is_made_up(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Agency") == expected


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("水利部海河水利委员会启动响应。", "海河水利委员会", "水利部"),
        ("国网晋中供电公司营销部主任王强介绍。", "国网晋中供电公司营销部", "国网晋中供电公司"),
        ("省水利厅专家组赶到。", "山西省水利厅专家组", "山西省水利厅"),
        ("市生态环境局平遥分局局长王强说。", "晋中市生态环境局平遥分局", "晋中市生态环境局"),
    ],
)
def test_parts_belong_to_their_whole(text: str, part: str, whole: str) -> None:
    assert (part, "partOf", whole) in relations(facts(text))


def test_a_village_with_its_town_is_a_place_though_its_party_branch_is_named() -> None:
    found = facts("岳壁乡石家湾村党支部书记王强说。")
    assert ("石家湾村", "within", "岳壁乡") in relations(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is the nation's is no county's.
        ("平遥县被国家邮政总局评为先进。", {"国家邮政总局"}),
        # A rank is no division, and those who confer are no association.
        ("市生态环境局副处级干部带队检查。", {"晋中市生态环境局"}),
        ("晋中市多部门联合会商，实时研判。", set()),
        # A division in brackets begins a company's name.
        ("恒远水务（山西）创新研究院有限公司开工。", {"恒远水务（山西）创新研究院有限公司"}),
        # The same body without its whole, and without its legal form.
        ("晋中市生态环境局平遥管理局办案。平遥管理局检测。", {"晋中市生态环境局", "晋中市生态环境局平遥管理局"}),
        ("国水（晋中）环保服务有限公司建厂。国水（晋中）环保服务公司供水。", {"国水（晋中）环保服务有限公司"}),
        # What the brackets say that a body is called is that body.
        ("汾河防汛抗旱总指挥部（下称“汾河委”）会商。", {"汾河防汛抗旱总指挥部"}),
    ],
)
def test_ranks_conferences_and_short_forms_make_no_bodies(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Agency") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Names that the dictionary knows whole, and the nation's companies, that everyday words make up.
        ("中国风景园林学会发布报告。", {"中国风景园林学会"}),
        ("国家粮油集团、中国互联网公司参会。", {"国家粮油集团"}),
        # Short names of bodies of the nation; those of a region are its own.
        ("记者从银保监会、最高检获悉。", {"中国银行保险监督管理委员会", "最高人民检察院"}),
        ("香港证监会、省农发行参会。", set()),
        ("农业银行晋中分行放款。", {"中国农业银行", "中国农业银行晋中分行"}),
        # Bodies of the nation in a town keep the town's short name.
        ("太原海关、太原铁路局参会。", {"太原海关", "太原铁路局"}),
        ("中原林业科技大学生科院师生调研。", {"中原林业科技大学"}),
        # Courts with a number or a field; the courts of a place are no court.
        ("太原铁路运输法院、北京市第二中级人民法院审理。", {"太原铁路运输法院", "北京市第二中级人民法院"}),
        ("全省法院审结案件，山西法院联动。", set()),
        # What shares its place with the body before it.
        (
            "祁县县委、人大、政府、政协领导到场。",
            {"中共祁县委员会", "祁县人民代表大会", "祁县人民政府", "政协祁县委员会"},
        ),
        ("祁县纪委、监委立案。", {"中共祁县纪律检查委员会", "祁县监察委员会"}),
        ("祁县水利局、发改委立项。", {"祁县水利局", "祁县发展和改革委员会"}),
        ("祁县县委、政府部门、人大代表参加。", {"中共祁县委员会"}),
        # Sorts of companies, subjects of study, and what only looks like a verb.
        ("归属于上市公司的利润，全球航空公司，各大跨国公司。", set()),
        ("大学本科毕业，发挥多学科优势。", set()),
        ("网传该公司停产，调查组对青禾公司开展检查，青禾公司整改。", {"青禾公司"}),
        ("祁县自然资源局向祁县青禾投资有限公司发函。", {"祁县自然资源局", "祁县青禾投资有限公司"}),
        ("珠江委会商。", {"珠江水利委员会"}),
    ],
)
def test_bodies_by_short_names_and_by_what_stands_beside_them(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Agency") == expected


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("山西省高级人民法院环资审判庭庭长王强介绍。", "王强", "山西省高级人民法院环资审判庭"),
        ("北京市教委学生处处长王强介绍。", "王强", "北京市教委学生处"),
        ("青龙林场场长王强说。", "王强", "青龙林场"),
        ("太原铁路运输法院院长王强说。", "王强", "太原铁路运输法院"),
    ],
)
def test_heads_of_courts_chambers_and_forest_farms(text: str, person: str, body: str) -> None:
    assert (person, "worksFor", body) in relations(facts(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The bodies of a place for one field, by themselves, in a list, and where the one body of the field is named.
        ("祁县水利部门、林业部门联合执法。", {"祁县水利部门", "祁县林业部门"}),
        ("祁县水利局通报，祁县水利部门出动120人。", {"祁县水利局"}),
        ("全县林业部门配合，有关部门、各级水利部门联动，祁县组织部门考察。", set()),
        # Verbs that end like a division.
        ("祁县水利局查处案件，祁县林业局督办。", {"祁县水利局", "祁县林业局"}),
        ("学习《祁县治水办法》。", set()),
        ("黑龙江南部局地大雨，祁县林业局地处山区，第五集团军出动。", {"祁县林业局"}),
        # Seats and statuses, counts, and what each of many places has.
        ("太原、晋中两大负荷中心互联，建设山西区域科技创新中心，来到北京城市副中心。", set()),
        ("租给太原的一家文旅公司，各市生态环境局、各省（自治区）水利厅、各县区水利局落实。", set()),
        ("4个县区政府、13个地市政府负责人到场。", set()),
    ],
)
def test_bodies_for_one_field_and_verbs_that_end_like_divisions(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Agency") == expected


def test_what_stands_in_a_list_acts_too() -> None:
    found = relations(facts("祁县水利局、林业局联合印发《祁县护林方案》。"), "issued")
    assert {body for body, _, _ in found} == {"祁县水利局", "祁县林业局"}


@pytest.mark.parametrize(
    "text",
    [
        "2021年调任祁县县长。",
        "组织部发布干部任前公示。",
        "市十六届人大常委会四次会议召开。",
        "人民陪审员法实施以来，案件增多。",
        "领导人太原峰会7月举行。",
    ],
)
def test_dates_meetings_and_laws_are_no_persons(text: str) -> None:
    assert names(facts(text), "Official") == set()
