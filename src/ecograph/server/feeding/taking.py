"""What happens to an upload in a process of its own: the request is taken apart, its documents read, their facts extracted.

All that comes from outside is parsed here and nowhere else: the form, the JSON, the files. What comes back are plain values.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from ecograph.derive import Given, derive
from ecograph.errors import EcographError
from ecograph.export.facts import facts_line
from ecograph.extract import gazetteer
from ecograph.model import Facts, Record
from ecograph.readers import document_id, document_of
from ecograph.readers.kinds import choose
from ecograph.reading import facts_of, version
from ecograph.reading import warm as warm_reading
from ecograph.resolve import identify
from ecograph.server.feeding.naming import plain
from ecograph.server.feeding.sent import Sent, media_type, sent
from ecograph.server.feeding.taken import Taken
from ecograph.store import BASE, Records
from ecograph.store.codec import packed

# So much text is no article, however small its file.
MAX_TEXT = 2_000_000


def take(body: bytes, content_type: str, told: Mapping[str, str], base: str, rehearse: bool) -> list[Taken]:
    """Return what each document of a request became; raise UsageError where the request is none.

    With `rehearse` each document goes through all that the writer does with it, which nobody can end.
    """
    found = list(sent(body, content_type, told))
    return [_wanted(each) if each.url else _attempt(each, base, rehearse) for each in found]


def take_fetched(
    data: bytes, content_type: str, url: str, told: Mapping[str, str], base: str, rehearse: bool
) -> list[Taken]:
    """Return what a document became that was fetched from an address."""
    name = told.get("source") or url
    kind, charset = media_type(content_type)
    title, published, home = (told.get(each, "") for each in ("title", "published", "home"))
    document = Sent(data, name, kind, charset, title=title, published=published, home=home, source=name)
    return [_attempt(document, base, rehearse)]


def warm() -> None:
    """Load what all this needs, so that the processes born of this one have it."""
    for facts in warm_reading():
        _rehearse(Record(facts, "", version()), BASE)
        _line(facts, BASE)


def _wanted(document: Sent) -> Taken:
    told = {name: getattr(document, name) for name in ("title", "published", "home", "source")}
    return Taken(name=document.url, url=document.url, told=told)


def _attempt(document: Sent, base: str, rehearse: bool) -> Taken:
    name = document.source or document.name or _own_name(document)
    try:
        return _taken(document, name, base, rehearse)
    except EcographError as error:
        return Taken(name=name, status=422, problem=error.what, remedy=error.remedy)
    except MemoryError:
        raise  # the guard knows how to say it
    except RecursionError:
        return Taken(name=name, status=422, problem="the document is nested too deeply", remedy="send its text")
    except Exception as error:  # noqa: BLE001 - a document that trips a library must not cost the others
        what = plain(f"the document could not be read ({type(error).__name__}: {error})")[:300]
        return Taken(name=name, status=422, problem=what, remedy="send its text, and please report it with the file")


def _own_name(document: Sent) -> str:
    """Return a name for what was sent without one: the same bytes have the same."""
    suffix = next(iter(choose(document.data, "", document.media_type).suffixes), "")
    return sha256(document.data).hexdigest()[:16] + suffix


def _taken(document: Sent, name: str, base: str, rehearse: bool) -> Taken:
    if not document.data.strip():
        raise EcographError("the document is empty", remedy="send its text or its file")
    told = {"title": document.title, "published": document.published, "home": _home(document.home)}
    read = document_of(
        document.data, name, media_type=document.media_type, charset=document.charset, max_bytes=MAX_TEXT, **told
    )
    facts = facts_of(read)
    record = Record(facts, "", version(**told), f"feed:{document.source}" if document.source else "")
    if rehearse:
        _rehearse(record, base)
    return Taken(
        name=name,
        id=document_id(document.data),
        record=packed(facts),
        version=record.version,
        key=record.key,
        facts=_line(facts, base),
    )


def _home(place: str) -> str:
    """Return the code of a place that was named by its name or code, "" for none."""
    return gazetteer().lookup(place) if place else ""


def _line(facts: Facts, base: str) -> bytes:
    return facts_line(identify(facts, base=base)).encode()


def _rehearse(record: Record, base: str) -> None:
    """Derive the graph of this document alone."""
    records = Records()
    records.put([record])
    for part in derive(records, Given(base)):
        part.text()
    records.close()
