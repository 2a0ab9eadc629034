"""The tools: search, entity, match, question, sparql, evidence."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import quote

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from ecograph.mcp import reading, results
from ecograph.mcp.answers import Entity, Facts, Hits, MatchAnswer, QuestionAnswer, SparqlAnswer
from ecograph.mcp.asking import Asker, Question, Reply, Sender
from ecograph.mcp.fitting import fitting
from ecograph.query.matching import Pattern

EntityType: TypeAlias = Literal["Agency", "Official", "Project", "Place", "Policy", "Target", "Observation"]
Predicate: TypeAlias = Literal[
    "responsibleFor", "worksFor", "locatedIn", "partOf", "governedBy", "issued", "within", "hasTarget"
]
Iri = Annotated[str, Field(max_length=2000)]
_ROW_BYTES = 1_000_000


class Tools:
    """The tools on one service; each method's docstring is what a model reads of it."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    async def search(
        self,
        ctx: Context[Any, Any],
        text: Annotated[
            str,
            Field(
                min_length=1,
                max_length=200,
                description="Words that must all be there: any part of a name or sentence, pinyin (jinzhong), initials (jz)",
            ),
        ],
        types: Annotated[list[EntityType], Field(description="Only entities of these classes")] = [],  # noqa: B006
        place: Annotated[str, Field(description="Only what lies there or below: name, code or IRI of a place")] = "",
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> Hits:
        """Find agencies, officials, projects, places, policies, targets, articles and sentences by words.

        Start here: names in the graph are Chinese, and the other tools want the IRI that this one gives.
        """
        params = {"q": text, "type": types, "place": place, "limit": limit}
        return reading.hits(await self._json(ctx, Question("api/v1/search", params)))

    async def entity(
        self,
        ctx: Context[Any, Any],
        iri: Annotated[Iri, Field(description="The entity's IRI, or its short form such as agency/晋中市生态环境局")],
        facts: Annotated[int, Field(ge=0, le=100, description="At most so many facts")] = 30,
    ) -> Entity:
        """Tell who or what an entity is: names, posts, what it belongs to, its facts with a sentence each, its commitments."""
        found = await self._json(ctx, Question("api/v1/entity", {"iri": iri, "relations": facts, "evidence": 1}))
        return reading.entity(found, facts)

    async def evidence(
        self,
        ctx: Context[Any, Any],
        subject: Annotated[Iri, Field(description="IRI of the subject, or none")] = "",
        predicate: Annotated[Predicate | None, Field(description="Kind of fact, or none")] = None,
        object: Annotated[Iri, Field(description="IRI of the object, or none")] = "",
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> Facts:
        """Give the sentences that say a fact, word for word, with article, day, publisher and speaker.

        Give any of subject, predicate and object: an agency responsibleFor a project, an official worksFor an agency, a
        project locatedIn a place or hasTarget a target, an agency issued a policy, a project governedBy a policy.
        """
        if not (subject or object or predicate):
            raise ToolError("give a subject, a predicate or an object; search finds their IRIs")
        params = {"subject": subject, "predicate": predicate or "", "object": object, "limit": limit}
        found = await self._json(ctx, Question("api/v1/relations", params))
        kept, cut = fitting(reading.facts(found["items"]))
        return Facts(facts=kept, more=cut or bool(found.get("next")))

    async def question(
        self,
        ctx: Context[Any, Any],
        name: Annotated[str, Field(max_length=100, description="Name of the question; none lists them all")] = "",
        parameters: Annotated[dict[str, str], Field(description="The question's parameters, by name")] = {},  # noqa: B006
        limit: Annotated[int, Field(ge=1, le=500, description="At most so many rows")] = 50,
    ) -> QuestionAnswer:
        """Ask one of the ready-made questions (who leads what, targets missed, conflicts, ...), or list them.

        Call it without a name first: it tells the questions with their parameters and examples.
        """
        if not name:
            listed = await self._json(ctx, Question("api/v1/questions"))
            return QuestionAnswer(questions=[reading.question(each) for each in listed])
        asked = Question(
            f"api/v1/questions/{quote(name, safe='')}", parameters, accept="application/sparql-results+json"
        )
        columns, rows = reading.bindings(await self._json(ctx, asked))
        kept, cut = fitting(rows[:limit])
        return QuestionAnswer(columns=columns, rows=kept, more=cut or len(rows) > limit)

    async def match(
        self,
        ctx: Context[Any, Any],
        pattern: Annotated[Pattern, Field(description="Things by a name of your own, and relations between them")],
    ) -> MatchAnswer:
        """Find what fits a pattern of things, relations and filters, without SPARQL; each row comes with its sentences.

        For example the bureaus that lead projects in Shanxi with a target for 2025: {"find": {"body": {"type": "Agency"},
        "work": {"type": "Project", "place": "山西省"}, "goal": {"type": "Target", "year": 2025}},
        "relations": ["body responsibleFor work as leads", "work hasTarget goal"]}.
        """
        asked = pattern.model_dump(mode="json", by_alias=True, exclude_unset=True)
        found = await self._json(ctx, Question("api/v1/match", body=asked))
        rows, cut = fitting([reading.matched(each) for each in found["rows"]])
        return MatchAnswer(columns=found["columns"], rows=rows, more=cut or found["more"], sparql=found["sparql"])

    async def sparql(
        self,
        ctx: Context[Any, Any],
        query: Annotated[
            str, Field(min_length=1, max_length=20_000, description="SPARQL 1.1 SELECT, ASK, CONSTRUCT, DESCRIBE")
        ],
        limit: Annotated[int, Field(ge=1, le=1000, description="At most so many rows or triples")] = 100,
    ) -> SparqlAnswer:
        """Answer a SPARQL 1.1 query; nothing is changed by it.

        PREFIX eco: <https://w3id.org/ecograph/ontology#>. Classes: eco:Agency, eco:Official, eco:Project, eco:Place,
        eco:Policy, eco:Target, eco:Observation, eco:Document, eco:Claim. Names: rdfs:label, skos:altLabel. Facts stand in
        the default graph: eco:responsibleFor, eco:worksFor, eco:locatedIn, eco:partOf, eco:governedBy, eco:issued,
        eco:within, eco:hasTarget. Claims with quotes stand in a named graph for each document: GRAPH ?document { ... }.
        """
        asked = Question("sparql", form={"query": query}, accept=results.ACCEPT, most=_ROW_BYTES)
        return results.answer(await self._good(ctx, asked), limit)

    async def _json(self, ctx: Context[Any, Any], question: Question) -> Any:  # noqa: ANN401 - as the API has it
        reply = await self._good(ctx, question)
        if not reply.whole:
            raise ToolError("this answer is too long to read; ask for less, with a lower limit or more filters")
        return reply.json()

    async def _good(self, ctx: Context[Any, Any], question: Question) -> Reply:
        """Return the reply, or tell the model what is wrong with its question."""
        reply = await self._asker.ask(question, _sender(ctx))
        if reply.status >= 400:
            raise ToolError(_problem(reply))
        return reply


def _sender(ctx: Context[Any, Any]) -> Sender:
    """Return who called the tool: over HTTP the request says it, over standard input it is the user of this machine."""
    request = getattr(ctx.request_context, "request", None)
    headers = ctx.headers or {}
    client = getattr(request, "client", None)
    return Sender(headers.get("authorization", ""), (client[0], client[1]) if client else ("mcp", 0))


def _problem(reply: Reply) -> str:
    try:
        problem = reply.json()
        told = [str(problem[key]) for key in ("detail", "remedy") if problem.get(key)]
    except (json.JSONDecodeError, UnicodeDecodeError, AttributeError):
        told = []
    return f"{reply.status}: {'; '.join(told) or 'the service could not answer'}"
