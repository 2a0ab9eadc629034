"""Serve a store over HTTP on this machine."""

from __future__ import annotations

import contextlib
import errno
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ecograph.errors import EcographError, UsageError
from ecograph.upkeep import open_graph

if TYPE_CHECKING:
    from fastapi import FastAPI


def serve(
    store_path: str | Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    title: str = "EcoGraph",
    announce: Callable[[str], None] = print,
) -> None:
    """
    Serve the store until interrupted; port 0 takes a free one. `announce` gets the line that names the address.

    Raises UsageError when the port cannot be had, StoreError when the store cannot be opened; both at once.
    """
    import uvicorn

    from ecograph.server.app import create_app
    from ecograph.server.pages.libraries import complaint

    with listen(host, port) as listener, open_graph(store_path) as store:
        app = create_app(store, title=title)
        threading.Thread(target=_prepare, args=(app,), daemon=True).start()
        config = uvicorn.Config(app, log_level="warning", ws="none")
        if lacking := complaint():
            announce(lacking)
        announce(f"EcoGraph is at {address(listener)} (stop it with Ctrl+C)")
        with contextlib.suppress(KeyboardInterrupt):  # how a server is meant to be stopped
            uvicorn.Server(config).run(sockets=[listener])


def _prepare(app: FastAPI) -> None:
    """Lay the network out before the first visitor asks; a server that stops meanwhile has closed the store."""
    with contextlib.suppress(EcographError):
        app.state.networks.get()


def listen(host: str, port: int) -> socket.socket:
    """Return a bound socket, so that nobody can take the port between the check and the start."""
    if not 0 <= port <= 65535:
        raise UsageError("a port is a number from 0 to 65535", where=f"{host}:{port}", remedy="choose one with --port")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageError(f"cannot listen on this address ({error})", where=f"{host}:{port}", remedy=_HOST) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        # From here on a client waits instead of being refused while the server comes up.
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise _refusal(host, port, error) from error
    return listener


def address(listener: socket.socket) -> str:
    """Return the URL of a bound socket."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


_HOST = "try --host 127.0.0.1"


def _refusal(host: str, port: int, error: OSError) -> EcographError:
    where = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return UsageError(f"port {port} is in use", where=where, remedy=f"choose another one, e.g. --port {other}")
    if error.errno == errno.EACCES:
        return UsageError(f"port {port} needs more rights", where=where, remedy="choose one above 1023 with --port")
    return UsageError(f"cannot listen there ({error.strerror})", where=where, remedy=_HOST)
