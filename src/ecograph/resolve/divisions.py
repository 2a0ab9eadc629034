"""Know the administrative divisions: codes, parents, the place that a name begins with, and names borne before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ecograph.resources import rows, words

NATION = "CN"
_CACHED = 16_384
_ADMIN = "省市县区州旗盟"
_DIRECT = ("110000", "120000", "310000", "500000")


class Division(NamedTuple):
    """A province, prefecture or county of today, with its GB/T 2260 code."""

    code: str
    name: str
    parent: str
    level: str
    short: tuple[str, ...]


class Former(NamedTuple):
    """A division that is no more: code, name, the year it ended, the one division of today in its place, what it lay in."""

    code: str
    name: str
    until: str
    today: str
    parent: str


class Lead(NamedTuple):
    """The place at the beginning of a name: the code of the finest division named, the former one if its name is meant."""

    code: str
    end: int
    name: str
    former: str = ""


class Divisions:
    """The divisions of the gazetteer, by code and by name."""

    def __init__(self) -> None:
        self.by_code: dict[str, Division] = {}
        self._named: dict[str, list[str]] = {}
        self._short: dict[str, list[str]] = {}
        called: dict[str, list[str]] = {}
        for row in rows("data", "gazetteer", "divisions_called.csv"):
            called.setdefault(row["code"], []).append(row["called"])
        for row in rows("data", "gazetteer", "divisions.csv"):
            short = (*filter(None, row["short"].split("|")), *called.get(row["code"], ()))
            self.by_code[row["code"]] = Division(row["code"], row["name"], row["parent"], row["level"], short)
            self._named.setdefault(row["name"], []).append(row["code"])
            for name in short:
                # 德宏州, 青龙县 are as good as the full name; 德宏, 青龙 are not.
                table = self._named if name[-1] in _ADMIN and len(name) > 2 else self._short
                table.setdefault(name, []).append(row["code"])
        self.former = _former(self.by_code)
        self._gone: dict[str, list[Former]] = {}
        for former in self.former.values():
            self._gone.setdefault(former.name, []).append(former)
        self._before: dict[str, list[Former]] = {}
        for former in self.former.values():
            if former.today:
                self._before.setdefault(former.today, []).append(former)
        self._chains: dict[str, tuple[str, ...]] = {}
        self._leads: dict[tuple[str, str, bool], Lead | None] = {}
        self._all = frozenset((*self._named, *self._short, *self._gone))
        self._longest = max(map(len, (*self._named, *self._gone)))

    def chain(self, code: str) -> tuple[str, ...]:
        """Return a division's code and those above it, finest first; () for an unknown code."""
        chain = self._chains.get(code)
        if chain is None:
            known = self.by_code.get(code) or self.former.get(code)
            chain = (code, *self.chain(known.parent)) if known else ()
            if known:
                self._chains[code] = chain
        return chain

    def inside(self, code: str, area: str) -> bool:
        """Tell whether a division is an area or lies in it; everything lies in the nation."""
        return area == NATION or area in self.chain(code)

    def level(self, code: str) -> str:
        """Return nation, province, prefecture or county, "" for an unknown code."""
        if today := self.by_code.get(code):
            return today.level
        former = self.former.get(code)
        known = self.by_code.get(former.today) if former else None
        return "nation" if code == NATION else known.level if known else "county" if former else ""

    def prefecture(self, code: str) -> str:
        """Return the prefecture of a division, the province for one that has none, "" for an unknown code."""
        for each in self.chain(code):
            if self.level(each) != "county":
                return each
        return ""

    def province(self, code: str) -> str:
        """Return the province of a division, "" for an unknown code."""
        chain = self.chain(code)
        return chain[-1] if chain else ""

    def county(self, code: str) -> str:
        """Return the code itself where it is a county's, else ""."""
        return code if self.level(code) == "county" else ""

    def direct(self, code: str) -> bool:
        """Tell whether a division belongs to a municipality under the central government, whose districts have no prefecture."""
        return self.province(code) in _DIRECT

    def name(self, code: str) -> str:
        """Return the name of a division of today or of one that is no more, "" for an unknown code."""
        known = self.by_code.get(code) or self.former.get(code)
        return known.name if known else ""

    def alone(self, name: str) -> bool:
        """Tell whether a full name belongs to one division of today (晋中市 does, 朝阳区 does not)."""
        return len(self._named.get(name, ())) < 2

    def had_names(self, code: str) -> tuple[Former, ...]:
        """Return the divisions that stood before where a division of today stands."""
        return tuple(self._before.get(code, ()))

    def named_in(self, code: str, year: str) -> Former | None:
        """Return the former division that stood in a year where a division of today stands, None if today's did."""
        gone = [each for each in self._before.get(code, ()) if year < each.until]
        return min(gone, key=lambda each: each.until) if gone else None

    def lead(self, text: str, home: str, *, short: bool = False) -> Lead | None:
        """Return the place that a name begins with: 山西省晋中市平遥县|水利局 begins with 平遥县.

        `home` settles which division of several with one name is meant; `short` also takes short names (晋中|…).
        """
        key = text[: 3 * self._longest], home, short
        if key not in self._leads:
            if len(self._leads) > _CACHED:
                self._leads.clear()
            self._leads[key] = self._lead(*key)
        return self._leads[key]

    def _lead(self, text: str, home: str, short: bool) -> Lead | None:
        found: Lead | None = None
        while step := self._step(text, found.end if found else 0, found.code if found else "", home, short=short):
            found = step
        return found

    def parts(self, text: str, area: str) -> Iterator[tuple[str, str]]:
        """Yield code and name of each division in an area that a text begins with, in full or short."""
        for end in range(min(self._longest, len(text)), 1, -1):
            for code in (*self._named.get(text[:end], ()), *self._short.get(text[:end], ())):
                if code != area and self.inside(code, area):
                    yield code, text[:end]

    def _step(self, text: str, start: int, above: str, home: str, *, short: bool) -> Lead | None:
        for end in range(min(start + self._longest, len(text)), start + 1, -1):
            name = text[start:end]
            if name not in self._all:
                continue
            codes = self._named.get(name, [])
            if code := self._choose(codes, above, home):
                return Lead(code, end, self.by_code[code].name)
            gone = [each for each in self._gone.get(name, ()) if each.code not in self.by_code]
            if gone and (code := self._choose([each.code for each in gone], above, home, near=bool(codes))):
                former = self.former[code]
                return Lead(former.today or code, end, name, former.code)
            if short and (code := self._choose(self._short.get(name, []), above, home)):
                return Lead(code, end, self.by_code[code].name)
        return None

    def _choose(self, codes: list[str], above: str, home: str, *, near: bool = False) -> str:
        """Return the one division that is meant: the one below what stands before it, else the nearest to home."""
        if not codes:
            return ""
        if above:
            codes = [code for code in codes if code != above and self.inside(code, above)]
        if not above or len(codes) > 1:
            for area in self.chain(home):
                if close := [code for code in codes if self.inside(code, area)]:
                    return close[0] if len(close) == 1 else ""
        # A name that nothing near home bears is taken only if it belongs to one division.
        return codes[0] if len(codes) == 1 and not near else ""


