"""Read what a group of bodies does to the projects of its sentence: leads, builds, reviews, pays for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from ecograph.extract.links.roles import list_after, list_before, verb_pattern, verb_right_before, verb_roles
from ecograph.extract.sheet import Mark, Sheet

_BY = re.compile(r"(?:由|（|\(|交由|经由|委托|交给|系)“?(?:[省市县区]政府)?(?:授权)?$")
# A body that holds the meeting is not the one that speaks there.
_HOSTS = re.compile(r"(?:供图|供稿|供片|图[/／]|摄)|(?:日前|近日|今日|今天)?(?:举行|召开|主办|获悉|了解到)")
_GOES = re.compile(r"[到赴在往入进]$")
_SEES = re.compile(r"[^，。；]{0,4}?(?:调研|考察|检查|视察|督导|督查|走访|座谈|慰问|参观)")
# A举行P开工仪式: who holds the ceremony of a project's works has a part in it.
_CEREMONY = re.compile(
    r"[^，。；]{0,12}?(?:开工|启动|奠基|签约|投产|投运|竣工|揭牌|通水|落成|推进会|现场会|调度会|动员会|誓师|签订|签署)"
)
_HELD = re.compile(r"[^，。；]{0,12}?(?:举行|举办|召开|主办|承办|进行)(?:了|的)?[^，。；“]{0,6}$")
# 贯彻|党中央|的部署, 落实|市政府|要求: what is obeyed does not act.
_OBEYED = re.compile(r"(?:贯彻|落实|执行|遵照|响应|传达|学习|按照|根据|依照)了?$")
_SAID = re.compile(r"[^，。；]{0,12}?(?:决策|部署|要求|指示|精神|号召|安排|规定|意见|通知|决定)")
_DENIED = re.compile(r"(?:并非|不是|不再|没有|未曾|从未|尚未|未|不|拒绝|停止|叫停|取消)")
_ADVERBS = re.compile(
    r"”?(?:将|要|已|正|正在|也|还|则|又|再|就|先后|积极|全力|共同|联合|具体|统一|分别|统筹|扎实|深入|持续|加快|迅速|提前|依法|全程|主动|大力|全面|按要求|计划|拟|准备|打算|决定|"
    r"今年|去年|\d{4}年|\d{1,2}月|日前|近日|目前|今年以来|负责同志|等|等部门|等单位|等\d+个部门|会同[\u4e00-\u9fff、]{2,24}?|联合[\u4e00-\u9fff、]{2,24}?)*"
)
_COUNT = re.compile(
    r"(?:(?:[一二两三四五六七八九十百\d]{1,3}|多|数|几)(?:个|项|座|处|条|大|批)|首批|全部|一系列)(?:重大|重点)?$"
)
_STOPS = re.compile(r"[。！？；]")
# Where another takes over between a body and a verb: 得知企业投入…, 要求…
_TURNS = re.compile(r"得知|获悉|了解|听取|企业|要求|汇报|叫停|处罚|罚款|约谈|座谈|传达|学习|宣读|发言|表态")
_PAPER = r"(?:可研|可行性研究|初步设计|初设|环评|环境影响|立项|项目建议书|设计方案|实施方案|报告)"
_REVIEWS = re.compile(
    rf"[^。；，]{{0,16}}?(?:{_PAPER}[^。；，]{{0,16}}?(?:审查|复审|评审|审批|批复|批准|核准|审核|编制|论证|评估)|"
    rf"(?:审查|复审|评审|审批|批复|批准|核准|审核|编制|论证)[^。；，]{{0,8}}?{_PAPER})"
)
_PASSED = re.compile(r"(?:通过|经|经过|报|报经|获|获得|取得|得到|报请)了?$")
_PASSING = re.compile(r"(?:[^，。；]{0,4}?)(?:审查|评审|复审|批复|批准|核准|审批|立项|备案|验收)")
_GIVES = re.compile(r"[^，。；]{0,8}?(?:为|对|给|向|就)$")
_GIVEN = re.compile(r"[^，。；]{0,12}?(?:安排|补助|补贴|拨付|下达|投入|奖补|补了|出资|拨款|贷款|授信)")


_WATCHED = re.compile(r"[^，。；]{0,8}?(?:监督|检查|督导|督查|督办|验收|审查|评审|审计|调度|巡查|评估)")
_POINTS = re.compile(
    r"[^，。；]{0,6}?(?:把|将|对)(?:它|其|此|该?(?:项目|工程|行动))[^，。；]{0,6}?(?P<verb>挂牌督办|督办|督导|检查|验收|审查|评审|批复|调度|考核|跟踪|支持)"
)
_FOR = re.compile(r"(?:^|[，。；：\n])(?:近日，|目前，)?(?:为|为了|围绕|结合|针对|配合|按照)[^，。；]{0,8}$")
_THEN = re.compile(r"(?:[^，。；]{0,24}，){1,3}")
# P|启动以来，A…
_SINCE = re.compile(r"”?(?:专项)?(?:行动|工作|活动)?(?:启动|开展|实施|部署|推进|开工)?以来(?:，[^，。；]{0,24}){0,2}，")
_EVENT = ("活动", "行动", "大赛", "竞赛", "论坛", "计划")
# P是A今年工作的重中之重
_IS = re.compile(r"(?:仍|也|既|更)?(?:是|为|作为|成为|列为)(?:今年|近年来|当前|全市|全县)?$")
_FIRST = re.compile(
    r"[^，。；]{0,12}?(?:重中之重|头等大事|头号工程|一号工程|“一号工程”|重点工作|重点任务|重点工程|重点项目|中心工作|民生实事|民生工程|实事工程|标志性工程)"
)
# A以P为抓手; P是A决定启动的重大工程
_WITH = re.compile(r"(?:将|要|坚持|始终|正|还|也|都|均|分别|紧紧)*以$")
_ALONG = re.compile(r"(?:将|要|坚持|始终|正|还|也|都|均|分别|紧紧)*(?:结合|立足|依托|围绕|紧扣|聚焦)$")
_AS = re.compile(
    r"[^，。；]{0,6}?(?:作)?为(?:抓手|总抓手|重要抓手|有力抓手|契机|载体|重点|牵引|引领|依托|主线|核心|突破口|切入点|平台|龙头|支撑|主题)"
)
# A汇报了P的进展
# A把P作为头号工程, A将P列入挂牌督办清单
_TAKES = re.compile(r"(?:则|也|都|还|已|正|始终|坚持|一直|今年|近年来)*(?:把|将)(?:推进|实施|抓好)?$")
_TAKEN = re.compile(r"(?:建设|工作)?(?:作为|列为|列入|纳入|当作|当成|摆在|放在|抓在手上|抓实|抓紧|打造|摆上)")
_REPORTS = re.compile(r"(?:等[\u4e00-\u9fff]{0,6}?)?(?:分别|先后|就|专题)*(?:汇报|介绍|通报|报告)了?[^，。；]{0,6}$")
_HOW = re.compile(r"[^，。；]{0,16}?(?:情况|进展|成效|做法|经验|成果)")
_BEING = re.compile(r"(?:[（(][^（）()]{1,20}[）)])?(?:是|系|为)[^，。；]{0,12}$")
_STARTED = re.compile(
    r"[^，。；]{0,6}?(?:决定|批准|同意|共同|联合|组织|重点|牵头|正式|统一)?(?P<verb>启动|实施|部署|发起|推动|推进|建设|批复|投资|牵头|承建|确定)[^，。；]{0,4}?的"
)
# What others do not say but rules ask: 按照全河段整治的要求.
_ACCORDING = re.compile(r"(?:按照|根据|依据|对照|围绕|落实|贯彻)[^，。；]{0,40}")
_RULED = re.compile(r"(?:按照|根据|依据|对照|落实|贯彻)[^，。；]{0,10}$")
# 在|某公司|厂区，P: a company's site is where its own projects are.
_AT = re.compile(r"(?:在|走进|来到|位于|走访)$")
_ON_SITE = re.compile(r"[^，。；、]{0,10}，?(?:[^，。；、]{0,10}的)?")
# A verb further off than this must stand right before the project.
_NEAR, _FAR = 60, 150


class Clause(NamedTuple):
    """A group of bodies that acts, and the projects of its sentence before and behind it."""

    group: list[Mark]
    before: list[Mark]
    after: list[Mark]
    sentence: tuple[int, int]
    busy: frozenset[int]

    @property
    def start(self) -> int:
        """Where the group begins."""
        return self.group[0].start

    @property
    def end(self) -> int:
        """Where the group ends."""
        return self.group[-1].end


class Part(NamedTuple):
    """What a group of bodies does, and for which projects."""

    projects: list[Mark]
    role: str
    rule: str
    confidence: float


def _visited(text: str, start: int, end: int) -> bool:
    """Tell whether somebody only goes to a body (到某公司调研时强调, …)."""
    return _GOES.search(text, max(0, start - 2), start) is not None and _SEES.match(text, end) is not None


def ceremony(sheet: Sheet, clause: Clause) -> Part | None:
    """Read A举行P开工仪式."""
    if not clause.after or not _HELD.fullmatch(sheet.text, clause.end, clause.after[0].start):
        return None
    held = clause.after[0]
    event = sheet.text.endswith(_EVENT, held.start, held.end) and not sheet.text.startswith("“", held.start - 1)
    return Part([held], "leads", "ceremony", 0.6) if event or _CEREMONY.match(sheet.text, held.end) else None


def inert(text: str, start: int, end: int) -> bool:
    """Tell whether a body only holds a meeting, or is said not to act."""
    if _visited(text, start, end) or (_OBEYED.search(text, max(0, start - 4), start) and _SAID.match(text, end)):
        return True
    return bool(_HOSTS.match(text, end) or _DENIED.search(text[max(0, start - 5) : start]) or _DENIED.match(text, end))


def part_of(sheet: Sheet, clause: Clause, others: list[Mark]) -> Part | None:
    """Find what a group of bodies does, by the words around it."""
    return (
        _passive(sheet, clause)
        or _headline(sheet, clause)
        or _being(sheet, clause)
        or _holding_up(sheet, clause)
        or _active(sheet, clause, others)
        or _reviewing(sheet, clause)
        or _giving(sheet, clause)
        or _closing(sheet, clause, others)
        or _purposeful(sheet, clause, others)
    )


def carried(sheet: Sheet, clause: Clause) -> Part | None:
    """Find what a group does to what the sentence before named: 由A实施, A已把它列入督办清单."""
    if pointed := _POINTS.match(sheet.text, clause.end):
        return Part(clause.before, verb_roles()[pointed.group("verb")].role, "points", 0.7)
    part = _passive(sheet, clause)
    if part is None or "“" in sheet.text[clause.end : sheet.clause(clause.end)[1]]:
        # 由A牵头打造“…”: what it leads has a name of its own.
        return None
    return part._replace(projects=clause.before)


def _passive(sheet: Sheet, clause: Clause) -> Part | None:
    """P由A承建; 由A承建的P; P已通过A审查."""
    text, opening = sheet.text, sheet.text[max(0, clause.start - 8) : clause.start]
    if clause.before and _PASSED.search(opening) and _PASSING.match(text, clause.end):
        return Part(clause.before[-1:], "approves", "passed", 0.8)
    verb = _verb_after(text, clause.end, clause.sentence[1])
    if not verb or not _BY.search(opening):
        return None
    role = verb_roles()[verb].role
    if clause.after and re.fullmatch(r"[^，。；]{0,8}的", text[clause.end : clause.after[0].start]):
        return Part(clause.after[:1], role, "by", 0.85)
    if clause.before:
        return Part(list_before(sheet, clause.before), role, "by", 0.85)
    ahead = bool(clause.after) and not _STOPS.search(text, clause.end, clause.after[0].start)
    return Part(list_after(sheet, clause.after), role, "by", 0.75) if ahead else None


def _active(sheet: Sheet, clause: Clause, others: list[Mark]) -> Part | None:
    """A实施P; A加快推进P; A（投资）的P."""
    if not clause.after or _another_between(sheet, others, clause, clause.end, clause.after[0].start):
        return None
    between = _ACCORDING.sub("", sheet.text[clause.end : clause.after[0].start])
    if _STOPS.search(between) or _TURNS.search(between) or len(between) > _FAR:
        return None
    if _owns(sheet, clause, between):
        return Part(clause.after[:1], "implements", "owns", 0.75)
    if _GOES.search(sheet.text, max(0, clause.start - 2), clause.start):
        # 在|某植物园|建立P, 来到|某干休所|观摩P: where somebody is, not who acts.
        return None
    near = len(between) <= _NEAR
    if near and (verb := _verb_after(sheet.text, clause.end, clause.sentence[1])):
        return Part(_all_after(sheet, clause, others), verb_roles()[verb].role, "acts", 0.75)
    verb = verb_right_before(sheet.text, _counted_from(sheet, clause.after[0].start, clause.end), clause.end)
    if not verb and len(between) <= 30:
        verb = next(reversed(verb_pattern().findall(between)), "")
    return Part(_all_after(sheet, clause, others), verb_roles()[verb].role, "acts", 0.7) if verb else None


def _owns(sheet: Sheet, clause: Clause, between: str) -> bool:
    """Read A的P and A|P of a company, and 在A厂区，P."""
    if sheet.drafts[clause.group[-1].key].attributes.get("kind") != "company":
        return False
    led = _AT.search(sheet.text, max(0, clause.start - 2), clause.start)
    return between in ("的", "") or (led is not None and _ON_SITE.fullmatch(between) is not None)


def _all_after(sheet: Sheet, clause: Clause, others: list[Mark]) -> list[Mark]:
    """Return the first list of projects behind a group, and what it does next in the sentence (A推进P、Q，改善…，实施R)."""
    found, at = list_after(sheet, clause.after), clause.end
    for number, project in enumerate(clause.after):
        if project.start < found[-1].end:
            continue
        if project.start - clause.end > _FAR:
            break
        if _STOPS.search(sheet.text, at, project.start) or _another_between(sheet, others, clause, at, project.start):
            break
        if verb_right_before(sheet.text, _counted_from(sheet, project.start, found[-1].end), found[-1].end):
            found += list_after(sheet, clause.after[number:])
        at = project.start
    return found


def _counted_from(sheet: Sheet, at: int, start: int) -> int:
    """Return where a project begins with what counts it before it (力争|三个|基地项目)."""
    counted = _COUNT.search(sheet.text, max(start, at - 6), at)
    return counted.start() if counted else at


def _headline(sheet: Sheet, clause: Clause) -> Part | None:
    """P是A今年工作的重中之重."""
    if not clause.before or not _IS.fullmatch(sheet.text, clause.before[-1].end, clause.start):
        return None
    return Part(clause.before[-1:], "leads", "headline", 0.7) if _FIRST.match(sheet.text, clause.end) else None


def _being(sheet: Sheet, clause: Clause) -> Part | None:
    """P是A决定启动的重大工程."""
    if not clause.before or not _BEING.fullmatch(sheet.text, clause.before[-1].end, clause.start):
        return None
    started = _STARTED.match(sheet.text, clause.end, clause.sentence[1])
    if started is None:
        return None
    verb = verb_roles().get(started.group("verb"))
    return Part(clause.before[-1:], verb.role if verb else "leads", "being", 0.75)


def _holding_up(sheet: Sheet, clause: Clause) -> Part | None:
    """A以P为抓手; A把P作为头号工程; A围绕P."""
    if not clause.after:
        return None
    start, found = clause.after[0].start, list_after(sheet, clause.after)
    held = _WITH.fullmatch(sheet.text, clause.end, start) and _AS.match(sheet.text, found[-1].end)
    told = _REPORTS.fullmatch(sheet.text, clause.end, start) and _HOW.match(sheet.text, found[-1].end)
    taken = _TAKES.fullmatch(sheet.text, clause.end, start) and _TAKEN.match(sheet.text, found[-1].end)
    if held or told or taken or _ALONG.fullmatch(sheet.text, clause.end, start):
        return Part(found, "implements", "acts", 0.7)
    return None


def _reviewing(sheet: Sheet, clause: Clause) -> Part | None:
    """P，A对可研报告进行复审: what the sentence opens with is what is reviewed."""
    if not clause.before or clause.before[0].start - clause.sentence[0] > 6 or len({p.key for p in clause.before}) > 1:
        return None
    if not _REVIEWS.match(sheet.text, clause.end):
        return None
    return Part(clause.before[:1], "approves", "reviews", 0.75)


def _giving(sheet: Sheet, clause: Clause) -> Part | None:
    """A为P安排500万元; A对P开展监督."""
    if not clause.after or not _GIVES.match(sheet.text[clause.end : clause.after[0].start]):
        return None
    end = clause.after[0].end
    if sheet.text[clause.after[0].start - 1] == "对" and _WATCHED.match(sheet.text, end):
        return Part(clause.after[:1], "supervises", "gives", 0.75)
    return Part(clause.after[:1], "funds", "gives", 0.75) if _GIVEN.match(sheet.text, end) else None


def _closing(sheet: Sheet, clause: Clause, others: list[Mark]) -> Part | None:
    """P…，A承建: verbs that need no object behind them."""
    verb = _verb_after(sheet.text, clause.end, clause.sentence[1])
    if not verb or not verb_roles()[verb].alone or not clause.before:
        return None
    if _another_between(sheet, others, clause, clause.before[-1].end, clause.start):
        return None
    at = clause.end + len(sheet.text[clause.end :].split(verb, 1)[0]) + len(verb)
    goes_on = sheet.text[at : at + 1]
    if goes_on and goes_on not in "，。；、）〕】！\n的了" and verb_roles()[verb].role not in ("funds", "approves"):
        return None
    return Part(list_before(sheet, clause.before), verb_roles()[verb].role, "closes", 0.75)


def _purposeful(sheet: Sheet, clause: Clause, others: list[Mark]) -> Part | None:
    """为推进P，A…; 结合P，A…; P启动以来，A…."""
    if not clause.before:
        return None
    leads = sheet.text[max(0, clause.before[0].start - 16) : clause.before[0].start]
    end = clause.before[-1].end
    aimed = _FOR.search(leads) and _THEN.fullmatch(sheet.text, end, clause.start)
    if not aimed and not _SINCE.fullmatch(sheet.text, end, clause.start):
        return None
    if _another_between(sheet, others, clause, end, clause.start):
        return None
    return Part(list_before(sheet, clause.before), "implements", "purpose", 0.65)


def _verb_after(text: str, at: int, end: int) -> str:
    """Return the verb of a role right behind an agency, past adverbs (将, 积极, 共同), "" if there is none."""
    skipped = _ADVERBS.match(text, at, end)
    verb = verb_pattern().match(text, skipped.end() if skipped else at, end)
    return verb.group() if verb else ""


def _another_between(sheet: Sheet, others: list[Mark], clause: Clause, start: int, end: int) -> bool:
    keys = {m.key for m in clause.group}
    first, last = (bisect_left(others, (at,)) for at in (start, end))
    return any(
        m.key not in keys
        and m.start not in clause.busy
        and not _RULED.search(sheet.text, max(start, m.start - 12), m.start)
        for m in others[first:last]
    )
