"""Read the article on a web page.

The source as decoded is the text that this makes: the title, then a line for each paragraph, item and row of a table of the
article, with tabs between the cells. Menus, buttons, links to other pages and feet are left out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from ecograph.errors import ReadError
from ecograph.readers.content import Content
from ecograph.readers.markup import decode_markup
from ecograph.readers.metadata import Metadata, day_of, find_metadata

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml.html import HtmlElement

# What Chinese government sites must name in their pages, then what others do.
_TITLES = ("articletitle", "og:title", "dc.title")
_PUBLISHED = (
    "pubdate", "publishdate", "article:published_time", "datepublished", "publish_time", "publishtime", "dc.date.issued",
    "dc.date", "weibo:article:create_at",
)  # fmt: skip
_SOURCES, _SITES = ("contentsource", "dc.source", "source"), ("sitename", "og:site_name", "dc.publisher", "publisher")
_LABELLED = re.compile(r"(?:发布|发文|发表|公布|成文)?(?:时间|日期)\s*[:：]\s*(?=\d)|来源\s*[:：]|信息来源|稿源")
_OWN = re.compile(r"^(?:本[网站]|本网站|原创|网络|互联网)?$")
_SITE_IN_TITLE = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|--|——\s*(?=[^—]{2,20}(?:网|政府|局|厅|委)$)).*$")
_BREAKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "ul",
        "ol",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "dd",
        "dt",
    ]
)
_UNSEEN = frozenset(["script", "style", "noscript", "template", "head"])
_ROWS, _CELLS = frozenset(["row", "tr"]), frozenset(["cell", "td", "th"])
# More characters than a cell of a table of data has.
_WIDE = 80
_BLOCKS = frozenset(
    [
        "p",
        "head",
        "item",
        "list",
        "quote",
        "code",
        "table",
        "lb",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "br",
    ]
)
# A line of so many characters is no menu's item.
_LONG = 15


def read(data: bytes, *, where: str, charset: str = "") -> Content:
    """Return the article of a web page, and when and by whom the page says that it was published.

    Raise `ReadError` where the page is in no known encoding, or holds no text: as pages do that are made by scripts.
    """
    tree = _parsed(decode_markup(data, where=where, charset=charset))
    if tree is None:
        raise ReadError("this page holds no text", where=where, remedy="save it from a browser, with what it shows")
    told = _metas(tree)
    title = _title(tree, told)
    page = _page_lines(tree)
    body = _article(tree, page) or page
    if not "".join(body):
        raise ReadError("this page holds no text", where=where, remedy="save it from a browser, with what it shows")
    lines = body if title and title in body[:3] else [title, *body]
    beside = _beside(page, frozenset(body))
    return Content(
        "\n".join(filter(None, lines)),
        title=title,
        published=day_of(_first(told, _PUBLISHED)) or beside.published,
        publisher=_publisher(told, beside),
        width=0,
    )


def _parsed(text: str) -> HtmlElement | None:
    """Return the tree of a page, without what is not shown; None where there is none."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        # As bytes, since a text that names an encoding is refused.
        tree = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Return what the page says of itself, by names in lower case; the first of each name counts."""
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            told.setdefault(name.strip().lower(), content[:500])
    return told


def _first(told: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((told[name] for name in names if name in told), "")


def _title(tree: HtmlElement, told: Mapping[str, str]) -> str:
    """Return the title that the page names, or its one heading of the first order, or its window's title without the site."""
    if named := _first(told, _TITLES[:1]):
        return named
    headings = list(filter(None, (" ".join(each.text_content().split()) for each in tree.iter("h1"))))
    if len(headings) == 1 and len(headings[0]) <= 120:
        return headings[0]
    window = next((" ".join(each.text_content().split()) for each in tree.iter("title")), "")
    return _SITE_IN_TITLE.sub("", _first(told, _TITLES) or window)[:200]


def _publisher(told: Mapping[str, str], beside: Metadata) -> str:
    """Return whom the page names as its source; a site that names itself so is named by its name."""
    for named in (_first(told, _SOURCES), beside.publisher, _first(told, _SITES)):
        if not _OWN.match(named):
            return named[:60]
    return ""


