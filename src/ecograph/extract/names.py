"""Recognise personal names: where one begins, how long it is."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.lexicon import word_set
from ecograph.extract.sheet import Sheet
from ecograph.resources import rows

# Names of peoples who write them with a dot: 艾尔肯·吐逊.
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7})+")
_MARKS = frozenset("，。、；：！？（(）)《“”\n ")
# What may follow a name as a word of its own: a verb, preposition, adverb, time, conjunction, pronoun, number.
_GOOD_TAGS = frozenset("vpdtcrmf")
# Characters that end no given name where they begin the next word (路华|说, 苏皖|在).
_NEXT = frozenset("在说任作带对向和与率等则也还将已来去看给就把被从到为称讲谈同及是主表介指强要告出参陪汇")
_LONGEST = 6


def name_at(sheet: Sheet, at: int) -> str:
    """Return the personal name that begins here, "" if none does.

    Every length is judged by what follows it: a mark, a verb of saying or doing, a word that cannot be part of a name. The
    segmenter's opinion counts where it sees a name. Names without a Han surname (巴图那生) need a clear end.
    """
    if match := _DOTTED.match(sheet.text, at):
        return _trim_dotted(sheet, match.group(), at)
    if (match := _tibetan().match(sheet.text, at)) and _follow(sheet, match.end()) >= 1:
        return match.group()
    scored = [
        (_score(sheet, at, at + length), length) for length in range(2, _LONGEST + 1) if at + length <= len(sheet.text)
    ]
    best, length = max(scored, default=(0.0, 0))
    return sheet.text[at : at + length] if best >= 2 else ""


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    table = rows("data", "lexicon", "surnames.csv")
    return tuple(frozenset(r["surname"] for r in table if r["kind"] == kind) for kind in ("single", "compound"))  # type: ignore[return-value]


@cache
def _tibetan() -> re.Pattern[str]:
    """Return the pattern of Tibetan names as officials write them: two of their parts (索南|旺扎, 拉毛|吉)."""
    table = rows("data", "lexicon", "tibetan_names.csv")
    parts, last = ("|".join(re.escape(r["word"]) for r in table if r["place"] == place) for place in ("any", "last"))
    return re.compile(f"(?:{parts})(?:(?:{parts})|(?:{last})(?!{last}))")


def surname_at(sheet: Sheet, at: int) -> bool:
    """Tell whether a name with a Han surname begins here."""
    name = name_at(sheet, at)
    single, compound = _surnames()
    return bool(name) and (name[:1] in single or name[:2] in compound)


def _trim_dotted(sheet: Sheet, name: str, at: int) -> str:
    """Cut what the pattern took too much of after the last dot (热西提|表示)."""
    first, _, last = name.rpartition("·")
    base = at + len(first) + 1
    lengths = range(2 if len(last) > 1 else 1, len(last) + 1)
    for length in lengths:
        here, longer = _follow(sheet, base + length), _follow(sheet, base + length + 1)
        if here >= 1.8 and (here >= 2.1 or longer < 2.1 or length == len(last)):
            return sheet.text[at : base + length]
    return name


def _follow(sheet: Sheet, end: int) -> float:
    """Judge what stands behind a name: a verb of saying best, then a mark, then a word that names do not hold."""
    following = sheet.text[end : end + 1]
    if not following or following in _MARKS:
        return 3
    if says := sheet.found("saying").at(end):
        return 3.5 if sheet.boundary(end) or says[0][1] - end > 2 else 2.1
    if following in "及暨":
        return 1.8
    word = sheet.starts.get(end)
    if word and word.tag[:1] in _GOOD_TAGS and word.tag != "vn":
        return 1.8
    return 1 if word else 0


def _score(sheet: Sheet, start: int, end: int) -> float:
    name = sheet.text[start:end]
    if not all("\u4e00" <= c <= "\u9fff" and c != "丨" for c in name):
        return 0
    single, compound = _surnames()
    word = sheet.starts.get(start)
    whole = bool(word and word.end == end and word.tag.startswith("nr"))
    score = follow = _follow(sheet, end)
    if _holds_post(sheet, start, end) or name[0] == name[1]:
        return 0
    if name[:2] in compound and len(name) <= 4:
        score += 0.8 if len(name) > 2 else -3
    elif name[:1] in single and len(name) in (2, 3):
        score += 0.4 if len(name) == 3 else 0
    else:
        return _foreign(sheet, start, end, score + (1 if whole else 0))
    if _everyday(sheet, start, end, follow):
        return 0
    if whole:
        score += 1.2 if len(name) == 3 else 0.6
    elif follow < 1.8:
        return 0
    if name in word_set("not_names.csv"):
        score -= 2.8
    elif name[1:] in word_set("not_names.csv") or (name[:2] in word_set("not_names.csv") and not whole):
        score -= 1.2
    if (
        len(name) == 3
        and name[2] in _NEXT
        and _follow(sheet, end - 1) >= 2
        and not (name[2] in "和与同及" and follow >= 3)
    ):
        score -= 2.2
    if follow < 1.8 and not sheet.boundary(end):
        score -= 1.2
    return score


def _everyday(sheet: Sheet, start: int, end: int, follow: float) -> bool:
    """Tell whether a stretch is words of everyday speech rather than a name (高度|重视, 任务|重, 许多|人)."""
    name = sheet.text[start:end]
    first, rest = sheet.starts.get(start), sheet.starts.get(start + 1)
    if name[:2] in _surnames()[1]:
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
            or (first is not None and first.tag[:1] == "p" and first.end == start + 1 and rest.tag == "n")
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
        return follow < 3
    listed = sheet.text[start - 1 : start] == "、" or sheet.text[end : end + 1] == "、"
    return not (first.tag[:1] in "nj" and (_speaks(sheet, end) or (listed and follow >= 3)))


def _speaks(sheet: Sheet, at: int) -> bool:
    return sheet.boundary(at) and any(sheet.text.startswith(verb, at) for verb in word_set("verbs_speech.csv"))


def _holds_post(sheet: Sheet, start: int, end: int) -> bool:
    return any(hit[1] <= end + 1 for at in range(start, end) for hit in sheet.found("post").at(at))


def _foreign(sheet: Sheet, start: int, end: int, score: float) -> float:
    """Judge a name without a Han surname: three characters and more, a clear end, no common word inside."""
    name = sheet.text[start:end]
    if (
        len(name) < 3
        or score < 2
        or not sheet.boundary(end)
        or name[0] in "办局委部厅科处室站各有等其该此这那一二三四五六七八九十不"
    ):
        return 0
    everyday = word_set("not_names.csv")
    if name in everyday or name[:2] in everyday or name[-2:] in everyday or name[-1] in _NEXT or name[-1] == "等":
        return 0
    if any(sheet.found("saying").at(at) for at in range(start + 2, end) if sheet.boundary(at)):
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
