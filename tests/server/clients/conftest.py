"""A server on a real port, with the two hand-made documents, that a token may update and write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from builders import both, store_of
from ecograph.server.app import create_app
from ecograph.server.security import issue
from ecograph.server.service import inside
from ecograph.server.settings import Settings
from serving import running


@dataclass(frozen=True)
class Server:
    """Where the server is, and the token for it."""

    address: str
    token: str

    @property
    def sparql(self) -> str:
        return f"{self.address}sparql"

    @property
    def authorization(self) -> str:
        return f"Bearer {self.token}"


@pytest.fixture
def server() -> Iterator[Server]:
    secret, token = issue("client", ["update", "write"])
    with store_of(*both()) as store:
        app = create_app(store)
        app.state.service = inside(store, Settings(update=True, tokens=(token,)))
        with running(app) as address:
            yield Server(address, secret)
