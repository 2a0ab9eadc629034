"""Find policies: plans, regulations, notices and reports, with or without 《》, and their document numbers."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.gazetteer import gazetteer
from ecograph.extract.growing import Blocks, Growth, grow_left, trim_left
from ecograph.extract.lexicon import word_set
from ecograph.extract.places import PlaceHit
from ecograph.extract.sheet import Sheet
from ecograph.resources import rows

_GROWTH = Growth("policy_stops.csv", most=30)
_TITLE = re.compile(r"《([^《》]{2,70}(?:《[^《》]{2,50}》[^《》]{0,30})?)》")
_NUMBER = re.compile(r"[（(]?([\u4e00-\u9fff]{1,8}〔\d{4}〕\d{1,4}号)[）)]?")
_TAIL = re.compile(r"[（(][^（）()]{1,24}[）)]$")
_MEDIA = re.compile(r"(?:日报|晚报|早报|晨报|时报|周刊|杂志|新闻网|报|之歌|栏目|节目)$")
_UNMARKED = (
    "条例",
    "规划",
    "工作方案",
    "实施方案",
    "行动方案",
    "行动计划",
    "管理办法",
    "实施办法",
    "办法",
    "方案",
    "公报",
    "实施意见",
    "指导意见",
    "工作要点",
    "责任清单",
    "总体规划",
)
_REPORT = re.compile(r"(?:(?:全国|[省市县区州旗]|[\u4e00-\u9fff]{2,8}[省市县区州旗])?(?:两会)?)?政府工作报告")
_FIVE_YEARS = re.compile(r"“?十[一二三四五六七]五”?(?:[\u4e00-\u9fff]{2,14})?规划")


@cache
def policy_kinds() -> dict[str, str]:
    """Return the last words of policies with their kinds, longest first."""
    table = {row["head"]: row["kind"] for row in rows("data", "lexicon", "policy_heads.csv")}
    return dict(sorted(table.items(), key=lambda item: -len(item[0])))


def find_policies(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add the policies of a document to its sheet."""
    for match in _TITLE.finditer(sheet.text):
        _titled(sheet, match)
    _reports(sheet)
    _unmarked(sheet, places)


def _kind(name: str) -> str:
    bare = _TAIL.sub("", name)
    return next((kind for head, kind in policy_kinds().items() if bare.endswith(head)), "")


def _titled(sheet: Sheet, match: re.Match[str]) -> None:
    name = match.group(1)
    kind = _kind(name) or ("plan" if re.search(r"规划|方案|计划|条例|办法|意见", name) else "")
    if not kind or _MEDIA.search(name):
        return
    draft = sheet.draft("Policy", name)
    draft.attributes.setdefault("kind", kind)
    sheet.mark(draft, match.start(1), match.end(1), rule="policy.title")
    if number := _NUMBER.match(sheet.text, match.end()):
        draft.attributes["number"] = number.group(1)
        draft.slots["number"] = number.span(1)


def _reports(sheet: Sheet) -> None:
    """Add the government's work report, one for the home place, whatever it is called."""
    home = gazetteer().by_code[sheet.home].name if sheet.home else ""
    for match in re.finditer(r"政府工作报告", sheet.text):
        if _inside_title(sheet, match.start()):
            continue
        draft = sheet.draft("Policy", f"{home}政府工作报告")
        draft.attributes.setdefault("kind", "report")
        sheet.mark(draft, match.start(), match.end(), rule="policy.report", confidence=0.9)


def _inside_title(sheet: Sheet, at: int) -> bool:
    opening = sheet.text.rfind("《", max(0, at - 70), at)
    return opening >= 0 and sheet.text.find("》", opening, at) < 0


def _unmarked(sheet: Sheet, places: list[PlaceHit]) -> None:
    blocks = Blocks.of(places)
    for match in _FIVE_YEARS.finditer(sheet.text):
        if not _inside_title(sheet, match.start()):
            _add(sheet, match.start(), match.end(), "policy.five_years", 0.7)
    taken = 0
    for start, end, _ in sheet.found("policy_head").all:
        head = sheet.text[start:end]
        if end <= taken or head not in _UNMARKED or not sheet.boundary(end) or _inside_title(sheet, start):
            continue
        begin = trim_left(
            sheet,
            grow_left(sheet, start, _GROWTH, blocks=blocks),
            end,
            _GROWTH,
        )
        if _specific(sheet, begin, start, end):
            _add(sheet, begin, end, "policy.unmarked", 0.7)
            taken = end


def _specific(sheet: Sheet, begin: int, head: int, end: int) -> bool:
    """Tell whether a name without title marks says enough to be one (古树保护条例, but not 实施方案)."""
    name = sheet.text[begin:end]
    if (
        name in word_set("generic_policies.csv")
        or head - begin < 4
        or "《" in name
        or sheet.text[end : end + 1] in ("编", "性")
    ):
        return False
    strong = sheet.text[head:end] in (
        "条例",
        "行动计划",
        "工作方案",
        "实施方案",
        "行动方案",
        "管理办法",
        "实施办法",
        "工作要点",
    )
    return strong or "“" in name or head - begin >= 8


def _add(sheet: Sheet, start: int, end: int, rule: str, confidence: float) -> None:
    name = sheet.text[start:end]
    known = next((d for d in sheet.of("Policy") if name.strip("“”") in d.name), None)
    draft = known or sheet.draft("Policy", name)
    draft.attributes.setdefault("kind", _kind(name) or "plan")
    if any(m.start < end and start < m.end for d in sheet.of("Policy") for m in d.marks):
        return
    sheet.mark(draft, start, end, rule=rule, confidence=confidence)
