from __future__ import annotations

import pytest

from builders import BRANCH, BUREAU, HESHUN, LU, PLANNING, PLANTED, RIVER, WATER, both, store_of
from ecograph.errors import UsageError
from ecograph.network import NODE_CLASSES, project


def test_default_holds_agencies_and_projects(store):
    network = project(store)
    assert {data["type"] for _, data in network.nodes(data=True)} == {"Agency", "Project"}
    assert set(network.edges(keys=True)) == {
        (BUREAU, RIVER, "responsibleFor:leads"),
        (BUREAU, RIVER, "responsibleFor:supervises"),
        (BRANCH, BUREAU, "partOf"),
    }


def test_edge_carries_its_evidence(store):
    data = project(store).edges[BUREAU, RIVER, "responsibleFor:leads"]
    assert data["quote"] == "今年市生态环境局牵头推进“一泓清\n水入黄河”工程"
    assert data["document"] == "晋中部署全年生态治理"
    assert [(item.quote, item.modality, item.confidence) for item in data["evidence"]] == [(data["quote"], "plan", 0.9)]


def test_denied_claim_is_no_edge(store):
    assert not project(store).has_edge(PLANNING, RIVER)


def test_isolated_entities_are_left_out_unless_wanted(store):
    assert PLANNING not in project(store)
    assert PLANNING in project(store, isolated=True)


@pytest.mark.parametrize(
    ("node", "label", "type", "detail"),
    [
        (LU, "路华", "Official", "党组书记；局长"),
        (HESHUN, "和顺县", "Place", "140723"),
        (WATER, "水质 Ⅲ 类", "Target", "Ⅲ类 2025"),
        (PLANTED, "人工造林 9.08 万亩", "Observation", "9.08万亩"),
    ],
)
def test_node_attributes(store, node, label, type, detail):
    data = project(store, classes=NODE_CLASSES).nodes[node]
    assert (data["label"], data["type"], data["detail"]) == (label, type, detail)


def test_predicates_narrow_the_edges(store):
    network = project(store, classes=NODE_CLASSES, predicates=("worksFor",))
    assert {data["predicate"] for *_, data in network.edges(data=True)} == {"worksFor"}


@pytest.mark.parametrize("options", [{"classes": ("Agencies",)}, {"predicates": ("leads",)}])
def test_unknown_name_lists_the_known_ones(store, options):
    with pytest.raises(UsageError, match=r"unknown .* choose from .*(Agency|responsibleFor)"):
        project(store, **options)


def test_order_of_the_documents_does_not_matter(store):
    other = project(store_of(*reversed(both())), classes=NODE_CLASSES)
    first = project(store, classes=NODE_CLASSES)
    assert list(first.nodes(data=True)) == list(other.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
