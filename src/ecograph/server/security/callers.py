"""Tell who sends a request: the holder of a token, or nobody in particular."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.types import Scope as Connection

from ecograph.server.security.keeping import tokens
from ecograph.server.security.tokens import Scope, Token, find
from ecograph.server.settings import Settings

KEY = "ecograph.caller"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: their token; `refused` where a token was shown that is not, or no longer, good."""

    token: Token | None = None
    refused: bool = False
    reads: bool = True

    @property
    def name(self) -> str:
        """Return the token's name, "" for nobody in particular."""
        return self.token.name if self.token else ""

    def allows(self, scope: Scope) -> bool:
        """Tell whether they may do what `scope` stands for."""
        if scope == "read" and self.reads:
            return True
        return self.token is not None and self.token.allows(scope)


_ANYONE = Caller()


def caller(request: HTTPConnection) -> Caller:
    """Return who sends a request; looked up once a request."""
    return caller_in(request.scope)


def caller_in(connection: Connection) -> Caller:
    """Return who sends the request of an ASGI scope."""
    known = connection.get(KEY)
    if known is None:
        settings = connection["app"].state.service.settings
        known = connection[KEY] = identify(_bearer(connection["headers"]), settings)
    found: Caller = known
    return found


def identify(secret: str | None, settings: Settings) -> Caller:
    """Return who shows this secret to a service with these settings; None is shown by those who show nothing."""
    if secret is None:
        return Caller(reads=False) if settings.require_token else _ANYONE
    token = find(tokens(settings), secret)
    return Caller(token, refused=token is None, reads=not settings.require_token)


def client_of(request: HTTPConnection) -> str:
    """Return what tells one client from another, for limits by client: the token's name, else the address.

    An IPv6 address counts by its /64: that is what one household has, and a fresh address costs nothing there.
    """
    if name := caller(request).name:
        return f"token:{name}"
    peer = request.scope.get("client")
    host: str = peer[0] if peer else ""
    if ":" not in host:
        return host
    try:
        return str(ipaddress.ip_network((host.partition("%")[0], 64), strict=False))
    except ValueError:
        return host


def _bearer(headers: list[tuple[bytes, bytes]]) -> str | None:
    """Return the token of an Authorization header, None without one; another scheme is somebody else's business."""
    for key, value in headers:
        if key == b"authorization":
            scheme, _, secret = value.partition(b" ")
            if scheme.lower() == b"bearer":
                return secret.strip().decode("latin-1")
    return None
