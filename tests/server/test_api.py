from __future__ import annotations

from urllib.parse import quote

import pytest
from serving import Client

from builders import BUREAU, DUST, HESHUN, MA, PINGYAO, PLANNING, RIVER, both
from ecograph.query import questions
from ecograph.server.app import create_app
from ecograph.store import open_store


def labels(answer):
    return [item["label"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"type": "Official"}, ["武青壮", "路华", "马成毅"]),
        ({"q": "河", "type": "Project"}, ["“一泓清水入黄河”工程"]),
        ({"q": "市生态环境局", "type": "Agency"}, ["晋中市生态环境局", "晋中市生态环境局平遥分局"]),
        ({"q": "平遥分局"}, ["晋中市生态环境局平遥分局"]),
        ({"q": "pm2.5"}, ["PM2.5平均浓度 38 微克/立方米"]),
        ({"kind": "section"}, ["王庄桥南断面"]),
        ({"type": ["Policy", "Official"], "limit": 2, "offset": 1}, ["晋中市国土绿化示范项目管理办法", "武青壮"]),
        ({"q": '"} FILTER(true) #'}, []),
    ],
)
def test_entities_are_found_by_class_text_and_kind(client, params, found):
    assert labels(client.get("/api/entities", params=params)) == found


def test_a_page_says_how_many_there_are(client):
    page = client.get("/api/entities", params={"type": "Place", "limit": 2}).json()
    assert (page["total"], len(page["items"]), page["limit"], page["offset"]) == (6, 2, 2, 0)


@pytest.mark.parametrize(
    "url", [f"/api/entity?iri={quote(RIVER)}", f"/api/entities/{quote(RIVER, safe='')}", f"/api/entities/{RIVER}"]
)
def test_an_entity_is_read_by_parameter_and_by_path(client, url):
    entity = client.get(url).json()
    assert (entity["label"], entity["type"], entity["aliases"]) == (
        "“一泓清水入黄河”工程", "Project", ["一泓清水入黄河"],
    )  # fmt: skip


def test_an_entity_comes_with_relations_and_their_sentences(client):
    relation = client.get("/api/entity", params={"iri": RIVER}).json()["relations"][0]
    assert (relation["subject"]["iri"], relation["predicate"]) == (BUREAU, "responsibleFor")
    planned = next(each for each in relation["evidence"] if each["role"] == "leads")
    assert planned["quote"] == "今年市生态环境局牵头推进“一泓清\n水入黄河”工程"
    assert (planned["source"]["title"], planned["source"]["issued"]) == ("晋中部署全年生态治理", "2025-03-12")
    assert (planned["speaker"]["label"], planned["modality"], planned["confidence"]) == ("马成毅", "plan", 0.9)


def test_every_quote_is_the_source_at_its_offsets(client):
    sources = {each.document.id: each.document.raw for each in both()}
    for relation in client.get("/api/relations", params={"limit": 500}).json()["items"]:
        for each in relation["evidence"]:
            assert sources[each["source"]["iri"]][each["start"] : each["end"]] == each["quote"]


def test_a_claim_without_a_speaker_names_none(client):
    relation = client.get("/api/relations", params={"subject": MA}).json()["items"][0]
    assert relation["evidence"][0]["speaker"] is None


def test_an_entity_comes_with_targets_attributes_and_mentions(client):
    place = client.get("/api/entity", params={"iri": PINGYAO}).json()
    assert {target["metric"] for target in place["targets"]} == {"企业深度治理", "PM2.5平均浓度"}
    assert place["attributes"]["code"] == ["140728"]
    assert place["mentions"][0]["quote"]


def test_a_target_shows_its_own_numbers(client):
    target = client.get("/api/entity", params={"iri": DUST}).json()["targets"][0]
    assert (target["value"], target["comparator"], target["unit"]) == (38.0, "<=", "微克/立方米")


@pytest.mark.parametrize(
    ("params", "total"),
    [
        ({"subject": BUREAU}, 1),
        ({"object": HESHUN, "predicate": "locatedIn"}, 2),
        ({"predicate": ["issued", "governedBy"]}, 3),
        ({"subject": BUREAU, "object": RIVER}, 1),
        ({"subject": PLANNING, "object": RIVER}, 0),
    ],
    ids=["subject", "object", "predicates", "both", "denied is no fact"],
)
def test_relations_are_found_by_their_ends(client, params, total):
    assert client.get("/api/relations", params=params).json()["total"] == total


@pytest.mark.parametrize(
    ("params", "metrics"),
    [
        ({"metric": "造林", "status": "planned"}, ["造林绿化"]),
        ({"status": "achieved"}, ["人工造林", "优良天数比例"]),
        ({"unit": "家"}, ["企业深度治理"]),
        ({"owner": PINGYAO, "year": 2025}, ["PM2.5平均浓度", "企业深度治理"]),
        ({"year": 2030}, []),
    ],
)
def test_targets_are_found_by_metric_status_unit_owner_and_year(client, params, metrics):
    assert sorted(each["metric"] for each in client.get("/api/targets", params=params).json()["items"]) == metrics


def test_the_network_has_places_looks_and_quotes(client):
    network = client.get("/api/network", params={"classes": ["Agency", "Project"]}).json()
    nodes = {node["iri"]: node for node in network["nodes"]}
    edge = next(edge for edge in network["edges"] if edge["target"] == RIVER)
    assert {nodes[edge["source"]]["type"], nodes[edge["target"]]["type"]} == {"Agency", "Project"}
    assert "一泓清" in edge["quote"]
    assert network["legend"]["nodes"]["Agency"]["zh"] == "机构"
    assert len({(node["x"], node["y"]) for node in network["nodes"]}) == len(nodes)


def test_stats_count_what_there_is(client):
    stats = client.get("/api/stats").json()
    assert (stats["documents"], stats["entities"]["Agency"], stats["relations"]["worksFor"]) == (2, 3, 3)


def test_questions_list_links_that_answer(client):
    listed = client.get("/api/questions").json()
    assert [each["name"] for each in listed] == list(questions())
    for each in listed:
        assert client.get(each["url"]).json()["head"]["vars"], each["name"]


def test_an_unknown_question_is_a_404(client):
    assert client.get("/api/questions/nothing").status_code == 404


def test_vocabulary_names_kinds_in_both_languages(client):
    assert client.get("/api/vocabulary").json()["kind/government"] == {"en": "government", "zh": "人民政府"}


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/api/entities?type=Ministry", 422),
        ("/api/entities?limit=100000", 422),
        ("/api/relations?predicate=loves", 422),
        ("/api/entity?iri=晋中市", 400),
        ("/api/entity?iri=http://x/%3E%7D", 400),
        ("/api/entity?iri=http://x/unknown", 404),
        ("/api/nothing", 404),
    ],
)
def test_errors_are_problem_details(client, url, status):
    answer = client.get(url)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_a_closed_store_is_a_problem_not_a_traceback(client, store):
    store.close()
    answer = client.get("/api/stats")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")


def test_an_unexpected_error_tells_nothing_of_the_inside(client, app, caplog):
    app.state.store = None
    answer = client.get("/api/stats")
    assert answer.status_code == 500
    assert "NoneType" not in answer.text
    assert "GET /api/stats failed" in caplog.text


@pytest.mark.parametrize("url", ["/api/stats", "/api/entities", "/api/relations", "/api/targets", "/api/network"])
def test_an_empty_store_answers(url):
    with open_store(None) as empty:
        assert Client(create_app(empty)).get(url).status_code == 200


def test_health_needs_no_store(client, store):
    store.close()
    assert client.get("/healthz").json()["status"] == "ok"
