"""Read the full name of an agency: what jurisdiction it belongs to, and what it is called there.

| as printed | full name | jurisdiction, body |
|---|---|---|
| 晋中市政府 | 晋中市人民政府 | 140700, 人民政府 |
| 中共平遥县委, 平遥县委 | 中共平遥县委员会 | 140728, 中共委员会 |
| 山西省晋中市发改委 | 晋中市发展和改革委员会 | 140700, 发展和改革委员会 |
| 国家林草局 | 国家林业和草原局 | CN, 国家林业和草原局 |
| 晋中市生态环境局平遥分局 | as printed | 140700, 生态环境局平遥分局; a branch in 140728 |
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ecograph.resolve.context import Context
from ecograph.resolve.divisions import NATION, Lead, divisions
from ecograph.resolve.names import segment, unmarked
from ecograph.resources import rows, words

_PARTY = re.compile(r"^(?:中国共产党|中共)")
_CONSULTATIVE = re.compile(r"^(?:中国人民政治协商会议|政协)(?=.{2,}委员会)")
_TERM = re.compile(r"第[一二三四五六七八九十\d]{1,3}届(?=全国|人民代表大会|人大|委员会|常务委员会)")
_NATIONWIDE = re.compile(
    r"^(?:中国(?!共产党|人民政治协商会议(?!全国))|中华|中央(?!商务)|国家(?!级)|全国|国务院|最高人民)"
)
# What a short place name stands before where it is the government's (晋中生态环境局); 万州海事局 is not the district's.
_GOVERNING = frozenset({"bureau", "government", "commission", "party", "congress", "court", "department", "office"})
_REGISTERED = frozenset({"company", "institution"})
_BRANCH = re.compile(r"^(.*?(?:局|委员会|厅))(.{2,10}?)分局$")
# Parks and reserves of the nation bear names that no other has.
_RESERVE = re.compile(r"^(?!国家).{2,}国家(?:级|公园|湿地公园|森林公园|地质公园).*(?:局|中心|处|委员会|站)$")
_TOWN = re.compile(
    r"^(?P<party>中共)?(?P<town>(?!农业|农村|乡村|城乡).{1,8}?(?:[镇乡]|街道|苏木|村|社区|嘎查))"
    r"(?P<body>人民政府|政府|办事处|党委|委员会|党工委|工作委员会|村民委员会|村委会|居民委员会|居委会|党总支|党支部|人大|人大主席团)(?P<rest>.*)$"
)
_HEAD = re.compile(r"(?:委员会|管理局|执法局|局|厅|办公室|部)$")
_JOINTS = re.compile(r"[和与及、]")
_ORGANS = (
    "宣传部", "组织部", "统战部", "统一战线工作部", "政法委员会", "办公室", "办公厅", "网信办", "党校", "政策研究室",
)  # fmt: skip


class AgencyName(NamedTuple):
    """The full name of an agency, read.

    `place` is the code of today's division it belongs to, CN for the nation, "" if unknown; `former` the code that the
    division had under the name that the agency's name begins with; `body` the name without its place; `county` where a
    body of a town, or a branch, lies; `shared` whether the name alone may stand for different bodies.
    """

    full: str
    path: str
    place: str
    former: str
    body: str
    county: str = ""
    branch_of: str = ""
    shared: bool = False

    @property
    def duties(self) -> str:
        """Return the body with its duties in one order."""
        return in_order(self.body)


@lru_cache(maxsize=8192)
def in_order(body: str) -> str:
    """Return a body with its duties in one order: 规划和自然资源局 is 自然资源和规划局."""
    head = _HEAD.search(body)
    if not head or not _JOINTS.search(body):
        return body.replace("局驻", "局")
    return "和".join(sorted(_JOINTS.split(body[: head.start()]))) + head.group()


def agency_name(name: str, kind: str, context: Context, *, as_of: str = "") -> AgencyName:
    """Read an agency's name as a document of this context prints it.

    `as_of` is the year for which a division that was renamed since gets back the name it bore then ("" for today's).
    """
    return _read(name, kind, context.home, as_of)


@lru_cache(maxsize=8192)
def _read(name: str, kind: str, home: str, as_of: str) -> AgencyName:
    # 第五届人民代表大会常务委员会: the body outlives its terms.
    plain = _TERM.sub("", unmarked(name))
    if nation := _national(plain):
        return AgencyName(nation, f"agency/{segment(nation)}", NATION, "", nation)
    party, rest = _PARTY.match(plain), _PARTY.sub("", plain)
    consultative, rest = _CONSULTATIVE.match(rest), _CONSULTATIVE.sub("", rest)
    lead = divisions().lead(rest, home) or _short_lead(rest, kind, home)
    if kind == "company" or lead is None:
        return _unplaced(plain, lead or _registered_lead(rest, kind, home), home)
    return _placed(lead, _full_body(rest[lead.end :], party=bool(party), consultative=bool(consultative)), as_of)


def _placed(lead: Lead, body: str, as_of: str) -> AgencyName:
    known = divisions()
    place, former = lead.name, lead.former
    if not former and as_of and (gone := known.named_in(lead.code, as_of)):
        place, former = gone.name, gone.code
    full = _with_place(place, body)
    alone = known.alone(place)
    path = f"agency/{segment(full)}" if alone else f"agency/{known.prefecture(lead.code) or NATION}/{segment(full)}"
    branch = _BRANCH.match(body)
    county = next((code for code, _ in known.parts(branch.group(2), lead.code)), "") if branch else ""
    return AgencyName(full, path, lead.code, former, body, county, branch.group(1) if branch and county else "")


def _with_place(place: str, body: str) -> str:
    if body.startswith("中共"):
        return f"中共{place}{body.removeprefix('中共')}"
    return f"政协{place}{body.removeprefix('政协')}" if body.startswith("政协") else place + body


def _unplaced(plain: str, lead: Lead | None, home: str) -> AgencyName:
    """Read a name that no jurisdiction goes by.

    安徽丰岩电镀有限公司, 云南大学 and 三江源国家公园管理局 are one body in the whole nation; a town's body lies in the
    document's county; a 督察组 is the document's alone.
    """
    if lead or _RESERVE.match(plain):
        return AgencyName(plain, f"agency/{segment(plain)}", "", "", plain)
    full, town = _town_body(plain, party=False), _TOWN.match(plain)
    path = f"agency/{divisions().prefecture(home) or NATION}/{segment(full)}"
    return AgencyName(full, path, "", "", full, divisions().county(home) if town else "", "", _generic(plain))


def _registered_lead(rest: str, kind: str, home: str) -> Lead | None:
    """Return the place that a registered name begins with; the short name of a far county is more likely something else."""
    lead = divisions().lead(rest, home, short=True) if kind in _REGISTERED else None
    if lead is None or len(rest) - lead.end < 2:
        return None
    near = divisions().inside(lead.code, divisions().province(home) or NATION)
    return lead if near or divisions().level(lead.code) == "province" else None


def _short_lead(rest: str, kind: str, home: str) -> Lead | None:
    """Return the place of 晋中生态环境局, a body of the government that is printed with a short name."""
    lead = divisions().lead(rest, home, short=True) if kind in _GOVERNING and home else None
    if lead is None or lead.former or divisions().prefecture(lead.code) != divisions().prefecture(home):
        return None
    body = expand(rest[lead.end :])
    head = _HEAD.search(body)
    return lead if head and all(duty in _duties() for duty in _JOINTS.split(body[: head.start()])) else None


@cache
def _duties() -> frozenset[str]:
    return frozenset(words("data", "lexicon", "agency_bodies.csv"))


def is_town(body: str) -> bool:
    """Tell whether a body is a town's, a street's or a village's (古陶镇人民政府)."""
    return _TOWN.match(body) is not None


def _town_body(body: str, *, party: bool) -> str:
    """Return the body of a town in its full form: 古陶镇政府 -> 古陶镇人民政府, 古陶镇党委 -> 中共古陶镇委员会."""
    match = _TOWN.match(body)
    if not match or match["rest"]:
        return body
    own, town = match["body"], match["town"]
    if own in ("党委", "委员会", "党工委", "工作委员会"):
        return f"中共{town}{'工作委员会' if '工' in own else '委员会'}"
    full = {"政府": "人民政府", "村委会": "村民委员会", "居委会": "居民委员会"}.get(own, own)
    return f"{'中共' if party or match['party'] else ''}{town}{full}"


def _full_body(body: str, *, party: bool, consultative: bool) -> str:
    """Return the body of a place in its full form; bodies of the party and the consultative conference begin with its name."""
    if consultative or body == "政协":
        return "政协" + (expand(body) if body.startswith("委员会") else "委员会")
    if body in ("委", "党委") or (party and body in ("委员会", "")):
        return "中共委员会"
    if body in ("工委", "党工委") or (party and body == "工作委员会"):
        return "中共工作委员会"
    if body in ("纪委", "纪律检查委员会"):
        return "中共纪律检查委员会"
    organ = re.sub(r"^(?:党?委员会|党?委)", "", body)
    if organ != body and organ.startswith(_ORGANS):
        return f"中共委{_expanded(organ)}"
    if town := _TOWN.match(body):
        return _town_body(body, party=party) if not town["rest"] else ("中共" if party else "") + body
    return ("中共" if party else "") + _expanded(body)


def _expanded(body: str) -> str:
    """Expand a body and what is inside it: 政府新闻办 -> 人民政府新闻办公室."""
    full = expand(body)
    if full == body and body.startswith("人大常委会"):
        full = "人民代表大会常务委员会" + body.removeprefix("人大常委会")
    if full == body and body.startswith("政府") and not body.startswith("政府采购"):
        full = "人民政府" + _tail(body.removeprefix("政府"))
    return full


def _tail(body: str) -> str:
    return body + "公室" if body.endswith("办") else body


@cache
def _short_bodies() -> dict[str, str]:
    return {row["short"]: row["full"] for row in rows("data", "lexicon", "agency_short.csv")}


def expand(body: str) -> str:
    """Return the full form of a body's short name: 住建局 -> 住房和城乡建设局; unchanged where none is known."""
    return _short_bodies().get(body, body)


@cache
def _national_names() -> dict[str, str]:
    table = (row["names"].split("|") for row in rows("data", "lexicon", "agency_national.csv"))
    return {name: names[0] for names in table for name in names}


@cache
def _longest_national() -> int:
    return max(map(len, _national_names()))


def _national(name: str) -> str:
    """Return the full name of a body of the nation, or of a part of one; "" for any other."""
    table = _national_names()
    for end in range(min(len(name), _longest_national()), 1, -1):
        head = table.get(name[:end])
        # A short name of two characters may begin anything.
        if head and (end == len(name) or end >= 4 or (end == 3 and head == name[:end])):
            return head + name[end:]
    return name if _NATIONWIDE.match(name) else ""


@cache
def _generic_words() -> re.Pattern[str]:
    table = sorted(words("data", "identity", "generic_bodies.csv"), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, table)) + ")+")


@cache
def _generic_bodies() -> frozenset[str]:
    return frozenset(words("data", "lexicon", "agency_generic.csv"))


def _generic(name: str) -> bool:
    """Tell whether a name without a place says nothing of its own (督察组, 专项工作专班)."""
    return name in _generic_bodies() or _generic_words().fullmatch(name) is not None
