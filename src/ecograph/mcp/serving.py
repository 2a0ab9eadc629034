"""Serve the tools: over standard input, or at /mcp of an application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

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


def server(asker: Asker) -> MCPServer[Any]:
    """Return the server of the tools on a service."""
    from mcp.server import MCPServer
    from mcp_types import ToolAnnotations

    from ecograph.mcp.tools import Tools

    made: MCPServer[Any] = MCPServer(
        "ecograph", title="EcoGraph", version=__version__, instructions=_INSTRUCTIONS, log_level="WARNING"
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
            annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
        )
    return made


def mount(app: Starlette, *, root_path: str = "") -> None:
    """Give an application the tools at /mcp (streamable HTTP), on itself.

    No session is kept between requests, so that any of several processes answers any of them.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    made = server(Inside(app, root_path=root_path))
    inner = made.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        # Who may ask is told by the application around it: its tokens, its origins, its limits.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    app.router.routes[:0] = inner.routes
    outer = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(around: Any) -> AsyncIterator[Any]:  # noqa: ANN401 - as Starlette has it
        async with made.session_manager.run(), outer(around) as state:
            yield state

    app.router.lifespan_context = lifespan


def run_stdio(asker: Asker) -> None:
    """Serve the tools over standard input and output, until the input ends."""
    server(asker).run("stdio")
