"""Who answers for what, and with whom."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad
from told import facts, iri, store

from builders import store_of
from ecograph.graph import quads
from ecograph.network import bipartite, co_responsibility
from ecograph.network.weights import role_weight
from ecograph.store import BASE

LEAD, SUPPORT = ("甲局", "leads", "河工程"), ("乙局", "supports", "河工程")
OTHERS = (("丙局", "implements", "河工程"), ("甲局", "leads", "林工程"), ("乙局", "leads", "林工程"))


def ties(network):
    return {
        tuple(sorted(network.nodes[node]["label"] for node in pair)): (data["count"], data["weight"])
        for *pair, data in network.edges(data=True)
    }


@pytest.mark.parametrize(
    ("rows", "of", "expected"),
    [
        ((LEAD,), "Agency", {}),
        ((LEAD, SUPPORT), "Agency", {("乙局", "甲局"): (1, 0.4)}),
        ((LEAD, ("乙局", "leads", "河工程")), "Agency", {("乙局", "甲局"): (1, 1.0)}),
        (
            (LEAD, SUPPORT, *OTHERS),
            "Agency",
            {("乙局", "甲局"): (2, 1.4), ("丙局", "甲局"): (1, 0.8), ("丙局", "乙局"): (1, 0.32)},
        ),
        ((LEAD, SUPPORT, *OTHERS), "Project", {("林工程", "河工程"): (2, 1.4)}),
        ((LEAD, (*SUPPORT, "denied")), "Agency", {}),
        ((LEAD, ("甲局", "supports", "河工程"), SUPPORT), "Agency", {("乙局", "甲局"): (1, 0.4)}),
        ((LEAD, ("马某", "worksFor", "甲局"), ("河工程", "locatedIn", "东市")), "Agency", {}),
    ],
    ids=["one", "lead-support", "lead-lead", "several", "projects", "denied", "two-roles", "other-facts"],
)
def test_ties_weigh_shared_projects_by_role(rows, of, expected):
    assert ties(co_responsibility(bipartite(store(*rows)), of=of)) == expected


def test_edges_weigh_as_their_roles():
    weights = {data["role"]: data["weight"] for _, _, data in bipartite(store(LEAD, SUPPORT)).edges(data=True)}
    assert weights == {"leads": role_weight("leads"), "supports": role_weight("supports")}


def test_a_role_that_is_unknown_or_not_told_has_a_weight():
    assert role_weight("boss") == role_weight("") > 0


def test_a_role_that_another_article_denies_stays_and_one_that_is_only_denied_goes():
    denial = facts((*LEAD, "denied"), ("甲局", "supports", "河工程", "denied"), title="更正")
    network = bipartite(store_of(facts(LEAD), denial))
    assert [data["role"] for _, _, data in network.edges(data=True)] == ["leads"]


def test_a_tie_carries_the_sentences_of_either_side():
    data = co_responsibility(bipartite(store(LEAD, SUPPORT))).edges[iri("乙局"), iri("甲局")]
    (shared,) = data["shares"]
    assert (shared.node, shared.label, shared.roles) == (iri("河工程"), "河工程", (("supports",), ("leads",)))
    assert [side[0].quote for side in shared.evidence] == ["乙局配合河工程，年内完成。", "甲局牵头河工程，年内完成。"]
    assert [item.published for item in data["evidence"]] == ["2025-03-12", "2025-03-12"]


def test_a_claim_in_a_graph_of_no_document_is_no_evidence():
    filled, aside = store(LEAD), BASE + "quarantine"
    claims = (quad for quad in quads(facts((*LEAD, "denied"), SUPPORT)) if isinstance(quad.graph_name, NamedNode))
    filled.add(aside, (_moved(quad, aside) for quad in claims))
    ((_, _, data),) = bipartite(filled).edges(data=True)
    assert [item.document.removeprefix(BASE)[:9] for item in data["evidence"]] == ["document/"]


def _moved(quad, graph):
    return Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))
