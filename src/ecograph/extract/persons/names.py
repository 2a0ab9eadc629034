"""Recognise personal names: where one begins, how long it is."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.persons.name_dotted import LONGEST, dotted_at
from ecograph.extract.persons.name_ends import NEXT, end_score, in_dictionary
from ecograph.extract.sheet import Sheet, Word
from ecograph.extract.words.lexicon import word_set
from ecograph.resources import rows

_HAN = re.compile(r"[\u4e00-\u9fff]+")
# What a name is made of: no 丨, which is a mark.
_CHARACTERS = re.compile(r"[\u4e00-\u4e27\u4e29-\u9fff]+")
# Words that the segmenter may glue to a name (王浩在|活动|上|表示, 王浩等|领导, 王浩赶|赴), and that none ends in.
_GLUED = frozenset("在于对把被等赶")
# What a number is followed by in a date.
_DATED = ("年", "月", "日")
# Particles that no name ends in (责任心|强的|护林员).
_NEVER_LAST = frozenset("的了等")
# Surnames that are prepositions, most often (书记|于会前).
_LEADS = frozenset("于向和从由")
# Classes of single characters that make no sentence go on: morphemes and seasons.
_MORPHEMES = frozenset({"t", "tg", "ng", "ag", "vg", "g", "j", "nr"})


def name_at(sheet: Sheet, at: int, *, trust: bool = False) -> str:
    """Return the personal name that begins here, "" if none does.

    Every length is judged by what follows it: a mark, a verb of saying or doing, a word that cannot be part of a name. The
    segmenter's opinion counts where it sees a name. Names without a Han surname (巴图那生) need a clear end. `trust` is for
    what follows a post: there a word of everyday speech may be a name (镇长高山说).
    """
    if dotted := dotted_at(sheet, at):
        return dotted
    if sheet.text[at : at + 1] in _DATED and sheet.text[at - 1 : at].isdigit():
        # 2021|年调|任局长
        return ""
    if (match := _joined().match(sheet.text, at)) and end_score(sheet, match.end()) >= 1:
        return match.group()
    characters = _CHARACTERS.match(sheet.text, at, at + LONGEST)
    most = characters.end() - at if characters else 0
    scored = [(_score(sheet, at, at + length, trust=trust), length) for length in range(2, most + 1)]
    best, length = max(scored, default=(0.0, 0))
    return sheet.text[at : at + length] if best >= 2 else ""


@cache
def surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames of one character and those of two."""
    table = rows("data", "lexicon", "surnames.csv")
    return tuple(frozenset(r["surname"] for r in table if r["kind"] == kind) for kind in ("single", "compound"))  # type: ignore[return-value]


@cache
def _joined() -> re.Pattern[str]:
    """Return the pattern of Tibetan and Mongolian names: two of their parts (索南|旺扎, 拉毛|吉, 乌力吉|巴图)."""
    table = rows("data", "lexicon", "name_parts.csv")
    parts, last = ("|".join(re.escape(r["word"]) for r in table if r["place"] == place) for place in ("any", "last"))
    return re.compile(f"(?:{parts})(?:(?:{parts})|(?:{last})(?!{last}))")


def surname_at(sheet: Sheet, at: int) -> bool:
    """Tell whether a name with a Han surname begins here."""
    name = name_at(sheet, at)
    single, compound = surnames()
    return bool(name) and (name[:1] in single or name[:2] in compound)


