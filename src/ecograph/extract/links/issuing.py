"""Draw issued: who drafted, compiled, approved, signed or published a policy."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise

from ecograph.extract.links.roles import groups_of
from ecograph.extract.sheet import Mark, Sheet, within
from ecograph.extract.words.lexicon import word_set

# Between the verb and the title: 印发了, 印发实施的, 制定出台《A》《B》和.
_TO_TITLE = re.compile(
    r"(?:了|的|并实施|实施|执行|新|新修订的|关于|一份|两份|首个|首部|\d{4}年?版|\d{4}年度?|[《》、和及与]|以及)*"
)
_TO_NAME = re.compile(r"[^，。；《》]{0,10}")
# A body that something is sent to, or that is only asked or quoted, did not issue it.
_ADDRESSED = re.compile(r"(?:向|给|对|请|要求)$")
_HOLDS = re.compile(r"(?:\d{1,2}日|近日|日前|昨日|今日|今天)?(?:举行|召开|举办|学习|传达学习|获悉|了解到)")
# 县政府|召开常务会议，|审议通过《P》: a meeting of its own passes what the body issues.
_MEETS = re.compile(
    r"(?:\d{1,2}日|近日|日前|昨日|今日|今天)?(?:举行|召开)[^，。；《》]{0,16}会议?，(?:[^，。；《》]{2,12}，){0,2}[^，。；《》]{0,6}$"
)
# 县法院|召开新闻发布会，|发布《P》: its own press conference publishes what the body issues.
_TELLS = re.compile(
    r"(?:\d{1,2}月)?(?:\d{1,2}日|近日|日前|昨日|今日|今天)?(?:上午|下午)?(?:举行|召开)[^，。；《》]{0,24}发布会，[^，。；《》]{0,4}$"
)
_MADE_PUBLIC = ("发布", "公布")
_PASSES = re.compile("(?:研究|审议|讨论|表决|全票|审查)?(?:审议)?(?:并原则|原则)?(?:通过|审定|批准)")
_BY = re.compile(r"(?:由|经|经过|报|报经|报请|提请)$")
_PASSED = re.compile(r"[^，。；]{0,16}?(?:审议通过|通过|批准|同意|批复|审定|审议批准)")
_PASSIVE = re.compile(
    r"(?:正式|近日|日前|牵头|联合|共同|负责|组织|统一|\d{1,2}月\d{1,2}日|[（(][^（）()]{1,14}[）)]|等\d*个?(?:部门|单位)|等)*"
)
# …《P》，目前|A|正式印发实施。
_NOW = re.compile(r"(?:^|[，。；])(?:目前|日前|近日|现|随后|已)?(?:由)?$")
_ENDS = re.compile(r"(?:了)?(?:并)?(?:实施|执行|施行)?(?=[，。；\n]|$)")
# 我代表县人民政府向大会报告工作
_GIVES = re.compile(r"[，]?(?:向(?:大会|会议|[\u4e00-\u9fff]{2,12}))?(?:作|做|报告)")
_LED = re.compile(r"(?:牵头|负责|完成|组织)(?=[，。；、编制起])")
_ON = re.compile(r"关于(?:印发|公布|发布|下达|批准|同意|转发)?《?")
_DONE = re.compile(r"(?:完成|启动|开展|组织|推进|负责|牵头)了?《?$")
_DRAFTED = re.compile(r"》?(?:的)?(?:编制|起草|制定|修订|修编|编写|批复|审批|报批)(?!单位)")
_HEEDS = re.compile(r"(?:贯彻|落实|按照|根据|依据|遵照|响应|执行|围绕)[^，。；]{0,4}$")
_DECIDED = re.compile(r"[^，。；]{0,24}?(?:部署|要求|精神|指示|安排|号召|决定)")
_SAID = re.compile(r"(?:表示|介绍|透露|指出|说|称|强调|显示|提出)[，：]")
# 根据《P》，经A同意: A agrees to something else.
_GROUND = re.compile(r"(?:根据|按照|依据|依照|参照)《?$")
# A…，|联合|B; how much may stand before it in its clause (并, 日前).
_JOINS = re.compile("(?:联合|会同|协同|携手)$")
_ADVERB = 3
_YEARLY = re.compile(r"(?:关于|\d{4}年|“十)")
_TO_YOU = re.compile(r"印发给你们|下发给你们|予以(?:印发|公布)")
_OURS = re.compile(r"我们|我局|我厅|我委")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, word_set("issue_verbs.csv")), key=len, reverse=True)))


def draw_issued(sheet: Sheet) -> None:
    """Add who issued which policy."""
    agencies = [m for m in sheet.marks("Agency") if m.rule != "agency.implied"]
    for policy in sheet.marks("Policy"):
        if policy.rule == "policy.report":
            _given(sheet, policy, agencies)
        else:
            sentence = sheet.sentence(policy.start)
            _of_policy(sheet, policy, within(agencies, sentence), sentence)
    _by_title(sheet, agencies)
    _signed(sheet, agencies)
    _in_lists(sheet)


def _of_policy(sheet: Sheet, policy: Mark, agencies: list[Mark], sentence: tuple[int, int]) -> None:
    groups = groups_of(sheet, agencies)
    before = [g for g in groups if g[-1].end <= policy.start]
    verb = _verb_before(sheet, policy, sentence[0])
    issuers = _issuers(sheet, policy, before, verb) if verb >= 0 else []
    if issuers:
        approvers = [g for g in before if _approves(sheet, g, verb) or _passes_on(sheet, g, issuers)]
        for group in [*approvers, *_partners(sheet, before, issuers), issuers]:
            _draw(sheet, group, policy, sentence, "before")
    elif verb >= 0 and _OURS.search(sheet.text, sentence[0], policy.start):
        _by_speaker(sheet, policy, sentence)
    policies = sheet.marks("Policy")
    behind = (policies[n] for n in range(bisect_left(policies, (policy.end,)), len(policies)))
    following = next((m.start for m in behind if m.key != policy.key), sentence[1])
    led = False
    for group in groups:
        if policy.end <= group[0].start < following:
            led = _passive(sheet, policy, group, sentence[1]) or (led and _follows(sheet, group, sentence[1]))
            if led:
                _draw(sheet, group, policy, sentence, "by")


def _partners(sheet: Sheet, groups: list[list[Mark]], issuers: list[Mark]) -> list[list[Mark]]:
    """Return the body that acts with the issuers where they only join it: A结合实际，|联合|B出台《P》."""
    start = issuers[0].start
    joins = _JOINS.search(sheet.text, max(0, start - 3), start)
    if joins is None:
        return []
    clause, _ = sheet.clause(start)
    earlier = [g for g in groups if g[-1].end < clause and not _ADDRESSED.search(sheet.text, 0, g[0].start)]
    subject = earlier[-1] if earlier and joins.start() - clause <= _ADVERB else []
    return [subject] if subject and _opens_clause(sheet, subject[0]) else []


def _opens_clause(sheet: Sheet, mark: Mark) -> bool:
    """Tell whether a body is what its clause begins with, and does no more than the clause says."""
    return mark.start == sheet.clause(mark.start)[0] and not _HOLDS.match(sheet.text, mark.end)


def _draw(sheet: Sheet, group: list[Mark], policy: Mark, at: tuple[int, int], rule: str) -> None:
    for agency in group:
        sheet.link(agency.key, "issued", policy.key, at=at, rule=f"issued.{rule}", confidence=0.85)


def _verb_before(sheet: Sheet, policy: Mark, begin: int) -> int:
    """Return where the verb of issuing begins that governs a policy, -1 if there is none."""
    gap = _TO_TITLE if policy.rule == "policy.title" else _TO_NAME
    titles = within(sheet.marks("Policy"), (begin, policy.start))
    for match in reversed(list(_verbs().finditer(sheet.text, begin, policy.start))):
        between = sheet.text[match.end() : policy.start]
        for title in titles:
            if match.end() <= title.start:
                between = between.replace(sheet.text[title.start : title.end], "", 1)
        if gap.fullmatch(between):
            return match.start()
    return _drafts(sheet, policy)


def _drafts(sheet: Sheet, policy: Mark) -> int:
    """Return where 完成 begins in 完成《P》编制, -1 if there is none."""
    done = _DONE.search(sheet.text, max(0, policy.start - 8), policy.start)
    return done.start() if done and _DRAFTED.match(sheet.text, policy.end) else -1


def _issuers(sheet: Sheet, policy: Mark, groups: list[list[Mark]], verb: int) -> list[Mark]:
    """Return the bodies that a verb of issuing belongs to: the last before it that is neither addressed nor only meets."""
    for group in reversed(groups):
        start, end = group[0].start, group[-1].end
        if end > verb or _ADDRESSED.search(sheet.text, max(0, start - 4), start):
            continue
        if _MEETS.fullmatch(sheet.text, end, verb) and _PASSES.match(sheet.text, verb):
            return group
        if sheet.text.startswith(_MADE_PUBLIC, verb) and _TELLS.fullmatch(sheet.text, end, verb):
            return group
        if _HOLDS.match(sheet.text, end) or verb - end > 40 or re.search(r"[。；]", sheet.text[end:verb]):
            return []
        if _heeded(sheet, start, end):
            continue
        if policy.rule == "policy.order" and sheet.found("post").at(end):
            # 省委书记某某签发: people sign orders.
            return []
        return [] if _else_acts(sheet, end, verb) else group
    return []


def _heeded(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether others only follow what a body decided (认真贯彻落实A决策部署)."""
    return bool(_HEEDS.search(sheet.text, max(0, start - 10), start) and _DECIDED.match(sheet.text, end))


