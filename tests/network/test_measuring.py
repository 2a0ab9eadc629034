"""Networks of a store and what is measured on them."""

from __future__ import annotations

import pytest
from told import names, store

from ecograph.errors import EcographError, UsageError
from ecograph.network import MEASURES, NETWORKS, choose, find, measure
from ecograph.network.results import first

ROWS = (
    ("甲局", "leads", "河工程"),
    ("乙局", "supports", "河工程"),
    ("甲局", "leads", "林工程"),
    ("丙局", "leads", "湖工程"),
    ("丙局", "leads", "山工程"),
    ("丁局", "leads", "湖工程"),
    ("丁局", "leads", "山工程"),
    ("马某", "worksFor", "甲局"),
    ("河工程", "locatedIn", "东一县"),
    ("东一县", "within", "东市"),
    ("湖工程", "locatedIn", "西市"),
)


@pytest.fixture(scope="module")
def filled():
    with store(*ROWS) as made:
        yield made


def ranking(result):
    return {
        name: (score.value, score.rank)
        for name, score in zip(names(s.node for s in result.scores), result.scores, strict=True)
    }


def test_degree_counts_neighbours_and_equals_share_a_rank(filled):
    found = ranking(measure(choose(filled), "degree"))
    assert found == {
        "丁局": (2, 1), "丙局": (2, 1), "甲局": (2, 1), "山工程": (2, 1), "河工程": (2, 1), "湖工程": (2, 1),
        "乙局": (1, 7), "林工程": (1, 7),
    }  # fmt: skip


def test_betweenness_is_highest_in_the_middle(filled):
    found = measure(choose(filled), "betweenness")
    assert {score.rank: score.value for score in found.scores}[1] == pytest.approx(2 / 21)
    assert dict(found.about.parameters) == {"method": "exact"}


def test_pagerank_adds_up_to_one(filled):
    assert sum(score.value for score in measure(choose(filled), "pagerank").scores) == pytest.approx(1, abs=1e-8)


def test_communities_list_the_best_joined_member_first(filled):
    found = measure(choose(filled), "communities")
    assert [set(names(group)) for group in found.groups] == [
        {"丁局", "丙局", "山工程", "湖工程"},
        {"乙局", "甲局", "林工程", "河工程"},
    ]
    assert names(found.groups[1])[:2] == ["甲局", "河工程"]
    assert found.modularity == pytest.approx(0.48, abs=0.02)


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        ("agencies", [(1, "丁局", "丙局", 2.0, ["山工程", "湖工程"]), (2, "乙局", "甲局", 0.4, ["河工程"])]),
        ("projects", [(1, "山工程", "湖工程", 2.0, ["丁局", "丙局"]), (2, "林工程", "河工程", 1.0, ["甲局"])]),
    ],
)
def test_co_responsibility_ranks_pairs(filled, network, expected):
    found = measure(choose(filled, network), "co-responsibility").ties
    told = [(tie.rank, *names((tie.one, tie.other)), tie.weight, [each.label for each in tie.shares]) for tie in found]
    assert told == expected


@pytest.mark.parametrize(
    ("network", "nodes"),
    [
        ("responsibility", "甲局 乙局 丙局 丁局 河工程 林工程 湖工程 山工程"),
        ("agencies", "甲局 乙局 丙局 丁局"),
        ("projects", "河工程 林工程 湖工程 山工程"),
        ("facts", "甲局 乙局 丙局 丁局 河工程 林工程 湖工程 山工程 马某 东一县 东市 西市"),
    ],
)
def test_each_network_has_its_nodes(filled, network, nodes):
    assert set(names(choose(filled, network).network)) == set(nodes.split())


def test_the_network_of_facts_takes_the_classes_wanted(filled):
    assert set(names(choose(filled, "facts", classes=["Official", "Agency"]).network)) == {"马某", "甲局"}


@pytest.mark.parametrize(
    ("place", "network", "nodes"),
    [
        ("东市", "responsibility", "甲局 乙局 河工程"),
        ("东一县", "responsibility", "甲局 乙局 河工程"),
        ("西市", "responsibility", "丙局 丁局 湖工程"),
        ("东市", "agencies", "甲局 乙局"),
        ("东市", "facts", "甲局 乙局 河工程 东一县 东市"),
    ],
)
def test_a_place_keeps_what_concerns_it(filled, place, network, nodes):
    chosen = choose(filled, network, place=find(filled, place, classes=["Place"]))
    assert set(names(chosen.network)) == set(nodes.split())
    assert measure(chosen, "degree").about.place.label == place


def test_a_place_holds_by_code_and_by_name_what_no_fact_puts_there():
    rows = (
        ("北省", "within", "大省"), ("东一县林业局", "leads", "某工程"), ("某局", "leads", "东市河工程"),
        ("他局", "leads", "他工程"), ("西市", "within", "大省"), ("东市", "within", "大省"), ("东一县", "within", "大省"),
    )  # fmt: skip
    with store(*rows) as made:
        chosen = choose(made, place=find(made, "北省", classes=["Place"]))
    assert set(names(chosen.network)) == {"东一县林业局", "某工程", "某局", "东市河工程"}


@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda made: choose(made, "friends"), UsageError, "choose from responsibility, agencies, projects, facts"),
        (lambda made: choose(made, classes=["Agency"]), UsageError, "has its own classes"),
        (lambda made: choose(made, "facts", classes=["Person"]), UsageError, "unknown class 'Person'"),
        (lambda made: choose(made, "facts", classes=["Policy"]), EcographError, "there is no network of facts"),
        (
            lambda made: choose(made, "projects", place=find(made, "西市")),
            EcographError,
            "no network of projects that concerns 西市",
        ),
        (lambda made: measure(choose(made), "fame"), UsageError, "choose from degree, betweenness"),
        (lambda made: measure(choose(made), "co-responsibility"), UsageError, "that of agencies or projects"),
    ],
)
def test_what_cannot_be_measured_is_said(filled, call, error, told):
    with pytest.raises(error, match=told):
        call(filled)


@pytest.mark.parametrize("name", MEASURES)
def test_the_first_rows_are_those_of_the_whole(filled, name):
    result = measure(choose(filled, "agencies"), name)
    assert first(result, 0) == result
    (field,) = (name for name in ("scores", "groups", "ties") if hasattr(result, name))
    assert getattr(first(result, 1), field) == getattr(result, field)[:1]


def test_every_network_says_what_it_is():
    assert all(NETWORKS.values())


def test_ranks_do_not_hang_on_the_last_bits():
    from ecograph.network.results import ranked

    assert [score.rank for score in ranked(("b", "a"), (0.1 + 0.2, 0.3))] == [1, 1]
