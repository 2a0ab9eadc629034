"""Draw responsibleFor where a leader inspects a project, opens its works or speaks for it: the leader's body answers for it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from ecograph.extract.sheet import Mark, Sheet, within
from ecograph.extract.words.affixes import Endings
from ecograph.extract.words.lexicon import word_set

_VERBS = "project_visits.csv"
# Between two who go together (县委书记A、县长B; A，副市长B) stands at most a post.
_TOGETHER = re.compile(r"(?:一行)?[、，和与及][^，。；：、]{0,16}")
# Where somebody speaks or joins, what follows is not what the leader went to see.
_TURNS = re.compile(r"强调|指出|要求|表示|希望|认为|陪同|汇报|座谈|会见|学习|得知|获悉|提出|介绍|[说称谈言述][，：]")
_OPENED = re.compile(
    r"[^，。；]{0,10}?(?:开工|启动|动工|竣工|通水|投产|投用|签约|奠基|揭牌|挂牌|仪式|现场会|推进会|调度会|动员会|通车|落成)"
)
_OPENS = re.compile(r"(?:宣布|出席|主持|见证|启动|参加|为)[^，。；]{0,24}$")
# P|建设现场检查; 到|P|调研, 就|P|进行督导
_SITE = re.compile(
    r"(?:施工|建设|项目)*(?:现场|工地|一线)[^，。；]{0,4}?(?:检查|调研|督导|督查|察看|查看|视察|考察|指导|办公|走访|调度)"
)
_TO = re.compile(r"(?:到|赴|深入|前往|在|就|对|围绕)[^，。；]{0,24}$")
_THERE = re.compile(r"[^，。；]{0,24}?(?:检查|调研|督导|督查|察看|查看|视察|考察|指导|走访|调度|巡查|督办)")
_SPEAKS_FOR = re.compile(r"代表$")
_PARTY = re.compile(r"[^，。；]{0,2}?方?[^，。；]{0,8}?(?:发言|签约|签字|致辞|表态|签订|签署)")
_LONGEST = 80


@cache
def _visits() -> Endings:
    return Endings(word_set(_VERBS), ("了", "过", "到"))


def draw_visited(sheet: Sheet, bodies: dict[str, list[str]], committees: dict[str, list[str]]) -> None:
    """Link what leaders visit, open or speak for to their bodies: to the government's or bureau's, else to the committee."""
    projects, officials = sheet.marks("Project"), sheet.marks("Official")
    for sentence in sheet.sentences if officials else ():
        people, works = within(officials, sentence), within(projects, sentence)
        if not people or not works:
            continue
        for project in works:
            role = _part(sheet, people, project)
            for leader in _leaders(sheet, people, project.start) if role else ():
                own = bodies[leader.key] or committees[leader.key]
                if own:
                    _link(sheet, own[whole(sheet, own)], project, role, sentence)


def _part(sheet: Sheet, people: list[Mark], project: Mark) -> str:
    """Return the role of who stands before a project by the verb between, "" where there is none."""
    start = max((m.end for m in people if m.end <= project.start), default=-1)
    if start < 0 or project.start - start > _LONGEST:
        return ""
    if _SPEAKS_FOR.search(sheet.text, start, project.start) and _PARTY.match(sheet.text, project.end):
        return "implements"
    if _TURNS.search(sheet.text, start, project.start):
        return ""
    if _OPENS.search(sheet.text, start, project.start) and _OPENED.match(sheet.text, project.end):
        return "leads"
    if _SITE.match(sheet.text, project.end) or (
        _TO.search(sheet.text, start, project.start) and _THERE.match(sheet.text, project.end)
    ):
        return "supervises"
    return (
        "supervises"
        if any(_visits().before(sheet.text, at, start=start) >= 0 for at in range(start, project.start + 1))
        else ""
    )


def _leaders(sheet: Sheet, people: list[Mark], end: int) -> list[Mark]:
    """Return the last of the people before a place in the text, with those that act together with that one."""
    before = [m for m in people if m.end <= end]
    found = before[-1:]
    for two, one in pairwise(reversed(before)):
        if not _TOGETHER.fullmatch(sheet.text, one.end, two.start):
            break
        found.append(one)
    return found


def _link(sheet: Sheet, body: str, project: Mark, role: str, sentence: tuple[int, int]) -> None:
    sheet.link(
        body,
        "responsibleFor",
        project.key,
        at=sentence,
        focus=project.start,
        rule="responsibleFor.visits" if role == "supervises" else "responsibleFor.opens",
        role=role,
        confidence=0.5,
    )


def whole(sheet: Sheet, own: list[str]) -> int:
    """Return which of an official's bodies answers for the work: the bureau rather than its division."""
    return 1 if len(own) > 1 and sheet.drafts[own[0]].attributes.get("kind") == "division" else 0
