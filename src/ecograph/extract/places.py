"""Find places: administrative divisions, towns and villages, waters, mountains, sections, parks, regions.

What is found here are candidates (`PlaceHit`): agencies and projects take them as parts of their names first; `commit` then
turns those that stand for themselves into entities.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from ecograph.extract.gazetteer import gazetteer
from ecograph.extract.lexicon import word_set
from ecograph.extract.sheet import Sheet, mask_of
from ecograph.resources import rows

# Names that are also common nouns: they count only right after their parent, or inside the home prefecture.
UNCERTAIN = frozenset(
    {"城区", "郊区", "矿区", "新区", "城中区", "市中区", "城关区", "新城区", "开发区", "林区", "和县", "新县"}
)
_DEICTIC = re.compile(r"(?:我|全|本)(省|市|县|区|州|旗|盟)(?![委府长局])")
_STOP_TAGS = frozenset("xpcudryeoz")
_NAME_TAGS = ("ns", "nr", "nz", "nt")


class PlaceHit(NamedTuple):
    """A stretch of clean text that names a place. `code` is "" for what the gazetteer of divisions does not hold."""

    start: int
    end: int
    name: str
    kind: str
    code: str = ""
    rule: str = ""
    confidence: float = 1.0

    @property
    def key(self) -> str:
        """The entity key of the place."""
        return f"Place:{self.code or self.name}"


def find_divisions(sheet: Sheet) -> list[PlaceHit]:
    """Return the divisions that are named in full or in short, resolved to codes; `sheet.home` must be set."""
    hits: list[PlaceHit] = []
    doubtful: list[PlaceHit] = []
    waters = {(start, end) for start, end, _ in sheet.found("natural").all}
    taken = 0
    for start, end, _ in _leftmost_longest(sheet, ("division", "short")):
        if start < taken:
            continue
        name = sheet.text[start:end]
        if (start, end) in waters and not sheet.found("head").at(end):
            # 巢湖, 洪湖, 黄山 alone are the lake and the mountain, not the city that took their name.
            continue
        previous = hits[-1] if hits and hits[-1].end == start else None
        hit, sure = _resolve(sheet, start, end, name, previous)
        if sure:
            hits.append(hit)
            taken = end
        else:
            doubtful.append(hit)
    return _in_lists(sheet, hits, doubtful)


def _in_lists(sheet: Sheet, hits: list[PlaceHit], doubtful: list[PlaceHit]) -> list[PlaceHit]:
    """Take in the doubtful names that stand in one list with sure ones of the same province (简阳、乐至、安岳)."""
    starts, ends = {h.start: h for h in hits}, {h.end: h for h in hits}
    for hit in sorted(doubtful, key=lambda h: -h.start):
        neighbour = starts.get(hit.end + 1) if sheet.text[hit.end : hit.end + 1] == "、" else None
        neighbour = neighbour or (ends.get(hit.start - 1) if sheet.text[hit.start - 1 : hit.start] == "、" else None)
        if (
            neighbour
            and hit.code[:2] == neighbour.code[:2]
            and not any(h.start < hit.end and hit.start < h.end for h in hits)
        ):
            hits.append(hit)
            starts[hit.start] = ends[hit.end] = hit
    return sorted(hits, key=lambda h: h.start)


def _leftmost_longest(sheet: Sheet, categories: tuple[str, ...]) -> list[tuple[int, int, str]]:
    hits = {(s, e): p for category in categories for s, e, p in sheet.found(category).all}
    return sorted(((s, e, p) for (s, e), p in hits.items()), key=lambda h: (h[0], -h[1]))


def _resolve(sheet: Sheet, start: int, end: int, name: str, previous: PlaceHit | None) -> tuple[PlaceHit, bool]:
    """Return the division that a name stands for, and whether it is plausible that the name is one here."""
    codes = [d.code for d in gazetteer().by_name.get(name, [])]
    full = any(gazetteer().by_code[code].name == name for code in codes)
    if full:
        codes = [code for code in codes if gazetteer().by_code[code].name == name]
    ranked = sorted(codes, key=lambda code: _rank(sheet, code, previous))
    best = ranked[0]
    near = _near_home(sheet, best) or bool(previous and gazetteer().inside(best, previous.code))
    chained = bool(previous and gazetteer().inside(best, previous.code))
    sure = _plausible(sheet, start, end, name, best, full=full, near=near, chained=chained)
    open_ = len(ranked) > 1 and _rank(sheet, ranked[1], previous)[:2] == _rank(sheet, best, previous)[:2]
    rule = "place.division" if full else "place.short"
    return PlaceHit(
        start, end, gazetteer().by_code[best].name, "admin", best, rule, 0.6 if open_ else 1.0 if full else 0.9
    ), sure


def _rank(sheet: Sheet, code: str, previous: PlaceHit | None) -> tuple[int, int, str]:
    """Order the divisions of one name: inside the one named just before, near home, higher level."""
    places = gazetteer()
    if previous and previous.code and places.inside(code, previous.code):
        distance = 0
    elif sheet.home and places.inside(code, places.prefecture(sheet.home)):
        distance = 1
    elif sheet.home and places.inside(code, places.at_level(sheet.home, "province")):
        distance = 2
    else:
        distance = 3
    return distance, {"province": 0, "prefecture": 1, "county": 2}[places.by_code[code].level], code


def _near_home(sheet: Sheet, code: str) -> bool:
    places = gazetteer()
    if not sheet.home:
        return False
    level = places.by_code[sheet.home].level
    return places.inside(code, sheet.home if level == "province" else places.prefecture(sheet.home)) or places.inside(
        sheet.home, code
    )


def _plausible(
    sheet: Sheet, start: int, end: int, name: str, code: str, *, full: bool, near: bool, chained: bool
) -> bool:
    division = gazetteer().by_code[code]
    if name in UNCERTAIN and not (chained or near):
        return False
    clean_cut = start in sheet.starts or chained or sheet.boundary(start)
    clean_end = sheet.boundary(end)
    if full and len(name) > 2 and not division.short and not near and not chained:
        # 会同|县水利局: the name's stem is an everyday word, and nothing speaks for the far county.
        return False
    if full:
        whole = clean_cut and clean_end
        return (len(name) > 2 and clean_cut) or chained or (whole and not (name[0] in "和与及" and not near))
    if not clean_cut:
        return False
    word = sheet.starts.get(start)
    alone = bool(word and word.end == end)
    if division.level == "province":
        return True
    if not clean_end and not _continues_as_name(sheet, end):
        return False
    if near:
        return (
            alone
            or chained
            or _continues_as_name(sheet, end)
            or sheet.text[start - 1 : start] in tuple("、和与及至到在 ")
        )
    if division.level == "prefecture":
        return alone and word is not None and word.tag.startswith("ns")
    return chained


def _continues_as_name(sheet: Sheet, at: int) -> bool:
    """Tell whether what follows is how a place name goes on (平遥|段, 平遥|分局, 平遥、介休)."""
    return (
        any(s == at for s, _, _ in sheet.found("head").at(at))
        or sheet.text[at : at + 1] in tuple("、，段县市区境籍籍城")
        or not sheet.text[at:]
    )


def context(sheet: Sheet, level: str, at: int, hits: list[PlaceHit]) -> str:
    """Return the code of the place that a bare 市, 县, 省, 区, 州, 旗 stands for at a place in the text, "" if unknown."""
    places = gazetteer()
    if level == "自治区":
        return places.at_level(sheet.home, "province") if sheet.home else ""
    if level == "自治州":
        level = "州"
    chain = places.chain(sheet.home) if sheet.home else ()
    own = [code for code in chain if _fits(code, level)]
    if own:
        return own[0]
    last = bisect_left(hits, at, key=lambda h: h.start)
    return next((h.code for h in reversed(hits[:last]) if h.code and _fits(h.code, level)), "")


def _fits(code: str, level: str) -> bool:
    division = gazetteer().by_code[code]
    if level == "省":
        return division.level == "province" and division.name.endswith(("省", "区"))
    return division.name.endswith(level)


def find_deictic(sheet: Sheet, hits: list[PlaceHit]) -> list[PlaceHit]:
    """Return what 我市, 全省, 全县 stand for."""
    found = []
    for match in _DEICTIC.finditer(sheet.text):
        level = match.group(1)
        code = context(sheet, level, match.start(), hits)
        if code:
            name = gazetteer().by_code[code].name
            found.append(PlaceHit(match.start(), match.end(), name, "admin", code, "place.deictic", 0.9))
    return found


@cache
def _suffixes() -> dict[str, tuple[str, int]]:
    return {row["suffix"]: (row["kind"], int(row["most"])) for row in rows("data", "lexicon", "place_suffixes.csv")}


@cache
def _suffix_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _suffixes()), key=len, reverse=True)))


def find_named(sheet: Sheet, divisions: list[PlaceHit]) -> list[PlaceHit]:
    """Return waters, mountains, towns, villages, sections, parks and sites: from the table, and by their last word."""
    found: list[PlaceHit] = []
    covered = mask_of(sheet.text, [(hit.start, hit.end) for hit in divisions])
    taken = 0
    for start, end, kind in _leftmost_longest(sheet, ("natural",)):
        if start >= taken and _stands_alone(sheet, start, end) and not all(covered[start:end]):
            found.append(PlaceHit(start, end, sheet.text[start:end], kind, rule="place.natural"))
            taken = end
    ends = {hit.end: hit for hit in divisions}
    named = {hit.end: hit for hit in found}
    for match in _suffix_pattern().finditer(sheet.text):
        hit = _grow(sheet, match, ends, named)
        if hit is None:
            continue
        # The matches come from left to right, so only what ends in the new one can overlap it.
        for end in [at for at in range(hit.start + 1, hit.end + 1) if at in named and named[at].start >= hit.start]:
            del named[end]
        if not any(
            at in named for at in range(hit.start + 1, hit.end + 20) if at in named and named[at].start < hit.end
        ):
            named[hit.end] = hit
    return sorted((_basin(sheet, hit) for hit in named.values()), key=lambda h: h.start)


def _basin(sheet: Sheet, hit: PlaceHit) -> PlaceHit:
    """Let 流域 behind a water make a region of it, but for where the words go on to what is done there (流域综合治理)."""
    if hit.kind not in ("river", "lake") or not re.match(
        "流域(?![水生综整治保系湿山环总])", sheet.text[hit.end : hit.end + 3]
    ):
        return hit
    return PlaceHit(hit.start, hit.end + 2, hit.name + "流域", "region", rule="place.suffix", confidence=0.8)


def _stands_alone(sheet: Sheet, start: int, end: int) -> bool:
    return sheet.boundary(start) and (sheet.boundary(end) or sheet.text[end : end + 1] in tuple("流干支上中下沿段"))


def _grow(
    sheet: Sheet, suffix: re.Match[str], division_ends: dict[int, PlaceHit], natural_ends: dict[int, PlaceHit]
) -> PlaceHit | None:
    """Grow a place name to the left of its last word, as far as words go that a name can hold."""
    kind, most = _suffixes()[suffix.group()]
    start = end = suffix.start()
    if sheet.text[start - 1 : start] == "族":
        # 江桥蒙古族镇: a town may bear the name of a people besides its own.
        most += 3
    if not _word_ends(sheet, suffix) or suffix.end() in natural_ends or _runs_on(sheet, suffix):
        return None
    sure = False
    while start > 0 and end - start <= most:
        if start in division_ends:
            sure = True
            short = division_ends[start]
            if (
                short.rule == "place.short"
                and sheet.text[start - 1] not in "省市县区州旗"
                and (end == start or len(suffix.group()) > 2)
            ):
                start = division_ends[start].start
            break
        if start in natural_ends and natural_ends[start].start < start:
            sure = True
            if natural_ends[start].kind != "admin":
                start = natural_ends[start].start
            break
        word = sheet.ends.get(start)
        step = word.start if word else start - 1
        if inner := [
            at for at in range(start - 1, step, -1) if at in natural_ends and natural_ends[at].rule == "place.suffix"
        ]:
            # The segmenter glued the last word of one place to the next (桑根达来|镇巴音胡舒|嘎查).
            start, sure = inner[0], True
            break
        if any(at in division_ends for at in range(step + 1, start)) or _stops(
            sheet, step, start, word.tag if word else ""
        ):
            sure = True
            break
        if end - step > most:
            break
        start = step
    sure = sure or start == 0
    start = _first(sheet, start, suffix)
    name = sheet.text[start : suffix.end()]
    if (
        start == end
        or len(name) < 2
        or _ENTERS.search(sheet.text, max(0, start - 2), start)
        or _is_generic(name)
        or not _credible(sheet, start, suffix, sure=sure)
    ):
        return None
    return PlaceHit(start, suffix.end(), name, kind, rule="place.suffix", confidence=0.8)


# 入黄断面, 入湖排渠: where waters flow into, which names none; 流入黄河 does.
_ENTERS = re.compile("(?<![进流汇深走步注并迁驶纳引融涌])入$")
# Words that join and point, which the segmenter may glue to a name it does not know (及昌元).
_JOINING = frozenset("在及逐跨沿")
# Adverbs, numerals and adjectives that begin the names of towns and villages (都江镇, 七个星镇, 大溪边乡).
_OPENING = re.compile(
    r"(?:^|[\u0000-\u2fff\u3001-\u303f\uff00-\uffff的在到从向对为和与及镇乡])([大小上下新老东西南北中前后都]|[一二三四五六七八九十]个?)$"
)


def _first(sheet: Sheet, start: int, suffix: re.Match[str]) -> int:
    """Return where a name begins, without what joins it to the clause and with what the segmenter took for another word."""
    if sheet.text[start : start + 1] in _JOINING and suffix.end() - start > 3:
        return start + 1
    if suffix.group() in "镇乡村" and suffix.end() - start <= 3:
        before = _OPENING.search(sheet.text[max(0, start - 4) : start])
        return start - len(before.group(1)) if before else start
    return start


# 美丽晋中, 《晋中日报》, 北京时间: a place's name that names no place.
_SLOGAN = re.compile(
    r"(?:美丽|平安|法治|数字|健康|幸福|绿色|文明|诚信|清廉)[\u4e00-\u9fff]{2}(?![省市县区州])"
    r"|《[\u4e00-\u9fff]{2,10}报》|北京时间"
)
_MODIFIERS = re.compile(
    r"(?:非法|整个|逐|现有|历史|简易|港口|危险化学品|危化品|一级|二级|各类|专用|公用|[全各该本两三四五六七八九十多]|国家级?|[国省市县]控|[国省市县]考|国省|地表水|出境|入境|跨界|入湖|入河|入海|出口|河流|湖泊|干流|支流|重点|重要|考核|监测|水质|控制|及以上|以上|"
    r"城镇|城市|农村|生活|工业|污水|大型|中小型|中型|小型|天然|退化|重度|人工|自然|美丽|幸福|示范|试点|新|老|旧|小|大|高标准|现代|农业|化工|省级|市级|县级|镇级|流域|水|变|市|县|区|镇|村|乡)*"
)


def _is_generic(name: str) -> bool:
    """Tell whether a name is only its common last word with modifiers (国考断面, 全市城镇)."""
    generic = word_set("generic_places.csv")
    bare = _MODIFIERS.match(name)
    rest = name[bare.end() :] if bare else name
    if re.search(r"[省市县区乡镇村]{2,}$", name[:-1] + name[-1]) and name[-2] in "省市县区乡镇":
        return True
    if re.search("非法|违法|违规|简易|现有", name):
        return True
    if name[-2:] in ("河湖", "江河", "湖库", "河流", "田湖"):
        return True
    return name in generic or rest in generic or (len(rest) < 2 and name[-2:] in generic) or not rest


def _stops(sheet: Sheet, start: int, end: int, tag: str) -> bool:
    text = sheet.text[start:end]
    if not all("\u4e00" <= c <= "\u9fff" or c in "·" for c in text):
        return True
    if text in word_set("name_stops.csv"):
        return True
    if tag[:1] in _STOP_TAGS or tag in ("q", "t") or (tag == "m" and text[-1] in "条个座处名批次多些余种类"):
        return True
    return (tag.startswith("v") and len(text) > 1) or tag in ("f", "ad", "vd", "df")


def _credible(sheet: Sheet, start: int, suffix: re.Match[str], *, sure: bool) -> bool:
    """Ask more of short, common last words (河, 山, 村) than of long ones (湿地公园)."""
    if len(suffix.group()) > 1:
        return True
    length = suffix.end() - start
    word = sheet.starts.get(start)
    if word and word.end == suffix.end():
        return (
            word.tag.startswith(("ns", "nz", "nt", "nx") if suffix.group() not in "河江湖溪" else _NAME_TAGS)
            or suffix.group() in "镇乡村屯"
        )
    if suffix.group() in "镇乡村屯":
        return length <= 6 and (sure or length >= 3)
    return sure and 3 <= length <= 5 and suffix.group() in "河江湖溪渠" and not _common(sheet, start, suffix.start())


def _word_ends(sheet: Sheet, suffix: re.Match[str]) -> bool:
    """Tell whether the last word ends a word; the segmenter glues unknown ones to what follows (镇|愁)."""
    if sheet.boundary(suffix.end()):
        return True
    return suffix.group() in "镇乡村" and sheet.text[suffix.end() : suffix.end() + 1] not in tuple(
        "级区域政里上民庄屯委干间亲镇村落户企社支容规"
    )


def _runs_on(sheet: Sheet, suffix: re.Match[str]) -> bool:
    """Tell whether a water's last word is the first half of another (河|湖, 河|道, 湖|区)."""
    return suffix.group() in "河江湖溪渠海" and sheet.text[suffix.end() : suffix.end() + 1] in tuple(
        "河湖道流江海岸泊长"
    )


