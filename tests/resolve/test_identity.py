"""The same thing gets the same IRI in every document."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest

from builders import both
from ecograph.model import Attribute, Claim, Document, Entity, Facts, Mention, Span
from ecograph.resolve import identify
from ecograph.resolve.identity import segment

BASE = "https://example.org/"
TEXT = "晋中市生态环境局"


def facts(*entities: Entity, claims: tuple[Claim, ...] = (), home: str = "140700") -> Facts:
    offsets = array("q", range(len(TEXT)))
    document = Document("document/0123456789abcdef", "a.txt", "0" * 64, TEXT, TEXT, offsets, home=home)
    return Facts(document, entities, claims)


def entity(type: str, name: str, key: str = "", **attributes: Attribute) -> Entity:
    mention = Mention(Span(0, 1, TEXT[0]), "test")
    return Entity(key or f"{type}:{name}", type, name, (), (mention,), attributes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("type", "name", "attributes", "path"),
    [
        ("Place", "晋中市", {"code": "140700"}, "place/140700"),
        ("Place", "黄河", {}, "place/黄河"),
        ("Place", "王庄桥南断面", {}, "place/140700/王庄桥南断面"),
        ("Agency", "晋中市生态环境局", {}, "agency/晋中市生态环境局"),
        ("Agency", "中共晋中市委员会", {}, "agency/中共晋中市委员会"),
        ("Agency", "专项工作专班", {}, "agency/140700/专项工作专班"),
        ("Official", "马成毅", {}, "official/140700/马成毅"),
        ("Project", "“一泓清水入黄河”工程", {}, "project/140700/一泓清水入黄河工程"),
        ("Policy", "《生态保护规划》", {}, "policy/140700/生态保护规划"),
    ],
)
def test_an_iri_says_what_the_thing_is(type: str, name: str, attributes: dict[str, Attribute], path: str) -> None:
    assert identify(facts(entity(type, name, **attributes)), base=BASE).entities[0].id == BASE + path


@pytest.mark.parametrize(
    ("home", "scope"), [("140729", "140700"), ("140000", "140000"), ("110109", "110000"), ("", "CN")], ids=str
)
def test_a_name_that_is_not_unique_gets_the_prefecture_of_the_article(home: str, scope: str) -> None:
    assert identify(facts(entity("Official", "马成毅"), home=home), base=BASE).entities[0].id.split("/")[-2] == scope


def test_the_order_of_the_entities_does_not_matter() -> None:
    named = [entity("Agency", TEXT), entity("Official", "马成毅"), entity("Place", "晋中市", code="140700")]
    assert identify(facts(*named), base=BASE) == identify(facts(*named[::-1]), base=BASE)


def test_two_spellings_that_come_to_the_same_are_one_entity() -> None:
    found = identify(
        facts(entity("Policy", "《生态规划》", "a"), entity("Policy", "生态规划", "b")), base=BASE
    ).entities
    assert [(each.name, each.aliases) for each in found] == [("《生态规划》", ("生态规划",))]


def test_claims_point_at_the_iris() -> None:
    bureau, official = entity("Agency", TEXT), entity("Official", "马成毅")
    claim = Claim(official.id, "worksFor", bureau.id, Span(0, 8, TEXT), "test", speaker=official.id)
    (made,) = identify(facts(bureau, official, claims=(claim,)), base=BASE).claims
    assert (made.subject, made.object) == (BASE + "official/140700/马成毅", BASE + "agency/晋中市生态环境局")
    assert made.speaker == made.subject


def target_iri(subject: Entity, **changes: Attribute) -> str:
    told: dict[str, Attribute] = {"metric": "造林", "value": 32.4, "unit": "万亩", "deadline": "2025"}
    target = entity("Target", "造林 32.4 万亩", "t", **(told | {"status": "planned"} | changes))
    claim = Claim(subject.id, "hasTarget", "t", Span(0, 8, TEXT), "test")
    found = identify(facts(subject, target, claims=(claim,)), base=BASE).entities
    return next(each.id for each in found if each.type == "Target")


@pytest.mark.parametrize(
    "change",
    [{"value": 33.0}, {"unit": "亩"}, {"deadline": "2026"}, {"status": "achieved"}, {"comparator": ">="}],
    ids=str,
)
def test_another_promise_is_another_target(change: dict[str, Attribute]) -> None:
    place = entity("Place", "晋中市", code="140700")
    assert target_iri(place) == target_iri(place) != target_iri(place, **change)


def test_the_same_figure_of_another_place_is_another_target() -> None:
    city, county = entity("Place", "晋中市", code="140700"), entity("Place", "和顺县", code="140723")
    assert target_iri(city) != target_iri(county)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("“双碳”工程", "双碳工程"),
        ("《规划（2021—2025年）》", "规划(2021—2025年)"),
        ("ＰＭ２．５", "PM2.5"),
        ("水 质", "水质"),
        ("a/b#c?d", "a%2Fb%23c%3Fd"),
        ("a<b>|\\^`{}", "ab%7C%5C%5E%60%7B%7D"),
        ("100%", "100%25"),
    ],
)
def test_a_name_becomes_one_segment_of_an_iri(name: str, part: str) -> None:
    assert segment(name).replace("%3C", "").replace("%3E", "") == part


def test_the_documents_of_other_rooms_keep_their_entities() -> None:
    for made in both():
        again = identify(made._replace(document=replace(made.document, id="document/x")), base=BASE)
        assert len(again.entities) <= len(made.entities)
        assert {claim.subject for claim in again.claims} <= {each.id for each in again.entities}
