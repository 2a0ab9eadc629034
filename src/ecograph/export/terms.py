"""Read the lines of an N-Triples or N-Quads dump."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(
    r'(?P<subject>\S+) <(?P<predicate>[^>]*)> (?:(?P<iri><[^>]*>|_:\S+)|"(?P<text>(?:[^"\\]|\\.)*)"'
    r"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^>]*)>)?)(?: (?P<graph><[^>]*>))? \."
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SIGNS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Statement(NamedTuple):
    """One statement; `iri` is "" for a literal, blank nodes start with `_:`, the default graph is ""."""

    graph: str
    subject: str
    predicate: str
    iri: str
    text: str
    language: str
    datatype: str


def statement(line: str) -> Statement:
    """Read one line; raise `ValueError` if it is none."""
    found = _LINE.fullmatch(line.strip())
    if not found:
        raise ValueError(f"not an N-Quads line: {line!r}")
    part = {name: value or "" for name, value in found.groupdict().items()}
    iris = (_bare(part["graph"]), _bare(part["subject"]), _plain(part["predicate"]), _bare(part["iri"]))
    return Statement(*iris, _plain(part["text"]), part["language"], part["datatype"])


def _bare(term: str) -> str:
    return _plain(term[1:-1] if term.startswith("<") else term)


def _plain(text: str) -> str:
    """Return the text with its escapes resolved."""
    return _ESCAPE.sub(_sign, text) if "\\" in text else text


def _sign(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])