def _else_acts(sheet: Sheet, end: int, verb: int) -> bool:
    """Tell whether a speech or a place stands between a body and the verb, so that somebody else acts (A介绍，B县出台)."""
    if _SAID.search(sheet.text, end, verb):
        return True
    return any(
        end < place.start < verb
        and place.kind == "admin"
        and sheet.text[place.start - 1] in "，："
        and place.end <= verb
        for place in sheet.places
    )


def _passive(sheet: Sheet, policy: Mark, group: list[Mark], end: int) -> bool:
    """Read 《P》由A、B印发, 《P》经A审议通过, and a last 由A印发 in a row of them."""
    lead = sheet.text[max(0, group[0].start - 3) : group[0].start]
    at = group[-1].end
    if not _BY.search(lead):
        if _NOW.search(sheet.text, max(0, group[0].start - 4), group[0].start) and _intransitive(sheet, at, end):
            return True
        joined = re.search(r"[，、]$", lead)
        return bool(joined and re.match(r"(?:等\d*个?(?:部门|单位))?参与(?:编制|起草|制定)", sheet.text[at : at + 16]))
    if not lead.endswith("由"):
        if _GROUND.search(sheet.text, max(0, policy.start - 6), policy.start):
            return False
        return bool(_PASSED.match(sheet.text, at, end))
    skipped = _PASSIVE.match(sheet.text, at, end)
    return bool(
        _verbs().match(sheet.text, skipped.end() if skipped else at, end)
        or _LED.match(sheet.text, at, end)
        or re.match(r"[^，。；]{0,4}(?:完成|牵头)", sheet.text[at : at + 8])
    )


