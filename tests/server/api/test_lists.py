from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest

from builders import BUREAU, DUST, HESHUN, JINZHONG, MA, PINGYAO, PLANNING, RIVER, both
from ecograph.server.app import create_app
from ecograph.store import open_store
from serving import Client

LISTS = (
    "agencies", "officials", "projects", "places", "policies", "entities", "documents", "claims", "relations", "targets",
    "commitments", "conflicts",
)  # fmt: skip
SPRING = both()[0].document.id


def labels(answer):
    return [item["label"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("list_", "params", "found"),
    [
        ("officials", {}, ["武青壮", "路华", "马成毅"]),
        ("officials", {"post": "局长"}, ["武青壮", "路华"]),
        ("officials", {"related": BUREAU}, ["马成毅"]),
        ("projects", {"q": "河"}, ["“一泓清水入黄河”工程"]),
        ("projects", {"place": "晋中市", "related": HESHUN}, ["和顺生物多样性保护项目", "太行山国土绿化示范项目"]),
        ("projects", {"role": "leads"}, ["“一泓清水入黄河”工程"]),
        ("projects", {"document": SPRING}, ["“一泓清水入黄河”工程", "太行山国土绿化示范项目"]),
        ("agencies", {"q": "市生态环境局"}, ["晋中市生态环境局", "晋中市生态环境局平遥分局"]),
        ("agencies", {"q": BUREAU}, ["晋中市生态环境局"]),
        ("agencies", {"related": "agency/晋中市生态环境局", "predicate": "partOf"}, ["晋中市生态环境局平遥分局"]),
        ("agencies", {"place": "140728"}, []),
        (
            "agencies", {"place": "山西省"},
            ["晋中市生态环境局", "晋中市生态环境局平遥分局", "晋中市规划和自然资源局"],
        ),
        ("entities", {"q": "平遥分局"}, ["晋中市生态环境局平遥分局"]),
        ("entities", {"q": "pm2.5"}, ["PM2.5平均浓度 38 微克/立方米"]),
        ("entities", {"kind": "section"}, ["王庄桥南断面"]),
        ("entities", {"type": ["Policy", "Official"], "min_documents": 2}, ["马成毅"]),
        ("entities", {"q": '"} FILTER(true) #'}, []),
        ("entities", {"q": "%' OR 1=1 --"}, []),
        ("places", {"place": "place/140729"}, ["灵石县", "王庄桥南断面"]),
        ("places", {"year": 2024}, []),
        ("policies", {"sort": "-name", "limit": 1}, ["晋中市国土绿化示范项目管理办法"]),
    ],
)  # fmt: skip
def test_entities_are_found_by_what_is_known_of_them(client, list_, params, found):
    assert labels(client.get(f"/api/v1/{list_}", params=params)) == found


@pytest.mark.parametrize("list_", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_hold_everything_once(followed, list_, limit):
    whole = followed.get(f"/api/v1/{list_}?limit=500&count=true").json()
    assert whole["next"] is None
    assert whole["total"] == len(whole["items"]) > 0
    url, items = f"/api/v1/{list_}?limit={limit}", []
    while url and len(items) < 12:
        page = followed.get(url)
        items += page.json()["items"]
        url = page.json()["next"]
        assert page.headers.get("link") == (f'<{url}>; rel="next"' if url else None)
    assert items == whole["items"][: len(items)]


@pytest.mark.parametrize(
    "sort", ["name", "-name", "documents", "-documents", "facts", "-facts", "last", "-first", "iri"]
)
def test_pages_in_any_order_hold_everything_once(client, sort):
    whole = client.get("/api/v1/entities", params={"sort": sort, "limit": 500}).json()["items"]
    url, items = f"/api/v1/entities?limit=4&sort={sort}", []
    while url:
        page = client.get(url).json()
        url = page["next"]
        items += page["items"]
    assert items == whole


@pytest.mark.parametrize("list_", LISTS)
def test_every_list_comes_as_csv(followed, list_):
    items = followed.get(f"/api/v1/{list_}").json()["items"]
    answer = followed.get(f"/api/v1/{list_}", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(rows) == len(items)
    key = "subject_iri" if list_ == "relations" else "iri"
    assert [row[key] for row in rows] == [item["subject"]["iri"] if key != "iri" else item["iri"] for item in items]


@pytest.mark.parametrize("list_", [each for each in LISTS if each != "relations"])
def test_every_list_comes_as_json_ld_that_says_what_the_graph_says(built, list_):
    answer = Client(create_app(built)).get(f"/api/v1/{list_}?format=jsonld&limit=200")
    told = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.JSON_LD)}
    assert told or list_ == "conflicts"
    graph = built.rdflib().store._inner
    for triple in told:
        assert next(iter(graph.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)), None), triple


