"""Find `ontology/` and `data/`, in a checkout, an editable install and a wheel alike."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from ecograph.errors import EcographError

_PACKAGE = Path(__file__).resolve().parent


@cache
def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder, e.g. `resource("data", "gazetteer")`.

    A wheel carries the resources inside the package; a checkout has them at its top.
    """
    for root in (_PACKAGE / "_resources", _PACKAGE.parents[1]):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise EcographError(
        "a file that ships with EcoGraph is missing",
        where="/".join(parts),
        remedy="install the package again (pip install --force-reinstall ecograph)",
    )


def rows(*parts: str) -> list[dict[str, str]]:
    """Return the rows of a shipped CSV table; blank rows and rows whose first cell starts with # are left out."""
    with resource(*parts).open(encoding="utf-8", newline="") as file:
        return [
            row for row in csv.DictReader(file) if (first := next(iter(row.values()))) and not first.startswith("#")
        ]


def words(*parts: str) -> tuple[str, ...]:
    """Return the first column of a shipped CSV table, in the table's order."""
    return tuple(next(iter(row.values())) for row in rows(*parts))


@cache
def fingerprint(*names: str) -> str:
    """Return a digest of parts of the package (`extract`, `model.py`) and of shipped tables (`data/lexicon`, `ontology`).

    What was made by the same fingerprint need not be made again.
    """
    digest = sha256()
    for name in names:
        here = _PACKAGE / name
        for path in _files(here if here.exists() else resource(*name.split("/"))):
            digest.update(f"{name}/{path.name}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files(path: Path) -> Iterator[Path]:
    """Yield a file itself, or the source and table files of a folder at any depth, in a fixed order."""
    if path.is_file():
        yield path
    else:
        found = (each for each in path.rglob("*") if each.suffix in (".py", ".csv", ".ttl"))
        yield from sorted(found, key=lambda each: each.relative_to(path).as_posix())
