"""Draw a network to SVG, PNG or PDF: the same bytes for the same network, and Chinese that can be read."""

from __future__ import annotations

import io
import logging
import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecograph.errors import ExportError
from ecograph.network import fonts

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from networkx import MultiDiGraph

    from ecograph.network.arrangement import Positions

FORMATS = (".svg", ".png", ".pdf")
DPI = 160

# No dates, no program versions: they would make two runs differ.
_METADATA: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": "EcoGraph"},
    ".png": {"Software": None},
    ".pdf": {"CreationDate": None, "ModDate": None, "Creator": "EcoGraph", "Producer": "EcoGraph"},
}
_SETTINGS: dict[Any, Any] = {
    "font.sans-serif": list(fonts.CSS_FAMILIES[:-1]),
    "svg.fonttype": "none",
    "svg.hashsalt": "ecograph",
    "pdf.fonttype": 42,
    "path.simplify": False,
}
_LOCK = threading.Lock()  # matplotlib's settings are one for the process


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn: the file, how many labels found no room, and what the user should know ("" if nothing)."""

    path: Path
    unlabelled: int = 0
    note: str = ""


def draw(
    network: MultiDiGraph, path: str | Path, *, positions: Positions | None = None, title: str = "", seed: int = 0
) -> Drawing:
    """Draw the network to a .svg, .png or .pdf file, with a title and a legend in Chinese and English.

    `positions` are points as `layout` returns them, which is called with `seed` where they are not given. A missing
    Chinese font is no error: the note says how to get one. Raises `ExportError` for another suffix, or where the file
    cannot be written.
    """
    from ecograph.network.arrangement import layout
    from ecograph.network.canvas import paint

    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        what = f"cannot draw {suffix or 'a file without suffix'}"
        raise ExportError(what, where=str(path), remedy=f"use one of {', '.join(FORMATS)}")
    places = layout(network, seed=seed) if positions is None else positions
    family = fonts.chinese_family()
    with _quiet():
        families = fonts.CSS_FAMILIES if suffix == ".svg" else (family or "DejaVu Sans", "DejaVu Sans")
        figure, unlabelled = paint(network, places, title=title, families=families)
        _write(path, _render(figure, suffix))
    note = "" if family else fonts.NO_FONT_SVG if suffix == ".svg" else fonts.NO_FONT
    return Drawing(path, unlabelled, note)


@contextmanager
def _quiet() -> Iterator[None]:
    """Hold back matplotlib's own words on missing fonts (the note says it once), and set what makes it repeatable."""
    import matplotlib as mpl

    logger = logging.getLogger("matplotlib.font_manager")
    with _LOCK, mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        before, logger.disabled = logger.disabled, True
        try:
            yield
        finally:
            logger.disabled = before


def _render(figure: Figure, suffix: str) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=suffix[1:], dpi=DPI if suffix == ".png" else 72, metadata=_METADATA[suffix])
    return buffer.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        remedy = "name a file in a folder that exists and that you may write to"
        raise ExportError(f"cannot write: {error.strerror}", where=str(path), remedy=remedy) from error
    finally:
        with suppress(OSError):  # what went wrong is said already
            beside.unlink(missing_ok=True)