def _intransitive(sheet: Sheet, at: int, end: int) -> bool:
    """Tell whether a verb of issuing follows that has no object behind it: what it issues stands before."""
    skipped = _PASSIVE.match(sheet.text, at, end)
    verb = _verbs().match(sheet.text, skipped.end() if skipped else at, end)
    return verb is not None and _ENDS.match(sheet.text, verb.end()) is not None


def _given(sheet: Sheet, policy: Mark, agencies: list[Mark]) -> None:
    """Read 我代表县人民政府向大会报告工作 in or below the line that names the report."""
    for agency in within(agencies, (max(0, policy.start - 60), policy.end + 200)):
        if (
            sheet.text.startswith("代表", agency.start - 2)
            and sheet.drafts[agency.key].attributes.get("kind") == "government"
            and _GIVES.match(sheet.text, agency.end)
        ):
            at = sheet.sentence(agency.start)
            sheet.link(agency.key, "issued", policy.key, at=at, rule="issued.given", confidence=0.75)


def _approves(sheet: Sheet, group: list[Mark], verb: int) -> bool:
    """Read 经A同意，B印发《P》."""
    lead = sheet.text[max(0, group[0].start - 2) : group[0].start]
    return lead.endswith(("经", "报经", "经过")) and bool(_PASSED.match(sheet.text, group[-1].end, verb))


