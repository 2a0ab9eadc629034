"""Know how high a post is, to tell a career that one person may have had from one that two people had.

| rank | who |
|--:|---|
| 12, 10, 8, 6, 4 | head of the nation, a province, prefecture, county, town: of its government, party committee, assembly |
| two less | head of a department or bureau of that level |
| one less | a deputy of any of them |
| 1 | a ranger, a village post |
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ecograph.resolve.agency_names import AgencyName
from ecograph.resolve.divisions import divisions
from ecograph.resources import rows

# What governs a place: its head and deputies hold the ranks of the place itself.
GOVERNING = re.compile(r"^(?:中共委员会|人民政府|人民代表大会(?:常务委员会)?|政协委员会|行政公署|行署)$")
# What officials of other bodies sit in beside their post.
COORDINATING = re.compile(
    r"(?:领导小组|指挥部|专班|工作组|督[察查]组|联席会议|[河湖林田]长制?|整改|攻坚)(?:办公室|办)?$|(?:保护|绿化|安全生产|环境)委员会(?:办公室)?$"
)
_LEVELS = {"nation": 12, "province": 10, "prefecture": 8, "county": 6}
_TOWN = re.compile(r"(?:[镇乡]|街道|苏木)(?:人民政府|办事处|委员会|工作委员会)$")
_DEPUTY = re.compile(r"副|常委|委员|成员|秘书长|总工程师|总规划师|总经济师|巡视员|调研员|督察专员|助理")
_LOW = 1


@cache
def _classes() -> dict[str, str]:
    return {row["title"]: row["class"] for row in rows("data", "lexicon", "posts.csv")}


def is_low(titles: Iterable[str]) -> bool:
    """Tell whether all of several posts are those of a village or a ranger; False for none."""
    classes = [_classes().get(title, "") for title in titles]
    return bool(classes) and all(each == "village" for each in classes)


def rank(body: AgencyName, kind: str, titles: Iterable[str]) -> int:
    """Return how high the highest of several posts in a body is, 0 if unknown."""
    listed = list(titles)
    if is_low(listed):
        return _LOW
    place = body.place or body.county
    level = divisions().level(place)
    if not level or kind in ("company", "institution", "village"):
        return 0
    top = _LEVELS[level] + (2 if level == "county" and divisions().direct(place) else 0)
    if _TOWN.search(body.body):
        top = 4
    elif not GOVERNING.match(body.body):
        top -= 4 if kind == "division" else 2
    return top - 1 if listed and all(_DEPUTY.search(title) for title in listed) else top
