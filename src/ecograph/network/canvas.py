"""Paint a laid-out network on a matplotlib figure whose data unit is the typographic point."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ecograph.network import caption, metrics
from ecograph.network.arrows import dashes, paint_arrows
from ecograph.network.labelling import Align, Array, Label, Spot, place
from ecograph.network.style import NODES, NodeStyle, node_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from networkx import MultiDiGraph

    from ecograph.network.arrangement import Positions

MARGIN, HEAD = 28.0, 58.0  # points; the head holds title and subtitle
SMALLEST = (470.0, 160.0)  # points, so that there is room for title and legend
LARGEST = 3600.0  # points; beyond, positions are scaled down and labels thinned out
INK, SOFT, PAPER, RULE = "#1B1F24", "#5B6470", "#FFFFFF", "#D8DCE2"

# A square of the same width looks larger than a disc, a triangle smaller.
_EVEN = {"s": 0.88, "D": 0.8, "^": 1.05, "v": 1.05, "h": 1.05, "p": 1.08}

Spots: TypeAlias = dict[Hashable, Spot]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A figure with one axes over all of it, in points, and the font families of its texts."""

    figure: Figure
    axes: Axes
    width: float
    height: float
    families: tuple[str, ...]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = metrics.FONT_SIZE,
        colour: str = INK,
        align: Align = "left",
    ) -> None:
        """Write one line at a baseline; a dollar sign is a dollar sign."""
        self.axes.text(
            x, y, text, fontfamily=list(self.families), fontsize=size, color=colour, ha=align, va="baseline",
            parse_math=False, zorder=5,
        )  # fmt: skip


class Frame(NamedTuple):
    """The smallest rectangle that holds all symbols and labels."""

    left: float
    bottom: float
    right: float
    top: float


def paint(network: MultiDiGraph, positions: Positions, *, title: str, families: tuple[str, ...]) -> tuple[Figure, int]:
    """Return the figure and the number of labels that found no room."""
    spots = _spots(network, positions)
    labels = place(list(spots.values()), _lines(network, spots))
    frame = _frame(spots, labels)
    wide, high = frame.right - frame.left, frame.top - frame.bottom
    width = max(wide, SMALLEST[0]) + 2 * MARGIN
    entries = caption.entries(network, width - 2 * MARGIN)
    foot = MARGIN + (entries[-1].row + 1) * caption.ROW if entries else 0.0
    canvas = _canvas(width, max(high, SMALLEST[1]) + 2 * MARGIN + HEAD + foot, families)
    dx = (width - wide) / 2 - frame.left
    dy = foot + (canvas.height - foot - HEAD - high) / 2 - frame.bottom
    _body(canvas, network, *_moved(spots, labels, dx, dy))
    _head(canvas, network, title)
    _foot(canvas, entries, foot)
    return canvas.figure, len(spots) - len(labels)


def _body(canvas: Canvas, network: MultiDiGraph, spots: Spots, labels: Sequence[Label]) -> None:
    paint_arrows(canvas.axes, network, spots)
    _symbols(canvas, network, spots)
    _labels(canvas, labels)


def _moved(spots: Spots, labels: Sequence[Label], dx: float, dy: float) -> tuple[Spots, list[Label]]:
    moved = {node: spot.moved(dx, dy) for node, spot in spots.items()}
    return moved, [label._replace(x=label.x + dx, y=label.y + dy) for label in labels]


def _frame(spots: Spots, labels: Sequence[Label]) -> Frame:
    boxes = [(spot.x, spot.y, spot.radius, spot.radius) for spot in spots.values()]
    boxes += [(label.x, label.y, label.half_width, label.half_height) for label in labels]
    if not boxes:
        return Frame(0, 0, 0, 0)
    return Frame(
        min(x - w for x, _, w, _ in boxes), min(y - h for _, y, _, h in boxes),
        max(x + w for x, _, w, _ in boxes), max(y + h for _, y, _, h in boxes),
    )  # fmt: skip


def _canvas(width: float, height: float, families: tuple[str, ...]) -> Canvas:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    return Canvas(figure, axes, width, height, families)


def _spots(network: MultiDiGraph, positions: Positions) -> Spots:
    """Return each node's place; well connected nodes are larger. Networks too large to print are scaled down."""
    scale = min(1.0, LARGEST / max([1.0, *(abs(value) for point in positions.values() for value in point)]))
    points = {node: (x * scale, y * scale) for node, (x, y) in positions.items()}
    return {node: _spot(network, node, points) for node in sorted(network, key=str)}


