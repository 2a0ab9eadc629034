"""Flow the legend's entries into rows: the classes of node first, then the kinds of edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ecograph.network import metrics
from ecograph.network.style import EDGES, NODES, OTHER_EDGE, OTHER_NODE, EdgeStyle, NodeStyle, edge_key

if TYPE_CHECKING:
    from networkx import MultiDiGraph

ROW = 17.0  # points
SAMPLE = 26.0  # points that an edge's sample takes
_BETWEEN = 20.0

Style: TypeAlias = NodeStyle | EdgeStyle


class Entry(NamedTuple):
    """One entry: where its sample starts, how many rows down, its look and its text."""

    x: float
    row: int
    style: Style
    text: str

    @property
    def text_x(self) -> float:
        """Return where the text starts."""
        return self.x + sample(self.style)


def sample(style: Style) -> float:
    """Return the room that the sample takes in points."""
    return 16.0 if isinstance(style, NodeStyle) else SAMPLE + 6


def entries(network: MultiDiGraph, width: float) -> list[Entry]:
    """Return the legend of what the network holds, flowed into rows of `width` points."""
    types = {data.get("type", "") for _, data in network.nodes(data=True)}
    kinds = {edge_key(data.get("predicate", ""), data.get("role", "")) for *_, data in network.edges(data=True)}
    rows = _flow(_looks(types, NODES, OTHER_NODE), width, 0)
    return rows + _flow(_looks(kinds, EDGES, OTHER_EDGE), width, rows[-1].row + 1 if rows else 0)


def _looks(found: Iterable[object], table: Mapping[Any, Style], other: Style) -> list[Style]:
    """Return the rows of a style table that are in use, in the table's order."""
    names = set(found)
    looks: list[Style] = [style for name, style in table.items() if name in names]
    return looks + [other] * bool(names - set(table))


def _flow(styles: Sequence[Style], width: float, row: int) -> list[Entry]:
    x, placed = 0.0, []
    for style in styles:
        text = f"{style.zh} {style.en}"
        room = sample(style) + metrics.width(text) * metrics.FONT_SIZE
        if x and x + room > width:
            x, row = 0.0, row + 1
        placed.append(Entry(x, row, style, text))
        x += room + _BETWEEN
    return placed
