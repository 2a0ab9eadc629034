"""Judge quantities: which are goals or results at all, whether planned or achieved, and by when."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.lexicon import word_set
from ecograph.extract.metrics import TO, Metric, action_end, value_verb_end, value_verbs
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.times import Time
from ecograph.model import Status

_RATE_NOUN = re.compile(r"(率|比例|比重|占比|覆盖率|浓度|天数|指数|面积|总量|投资|产值|收入|库容|装机|规模|长度|能力|水位|流量|蓄积量|强度|任务)$")
_PEOPLE_UNITS = frozenset({"名", "人", "位", "万人", "余人"})
_BUILT = re.compile(r"建成|建起|建立|新建|建设|新增|完成|关停|拆除|治理|整治|清理|修复|设立|设置|创建|打造|安装|架设|改造|查处|查办|立案|办理|收缴|恢复|淘汰|取缔|培育|引进|实施|栽|种|建|装|添|救助|放归|发现|记录")
_INSIDE_METRIC = re.compile(r"(?:标准|水质|水体|优良|及?以上|[）)]){0,4}(?:比例|占比|占|率|断面(?:比例|占比))")


def is_baseline(sheet: Sheet, quantity: Quantity, following: Quantity | None, times: list[Time]) -> bool:
    """Tell whether a quantity is only where a change starts from (由A提高到B), without a date of its own."""
    if following is None or not TO.fullmatch(sheet.text[quantity.end : following.start]) or quantity.end == following.start:
        return False
    start, _ = sheet.clause(quantity.start)
    head = sheet.text[start : quantity.start]
    return bool(re.search(r"(?:由|从|自|原先是?|原来|原为)", head)) and not re.search(r"\d{4}年", head)


def counts_nothing(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    """Tell whether a number is no goal and no result: a date, an ordinal, a rank, an age, a list's count, a sample's size."""
    text, before = sheet.text, sheet.text[max(0, quantity.start - 3) : quantity.start]
    if before.endswith(("第", "前", "每", "“", "之", "这", "那", "首", "头")):
        return True
    if quantity.grade:
        return bool(_INSIDE_METRIC.match(text, quantity.end)) or bool(re.search(r"[-~]$", before))
    if quantity.unit in word_set("not_units.csv") or quantity.han and quantity.unit in word_set("soft_units.csv"):
        clause = text[slice(*sheet.clause(quantity.start))]
        return not (quantity.unit == "天" and re.search(r"天数|优良天|污染天|重污染|蓝天|好天", clause) )
    if quantity.value is not None and quantity.value == 0 and quantity.han:
        return True
    if quantity.unit_class == "count":
        return _idle_count(sheet, quantity, following)
    if text[quantity.end : quantity.end + 1] in ("罚", ) or re.search(r"(每|按|处以)$", before):
        return True
    return False


def _idle_count(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    text = sheet.text
    small = quantity.value is not None and quantity.value < 10
    clause_start, clause_end = sheet.clause(quantity.start)
    left = text[clause_start : quantity.start]
    acted = bool(action_end().search(re.sub(r"(?:了|共|累计|已|各类|不少于|至少)+$", "", left)))
    if quantity.han and small and quantity.value is not None and quantity.comparator == "=":
        ended = text[quantity.end : quantity.end + 1] in tuple("，。；、）") and bool(_BUILT.search(left))
        strong = (acted or ended) and not re.search(r"(?:开展|召开|组织|举办|推进|打造|实施|启动|落实|是|为|有|成为)$", left)
        noun = sheet.text[quantity.end : quantity.end + 1]
        return not strong or noun in "" or quantity.unit in ("个", "批", "项", "次", "种", "类", "场", "份", "片", "口", "块", "头", "步") and not strong
    if quantity.unit in _PEOPLE_UNITS and re.search(r"^(?:[\u4e00-\u9fff]{0,10})(?:参加|参会|出席|参与活动|列席|受访)", text[quantity.end :][:14]):
        return True
    if following and following.start < clause_end and following.unit_class != "count" and "、" not in text[quantity.end : following.start] and value_verb_end().search(
        re.sub(r"(?:约|近)$", "", text[quantity.end : following.start])
    ) is None:
        middle = text[quantity.end : following.start]
        return bool(_RATE_NOUN.search(middle)) or "率" in middle or "比例" in middle or "浓度" in middle
    if following and following.start < clause_end and following.unit_class in ("ratio", "concentration", "grade"):
        return True
    ended = text[quantity.end : quantity.end + 1] in tuple("，。；、）") and bool(_BUILT.search(left))
    return not acted and not ended and not left.endswith(tuple(value_verbs())) and small and not re.search(r"[条座处个家]$", left)


def status_of(sheet: Sheet, quantity: Quantity, metric: Metric, times: list[Time], default: Status) -> Status:
    """Decide whether a target is planned or achieved, by the cues before it: near ones first, then the times."""
    sentence_start, sentence_end = sheet.sentence(quantity.start)
    clause_start, clause_end = sheet.clause(quantity.start)
    points = {"plan": 0.0, "done": 0.0}
    for start, end, kind in sheet.found("cue").all:
        if not sentence_start <= start < sentence_end or kind == "denied":
            continue
        if start > quantity.end and start >= clause_end:
            continue
        if not _cue_stands(sheet, start, end):
            continue
        gap = len(re.findall(r"[，；：]", sheet.text[end : quantity.start])) if end <= quantity.start else 0.5
        weight = _cue_weight(sheet.text[start:end])
        points[kind] += weight * 0.6**gap
    for time in times:
        if sentence_start <= time.start < quantity.end:
            gap = len(re.findall(r"[，；：]", sheet.text[time.end : quantity.start]))
            if time.past:
                points["done"] += 2 * 0.7**gap
            elif time.future:
                points["plan"] += 2.5 * 0.8**gap
    if metric.change != "level" and re.search(r"同比|环比|较去年|比去年|较上年|比上年", sheet.text[clause_start : quantity.start]):
        points["done"] += 2
    if abs(points["plan"] - points["done"]) < 0.25:
        return default
    return "planned" if points["plan"] > points["done"] else "achieved"


def _cue_stands(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a cue is a word of its own (将 in 将要, not in 将军; 要 not in 主要, 重要)."""
    if end - start > 1:
        return True
    word = sheet.starts.get(start)
    return bool(word and word.end == end)


