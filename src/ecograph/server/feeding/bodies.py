"""Read the body of a request as far as it may go: so many bytes, so many seconds, whatever its headers say."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from ecograph.server.limits import LimitError


async def body_of(request: Request, *, max_bytes: int, seconds: float) -> bytes:
    """Return the body; raise LimitError where it is too large (413), too slow (408) or packed (415)."""
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise LimitError("a body in a content encoding is not taken", status=415, remedy="send it as it is")
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > max_bytes:
        raise _too_large(max_bytes)
    parts, size = list[bytes](), 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > max_bytes:
                    raise _too_large(max_bytes)
                parts.append(chunk)
    except TimeoutError:
        what = f"the body did not come within {seconds:g} seconds"
        raise LimitError(what, status=408, remedy="send it faster, or less") from None
    except ClientDisconnect as error:
        raise LimitError("the client went away", status=400, remedy="send the body whole") from error
    return b"".join(parts)


def _too_large(max_bytes: int) -> LimitError:
    what = f"the body is larger than {max_bytes:,} bytes"
    return LimitError(what, status=413, remedy="send one article a request, without its pictures")
