"""Articles made by hand for the tests of resolution: a text that is nothing but the names in it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from ecograph.model import Attribute, Claim, Document, Entity, Facts, Mention, Span
from ecograph.resolve import (
    Decision,
    Judge,
    Resolution,
    Settling,
    identified,
    lent,
    rejected_in,
    resolve,
    standing,
)

BASE = "https://example.org/"


def named(
    type: str,
    name: str,
    *,
    printed: Iterable[str] = (),
    aliases: Iterable[str] = (),
    key: str = "",
    **attributes: Attribute,
) -> Entity:
    """Build an entity that its article names in full, or as `printed`; where the names stand, `article` settles."""
    mentions = tuple(Mention(Span(0, 0, words), "test") for words in (tuple(printed) or (name,)))
    return Entity(key or f"{type}:{name}", type, name, tuple(aliases), mentions, attributes)  # type: ignore[arg-type]


def agency(name: str, kind: str = "bureau", **more: object) -> Entity:
    """Build an agency."""
    return named("Agency", name, kind=kind, **more)  # type: ignore[arg-type]


def article(
    *entities: Entity,
    home: str = "140700",
    published: str = "2023-05-01",
    links: Iterable[tuple[str, str, str]] = (),
    text: str = "",
) -> Facts:
    """Build an article of these entities; its text names them one after the other, or is given.

    `links` are claims (subject, predicate, object), by local key or, where it is plain whose, by name.
    """
    text = text or "。".join(mention.span.text for entity in entities for mention in entity.mentions) + "。"
    keys = {entity.name: entity.id for entity in entities} | {entity.id: entity.id for entity in entities}
    content = "\n".join((text, home, published, *(repr(link) for link in links)))
    sha = sha256(content.encode()).hexdigest()
    document = Document(
        f"document/{sha[:16]}",
        f"{sha[:8]}.txt",
        sha,
        text,
        text,
        array("l", range(len(text))),
        published=published,
        home=home,
    )
    evidence = Span(0, len(text), text)
    claims = tuple(Claim(keys[one], predicate, keys[other], evidence, "test") for one, predicate, other in links)  # type: ignore[arg-type]
    return Facts(document, tuple(_placed(entity, text) for entity in entities), claims)


def _placed(entity: Entity, text: str) -> Entity:
    spans = [text.index(mention.span.text) for mention in entity.mentions]
    mentions = tuple(
        mention._replace(span=Span(at, at + len(mention.span.text), mention.span.text))
        for at, mention in zip(spans, entity.mentions, strict=True)
    )
    return entity._replace(mentions=mentions)


def post(name: str, *bodies: Entity, titles: Iterable[str] = ("局长",), **more: str) -> Facts:
    """Build an article that gives an official posts in some bodies."""
    official = named("Official", name, posts=tuple(titles))
    return article(official, *bodies, links=[(name, "worksFor", body.name) for body in bodies], **more)  # type: ignore[arg-type]


def known(*documents: Facts, decisions: Iterable[Decision] = ()) -> Resolution:
    """Resolve some articles; a build that holds one component at a time in memory finds the same."""
    decisions = tuple(decisions)
    found = resolve(documents, base=BASE, decisions=decisions)
    if len({each.document.id for each in documents}) == len(documents):
        assert settled(documents, decisions=decisions) == found
    return found


def settled(documents: Sequence[Facts], *, decisions: Iterable[Decision] = (), path: Path | None = None) -> Resolution:
    """Resolve documents as a build does: each is read alone, the names are settled, and each is written alone."""
    with Settling(path, base=BASE, decisions=decisions) as settling:
        judge = Judge(standing(decisions), base=BASE)
        settling.add((each.document.id, "", lent(judge.judged(each).facts)) for each in documents)
        settling.settle()
        return outcome(settling, documents, judge)


def outcome(settling: Settling, documents: Sequence[Facts], judge: Judge) -> Resolution:
    """Return what was settled as `resolve` does."""
    judged = {each.document.id: judge.judged(each) for each in documents}
    things = dict(settling.things())
    assert all(settling.named(id_) == each for id_, each in things.items())
    return Resolution(
        tuple(identified(judged[id_].facts, each, base=BASE) for id_, each in things.items()),
        tuple(settling.doubts()),
        tuple(settling.renames()),
        dict(settling.members()),
        (*judge.idle({key for each in judged.values() for key in each.met}), *settling.idle()),
        {
            BASE + each.document.id: rejected_in(each, gone, things[each.document.id], base=BASE)
            for each in documents
            if (gone := judged[each.document.id].rejected)
        },
    )


def iris(resolution: Resolution, type: str) -> list[str]:
    """Return the IRIs of a class below the base, each once, sorted."""
    found = {entity.id for facts in resolution.facts for entity in facts.entities if entity.type == type}
    return sorted(iri.removeprefix(BASE) for iri in found)


def one(type: str, *documents: Facts) -> bool:
    """Tell whether several articles name one thing of a class."""
    return len(iris(known(*documents), type)) == 1
