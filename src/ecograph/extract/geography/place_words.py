"""Tell place names from the common words that end alike: 王庄桥断面 is one, 国控断面 and 老旧水闸 are none."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import Beginnings, Endings
from ecograph.extract.words.lexicon import word_set
from ecograph.resources import rows

LOCAL = frozenset({"镇", "乡", "村", "街道", "社区", "苏木", "嘎查", "屯", "林场", "农场", "牧场"})
"""The last words of what is smaller than a county."""

INDUSTRIAL = (
    "产业园",
    "工业园",
    "园区",
    "集聚区",
    "聚集区",
    "开发区",
    "物流园",
    "物流中心",
    "工业区",
    "高新区",
    "新区",
    "新城",
)
"""How the names of zones for industry end: they hold trades (现代制造产业园) and the names of waters and mountains alike."""

_STOP_TAGS = frozenset("xpcudryeoz")
_NAME_TAGS = ("ns", "nr", "nz", "nt", "nx")
_COMMON_TAGS = frozenset("nvabilszt")
_COUNTED = frozenset("条个座处名批次多些余种类段")
_LEVELS = frozenset("省市县区乡镇")
_PAIRED = frozenset({"河湖", "江河", "湖库", "河流", "田湖", "河海", "江海", "山水", "山河", "乡村", "城乡", "农村"})
_NAMED_AFTER = frozenset("村镇乡屯桥闸站口坝港渡")
# What no name ends in, though a town's last word does: 局|驻村, 统筹|城乡, 投资占|城镇.
_NEVER = (
    *("驻村", "下乡", "乡村", "坐镇", "农村", "进村", "入村", "包村", "进社区"),
    *("高峰", "会海", "河山", "跨江", "跨海", "访港", "赴港", "水乡", "之乡", "名山", "诸河"),
)
_NEVER_BEHIND_WORDS = ("城乡", "城镇", "富村", "强村", "惠村", "润村", "塑村", "厚村")
# 九湖, 两江, 三河: so many waters, none of them named.
_NUMERALS, _COUNTABLE = frozenset("一二两三四五六七八九十百千万"), frozenset("河江湖海溪渠港湾山岭岛村镇乡")
_ORDINARY = frozenset("塘涌泡荡沟潭")
_HAN = re.compile("[\u4e00-\u9fff·]+")


class Suffix(NamedTuple):
    """What a last word tells: the kind of place, how many characters may stand before it, whether people built it."""

    kind: str
    most: int
    works: bool


@cache
def suffixes() -> dict[str, Suffix]:
    """Return the last words of place names."""
    table = rows("data", "lexicon", "place_suffixes.csv")
    return {row["suffix"]: Suffix(row["kind"], int(row["most"]), bool(row["works"])) for row in table}


@cache
def suffix_pattern() -> re.Pattern[str]:
    """Return the pattern of the last words of place names, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, suffixes()), key=len, reverse=True)))


@cache
def _modifiers() -> Beginnings:
    return Beginnings(word_set("place_modifiers.csv"))


@cache
def _transcription() -> tuple[frozenset[str], frozenset[str]]:
    table = rows("data", "lexicon", "transcription.csv")
    telling = frozenset(row["character"] for row in table if row["telling"])
    return telling, frozenset(row["character"] for row in table)