def could_be_name(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a stretch whose two ends are known is a name: a surname, and nothing but characters or a guessed word."""
    name = sheet.text[start:end]
    single, compound = surnames()
    if start < 0 or name in word_set("not_names.csv") or not _HAN.fullmatch(name) or name[-1] in _NEVER_LAST:
        return False
    if not ((name[:1] in single and len(name) in (2, 3)) or (name[:2] in compound and len(name) in (3, 4))):
        return False
    word, given = sheet.starts.get(start), sheet.starts.get(start + 1)
    if word and word.end == end and word.tag.startswith("nr"):
        return True
    if word and given and given.end == end and len(name) == 3 and word.tag.startswith("n"):
        # 王|京文
        return given.tag.startswith(("nr", "nz", "ns") if word.tag != "nr" else "n")
    return not any(in_dictionary(name[at : at + 2]) for at in range(len(name) - 1))


def _guessed(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether the segmenter put a word together by guess, and no verb of saying is glued to it (路华|说)."""
    verb = sheet.text[end - 1] in NEXT or any(hit[1] == end for hit in sheet.found("saying").at(end - 1))
    return not verb and sheet.text[start] not in _LEADS and not in_dictionary(sheet.text[start:end])


def _made_up(sheet: Sheet, word: Word | None) -> bool:
    """Tell whether the segmenter put a word of several characters together by guess (葛为|砚)."""
    return bool(
        word
        and word.end > word.start + 1
        and sheet.text[word.start] not in _LEADS
        and not in_dictionary(sheet.text[word.start : word.end])
    )


def _score(sheet: Sheet, start: int, end: int, *, trust: bool = False) -> float:
    name = sheet.text[start:end]
    single, compound = surnames()
    word = sheet.starts.get(start)
    cut = bool(word and word.end == end)
    whole = cut and bool(word and (word.tag.startswith("nr") or _guessed(sheet, start, end)))
    if (
        word
        and word.end == end + 1
        and sheet.text[end] in _GLUED
        and word.tag.startswith("nr")
        and end_score(sheet, word.end) < 3
    ):
        # 王浩|在
        whole = True
    score = follow = end_score(sheet, end)
    if _holds_post(sheet, start, end) or name[0] == name[1] or name[-1] in _NEVER_LAST:
        return 0
    if name[:2] in compound and len(name) <= 4:
        score += 0.8 if len(name) > 2 else -3
    elif name[:1] in single and len(name) in (2, 3):
        score += 0.4 if len(name) == 3 else 0
    else:
        rest = sheet.starts.get(start + 1)
        # 局长|要|晋峰|说: a surname that no table has, before what the segmenter takes for a given name.
        rare = (
            len(name) == 3
            and rest is not None
            and rest.end == end
            and rest.tag.startswith("nr")
            and _speaks(sheet, end)
        )
        return _foreign(sheet, start, end, score + (1 if whole or rare else 0), guessed=trust and (whole or rare))
    if _everyday(sheet, start, end, follow, trust=trust):
        return 0
    if whole:
        score += 1.2 if len(name) == 3 else 1 if trust and follow < 1.8 and not in_dictionary(name) else 0.6
    elif follow < 1.8:
        return 0
    if name in word_set("not_names.csv"):
        # 镇长高山递上日志: the name of a mountain too.
        score -= 1.4 if trust and cut and follow > 3 and word and word.tag == "ns" else 2.8
    elif name[1:] in word_set("not_names.csv") or (name[:2] in word_set("not_names.csv") and not whole):
        score -= 1.2
    if (
        len(name) == 3
        and name[2] in NEXT
        and (end_score(sheet, end - 1) >= 2 or (name[2] in _GLUED and follow < 3))
        and not (name[2] in "和与同及" and follow >= 3)
    ):
        score -= 2.2
    if follow < 1.8 and not sheet.boundary(end):
        score -= 1.2
    return score


def _everyday(sheet: Sheet, start: int, end: int, follow: float, *, trust: bool) -> bool:
    """Tell whether a stretch is words of everyday speech rather than a name (高度|重视, 任务|重, 许多|人)."""
    name = sheet.text[start:end]
    first, rest = sheet.starts.get(start), sheet.starts.get(start + 1)
    if name[:2] in surnames()[1] or _made_up(sheet, first):
        return False
    if (
        trust
        and name[0] not in _LEADS
        and follow >= 3
        and rest
        and rest.end == end
        and first
        and first.tag[:1] in "nqaj"
        and rest.tag[:1] in "nm"
    ):
        # 段|红旗：, 杨|六斤，: a surname and a word.
        return False
    given = rest is not None and rest.end == end and name[1:] in word_set("given_words.csv")
    if trust and given and len(name) == 3 and first is not None and first.tag[:1] not in "pcv":
        # 王|向前|出席
        return False
    if len(name) > 2 and name[:2] in word_set("not_names.csv") and not _speaks(sheet, end):
        return True
    if (
        rest
        and rest.end == end
        and len(name) == 3
        and (
            rest.tag[:1] in "mpcr"
            or name[1:] in word_set("not_names.csv")
            or (
                first is not None
                and first.tag[:1] in "pc"
                and first.end == start + 1
                and rest.tag in ("n", "v", "vn", "a", "an", "b")
            )
        )
    ):
        return True
    if first is None or first.end - first.start < 2 or first.tag.startswith(("nr", "nx", "ns", "nz", "ng", "nt")):
        return False
    if first.tag[:1] == "m" and len(name) == 3 and first.end == end - 1:
        # 万里|红: a numeral for the segmenter, a name before a mark or a verb.
        return follow < 1.8
    if first.tag[:1] in "mtpdcruf":
        return True
    if len(name) == 3 and first.end == end - 1:
        # 部长|黄润|秋|采取: behind a post, a character that is no word of its own.
        rare = trust and follow >= 1.8 and _rare_character(sheet, first.end, end)
        return follow < 3 and not rare
    listed = sheet.text[start - 1 : start] == "、" or sheet.text[end : end + 1] == "、"
    clear = _speaks(sheet, end) or (listed and follow >= 3) or (trust and follow > 3)
    return not (first.tag[:1] in "nj" and clear)


def _rare_character(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a stretch is one character that the segmenter takes for a morpheme or a word of time."""
    word = sheet.starts.get(start)
    return word is not None and word.end == end == start + 1 and word.tag in _MORPHEMES


def speaks_at(sheet: Sheet, at: int) -> bool:
    """Tell whether a name of three characters with a Han surname stands here, and a verb of saying right behind it."""
    return sheet.text[at : at + 1] in surnames()[0] and _speaks(sheet, at + 3)


def _speaks(sheet: Sheet, at: int) -> bool:
    return sheet.boundary(at) and any(sheet.text.startswith(verb, at) for verb in word_set("verbs_speech.csv"))


def _holds_post(sheet: Sheet, start: int, end: int) -> bool:
    return any(hit[1] <= end + 1 for at in range(start, end) for hit in sheet.found("post").at(at))


def _foreign(sheet: Sheet, start: int, end: int, score: float, *, guessed: bool) -> float:
    """Judge a name without a Han surname: three characters and more, a clear end, no common word inside.

    `guessed`: it follows a post, and the segmenter put it together itself (局长|字丽花|等).
    """
    name = sheet.text[start:end]
    if (
        len(name) < 3
        or score < 2
        or not sheet.boundary(end)
        or name[0] in "第副总办局委部厅科处室站各有等其该此这那人会一二三四五六七八九十不"
    ):
        return 0
    everyday = word_set("not_names.csv")
    if (
        not _GLUED.isdisjoint(name[2:])
        or name in everyday
        or name[:2] in everyday
        or name[-2:] in everyday
        or name[-1] in NEXT
        or name[-1] == "等"
    ):
        return 0
    if any(sheet.found("saying").at(at) for at in range(start + 2, end) if sheet.boundary(at)):
        return 0
    if guessed and len(name) == 3:
        return score
    if name[: len(name) // 2] * 2 == name:
        return 0
    first, second = sheet.starts.get(start), sheet.starts.get(start + 2)
    split = first and second and first.end == start + 2 and second.end == end and not second.tag.startswith("nr")
    if split and not in_dictionary(name[:2]) and in_dictionary(name[2:]):
        # 尤蓓|集体
        return 0
    inside = [w for w in (sheet.starts.get(i) for i in range(start, end)) if w]
    if not any(w.tag.startswith(("nr", "nx", "nz", "ng", "ns")) for w in inside):
        return 0
    known = [
        w
        for w in inside
        if w.end - w.start >= 2 and not w.tag.startswith(("nr", "ns", "nz", "nx", "ng")) and w.tag[:1] in "vadnmit"
    ]
    if (
        len(known) > 1
        or (known and known[0].start == start)
        or any(w.tag[:1] in "pcuymqv" and w.end - w.start == 1 for w in inside)
    ):
        return 0
    return score - 0.6
