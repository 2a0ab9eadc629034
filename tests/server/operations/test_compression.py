from __future__ import annotations

import gzip

import pytest
from fastapi.responses import Response, StreamingResponse
from serviced import client

from ecograph.server.operations.compression import accepts

TEXT = ("湿地保护 wetland " * 2000).encode()


@pytest.fixture
def served(store):
    found = client(store)
    for path, make in {
        "/whole": lambda: Response(TEXT, media_type="application/sparql-results+json", headers={"ETag": '"a"'}),
        "/stream": lambda: StreamingResponse(iter([TEXT, b"", TEXT * 4]), media_type="text/turtle"),
        "/empty": lambda: StreamingResponse(iter([]), media_type="text/turtle"),
        "/small": lambda: Response(b"{}", media_type="application/json"),
        "/image": lambda: Response(TEXT, media_type="image/png"),
        "/packed": lambda: Response(gzip.compress(TEXT), media_type="text/csv", headers={"Content-Encoding": "gzip"}),
        "/events": lambda: StreamingResponse(iter([TEXT]), media_type="text/event-stream"),
        "/same": lambda: Response(status_code=304, headers={"ETag": '"a"'}),
    }.items():
        found.app.add_api_route(path, make, methods=["GET", "HEAD"])
    return found


@pytest.mark.parametrize(("path", "content"), [("/whole", TEXT), ("/stream", TEXT * 5), ("/packed", TEXT)])
def test_text_comes_compressed_and_whole(served, path, content):
    answer = served.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == content


def test_compressed_bytes_have_their_own_length_and_a_weak_tag(served):
    answer = served.get("/whole", headers={"Accept-Encoding": "gzip"})
    assert int(answer.headers["content-length"]) < len(TEXT) / 20
    assert answer.headers["etag"] == 'W/"a"'
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("path", ["/small", "/image", "/events", "/empty", "/same"])
def test_what_does_not_pay_is_left_alone(served, path):
    answer = served.get(path, headers={"Accept-Encoding": "gzip"})
    if path != "/empty":
        assert "content-encoding" not in answer.headers
    assert answer.status_code in (200, 304)


def test_a_client_that_does_not_ask_gets_it_as_it_is(served):
    answer = served.get("/whole", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert (answer.content, answer.headers["etag"]) == (TEXT, '"a"')
    assert "Accept-Encoding" in answer.headers["vary"]


def test_a_question_for_the_head_gets_no_body(served):
    answer = served.request("HEAD", "/whole", headers={"Accept-Encoding": "gzip"})
    assert (answer.content, answer.headers["content-encoding"]) == (b"", "gzip")


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("br, deflate", False),
        ("notgzip", False),
        ("gzip;q=1.2.3", False),
        ("", False),
    ],
)
def test_quality_counts(header, taken):
    assert accepts(header) is taken
