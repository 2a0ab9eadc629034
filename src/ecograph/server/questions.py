"""The named questions, as the API lists and asks them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException

from ecograph import query
from ecograph.server.models import ParameterInfo, QuestionInfo
from ecograph.store import Answer, Store


def listing() -> list[QuestionInfo]:
    """Return each question with its parameters and the address that asks its example."""
    return [_info(name, each) for name, each in query.questions().items()]


def answer(store: Store, name: str, params: Mapping[str, str]) -> Answer:
    """Ask a question; 404 if there is none of that name, QueryError for a wrong parameter."""
    known = query.questions()
    if name not in known:
        raise HTTPException(404, f"no question {name!r}; known are {', '.join(sorted(known))}")
    return query.ask(store, name, params)


def _info(name: str, each: query.Question) -> QuestionInfo:
    parameters = [
        ParameterInfo(name=one.name, type=one.type, default=one.default, example=one.example, choices=list(one.choices))
        for one in each.parameters
    ]
    return QuestionInfo(
        name=name,
        title=dict(each.title),
        sentence=dict(each.sentences),
        parameters=parameters,
        url=f"/api/questions/{quote(name)}" + (f"?{urlencode(each.example)}" if each.example else ""),
    )
