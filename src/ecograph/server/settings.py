"""What a service was told when it started; frozen, and passed on whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ecograph.server.security.tokens import Token


@dataclass(frozen=True, slots=True)
class Limits:
    """What requests may cost.

    `seconds`, `memory_bytes`, `result_bytes` and `rows` hold for one piece of work, `query_bytes` for the text of a query,
    `running` for all that runs at once and `by_client` for what one client runs at once, in each of several workers;
    `total_memory_bytes` for all processes that run work, 0 for half of the machine's memory; `upload_bytes`, `upload_seconds`
    and `upload_memory_bytes` for one document that is sent in.
    """

    seconds: float = 30.0
    memory_bytes: int = 2 * 1024**3
    result_bytes: int = 256 * 1024**2
    rows: int = 1_000_000
    query_bytes: int = 256 * 1024
    running: int = 16
    by_client: int = 8
    total_memory_bytes: int = 0
    upload_bytes: int = 20 * 1024**2
    upload_seconds: float = 30.0
    upload_memory_bytes: int = 1024**3

    @property
    def body_bytes(self) -> int:
        """Return what no request's body goes over, whatever its route: an upload, or a query that is written as a form."""
        return max(self.upload_bytes + 64 * 1024, 3 * self.query_bytes + 64 * 1024)

    @property
    def address_bytes(self) -> int:
        """Return what no address with its query goes over: a query may stand in it, each byte as three."""
        return 3 * self.query_bytes + 8 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How the service presents itself and what it allows.

    `root_path` is the prefix below which a proxy serves it; `origins` are the web origins that may read it from scripts;
    `services` the endpoints that SERVICE and LOAD may reach; `update` allows SPARQL updates, `fetch_urls` the reading of
    addresses; `read_only` forbids all writing, whoever asks. `tokens` and those of `token_file`, which is read again when it
    changes, open what their scopes say; `require_token` asks for one with the scope read for everything but health.
    `proxies` are the addresses and networks whose X-Forwarded headers are believed; `metrics_folder` is where front processes
    keep their numbers, None for one process alone, and `process` names this one of them. `log` is the form of the log's
    lines; `mcp` gives language models their tools at /mcp.
    """

    title: str = "EcoGraph"
    limits: Limits = field(default_factory=Limits)
    root_path: str = ""
    origins: tuple[str, ...] = ("*",)
    services: tuple[str, ...] = ()
    update: bool = False
    fetch_urls: bool = False
    read_only: bool = False
    tokens: tuple[Token, ...] = ()
    token_file: Path | None = None
    require_token: bool = False
    proxies: tuple[str, ...] = ()
    metrics_folder: Path | None = None
    process: str = ""
    log: Literal["text", "json", "off"] = "text"
    mcp: bool = False