def _beside(page: list[str], body: frozenset[str]) -> Metadata:
    """Read the lines around the article that name a day or a source."""
    lines = [line for line in page if len(line) <= 120 and line not in body and _LABELLED.search(line)]
    return find_metadata(tuple(lines), "")


def _article(tree: HtmlElement, page: list[str]) -> list[str]:
    """Return those lines of a page that are its article.

    Where trafilatura misses much of what is set in sentences, the article is what stands from the first sentence to the last.
    """
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    # Without the cache of what was seen before: the same page must give the same text.
    found = bare_extraction(tree, include_comments=False, deduplicate=False, favor_recall=True, config=_config())
    body = getattr(found, "body", None)
    chosen = _told(body, _BLOCKS) if body is not None else []
    lines, text = {_squeezed(line) for line in chosen}, "".join(map(_squeezed, chosen))
    kept = [line for line in page if _squeezed(line) in lines or (len(line) >= _LONG and _squeezed(line) in text)]
    sentences = [number for number, line in enumerate(page) if _is_sentence(line)]
    if sum(len(line) for line in kept if _is_sentence(line)) >= 0.6 * sum(len(page[number]) for number in sentences):
        return kept
    return page[max(0, sentences[0] - 1) : sentences[-1] + 3]


@cache
def _config() -> ConfigParser:
    """Return trafilatura's settings; what is a short text in Latin letters is four times as long as one in Chinese."""
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    return config


def _squeezed(line: str) -> str:
    return "".join(line.split())


def _is_sentence(line: str) -> bool:
    return "。" in line and len(line) >= _LONG


def _page_lines(tree: HtmlElement) -> list[str]:
    """Return all text that the page shows, line by line."""
    return _told(tree, _BREAKS)


def _told(tree: HtmlElement, breaks: frozenset[str]) -> list[str]:
    text = "".join(_parts(tree, breaks))
    cells = (
        "\t".join(filter(None, (" ".join(cell.split()) for cell in line.split("\t")))) for line in text.split("\n")
    )
    return [line for line in cells if line]


def _parts(tree: HtmlElement, breaks: frozenset[str]) -> Iterator[str]:
    """Yield the text of a tree, a line break around each block and a tab behind each cell; not by recursion, as pages nest deep.

    What breaks a line in a cell of a table of data does not: its row is one line.
    """
    from lxml import etree

    wide = _wide_cells(tree)
    cells: list[bool] = []
    unseen = number = 0
    for event, each in etree.iterwalk(tree, events=("start", "end")):
        starts, tag = event == "start", each.tag
        if tag in _UNSEEN:
            unseen += 1 if starts else -1
        elif tag in _CELLS:
            if starts:
                cells.append(number not in wide)
                number += 1
            yield "" if unseen or starts else "\t" if cells[-1] else "\n"
            if not starts:
                cells.pop()
        elif not unseen and (tag in _ROWS or tag in breaks) and not (cells and cells[-1]):
            yield "\n"
        if not unseen:
            yield _flat(each.text if starts and isinstance(tag, str) else "" if starts else each.tail)


def _wide_cells(tree: HtmlElement) -> set[int]:
    """Return which cells, by their number, hold more than data: those of tables that only lay the page out."""
    from lxml import etree

    wide, opened, seen, number = set[int](), list[tuple[int, int]](), 0, 0
    for event, each in etree.iterwalk(tree, events=("start", "end")):
        if each.tag in _CELLS and event == "start":
            opened.append((number, seen))
            number += 1
        elif each.tag in _CELLS:
            which, before = opened.pop()
            if seen - before > _WIDE:
                wide.add(which)
        text = each.text if event == "start" else each.tail
        seen += len(text.strip()) if text and isinstance(each.tag, str) else 0
    return wide


def _flat(text: str | None) -> str:
    """Return a text without line breaks and tabs of its own: those of the markup say nothing."""
    return " ".join(text.replace("\t", " ").splitlines()) if text else ""
