"""Find waters, mountains, towns, villages, sections, parks and works: from the table, and by their last word."""

from __future__ import annotations

import re

from ecograph.extract.geography.divisions import side_follows
from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.natural_places import find_natural
from ecograph.extract.geography.place_edges import FUNCTION_IN_WATER, Edge, Edges
from ecograph.extract.geography.place_evidence import everyday, unlike_name
from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.geography.place_words import (
    INDUSTRIAL,
    LOCAL,
    Suffix,
    common,
    goes_on,
    is_generic,
    leads_in,
    stops,
    suffix_pattern,
    suffixes,
    transcribed,
)
from ecograph.extract.sheet import Sheet, Word
from ecograph.extract.words.lexicon import in_dictionary, word_set

_VILLAGES = frozenset("镇乡村屯")
_WATERS = frozenset("河江湖溪渠溇漾浜淖泡荡港湾涌塘沟潭圩垸")
# Waters that people dug and named after the village beside them.
_DITCHES = frozenset({"暗渠", "明渠", "明沟", "暗沟"})
# Last characters that few everyday words end in.
_RARE = frozenset("溇漾浜淖")
_TOWNS = frozenset({"镇", "乡", "街道", "苏木", "嘎查", "社区"})
_TOWN_WORDS = _TOWNS - {"社区"} | {"乡镇", "村镇", "市镇", "城镇"}
_PREPOSITIONS = frozenset("在到于赴至")
# What goes on from the last character of a town (镇级, 乡里, 村民) or a water (河湖, 河道, 湖区).
_TOWN_GOES_ON = frozenset("级区域政里上民庄屯委干间亲镇村落户企社支容规")
_WATER_GOES_ON = frozenset("河湖流江海岸泊长道通壑槽堤畅晏")
_WATER_NAMES = frozenset("闸桥路街")
# What a region has many of: 长江经济带|湿地 is none.
_AREAS, _LAND = ("经济带", "经济区", "流域", "地区", "三角", "都市圈", "城市群"), frozenset({"湿地", "草原", "滩涂"})
_UPLAND = frozenset("山岭峰尖")
# 入黄断面, 入湖排渠: where waters flow into, which names none; 流入黄河 does.
_ENTERS = re.compile("(?<![进流汇深走步注并迁驶纳引融涌])入$")
# Words that join and point, which the segmenter may glue to a name it does not know (及昌元).
_JOINING = frozenset("在及逐跨沿仅暨")
# Adverbs, numerals and adjectives that begin the names of towns and villages (都江镇, 七个星镇, 大溪边乡).
_OPENING = re.compile(
    r"(?:^|[\u0000-\u2fff\u3001-\u303f\uff00-\uffff的在到从向对为和与及镇乡])([大小上下新老东西南北中前后都]|[一二三四五六七八九十]个?)$"
)
_FUNCTION = re.compile("[的了是等将已被们这着并而且把我你他它该各每又也很条座处与及片]")
# What goes on from a place before it: 金江镇|段临河, 境内河.
_PARTS = frozenset("段境内等以至片多")
# 黑河|上游九个|乡镇.
_NOT_A_NAME = re.compile("^(?:[上中下]游|[干支]流|沿岸|沿线|两岸|周边|附近|全境)|[一二两三四五六七八九十]个$")


_NUMERALS = frozenset("一二两三四五六七八九十百千万")
# What stands before the name of such a station; 泵站, 电站, 车站 are none.
_STEM = re.compile(r"(?:流域|[水河]系|^|[^\u4e00-\u9fff]|[和及与江支]|河(?!流域|系))([\u4e00-\u9fff]{2,4})$")
_LONGEST_STEM, _OTHER_STATIONS = 7, frozenset("泵电车测监雨气象候量文位油台该各")
# 细柳站|最大洪峰流量: a station that measures a water is told by what it measures.
_GAUGED = re.compile(
    r"(?:以上|以下|断面|(?:\d{1,2}月)?\d{1,2}日\d{1,2}时(?:\d{1,2}分)?|\d{1,2}时(?:\d{1,2}分)?|今日|昨日|目前|已?出现|实测|最大|累计|总|日|小时|过程|入库)*"
    r"(?:洪峰|流量|水位|降雨|雨量|雨强|洪水|超警|超保|来水|水文)"
)
_NAME_TAGS = ("ns", "nz", "nt", "nx", "nr")


