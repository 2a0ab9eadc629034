"""A web page gives its article, its title, its day and its source; what is around it stays out."""

from __future__ import annotations

import pytest

from ecograph.errors import ReadError
from ecograph.readers import document_of

FIRST = "3月12日，晋中市生态环境局局长马成毅介绍，今年晋中市生态环境局牵头实施汾河流域水污染治理工程。"
SECOND = "平遥县生态环境局负责推进平遥县污水处理厂扩建项目，确保2025年年底前建成，项目总投资3.6亿元。"
THIRD = "市水利局印发《晋中市河道管理办法》，各县区水利部门对照办法抓好落实。"
TITLE = "晋中部署生态治理"
METAS = (
    '<meta name="SiteName" content="晋中市人民政府"><meta name="ArticleTitle" content="晋中部署生态治理">'
    '<meta name="PubDate" content="2025-03-13 09:12"><meta name="ContentSource" content="晋中日报">'
)
MENU = (
    '<div class="top"><a href="/">网站首页</a> <a href="/zw">政务公开</a></div>'
    '<div class="nav"><ul><li><a href="/a">市情</a></li><li><a href="/b">要闻</a></li></ul></div>'
    '<div class="pos">您现在的位置：<a href="/">首页</a> &gt; <a href="/x">工作动态</a> &gt; 正文</div>'
)
TOLD = '<div class="info"><span>发布时间：2025-03-14 09:12</span> <span>来源：晋中晚报</span> <span>浏览次数：123</span></div>'
TABLE = (
    "<table><tr><td>县区</td><td>造林面积</td></tr><tr><td>平遥县</td><td><p>3.2</p>万亩</td></tr>"
    "<tr><td>祁县</td><td>2.1万亩</td></tr></table>"
)
FEET = (
    '<div class="rel"><h3>相关新闻</h3><ul><li><a href="/1">太原市召开大会部署任务</a> 2019-01-01</li></ul></div>'
    '<div class="footer">主办单位：晋中市人民政府办公室　网站标识码：1400000001</div>'
)


def page(*, metas: str = METAS, told: str = TOLD, charset: str = "utf-8", body: str = "") -> str:
    article = body or f"<p>　　{FIRST}</p><p>&nbsp;&nbsp;<b>{SECOND[:20]}</b>{SECOND[20:]}</p>{TABLE}<p>{THIRD}</p>"
    return (
        f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">{metas}'
        f"<title>{TITLE}_工作动态_晋中市人民政府</title><style>p{{color:red}}</style><script>var d='2001-01-01';</script></head>"
        f'<body>{MENU}<div class="main"><h1>{TITLE}</h1>{told}<div class="TRS_Editor">{article}</div></div>{FEET}</body></html>'
    )


def test_the_article_without_the_furniture() -> None:
    document = document_of(page().encode(), "a.html")
    rows = ["县区\t造林面积", "平遥县\t3.2万亩", "祁县\t2.1万亩"]
    assert [line for line in document.raw.split("\n") if "发布" not in line] == [TITLE, FIRST, SECOND, *rows, THIRD]
    assert document.text.split("\n") == [TITLE, FIRST, SECOND, "县区 造林面积", "平遥县3.2万亩", "祁县2.1万亩", THIRD]
    assert all(document.span(at, at + 1).text == document.raw[document.offsets[at]] for at in range(len(document.text)))


@pytest.mark.parametrize(
    ("metas", "told", "expected"),
    [
        (METAS, TOLD, (TITLE, "2025-03-13", "晋中日报")),
        ("", TOLD, (TITLE, "2025-03-14", "晋中晚报")),
        ('<meta name="SiteName" content="晋中市人民政府">', "", (TITLE, "", "晋中市人民政府")),
        (METAS.replace("晋中日报", "本网"), "", (TITLE, "2025-03-13", "晋中市人民政府")),
        ('<meta property="article:published_time" content="2025-03-15T08:00:00+08:00">', "", (TITLE, "2025-03-15", "")),
    ],
    ids=["named", "labelled", "site", "own site", "other sites' names"],
)
def test_the_title_the_day_and_the_source(metas: str, told: str, expected: tuple[str, str, str]) -> None:
    document = document_of(page(metas=metas, told=told).encode(), "a.html")
    assert (document.title, document.published, document.publisher) == expected


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("utf-8", "utf-8"), ("gb18030", "gb2312"), ("gbk", "gbk"), ("utf-8-sig", "gbk"), ("utf-16", "utf-16"),
        ("utf-8", "gb2312"), ("gb18030", "utf-8"), ("gb18030", "no-such-thing"), ("gb18030", "utf-7"), ("gb18030", "punycode"),
    ],
)  # fmt: skip
def test_encodings(written: str, declared: str) -> None:
    document = document_of(page(charset=declared).encode(written), "a.html")
    assert (document.raw.count("\ufffd"), document.title) == (0, TITLE)


def test_a_page_in_traditional_characters() -> None:
    data = "<meta charset=big5><title>簡訊</title><p>晉中市水利局印發《河道管理辦法》，各縣區對照辦法抓好落實。</p>".encode(
        "big5"
    )
    assert document_of(data, "a.html").raw == "簡訊\n晉中市水利局印發《河道管理辦法》，各縣區對照辦法抓好落實。"


def test_the_encoding_that_a_server_named_goes_before_the_page_s() -> None:
    assert document_of(page(charset="utf-8").encode("gb18030"), "a", charset="gbk").title == TITLE


def test_a_broken_character_does_not_lose_the_page() -> None:
    data = page(charset="gbk").encode("gb18030")
    assert SECOND in document_of(data.replace(b"</h1>", b"\xff</h1>"), "a.html").raw


def test_a_page_laid_out_by_a_table_with_line_breaks() -> None:
    body = f"<table><tr><td>首页</td></tr><tr><td>{FIRST}<br>　　{SECOND}<br><br>{THIRD}</td></tr></table>"
    raw = document_of(page(body=body).encode(), "a.html").raw.split("\n")
    assert [line for line in raw if "。" in line] == [FIRST, SECOND, THIRD]


def test_a_short_page() -> None:
    document = document_of(f"<title>简讯</title><p>{THIRD}</p>".encode(), "a.html")
    assert (document.title, document.raw) == ("简讯", f"简讯\n{THIRD}")


def test_the_same_page_gives_the_same_text_again() -> None:
    assert len({document_of(page().encode(), "a.html").raw for _ in range(4)}) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<!doctype html><div id=app></div><script>render()</script>",
        b"<html><body><img src=a></body></html>",
    ],
)
def test_a_page_without_text(data: bytes) -> None:
    with pytest.raises(ReadError, match="no text") as raised:
        document_of(data, "a.html")
    assert raised.value.remedy
