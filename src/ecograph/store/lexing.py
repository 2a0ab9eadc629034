"""Read SPARQL as tokens, each `<` by its context: the start of an IRI in a pattern, "less than" in an expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

IRI = r"<(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"
LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\.|\.+(?=[\w:·%\\-]))*)"
# A longer prefix is read as a word and a mark; without an end to it, each letter of a long text would look for the colon.
PREFIXED = rf"(?:[^\W\d_](?:[\w·.-]{{0,99}}[\w·-])?)?:(?:{LOCAL})?"
STRING = (
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
    r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'"
)

_TOKEN = re.compile(
    r"(?P<blank>\s+|#[^\r\n]*)"
    rf"|(?P<string>{STRING})"
    rf"|(?P<iri>{IRI})"
    r"|(?P<var>[?$]\w+)"
    r"|(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    rf"|(?P<name>_:{LOCAL}|{PREFIXED})"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>\w+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_OPERANDS = frozenset(["var", "string", "tag", "number", "iri", "name"])
# Before a parenthesis, these words are terms or keep a list of terms; any other one calls, filters or binds.
_PLAIN = frozenset(["A", "TRUE", "FALSE", "UNDEF", "VALUES", "WHERE"])
# From here to the next brace or clause, all parentheses hold expressions.
_OPEN_EXPRESSIONS = frozenset(["SELECT", "GROUP", "ORDER", "HAVING"])
_CLOSE_EXPRESSIONS = frozenset(["WHERE", "FROM", "LIMIT", "OFFSET", "VALUES"])


class Token(NamedTuple):
    """One token: its kind (string, iri, var, tag, name, number, word, mark), its text, and where it stands.

    `depth` counts the brackets around it; a bracket stands at the depth outside of it. `key` is a word in capitals, or a mark.
    """

    kind: str
    text: str
    start: int
    end: int
    depth: int

    @property
    def key(self) -> str:
        """Return the word in capitals or the mark, "" for any other token."""
        return self.text.upper() if self.kind == "word" else self.text if self.kind == "mark" else ""


class _Level:
    """What is known of one pair of brackets while it is open."""

    def __init__(self, *, expression: bool = False) -> None:
        self.expression, self.clause = expression, False


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query or an update, without blanks and comments; what is no SPARQL gives some tokens, too."""
    levels = [_Level()]
    before, last = Token("mark", "", 0, 0, 0), Token("mark", "", 0, 0, 0)
    at = 0
    while at < len(text):
        level = levels[-1]
        if text[at] == "<" and level.expression and _is_operand(last):
            kind, end = "mark", at + 1
        else:
            found = _TOKEN.match(text, at)
            assert found is not None  # the last alternative takes any character
            kind, end = str(found.lastgroup), found.end()
        if kind == "blank":
            at = end
            continue
        depth = len(levels) - 1
        token = Token(kind, text[at:end], at, end, depth)
        key = token.key
        if key in ("(", "[", "{"):
            levels.append(_Level(expression=key == "(" and _holds_expression(level, before, last)))
            level.clause = level.clause and key != "{"
        elif key in (")", "]", "}"):
            if depth:
                levels.pop()
            token = token._replace(depth=max(depth - 1, 0))
        elif key in _OPEN_EXPRESSIONS:
            level.clause = True
        elif key in _CLOSE_EXPRESSIONS:
            level.clause = False
        yield token
        before, last, at = last, token, end


def _is_operand(token: Token) -> bool:
    return token.kind in _OPERANDS or token.key in (")", "TRUE", "FALSE")


def _holds_expression(level: _Level, before: Token, last: Token) -> bool:
    """Tell whether a parenthesis that opens after these two tokens holds an expression, and no list or path."""
    if last.key == "<" and before.key == "<":
        return False
    if level.expression or level.clause:
        return True
    if last.kind in ("iri", "name"):
        return before.key == "FILTER"
    return last.kind == "word" and last.key not in _PLAIN
