"""Where the files of the pages lie."""

from __future__ import annotations

from pathlib import Path

WEB = Path(__file__).parents[1] / "web"
STATIC = WEB / "static"
VENDOR = STATIC / "vendor"
