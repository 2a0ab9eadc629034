"""Find officials: named persons with a public post, their posts and the agency of each.

The genre names people in runs: agency, posts, name (晋中市生态环境局党组书记、局长王明), several bodies in one run
(副市长、市公安局局长李伟), several names for one post (副县长毛旭东、徐蔚), or the name first (王明（县长）, 王明任县长).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from ecograph.extract.agency_hits import AgencyHit
from ecograph.extract.agency_names import place_agency
from ecograph.extract.gazetteer import gazetteer
from ecograph.extract.names import name_at, surname_at
from ecograph.extract.places import PlaceHit, context
from ecograph.extract.sheet import Mark, Sheet, mask_of
from ecograph.resources import rows

_SEPARATOR = re.compile(r"[、/]|兼任?|和|，(?=兼)")
_NAME_SEPARATOR = re.compile(r"[、，]|和|及|以及|与")
_BRACKETS = re.compile(r"[（(][^（）()]{1,12}[）)]")
_BYLINE = re.compile(
    r"(记者|通讯员|实习生|摄|文/图|编辑|供稿|撰稿|摄影|作者|主播|主持人|出镜|播音|配音)[\s：:]*(员|报道)?$"
)


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
    """A run of posts, as read from left to right."""

    posts: list[Post] = field(default_factory=list)
    end: int = 0


class OfficialFinder:
    """Reads the officials of one sheet."""

    def __init__(self, sheet: Sheet, places: list[PlaceHit], agencies: list[AgencyHit]) -> None:
        self.sheet, self.text, self.places = sheet, sheet.text, places
        back = [_as_hit(sheet, m) for m in sheet.marks("Agency") if m.rule == "agency.back"]
        agencies = [*agencies, *back]
        self.agency_at = {hit.start: hit for hit in agencies}
        self.agency_until = {hit.end: hit for hit in agencies}
        self.inside_agency = {at for hit in agencies for at in range(hit.start, hit.end)}
        self.place_at = {hit.start: hit for hit in places}
        self.in_place = mask_of(sheet.text, [(p.start, p.end) for p in places if p.rule != "place.short"])
        self.place_until = {hit.end: hit for hit in places}
        self.known: dict[str, str] = {}

    def find(self) -> None:
        """Add the officials with their posts and agencies to the sheet."""
        done = 0
        for start in self._run_starts():
            if start < done:
                continue
            run = self._run(start)
            if run.posts and not self._byline(start):
                done = max(run.end, self._people(run, start))
        self._again()

    def _run_starts(self) -> list[int]:
        posts = [s for s, _, _ in self.sheet.found("post").all if s not in self.inside_agency]
        prefixes = [s for s, _, _ in self.sheet.found("post_prefix").all if s not in self.inside_agency]
        return sorted({*posts, *prefixes, *self.agency_at})

    def _run(self, at: int) -> Run:
        """Read (agency? post separator)* from here."""
        run, agency = Run(end=at), ""
        while True:
            if hit := self.agency_at.get(at):
                agency, at = hit.key, hit.end
                at = self._skip_brackets(at)
            post = self._post(at, agency) or self._described(at, agency)
            if post is None:
                return run
            run.posts.append(post)
            # An implied body (副市长) is that post's own; the next post looks for its own again.
            at = run.end = post.end
            if separator := _SEPARATOR.match(self.text, at):
                at = separator.end()
            elif at not in self.agency_at:
                return run

    def _skip_brackets(self, at: int) -> int:
        match = _BRACKETS.match(self.text, at)
        return match.end() if match and self._post(match.end(), "") else at

    def _post(self, at: int, agency: str) -> Post | None:
        """Read one post here, rank prefixes included; find the body that it implies."""
        start = at
        if (
            self.text[at : at + 1] in tuple("省市县区州旗镇乡村")
            and self.sheet.found("post").at(at + 1)
            and at not in self.agency_at
        ):
            at += 1
        while prefixes := [h for h in self.sheet.found("post_prefix").at(at) if not self.sheet.found("post").at(at)]:
            at = prefixes[0][1]
        posts = self.sheet.found("post").at(at)
        if not posts and at > start:
            at = start
            posts = self.sheet.found("post").at(at)
        if not posts or not self._post_ends(posts[0][1]):
            return None
        end = posts[0][1]
        title = re.sub(r"^(?:原|时任|现任|兼|前)", "", self.text[start:end])
        kind, governs = posts[0][2].split("|")
        if kind == "leader":
            return Post("", start, end)
        if governs and (implied := self._government(start, governs)):
            return Post(title, start, end, implied)
        return Post(title, start, end, agency)

    def _described(self, at: int, agency: str) -> Post | None:
        """Read a post behind a word that describes it (督查|专员, 松花江|省级河长)."""
        place = self.place_at.get(at)
        if place and not place.code:
            return self._post(place.end, agency)
        if not agency:
            return None
        word = self.sheet.starts.get(at)
        if word and word.end - at <= 4 and word.tag[:1] in "nvbj" and (post := self._post(word.end, agency)):
            return post._replace(title=self.text[at : word.end] + post.title, start=at)
        return None

    def _post_ends(self, end: int) -> bool:
        word = self.sheet.starts.get(end - 1)
        torn = bool(word and word.end > end and word.start == end - 1)
        return self.text[end : end + 1] != "制" and not (torn and not surname_at(self.sheet, end))

    def _government(self, start: int, level: str) -> str:
        """Return the key of the government that a post such as 副市长 belongs to."""
        hit = self.agency_until.get(start)
        if hit and hit.kind == "government":
            return hit.key
        if place := self.place_until.get(start):
            return self._implied(place.name, place.code, start)
        if level in ("镇", "乡"):
            towns = [p for p in self.places if p.start < start and not p.code and p.name.endswith(level)]
            return self._implied(towns[-1].name, "", start) if towns else ""
        code = context(self.sheet, level, start, self.places)
        return self._implied(gazetteer().by_code[code].name if code else level, code, start)

    def _implied(self, place: str, code: str, start: int) -> str:
        name = place_agency(place, "人民政府")
        draft = self.sheet.draft("Agency", name)
        draft.attributes.setdefault("kind", "government")
        draft.attributes.setdefault("implied", start)
        if code:
            for short in (place + "政府", *(s + "政府" for s in gazetteer().by_code[code].short)):
                draft.aliases.setdefault(short)
        return draft.key

    def _body_of(self, post: Post) -> Post:
        """Find the body of a post that names none (局长霍振江): the last one of its kind, in the paragraph or just before."""
        if (
            post.agency
            or not post.title
            or (self.text[post.start - 1 : post.start] not in tuple("，。、；：“”（\n ") and post.start)
        ):
            return post
        wanted = next((ends for title, ends in _bodies().items() if post.title.endswith(title)), ())
        paragraph = self.text.rfind("\n", 0, post.start) + 1
        near = [
            hit
            for hit in self.agency_at.values()
            if max(paragraph - 400, 0) <= hit.start < post.start and self._kin(hit, wanted)
        ]
        if not near:
            return post
        return post._replace(agency=max(near, key=lambda hit: hit.start).key)

    def _kin(self, hit: AgencyHit, wanted: tuple[str, ...]) -> bool:
        return hit.kind not in ("party", "congress") and any(
            hit.name.endswith(end) or end == hit.kind for end in wanted
        )

    def _byline(self, start: int) -> bool:
        return bool(_BYLINE.search(self.text[max(0, start - 6) : start]))

    def _people(self, run: Run, start: int) -> int:
        """Give the run's posts to the names that follow it, or stand before it; return where the reading ended."""
        at = self._after_posts(run.end)
        end = run.end
        names = []
        while name := name_at(self.sheet, at):
            if self._is_title(name, at):
                break
            names.append((name, at))
            end = at + len(name)
            if bracket := _BRACKETS.match(self.text, end):
                end = bracket.end()
            separator = _NAME_SEPARATOR.match(self.text, end)
            if not separator or (separator.group() == "，" and not self._list_goes_on(separator.end())):
                break
            at = separator.end()
            if self._run(at).posts or at in self.agency_at:
                break
        if names:
            for name, place in names:
                self._add(name, place, run)
        elif before := self._name_before(self.place_until[start].start if start in self.place_until else start):
            self._add(*before, run)
        return end

    def _after_posts(self, at: int) -> int:
        for filler in ("同志", "：", "一职由", "由", " "):
            if self.text.startswith(filler, at):
                at += len(filler)
        return at

    def _is_title(self, name: str, at: int) -> bool:
        """Tell whether what looks like a name is a word of the trade, or an agency begins there."""
        return at in self.agency_at or bool(self.in_place[at]) or name[-1] in "市县区镇乡村局委"

    def _list_goes_on(self, at: int) -> bool:
        name = name_at(self.sheet, at)
        after = at + len(name)
        return bool(name) and self.text[after : after + 1] in ("、", "等") and not self.sheet.found("saying").at(after)

    def _name_before(self, start: int) -> tuple[str, int] | None:
        """Read 王明（县长）, 王明任县长, 王明同志担任县长."""
        for length in (2, 3):
            # 习近平总书记, 马成毅局长: the name right before its post.
            word = self.sheet.starts.get(start - length)
            if (
                word
                and word.end == start
                and word.tag.startswith("nr")
                and name_at(self.sheet, word.start) in ("", self.text[word.start : start])
            ):
                return self.text[word.start : start], word.start
        head = self.text[max(0, start - 14) : start]
        match = re.search(r"([\u4e00-\u9fff·]{2,9}?)(?:同志)?(?:（|\(|(?:现|拟|当选|出|兼|担|接)?(?:任|为))$", head)
        if not match or not head.endswith(("（", "(", "任", "为")):
            return None
        stop = start - len(head) + match.end(1)
        for length in (4, 3, 2):
            at = stop - length
            if at >= 0 and self.sheet.boundary(at) and (name := name_at(self.sheet, at)) and at + len(name) == stop:
                return name, at
        return None

    def _add(self, name: str, at: int, run: Run) -> None:
        sheet = self.sheet
        draft = sheet.draft("Official", name)
        sheet.mark(draft, at, at + len(name), rule="official.posts")
        self.known[name] = draft.key
        posts = tuple(draft.attributes.get("posts") or ())  # type: ignore[arg-type]
        for post in map(self._body_of, run.posts):
            if post.title and post.title not in posts:
                posts = (*posts, post.title)
                draft.slots.setdefault(f"post:{post.title}", (post.start, post.end))
            if post.agency:
                self._works_for(draft.key, post, at + len(name))
        draft.attributes["posts"] = posts

    def _works_for(self, official: str, post: Post, end: int) -> None:
        agency = self.sheet.drafts.get(post.agency)
        if agency is None:
            return
        implied = agency.attributes.pop("implied", None)
        if implied is not None or not agency.marks:
            self.sheet.mark(agency, post.start, post.end, rule="agency.implied", confidence=0.8)
        self.sheet.link(
            official, "worksFor", post.agency, at=(min(post.start, end), max(end, post.end)), rule="worksFor.post"
        )
        for parent in [k.object for k in self.sheet.links if k.subject == post.agency and k.predicate == "partOf"]:
            if agency.attributes.get("kind") == "division":
                self.sheet.link(
                    official, "worksFor", parent, at=(post.start, end), rule="worksFor.parent", confidence=0.8
                )

    def _again(self) -> None:
        """Mark the later places where a known name stands alone, and drop bodies that no official used."""
        for name, key in self.known.items():
            for match in re.finditer(re.escape(name), self.text):
                self.sheet.mark(
                    self.sheet.drafts[key], match.start(), match.end(), rule="official.again", confidence=0.9
                )
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
