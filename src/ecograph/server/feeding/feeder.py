"""Have the documents of a request read in a guarded process, and those that it names fetched before."""

from __future__ import annotations

import asyncio
import atexit
import os
from collections.abc import Mapping
from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request

from ecograph.errors import EcographError
from ecograph.guarding import Bounds, GuardError, Nursery
from ecograph.server.feeding.batching import Batches
from ecograph.server.feeding.bodies import body_of
from ecograph.server.feeding.errors import FetchError, RefusedError
from ecograph.server.feeding.fetching import OPEN_WEB, Rules, fetch
from ecograph.server.feeding.places import Places
from ecograph.server.feeding.taken import Taken
from ecograph.server.security import client_of
from ecograph.server.service import Service

_OUTPUT = 128 * 1024**2
_READ = "ecograph.server.feeding.taking:"
_TOO_MUCH = "send its text, or fewer documents at once"


@cache
def nursery() -> Nursery:
    """Return where this process has its guarded processes from."""
    made = Nursery([f"{_READ}warm"])
    atexit.register(made.close)
    return made


class Feeder:
    """Reads the documents of requests, so many at once as there are processors, and has them added."""

    def __init__(self, service: Service, rules: Rules = OPEN_WEB) -> None:
        settings = service.settings
        limits = settings.limits
        self.batches = Batches(service.writer) if service.writer else None
        self._limits, self._fetches, self._rules = limits, settings.fetch_urls, rules
        running = max(2, os.cpu_count() or 2)
        self._places = Places(running=running, waiting=limits.running, by_client=max(2, limits.by_client // 2))

    async def documents(
        self, request: Request, told: Mapping[str, str], base: str, *, rehearse: bool, may_fetch: bool
    ) -> list[Taken]:
        """Return what the documents of a request became.

        Raise UsageError where it is no request of ours, RefusedError where reading it met a limit, HTTPException where
        too much is being read already.
        """
        limits = self._limits
        async with self._places.held(client_of(request)):
            body = await body_of(request, max_bytes=limits.upload_bytes, seconds=limits.upload_seconds)
            kind = request.headers.get("content-type", "")
            found = await self._guarded(
                "take", body=body, content_type=kind, told=dict(told), base=base, rehearse=rehearse
            )
            del body
            return [await self._fetched(each, base, rehearse, may_fetch) if "url" in each else each for each in found]

    async def _fetched(self, wanted: Taken, base: str, rehearse: bool, may_fetch: bool) -> Taken:
        """Return what became of a document that is to be fetched."""
        if not self._fetches:
            raise HTTPException(403, "this service reads no addresses; send the document itself")
        if not may_fetch:
            raise HTTPException(
                403, "to have an address read needs a token with the scope write; send the document itself"
            )
        limits = self._limits
        try:
            got = await fetch(
                wanted["url"], max_bytes=limits.upload_bytes, seconds=limits.upload_seconds, rules=self._rules
            )
        except FetchError as error:
            return Taken(name=wanted["name"], status=422, problem=_told(error), remedy=error.remedy)
        told = {"source": wanted["url"].partition("#")[0], **{k: v for k, v in wanted["told"].items() if v}}
        (taken,) = await self._guarded(
            "take_fetched",
            data=got.data,
            content_type=got.content_type,
            url=got.url,
            told=told,
            base=base,
            rehearse=rehearse,
        )
        return taken

    async def _guarded(self, name: str, **arguments: object) -> list[Taken]:
        limits = self._limits
        bounds = Bounds(limits.upload_seconds, limits.upload_memory_bytes, _OUTPUT)
        try:
            async with asyncio.timeout(limits.upload_seconds):
                await self._places.enter()
        except TimeoutError:
            raise HTTPException(503, "too many documents are being read; try again", {"Retry-After": "5"}) from None
        try:
            found: list[Taken] = await nursery().run(_READ + name, bounds, **arguments)
        except GuardError as error:
            raise RefusedError(f"the document could not be read: {error.what}", remedy=_TOO_MUCH) from error
        finally:
            self._places.leave()
        return found


def feeder_of(request: Request) -> Feeder:
    """Return the feeder of the application that a request came to."""
    state = request.app.state
    if not hasattr(state, "feeder"):
        state.feeder = Feeder(state.service)
    found: Feeder = state.feeder
    return found


def _told(error: EcographError) -> str:
    return f"{error.where}: {error.what}" if error.where else error.what
