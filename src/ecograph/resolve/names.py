"""Bring names to one spelling, and make segments of IRIs of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = re.compile(r"[\s“”‘’\"'《》〈〉「」『』]")
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`%#?/]")
_DASHES = re.compile(r"[‐‑‒–—―－~～]+")


@lru_cache(maxsize=8192)
def unmarked(name: str) -> str:
    """Return a name in NFKC, without quotes, title marks and blanks."""
    if name.isalpha() and not name.isascii() and unicodedata.is_normalized("NFKC", name):
        return name
    return _QUOTES.sub("", unicodedata.normalize("NFKC", name))


@lru_cache(maxsize=8192)
def segment(name: str) -> str:
    """Return a name as one segment of an IRI: NFKC, no quotes, what an IRI forbids percent-encoded."""
    return _FORBIDDEN.sub(lambda m: "".join(f"%{byte:02X}" for byte in m.group().encode()), unmarked(name))


def folded(name: str) -> str:
    """Return a name for comparing: unmarked, one kind of dash, lower case."""
    return _DASHES.sub("-", unmarked(name)).lower()
