"""Who issued a policy, which projects it governs, and the names that policies go by."""

from __future__ import annotations

import pytest
from extracting import facts, named, names, relations

RULES = "晋中市河道管理办法"
WATER, MONEY, CITY, OFFICE = "晋中市水利局", "晋中市财政局", "晋中市人民政府", "晋中市人民政府办公室"


def issuers(text: str, policy: str = RULES) -> set[str]:
    return {agency for agency, _, title in relations(facts(text), "issued") if title == policy}


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (f"《{RULES}》由市水利局牵头，市财政局参与编制。", {WATER, MONEY}),
        (f"《{RULES}》由市水利局起草、市政府印发。", {WATER, CITY}),
        (f"《{RULES}》经市政府第10次常务会议审议通过。", {CITY}),
        (f"经市政府同意，市水利局近日印发《{RULES}》。", {CITY, WATER}),
        (f"市政府办公室印发了市水利局制定的《{RULES}》。", {OFFICE, WATER}),
        (f"市水利局跟安徽的界首市政府签了《{RULES}》。", {WATER, "界首市人民政府"}),
        (f"市水利局5月16日发布的《{RULES}》施行。", {WATER}),
        (f"市水利局结合河湖实际，联合市财政局出台《{RULES}》。", {WATER, MONEY}),
        (f"市政府《{RULES}》施行。", {CITY}),
        (f"《{RULES}》已经市政府同意，现印发给你们。\n晋中市人民政府办公室\n2024年3月1日\n", {CITY, OFFICE}),
        (f"市水利局起草了《{RULES}》（以下简称《办法》）。《办法》由市政府办公室印发。", {WATER, OFFICE}),
        (f"市水利局向平遥县政府下发《{RULES}》。", {WATER}),
        (f"市水利局起草了《{RULES}》，目前市政府办公室正式印发实施。", {WATER, OFFICE}),
        (f"市政府召开第10次常务会议，研究通过了《{RULES}》。", {CITY}),
        (f"市水利局于2021年9月完成《{RULES}》批复工作。", {WATER}),
        (f"市水利局召开治水新闻发布会，发布《{RULES}》。", {WATER}),
        (f"市水利局联同市财政局出版2024年版《{RULES}》。", {WATER, MONEY}),
    ],
)
def test_who_issued_it(text: str, bodies: set[str]) -> None:
    assert issuers(text) == bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (f"市水利局完成了《{RULES}》编制工作。", {WATER}),
        (f"市政府批复同意《{RULES}》。", {CITY}),
        (f"市水利局认真贯彻落实市政府关于治水的决策部署，出台了《{RULES}》。", {WATER}),
        (f"市水利局局长李国强表示，去年5月发布的《{RULES}》作用很大。", set()),
        (f"市水利局简报显示，各县印发了《{RULES}》。", set()),
        (f"市水利局部署治水工作以来，平遥县出台《{RULES}》。", set()),
        (f"根据《{RULES}》有关规定，经市政府同意，现就有关事项通知如下。", set()),
    ],
)
def test_who_is_only_named_did_not_issue_it(text: str, bodies: set[str]) -> None:
    assert issuers(text) == bodies


@pytest.mark.parametrize(
    ("text", "policy", "body"),
    [
        ("晋中市人民政府办公室关于印发晋中市水污染防治工作方案的通知\n", "晋中市水污染防治工作方案", OFFICE),
        (
            "会上宣读了《晋中市人民政府关于加强护林防火工作的通告》，晋中市人民政府参会。",
            "晋中市人民政府关于加强护林防火工作的通告",
            CITY,
        ),
        ("晋中市水利局2024年工作计划\n", "晋中市水利局2024年工作计划", WATER),
        ("市水利局出台关于建立林长制的意见，推行林长制。", "关于建立林长制的意见", WATER),
        ("政府工作报告\n现在，我代表市人民政府向大会报告工作。", "晋中市政府工作报告", CITY),
    ],
)
def test_a_heading_and_a_title_say_who_issued(text: str, policy: str, body: str) -> None:
    assert issuers(text, policy) == {body}


