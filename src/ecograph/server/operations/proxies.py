"""Stand behind a reverse proxy: believe what it says of the client, and live below its prefix.

Only a proxy that is named is believed: anybody can write X-Forwarded-For into a request. The prefix is told at the start:
proxies pass on an X-Forwarded-Prefix that a client made up, and a cache behind them would keep the links made of it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from starlette.types import Scope

from ecograph.errors import UsageError

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
_FORWARDED = frozenset(
    {b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-prefix", b"forwarded"}
)


def networks(proxies: Iterable[str]) -> tuple[Network, ...]:
    """Return the networks of addresses such as 127.0.0.1 or 10.0.0.0/8; raise UsageError for what is none."""
    found = []
    for each in proxies:
        try:
            found.append(ipaddress.ip_network(each, strict=False))
        except ValueError as error:
            raise UsageError(
                f"{each!r} is no address of a proxy", where="--proxies", remedy="write 127.0.0.1 or 10.0.0.0/8"
            ) from error
    return tuple(found)


def checked_prefix(prefix: str) -> str:
    """Return the prefix as /eco, without a slash at its end; raise UsageError for what is none."""
    trimmed = "/" + prefix.strip("/") if prefix.strip("/") else ""
    if not _is_prefix(trimmed):
        raise UsageError(f"{prefix!r} is no path", where="--root-path", remedy="write it as /ecograph")
    return trimmed


class Proxied:
    """Take the client's address, scheme and host from the headers of a trusted proxy; strike them otherwise.

    A proxy may strip the prefix from the path or leave it there; both come to the same.
    """

    def __init__(self, *, trusted: Sequence[Network] = (), prefix: str = "") -> None:
        self._trusted = tuple(trusted)
        self._prefix = prefix

    def place(self, scope: Scope) -> None:
        """Make a request what the client sent."""
        forwarded = {key: value for key, value in scope["headers"] if key in _FORWARDED}
        if forwarded:
            if self._trusts(scope):
                self._believe(scope, forwarded)
            scope["headers"] = [header for header in scope["headers"] if header[0] not in _FORWARDED]
        if self._prefix:
            _place(scope, self._prefix)

    def _trusts(self, scope: Scope) -> bool:
        peer = scope.get("client")
        return bool(self._trusted) and peer is not None and self._is_proxy(peer[0])

    def _is_proxy(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        return any(found in network for network in self._trusted)

    def _believe(self, scope: Scope, forwarded: dict[bytes, bytes]) -> None:
        """Set who asks, and how."""
        named = b",".join(value for key, value in scope["headers"] if key == b"x-forwarded-for")
        if client := self._client(named.decode("latin-1")):
            scope["client"] = (client, 0)
        proto = _last(forwarded.get(b"x-forwarded-proto", b"")).lower()
        if proto in ("http", "https"):
            scope["scheme"] = proto
        if host := _last(forwarded.get(b"x-forwarded-host", b"")):
            kept = [header for header in scope["headers"] if header[0] != b"host"]
            scope["headers"] = [*kept, (b"host", host.encode("latin-1"))]

    def _client(self, named: str) -> str:
        """Return the last address that no trusted proxy has: what stands before it may be made up."""
        found = ""
        for each in reversed([part.strip() for part in named.split(",")]):
            address = _address(each)
            if not address:
                break
            found = address
            if not self._is_proxy(address):
                break
        return found


def _address(text: str) -> str:
    """Return an address without its port and brackets, "" for what is none."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def _last(value: bytes) -> str:
    """Return what the nearest proxy says."""
    return value.decode("latin-1").rpartition(",")[2].strip()


def _is_prefix(prefix: str) -> bool:
    """Tell whether it may stand in front of our links: a path, and nothing that leads elsewhere."""
    return not prefix or (
        prefix.startswith("/")
        and not prefix.startswith("//")
        and all(part not in ("", ".", "..") for part in prefix[1:].split("/"))
        and all(character.isalnum() or character in "/-._~" for character in prefix)
    )


def _place(scope: Scope, prefix: str) -> None:
    """Tell the application that it lives below `prefix`; the path holds the prefix, as ASGI wants it."""
    path: str = scope["path"]
    scope["root_path"] = prefix
    if path != prefix and not path.startswith(prefix + "/"):
        scope["path"] = prefix + path
        if raw := scope.get("raw_path"):
            scope["raw_path"] = prefix.encode() + raw
