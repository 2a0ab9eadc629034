"""One state of the graph that does not change while work reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ecograph.store import Store


@dataclass(slots=True)
class Snapshot:
    """The store to read, the stamp of its state, and what has been made of it.

    `folder` holds files made of this state for all who read it (a search index, a layout), None for a store in memory;
    `kept` holds what this process has made of it. Both go when the state does.
    """

    store: Store
    stamp: str
    folder: Path | None = None
    kept: dict[str, Any] = field(default_factory=dict)
