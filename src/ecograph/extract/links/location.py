"""Draw locatedIn: where a project is, by its name, by the words around it, else by what sentence or article are about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache
from itertools import pairwise

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.links.setting import place_set_before
from ecograph.extract.links.within import draw_within
from ecograph.extract.sheet import Mark, Sheet, within
from ecograph.extract.words.affixes import Endings
from ecograph.extract.words.lexicon import word_set

_TOGETHER = ("", "、", "和", "及", "与", "以及")
_LISTED = frozenset(("、", "和", "及", "与", "以及"))
# Between a place and the project there: 平遥县|境内的|X工程; 平遥、祁县|两县的|X工程.
_BEFORE = re.compile(
    r"(?:等地?|(?:等?[两三四五六七八九十])?个?(?:省|市|县|区|旗|镇|乡))?(?:境内)?"
    r"(?:(?:实地|专题|现场|一线)?(?:调研|检查|督导|督查|察看|查看|视察|考察|指导|观摩|推进){1,2}了?|"
    r"(?:正在?|已|还|也|将|要|都|均|连续|集中|重点|率先|先后|陆续|相继|分别|全面|稳步|积极|大力|加快|持续|深入|扎实|同步|统一|今年|去年|近年来)*"
    r"(?:开工|启动|组织|投资|规划|谋划)?(?:实施|建设|推进|推动|开展|启动|承担|开工|建起|建成|打造|设立|新建|试点|推行|创建|举办|举行|承办|落地)?"
    r"了?(?:[\d.]+[万亿]?(?:亩|公里|元|千瓦))?的?)"
)
_MEETING = ("召开", "举行", "举办")
# 在A市|举行的|P建设|启动会: where people meet.
_HELD, _CONFERENCE = (
    re.compile("举行|举办|召开"),
    re.compile("(?:建设|项目|工作)?[^，。；]{0,4}?(?:会议?|论坛|大会)(?![员展场])"),
)
_ROW_END = re.compile(r"[\s\d]|$|标?段|片区")
_VISITED = re.compile("(?:开展)?(?:调研|考察|检查|召开|举行|视察|督查|指导|督导|主持|走访|慰问|参加|出席|会见)")
# 新华社|柳州|8月3日电: where a report is sent from.
_SENT = re.compile(r"\s?\d{1,2}月\d{1,2}日[电讯]")
# 该县|X项目: the county named last. 视察广东重要讲话: what somebody went to see once is not where the project is.
_THAT = re.compile(r"该([省市县区州旗镇乡村])(?:的)?$")
_SEEN = ("视察", "考察", "致信", "支援", "援助")
# 以A河、B河流域|为重点区域
_FOCUS = re.compile(r"[^，。；]{0,8}为(?:重点|主|试点|核心|主战场)")
_FOCUSED = re.compile(r"以(?P<places>[^，。；]{2,40}?)(?:等)?为(?:重点|主|试点|核心|主战场)")
# A clause that only says where: 范围涉及|A县, 主要位于|B镇.
_LYING = re.compile(
    r"(?:其|主要|范围|建设|实施|项目|工程|地点|线路|全线|分别|共|先后){0,4}(?:涉及到?|覆盖|位于|选址[于在]?|地处|坐落[于在]|途经|横跨|贯穿|落户[于在]?|包括)"
)
_SITE_LABELS = ("地点：", "地址：", "选址：", "位置：", "范围：")
# 位于|A县|的梅江灌区: where something else lies.
_OF_ANOTHER = re.compile(r"[^，。；]{0,16}的")
_FAR_BACK, _HEADING = 60, 48
_LONGEST_GAP = 16
# Places to look back at for the one that 该县 points at.
_LOOK_BACK = 50
# 通过X行动，A市…: what the place that follows does it with.
_MEANS = re.compile("自|从|通过|依托|借助|以|作为|随着|围绕|聚焦|结合|按照|针对|为|在|对|抓住|借|紧扣")
# Divisions beyond the home from which on an article is not about its home alone; how often it must name one in it to be about that.
_MANY_BEYOND, _OFTEN, _TWICE = 4, 3, 2
# What the nation does is not where an article speaks of it.
_NATIONAL = ("国家", "全国", "全球", "南水北调", "三北", "“三北”")
_CAPITAL = "110000"
# Other provinces from which on it is about none of them.
_ELSE = 3
# Served by a work, not where it is: 受水区涵盖|A市.
_SERVED = re.compile(r"受水区|受益区|供水区|服务范围|供水范围|惠及|受益|供应")


def draw_located(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add where projects are."""
    _Locator(sheet).draw()
    draw_within(sheet, places)