@cache
def _weights() -> dict[str, float]:
    weak = "要 须 应 需 了 共 在 居 创 获 再 任务 推动 加快 努力 全力 打造 要求 规划 设计 安排 全年 稳定在 保持在 当前 现在 近年来 新增 总面积 占地 全长 流域面积 总结 通报 回顾 继续 据介绍 据了解 控制在 不超过 不少于 不低于 不高于 总规模".split()
    strong = "计划 力争 争取 确保 预计 拟 将 目标 不得低于 不得高于 不得超过 计划投资 计划总投资 概算 同比 环比 截至 累计 已 已经 去年 较去年 上半年 今年以来 目前 完成率 建成后 投产后 达产后 届时 明年 年底前 年内 月底前".split()
    return dict.fromkeys(weak, 0.5) | dict.fromkeys(strong, 2.0)


def _cue_weight(cue: str) -> float:
    return _weights().get(cue, 1.0)


def deadline_of(sheet: Sheet, quantity: Quantity, times: list[Time]) -> Time | None:
    """Return the time that governs a planned quantity: the nearest before it in its sentence, else after it in its clause."""
    sentence_start, _ = sheet.sentence(quantity.start)
    _, clause_end = sheet.clause(quantity.start)
    before = [t for t in times if sentence_start <= t.start and t.end <= quantity.start and not t.past and t.value]
    if before:
        return before[-1]
    after = [t for t in times if quantity.end <= t.start < clause_end and not t.past and t.value]
    return after[0] if after else None
