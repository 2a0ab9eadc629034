"""Addresses are read from the open internet alone; each redirect is looked at, and what was looked at is connected to."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI, Request
from feeds import TEXT, Fed
from starlette.responses import RedirectResponse, Response, StreamingResponse

from ecograph.server.feeding.errors import FetchError
from ecograph.server.feeding.fetching import OPEN_WEB, Fetched, Rules, fetch
from ecograph.store import Store, open_store
from serving import running

PAGE = f"<html><title>新闻</title><p>{'</p><p>'.join(TEXT.splitlines())}</p></html>".encode("gb18030")


class Site:
    """A web site of many faults, and what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.app = FastAPI()
        self.app.add_api_route("/{path:path}", self.answer)
        self.base = ""

    async def answer(self, request: Request, path: str) -> Response:
        self.asked.append(path)
        match path:
            case "page":
                return Response(PAGE, media_type="text/html", headers={"Content-Type": "text/html; charset=gbk"})
            case "moved":
                return RedirectResponse(request.query_params.get("to", "/page"))
            case "loop":
                return RedirectResponse("/loop")
            case "large":
                return Response(bytes(50_000))
            case "bomb":
                return Response(gzip.compress(bytes(20_000_000)), headers={"Content-Encoding": "gzip"})
            case "packed":
                return Response(gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})
            case "torn":
                return Response(gzip.compress(PAGE)[:-200] + b"x" * 300, headers={"Content-Encoding": "gzip"})
            case "brotli":
                return Response(b"x", headers={"Content-Encoding": "br"})
            case "endless":
                return StreamingResponse(self.drops())
        return Response("nothing here", 404)

    async def drops(self) -> object:
        while True:
            yield b"."
            await asyncio.sleep(0.05)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    made = Site()
    with running(made.app) as base:
        made.base = base.rstrip("/")
        yield made


@pytest.fixture
def rules(site: Site) -> Rules:
    """Let this machine be the open internet, but for 127.0.0.2."""
    return Rules(lambda address: address == "127.0.0.1", (*OPEN_WEB.ports, httpx.URL(site.base).port or 0))


def got(url: str, rules: Rules = OPEN_WEB, max_bytes: int = 20_000, seconds: float = 3) -> Fetched:
    return asyncio.run(fetch(url, max_bytes=max_bytes, seconds=seconds, rules=rules))


@pytest.mark.parametrize("path", ["/page", "/moved", "/moved?to=/moved", "/packed", "/page#part"])
def test_what_an_address_holds(site: Site, rules: Rules, path: str) -> None:
    assert got(site.base + path, rules).data == PAGE


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/none", "status 404"), ("/loop", "redirected more than 5 times"), ("/large", "larger than 20,000"),
        ("/bomb", "larger than 20,000"), ("/torn", "broken"), ("/brotli", "encoding br"),
        ("/moved?to=file:///etc/passwd", "no address of the open web"), ("/moved?to=gopher://127.0.0.1/", "no address"),
        ("/moved?to=http://127.0.0.2/", "not on the open internet"), ("/moved?to=http://[::1]/", "not on the open internet"),
        ("/moved?to=http://localhost.localdomain:25/", "port 25"), ("/moved?to=http://u:p@127.0.0.1/", "no address"),
    ],
)  # fmt: skip
def test_what_is_not_read(site: Site, rules: Rules, path: str, told: str) -> None:
    with pytest.raises(FetchError, match=told) as raised:
        got(site.base + path, rules)
    assert raised.value.remedy


def test_an_endless_answer_ends_at_the_limit(site: Site, rules: Rules) -> None:
    with pytest.raises(FetchError, match=r"longer than 0\.5 seconds"):
        got(f"{site.base}/endless", rules, seconds=0.5)


INSIDE = [
    "http://127.0.0.1:{port}/page", "http://localhost:{port}/page", "http://LOCALHOST:{port}/page", "http://127.1:{port}/page",
    "http://2130706433:{port}/page", "http://0x7f000001:{port}/page", "http://0177.0.0.1:{port}/page", "http://0:{port}/page",
    "http://[::1]:{port}/page", "http://[::ffff:127.0.0.1]:{port}/page", "http://[::ffff:7f00:1]:{port}/page",
    "http://127。0。0。1:{port}/page", "http://１２７.0.0.1:{port}/page", "http://127.0.0.1.:{port}/page",
    "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/latest/", "http://100.100.100.200/latest/",
    "http://[64:ff9b::7f00:1]:{port}/page", "http://[2002:7f00:1::]:{port}/page", "http://[fe80::1%25lo]:{port}/page",
    "http://10.0.0.1/", "http://192.168.0.1/", "http://172.16.0.1/", "http://0.0.0.0:{port}/page", "http://224.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("url", INSIDE)
def test_no_form_of_an_inside_address_is_connected_to(site: Site, url: str) -> None:
    site.asked.clear()
    port = httpx.URL(site.base).port or 0
    with pytest.raises(FetchError):
        got(url.format(port=port), Rules(OPEN_WEB.allowed, (80, port)))
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "http://", "https://u@example.org/", "http://example.org:22/", "http://a" * 900]
)
def test_what_is_no_address_of_the_open_web(url: str) -> None:
    with pytest.raises(FetchError):
        got(url)


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names stand for these addresses, one list after the other, and return what was looked up."""
    asked: list[str] = []

    async def getaddrinfo(_: object, host: str, port: int, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_is_looked_up_once_and_what_was_looked_at_is_connected_to(
    site: Site, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = resolving(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
    port = httpx.URL(site.base).port
    assert got(f"http://rebinding.example:{port}/page", rules).data == PAGE
    assert asked == ["rebinding.example"]


@pytest.mark.parametrize("addresses", [["127.0.0.2"], ["127.0.0.1", "127.0.0.2"], []])
def test_a_name_that_also_stands_for_an_inside_address_is_refused(
    site: Site, rules: Rules, monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    resolving(monkeypatch, addresses)
    with pytest.raises(FetchError, match="open internet"):
        got(f"http://two.example:{httpx.URL(site.base).port}/page", rules)


def test_a_page_is_added_from_its_address(store: Store, site: Site, rules: Rules) -> None:
    with open_store(None) as empty:
        fed = Fed(empty, fetch_urls=True, rules=rules)
        answer = fed.post(json={"url": f"{site.base}/page#top", "published": "2025-03"})
        assert answer.status_code == 201, answer.text
        assert answer.json()["document"]["source"] == f"{site.base}/page"
        assert "马成毅" in {each["name"] for each in answer.json()["entities"]}
        assert fed.post(json={"url": f"{site.base}/page"}).status_code == 200


def test_an_address_is_not_read_for_who_may_not_write(site: Site, rules: Rules) -> None:
    site.asked.clear()
    with contextlib.closing(open_store(None)) as empty:
        fed = Fed(empty, fetch_urls=True, rules=rules)
        assert fed.post("extract", json={"url": f"{site.base}/page"}, secret="").status_code == 403
        assert fed.post("extract", json={"url": f"{site.base}/page"}).status_code == 200
        assert fed.post("documents", json={"url": f"{site.base}/none"}).status_code == 422
    assert site.asked == ["page", "none"]
