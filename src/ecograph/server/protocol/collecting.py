"""Take a response of the engine for ourselves, instead of sending it on."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message


async def collected(response: Response, request: Request) -> bytes:
    """Return the body of a response that one of our own pieces of work wrote; 413 where it was cut off at a limit."""
    parts, is_whole = list[bytes](), False

    async def keep(message: Message) -> None:
        nonlocal is_whole
        if message["type"] == "http.response.body":
            parts.append(message.get("body", b""))
            is_whole = not message.get("more_body", False)

    await response(request.scope, request.receive, keep)
    if not is_whole:
        raise HTTPException(413, "this takes more than the service's limits allow: send it in smaller parts")
    return b"".join(parts)
