"""Full names of agencies: 市住建局 in a paper of 商洛 is 商洛市住房和城乡建设局."""

from __future__ import annotations

from functools import cache

from ecograph.resources import rows


@cache
def _expansions() -> tuple[tuple[str, str], ...]:
    table = [(row["short"], row["full"]) for row in rows("data", "lexicon", "agency_short.csv")]
    return tuple(sorted(table, key=lambda pair: -len(pair[0])))


@cache
def expand(body: str) -> str:
    """Return the full form of an agency's name without its place: 住建局 -> 住房和城乡建设局; unchanged where it is full."""
    for short, full in _expansions():
        if body == short:
            return full
        if body.startswith(short) and len(body) - len(short) >= 2 and short.startswith("政府"):
            return full + body[len(short) :]
    return body


def place_agency(place: str, body: str) -> str:
    """Return the full name of a place's agency; a bare 委 is its party committee."""
    if body in ("委", "党委"):
        return f"中共{place}委员会"
    if body in ("党工委", "工委"):
        return f"中共{place}工作委员会"
    if body in ("政协",):
        return f"政协{place}委员会"
    if body in ("纪委",):
        return f"中共{place}纪律检查委员会"
    return place + expand(body)


def nested_agency(parent: str, body: str) -> str:
    """Return the full name of a body inside another: 中共晋中市委员会 + 宣传部 -> 中共晋中市委宣传部."""
    if parent.startswith("中共") and parent.endswith("委员会"):
        return parent.removesuffix("员会") + body
    if parent.endswith("人民政府") and body.startswith(("办公室", "办公厅")):
        return parent + body
    return parent + expand(body)


def other_forms(place: str, short: tuple[str, ...], body: str) -> tuple[str, ...]:
    """Return the forms of a place agency's name that people use: with the short body, with the place's short name."""
    return tuple(dict.fromkeys([place + body, *(name + body for name in short)]))
