"""Two small documents made by hand, with IRIs as ids, on which every room can test.

The text is broken into lines as a printed page is, so that a name may hold a line break in the source.
"""

from __future__ import annotations

from array import array
from hashlib import sha256

from ecograph.graph import quads
from ecograph.model import Attribute, Claim, Document, Entity, Facts, Mention, Span, Unread
from ecograph.store import BASE, Store, open_store

SPRING = """晋中市生态环境局党组书记马成毅介绍，今年市生态环境局牵头推进“一泓清
水入黄河”工程，确保灵石县王庄桥南断面水质达到Ⅲ类。晋中市生态环境
局平遥分局局长武青壮表示，平遥县年内完成40家企业深度治理，PM2.5平
均浓度降到38微克/立方米以下。晋中市规划和自然资源局印发《晋中市国土绿
化示范项目管理办法》，太行山国土绿化示范项目依此实施，在和顺县开工。全市今年造
林绿化32.4万亩。各部门再完成12项任务。"""
SUMMER = """截至5月底，太行山国土绿化示范项目已完成人工造林9.08万亩。晋中市规划和自
然资源局党组书记、局长路华说，和顺生物多样性保护项目已在和顺县启动，
按照《晋中市“十四五”生态环境保护规划》推进，该局并不承担“一泓清水入黄河”工程。
马成毅通报，今年前5个月山西省晋中市优良天数比例达到78.5%，市生态环境局正在调度“一泓清水入黄河”工程。"""

JINZHONG, SHANXI = BASE + "place/140700", BASE + "place/140000"
LINGSHI, PINGYAO, HESHUN = BASE + "place/140729", BASE + "place/140728", BASE + "place/140723"
SECTION = BASE + "place/王庄桥南断面"
BUREAU, BRANCH = BASE + "agency/晋中市生态环境局", BASE + "agency/晋中市生态环境局平遥分局"
PLANNING = BASE + "agency/晋中市规划和自然资源局"
MA, WU, LU = BASE + "official/140700/马成毅", BASE + "official/140700/武青壮", BASE + "official/140700/路华"
RIVER, GREENING = BASE + "project/一泓清水入黄河工程", BASE + "project/太行山国土绿化示范项目"
BIODIVERSITY = BASE + "project/和顺生物多样性保护项目"
RULES, PLAN = BASE + "policy/晋中市国土绿化示范项目管理办法", BASE + "policy/晋中市十四五生态环境保护规划"
WATER, FIRMS, DUST = BASE + "target/3f1c0a52b7d1", BASE + "target/5a90be14c233", BASE + "target/77d2e0f61b90"
TREES, PLANTED, DAYS = BASE + "target/9c41aa7e0d05", BASE + "target/b2e86f3d7714", BASE + "target/e6107c94f5a8"


def document(raw: str, *, source: str, title: str, published: str) -> Document:
    """Build a document whose clean text is the raw one without its line breaks."""
    offsets = array("l", (at for at, character in enumerate(raw) if character != "\n"))
    sha = sha256(raw.encode()).hexdigest()
    return Document(
        id=f"{BASE}document/{sha[:16]}",
        source=source,
        sha256=sha,
        raw=raw,
        text=raw.replace("\n", ""),
        offsets=offsets,
        title=title,
        published=published,
        publisher="晋中日报",
        home="140700",
    )


def span(of: Document, text: str) -> Span:
    """Return where the clean text first holds these words, as a span of the source."""
    start = of.text.index(text)
    return of.span(start, start + len(text))


def named(of: Document, id: str, type: str, name: str, *aliases: str, **attributes: Attribute) -> Entity:
    """Build an entity that is mentioned by those of its names that stand in the text, none inside another."""
    seen: list[Mention] = []
    for text in (name, *aliases):
        ranges = [range(each.span.start, each.span.end) for each in seen]
        starts = [at for at in range(len(of.text)) if of.text.startswith(text, at)]
        free = [at for at in starts if not any(of.offsets[at] in taken for taken in ranges)]
        seen += [Mention(of.span(at, at + len(text)), "gazetteer", 0.95) for at in free[:1]]
    return Entity(id, type, name, aliases, tuple(seen), attributes)  # type: ignore[arg-type]


