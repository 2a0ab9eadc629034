"""Turn away at the door who shows a bad token or, where reading needs one, none."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from ecograph.server.problems import problem
from ecograph.server.security.callers import caller
from ecograph.server.security.guard import REFUSED, challenge, missing

# What a load balancer asks without a token.
OPEN = frozenset({"/healthz", "/readyz"})


class Door:
    """Pass a request on if its caller may read; routes that do more ask for their scope themselves.

    A token that is not good is refused everywhere, also where none is needed: its holder believes in it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401 or 403."""
        if scope["type"] == "http" and local_path(scope) not in OPEN:
            asking = caller(HTTPConnection(scope))
            if asking.refused:
                response = problem(401, REFUSED, headers=challenge("invalid_token"))
                return await response(scope, receive, send)
            if not asking.allows("read"):
                response = (
                    problem(401, missing("read"), headers=challenge())
                    if asking.token is None
                    else problem(
                        403,
                        f"the token {asking.name} does not have the scope read",
                        headers=challenge("insufficient_scope", "read"),
                    )
                )
                return await response(scope, receive, send)
        return await self.app(scope, receive, send)


def local_path(scope: Scope) -> str:
    """Return the path below the prefix that a proxy serves us under."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    if root and path.startswith(root) and path[len(root) : len(root) + 1] in ("", "/"):
        return path[len(root) :]
    return path
