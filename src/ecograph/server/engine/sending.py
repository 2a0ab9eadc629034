"""Send an answer to the client while it is being made."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ecograph.server.engine.heads import Raw
from ecograph.server.engine.leaving import VISIT
from ecograph.server.engine.stream import Stream

# A client that takes less than this for long only occupies a place.
PATIENCE, BYTES_PER_SECOND = 30.0, 16 * 1024
_BODILESS = (204, 304)
_log = logging.getLogger(__name__)


class Whole(Response):
    """An answer that is whole already."""

    def __init__(self, body: bytes, status: int, headers: Raw) -> None:
        self.body, self.status_code, self.background = body, status, None
        self.raw_headers = [*headers]
        if status not in _BODILESS:
            self.raw_headers.append((b"content-length", b"%d" % len(body)))


class Streamed(Response):
    """The bytes of a stream; one that breaks off leaves a body without its end, so that the client sees it is not whole."""

    def __init__(self, stream: Stream, status: int, headers: Raw, *, close: Callable[[], None]) -> None:
        self._stream, self._close = stream, close
        self.status_code, self.background = status, None
        self.raw_headers = [*headers]  # the length is not known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send what comes; without a sign of life from the client for long, stop."""
        began, sent = time.monotonic(), 0
        visit = VISIT.get()
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            while data := await self._stream.get():
                sent += len(data)
                left = began + PATIENCE + sent / BYTES_PER_SECOND - time.monotonic()
                async with asyncio.timeout(max(0.0, left)):
                    await send({"type": "http.response.body", "body": data, "more_body": True})
                if visit is not None and visit.gone:
                    return
        except TimeoutError:
            _log.warning("%s: the client takes the answer too slowly, it is cut off", scope["path"])
        except Exception as error:  # noqa: BLE001 - whatever ended the answer, it can only be cut off now
            _log.warning("%s: the answer is cut off: %s", scope["path"], error)
        else:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._close()

    def __del__(self) -> None:
        """Let go of a response that was never sent."""
        self._close()
