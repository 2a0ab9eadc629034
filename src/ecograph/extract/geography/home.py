"""Find the home place of an article: what 我市, 全县 or a bare 市 stand for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ecograph.extract.geography.divisions import leftmost_longest, of_water, uncertain
from ecograph.extract.geography.gazetteer import Division, gazetteer
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import Endings, matches

# In 占全市的近一半, （全市79台） the whole of what lies above is the measure, not the home; 安全区, 健全县域 are other words.
_OURS = re.compile(r"(?<![占（(安健])(?:我|全|本)(省|市|县|区|州|旗|盟)(?![的]?各)")
_BARE = re.compile(
    r"(?<![\u4e00-\u9fff])(省|市|县|区|州|旗|盟)(?:委|政府|人民政府|长|领导|直|级)|(?<=[，。、；：“由和是及])(省|市|县|区|州|旗|盟)(?=[\u4e00-\u9fff]{1,12}(?:局|委|办))"
)
_OWN, _LEVEL = re.compile("[我全本]"), re.compile("[省市县区州旗盟](?:(?<![\u4e00-\u9fff].)|(?<=[由和是及].))")
_LEAD, _HEAD = 24, 80
# How much a level counts that the article never calls its own; and the points that a division must have where the article
# calls no level its own.
_UNVOTED, _ALONE = 0.1, 3
_MANY, _ONLY = 6, 0.4
# 前往兴文县、江安县考察: where people travel to is not where they are from.
_AWAY = Endings(("前往", "赴", "奔赴", "远赴", "分赴", "飞赴", "到访", "走访了"))


# How often a division must be named for the article to be about it rather than about what it lies in, and how many times as
# often as the next; how far into the text it may be named first.
_NAMED, _OFTENER, _EARLY = 3, 2, 300
# How often a bare 市政府, 市林业局 tells that the larger one speaks.
_SPOKEN_FOR = 3
_CALLED = re.compile("(?:我|本)(省|市|县|区|州|旗|盟)")


def find_home(sheet: Sheet) -> str:
    """Return the code of the home place, "" where the text does not tell.

    Divisions gain points by being named, more so in the publisher's name and at the head of the article, and pass half of
    them on to their parent; which level wins is told by the words 我市, 全县, 省委.
    """
    named = list(_named(sheet))
    points = _points(sheet, named)
    if not points:
        return ""
    votes = _votes(sheet)
    top = max(votes.values(), default=0)
    strongest = max(points.values(), default=1.0)
    levels = Counter(level_of(code) for code in points)
    ranked = {
        code: n / strongest * (_UNVOTED + votes[level_of(code)] / (top or 1))
        for code, n in points.items()
        if n >= _threshold(votes[level_of(code)], top, only=levels[level_of(code)] == 1)
    }
    best = max(ranked, key=lambda code: (round(ranked[code], 6), code)) if ranked else ""
    return _narrowed(sheet, named, best) if best else ""


def _narrowed(sheet: Sheet, found: list[tuple[int, int, bool]], home: str) -> str:
    """Return the one division of the home that the whole article is about, else the home.

    A city's paper writes of one of its counties: the county is named early and most, and nothing else is called ours.
    """
    places = gazetteer()
    named: defaultdict[str, list[int]] = defaultdict(list)
    for start, end, _ in found:
        divisions = places.by_name[sheet.text[start:end]]
        inner = [d.code for d in divisions if d.code == home or places.inside(d.code, home)]
        if len(inner) == 1:
            named[inner[0]].append(start)
    own = len(named.pop(home, ()))
    ranked = sorted(named, key=lambda code: (-len(named[code]), code))
    if not ranked:
        return home
    count, second = len(named[ranked[0]]), len(named[ranked[1]]) if len(ranked) > 1 else 0
    if count < max(_NAMED, own + 1, _OFTENER * second) or named[ranked[0]][0] > _EARLY:
        return home
    called = {match.group(1) for match in _CALLED.finditer(sheet.text)}
    bare = Counter(match.group(1) or match.group(2) for match in matches(_BARE, _LEVEL, sheet.text))
    return ranked[0] if called <= {level_of(ranked[0])} and bare[level_of(home)] < _SPOKEN_FOR else home


def _threshold(votes: int, top: int, *, only: bool) -> float:
    """Return the points that a division must have; the only one of a level that the article keeps calling its own needs few."""
    if votes >= _MANY and only:
        return _ONLY
    return 1 if top else _ALONE


def level_of(code: str) -> str:
    """Return the word that an article uses for a division of its own: 我省, 我市, 我县."""
    division = gazetteer().by_code[code]
    if division.name.endswith("自治区") or (division.level == "province" and division.name.endswith("省")):
        return "区" if division.name.endswith("区") else "省"
    return division.name[-1]


def _votes(sheet: Sheet) -> Counter[str]:
    """Count the words by which the article calls a level its own."""
    votes: Counter[str] = Counter()
    for match in matches(_OURS, _OWN, sheet.text):
        votes[match.group(1)] += 3
    for match in matches(_BARE, _LEVEL, sheet.text):
        votes[match.group(1) or match.group(2)] += 1
    return votes


def _publishing(publisher: str) -> list[list[Division]]:
    """Return the divisions that a publisher's name begins with: 晋中市人民政府, 《晋中日报》."""
    starts = [0, *(match.end() for match in re.finditer("《", publisher))] if publisher else []
    names = {publisher[start:end] for start in starts for end in range(start + 2, min(len(publisher), start + 16) + 1)}
    return [gazetteer().by_name[name] for name in sorted(names) if name in gazetteer().by_name]


def _a_word(sheet: Sheet, start: int, end: int) -> bool:
    return start in sheet.starts and (sheet.boundary(end) or bool(of_water().at(sheet.text, end)))


def _named(sheet: Sheet) -> Iterator[tuple[int, int, bool]]:
    """Yield where divisions are named, and whether in full."""
    places, taken = gazetteer(), 0
    for start, end, _ in leftmost_longest(sheet, ("division", "short")):
        if start < taken:
            # 文县 in 兴文县 and 安新 in 雄安新区 are none.
            continue
        name = sheet.text[start:end]
        full = any(d.name == name for d in places.by_name[name]) or name in places.former
        if (full or _a_word(sheet, start, end)) and not (len(name) == 2 and name in uncertain()):
            taken = end
            yield start, end, full


def _points(sheet: Sheet, found: list[tuple[int, int, bool]]) -> dict[str, float]:
    places = gazetteer()
    points: defaultdict[str, float] = defaultdict(float)
    away = -1
    for start, end, full in found:
        name = sheet.text[start:end]
        named = [d for d in places.by_name[name] if d.name == name]
        if _AWAY.before(sheet.text, start) >= 0 or (start - 1 == away and sheet.text[away] in "、和"):
            away = end
            continue
        divisions = named or places.by_name[name]
        weight = (1.0 if full else 0.5) * (5 if start < _LEAD else 3 if start < _HEAD else 1) / len(divisions)
        for division in divisions:
            points[division.code] += weight
    for divisions in _publishing(sheet.document.publisher):
        for division in divisions:
            points[division.code] += 6 / len(divisions)
    for code, n in list(points.items()):
        for parent, share in zip(places.chain(code)[1:], (0.5, 0.2), strict=False):
            points[parent] += share * n
    return dict(points)
