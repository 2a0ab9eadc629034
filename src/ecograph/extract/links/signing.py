"""Draw responsibleFor between those who sign a contract and the project that it is about."""

from __future__ import annotations

import re
from collections import defaultdict

from ecograph.extract.links.roles import acting
from ecograph.extract.sheet import Mark, Sheet, within
from ecograph.extract.words.affixes import matches

_FIRST = re.compile("签")
_SIGNED = re.compile(
    r"签(?:订|署|下|约)了?[^，。；]{0,24}?(?:协议|合同|书)|签约(?=[。，；]|仪式)|签(?:订|署)了?(?=[^，。；]{2,24}(?:协议|合同))"
)
_WITH = re.compile(r"(?:与|和|同|跟)[^，。；、与和同跟]{0,12}$")
_ABOUT = re.compile(r"项目|工程")
_LOOK_BACK = 3


def draw_signed(sheet: Sheet) -> None:
    """Add the two sides of a contract (县长某某与A公司签订…协议) to the project of its sentence or of those before."""
    agents = acting(sheet)
    for signed in matches(_SIGNED, _FIRST, sheet.text) if sheet.marks("Project") else ():
        sentence = sheet.sentence(signed.start())
        companies = [
            m
            for m in within(sheet.marks("Agency"), (sentence[0], signed.start()))
            if _kind(sheet, m) == "company" and _WITH.search(sheet.text, sentence[0], m.start)
        ]
        project = _project(sheet, sentence, signed.end()) if companies else None
        if project is None:
            continue
        at = (min(project.start, sentence[0]), sentence[1])
        for company in companies[:1]:
            _link(sheet, company.key, project, "implements", at)
            for body in _other_side(sheet, agents, sentence[0], company):
                _link(sheet, body, project, "leads", at)


def _kind(sheet: Sheet, mark: Mark) -> str:
    return str(sheet.drafts[mark.key].attributes.get("kind") or "")


def _project(sheet: Sheet, sentence: tuple[int, int], end: int) -> Mark | None:
    """Return the project that a contract is about: the one its sentence names, else the last in the sentences before."""
    marks = sheet.marks("Project")
    if own := within(marks, sentence):
        return own[0]
    about = _ABOUT.search(sheet.text, sentence[0], end + 12) is not None
    number = max(0, sheet.sentence_number(sentence[0]) - _LOOK_BACK)
    before = within(marks, (sheet.sentences[number][0], sentence[0]))
    if len({m.key for m in before}) != 1:
        return None
    return before[-1] if about or any("签约" in sheet.text[m.end : m.end + 8] for m in before) else None


def _other_side(sheet: Sheet, agents: list[Mark], start: int, company: Mark) -> list[str]:
    """Return the bodies before 与某公司: named themselves, else those of the official who signs."""
    named = [m.key for m in within(agents, (start, company.start)) if _kind(sheet, m) != "company"]
    signers = {m.key for m in within(sheet.marks("Official"), (start, company.start))}
    held: defaultdict[str, list[str]] = defaultdict(list)
    for link in sheet.links:
        if link.predicate == "worksFor" and link.subject in signers:
            held[link.subject].append(link.object)
    governments = [key for keys in held.values() for key in keys if sheet.drafts[key].attributes.get("kind") != "party"]
    return list(dict.fromkeys([*named, *governments]))


def _link(sheet: Sheet, body: str, project: Mark, role: str, at: tuple[int, int]) -> None:
    sheet.link(body, "responsibleFor", project.key, at=at, rule="responsibleFor.signs", role=role, confidence=0.6)