def test_an_agency_shows_what_it_belongs_to_and_answers_for(client):
    branch, bureau, _ = sorted(client.get("/api/v1/agencies").json()["items"], key=lambda each: -len(each["label"]))
    assert [each["label"] for each in branch["part_of"]] == ["晋中市生态环境局"]
    assert (branch["officials"], branch["projects"]) == (1, 0)
    assert [each["label"] for each in bureau["places"]] == ["晋中市"]


def test_a_project_shows_who_answers_for_it_and_where_it_is(client):
    river = client.get("/api/v1/projects?q=黄河").json()["items"][0]
    assert [(each["label"], each["roles"]) for each in river["agencies"]] == [
        ("晋中市生态环境局", ["leads", "supervises"])
    ]


def test_claims_come_with_quote_speaker_and_source(client):
    claim = client.get("/api/v1/claims", params={"subject": BUREAU, "role": "leads"}).json()["items"][0]
    assert claim["quote"] == "今年市生态环境局牵头推进“一泓清\n水入黄河”工程"
    assert (claim["source"]["title"], claim["source"]["issued"]) == ("晋中部署全年生态治理", "2025-03-12")
    assert (claim["speaker"]["label"], claim["modality"], claim["confidence"]) == ("马成毅", "plan", 0.9)


@pytest.mark.parametrize(
    ("params", "total"),
    [
        ({"modality": "denied"}, 1),
        ({"speaker": MA}, 4),
        ({"rule": "partOf.verb"}, 1),
        ({"q": "一泓清水"}, 3),
        ({"min_confidence": 0.95, "predicate": "partOf"}, 0),
        ({"max_confidence": 0.9, "predicate": "partOf"}, 1),
        ({"document": SPRING, "object": JINZHONG}, 3),
        ({"since": "2025-06", "predicate": "worksFor"}, 1),
        ({"until": "2025-03", "predicate": "worksFor"}, 2),
        ({"year": 2024}, 0),
        ({"entity": MA}, 5),
        ({"place": "平遥县", "predicate": "hasTarget"}, 2),
    ],
)
def test_claims_are_found_by_all_that_they_have(client, params, total):
    assert client.get("/api/v1/claims", params={**params, "count": True}).json()["total"] == total


@pytest.mark.parametrize(
    ("params", "total"),
    [
        ({"subject": BUREAU}, 1),
        ({"object": HESHUN, "predicate": "locatedIn"}, 2),
        ({"predicate": ["issued", "governedBy"]}, 3),
        ({"subject": BUREAU, "object": RIVER}, 1),
        ({"subject": PLANNING, "object": RIVER}, 0),
        ({"role": "leads"}, 1),
        ({"entity": RIVER}, 1),
        ({"min_claims": 2}, 1),
        ({"document": SPRING, "predicate": "worksFor"}, 2),
    ],
    ids=["subject", "object", "predicates", "both", "denied is no fact", "role", "either", "claims", "document"],
)
def test_relations_are_found_by_their_ends(client, params, total):
    assert client.get("/api/v1/relations", params={**params, "count": True}).json()["total"] == total


def test_every_quote_is_the_source_at_its_offsets(client):
    sources = {each.document.id: each.document.raw for each in both()}
    for relation in client.get("/api/v1/relations?limit=500&evidence=50").json()["items"]:
        assert relation["evidence"]
        for each in relation["evidence"]:
            assert sources[each["source"]["iri"]][each["start"] : each["end"]] == each["quote"]


@pytest.mark.parametrize(
    ("params", "metrics"),
    [
        ({"metric": "造林", "status": "planned"}, ["造林绿化"]),
        ({"status": "achieved"}, ["人工造林", "优良天数比例"]),
        ({"unit": "家"}, ["企业深度治理"]),
        ({"owner": PINGYAO, "year": 2025}, ["PM2.5平均浓度", "企业深度治理"]),
        ({"place": "140728"}, ["PM2.5平均浓度", "企业深度治理"]),
        ({"min_value": 35, "max_value": 39}, ["PM2.5平均浓度"]),
        ({"year": 2030}, []),
    ],
)
def test_targets_are_found_by_metric_status_unit_owner_and_year(client, params, metrics):
    assert sorted(each["metric"] for each in client.get("/api/v1/targets", params=params).json()["items"]) == metrics


