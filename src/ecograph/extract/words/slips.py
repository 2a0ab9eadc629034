"""Put numbers right that a scanner or a typesetter has broken: l3个, 9l.3%, O.8%, 4 316个.

What is put right is as long as what is printed, so that offsets stay what they are.
"""

from __future__ import annotations

import re

# Letters that a scanner takes for the digits 1 and 0; most texts hold none beside a digit.
_SUSPECT = re.compile(r"[lO](?:(?<=[\d.][lO])|(?=[\d.]))")
_RUN = re.compile(r"[\dlO][\dlO.]*")
_DIGITS = str.maketrans("lO", "10")
# Blanks between groups of three digits.
_GAP = re.compile(r"[ \u00a0\u2009\u202f](?<=\d.)(?=\d{3})")
_GROUPED = re.compile(r"\d\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?=[万亿余多]?[\u4e00-\u9fff])(?!年)")


def legible(text: str) -> str:
    """Return the text with its broken numbers put right, of the same length."""
    if _SUSPECT.search(text):
        text = _RUN.sub(lambda found: _digits(found, text), text)
    return text if _GAP.search(text) is None else _GROUPED.sub(lambda found: _joined(found, text), text)


def _digits(found: re.Match[str], text: str) -> str:
    """Read l and O as digits, unless they belong to a word or are ozone."""
    run, before, after = found.group(), text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    word = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    if word or run.isdigit() or run == "O3" or not any(char.isdigit() for char in run):
        return run
    return run.translate(_DIGITS)


def _joined(found: re.Match[str], text: str) -> str:
    """Put commas for blanks, unless the first group is the tail of another number or opens a line (an item's number)."""
    before = text[found.start() - 1 : found.start()]
    if not before or before in "\n\t-/:." or before.isdigit() or (before.isascii() and before.isalpha()):
        return found.group()
    return re.sub(r"[^\d]", ",", found.group())
