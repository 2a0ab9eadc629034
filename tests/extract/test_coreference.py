from __future__ import annotations

import pytest
from extracting import facts, named, names, relations


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("晋中市水利局开会。该局提出要求。", "晋中市水利局", "该局"),
        ("山西省生态环境厅开会。该厅提出要求。", "山西省生态环境厅", "该厅"),
        ("晋中市水利局局长李国强说，我局将治理河道。", "晋中市水利局", "我局"),
        ("晋中市发展和改革委员会开会。该委提出要求。", "晋中市发展和改革委员会", "该委"),
        ("山西焦煤集团有限责任公司投产。该公司投入资金。", "山西焦煤集团有限责任公司", "该公司"),
        ("左权箕山抽水蓄能项目获批。该项目规模大。", "左权箕山抽水蓄能项目", "该项目"),
        ("左权箕山抽水蓄能项目获批。这一项目规模大。", "左权箕山抽水蓄能项目", "这一项目"),
        ("“三北”工程提速，该工程范围广。", "“三北”工程", "该工程"),
        ("左权箕山抽水蓄能项目获批。项目总投资大。", "左权箕山抽水蓄能项目", "项目"),
        (
            "左权箕山抽水蓄能项目开工。建设内容有北沟引水工程、南沟道路工程。项目在左权县实施。",
            "左权箕山抽水蓄能项目",
            "项目",
        ),
    ],
)
def test_words_that_point_back_are_mentions(text: str, name: str, words: str) -> None:
    assert words in [mention.span.text for mention in named(facts(text), name).mentions]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("山西省水利厅开会，晋中市水利局参加，该厅提出要求。", "山西省水利厅", "该厅"),
        ("晋中市水利局和山西省水利厅开会，该局提出要求。", "晋中市水利局", "该局"),
        ("祁县水利局开会。平遥县水利局也开会，该局提出要求。", "平遥县水利局", "该局"),
    ],
)
def test_the_nearest_of_the_same_kind_is_meant(text: str, name: str, words: str) -> None:
    assert words in [mention.span.text for mention in named(facts(text), name).mentions]


@pytest.mark.parametrize(
    "text", ["该局提出要求。", "全局工作有序推进。", "本部门工作有序推进。", "全会提出要求。", "该处风景优美。"]
)
def test_nothing_is_pointed_at_where_nothing_was_named(text: str) -> None:
    assert names(facts(text), "Agency") == set()


@pytest.mark.parametrize(
    "text",
    [
        "市水利局局长李国强说：“全市今年计划造林10万亩。平遥县将治理河道60公里。”",
        "“全市今年计划造林10万亩。平遥县将治理河道60公里。”市水利局局长李国强说。",
    ],
)
def test_one_speaker_may_say_several_sentences(text: str) -> None:
    found = [c for c in facts(text).claims if c.predicate == "hasTarget"]
    assert len(found) == 2
    assert {claim.speaker for claim in found} == {"Official:李国强"}


def test_the_articles_own_voice_has_no_speaker() -> None:
    found = facts("市水利局局长李国强参加会议。平遥县今年计划造林10万亩。")
    assert {c.speaker for c in found.claims if c.predicate == "hasTarget"} == {""}


def test_what_points_back_is_no_alias() -> None:
    found = facts("晋中市水利局开会。该局提出要求。")
    assert "该局" not in named(found, "晋中市水利局").aliases


def test_a_relation_of_what_points_back_is_the_bodys_own() -> None:
    found = facts("晋中市水利局召开会议。该局牵头实施平遥县惠济河综合治理工程。")
    assert ("晋中市水利局", "responsibleFor", "平遥县惠济河综合治理工程") in relations(found)
