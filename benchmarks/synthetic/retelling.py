"""Print an article again as other sites do: with their furniture, marks and widths, now and then a paragraph less."""

from __future__ import annotations

import random
import re

from synthetic import words

_FULL = {ord(str(digit)): chr(ord("０") + digit) for digit in range(10)}
_MARKS = str.maketrans("，；：（）“”", ',;:()""')
_SOURCE = re.compile(r"^\W*(?:\d{4}-\d\d-\d\d +)?(?:来源|稿源)[:：].*$", re.MULTILINE)
# How many of the reposts undergo what.
_CUT, _QUOTED, _WIDE, _MARKED, _REWRAPPED, _RETITLED, _SPACED = 0.25, 0.15, 0.12, 0.12, 0.2, 0.3, 0.3
# What is cut: a paragraph, not a date, and only from a text that stays mostly the same.
_SHORTEST, _SHARE, _HEAD = 30, 0.12, 3


def retold(text: str, chance: random.Random, *, cut: bool = True) -> str:
    """Return the text as another site prints it; without `cut`, every paragraph stays as it is."""
    title, _, rest = text.partition("\n")
    site = words.SITES[int(chance.random() * len(words.SITES))]
    dated = _SOURCE.search(rest)
    paragraphs = [line for line in _SOURCE.sub("", rest, count=1).split("\n") if line.strip()]
    if cut and chance.random() < _CUT:
        paragraphs = _cut(paragraphs, chance)
    if cut and chance.random() < _QUOTED:
        paragraphs = _quoted(paragraphs, site)
    if chance.random() < _REWRAPPED:
        width = 20 + int(chance.random() * 18)
        paragraphs = [each[start : start + width] for each in paragraphs for start in range(0, len(each), width)]
    if chance.random() < _RETITLED:
        title = f"{title}_{site}"
    between = "\n\n" if chance.random() < _SPACED else "\n"
    source = (dated[0].strip() if dated else f"来源：{site}").replace("稿源", "来源")
    head = [f"首页 > 新闻 > 正文\n{title}", f"{source}\n打印 关闭"]
    foot = f"编辑：{words.COMMON_SURNAMES[int(chance.random() * 90)]}{words.GIVEN[int(chance.random() * 80)]}\n主办：{site}\n"
    body = between.join(paragraphs)
    if chance.random() < _WIDE:
        body = body.translate(_FULL)
    if chance.random() < _MARKED:
        body = body.translate(_MARKS)
    return "\n".join((*head, body, foot))


def _quoted(paragraphs: list[str], site: str) -> list[str]:
    """Put a byline of the site's own in place of the first one."""
    if not paragraphs or not paragraphs[0].startswith("本报讯"):
        return paragraphs
    rest = re.sub(r"^本报讯(?:（[^（）]*）)?", "", paragraphs[0])
    return [f"{site}讯 据{words.SITES[0]}报道，{rest}", *paragraphs[1:]]


def _cut(paragraphs: list[str], chance: random.Random) -> list[str]:
    """Leave out one paragraph, ended like one, that holds no more than a small part of the text."""
    whole = sum(map(len, paragraphs))
    ends = [each.endswith(("。", "！", "？", "”")) for each in paragraphs]
    short = [
        place
        for place in range(1, len(paragraphs))
        if _SHORTEST <= len(paragraphs[place]) <= whole * _SHARE and ends[place] and (ends[place - 1] or place < _HEAD)
    ]
    if not short:
        return paragraphs
    gone = short[int(chance.random() * len(short))]
    return paragraphs[:gone] + paragraphs[gone + 1 :]
