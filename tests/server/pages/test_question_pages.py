"""The pages of the named questions, without a browser."""

from __future__ import annotations

import html
import re

import pytest

from ecograph.query import questions
from ecograph.server.pages.questions import GROUPS, grouped
from ecograph.server.pages.texts import table


def test_every_question_stands_in_one_group():
    named = [name for names in GROUPS.values() for name in names]
    assert sorted(named) == sorted(questions())
    assert "others" not in grouped()


def test_every_parameter_has_a_name_in_both_languages():
    names = {each.name for question in questions().values() for each in question.parameters}
    assert {f"param.{name}" for name in names} <= set(table())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_has_all_of_them(client, lang):
    page = client.get(f"/questions?lang={lang}").text
    assert all(html.escape(each.title[lang]) in page for each in questions().values())


@pytest.mark.parametrize("name", questions())
def test_each_is_asked_and_its_columns_have_names(client, name):
    answer = client.get(f"/questions/{name}", params=questions()[name].example)
    assert answer.status_code == 200
    assert not re.search(r"\bcol\.\w+", answer.text)


def test_a_form_waits_for_what_must_be_given(client):
    page = client.get("/questions/posts").text
    assert "required" in page
    assert "<tbody>" not in page


def test_rows_lead_to_things_and_quotes_to_their_article(client):
    page = client.get("/questions/responsible", params={"agency": "生态环境局"}).text
    assert re.search(r'<a class="chip agency" href="/id/agency/', page)
    assert re.search(r'<figcaption>.*?<a href="/article/\w+#s=\d+-\d+">', page, re.DOTALL)


def test_what_cannot_be_asked_is_told_beside_the_form(client):
    answer = client.get("/questions/due", params={"year": "soon"})
    assert answer.status_code == 400
    assert "year is four digits" in answer.text
    assert '<form class="ask"' in answer.text


def test_there_is_no_other_question(client):
    assert client.get("/questions/nothing").status_code == 404
