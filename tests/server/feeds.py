"""A service that a token may feed, as its clients see it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import httpx

from articles import dumped
from ecograph.server.app import create_app
from ecograph.server.feeding.feeder import Feeder
from ecograph.server.feeding.fetching import OPEN_WEB, Rules
from ecograph.server.security import issue
from ecograph.server.service import inside
from ecograph.server.settings import Settings
from ecograph.store import Store
from serving import Client

SECRET, TOKEN = issue("newsroom", ["write"])
READER, READER_TOKEN = issue("reader", ["read"])
TEXT = (
    "晋中部署生态治理\n3月12日，晋中市生态环境局局长马成毅介绍，今年晋中市生态环境局牵头实施汾河流域水污染治理工程。\n"
    "平遥县生态环境局负责推进平遥县污水处理厂扩建项目，确保2025年年底前建成。\n"
)


class Fed:
    """A client of a service on a store, and the store."""

    def __init__(self, store: Store, *, rules: Rules = OPEN_WEB, **settings: Any) -> None:
        self.store = store
        self.app = create_app(store)
        self.app.state.service = inside(store, Settings(tokens=(TOKEN, READER_TOKEN), **settings))
        self.app.state.feeder = Feeder(self.app.state.service, rules)
        self.client = Client(self.app)

    def post(self, path: str = "documents", *, secret: str = SECRET, **options: Any) -> httpx.Response:
        headers = {**({"Authorization": f"Bearer {secret}"} if secret else {}), **options.pop("headers", {})}
        return self.client.post(f"/api/v1/{path}", headers=headers, **options)

    def send(self, data: bytes, kind: str = "", path: str = "documents", **options: Any) -> httpx.Response:
        """Send the bytes of one file as the body."""
        return self.post(path, content=data, headers={"Content-Type": kind} if kind else {}, **options)

    def lines(self, *documents: dict[str, str]) -> list[dict[str, Any]]:
        """Add documents as JSON Lines and return what became of them."""
        body = "\n".join(map(json.dumps, documents)).encode()
        answer = self.send(body, "application/x-ndjson")
        assert answer.status_code == 200, answer.text
        return [json.loads(line) for line in answer.text.splitlines()]

    def delete(self, id: str, *, secret: str = SECRET, **params: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {secret}"}
        return self.client.request("DELETE", f"/api/v1/documents/{id}", headers=headers, params=params)

    def state(self) -> str:
        """Return a digest of all that the store holds."""
        return hashlib.sha256(dumped(self.store)).hexdigest()


def id_of(data: bytes) -> str:
    """Return the last part of the IRI of a document of these bytes."""
    return hashlib.sha256(data).hexdigest()[:16]
