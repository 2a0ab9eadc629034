"""Draw the figures of a build for the docs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# Light enough for dark words, dark enough for a white page, and told apart by all eyes; what others do is grey.
_COLOURS = ("#66c2a5", "#e5c494", "#8da0cb", "#fc8d62", "#a6d854", "#e78ac3", "#ffd92f")
_PEER = "#bdbdbd"
# A part of a bar this small a share of it is named by the legend alone.
_NAMED = 0.07


def draw(found: Mapping[str, Any], path: Path) -> None:
    """Draw what every step measured into an SVG file: the stages, the peers, the engines, and the growth with articles."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "ecograph", "font.size": 9})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(2, 2, figsize=(10, 6.4), layout="constrained")
    (stages, engines), (speed, memory) = axes
    _stages(stages, found["extraction"], found["stages"], found["load"])
    builds = found["builds"]
    _engines(engines, builds, found["built"])
    growth = [each for each in builds if "again" in each]
    sizes, engine = [each["articles"] for each in growth], _name(growth[0])
    _growth(
        speed, f"Articles per second and core, {engine}", sizes, [each["articles"] / each["cpu"] for each in growth]
    )
    _growth(memory, f"Peak memory of a process in MB, {engine}", sizes, [each["peaks"][0] for each in growth])
    figure.savefig(path, metadata={"Date": None})


def _stages(
    axes: Any,  # noqa: ANN401 - matplotlib has no types
    extraction: Mapping[str, Any],
    stages: Mapping[str, Any],
    load: Mapping[str, Any],
) -> None:
    ours, raw = (1000 * load[each]["cpu"] / load["articles"] for each in ("ours", "raw"))
    parts, start = {**stages["stages"], "load": ours}, 0.0
    for (name, ms), colour in zip(parts.items(), _COLOURS, strict=True):
        axes.barh("whole build", ms, left=start, color=colour, label=name, edgecolor="white")
        if ms > _NAMED * sum(parts.values()):
            axes.text(start + ms / 2, "whole build", f"{ms:.1f}", ha="center", va="center", fontsize=8)
        start += ms
    peers = {"load: bulk_load alone": raw, **extraction["peers"]}
    for name, ms in {"extraction": sum(extraction["stages"].values()), **peers}.items():
        axes.bar_label(
            axes.barh(name, ms, color=_PEER if name in peers else _COLOURS[0]), fmt="%.1f", padding=3, fontsize=8
        )
    axes.invert_yaxis()
    axes.margins(x=0.08)
    axes.set_title(f"CPU ms per article of {extraction['characters']:,.0f} characters (grey: others)", fontsize=10)
    axes.legend(fontsize=7, frameon=False, loc="lower right", ncols=3, bbox_to_anchor=(1.02, -0.03), columnspacing=0.8)
    _plain(axes)


def _engines(axes: Any, builds: Sequence[Mapping[str, Any]], characters: int) -> None:  # noqa: ANN401 - as above
    smallest = min(each["articles"] for each in builds)
    for each in builds:
        if each["articles"] == smallest:
            axes.bar_label(
                axes.barh(_name(each), each["seconds"], color=_COLOURS[0]), fmt="%.0f", padding=3, fontsize=8
            )
    axes.invert_yaxis()
    axes.margins(x=0.08)
    axes.set_title(f"Seconds for {smallest:,} articles of {characters:,} characters", fontsize=10)
    _plain(axes)


def _name(build: Mapping[str, Any]) -> str:
    workers = f"{build['workers']} worker{'s' * (build['workers'] > 1)}"
    return "serial" if build["engine"] == "serial" else f"{build['engine']}, {workers}"


def _growth(axes: Any, title: str, sizes: Sequence[int], values: Sequence[float]) -> None:  # noqa: ANN401 - as above
    axes.plot(sizes, values, "o-", color="#1b7a5a")
    for size, value in zip(sizes, values, strict=True):
        axes.annotate(f"{value:,.0f}", (size, value), (0, 7), textcoords="offset points", ha="center", fontsize=8)
    axes.set_title(title, fontsize=10)
    axes.set_xscale("log")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.margins(x=0.12)
    axes.set_ylim(0, 1.25 * max(values))
    axes.set_xlabel("articles")
    _plain(axes)


def _plain(axes: Any) -> None:  # noqa: ANN401 - as above
    axes.spines[["top", "right"]].set_visible(False)
