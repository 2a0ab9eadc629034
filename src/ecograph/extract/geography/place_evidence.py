"""Ask what speaks for a name that only its last word gives away: 莱楂乡 holds a word that no dictionary has, 骨干水库 none."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.place_edges import Edge
from ecograph.extract.geography.place_words import INDUSTRIAL, LOCAL, is_everyday, transcribed
from ecograph.extract.sheet import Sheet, Word
from ecograph.extract.words.affixes import Endings
from ecograph.extract.words.lexicon import in_dictionary, word_set

_NAME_TAGS = ("ns", "nr", "nz", "nt", "nx")
# Words of these classes join and qualify; no name holds one of them alone.
_JOINING_TAGS = frozenset({"p", "c", "u", "uj", "ul", "uz", "ud", "ug", "uv", "h", "k", "y"})
_PREPOSITIONS = frozenset("在到于赴至")
_QUALIFYING = frozenset("好各每整全非式型级类")
# 东塔两|镇, 沿线诸|河: a count or an "each" before the last word.
_COUNTS = frozenset("两各诸该")
# Last words that ditches and ponds without a name have as well.
_ORDINARY = frozenset("沟塘潭涌泡荡")
# How long a name of one everyday word may be (荷花村, 团结水库).
_LONGEST_PLAIN = 3


@cache
def _parts() -> Endings:
    """Return the words that name a part of what stands before them (吕梁山东麓|水库, 受旱地区|水库): they end no name."""
    return Endings(word_set("place_parts.csv"))


def everyday(sheet: Sheet, start: int, end: int, *, local: bool = False) -> bool:
    """Tell whether a stretch is cut into nothing but everyday words (绿色|经济): no name begins or lies in it.

    `local` names begin with 大, 小, 新 as well as others do.
    """
    at = start
    while at < end:
        word = sheet.starts.get(at)
        if word is None or word.end > end or not _is_everyday(sheet, word, local=local):
            return False
        at = word.end
    return True


def _is_everyday(sheet: Sheet, word: Word, *, local: bool) -> bool:
    text = sheet.text[word.start : word.end]
    if len(text) == 1:
        qualifying = text in _QUALIFYING or (not local and text in word_set("place_modifiers.csv"))
        return word.tag in _JOINING_TAGS or qualifying
    if is_everyday(text):
        return True
    if word.tag.startswith(_NAME_TAGS) or text in word_set("place_morphemes.csv") or text in gazetteer().by_name:
        return False
    return in_dictionary(text)


def unlike_name(sheet: Sheet, start: int, match: re.Match[str], edge: Edge, *, bears: bool) -> bool:
    """Tell whether nothing speaks for a name: neither its words, nor what stands before it, nor a second mention.

    `edge` is what stands before the name; one that `bears` another place's name needs no more (柳泉新城|污水处理厂).
    """
    last, end = match.group(), match.end()
    if transcribed(sheet.text, start, match.start()):
        return False
    if _joined(sheet, start, match.start()) or sheet.text[match.start() - 1] in _COUNTS:
        return True
    if len(last) > 1 and last not in LOCAL and _parts().before(sheet.text, match.start(), start=start) > start:
        return True
    if end - start == 2:
        return _unlike_short_name(sheet, start, end, edge)
    if last in _ORDINARY and edge < Edge.LEAD:
        return True
    if bears or not _holds_everyday(sheet, start, match):
        return False
    return not _vouched(sheet, start, match, edge)


def _holds_everyday(sheet: Sheet, start: int, match: re.Match[str]) -> bool:
    """Tell whether all before a last word is everyday.

    A word that goes on into the last word must be a common word for places, or a long one (主题公园); 独石|口镇 is a name.
    """
    cut, local = match.start(), match.group() in LOCAL
    if cut in sheet.starts:
        return everyday(sheet, start, cut, local=local)
    word = sheet.ends.get(match.end())
    if word is None or word.start < start:
        return False
    text = sheet.text[word.start : word.end]
    if not is_everyday(text) and not (len(text) > 2 and word.tag == "n" and in_dictionary(text)):
        return False
    return everyday(sheet, start, word.start, local=local)


def _joined(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a preposition or a conjunction stands alone inside a stretch (材料|由|街道)."""
    for at in range(start + 1, end):
        word = sheet.starts.get(at)
        if word and word.tag in ("p", "c", "uj", "ul") and word.end <= end and at in sheet.ends:
            return True
    return False


def _unlike_short_name(sheet: Sheet, start: int, end: int, edge: Edge) -> bool:
    """Tell whether 下山, 回港, 渔港, 兴村 is a word of the language: names of two characters lean on what is around them."""
    if edge >= Edge.LEAD:
        return False
    name = sheet.text[start:end]
    return name[0] in word_set("place_first.csv") or sheet.text.count(name) < 2


def _vouched(sheet: Sheet, start: int, match: re.Match[str], edge: Edge) -> bool:
    """Tell whether an everyday word is a name for what stands before it: 平遥县|荷花村, 位于|团结水库."""
    stem = sheet.text[start : match.start()]
    told_apart = stem[0] == "第" or (edge >= Edge.LIST and len(stem) > _LONGEST_PLAIN)
    if match.group().endswith(INDUSTRIAL) and told_apart:
        # 第一工业区、第二工业区; 现代制造产业园、农产品加工产业园: the zones of a town are told apart by their trades.
        return True
    word = sheet.starts.get(start)
    whole = word is not None and word.end in (match.start(), match.end())
    if word is None or not whole or len(stem) > _LONGEST_PLAIN or stem in word_set("place_modifiers.csv"):
        return False
    if match.group() in LOCAL:
        if len(stem) == _LONGEST_PLAIN and word.tag[:1] == "n":
            # 独石口|镇: the dictionary has few common nouns that long.
            return True
        verbal = word.tag[:1] == "v" and sheet.text[start - 1] not in _PREPOSITIONS
        return edge >= Edge.LEAD and not (edge == Edge.LEAD and verbal)
    if match.group() == "断面":
        return word.tag[:1] in "ns"
    return edge >= Edge.LEAD and word.tag[:1] in ("nm" if edge == Edge.PLACE else "n")
