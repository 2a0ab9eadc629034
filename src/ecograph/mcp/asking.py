"""Ask a service for as many bytes as a model can read: an application in this process, or a service at an address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import unquote, urlencode

import anyio
import anyio.lowlevel
import httpx
from starlette.types import ASGIApp, Message, Scope


@dataclass(frozen=True, slots=True)
class Question:
    """A request to the API; `body` is sent as JSON, `form` as a form, `most` is how many bytes of the answer are read."""

    path: str
    params: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    form: Mapping[str, str] | None = None
    accept: str = "application/json"
    most: int = 4_000_000

    @property
    def method(self) -> str:
        """Return the method: POST for what has a body."""
        return "GET" if self.body is None and self.form is None else "POST"

    @property
    def query(self) -> str:
        """Return the parameters as an address has them; those without a value are left out."""
        return urlencode(
            {key: value for key, value in self.params.items() if value != "" and value is not None and value != []},
            doseq=True,
        )

    @property
    def content(self) -> tuple[bytes, str]:
        """Return the body and its content type."""
        if self.body is not None:
            return json.dumps(self.body, ensure_ascii=False).encode(), "application/json"
        if self.form is not None:
            return urlencode(self.form).encode(), "application/x-www-form-urlencoded"
        return b"", ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; not `whole` where it had more bytes than were to be read."""

    status: int
    content_type: str
    body: bytes
    whole: bool = True

    def json(self) -> Any:  # noqa: ANN401 - as the API has it
        """Return the body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asked the tool: the authorization they showed, and their address, where there is one."""

    authorization: str = ""
    client: tuple[str, int] = ("mcp", 0)


class Asker(Protocol):
    """Sends questions to a service."""

    async def ask(self, question: Question, sender: Sender) -> Reply:
        """Return the service's answer."""


class Inside:
    """Ask an application of this process, on behalf of who asked the tool."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def ask(self, question: Question, sender: Sender) -> Reply:
        """Return the application's answer; what comes after `question.most` bytes is not waited for."""
        content, content_type = question.content
        exchange = _Exchange(content, question.most)
        headers = [(b"host", b"localhost"), (b"accept", question.accept.encode())]
        if content_type:
            headers += [
                (b"content-type", content_type.encode()),
                (b"content-length", str(len(content)).encode()),
            ]
        if sender.authorization:
            headers.append((b"authorization", sender.authorization.encode("latin-1")))
        path = f"/{question.path}"
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": question.method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": question.query.encode(),
            "headers": headers,
            "client": sender.client,
            "server": ("localhost", 80),
            "state": {},
        }
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(exchange.run, self._app, scope)
            await exchange.done.wait()
            # An answer that goes on is let go of: cancelled, it ends the query behind it.
            tasks.cancel_scope.cancel()
        return exchange.reply()


class _Exchange:
    """One request to an application, and what comes back."""

    def __init__(self, content: bytes, most: int) -> None:
        self.done = anyio.Event()
        self._content: bytes | None = content
        self._most = most
        self._status = 500
        self._content_type = ""
        self._parts: list[bytes] = []
        self._size = 0

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._receive, self._send)
        finally:
            self.done.set()

    def reply(self) -> Reply:
        body = b"".join(self._parts)
        return Reply(self._status, self._content_type, body[: self._most], whole=len(body) <= self._most)

    async def _receive(self) -> Message:
        if self._content is not None:
            content, self._content = self._content, None
            return {"type": "http.request", "body": content, "more_body": False}
        await self.done.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            for key, value in message.get("headers", ()):
                if key.lower() == b"content-type":
                    self._content_type = value.decode("latin-1")
            return
        body = message.get("body", b"")
        self._parts.append(body)
        self._size += len(body)
        if self._size > self._most:
            self.done.set()
            await anyio.sleep_forever()
        # A wire would let others run between two parts.
        await anyio.lowlevel.checkpoint()


class Remote:
    """Ask a service at an address, with a token if it wants one."""

    def __init__(self, url: str, *, token: str = "", timeout: float = 60.0) -> None:
        self._base = url.rstrip("/") + "/"
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._timeout = timeout

    async def ask(self, question: Question, _: Sender) -> Reply:
        """Return the service's answer; a service that cannot be reached is an answer too, 503."""
        content, content_type = question.content
        headers = {**self._headers, "Accept": question.accept}
        if content_type:
            headers["Content-Type"] = content_type
        url = self._base + question.path + (f"?{question.query}" if question.query else "")
        parts, size = [], 0
        try:
            async with (
                httpx.AsyncClient(timeout=self._timeout, headers=headers, follow_redirects=True) as http,
                http.stream(question.method, url, content=content or None) as answer,
            ):
                async for part in answer.aiter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > question.most:
                        break
        except httpx.TransportError as error:
            told = json.dumps({"detail": f"{self._base} cannot be reached: {error or type(error).__name__}"})
            return Reply(503, "application/problem+json", told.encode())
        body = b"".join(parts)[: question.most]
        return Reply(answer.status_code, answer.headers.get("Content-Type", ""), body, whole=size <= question.most)
