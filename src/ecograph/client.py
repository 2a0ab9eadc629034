"""Ask a service from a program or a notebook: `Client("https://graph.example/").search("湿地")`.

    from ecograph.client import Client

    graph = Client("http://127.0.0.1:8000/")
    rows = graph.sparql("SELECT ?agency ?name { ?agency a eco:Agency ; rdfs:label ?name }")
    frame = rows.to_pandas()

Needs httpx alone; answers are plain dicts, as `/docs` of the service describes them.
"""

from __future__ import annotations

import email.utils
import json
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

import httpx

from ecograph.errors import EcographError

if TYPE_CHECKING:
    import pandas

Item: TypeAlias = dict[str, Any]
Value: TypeAlias = str | int | float | bool | None

_RESULTS = "application/sparql-results+json"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(
    _XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)
_NUMBERS = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_BUSY = frozenset({429, 502, 503, 504})
_LONGEST_WAIT = 60.0


class ClientError(EcographError):
    """The service refused or could not answer; `status` is its HTTP status, 0 if it was not reached, `problem` what it said."""

    def __init__(
        self, what: str, *, where: str, remedy: str = "", status: int = 0, problem: Item | None = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.status = status
        self.problem = problem or {}


class Rows(list[dict[str, Value]]):
    """The rows of an answer, each a dict from column to value; None where a row has no value."""

    def __init__(self, columns: Sequence[str], rows: Iterable[dict[str, Value]]) -> None:
        super().__init__(rows)
        self.columns = tuple(columns)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame; pandas is imported now, not before."""
        import pandas

        return pandas.DataFrame(list(self), columns=list(self.columns))


class Client:
    """A service at an address, which may lie below a prefix; `token` opens what is not open to all.

    A request that finds the service busy (429, 503) is sent again after the time that the service names, at most `tries`
    times in all.
    """

    def __init__(
        self,
        url: str = "http://127.0.0.1:8000/",
        *,
        token: str | None = None,
        timeout: float = 60.0,
        tries: int = 5,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._base = url.rstrip("/") + "/"
        self._tries = max(1, tries)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.Client(headers=headers, timeout=timeout, transport=transport, follow_redirects=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    # What there is

    def stats(self) -> Item:
        """Return how much the graph holds."""
        return self._item("api/v1/stats")

    def search(self, text: str, /, *, limit: int = 20, **filters: object) -> list[Item]:
        """Return the best hits for words, any stretch of a name or a sentence: entities, documents, sentences."""
        found = self._pages("api/v1/search", {"q": text, "limit": min(limit, 100), **filters})
        return [hit for hit, _ in zip(found, range(limit), strict=False)]

    def entity(self, iri: str, **options: object) -> Item:
        """Return an entity, by IRI or by its short form such as agency/晋中市生态环境局, with its relations and targets."""
        return self._item("api/v1/entity", {"iri": iri, **options})

    def items(self, name: str, /, **filters: object) -> Iterator[Item]:
        """Yield all of a list of the API, such as `agencies`, page by page as they are asked for."""
        return self._pages(f"api/v1/{name}", {"limit": 100, **filters})

    def agencies(self, **filters: object) -> Iterator[Item]:
        """Yield agencies."""
        return self.items("agencies", **filters)

    def officials(self, **filters: object) -> Iterator[Item]:
        """Yield officials."""
        return self.items("officials", **filters)

    def projects(self, **filters: object) -> Iterator[Item]:
        """Yield projects."""
        return self.items("projects", **filters)

    def places(self, **filters: object) -> Iterator[Item]:
        """Yield places."""
        return self.items("places", **filters)

    def policies(self, **filters: object) -> Iterator[Item]:
        """Yield policies."""
        return self.items("policies", **filters)

    def targets(self, **filters: object) -> Iterator[Item]:
        """Yield targets, with what became of them."""
        return self.items("targets", **filters)

    def documents(self, **filters: object) -> Iterator[Item]:
        """Yield documents."""
        return self.items("documents", **filters)

    def claims(self, **filters: object) -> Iterator[Item]:
        """Yield what documents say, each with its quote."""
        return self.items("claims", **filters)

    def evidence(self, subject: str = "", predicate: str = "", object: str = "", **filters: object) -> Iterator[Item]:
        """Yield facts with the sentences that say them, by any of subject, predicate and object."""
        chosen = {"subject": subject, "predicate": predicate, "object": object}
        return self.items("relations", **{key: value for key, value in chosen.items() if value}, **filters)

    # Questions

    def questions(self) -> list[Item]:
        """Return the named questions with their parameters."""
        found: list[Item] = self._send("GET", "api/v1/questions").json()
        return found

    def question(self, name: str, /, **parameters: object) -> Rows:
        """Return the answer to a named question."""
        answer = self._send("GET", f"api/v1/questions/{quote(name, safe='')}", params=parameters, accept=_RESULTS)
        rows = _rows(answer.json())
        assert isinstance(rows, Rows)
        return rows

    def match(self, pattern: Mapping[str, object]) -> Item:
        """Return the rows that fit a pattern (types, relations, filters), each with its evidence, and its SPARQL."""
        found: Item = self._send("POST", "api/v1/match", json=pattern).json()
        return found

    def sparql(self, query: str) -> Rows | bool:
        """Return the rows of a SELECT as dicts of Python values, or the truth of an ASK."""
        answer = self._send("POST", "sparql", data={"query": query}, accept=_RESULTS)
        return _rows(answer.json())

    def rows(self, query: str) -> Rows:
        """Return the rows of a SELECT."""
        found = self.sparql(query)
        if not isinstance(found, Rows):
            raise ClientError("this query has no rows", where=self._base, remedy="ask it with sparql()")
        return found

    def triples(self, query: str, *, accept: str = "text/turtle") -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as text, for `rdflib.Graph().parse(data=…)`."""
        return self._send("POST", "sparql", data={"query": query}, accept=accept).text

    # Changes

    def add_document(self, document: str | bytes | Path, *, name: str = "", **about: object) -> Item:
        """Add an article (text, or a file: text, HTML, PDF, Word) and return the facts that were read in it.

        `about` may tell what the article does not: title, published, home (the place that 我市 stands for), source.
        """
        return self._upload("api/v1/documents", document, name, about)

    def extract(self, document: str | bytes | Path, *, name: str = "", **about: object) -> Item:
        """Return the facts of an article, and keep nothing."""
        return self._upload("api/v1/extract", document, name, about)

    def retract(self, document: str, **options: object) -> None:
        """Take a document, by its IRI or the last part of it, out of the graph, with all that only it supports."""
        name = document.replace(":", "/").rpartition("/")[2]
        self._send("DELETE", f"api/v1/documents/{quote(name, safe='')}", params=options)

    # How

    def _upload(self, path: str, document: str | bytes | Path, name: str, about: Mapping[str, object]) -> Item:
        if isinstance(document, str):
            found: Item = self._send("POST", path, json={"text": document, **about}).json()
            return found
        content = document.read_bytes() if isinstance(document, Path) else document
        name = name or (document.name if isinstance(document, Path) else "document")
        answer = self._send("POST", path, files={"file": (name, content)}, data={k: str(v) for k, v in about.items()})
        added: Item = answer.json()
        return added

    def _item(self, path: str, params: Mapping[str, object] = {}) -> Item:
        found: Item = self._send("GET", path, params=params).json()
        return found

    def _pages(self, path: str, params: Mapping[str, object]) -> Iterator[Item]:
        """Yield the items of a list, following `next`: an address, or a cursor for the same one."""
        answer = self._send("GET", path, params=params)
        while True:
            page = answer.json()
            yield from page["items"]
            following = page.get("next")
            if not following:
                return
            if "/" in following or "?" in following:
                answer = self._send("GET", self._own(urljoin(str(answer.url), following)))
            else:
                answer = self._send("GET", path, params={**params, "cursor": following})

    def _own(self, url: str) -> str:
        """Return an address that the service named, if it is the service's own: the token goes nowhere else."""
        if urlsplit(url)[:2] != urlsplit(self._base)[:2]:
            raise ClientError(f"the next page is elsewhere: {url}", where=self._base, remedy="tell whoever runs it")
        return url

    def _send(self, method: str, path: str, *, accept: str = "application/json", **options: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own options
        url = path if "://" in path else self._base + path
        if params := options.get("params"):
            options["params"] = {key: _plain(value) for key, value in params.items() if value is not None}
        for tried in range(1, self._tries + 1):
            try:
                answer = self._http.request(method, url, headers={"Accept": accept}, **options)
            except httpx.TransportError as error:
                # A change may have been made, although no answer came.
                again = method == "GET" or isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
                if not again or tried == self._tries:
                    told = str(error) or type(error).__name__
                    raise ClientError(
                        told, where=url, remedy="is the service running, and is this its address?"
                    ) from error
                time.sleep(_pause(tried))
                continue
            if answer.is_success:
                return answer
            if answer.status_code not in _BUSY or tried == self._tries:
                raise _refusal(answer)
            time.sleep(_wait(answer.headers.get("Retry-After", ""), tried))
        raise AssertionError("the last try has returned or raised")


def _plain(value: object) -> Any:  # noqa: ANN401 - what httpx takes
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | set | frozenset):
        return [str(each) for each in value]
    return value


def _wait(told: str, tried: int) -> float:
    """Return how long to wait: what Retry-After says, in seconds or as a day and time, or a little longer each time."""
    try:
        seconds = float(told)
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(told).timestamp() - time.time()
        except ValueError:
            return _pause(tried)
    return min(max(0.0, seconds), _LONGEST_WAIT)


def _pause(tried: int) -> float:
    """Return a time that doubles with each try, by chance up to half shorter: clients do not come back all at once."""
    doubled: float = 0.25 * 2**tried
    return min(_LONGEST_WAIT, doubled) * random.uniform(0.5, 1.0)


def _refusal(answer: httpx.Response) -> ClientError:
    try:
        problem = answer.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        problem = {}
    if not isinstance(problem, dict):
        problem = {}
    told = problem.get("detail") or problem.get("title") or answer.reason_phrase
    return ClientError(
        f"{answer.status_code} {told}",
        where=str(answer.url.copy_with(query=None)),
        remedy=str(problem.get("remedy") or ""),
        status=answer.status_code,
        problem=problem,
    )


def _rows(results: Mapping[str, Any]) -> Rows | bool:
    """Return SPARQL results as rows of Python values, or as a truth."""
    if "boolean" in results:
        return bool(results["boolean"])
    columns = results["head"].get("vars", [])
    return Rows(
        columns,
        (
            {name: _value(binding[name]) if name in binding else None for name in columns}
            for binding in results["results"]["bindings"]
        ),
    )


def _value(term: Mapping[str, Any]) -> Value:
    """Return an IRI or a string as text, a number as a number; a literal that is not what it says stays text."""
    text: str = term["value"]
    datatype = term.get("datatype", "")
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _NUMBERS:
            return float(text)
    except ValueError:
        return text
    if datatype == _XSD + "boolean":
        return text in ("true", "1")
    return text
