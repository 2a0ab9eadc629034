"""Tell the addresses of this service as its clients see them."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import Scope

from ecograph.server.security.door import local_path

_HOST = re.compile(r"[A-Za-z0-9._~%-]*(?::\d*)?|\[[0-9A-Fa-f:.]+\](?::\d*)?")


def own_address(request: HTTPConnection, path: str = "") -> str:
    """Return the address of a path of this service, of the request's own path by default, without its parameters."""
    scope = request.scope
    return f"{origin(scope)}{scope.get('root_path', '')}{path or local_path(scope)}"


def origin(scope: Scope) -> str:
    """Return the scheme and host that a request came to; raise 400 for a name that no host can have."""
    host = next((value.decode("latin-1") for key, value in scope["headers"] if key == b"host"), "")
    if not _HOST.fullmatch(host):
        raise HTTPException(400, "the header Host names no host")
    if not host and scope.get("server"):
        host, port = scope["server"]
        host = host if port in (None, 80) else f"{host}:{port}"
    return f"{scope.get('scheme', 'http')}://{host}"
