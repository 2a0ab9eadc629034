"""Read the projects that share a last word.

The members of a list that ends in 等项目 (国土绿化、“三北”工程等项目) or in a count of them (…、…、…五大行动), and quoted
watchwords in a row (“绿盾”“碧水”两个专项行动).
"""

from __future__ import annotations

import re
from itertools import takewhile

from ecograph.extract.sheet import Sheet
from ecograph.extract.undertakings.project_names import GROWTH, step_over_leads
from ecograph.extract.undertakings.project_sense import only_sorts, project_kinds, proper, weak
from ecograph.extract.words.affixes import matches
from ecograph.extract.words.growing import Blocks, grow_left, trim_left
from ecograph.extract.words.lexicon import word_set
from ecograph.extract.words.numerals import chinese_number

_COUNT_OF = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})(?:大(?!批)|项|个|场)"
_LIST = re.compile(
    rf"等((?:一批|一系列|多个)?(?:具有[\u4e00-\u9fff]{{2,10}}?的)?[\u4e00-\u9fff\d]{{0,10}}?)(?:项目|工程)|等?{_COUNT_OF}(?:专项|重点|专项整治|专项打击|攻坚)?(?:行动|工程|计划|战役)|{_COUNT_OF}(?P<sort>[\u4e00-\u9fff]{{2,8}}?)(?:项目|工程)"
)
# 引江济淮, 北水南调: where water, gas or power is brought from and to.
_BROUGHT = re.compile(
    r"引[\u4e00-\u9fff]{1,2}[济入补供][\u4e00-\u9fff]{1,2}|[东南西北][\u4e00-\u9fff][东南西北][调输送运济供](?:[东中西]线)?"
)
_COUNTED_SORT = re.compile(rf"^(?:{_COUNT_OF}|(?:一批|一系列|多个)?(?:具有[\u4e00-\u9fff]{{2,10}}?的)?)")
_CLOSES = re.compile(
    r"[等\d一二两三四五六七八九十](?=[\d一二两三四五六七八九十]{0,2}[大项个场]|(?<=等)[\u4e00-\u9fff\d])"
)
# 调度|…水库等水利工程: what stands already.
_STANDING = re.compile(r"调度|运用|调控|巡查|检查|排查|蓄滞洪|受损|水毁")
_WATER_WORKS = frozenset({"水利", "水", "防洪", "涉水", "控制性", "骨干", ""})
# The last two members: 退化林修复和小流域综合治理.
_AND = re.compile(r"(?<=[\u4e00-\u9fff”]{4})(?:以及|和|及|与)(?=[\u4e00-\u9fff“]{4})")
# 谋划|100个节能改造、…等项目
_NUMBERED = re.compile(r"[^、]{0,6}?\d+(?:余|多)?[个项处座]")
_PHASED = re.compile(r"[一二三四五六]期$")
_RIVERS = frozenset("河江湖溪海")
_COUNT = re.compile(r"[\d两三四五六七八九十多]")
_QUOTE = re.compile("“")
_COUNTED = r"(?:(?:\d{1,2}|[两三四五六七八九十多])(?:个|大|项))"
_ROW = re.compile(
    rf"“[^“”，。\n]{{2,12}}”(?:(?:、|和|与|及|以及)?“[^“”，。\n]{{2,12}}”){{0,7}}"
    rf"(?P<shared>(?:等?{_COUNTED}|等(?:一?系列)?)?(?:专项|重点|具体|专项打击|专项执法|专项整治)?(?P<head>行动|活动|工程|执法检查|专项整治)|等{_COUNTED}[\u4e00-\u9fff]{{0,10}}?项目)"
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
    """Return the members of a list that ends in 等项目 or in a count, and that lack a last word of their own."""
    found = []
    for match in matches(_LIST, _CLOSES, sheet.text):
        clause_start, _ = sheet.clause(match.start())
        stretch = sheet.text[clause_start : match.start()]
        if not _closes(match, stretch):
            continue
        items = _members(stretch)
        words = [stretch[slice(*item)] for item in items]
        if match.group("sort") is not None and not _all_counted(match.group(), items, clause_start, blocks):
            continue
        least = _least(words, match.group())
        spans = [_member(sheet, clause_start + begin, clause_start + end, least, blocks, wall) for begin, end in items]
        if match.group(1) is not None and not _COUNT.search(match.group(1)):
            spans = [span for span in spans if span and not _of_sort(sheet, *span)]
        told = len(items) > 1 and not _of_measures(words, least)
        found += [span for span in spans if span and (told or _stands_alone(sheet, *span))]
    return found


def _of_sort(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell whether a member is only a sort of works (中小河流整治、小型水库建设|等项目); what is counted is named by it."""
    return not _known(sheet, begin, end) and only_sorts(sheet, begin, end)


def _all_counted(count: str, items: list[tuple[int, int]], offset: int, blocks: Blocks) -> bool:
    """Tell whether a count is of the members (A、B|两个项目), and none is a place (柳州、桂林|2个项目)."""
    digits = "".join(takewhile(str.isdigit, count))
    number = int(digits) if digits else chinese_number(count[: 2 if count[1:2] in "十一二三四五六七八九" else 1])
    return number == len(items) > 1 and not any(offset + end in blocks.begin for _, end in items)


def _of_measures(words: list[str], least: int) -> bool:
    """Tell whether a list is of what is done (井盖维修、路灯更换、雨水管网清疏等工程), not of names: most members are short."""
    short = sum(len(word) < least and not _BROUGHT.fullmatch(word) for word in words)
    return len(words) > 2 and short * 2 >= len(words)


def _stands_alone(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell whether a member is a name whatever stands beside it."""
    name = sheet.text[begin:end]
    return proper(sheet, begin, end) or "“" in name or _known(sheet, begin, end) or _headed(name)


def _closes(match: re.Match[str], stretch: str) -> bool:
    """Tell whether the end of a list says only what sort its members are, and does not speak of works that stand already."""
    if match.group("sort") is not None:
        return weak(match.group("sort"))
    if match.group(1) is None:
        return True
    sort = _COUNTED_SORT.sub("", match.group(1))
    return weak(sort) and not (sort in _WATER_WORKS and _STANDING.search(stretch))


def _members(stretch: str) -> list[tuple[int, int]]:
    """Return where the members of a list stand in a clause, the last two apart (A、B和C)."""
    found, at = [], 0
    for item in stretch.split("、"):
        found.append((at, at + len(item)))
        at += len(item) + 1
    begin, end = found[-1]
    if (joined := list(_AND.finditer(stretch, begin, end))) and len(found) > 1:
        found[-1:] = [(begin, joined[-1].start()), (joined[-1].end(), end)]
    return found


def _member(sheet: Sheet, start: int, end: int, least: int, blocks: Blocks, wall: bytearray) -> tuple[int, int] | None:
    """Return the name that one member of a list is, if it says enough."""
    item = sheet.text[start:end]
    grown = grow_left(sheet, end, GROWTH, blocks=blocks, wall=wall, most=len(item))
    begin = max(step_over_leads(sheet.text, trim_left(sheet, grown, end, GROWTH), end), start)
    if sheet.text[begin:end] in word_set("generic_projects.csv") or _NUMBERED.match(item):
        return None
    if begin > start and wall[begin - 1]:
        # 农科院|片区: half of a name that begins with a body's.
        return None
    if item[-1:] in _RIVERS:
        # 疏浚南河、北河|等工程: a water is where the work is.
        return None
    own = begin in blocks.begins and begin not in blocks.begin
    brought = _BROUGHT.fullmatch(sheet.text, begin, end) is not None
    enough = 4 if own or brought or _known(sheet, begin, end) or _headed(item) or _PHASED.search(item) else least
    return (begin, end) if "等" not in item and end - begin >= enough else None


def _known(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell whether a nation-wide programme is named, in quotes or not (“三北”等重点工程)."""
    return sheet.text[begin:end].strip("“”") in word_set("project_known.csv")


def _headed(item: str) -> bool:
    return item.endswith(tuple(project_kinds()))


def _least(items: list[str], close: str) -> int:
    """Return how long a member without a last word of its own must be: a count, or a member that has one, speaks for it."""
    return 5 if _COUNT.search(close) or any(map(_headed, items)) else 6
