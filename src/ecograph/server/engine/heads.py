"""The head of a response, on its way from the process that makes it: the same few again and again."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TypeAlias

from ecograph.guarding.frames import HEAD, frame

Head: TypeAlias = tuple[int, tuple[tuple[str, str], ...]]
"""The status, and the names and values of headers."""
Raw: TypeAlias = tuple[tuple[bytes, bytes], ...]


@lru_cache(maxsize=256)
def written(head: Head) -> bytes:
    """Return the message that tells a head; what could not stand in one fails here, where it is still the work's fault."""
    return frame(HEAD, json.dumps(head, ensure_ascii=False).encode("latin-1"))


@lru_cache(maxsize=256)
def read(payload: bytes) -> tuple[int, Raw]:
    """Return the status and the headers, as ASGI has them, that a message tells."""
    status, headers = json.loads(payload.decode("latin-1"))
    # Of two headers with the same name the last one counts.
    named = {str(name).lower(): str(value) for name, value in headers}
    return int(status), tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in named.items())
