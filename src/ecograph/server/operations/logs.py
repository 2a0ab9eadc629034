"""Write what happens as one line an event, for people or (JSON) for programs; the program's own logs and uvicorn's alike."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import MutableMapping
from functools import partial
from typing import Any, Literal, TextIO, TypeAlias

import structlog

from ecograph.server.operations.ids import request_id

Style: TypeAlias = Literal["text", "json", "off"]
_Event: TypeAlias = MutableMapping[str, Any]
_QUOTED = re.compile(r"""[\s='"]""")


def configure(style: Style = "text", *, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send the logs of this process to `stream` (standard error), from `level` up; "off" leaves warnings and errors."""
    out = sys.stderr if stream is None else stream
    if style == "off":
        level, style = logging.WARNING, "text"
    shared: list[Any] = [_with_id, structlog.processors.add_log_level, _stamp()]
    renderer = _renderer(style, out)
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, renderer]
        if style == "json"
        else [*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    last: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if style == "json":
        last.append(structlog.processors.format_exc_info)
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=[*shared, _named], processors=[*last, renderer])
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"  # each request has its line already, with more on it
    logging.getLogger("uvicorn.error").setLevel(max(level, logging.WARNING))
    for name in ("httpx", "httpcore", "asyncio", "mcp"):
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def _stamp() -> Any:  # noqa: ANN401 - structlog's processors are what they are
    return structlog.processors.TimeStamper(fmt="iso", utc=True, key="at")


def _renderer(style: Style, out: TextIO) -> Any:  # noqa: ANN401 - as above
    if style == "json":
        encode = json.JSONEncoder(
            ensure_ascii=False, default=str
        ).encode  # made once: to make it takes longer than a line
        return structlog.processors.JSONRenderer(serializer=lambda event, **_: encode(event))
    console = structlog.dev.ConsoleRenderer(
        colors=out.isatty(),
        pad_event_to=8,
        sort_keys=False,
        timestamp_key="at",
        exception_formatter=structlog.dev.plain_traceback,
    )
    return console if out.isatty() else partial(_plain, console)


def _plain(console: Any, logger: Any, name: str, event: _Event) -> Any:  # noqa: ANN401 - as above
    """Return the line of a request, of which there are many, as the console renderer writes it in ten times the time."""
    if event["event"] != "request" or "exc_info" in event or "logger" in event:
        return console(logger, name, event)
    said = [f"{key}={_shown(value)}" for key, value in event.items() if key not in ("at", "level", "event")]
    return f"{event['at']} [{event['level']:<9}] request  {' '.join(said)}"


def _shown(value: object) -> str:
    text = str(value)
    return repr(text) if _QUOTED.search(text) else text


def _with_id(_: Any, __: str, event: _Event) -> _Event:  # noqa: ANN401 - as above
    """Add the request's id to what is logged while one is answered."""
    if "id" not in event and (found := request_id()):
        event["id"] = found
    return event


def _named(_: Any, __: str, event: _Event) -> _Event:  # noqa: ANN401 - as above
    """Say which logger of the standard library a line comes from."""
    record: logging.LogRecord | None = event.get("_record")
    if record is not None:
        event["logger"] = record.name
    return event
