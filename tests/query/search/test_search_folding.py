from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.query.search.folding import bare, folded, located

TEXTS = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from(" \n\u3000　aB9，“”《》湿濕Ⅲ㎡Ａ１％\u200b")), max_size=40
)


@pytest.mark.parametrize(
    ("text", "as_searched"),
    [
        ("PM2.5", "pm2.5"),
        ("ＰＭ２．５", "pm2.5"),
        ("濕地保護", "湿地保护"),
        ("乾县", "乾县"),
        ("清\n水入", "清水入"),
        ("PM2.5平均浓度 38 微克", "pm2.5平均浓度38微克"),
        ("Green  River", "green␣river"),
        ("“碧水”", '"碧水"'),
        ("Ⅲ类", "iii类"),
        ("㎡", "m2"),
        ("\u200b湿\ufeff地", "湿地"),
    ],
)
def test_a_text_is_folded(text, as_searched):
    assert folded(text) == as_searched


@given(TEXTS)
def test_each_folded_character_has_its_place(text):
    told = located(text)
    assert told.text == folded(text)
    assert len(told.places) == len(told.text)
    assert all(0 <= at < len(text) for at in told.places)
    assert list(told.places) == sorted(told.places)


@given(TEXTS)
def test_without_marks_it_is_the_same_text(text):
    assert located(text, bare=True).text == bare(folded(text))


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_word_of_a_text_is_in_it_when_folded(text, start, end):
    word = text[start:end]
    if not any(each.isspace() for each in word):
        assert folded(word) in folded(text)
