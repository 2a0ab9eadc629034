"""Tell the name of one project from words that only say a sort of works, a count of them, or an honour."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import Beginnings, Endings
from ecograph.extract.words.lexicon import word_set
from ecograph.resources import rows

# What is put right or looked into tells which one is meant: 殡葬用品收费|专项治理.
_INSPECTIONS = frozenset(
    {"专项整治", "专项治理", "专项督查", "专项督察", "专项检查", "专项执法检查", "专项执法", "专项清理", "专项排查"}
)
_COMMON = frozenset(
    {
        "行动",
        "活动",
        "计划",
        "试点",
        "基地",
        "样板",
        "攻坚",
        *_INSPECTIONS,
        "战役",
        "试点工程",
        "综合体",
        "提升行动",
        "整治行动",
        "治理行动",
        "保护行动",
    }
)
# What the three campaigns defend, alone or in a list (蓝天、碧水、净土保卫战).
DEFENDED = re.compile("(?:(?:蓝天|碧水|净土|青山|清水|净水)、?)+")
WEAK_BODY = re.compile(
    r"^(?:重点|重大|一批|生态|民生|环保|基础设施|基础|建设|示范|试点|工业|产业|林草|林业|水利|续建|新建|在建|省级|市级|县级|国家级?|绿化|绿色|治理|保护|修复|改造|提升|各类|系列|配套|主体|综合|惠民|污水|环境|专项|集中|联合|执法|整治|攻坚|三年|百日|工程|的|年度|投资|公益|亿元以上|储备|签约|开工|招商|引资|储能|清洁|能源|国家|入河|两高|水务|水网|水环境|修复|系列|标志性|一大批|高质量发展|调水|引调水|供水|防洪|排涝|电力|交通运输|文旅|养老|民生实事|多项|多个|市政|交通|项目|\d+年|\d{1,2}月份?|和|与|及|、|“|”|“两高”)*$"
)
# 30个|重点, 2022年四季度|重大, 第一批, 一季度|重点: which ones are meant, not what they are.
_SORTED = re.compile(
    r"(?:\d{4}年(?:度)?|今年|去年|明年|[一二三四]季度|[上下]半年|\d{1,2}月份?|第?[一二三四五首]批|[\d一二三四五六七八九十百]+[个批]|年度|“?十[三四五六]五”?(?:期间|时期)?|[\u4e00-\u9fff]{1,6}?[省市县区州旗镇])*(?:重点|重大|[一二三四首]批|类|期间|时期)"
)
_SORT = re.compile(r"(?:类|[第\d一二三四五六七八九十首]批|新一轮(?:重大|重点)?|[和与及等])$")
COUNTED = re.compile(r"[\d一二三四五六七八九十两]+(?:个|项|大|批|处|条|座|家|类|场|期工程)")
# 污水治理|三年|攻坚行动: a topic and a term.
_TERM = re.compile(r"[\u4e00-\u9fff]{4,}[两二三四五]年")
# 各部门迅速|行动: somebody acts.
_ACTS = re.compile(
    r"(?:立即|迅速|统一|积极|主动|马上|立刻|快速|及时|有力|闻令|及早|连夜|紧急|自觉|一致|协同|集体|全员|民众|群众)$"
)
_BUILT = re.compile(r"[建投创]|打造|开工|启动|实施|推进|落户|落地|谋划|布局")
_BUILT_NEXT = re.compile(
    r"(?:一期|二期|三期)?(?:等)?(?:的)?(?:建设|开工|项目|工程|投产|落地|落户)|。?基地?[^。；]{0,16}(?:占地|总投资|分[两三]期)"
)
# 公路长跑三|项目: three of them.
_BARE_COUNTS = tuple("两三四五六七八九十")
_COUNTED_BEHIND = re.compile(r"(?:共|有|共有|达)?(?:\d+|[一二两三四五六七八九十百]+)(?:余|多)?[个项处座宗]")
_NUMERAL = re.compile(r"[\d.]+(?:万|亿)?|[一二三四五六七八九十百千万亿]+")
_PROPER = ("ns", "nz", "nr", "nx", "nt", "m", "eng")
COUNTS = re.compile(
    r"[两三四五六七八九十]大$|(?:^|[^“‘])(?:[两三四五六七八九十]|十?[几多])[个项](?!一)|\d+(?:余|多)?[个项]|"
    r"[\d两三四五六七八九十]+(?:余|多)?[座处条家台套]"
)
# 三个|垃圾处理项目, 一批|绿化工程: several of a kind.
_SEVERAL = re.compile(
    r"(?:[两三四五六七八九十多几\d]+(?:余|多)?(?:个|所|座|条|处|批)|系列|一大?批|[多首]批|各类)(?:的|在建|新建|重点|重大)?$"
)
# 六大|减排工程; 山水林田湖草沙一体化保护和修复|十大工程: a programme of several works.
_GROUP = re.compile(r"[三四五六七八九十]大")
_LONG_GROUP = re.compile(r"[^、，\d]{8,}[三四五六七八九十]大")
WATER_ENDS = tuple("河江湖溪湾浦港沟渠库淀泊海")
# How much 专项整治 must be told to be about, and a work that its owner stands before (水务局|村镇供水保障工程).
LONG_TOPIC = 6
# 启动|新一轮|古树名木复壮行动: how short a campaign's topic may be where it is told to be opened.
_SHORT_TOPIC = 4
_LAUNCHES = re.compile("(?:开展|实施|启动|部署|发起|组织)(?:了|的|新一轮)?$")
# “十四五”末|计划: when something is planned.
_PERIOD = re.compile("“?十[一二三四五六]五”?(?:末|期末|期间|时期|初期?)?")


@cache
def project_kinds() -> dict[str, str]:
    """Return the last words of projects with their kinds."""
    return {row["head"]: row["kind"] for row in rows("data", "lexicon", "project_heads.csv")}


@cache
def _items() -> Endings:
    return Endings(word_set("item_words.csv"))


@cache
def _campaigns() -> Endings:
    return Endings(head for head, kind in project_kinds().items() if kind == "campaign")


@cache
def _sorts() -> Beginnings:
    return Beginnings(word_set("sort_words.csv"))


def specific(sheet: Sheet, begin: int, head_start: int, end: int, head: str) -> bool:
    """Tell whether a name says enough to be one: 惠济河治理工程, but not 重点工程, 六大工程 or 三个项目."""
    name, body = sheet.text[begin:end], sheet.text[begin:head_start]
    if counted := _GROUP.match(body):
        body = body[counted.end() :]
        return len(body) >= 2 and WEAK_BODY.match(body) is None and head in ("工程", "行动")
    if head == "光伏电站" and not _is_built(sheet, begin, end):
        return False
    if head == "标志性战役" and _campaigns().before(sheet.text, head_start - 2, start=begin) >= 0:
        # A歼灭战、B阻击战|三大标志性战役
        return False
    if head in ("项目", "工程") and (_SORT.search(body) or _SORTED.fullmatch(body) or body[-1:] in _BARE_COUNTS):
        return False
    if head == "行动" and "”" not in body and _ACTS.search(body):
        return False
    if head == "项目" and _items().before(sheet.text, head_start, start=begin) >= 0:
        # 体育|项目, 检测|项目: one item of many, no work.
        return False
    if project_kinds()[head] == "project" and _only_a_sort(sheet, begin, head_start, end):
        return False
    if COUNTED.match(name) or (COUNTS.search(body) and not _LONG_GROUP.fullmatch(body)):
        return False
    if _PERIOD.fullmatch(body):
        return False
    generic = word_set("generic_projects.csv")
    if name in generic or name.strip("“”") in generic:
        return False
    if body[:1] == "“" and body.strip("“”") in word_set("project_codenames.csv") and head in ("行动", "工程"):
        return True
    if WEAK_BODY.match(body) and not (head == "攻坚行动" and _TERM.fullmatch(body)):
        return False
    if body in word_set("project_codenames.csv") and head in ("行动", "工程", "攻坚战"):
        return True
    if head in ("行动", "试点") and body in word_set("project_known.csv"):
        return True
    if head == "基地" and body.endswith(("实践创新", "“两山”")):
        # An honour: “绿水青山就是金山银山”实践创新基地.
        return False
    if body.endswith("式”"):
        # “蹲点式”|专项督察: how it is done.
        return False
    if "“" in body:
        return head not in ("活动", "计划", "样板") or len(body) >= 6
    if head == "保卫战" and DEFENDED.fullmatch(body):
        return True
    if head in _COMMON:
        named = (
            head.endswith("行动")
            and len(body) >= 4
            and (
                body.endswith(("专项", "执法", "提升", "攻坚", "整治", "清零", "三年", "清理"))
                or body.startswith(("国家", "全国", "全民"))
                or len(body) >= 6
            )
        )
        if head == "基地":
            return len(body) >= 8 and _is_built(sheet, begin, end)
        if head in _INSPECTIONS:
            return len(body) >= LONG_TOPIC
        return named or (head == "试点" and len(body) >= 5) or (head == "行动" and _launched(sheet, begin, head_start))
    return len(body) >= 4 or (len(head) > 2 and len(body) == 3 and body.endswith(WATER_ENDS))


def _launched(sheet: Sheet, begin: int, head: int) -> bool:
    """Tell whether a short name is of a campaign that somebody opens (启动|古树名木复壮行动), not of a sort (造林绿化行动)."""
    verb = _LAUNCHES.search(sheet.text, max(0, begin - 6), begin)
    return verb is not None and head - begin >= _SHORT_TOPIC and not only_sorts(sheet, begin, head)


def weak(body: str) -> bool:
    """Tell whether words before the last one only say what sort of project is meant (重点, 生态, 5个)."""
    return WEAK_BODY.match(body.removeprefix("国土")) is not None or COUNTED.fullmatch(body) is not None


def proper(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell whether a stretch names something of its own rather than a kind (乡镇|污水处理厂)."""
    if end - begin < 2:
        return False
    at = begin
    while at < end:
        word = sheet.starts.get(at)
        if word is None:
            return True
        text = sheet.text[at : word.end]
        # 城市, 智慧: the segmenter takes sorts for names.
        if word.tag.startswith(_PROPER) and not text.isdigit() and text not in word_set("sort_words.csv"):
            return True
        at = word.end
    return False


