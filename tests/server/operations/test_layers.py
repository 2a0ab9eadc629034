from __future__ import annotations

import pytest
from serviced import client

from ecograph.server.security.headers import HEADERS
from serving import Client


@pytest.mark.parametrize("path", ["/", "/sparql", "/static/icon.svg", "/nowhere", "/healthz"])
def test_every_answer_of_the_real_application_carries_the_headers(app, path):
    answer = Client(app).get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def preflight(served, origin, method):
    return served.request(
        "OPTIONS",
        "/sparql",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization",
        },
    )


def test_any_page_may_read_and_show_a_token(store):
    served = client(store, require_token=True)
    assert preflight(served, "https://page.example", "POST").status_code == 200
    assert preflight(served, "https://page.example", "DELETE").status_code == 400


def test_a_named_page_may_do_more_and_others_nothing(store):
    served = client(store, origins=("https://page.example",))
    assert preflight(served, "https://page.example", "DELETE").status_code == 200
    assert preflight(served, "https://other.example", "GET").status_code == 400
    answer = served.get("/all/things/stats", headers={"Origin": "https://page.example"})
    assert answer.headers["access-control-allow-origin"] == "https://page.example"
    assert "Origin" in answer.headers["vary"]
    assert (
        "access-control-allow-origin"
        not in served.get("/all/things/stats", headers={"Origin": "https://o.example"}).headers
    )


def test_no_page_at_all_where_none_is_named(store):
    answer = client(store, origins=()).get("/all/things/stats", headers={"Origin": "https://page.example"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def test_cookies_are_never_asked_for(store):
    answer = client(store).get("/all/things/stats", headers={"Origin": "https://page.example"})
    assert "access-control-allow-credentials" not in answer.headers