def _passes_on(sheet: Sheet, group: list[Mark], issuers: list[Mark]) -> bool:
    """Read A印发了B制定的《P》."""
    between = sheet.text[group[-1].end : issuers[0].start]
    return bool(re.fullmatch(rf"(?:{_verbs().pattern})了?", between))


def _follows(sheet: Sheet, group: list[Mark], end: int) -> bool:
    """Read the second of 由A起草、B印发."""
    return sheet.text[group[0].start - 1] in "，、" and bool(_verbs().match(sheet.text, group[-1].end, end))


def _by_speaker(sheet: Sheet, policy: Mark, sentence: tuple[int, int]) -> None:
    speakers = [m for m in sheet.marks("Official") if m.start < policy.start]
    if speakers:
        for link in [k for k in sheet.links if k.subject == speakers[-1].key and k.predicate == "worksFor"][:1]:
            sheet.link(link.object, "issued", policy.key, at=sentence, rule="issued.speaker", confidence=0.75)


def _by_title(sheet: Sheet, agencies: list[Mark]) -> None:
    """Read A关于印发P的通知, and the body that a title begins with (《赤城县人民政府关于…的通告》)."""
    ends = {m.end: m for m in agencies}
    for policy in sheet.marks("Policy"):
        adjoining = ends.get(policy.start - 1) or ends.get(policy.start - 2)
        if adjoining and sheet.text[adjoining.end : policy.start] in ("《", "的《"):
            at = (adjoining.start, policy.end)
            sheet.link(adjoining.key, "issued", policy.key, at=at, rule="issued.owner", confidence=0.75)
        for length in range(4, 9):
            agency = ends.get(policy.start - length)
            if agency and _ON.fullmatch(sheet.text, agency.end, policy.start):
                at = (agency.start, policy.end)
                sheet.link(agency.key, "issued", policy.key, at=at, rule="issued.heading", confidence=0.85)
    forms = {form: draft for draft in sheet.of("Agency") if draft.marks for form in (draft.name, *draft.aliases)}
    for draft in [d for d in sheet.of("Policy") if d.marks]:
        for length in range(3, min(len(draft.name) - 4, 24)):
            issuer = forms.get(draft.name[:length])
            if issuer and _YEARLY.match(draft.name, length):
                at = (draft.marks[0].start, draft.marks[0].end)
                sheet.link(issuer.key, "issued", draft.key, at=at, rule="issued.title", confidence=0.85)


def _signed(sheet: Sheet, agencies: list[Mark]) -> None:
    """Read the body that signs a letter (现将《P》印发给你们…), alone in a line below it."""
    for policy in sheet.marks("Policy"):
        sentence = sheet.sentence(policy.start)
        if _TO_YOU.search(sheet.text, policy.end, sentence[1]) is None:
            continue
        for agency in within(agencies, (sentence[1], sentence[1] + 400)):
            if sheet.text[agency.start - 1] == "\n" and sheet.text[agency.end : agency.end + 1] == "\n":
                at = (policy.start, agency.end)
                sheet.link(agency.key, "issued", policy.key, at=at, rule="issued.signed", confidence=0.8)
                break


def _in_lists(sheet: Sheet) -> None:
    """《A》及《B》: what issued the first issued the second."""
    for one, two in pairwise(sheet.marks("Policy")):
        if re.fullmatch(r"》(?:[、和及与]|以及)?《", sheet.text[one.end : two.start]):
            for link in [k for k in sheet.links if k.predicate == "issued" and k.object == one.key]:
                at = sheet.sentence(two.start)
                sheet.link(link.subject, "issued", two.key, at=at, rule="issued.list", confidence=0.8)
