"""Grow a name to the left of its last word, over the words that a name can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Sheet, Word
from ecograph.extract.words.affixes import Beginnings
from ecograph.extract.words.lexicon import word_set

_QUOTES = {"”": "“", "’": "‘", "）": "（", "》": "《"}
_JOINS = frozenset({"和", "与", "及", "及其"})
_NOMINAL = frozenset("nvalzi")
# 新、改、扩建 is one word with marks in it, and 2021、2022|年度 one time.
_RENEWED = re.compile(r"[新改扩迁]、(?=[新改扩迁](?:、|建))|\d、(?=\d)")
# 柳湾|至|石桥|段: a stretch of a road or a line between places that no table holds.
_SECTION = re.compile(r"[至—-](?=[\u4e00-\u9fff±\d]{1,10}?(?:段|公路|高速|铁路|高铁|直流|特高压))")
_WHOLE = (
    *("工程", "项目", "行动", "计划", "方案", "预案", "规划", "办法", "条例", "意见", "措施"),
    *("攻坚战", "保卫战", "歼灭战", "阻击战", "战役"),
)
_GENERIC = (
    "工程",
    "项目",
    "任务",
    "工作",
    "行动",
    "生态",
    "民生",
    "水利",
    "林业",
    "环保",
    "建设",
    "产业",
    "推进",
    "实施",
)
# 三年|行动计划: how long it runs, not when.
_TERMS = frozenset({"两年", "三年", "四年", "五年", "六年", "八年", "十年"})
# 保障|能力|提升工程, 监管|平台|建设项目: a verb before them says what sort they are of.
_MEANS = frozenset({"能力", "水平", "体系", "效能", "设施", "系统", "网络", "平台", "机制", "中心", "网点", "站点"})
_WITHIN = frozenset({"中", "上", "里"})
# The segmenter takes them for times.
_AGES = frozenset({"青年", "少年", "青少年", "老年", "中年"})
_DAYS = frozenset({"明天", "明晨", "明晚", "明早", "明后天"})
_WORK_NOUNS = frozenset(
    {"扩建", "改造", "建设", "治理", "修复", "整治", "提升", "利用", "保护", "改扩建", "新建", "迁建"}
)
# What a dash may join: proper names and Latin letters (色林错—普若岗日, 长江—汉江).
_PROPER = ("ns", "nz", "nr", "nx", "nt", "eng")
# 本报讯（记者 …）: who reports, before the text begins.
_BYLINE = re.compile("记者|通讯员|编辑|摄影|见习|实习")
_WIRED = ("电", "讯", "报道", "电 ", "讯 ")


@cache
def _sites() -> Beginnings:
    return Beginnings(word_set("project_sites.csv"))


class Blocks(NamedTuple):
    """Stretches that a name takes whole: where each begins by where it ends, and all their beginnings."""

    begin: dict[int, int]
    begins: frozenset[int]

    @classmethod
    def of(cls, places: Iterable[PlaceHit]) -> Blocks:
        """Return the blocks that the places of a document make."""
        begin = {hit.end: hit.start for hit in places}
        return cls(begin, frozenset(begin.values()))


class Growth(NamedTuple):
    """How the names of a class grow: what stops them, which of the stops may be the name's own verb, how far.

    Words of the table `inner` (提升, 配套) stop a name only where more than verbs stands between them and its last word:
    水质|提升|项目 is a name, 提升|水质 is not. Without `numbers`, numerals and measures stop it too.
    """

    stops: str
    inner: str = ""
    most: int = 40
    numbers: bool = True


def grow_left(
    sheet: Sheet, at: int, how: Growth, *, blocks: Blocks, wall: bytearray | None = None, most: int = 0
) -> int:
    """Return where a name that ends at `at` begins.

    Words are taken to the left until a mark, a function word, a word that stops, a stretch of `wall`, or `most` characters. A
    quoted or bracketed stretch is taken whole, and so is a block.
    """
    start, verbal = at, True
    while start > 0 and at - start < (most or how.most) and not (wall and wall[start - 1]):
        if start in blocks.begin:
            start, verbal = blocks.begin[start], False
            continue
        char = sheet.text[start - 1]
        if char in "、至—-" and start - 1 in blocks.begin and start in blocks.begins:
            # 北运河、永定新河“清四乱”专项整治; 商州至丹凤段…工程
            start = blocks.begin[start - 1]
            continue
        if char == "、" and _RENEWED.match(sheet.text, start - 2):
            start -= 2
            continue
        if char in "至—-" and _SECTION.match(sheet.text, start - 1):
            start -= 1
            continue
        if char in _QUOTES:
            opening = _opening(sheet, char, start)
            if opening < 0:
                break
            start, verbal = opening, False
            continue
        # Inside a word that the segmenter cut wrongly, the class of a single character is not known.
        word = sheet.ends.get(start) or Word(start - 1, start, "v" if verbal else "n")
        if not _takes(sheet, word, how, blocks, verbal=verbal):
            break
        text = sheet.text[word.start : start]
        verbal = text in _JOINS or (verbal and _keeps_verbal(word, text, how))
        start = word.start
    return start


def _keeps_verbal(word: Word, text: str, how: Growth) -> bool:
    """Tell whether a verb before this word may still be the name's own (保障|能力|提升|三年|行动)."""
    return word.tag[:1] in "vl" or text in _TERMS or text in _MEANS or text in _inner(how)


def _opening(sheet: Sheet, mark: str, end: int) -> int:
    """Return where the quoted or bracketed stretch opens that closes before `end`, -1 if a name cannot hold it."""
    opening = sheet.text.rfind(_QUOTES[mark], max(0, end - 26), end - 1)
    if mark == "”" and sheet.text.startswith(("项目", "工程"), opening - 2):
        return -1
    if opening < 0 or mark == "》" or "。" in sheet.text[opening:end]:
        return -1
    if mark == "）" and (opening == 0 or _BYLINE.search(sheet.text, opening, end)):
        return -1
    return -1 if mark == "）" and sheet.text.endswith(_WIRED, 0, opening) else opening


