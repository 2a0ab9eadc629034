from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from ecograph.mcp.asking import Inside, Question, Remote, Sender

SOMEBODY = Sender()
ended = []


async def echo(request: Request) -> JSONResponse:
    return JSONResponse(
        {
            "method": request.method,
            "query": list(request.query_params.multi_items()),
            "body": (await request.body()).decode(),
            "type": request.headers.get("content-type", ""),
            "accept": request.headers["accept"],
            "authorization": request.headers.get("authorization", ""),
            "client": request.client.host if request.client else "",
        }
    )


async def endless(_: Request) -> StreamingResponse:
    async def parts():
        try:
            while True:
                yield b"x" * 1000
        finally:
            ended.append(True)

    return StreamingResponse(parts(), media_type="text/plain")


async def name(request: Request) -> JSONResponse:
    return JSONResponse(request.path_params["name"])


APP = Starlette(
    routes=[
        Route("/echo/{name}", endpoint=name),
        Route("/echo", endpoint=echo, methods=["GET", "POST"]),
        Route("/endless", endpoint=endless),
    ]
)


def ask(question, sender=SOMEBODY, asker=None):
    return asyncio.run((asker or Inside(APP)).ask(question, sender))


def test_a_question_without_a_body_is_a_get_with_what_has_a_value():
    reply = ask(Question("echo", {"q": "湿地", "type": ["Agency", "Project"], "place": "", "none": None, "all": []}))
    assert reply.json()["method"] == "GET"
    assert reply.json()["query"] == [["q", "湿地"], ["type", "Agency"], ["type", "Project"]]


@pytest.mark.parametrize(
    ("question", "body", "kind"),
    [
        (Question("echo", body={"q": "湿地"}), '{"q": "湿地"}', "application/json"),
        (Question("echo", form={"query": "ASK {}"}), "query=ASK+%7B%7D", "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_is_sent_as_json_or_a_form(question, body, kind):
    told = ask(question).json()
    assert (told["method"], told["body"], told["type"]) == ("POST", body, kind)


def test_a_path_may_hold_what_an_address_may_not():
    assert ask(Question("echo/%E5%B1%80%3F")).json() == "局?"


def test_who_asks_is_passed_on():
    told = ask(Question("echo"), Sender("Bearer eco_x", ("203.0.113.7", 5))).json()
    assert (told["authorization"], told["client"]) == ("Bearer eco_x", "203.0.113.7")


def test_an_answer_without_an_end_is_let_go_of():
    ended.clear()
    reply = ask(Question("endless", most=5_500))
    assert (len(reply.body), reply.whole, ended) == (5_500, False, [True])


def test_a_fault_of_the_application_is_not_hidden():
    async def broken(scope, receive, send):
        raise RuntimeError("the lamp is out")

    with pytest.raises(BaseExceptionGroup):
        ask(Question("x"), asker=Inside(broken))


def test_a_service_that_is_not_there_is_an_answer():
    reply = ask(Question("x"), asker=Remote("http://127.0.0.1:9/eco", timeout=2))
    assert reply.status == 503
    assert "http://127.0.0.1:9/eco/ cannot be reached" in reply.json()["detail"]


def test_a_service_at_an_address_is_asked_with_its_token(monkeypatch):
    seen = []

    def handler(request):
        seen.append((request.method, str(request.url), request.headers["authorization"]))
        return httpx.Response(200, content=b"y" * 5000, headers={"Content-Type": "text/plain"})

    real = httpx.AsyncClient
    monkeypatch.setattr(httpx, "AsyncClient", lambda **options: real(transport=httpx.MockTransport(handler), **options))
    reply = ask(Question("sparql", {"a": "b"}, most=100), asker=Remote("https://graph.example/eco", token="eco_x"))
    assert seen == [("GET", "https://graph.example/eco/sparql?a=b", "Bearer eco_x")]
    assert (len(reply.body), reply.whole) == (100, False)
