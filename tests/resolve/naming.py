"""Articles made by hand for the tests of resolution: a text that is nothing but the names in it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import sha256

from ecograph.model import Attribute, Claim, Document, Entity, Facts, Mention, Span
from ecograph.resolve import Decision, Resolution, resolve

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
    """Resolve some articles."""
    return resolve(documents, base=BASE, decisions=decisions)


def iris(resolution: Resolution, type: str) -> list[str]:
    """Return the IRIs of a class below the base, each once, sorted."""
    found = {entity.id for facts in resolution.facts for entity in facts.entities if entity.type == type}
    return sorted(iri.removeprefix(BASE) for iri in found)


def one(type: str, *documents: Facts) -> bool:
    """Tell whether several articles name one thing of a class."""
    return len(iris(known(*documents), type)) == 1