def test_a_target_shows_its_numbers_and_whose_it_is(client):
    target = next(each for each in client.get("/api/v1/targets").json()["items"] if each["iri"] == DUST)
    assert (target["value"], target["comparator"], target["unit"]) == (38.0, "<=", "微克/立方米")
    assert [each["label"] for each in target["owners"]] == ["平遥县"]


def test_commitments_come_worst_first_with_their_reasons_and_course(followed):
    items = followed.get("/api/v1/commitments?statements=true").json()["items"]
    ranks = ["missed", "overdue", "revised-down", "revised-up", "announced", "restated", "on-track", "met"]
    assert [each["state"] for each in items] == sorted((each["state"] for each in items), key=ranks.index)
    trees = next(each for each in items if each["label"] == "营造林 2022")
    assert set(trees["why"]) == {"zh", "en"}
    assert [each["tells"] for each in trees["statements"]][:2] == ["planned", "planned"]
    assert trees["standings"][-1]["state"] == trees["state"] == "met"
    assert (trees["subject"]["label"], trees["period"], trees["planned"]) == ("平凉市", "2022", "20万亩")


def test_the_series_of_a_target_tell_its_state(followed):
    items = followed.get("/api/v1/targets?state=met&status=planned").json()["items"]
    assert {series["state"] for item in items for series in item["series"]} == {"met"}


def test_a_commitment_is_read_by_its_short_form(followed):
    listed = followed.get("/api/v1/commitments?state=met").json()["items"][0]
    assert followed.get(f"/api/v1/commitments/{listed['id']}").json()["statements"]


def test_conflicts_show_their_sides(followed):
    conflict = followed.get("/api/v1/conflicts").json()["items"][0]
    assert sorted(each["value"] for each in conflict["sides"]) == [24.1, 24.6]


def test_facets_count_what_a_list_can_be_narrowed_down_by(followed):
    states = followed.get("/api/v1/commitments/facets?place=平凉市").json()["facets"]["state"]
    assert {(each["value"], each["zh"]) for each in states} >= {("met", "已完成")}
    kinds = followed.get("/api/v1/entities/facets?type=Agency").json()["facets"]["kind"]
    assert [(each["value"], each["count"]) for each in kinds] == [("bureau", 3)]


@pytest.mark.parametrize("list_", LISTS)
def test_an_empty_store_answers(list_):
    with open_store(None) as empty:
        assert Client(create_app(empty)).get(f"/api/v1/{list_}?count=true").json() == {
            "items": [],
            "next": None,
            "total": 0,
        }


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/api/v1/entities?type=Ministry", 422),
        ("/api/v1/agencies?limit=100000", 422),
        ("/api/v1/agencies?plcae=晋中市", 422),
        ("/api/v1/relations?predicate=loves", 422),
        ("/api/v1/agencies?cursor=nonsense", 404),
        ("/api/v1/agencies?sort=-name&cursor=WyJuYW1lIiwiYSIsImIiXQ", 404),
        ("/api/v1/agencies?cursor=WyJuYW1lIiwiXHVkODAwIiwiYSJd", 404),
        ("/api/v1/agencies?cursor=WyJuYW1lIiw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5LCJhIl0", 404),
        ("/api/v1/agencies?place=无此地", 404),
        ("/api/v1/agencies?format=xlsx", 422),
        ("/api/v1/entity?iri=晋中市", 404),
        ("/api/v1/entity?iri=http://x/unknown", 404),
        ("/api/v1/nothing", 404),
        ("/api/entities", 404),
    ],
)
def test_errors_are_problem_details(client, url, status):
    answer = client.get(url)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    page, _, name = answer.json()["type"].partition("#")
    assert f'id="{name}"' in client.get(page).text


def test_a_problem_names_the_wrong_parameter_and_the_address(client):
    problem = client.get("/api/v1/agencies?limit=0&plcae=x").json()
    assert [each["parameter"] for each in problem["errors"]] == ["limit", "plcae"]
    assert problem["instance"] == "/api/v1/agencies"


def test_what_is_not_offered_in_a_format_is_a_406(client):
    assert client.get("/api/v1/agencies", headers={"Accept": "text/turtle"}).status_code == 406


def test_a_closed_store_is_a_problem_not_a_traceback(app, store):
    store.close()
    answer = Client(app).get("/api/v1/stats")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")


def test_an_unexpected_error_tells_nothing_of_the_inside(app, caplog):
    app.state.service.engine._snapshot.store = None
    answer = Client(app).get("/api/v1/stats")
    assert answer.status_code == 500
    assert "NoneType" not in answer.text
    assert "GET /api/v1/stats failed" in caplog.text


def test_health_needs_no_store(app, store):
    store.close()
    assert Client(app).get("/healthz").json()["status"] == "ok"
