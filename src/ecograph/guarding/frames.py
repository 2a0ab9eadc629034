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
_PIECE = 1 << 14


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
    """Take bytes as they come and give the whole messages among them; of BODY, pieces as they come."""

    def __init__(self) -> None:
        self._rest = b""
        self._body = 0  # bytes that are still to come of a BODY

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield the kind and payload of each message that is now whole, and what has come of a BODY."""
        if self._rest:
            data, self._rest = self._rest + data, b""
        at, end = 0, len(data)
        while at < end:
            if self._body:
                stop = min(end, at + self._body)
                self._body -= stop - at
                yield BODY, data[at:stop]
            elif end - at < HEADER.size:
                break
            else:
                length, kind = HEADER.unpack_from(data, at)
                stop = at + HEADER.size
                if kind == BODY:
                    self._body = length
                elif stop + length > end:
                    break
                else:
                    yield kind, data[stop : stop + length]
                    stop += length
            at = stop
        self._rest = data[at:]


def received(connection: socket.socket) -> bytes | None:
    """Return the payload of the next message, None where the other side has gone; it sends one message at a time."""
    data = connection.recv(_PIECE)
    if len(data) >= HEADER.size and len(data) == HEADER.size + HEADER.unpack_from(data)[0]:
        return data[HEADER.size :]
    parts = bytearray(data)
    while data and not (len(parts) >= HEADER.size and len(parts) >= HEADER.size + HEADER.unpack_from(parts)[0]):
        data = connection.recv(1 << 20)
        parts += data
    return bytes(parts[HEADER.size :]) if data else None


async def received_from(reader: asyncio.StreamReader) -> bytes | None:
    """Return the payload of the next message, None where the other side has gone."""
    try:
        header = await reader.readexactly(HEADER.size)
        return await reader.readexactly(HEADER.unpack(header)[0])
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
