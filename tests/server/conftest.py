"""A client for a server on the two hand-made documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from fastapi import FastAPI

from ecograph.server.app import create_app
from ecograph.server.security import Scope, issue
from ecograph.server.service import inside
from ecograph.server.settings import Settings
from ecograph.store import Store
from serving import Client


@pytest.fixture
def app(store: Store) -> FastAPI:
    return create_app(store)


@pytest.fixture
def client(app: FastAPI) -> Client:
    return Client(app)


@dataclass
class Opened:
    """A client of a service that can be written, and the header that shows its token."""

    client: Client
    headers: dict[str, str]


@pytest.fixture
def opened(app: FastAPI, store: Store) -> Callable[..., Opened]:
    """Give a function that opens the service: `opened("update")` for these scopes, settings by name."""

    def open_(*scopes: Scope, **settings: object) -> Opened:
        secret, token = issue("tester", list(scopes) or ["read"])
        app.state.service = inside(store, Settings(tokens=(token,), **{"update": True, **settings}))
        return Opened(Client(app), {"Authorization": f"Bearer {secret}"})

    return open_
