"""Draw the figures of a build for the docs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_COLOURS = ("#1b5e20", "#2e7d32", "#43a047", "#66bb6a", "#81c784", "#a5d6a7", "#c8e6c9", "#e8f5e9")
_PEER = "#9e9e9e"


def draw(found: Mapping[str, Any], path: Path) -> None:
    """Draw what every step measured into an SVG file: the stages, the peers, and the growth with articles."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "ecograph", "font.size": 9})
    from matplotlib import pyplot

    figure, (bars, speed, memory) = pyplot.subplots(1, 3, figsize=(13, 3.6), layout="constrained")
    _stages(bars, found["extraction"], found["stages"], found["load"])
    growth = [each for each in found["builds"] if (each["engine"], each["workers"]) == ("serial", 1)]
    sizes = [each["articles"] for each in growth]
    _growth(speed, "articles a second a core, whole build", sizes, [each["articles"] / each["cpu"] for each in growth])
    _growth(memory, "peak resident memory, MB", sizes, [each["peaks"][0] for each in growth])
    figure.savefig(path, metadata={"Date": None})


def _stages(
    axes: Any,  # noqa: ANN401 - matplotlib has no types
    extraction: Mapping[str, Any],
    stages: Mapping[str, Any],
    load: Mapping[str, Any],
) -> None:
    ours, raw = (1000 * load[each]["cpu"] / load["articles"] for each in ("ours", "raw"))
    start = 0.0
    for (name, ms), colour in zip([*stages["stages"].items(), ("load", ours)], _COLOURS, strict=False):
        axes.barh("build", ms, left=start, color=colour, label=name, edgecolor="white")
        start += ms
    axes.barh("the engine's bulk load", raw, color=_PEER)
    axes.barh("extraction", sum(extraction["stages"].values()), color=_COLOURS[0])
    for name, ms in extraction["peers"].items():
        axes.barh(name, ms, color=_PEER)
    axes.invert_yaxis()
    axes.set_title(f"CPU ms an article of {extraction['characters']:,.0f} characters")
    axes.legend(fontsize=7, frameon=False, loc="lower right")
    _plain(axes)


def _growth(axes: Any, title: str, sizes: Sequence[int], values: Sequence[float]) -> None:  # noqa: ANN401 - as above
    axes.plot(sizes, values, "o-", color=_COLOURS[1])
    axes.set_title(title)
    axes.set_xscale("log")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.set_ylim(0, 1.15 * max(values))
    axes.set_xlabel("articles")
    _plain(axes)


def _plain(axes: Any) -> None:  # noqa: ANN401 - as above
    axes.spines[["top", "right"]].set_visible(False)
