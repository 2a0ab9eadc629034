from __future__ import annotations

from urllib.parse import quote

import pytest

from builders import BUREAU, MA, PINGYAO, RIVER, both
from ecograph.query import questions
from ecograph.server.app import create_app
from serving import Client

SPRING = both()[0].document


@pytest.mark.parametrize(
    "url",
    [
        f"/api/v1/entity?iri={quote(RIVER)}",
        f"/api/v1/entities/{quote(RIVER, safe='')}",
        f"/api/v1/entities/{RIVER}",
        "/api/v1/entities/project/一泓清水入黄河工程",
        "/api/v1/entities/project:一泓清水入黄河工程",
    ],
)
def test_an_entity_is_read_by_iri_and_by_short_form(client, url):
    entity = client.get(url).json()
    assert (entity["label"], entity["type"], entity["aliases"]) == (
        "“一泓清水入黄河”工程", "Project", ["一泓清水入黄河"],
    )  # fmt: skip


def test_an_entity_comes_with_its_facts_by_role_and_their_sentences(client):
    groups = client.get("/api/v1/entities/project/一泓清水入黄河工程").json()["neighbours"]
    leads = next(each for each in groups if each["role"] == "leads")
    assert (leads["predicate"], leads["direction"], leads["total"]) == ("responsibleFor", "in", 1)
    planned = next(each for each in leads["relations"][0]["evidence"] if each["role"] == "leads")
    assert leads["relations"][0]["subject"]["iri"] == BUREAU
    assert planned["quote"] == "今年市生态环境局牵头推进“一泓清\n水入黄河”工程"
    assert planned["speaker"]["label"] == "马成毅"


def test_an_entity_comes_with_posts_places_and_ancestors(client):
    official = client.get("/api/v1/entity", params={"iri": MA}).json()
    assert official["posts"] == ["党组书记"]
    place = client.get("/api/v1/entity", params={"iri": PINGYAO}).json()
    assert (place["code"], [each["label"] for each in place["ancestors"]]) == ("140728", ["晋中市", "山西省"])
    assert {target["metric"] for target in place["targets"]} == {"企业深度治理", "PM2.5平均浓度"}
    assert place["mentions"][0]["quote"]


def test_an_entity_comes_with_commitments_and_a_timeline(followed):
    place = followed.get("/api/v1/entities/place/620800").json()
    assert place["commitments_total"] == len(place["commitments"]) > 0
    years = {each["year"]: each for each in place["timeline"]}
    assert years["2022"]["documents"] == 3
    assert years["2022"]["states"]["met"] >= 1


def test_the_addresses_of_an_entity_lead_somewhere(client):
    links = client.get("/api/v1/entities/project/一泓清水入黄河工程").json()["links"]
    assert {name: client.get(url).status_code for name, url in links.items()} == dict.fromkeys(links, 200) | {
        "data": 303
    }


def test_more_relations_than_are_wanted_are_counted_and_linked(client):
    groups = client.get("/api/v1/entities/place/140700?relations=1").json()["neighbours"]
    within = next(each for each in groups if (each["predicate"], each["direction"]) == ("within", "in"))
    assert (within["total"], len(within["relations"])) == (3, 1)
    assert len(client.get(within["more"]).json()["items"]) >= 3


def test_a_document_comes_with_its_text_and_what_stands_where(built):
    client = Client(create_app(built))
    listed = client.get("/api/v1/documents?sort=-claims&limit=1").json()["items"][0]
    article = client.get(f"/api/v1/documents/{listed['id'].removeprefix('document/')}").json()
    text, flow = article["text"], article["reflowed"]
    assert article["mentions"]
    assert len(article["claim_list"]) == listed["claims"]
    for each in (*article["mentions"], *article["claim_list"], *article["unread"]):
        assert text[each["start"] : each["end"]] == each["quote"]
        assert _bare(flow[each["flow_start"] : each["flow_end"]]) == _bare(each["quote"])
    for each in article["paragraphs"]:
        assert flow[each["start"] : each["end"]] == each["text"]


def _bare(text):
    return "".join(text.split())