def _takes(sheet: Sheet, word: Word, how: Growth, blocks: Blocks, *, verbal: bool) -> bool:
    text = sheet.text[word.start : word.end]
    if text in _JOINS:
        return _joins(sheet, word, how, blocks)
    if text in word_set("name_words.csv"):
        return _attributes(sheet, word, text)
    stops = word_set(how.stops)
    if text == "区":
        return _is_zone(sheet, word.start)
    if word.tag[:1] in "vl" and len(text) > 1 and text[-1] in "至到于":
        # 送至, 用于 govern what follows.
        return False
    if text[0] == "第" and _sites().at(sheet.text, word.end):
        return True
    if text in stops:
        return (verbal and text in _inner(how)) or (text == "配套" and _joined(sheet, word.start))
    if len(text) == 4 and text[:2] in stops and _governs(text[2:], stops) and not {text[:2], text[2:]} <= _inner(how):
        # 不断|完善, 积极|支持; but 监督|检查.
        return False
    return (how.numbers or word.tag[:1] not in "mq") and _can_hold(sheet, word, text)


def _is_zone(sheet: Sheet, at: int) -> bool:
    """Tell whether 区 ends the word for a kind of zone (生态脆弱|区), rather than standing for a district."""
    left = sheet.ends.get(at)
    return left is not None and left.end - left.start > 1 and left.tag[:1] in "nabvli"


def _governs(verb: str, stops: frozenset[str]) -> bool:
    return verb in stops or verb in word_set("lead_verbs.csv")


def _joined(sheet: Sheet, at: int) -> bool:
    """Tell whether the phase of a work ends here, or what its annexes are joined to (二期|配套供水工程, 水厂及|配套管网)."""
    return sheet.text.startswith(("期", "及", "与", "和", "其", "外", "边"), at - 1)


def _attributes(sheet: Sheet, word: Word, text: str) -> bool:
    """Tell whether a word belongs to a name whatever its class (二期): 重点 only inside, 重点|行业…行动, “三北”|重点工程."""
    if text not in ("重点", "重大"):
        return True
    return sheet.text[word.start - 1 : word.start] == "”" or (
        text == "重点" and not sheet.text.startswith(_GENERIC, word.end)
    )


def _joins(sheet: Sheet, word: Word, how: Growth, blocks: Blocks) -> bool:
    """Tell whether 和, 与, 及 joins two parts of one name (泵闸改造|及|水系连通工程) rather than two names."""
    if sheet.text[word.end : word.end + 1] in ("“", "《"):
        return False
    if word.end in blocks.begins and not _sites().at(sheet.text, word.end):
        return word.start in blocks.begin
    left = sheet.ends.get(word.start)
    if word.start in blocks.begin:
        return True
    if left is None or left.end - left.start < 2:
        return False
    text = sheet.text[left.start : left.end]
    if left.tag[:1] not in _NOMINAL:
        # 泵站扩建|与|管网改造工程
        return sheet.text[word.start : word.end] != "和" and text in _WORK_NOUNS
    whole = sheet.text.endswith(_WHOLE, 0, word.start)
    return not whole and (text not in word_set(how.stops) or text in _inner(how))


def _can_hold(sheet: Sheet, word: Word, text: str) -> bool:
    if text in ("、", "-", "—", "·", "+", "/", "×", "±"):
        return text in "·+/×±" or (text != "、" and _dashed(sheet, word.start))
    if word.tag == "x" and not text.isalnum():
        return False
    if text in _WITHIN and word.tag == "f":
        # 清单|中|保障性住房项目; but 中|法合作项目
        left, right = sheet.ends.get(word.start), sheet.starts.get(word.end)
        return left is None or left.tag != "n" or right is None or right.end == word.end + 1
    if word.tag[:1] == "t":
        return (
            text in _TERMS
            or text in _AGES
            or not (text in _DAYS or any(c.isdigit() or c in "今去年月日" for c in text))
        )
    return word.tag[:1] not in "pudryc" or word.tag in ("ng", "nt")


def _dashed(sheet: Sheet, at: int) -> bool:
    """Tell whether a dash stands between the parts of a proper name, or a hyphen between two nouns (燃气-蒸汽|联合循环)."""
    right = sheet.starts.get(at + 1)
    while at > 0 and sheet.text[at - 1] in "—-":
        at -= 1
    left = sheet.ends.get(at)
    if left is None or at in sheet.found("built_head").by_end or at in sheet.found("project_head").by_end:
        # 第二座清江大桥|——柳湾大桥: what it is stands before what it is called.
        return False
    compound = sheet.text[at] == "-" and right is not None and left.tag[:1] == right.tag[:1] == "n"
    return left.tag.startswith(_PROPER) or compound


def trim_left(sheet: Sheet, start: int, end: int, how: Growth) -> int:
    """Step over leading words that no name begins with (conjunctions, counts)."""
    table, held = word_set(how.stops), _inner(how) | word_set("name_words.csv")
    while start < end:
        word = sheet.starts.get(start)
        if word is None or word.end >= end:
            return start
        text = sheet.text[start : word.end]
        if text[0] == "第" and _sites().at(sheet.text, word.end):
            return start
        if text in _JOINS or text in "、-—" or word.tag in ("c", "q") or (text in table and text not in held):
            start = word.end
        else:
            return start
    return start


def _inner(how: Growth) -> frozenset[str]:
    return word_set(how.inner) if how.inner else frozenset()
