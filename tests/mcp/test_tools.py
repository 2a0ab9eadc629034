from __future__ import annotations

import asyncio

import pytest
import standin
from mcp import Client

from ecograph.mcp.asking import Inside
from ecograph.mcp.serving import server


def call(name, /, **arguments):
    async def run():
        async with Client(server(Inside(standin.application()))) as client:
            return await client.call_tool(name, arguments)

    return asyncio.run(run())


def told(name, /, **arguments):
    answer = call(name, **arguments)
    assert not answer.is_error, answer.content
    return answer.structured_content


def test_there_are_six_tools_that_only_read_and_say_what_they_want():
    async def run():
        async with Client(server(Inside(standin.application()))) as client:
            return (await client.list_tools()).tools

    tools = {each.name: each for each in asyncio.run(run())}
    assert sorted(tools) == ["entity", "evidence", "match", "question", "search", "sparql"]
    for tool in tools.values():
        assert len(tool.description) > 60
        assert tool.annotations.read_only_hint
        assert tool.output_schema["type"] == "object"
        assert "ctx" not in tool.input_schema["properties"]
    assert tools["search"].input_schema["required"] == ["text"]
    assert tools["search"].input_schema["properties"]["limit"]["maximum"] == 50


def test_a_search_gives_iris_and_cuts_long_sentences():
    found = told("search", text="环境", types=["Agency", "Project"])
    assert found["hits"][0] == {
        "kind": "entity",
        "iri": standin.BUREAU["iri"],
        "name": "晋中市生态环境局",
        "type": "Agency",
        "text": "市生态环境局",
        "facts": 4,
        "published": "",
    }
    assert found["hits"][1]["text"].endswith("鱼…")
    assert standin.asked == [("search", {"q": ["环境"], "type": ["Agency", "Project"], "limit": ["10"]})]


def test_an_entity_comes_with_some_facts_one_sentence_each_and_commitments():
    found = told("entity", iri="agency/局", facts=20)
    assert (found["name"], found["facts_total"], len(found["facts"])) == ("晋中市生态环境局", 90, 20)
    assert [len(fact["sayings"]) for fact in found["facts"]] == [1] * 20
    assert found["commitments"][0]["state"] == "missed"


def test_evidence_is_word_for_word_with_its_source():
    found = told("evidence", subject=standin.BUREAU["iri"], predicate="responsibleFor")
    fact = found["facts"][0]
    assert (fact["claims"], len(fact["sayings"]), found["more"]) == (7, 3, True)
    assert fact["sayings"][0] == {
        "quote": "市生态环境局牵头推进",
        "document": "https://x/document/1",
        "title": "春",
        "published": "2025-03-12",
        "publisher": "晋中日报",
        "speaker": "马成毅",
        "modality": "doing",
    }


def test_questions_are_listed_and_asked():
    assert told("question")["questions"][0]["parameters"][0]["example"] == "生态环境局"
    found = told("question", name="leaders", parameters={"agency": "局"}, limit=2)
    assert (found["columns"], found["rows"], found["more"]) == (["name"], [{"name": "甲"}, {"name": "乙"}], True)


def test_a_pattern_is_passed_on_and_its_sparql_shown():
    found = told("match", pattern={"find": {"body": "Agency"}, "relations": ["body partOf body"], "limit": 5})
    assert found["sparql"] == "SELECT *"
    values = {"iri": standin.BUREAU["iri"], "name": "晋中市生态环境局", "type": "Agency"}
    (row,) = found["rows"]
    assert row["values"] == {"body": values, "goal.value": 3.5, "none": None}
    assert (row["evidence"][0]["roles"], row["evidence"][0]["sayings"][0]["quote"]) == (["leads"], "局牵头")
    name, pattern = standin.asked[0]
    assert (name, pattern["find"]["body"]["type"], pattern["limit"]) == ("match", ["Agency"], 5)


def test_a_query_has_rows_up_to_the_limit():
    found = told("sparql", query="SELECT ?n {}", limit=2)
    assert (found["rows"], found["more"]) == ([{"n": 1}, {"n": 2}], True)


@pytest.mark.parametrize(
    ("name", "arguments", "word"),
    [
        ("entity", {"iri": "agency/nobody"}, "404: no such entity; search for it"),
        ("evidence", {}, "give a subject"),
        ("search", {"text": ""}, "text"),
        ("search", {"text": "x", "limit": 1000}, "limit"),
        ("search", {"text": "x", "types": ["Fish"]}, "types"),
        ("sparql", {"query": "x" * 30_000}, "query"),
        ("match", {"pattern": {"find": {"body": "Fish"}}}, "find.body"),
    ],
)
def test_a_model_is_told_what_is_wrong_with_its_call(name, arguments, word):
    answer = call(name, **arguments)
    assert answer.is_error
    assert word in answer.content[0].text
