"""The messages between a process and those who asked for it: five bytes that tell length and kind, then the payload.

Requests are pickled: they come from our own process. Replies are read as plain values and nothing else, since the process
that writes them may have been turned by what it read.
"""

from __future__ import annotations

import asyncio
import io
import pickle
import socket
import struct
from collections.abc import Iterator
from typing import Any

HEADER = struct.Struct("!IB")

# Kinds of reply; LAST says that the process ends with this one.
READY, HEAD, BODY, LAST, END, ERROR = range(1, 7)
REQUEST = 9


def frame(kind: int, payload: bytes = b"") -> bytes:
    """Return a message."""
    return HEADER.pack(len(payload), kind) + payload


def request(value: object) -> bytes:
    """Return a request as a message."""
    return frame(REQUEST, pickle.dumps(value, protocol=5))


def plain(data: bytes) -> Any:  # noqa: ANN401 - whatever plain value it is
    """Return a pickled plain value (None, numbers, text, bytes, and lists, tuples, dicts, sets of these)."""
    return _Plain(io.BytesIO(data)).load()


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


class Frames:
    """Take bytes as they come and give the whole messages among them."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield the kind and payload of each message that is now whole."""
        rest: bytes | bytearray = data
        if self._rest:
            self._rest += data
            rest = self._rest
        at, end = 0, len(rest)
        while end - at >= HEADER.size:
            length, kind = HEADER.unpack_from(rest, at)
            stop = at + HEADER.size + length
            if stop > end:
                break
            yield kind, bytes(rest[at + HEADER.size : stop])
            at = stop
        if rest is self._rest:
            del self._rest[:at]
        elif at < end:
            self._rest += rest[at:]


def received(connection: socket.socket) -> bytes | None:
    """Return the payload of the next message, None where the other side has gone."""
    header = _exactly(connection, HEADER.size)
    return None if header is None else _exactly(connection, HEADER.unpack(header)[0])


async def received_from(reader: asyncio.StreamReader) -> bytes | None:
    """Return the payload of the next message, None where the other side has gone."""
    try:
        header = await reader.readexactly(HEADER.size)
        return await reader.readexactly(HEADER.unpack(header)[0])
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    data = connection.recv(size)
    if len(data) == size:
        return data
    parts, missing = [data], size - len(data)
    while missing and parts[-1]:
        parts.append(connection.recv(min(missing, 1 << 20)))
        missing -= len(parts[-1])
    return None if missing else b"".join(parts)