def find_named(sheet: Sheet, divisions: list[PlaceHit]) -> list[PlaceHit]:
    """Return the places that are not divisions, in the order of the text; sections may cover a village that they name."""
    return sorted(_Namer(sheet, divisions, find_natural(sheet, divisions)).find(), key=lambda h: h.start)


class _Namer(Edges):
    """Reads the names of one sheet from left to right; `named` holds what was found by where it ends."""

    def find(self) -> list[PlaceHit]:
        for match in suffix_pattern().finditer(self.text):
            if hit := self._grown(match):
                self._keep(hit)
        for at in self.sheet.occurrences("站"):
            if hit := self._gauge(at):
                self._keep(hit)
        return list(self.named.values())

    def _gauge(self, at: int) -> PlaceHit | None:
        """Read a station that measures a water by what it measures (拒马河流域|张坊站|最大洪峰流量)."""
        if not _GAUGED.match(self.text, at + 1):
            return None
        stem = _STEM.search(self.text, max(0, at - _LONGEST_STEM), at)
        if stem is None or self.text[at - 1] in _OTHER_STATIONS or _FUNCTION.search(stem.group(1)):
            return None
        start = stem.start(1)
        if any(end in self.divisions or end in self.named for end in range(start + 1, at + 1)):
            return None
        if everyday(self.sheet, start, at, local=True):
            return None
        return PlaceHit(start, at + 1, self.text[start : at + 1], "section", rule="place.suffix", confidence=0.7)

    def _keep(self, hit: PlaceHit) -> None:
        # The matches come from left to right, so only what ends in the new one can overlap it.
        for end in [at for at in range(hit.start + 1, hit.end + 1) if at in self.named]:
            if self.named[end].start >= hit.start:
                del self.named[end]
        if not any(at in self.named and self.named[at].start < hit.end for at in range(hit.start + 1, hit.end + 20)):
            self.named[hit.end] = hit

    def _grown(self, match: re.Match[str]) -> PlaceHit | None:
        last, end = match.group(), match.end()
        if end in self.named or not self._ends(match) or self._runs_on(match):
            return None
        if end in self.divisions and (last not in LOCAL or self.divisions[end].rule != "place.short"):
            return None
        if (over := self.divisions.get(end + 1)) and over.start < match.start():
            # 任|潜江市: the last character lies inside a division's name.
            return None
        suffix = suffixes()[last]
        start, settled = self._begin(match, suffix)
        if start < 0 or self._in_post(start):
            return None
        # 李明摄|高新区: who took the picture stands before the caption of the next.
        start = max(start, self.text.rfind("摄", start, match.start()) + 1)
        start = self._as_before(start, end)
        name = self.text[start:end]
        if _ENTERS.search(self.text, max(0, start - 2), start):
            return None
        if start == match.start() or len(name) < 2 or self._common_site(start, match, settled=settled):
            # 丹江|出境断面, 异龙湖|湖心断面: a common word is a name behind the water that it belongs to.
            water = self.named.get(start)
            bare = suffix.kind != "section" or not 4 <= len(name) <= 6 or name.startswith("流域")
            if bare or water is None or water.rule != "place.natural" or water.name.endswith(_AREAS):
                return None
            start, name = water.start, water.name + name
        elif unlike_name(self.sheet, start, match, self.standing(start, match), bears=self._bears_place(start, match)):
            return None
        town = self.named.get(match.start())
        bears = suffix.works and last != "水文站"
        inside = town.name if town and town.start == start and bears and town.kind == "admin" else ""
        return PlaceHit(
            start, end, name, suffix.kind, rule="place.suffix", confidence=0.8, works=suffix.works, inside=inside
        )

    def _in_post(self, at: int) -> bool:
        """Tell whether a name would begin inside a post (二级调研|员卢镇)."""
        if self.after_place(at):
            # 房山区|长阳镇
            return False
        posts = self.sheet.found("post").by_end
        return any(start < at for end in (at + 1, at + 2) for start, _, _ in posts.get(end, ()))

    def _as_before(self, start: int, end: int) -> int:
        """Return where a name begins that the article has named before with a numeral at its head (两|峪乡)."""
        longer = self.text[start - 1 : end]
        seen = longer[:1] in _NUMERALS and any(hit.name == longer for hit in self.named.values())
        return start - 1 if seen else start

    def _bears_place(self, start: int, match: re.Match[str]) -> bool:
        """Tell whether a name begins with another one (柳泉新城|污水处理厂)."""
        return any(at in self.named and self.named[at].start == start for at in range(start + 2, match.start() + 1))

    def _common_site(self, start: int, match: re.Match[str], *, settled: bool) -> bool:
        """Tell whether a name is a common word, alone, behind a verb (帮|保护区) or behind a place (太湖|人工湿地)."""
        end, kind = match.end(), suffixes()[match.group()].kind
        name, word = self.text[start:end], self.sheet.starts.get(start)
        if self.text[start - 1 : end] in word_set("generic_places.csv"):
            return True
        if self.of_water(match) == start:
            return False
        whole = word is not None and word.end == end and word.tag.startswith(("ns", "nr"))
        if is_generic(name, kind=kind, settled=settled or whole):
            return True
        if not settled and word and word.end == start + 1 and word.tag[0] in "vpdr" and is_generic(name[1:], kind=kind):
            return True
        area = self.named.get(match.start())
        if (
            area
            and area.start == start
            and area.name.endswith(_AREAS)
            and (kind == "section" or match.group() in _LAND)
        ):
            return True
        for at in range(start + 2, match.start() if match.group() not in LOCAL else 0):
            if at in self.named and self.named[at].start >= start and self.named[at].kind != "admin":
                rest = self.text[at:end].removeprefix("流域")
                # 长江经济带|国控断面: regions have many; 滆湖|湖心断面 is one of its lake.
                may = kind != "section" or self.named[at].kind == "region"
                return may and not name.endswith(INDUSTRIAL) and is_generic(rest, kind=kind)
        return False

    def _begin(self, match: re.Match[str], suffix: Suffix) -> tuple[int, bool]:
        """Return where the name begins, -1 if there is none, and whether what stands before it settles that."""
        if (start := self._of_village(match, suffix)) >= 0:
            return start, True
        if (start := self.of_water(match)) >= 0:
            return start, True
        start, edge = self.edge(match, suffix)
        if edge and self._proper(start, match, edge):
            return self._joined_town(start, match), edge >= Edge.LIST and suffix.kind == "admin"
        start, sure = self._by_words(match, suffix)
        start = self._joined_town(self._first(start, match), match)
        return (start, False) if self._credible(start, match, sure=sure) else (-1, False)

    def _of_village(self, match: re.Match[str], suffix: Suffix) -> int:
        """Read 后黎村|断面, 赖村|河, 球溪镇|污水处理厂: sections, brooks and works that bear the name of a town or village."""
        before = self.named.get(match.start())
        if before is None or before.rule != "place.suffix":
            return -1
        if match.group() in LOCAL:
            # 霞山|村, 章村|镇: what looked like a hill or a village is a part of the name.
            return before.start if before.end - before.start <= 3 and before.name[-1:] != match.group() else -1
        if suffix.kind == "section":
            return before.start
        if match.group() in "河溪沟渠":
            # 赖村|河; 赖村|河段 is a stretch that the village looks after.
            goes_on = self.text.startswith("段", match.end())
            return before.start if before.kind == "admin" and before.end - before.start <= 3 and not goes_on else -1
        return before.start if suffix.works and before.kind == "admin" and len(match.group()) > 1 else -1

    def _proper(self, start: int, match: re.Match[str], edge: Edge) -> bool:
        """Tell whether what stands between an edge and a last word can be a name for that reason alone."""
        last, end = match.group(), match.start()
        stretch = self.text[start:end]
        if stretch and transcribed(self.text, start, end) and last in LOCAL:
            return True
        if not stretch or _FUNCTION.search(stretch) or stretch in word_set("ethnic_groups.csv"):
            return False
        if edge == Edge.PLACE and (stretch[0] in _PARTS or _NOT_A_NAME.search(stretch)):
            return False
        plain = not common(self.sheet, start, end)
        if suffixes()[last].kind == "section":
            return edge == Edge.PLACE or (plain and len(stretch) > 1)
        if edge == Edge.MARK:
            return last in _RARE and plain and len(stretch) <= 2
        if last in LOCAL:
            towns = last in _TOWNS and len(stretch) <= 3 and (len(last) > 1 or self.text[start - 1] in _PREPOSITIONS)
            return edge == Edge.PLACE or plain or towns
        if last in _DITCHES:
            return edge >= Edge.LIST or (edge == Edge.LEAD and plain)
        if last in _WATERS or last in _UPLAND:
            clean = plain and not FUNCTION_IN_WATER.search(stretch)
            return (
                len(stretch) <= (4 if last == "沟" else 3) and clean and (edge != Edge.PLACE or self.in_division(start))
            )
        return False

    def _by_words(self, match: re.Match[str], suffix: Suffix) -> tuple[int, bool]:
        """Grow a name to the left of its last word, as far as words go that a name can hold."""
        start = end = match.start()
        most = suffix.most
        if self.text[start - 1 : start] == "族":
            # 江桥蒙古族镇: a town may bear the name of a people besides its own.
            most += 3
        while start > 0 and end - start <= most:
            if end - start > 1 and leads_in(self.sheet, start):
                return start, True
            if start in self.divisions:
                return self._with_short(start, match), True
            if end > start and any(post[1] - post[0] > 1 for post in self.sheet.found("post").until(start)):
                # 经理|龚镇
                return start, True
            before = self.named.get(start)
            if before is not None and before.start < start and self.text[start:end] in word_set("ethnic_groups.csv"):
                # 平山湖|蒙古族乡
                return before.start, True
            if before is not None and before.start < start:
                return (before.start if self._joins(before, start, match, suffix) else start), True
            word = self.sheet.ends.get(start)
            step = word.start if word else start - 1
            if inner := [at for at in range(start - 1, step, -1) if self._glued(at)]:
                # The segmenter glued the last word of one place to the next (桑根达来|镇巴音胡舒|嘎查).
                return inner[0], True
            if inner := [at for at in range(start - 1, step, -1) if at in self.divisions]:
                return inner[0], True
            if stops(self.sheet, step, start, word.tag if word else "", industrial=match.group().endswith(INDUSTRIAL)):
                return start, True
            if match.group() in LOCAL and word and end > start and self.text[step:start] in _TOWN_WORDS:
                # 青石|镇|柳滩村
                return start, True
            if match.group() in LOCAL and word and end - start > 1 and self._noun_before(word, start):
                # 粉条|柏树|乡
                return start, True
            if end - step > most:
                break
            start = step
        return start, start == 0

    def _noun_before(self, word: Word, start: int) -> bool:
        """Tell whether a common noun stands before what the segmenter takes for a name: the name begins behind it."""
        if word.end - word.start < 2 or word.tag not in ("n", "vn"):
            return False
        name, text = self.sheet.starts.get(start), self.text[word.start : start]
        if name is None or name.end - start < 2 or name.tag not in ("nr", "ns", "nz"):
            return False
        people = self.text[start : name.end] in word_set("ethnic_groups.csv")
        return not people and text not in word_set("place_morphemes.csv") and in_dictionary(text)

    def _joins(self, before: PlaceHit, start: int, match: re.Match[str], suffix: Suffix) -> bool:
        """Tell whether a name goes on to the left over a place (异龙湖|国家湿地公园), or stands beside it."""
        if start == match.start():
            return before.kind != "admin" and suffix.kind != "section"
        if before.kind == "admin" or suffix.kind == "section" or len(match.group()) == 1:
            return False
        return before.kind != "site" or before.rule == "place.natural"

    def _glued(self, at: int) -> bool:
        return at in self.named and self.named[at].rule == "place.suffix"

    def _with_short(self, start: int, match: re.Match[str]) -> int:
        """Take in the short name of a division that a longer name begins with (衡水|湖国家级自然保护区)."""
        short = self.divisions[start]
        longer = start == match.start() or len(match.group()) > 2
        if short.rule == "place.short" and self.text[start - 1] not in "省市县区州旗" and longer:
            return short.start
        return start

    def _first(self, start: int, match: re.Match[str]) -> int:
        """Return where a name begins, without what joins it to the clause and with what the segmenter took for another word."""
        if self.text[start : start + 1] in _JOINING and match.end() - start > 3:
            return start + 1
        if match.group() in _VILLAGES and match.end() - start <= 3:
            before = _OPENING.search(self.text[max(0, start - 4) : start])
            return start - len(before.group(1)) if before else start
        return start

    def _joined_town(self, start: int, match: re.Match[str]) -> int:
        """Return where a town's name begins that goes on from a water, a mountain or a short name: 沁河|子镇, 沁河|新村."""
        before = self.named.get(start) or self.divisions.get(start)
        if (
            before is None
            or match.end() - start != 2
            or not (match.group() in "镇乡" or self.text.startswith("新村", start))
        ):
            return start
        if self.text[start : match.end()] in gazetteer().by_name or before.code.endswith("0000"):
            return start
        return before.start if before.rule in ("place.natural", "place.short") else start

    def _credible(self, start: int, match: re.Match[str], *, sure: bool) -> bool:
        """Ask more of short, common last words (河, 山, 村) than of long ones (湿地公园)."""
        last = match.group()
        if len(last) > 1:
            return True
        length = match.end() - start
        word = self.sheet.starts.get(start)
        if word and word.end == match.end():
            if last in _WATERS and (
                FUNCTION_IN_WATER.search(self.text, start, match.start())
                or (start in self.named and not self.in_division(start))
            ):
                return False
            tags = _NAME_TAGS if last in "河江湖溪" or last in _VILLAGES else _NAME_TAGS[:-1]
            return word.tag.startswith(tags) or (last in _VILLAGES and length > 2)
        if match.start() in self.divisions:
            return last in _WATERS
        if last in _VILLAGES:
            return length <= (8 if self.text[match.start() - 1] == "族" else 6) and (sure or length >= 3)
        if not sure or not 3 <= length <= 5 or last not in _WATERS:
            return False
        stretch = self.text[start : match.start()]
        if FUNCTION_IN_WATER.search(stretch) or (stretch[0] in _PARTS and self.after_place(start)):
            return False
        return not common(self.sheet, start, match.start())

    def _ends(self, match: re.Match[str]) -> bool:
        """Tell whether the last word ends a word; the segmenter glues unknown ones to what follows (镇|愁)."""
        after = self.text[match.end() : match.end() + 1]
        if match.group() in _VILLAGES and after in ("碑", "路", "街", "桥"):
            return False
        if self.sheet.boundary(match.end()):
            return True
        if match.group() == "村" and after == "民":
            # 岳壁乡|石家湾村|民: the name of the village and the word for who lives there share a character.
            before = self.named.get(match.start())
            return before is not None and before.kind != "admin"
        if match.group() in "河江" and (after == "系" or self.text.startswith("水系", match.end())):
            return True
        if match.group() in _WATERS and (after == "等" or side_follows(self.text, match.end() + 1)):
            # 郑家|湖等, 汝|河南|岸
            return True
        if match.group() not in _VILLAGES or after in _TOWN_GOES_ON:
            return False
        return not goes_on().at(self.text, match.start())

    def _runs_on(self, match: re.Match[str]) -> bool:
        """Tell whether a water's last word is the first half of another (河|湖, 河|道, 湖|区), and no word begins there."""
        following = self.text[match.end() : match.end() + 1]
        if following == "长" and any(p[1] > match.end() for p in self.sheet.found("post").at(match.start())):
            # 第1号总河|长令
            return True
        if match.group() not in _WATERS or following not in _WATER_GOES_ON | _WATER_NAMES:
            return False
        if following in _WATER_NAMES or following in "湖海":
            return True
        after = self.sheet.starts.get(match.end())
        return after is None or after.end - after.start < 2
