"""Find agencies: government bodies, party committees, courts, bureaus and their branches, task forces, companies.

A name is read from its last word (局, 委员会, 公司 …) to the left: first the words of its duties (生态环境, 住房和城乡建设),
then what it belongs to: a place (晋中市), a level (市, 自治区), or the agency named just before (…局|平遥分局).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from ecograph.extract.agency_names import nested_agency, other_forms, place_agency
from ecograph.extract.gazetteer import gazetteer
from ecograph.extract.lexicon import word_set
from ecograph.extract.places import PlaceHit, context
from ecograph.extract.sheet import Sheet

_LEVEL = re.compile(r"(自治区|自治州|[省市县区州旗盟])(级)?$")
_TOWN = re.compile(r"(镇|乡|街道|村)$")
_GENERIC_BEFORE = re.compile(
    r"(各级?|各有关|有关|相关|当地|地方|基层|[省市县区乡镇]?级|乡镇|所属|所在地?|上级|下级|同级|各地|职能|主管|[、，]乡|省市县|市县)$"
)
# Words that lead in an agency and that the segmenter glues to its level (由市|水务局).
_LEADS = "由与和被向给让经及请是对据从到在"
_RUNS_ON = {
    "局": "部面限势促长",
    "厅": "堂",
    "部": "门署分队落位件委族长",
    "委": "员托任派",
    "办": "理法公好实事案学成",
    "处": "理罚置于分境所长",
    "科": "学技研目室普长",
    "院": "校落士长",
    "队": "伍员长",
    "站": "点位在长",
    "所": "有在以需属长",
    "心": "城区地",
    "司": "机法长",
    "股": "份东权长",
    "行": "业为动政",
    "厂": "区房家",
    "场": "地景所面合",
    "社": "会区",
    "府": "采",
    "委员会": "",
    "组": "织长成",
    "会": "议展",
    "协": "调助商作会",
    "军": "事",
}
_JOIN = "和与及"
_BRACKET_PLACE = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]$")


class AgencyHit(NamedTuple):
    """A stretch of clean text that names an agency, with the full name and kind."""

    start: int
    end: int
    name: str
    kind: str
    parent: str = ""
    place: str = ""
    forms: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0
    absorbs: bool = False

    @property
    def key(self) -> str:
        """The entity key of the agency."""
        return f"Agency:{self.name}"


class AgencyFinder:
    """Reads the agencies of one sheet, from left to right, so that a parent is known before its branches."""

    def __init__(self, sheet: Sheet, places: list[PlaceHit]) -> None:
        self.sheet, self.text, self.places = sheet, sheet.text, places
        self.place_ends = {hit.end: hit for hit in places}
        self.hits: list[AgencyHit] = []
        self.national: list[AgencyHit] = []
        self._ends: dict[int, AgencyHit] = {}

    def find(self) -> list[AgencyHit]:
        """Return the agencies of the sheet, in the order of the text, without overlaps."""
        self._nationals()
        nationals = {hit.end for hit in self.hits}
        heads = self.sheet.found("head")
        for end in sorted(set(heads.by_end) - nationals):
            for start, _, payload in heads.until(end):
                kind, growth = payload.split("|")
                if self._whole(end) and (hit := self._read(start, end, kind, growth)) and self._take(hit):
                    break
        return sorted(_joined_branches(self.hits), key=lambda hit: hit.start)

    def _whole(self, end: int) -> bool:
        """Tell whether the last word ends here (部 in 部门 does not, nor 办 in 办理)."""
        if self.text[end : end + 4] == "工作报告":
            return False
        if self.sheet.boundary(end) or self.sheet.found("post").at(end):
            return True
        # The segmenter glues unknown words together (局|要); only what makes another word of the last character speaks against.
        return self.text[end : end + 1] not in _RUNS_ON.get(self.text[end - 1 : end], "")

    def _take(self, hit: AgencyHit) -> bool:
        if _GENERIC_BEFORE.search(self.text[max(0, hit.start - 4) : hit.start]) and not hit.parent:
            return False
        # Heads come from left to right: what overlaps was taken lately, or is one of the nation's bodies.
        near = [h for h in self.hits[-24:] + self.national if h.start < hit.end and hit.start < h.end]
        inner = [h for h in dict.fromkeys(near) if hit.start <= h.start and h.end <= hit.end]
        if any(h not in inner for h in near):
            return False
        if not hit.absorbs:
            inner = [h for h in inner if h.name != hit.parent]
        for old in inner:
            self.hits.remove(old)
            if old in self.national:
                self.national.remove(old)
        self.hits.append(hit)
        self._ends[hit.end] = hit
        return True

    def _read(self, start: int, end: int, kind: str, growth: str) -> AgencyHit | None:
        if growth == "never" or (end - start == 1 and start in self._ends):
            return None
        body = self._bodies(start)
        if growth == "listed":
            return self._listed(body, start, end, kind)
        if growth == "place":
            return (
                self._prefixed(body, end, kind)
                or (self._prefixed(start, end, kind) if body != start else None)
                or self._organ(start, end, kind)
            )
        if growth in ("branch", "division"):
            return self._nested(start, body, end, kind)
        if growth == "company":
            return self._company(start, end, kind)
        return self._open(start, body, end, kind)

    def _bodies(self, at: int) -> int:
        """Step left over words of duties (生态环境, 规划和自然资源); return where they begin."""
        bodies = self.sheet.found("body")
        begun = False
        while at > 0:
            if found := bodies.until(at):
                at, begun = found[0][0], True
            elif begun and self.text[at - 1] in _JOIN and bodies.until(at - 1) and self._joined(at - 1):
                at -= 1
            else:
                break
        return at

    def _joined(self, at: int) -> bool:
        """Tell whether 和 joins two duties of one agency (规划|和|自然资源), not two agencies."""
        return not any(start < at for start, end, _ in self.sheet.found("head").until(at) if end - start > 1)

    def _listed(self, body: int, start: int, end: int, kind: str) -> AgencyHit | None:
        tail = self.text[start:end]
        if body == start and tail not in ("委", "工委", "总局", "办公室", "办公厅", "办"):
            return self._unknown_body(start, end, kind)
        if hit := self._prefixed(body, end, kind):
            return hit
        if tail in ("办公室", "办公厅") and body == start:
            return self._organ(start, end, kind)
        if tail in ("委", "工委") or body == start:
            return None
        return self._unknown_body(start, end, kind) or self._bare(body, start, end, kind)

    def _organ(self, start: int, end: int, kind: str) -> AgencyHit | None:
        """Read a party organ that stands alone after its committee (县委常委、统战部部长)."""
        if kind not in ("party", "office") or end - start < 3 or not self.sheet.found("post").at(end):
            return None
        sentence, _ = self.sheet.sentence(start)
        before = sorted((h for h in self.hits if sentence <= h.start < start), key=lambda h: -h.start)
        committee = next((h for h in before if kind == "office" or h.name.startswith("中共")), None)
        if committee is None or self.text[committee.end : start].count("，"):
            return None
        return AgencyHit(
            start,
            end,
            nested_agency(committee.name, self.text[start:end]),
            kind,
            place=committee.place,
            rule="agency.organ",
            confidence=0.8,
        )

    def _prefixed(self, body: int, end: int, kind: str) -> AgencyHit | None:
        """Read what the agency belongs to, left of its duties."""
        tail = self.text[body:end]
        if not tail:
            return None
        if parent := self._ends.get(body):
            if len(tail) == 1 or tail in ("政府", "人民政府") or (parent.kind == "company" and kind == "company"):
                return None
            name = nested_agency(parent.name, tail)
            if kind == "institution" and tail.endswith("处") and parent.kind in ("bureau", "department", "commission"):
                kind = "division"
            if kind == "division" or parent.rule == "agency.national":
                return AgencyHit(
                    parent.start, end, name, kind, parent=parent.name, place=parent.place, rule="agency.branch"
                )
            return AgencyHit(
                parent.start,
                end,
                name,
                kind,
                parent=parent.name,
                place=parent.place,
                rule="agency.nested",
                absorbs=True,
            )
        if place := self.place_ends.get(body):
            return self._of_place(place, tail, end, kind)
        if match := _LEVEL.search(self.text[max(0, body - 4) : body]):
            return self._of_level(match, body, tail, end, kind)
        if match := _TOWN.search(self.text[max(0, body - 2) : body]):
            return self._of_town(match.group(), body, tail, end, kind)
        return None

    def _of_place(self, place: PlaceHit, tail: str, end: int, kind: str) -> AgencyHit:
        start = place.start
        if (parent := self._ends.get(start)) and parent.kind != "party":
            return self._branch(parent, end, kind, place.code)
        short = not place.code or self.text[place.start : place.end] != place.name
        if short and (owner := self._owner(place, end, kind)):
            return owner
        while (
            (above := self.place_ends.get(start))
            and above.code
            and place.code
            and gazetteer().inside(place.code, above.code)
        ):
            start = above.start
        if self.text[max(0, start - 2) : start] == "中共":
            start -= 2
        if tail == "委":
            kind = "party"
        names = gazetteer().by_code[place.code].short if place.code else ()
        if place.rule == "place.short" and kind == "institution":
            return AgencyHit(start, end, self.text[start:end], kind, place=place.code, rule="agency.place")
        name = place_agency(place.name, tail)
        if not place.code and kind not in ("government", "party", "congress", "commission"):
            name = place.name + tail
        return AgencyHit(
            start, end, name, kind, place=place.code, forms=other_forms(place.name, names, tail), rule="agency.place"
        )

    def _owner(self, place: PlaceHit, end: int, kind: str) -> AgencyHit | None:
        """Read 市|巢湖综合治理指挥部: a level before the place that the duties speak of."""
        match = _LEVEL.search(self.text[max(0, place.start - 4) : place.start])
        if not match or self.text[place.end : end] in ("政府", "人民政府", "委"):
            return None
        return self._of_level(match, place.start, self.text[place.start : end], end, kind)

    def _of_level(self, match: re.Match[str], body: int, tail: str, end: int, kind: str) -> AgencyHit | None:
        level = match.group(1)
        start = body - len(match.group())
        before = self.text[start - 1 : start]
        if before in tuple("各全每本两三四五六七八九多外该") or self._inside_word(start):
            return None
        if tail == "委":
            kind = "party"
        code = context(self.sheet, level, start, self.places)
        if self.text[max(0, start - 2) : start] == "中共":
            start -= 2
        if not code:
            return AgencyHit(start, end, self.text[start:end], kind, rule="agency.level", confidence=0.6)
        division = gazetteer().by_code[code]
        name = place_agency(division.name, tail)
        if tail == "委" and before == "团":
            start, name = start - 1, f"共青团{division.name}委员会"
        return AgencyHit(
            start,
            end,
            name,
            kind,
            place=code,
            forms=other_forms(division.name, (), tail),
            rule="agency.level",
            confidence=0.9,
        )

    def _inside_word(self, start: int) -> bool:
        """Tell whether the level's character is the end of a longer word (城|市, 上|市)."""
        word = self.sheet.ends.get(start + 1)
        if word is None or word.start >= start or self.text[start - 1] in _LEADS:
            return False
        return self.text[word.start : word.end] not in ("该市", "我市")

    def _of_town(self, level: str, body: int, tail: str, end: int, kind: str) -> AgencyHit | None:
        """Read 镇党委, 乡政府: the town that was named last."""
        start = body - len(level)
        if self._inside_word(start) or self.text[start - 1 : start] in tuple("各全乡城"):
            return None
        towns = [hit for hit in self.places if hit.start < start and not hit.code and hit.name.endswith(level)]
        if not towns:
            return None
        name = place_agency(towns[-1].name, tail)
        return AgencyHit(start, end, name, kind, rule="agency.town", confidence=0.8)

    def _unknown_body(self, start: int, end: int, kind: str) -> AgencyHit | None:
        """Read a name whose duties no table knows, where a place or a level begins it and only nouns lie between."""
        at = start
        while at > max(0, start - 20):
            word = self.sheet.ends.get(at)
            if at != start and at in self._ends and self.text[at] in _JOIN:
                return None
            if at != start and (at in self.place_ends or at in self._ends):
                hit = self._prefixed(at, end, kind)
                return hit and self._less_sure(hit)
            if word is None:
                return None
            text = self.text[word.start : at]
            if text in ("市", "县", "区", "省", "州", "旗") and at != start:
                hit = self._prefixed(at, end, kind)
                return hit and self._less_sure(hit)
            if text == "”" and (opening := self.text.rfind("“", max(0, word.start - 16), word.start)) >= 0:
                at = opening
                continue
            if text in _JOIN and len(text) == 1:
                at = word.start
                continue
            if (
                not word.tag.startswith(("n", "v", "j", "l", "a", "b", "i", "s", "eng", "m", "q", "f"))
                or text in word_set("name_stops.csv")
                or text in word_set("agency_stops.csv")
            ):
                return None
            at = word.start
        return None

    def _less_sure(self, hit: AgencyHit) -> AgencyHit:
        return AgencyHit(
            hit.start, hit.end, hit.name, hit.kind, hit.parent, hit.place, hit.forms, "agency.open", 0.75, hit.absorbs
        )

    def _bare(self, body: int, start: int, end: int, kind: str) -> AgencyHit | None:
        """Read a name without place or level: the agency of that name seen before, else the home place's own."""
        if kind in ("bureau", "department", "commission", "office", "taskforce") and start - body >= 2:
            if not self.sheet.boundary(body):
                return None
            tail = self.text[body:end]
            known = next((h for h in reversed(self.hits) if h.name.endswith(place_agency("", tail))), None)
            if known:
                return AgencyHit(body, end, known.name, kind, place=known.place, rule="agency.again", confidence=0.85)
            if kind in ("bureau", "department", "commission") and tail not in word_set("agency_generic.csv"):
                if not self.sheet.home:
                    return AgencyHit(body, end, tail, kind, rule="agency.bare", confidence=0.5)
                # Only provinces have 厅.
                own = tail.endswith("厅") and gazetteer().at_level(self.sheet.home, "province")
                division = gazetteer().by_code[own or self.sheet.home]
                return AgencyHit(
                    body,
                    end,
                    place_agency(division.name, tail),
                    kind,
                    place=division.code,
                    rule="agency.bare",
                    confidence=0.6,
                )
            if nation := re.search(r"中央(?:第[一二三四五六七八九十]{1,2})?$", self.text[max(0, body - 5) : body]):
                body -= len(nation.group())
                return AgencyHit(body, end, self.text[body:end], kind, rule="agency.national")
            if kind in ("taskforce", "office") and tail not in word_set("agency_generic.csv"):
                return AgencyHit(body, end, tail, kind, rule="agency.bare", confidence=0.5)
        return None

    def _branch(self, parent: AgencyHit, end: int, kind: str, place: str) -> AgencyHit:
        """Return the branch whose name runs on from its parent's."""
        name = parent.name + self.text[parent.end : end]
        return AgencyHit(parent.start, end, name, kind, parent=parent.name, place=place, rule="agency.branch")

    def _nested(self, start: int, body: int, end: int, kind: str) -> AgencyHit | None:
        """Read a branch or division: parent agency, then a place or duties, then 分局, 科, 处."""
        parent = max((h for h in self.hits if h.end <= start), key=lambda h: h.end, default=None)
        if parent and parent.end <= start and start - parent.end <= 12:
            middle = self.text[parent.end : start]
            if any(self.sheet.found("post").at(at) for at in range(parent.end, start)):
                return None
            if middle and all("\u4e00" <= c <= "\u9fff" for c in middle) and not self._has_stop(parent.end, start):
                place = self.place_ends.get(start)
                return self._branch(parent, end, kind, place.code if place else parent.place)
        if kind == "division" and body < start and self.sheet.found("post").at(end):
            sentence, _ = self.sheet.sentence(start)
            owners = [
                h
                for h in self.hits
                if sentence <= h.start
                and h.end <= start
                and h.kind in ("bureau", "department", "ministry", "commission")
            ]
            if owners:
                owner = max(owners, key=lambda h: h.end)
                return AgencyHit(
                    body,
                    end,
                    owner.name + self.text[body:end],
                    kind,
                    parent=owner.name,
                    place=owner.place,
                    rule="agency.branch",
                    confidence=0.8,
                )
        if kind == "bureau" and body < start:
            return self._prefixed(body, end, kind)
        if kind == "bureau" and (place := self.place_ends.get(start)) and parent:
            whole = next((h for h in reversed(self.hits) if h.name.endswith(self.text[place.start : end])), None)
            if whole:
                return AgencyHit(
                    place.start, end, whole.name, kind, place=place.code, rule="agency.again", confidence=0.85
                )
        return None

    def _has_stop(self, start: int, end: int) -> bool:
        first = bisect_left(self.sheet.words, start, key=lambda w: w.start)
        inside = [w for w in self.sheet.words[first : first + 12] if w.end <= end]
        return any(w.tag[:1] in "xpcudry" or self.text[w.start : w.end] in word_set("agency_stops.csv") for w in inside)

    def _company(self, start: int, end: int, kind: str) -> AgencyHit | None:
        """Grow a company's name to the left, to the place or the first noun that begins it."""
        at = start
        begin = -1
        while at > max(0, start - 26):
            if (place := self.place_ends.get(at)) and place.rule != "place.deictic":
                at = begin = place.start
                continue
            if bracket := _BRACKET_PLACE.search(self.text[max(0, at - 8) : at]):
                at -= len(bracket.group())
                continue
            word = self.sheet.ends.get(at)
            step = word.start if word else at - 1
            text = self.text[step:at]
            if text == "市" and self.text[step - 1 : step] == "城":
                at = step - 1
                continue
            if (word and word.tag[:1] in "xpcudr") or text in word_set("company_stops.csv"):
                break
            if word and word.tag.startswith("v") and text not in word_set("company_words.csv"):
                break
            if text in ("市", "县", "区", "省") and at != start:
                return self._prefixed(at, end, kind)
            at = step
        if match := re.match(r"[由与和向被让]?([市县区省州])(?=[城水交农环国文建供排旅])", self.text[at:end]):
            at += match.end()
            return self._prefixed(at, end, kind)
        if start - at < 2 or self.text[at:end] in word_set("agency_generic.csv"):
            return None
        if begin < 0 and not self.text[start:end].endswith(("公司", "集团")):
            return None
        return AgencyHit(
            at, end, self.text[at:end], "company", rule="agency.company", confidence=0.9 if begin >= 0 else 0.75
        )

    def _open(self, start: int, body: int, end: int, kind: str) -> AgencyHit | None:
        if (
            hit := self._prefixed(body, end, kind)
            or self._prefixed(start, end, kind)
            or self._unknown_body(start, end, kind)
        ):
            return hit
        if body < start and self.text[start:end] in ("研究院", "研究所", "学会", "协会", "科学院", "设计院", "大学"):
            return AgencyHit(body, end, self.text[body:end], kind, rule="agency.open", confidence=0.6)
        word = self.sheet.ends.get(end)
        if (
            word
            and word.start < start
            and word.tag in ("nt", "nz")
            and self.text[start:end] in ("大学", "学院", "研究院", "研究所", "林场")
        ):
            place = self.place_ends.get(word.start)
            first = place.start if place else word.start
            return AgencyHit(first, end, self.text[first:end], kind, rule="agency.open", confidence=0.8)
        return None

    def _nationals(self) -> None:
        """Add the bodies of the nation that a table lists by name."""
        for start, end, payload in self.sheet.found("national").all:
            name, kind = payload.split("|")
            over = [h for h in self.hits if h.start < end and start < h.end]
            if (
                not self._whole(end)
                or any(h.end - h.start > end - start for h in over)
                or not self.sheet.boundary(start)
            ):
                continue
            for hit in over:
                self.hits.remove(hit)
            self._ends[end] = AgencyHit(start, end, name, kind, rule="agency.national")
            self.hits.append(self._ends[end])
            self.national.append(self._ends[end])


