"""Send requests to a server, and send them again where that is safe."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

TIMEOUT = "ECOGRAPH_STORE_TIMEOUT"
_TRIES = 6
_LONGEST = 30.0
# With these, the request was not looked at; with the others of `_AWAY`, nobody knows.
_BUSY = frozenset([429, 503])
_AWAY = _BUSY | {408, 502, 504}


class RefusedError(OSError):
    """What a server said no to; `status` is that of HTTP."""

    def __init__(self, told: str, status: int) -> None:
        super().__init__(told)
        self.status = status


class CutError(OSError):
    """What a server would answer in part only."""


class Requests:
    """The way to one server; `client` sends the requests, with whatever proves who asks."""

    def __init__(self, client: httpx.Client, wait: Callable[[float], None] = time.sleep) -> None:
        self._client, self._wait = client, wait

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def send(self, method: str, url: str, *, twice: bool = True, **options: object) -> httpx.Response:
        """Return the answer to a request, sent again where the server is busy or away; OSError where it stays so.

        One that must not be made `twice` is sent again only where it was not looked at.
        """
        import httpx

        told = ""
        for attempt in range(_TRIES):
            pause = min(_LONGEST, 0.25 * 2**attempt) * (0.5 + random.random() / 2)
            try:
                answer = self._client.request(method, url, **options)  # type: ignore[arg-type]
            except httpx.ReadTimeout as error:  # it is at work, and would begin anew
                raise OSError(
                    f"{url} was silent for too long ({error}); {TIMEOUT} sets for how many seconds it may be"
                ) from error
            except httpx.TransportError as error:
                told = f"{type(error).__name__}: {error}"
                if not twice and not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                    raise OSError(f"{url} broke off ({told}); whether it has made the change is not known") from error
            else:
                if answer.status_code not in (_AWAY if twice else _BUSY):
                    return _checked(answer)
                told = f"status {answer.status_code}"
                pause = max(pause, min(_LONGEST, _seconds(answer.headers.get("retry-after", ""))))
            if attempt + 1 < _TRIES:
                self._wait(pause)
        raise OSError(f"{url} did not answer in {_TRIES} tries ({told})")


def _checked(answer: httpx.Response) -> httpx.Response:
    status, where = answer.status_code, answer.request.url
    if status < 300:  # a redirection has done nothing
        return answer
    said = " ".join(answer.text.split())[:300]
    if status == 400:
        raise SyntaxError(said)
    if status in (401, 403):
        raise RefusedError(
            f"{where} refuses (status {status}): name a user, a password or a token that it knows", status
        )
    raise RefusedError(f"{where} answered with status {status}: {said}", status)


def _seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0
