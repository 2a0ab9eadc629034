"""The texts of the pages in Chinese and English: one table, kept in a file for each page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ecograph.server.pages.folders import WEB

LANGUAGES = ("zh", "en")


@cache
def table() -> Mapping[str, tuple[str, str]]:
    """Return key -> Chinese and English."""
    files = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((WEB / "texts").glob("*.json")))
    found = {key: (chinese, english) for each in files for key, (chinese, english) in each.items()}
    return MappingProxyType(found)


def text(lang: str, key: str, /, **values: object) -> str:
    """Return a text with its `{names}` filled in; of "one|many" the part that fits the number `n`."""
    said = table()[key][LANGUAGES.index(lang)]
    if "n" in values and "|" in said:
        one, many = said.split("|")
        said = one if values["n"] in (1, "1") else many
    for name, value in values.items():
        said = said.replace("{" + name + "}", f"{value:,}" if isinstance(value, int) else str(value))
    return said


def starting(lang: str, *prefixes: str) -> dict[str, str]:
    """Return the texts whose keys begin so, for a script."""
    at = LANGUAGES.index(lang)
    return {key: each[at] for key, each in table().items() if key.startswith(prefixes)}
