"""Read a document from an address on the open internet, and from nowhere else.

A name is resolved here, and the connection goes to the address that was looked at: what the name means to others, or a moment
later, does not matter. That holds for each redirect too. Proxies of the environment are not used: they would resolve anew.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from ecograph import __version__
from ecograph.server.feeding.addresses import is_public
from ecograph.server.feeding.errors import FetchError
from ecograph.server.feeding.naming import plain

if TYPE_CHECKING:
    import httpcore

MAX_URL, MAX_HOPS = 2_000, 5
_SEND = "send the document itself"
_PORTS = {"http": 80, "https": 443}
_MOVED = (301, 302, 303, 307, 308)
_HEADERS = [
    (b"User-Agent", f"EcoGraph/{__version__}".encode()),
    (b"Accept", b"text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.5"),
    (b"Accept-Encoding", b"gzip"),
    (b"Connection", b"close"),
]


class Fetched(NamedTuple):
    """The bytes of a document, its Content-Type header, and the address that they came from in the end."""

    data: bytes
    content_type: str
    url: str


class Rules(NamedTuple):
    """Where a reader may go: which addresses, and which ports besides the usual one of each scheme."""

    allowed: Callable[[str], bool] = is_public
    ports: tuple[int, ...] = (80, 443, 8080, 8443)


OPEN_WEB = Rules()


async def fetch(url: str, *, max_bytes: int, seconds: float, rules: Rules = OPEN_WEB) -> Fetched:
    """Return what an address holds; raise FetchError where it may not be read, cannot be, or is too large or too slow."""
    try:
        async with asyncio.timeout(seconds):
            return await _followed(url, max_bytes, rules)
    except TimeoutError:
        raise FetchError(f"it took longer than {seconds:g} seconds to read", where=_shown(url), remedy=_SEND) from None


async def _followed(url: str, max_bytes: int, rules: Rules) -> Fetched:
    for _ in range(MAX_HOPS + 1):
        moved = await _hop(url, max_bytes, rules)
        if isinstance(moved, Fetched):
            return moved
        url = urljoin(url, moved)
    raise FetchError(f"redirected more than {MAX_HOPS} times", where=_shown(url), remedy=_SEND)


async def _hop(url: str, max_bytes: int, rules: Rules) -> Fetched | str:
    """Return what is at an address, or where it has moved to."""
    import httpcore

    from ecograph.server.feeding.connecting import Backend

    asked = _checked(url, rules)
    pool = httpcore.AsyncConnectionPool(network_backend=Backend(rules.allowed), max_connections=1, retries=0)
    try:
        async with pool, pool.stream("GET", asked, headers=_HEADERS) as answer:
            headers = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in _MOVED and (where := headers.get(b"location")):
                return where
            if answer.status != 200:
                raise FetchError(f"the server answered with status {answer.status}", where=_shown(url), remedy=_SEND)
            data = await _bounded(answer, headers.get(b"content-encoding", "").lower(), max_bytes, url)
            return Fetched(data, headers.get(b"content-type", ""), url)
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.TimeoutException,
        UnicodeError,
        ValueError,
    ) as error:
        what = f"cannot be read ({type(error).__name__}: {plain(str(error))[:200]})"
        raise FetchError(what, where=_shown(url), remedy=_SEND) from error


def _checked(url: str, rules: Rules) -> str:
    """Return an address as it is asked for; raise FetchError where it is not one of the open web."""
    remedy = "send an address that begins with https:// or http://"
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError) as error:
        raise FetchError("this is no address of the web", where=_shown(url), remedy=remedy) from error
    if parts.scheme not in _PORTS or not host or len(url) > MAX_URL or parts.username is not None:
        raise FetchError("this is no address of the open web", where=_shown(url), remedy=remedy)
    if (port or _PORTS[parts.scheme]) not in rules.ports:
        raise FetchError(f"the port {port} is not one of web servers", where=_shown(url), remedy=_SEND)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    name = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{name}:{port}" if port else name, path, query, ""))


async def _bounded(answer: httpcore.Response, encoding: str, max_bytes: int, url: str) -> bytes:
    """Return the body, unpacked where it is packed, as long as it is not too large, packed or unpacked."""
    if encoding not in ("", "identity", "gzip"):
        raise FetchError(f"sent in the encoding {plain(encoding)[:40]}", where=_shown(url), remedy=_SEND)
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS) if encoding == "gzip" else None
    data = bytearray()
    try:
        async with aclosing(answer.aiter_stream()) as stream:  # type: ignore[type-var]
            async for chunk in stream:
                data += unpacker.decompress(chunk, max_bytes + 1 - len(data)) if unpacker else chunk
                if len(data) > max_bytes or (unpacker and unpacker.unconsumed_tail):
                    raise FetchError(f"larger than {max_bytes:,} bytes", where=_shown(url), remedy=_SEND)
    except zlib.error as error:
        raise FetchError("its compressed body is broken", where=_shown(url), remedy=_SEND) from error
    return bytes(data)


def _shown(url: str) -> str:
    """Return an address for a message: without what may be a secret in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return plain(f"{parts.scheme}://{parts.hostname or ''}{parts.path}")[:200]
