"""Tell which names are of the same project: with and without its place, quotes, phase or half of its words."""

from __future__ import annotations

import re

from ecograph.extract.sheet import Draft

_MARKS = re.compile(r"[“”‘’（）()《》、]")
# A与B治理工程 is A和B治理工程.
_SAME = str.maketrans("与及", "和和")
# A村、B村两个|X项目 are some of what X项目 means.
_EACH = re.compile(r"[两三四五六]个$")
# A试点项目 is not what A项目 means, but one of its kind.
_SORT = re.compile(r"(?:试点|示范|创新)(?:项目|工程)$")
_ADMIN = re.compile(r"[省市县区州旗盟]$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?[省市县区州旗盟]")
_HEADS = ("项目", "工程", "行动", "战", "督察", "系统", "平台", "改造")
# “青苗”主题活动 is what “青苗”植树护绿活动 may be called.
_WATCHWORD = re.compile(r"“([^“”]{3,})”(?:主题|专项|系列)?(?:活动|行动|工程|项目|工作)")
_LAST = re.compile("(?:工程项目|项目|工程)$")
# 湿地公园|建设, 景观工程|项目: what comes and goes at the end.
_TAIL = re.compile(r"(?<=工程)项目$|(?<=[园厂站路桥区])建设$")
# What a work on a water may be called with or without: 渭河综合整治, 渭河治理.
_LOOSE = re.compile(r"水污染|污染|流域|河段|干流|水环境|水生态|生态|环境|综合|系统|全面|保护(?=治理|修复)")


class ProjectNames:
    """The projects of a document by their names, the longest first."""

    def __init__(self) -> None:
        self._exact: dict[str, Draft] = {}
        self._known: list[tuple[str, frozenset[str], Draft]] = []
        self._watchwords: dict[str, Draft] = {}

    def add(self, draft: Draft) -> None:
        """Note a new project."""
        bare = _bare(draft.name)
        self._exact.setdefault(bare, draft)
        self._known.append((bare, frozenset({_gist(draft.name), _gist(_local(draft.name))}), draft))
        if draft.name[0] == "“" and (closing := draft.name.find("”")) > 0:
            self._watchwords.setdefault(draft.name[1:closing], draft)

    def call(self, name: str, draft: Draft) -> None:
        """Note what a text says that it calls a project."""
        self._exact.setdefault(_bare(name), draft)

    def find(self, name: str) -> Draft | None:
        """Return the project that `name` is another form of: the same last word, and all its characters in order."""
        bare, gist = _bare(name), _gist(name)
        if bare in self._exact:
            return self._exact[bare]
        if (watchword := _WATCHWORD.fullmatch(name)) and (draft := self._watchwords.get(watchword.group(1))):
            return draft
        head = next((head for head in _HEADS if bare.endswith(head)), "")
        for full, gists, draft in self._known:
            if (gist and gist in gists) or _shortened(bare, full, head) or _turned(bare, full):
                return draft
        return None


def _shortened(bare: str, full: str, head: str) -> bool:
    if bare in full:
        if _EACH.search(full, 0, len(full) - len(bare)):
            return False
        return full.startswith(bare) or (len(bare) >= 6 and full.endswith(bare))
    if bare[:1] == full[:1] and _similar(bare, full, head):
        return True
    place = _PLACE.match(full)
    return place is not None and _similar(bare, full[place.end() :], head)


def _similar(bare: str, full: str, head: str) -> bool:
    """Tell whether two names that begin alike are of one project."""
    if _same_but_place(bare, full):
        return True
    if _SORT.search(full) and not _SORT.search(bare):
        return False
    if len(bare) < 6 or not head or not full.endswith(head) or bare[:2] != full[:2]:
        return False
    return len(full) - len(bare) <= 12 and _subsequence(bare, full)


def _turned(bare: str, full: str) -> bool:
    """Tell whether two names differ only in the order of their words (管网提升改造工程, 管网改造提升工程)."""
    return len(bare) == len(full) >= 8 and bare[:2] == full[:2] and sorted(bare) == sorted(full)


def _same_but_place(one: str, two: str) -> bool:
    """Tell whether two names differ only in how they write the place that they begin with (乌鲁木齐市|…, 乌市|…)."""
    shared = next((n for n, (a, b) in enumerate(zip(one[::-1], two[::-1], strict=False)) if a != b), 0)
    return shared >= 8 and all(
        len(name) - shared <= 6 and _ADMIN.search(name[: len(name) - shared + 1]) for name in (one, two)
    )


def _bare(name: str) -> str:
    return _TAIL.sub("", _MARKS.sub("", name).translate(_SAME))


def _gist(name: str) -> str:
    """Return what is left of the name of a work on a water, without what comes and goes; "" for other names."""
    core = _LAST.sub("", name)
    if not core.endswith(("治理", "整治")):
        return ""
    return _LOOSE.sub("", core.replace("整治", "治理"))


def _local(name: str) -> str:
    """Return a name without the division that it begins with (平遥县|沙化地治理工程)."""
    place = _PLACE.match(name)
    return name[place.end() :] if place else name


def _subsequence(short: str, full: str) -> bool:
    at = iter(full)
    return all(char in at for char in short)
