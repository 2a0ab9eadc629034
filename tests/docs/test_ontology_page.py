"""The reference of the ontology: complete, in both languages, whole in itself, and with an example that is right."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from ecograph.graph import validate
from ecograph.resources import resource
from ecograph.store import ECO, VOCAB, open_store

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))

from ontology_page import ontology_page  # noqa: E402 - it lies among the scripts

PAGE = ROOT / "docs" / "ontology.html"
TEMPLATES = ROOT / "scripts" / "templates"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def subjects(*names: str) -> set[str]:
    """Return the things that some files of the ontology tell of."""
    paths = [str(resource("ontology", *name.split("/"))) for name in names]
    return {
        quad.subject.value for path in paths for quad in ox.parse(path=path) if isinstance(quad.subject, ox.NamedNode)
    }


def test_the_page_is_what_the_turtle_gives(page: str) -> None:
    assert ontology_page() == page, "write it anew: make readme"


def test_every_term_has_its_place(page: str) -> None:
    terms = {name.removeprefix(ECO) for name in subjects("ecograph.ttl") if name.startswith(ECO)}
    assert {term for term in terms if f'id="{term}"' not in page} == set()


def test_every_concept_has_its_place(page: str) -> None:
    files = [f"vocab/{path.name}" for path in resource("ontology", "vocab").glob("*.ttl")]
    concepts = {name.rpartition("/")[2] for name in subjects(*files) if name.startswith(VOCAB) and name.count("/") > 5}
    assert len(concepts) > 200
    assert {name for name in concepts if f"<code>{name}</code>" not in page} == set()


def test_links_within_the_page_lead_somewhere(page: str) -> None:
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) - set(ids) == set()


def test_links_to_files_lead_somewhere(page: str) -> None:
    links = {link for link in re.findall(r'href="([^"#]+)"', page) if "://" not in link}
    assert links
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


def test_the_page_asks_for_nothing_from_outside(page: str) -> None:
    assert not re.search(r"<(?:link|img|iframe|object|embed|video|audio|source|base)\b|\bsrc=|@import|url\((?!#)", page)
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", page)
    assert set(re.findall(r"(\w+)[^<>]*\bhref=\"https?:", page)) <= {"a"}


def test_both_languages_say_everything(page: str) -> None:
    assert page.count('lang="en"') == page.count('lang="zh"') - 1  # the page itself is Chinese
    assert not re.search(r'lang="(?:zh|en)"></', page)


def test_the_example_keeps_the_shapes_and_answers_its_question() -> None:
    with open_store(None) as store:
        store.load(TEMPLATES / "ontology_example.trig")
        assert validate(store).violations == ()
        (row,) = store.query((TEMPLATES / "ontology_example.rq").read_text(encoding="utf-8"))  # type: ignore[misc]
        assert row["quote"].value == "党组书记马成毅"


def test_the_words_of_the_example_stand_in_the_article() -> None:
    text = (TEMPLATES / "ontology_example.trig").read_text(encoding="utf-8")
    article = resource("data", "articles", "shanxi-jinzhong-ecology-retold.txt").read_text(encoding="utf-8")
    start, end = (int(re.search(rf"eco:{key} (\d+)", text)[1]) for key in ("start", "end"))  # type: ignore[index]
    assert article[start:end] == re.search(r'eco:quote "([^"]+)"', text)[1]  # type: ignore[index]
