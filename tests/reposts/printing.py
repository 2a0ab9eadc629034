"""An article, and how sites print it again."""

from __future__ import annotations

from ecograph.model import Document
from ecograph.readers import document_of
from ecograph.reposts import Signature, signature

TITLE = "平遥县通报污水治理进展"
FIRST = "平遥县水务局局长路华3月5日说，全县今年已新建污水管网32.4公里。"
SECOND = "到2024年底，城市生活污水集中收集率达到75%以上。"
THIRD = "县城再生水厂工程总投资1.6亿元，由县住房和城乡建设局组织实施。"
FOURTH = "下一步，县里将继续排查沿河的排污口，发现一处，整治一处。"
LINES = (FIRST, SECOND, THIRD, FOURTH)


def printed(*lines: str, title: str = TITLE, day: str = "2024-03-06", head: str = "", foot: str = "") -> str:
    """Return the page that a site prints."""
    return "\n".join(filter(None, (head, title, f"{day} 来源：平遥发布" if day else "", *lines, foot)))


def read(text: str, *, home: str = "") -> Document:
    """Read a page."""
    return document_of(text.encode(), "article.txt", home=home)


def signed(text: str, *, home: str = "") -> Signature:
    """Return the signature of a page."""
    return Signature.unpacked(signature(read(text, home=home)))
