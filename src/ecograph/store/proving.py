"""Prove who asks a server, in the way that the server wants."""

from __future__ import annotations

from collections.abc import Generator

import httpx


class Challenged(httpx.Auth):
    """A name and a password, told when they are asked for: as a digest where the server takes one, else as they are."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request, and again with the proof where it is asked for; from then on with the first request."""
        if self._chosen is None:
            answer = yield request
            if answer.status_code != httpx.codes.UNAUTHORIZED:
                return
            wanted = answer.headers.get("www-authenticate", "").casefold()
            kind = httpx.DigestAuth if "digest" in wanted else httpx.BasicAuth
            self._chosen = kind(self._user, self._password)
        yield from self._chosen.auth_flow(request)
