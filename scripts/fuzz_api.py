"""Send thousands of made-up requests to the API, as its OpenAPI describes it: no answer may be a 5xx or break its own schema.

    python scripts/fuzz_api.py [--cases 5000] [--seed 1]

The application runs in this process on a graph of a few shipped articles. Prints the number of cases and each failure.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from ecograph.build import Settings, build
from ecograph.query import questions
from ecograph.readers import Source
from ecograph.resources import resource
from ecograph.server.app import create_app
from ecograph.store import Store, open_store


@schemathesis.serializer("application/sparql-query", "application/sparql-update", "text/turtle", "application/pdf")
def _text(_: object, value: object) -> bytes:
    """Send a body of a type that schemathesis does not know as it is."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


Made: TypeAlias = Any
"""What schemathesis makes: an operation, a case, a response."""

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
_ROUNDS, _PATIENCE = 8, 5
# Articles of one place over the years, so that there are commitments and conflicts.
_ARTICLES = ("data", "sequences", "gansu-pingliang", "articles")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5000, help="requests at least")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="text in the path of the operations to try")
    told = parser.parse_args()
    logging.disable(logging.CRITICAL)  # a failure is printed once, below
    with graph() as store:
        cases, failures = fuzz(create_app(store), cases=told.cases, seed_=told.seed, only=told.only)
    for failure, count in failures.most_common():
        print(f"{count} x {failure}\n")
    print(f"{sum(cases.values())} cases, {len(cases)} operations, {len(failures)} failures")
    return 1 if failures or sum(cases.values()) < told.cases else 0


@contextmanager
def graph(articles: int = 20) -> Iterator[Store]:
    """Give a graph in memory, built from some shipped articles."""
    with open_store(None) as store:
        paths = sorted(resource(*_ARTICLES).glob("*.txt"))[:articles]
        build([Source(f"articles/{path.name}", str(path)) for path in paths], store, Settings())
        yield store


def fuzz(app: FastAPI, *, cases: int, seed_: int = 1, only: str = "") -> tuple[Counter[str], Counter[str]]:
    """Return how many requests each operation got, and how often each failure was seen."""
    description = schemathesis.openapi.from_asgi("/openapi.json", app)
    operations = [each for each in (found.ok() for found in description.get_all_operations()) if only in each.path]
    trial = Trial(_names(app), random.Random(seed_))
    for turn in range(_ROUNDS):
        left = cases - sum(trial.cases.values())
        if left <= 0:
            break
        # Half of them fit the description, half break it; where there is little to vary, others get more.
        most = max(3, -(-left // (2 * len(operations))))
        for operation in operations:
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                trial.run(operation, mode, most, seed_ + turn)
    return trial.cases, trial.failures


def _names(app: FastAPI) -> dict[str, list[str]]:
    """Return names that mean something in the graph, by the parameters that take them: made-up ones lead nowhere deep."""
    client = TestClient(app)
    items = client.get("/api/v1/entities?limit=200").json()["items"]
    entities = [item["id"] for item in items] + [item["iri"] for item in items[:5]]
    documents = [item["id"] for item in client.get("/api/v1/documents").json()["items"]]
    series = [item["id"] for item in client.get("/api/v1/commitments").json()["items"]]
    places = [item["id"] for item in items if item["type"] == "Place"]
    names = dict.fromkeys(
        ("entity", "subject", "object", "owner", "related", "speaker", "around", "start", "end", "iri"), entities
    )
    pages = [client.get(f"/api/v1/{each}?limit=2").json()["next"] for each in ("agencies", "claims", "targets")]
    cursors = [page.partition("cursor=")[2] for page in pages if page]
    names |= {
        "document": documents,
        "place": [*places, "平凉市", "620800"],
        "cursor": cursors,
        "key": [*entities, *documents],
    }
    return names | {"name": [*entities, *documents, *series, *questions(), "Agency", "state/met"]}


class Trial:
    """Counts what was tried, and what went wrong."""

    def __init__(self, names: dict[str, list[str]], choice: random.Random) -> None:
        self.cases, self.failures = Counter[str](), Counter[str]()
        self._names, self._choice = names, choice

    def run(self, operation: Made, mode: GenerationMode, most: int, seed_: int) -> None:
        """Send up to so many requests of one operation."""

        @seed(seed_)
        @settings(
            max_examples=most, deadline=None, database=None, verbosity=Verbosity.quiet, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def one(case: Made) -> None:
            if mode is GenerationMode.POSITIVE and self._choice.random() < 0.6:
                self._name(case)
            self._send(f"{operation.method.upper()} {operation.path}", case)

        with warnings.catch_warnings(), suppress(Unsatisfiable):  # what has no parameters cannot be asked wrongly
            warnings.simplefilter("ignore")
            one()

    def _name(self, case: Made) -> None:
        """Put names that mean something in the place of made-up ones."""
        for values in (case.query, case.path_parameters):
            for parameter in values or ():
                if self._names.get(parameter):
                    values[parameter] = self._choice.choice(self._names[parameter])

    def _send(self, label: str, case: Made) -> None:
        self.cases[label] += 1
        response = case.call()
        for _ in range(_PATIENCE):
            if response.status_code != 503:
                break
            # On a machine that is busy with other things, a service says so: only one that stays so has failed.
            time.sleep(1)
            response = case.call()
        try:
            case.validate_response(response, checks=list(CHECKS))
        except BaseExceptionGroup as group:
            for error in group.exceptions:
                self.failures[_said(label, response, error, case)] += 1


def _said(label: str, response: Made, error: BaseException, case: Made) -> str:
    title = getattr(error, "title", type(error).__name__)
    first = str(error).strip().replace("\n", " ")[:300]
    return f"{label}: {title} ({response.status_code}) {first}\n    e.g. {case.as_curl_command()[:300]}"


if __name__ == "__main__":
    sys.exit(main())
