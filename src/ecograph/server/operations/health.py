"""Say whether the service is alive, whether it can answer, and what its numbers are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any

import anyio
import anyio.to_thread
from fastapi import APIRouter, FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse

from ecograph import __version__
from ecograph.errors import EcographError
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.operations.metrics import CONTENT_TYPE, Metrics
from ecograph.server.operations.observing import figures
from ecograph.server.problems import problem
from ecograph.server.settings import Settings

router = APIRouter(tags=["Service"])
# Between two of these nothing is asked anew, however often somebody looks.
_KEPT_SECONDS = 1.0
_PATIENCE = 3.0


@router.get("/healthz", summary="Is the server up?")
async def alive() -> dict[str, str]:
    """Answer at once, without the store."""
    return {"status": "ok", "version": __version__}


@router.get(
    "/readyz", summary="Does the graph answer?", responses={503: {"description": "a small query finds no answer"}}
)
async def ready(request: Request) -> Response:
    """Ask the graph a small question; 503 if no answer comes within three seconds."""
    watch: Watch = request.app.state.watch
    return await watch.ready()


@router.get("/metrics", summary="Numbers for Prometheus", response_class=Response)
async def metrics(request: Request) -> Response:
    """Return the numbers of all front processes as Prometheus reads them."""
    watch: Watch = request.app.state.watch
    return await watch.numbers()


class Watch:
    """What a front process knows of itself; those who look at once, or again within a second, get the same answer."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        self.metrics = Metrics(settings.metrics_folder, process=settings.process)
        self._app = app
        self._kept: dict[str, tuple[float, asyncio.Task[Response]]] = {}
        self._documents: tuple[str, int] | None = None

    async def ready(self) -> Response:
        """Return whether a small query has an answer."""
        return await self._once("ready", self._ready)

    async def numbers(self) -> Response:
        """Return the numbers of all processes."""
        return await self._once("metrics", self._numbers)

    async def _once(self, name: str, make: Callable[[], Coroutine[Any, Any, Response]]) -> Response:
        at, task = self._kept.get(name, (0.0, None))
        here = asyncio.get_running_loop()
        if task is None or monotonic() - at > _KEPT_SECONDS or task.get_loop() is not here:
            task = here.create_task(make())
            self._kept[name] = (monotonic(), task)
        found = await asyncio.shield(task)
        # Each gets a response of his own: what is around it adds headers to it.
        return Response(found.body, found.status_code, media_type=found.headers["content-type"])

    async def _ready(self) -> Response:
        try:
            with anyio.fail_after(_PATIENCE):
                await self._small(f"{__name__}:probe")
        except TimeoutError:
            return problem(503, f"a small query had no answer within {_PATIENCE:g} seconds")
        except (EcographError, HTTPException) as error:
            return problem(503, f"a small query failed: {error}")
        return JSONResponse({"status": "ready", "state": self._state, "version": __version__})

    async def _numbers(self) -> Response:
        found = figures(self._app)
        self.metrics.tell(found)
        also: dict[str, tuple[str, float]] = {}
        if "generation" in found:
            told = "When the state of the graph was made that is read now"
            also["ecograph_generation_timestamp_seconds"] = (told, found["generation"])
        if (documents := await self._counted()) is not None:
            also["ecograph_documents"] = ("Documents in the graph", documents)
        return Response(await anyio.to_thread.run_sync(self.metrics.text, also), media_type=CONTENT_TYPE)

    async def _counted(self) -> int | None:
        """Return how many documents there are, counted once for each state of the graph; None if that cannot be told now."""
        state = self._state
        if self._documents is None or self._documents[0] != state:
            try:
                with anyio.fail_after(_PATIENCE):
                    self._documents = state, int(await self._small(f"{__name__}:documents"))
            except (TimeoutError, EcographError, HTTPException):
                return None
        return self._documents[1]

    @property
    def _state(self) -> str:
        stamp: str = self._app.state.service.engine.stamp
        return stamp

    async def _small(self, work: str) -> bytes:
        """Return what a piece of work writes; the service asks itself, as a client of its own."""
        response = await self._app.state.service.engine.answer(work, client="ecograph")
        if isinstance(response, StreamingResponse):
            return b"".join([bytes(part) async for part in response.body_iterator])  # type: ignore[arg-type]
        return bytes(response.body)


def probe(snapshot: Snapshot, sink: Sink) -> None:
    """Answer whether there is anything in the graph."""
    answer = snapshot.store.query("ASK { ?s ?p ?o }")
    sink.head(content_type="text/plain")
    sink.write(b"1" if answer else b"0")


def documents(snapshot: Snapshot, sink: Sink) -> None:
    """Count the documents."""
    sink.head(content_type="text/plain")
    sink.write(str(len(snapshot.store.documents())).encode())
