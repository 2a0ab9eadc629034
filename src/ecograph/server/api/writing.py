"""Write a page of items as JSON, CSV or JSON-LD."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from ecograph.server.api.context import context, typed
from ecograph.server.api.formats import CSV, JSONLD
from ecograph.server.api.models import Page
from ecograph.server.engine import Sink


def write_page(
    sink: Sink, model: type[BaseModel], items: Sequence[BaseModel], *, format: str, next: str | None, total: int | None
) -> None:
    """Write a page of items of one model; the address of the next page goes into a Link header too."""
    headers = {"Link": f'<{_ascii(next)}>; rel="next"'} if next else {}
    if total is not None:
        headers["X-Total-Count"] = str(total)
    if format == CSV.name:
        sink.head(content_type=CSV.content_type, headers=headers)
        sink.write(as_csv(model, items))
    elif format == JSONLD.name:
        sink.head(content_type=JSONLD.content_type, headers=headers)
        sink.write(as_jsonld(items, model))
    else:
        sink.head(headers=headers)
        sink.write(Page[model](items=list(items), next=next, total=total).model_dump_json().encode())  # type: ignore[valid-type]


def write(sink: Sink, item: BaseModel, *, format: str = "json") -> None:
    """Write one item."""
    if format == JSONLD.name:
        sink.head(content_type=JSONLD.content_type)
        known = context(type(item).__name__)
        told = {"@context": known, **_bare(item.model_dump(mode="json"), known)}
        sink.write(json.dumps(told, ensure_ascii=False).encode())
    else:
        sink.head()
        sink.write(item.model_dump_json().encode())


def as_jsonld(items: Sequence[BaseModel], model: type[BaseModel]) -> bytes:
    """Return the items as JSON-LD: the same fields, under a context that says what they mean."""
    known = context(model.__name__)
    graph = [_bare(item.model_dump(mode="json"), known) for item in items]
    return json.dumps({"@context": known, "@graph": graph}, ensure_ascii=False).encode()


def _bare(value: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON without what is empty, and without what the graph has no property for: RDF has no empty strings."""
    if isinstance(value, list):
        return [_bare(each, known) for each in value]
    if not isinstance(value, dict):
        return value
    if value and set(value) <= {"zh", "en"}:
        return {name: text for name, text in value.items() if text}
    kept = {name: each for name, each in value.items() if name in known and each not in ("", None, [], {})}
    return {name: typed(name, _bare(each, known)) for name, each in kept.items()}


def as_csv(model: type[BaseModel], items: Sequence[BaseModel]) -> bytes:
    """Return the items as CSV with a heading; what is several in one field is joined by `; `."""
    columns = list(_columns(model))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow("_".join(path) for path in columns)
    for item in items:
        told = item.model_dump(mode="json")
        writer.writerow(_cell(told, path) for path in columns)
    return text.getvalue().encode()


def _columns(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the columns of a model: a thing that a field points at gives its IRI and its label."""
    for name, field in model.model_fields.items():
        inner = _model(field.annotation)
        if field.annotation == dict[str, str]:
            yield from ((name, language) for language in ("zh", "en"))
        elif inner is None:
            yield (*above, name)
        elif not above:
            wanted = ("iri", "label", "title", "issued", "roles", "state", "quote")
            yield from ((name, each) for each in wanted if each in inner.model_fields)


def _model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation
    """Return the model in `Model`, `list[Model]` or `Model | None`."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for each in get_args(annotation) if (found := _model(each))), None)


def _cell(value: Any, path: Sequence[str]) -> str:  # noqa: ANN401 - any JSON
    for name in path:
        value = [each.get(name) for each in value] if isinstance(value, list) else (value or {}).get(name)
    if isinstance(value, list):
        return "; ".join(_cell(each, ()) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {each}" for name, each in value.items())
    return "" if value is None else str(value)


def _ascii(address: str) -> str:
    """Return an address as a header may hold it."""
    return address.encode("ascii", "ignore").decode()
