"""Judge which quantities are goals or results at all."""

from __future__ import annotations

import re

from ecograph.extract.lexicon import word_set
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.values import FROM, TO, TO_ANY, action_endings, value_verb_endings, value_verbs

_RATE_NOUN = re.compile(
    r"(率|比例|比重|占比|覆盖率|浓度|天数|指数|面积|总量|投资|产值|收入|库容|装机|规模|长度|能力|水位|流量|蓄积量|强度|任务)$"
)
_PEOPLE_UNITS = frozenset({"名", "人", "位", "万人", "余人"})
_FOR_PEOPLE = re.compile(
    r"带动|惠及|受益|吸纳|安置|培训|招募|选聘|聘|配备|出动|问责|处分|处罚|拘留|抓获|移送|审查|救助|转移|搬迁|就业|设|组织|动员|参与|约谈|采取|追究|服务|覆盖|脱贫|增收|人口|河长|林长|护林员|管护员|巡护员|志愿者"
)
_BUILT = re.compile(
    r"建成|建起|建立|新建|建设|新增|完成|关停|拆除|治理|整治|清理|修复|设立|设置|创建|打造|安装|架设|改造|查处|查办|立案|办理|收缴|恢复|淘汰|取缔|培育|引进|实施|栽|种|建|装|添|救助|放归|发现|记录"
)
_INSIDE_METRIC = re.compile(r"(?:标准|水质|水体|优良|及?以上|[）)]){0,4}(?:比例|占比|占|率|断面(?:比例|占比))")


_HOW_MANY = re.compile(r"(?:了|共|累计|已|各类|不少于|至少)+$")
_YEAR = re.compile(r"\d{4}年")
_EACH = re.compile(r"每(?:亩|吨|户|人|株|头|只|个|公里|度)[^，。]{0,8}$")
_GOOD_DAYS = re.compile("天数|优良天|污染天|重污染|蓝天|好天")
_LIGHT_VERB = re.compile("(?:开展|召开|组织|举办|推进|打造|实施|启动|落实|是|为|有|成为)$")
_ATTENDING = re.compile("[\u4e00-\u9fff]{0,10}(?:参加|参会|出席|参与活动|列席|受访)")


def is_baseline(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    """Tell whether a quantity is only where a change starts from (由A提高到B), without a date of its own."""
    if following is None or quantity.end == following.start:
        return False
    between = sheet.text[quantity.end : following.start]
    if not (TO.fullmatch(between) or TO_ANY.fullmatch(between)):
        return False
    start, _ = sheet.clause(quantity.start)
    head = sheet.text[start : quantity.start]
    return bool(FROM.search(head)) and not _YEAR.search(head)


def counts_nothing(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    """Tell whether a number is no goal and no result: a date, an ordinal, a rank, an age, a list's count, a sample's size."""
    text, before = sheet.text, sheet.text[max(0, quantity.start - 3) : quantity.start]
    if before.endswith(("第", "前", "每", "“", "之", "这", "那", "首", "头")):
        return True
    if before.endswith("章"):
        return True
    if quantity.grade:
        return bool(_INSIDE_METRIC.match(text, quantity.end)) or before.endswith(("-", "~"))
    if quantity.unit in word_set("not_units.csv") or (quantity.han and quantity.unit in word_set("soft_units.csv")):
        clause = text[slice(*sheet.clause(quantity.start))]
        return not (quantity.unit == "天" and _GOOD_DAYS.search(clause))
    if quantity.value is not None and quantity.value == 0 and quantity.han:
        return True
    if quantity.unit_class == "count":
        return _idle_count(sheet, quantity, following)
    clause_start, _ = sheet.clause(quantity.start)
    each = _EACH.search(text, clause_start, quantity.start)
    return bool(each) or before.endswith(("每", "按", "处以"))


def _ends_in_value_verb(text: str) -> bool:
    bare = text.removesuffix("约") if text.endswith("约") else text.removesuffix("近")
    return value_verb_endings().before(bare, len(bare)) >= 0


def _idle_count(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    text = sheet.text
    small = quantity.value is not None and quantity.value < 10
    clause_start, clause_end = sheet.clause(quantity.start)
    left = text[clause_start : quantity.start]
    bare = _HOW_MANY.sub("", left)
    acted = action_endings().before(bare, len(bare)) >= 0
    if quantity.han and small and quantity.value is not None and quantity.comparator == "=":
        ended = text[quantity.end : quantity.end + 1] in tuple("，。；、）") and bool(_BUILT.search(left))
        strong = (acted or ended) and not _LIGHT_VERB.search(left)
        return not strong or (
            quantity.unit in ("个", "批", "项", "次", "种", "类", "场", "份", "片", "口", "块", "头", "步")
            and not strong
        )
    if quantity.unit in _PEOPLE_UNITS and not _FOR_PEOPLE.search(text[clause_start:clause_end]):
        return True
    if quantity.unit in _PEOPLE_UNITS and _ATTENDING.match(text, quantity.end, quantity.end + 14):
        return True
    if (
        following
        and following.start < clause_end
        and following.unit_class != "count"
        and "、" not in text[quantity.end : following.start]
        and not _ends_in_value_verb(middle := text[quantity.end : following.start])
    ):
        return bool(_RATE_NOUN.search(middle)) or "率" in middle or "比例" in middle or "浓度" in middle
    if following and following.start < clause_end and following.unit_class in ("ratio", "concentration", "grade"):
        return True
    ended = text[quantity.end : quantity.end + 1] in tuple("，。；、）") and bool(_BUILT.search(left))
    return (
        not acted
        and not ended
        and not left.endswith(tuple(value_verbs()))
        and small
        and not left.endswith(("条", "座", "处", "个", "家"))
    )
