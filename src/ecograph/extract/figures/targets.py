"""Judge which quantities are goals or results at all."""

from __future__ import annotations

import re

from ecograph.extract.figures.idle import is_idle
from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.figures.values import FROM, TO, TO_ANY
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import clause_near
from ecograph.extract.words.lexicon import word_set

_INSIDE_METRIC = re.compile(
    r"(?:标准|水质|水体|优良|控制|断面|及?以上|[）)]){0,5}(?:比例|占比|占|率)|(?:断面|水体)(?:由|从|数量?|基本|全部|全面|比上?年)?(?:\d|消除|清零|减少|下降)"
)
# Ⅰ—Ⅲ类水质断面14个: a span of grades is a part of the noun behind it.
_SPAN, _GOES_ON = re.compile("[-—～~至到]"), re.compile("(?:水质|断面|水体|比例|占|的|水)(?![，。、；])")
_DATED = re.compile(r"\d{4}年(?!以前|之前)|[去前上]年(?!同期)|十[一二三四]?五”?末")
_RATED = re.compile(r"(?:并处|(?:罚款|收费|处罚|赔偿)标准)[^，。]{0,12}$")
# 处以|10万元以下罚款 is what a law threatens, 处以|10万元罚款 what was laid on somebody.
_FINE = re.compile(r"处以[^，。]{0,12}$")
# 10万元以上50万元以下的罚款
_THRESHOLDS = re.compile(r"以上[\d.]+[万千百]?元以下")
_DAYS = re.compile(r"天数|优良天|污染|蓝天|好天|沙尘|浮尘|扬沙|霾|达标|超标|天气")
_DAYS_BEFORE = 80
_ORDINAL = ("第", "前", "每", "“", "之", "这", "那", "首", "章")
_AWAY = re.compile("之?外的?(?!引|扩|延|围|墙)|以外|开外|远(?!程)|处的?(?!理|置)|的?(?:半径)?范围内?")
_FROM, _FAR = re.compile("(?:相距|间距|距离?[^，。；\\d]{0,10}|半径|方圆|车程|行程)(?:仅|只有|约|近|不足|大约)*$"), 16
_TIMES = tuple("年月日底末期季节")
# What was only claimed, and what tells that it is not so.
_CLAIMED = re.compile(r"自报|虚报|谎报|瞒报|自称|宣称|声称|谎称|上报|称“|称")
_RUMOUR = re.compile(r"网传|谣传|谣言|传言|传闻|误传|不实")
_REFUTED = re.compile(r"实际|实为|实则|应为|核实|复核|核对|查明|比对|反推|却是|并非|不实|失实|造假|事实上|其实")


def is_baseline(sheet: Sheet, numbers: list[Quantity], number: int) -> bool:
    """Tell whether a quantity is only where a change starts from (由A提高到B), without a date of its own."""
    quantity = last = numbers[number]
    following = numbers[number + 1] if number + 1 < len(numbers) else None
    while following is not None and sheet.text[last.end : following.start] in ("、", "和"):
        # 分别由23%、45%提高到25%和46%
        number, last = number + 1, following
        following = numbers[number + 1] if number + 1 < len(numbers) else None
    if following is None or last.end >= following.start:
        return False
    between = sheet.text[last.end : following.start]
    if not (TO.fullmatch(between) or TO_ANY.fullmatch(between)):
        return False
    start, _ = clause_near(sheet, quantity.start)
    head = sheet.text[start : quantity.start]
    return bool(FROM.search(head)) and not _DATED.search(head)


def counts_nothing(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    """Tell whether a number is no goal and no result: a date, an ordinal, a rank, an age, a list's count, a sample's size."""
    text, before = sheet.text, sheet.text[max(0, quantity.start - 3) : quantity.start]
    if _ordinal(sheet, quantity, before) or text.startswith("级", quantity.end):
        return True
    if _refuted(sheet, quantity):
        return True
    if quantity.grade:
        span = _SPAN.search(text, quantity.number, quantity.number_end) and _GOES_ON.match(text, quantity.end)
        return bool(span or _INSIDE_METRIC.match(text, quantity.end)) or before.endswith(("-", "~"))
    unit = quantity.unit.lstrip("万亿")
    if unit == "度" and unit != quantity.unit:
        return False
    if quantity.unit_class == "length" and _distance(text, quantity):
        return True
    if unit in word_set("not_units.csv") or (quantity.han and unit in word_set("soft_units.csv")):
        return unit != "天" or not _days(sheet, quantity)
    if quantity.han and _figure_of_speech(text, quantity):
        return True
    if quantity.unit_class == "count":
        return is_idle(sheet, quantity, following)
    clause_start, _ = clause_near(sheet, quantity.start)
    if quantity.unit_class == "money" and _THRESHOLDS.search(text, max(0, quantity.start - 14), quantity.end + 14):
        return True
    if quantity.comparator != "=" and _FINE.search(text, clause_start, quantity.start):
        return True
    return _RATED.search(text, clause_start, quantity.start) is not None


def _ordinal(sheet: Sheet, quantity: Quantity, before: str) -> bool:
    """Tell whether a number has a word before it that counts it off (第三, 前10, but not 10月底前100%)."""
    if before.endswith("前") and before[:-1].endswith(_TIMES):
        return False
    return before.endswith(_ORDINAL) or (before.endswith("头") and sheet.boundary(quantity.start - 1))


def _days(sheet: Sheet, quantity: Quantity) -> bool:
    """Tell whether days are counted for their weather or air."""
    start, _ = sheet.sentence(quantity.start)
    _, stop = clause_near(sheet, quantity.start)
    return bool(_DAYS.search(sheet.text, max(start, quantity.start - _DAYS_BEFORE), stop))


def _distance(text: str, quantity: Quantity) -> bool:
    """Tell whether a length is how far off a place is: 260公里外, 距县城15公里, 周边2公里范围内."""
    return bool(_AWAY.match(text, quantity.end) or _FROM.search(text, max(0, quantity.start - _FAR), quantity.start))


def _figure_of_speech(text: str, quantity: Quantity) -> bool:
    """Tell whether a Chinese numeral is one of speech: 百万亩林海, 一亩也不能少, 水十条."""
    number = text[quantity.number : quantity.number_end]
    round_ = not set(number) - set("百千万亿") and quantity.comparator in ("=", ">=")
    # 数十家, 几百人
    vague = text[quantity.number - 1 : quantity.number] in ("数", "几") and not set(number) - set("十百千万亿")
    single = quantity.value == 1 and quantity.unit[:1] not in "万亿" and quantity.comparator in ("=", ">")
    named = text[quantity.end : quantity.end + 1] == "”" and "“" in text[max(0, quantity.start - 8) : quantity.start]
    return quantity.value == 0 or round_ or vague or single or named


def _refuted(sheet: Sheet, quantity: Quantity) -> bool:
    """Tell whether a quantity is a rumour, or what somebody claims and the text denies (自报…，实际…)."""
    text = sheet.text
    start, stop = sheet.sentence(quantity.start)
    clause, _ = clause_near(sheet, quantity.start)
    if _RUMOUR.search(text, max(start, quantity.start - 20), quantity.start):
        return True
    if not _CLAIMED.search(text, max(start, quantity.start - 24), quantity.start):
        return False
    _, later = sheet.sentence(min(stop, len(text) - 1))
    return not _REFUTED.search(text, clause, quantity.start) and bool(
        _REFUTED.search(text, quantity.end, min(later, quantity.end + 60))
    )
