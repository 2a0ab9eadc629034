"""The difference of two graphs, told as entities, relations and targets."""

from __future__ import annotations

from builders import BUREAU, MA, RIVER, TREES, spring, store_of, summer
from ecograph.query import Change, changes
from ecograph.query.changes import facts, named, parsed


def between(before, after):
    one, other = facts(before), facts(after)
    return changes(one - other, other - one, one, other)


def told(found):
    return [(each.change, each.what, each.subject, each.object) for each in found]


def test_equal_graphs_differ_in_nothing():
    assert between(store_of(spring()), store_of(spring())) == []


def test_what_a_second_document_adds():
    found = told(between(store_of(spring()), store_of(spring(), summer())))
    assert {change for change, *_ in found} == {"added"}
    assert ("added", "Document", "晋中通报生态治理进展", "") in found
    assert ("added", "Official", "路华", "") in found
    assert ("added", "worksFor", "路华", "晋中市规划和自然资源局") in found
    assert ("added", "Observation", "晋中市", "优良天数比例 78.5 %") in found
    assert not [each for each in found if each[2] in ("马成毅", "和顺县")]  # they were there before


def test_what_goes_is_the_mirror_of_what_comes():
    one, both = store_of(spring()), store_of(spring(), summer())
    came, went = between(one, both), between(both, one)
    assert [each._replace(change="gone") for each in came] == went


def test_a_target_is_told_with_its_subject_and_deadline_and_not_twice():
    found = [each for each in between(store_of(summer()), store_of(spring())) if TREES in each]
    assert [each[:4] for each in found] == [("added", "Target", "晋中市", "造林绿化 32.4 万亩 by 2025")]


def test_a_relation_between_what_stays_has_its_names():
    facts_ = spring()
    fewer = facts_._replace(claims=tuple(claim for claim in facts_.claims if claim.object != RIVER))
    found = between(store_of(facts_), store_of(fewer))
    assert found == [Change("gone", "responsibleFor", "晋中市生态环境局", "“一泓清水入黄河”工程", BUREAU, RIVER)]


def test_names_alone_are_enough_for_what_stays():
    store = store_of(spring())
    line = f"<{MA}> <https://w3id.org/ecograph/ontology#worksFor> <{RIVER}> .".encode()
    (found,) = changes(parsed([line]), (), named(store), named(store))
    assert (found.subject, found.object) == ("马成毅", "“一泓清水入黄河”工程")


def test_what_has_no_name_is_told_by_its_iri():
    line = b"<http://x/a> <https://w3id.org/ecograph/ontology#partOf> <http://x/b> ."
    assert told(changes((), parsed([line]), (), ())) == [("added", "partOf", "http://x/a", "http://x/b")]


def test_the_order_is_fixed():
    found = between(store_of(spring()), store_of(summer()))
    assert found == between(store_of(spring()), store_of(summer()))
    ranks = [each.what for each in found]
    assert ranks.index("Agency") < ranks.index("worksFor") < ranks.index("Target")
