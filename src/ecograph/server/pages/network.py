"""The network: who answers for what, as a picture; its script draws it from what is answered here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.routes.answering import answer
from ecograph.server.api.vocabulary import labels
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.graph import MOST
from ecograph.server.pages.libraries import missing
from ecograph.server.pages.rendering import write
from ecograph.server.pages.tracked import STATES

ROLES = ("leads", "implements", "supports", "supervises", "approves", "funds")
_LONGEST = 500

router = APIRouter(include_in_schema=False)


@page(router, "/network")
async def network(request: Request) -> Response:
    """Show the network; its script reads the view from the address."""
    return await show(request, "ecograph.server.pages.network:render")


@router.get("/network/whole.json")
async def whole(request: Request, limit: Annotated[int, Query(ge=1, le=MOST)] = MOST) -> Response:
    """Return the whole network, laid out."""
    return await answer(request, "ecograph.server.pages.graph:whole", arguments={"limit": limit})


@router.get("/network/members.json")
async def members(
    request: Request,
    place: Annotated[str, Query(max_length=_LONGEST)] = "",
    state: Annotated[str, Query(max_length=_LONGEST)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
) -> Response:
    """Return which nodes a place and a state leave."""
    arguments = {"place": place.strip(), "state": state, "limit": limit}
    return await answer(request, "ecograph.server.pages.graph:members", arguments=arguments)


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str]) -> None:
    """Write the page; without its script, it leads to the lists."""
    sql = "SELECT label, COUNT(*) AS n FROM thing WHERE type = 'Place' AND code LIKE '%00' GROUP BY label ORDER BY code LIMIT 500"
    words = {name: each.get(frame["lang"]) or each.get("zh", "") for name, each in labels().items()}
    wanted = ("kind/", "modality/", "role/")
    write(
        snapshot,
        sink,
        frame,
        "network.html",
        here="network",
        missing=missing(),
        roles=ROLES,
        states=STATES,
        places=[row["label"] for row in catalogue(snapshot).rows(sql)],
        words={name: each for name, each in words.items() if name.startswith(wanted)},
    )
