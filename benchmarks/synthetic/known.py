"""What a synthetic article states, as known to whoever wrote it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Target(NamedTuple):
    """A quantity that a text states; `value` is as printed, `deadline` a year, "" where there is none."""

    metric: str
    value: str
    unit: str
    comparator: str
    deadline: str
    status: str


class Known(NamedTuple):
    """The agencies, officials, projects and targets that a text states.

    Agencies come with every name that is right for them, the full one first; officials as name, posts, agency.
    `implied` are agencies that are named only within the name of another: whoever finds them is right, and whoever does not.
    """

    agencies: tuple[tuple[str, ...], ...]
    officials: tuple[tuple[str, tuple[str, ...], str], ...]
    projects: tuple[str, ...]
    targets: tuple[Target, ...]
    implied: tuple[str, ...] = ()


class Article(NamedTuple):
    """An article: its file name, its text, what it states, and the name of the one that it is a repost of, or ""."""

    name: str
    text: str
    known: Known
    repeats: str = ""

    def form(self) -> dict[str, Any]:
        """Return the article as plain JSON values; the facts have the form of `data/gold`."""
        return {"name": self.name, "text": self.text, "repeats": self.repeats, "entities": entities(self.known)}


def entities(known: Known) -> dict[str, list[dict[str, Any]]]:
    """Return what is known in the form of the annotations in `data/gold`."""
    return {
        "agency": [
            *({"name": names[0], "accept": list(names[1:])} for names in known.agencies),
            *({"name": name, "required": False} for name in known.implied),
        ],
        "official": [{"name": name, "posts": list(posts), "agency": agency} for name, posts, agency in known.officials],
        "project": [{"name": name} for name in known.projects],
        "target": [{**each._asdict(), "value": float(each.value)} for each in known.targets],
    }
