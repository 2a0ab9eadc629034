"""Write a network to a file for graph tools, spreadsheets or the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ecograph.export.files import write_all
from ecograph.export.formats import NETWORK_FORMATS, format_of
from ecograph.export.graphxml import gexf, graphml
from ecograph.export.page import page
from ecograph.export.rows import Positions
from ecograph.export.tables import tables

if TYPE_CHECKING:
    from networkx import Graph

Writer: TypeAlias = "Callable[[Graph, Path, Positions | None, str], dict[Path, bytes]]"

_WRITERS: dict[str, Writer] = {
    "graphml": lambda network, path, positions, _: {path: graphml(network, positions)},
    "gexf": lambda network, path, positions, _: {path: gexf(network, positions)},
    "csv": lambda network, path, positions, _: tables(network, path, positions),
    "html": lambda network, path, positions, title: {path: page(network, positions, title=title)},
}


def export_network(
    network: Graph,
    path: str | Path,
    positions: Positions | None = None,
    *,
    format: str | None = None,
    title: str = "",
) -> tuple[Path, ...]:
    """Write the network to a .graphml, .gexf, .csv (two files) or .html file and return the paths of what was written.

    `positions` (node -> x, y in points, y upwards) are kept where the format has room for them; without them a page
    shows the nodes on a circle. `title` is the page's. Raises `ExportError` as `export_graph` does.
    """
    path = Path(path)
    name = format_of(path, format=format, known=NETWORK_FORMATS)
    return write_all(_WRITERS[name](network, path, positions, title))
