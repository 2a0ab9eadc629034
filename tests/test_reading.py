"""What holds more than text is read in a process of its own; what happens there costs nobody else anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from articles import HOME, article, dumped
from ecograph import reading
from ecograph.build import build, extract_all
from ecograph.model import Facts
from ecograph.readers import Source
from ecograph.reading import Settings, version
from ecograph.store import open_store
from papers import column, docx, pdf, stream


def written(folder: Path) -> Iterator[Source]:
    text = article(3)
    paragraphs = text.splitlines()
    lines = [line for at, each in enumerate(paragraphs) for line in column(each, left=72, top=740 - 90 * at, width=30)]
    files = {
        "a.pdf": pdf([lines]),
        "b.docx": docx(paragraphs),
        "c.html": f"<html><title>要闻</title><p>{'</p><p>'.join(paragraphs)}</p>".encode("gb18030"),
        "d.txt": text.encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
        yield Source(name, str(folder / name))


def said(facts: Facts) -> set[tuple[str, str]]:
    return {(entity.type, entity.name) for entity in facts.entities}


def test_all_kinds_say_the_same(tmp_path: Path) -> None:
    found = list(extract_all(written(tmp_path), HOME))
    assert all(isinstance(each, Facts) for each in found), found
    kinds = [said(each) for each in found if isinstance(each, Facts)]
    assert kinds[0] == kinds[1] == kinds[2] == kinds[3]
    assert ("Official", "李国强") in kinds[0]


def test_every_quote_stands_in_the_source_as_decoded(tmp_path: Path) -> None:
    for facts in extract_all(written(tmp_path), HOME):
        assert isinstance(facts, Facts)
        spans = [mention.span for entity in facts.entities for mention in entity.mentions]
        spans += [claim.evidence for claim in facts.claims]
        assert all(facts.document.raw[span.start : span.end] == span.text for span in spans)


def test_any_order_of_kinds_gives_the_same_graph(tmp_path: Path) -> None:
    sources = list(written(tmp_path))
    with open_store(None) as one, open_store(None) as other:
        build(sources, one, HOME)
        build(sources[2:], other, HOME)
        build(sources[::-1], other, HOME)
        assert dumped(one) == dumped(other)


def test_a_file_that_takes_too_long_is_told_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_SECONDS", 1.0)
    (tmp_path / "bad.pdf").write_bytes(
        pdf([[]], content=stream(b"BT /F 12 Tf " + b"<6c5f> Tj 0 1 Td " * 3_000_000 + b" ET"))
    )
    with open_store(None) as store:
        summary = build([Source(str(tmp_path / "bad.pdf")), *written(tmp_path)], store, HOME)
        assert summary.documents == 4
    (failure,) = summary.failures
    assert str(failure.error).startswith(f"{tmp_path / 'bad.pdf'}: it took longer than 1 seconds; ")


def test_a_long_text_that_takes_the_rules_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SECONDS", 2.0)
    good, bad = ("".join(article(number) for number in range(count)) for count in (200, 6_000))
    found = list(extract_all([Source(name, data=text.encode()) for name, text in (("a.txt", good), ("b.txt", bad))], HOME))
    assert isinstance(found[0], Facts)
    assert str(found[1].error) == (  # type: ignore[union-attr]
        "b.txt: it took longer than 2 seconds; split it into one file an article"
    )


def test_a_process_that_dies_is_told_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MEMORY", 30_000_000)
    (tmp_path / "bad.pdf").write_bytes(pdf([[]], content=stream(b"q " * 20_000_000)))
    (failure,) = extract_all([Source("bad.pdf", str(tmp_path / "bad.pdf"))], HOME)
    assert str(failure.error).startswith("bad.pdf: it needs more memory than")  # type: ignore[union-attr]


def test_the_version_names_what_was_told_and_the_libraries_releases(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Settings().version
    assert Settings(home="140700").version == f"{usual} home=140700"
    assert version(title="新") == f"{usual} title=新"
    monkeypatch.setattr(reading, "libraries", lambda: ".another")
    assert Settings().version != usual
