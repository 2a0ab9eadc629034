"""Find projects: works, campaigns and programmes, quoted (“三北”工程) or not (左权箕山抽水蓄能项目), with their short forms."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.growing import grow_left, trim_left
from ecograph.extract.lexicon import word_set
from ecograph.extract.places import PlaceHit
from ecograph.extract.sheet import Draft, Sheet, mask_of
from ecograph.resources import rows

_PHASE = re.compile(r"[（(]?(?:一|二|三|四|五|六|首|第[一二三四五])期(?:工程)?[）)]?")
_COMMON = frozenset(
    {
        "行动",
        "活动",
        "计划",
        "试点",
        "基地",
        "样板",
        "攻坚",
        "战役",
        "试点工程",
        "综合体",
        "专项整治",
        "提升行动",
        "整治行动",
    }
)
# What is done to a campaign is no part of its name (打好|污染防治攻坚战).
# （一）, 2.: the number of a heading; 拿出一处, 一个: a count.
_NUMBERED = re.compile(r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])?")
_COST = re.compile(
    r"(?:[\d.]+[万亿]*元(?:建设|实施|打造|新建)?)?(?:这是|这就是)?(?:拿出|打造|建设|实施)?(?:一项|一场|一个|一处|一批)?"
)
# What the three campaigns defend, alone or in a list (蓝天、碧水、净土保卫战).
_DEFENDED = re.compile("(?:(?:蓝天|碧水|净土|青山|清水|净水)、?)+")
_FOUGHT = re.compile(r"(?:深入|坚决|持续|全力)?(?:打好|打赢|抓好|办好|做好|搞好|建好|用好|好(?=[“\u4e00-\u9fff]))?")
_LIST = re.compile(r"等(?:一批|重点|重大|生态|省级|国家级|工程|建设)*(?:项目|工程)")
_WEAK_BODY = re.compile(
    r"^(?:重点|重大|一批|生态|民生|环保|基础设施|建设|示范|试点|工业|产业|林草|林业|水利|续建|新建|在建|省级|市级|县级|国家级?|绿化|绿色|治理|保护|修复|改造|提升|各类|系列|配套|主体|综合|惠民|污水|环境|专项|集中|联合|执法|整治|攻坚|三年|百日|工程|的|年度|投资|公益|亿元以上|储备|签约|开工|招商|引资|储能|清洁|能源|入河|两高|“|”|“两高”)*$"
)


@cache
def project_kinds() -> dict[str, str]:
    """Return the last words of projects with their kinds."""
    return {row["head"]: row["kind"] for row in rows("data", "lexicon", "project_heads.csv")}


def find_projects(sheet: Sheet, places: list[PlaceHit], closed: list[tuple[int, int]]) -> None:
    """Add the projects of a document to its sheet; `closed` are stretches that no project may touch (titles, agencies)."""
    solid = {hit.end: hit.start for hit in places}
    mask = mask_of(sheet.text, closed)
    spans: list[tuple[int, int]] = []
    for end in sorted(sheet.found("project_head").by_end):
        start = sheet.found("project_head").until(end)[0][0]
        if span := _read(sheet, start, end, solid):
            if any(mask[slice(*span)]):
                continue
            while spans and span[0] <= spans[-1][0]:
                spans.pop()
            spans.append(span)
    taken = mask_of(sheet.text, [*spans, *closed])
    more = [*_undertakings(sheet, places), *_listed(sheet, solid)]
    spans += [span for span in more if not any(taken[slice(*span)])]
    for start, end in _longest_first(spans):
        _add(sheet, start, end)


def _longest_first(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(spans, key=lambda s: (-(s[1] - s[0]), s[0]))


def _read(sheet: Sheet, start: int, end: int, solid: dict[int, int]) -> tuple[int, int] | None:
    if (
        not sheet.boundary(end)
        and sheet.text[end : end + 2] not in ("建设", "实施")
        and sheet.text[end : end + 1] not in "的，。、"
    ):
        return None
    if quoted := _inside_quotes(sheet, start, end):
        return quoted
    if sheet.text[end : end + 1] in tuple("部法") or sheet.text[end : end + 2] in (
        "经理",
        "负责",
        "公司",
        "技术",
        "单位",
        "方案",
        "计划",
        "指挥",
    ):
        return None
    head = sheet.text[start:end]
    begin = trim_left(
        sheet, grow_left(sheet, start, stops="project_stops.csv", most=40, solid=solid), end, stops="project_stops.csv"
    )
    begin = _quote_start(sheet, begin, start)
    for lead in (_NUMBERED, _COST, _FOUGHT):
        if match := lead.match(sheet.text, begin, end):
            begin = match.end()
    if head == "保卫战":
        listed = _DEFENDED.search(sheet.text, sheet.clause(start)[0], start)
        begin = min(begin, listed.start()) if listed and listed.end() == start else begin
    if not _specific(sheet, begin, start, end, head):
        return None
    if phase := _PHASE.match(sheet.text, end):
        end = phase.end()
    return begin, end


def _inside_quotes(sheet: Sheet, start: int, end: int) -> tuple[int, int] | None:
    """Read a name that ends inside its quotes (“清河行动2.0”, 溯源“百日会战”)."""
    closing = re.compile(r"[\d.]{0,4}”").match(sheet.text, end)
    opening = sheet.text.rfind("“", max(0, start - 16), start)
    if not closing or opening < 0 or sheet.text.find("”", opening, start) >= 0 or end - opening < 5:
        return None
    if sheet.text[opening + 1 : end] in word_set("generic_projects.csv") or _WEAK_BODY.match(
        sheet.text[opening + 1 : start]
    ):
        return None
    return (
        (opening, closing.end())
        if sheet.text[start:end] not in ("项目", "活动", "计划", "基地", "试点")
        and not re.search(r"[，。；：]", sheet.text[opening:end])
        else None
    )


def _quote_start(sheet: Sheet, begin: int, head: int) -> int:
    """Take in the opening quote where the name begins inside a quotation that closes before its last word."""
    body = sheet.text[begin:head]
    if body.count("”") > body.count("“"):
        opening = sheet.text.rfind("“", max(0, begin - 24), begin)
        return opening if opening >= 0 else begin
    if body.count("“") > body.count("”"):
        return begin + body.rfind("“") + 1
    return begin


def _specific(sheet: Sheet, begin: int, head_start: int, end: int, head: str) -> bool:
    name, body = sheet.text[begin:end], sheet.text[begin:head_start]
    if re.search(r"[两三四五六七八九十]大$", body):
        return False
    if re.match(r"[\d一二三四五六七八九十两]+(?:个|项|大|批|处|条|座|家|类|场|期工程)", name):
        return False
    if (
        name in word_set("generic_projects.csv")
        or name.strip("“”") in word_set("generic_projects.csv")
        or _WEAK_BODY.match(body)
    ):
        return False
    if "“" in body:
        return head not in ("活动", "计划", "样板") or len(body) >= 6
    if head == "保卫战" and _DEFENDED.fullmatch(body):
        return True
    if head in _COMMON:
        named = (
            head.endswith("行动")
            and len(body) >= 4
            and (body.endswith(("专项", "执法", "提升", "攻坚", "整治", "清零", "三年")) or len(body) >= 6)
        )
        return named or (head in ("试点", "基地") and len(body) >= 8)
    return len(body) >= 4


_UNDERTAKING = re.compile(
    r"(?:流域|干流|沿线|岸线)?(?:水环境|生态环境|水生态)?(?:综合治理|保护治理|综合整治|专项整治|环境治理|生态修复|保护修复|生态保护修复|除险加固)"
    r"(?!工程|项目|行动|方案|规划|条例|办法|指挥部|领导|管理|局|和|与|、|技术|模式|效果|成效|体系|能力|任务)"
)


def _undertakings(sheet: Sheet, places: list[PlaceHit]) -> list[tuple[int, int]]:
    """Return the works that are named by a water and what is done to it (洱海保护治理, 渭河综合整治)."""
    waters = {hit.end: hit for hit in places if hit.kind in ("river", "lake")}
    found = []
    for match in _UNDERTAKING.finditer(sheet.text):
        hit = waters.get(match.start())
        if hit and sheet.boundary(match.end()):
            found.append((hit.start, match.end()))
    return found


def _listed(sheet: Sheet, solid: dict[int, int]) -> list[tuple[int, int]]:
    """Return the members of a list that ends in 等项目 and lack a last word of their own (国土绿化、“三北”工程等项目)."""
    found = []
    for match in _LIST.finditer(sheet.text):
        clause_start, _ = sheet.clause(match.start())
        stretch = sheet.text[clause_start : match.start()]
        at = clause_start
        for item in re.split("、", stretch):
            start = at
            at += len(item) + 1
            begin = trim_left(
                sheet,
                grow_left(sheet, start + len(item), stops="project_stops.csv", most=len(item), solid=solid),
                start + len(item),
                stops="project_stops.csv",
            )
            begin = max(begin, start)
            if len(sheet.text[begin : start + len(item)]) >= 6 and "等" not in item and "、" in stretch:
                found.append((begin, start + len(item)))
    return found


def _add(sheet: Sheet, start: int, end: int) -> None:
    name = sheet.text[start:end]
    known = _known(sheet, name)
    draft = known or sheet.draft("Project", name)
    head = max((h for h in project_kinds() if name.endswith(h)), key=len, default="")
    draft.attributes.setdefault("kind", project_kinds().get(head, "project"))
    sheet.mark(
        draft,
        start,
        end,
        rule="project.quoted" if "“" in name else "project.head",
        confidence=0.9 if "“" in name else 0.8,
    )


def _known(sheet: Sheet, name: str) -> Draft | None:
    """Return the project that `name` is a short form of: the same last word, and all its characters in order."""
    bare = _bare(name)
    for draft in sheet.of("Project"):
        full = _bare(draft.name)
        if (
            bare == full
            or (bare in full and len(bare) >= 6 and full.endswith(bare))
            or (bare in full and full.startswith(bare))
        ):
            return draft
        if (
            len(bare) >= 6
            and _shares_head(bare, full)
            and _subsequence(bare, full)
            and len(full) - len(bare) <= 12
            and bare[:2] == full[:2]
        ):
            return draft
    return None


def _bare(name: str) -> str:
    return re.sub(r"[“”‘’（）()《》]", "", name)


def _shares_head(a: str, b: str) -> bool:
    return any(a.endswith(head) and b.endswith(head) for head in ("项目", "工程", "行动", "战"))


def _subsequence(short: str, full: str) -> bool:
    at = iter(full)
    return all(char in at for char in short)
