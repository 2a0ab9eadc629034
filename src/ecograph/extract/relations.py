"""Draw the relations that the text states: who is responsible for what, where it lies, what governs it, who issued it."""

from __future__ import annotations

import itertools
import re
from functools import cache

from ecograph.extract.gazetteer import gazetteer
from ecograph.extract.places import PlaceHit
from ecograph.extract.sheet import Mark, Sheet
from ecograph.resources import rows

_SPEAKS = re.compile(r"[^。！？\n]{0,4}(?:表示|说|介绍|告诉|坦言|透露|指出|强调|要求|谈到|认为|提出|汇报|称|直言|：)")
_LIES = re.compile(r"(?:位于|地处|坐落于|坐落在|选址|选址在|落户|落户于|建在|设在|落地|涉及|覆盖|布局在|在)$")


_TOGETHER = re.compile(r"[、和与及]|以及|会同|联合|联手|携手|（[^（）]{1,12}）、?")
_BY = re.compile(
    r"(?:由|（|\(|交由|经由|委托|(?:业主|建设|施工|承建|中标|实施|牵头|责任)单位(?:为|是|：)?|承建方|中标人[为：]?)$"
)
# Verbs that need no object behind them: the project was named before (…，某公司中标承建).
_CLOSING = frozenset(
    {
        "牵头",
        "负责",
        "组织实施",
        "承建",
        "具体负责",
        "统筹实施",
        "中标",
        "施工",
        "投资建设",
        "运营",
        "组织建设",
        "牵头实施",
        "牵头负责",
        "实施",
    }
)
_BY_ROLE = re.compile(r"(?:业主|建设|施工|承建|中标|实施|牵头|责任)单位(?:为|是|：)?$")
_ADVERBS = re.compile(
    r"(?:将|要|已|正|正在|也|还|则|又|再|先后|积极|全力|共同|联合|具体|统一|分别|统筹|扎实|深入|持续|加快|迅速|提前|依法|全程|主动|大力|全面|按要求|计划|拟|准备|打算|"
    r"今年|去年|\d{4}年|\d{1,2}月|日前|近日|目前|今年以来|负责同志|等|等部门|等单位|会同[\u4e00-\u9fff、]{2,24}?|联合[\u4e00-\u9fff、]{2,24}?)*"
)


@cache
def _roles() -> dict[str, str]:
    return {row["verb"]: row["role"] for row in rows("data", "lexicon", "project_verbs.csv")}


@cache
def _role_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _roles()), key=len, reverse=True)))


@cache
def _issue_pattern() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            sorted(
                (re.escape(row["verb"]) for row in rows("data", "lexicon", "issue_verbs.csv")), key=len, reverse=True
            )
        )
    )


