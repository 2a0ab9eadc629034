"""Tell whether the libraries that come from npm are here: hatch_build.py brings them when the package is built."""

from __future__ import annotations

from ecograph.server.pages.folders import VENDOR, WEB

NAMES = ("cytoscape", "sigma", "editor")


def missing() -> list[str]:
    """Return the names of the libraries that are not here."""
    return [name for name in NAMES if not (VENDOR / f"{name}.js").is_file()]


def complaint() -> str:
    """Return one line that says what is missing and what to do; "" where nothing is."""
    names = missing()
    if not names:
        return ""
    checkout = (WEB / "package-lock.json").is_file()
    remedy = "python hatch_build.py in the checkout" if checkout else "pip install --force-reinstall ecograph"
    return f"the pages' libraries {', '.join(names)} are missing: networks and the editor will not show; {remedy} brings them"
