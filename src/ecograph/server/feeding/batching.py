"""Put together what waits to be added: to bring the graph up to date costs the same for one document and for fifty."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from ecograph.server.feeding.adding import Added
from ecograph.server.writing import Writer

Document: TypeAlias = tuple[bytes, str, str]
_WORK = "ecograph.server.feeding.adding:add"
_TOGETHER = 50


class _Waiting(NamedTuple):
    documents: Sequence[Document]
    result: asyncio.Future[list[Added]]


class Batches:
    """Adds documents: those of one request together, with those of the requests that came while others were being added."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waiting: list[_Waiting] = []
        self._work: asyncio.Task[None] | None = None

    async def add(self, documents: Sequence[Document]) -> list[Added]:
        """Return what became of the documents of one request, or raise what kept them out; they are in or out as one."""
        one = _Waiting(documents, asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._add_all())
        return await one.result

    async def _add_all(self) -> None:
        while batch := self._next():
            try:
                await self._add(batch)
            except Exception:  # noqa: BLE001 - one request's documents must not keep those of the others out
                for one in batch:
                    await self._add_alone(one)

    def _next(self) -> list[_Waiting]:
        batch, size = list[_Waiting](), 0
        while self._waiting and (not batch or size + len(self._waiting[0].documents) <= _TOGETHER):
            size += len(self._waiting[0].documents)
            batch.append(self._waiting.pop(0))
        return batch

    async def _add(self, batch: Sequence[_Waiting]) -> None:
        documents = [document for one in batch for document in one.documents]
        added: list[Added] = await self._writer.do(_WORK, documents=documents)
        for one in batch:
            mine, added = added[: len(one.documents)], added[len(one.documents) :]
            if not one.result.done():
                one.result.set_result(mine)

    async def _add_alone(self, one: _Waiting) -> None:
        try:
            await self._add([one])
        except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked must hear of it
            if not one.result.done():
                one.result.set_exception(error)
