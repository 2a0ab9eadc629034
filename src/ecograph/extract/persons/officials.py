"""Find officials: named persons with a public post, their posts and the agency of each.

The genre names people in runs: agency, posts, name (晋中市生态环境局党组书记、局长王明), several bodies in one run
(副市长、市公安局局长李伟), several names for one post (副县长毛旭东、徐蔚), or the name first (王明（县长）, 王明任县长).
"""

from __future__ import annotations

import re

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.organisations.agency_hits import AgencyHit
from ecograph.extract.persons.name_dotted import DOT
from ecograph.extract.persons.names import could_be_name, name_at, speaks_at
from ecograph.extract.persons.posts import BRACKETS, Post, PostReader, Run
from ecograph.extract.sheet import Mark, Sheet, mask_of

_NAME_SEPARATOR = re.compile(r"[、，]|和|及|以及|与")
_LISTED = frozenset(("、", "，", "和", "及", "与", "以及", "；"))
_BYLINE = re.compile(
    r"(记者|通讯员|实习生|摄|文/图|编辑|供稿|撰稿|摄影|作者|主播|主持人|出镜|播音|配音)[\s：:]*(员|报道)?$"
)
# Surnames that stand before a post as prepositions and conjunctions.
_NO_NAMES = frozenset("和与及同由向对于从为任")
_APPOINTS = frozenset("任为")
_NAME_BEFORE = re.compile(r"([\u4e00-\u9fff·]{2,9}?)(?:同志)?(?:（|\(|(?:现|拟|当选|出|兼|担|接)?(?:任|为))$")
# 副局长（主持工作）|王明, 局长（主任）|王明, 副主任（兼）|王明: how a post is held, or what it is called besides.
_HOW_HELD = re.compile(
    "[（(](?:兼|代|挂职|候任|主持[\u4e00-\u9fff]{0,6}|[正副][\u4e00-\u9fff]{1,3}级|[\u4e00-\u9fff]{0,4}(?:主任|[厅局部处科]长|书记))[）)]"
)
_ALSO = re.compile(r"[（(](?:兼任?|现任|时任)")
# How far before a post a name may begin.
_FAR = 18
# The name of a doctrine (某某|生态文明思想) is not that of who acts.
_THOUGHT = re.compile("(?:新时代|生态文明|法治|经济|外交|强军|文化)[^，。；、]{0,12}?思想")
# How long a name of one character of surname and two given ones is.
_NAME = 3
# Kinds whose divisions and stations make their officials the body's own as well (guide, convention 8).
_INNER = frozenset({"division", "station"})
_DIVIDED = frozenset({"company", "bureau", "department", "ministry", "commission", "institution"})
# 时任市长的|王明: the name behind a post that is only told.
_HELD = ("时任", "担任", "身为", "作为", "曾任", "兼任")