def _is_built(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell whether a 基地 is being built, rather than one that runs already or an honour."""
    clause, _ = sheet.clause(begin)
    return _BUILT.search(sheet.text, clause, begin) is not None or _BUILT_NEXT.match(sheet.text, end) is not None


def _only_a_sort(sheet: Sheet, begin: int, head: int, end: int) -> bool:
    """Tell whether a name says only what sort of works are meant (大型引调水工程), or is one of several (光伏发电项目13个)."""
    body = sheet.text[begin:head]
    if "“" in body or body in word_set("project_known.csv"):
        return False
    if not proper(sheet, begin, head) and (_COUNTED_BEHIND.match(sheet.text, end) or _one_of_several(sheet, begin)):
        return True
    return only_sorts(sheet, begin, head)


def only_sorts(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell whether a stretch holds nothing but words for sorts of works, and numbers (大型|引调水)."""
    at = begin
    while at < end:
        if sort := _sorts().at(sheet.text, at):
            at += len(sort)
            continue
        word = sheet.starts.get(at)
        stop = end if word is None or word.end > end else word.end
        if not _NUMERAL.fullmatch(sheet.text, at, stop):
            return False
        at = stop
    return True


def _one_of_several(sheet: Sheet, begin: int) -> bool:
    """Tell whether a count of works stands before a name (三个|垃圾处理项目); what the nation counts is a programme."""
    return (
        not sheet.text.startswith("国家", begin) and _SEVERAL.search(sheet.text, max(0, begin - 8), begin) is not None
    )
