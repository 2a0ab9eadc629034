from __future__ import annotations

import pytest

from extracting import facts, named, names, relations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("晋中市生态环境局召开会议。", {"晋中市生态环境局"}),
        ("市生态环境局召开会议。", {"晋中市生态环境局"}),
        ("市规划和自然资源局召开会议。", {"晋中市规划和自然资源局"}),
        ("市住房和城乡建设局与市水利局召开会议。", {"晋中市住房和城乡建设局", "晋中市水利局"}),
        ("市水利局、市农业农村局和市财政局参加。", {"晋中市水利局", "晋中市农业农村局", "晋中市财政局"}),
        ("由市水利局负责。", {"晋中市水利局"}),
        ("市生态环境保护委员会办公室下发提示。", {"晋中市生态环境保护委员会办公室"}),
        ("市发改委下发提示。", {"晋中市发展和改革委员会"}),
        ("市住建局下发提示。", {"晋中市住房和城乡建设局"}),
        ("市林草局下发提示。", {"晋中市林业和草原局"}),
        ("省水利厅下发提示。", {"山西省水利厅"}),
        ("省生态环境厅下发提示。", {"山西省生态环境厅"}),
        ("生态环境部通报情况。", {"生态环境部"}),
        ("国家林草局通报情况。", {"国家林业和草原局"}),
        ("国务院办公厅下发提示。", {"国务院办公厅"}),
        ("市委、市政府高度重视。", {"中共晋中市委员会", "晋中市人民政府"}),
        ("平遥县委、县政府高度重视。", {"中共平遥县委员会", "平遥县人民政府"}),
        ("市人大常委会开展执法检查。", {"晋中市人大常委会"}),
        ("晋中市中级人民法院公开审理此案。", {"晋中市中级人民法院"}),
        ("平遥县人民检察院提起公益诉讼。", {"平遥县人民检察院"}),
        ("市防汛抗旱指挥部发出预警。", {"晋中市防汛抗旱指挥部"}),
        ("中央第一生态环境保护督察组进驻。", {"中央第一生态环境保护督察组"}),
        ("山西焦煤集团有限责任公司投入资金。", {"山西焦煤集团有限责任公司"}),
        ("太原理工大学派出专家。", {"太原理工大学"}),
        ("市气象局发布预报。", {"晋中市气象局"}),
        ("市河长制办公室开展暗访。", {"晋中市河长制办公室"}),
        ("山西省人民政府批复方案。", {"山西省人民政府"}),
    ],
)
def test_bodies_have_their_full_names(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Agency") == expected


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("县林业局召开会议。", "140722", {"左权县林业局"}),
        ("市生态环境局召开会议。", "140722", {"晋中市生态环境局"}),
        ("区城管局召开会议。", "110119", {"北京市延庆区城市管理局", "延庆区城市管理局", "延庆区城管局"}),
        ("州生态环境局召开会议。", "532900", {"大理白族自治州生态环境局"}),
        ("自治区水利厅召开会议。", "640000", {"宁夏回族自治区水利厅"}),
    ],
)
def test_a_dropped_prefix_is_the_home_places(text: str, home: str, expected: set[str]) -> None:
    found = names(facts(text, home=home), "Agency")
    assert len(found) == 1
    assert found <= expected


@pytest.mark.parametrize(
    "text",
    [
        "各级各部门要压实责任。",
        "推进市、县、乡三级义务植树基地建设。",
        "各级生态环境部门加强监管。",
        "有关部门和相关单位要协同配合。",
        "对工业企业和执法监管人员严肃处理。",
        "污水处理厂提标改造加快。",
        "局部地区有扬沙。",
        "全部任务已经完成。",
        "问题线索正在处理。",
        "要科学谋划、依法办理。",
        "政府工作报告提出目标。",
        "市两会政府工作报告提出目标。",
        "全会审议了议题。",
        "打造产学研平台，建设美丽家园。",
        "干部队伍和站位进一步提高。",
        "这处长期积水的坑塘已经整治。",
        "市场监管和城市管理水平提高。",
        "建设一支专业队伍。",
    ],
)
def test_generic_nouns_and_documents_are_no_bodies(text: str) -> None:
    assert names(facts(text), "Agency") == set()


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("晋中市生态环境局平遥分局开展检查。", "晋中市生态环境局平遥分局", "晋中市生态环境局"),
        ("市生态环境局平遥分局开展检查。", "晋中市生态环境局平遥分局", "晋中市生态环境局"),
        ("省生态环境厅水生态环境处开展检查。", "山西省生态环境厅水生态环境处", "山西省生态环境厅"),
    ],
)
def test_a_branch_is_part_of_its_body(text: str, part: str, whole: str) -> None:
    assert (part, "partOf", whole) in relations(facts(text))


def test_the_county_bureau_and_the_citys_branch_are_one_body() -> None:
    found = facts("平遥县生态环境局开展检查。晋中市生态环境局平遥分局随后通报。")
    assert named(found, "平遥县生态环境局").name == "晋中市生态环境局平遥分局"


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("晋中市水利局召开会议。该局要求加快进度。", "晋中市水利局", 2),
        ("晋中市水利局召开会议。市水利局要求加快进度。", "晋中市水利局", 2),
        ("山西省水利厅通报情况，该厅要求加快进度。", "山西省水利厅", 2),
        ("市水利局通报情况。市生态环境局也作了通报，该局要求整改。", "晋中市生态环境局", 2),
    ],
)
def test_what_points_back_is_a_mention(text: str, name: str, mentions: int) -> None:
    assert len(named(facts(text), name).mentions) == mentions


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("晋中市生态环境局召开会议。", "晋中市生态环境局", "bureau"),
        ("晋中市人民政府召开会议。", "晋中市人民政府", "government"),
        ("市委召开会议。", "中共晋中市委员会", "party"),
        ("平遥县人民法院开庭。", "平遥县人民法院", "court"),
        ("山西焦煤集团有限责任公司投入资金。", "山西焦煤集团有限责任公司", "company"),
    ],
)
def test_a_body_has_its_kind(text: str, name: str, kind: str) -> None:
    assert named(facts(text), name).attributes["kind"] == kind


def test_a_name_as_printed_is_an_alias() -> None:
    assert "市生态环境局" in named(facts("市生态环境局召开会议。"), "晋中市生态环境局").aliases