def test_a_document_without_a_record_still_tells_its_claims(client):
    article = client.get(f"/api/v1/documents/{SPRING.id}").json()
    assert (article["text"], len(article["claim_list"])) == (None, 15)


def test_the_network_has_places_looks_and_quotes(client):
    network = client.get("/api/v1/network", params={"classes": ["Agency", "Project"]}).json()
    nodes = {node["iri"]: node for node in network["nodes"]}
    edge = next(edge for edge in network["edges"] if edge["target"] == RIVER)
    assert {nodes[edge["source"]]["type"], nodes[edge["target"]]["type"]} == {"Agency", "Project"}
    assert "一泓清" in edge["quote"]
    assert (edge["role"], edge["years"]) == ("leads", ["2025"])
    assert network["legend"]["nodes"]["Agency"]["zh"] == "机构"
    assert len({(node["x"], node["y"]) for node in network["nodes"]}) == len(nodes)


@pytest.mark.parametrize(
    ("params", "edges"),
    [
        ({"predicates": "worksFor"}, 3),
        ({"role": "leads"}, 1),
        ({"place": "平遥县"}, 1),
        ({"year": 2024}, 0),
        ({"min_confidence": 0.95, "predicates": "partOf"}, 0),
        ({"document": SPRING.id, "predicates": "worksFor"}, 2),
    ],
)
def test_the_network_is_cut_down_by_what_is_known_of_its_edges(client, params, edges):
    assert len(client.get("/api/v1/network", params=params).json()["edges"]) == edges


def test_a_view_around_an_entity_counts_what_it_leaves_out(client):
    near = client.get("/api/v1/network?around=place/140700&limit=2").json()
    assert near["nodes_total"] == 5
    assert {node["hops"] for node in near["nodes"]} == {0, 1}
    centre = next(node for node in near["nodes"] if node["hops"] == 0)
    assert (centre["degree"], centre["more"]) == (1, 3)
    assert {node["hops"] for node in client.get("/api/v1/network?around=place/140700&depth=2").json()["nodes"]} == {
        0,
        1,
        2,
    }


def test_the_measures_of_what_is_shown_come_on_request(client):
    nodes = client.get("/api/v1/network?measures=true").json()["nodes"]
    assert sum(node["centrality"] for node in nodes) == pytest.approx(1, abs=1e-3)
    assert {0} <= {node["community"] for node in nodes}


def test_a_path_says_each_step_with_its_sentence(client):
    params = {"start": MA, "end": RIVER}
    chain = client.get("/api/v1/paths", params=params).json()["paths"][0]
    assert [(step["predicate"], step["forward"]) for step in chain["steps"]] == [
        ("worksFor", True), ("responsibleFor", True),
    ]  # fmt: skip
    assert all(step["sayings"][0]["sentence"] for step in chain["steps"])


def test_nothing_between_two_entities_is_no_error(client):
    assert client.get("/api/v1/paths", params={"start": MA, "end": MA}).json()["paths"] == []


def test_stats_count_what_there_is(client):
    stats = client.get("/api/v1/stats").json()
    assert (stats["documents"], stats["entities"]["Agency"], stats["relations"]["worksFor"]) == (2, 3, 3)


def test_questions_list_links_that_answer(client):
    listed = client.get("/api/v1/questions").json()
    assert [each["name"] for each in listed] == list(questions())
    for each in listed:
        assert client.get(each["url"]).json()["head"]["vars"], each["name"]


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_a_question_answers_in_every_result_format(client, format):
    answer = client.get(f"/api/v1/questions/documents?format={format}")
    assert answer.status_code == 200
    assert "晋中部署全年生态治理" in answer.text


def test_a_wrong_parameter_of_a_question_is_a_400_with_its_remedy(client):
    answer = client.get("/api/v1/questions/commitments?city=晋中")
    assert (answer.status_code, "place=" in answer.json()["remedy"]) == (400, True)


def test_an_unknown_question_is_a_404(client):
    assert client.get("/api/v1/questions/nothing").status_code == 404


def test_vocabulary_names_kinds_in_both_languages(client):
    assert client.get("/api/v1/vocabulary").json()["kind/government"] == {"en": "government", "zh": "人民政府"}