def _spot(network: MultiDiGraph, node: Hashable, points: Positions) -> Spot:
    (x, y), data = points[node], network.nodes[node]
    near = sorted((set(network.successors(node)) | set(network.predecessors(node))) - {node}, key=str)
    grown = min(1 + 0.16 * math.log2(max(len(near), 1)), 1.9)
    radius = node_style(data.get("type", "")).radius * grown
    away = math.atan2(y - points[near[0]][1], x - points[near[0]][0]) if len(near) == 1 else None
    size = metrics.FONT_SIZE + (1.5 if len(near) >= 6 else 0.0)
    return Spot(x, y, radius, data.get("label", str(node)), len(near), size, away)


def _lines(network: MultiDiGraph, spots: Spots) -> Array:
    import numpy as np

    ends = [(spots[a].x, spots[a].y, spots[b].x, spots[b].y) for a, b in network.edges() if a != b]
    return np.array(ends, dtype=np.float64).reshape(-1, 4)


def _symbols(canvas: Canvas, network: MultiDiGraph, spots: Spots) -> None:
    groups: dict[NodeStyle, list[tuple[float, float, float]]] = defaultdict(list)
    for node, spot in spots.items():
        groups[node_style(network.nodes[node].get("type", ""))].append((spot.x, spot.y, spot.radius))
    for style, found in groups.items():
        _marks(canvas, style, found)


def _marks(canvas: Canvas, style: NodeStyle, marks: Sequence[tuple[float, float, float]]) -> None:
    xs, ys, radii = zip(*marks, strict=True)
    areas = [(2 * radius * _EVEN.get(style.marker, 1.0)) ** 2 for radius in radii]
    canvas.axes.scatter(xs, ys, s=areas, marker=style.marker, c=style.colour, edgecolors=INK, linewidths=0.7, zorder=3)


def _labels(canvas: Canvas, labels: Sequence[Label]) -> None:
    """Write the labels line by line over a veil that quietens the edges behind them."""
    from matplotlib.collections import PolyCollection

    veils = [_corners(label) for label in labels]
    canvas.axes.add_collection(PolyCollection(veils, facecolors=PAPER, edgecolors="none", alpha=0.75, zorder=2))
    for label in labels:
        step = label.size * metrics.LINE_HEIGHT
        x = label.x + {"left": -1, "center": 0, "right": 1}[label.align] * label.half_width
        for number, line in enumerate(label.lines):
            y = label.y + label.half_height - step * number - label.size * 0.95
            canvas.text(x, y, line, size=label.size, align=label.align)


def _corners(label: Label) -> list[tuple[float, float]]:
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [(label.x + dx * label.half_width, label.y + dy * label.half_height) for dx, dy in signs]


def _head(canvas: Canvas, network: MultiDiGraph, title: str) -> None:
    counts = Counter(data.get("type", "") for _, data in network.nodes(data=True))
    styles = [style for name, style in NODES.items() if counts[name]]
    parts = [f"{style.zh} {style.en} {counts[name]}" for name, style in NODES.items() if counts[name]]
    parts.append(f"关系 Relation {network.number_of_edges()}")
    grown = min(max(canvas.width / 900, 1.0), 2.0)  # a poster wants a larger title
    top = canvas.height - MARGIN
    canvas.text(MARGIN, top - 12, title or _title(styles), size=15 * grown)
    canvas.text(MARGIN, top - 14 - 16 * grown**0.5, "   ".join(parts), size=8 * grown**0.5, colour=SOFT)


def _title(styles: Sequence[NodeStyle]) -> str:
    """Return a title that names the classes, where they are few."""
    if not 1 <= len(styles) <= 3:
        return "关系网络  Network"
    return f"{'—'.join(style.zh for style in styles)}网络  {'–'.join(style.en for style in styles)} network"


def _foot(canvas: Canvas, entries: Sequence[caption.Entry], foot: float) -> None:
    if not entries:
        return
    canvas.axes.plot((MARGIN, canvas.width - MARGIN), (foot, foot), color=RULE, linewidth=0.8)
    for entry in entries:
        x, y = MARGIN + entry.x, foot - 17 - entry.row * caption.ROW
        if isinstance(entry.style, NodeStyle):
            _marks(canvas, entry.style, [(x + 6, y + 3, 5.0)])
        else:
            canvas.axes.plot(
                (x, x + caption.SAMPLE), (y + 3, y + 3), color=entry.style.colour, linewidth=entry.style.width,
                linestyle=dashes(entry.style), dash_capstyle="butt",
            )  # fmt: skip
        canvas.text(MARGIN + entry.text_x, y, entry.text)
