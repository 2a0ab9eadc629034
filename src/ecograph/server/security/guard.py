"""Ask for a scope before a route does anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from ecograph.server.security.callers import Caller, caller
from ecograph.server.security.tokens import Scope

_CHANGES: frozenset[Scope] = frozenset({"write", "update", "review"})
# Only for the OpenAPI description: who asks is told from the request itself, on every route alike.
_BEARER = HTTPBearer(auto_error=False, scheme_name="token", description="A token of this service: ecograph token new")


def require(request: HTTPConnection, wanted: Scope) -> Caller:
    """Return who asks, if they may do what `wanted` stands for; else raise 401 (no good token) or 403."""
    asking = caller(request)
    if wanted in _CHANGES and request.app.state.service.settings.read_only:
        raise HTTPException(403, "this service is read-only: nothing that comes over the network changes it")
    if asking.refused:
        raise HTTPException(401, REFUSED, headers=challenge("invalid_token"))
    if asking.allows(wanted):
        return asking
    if asking.token is None:
        raise HTTPException(401, missing(wanted), headers=challenge())
    raise HTTPException(
        403,
        f"the token {asking.name} does not have the scope {wanted}; ask for one that does",
        headers=challenge("insufficient_scope", wanted),
    )


def scope(wanted: Scope) -> Callable[[Request], Caller]:
    """Return the dependency that asks for a scope: `Depends(scope("write"))`; it gives the route its `Caller`."""

    def allowed(
        request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)] = None
    ) -> Caller:
        return require(request, wanted)

    return allowed


REFUSED = "this token is unknown or has expired; ask whoever runs the service for another one"


def missing(wanted: Scope) -> str:
    """Say that a request must show a token."""
    return f"this needs a token with the scope {wanted}; send it as 'Authorization: Bearer TOKEN'"


def challenge(error: str = "", wanted: str = "") -> dict[str, str]:
    """Return the header that says how to show a token (RFC 6750)."""
    parts = ['Bearer realm="ecograph"']
    if error:
        parts.append(f'error="{error}"')
    if wanted:
        parts.append(f'scope="{wanted}"')
    return {"WWW-Authenticate": ", ".join(parts)}
