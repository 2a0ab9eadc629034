from __future__ import annotations

import logging
import re

import pytest
from serviced import client, lines, logged

from ecograph.server.security import issue

SECRET, TOKEN = issue("newsroom", ["read"])
QUERY = "SELECT * { ?s ?p '鱼' }"


def test_a_request_is_one_line(store):
    with logged() as out:
        client(store, tokens=(TOKEN,)).get(
            "/all/things/stats", params={"query": QUERY}, headers={"Authorization": f"Bearer {SECRET}"}
        )
    (line,) = lines(out)
    assert {key: line[key] for key in ("event", "level", "method", "route", "status", "client", "token")} == {
        "event": "request",
        "level": "info",
        "method": "GET",
        "route": "/all/things/stats",
        "status": 200,
        "client": "127.0.0.1",
        "token": "newsroom",
    }
    assert line["ms"] > 0
    assert line["bytes"] > 10
    assert re.fullmatch(r"[0-9a-f]{16}", line["id"])
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", line["at"])


def test_a_line_holds_neither_token_nor_query(store):
    with logged() as out:
        served = client(store, tokens=(TOKEN,))
        served.get("/all/things/stats", params={"query": QUERY}, headers={"Authorization": f"Bearer {SECRET}"})
        served.get("/all/things/stats", params={"query": "secret words"}, headers={"Authorization": "Bearer eco_wrong"})
        served.post("/all/things/stats", data={"query": "secret words"})
    said = out.getvalue()
    assert len(lines(out)) == 3
    assert [word for word in (SECRET, "eco_wrong", "SELECT", "鱼", "secret", TOKEN.sha256) if word in said] == []


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/all/things/stats?agency=x", "/all/things/stats"),
        ("/all/things/a/parts/b/c", "/all/things/{name}/parts/{part}"),
        ("/plain/me", "/plain/{name}"),
        ("/other/hello/me", "/other/hello/{name}"),
        ("/other/nothing", "/other"),
        ("/healthz/", ""),
        ("/nowhere/at/all", ""),
    ],
)
def test_a_line_names_the_route_and_not_the_path(store, path, route):
    with logged() as out:
        client(store).get(path)
    assert lines(out)[-1]["route"] == route


def test_a_question_for_the_head_is_told_as_one(store):
    with logged() as out:
        client(store).request("HEAD", "/all/things/stats")
    (line,) = lines(out)
    assert (line["method"], line["route"], line["status"], line["bytes"]) == ("HEAD", "/all/things/stats", 200, 0)


def test_health_is_no_news(store):
    with logged() as out:
        for path in ("/healthz", "/readyz", "/metrics"):
            client(store).get(path)
    assert out.getvalue() == ""


def test_people_read_a_line_too(store):
    with logged("text") as out:
        client(store).get("/all/things/stats")
    assert re.search(r"request +id=\w+ method=GET route=/all/things/stats status=200 ms=", out.getvalue())


def test_nothing_is_said_where_nobody_asked_for_logs(store, capfd):
    client(store).get("/all/things/stats")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("given", ["abc-123", "0af7651916cd43dd8448eb211c80319c", "a:b.c_d"])
def test_an_id_that_is_brought_is_kept(store, given):
    assert client(store).get("/healthz", headers={"X-Request-ID": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "a b", "a\tb", "x" * 65, '{"a":1}', "鱼"])
def test_an_id_that_could_not_stand_in_a_log_is_made_anew(store, given):
    answer = client(store).get("/healthz", headers={"X-Request-ID": given.encode()})
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])


def test_a_problem_names_the_request(store):
    answer = client(store).get("/all/things/a/parts/b", headers={"X-Request-ID": "abc"})
    assert (answer.json()["request_id"], answer.headers["x-request-id"]) == ("abc", "abc")


def test_a_fault_is_an_answer_with_headers_and_id_and_is_told_in_the_log(store):
    served = client(store)

    @served.app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("the lamp is out")

    with logged() as out:
        answer = served.get("/broken", headers={"X-Request-ID": "abc"})
    assert (answer.status_code, answer.json()["request_id"]) == (500, "abc")
    assert "lamp" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    told, line = lines(out)
    assert (told["level"], told["id"]) == ("error", "abc")
    assert "the lamp is out" in told["exception"]
    assert (line["event"], line["status"], line["route"]) == ("request", 500, "/broken")


def test_other_loggers_speak_in_the_same_form_with_the_id(store):
    served = client(store)

    @served.app.get("/talks")
    async def talks() -> None:
        logging.getLogger("ecograph.elsewhere").warning("low on %s", "oil")

    with logged() as out:
        served.get("/talks", headers={"X-Request-ID": "abc"})
    assert {key: value for key, value in lines(out)[0].items() if key != "at"} == {
        "event": "low on oil",
        "level": "warning",
        "id": "abc",
        "logger": "ecograph.elsewhere",
    }