def target(of: Document, id: str, quote: str, *, metric: str, unit: str, text: str, **more: Attribute) -> Entity:
    """Build a target with the slots that its quote prints."""
    attributes: dict[str, Attribute] = {
        "metric": metric, "value": float(text) if text.replace(".", "").isdigit() else text, "value_text": text,
        "unit": unit, "comparator": "=", "change": "level", "status": "planned", "deadline": "2025", "quote": quote,
    }  # fmt: skip
    first = of.text.index(quote)
    printed = {"metric": metric, "value": text, "unit": unit}
    places = {slot: first + quote.index(words) for slot, words in printed.items()}
    slots = {slot: of.span(at, at + len(printed[slot])) for slot, at in places.items()}
    name = f"{metric} {text} {unit}"
    return Entity(id, "Target", name, (), (Mention(span(of, quote), "target", 0.95),), attributes | more, slots)


def claim(of: Document, subject: str, predicate: str, object: str, evidence: str, **more: object) -> Claim:
    """Build a claim with the words that say so."""
    return Claim(subject, predicate, object, span(of, evidence), f"{predicate}.verb", **more)  # type: ignore[arg-type]


def spring() -> Facts:
    """Return the plans of March 2025."""
    of = document(
        SPRING, source="articles/shanxi-jinzhong-spring.txt", title="晋中部署全年生态治理", published="2025-03-12"
    )
    entities = (
        named(of, BUREAU, "Agency", "晋中市生态环境局", "市生态环境局", kind="bureau"),
        named(of, BRANCH, "Agency", "晋中市生态环境局平遥分局", "平遥分局", kind="bureau"),
        named(of, PLANNING, "Agency", "晋中市规划和自然资源局", kind="bureau"),
        named(of, MA, "Official", "马成毅", posts=("党组书记",)),
        named(of, WU, "Official", "武青壮", posts=("局长",)),
        named(of, RIVER, "Project", "“一泓清水入黄河”工程", "一泓清水入黄河", kind="project"),
        named(of, GREENING, "Project", "太行山国土绿化示范项目", kind="project"),
        named(of, JINZHONG, "Place", "晋中市", "全市", kind="admin", code="140700"),
        named(of, LINGSHI, "Place", "灵石县", kind="admin", code="140729"),
        named(of, PINGYAO, "Place", "平遥县", "平遥", kind="admin", code="140728"),
        named(of, HESHUN, "Place", "和顺县", "和顺", kind="admin", code="140723"),
        named(of, SECTION, "Place", "王庄桥南断面", kind="section"),
        named(of, RULES, "Policy", "晋中市国土绿化示范项目管理办法", kind="measure"),
        target(of, WATER, "王庄桥南断面水质达到Ⅲ类", metric="水质", unit="类", text="Ⅲ"),
        target(of, FIRMS, "完成40家企业深度治理", metric="企业深度治理", unit="家", text="40"),
        target(
            of, DUST, "PM2.5平均浓度降到38微克/立方米以下", metric="PM2.5平均浓度", unit="微克/立方米", text="38",
            comparator="<=", normalized_value=0.000000038, normalized_unit="kg/m3",
        ),
        target(
            of, TREES, "造林绿化32.4万亩", metric="造林绿化", unit="万亩", text="32.4",
            normalized_value=216000000.0, normalized_unit="m2",
        ),
    )  # fmt: skip
    claims = (
        claim(of, MA, "worksFor", BUREAU, "晋中市生态环境局党组书记马成毅"),
        claim(of, WU, "worksFor", BRANCH, "晋中市生态环境局平遥分局局长武青壮"),
        claim(of, BRANCH, "partOf", BUREAU, "晋中市生态环境局平遥分局", confidence=0.9),
        claim(
            of, BUREAU, "responsibleFor", RIVER, "今年市生态环境局牵头推进“一泓清水入黄河”工程",
            role="leads", speaker=MA, modality="plan", confidence=0.9,
        ),
        claim(of, SECTION, "within", LINGSHI, "灵石县王庄桥南断面"),
        claim(of, SECTION, "hasTarget", WATER, "王庄桥南断面水质达到Ⅲ类", speaker=MA, modality="plan"),
        claim(of, PINGYAO, "hasTarget", FIRMS, "平遥县年内完成40家企业深度治理", speaker=WU, modality="plan"),
        claim(of, PINGYAO, "hasTarget", DUST, "PM2.5平均浓度降到38微克/立方米以下", speaker=WU, modality="plan"),
        claim(of, PLANNING, "issued", RULES, "晋中市规划和自然资源局印发《晋中市国土绿化示范项目管理办法》"),
        claim(of, GREENING, "governedBy", RULES, "太行山国土绿化示范项目依此实施"),
        claim(of, GREENING, "locatedIn", HESHUN, "太行山国土绿化示范项目依此实施，在和顺县开工", modality="doing"),
        claim(of, JINZHONG, "hasTarget", TREES, "全市今年造林绿化32.4万亩", modality="plan"),
        *(claim(of, part, "within", JINZHONG, evidence) for part, evidence in (
            (LINGSHI, "灵石县"), (PINGYAO, "平遥县"), (HESHUN, "和顺县"),
        )),
    )  # fmt: skip
    return Facts(of, entities, claims, (Unread(span(of, "各部门再完成12项任务。"), "no subject"),))


