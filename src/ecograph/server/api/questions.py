"""The named questions, as the API lists and asks them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from pyoxigraph import QueryResultsFormat
from starlette.exceptions import HTTPException

from ecograph import query
from ecograph.server.api.formats import Format
from ecograph.server.api.models import ParameterInfo, QuestionInfo
from ecograph.server.engine import Sink, Snapshot

_RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
FORMATS = (
    Format("json", "application/sparql-results+json", ("application/sparql-results+json", "application/json")),
    Format("xml", "application/sparql-results+xml", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Format("csv", "text/csv; charset=utf-8", ("text/csv",)),
    Format("tsv", "text/tab-separated-values; charset=utf-8", ("text/tab-separated-values",)),
)


def listing(root: str) -> list[QuestionInfo]:
    """Return each question with its parameters and the address that asks its example."""
    return [_info(root, name, each) for name, each in query.questions().items()]


def known(name: str) -> query.Question:
    """Return the question of this name; 404 if there is none."""
    if name not in query.questions():
        raise HTTPException(404, f"no question {name[:100]!r}; known are {', '.join(sorted(query.questions()))}")
    return query.questions()[name]


def asking(snapshot: Snapshot, sink: Sink, *, name: str, params: Mapping[str, str], format: str) -> None:
    """Write the answer to a question, as the engine has it; QueryError for a wrong parameter."""
    answer = query.ask(snapshot.store, name, params)
    chosen = next(each for each in FORMATS if each.name == format)
    try:
        sink.head(content_type=chosen.content_type)
        answer.serialize(sink, _RESULTS[format])  # type: ignore[arg-type]
    finally:
        del answer  # a traceback would carry it to another thread, which may not drop it


def _info(root: str, name: str, each: query.Question) -> QuestionInfo:
    parameters = [
        ParameterInfo(name=one.name, type=one.type, default=one.default, example=one.example, choices=list(one.choices))
        for one in each.parameters
    ]
    example = f"?{urlencode(each.example)}" if each.example else ""
    return QuestionInfo(
        name=name,
        title=dict(each.title),
        sentence=dict(each.sentences),
        parameters=parameters,
        url=f"{root}/api/v1/questions/{quote(name)}{example}",
        sparql=each.sparql,
    )
