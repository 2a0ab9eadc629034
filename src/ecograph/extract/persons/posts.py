"""Read posts: the runs of agencies and posts that stand before a name, and the bodies that the posts belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.organisations.agency_hits import AgencyHit
from ecograph.extract.persons.implied import ImpliedBodies
from ecograph.extract.persons.names import could_be_name, surname_at
from ecograph.extract.sheet import Sheet, mask_of
from ecograph.resources import rows

BRACKETS = re.compile(r"[（(][^（）()]{1,12}[）)]")
_SEPARATOR = re.compile(r"[、/ 　]|兼任?|和|，(?=兼)")
_BEFORE_TITLE = re.compile(r"^(?:原|时任|现任|兼|前)")
# Between two posts of a run, a body that nothing else knows (副局长、区治沙站|站长).
_UNREAD_BODY = re.compile(r"[\u4e00-\u9fff]{2,14}")
# A body two paragraphs above still counts for a bare post.
_REACH = 400
# 中央军委|和|某主席: no name begins with what joins two bodies.
_JOINTS = ("和", "与", "及", "同", "对", "向", "由")
_MARKS = frozenset("，。、；：“”（？！\n 　")
# What ends the name of a body's division (营销部, 发展处, 检修班), and the words that no such name holds.
_DIVISION = re.compile("[\u4e00-\u9fff]{1,10}(?:[部处科室组队班站所院办厂庭]|中心|车间|分公司|工段)")
_NO_DIVISION = re.compile(
    "[的了和与及在由对等为将是有其各该时任原兼]|[省县州旗]|市(?!场)|区(?!域)|会议|负责|工作|同志|有关|相关|主要"
)
_DESCRIBES = re.compile("[\u4e00-\u9fff]{2,4}")
_DIVIDED = frozenset({"company", "institution", "bureau", "department", "enterprise", "court", "commission"})


@cache
def _bodies() -> dict[str, tuple[str, ...]]:
    """Return which bodies a title belongs to by its last word: 局长 -> 局, 总经理 -> companies."""
    table = {row["title"]: tuple(row["bodies"].split("|")) for row in rows("data", "lexicon", "post_bodies.csv")}
    return dict(sorted(table.items(), key=lambda item: -len(item[0])))


class Post(NamedTuple):
    """A post in a run: its title, where it stands, and the key of its agency ("" if none is told)."""

    title: str
    start: int
    end: int
    agency: str = ""


@dataclass(slots=True)
class Run:
    """A run of posts, as read from left to right.

    `seat` is the division whose posts they are, `name` what stands between an agency and the post (市水务局|王明|副局长).
    """

    posts: list[Post] = field(default_factory=list)
    end: int = 0
    seat: str = ""
    name: tuple[str, int] | None = None


class PostReader:
    """Reads the runs of posts of one sheet."""

    def __init__(self, sheet: Sheet, places: list[PlaceHit], agencies: list[AgencyHit]) -> None:
        self.sheet, self.text, self.places = sheet, sheet.text, places
        self.agency_at = {hit.start: hit for hit in agencies}
        self.agency_until = {hit.end: hit for hit in agencies}
        self.place_at = {hit.start: hit for hit in places}
        self.place_until = {hit.end: hit for hit in places}
        self._agencies = sorted(agencies, key=_start)
        self._kin: dict[tuple[str, ...], list[AgencyHit]] = {}
        inside = mask_of(sheet.text, [(hit.start, hit.end) for hit in agencies])
        # Divisions that only the post behind them tells, with the whole that each is part of and where it is named.
        self.wholes: dict[str, str] = {}
        self.extents: dict[str, tuple[int, int]] = {}
        # Offices named right behind the body that they sit in.
        self.beside: dict[str, str] = {}
        self._implied = ImpliedBodies(sheet, places, self._agencies)
        self._post_starts = sorted({s for s, _, _ in sheet.found("post").all if not inside[s]})
        prefixes = {s for s, _, _ in sheet.found("post_prefix").all if not inside[s]}
        self.starts = sorted({*self._post_starts, *prefixes, *self.agency_at})

    def run(self, at: int, seat: str = "") -> Run:
        """Read (agency? post separator)* from here; `seat` is the division that the sentence speaks of."""
        run, agency = Run(end=at, seat=seat), ""
        while True:
            hit = self.agency_at.get(at)
            if hit:
                agency, run.seat = hit.key, hit.place or run.seat
                if (whole := self.agency_until.get(hit.start)) and hit.kind == "office" and whole.kind in _DIVIDED:
                    # 生态环境厅|省督察办公室|副主任
                    self.beside[hit.key] = whole.key
                at = self._skip_brackets(hit.end)
            post = self._post(at, agency, run.seat)
            if post is None and hit and (between := self._name_between(at, agency, run.seat)):
                run.name, post = between
            post = post or (self._division(hit, at, run.seat) if hit else None) or self._described(at, agency, run.seat)
            if post is None and run.posts and not hit:
                post = self._after_unread(at, run.seat)
            if post is None:
                return run
            run.posts.append(post)
            # An implied body (副市长) is that post's own; the next post looks for its own again.
            at = run.end = post.end
            if run.name:
                return run
            if separator := _SEPARATOR.match(self.text, at):
                at = separator.end()
            elif self.text.startswith("，", at) and self._post(at + 1, "", run.seat):
                # 省委常委，|副省长|王明
                at += 1
            elif at not in self.agency_at:
                return run

    def _skip_brackets(self, at: int) -> int:
        match = BRACKETS.match(self.text, at)
        return match.end() if match and self._post(match.end(), "", "") else at

    def _name_between(self, at: int, agency: str, seat: str) -> tuple[tuple[str, int], Post] | None:
        """Read 市水务局|王明|副局长: the name before its post."""
        for length in (3, 2, 4) if self.text[at : at + 1] not in _JOINTS else ():
            post = self._post(at + length, agency, seat) if could_be_name(self.sheet, at, at + length) else None
            if post:
                return (self.text[at : at + length], at), post
        return None

    def _after_unread(self, at: int, seat: str) -> Post | None:
        """Read the next post of a run behind a body that is not known: it has no agency, but the run goes on."""
        if self.text[at - 1] != "、":
            return None
        number = bisect_left(self._post_starts, at + 1)
        start = self._post_starts[number] if number < len(self._post_starts) else at
        if not _UNREAD_BODY.fullmatch(self.text, at, start) or any(a in self.agency_at for a in range(at, start)):
            return None
        # A name in between ends the run: 局长、王明副局长.
        return None if could_be_name(self.sheet, at, start) else self._post(start, "", seat)

    def _post(self, at: int, agency: str, seat: str) -> Post | None:
        """Read one post here, rank prefixes included; find the body that it implies."""
        found, start = self.sheet.found("post"), at
        if self.text[at : at + 1] in tuple("省市县区州旗镇乡村") and found.at(at + 1) and at not in self.agency_at:
            at += 1
        while prefixes := [h for h in self.sheet.found("post_prefix").at(at) if not found.at(at)]:
            at = prefixes[0][1]
        posts = found.at(at)
        if not posts and at > start:
            at = start
            posts = found.at(at)
        if not posts or not self._post_ends(at, posts[0][1]):
            return None
        end = posts[0][1]
        kind, governs = posts[0][2].split("|")
        if kind == "leader":
            return Post("", start, end, agency)
        title = _BEFORE_TITLE.sub("", self.text[start:end])
        if governs and (implied := self._implied.by(kind, title, governs, start, agency, seat)):
            return Post(title, start, end, implied)
        return Post(title, start, end, agency)

    def _described(self, at: int, agency: str, seat: str) -> Post | None:
        """Read a post behind a word that describes it (督查|专员, 松花江|省级河长)."""
        place = self.place_at.get(at)
        if place and not place.code:
            return self._post(place.end, agency, seat)
        if not agency:
            return None
        word = self.sheet.starts.get(at)
        if word and word.end - at <= 4 and word.tag[:1] in "nvbj" and (post := self._post(word.end, agency, seat)):
            return post._replace(title=self.text[at : word.end] + post.title, start=at)
        return self._titled(at, agency, seat)

    def _titled(self, at: int, agency: str, seat: str) -> Post | None:
        """Read a post behind a describing word that the segmenter cuts otherwise (水务局|水利|工程师)."""
        number = bisect_left(self._post_starts, at)
        start = self._post_starts[number] if number < len(self._post_starts) else at
        if at not in self.agency_until or not _DESCRIBES.fullmatch(self.text, at, start):
            return None
        if _NO_DIVISION.search(self.text, at, start):
            return None
        post = self._post(start, agency, seat)
        return post and post._replace(title=self.text[at:start] + post.title, start=at)

    def _division(self, whole: AgencyHit, at: int, seat: str) -> Post | None:
        """Read a post in a division that nothing else knows (供电公司|营销部|主任)."""
        number = bisect_left(self._post_starts, at)
        start = self._post_starts[number] if number < len(self._post_starts) else at
        if start - at > 12 or whole.kind not in _DIVIDED or whole.end != at:
            return None
        if not _DIVISION.fullmatch(self.text, at, start) or _NO_DIVISION.search(self.text, at, start):
            return None
        if not self.sheet.boundary(at) or any(self.sheet.found("saying").at(inside) for inside in range(at, start)):
            return None
        draft = self.sheet.draft("Agency", whole.name + self.text[at:start])
        draft.attributes.setdefault("kind", "division")
        draft.attributes.setdefault("implied", start)
        self.wholes[draft.key] = whole.key
        self.extents.setdefault(draft.key, (whole.start, start))
        return self._post(start, draft.key, seat)

    def _post_ends(self, start: int, end: int) -> bool:
        word = self.sheet.starts.get(end - 1)
        torn = bool(word and word.end > end and word.start == end - 1)
        before = self.sheet.ends.get(end - 1)
        # 部署|长江, 辖区|长江: no 署长, no 区长, whatever follows.
        inside = torn and word is not None and word.tag == "ns" and before is not None and before.start < start
        return (
            self.text[end : end + 1] not in tuple("制办法")
            and not self.text.startswith("常委会", end - 2)
            and not inside
            and not (torn and not surname_at(self.sheet, end))
        )

    def body_of(self, post: Post) -> Post:
        """Find the body of a post that names none (局长霍振江): the last one of its kind, in the paragraph or just before."""
        if post.agency or not post.title:
            return post
        site = self.place_until.get(post.start)
        if site and not site.code and site.kind == "site" and not post.title.endswith("书记"):
            return post._replace(agency=self._implied.of_site(site.name, post.start))
        before = self.text[post.start - 1 : post.start]
        if before in "任兼" and (body := self._body_after(post)):
            return post._replace(agency=body)
        if post.start and before not in _MARKS and before not in "任兼":
            return post
        first = max(self.sheet.paragraph(post.start) - _REACH, 0)
        kin = self._kin_of(post.title)
        last = bisect_left(kin, post.start, key=_start) - 1
        return post._replace(agency=kin[last].key) if last >= 0 and kin[last].start >= first else post

    def _kin_of(self, title: str) -> list[AgencyHit]:
        """Return the agencies of the kind that has such a post, gathered once for all posts of that kind."""
        ends = _ends_of(title)
        if ends not in self._kin:
            self._kin[ends] = [hit for hit in self._agencies if _is_kin(hit, ends)]
        return self._kin[ends]

    def fits(self, body: str, title: str) -> bool:
        """Tell whether a body may have a post, as far as the title tells; a vague one (总工程师) any body may have."""
        draft, wanted = self.sheet.drafts.get(body), _ends_of(title)
        if draft is None or not title:
            return False
        if not wanted or "any" in wanted:
            return True
        kind = draft.attributes.get("kind")
        return any(draft.name.endswith(end) or end == kind for end in wanted)

    def _body_after(self, post: Post) -> str:
        """Find the body of 由甲任组长、乙任副组长的|领导小组, in the sentence."""
        _, stop = self.sheet.sentence(post.start)
        first = bisect_left(self._agencies, post.end, key=_start)
        for hit in takewhile(lambda h: h.start < stop, self._agencies[first : first + 8]):
            if self.text[hit.start - 1] == "的" and _is_kin(hit, _ends_of(post.title)):
                return hit.key
        return ""


def _start(hit: AgencyHit) -> int:
    return hit.start


def _ends_of(title: str) -> tuple[str, ...]:
    """Return how the names, or which the kinds, of the agencies end that have such a post (局 of 局长)."""
    return next((ends for word, ends in _bodies().items() if title.endswith(word)), ())


def _is_kin(hit: AgencyHit, ends: tuple[str, ...]) -> bool:
    """Tell whether an agency is of one of the kinds that have a post."""
    return hit.kind not in ("party", "congress") and (hit.name.endswith(ends) or hit.kind in ends)