def draw_relations(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add every relation but those of officials and targets, which their own components draw."""
    _responsible(sheet)
    _spoken(sheet)
    _located(sheet)
    _placed_by_context(sheet)
    _issued(sheet)
    _governed(sheet)
    _within(sheet, places)


def _in_sentence(marks: list[Mark], sentence: tuple[int, int]) -> list[Mark]:
    return [m for m in marks if sentence[0] <= m.start and m.end <= sentence[1]]


def _agents(sheet: Sheet, sentence: tuple[int, int]) -> list[Mark]:
    """Return the agencies of a sentence that act themselves: not those that only say whose post somebody holds."""
    titles = [span for d in sheet.of("Official") for span in _post_spans(sheet, d.key)]
    return [
        m
        for m in _in_sentence(sheet.marks("Agency"), sentence)
        if m.rule != "agency.implied" and not any(m.end == s for s, _ in titles)
    ]


def _post_spans(sheet: Sheet, key: str) -> list[tuple[int, int]]:
    return [span for name, span in sheet.drafts[key].slots.items() if name.startswith("post:")]


def _responsible(sheet: Sheet) -> None:
    """Draw responsibleFor from 由A牵头, A负责实施P, P由A承建, （A负责）."""
    last: list[Mark] = []
    for sentence in sheet.sentences:
        projects = _in_sentence(sheet.marks("Project"), sentence)
        paragraph_starts = sentence[0] == 0 or sheet.text[sentence[0] - 1] == "\n"
        bracketed = sheet.text[sentence[0]] in "（("
        candidates = projects or (last if bracketed and not paragraph_starts else [])
        if candidates:
            for group in _groups(sheet, _agents(sheet, sentence)):
                _assign(sheet, group, candidates, sentence, bracketed=bracketed and not projects)
        last = projects


def _groups(sheet: Sheet, agencies: list[Mark]) -> list[list[Mark]]:
    """Join agencies that act together: A、B和C, A会同B, A牵头、B配合 stay apart."""
    groups: list[list[Mark]] = []
    for mark in agencies:
        if groups and _TOGETHER.fullmatch(sheet.text[groups[-1][-1].end : mark.start]):
            groups[-1].append(mark)
        elif not groups or mark.start >= groups[-1][-1].end:
            groups.append([mark])
    return groups


def _assign(
    sheet: Sheet, group: list[Mark], projects: list[Mark], sentence: tuple[int, int], *, bracketed: bool
) -> None:
    """Find the verb of a group of agencies and the project that it governs."""
    text, start, end = sheet.text, group[0].start, group[-1].end
    verb = _verb_after(text, end, sentence[1])
    by = bool(_BY.search(text[max(0, start - 8) : start]))
    before = [p for p in projects if p.end <= start]
    after = [p for p in projects if p.start >= end]
    target: list[Mark] = []
    if by and (verb or _BY_ROLE.search(text[max(0, start - 8) : start])) and before:
        target = before[-1:]
    elif bracketed and verb:
        target = projects[-1:]
    elif (
        verb
        and after
        and not _another_between(sheet, group[-1], after[0])
        and not re.search(r"[。！？]", text[end : after[0].start])
        and after[0].start - end <= 60
    ):
        target = [after[0], *_coordinated(sheet, after)]
    elif after and after[0].start - end <= 30 and not _another_between(sheet, group[-1], after[0]):
        verbs = list(_role_pattern().finditer(text, end, after[0].start))
        if verbs and not re.search(r"[。；]", text[end : after[0].start]):
            verb, target = verbs[-1].group(), after[:1]
    elif verb in _CLOSING and before and not _another_between(sheet, before[-1], group[0]):
        target = before[-1:]
    for project in target:
        for agency in group:
            _responsible_link(
                sheet,
                agency,
                project,
                verb,
                sentence,
                "responsibleFor.by" if by else "responsibleFor.acts",
                0.85 if by else 0.75,
            )


def _verb_after(text: str, at: int, end: int) -> str:
    """Return the verb of a role right behind an agency, past adverbs (将, 积极, 共同), "" if there is none."""
    skipped = _ADVERBS.match(text, at, end)
    verb = _role_pattern().match(text, skipped.end() if skipped else at, end)
    return verb.group() if verb else ""


def _another_between(sheet: Sheet, agency: Mark, project: Mark) -> bool:
    return any(
        agency.end <= m.start < project.start and m.key != agency.key
        for m in [*sheet.marks("Agency"), *sheet.marks("Official")]
    )


def _coordinated(sheet: Sheet, projects: list[Mark]) -> list[Mark]:
    """Return the projects that follow the first in one list (A、B和C)."""
    found = []
    for one, two in itertools.pairwise(projects):
        if sheet.text[one.end : two.start] not in ("、", "和", "及", "以及", "与"):
            break
        found.append(two)
    return found


def _responsible_link(
    sheet: Sheet, agency: Mark, project: Mark, verb: str, sentence: tuple[int, int], rule: str, confidence: float
) -> None:
    if agency.start < project.end and project.start < agency.end:
        return
    sheet.link(
        agency.key,
        "responsibleFor",
        project.key,
        at=sentence,
        rule=rule,
        role=_roles().get(verb, "implements"),
        confidence=confidence,
    )


def _spoken(sheet: Sheet) -> None:
    """Draw responsibleFor where an official speaks of a project as the agency's work."""
    paragraphs = _paragraphs(sheet)
    officials = list(sheet.marks("Official"))
    for start, end in paragraphs:
        inside = [m for m in officials if start <= m.start < end and _SPEAKS.match(sheet.text, m.end)]
        for number, mark in enumerate(inside):
            stop = inside[number + 1].start if number + 1 < len(inside) else end
            if report := re.compile(r"[^。\n]{0,20}工作报告[^。\n]{0,6}(?:提出|明确|强调)").search(
                sheet.text, mark.end, stop
            ):
                stop = report.start()
            begin = mark.start if number else start if sheet.text[start : start + 1] == "“" else mark.start
            _speech(sheet, mark, begin, stop)


def _paragraphs(sheet: Sheet) -> list[tuple[int, int]]:
    found, start = [], 0
    for match in re.finditer(r"\n|$", sheet.text):
        if match.start() > start:
            found.append((start, match.start()))
        start = match.end()
    return found


def _speech(sheet: Sheet, speaker: Mark, start: int, end: int) -> None:
    agencies = [k.object for k in sheet.links if k.subject == speaker.key and k.predicate == "worksFor"]
    kinds = [sheet.drafts[a].attributes.get("kind") for a in agencies]
    own = [
        a
        for a, kind in zip(agencies, kinds, strict=True)
        if kind
        in (
            "bureau",
            "department",
            "commission",
            "office",
            "institution",
            "company",
            "taskforce",
            "division",
            "ministry",
        )
    ]
    if not own:
        return
    for project in [m for m in sheet.marks("Project") if start <= m.start and m.end <= end]:
        clause_start, _ = sheet.clause(project.start)
        before = sheet.text[clause_start : project.start]
        verb = list(_role_pattern().finditer(before)) or list(re.finditer(r"为", before))
        others = [m for m in sheet.marks("Agency") if clause_start <= m.start < project.start and m.key not in own]
        if verb and not others:
            sheet.link(
                own[0],
                "responsibleFor",
                project.key,
                at=sheet.sentence(project.start),
                rule="responsibleFor.speaker",
                role=_roles().get(verb[-1].group(), "implements"),
                confidence=0.6,
            )


def _located(sheet: Sheet) -> None:
    """Draw locatedIn: the place in a project's name, right before it, or after 位于, 选址, 涉及."""
    place_marks = sheet.marks("Place")
    for project in sheet.marks("Project"):
        sentence = sheet.sentence(project.start)
        if project.rule == "project.back":
            continue
        for place in place_marks:
            if project.start <= place.start and place.end <= project.end:
                if _quoted(sheet, place):
                    continue
                sheet.link(
                    project.key,
                    "locatedIn",
                    place.key,
                    at=(project.start, project.end),
                    rule="locatedIn.name",
                    confidence=0.9,
                )
            elif sentence[0] <= place.start < project.start and sheet.text[place.end : project.start] in (
                "",
                "的",
                "境内的",
                "境内",
            ):
                sheet.link(
                    project.key,
                    "locatedIn",
                    place.key,
                    at=(place.start, project.end),
                    rule="locatedIn.before",
                    confidence=0.8,
                )
            elif (
                place.start > project.end
                and sheet.text[project.end] in "（("
                and re.fullmatch(r"[（(][^）)]{0,12}", sheet.text[project.end : place.start])
            ):
                sheet.link(
                    project.key,
                    "locatedIn",
                    place.key,
                    at=(project.start, place.end),
                    rule="locatedIn.bracket",
                    confidence=0.85,
                )
            elif (
                project.end <= place.start < sentence[1]
                and _LIES.search(sheet.text[project.end : place.start])
                and len(sheet.text[project.end : place.start]) <= 16
            ):
                _lies(sheet, project, place, place_marks, sentence)


def _quoted(sheet: Sheet, place: Mark) -> bool:
    """Tell whether a place stands in a quoted slogan (“一泓清水入黄河”), where it says nothing of the project's site."""
    opening = sheet.text.rfind("“", max(0, place.start - 16), place.start)
    closing = sheet.text.find("”", place.end, place.end + 12)
    if opening < 0 or closing < 0 or sheet.text.find("”", opening, place.start) >= 0:
        return False
    return not re.search(r"[，。；]", sheet.text[opening:closing])


def _placed_by_context(sheet: Sheet) -> None:
    """Place a project that the text puts nowhere else: by the place that its sentence is about, else by the home place."""
    placed = {
        k.subject
        for k in sheet.links
        if k.predicate == "locatedIn" and sheet.drafts[k.object].attributes.get("kind") == "admin"
    }
    for draft in list(sheet.of("Project")):
        if draft.key in placed or not draft.marks:
            continue
        project = min(draft.marks, key=lambda m: m.start)
        sentence = sheet.sentence(project.start)
        before = [
            m
            for m in _in_sentence(sheet.marks("Place"), (sentence[0], project.start))
            if sheet.drafts[m.key].attributes.get("kind") in ("admin", "site")
        ]
        if before:
            sheet.link(draft.key, "locatedIn", before[-1].key, at=sentence, rule="locatedIn.sentence", confidence=0.6)
        elif sheet.home and (home := sheet.drafts.get(f"Place:{sheet.home}")) and home.marks:
            sheet.link(draft.key, "locatedIn", home.key, at=sentence, rule="locatedIn.home", confidence=0.5)


def _lies(sheet: Sheet, project: Mark, place: Mark, places: list[Mark], sentence: tuple[int, int]) -> None:
    sheet.link(project.key, "locatedIn", place.key, at=sentence, rule="locatedIn.lies", confidence=0.8)
    end = place.end
    for other in places:
        if other.start >= end and sheet.text[end : other.start] in ("", "、", "和", "及", "与"):
            sheet.link(project.key, "locatedIn", other.key, at=sentence, rule="locatedIn.lies", confidence=0.75)
            end = other.end


def _issued(sheet: Sheet) -> None:
    """A印发《P》, 《P》由A编制, A批复的《P》."""
    for policy in sheet.marks("Policy"):
        if policy.rule == "policy.report":
            continue
        sentence = sheet.sentence(policy.start)
        agencies = [m for m in _in_sentence(sheet.marks("Agency"), sentence) if m.rule != "agency.implied"]
        before = [m for m in agencies if m.end <= policy.start]
        verbs = list(_issue_pattern().finditer(sheet.text, sentence[0], policy.start))
        if verbs and before and (issuers := _issuers(sheet, before, verbs[-1].start())):
            for agency in issuers:
                sheet.link(agency.key, "issued", policy.key, at=sentence, rule="issued.before", confidence=0.85)
            continue
        if verbs and re.search(r"我们|我局|我厅|我委", sheet.text[sentence[0] : policy.start]):
            _issued_by_speaker(sheet, policy, sentence)
            continue
        later = [m for m in agencies if m.start >= policy.end]
        if (
            later
            and re.search(r"由$|经$", sheet.text[policy.end : later[0].start])
            and _issue_pattern().search(sheet.text, later[0].end, min(sentence[1], later[0].end + 30))
        ):
            for agency in [
                later[0],
                *[
                    b
                    for a, b in itertools.pairwise(later)
                    if sheet.text[a.end : b.start] in ("、", "会同", "联合", "和")
                ],
            ]:
                sheet.link(agency.key, "issued", policy.key, at=sentence, rule="issued.by", confidence=0.85)
    _issued_in_lists(sheet)


def _issuers(sheet: Sheet, agencies: list[Mark], verb: int) -> list[Mark]:
    """Return the agencies that a verb of issuing belongs to: the last before it, and those joined to it by 、 or 联合."""
    before = [m for m in agencies if m.end <= verb]
    if not before:
        return []
    found = [before[-1]]
    for one, two in zip(reversed(before[:-1]), reversed(before), strict=False):
        if not re.fullmatch(r"[、和与]|联合|会同|、?[^，。]{0,2}联合", sheet.text[one.end : two.start]):
            break
        found.append(one)
    return found if verb - before[-1].end <= 30 else []


def _issued_by_speaker(sheet: Sheet, policy: Mark, sentence: tuple[int, int]) -> None:
    speakers = [m for m in sheet.marks("Official") if m.start < policy.start]
    if speakers:
        for link in [k for k in sheet.links if k.subject == speakers[-1].key and k.predicate == "worksFor"][:1]:
            sheet.link(link.object, "issued", policy.key, at=sentence, rule="issued.speaker", confidence=0.75)


def _issued_in_lists(sheet: Sheet) -> None:
    """《A》及《B》: what issued the first issued the second."""
    policies = sheet.marks("Policy")
    for one, two in itertools.pairwise(policies):
        if re.fullmatch(r"》(?:[、和及与]|以及)《", sheet.text[one.end : two.start]):
            for link in [k for k in sheet.links if k.predicate == "issued" and k.object == one.key]:
                sheet.link(
                    link.subject, "issued", two.key, at=sheet.sentence(two.start), rule="issued.list", confidence=0.8
                )


def _governed(sheet: Sheet) -> None:
    """Draw governedBy: a policy's title names the project, or a sentence says 根据《…》 of it."""
    for policy in list(sheet.of("Policy")):
        if not policy.marks or "工作报告" in policy.name:
            continue
        for project in list(sheet.of("Project")):
            if not project.marks:
                continue
            body = re.sub(r"[“”]|(?:工程|项目|行动)$", "", project.name)
            plain = re.sub(r"[“”]", "", policy.name)
            if len(body) >= 6 and (body in plain or _mostly(body, plain)):
                sheet.link(
                    project.key,
                    "governedBy",
                    policy.key,
                    at=sheet.sentence(policy.marks[0].start),
                    rule="governedBy.title",
                    confidence=0.85,
                )
            else:
                _governed_in_sentence(sheet, project.marks, policy.marks, project.key, policy.key)


def _mostly(body: str, title: str) -> bool:
    """Tell whether a title holds a project's name but for a place put in (山西省|晋中市|太行山…)."""
    at = iter(title)
    return len(body) >= 10 and all(char in at for char in body) and len(title) - len(body) <= 14


def _governed_in_sentence(sheet: Sheet, projects: list[Mark], policies: list[Mark], project: str, policy: str) -> None:
    for p in projects:
        for q in policies:
            sentence = sheet.sentence(p.start)
            if (
                sheet.sentence(q.start) == sentence
                and q.end <= p.start
                and re.search(
                    r"(?:根据|按照|依据|依照|对照|落实)(?:了)?《?$", sheet.text[max(0, q.start - 6) : q.start]
                )
            ):
                sheet.link(project, "governedBy", policy, at=sentence, rule="governedBy.according", confidence=0.6)


def _within(sheet: Sheet, places: list[PlaceHit]) -> None:
    """灵石县|王庄桥南断面, 山西省|晋中市; and what the gazetteer knows of two divisions that the article names."""
    marked = {(m.start, m.end): m for m in sheet.marks("Place")}
    for one, two in itertools.pairwise(places):
        if (
            one.end == two.start
            and (two.start, two.end) in marked
            and one.key in sheet.drafts
            and one.key != two.key
            and one.kind in ("admin", "region", "river", "lake")
        ):
            if one.code and two.code and not gazetteer().inside(two.code, one.code):
                continue
            sheet.link(two.key, "within", one.key, at=(one.start, two.end), rule="within.chain", confidence=0.9)
    coded = {d.attributes["code"]: d for d in sheet.of("Place") if d.attributes.get("code") and d.marks}
    for code, draft in coded.items():
        parent = next((c for c in gazetteer().chain(str(code))[1:] if c in coded), None)
        if parent:
            mark = draft.marks[0]
            sheet.link(draft.key, "within", coded[parent].key, at=(mark.start, mark.end), rule="within.gazetteer")
