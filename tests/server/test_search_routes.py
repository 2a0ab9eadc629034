from __future__ import annotations

import csv
import io

import pytest

from builders import BUREAU, MA


def labels(answer):
    return [item["label"] for item in answer.json()["items"]]


def test_a_search_tells_hits_and_how_many_there_are(client):
    answer = client.get("/api/v1/search", params={"q": "市生态环境局"}).json()
    first = answer["items"][0]
    assert (first["kind"], first["type"], first["iri"], first["facts"]) == ("entity", "Agency", BUREAU, 3)
    assert first["text"][slice(*first["highlights"][0])] == "市生态环境局"
    assert answer["total"] == sum(answer["counts"].values()) > len(answer["counts"])


def test_a_sentence_comes_with_its_article_and_its_place(client):
    (hit,) = client.get("/api/v1/search", params={"q": "优良天数比例", "kind": "sentence"}).json()["items"]
    assert (hit["document"]["title"], hit["document"]["published"]) == ("晋中通报生态治理进展", "2025-06-18")
    assert hit["end"] - hit["start"] == len(hit["text"])


def test_pages_follow_one_another_until_the_last(client):
    whole = labels(client.get("/api/v1/search", params={"q": "晋中", "limit": 100}))
    parts, cursor = [], ""
    while cursor is not None:
        answer = client.get("/api/v1/search", params={"q": "晋中", "limit": 4, "cursor": cursor})
        parts += labels(answer)
        cursor = answer.json()["next"]
    assert parts == whole


def test_hits_are_chosen_by_class_place_and_concept(client):
    chosen = {"q": "局", "type": ["Agency", "Official"], "place": "平遥县", "concept": "bureau"}
    assert labels(client.get("/api/v1/search", params=chosen)) == ["晋中市生态环境局平遥分局"]


def test_hits_come_as_a_table_too(client):
    answer = client.get("/api/v1/search", params={"q": "马成毅", "format": "csv", "kind": "entity"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["kind"], row["type"], row["label"], row["iri"]) == ("entity", "Official", "马成毅", MA)


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/api/v1/search", 422),
        ("/api/v1/search?q=", 422),
        ("/api/v1/search?q=%20", 400),
        ("/api/v1/search?q=a&cursor=!!", 400),
        ("/api/v1/search?q=a&cursor=4pyT", 400),
        ("/api/v1/search?q=a&cursor=LTU", 400),
        ("/api/v1/search?q=a&place=%E7%81%AB%E6%98%9F", 400),
        ("/api/v1/search?q=a&place=%20", 400),
        ("/api/v1/search?q=a&type=Planet", 422),
        ("/api/v1/search?q=a&type=Agency&kind=sentence", 400),
        ("/api/v1/search?q=a&limit=0", 422),
        ("/api/v1/suggest?q=a&limit=21", 422),
        ("/api/v1/suggest", 422),
    ],
)
def test_a_wrong_search_is_a_problem_with_a_word_on_it(client, url, status):
    answer = client.get(url)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("typed", "first"), [("马", "马成毅"), ("mcy", "马成毅"), ("machen", "马成毅"), ("晋中市生", "晋中市生态环境局")]
)
def test_names_are_suggested(client, typed, first):
    assert labels(client.get("/api/v1/suggest", params={"q": typed}))[0] == first


def test_blanks_suggest_nothing(client):
    assert labels(client.get("/api/v1/suggest", params={"q": " "})) == []


def test_the_description_shows_examples(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert paths["/api/v1/search"]["get"]["parameters"][0]["examples"]["initials"]["value"] == "jzssthjj"
    assert {"/api/v1/search", "/api/v1/suggest"} <= set(paths)
