"""Tell the addresses of this service as its clients see them."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.types import Scope

from ecograph.server.security.door import local_path


def own_address(request: HTTPConnection, path: str = "") -> str:
    """Return the address of a path of this service, of the request's own path by default, without its parameters."""
    scope = request.scope
    return f"{origin(scope)}{scope.get('root_path', '')}{path or local_path(scope)}"


def origin(scope: Scope) -> str:
    """Return the scheme and host that a request came to."""
    host = next((value.decode("latin-1") for key, value in scope["headers"] if key == b"host"), "")
    if not host and scope.get("server"):
        host, port = scope["server"]
        host = host if port in (None, 80) else f"{host}:{port}"
    return f"{scope.get('scheme', 'http')}://{host}"