@pytest.mark.parametrize(
    "text",
    [
        f"市水利局召开会议，传达《{RULES}》。",
        f"市水利局贯彻落实《{RULES}》。",
        f"市水利局举行发布会，介绍《{RULES}》。",
    ],
)
def test_who_only_speaks_of_a_policy_did_not_issue_it(text: str) -> None:
    assert issuers(text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("签发《晋中市总河长令（第5号）》。", "晋中市总河长令（第5号）"),
        ("落实晋中市总河长3号令。", "晋中市总河长3号令"),
        ("为落实中央1号文件精神，抓好水利。", "中央1号文件"),
        ("下达《责令恢复植被通知书》。", "责令恢复植被通知书"),
        ("发布《一季度水环境质量简报》。", "一季度水环境质量简报"),
        ("按照《祁县三北六期工程包联责任制》返工。", "祁县三北六期工程包联责任制"),
        ("晋中市水生态健康提升行动方案（2025-2027年）施行。", "晋中市水生态健康提升行动方案（2025-2027年）"),
        ("晋中市打赢蓝天保卫战三年行动实施方案公布。", "晋中市打赢蓝天保卫战三年行动实施方案"),
        ("根据山西2020年沿黄生态建设任务单，开工18处。", "山西2020年沿黄生态建设任务单"),
        ("落实《水污染防治行动计划》（简称“水十条”）。", "水污染防治行动计划"),
    ],
)
def test_a_policy_is_read_whole(text: str, name: str) -> None:
    assert names(facts(text), "Policy") == {name}


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        (f"印发《{RULES}》（以下简称《办法》）。《办法》要求清淤。", RULES, "办法"),
        (f"《{RULES}（试行）》施行。《{RULES}》要求清淤。", f"{RULES}（试行）", RULES),
        ("落实《水污染防治行动计划》（简称“水十条”）。各县贯彻水十条。", "水污染防治行动计划", "水十条"),
        (f"印发《{RULES}》。该办法规定清淤。", RULES, "办法"),
    ],
)
def test_a_short_title_is_the_same_policy(text: str, name: str, form: str) -> None:
    assert form in {mention.span.text for mention in named(facts(text), name).mentions}
    assert names(facts(text), "Policy") == {name}


@pytest.mark.parametrize("text", ["《报告》显示水质改善。", "编制了防汛应急预案和度汛方案。", "细化三年行动计划。"])
def test_a_title_that_only_says_its_kind_is_no_policy(text: str) -> None:
    assert names(facts(text), "Policy") == set()


@pytest.mark.parametrize(
    "text",
    [
        "惠济河综合治理工程纳入《晋中市水网建设规划》。",
        "《晋中市水网建设规划》明确实施惠济河综合治理工程。",
        "围绕《晋中市水网建设规划》的目标，推进惠济河综合治理工程。",
        "印发《晋中市水网建设规划》。惠济河综合治理工程是规划里的头一个大项目。",
        "惠济河综合治理工程开工。各项目纳入《晋中市水网建设规划》考核。",
        "为推进惠济河综合治理工程，市水利局起草了《晋中市水网建设规划》。",
    ],
)
def test_a_policy_that_sets_a_project_governs_it(text: str) -> None:
    assert ("惠济河综合治理工程", "governedBy", "晋中市水网建设规划") in relations(facts(text))


@pytest.mark.parametrize(
    ("text", "project", "policy"),
    [
        ("将以《晋中市美丽河湖行动计划》为统领，实施云岭河岸提质工程。", "云岭河岸提质工程", "晋中市美丽河湖行动计划"),
        ("实施“四清工程”。《晋中市“四清工程”管理办法》施行。", "“四清工程”", "晋中市“四清工程”管理办法"),
    ],
)
def test_a_policy_that_guides_or_names_a_project_governs_it(text: str, project: str, policy: str) -> None:
    assert (project, "governedBy", policy) in relations(facts(text))