def summer() -> Facts:
    """Return the state of June 2025."""
    of = document(
        SUMMER, source="articles/shanxi-jinzhong-summer.txt", title="晋中通报生态治理进展", published="2025-06-18"
    )
    entities = (
        named(of, BUREAU, "Agency", "晋中市生态环境局", "市生态环境局", kind="bureau"),
        named(of, PLANNING, "Agency", "晋中市规划和自然资源局", "该局", kind="bureau"),
        named(of, MA, "Official", "马成毅"),
        named(of, LU, "Official", "路华", posts=("党组书记", "局长")),
        named(of, RIVER, "Project", "“一泓清水入黄河”工程", kind="project"),
        named(of, GREENING, "Project", "太行山国土绿化示范项目", kind="project"),
        named(of, BIODIVERSITY, "Project", "和顺生物多样性保护项目", kind="project"),
        named(of, SHANXI, "Place", "山西省", kind="admin", code="140000"),
        named(of, JINZHONG, "Place", "晋中市", kind="admin", code="140700"),
        named(of, HESHUN, "Place", "和顺县", kind="admin", code="140723"),
        named(of, PLAN, "Policy", "晋中市“十四五”生态环境保护规划", kind="plan"),
        target(
            of, PLANTED, "已完成人工造林9.08万亩", metric="人工造林", unit="万亩", text="9.08", status="achieved",
            deadline=None, normalized_value=60533333.33, normalized_unit="m2",
        ),
        target(
            of, DAYS, "优良天数比例达到78.5%", metric="优良天数比例", unit="%", text="78.5", status="achieved",
            deadline=None,
        ),
    )  # fmt: skip
    claims = (
        claim(of, LU, "worksFor", PLANNING, "晋中市规划和自然资源局党组书记、局长路华"),
        claim(of, GREENING, "hasTarget", PLANTED, "太行山国土绿化示范项目已完成人工造林9.08万亩", modality="done"),
        claim(
            of, BIODIVERSITY, "locatedIn", HESHUN, "和顺生物多样性保护项目已在和顺县启动", speaker=LU, modality="doing",
        ),
        claim(
            of, BIODIVERSITY, "governedBy", PLAN,
            "和顺生物多样性保护项目已在和顺县启动，按照《晋中市“十四五”生态环境保护规划》推进", speaker=LU,
        ),
        claim(
            of, PLANNING, "responsibleFor", RIVER, "该局并不承担“一泓清水入黄河”工程",
            role="implements", speaker=LU, modality="denied",
        ),
        claim(of, JINZHONG, "hasTarget", DAYS, "晋中市优良天数比例达到78.5%", speaker=MA, modality="done"),
        claim(of, JINZHONG, "within", SHANXI, "山西省晋中市"),
        claim(
            of, BUREAU, "responsibleFor", RIVER, "市生态环境局正在调度“一泓清水入黄河”工程",
            role="supervises", speaker=MA, modality="doing", confidence=0.8,
        ),
    )  # fmt: skip
    return Facts(of, entities, claims)


def both() -> tuple[Facts, Facts]:
    """Return the two documents' facts."""
    return spring(), summer()


def store_of(*facts: Facts) -> Store:
    """Return an in-memory store that holds these facts."""
    store = open_store(None)
    for each in facts:
        store.add(each.document.id, quads(each))
    return store
