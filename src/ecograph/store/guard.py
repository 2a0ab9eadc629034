"""Refuse what would make the engine call the network: SERVICE in a query, LOAD in an update.

The engine reads `<` by context: the start of an IRI in a pattern, "less than" in an expression. A scanner that picks
one reading can be led past a keyword that the engine sees, e.g. by `FILTER(?a<'>') SERVICE <…> {…'}`. So this one
follows both readings and refuses if either of them meets a network call that is not allowed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ecograph.errors import QueryError
from ecograph.store.lexing import IRI, LOCAL, PREFIXED, STRING

_BLANK = r"(?:\s|#[^\r\n]*(?=[\r\n]|\Z))*"

# A keyword may cling to the token before it (`trueSERVICE`), hence no word boundary in front.
_CALL = re.compile(
    rf"\w*?SERVICE{_BLANK}(?:SILENT{_BLANK})?(?:(?P<service>{IRI})|[?$]\w+|{PREFIXED}){_BLANK}\{{"
    rf"|\w*?LOAD{_BLANK}(?:SILENT{_BLANK})?(?:(?P<load>{IRI})|{PREFIXED})",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    rf"{STRING}"
    r"|#[^\r\n]*"
    rf"|{IRI}"
    r"|[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
    rf"|_:{LOCAL}|{PREFIXED}"
    r"|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
    r"|\w+|.",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What is left of an allowed address may not climb out of it or begin another one.
_CLIMBS = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:/|\?|#|$)|[\\@]", re.IGNORECASE)


def refuse_network(sparql: str, *, allowed: Collection[str] = ()) -> None:
    """Raise QueryError if the request holds a SERVICE or LOAD that the engine would follow, except to what is `allowed`.

    An allowed address is an absolute IRI; one that ends with a slash allows all below it. In the request, it has to be written
    out: a variable or a prefixed name is refused.
    """
    # An engine may decode \u0053ERVICE before or after it looks for keywords: both texts must be clean.
    for text in {sparql, _ESCAPE.sub(_decoded, sparql)} if "\\" in sparql else (sparql,):
        for start, called in _calls(text):
            if _is_allowed(called, allowed):
                continue
            raise QueryError(
                f"SERVICE and LOAD are refused, since they would call the network{_except(allowed)}",
                where=f"line {text.count(chr(10), 0, start) + 1}",
                remedy="ask for the data that is in this store",
            )


def _is_allowed(called: str, allowed: Collection[str]) -> bool:
    """Tell whether an address, "" for one that is not written out, is one of those allowed or below it."""
    if not called or "\\" in called:
        return False
    return any(
        called == each or (each.endswith("/") and called.startswith(each) and not _CLIMBS.search(called[len(each) :]))
        for each in allowed
    )


def _except(allowed: Collection[str]) -> str:
    return f"; this service may call {', '.join(allowed)}, written out as <…>" if allowed else ""


def _calls(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a network call starts in some reading of the text, and its address, "" for a variable or prefixed name.

    Linear: each position is visited once.
    """
    folded = text.casefold()
    if "service" not in folded and "load" not in folded:
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
            if (text[at].isalnum() or text[at] == "_") and ":" not in token[0] and (call := _CALL.match(text, at)):
                yield at, (call["service"] or call["load"] or "<>")[1:-1]
            at = token.end()


def _decoded(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]
