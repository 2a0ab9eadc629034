"""Recognise personal names: where one begins, how long it is."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.lexicon import word_set
from ecograph.extract.sheet import Sheet
from ecograph.resources import rows

# Names of peoples who write them with a dot: 艾尔肯·吐逊, 才仁·加甫; also longer chains.
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6})+")
_AFTER_NAME = frozenset("，。、；：！？（(）)《“”\n的在对向和与及就率带说等任为同到从将还也都来给主指强要表介告透则称坦现是深一先赴出陪检调督察检视参代作于担因以边把当领接补宣")


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    table = rows("data", "lexicon", "surnames.csv")
    single = frozenset(row["surname"] for row in table if row["kind"] == "single")
    return single, frozenset(row["surname"] for row in table if row["kind"] == "compound")


def name_at(sheet: Sheet, at: int, *, known: frozenset[str] = frozenset()) -> str:
    """Return the personal name that begins here, "" if none does.

    Each length that the surname allows is judged by what follows: a mark, a verb of saying or doing, a particle. The
    segmenter's own opinion counts where it sees a name.
    """
    text = sheet.text
    if match := _DOTTED.match(text, at):
        return _trim_dotted(sheet, match.group(), at)
    for name in known:
        if text.startswith(name, at):
            return name
    single, compound = _surnames()
    lengths = (3, 4) if text[at : at + 2] in compound else (3, 2) if text[at : at + 1] in single else ()
    best, best_score = "", 0.0
    for length in lengths:
        name = text[at : at + length]
        if len(name) < length or not all("\u4e00" <= c <= "\u9fff" for c in name):
            continue
        score = _score(sheet, at, at + length, name)
        if score > best_score:
            best, best_score = name, score
    if not lengths and not best:
        return _long_name(sheet, at)
    return best if best_score >= 2 else ""


def _long_name(sheet: Sheet, at: int) -> str:
    """Read a name without a Han surname (巴图那生, 才仁加甫), where a mark or a verb of saying ends it."""
    for length in (2, 3, 4, 5, 6):
        end = at + length
        name = sheet.text[at:end]
        if len(name) < length or not all("\u4e00" <= c <= "\u9fff" for c in name):
            return ""
        if length >= 3 and (_says(sheet, end) or sheet.text[end : end + 1] in tuple("，。、；：（(")) and name not in word_set("not_names.csv"):
            inside = [w for w in sheet.words if at <= w.start and w.end <= end]
            if all(w.tag[:1] not in "vpcudm" or len(inside) > 2 for w in inside) and name[-1] not in "局长部委会等":
                return name
    return ""


def _trim_dotted(sheet: Sheet, name: str, at: int) -> str:
    """Cut what the pattern took too much of after the last dot (热西提|表示)."""
    first, _, last = name.rpartition("·")
    for length in range(1, len(last) + 1):
        end = at + len(first) + 1 + length
        if length >= 2 and (_says(sheet, end) or sheet.text[end : end + 1] in _AFTER_NAME and sheet.boundary(end)):
            return sheet.text[at:end]
    return name


def _says(sheet: Sheet, at: int) -> bool:
    return bool(sheet.found("saying").at(at))


def _score(sheet: Sheet, start: int, end: int, name: str) -> float:
    if name in word_set("not_names.csv") or name[1:] in word_set("not_names.csv"):
        return 0
    following = sheet.text[end : end + 1]
    word = sheet.starts.get(start)
    score = 0.0
    if _says(sheet, end):
        score += 3.5
    elif not following or following in "，。、；：！？（()）《\n ":
        score += 3
    elif following in _AFTER_NAME:
        score += 1.5
    elif sheet.boundary(end):
        score += 1
    if word and word.end == end and word.tag.startswith("nr"):
        score += 1.5
    elif word and word.tag.startswith("nr") and word.end > end:
        score -= 0.5
    if not sheet.boundary(end):
        score -= 1.5
    if end - start == 3:
        score += 0.4
    inner = sheet.starts.get(end - 1)
    if inner and inner.end > end and len(sheet.text[inner.start : inner.end]) >= 2:
        # The last character begins a word that runs on (路华|表示 cut as 路华表|示).
        score -= 2
    return score
