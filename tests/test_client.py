from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from ecograph import client as module
from ecograph.client import Client, ClientError, Rows

RESULTS = {
    "head": {"vars": ["s", "n", "ok", "text"]},
    "results": {
        "bindings": [
            {
                "s": {"type": "uri", "value": "https://x/1"},
                "n": {"type": "literal", "value": "3", "datatype": module._XSD + "integer"},
                "ok": {"type": "literal", "value": "true", "datatype": module._XSD + "boolean"},
                "text": {"type": "literal", "value": "湿地", "xml:lang": "zh"},
            },
            {"n": {"type": "literal", "value": "1.5", "datatype": module._XSD + "decimal"}},
            {"n": {"type": "literal", "value": "many", "datatype": module._XSD + "integer"}},
        ]
    },
}


@pytest.fixture
def slept(monkeypatch):
    """Give how long was waited, without waiting."""
    waited = []
    monkeypatch.setattr(module.time, "sleep", waited.append)
    return waited


@pytest.fixture
def served(slept):
    """Give a client whose service answers what the test lists, in turn, and the requests that it got."""
    seen = []

    def start(*answers, url="https://graph.example/eco/", **options):
        left = list(answers)

        def handler(request):
            seen.append(request)
            answer = left.pop(0) if len(left) > 1 else left[0]
            if isinstance(answer, Exception):
                raise answer
            return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

        return Client(url, transport=httpx.MockTransport(handler), **options)

    start.seen = seen
    return start


def test_rows_are_dicts_of_python_values(served):
    rows = served(RESULTS).sparql("SELECT * {}")
    assert rows.columns == ("s", "n", "ok", "text")
    assert rows[0] == {"s": "https://x/1", "n": 3, "ok": True, "text": "湿地"}
    assert [row["n"] for row in rows] == [3, 1.5, "many"]
    assert rows[1]["s"] is None


def test_ask_is_a_truth(served):
    assert served({"head": {}, "boolean": True}).sparql("ASK {}") is True
    with pytest.raises(ClientError, match="no rows"):
        served({"head": {}, "boolean": True}).rows("ASK {}")


def test_rows_become_a_frame():
    frame = Rows(("a", "b"), [{"a": 1, "b": "x"}, {"a": 2, "b": None}]).to_pandas()
    assert list(frame.columns) == ["a", "b"]
    assert frame["a"].sum() == 3


def test_a_frame_of_no_rows_has_its_columns():
    assert list(Rows(("a", "b"), []).to_pandas().columns) == ["a", "b"]


def test_neither_pandas_nor_the_store_is_imported_before_it_is_asked_for():
    code = "import sys, ecograph.client; print([m for m in ('pandas', 'rdflib', 'pyoxigraph', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_list_is_followed_to_its_end(served):
    client = served(
        {"items": [{"iri": "1"}, {"iri": "2"}], "next": "/eco/api/v1/agencies?cursor=a%2Bb&limit=100"},
        {"items": [{"iri": "3"}], "next": None},
    )
    assert [each["iri"] for each in client.agencies(kind="bureau", place=None)] == ["1", "2", "3"]
    assert [str(request.url) for request in served.seen] == [
        "https://graph.example/eco/api/v1/agencies?limit=100&kind=bureau",
        "https://graph.example/eco/api/v1/agencies?cursor=a%2Bb&limit=100",
    ]


def test_a_page_is_asked_for_when_it_is_wanted(served):
    client = served({"items": [{"iri": "1"}], "next": "/eco/api/v1/agencies?cursor=a"})
    next(client.agencies())
    assert len(served.seen) == 1


def test_a_cursor_alone_is_followed_too(served):
    client = served({"items": [1], "next": "MjA"}, {"items": [2], "next": None})
    assert client.search("湿地", type=["Agency", "Project"], limit=50) == [1, 2]
    assert served.seen[1].url.params.multi_items() == [
        ("q", "湿地"),
        ("limit", "50"),
        ("type", "Agency"),
        ("type", "Project"),
        ("cursor", "MjA"),
    ]