def transcribed(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch reads as a Mongolian, Uyghur or Tibetan name in Chinese letters (塔班陶勒盖)."""
    telling, known = _transcription()
    stretch = text[start:end]
    return (
        len(stretch) >= 3
        and all(c in known for c in stretch)
        and sum(c in telling for c in stretch) * 2 >= len(stretch)
    )


@cache
def goes_on() -> Beginnings:
    """Return the words that begin as the name of a town ends (乡愁, 村庄)."""
    return Beginnings(word_set("place_goes_on.csv"))


def is_everyday(text: str) -> bool:
    """Tell whether a word qualifies places, is a common word for them, or the last word of their names."""
    return text in word_set("place_modifiers.csv") or text in word_set("generic_places.csv") or text in suffixes()


def is_generic(name: str, *, kind: str = "", settled: bool = False) -> bool:
    """Tell whether a name is only its common last word with modifiers (国考断面, 全市城镇).

    `settled` names follow a place of a higher level or stand in a list of places: only whole common words are generic then.
    """
    generic = word_set("generic_places.csv")
    if len(name) > 2 and (name.endswith(_NEVER) or (len(name) > 3 and name.endswith(_NEVER_BEHIND_WORDS))):
        return True
    if name in generic or (name[0] == "退" and "还" in name) or (name[-2:] in _PAIRED and not settled):
        return True
    if len(name) == 2 and name[0] in _NUMERALS and name[1] in _COUNTABLE:
        return True
    ordinary = name[-1] in _ORDINARY and name[-2:] in generic and name[-2:] not in suffixes()
    if ordinary or (len(name) in (3, 4) and name[0] == name[2]):
        # 村与村; 一片荷塘; 临河临湖.
        return True
    if not settled and len(name) > 2 and name[-1] in _LEVELS and name[-2] in _LEVELS and name[-3:] not in suffixes():
        return True
    named_after = kind == "section" and len(name) >= 4 and name[-3] in _NAMED_AFTER
    if settled or (named_after and name[:-2] not in word_set("place_modifiers.csv")):
        return False
    rest = _stripped(name)
    return not rest or rest in generic or rest in suffixes() or (len(rest) < 2 and name[-2:] in generic)


def _stripped(name: str) -> str:
    at = 0
    while word := _modifiers().at(name, at):
        at += len(word)
    return name[at:]


def stops(sheet: Sheet, start: int, end: int, tag: str, *, industrial: bool = False) -> bool:
    """Tell whether no place name goes on to the left over a word; those of `industrial` zones go on over trades."""
    text = sheet.text[start:end]
    if industrial and text in word_set("trades.csv"):
        return False
    if not _HAN.fullmatch(text) or text in word_set("name_stops.csv"):
        return True
    if tag[:1] in _STOP_TAGS or tag in ("q", "t") or (tag == "m" and text[-1] in _COUNTED):
        return True
    return (tag.startswith("v") and len(text) > 1) or tag in ("f", "ad", "vd", "df")


def common(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a dictionary word that is no name stands in a stretch."""
    for at in range(start, end):
        word = sheet.starts.get(at)
        if (
            word
            and word.end <= end
            and word.end - word.start >= 2
            and word.tag[:1] in _COMMON_TAGS
            and not word.tag.startswith(_NAME_TAGS)
            and sheet.text[at : word.end] not in word_set("place_morphemes.csv")
        ):
            return True
    return False


@cache
def _leads(*, sure: bool = False) -> tuple[Endings, frozenset[str]]:
    """Return the words that lead names in, long and short; the `sure` ones lead in nothing but places (位于, 流经)."""
    table = rows("data", "lexicon", "place_leads.csv")
    words = {row["word"] for row in table if row["place"] or not sure}
    if not sure:
        words |= {word for word in word_set("action_verbs.csv") if len(word) > 1}
    return Endings([word for word in words if len(word) > 1]), frozenset(word for word in words if len(word) == 1)


def leads_in(sheet: Sheet, at: int, *, sure: bool = False) -> bool:
    """Tell whether a preposition, a verb of going and lying, or a length (全长6.5公里|银水湾) ends here.

    `sure` leaves out the verbs that have other things than places for their object as well (建设, 实施).
    """
    longer, single = _leads(sure=sure)
    if longer.before(sheet.text, at) >= 0:
        return True
    word = sheet.ends.get(at)
    if word is None:
        return False
    if word.tag == "q":
        return sheet.text[word.start - 1 : word.start].isdigit() and word.end - word.start > 1
    return word.end - word.start == 1 and sheet.text[at - 1] in single
