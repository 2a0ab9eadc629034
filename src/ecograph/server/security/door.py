"""Turn away at the door who shows a bad token or, where reading needs one, none."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import Scope

from ecograph.server.problems import problem
from ecograph.server.security.callers import caller_in
from ecograph.server.security.guard import REFUSED, challenge, missing

# What a load balancer asks without a token.
OPEN = frozenset({"/healthz", "/readyz"})


def turned_away(scope: Scope) -> Response | None:
    """Return what a caller hears who may not even read, 401 or 403; routes that do more ask for their scope themselves.

    A token that is not good is refused everywhere, also where none is needed: its holder believes in it.
    """
    asking = caller_in(scope)
    if not asking.refused and asking.allows("read"):
        return None
    if local_path(scope) in OPEN:
        return None
    if asking.refused:
        return problem(401, REFUSED, headers=challenge("invalid_token"))
    if asking.token is None:
        return problem(401, missing("read"), headers=challenge())
    told = f"the token {asking.name} does not have the scope read"
    return problem(403, told, headers=challenge("insufficient_scope", "read"))


def local_path(scope: Scope) -> str:
    """Return the path below the prefix that a proxy serves us under."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    if root and path.startswith(root) and path[len(root) : len(root) + 1] in ("", "/"):
        return path[len(root) :]
    return path
