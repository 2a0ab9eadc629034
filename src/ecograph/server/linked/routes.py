"""The addresses of things and terms: a redirect by what the client accepts, and the documents it leads to."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from ecograph.server.api.formats import Format, choose
from ecograph.server.api.routes.answering import PROBLEMS, answer, root
from ecograph.server.linked import terms
from ecograph.server.linked.formats import DATA, HTML, NEGOTIATED

router = APIRouter(tags=["Linked data"])

Key = Annotated[
    str, Path(min_length=1, description="class and key, as in the IRI", examples=["agency/晋中市生态环境局"])
]
Suffix = Literal["ttl", "jsonld", "nt", "rdf"]

_DATA: dict[str, Any] = {
    each.accepted[0]: {"schema": {} if each.name == "jsonld" else {"type": "string"}} for each in DATA
}
_ASKED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The data", "content": _DATA},
    **{status: PROBLEMS[status] for status in (304, 400, 404, 406, 422, 429, 503)},
}
_SEE_OTHER: dict[int | str, dict[str, Any]] = {
    303: {
        "description": "See the page, or the data, by what you accept",
        "headers": {"Location": {"schema": {"type": "string"}}, "Link": {"schema": {"type": "string"}}},
    },
    **{status: PROBLEMS[status] for status in (400, 404, 406, 422, 429, 503)},
}
_TERM: dict[int | str, dict[str, Any]] = {
    200: {"description": "The data", "content": _DATA},
    **{status: PROBLEMS[status] for status in (404, 406, 422)},
}


@router.get("/id/{key:path}", summary="A thing, by its own address", status_code=303, responses=_SEE_OTHER)
async def see_thing(request: Request, key: Key) -> Response:
    """Lead to the page of a thing, or to its data as Turtle, JSON-LD, N-Triples or RDF/XML.

    The graph's IRIs may begin elsewhere: this address is then another one of the same thing, whose IRI stands in the Link
    header as rel=canonical.
    """
    chosen = choose(NEGOTIATED, name="", accept=request.headers.get("accept", ""))
    known = await answer(request, "ecograph.server.linked.data:exists", arguments={"name": key})
    there = root(request)
    target = _page(there, key) if chosen is HTML else f"{there}/data/{quote(key, safe='/')}.{chosen.name}"
    links = [known.headers["link"]] if "link" in known.headers else []
    links += [_alternate(there, key, each) for each in DATA]
    headers = {"Link": ", ".join(links), "Vary": "Accept", "Cache-Control": "no-cache"}
    return RedirectResponse(target, status_code=303, headers=headers)


@router.get(
    "/data/{key:path}.{suffix}", summary="What the graph says of a thing", responses=_ASKED, response_class=Response
)
async def read_data(request: Request, key: Key, suffix: Suffix) -> Response:
    """Return what the graph says of a thing, with the names of what it points at; of a document, all that it says."""
    chosen = next(each for each in DATA if each.name == suffix)
    base = f"{request.url.scheme}://{quote(request.url.netloc, safe=':[]')}"
    arguments = {
        "name": key,
        "format": suffix,
        "address": f"{base}{root(request)}/data/{quote(key, safe='/')}.{suffix}",
        "page": base + _page(root(request), key),
    }
    response = await answer(request, "ecograph.server.linked.data:document", format=chosen, arguments=arguments)
    response.headers["Link"] = ", ".join(_alternate(root(request), key, each) for each in DATA if each is not chosen)
    return response


@router.get("/ontology", summary="The ontology", responses=_TERM, response_class=Response)
async def read_ontology(request: Request, format: Annotated[Suffix | None, Query()] = None) -> Response:
    """Return the ontology as Turtle, JSON-LD, N-Triples or RDF/XML: its terms are written with # and come with it."""
    chosen = choose(DATA, name=format or "", accept=_data(request))
    return _written(terms.ontology(chosen.name), chosen)


@router.get("/ontology/{name}", summary="A term of the ontology", responses=_TERM, response_class=Response)
async def read_term(request: Request, name: str, format: Annotated[Suffix | None, Query()] = None) -> Response:
    """Return what the ontology says of one term, by its name, e.g. Agency or responsibleFor."""
    chosen = choose(DATA, name=format or "", accept=_data(request))
    return _written(terms.term(name, chosen.name), chosen)


@router.get("/vocab/{name:path}", summary="A vocabulary, or a concept of it", responses=_TERM, response_class=Response)
async def read_vocabulary(request: Request, name: str, format: Annotated[Suffix | None, Query()] = None) -> Response:
    """Return a vocabulary (state) or one concept (state/met), with its names in Chinese and English."""
    chosen = choose(DATA, name=format or "", accept=_data(request))
    return _written(terms.vocabulary(name, chosen.name), chosen)


def _data(request: Request) -> str:
    """Return what a client accepts; a browser that asks for a term gets Turtle, since terms have no page of their own."""
    accept = request.headers.get("accept", "")
    return f"{accept}, text/turtle;q=0.01" if "text/html" in accept else accept


def _written(text: bytes, chosen: Format) -> Response:
    headers = {"Content-Type": chosen.content_type, "Vary": "Accept", "Cache-Control": "max-age=3600"}
    return Response(text, headers=headers)


def _page(there: str, key: str) -> str:
    """Return the page of a thing: of a document the article, of any other one the network, opened at it."""
    if key.startswith("document/"):
        return f"{there}/article/{quote(key.removeprefix('document/'), safe='')}"
    return f"{there}/network#e={quote(key, safe='')}"


def _alternate(there: str, key: str, format: Format) -> str:
    return f'<{there}/data/{quote(key, safe="/")}.{format.name}>; rel="alternate"; type="{format.accepted[0]}"'
