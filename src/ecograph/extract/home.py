"""Find the home place of an article: what 我市, 全县 or a bare 市 stand for."""

from __future__ import annotations

import re
from collections import Counter

from ecograph.extract.gazetteer import gazetteer
from ecograph.extract.sheet import Sheet

_OURS = re.compile(r"(?:我|全|本)(省|市|县|区|州|旗|盟)(?![的]?各)")
_BARE = re.compile(r"(?<![\u4e00-\u9fff])(省|市|县|区|州|旗|盟)(?:委|政府|人民政府|长|领导|直|级)|(?<=[，。、；：“由和是及])(省|市|县|区|州|旗|盟)(?=[\u4e00-\u9fff]{1,12}(?:局|委|办))")
_HEAD = 80


def find_home(sheet: Sheet) -> str:
    """Return the code of the home place, "" where the text does not tell.

    Divisions gain points by being named, more so in the publisher's name and at the head of the article, and pass half of
    them on to their parent; which level wins is told by the words 我市, 全县, 省委.
    """
    points = _points(sheet)
    if not points:
        return ""
    places = gazetteer()
    for level in _levels(sheet):
        fitting = {code: n for code, n in points.items() if places.by_code[code].name.endswith(level) and n >= 1}
        if level == "省":
            fitting = {code: n for code, n in points.items() if places.by_code[code].level == "province" and n >= 1}
        if fitting:
            return _best(fitting)
    named = {code: n for code, n in points.items() if n >= 2}
    return _best(named) if named else ""


def _best(points: dict[str, float]) -> str:
    return max(points, key=lambda code: (points[code], code))


def _levels(sheet: Sheet) -> list[str]:
    """Return the characters of the levels that the article calls its own, the likeliest first."""
    votes: Counter[str] = Counter()
    for match in _OURS.finditer(sheet.text):
        votes[match.group(1)] += 3
    for match in _BARE.finditer(sheet.text):
        votes[match.group(1) or match.group(2)] += 1
    fine = {"县": 3, "旗": 3, "区": 2, "市": 2, "州": 2, "盟": 2, "省": 1}
    ours = [level for level, n in votes.items() if n >= 1]
    top = max(votes.values(), default=0)
    return sorted(ours, key=lambda level: (-(votes[level] >= 0.4 * top), -fine[level] if votes[level] >= 0.4 * top else 0, -votes[level]))


def _points(sheet: Sheet) -> dict[str, float]:
    places = gazetteer()
    points: Counter[str] = Counter()
    for category, weight in (("division", 1.0), ("short", 0.5)):
        for start, end, code in sheet.found(category).all:
            if category == "short" and not (start in sheet.starts and sheet.boundary(end)):
                continue
            name = sheet.text[start:end]
            same = len([d for d in places.by_name[name] if category == "short" or d.name == name])
            points[code] += weight * (3 if start < _HEAD else 1) / same
    for name, divisions in places.by_name.items():
        if sheet.document.publisher.startswith(name) or f"《{name}" in sheet.document.publisher:
            for division in divisions:
                points[division.code] += 6 / len(divisions)
    for code, n in list(points.items()):
        for parent, share in zip(places.chain(code)[1:], (0.5, 0.2), strict=False):
            points[parent] += share * n
    return dict(points)
