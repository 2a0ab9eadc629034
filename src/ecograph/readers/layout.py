"""Re-flow a badly laid-out text and keep the map back to the source.

A page out of a PDF has every line broken at the column's width; a web page has furniture around the article. `reflow`
joins what the layout broke, drops the furniture from the text that is read for facts, and normalises characters one for
one.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ecograph.readers.characters import is_han, normalise, simplified
from ecograph.resources import rows

_ENDS = tuple("。！？!?…；;")
_NO_WIDTH = "\u200b\ufeff"
_BLANKS = " \t\u3000\xa0" + _NO_WIDTH
_DROPPED = _BLANKS + "\u2002\u2003"
_CLOSERS = "”’」』）)》】\"'"
_BLANK = re.compile(r"[\s\u200b\ufeff]")
_OPEN_TAIL = re.compile(r"[，、,：:（(《“‘]$")


class Line(NamedTuple):
    """A line of the source without the blanks around it.

    `width` is in columns (a Chinese character takes two), the indent included; `ends` tells whether it closes a sentence.
    """

    start: int
    end: int
    text: str
    indent: int
    width: int
    ends: bool
    blank_before: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """A re-flowed text: one paragraph a line, the map to the source, the title, and the furniture set aside."""

    text: str
    offsets: array[int]
    title: str
    furniture: tuple[str, ...]


def columns(text: str) -> int:
    """Return how many columns a text fills on a page set in a fixed-width font."""
    # What takes three bytes in UTF-8 takes two columns on paper, near enough.
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2


def reflow(raw: str, *, width: int | None = None) -> Flow:
    """Join broken lines into paragraphs, find the title, set the furniture aside.

    `width` is that of the column in which the lines were broken, 0 where none is broken, None where that is to be found out.
    """
    raw = simplified(raw)
    lines = _lines(raw)
    furniture = {line.start: line.text for line in lines if _is_furniture(line.text)}
    body = _mark_gaps([line for line in lines if line.start not in furniture])
    paragraphs = _paragraphs(body, _usual_width(body) if width is None else width)
    text, offsets = _compose(raw, paragraphs)
    return Flow(text, offsets, _title(paragraphs), tuple(furniture.values()))


def _lines(raw: str) -> list[Line]:
    found: list[Line] = []
    for match in re.finditer(r"[^\r\n\f\v\u2028\u2029]+", raw):
        stretch = match.group()
        stripped = stretch.strip(_BLANKS)
        if not stripped:
            continue
        lead = len(stretch) - len(stretch.lstrip(_BLANKS))
        start = match.start() + lead
        indent = columns(stretch[:lead].replace("\ufeff", "").replace("\u200b", "")) if lead else 0
        previous_break = raw.count("\n", found[-1].end, start) if found else 0
        width, ends = indent + columns(stripped), stripped.endswith(_ENDS) or stripped.rstrip(_CLOSERS).endswith(_ENDS)
        found.append(Line(start, start + len(stripped), stripped, indent, width, ends, previous_break > 1))
    return found


def _mark_gaps(lines: list[Line]) -> list[Line]:
    """Forget blank lines where nearly every line has one before it: they say nothing then."""
    gaps = sum(line.blank_before for line in lines)
    if len(lines) > 3 and gaps > 0.6 * len(lines):
        return [line._replace(blank_before=False) for line in lines]
    return lines


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows("data", "lexicon", "furniture.csv")))


def _is_furniture(line: str) -> bool:
    return len(line) <= 80 and bool(_furniture().search(line)) and not line.endswith("。")


def _usual_width(lines: list[Line]) -> int:
    """Return the width of the column in which the lines were broken, 0 where they were not.

    A line of three times that width shows that the column was none: short lines beside it are a list or a table.
    """
    if len(lines) < 5:
        return 0
    widths = Counter(line.width // 2 for line in lines if not line.ends)
    if not widths:
        return 0
    best = max(widths, key=lambda w: (sum(widths.get(w + d, 0) for d in (-2, -1, 0, 1)), w))
    near = sum(widths.get(best + d, 0) for d in (-3, -2, -1, 0, 1))
    if max(line.width for line in lines) > 6 * best:
        return 0
    return 2 * best if near >= 0.3 * len(lines) and near >= 4 and best >= 6 else 0


def _paragraphs(lines: list[Line], width: int) -> list[list[Line]]:
    if not width or not lines:
        return [[line] for line in lines]
    margin = Counter(line.indent for line in lines).most_common(1)[0][0]
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _continues(paragraphs[-1][-1], line, width, margin):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _continues(line: Line, following: Line, width: int, margin: int) -> bool:
    """Tell whether `following` goes on with the paragraph of `line`, in a column of the usual `width` and `margin`."""
    if following.indent - margin >= 4:
        return False
    if following.blank_before and (line.ends or line.width < 0.7 * width):
        return False
    # A subtitle starts with a dash; so may a line of the text, but that one fills the column.
    if following.text.startswith("—") and not line.ends and line.width < width - 4:
        return False
    if line.text.startswith("—") and not line.ends and line.width < width - 4:
        return False
    if following.indent >= 4:
        return False
    if line.ends:
        return line.width >= width - 2 and following.indent < 2
    if _OPEN_TAIL.search(line.text):
        return True
    # A line much wider than the column was not broken by it: a heading, a caption.
    return 0.7 * width <= line.width <= width + 6


def _compose(raw: str, paragraphs: list[list[Line]]) -> tuple[str, array[int]]:
    chars: list[str] = []
    offsets = array("q")
    for number, paragraph in enumerate(paragraphs):
        if number:
            # The separator stands for the source's own line break, so that no character is invented.
            chars.append("\n")
            offsets.append(paragraphs[number - 1][-1].end)
        for position, line in enumerate(paragraph):
            if position and _needs_blank(chars, line):
                chars.append(" ")
                offsets.append(paragraph[position - 1].end)
            _append(raw, line, chars, offsets)
    return normalise("".join(chars)), offsets


def _needs_blank(chars: list[str], line: Line) -> bool:
    return bool(chars) and _is_latin(chars[-1][-1]) and _is_latin(line.text[0])


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _append(raw: str, line: Line, chars: list[str], offsets: array[int]) -> None:
    done, gaps = line.start, -1
    for match in _BLANK.finditer(raw, line.start, line.end):
        at = match.start()
        if gaps < 0:
            # Counted once a line, which may be as long as the text.
            gaps = _BROKEN if _holds_column(line.text) else len(_GAP.findall(raw, line.start, line.end))
        if at > done:
            chars.append(raw[done:at])
            offsets.extend(range(done, at))
        done = at + 1
        if raw[at] not in _DROPPED or _keep_blank(raw, at, line, gaps):
            chars.append(" ")
            offsets.append(at)
    if line.end > done:
        chars.append(raw[done : line.end])
        offsets.extend(range(done, line.end))


def _keep_blank(raw: str, at: int, line: Line, gaps: int) -> bool:
    """Keep a blank only between Latin words, and between Chinese words of two characters and more (王 伟 is a name)."""
    if at == line.start or raw[at] in _NO_WIDTH or raw[at - 1].isspace():
        return False
    end = at
    while end < line.end and (raw[end].isspace() or raw[end] in _NO_WIDTH):
        end += 1
    before, after = raw[at - 1], raw[end : end + 1]
    if not after:
        return False
    if gaps == _BROKEN:
        return _is_latin(before) and _is_latin(after)
    if not is_han(before) and not is_han(after):
        return before.isalnum() and after.isalnum()
    if is_han(before) and is_han(after):
        single_before = at - 2 < line.start or not is_han(raw[at - 2])
        single_after = end + 1 >= line.end or not is_han(raw[end + 1])
        return not (single_before or single_after or _stray(raw, at, end, line, gaps))
    return False


# A line that holds the lines of a column: how many at least, how wide, how many are of one width and hold a mark.
_BROKEN, _FEWEST, _NARROWEST, _ALIKE = -2, 6, 16, 0.6
_MARK = re.compile("[，。；：、]")


def _holds_column(text: str) -> bool:
    """Tell whether a line is a page of broken lines that were joined by blanks, not words that are set apart by blanks."""
    parts = text.split()
    if len(parts) < _FEWEST or len(text) < _FEWEST * _NARROWEST // 2:
        return False
    widths = Counter(columns(part) // 2 for part in parts)
    usual = max(widths, key=lambda width: (widths[width], width))
    alike = sum(widths.get(usual + more, 0) for more in (-1, 0, 1))
    marked = sum(_MARK.search(part) is not None for part in parts)
    return 2 * usual >= _NARROWEST and min(alike, marked) >= _ALIKE * len(parts)


# Who reports is set apart by blanks: 记者 王伟 通讯员 李强.
_BYLINE = re.compile("记者|通讯员|作者|编辑|校对|责编|摄影|供稿|文字|图片|见习|特约")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_GOES_ON = re.compile(r"[\u4e00-\u9fff]{1,12}[，。；：、]")


def _stray(raw: str, at: int, end: int, line: Line, gaps: int) -> bool:
    """Tell whether a blank fell into running text: the only one of its line, in a clause that goes on behind it."""
    others = gaps - bool(_GAP.match(raw, at, line.end))
    goes_on = _GOES_ON.match(raw, end, line.end)
    return bool(goes_on) and not others and not _BYLINE.search(raw[max(line.start, at - 12) : end + 4])


def _title(paragraphs: list[list[Line]]) -> str:
    """Return the title: the unended lines at the start or, failing these, at the end."""
    head = _unended(paragraphs)
    if head and len(head) < len(paragraphs):
        return " ".join(head[:2] if len(head) > 1 and head[1].startswith("—") else head[:1])
    tail = _unended(paragraphs[::-1])[::-1]
    if tail and len(tail) < len(paragraphs):
        return " ".join(tail[:2] if len(tail) > 1 and tail[1].startswith("—") else tail[:1])
    return head[0] if head else ""


def _unended(paragraphs: list[list[Line]]) -> list[str]:
    found: list[str] = []
    for paragraph in paragraphs:
        text = "".join(line.text for line in paragraph)
        sentence = paragraph[-1].ends and not text.endswith(("！", "？", "!", "?"))
        if sentence or len(text) > 60 or len(found) == 4:
            break
        found.append(text)
    return found
