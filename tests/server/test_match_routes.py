from __future__ import annotations

import csv
import io

import pytest

from builders import BUREAU, RIVER
from ecograph.query.matching.examples import EXAMPLES

PATTERN = {
    "find": {"body": "Agency", "work": {"type": "Project", "text": "清水"}},
    "relations": ["body responsibleFor work as leads"],
    "show": ["body", "work", "work.kind"],
}


def test_a_pattern_is_answered_with_its_sentences_and_its_query(client):
    answer = client.post("/api/v1/match", json=PATTERN).json()
    (row,) = answer["rows"]
    assert answer["columns"] == ["body", "work", "work.kind"]
    assert row["values"]["body"] == {"iri": BUREAU, "label": "晋中市生态环境局", "type": "Agency"}
    assert row["values"]["work.kind"] == "project"
    (fact,) = row["evidence"]
    assert (fact["relation"], fact["predicate"], fact["object"]["iri"]) == (0, "responsibleFor", RIVER)
    assert fact["quotes"][0]["document"]["published"] == "2025-03-12"
    assert (answer["more"], "SELECT" in answer["sparql"]) == (False, True)


def test_the_query_can_be_asked_at_the_endpoint(client):
    sparql = client.post("/api/v1/match/sparql", json=PATTERN).json()["sparql"]
    rows = client.get("/sparql", params={"query": sparql}, headers={"Accept": "application/sparql-results+json"}).json()
    assert [row["body"]["value"] for row in rows["results"]["bindings"]] == [BUREAU]


def test_an_answer_comes_as_a_table_too(client):
    answer = client.post("/api/v1/match?format=csv", json=PATTERN)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["body"], row["body.iri"], row["work.kind"]) == ("晋中市生态环境局", BUREAU, "project")
    assert (row["document"], row["published"]) == ("晋中部署全年生态治理", "2025-03-12")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_in_the_description_and_are_answered(client, name):
    body = client.get("/openapi.json").json()["paths"]["/api/v1/match"]["post"]["requestBody"]
    shown = body["content"]["application/json"]["examples"][name]
    assert client.post("/api/v1/match", json=shown["value"]).status_code == 200


@pytest.mark.parametrize(
    ("pattern", "status", "told"),
    [
        ([], 400, "the whole"),
        ({}, 400, "find: Field required"),
        ({"find": {"x": "Agensy"}}, 400, "find.x.type.0: 'Agensy' is not known here"),
        ({"find": {"x": "Agency", "y": "Project"}}, 400, "nothing joins"),
        ({"find": {"x": {"type": "Agency", "value": 1}}}, 400, "not filtered by 'value'"),
        ({"find": {"x": {"type": "Agency", "iri": "x> ."}}}, 400, "no absolute IRI"),
    ],
)
def test_a_pattern_that_cannot_be_is_a_problem(client, pattern, status, told):
    answer = client.post("/api/v1/match", json=pattern)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.json()["detail"]
    assert answer.json()["remedy"]


def test_what_is_no_json_is_a_problem(client):
    answer = client.post("/api/v1/match", content=b"{", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