def _common(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a dictionary word that is no name stands in a stretch."""
    inside = [w for w in (sheet.starts.get(at) for at in range(start, end)) if w and w.end <= end]
    return any(
        w.end - w.start >= 2 and w.tag[:1] in "nvadbilszt" and not w.tag.startswith(("nr", "ns", "nz", "nx", "nt"))
        for w in inside
    )


def find_places(sheet: Sheet) -> list[PlaceHit]:
    """Return all place candidates of a document, in the order of the text, without overlaps."""
    divisions = find_divisions(sheet)
    hits = sorted(
        [*divisions, *find_deictic(sheet, divisions), *find_named(sheet, divisions)], key=lambda h: (h.start, -h.end)
    )
    found: list[PlaceHit] = []
    for hit in hits:
        if found and hit.start < found[-1].end:
            continue
        found.append(hit)
    return found


def commit(sheet: Sheet, hits: list[PlaceHit], closed: list[tuple[int, int]]) -> None:
    """Make entities of the places that do not stand inside a closed stretch (an agency's name, a slogan)."""
    inside = mask_of(sheet.text, [*closed, *((m.start(), m.end()) for m in _SLOGAN.finditer(sheet.text))])
    for hit in hits:
        if all(inside[hit.start : hit.end]):
            continue
        draft = sheet.draft("Place", hit.name, key=hit.key)
        draft.attributes.setdefault("kind", hit.kind)
        if hit.code:
            draft.attributes.setdefault("code", hit.code)
        sheet.mark(draft, hit.start, hit.end, rule=hit.rule, confidence=hit.confidence)
