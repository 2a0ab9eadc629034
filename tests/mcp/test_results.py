from __future__ import annotations

import pytest

from ecograph.mcp.asking import Reply
from ecograph.mcp.fitting import fitting, short
from ecograph.mcp.results import answer

TSV = b'?a\t?n\n<http://x/1>\t3\n<http://x/2>\t"\xe6\xb9\xbf"@zh\n\t1.5\n'


def reply(body, kind="text/tab-separated-values; charset=utf-8", *, whole=True):
    return Reply(200, kind, body, whole)


def test_rows_have_values_of_their_kind():
    found = answer(reply(TSV), 10)
    assert found.columns == ["a", "n"]
    assert found.rows == [{"a": "http://x/1", "n": 3}, {"a": "http://x/2", "n": "湿"}, {"n": 1.5}]
    assert not found.more


def test_rows_over_the_limit_are_told_of():
    found = answer(reply(TSV), 2)
    assert (len(found.rows), found.more) == (2, True)


def test_a_reply_that_was_cut_off_gives_its_whole_rows():
    found = answer(reply(TSV[:-7], whole=False), 10)
    assert (len(found.rows), found.more) == (1, True)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"head":{},"boolean":true}', "application/sparql-results+json"),
        (b"true\n", "text/tab-separated-values"),
        (b"true", "text/tab-separated-values"),
    ],
)
def test_the_answer_to_ask_is_a_truth(body, kind):
    assert answer(reply(body, kind), 10).truth is True


def test_triples_come_as_lines():
    found = answer(reply(b"<a> <b> <c> .\n<a> <b> <d> .\n", "application/n-triples"), 1)
    assert (found.triples, found.more) == ("<a> <b> <c> .", True)


def test_long_texts_are_cut_with_a_sign():
    assert short("鱼" * 500, 10) == "鱼" * 9 + "…"


def test_the_first_item_is_always_there():
    assert fitting(["x" * 100, "y"], most=10) == (["x" * 100], True)
    assert fitting(["x", "y"], most=10) == (["x", "y"], False)
    assert fitting([], most=10) == ([], False)
