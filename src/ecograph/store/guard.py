"""Refuse what would make the engine call the network: SERVICE in a query, LOAD in an update.

The engine reads `<` by context: the start of an IRI in a pattern, "less than" in an expression. A scanner that picks
one reading can be led past a keyword that the engine sees, e.g. by `FILTER(?a<'>') SERVICE <…> {…'}`. So this one
follows both readings and refuses if either of them meets a network call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ecograph.errors import QueryError

_IRI = r"<[^<>\"{}|^`\\\x00-\x20]*>"
_LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\.|\.+(?=[\w:·%\\-]))*)"
_PREFIXED = rf"(?:[^\W\d_](?:[\w·.-]*[\w·-])?)?:(?:{_LOCAL})?"
_BLANK = r"(?:\s|#[^\r\n]*(?=[\r\n]|\Z))*"

# A keyword may cling to the token before it (`trueSERVICE`), hence no word boundary in front.
_CALL = re.compile(
    rf"\w*?SERVICE{_BLANK}(?:SILENT{_BLANK})?(?:{_IRI}|[?$]\w+|{_PREFIXED}){_BLANK}\{{"
    rf"|\w*?LOAD{_BLANK}(?:SILENT{_BLANK})?(?:{_IRI}|{_PREFIXED})",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
    r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'"
    r"|#[^\r\n]*"
    rf"|{_IRI}"
    r"|[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
    rf"|_:{_LOCAL}|{_PREFIXED}"
    r"|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
    r"|\w+|.",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_network(sparql: str) -> None:
    """Raise QueryError if the request holds a SERVICE or LOAD that the engine would follow."""
    # An engine may decode \u0053ERVICE before or after it looks for keywords: both texts must be clean.
    for text in {sparql, _ESCAPE.sub(_decoded, sparql)}:
        for start in _calls(text):
            raise QueryError(
                "SERVICE and LOAD are refused, since they would call the network",
                where=f"line {text.count(chr(10), 0, start) + 1}",
                remedy="ask for the data that is in this store",
            )


def _calls(text: str) -> Iterator[int]:
    """Yield where a network call starts in some reading of the text; linear, each position is visited once."""
    if not re.search("service|load", text, re.IGNORECASE):
        return
    seen, waiting = set[int](), [0]
    while waiting:
        at = waiting.pop()
        while at < len(text) and at not in seen:
            seen.add(at)
            if text[at] == "<":
                waiting.append(at + 1)
            token = _TOKEN.match(text, at)
            assert token is not None  # the last alternative takes any character
            if (text[at].isalnum() or text[at] == "_") and ":" not in token[0] and _CALL.match(text, at):
                yield at
            at = token.end()


def _decoded(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]
