from __future__ import annotations

import pytest
from extracting import facts, objects, relations


@pytest.mark.parametrize(
    ("text", "project", "expected"),
    [
        # What is chained before the place is where the project is, too.
        ("平遥县岳壁乡的汾河河道整治工程开工。", "汾河河道整治工程", {"平遥县", "岳壁乡", "汾河"}),
        # The words before set the place.
        (
            "在平遥县岳壁乡，挖掘机正在清淤。这里是汾河河道整治工程的工地。",
            "汾河河道整治工程",
            {"平遥县", "岳壁乡", "汾河"},
        ),
        ("一行人来到平遥县岳壁乡。汾河河道整治工程由县水利局牵头。", "汾河河道整治工程", {"平遥县", "岳壁乡", "汾河"}),
        (
            "岳壁乡西沟村原是盐碱滩，2022年，汾河河道整治工程在这里开工。",
            "汾河河道整治工程",
            {"岳壁乡", "西沟村", "汾河"},
        ),
        ("1.实施汾河河道整治工程。在平遥县岳壁乡推进退耕。", "汾河河道整治工程", {"平遥县", "岳壁乡", "汾河"}),
        # A row of a table.
        ("汾河河道整治工程 平遥县岳壁乡 6800\n", "汾河河道整治工程", {"平遥县", "岳壁乡", "汾河"}),
        # A verb of lying, with its list.
        ("“碧水”管网改造工程涉及平遥、祁县、介休三县。", "“碧水”管网改造工程", {"平遥县", "祁县", "介休市"}),
        ("“碧水”管网改造工程分布在岳壁乡、朱坑乡。", "“碧水”管网改造工程", {"岳壁乡", "朱坑乡"}),
        # Who does it.
        ("平遥、祁县两县实施“碧水”管网改造工程。", "“碧水”管网改造工程", {"平遥县", "祁县"}),
        # Where it was gone to see, and the county pointed at.
        ("市长到平遥县调研“碧水”管网改造工程。", "“碧水”管网改造工程", {"平遥县"}),
        ("市长来到平遥县，察看了该县“碧水”管网改造工程。", "“碧水”管网改造工程", {"平遥县"}),
        ("平遥县在岳壁乡开工建设了“碧水”管网改造工程。", "“碧水”管网改造工程", {"平遥县", "岳壁乡"}),
        # What a place does by it, and where a line of it runs.
        ("通过“碧水”管网改造工程，平遥县改善了水质。", "“碧水”管网改造工程", {"平遥县"}),
        ("“碧水”管网改造工程东起平遥县，止于祁县。", "“碧水”管网改造工程", {"平遥县", "祁县"}),
        # Each has a place of its own.
        (
            "1.实施“碧水”管网改造工程；在岳壁乡启动“清风”管网改造工程。",
            "“碧水”管网改造工程",
            set(),
        ),
        # The sentence behind, where it has no subject of its own.
        ("“碧水”管网改造工程开工。范围涉及平遥、祁县两县。", "“碧水”管网改造工程", {"平遥县", "祁县"}),
        # What a place does, whatever adverbs it does it with.
        ("平遥县正在全面推进“碧水”管网改造工程。", "“碧水”管网改造工程", {"平遥县"}),
        ("县水利局在惠济河湿地公园设立“碧水”管网改造工程。", "“碧水”管网改造工程", {"惠济河湿地公园"}),
        # What it is set on.
        ("开展“清河行动”，以汾河、昌源河为重点区域。", "“清河行动”", {"汾河", "昌源河"}),
        ("平遥县以汾河、昌源河为重点，开展“清河行动”。", "“清河行动”", {"平遥县", "汾河", "昌源河"}),
        # A later mention that names the place.
        ("“碧水”管网改造工程见效。今年，平遥县加快推进“碧水”管网改造工程。", "“碧水”管网改造工程", {"平遥县"}),
        # The water of a basin.
        ("汾河流域面源污染治理项目由省厅牵头。", "汾河流域面源污染治理项目", {"汾河"}),
    ],
)
def test_where_a_project_is(text: str, project: str, expected: set[str]) -> None:
    assert expected <= objects(facts(text), project, "locatedIn")


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        # The home place, or the one division of it that the article is about.
        ("晋中市召开会议。“碧水”管网改造工程见效。", "140700", {"晋中市"}),
        (
            "晋中市平遥县是古城。平遥县人勤劳。平遥县的路通了。“碧水”管网改造工程见效。",
            "140700",
            {"平遥县"},
        ),
        # Neither, where the article is about many.
        (
            "晋中市、太原市、忻州市、阳泉市、吕梁市、长治市开了会。会后，“碧水”管网改造工程见效。",
            "140700",
            set(),
        ),
    ],
)
def test_where_a_project_is_that_the_text_puts_nowhere(text: str, home: str, expected: set[str]) -> None:
    assert objects(facts(text, home=home), "“碧水”管网改造工程", "locatedIn") == expected


