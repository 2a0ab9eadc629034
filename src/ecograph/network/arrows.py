"""Draw edges as lines with arrow heads, from the border of one symbol to the border of the other."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ecograph.network.labelling import Spot
from ecograph.network.style import EdgeStyle, edge_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path
    from networkx import MultiDiGraph

HEAD_LENGTH, HEAD_WIDTH = 6.0, 2.5  # points; the width is half the head's
_BEND = 0.2  # of the distance, for the second edge between two nodes

Point: TypeAlias = tuple[float, float]


class Arrow(NamedTuple):
    """A curve with one control point, in points; the head sits at the end and points along the curve."""

    start: Point
    control: Point
    end: Point

    @property
    def head(self) -> list[Point]:
        """Return the triangle whose tip is the arrow's end."""
        dx, dy = _unit(self.control, self.end)
        x, y = self.end[0] - HEAD_LENGTH * dx, self.end[1] - HEAD_LENGTH * dy
        return [self.end, (x - HEAD_WIDTH * dy, y + HEAD_WIDTH * dx), (x + HEAD_WIDTH * dy, y - HEAD_WIDTH * dx)]

    @property
    def neck(self) -> Point:
        """Return where the line ends: inside the head, so that a thick line does not stick out of the tip."""
        dx, dy = _unit(self.control, self.end)
        return self.end[0] - 0.8 * HEAD_LENGTH * dx, self.end[1] - 0.8 * HEAD_LENGTH * dy


def paint_arrows(axes: Axes, network: MultiDiGraph, spots: Mapping[Hashable, Spot]) -> None:
    """Draw all edges, one collection of lines and one of heads for each style."""
    from matplotlib.collections import PathCollection, PolyCollection

    groups: dict[EdgeStyle, list[Arrow]] = defaultdict(list)
    for style, arrow in _arrows(network, spots):
        groups[style].append(arrow)
    for style, arrows in groups.items():
        lines = PathCollection(
            [_path(arrow) for arrow in arrows], facecolors="none", edgecolors=style.colour, linewidths=style.width,
            linestyles=[dashes(style)], capstyle="butt", zorder=1,
        )  # fmt: skip
        axes.add_collection(lines)
        heads = [arrow.head for arrow in arrows]
        axes.add_collection(PolyCollection(heads, facecolors=style.colour, edgecolors="none", zorder=1.5))


def dashes(style: EdgeStyle) -> tuple[float, tuple[float, ...]] | str:
    """Return matplotlib's line style; it counts dashes in line widths, the table in points."""
    return (0, tuple(length / style.width for length in style.dashes)) if style.dashes else "solid"


def _path(arrow: Arrow) -> Path:
    from matplotlib.path import Path

    return Path([arrow.start, arrow.control, arrow.neck], [Path.MOVETO, Path.CURVE3, Path.CURVE3])


def _arrows(network: MultiDiGraph, spots: Mapping[Hashable, Spot]) -> Iterator[tuple[EdgeStyle, Arrow]]:
    """Yield each edge's arrow; edges between the same two nodes bend apart, an edge to itself is not drawn."""
    seen: Counter[tuple[str, ...]] = Counter()
    edges = [(str(a), str(b), *_kind(data), a, b) for a, b, data in network.edges(data=True) if a != b]
    for first, second, predicate, role, a, b in sorted(edges, key=lambda edge: edge[:4]):
        pair = tuple(sorted((first, second)))
        yield edge_style(predicate, role), _arrow(spots[a], spots[b], _bend(seen[pair], first > second))
        seen[pair] += 1


def _kind(data: Mapping[str, str]) -> tuple[str, str]:
    return data.get("predicate", ""), data.get("role", "")


def _bend(turn: int, back: bool) -> float:
    """Return the bend of the n-th edge between two nodes: straight, then to either side in turn."""
    side = (turn + 1) // 2 * (1 if turn % 2 else -1)
    return _BEND * (-side if back else side)


def _arrow(a: Spot, b: Spot, bend: float) -> Arrow:
    control = (a.x + b.x) / 2 - bend * (b.y - a.y), (a.y + b.y) / 2 + bend * (b.x - a.x)
    out, into = _unit((a.x, a.y), control), _unit(control, (b.x, b.y))
    start = a.x + out[0] * (a.radius + 1), a.y + out[1] * (a.radius + 1)
    return Arrow(start, control, (b.x - into[0] * (b.radius + 2), b.y - into[1] * (b.radius + 2)))


def _unit(a: Point, b: Point) -> Point:
    length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length
