"""The synthetic articles: the same for the same seed, of the length asked for, and holding what they are known to state."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from ecograph.extract import extract
from ecograph.readers import document_of
from synthetic import Article, article, articles, check

SOME = list(articles(48))


def joined(each: Article) -> str:
    return "".join(each.text.split())


def test_the_same_seed_gives_the_same_articles() -> None:
    assert list(articles(48)) == SOME
    assert list(articles(48, seed=2)) != SOME


def test_an_article_follows_from_its_number_alone() -> None:
    assert article(30) == SOME[30]
    assert list(articles(2, first=30)) == SOME[30:32]


@pytest.mark.parametrize("characters", [300, 2_000])
def test_articles_have_about_the_length_asked_for(characters: int) -> None:
    lengths = [len(each.text) for each in articles(48, characters=characters)]
    assert all(characters * 0.8 <= length <= characters * 1.5 for length in lengths)


def test_articles_hold_what_they_are_known_to_state() -> None:
    for each in SOME:
        if each.repeats:  # other widths, so what stands there looks otherwise
            continue
        text = joined(each)
        bureaus = [names for names in each.known.agencies if names[0].endswith(("局", "公司"))]
        assert all(any(name in text for name in names) for names in bureaus)
        assert all(name in text for name, _, _ in each.known.officials)
        assert all(name in text for name in each.known.projects)
        assert all(f"{target.value}{target.unit}" in text for target in each.known.targets)


def test_a_repost_states_what_the_first_one_states() -> None:
    by_name = {each.name: each for each in SOME}
    reposts = [each for each in SOME if each.repeats]
    assert reposts
    for each in reposts:
        assert each.known == by_name[each.repeats].known
        assert each.text != by_name[each.repeats].text


def test_several_articles_name_the_same_official() -> None:
    named = [official for each in SOME[:8] for official in {name for name, _, _ in each.known.officials}]
    assert len(named) > len(set(named))


def test_the_check_tells_what_is_found_from_what_is_missed() -> None:
    one = SOME[0]
    facts = extract(document_of(one.text.encode(), one.name))
    assert check([(one.known, facts)])["target"]["recall"] > 0.9
    assert check([(one.known, None)])["target"] == {"precision": 0.0, "recall": 0.0, "known": len(one.known.targets)}
