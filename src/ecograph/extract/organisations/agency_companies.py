"""Read the names of companies: a place, a mark or a word that no dictionary has begins them, everyday words alone are none."""

from __future__ import annotations

import re

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.organisations.agency_growth import LED_LEVELS, LEVELS, LONGEST, NATIONAL
from ecograph.extract.organisations.agency_hits import AgencyHit, Nearby
from ecograph.extract.organisations.agency_owners import LEADS, prefixed
from ecograph.extract.sheet import Word
from ecograph.extract.words.lexicon import in_dictionary, word_set

# 由市|水务集团: the level that the segmenter glued to the word before it.
_LED = re.compile(rf"[{LEADS}]?[市县区省州](?=[城水交农环国文建供排旅公])")
_BRACKET = re.compile(r"[（(]([\u4e00-\u9fff]{2,6})[）)]$")
_IN_BRACKETS = frozenset({"集团", "控股", "中国", "股份"})
_NAME_TAGS = ("ns", "nr", "nz", "nt", "nx", "eng", "m")
# What the segmenter may glue to the end of a body (局向|某某公司).
_TOWARDS = frozenset("向对给与和同由")
# What tells a company by its kind or its owner and names none: 深圳|一家公司, 全资|子公司.
_UNNAMED = re.compile("(?:[某一两几多]家?|子|母|[某×]+)(?:.{0,12})?$")
_OWNED = ("子公司", "母公司")
_ONE_OF = ("一家", "几家", "多家", "数家", "两家", "某家")
_SORTS = ("跨国公司", "上市公司", "外国公司")


def company(near: Nearby, start: int, end: int, kind: str) -> AgencyHit | None:
    """Grow a company's name to the left, to the place or the first noun that begins it.

    Verbs that companies are seldom named after count only where a place begins the name.
    """
    at, begin, sure = start, -1, -1
    first: PlaceHit | None = None
    while at > max(0, start - LONGEST) and not _at_authority(near, at, start):
        if (place := near.place_ends.get(at)) and place.rule != "place.deictic":
            if first is not None and not _holds(place, first):
                # 洪洞县|山西某某公司: the place that begins the name does not lie in the one before it.
                break
            at = begin = place.start
            first = place
            continue
        if (bracket := _BRACKET.search(near.text[max(0, at - 8) : at])) and _may_stand_in_brackets(bracket.group(1)):
            at -= len(bracket.group())
            # 东方电气（福建）|创新研究院有限公司: a division in brackets begins a name as one before it does.
            begin = at if bracket.group(1) in gazetteer().by_name else begin
            continue
        word = near.sheet.ends.get(at)
        step = word.start if word else at - 1
        text = near.text[step:at]
        if text == "市" and near.text[step - 1 : step] == "城":
            at = step - 1
            continue
        if (word and word.tag[:1] in ("xpcudr" if begin < 0 else "xpcudrmqf")) or text in word_set("company_stops.csv"):
            break
        if word and word.tag.startswith("v") and sure < 0 and begin < 0 and _acts(text):
            sure = at
        elif begin >= 0 and word and word.tag.startswith("v"):
            break
        if at != start and text[-1] in LEVELS and (len(text) == 1 or text in LED_LEVELS):
            return prefixed(near, at, end, kind)
        at = step
        if text in NATIONAL and near.text[start:end] != "公司":
            # 国家|能源|集团; 中国|互联网|公司 are any.
            begin = at
            break
    if begin < 0 and sure >= 0:
        at = sure
    if near.text.endswith(_ONE_OF, 0, at):
        return None
    if near.text[at] in "据由" or (near.text[at] in _TOWARDS and near.named(near.text[at + 1 : end])):
        # The segmenter glues it to names that it does not know.
        at += 1
    if match := _LED.match(near.text, at, end):
        return prefixed(near, match.end(), end, kind)
    return _named(near, at, start, end, begin)


def _named(near: Nearby, at: int, start: int, end: int, begin: int) -> AgencyHit | None:
    """Return the company of a name that begins at `at`, unless it tells one by its kind alone."""
    name = near.text[at:end]
    if (
        start - at < 2
        or near.text[start - 1] in "该本"
        or name in word_set("agency_generic.csv")
        or name.startswith("公司")
        or name.endswith(_SORTS)
    ):
        return None
    if name.endswith(_OWNED) and not near.sheet.found("post").at(end):
        return None
    if begin < 0 and not near.text[start:end].endswith(("公司", "集团")):
        return None
    place = near.places_at(at)
    middle = place.end if place else at
    if _UNNAMED.match(near.text, middle, start):
        return None
    alone = near.text[start:end] == "集团" and near.sheet.starts.get(at) == near.sheet.ends.get(start)
    if begin < 0 and not alone and (_noun(near, at, end) or _everyday(near, at, start)):
        known = near.named(name)
        if known is None or known.kind != "company":
            return None
        return AgencyHit(at, end, known.name, "company", place=known.place, rule="agency.again", confidence=0.7)
    return AgencyHit(at, end, name, "company", rule="agency.company", confidence=0.9 if begin >= 0 else 0.75)


def _at_authority(near: Nearby, at: int, start: int) -> bool:
    """Tell whether a body ends here that owns no company: 某县自然资源局|降低某某公司; 中国铁路某某局|集团有限公司 is one name."""
    hit = near.ends.get(at) or (near.ends.get(at - 1) if near.text[at - 1] in _TOWARDS else None)
    return hit is not None and at != start and hit.kind != "company" and near.text[at:start] not in _IN_BRACKETS


def _acts(text: str) -> bool:
    """Tell whether a verb is one of the language, and none that companies are named after (保洁): 浙能 is a guess."""
    return text not in word_set("company_words.csv") and in_dictionary(text)


def _holds(outer: PlaceHit, inner: PlaceHit) -> bool:
    """Tell whether a place goes on from the one before it; what is no division may lie anywhere."""
    return not outer.code or not inner.code or gazetteer().inside(inner.code, outer.code)


def _may_stand_in_brackets(text: str) -> bool:
    return text in _IN_BRACKETS or text in gazetteer().by_name


def _noun(near: Nearby, start: int, end: int) -> bool:
    """Tell whether the dictionary has a name for a common noun (保险公司)."""
    word = near.sheet.starts.get(start)
    return word is not None and word.end == end and not word.tag.startswith(_NAME_TAGS)


def _everyday(near: Nearby, start: int, end: int) -> bool:
    """Tell whether a stretch is cut into nothing but everyday words (政策性|农业|保险)."""
    at = start
    while at < end:
        word = near.sheet.starts.get(at)
        if word is None or word.end > end or not _common(word, near.text[at : word.end]):
            return False
        at = word.end
    return True


def _common(word: Word, text: str) -> bool:
    """Tell whether a word is one of the dictionary's that is no name; single characters stand for words it does not know."""
    if text in NATIONAL:
        return True
    return len(text) > 1 and not word.tag.startswith(_NAME_TAGS) and text[0] != "中" and in_dictionary(text)