def test_a_search_ends_at_its_limit(served):
    assert served({"items": [1, 2, 3], "next": "x"}).search("湿地", limit=2) == [1, 2]


def test_the_token_goes_nowhere_else(served):
    client = served({"items": [], "next": "https://elsewhere.example/api/v1/agencies?cursor=a"}, token="eco_x")
    with pytest.raises(ClientError, match="elsewhere"):
        list(client.agencies())
    assert served.seen[0].headers["authorization"] == "Bearer eco_x"
    assert len(served.seen) == 1


@pytest.mark.parametrize(
    ("told", "waited"),
    [
        ({"Retry-After": "7"}, (7, 7)),
        ({"Retry-After": "0"}, (0, 0)),
        ({"Retry-After": "99999"}, (60, 60)),
        ({"Retry-After": "soon"}, (0.25, 0.5)),
        ({}, (0.25, 0.5)),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_asked_again_when_it_says(served, slept, status, told, waited):
    client = served(httpx.Response(status, headers=told), {"documents": 2})
    assert client.stats() == {"documents": 2}
    (seconds,) = slept
    assert waited[0] <= seconds <= waited[1]


def test_a_day_and_time_to_come_back_is_kept(served, slept):
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    served(httpx.Response(503, headers={"Retry-After": then}), {}).stats()
    assert 10 < slept[0] <= 40


def test_a_service_that_stays_busy_is_given_up(served, slept):
    client = served(httpx.Response(503, json={"detail": "no place", "remedy": "try later"}), tries=3)
    with pytest.raises(ClientError, match="503 no place; try later") as caught:
        client.stats()
    assert (caught.value.status, len(served.seen), len(slept)) == (503, 3, 2)


def test_the_waits_grow(served, slept):
    client = served(httpx.Response(503), tries=5)
    with pytest.raises(ClientError):
        client.stats()
    assert slept[3] > slept[1] > slept[0] / 2


@pytest.mark.parametrize("status", [400, 401, 404, 413, 500])
def test_other_refusals_are_told_at_once(served, slept, status):
    client = served(httpx.Response(status, json={"detail": "no", "request_id": "abc"}))
    with pytest.raises(ClientError, match=f"{status} no") as caught:
        client.entity("agency/局")
    assert (caught.value.problem["request_id"], slept) == ("abc", [])


@pytest.mark.parametrize(("error", "tries"), [(httpx.ConnectError("x"), 3), (httpx.ReadTimeout("x"), 1)])
def test_a_change_is_not_made_twice(served, error, tries):
    client = served(error, tries=3)
    with pytest.raises(ClientError, match="is the service running"):
        client.add_document("文")
    assert len(served.seen) == tries


def test_what_is_asked_is_sent_where_it_belongs(served, tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-")
    client = served({"items": []})
    client.entity("https://x/agency/局?#")
    client.match({"type": "Agency"})
    client.add_document("文", home="晋中市")
    client.add_document(file, home="晋中市")
    client.retract("document/4a90")
    list(client.evidence(subject="agency/局"))
    told = [(request.method, request.url.raw_path.decode()) for request in served.seen]
    assert told == [
        ("GET", "/eco/api/v1/entity?iri=https%3A%2F%2Fx%2Fagency%2F%E5%B1%80%3F%23"),
        ("POST", "/eco/api/v1/match"),
        ("POST", "/eco/api/v1/documents"),
        ("POST", "/eco/api/v1/documents"),
        ("DELETE", "/eco/api/v1/documents/4a90"),
        ("GET", "/eco/api/v1/relations?limit=100&subject=agency%2F%E5%B1%80"),
    ]
    assert served.seen[3].headers["content-type"].startswith("multipart/form-data")


def test_a_question_may_have_a_parameter_called_name(served):
    client = served({"head": {"vars": []}, "results": {"bindings": []}})
    assert client.question("posts", name="马成毅") == []
    assert served.seen[0].url.path == "/eco/api/v1/questions/posts"
    assert served.seen[0].url.params["name"] == "马成毅"
