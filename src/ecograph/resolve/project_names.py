"""Read the name of a project: the place before it, its phase, and what is left when what comes and goes is taken off.

| as printed | core | phase |
|---|---|---|
| 山西省太行山中南段革命老区国土绿化示范项目 | 太行山中南段革命老区国土绿化示范 | |
| “一泓清水入黄河”工程 | 一泓清水入黄河 | |
| 潇河流域治理（二期）工程 | 潇河流域治理 | 2 |
| “清风2023”专项行动 | 清风2023 | |
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ecograph.resolve.context import Context
from ecograph.resolve.divisions import Lead, divisions, natural_names
from ecograph.resolve.names import folded
from ecograph.resources import rows, words

_ROW_NUMBER = re.compile(r"^\d{1,2}(?=[\u4e00-\u9fff])(?![期年月日个项号标级大万])")
_PHASE = re.compile(
    r"[（(]?第?([一二三四五六七八九十]|\d{1,2}|i{1,3}|iv|v)期(?:(?=工程|项目|建设|扩建|改造|[）)]|$)[）)]?|(?<=期))"
)
_NUMBERS = {text: str(number) for number, text in enumerate("一二三四五六七八九十", 1)} | {
    text: str(number) for number, text in enumerate(("i", "ii", "iii", "iv", "v"), 1)
}
_HEAD = re.compile(r"(?:建设)?(?:工程|项目)+(?:建设)?$|(?<=..)建设$")
_ACTION = re.compile(
    r"(?:专项|联合|集中|系列)?(?:执法|整治|治理|攻坚)?(?:行动|活动)$|(?:系列|综合|专项|生态)?(?:工程|项目|试点)$"
)
_WATCHWORD = re.compile(r"[“\"「『]([^“”\"「」『』]{3,})[”\"」』]")
# 平遥古城, 太原盆地: behind its short name, what makes it the name of something else.
_RUNS_ON = re.compile(r"[河湖江山岭川盆古海港湾岛关口段]")
# One campaign of this name goes on in the whole prefecture.
_CAMPAIGN = re.compile(r"(?:保卫战|攻坚战|歼灭战)$")
_BRACKETS = re.compile(r"[()（）\[\]〔〕、,，·]")


class ProjectName(NamedTuple):
    """A project's name, read.

    `place` is the code of the division that the name begins with, "" if none; `core` the name without it, its phase and
    head; `watchword` what is quoted in it; `county` where the document says or implies it lies.
    """

    place: str
    core: str
    phase: str
    watchword: str
    prefecture: str
    county: str
    telling: bool

    @property
    def gist(self) -> str:
        """Return the core without words that come and go (综合, 流域, 示范)."""
        return loosened(self.core, free=True)


def project_name(name: str, context: Context, *, located: str = "") -> ProjectName:
    """Read a project's name; `located` is the code of the one division that the document says it lies in, if any."""
    return _read(name, Context(context.home, context.scope, "", "", ""), located)


@lru_cache(maxsize=8192)
def _read(name: str, context: Context, located: str) -> ProjectName:
    watchword = _WATCHWORD.search(name)
    bare = _ROW_NUMBER.sub("", folded(name))
    lead = leading(bare, context)
    rest = bare[lead.end :] if lead else bare
    phase = _PHASE.search(rest)
    core = core_of(rest)
    known = divisions()
    inside = _inside(lead, located, context)
    return ProjectName(
        lead.code if lead else "",
        core,
        _NUMBERS.get(phase.group(1), phase.group(1)) if phase else "",
        folded(watchword.group(1)) if watchword else "",
        known.prefecture(inside) or context.scope,
        known.county(inside),
        is_telling(core) or bool(watchword) or bool(_CAMPAIGN.search(core)),
    )


def leading(bare: str, context: Context) -> Lead | None:
    """Return the place that a project's or policy's name begins with, by its full name or the short one of a near place."""
    known = divisions()
    lead = known.lead(bare, context.home)
    if lead is None and context.home and not _begins_with_nature(bare):
        lead = known.lead(bare, context.home, short=True)
        if lead and (lead.former or not known.inside(lead.code, known.province(context.home))):
            lead = None
        if lead and _RUNS_ON.match(bare, lead.end):
            lead = None
    return lead if lead and len(bare) - lead.end >= 2 else None


def _begins_with_nature(bare: str) -> bool:
    """Tell whether a name begins with a river, lake or mountain that a division may be called after (巢湖, 洪湖)."""
    return any(bare[:end] in natural_names() for end in range(2, min(len(bare), 8) + 1))


def _inside(lead: Lead | None, located: str, context: Context) -> str:
    """Return the division that a project lies in: its name's, what the text says where that is near home, else home."""
    known = divisions()
    if lead and known.level(lead.code) in ("county", "prefecture", "province"):
        return lead.code
    home_is_wide = known.level(context.home) not in ("county", "prefecture")
    if located and (home_is_wide or known.inside(located, context.scope)):
        return located
    return context.home


def core_of(rest: str) -> str:
    """Return a name without its phase, brackets and head."""
    core = _BRACKETS.sub("", _PHASE.sub("", rest)).replace("专项行动", "行动").replace("专项执法行动", "执法行动")
    shorter = _HEAD.sub("", core)
    return shorter if len(shorter) >= 2 else core


def watchword_rest(name: str) -> str:
    """Return what is left of a name around its quoted watchword, without words for any action: "" where nothing is."""
    return _ACTION.sub("", _WATCHWORD.sub("", unmarked_brackets(name)))


def unmarked_brackets(name: str) -> str:
    """Return a name without brackets and blanks, quotes kept."""
    return re.sub(r"\s", "", _BRACKETS.sub("", name))


@cache
def _generic() -> re.Pattern[str]:
    table = sorted(words("data", "identity", "generic_words.csv"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, table)))


def is_telling(core: str) -> bool:
    """Tell whether a core says more than what many projects are called (污水处理厂提标改造)."""
    return len(re.sub(r"[\d年月.\-]", "", _generic().sub("", core))) >= 2


@cache
def generic_names() -> frozenset[str]:
    """Return what many projects are called, folded."""
    return frozenset(map(folded, words("data", "lexicon", "generic_projects.csv")))


@cache
def _fillers(free: bool) -> re.Pattern[str]:
    table = [row["word"] for row in rows("data", "identity", "fillers.csv") if row["free"] or not free]
    return re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))


@lru_cache(maxsize=8192)
def loosened(core: str, *, free: bool) -> str:
    """Return a core without the words that come and go; with `free` only those that never tell two projects apart."""
    return _fillers(free).sub("", core.replace("整治", "治理"))