@pytest.mark.parametrize(
    ("text", "project", "absent"),
    [
        ("市长在平遥县调研时要求，加快推进“碧水”管网改造工程。", "“碧水”管网改造工程", "平遥县"),
        ("“碧水”管网改造工程推进会在平遥县召开。", "“碧水”管网改造工程", "平遥县"),
        ("贯彻领导视察平遥县重要讲话精神，推进“碧水”管网改造工程。", "“碧水”管网改造工程", "平遥县"),
        ("平遥县推进“碧水”管网改造工程。位于祁县的水厂停产。", "“碧水”管网改造工程", "祁县"),
    ],
)
def test_where_people_go_and_meet_is_not_where_a_project_is(text: str, project: str, absent: str) -> None:
    assert absent not in objects(facts(text), project, "locatedIn")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平遥县岳壁乡西沟村、东沟村造林。", {("西沟村", "岳壁乡"), ("东沟村", "岳壁乡"), ("岳壁乡", "平遥县")}),
        ("平遥县岳壁乡、朱坑乡造林。", {("岳壁乡", "平遥县"), ("朱坑乡", "平遥县")}),
        ("平遥县境内的红石湖蓄水。", {("红石湖", "平遥县")}),
        ("西沟村位于山西平遥县岳壁乡的东北部。", {("西沟村", "岳壁乡"), ("岳壁乡", "平遥县"), ("平遥县", "山西省")}),
        ("球溪镇污水处理厂满负荷。", {("球溪镇污水处理厂", "球溪镇")}),
        ("徒骇河毕屯断面达标。", {("毕屯断面", "徒骇河")}),
        ("来到雅砻江上游的扎曲河谷。", {("扎曲河谷", "雅砻江")}),
        ("位于平遥县的红石林场造林。", {("红石林场", "平遥县")}),
        ("先到平遥县调研，随后赶赴祁县，走进东观镇。", {("东观镇", "祁县")}),
    ],
)
def test_what_lies_in_what(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(one, two) for one, _, two in relations(facts(text), "within")} == expected


@pytest.mark.parametrize(
    "text",
    [
        "荆州市长江段禁渔。",
        "这里是黄河上游的四川省。",
        "起步区位于白洋淀北侧。",
        "平遥县檬子河、汾河清淤。",
    ],
)
def test_what_lies_beside_or_runs_through_lies_in_nothing(text: str) -> None:
    found = {(one, two) for one, _, two in relations(facts(text), "within")}
    assert not found & {("长江", "荆州市"), ("起步区", "白洋淀"), ("汾河", "平遥县")}


def test_the_evidence_holds_the_place_and_the_project_whichever_comes_first() -> None:
    found = facts("1.实施汾河河道整治工程。在平遥县岳壁乡推进退耕。")
    (claim,) = [c for c in found.claims if c.predicate == "locatedIn" and c.object.endswith("岳壁乡")]
    assert claim.evidence.text == "汾河河道整治工程。在平遥县岳壁乡"


@pytest.mark.parametrize(
    ("project", "expected"),
    [("太谷果品低碳基地项目", {"太谷区"}), ("晋能大厦综合供能系统项目", {"晋中市"})],
)
def test_a_place_in_a_projects_name_is_not_where_the_next_one_is(project: str, expected: set[str]) -> None:
    text = "晋中市公布名单，入选的有太谷果品低碳基地项目、晋能大厦综合供能系统项目、祁县光储一体示范项目。"
    assert objects(facts(text, home="140700"), project, "locatedIn") == expected


@pytest.mark.parametrize(
    ("text", "project", "expected"),
    [
        # Who acts on a list, and where each of it lies by its name.
        ("晋中市建成昌源水电站、祁县风电场、太谷光伏电站等重大项目。", "祁县风电场", {"祁县", "晋中市"}),
        # Whom a work serves is not where it is.
        ("晋中市的龙潭引水工程开工，供水区涵盖祁县、平遥县。", "龙潭引水工程", {"晋中市"}),
        # Where people meet about it is not where it is.
        ("记者从太原市举行的祁县氢能示范工程启动会上获悉，工程进展顺利。", "祁县氢能示范工程", {"祁县"}),
        # News of many provinces is of none of them.
        ("湖南省、江西省、河南省、山西省来人座谈。碧源引水工程进展顺利。", "碧源引水工程", set()),
    ],
)
def test_who_acts_and_whom_a_work_serves(text: str, project: str, expected: set[str]) -> None:
    assert objects(facts(text, home="140000"), project, "locatedIn") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("东坪水文站（祁县）流量增大。", {("东坪水文站", "祁县")}),
        ("岳壁镇在西坡、南坡两村举办展览。", {("西坡村", "岳壁镇"), ("南坡村", "岳壁镇")}),
        ("下河村（原北沟村）修路。", set()),
        ("东坡村是祁县较偏远的村落。", {("东坡村", "祁县")}),
    ],
)
def test_brackets_acts_and_kinds_tell_what_lies_in_what(text: str, expected: set[tuple[str, str]]) -> None:
    told = {(inner, outer) for inner, _, outer in relations(facts(text, home=""), "within")}
    assert told == expected


def test_a_town_lies_in_the_city_whose_news_names_no_county() -> None:
    found = facts("晋中市举办活动，岳壁镇拿出样品。", home="140700")
    assert objects(found, "岳壁镇", "within") == {"晋中市"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Without a home the paragraph tells, if it has named one place, and what stands right behind the project.
        ("祁县去年开始治水。工人正在铺管。“碧水”管网改造工程快要完工。", {"祁县"}),
        ("“碧水”管网改造行动平遥县专场启动。", {"平遥县"}),
        ("长春市去年开始治水。济南市也在治水。“碧水”管网改造工程快要完工。", set()),
        # Where a report is sent from.
        ("新华社平遥8月3日电 “碧水”管网改造工程快要完工。", set()),
    ],
)
def test_the_paragraph_tells_where_nothing_else_does(text: str, expected: set[str]) -> None:
    found = facts(f"吉林省、江苏省、浙江省、四川省、云南省、甘肃省都在治水。\n{text}", home="")
    assert {place for _, _, place in relations(found, "locatedIn")} == expected
