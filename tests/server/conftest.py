"""A client for a server on the two hand-made documents."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from serving import Client

from ecograph.server.app import create_app
from ecograph.store import Store


@pytest.fixture
def app(store: Store) -> FastAPI:
    return create_app(store)


@pytest.fixture
def client(app: FastAPI) -> Client:
    return Client(app)
