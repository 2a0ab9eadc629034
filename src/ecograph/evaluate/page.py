"""Make one HTML file that shows the figures and, in each article, what was found, missed and wrong: no server, no request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from ecograph.evaluate import table
from ecograph.evaluate.bench import Bench
from ecograph.evaluate.highlights import Highlight, Piece, highlights, pieces
from ecograph.evaluate.judging import Judged
from ecograph.evaluate.mistakes import Mistake, mistakes
from ecograph.evaluate.passages import Passages
from ecograph.evaluate.totals import CLASSES, Tally, Totals, totals

_WORDS = {
    "agency": "机构", "official": "官员", "project": "项目", "place": "地点", "policy": "政策", "target": "目标",
    "missed": "漏", "wrong": "误", "differs": "异", "entities": "实体合计", "relations": "关系合计",
    "worksFor": "任职于", "responsibleFor": "负责", "locatedIn": "位于", "partOf": "隶属", "governedBy": "依据",
    "issued": "发布", "within": "在……之内", "hasTarget": "目标为", "status": "状态", "comparator": "界限",
    "deadline": "期限", "posts": "职务",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Article:
    """One article as the template wants it."""

    stem: str
    title: str
    about: str
    entities: Tally
    relations: Tally
    text: str
    mistakes: tuple[Mistake, ...]


def page(
    bench: Sequence[Bench],
    judged: Sequence[Judged],
    found: Totals,
    peer: Totals | None = None,
    groups: Sequence[tuple[str, Totals]] = (),
) -> bytes:
    """Return the page; its style is inside it."""
    from jinja2 import Environment, PackageLoader, select_autoescape

    environment = Environment(
        loader=PackageLoader("ecograph.evaluate"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
    )
    return (
        environment.get_template("report.html")
        .render(
            style=files("ecograph.evaluate").joinpath("templates", "report.css").read_text(encoding="utf-8"),
            classes=CLASSES,
            words=_WORDS,
            found=found,
            head=table.head(peer),
            rows=list(table.rows(found, peer)),
            group_head=table.GROUP_HEAD,
            groups=list(table.group_rows(groups)),
            remarks=list(table.remarks(found)),
            articles=[_article(*each) for each in zip(bench, judged, strict=True)],
            share=table.share,
        )
        .encode()
    )


def _article(bench: Bench, judged: Judged) -> _Article:
    document = judged.facts.document if judged.facts else None
    counted = totals([judged]).tallies
    about = (bench.province, bench.style, bench.published, bench.split, bench.layout)
    return _Article(
        judged.gold.stem,
        (document.title if document else "") or judged.gold.stem,
        " · ".join(filter(None, about)),
        counted["entities"],
        counted["relations"],
        _marked(judged, Passages(document)) if document else "",
        mistakes(judged),
    )


def _marked(judged: Judged, passages: Passages) -> str:
    """Return the article's paragraphs as HTML, the highlights as marks inside each other."""
    cut = pieces(passages.document.text, highlights(judged, passages))
    body = "".join(map(_piece, _by_line(cut)))
    return "".join(f"<p>{line}</p>\n" for line in body.split("\n") if line.strip())


def _by_line(cut: Iterable[Piece]) -> Iterator[Piece]:
    """Cut the pieces at the ends of lines as well, so that no mark spans two paragraphs."""
    for piece in cut:
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                yield Piece("\n", (), ())
            if line:
                yield Piece(line, piece.over, () if number else piece.begins)


def _piece(piece: Piece) -> str:
    html = escape(piece.text)
    for mark in reversed(piece.over):
        html = _mark(mark, html, begins=mark in piece.begins)
    return html


def _mark(mark: Highlight, html: str, *, begins: bool) -> str:
    """Return HTML inside a mark; one that is missed or wrong names its class where it begins."""
    type_ = mark.type.lower()
    word = _WORDS.get(mark.verdict, "")
    tag = f'<b class="tag">{word}{_WORDS[type_]}</b>' if begins and word else ""
    shown = f"{mark.verdict} {type_}: {mark.told}"
    classes = f"mark {mark.verdict} is-{type_} deep-{min(mark.level, 4)}"
    return f'<span class="{classes}" title="{escape(shown)}">{tag}{html}</span>'
