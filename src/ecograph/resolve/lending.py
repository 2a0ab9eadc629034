"""Write what a document lends to the names of all as bytes, and make nodes of what many documents lend."""

from __future__ import annotations

import marshal
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from ecograph.model import EntityType, Facts
from ecograph.resolve.agency_names import AgencyName
from ecograph.resolve.gathering import Seen, gather
from ecograph.resolve.joining import keys
from ecograph.resolve.nodes import Became, Node, Sighting
from ecograph.resolve.officials import Post
from ecograph.resolve.places import PlaceName
from ecograph.resolve.policy_names import PolicyName
from ecograph.resolve.project_names import ProjectName

# The first that tells no references, which hang on what else is in memory: equal values give equal bytes.
_FORMAT = 2


class Lent(NamedTuple):
    """The nodes of a document: the path of each with what `seen` reads, and which of them each local key stands for."""

    seen: tuple[tuple[str, bytes], ...]
    keys: tuple[tuple[str, str], ...]


class Told(NamedTuple):
    """A node as it is written: its plain path, what is read from its name, the name to show, the kind, and its keys."""

    plain: str
    about: tuple[Any, ...]
    name: str
    kind: str
    keys: array[int]


def lent(facts: Facts) -> bytes:
    """Return all that one document, with local keys, lends to the names of things; equal for equal documents.

    What people decided about its statements counts where it was applied before (see `judged`).
    """
    gathered = gather(facts)
    seen = tuple([(each.own, _written(each)) for each in gathered.seen])
    return marshal.dumps((seen, tuple(gathered.keys.items())), _FORMAT)


def read(data: bytes) -> Lent:
    """Return what `lent` wrote."""
    return Lent(*marshal.loads(data))


@lru_cache(maxsize=8192)
def _written(seen: Seen) -> bytes:
    _, plain, about, sighting = seen
    told: tuple[Any, ...] = tuple(about)
    if isinstance(about, Post) and about.body:
        told = (*told[:2], tuple(about.body), *told[3:])
    said: tuple[Any, ...] = tuple(sighting)
    if sighting.became:
        said = (*said[:7], tuple(map(tuple, sighting.became)), said[8])
    return marshal.dumps((plain, told, said, array("q", hashes(node([(seen, 1)], ()))).tobytes()), _FORMAT)


def hashes(each: Node) -> list[int]:
    """Return the keys of a node as numbers; two keys that have one number by chance only make components larger."""
    texts = (key if isinstance(key, str) else "\x1f".join(key) for key in keys(each))
    digests = (blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest() for text in texts)
    return sorted(int.from_bytes(digest, "big", signed=True) for digest in digests)


def told(data: bytes) -> Told:
    """Return what is written of a node, as far as it is counted and no rule runs."""
    plain, about, said, shared = marshal.loads(data)
    return Told(plain, about, said[0], said[1], array("q", shared))


def seen(own: str, data: bytes) -> Seen:
    """Return one node as one document or several see it."""
    plain, told, said, _ = marshal.loads(data)
    sighting = Sighting(*said)
    if sighting.became:
        sighting = sighting._replace(became=tuple(Became(*each) for each in sighting.became))
    return Seen(own, plain, _ABOUTS[type_of(own)](told), sighting)


def _post(told: tuple[Any, ...]) -> Post:
    post = Post(*told)
    return post._replace(body=AgencyName(*post.body)) if post.body else post


_ABOUTS: Mapping[EntityType, Callable[[tuple[Any, ...]], Any]] = {
    "Place": PlaceName._make,
    "Agency": AgencyName._make,
    "Project": ProjectName._make,
    "Policy": PolicyName._make,
    "Official": _post,
}
_TYPES: Mapping[str, EntityType] = {type_.lower(): type_ for type_ in _ABOUTS}


def type_of(own: str) -> EntityType:
    """Return the class of what a path is of."""
    return _TYPES[own.partition("/")[0]]


def node(seen: Iterable[tuple[Seen, int]], documents: Collection[int]) -> Node:
    """Make a node of all that documents say of it, each once with how often they say it.

    Of two spellings with one path (with and without quotes) it has what says more.
    """
    listed = list(seen)
    if len(listed) == 1:
        ((own, plain, about, sighting), count) = listed[0]
        return Node(own, plain, type_of(own), about, {sighting: count}, documents)
    counted = Counter[Sighting]()
    for each, count in listed:
        counted[each.sighting] += count
    own, plain = listed[0][0].own, min(each.plain for each, _ in listed)
    about = max(each.about for each, _ in listed)
    return Node(own, plain, type_of(own), about, dict(sorted(counted.items())), documents)
