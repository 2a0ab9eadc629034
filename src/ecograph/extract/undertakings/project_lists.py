"""Read the projects that share a last word.

The members of a list that ends in 等项目 (国土绿化、“三北”工程等项目), and quoted watchwords in a row (“绿盾”“碧水”两个专项行动).
"""

from __future__ import annotations

import re

from ecograph.extract.sheet import Sheet
from ecograph.extract.undertakings.project_names import GROWTH, project_kinds, step_over_leads, weak
from ecograph.extract.words.affixes import matches
from ecograph.extract.words.growing import Blocks, grow_left, trim_left
from ecograph.extract.words.lexicon import word_set

_LIST = re.compile(r"等([\u4e00-\u9fff\d]{0,10}?)(?:项目|工程)")
_COUNT = re.compile(r"[\d两三四五六七八九十]")
_QUOTE = re.compile("“")
_COUNTED = r"(?:\d{1,2}|[两三四五六七八九十])(?:个|大|项)"
_ROW = re.compile(
    rf"“[^“”，。\n]{{2,12}}”(?:(?:、|和|与|及|以及)?“[^“”，。\n]{{2,12}}”){{0,7}}"
    rf"(?P<shared>(?:等?{_COUNTED}|等)?(?:专项|重点)?(?P<head>行动|活动|工程|执法检查|专项整治))"
)
_MEMBER = re.compile("“([^“”]+)”")


def in_row(sheet: Sheet) -> list[tuple[int, int]]:
    """Return the quoted watchwords that stand in a row before the last word they share, or before a count of them.

    The last one takes the word with it where no count stands between (“双竞赛”和“百日攻坚”活动).
    """
    found: list[tuple[int, int]] = []
    for row in matches(_ROW, _QUOTE, sheet.text):
        members = [m.span() for m in _MEMBER.finditer(sheet.text, row.start(), row.start("shared"))]
        counted = row.group("shared")[0] == "等" or _COUNT.match(row.group("shared")) is not None
        if (len(members) < 2 and not counted) or not sheet.boundary(row.end()):
            continue
        words = [sheet.text[start + 1 : end - 1] for start, end in members]
        least = 4 if len(words) == 1 else 2 if "专项" in row.group("shared") else 3
        if not all(_says_enough(word, least) for word in words):
            continue
        found += members if counted else [*members[:-1], (members[-1][0], row.end())]
    return found


def _says_enough(word: str, least: int) -> bool:
    """Tell whether a quoted word can be a project's name: long enough, or one that campaigns are called by."""
    return (len(word) >= least or word in word_set("project_codenames.csv")) and word not in word_set(
        "generic_projects.csv"
    )


def listed(sheet: Sheet, blocks: Blocks, wall: bytearray) -> list[tuple[int, int]]:
    """Return the members of a list that ends in 等项目 and lack a last word of their own."""
    found = []
    for match in _LIST.finditer(sheet.text):
        clause_start, _ = sheet.clause(match.start())
        stretch = sheet.text[clause_start : match.start()]
        if "、" not in stretch or not weak(match.group(1)):
            continue
        items, at = stretch.split("、"), clause_start
        least = _least(items, match.group())
        for item in items:
            start, at = at, at + len(item) + 1
            end = start + len(item)
            grown = grow_left(sheet, end, GROWTH, blocks=blocks, wall=wall, most=len(item))
            begin = max(step_over_leads(sheet.text, trim_left(sheet, grown, end, GROWTH), end), start)
            if "等" not in item and end - begin >= (4 if _headed(item) else least):
                found.append((begin, end))
    return found


def _headed(item: str) -> bool:
    return item.endswith(tuple(project_kinds()))


def _least(items: list[str], close: str) -> int:
    """Return how long a member without a last word of its own must be: a count, or a member that has one, speaks for it."""
    return 5 if _COUNT.search(close) or any(map(_headed, items)) else 6
