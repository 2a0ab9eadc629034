"""Take the sentences of an article's body from what a site puts around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from ecograph.model import Document
from ecograph.resources import words

_ENDS = tuple("。！？!?；;…")
_CLOSERS = "”’」』）)》】\"' "
# What is left of a sentence: its characters without marks and blanks, so that 3.2% stays apart from 32 and 3.2.
_SILENT = re.compile(r"[^\w.%]|_|(?<!\d)\.|\.(?!\d)")
_SENTENCE = re.compile(rf"[^{''.join(_ENDS)}\n]+")
# 本报讯（记者 …）, 新华社…3月5日电, …网讯 据…报道: every site has its own.
_BYLINE = re.compile(
    r"[（(][^（）()\n]{0,60}?(?:记者|通讯员)[^（）()\n]{0,60}[）)]"
    r"|(?m:^)[^\S\n]*[\u4e00-\u9fff]{0,12}(?:[网社报台媒线闻]讯|[社报]\S{0,4}\d{1,2}月\d{1,2}日[电讯])[^\S\n]*"
    r"(?:据[\u4e00-\u9fff]{2,12}(?:报道|消息))?"
)
# So many lines may stand above and below the article; a title has no more characters than that.
_AROUND, _SHORT = 12, 30
_OPENINGS = 4


class Body(NamedTuple):
    """The sentences of a body, bare of marks and blanks, in their order.

    `openings` are other readings of the first sentence, where a title or a source line may have run into it: from each later
    line of the source in which it stands.
    """

    sentences: tuple[str, ...]
    openings: tuple[str, ...]


def body(document: Document) -> Body:
    """Return the body of a document."""
    text = _BYLINE.sub(lambda match: " " * len(match[0]), document.text)
    lines = list(re.finditer(r"[^\n]+", text))
    printed = [line.group() for line in lines]
    lines = lines[_first(printed) : _last(printed)]
    if not lines:
        return Body((), ())
    told = [*_SENTENCE.finditer(text, lines[0].start(), lines[-1].end())]
    bare = [_bare(each.group()) for each in told]
    start = next((place for place, each in enumerate(bare) if each), 0)
    return Body(tuple(filter(None, bare)), tuple(islice(_openings(document, *told[start].span()), _OPENINGS)))


def _openings(document: Document, start: int, end: int) -> Iterator[str]:
    """Yield what is left of a sentence from each line of the source on that begins within it."""
    text, raw, offsets = document.text, document.raw, document.offsets
    for place in range(start + 1, end):
        if "\n" in raw[offsets[place - 1] : offsets[place]]:
            yield _bare(_BYLINE.sub("", text[place:end]))


def _bare(sentence: str) -> str:
    return _SILENT.sub("", sentence.lower())


def _first(lines: Sequence[str]) -> int:
    """Return the place of the first line that is one of the article's own, not above it."""
    ends = [place for place, line in enumerate(lines[:_AROUND]) if _ends(line)]
    return next((place for place in ends if not _is_title(lines[place])), next(iter(ends), 0))


def _is_title(line: str) -> bool:
    """Say whether a line that ends like a sentence may be a title, as 如何守住一湖碧水？ is one."""
    return len(line) <= _SHORT and not line.rstrip(_CLOSERS).endswith("。")


def _last(lines: Sequence[str]) -> int:
    """Return the place after the last line that is one of the article's own."""
    for place in range(len(lines), max(len(lines) - _AROUND, 0), -1):
        line = lines[place - 1]
        if _ends(line) and not _notices().search(line):
            return place
    return len(lines)


def _ends(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith(_ENDS)


@cache
def _notices() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("data", "reposts", "notices.csv"))))