@cache
def _lies() -> Endings:
    return Endings(word_set("place_verbs.csv"))


class _Locator:
    """Draws the links of one sheet; `chains` finds what a place lies in by what stands right before it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.text = sheet, sheet.text
        self.places, self.projects = sheet.marks("Place"), sheet.marks("Project")
        # A place in a project's name tells where that project is, not where the next one is.
        self.held = {
            place.start: (p.start, p.key) for p in self.projects for place in within(self.places, (p.start, p.end))
        }
        self.until = {mark.end: mark for mark in self.places}
        self.begins = {mark.start: mark for mark in self.places}
        self.admin = {d.key for d in sheet.of("Place") if d.attributes.get("kind") == "admin"}
        # What stands right before a place in the same sentence: in 在延安市富县…项目在富县实施 the second 富县 is in 延安市 too.
        self.above = {(m.key, sheet.sentence(m.start)): hold for m in self.places if (hold := self._holder(m))}

    def _holder(self, mark: Mark) -> Mark | None:
        before = self.until.get(mark.start)
        if before is None or not {mark.key, before.key} <= self.admin:
            return None
        codes = [str(self.sheet.drafts[key].attributes.get("code") or "") for key in (mark.key, before.key)]
        return before if gazetteer().inside(*codes) and codes[0] != codes[1] else None

    def draw(self) -> None:
        for number, project in enumerate(self.projects):
            sentence = self.sheet.sentence(project.start)
            marks = within(self.places, sentence)
            if project.rule != "project.back":
                self._named(project, marks)
                self._bracketed(project, marks)
                self._in_row(project)
            self._told(project, self._until_next(number, sentence[1]), marks, sentence)
            self._set(project, sentence)
            self._focused(project, marks, sentence)
        self._carry()
        self._by_context()
        self._above()

    def _carry(self) -> None:
        """Read where the project of the sentence before lies (X工程开工。范围涉及A县、B县): the clause has no other subject."""
        last: Mark | None = None
        for sentence in self.sheet.sentences:
            if sentence[0] and self.text[sentence[0] - 1] == "\n" and not self._headed(last, sentence[0]):
                last = None
            if projects := within(self.projects, sentence):
                last = projects[0] if len({p.key for p in projects}) == 1 else None
            elif last is not None:
                self._lying(last, within(self.places, sentence), sentence)
                last = None

    def _headed(self, last: Mark | None, at: int) -> bool:
        """Tell whether the line above is a heading that names the project."""
        start, end = self.sheet.sentence(last.start) if last is not None else (0, 0)
        return last is not None and end == at and end - start <= _HEADING

    def _lying(self, project: Mark, marks: list[Mark], sentence: tuple[int, int]) -> None:
        before, led = -1, False
        for place in marks:
            joined = before >= 0 and self.text[before : place.start] in _TOGETHER
            clause = max(sentence[0], self.sheet.clause(place.start)[0])
            labelled = clause == place.start and self.text.endswith(_SITE_LABELS, 0, clause)
            led = (led and joined) or labelled or _LYING.fullmatch(self.text, clause, place.start) is not None
            if led and _OF_ANOTHER.match(self.text, place.end):
                return
            before = place.end
            if led:
                self._link(project, place, (project.start, sentence[1]), "lies", 0.65)

    def _until_next(self, number: int, end: int) -> int:
        """Return where the next other project begins, the end of the sentence at the latest."""
        mine = self.projects[number]
        for other in self.projects[number + 1 :]:
            if other.start >= end:
                break
            if other.start >= mine.end and other.key != mine.key:
                return other.start
        return end

    def _link(self, project: Mark, place: Mark, at: tuple[int, int], rule: str, confidence: float) -> None:
        """Link a project to a place and to the places that the text chains it to (榆阳区|小壕兔乡)."""
        mark: Mark | None = place
        while mark is not None:
            self.sheet.link(project.key, "locatedIn", mark.key, at=at, rule=f"locatedIn.{rule}", confidence=confidence)
            mark = self._before(mark) or self.above.get((mark.key, self.sheet.sentence(mark.start)))

    def _before(self, mark: Mark) -> Mark | None:
        """Return the place that a place is chained to; in 黄河吴忠段 the river does not hold the city."""
        before = self.until.get(mark.start)
        if before is None and self.text.startswith("在", mark.start - 1):
            # 中宁县|在|鸣沙镇: who acts holds where it acts.
            before = self.until.get(mark.start - 1) if mark.key in self.admin else None
            return before if before is not None and before.key in self.admin else None
        return before if before is not None and (before.key in self.admin or mark.key not in self.admin) else None

    def _named(self, project: Mark, places: list[Mark]) -> None:
        """Read the places in a project's name and right before it, named or pointed at (该县)."""
        if that := _THAT.search(self.text, max(0, project.start - 4), project.start):
            before = bisect_left(self.places, (project.start,))
            level = (
                m
                for m in reversed(self.places[max(0, before - _LOOK_BACK) : before])
                if self.sheet.drafts[m.key].name.endswith(that.group(1))
            )
            if place := next((m for m in level if m.key in self.admin), None):
                self._link(project, place, (place.start, project.end), "that", 0.75)
        for place in places:
            if project.start <= place.start and place.end <= project.end:
                if not self._quoted(place):
                    self._link(project, place, (project.start, project.end), "name", 0.9)
            elif project.start - _LONGEST_GAP <= place.end <= project.start and self._stands_before(place, project):
                self._listed(project, place, places)

    def _stands_before(self, place: Mark, project: Mark) -> bool:
        """Tell whether what stands between a place and a project puts the project there, not the people who meet about it."""
        if not _BEFORE.fullmatch(self.text, place.end, project.start):
            return False
        held = _HELD.search(self.text, place.end, project.start)
        return held is None or _CONFERENCE.match(self.text, project.end) is None

    def _listed(self, project: Mark, place: Mark, places: list[Mark]) -> None:
        """Link the place before a project, and those that are listed with it (平遥、祁县两县的X工程)."""
        at = (place.start, project.end)
        self._link(project, place, at, "before", 0.8)
        last = bisect_left(places, (place.start,))
        for one, two in pairwise(reversed(places[: last + 1])):
            if self.text[two.end : one.start] not in _TOGETHER:
                break
            self._link(project, two, (two.start, project.end), "before", 0.75)

    def _bracketed(self, project: Mark, places: list[Mark]) -> None:
        """Read X工程（枫泾镇）."""
        for place in places:
            if place.start > project.end and re.fullmatch(r"[（(][^）)]{0,12}", self.text[project.end : place.start]):
                self._link(project, place, (project.start, place.end), "bracket", 0.85)

    def _in_row(self, project: Mark) -> None:
        """Read the row of a table: X工程 安吉县章村镇 6800."""
        at = bisect_left(self.places, (project.end,))
        if at == len(self.places) or self.text[project.end : self.places[at].start].strip():
            return
        place = self.places[at]
        for following in self.places[at + 1 :]:
            if following.start != place.end:
                break
            place = following
        if place.key in self.admin and _ROW_END.match(self.text, place.end):
            self._link(project, place, (project.start, place.end), "row", 0.8)

    def _told(self, project: Mark, end: int, marks: list[Mark], sentence: tuple[int, int]) -> None:
        """Read the places after a project that a verb of lying leads in (位于, 选址, 涉及, 在), with their lists."""
        before, led = -1, False
        for place in marks:
            if place.start < project.end:
                continue
            if place.start >= end:
                break
            joined = before >= 0 and self.text[before : place.start] in _TOGETHER
            led = (
                (led and joined)
                or _lies().before(self.text, place.start, start=project.end) >= 0
                or self._focus(place, end)
            )
            before = place.end
            served = _SERVED.search(self.text, max(project.end, self.sheet.clause(place.start)[0]), place.start)
            if led and not served and not self.text.startswith(_MEETING, place.end):
                self._link(project, place, sentence, "lies", 0.75)

    def _focused(self, project: Mark, marks: list[Mark], sentence: tuple[int, int]) -> None:
        """Read the places before a project that it is set on (以A河、B河为重点，开展P)."""
        led = _FOCUSED.search(self.text, max(sentence[0], project.start - _FAR_BACK), project.start)
        if led is None:
            return
        for place in within(marks, led.span("places")):
            self._link(project, place, sentence, "focus", 0.65)

    def _focus(self, place: Mark, end: int) -> bool:
        """Tell whether a list of places begins here that a project is set on (以A河、B河流域为重点)."""
        if not self.text.startswith("以", place.start - 1):
            return False
        at = bisect_left(self.places, (place.start,))
        last = self.places[at]
        for following in self.places[at + 1 :]:
            if following.start >= end or self.text[last.end : following.start] not in _TOGETHER:
                break
            last = following
        return _FOCUS.match(self.text, last.end, end) is not None

    def _set(self, project: Mark, sentence: tuple[int, int]) -> None:
        """Read the place that the words before set (在包罗村，…。这里是X项目)."""
        for place in place_set_before(self.sheet, project, sentence):
            at = (min(place.start, project.start), max(place.end, project.end))
            self._link(project, place, at, "setting", 0.7)

    def _quoted(self, place: Mark) -> bool:
        """Tell whether a place stands in a quoted slogan (“一泓清水入黄河”), where it says nothing of the project's site."""
        opening = self.text.rfind("“", max(0, place.start - 16), place.start)
        closing = self.text.find("”", place.end, place.end + 12)
        if opening < 0 or closing < 0 or self.text.find("”", opening, place.start) >= 0:
            return False
        return not re.search(r"[，。；]", self.text[opening:closing])

    def _about(self, place: Mark) -> bool:
        """Tell whether a sentence can be about a place; where somebody goes and meets (在平遥县调研时要求) it is not."""
        end = place.end
        while (finer := self.begins.get(end)) is not None:
            end = finer.end
        return (
            place.key in self.admin
            and not _VISITED.match(self.text, end)
            and not _SENT.match(self.text, end)
            and not self.text.startswith(_SEEN, place.start - 2)
        )

    def _anothers(self, place: Mark, project: Mark) -> bool:
        """Tell whether a place stands in the name of another project, in a sentence whose projects name places each of its own."""
        start, key = self.held.get(place.start, (0, ""))
        if key in ("", project.key):
            return False
        begin, end = self.sheet.sentence(start)
        return any(k != key and begin <= at < end for at, k in self.held.values())

    def _with_list(self, project: Mark, places: list[Mark], sentence: tuple[int, int]) -> None:
        """Link the last of the places before a project, and what is listed with it (寻乌、安远、定南三县实施X项目)."""
        self._link(project, places[-1], sentence, "sentence", 0.6)
        for two, one in pairwise(reversed(places)):
            if self.text[one.end : two.start] not in _LISTED:
                break
            self._link(project, one, sentence, "sentence", 0.6)

    def _by_context(self) -> None:
        """Place a project that the text puts nowhere else: by the place that its sentence is about, else by the home place."""
        placed = {k.subject for k in self.sheet.links if k.predicate == "locatedIn" and k.object in self.admin}
        home = self._home()
        for draft in list(self.sheet.of("Project")):
            if draft.key in placed or not draft.marks:
                continue
            marks = sorted(draft.marks)
            for project in marks:
                sentence = self.sheet.sentence(project.start)
                named = [m for m in within(self.places, (sentence[0], project.start)) if self._about(m)]
                free = [m for m in named if m.start not in self.held]
                if before := free or [m for m in named if not self._anothers(m, project)]:
                    self._with_list(project, before, sentence)
                    break
            else:
                if self._behind(marks[0]):
                    continue
                sentence = self.sheet.sentence(marks[0].start)
                if not home:
                    self._of_paragraph(marks[0])
                else:
                    self.sheet.link(draft.key, "locatedIn", home, at=sentence, rule="locatedIn.home", confidence=0.5)

    def _behind(self, project: Mark) -> bool:
        """Link the place that does what the project is the means or the occasion of (通过X行动，A市…; 作为X试点，A市…)."""
        sentence = self.sheet.sentence(project.start)
        clause, end = self.sheet.clause(project.start)
        if not _MEANS.match(self.text, clause, project.start):
            return False
        first = next((m for m in within(self.places, (end, sentence[1])) if m.start <= end + 1), None)
        if first is None or not self._about(first) or first.start in self.held:
            return False
        while (finer := self.begins.get(first.end)) is not None and finer.key in self.admin:
            first = finer
        self._link(project, first, sentence, "sentence", 0.6)
        return True

    def _of_paragraph(self, project: Mark) -> None:
        """Link the one place that the paragraph of a project has named so far, or that stands right behind it (P|柳县专场)."""
        if self.text.startswith(_NATIONAL, project.start):
            return
        marks = within(self.places, (self.sheet.paragraph(project.start), project.start))
        sentence = self.sheet.sentence(project.start)[0]
        if any(m.start >= sentence and m.start in self.held for m in marks):
            # 柳湾水库、|青湖治理工程: the place of another.
            return
        behind = self.begins.get(project.end)
        while behind is not None:
            marks.append(behind)
            behind = self.begins.get(behind.end)
        marks = [m for m in marks if m.key in self.admin]
        codes = {str(self.sheet.drafts[m.key].attributes.get("code") or "") for m in marks}
        if not marks or "" in codes or not all(map(self._about, marks)):
            return
        finest = max(codes, key=lambda code: sum(gazetteer().inside(code, other) for other in codes))
        if all(gazetteer().inside(finest, other) for other in codes):
            place = next(m for m in marks if self.sheet.drafts[m.key].attributes.get("code") == finest)
            at = (min(place.start, project.start), max(place.end, project.end))
            self._link(project, place, at, "setting", 0.55)

    def _above(self) -> None:
        """Read who acts on a list of projects, where the place in each one's name lies in it (A省建成B电站、C电站)."""
        codes = {key: str(self.sheet.drafts[key].attributes.get("code") or "") for key in self.admin}
        for one, two in pairwise(self.projects):
            if self.text[one.end : two.start] != "、":
                continue
            sentence = self.sheet.sentence(two.start)
            acting = [
                m for m in within(self.places, (sentence[0], one.start)) if self._about(m) and m.start not in self.held
            ]
            own = [m for m in within(self.places, (two.start, two.end)) if m.key in self.admin]
            if acting and own and gazetteer().inside(codes[own[0].key], codes[acting[-1].key]):
                self._link(two, acting[-1], sentence, "above", 0.6)

    def _home(self) -> str:
        """Return the key of the place that the article is about: its home, or the one division of it that it speaks of most.

        An article that names many divisions beyond its home is not about it alone ("").
        """
        home = self.sheet.drafts.get(f"Place:{self.sheet.home}") if self.sheet.home else None
        if home is None or not home.marks:
            return ""
        if self.sheet.home == _CAPITAL and all(_SENT.match(self.text, mark.end) for mark in home.marks):
            # News of the nation.
            return ""
        counts = Counter(m.key for m in self.places if m.key in self.admin)
        codes = {key: str(self.sheet.drafts[key].attributes.get("code") or "") for key in counts}
        beyond = [code for code in codes.values() if code and self._beside(code)]
        provinces = {code[:2] for code in beyond} - {self.sheet.home[:2]}
        if (
            len(beyond) > _MANY_BEYOND
            or (len(beyond) == _MANY_BEYOND and len(provinces) > 1)
            or len(provinces) >= _ELSE
        ):
            return ""
        inner = Counter({k: n for k, n in counts.items() if codes[k] and self._inside(codes[k])}).most_common(2)
        least = _OFTEN * inner[1][1] if len(inner) > 1 else _TWICE
        if inner and inner[0][1] >= max(counts[home.key], least):
            return inner[0][0]
        return home.key

    def _inside(self, code: str) -> bool:
        return code != self.sheet.home and gazetteer().inside(code, self.sheet.home)

    def _beside(self, code: str) -> bool:
        """Tell whether a division is neither the home, nor in it, nor around it."""
        home = self.sheet.home
        return code != home and not gazetteer().inside(code, home) and not gazetteer().inside(home, code)
