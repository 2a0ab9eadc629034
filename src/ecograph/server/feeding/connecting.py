"""Connect to those addresses alone that may be reached: the name is looked up here, and nobody looks it up again."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from ecograph.server.feeding.errors import FetchError
from ecograph.server.feeding.naming import plain


class Backend(httpcore.AsyncNetworkBackend):
    """Connects to addresses that may be reached, after looking at them."""

    def __init__(self, allowed: Callable[[str], bool]) -> None:
        self._allowed = allowed
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host, if all that its name stands for may be reached."""
        address = await self._address(host, port)
        return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)

    async def _address(self, host: str, port: int) -> str:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise FetchError("no such server", where=plain(host)[:200], remedy="check the address") from error
        addresses = [str(each[4][0]) for each in found]
        if not addresses or not all(map(self._allowed, addresses)):
            what = "this address is not on the open internet"
            raise FetchError(what, where=plain(host)[:200], remedy="send the document itself")
        return addresses[0]

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
