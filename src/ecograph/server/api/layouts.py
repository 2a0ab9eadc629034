"""Lay networks out, each once for a state of the graph, for all processes that read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeAlias

from ecograph.server.engine import Snapshot

Positions: TypeAlias = dict[str, tuple[float, float]]

_KEPT_FILES, _KEPT = 200, 16


def positions(snapshot: Snapshot, labels: Mapping[str, str], edges: Iterable[tuple[str, str]]) -> Positions:
    """Return x and y of each node in typographic points, y downwards; the same for the same nodes and edges."""
    joined = sorted(set(edges))
    key = blake2b(json.dumps([sorted(labels.items()), joined]).encode(), digest_size=12).hexdigest()
    kept: dict[str, Positions] = snapshot.kept.setdefault("layouts", {})
    if key not in kept:
        found = _read(snapshot.folder, key) or _lay_out(labels, joined)
        if snapshot.folder is not None:
            _write(snapshot.folder, key, found)
        if len(kept) >= _KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = found
        return found
    return kept[key]


def _lay_out(labels: Mapping[str, str], edges: Iterable[tuple[str, str]]) -> Positions:
    from networkx import MultiDiGraph

    from ecograph.network import layout

    network = MultiDiGraph()
    network.add_nodes_from((node, {"label": label}) for node, label in sorted(labels.items()))
    network.add_edges_from(edges)
    return {str(node): (round(x, 1), -round(y, 1)) for node, (x, y) in layout(network).items()}


def _file(folder: Path, key: str) -> Path:
    return folder / "layouts" / f"{key}.json"


def _read(folder: Path | None, key: str) -> Positions | None:
    if folder is None:
        return None
    try:
        told = json.loads(_file(folder, key).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return {node: (x, y) for node, (x, y) in told.items()}


def _write(folder: Path, key: str, found: Positions) -> None:
    """Write a layout, whole or not at all; beyond a number of them, a filter more makes no more files."""
    path = _file(folder, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() or sum(1 for _ in path.parent.iterdir()) >= _KEPT_FILES:
        return
    with NamedTemporaryFile("w", dir=path.parent, suffix=".draft", delete=False, encoding="utf-8") as draft:
        json.dump(found, draft, ensure_ascii=False)
    Path(draft.name).replace(path)
