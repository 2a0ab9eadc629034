"""Who asks is proven when the server wants it, and as it wants it."""

from __future__ import annotations

import httpx
import pytest

from ecograph.store.proving import Challenged

WANTED = {'Digest realm="here", nonce="abc", qop="auth", algorithm=MD5': "Digest", 'Basic realm="here"': "Basic"}


@pytest.mark.parametrize("challenge", WANTED)
def test_the_proof_is_the_one_that_is_asked_for(challenge: str) -> None:
    told = list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        told.append(request.headers.get("authorization", "").partition(" ")[0])
        return httpx.Response(200 if told[-1] else 401, headers={"WWW-Authenticate": challenge})

    with httpx.Client(auth=Challenged("me", "secret"), transport=httpx.MockTransport(answer)) as client:
        assert client.get("http://x/").status_code == 200
        before = len(told)
        assert client.get("http://x/").status_code == 200
    assert told[0] == ""
    assert told[-1] == WANTED[challenge]
    assert len(told) == before + 1


def test_nothing_is_told_to_a_server_that_does_not_ask() -> None:
    told = list[bool]()

    def answer(request: httpx.Request) -> httpx.Response:
        told.append("authorization" in request.headers)
        return httpx.Response(200)

    with httpx.Client(auth=Challenged("me", "secret"), transport=httpx.MockTransport(answer)) as client:
        client.get("http://x/")
    assert told == [False]
