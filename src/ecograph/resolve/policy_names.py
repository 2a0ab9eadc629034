"""Read the title of a policy: whose it is, the years it is for, its number, and what is left.

| as printed | core | jurisdiction | years |
|---|---|---|---|
| 《晋中市水污染防治工作方案（2023—2025年）》 | 水污染防治工作方案 | 140700 | 2023-2025 |
| 《中华人民共和国长江保护法》 | 长江保护法 | CN | |
| 《平遥县人民政府关于印发〈节水规划〉的通知》 | 节水规划 | 140728 | |
| 《政府工作报告》 in an article of 2024 | 政府工作报告 | (home) | 2024 |
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ecograph.resolve.context import Context
from ecograph.resolve.divisions import NATION, divisions
from ecograph.resolve.names import folded
from ecograph.resolve.project_names import leading

_PERIOD = re.compile(r"\(?(20\d\d|19\d\d)年?[-至到](20\d\d|19\d\d)年?\)?")
_VERSION = re.compile(
    r"\((?:试行|暂行|修订(?:稿|版)?|修正(?:案|版)?|征求意见稿|草案|送审稿|审议稿|报批稿|讨论稿|\d{4}年?(?:修订|修正|修改)?(?:版|本|稿)?)\)$"
)
_ISSUING = re.compile(r"^(?P<by>.*?)关于(?:印发|发布|公布|转发|下达)(?P<title>.{4,}?)的(?:通知|公告|通告|函|决定)$")
_ABOUT = re.compile(r"^(?P<by>.{2,30}?(?:政府|委员会|办公室|办公厅|局|厅|部|委|国务院|中央))(?=关于.)")
_NATION = re.compile(r"^(?:中华人民共和国|中共中央|国务院|国家(?!级)|全国(?!重点))")
_LAW = re.compile(r"(?<!办)法$")
# What comes out anew each year under one title.
_YEARLY = re.compile(r"(?:报告|公报|年报|工作要点|要点|通报|简报|任务清单|责任书|工作计划|年度计划|快报)$")
_YEAR = re.compile(r"^(20\d\d)(?:年度?|(?=\D))|(?<=\D)(20\d\d)年度?")
_HERE = re.compile(r"^(?:全|我|本)(?:省|市|县|区|州|盟|旗)")


class PolicyName(NamedTuple):
    """A policy's title, read: `place` is the code of what it belongs to as its name or issuer says, CN, or "" for unsaid."""

    core: str
    years: str
    number: str
    place: str
    prefecture: str
    county: str
    law: bool


def policy_name(name: str, number: str, context: Context, *, issuer: str = "") -> PolicyName:
    """Read the title of a policy; `issuer` is the code of the place whose body issued it as the document says, if any."""
    return _read(name, number, Context(context.home, context.scope, "", context.year, ""), issuer)


@lru_cache(maxsize=8192)
def _read(name: str, number: str, context: Context, issuer: str) -> PolicyName:
    core = _HERE.sub("", folded(name))
    by = ""
    if notice := _ISSUING.match(core):
        by, core = notice["by"], notice["title"]
    elif about := _ABOUT.match(core):
        by, core = about["by"], core[about.end() :]
    core = _VERSION.sub("", core)
    years, core = _years(core, context)
    place, core = _place(core, by, issuer, context)
    inside = place if place and place != NATION else context.home
    known = divisions()
    prefecture = NATION if place == NATION else known.prefecture(inside) or context.scope
    number = re.sub(r"[〔\[【(（]", "[", re.sub(r"[〕\]】)）]", "]", folded(number)))
    return PolicyName(core, years, number, place, prefecture, known.county(inside), bool(_LAW.search(core)))


def _years(core: str, context: Context) -> tuple[str, str]:
    """Return the years that a title is for, and the title without them."""
    if period := _PERIOD.search(core):
        return f"{period.group(1)}-{period.group(2)}", core[: period.start()] + core[period.end() :]
    if _YEARLY.search(core):
        if year := _YEAR.search(core):
            return (year.group(1) or year.group(2)), core[: year.start()] + core[year.end() :]
        return context.year, core
    return "", core


def _place(core: str, by: str, issuer: str, context: Context) -> tuple[str, str]:
    """Return whose a policy is, and its title without the place."""
    if nation := _NATION.match(core):
        rest = core[nation.end() :] if nation.group() == "中华人民共和国" else core
        return NATION, rest
    if lead := leading(core, context):
        return lead.code, core[lead.end :]
    if _NATION.match(by):
        return NATION, core
    if by and (lead := divisions().lead(by.removeprefix("中共"), context.home)):
        return lead.code, core
    return (NATION if _LAW.search(core) else issuer), core
