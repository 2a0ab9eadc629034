from __future__ import annotations

from typing import Annotated

import pytest
from fastapi import Depends
from serviced import application
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ecograph.server.security import Caller, client_of, issue, require, scope
from serving import Client

SECRETS, TOKENS = zip(issue("newsroom", ["write"]), issue("reader", ["read"]), issue("chief", ["admin"]), strict=True)
NEWSROOM, READER, CHIEF = SECRETS


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def served(store):
    def start(**settings):
        app = application(store, tokens=TOKENS, **settings)

        @app.post("/feed")
        async def feed(caller: Annotated[Caller, Depends(scope("write"))]) -> str:
            return caller.name

        async def plain(request: Request) -> PlainTextResponse:
            require(request, "update")
            return PlainTextResponse(client_of(request))

        async def who(request: Request) -> PlainTextResponse:
            return PlainTextResponse(client_of(request))

        app.router.routes[:0] = [Route("/plain", plain, methods=["PUT"]), Route("/who", who)]
        return Client(app)

    return start


def test_a_scope_opens_its_route(served):
    answer = served().post("/feed", headers=bearer(NEWSROOM))
    assert (answer.status_code, answer.json()) == (200, "newsroom")
    assert served().post("/feed", headers=bearer(CHIEF)).json() == "chief"


@pytest.mark.parametrize(
    ("headers", "status", "challenge"),
    [
        ({}, 401, 'Bearer realm="ecograph"'),
        ({"Authorization": "Basic bmV3czpyb29t"}, 401, 'Bearer realm="ecograph"'),
        (bearer("eco_guess"), 401, 'Bearer realm="ecograph", error="invalid_token"'),
        (bearer(""), 401, 'Bearer realm="ecograph", error="invalid_token"'),
        (bearer(READER), 403, 'Bearer realm="ecograph", error="insufficient_scope", scope="write"'),
    ],
)
def test_who_may_not_is_told_how(served, headers, status, challenge):
    answer = served().post("/feed", headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (status, challenge)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_a_plain_route_asks_by_the_same_rules(served):
    client = served()
    assert client.request("PUT", "/plain", headers=bearer(CHIEF)).text == "token:chief"
    assert client.request("PUT", "/plain", headers=bearer(READER)).status_code == 403
    assert client.request("PUT", "/plain").status_code == 401


def test_no_token_is_good_where_none_was_given(store):
    app = application(store)
    app.add_api_route("/feed", lambda: 1, dependencies=[Depends(scope("write"))])
    assert Client(app).get("/feed").status_code == 401


def test_reading_is_open_by_default(served):
    assert served().get("/all/things/stats").status_code == 200


@pytest.mark.parametrize("path", ["/openapi.json", "/all/things/stats", "/other/hello/me", "/metrics"])
def test_reading_asks_for_a_token_where_told_so(served, path):
    client = served(require_token=True)
    assert client.get(path).status_code == 401
    assert client.get(path, headers=bearer(NEWSROOM)).status_code == 403
    assert client.get(path, headers=bearer(READER)).status_code == 200


def test_health_never_asks(served):
    assert served(require_token=True).get("/healthz").status_code == 200


def test_a_bad_token_is_refused_also_where_none_is_needed(served):
    assert served().get("/all/things/stats", headers=bearer("eco_old")).status_code == 401


@pytest.mark.parametrize("secret", SECRETS, ids=range(len(SECRETS)))
def test_nobody_writes_to_a_read_only_service(served, secret):
    answer = served(read_only=True).post("/feed", headers=bearer(secret))
    assert answer.status_code == 403
    assert "read-only" in answer.json()["detail"]


def test_the_description_says_where_a_token_is_needed(served):
    described = served().get("/openapi.json").json()
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert described["paths"]["/feed"]["post"]["security"] == [{"token": []}]


@pytest.mark.parametrize(
    ("address", "counted"),
    [("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("fe80::1%eth0", "fe80::/64")],
)
def test_clients_count_by_address(served, address, counted):
    app = served().app
    request = Request({"type": "http", "headers": [], "client": (address, 1), "app": app})
    assert client_of(request) == counted


def test_a_token_taken_out_of_its_file_is_no_longer_good(store, tmp_path):
    file = tmp_path / "tokens"
    file.touch(mode=0o600)
    file.write_text("\n".join(each.line() for each in TOKENS))
    app = application(store, token_file=file, require_token=True)
    client = Client(app)
    assert client.get("/all/things/stats", headers=bearer(READER)).status_code == 200
    file.write_text(TOKENS[0].line())
    assert client.get("/all/things/stats", headers=bearer(READER)).status_code == 401