def _former(today: dict[str, Division]) -> dict[str, Former]:
    """Return by code the divisions that bore another name or rank; of those with one name and one heir the last."""
    table = sorted(rows("data", "gazetteer", "divisions_former.csv"), key=lambda row: (row["to_year"], row["code"]))
    prefectures = {each.name: each.code for each in today.values() if each.level == "prefecture"}
    heirs: dict[str, set[str]] = {}
    for row in table:
        # 140404[2014]: took a part in that year; the rest are those that took its place.
        codes = [code for code in row["successor_codes"].split(";") if code and "[" not in code]
        heirs.setdefault(row["code"], set()).update(codes)
    found: dict[tuple[str, ...], Former] = {}
    for row in table:
        reached = _today(row["code"], heirs, today)
        if row["code"] in today or not row["to_year"] or row["name"] in {today[code].name for code in reached}:
            continue
        heir = min(reached) if len(reached) == 1 else ""
        parent = today[heir].parent if heir else prefectures.get(row["prefecture"], f"{row['code'][:2]}0000")
        found[row["name"], *sorted(reached)] = Former(row["code"], row["name"], row["to_year"], heir, parent)
    return {former.code: former for former in found.values()}


def _today(code: str, heirs: dict[str, set[str]], today: dict[str, Division]) -> set[str]:
    reached: set[str] = set()
    seen, frontier = {code}, {code}
    while frontier:
        heir = {each for old in frontier for each in heirs.get(old, ())} - seen
        reached |= {each for each in heir if each in today}
        frontier = {each for each in heir if each not in today}
        seen |= heir
    return reached


@cache
def divisions() -> Divisions:
    """Return the shipped divisions, read once in a process."""
    return Divisions()


@cache
def natural_names() -> frozenset[str]:
    """Return the names of rivers, lakes, mountains and regions."""
    return frozenset(words("data", "gazetteer", "natural.csv"))
