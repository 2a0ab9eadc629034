"""Many documents together: the same result in any order, one name and kind a thing, what an IRI stands for."""

from __future__ import annotations

import random

import pytest
from naming import BASE, agency, article, iris, known, named, post

from ecograph.model import Claim, Facts, Span
from ecograph.resolve import identify


def articles() -> list[Facts]:
    """Return articles in which everything may be this or that."""
    water, forests = agency("平遥县水利局"), agency("平遥县林业局")
    homes = ("140700", "140728", "140781", "620800", "")
    return [
        *(post("王明", water, published=f"20{year}-03-01", home=home) for year in (18, 21, 23) for home in homes[:2]),
        *(post("王明", forests, published=f"20{year}-03-01") for year in (19, 22)),
        *(post("王明", home=home) for home in homes),
        *(article(agency("城关镇人民政府", "government"), named("Place", "城关镇", kind="admin"), home=home) for home in homes),
        *(article(named("Project", f"潇河{words}治理工程"), home=home) for words in ("", "流域", "生态") for home in homes),
        *(article(named("Policy", f"《节水规划{years}》"), published="2024", home=home)
          for years in ("", "（2018—2020年）", "（2023—2025年）") for home in homes),
        article(agency("晋中市生态环境局平遥分局"), agency("平遥县环境保护局"), agency("平遥县生态环境局")),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_the_documents_does_not_matter(seed: int) -> None:
    shuffled = articles()
    random.Random(seed).shuffle(shuffled)
    assert known(*shuffled) == known(*articles())


@pytest.mark.parametrize("left_out", range(0, 40, 5))
def test_a_document_that_goes_leaves_the_result_without_it(left_out: int) -> None:
    fewer = [each for number, each in enumerate(articles()) if number != left_out]
    assert known(*fewer[::-1]) == known(*fewer)


def test_a_document_alone_is_resolved_as_identify_does() -> None:
    for each in articles():
        assert known(each).facts == (identify(each, base=BASE),)


def test_every_entity_and_every_end_of_a_claim_has_an_iri() -> None:
    for facts in known(*articles()).facts:
        ids = {entity.id for entity in facts.entities}
        assert all(id_.startswith(BASE) for id_ in ids)
        assert {end for claim in facts.claims for end in (claim.subject, claim.object)} <= ids


def test_claims_readings_and_speakers_follow() -> None:
    bureau, official = agency("晋中市政府", "government"), named("Official", "王明")
    told = article(official, bureau, links=[("王明", "worksFor", "晋中市政府")])
    span = Span(0, 2, told.document.text[:2])
    reading = Claim(
        "Official:王明", "worksFor", "Agency:晋中市政府", span, "test", speaker="Official:王明", modality="possible"
    )
    (made,) = known(told._replace(readings=(reading,))).facts
    assert {(claim.subject, claim.object) for claim in (*made.claims, *made.readings)} == {
        (BASE + "official/140700/王明", BASE + "agency/晋中市人民政府")
    }
    assert made.readings[0].speaker == BASE + "official/140700/王明"


def test_a_target_follows_its_subject() -> None:
    def told(name: str) -> Facts:
        target = named("Target", "造林 3 万亩", metric="造林", value=3.0, unit="万亩", status="planned")
        return article(named("Project", name), target, links=[(name, "hasTarget", "造林 3 万亩")])

    found = known(told("潇河治理工程"), told("潇河流域综合治理工程"))
    assert len(iris(found, "Target")) == 1
    assert iris(found, "Target") != iris(known(told("潇河治理工程")), "Target")


def test_members_say_what_an_iri_stands_for_and_why() -> None:
    found = known(
        article(named("Project", "潇河治理工程")), article(named("Project", "潇河流域综合治理项目"), home="140728")
    )
    members = found.members[BASE + "project/140700/潇河流域综合治理项目"]
    assert [(member.iri.removeprefix(BASE), member.name, len(member.documents)) for member in members] == [
        ("project/140700/潇河治理工程", "潇河治理工程", 1),
        ("project/140728/潇河流域综合治理项目", "潇河流域综合治理项目", 1),
    ]
    assert {why for member in members for why in member.why} == {"the names differ only in words that come and go"}


def test_two_entities_of_one_document_that_are_one_thing_become_one() -> None:
    both = article(agency("晋中市生态环境局平遥分局"), agency("平遥县生态环境局"))
    (made,) = known(both).facts
    assert [(entity.name, entity.aliases, len(entity.mentions)) for entity in made.entities] == [
        ("晋中市生态环境局平遥分局", ("平遥县生态环境局",), 2)
    ]
