"""Clean what others call their files: names are shown, stored and written to logs, never used as paths."""

from __future__ import annotations

import unicodedata

MAX_NAME, MAX_SOURCE, MAX_TITLE = 120, 500, 300


def file_name(text: str) -> str:
    """Return the last part of a path, as one line of visible characters; "" where nothing is left."""
    name = plain(text.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    stem, dot, suffix = name.rpartition(".")
    if len(name) <= MAX_NAME or not dot or len(suffix) > 10:
        return name[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(suffix) - 1]}.{suffix}"


def plain(text: str) -> str:
    """Return a text as one line, without what is not seen: controls, marks that turn the writing round, halves of characters."""
    seen = (" " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())
