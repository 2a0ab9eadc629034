"""Normalise characters one for one, so that offsets stay."""

from __future__ import annotations

import re
from functools import cache

from ecograph.resources import rows

_FULL_WIDTH = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_SUBSCRIPT = {0x2080 + digit: 0x30 + digit for digit in range(10)}
_MARKS = {
    ord(char): to
    for to, chars in {
        "%": "％﹪",
        "、": "﹑",
        "·": "‧•・∙﹒⋅",
        "“": "「〝＂",
        "”": "」〞",
        "‘": "『",
        "’": "』",
        "《": "〈",
        "》": "〉",
        "（": "﹙",
        "）": "﹚",
        "μ": "µ",
        "+": "＋",
        "~": "～〜",
        "/": "／∕",
    }.items()
    for char in chars
}
_TABLE = {
    chr(code): chr(to) if isinstance(to, int) else to for code, to in {**_FULL_WIDTH, **_SUBSCRIPT, **_MARKS}.items()
}
_OTHER_FORM = re.compile(f"[{''.join(map(re.escape, _TABLE))}]")
_PUNCTUATION = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_ASCII_MARK = re.compile(r"[,;:?!()]")
# The marks come first and what stands before them after, so that the engine skips to the marks.
_DASH = re.compile(r"[~－–—―‐‑](?<=[\d%].)(?=\d)")
_LONG_DASH = re.compile(r"——(?<=[\d%]——)(?=\d)")
_DOT = re.compile(r"[．。](?<=\d.)(?=\d)(?:(?<=．)|(?=\d+[%\u4e00-\u9fff]))")


# A text is traditional where more than this share of its first characters is: a name or a quotation does not make it so.
_SAMPLE, _TRADITIONAL = 2000, 0.05


def is_han(char: str) -> bool:
    """Tell whether a character is a Chinese ideograph."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "〇"


@cache
def _traditional() -> tuple[dict[int, str], re.Pattern[str]]:
    """Return the simplified forms of traditional characters, and the pattern of those that simplified texts do not use."""
    table = rows("data", "lexicon", "traditional.csv")
    telling = "".join(row["traditional"] for row in table if row["telling"] == "yes")
    return {ord(row["traditional"]): row["simplified"] for row in table}, re.compile(f"[{telling}]")


def simplified(text: str) -> str:
    """Return a text that is set in traditional characters in simplified ones, any other as it is; the length never changes."""
    table, telling = _traditional()
    return text.translate(table) if len(telling.findall(text[:_SAMPLE])) > _TRADITIONAL * len(text[:_SAMPLE]) else text


def normalise(text: str) -> str:
    """Return `text` with half-width digits and letters and full-width marks; the length never changes."""
    text = _OTHER_FORM.sub(lambda m: _TABLE[m.group()], text)
    text = _ASCII_MARK.sub(lambda m: _wide(m.group(), m.start(), text), text)
    text = _LONG_DASH.sub("--", _DASH.sub("-", text))
    text = _DOT.sub(".", text)
    return _straight_quotes(text) if '"' in text else text


def _wide(mark: str, at: int, text: str) -> str:
    """Widen an ASCII mark in Chinese company; keep it inside numbers and Latin words (1,234; PM2.5)."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isascii() and before.isdigit() and after.isascii() and after.isdigit():
        return mark
    near = {before, after}
    return _PUNCTUATION[mark] if any(c and not c.isascii() for c in near) or not after else mark


def _straight_quotes(text: str) -> str:
    """Turn straight double quotes into opening and closing ones, in turn within a paragraph."""
    out, opening = [], True
    for char in text:
        if char == "\n":
            opening = True
        elif char == '"':
            char = "“" if opening else "”"
            opening = not opening
        out.append(char)
    return "".join(out)
