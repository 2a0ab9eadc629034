from __future__ import annotations

import pytest
from extracting import facts, relations

WORKS = "平遥县惠济河综合治理工程"


@pytest.mark.parametrize(
    ("text", "agency", "role"),
    [
        (f"市水利局牵头推进{WORKS}。", "晋中市水利局", "leads"),
        (f"{WORKS}由市水利局牵头实施。", "晋中市水利局", "leads"),
        (f"市水利局正在实施{WORKS}。", "晋中市水利局", "implements"),
        (f"市财政局支持{WORKS}。", "晋中市财政局", "supports"),
    ],
)
def test_a_body_that_acts_on_a_project_is_responsible_for_it(text: str, agency: str, role: str) -> None:
    found = facts(text)
    assert (agency, "responsibleFor", WORKS) in relations(found)
    (claim,) = [c for c in found.claims if c.predicate == "responsibleFor"]
    assert claim.role == role


def test_bodies_that_act_together_are_all_responsible() -> None:
    found = relations(facts(f"市水利局、市住建局和市财政局共同推进{WORKS}。"), "responsibleFor")
    assert {agency for agency, _, _ in found} == {"晋中市水利局", "晋中市住房和城乡建设局", "晋中市财政局"}


def test_a_company_that_builds_is_responsible() -> None:
    found = facts(f"{WORKS}由山西四建集团有限公司承建。")
    assert ("山西四建集团有限公司", "responsibleFor", WORKS) in relations(found)


@pytest.mark.parametrize(
    "text",
    [
        f"市水利局召开会议。{WORKS}进展顺利。",
        f"{WORKS}进展顺利，市水利局召开会议研究防汛。",
        f"市水利局叫停{WORKS}。",
        f"{WORKS}违规开工，被市生态环境局罚款。",
    ],
)
def test_a_body_that_only_stands_near_a_project_is_not_responsible(text: str) -> None:
    assert relations(facts(text), "responsibleFor") == set()


@pytest.mark.parametrize(
    ("text", "project", "place"),
    [
        ("左权箕山抽水蓄能项目获批。", "左权箕山抽水蓄能项目", "左权县"),
        ("和顺生物多样性保护项目启动。", "和顺生物多样性保护项目", "和顺县"),
        (f"{WORKS}开工。", WORKS, "平遥县"),
        ("北山供水工程位于祁县。", "北山供水工程", "祁县"),
        ("北山供水工程选址祁县。", "北山供水工程", "祁县"),
        ("祁县北山供水工程开工。", "祁县北山供水工程", "祁县"),
        ("北山供水工程涉及祁县、平遥两县。", "北山供水工程", "祁县"),
        ("北山供水工程涉及祁县、平遥两县。", "北山供水工程", "平遥县"),
    ],
)
def test_a_project_lies_where_its_name_or_its_sentence_says(text: str, project: str, place: str) -> None:
    assert (project, "locatedIn", place) in relations(facts(text))


def test_the_river_of_a_slogan_is_not_where_a_project_lies() -> None:
    found = relations(facts("“一泓清水入黄河”工程提速。"), "locatedIn")
    assert ("“一泓清水入黄河”工程", "locatedIn", "黄河") not in found


@pytest.mark.parametrize(
    ("text", "agency", "policy"),
    [
        ("市水利局印发《晋中市河道管理办法》。", "晋中市水利局", "晋中市河道管理办法"),
        ("市水利局制定出台《晋中市河道管理办法》。", "晋中市水利局", "晋中市河道管理办法"),
        ("《晋中市河道管理办法》由市水利局编制。", "晋中市水利局", "晋中市河道管理办法"),
        ("市水利局联合市财政局印发《晋中市河道管理办法》。", "晋中市财政局", "晋中市河道管理办法"),
        ("市水利局联合市财政局印发《晋中市河道管理办法》。", "晋中市水利局", "晋中市河道管理办法"),
        ("市水利局出台《晋中市河道方案》及《晋中市河道管理办法》。", "晋中市水利局", "晋中市河道管理办法"),
        ("市水利局局长李国强说，我们制定了《晋中市河道管理办法》。", "晋中市水利局", "晋中市河道管理办法"),
        ("省委、省政府印发《山西省造林意见》，市水利局贯彻落实。", "山西省人民政府", "山西省造林意见"),
        ("省委、省政府印发《山西省造林意见》，市水利局贯彻落实。", "中共山西省委员会", "山西省造林意见"),
        ("市水利局传达学习省水利厅印发的《山西省河道管理办法》。", "山西省水利厅", "山西省河道管理办法"),
    ],
)
def test_who_issued_a_policy(text: str, agency: str, policy: str) -> None:
    assert (agency, "issued", policy) in relations(facts(text))


@pytest.mark.parametrize(
    "text",
    [
        "市水利局学习《晋中市河道管理办法》。",
        "市水利局按照《晋中市河道管理办法》执法。",
        "市水利局召开会议。《晋中市河道管理办法》公开征求意见。",
    ],
)
def test_a_body_that_uses_a_policy_did_not_issue_it(text: str) -> None:
    assert relations(facts(text), "issued") == set()


@pytest.mark.parametrize(
    "text",
    [
        "市水利局传达学习省水利厅印发的《山西省河道管理办法》。",
        "省水利厅印发《山西省河道管理办法》，市水利局贯彻落实。",
    ],
)
def test_only_the_issuer_issued_it(text: str) -> None:
    assert relations(facts(text), "issued") == {("山西省水利厅", "issued", "山西省河道管理办法")}


@pytest.mark.parametrize(
    ("text", "project", "policy"),
    [
        (
            f"为推进{WORKS}，印发《{WORKS}管理办法》。",
            WORKS,
            f"{WORKS}管理办法",
        ),
        (f"根据《晋中市河道管理办法》，{WORKS}开工。", WORKS, "晋中市河道管理办法"),
    ],
)
def test_a_policy_governs_the_project_it_was_made_for(text: str, project: str, policy: str) -> None:
    assert (project, "governedBy", policy) in relations(facts(text))


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("灵石县王庄桥南断面水质好转。", "王庄桥南断面", "灵石县"),
        ("山西省晋中市空气质量改善。", "晋中市", "山西省"),
        ("晋中市和平遥县空气质量改善。", "平遥县", "晋中市"),
        ("平遥县朱坑乡造林。", "朱坑乡", "平遥县"),
    ],
)
def test_a_place_lies_within_another(text: str, part: str, whole: str) -> None:
    assert (part, "within", whole) in relations(facts(text))


@pytest.mark.parametrize(
    "text", ["晋中市、太原市空气质量改善。", "平遥县和祁县空气质量改善。", "太原市邀请平遥县参加。"]
)
def test_neighbours_do_not_lie_within_each_other(text: str) -> None:
    assert relations(facts(text), "within") == set()


def test_the_evidence_of_a_claim_holds_both_ends() -> None:
    found = facts(f"会议召开。市水利局牵头推进{WORKS}。会议结束。")
    (claim,) = [c for c in found.claims if c.predicate == "responsibleFor"]
    assert "市水利局牵头推进" in claim.evidence.text
    assert "会议" not in claim.evidence.text


def test_a_claim_says_how_sure_it_is() -> None:
    for claim in facts(f"市水利局牵头推进{WORKS}，总投资3亿元。").claims:
        assert 0 < claim.confidence <= 1
        assert claim.rule


def test_who_is_quoted_is_the_speaker() -> None:
    found = facts("市水利局局长李国强说：“全市今年计划造林10万亩。”")
    (claim,) = [c for c in found.claims if c.predicate == "hasTarget"]
    assert claim.speaker == "Official:李国强"
