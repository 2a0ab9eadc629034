"""Serve the tools: over standard input, or at /mcp of an application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from inspect import getdoc
from typing import TYPE_CHECKING, Any, TypeAlias

from ecograph import __version__
from ecograph.mcp.asking import Asker, Inside

if TYPE_CHECKING:
    from mcp.server import MCPServer
    from starlette.applications import Starlette

PATH = "/mcp"
_INSTRUCTIONS = """\
EcoGraph is a knowledge graph of public commitments read from Chinese government and environment news: which agency and which
official promised what, for which place, by when and how much, and what was reported done. Every fact has the sentence that
says it. Names are Chinese. Begin with search (Chinese words, or pinyin), then entity, evidence or question; use sparql for
what they cannot say. Quote the sentences, with their article and day, when you state a fact."""


Lifespan: TypeAlias = Callable[[Any], AbstractAsyncContextManager[Any]]


def server(asker: Asker, *, lifespan: Lifespan | None = None) -> MCPServer[Any]:
    """Return the server of the tools on a service; `lifespan` is around all that it does."""
    from mcp.server import MCPServer
    from mcp_types import ToolAnnotations

    from ecograph.mcp.tools import Tools

    made: MCPServer[Any] = MCPServer(
        "ecograph",
        title="EcoGraph",
        version=__version__,
        instructions=_INSTRUCTIONS,
        log_level="WARNING",
        lifespan=lifespan,
    )
    tools = Tools(asker)
    for tool, title in (
        (tools.search, "Search names and sentences"),
        (tools.entity, "Look at an entity"),
        (tools.evidence, "Quote the sentences behind facts"),
        (tools.question, "Ask a named question"),
        (tools.match, "Match a pattern"),
        (tools.sparql, "Query in SPARQL"),
    ):
        made.add_tool(
            tool,
            title=title,
            description=getdoc(tool),
            annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
        )
    return made


def mount(app: Starlette) -> None:
    """Give an application the tools at /mcp (streamable HTTP), on itself.

    No session is kept between requests, so that any of several processes answers any of them.
    """
    from mcp.server.transport_security import TransportSecuritySettings
    from starlette.routing import Route

    made = server(Inside(app))
    inner = made.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        # Who may ask is told by the application around it: its tokens, its origins, its limits.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    # Nothing is ever told that was not asked: a stream to listen on (GET) would only be held open.
    app.router.routes[:0] = [
        Route(PATH, endpoint=route.endpoint, methods=["POST"]) for route in inner.routes if isinstance(route, Route)
    ]
    outer = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(around: Any) -> AsyncIterator[Any]:  # noqa: ANN401 - as Starlette has it
        async with made.session_manager.run(), outer(around) as state:
            yield state

    app.router.lifespan_context = lifespan


def run_stdio(asker: Asker, *, lifespan: Lifespan | None = None) -> None:
    """Serve the tools over standard input and output, until the input ends."""
    server(asker, lifespan=lifespan).run("stdio")
