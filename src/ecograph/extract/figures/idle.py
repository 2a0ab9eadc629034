"""Judge counts: which pieces, people and animals are a goal or a result, and which are only counted in passing."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.figures.values import action_endings, value_verb_endings, value_verbs
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import Beginnings
from ecograph.extract.words.clauses import clause_near
from ecograph.extract.words.lexicon import word_set
from ecograph.resources import rows

_RATE_NOUN = re.compile(
    r"(率|比例|比重|占比|覆盖率|浓度|天数|指数|面积|总量|投资|产值|收入|库容|装机|规模|长度|能力|水位|流量|蓄积量|强度|任务)$"
)
_PEOPLE_UNITS = frozenset({"名", "人", "位", "万人", "余人", "万名"})
_FOR_PEOPLE = re.compile(
    r"带动|惠及|受益|吸纳|安置|培训|招募|选聘|聘|配备|出动|问责|处分|处罚|拘留|抓获|移送|审查|救助|转移|搬迁|就业|设|组织|动员|参与|约谈|采取|追究|服务|覆盖|脱贫|增收|人口|河长|林长|护林员|管护员|巡护员|志愿者"
)
_WORKERS = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:员|河长|林长|责任人|职工|骨干|群众|师生|牧民|农民|村民|居民|渔民|专家组|队)"
)
_BUILT = re.compile(
    r"建成|建起|建立|新建|建设|新增|完成|关停|拆除|治理|整治|清理|修复|设立|设置|创建|打造|安装|架设|改造|查处|查办|立案|办理|收缴|恢复|淘汰|取缔|培育|引进|实施|栽|种|建|装|添|救助|放归|发现|记录"
)
_HOW_MANY = re.compile(r"(?:了|共|累计|已|各类|不少于|至少|再|先)+$")
_LIGHT_VERB = re.compile("(?:开展|召开|组织|举办|推进|打造|实施|启动|落实|是|为|有|成为|分|分为|涉及|聚焦|围绕)$")
_ATTENDING = re.compile("[\u4e00-\u9fff]{0,10}(?:参加|参会|出席|参与活动|列席|受访)")
_MEETING = re.compile("[\u4e00-\u9fff]{0,10}(?:参会|出席|列席|受访|(?:参加|参与)[^，。]{0,8}(?:会|培训班|仪式))")
_LISTED = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:\d+[余多]?(?:[个家座处条项种名只株台套辆块所间件起部口栋艘支份场次]|万?[亩米户人])[\u4e00-\u9fff]{1,12}[，、]){1,5}$"
)
# 172项重大工程之一: how many there are of its kind.
_ONE_OF = re.compile("[^，。；\\d]{0,24}之一")
# 东兴、大盛两家公司: how many have been named.
_NAMED = re.compile("[\u4e00-\u9fff]{2,}[、和与及][\u4e00-\u9fff]{2,15}$")
_TAKING_PART = re.compile("[\u4e00-\u9fff]{0,10}(?:参加|参与)")
# 派出3个工作组, 成立5个专班 are done.
_SENT = tuple(verb + done for verb in ("派出", "成立", "组建", "设立", "下派", "抽调") for done in ("", "了", "共"))
_CROWD = 200
_LEFT_OVER = ("剩下的", "余下的", "剩余", "剩下", "余下")
_VAGUE_UNITS = frozenset("个批项次种类场份片口块头步笔件对")
_FEW, _MANY_PEOPLE = 10, 50
_ENDS = tuple("，。；、）！\n和及")
_DONE = re.compile(r"(?:已|均|将|都|正|全部|被|完成|达到|实现|通过|建成|投入|投用|投产|开工|升为|未|尚|没有)")
# 5所高校|入选名单, 4条河流|超警: what happened to what is counted.
_HAPPENED = re.compile("入选|获|遭|受灾|发生|超保|超警|避险|脱险|脱贫|摘帽|出列")
# 42个县市区|获得称号: bodies of which something is told.
_TOLD_OF = re.compile(
    r"[\u4e00-\u9fff（）()、]{1,6}?(?:入选|获得|荣获|获评|获批|遭受|遭遇|受灾|受损|达标|摘帽|出列|通过验收|建成)"
)
# 星级河道10条，幸福河湖48条，|打卡点6处: counts in a row.
_IN_A_ROW = re.compile(r"\d[余多]?[个家座处条项名只株台套辆块所间件部口栋艘支份场次][，、][\u4e00-\u9fff]{2,12}$")


@cache
def _abstract() -> Beginnings:
    return Beginnings(word_set("metric_idle_nouns.csv"))


@cache
def _bodies() -> Beginnings:
    """Return the nouns that are counted in passing however many they are (78个部门)."""
    return Beginnings(row["word"] for row in rows("data", "lexicon", "metric_idle_nouns.csv") if row["number"] == "any")


def is_idle(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    """Tell whether a count is no goal and no result."""
    text = sheet.text
    clause_start, clause_end = clause_near(sheet, quantity.start)
    left = text[clause_start : quantity.start]
    if _ONE_OF.match(text, quantity.end, clause_end):
        return True
    small = quantity.value is not None and quantity.value < _FEW and quantity.unit[:1] not in "万亿"
    if quantity.han and small and quantity.comparator == "=":
        return not _few_in_words(sheet, quantity, left, clause_end)
    if quantity.unit in _PEOPLE_UNITS and not _people(text, quantity, clause_start, clause_end):
        return True
    if following and following.start < clause_end and following.unit_class not in ("count", "grade"):
        middle = text[quantity.end : following.start]
        if left.endswith(("有", "其中", "中，")) and following.unit_class != "concentration":
            return False
        if "、" not in middle and not _ends_in_value_verb(middle):
            return bool(_RATE_NOUN.search(middle)) or "率" in middle or "比例" in middle or "浓度" in middle
    if following and following.start < clause_end and following.unit_class in ("ratio", "concentration", "grade"):
        return not left.endswith(("有", "其中"))
    told = _TOLD_OF.match(text, quantity.end, clause_end)
    if left.endswith("印") or (_bodies().at(text, quantity.end) and not left.endswith(_SENT) and not told):
        return True
    return small and not _few(sheet, quantity, left, clause_end)


def _few(sheet: Sheet, quantity: Quantity, left: str, clause_end: int) -> bool:
    """Tell whether a small count is a result: what is done to it, or that the clause ends with it, says so."""
    text = sheet.text
    if not left and (listed := _LISTED.search(text, sheet.sentence(quantity.start)[0], quantity.start)):
        # 新增12个加油站，8个充电站: the verb before a list governs all its members.
        left = listed.group()
    if _acted(left) or left.endswith(tuple(value_verbs())):
        return True
    ended = quantity.end >= len(text) or text[quantity.end] in _ENDS
    word = sheet.ends.get(quantity.start)
    noun = word is not None and word.tag[:1] in "nbjlvis"
    named = noun and not left.endswith(("等", "共", "其中", "有"))
    if ended:
        row = _IN_A_ROW.search(text, max(sheet.sentence(quantity.start)[0], quantity.start - 20), quantity.start)
        return named or row is not None or bool(_BUILT.search(left)) or left.endswith(_LEFT_OVER)
    if left.endswith(_LEFT_OVER):
        return True
    if _abstract().at(text, quantity.end):
        return False
    done = word is not None and word.tag == "v" and not _LIGHT_VERB.search(left)
    if done or bool(_DONE.search(text, quantity.end, clause_end)) or bool(_BUILT.search(left)):
        return True
    if left.endswith(("条", "座", "处", "个", "家")):
        return True
    named = _NAMED.search(left.removesuffix("等")) is not None
    return not named and bool(_HAPPENED.search(text, quantity.end, clause_end))


def _few_in_words(sheet: Sheet, quantity: Quantity, left: str, clause_end: int) -> bool:
    """Tell the same of a small count in Chinese numerals, which is one of speech more often (两手抓, 三件大事)."""
    text = sheet.text
    if _NAMED.search(left) and not _BUILT.search(left) and text[quantity.end : quantity.end + 1] not in _ENDS:
        return False
    ended = text[quantity.end : quantity.end + 1] in tuple("，。；、）") and bool(_BUILT.search(left))
    after = sheet.starts.get(quantity.end)
    # 两个率先: what is numbered is no thing.
    thing = after is None or after.tag[:1] not in "dr"
    strong = (ended or (_acted(left) and thing)) and not _LIGHT_VERB.search(left)
    if strong or quantity.unit in _VAGUE_UNITS or _abstract().at(text, quantity.end):
        return strong
    return bool(_DONE.search(text, quantity.end, clause_end)) or left.endswith(("有", "建", "和", "及", "的"))


def _acted(left: str) -> bool:
    bare = _HOW_MANY.sub("", left)
    return action_endings().before(bare, len(bare)) >= 0


def _people(text: str, quantity: Quantity, clause_start: int, clause_end: int) -> bool:
    """Tell whether people are counted for what is done by them or to them, not for coming to a meeting."""
    crowd = quantity.unit[0] in "万亿" or (quantity.value is not None and quantity.value >= _CROWD)
    if (_MEETING if crowd else _ATTENDING).match(text, quantity.end, quantity.end + 14):
        return False
    if crowd and _TAKING_PART.match(text, quantity.end, quantity.end + 14):
        return True
    if _FOR_PEOPLE.search(text[clause_start:clause_end]):
        return True
    if text[quantity.end : quantity.end + 1] in tuple("，。；、）"):
        return quantity.start > clause_start and text[quantity.start - 1] not in "等的"
    if text[quantity.start - 1] in "对将":
        return True
    if quantity.unit[0] in "万亿":
        return True
    many = quantity.value is not None and quantity.value >= _MANY_PEOPLE
    return many and bool(_WORKERS.match(text, quantity.end))


def _ends_in_value_verb(text: str) -> bool:
    bare = text.removesuffix("约") if text.endswith("约") else text.removesuffix("近")
    return value_verb_endings().before(bare, len(bare)) >= 0
