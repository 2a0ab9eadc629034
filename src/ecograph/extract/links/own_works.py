"""Draw responsibleFor in what a body reports of itself (我局…): the projects that its paragraphs open with are its own."""

from __future__ import annotations

import re

from ecograph.extract.sheet import Mark, Sheet

_NUMBER = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[●■◆•])?\s*")
_PROGRESS = re.compile(r"批复|总投资|完成|开工|动工|完工|竣工|进展|形象进度|投产|验收|招标|投入使用|正在")
_SPEAKERS = frozenset({"bureau", "office", "company", "institution", "enterprise"})
_LONGEST = 200


def draw_own(sheet: Sheet) -> None:
    """Add the one body that a document speaks for to the projects that nobody else is named for."""
    body = _speaker(sheet)
    if body is None:
        return
    named = {link.object for link in sheet.links if link.predicate == "responsibleFor" and link.subject != body}
    for project in sheet.marks("Project"):
        if project.key not in named and _opens(sheet, project):
            sheet.link(
                body,
                "responsibleFor",
                project.key,
                at=sheet.sentence(project.start),
                rule="responsibleFor.own",
                role="implements",
                confidence=0.5,
            )


def _speaker(sheet: Sheet) -> str | None:
    """Return the one body that the document calls 我局, 我厅, None if it is not one."""
    keys = {m.key for m in sheet.marks("Agency") if m.rule == "agency.back" and sheet.text[m.start] == "我"}
    if len(keys) != 1:
        return None
    key = keys.pop()
    return key if sheet.drafts[key].attributes.get("kind") in _SPEAKERS else None


def _opens(sheet: Sheet, project: Mark) -> bool:
    """Tell whether a project opens a paragraph that tells how far it has come."""
    begin = sheet.paragraph(project.start)
    end = sheet.text.find("\n", project.end)
    stop = min(len(sheet.text) if end < 0 else end, project.end + _LONGEST)
    opens = _NUMBER.fullmatch(sheet.text, begin, project.start) is not None
    return opens and _PROGRESS.search(sheet.text, project.end, stop) is not None