class OfficialFinder:
    """Reads the officials of one sheet."""

    def __init__(self, sheet: Sheet, places: list[PlaceHit], agencies: list[AgencyHit]) -> None:
        self.sheet, self.text = sheet, sheet.text
        back = [_as_hit(sheet, m) for m in sheet.marks("Agency") if m.rule == "agency.back"]
        self.posts = PostReader(sheet, places, [*agencies, *back])
        self.in_place = mask_of(sheet.text, [(p.start, p.end) for p in places if not self._like_a_name(p)])
        self.known: dict[str, str] = {}
        self._body = ""
        self._parents: dict[str, list[str]] = {}
        for link in sheet.links:
            if link.predicate == "partOf":
                self._parents.setdefault(link.subject, []).append(link.object)

    def find(self) -> None:
        """Add the officials with their posts and agencies to the sheet."""
        done, seat, sentence = 0, "", (-1, -1)
        for start in self.posts.starts:
            if start < done:
                continue
            if start >= sentence[1]:
                seat, sentence = "", self.sheet.sentence(start)
            run = self.posts.run(start, self._seat_before(start) or seat)
            if run.posts and not (self._byline(start) and not any(post.agency for post in run.posts)):
                self._inherit(run, done, start)
                done, seat = max(run.end, self._people(run, start)), run.seat
            elif not run.posts and (body := self.posts.agency_at.get(start)):
                done = max(done, self._postless(body))
        self._again()

    def _inherit(self, run: Run, done: int, start: int) -> None:
        """Give the first posts of a run the body of the run that it is listed with (管委会副主任甲、|总工程师|乙)."""
        body, self._body = self._body, next((p.agency for p in reversed(run.posts) if p.agency), "")
        if not body or self.text[done:start] not in _LISTED:
            return
        for number, post in enumerate(run.posts):
            if post.agency or not self.posts.fits(body, post.title):
                break
            run.posts[number] = post._replace(agency=body)
        self._body = self._body or run.posts[0].agency

    def _like_a_name(self, place: PlaceHit) -> bool:
        """Tell whether what reads as a place may be a name: a short form, or a water right behind a post (局长|费长河)."""
        if place.rule == "place.short":
            return True
        short = place.rule == "place.suffix" and place.end - place.start == _NAME and not place.code
        return short and any(end - start > 1 for start, end, _ in self.sheet.found("post").until(place.start))

    def _seat_before(self, start: int) -> str:
        """Return the division before a name before its post: 市中区|王明|副区长."""
        places = self.posts.place_until
        # Few posts have a place before them so near, and a name is soon sought in vain.
        if places.keys().isdisjoint(range(start - _FAR, start)):
            return ""
        before = self._name_before(start)
        place = places.get(before[1]) if before else None
        return place.code if place else ""

    def _postless(self, body: AgencyHit) -> int:
        """Read who speaks for a body without a post (执法大队|王明远|介绍); return where the name ends, 0 if none does."""
        at = body.end
        word = self.sheet.starts.get(at)
        if word is None or not word.tag.startswith("nr") or not speaks_at(self.sheet, at):
            return 0
        name = name_at(self.sheet, at)
        if len(name) != 3 or self._is_title(name, at):
            return 0
        self._add(name, at, Run([Post("", body.start, body.end, body.key)]))
        return at + len(name)

    def _byline(self, start: int) -> bool:
        return bool(_BYLINE.search(self.text[max(0, start - 6) : start]))

    def _people(self, run: Run, start: int) -> int:
        """Give the run's posts to the names that follow it, or stand before it; return where the reading ended."""
        if run.name:
            if len(run.posts) > 1 and (before := self._name_before(start)):
                # 王明副区长、水务局李强副局长
                self._add(*before, Run(run.posts[:-1]))
                run.posts = run.posts[-1:]
            self._add(*run.name, run)
            return run.end
        at = self._after_posts(run.end)
        if self.text.startswith("的", at) and self.text.endswith(_HELD, 0, start):
            at += 1
        end = run.end
        trust = any(post.agency for post in run.posts)
        names = []
        while name := name_at(self.sheet, at, trust=trust):
            if self._is_title(name, at):
                break
            names.append((name, at))
            end = at + len(name)
            if bracket := BRACKETS.match(self.text, end):
                self._add_bracketed(name, at, bracket, run)
                end = bracket.end()
            separator = _NAME_SEPARATOR.match(self.text, end)
            if not separator or (separator.group() == "，" and not self._list_goes_on(separator.end())):
                break
            at = separator.end()
            if at in self.posts.agency_at or self.posts.run(at, run.seat).posts:
                break
        place = self.posts.place_until.get(start)
        if names and len(run.posts) > 1 and (before := self._name_before(start)):
            # 甲任组长、县长乙任副组长; 甲副市长、水利局局长乙: the first post is the first one's.
            self._add(*before, Run(run.posts[:1]))
            run.posts = run.posts[1:]
        if names:
            for name, at in names:
                self._add(name, at, run)
        elif before := self._name_before(place.start if place else start):
            self._add(*before, run)
        return end

    def _add_bracketed(self, name: str, at: int, bracket: re.Match[str], run: Run) -> None:
        """Give a name the posts in the bracket behind it: 王明（兼任县林长制办公室主任）."""
        if also := _ALSO.match(bracket.group()):
            inner = self.posts.run(bracket.start() + also.end(), run.seat)
            if inner.posts and inner.end == bracket.end() - 1:
                self._add(name, at, inner)

    def _after_posts(self, at: int) -> int:
        for filler in ("同志", "：", "一职由", "由", " ", "　"):
            if self.text.startswith(filler, at):
                at += len(filler)
        told = _HOW_HELD.match(self.text, at)
        return told.end() if told else at

    def _is_title(self, name: str, at: int) -> bool:
        """Tell whether what looks like a name is a word of the trade, or an agency or a place begins there."""
        if at in self.posts.agency_at or (name[-1] in "市县区镇乡村局委" and not self._named(name, at)):
            return True
        place = self.posts.place_at.get(at)
        # No places: 局|长江振羽, 吐尔逊江·艾则孜, 蓝海泉.
        if not (place and self.in_place[at]) or place.rule == "place.short" or DOT.search(name):
            return False
        return bool(place.code) or place.end - at >= len(name)

    def _named(self, name: str, at: int) -> bool:
        """Tell whether a name that ends like a place is one all the same (经理|周镇|介绍)."""
        word, end = self.sheet.starts.get(at), at + len(name)
        return word is not None and word.end == end and word.tag == "nr" and bool(self.sheet.found("saying").at(end))

    def _list_goes_on(self, at: int) -> bool:
        name = name_at(self.sheet, at)
        after = at + len(name)
        return bool(name) and self.text[after : after + 1] in ("、", "等") and not self.sheet.found("saying").at(after)

    def _name_before(self, start: int) -> tuple[str, int] | None:
        """Read 王明（县长）, 王明任县长, 王明同志担任县长."""
        appointed = self.text[start - 1 : start] in _APPOINTS
        for length in () if appointed else (3, 2, 4):
            # 习近平总书记, 马成毅局长: the name right before its post.
            at = start - length
            if (
                at >= 0
                and self.sheet.boundary(at)
                and could_be_name(self.sheet, at, start)
                and self._is_person(at, start)
            ):
                return self.text[at:start], at
        head = self.text[max(0, start - 14) : start]
        match = _NAME_BEFORE.search(head) if head.endswith(("（", "(", "任", "为")) else None
        if match is None:
            return None
        stop = start - len(head) + match.end(1)
        for length in (4, 3, 2):
            at = stop - length
            if at >= 0 and self.sheet.boundary(at) and (name := name_at(self.sheet, at)) and at + len(name) == stop:
                return name, at
        return None

    def _is_person(self, at: int, end: int) -> bool:
        """Tell whether what looks like a name before a post is no preposition and no place (和市|长)."""
        return (
            self.text[at] not in _NO_NAMES and self.text[end - 1] not in "省市县区州旗镇乡村" and not self.in_place[at]
        )

    def _add(self, name: str, at: int, run: Run) -> None:
        sheet = self.sheet
        draft = sheet.draft("Official", DOT.sub("·", name))
        sheet.mark(draft, at, at + len(name), rule="official.posts")
        self.known[name] = draft.key
        posts = tuple(draft.attributes.get("posts") or ())  # type: ignore[arg-type]
        for post in map(self.posts.body_of, run.posts):
            if post.title and post.title not in posts:
                posts = (*posts, post.title)
                draft.slots.setdefault(f"post:{post.title}", (post.start, post.end))
            if post.agency:
                self._works_for(draft.key, post, at, at + len(name))
        draft.attributes["posts"] = posts

    def _works_for(self, official: str, post: Post, start: int, end: int) -> None:
        agency = self.sheet.drafts.get(post.agency)
        if agency is None:
            return
        implied = agency.attributes.pop("implied", None)
        if post.agency in self.posts.wholes:
            self._division(post.agency)
        elif implied is not None or not agency.marks:
            self.sheet.mark(agency, post.start, post.end, rule="agency.implied", confidence=0.8)
        stretch = (min(post.start, start), max(end, post.end))
        self.sheet.link(official, "worksFor", post.agency, at=stretch, rule="worksFor.post")
        parents = self._parents.get(post.agency, [])
        kind = agency.attributes.get("kind")
        if kind == "office":
            parents = [p for p in parents if self.sheet.drafts[p].attributes.get("kind") in _DIVIDED]
        if kind == "office" or kind in _INNER:
            beside = self.posts.beside.get(post.agency) or ("" if parents else self._whole_of(agency.name))
            for parent in [*parents, *filter(None, [beside])]:
                self.sheet.link(official, "worksFor", parent, at=stretch, rule="worksFor.parent", confidence=0.8)

    def _whole_of(self, name: str) -> str:
        """Return the key of the body that a longer name begins with (山西省生态环境厅|省督察办公室), "" if none is known."""
        for length in range(len(name) - 3, 4, -1):
            whole = self.sheet.drafts.get(f"Agency:{name[:length]}")
            if whole is not None and whole.attributes.get("kind") in _DIVIDED:
                return whole.key
        return ""

    def _division(self, key: str) -> None:
        """Note a division that a post told, as part of its whole."""
        whole, stretch = self.posts.wholes[key], self.posts.extents[key]
        self.sheet.mark(self.sheet.drafts[key], *stretch, rule="agency.division", confidence=0.7)
        self.sheet.link(key, "partOf", whole, at=stretch, rule="partOf.name", confidence=0.8)
        self._parents.setdefault(key, [whole])

    def _again(self) -> None:
        """Mark the later places where a known name stands alone, and drop bodies that no official used."""
        for name, key in self.known.items():
            for at in self.sheet.occurrences(name):
                if _THOUGHT.match(self.text, at + len(name)):
                    continue
                self.sheet.mark(self.sheet.drafts[key], at, at + len(name), rule="official.again", confidence=0.9)
        for draft in list(self.sheet.of("Agency")):
            if "implied" in draft.attributes:
                del draft.attributes["implied"]
                if not draft.marks:
                    del self.sheet.drafts[draft.key]


def _as_hit(sheet: Sheet, mark: Mark) -> AgencyHit:
    draft = sheet.drafts[mark.key]
    return AgencyHit(mark.start, mark.end, draft.name, str(draft.attributes.get("kind", "")), rule=mark.rule)


def find_officials(sheet: Sheet, places: list[PlaceHit], agencies: list[AgencyHit]) -> None:
    """Add the officials of a document to its sheet."""
    OfficialFinder(sheet, places, agencies).find()
