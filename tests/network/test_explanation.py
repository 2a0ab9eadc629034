"""Chains of facts between two entities, each with its sentences."""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad
from told import facts, iri, store

from builders import JINZHONG, LU, RIVER, SHANXI, TREES, WATER, WU, both, span, store_of
from ecograph.errors import EcographError, UsageError
from ecograph.network import explain, find
from ecograph.store.names import DCTERMS


def chains(made, one, other, count=1):
    return explain(made, find(made, one), find(made, other), count=count)


def route(chain):
    return "-".join([chain.steps[0].ends[0].label, *(step.ends[1].label for step in chain.steps)])


@pytest.mark.parametrize(
    ("rows", "ends", "routes"),
    [
        ([("甲局", "leads", "河工程")], ("甲局", "河工程"), ["甲局-河工程"]),
        ([("甲局", "leads", "河工程")], ("河工程", "甲局"), ["河工程-甲局"]),
        (
            [("甲局", "leads", "河工程"), ("乙局", "supports", "河工程"), ("马某", "worksFor", "乙局")],
            ("甲局", "马某"),
            ["甲局-河工程-乙局-马某"],
        ),
        # The province joins both in two steps, but so it joins everything.
        (
            [
                *((f"{name}县", "within", "北省") for name in "一二三四五六七八"),
                ("河工程", "locatedIn", "一县"), ("林工程", "locatedIn", "二县"),
                ("甲局", "leads", "河工程"), ("甲局", "supports", "林工程"),
            ],
            ("一县", "二县"),
            ["一县-河工程-甲局-林工程-二县", "一县-北省-二县"],
        ),
        # Of two bodies the one with fewer projects says more.
        (
            [
                *(("甲局", "leads", f"{name}工程") for name in "一二三四五"),
                *(("乙局", "leads", f"{name}工程") for name in "一二"),
            ],
            ("一工程", "二工程"),
            ["一工程-乙局-二工程", "一工程-甲局-二工程"],
        ),
    ],
    ids=["one-fact", "backwards", "three-facts", "round-a-province", "round-a-hub"],
)  # fmt: skip
def test_the_shortest_chains_come_first(rows, ends, routes):
    with store(*rows) as made:
        found = chains(made, *ends, count=len(routes))
    assert [route(chain) for chain in found] == routes
    assert [chain.length for chain in found] == sorted(chain.length for chain in found)


def test_there_are_no_more_chains_than_ways():
    with store(("甲局", "leads", "河工程"), ("乙局", "leads", "河工程")) as made:
        assert len(chains(made, "甲局", "乙局", count=9)) == 1


def test_a_step_says_the_fact_as_stated_with_roles_sentences_documents_and_dates():
    one = facts(("甲局", "leads", "河工程"))
    other = facts(
        ("甲局", "supports", "河工程"), ("甲局", "leads", "河工程", "done"), title="年报", published="2026-01"
    )
    with store_of(one, other) as made:
        (step,) = chains(made, "河工程", "甲局")[0].steps
    assert (step.subject.id, step.predicate, step.object.id) == (iri("甲局"), "responsibleFor", iri("河工程"))
    assert (step.forward, step.roles) == (False, ("leads", "supports"))
    said = {(saying.sentence, saying.evidence.title, saying.evidence.published) for saying in step.sayings}
    assert said == {
        ("甲局牵头河工程，年内完成。", "通报", "2025-03-12"),
        ("甲局牵头河工程，年内完成。", "年报", "2026-01"),
        ("甲局配合河工程，年内完成。", "年报", "2026-01"),
    }
    assert {saying.evidence.document for saying in step.sayings} == {one.document.id, other.document.id}


def test_of_several_facts_of_a_pair_the_most_specific_counts():
    with store(("河工程", "locatedIn", "东市"), ("东市", "issued", "河工程")) as made:
        ((step,),) = (chain.steps for chain in chains(made, "河工程", "东市"))
    assert step.predicate == "issued"


def test_what_is_denied_is_neither_a_step_nor_a_sentence():
    rows = (("甲局", "leads", "河工程"), ("乙局", "leads", "河工程", "denied"), ("乙局", "leads", "林工程"))
    with store(*rows) as made, pytest.raises(EcographError, match="no chain of facts joins 甲局"):
        chains(made, "甲局", "乙局")
    with store_of(facts(rows[0]), facts((*rows[0], "denied"), rows[2], title="更正")) as made:
        ((step,),) = (chain.steps for chain in chains(made, "甲局", "河工程"))
    assert [saying.evidence.title for saying in step.sayings] == ["通报"]


def test_a_fact_without_a_claim_is_a_step_without_a_sentence():
    with store(("甲局", "leads", "河工程"), ("乙局", "leads", "林工程")) as made:
        replaces = NamedNode(DCTERMS + "replaces")
        renamed = Quad(NamedNode(iri("乙局")), replaces, NamedNode(iri("甲局")), DefaultGraph())
        made.add(iri("change"), [renamed])
        found = chains(made, "河工程", "林工程")[0]
    assert [(step.predicate, len(step.sayings)) for step in found.steps] == [
        ("responsibleFor", 1), ("replaces", 0), ("responsibleFor", 1),
    ]  # fmt: skip


def test_both_ends_must_differ():
    with store(("甲局", "leads", "河工程")) as made, pytest.raises(UsageError, match="both names mean the same entity"):
        chains(made, "甲局", iri("甲局"))


def test_words_are_shown_in_the_shortest_sentence_that_holds_them():
    of = facts(("甲局", "leads", "河工程"), ("马某", "worksFor", "甲局"))
    words = span(of.document, "甲局，年内")
    claims = (of.claims[0], of.claims[1]._replace(evidence=words), of.claims[1]._replace(rule="other"))
    with store_of(of._replace(claims=claims)) as made:
        sayings = chains(made, "马某", "甲局")[0].steps[0].sayings
    told = {saying.evidence.quote: saying.sentence for saying in sayings}
    assert told == dict.fromkeys(("甲局，年内", "马某任职于甲局，年内完成。"), "马某任职于甲局，年内完成。")


def test_words_that_no_sentence_of_the_store_holds_stand_alone():
    with store_of(*both()) as made:
        (step,) = explain(made, find(made, JINZHONG), find(made, SHANXI))[0].steps
    assert [saying.sentence for saying in step.sayings] == ["山西省晋中市"]


def test_every_chain_of_the_two_articles_is_backed_by_quotes_of_their_source():
    documents = {each.document.id: each.document.raw for each in both()}
    with store_of(*both()) as made:
        found = [chains(made, *ends, count=3) for ends in ((LU, SHANXI), (WU, RIVER), (WATER, TREES))]
    sayings = [saying for each in found for chain in each for step in chain.steps for saying in step.sayings]
    assert sayings
    for evidence, sentence in sayings:
        assert documents[evidence.document][evidence.start :].startswith(evidence.quote)
        assert sentence in documents[evidence.document]
        assert evidence.quote in sentence