def _joined_branches(hits: list[AgencyHit]) -> list[AgencyHit]:
    """Give 平遥县生态环境局 the name of 晋中市生态环境局平遥分局, where the article has both: they are one body."""
    branches = {}
    for hit in hits:
        if hit.rule == "agency.branch" and hit.name.endswith("分局") and hit.place:
            owner = gazetteer().by_code[hit.place]
            body = re.sub(r"^.*?[省市州盟县区旗](?=[^省市州盟县区旗]{2,}$)", "", hit.parent)
            branches[owner.name + body] = hit.name
    return [
        hit._replace(name=branches[hit.name], forms=(*hit.forms, hit.name)) if hit.name in branches else hit
        for hit in hits
    ]


def commit(sheet: Sheet, hits: list[AgencyHit]) -> None:
    """Make entities of the agencies, and note which is part of which."""
    for hit in hits:
        draft = sheet.draft("Agency", hit.name)
        draft.attributes.setdefault("kind", hit.kind)
        sheet.mark(draft, hit.start, hit.end, rule=hit.rule, confidence=hit.confidence)
        for number, form in enumerate(hit.forms):
            # The first form only puts the place before what the text prints; the others must be printed themselves.
            if form != draft.name and (number == 0 or form in sheet.text):
                draft.aliases.setdefault(form)
    known = {hit.name for hit in hits}
    for hit in hits:
        if hit.parent and (hit.rule == "agency.branch" or hit.parent in known):
            sheet.draft("Agency", hit.parent).attributes.setdefault("kind", "bureau")
            sheet.link(hit.key, "partOf", f"Agency:{hit.parent}", at=(hit.start, hit.end), rule="partOf.name")
