"""Articles made by hand, a line each, with the targets and observations that the test names."""

from __future__ import annotations

import re
from hashlib import sha256

from builders import document, span
from ecograph.graph.tracking import Series, Tracking, track
from ecograph.model import Attribute, Claim, Entity, Facts, Mention
from ecograph.store import BASE

CITY, COUNTY = BASE + "place/620800", BASE + "place/620826"
_NUMBER = re.compile(r"(?P<number>劣?[ⅠⅡⅢⅣⅤ]|\d+(?:\.\d+)?)(?P<unit>.*)")
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")


def plan(metric: str, much: str, by: str = "2022", word: str = "", **more: Attribute) -> dict[str, Attribute]:
    """Tell a target: what it counts, how much (24万亩), its deadline, and the words that print it."""
    return {"metric": metric, "much": much, "deadline": by, "word": word, "status": "planned", **more}


def report(metric: str, much: str, **more: Attribute) -> dict[str, Attribute]:
    """Tell an observation: what it counts and how much."""
    return {"metric": metric, "much": much, "deadline": None, "word": "", "status": "achieved", **more}


def article(published: str, text: str, *figures: dict[str, Attribute], title: str = "无题", name: str = "") -> Facts:
    """Build the facts of an article that states these figures, each in the sentence that first holds its amount."""
    of = document(text, source=f"{name or published}.txt", title=title, published=published)
    entities, claims = [], []
    for figure in figures:
        told = {key: value for key, value in figure.items() if key not in ("much", "word", "subject")}
        much, subject = str(figure["much"]), str(figure.get("subject") or CITY)
        found = _NUMBER.fullmatch(much)
        assert found, much
        value = float(found["number"]) if found["number"][0].isdigit() else found["number"]
        attributes: dict[str, Attribute] = {
            "comparator": "=", "change": "level", **told, "value": value, "value_text": found["number"], "unit": found["unit"],
            "quote": much,
        }  # fmt: skip
        content = "\n".join(map(str, (subject, *attributes.values())))
        target = f"{BASE}target/{sha256(content.encode()).hexdigest()[:16]}"
        sentence = next(each for each in _SENTENCE.findall(of.text) if much in each)
        evidence, printed = span(of, sentence), span(of, much)
        slots = {"deadline": span(of, str(figure["word"]))} if figure["word"] else {}
        name_of = f"{attributes['metric']} {much}"
        entities.append(Entity(target, "Target", name_of, (), (Mention(printed, "target"),), attributes, slots))
        claims.append(Claim(subject, "hasTarget", target, evidence, "hasTarget.subject", modality="stated"))
    return Facts(of, tuple({each.id: each for each in entities}.values()), tuple(claims))


def followed(*articles: Facts, today: str = "2023-12-31") -> Tracking:
    """Track articles, in an order that is none."""
    return track(reversed(articles), today=today)


def only(tracking: Tracking) -> Series:
    """Return the one series that something is planned for."""
    (series,) = tracking.commitments
    return series


def history(series: Series) -> list[str]:
    """Return the states that a commitment went through."""
    return [each.state for each in series.standings]
