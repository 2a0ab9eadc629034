"""The catalogue of one state of the graph: made once, in a file for all who read that state."""

from __future__ import annotations

import fcntl
import sqlite3
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from ecograph.server.api.catalogue.making import make
from ecograph.server.api.catalogue.schema import VERSION
from ecograph.server.engine import Snapshot
from ecograph.server.limits import LimitError
from ecograph.store import Store

Row: TypeAlias = sqlite3.Row

_FILE = f"catalogue-{VERSION}.sqlite"
_PATIENCE, _PAUSE = 10.0, 0.05
_LATER = "try again in a few seconds; SPARQL and search answer meanwhile"
_making = threading.Lock()


class Catalogue:
    """Rows of the tables in `schema`, read by any thread."""

    def __init__(self, database: sqlite3.Connection) -> None:
        database.row_factory = sqlite3.Row
        self._database = database
        self._turn = threading.Lock()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a SELECT."""
        with self._turn:
            return self._database.execute(sql, values).fetchall()

    def __del__(self) -> None:
        """Let go of the file: a state goes when a newer one comes, in whatever thread that is noticed."""
        self._database.close()

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """Return the first row of a SELECT, if any."""
        return next(iter(self.rows(sql, values)), None)

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:  # noqa: ANN401 - what the column holds
        """Return the first value of the first row."""
        found = self.row(sql, values)
        return found[0] if found else None


def catalogue(snapshot: Snapshot) -> Catalogue:
    """Return the catalogue of a state, made if need be: seconds for a million quads, once for all processes."""
    found: Catalogue | None = snapshot.kept.get("catalogue")
    if found is None:
        with _making:
            found = snapshot.kept.get("catalogue") or _opened(snapshot)
            snapshot.kept["catalogue"] = found
    return found


def prepare(snapshot: Snapshot) -> None:
    """Make the catalogue of a state before anybody asks for it."""
    catalogue(snapshot)


def _opened(snapshot: Snapshot) -> Catalogue:
    if snapshot.folder is None:
        database = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        make(database, snapshot.store)
        return Catalogue(database)
    path = snapshot.folder / _FILE
    if not path.exists():
        _make_file(path, snapshot.store)
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return Catalogue(sqlite3.connect(address, uri=True, check_same_thread=False))


def _make_file(path: Path, store: Store) -> None:
    """Make the file, in one process while the others wait; it appears whole or not at all.

    A process that is ended while it makes it leaves a draft, which the next one takes up.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{path}.lock").open("w") as lock:
        if not _locked(lock.fileno()):
            raise LimitError(
                "the lists of this state of the graph are being made", status=503, remedy=_LATER, retry_after=5
            )
        if path.exists():
            return
        draft = Path(f"{path}.draft")
        database = sqlite3.connect(draft, isolation_level=None)
        try:
            # Each step is whole after the end of a process; after that of the machine, all of it is made anew.
            database.execute("PRAGMA synchronous = OFF")
            make(database, store)
        finally:
            database.close()
        draft.replace(path)


def _locked(file: int) -> bool:
    """Wait for the lock, which the system lets go of where the one who has it ends; say whether it came."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                return False
            time.sleep(_PAUSE)
        else:
            return True
