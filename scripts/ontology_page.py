"""Make docs/ontology.html from the Turtle of ontology/: classes, relations, fields, what the shapes ask, and the vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ecograph.network.style import NODES
from ecograph.resources import resource
from ecograph.store import ECO, PREFIXES, VOCAB
from ecograph.store.names import RDF, RDFS, SH, SKOS

HERE = Path(__file__).parent
OWL = "http://www.w3.org/2002/07/owl#"
_NAMESPACES = {
    **PREFIXES,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "owl": OWL,
    "qudt": "http://qudt.org/schema/qudt/",
    "time": "http://www.w3.org/2006/time#",
}
# What the standards behind the prefixes are called.
_STANDARDS = {
    "dcat": "DCAT", "dcterms": "DCMI Metadata Terms", "foaf": "FOAF", "geo": "OGC GeoSPARQL", "oa": "W3C Web Annotation",
    "org": "W3C Organization Ontology", "owl": "W3C OWL 2", "prov": "W3C PROV-O", "qudt": "QUDT", "rdf": "W3C RDF",
    "rdfs": "W3C RDF Schema", "schema": "schema.org", "sh": "W3C SHACL", "skos": "W3C SKOS", "time": "W3C OWL-Time",
    "void": "VoID", "xsd": "W3C XML Schema",
}  # fmt: skip
# Where the classes of the picture stand (centre), in its own units.
_BOXES = {
    "Official": (92, 84), "Agency": (390, 84), "Policy": (735, 84),
    "Project": (415, 216), "Place": (170, 348), "Quantified": (735, 348),
}  # fmt: skip
_BOX = (168, 56)


class Text(NamedTuple):
    """The same words in both languages."""

    zh: str = ""
    en: str = ""


class Term(NamedTuple):
    """A term by its short name, with where it is explained: on this page or by its standard."""

    name: str
    href: str


class Asked(NamedTuple):
    """What the shapes ask of one property of a class."""

    term: Term
    count: str
    words: Text


class Class(NamedTuple):
    """A class as the page shows it."""

    name: str
    label: Text
    definition: Text
    colour: str
    above: list[Term]
    like: list[Term]
    below: list[Term]
    never: list[Term]
    asked: list[Asked]
    from_here: list[tuple[Term, list[Term]]]
    to_here: list[tuple[list[Term], Term]]


class Property(NamedTuple):
    """A relation or a field as the page shows it."""

    name: str
    label: Text
    definition: Text
    of: list[Term]
    to: list[Term]
    above: list[Term]
    like: list[Term]


class Concept(NamedTuple):
    """A concept of a vocabulary; `depth` is how far below a top concept it stands."""

    name: str
    label: Text
    definition: Text
    notations: list[str]
    others: list[str]
    matches: list[Term]
    depth: int


class Scheme(NamedTuple):
    """A vocabulary as the page shows it."""

    name: str
    label: Text
    definition: Text
    concepts: list[Concept]


class Graph:
    """The triples of some Turtle files, in the order of the files."""

    def __init__(self, *names: str) -> None:
        self._said: dict[str, dict[str, list[ox.NamedNode | ox.Literal | ox.BlankNode]]] = {}
        for name in names:
            for quad in ox.parse(path=str(resource("ontology", *name.split("/"))), format=ox.RdfFormat.TURTLE):
                self._said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)

    def of_type(self, *types: str) -> list[str]:
        """Return the things of some classes."""
        return [
            name for name, said in self._said.items() if any(each.value in types for each in said.get(RDF + "type", ()))
        ]

    def values(self, name: str, key: str) -> list[str]:
        """Return the values of a property."""
        return [each.value for each in self._said.get(name, {}).get(key, ())]

    def with_value(self, key: str, value: str) -> list[str]:
        """Return the things that have a value."""
        return [name for name in self._said if value in self.values(name, key)]

    def text(self, name: str, key: str) -> Text:
        """Return the words in both languages."""
        found = self._said.get(name, {}).get(key, ())
        return Text(**{each.language: each.value for each in found if getattr(each, "language", None) in ("zh", "en")})

    def items(self, name: str) -> list[str]:
        """Return the members of a list."""
        first, rest = self.values(name, RDF + "first"), self.values(name, RDF + "rest")
        return [*first, *self.items(rest[0])] if first else []


ONTOLOGY = Graph("ecograph.ttl")
SHAPES = Graph("shapes.ttl")
_FILES = sorted(f"vocab/{path.name}" for path in resource("ontology", "vocab").glob("*.ttl"))
VOCABULARIES = Graph(*_FILES)


def ontology_page() -> str:
    """Return docs/ontology.html."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    header = ECO.rstrip("#")
    classes = [_class(name) for name in _ours(OWL + "Class")]
    page = environment.get_template("ontology.html").render(
        title=ONTOLOGY.text(header, "http://purl.org/dc/terms/title"),
        description=ONTOLOGY.text(header, "http://purl.org/dc/terms/description"),
        version=ONTOLOGY.values(header, OWL + "versionInfo")[0],
        licence=ONTOLOGY.values(header, "http://purl.org/dc/terms/license")[0],
        namespace=ECO,
        classes=classes,
        relations=[_property(name) for name in _ours(OWL + "ObjectProperty")],
        fields=[_property(name) for name in _ours(OWL + "DatatypeProperty")],
        schemes=[_scheme(name) for name in VOCABULARIES.of_type(SKOS + "ConceptScheme")],
        boxes=_boxes({each.name: each for each in classes}),
        arrows=list(_arrows()),
        prefixes=_prefixes(),
        example=(HERE / "templates" / "ontology_example.trig").read_text(encoding="utf-8"),
        question=(HERE / "templates" / "ontology_example.rq").read_text(encoding="utf-8"),
    )
    parts = re.split(r"(<pre>.*?</pre>)", page, flags=re.DOTALL)
    return "".join(part if part.startswith("<pre>") else re.sub(r"\n\s*\n+", "\n", part) for part in parts)


def _ours(kind: str) -> list[str]:
    return [name for name in ONTOLOGY.of_type(kind) if name.startswith(ECO)]


def _terms(names: Iterable[str]) -> list[Term]:
    return [_term(name) for name in names]


def _term(iri: str) -> Term:
    """Return a term by its short name; ours and our concepts are explained on this page."""
    if iri.startswith(ECO):
        return Term(f"eco:{iri[len(ECO) :]}", f"#{iri[len(ECO) :]}")
    if iri.startswith(VOCAB):
        return Term(iri[len(VOCAB) :], f"#{_anchor(iri)}")
    for prefix, namespace in _NAMESPACES.items():
        if iri.startswith(namespace) and re.fullmatch(r"[\w.-]+", iri[len(namespace) :]):
            return Term(f"{prefix}:{iri[len(namespace) :]}", iri)
    return Term(iri.rstrip("/").rpartition("/")[2], iri)


def _anchor(iri: str) -> str:
    return "vocab-" + iri[len(VOCAB) :].replace("/", "-")


def _class(iri: str) -> Class:
    name = iri[len(ECO) :]
    never = [*ONTOLOGY.values(iri, OWL + "disjointWith"), *ONTOLOGY.with_value(OWL + "disjointWith", iri)]
    relations = _ours(OWL + "ObjectProperty")
    return Class(
        name=name,
        label=ONTOLOGY.text(iri, RDFS + "label"),
        definition=ONTOLOGY.text(iri, SKOS + "definition"),
        colour=NODES[name].colour if name in NODES else "",
        above=_terms(ONTOLOGY.values(iri, RDFS + "subClassOf")),
        like=_terms(ONTOLOGY.values(iri, RDFS + "seeAlso")),
        below=_terms(ONTOLOGY.with_value(RDFS + "subClassOf", iri)),
        never=_terms(sorted(set(never), key=_ours(OWL + "Class").index)),
        asked=list(_asked(iri)),
        from_here=[(_term(each), _terms(_to(each))) for each in relations if iri in _of(each)],
        to_here=[(_terms(_of(each)), _term(each)) for each in relations if iri in _to(each)],
    )


def _asked(type: str) -> Iterator[Asked]:
    """Yield what the shapes ask of the properties of a class, those of one property together."""
    found: dict[str, list[str]] = {}
    for shape in SHAPES.with_value(SH + "targetClass", type):
        for each in SHAPES.values(shape, SH + "property"):
            found.setdefault(SHAPES.values(each, SH + "path")[0], []).append(each)
    for path, shapes in found.items():
        least = max((int(each) for shape in shapes for each in SHAPES.values(shape, SH + "minCount")), default=0)
        most = min((most for shape in shapes for most in _most(shape)), default=0)
        words = [SHAPES.text(shape, SH + "message") for shape in shapes]
        told = Text("；".join(each.zh for each in words), "; ".join(each.en for each in words))
        yield Asked(_term(path), _count(least, most), told)


def _most(shape: str) -> Iterator[int]:
    """Yield how many values a shape allows: as it says, or one of each of its languages."""
    yield from (int(each) for each in SHAPES.values(shape, SH + "maxCount"))
    if SHAPES.values(shape, SH + "uniqueLang") == ["true"]:
        yield from (len(SHAPES.items(each)) for each in SHAPES.values(shape, SH + "languageIn"))


def _count(least: int, most: int) -> str:
    """Return how many there may be; 0 is no limit."""
    return str(least) if least == most != 0 else f"{least}–{most or 'n'}"


def _of(relation: str) -> list[str]:
    """Return the classes that a property is of: its domain, or those that its shape names."""
    return ONTOLOGY.values(relation, RDFS + "domain") or _by_shape(relation, "targetSubjectsOf") or _bearers(relation)


def _to(relation: str) -> list[str]:
    found = ONTOLOGY.values(relation, RDFS + "range") or _by_shape(relation, "targetObjectsOf")
    return found or _datatypes(relation)


def _datatypes(path: str) -> list[str]:
    """Return the datatypes that the shapes allow for a property."""
    shapes = SHAPES.with_value(SH + "path", path)
    members = [each for shape in shapes for list_ in SHAPES.values(shape, SH + "or") for each in SHAPES.items(list_)]
    return list(dict.fromkeys(type for each in (*shapes, *members) for type in SHAPES.values(each, SH + "datatype")))


def _by_shape(relation: str, target: str) -> list[str]:
    """Return the classes of which a shape says that one must be it."""
    found = []
    for shape in SHAPES.with_value(SH + target, relation):
        members = [
            each for key in ("or", "xone") for list_ in SHAPES.values(shape, SH + key) for each in SHAPES.items(list_)
        ]
        found += [type for each in (shape, *members) for type in SHAPES.values(each, SH + "class")]
    return found


def _bearers(path: str) -> list[str]:
    """Return the classes of whose instances the shapes ask for a property."""
    shapes = SHAPES.with_value(SH + "path", path)
    return [
        type
        for type in _ours(OWL + "Class")
        for shape in SHAPES.with_value(SH + "targetClass", type)
        if set(shapes) & set(SHAPES.values(shape, SH + "property"))
    ]


def _property(iri: str) -> Property:
    return Property(
        name=iri[len(ECO) :],
        label=ONTOLOGY.text(iri, RDFS + "label"),
        definition=ONTOLOGY.text(iri, SKOS + "definition"),
        of=_terms(_of(iri)),
        to=_terms(_to(iri)),
        above=_terms(ONTOLOGY.values(iri, RDFS + "subPropertyOf")),
        like=_terms(ONTOLOGY.values(iri, RDFS + "seeAlso")),
    )


def _scheme(iri: str) -> Scheme:
    concepts = VOCABULARIES.with_value(SKOS + "inScheme", iri)
    return Scheme(
        name=_anchor(iri),
        label=VOCABULARIES.text(iri, SKOS + "prefLabel"),
        definition=VOCABULARIES.text(iri, SKOS + "definition"),
        concepts=[_concept(each) for each in _below(concepts)],
    )


def _below(concepts: list[str], broader: str = "") -> Iterator[str]:
    """Yield the concepts so that each stands behind the one above it."""
    for each in concepts:
        above = [other for other in VOCABULARIES.values(each, SKOS + "broader") if other in concepts]
        if (above or [""])[0] == broader:
            yield each
            yield from _below(concepts, each)


def _concept(iri: str) -> Concept:
    matches = [SKOS + "exactMatch", "http://qudt.org/schema/qudt/scalingOf"]
    return Concept(
        name=iri.rpartition("/")[2],
        label=VOCABULARIES.text(iri, SKOS + "prefLabel"),
        definition=VOCABULARIES.text(iri, SKOS + "definition"),
        notations=VOCABULARIES.values(iri, SKOS + "notation"),
        others=VOCABULARIES.values(iri, SKOS + "altLabel"),
        matches=_terms(each for key in matches for each in VOCABULARIES.values(iri, key)),
        depth=_depth(iri),
    )


def _depth(iri: str) -> int:
    above = VOCABULARIES.values(iri, SKOS + "broader")
    return 1 + _depth(above[0]) if above else 0


def _boxes(classes: dict[str, Class]) -> list[dict[str, object]]:
    width, height = _BOX
    return [
        {
            "name": name,
            "x": x - width // 2,
            "y": y - height // 2,
            "cx": x,
            "cy": y,
            "width": width,
            "height": height,
            "of": classes[name],
        }
        for name, (x, y) in _BOXES.items()
    ]


class Arrow(NamedTuple):
    """A relation in the picture: its path, and where its name stands."""

    name: str
    label: Text
    path: str
    x: float
    y: float
    quiet: bool


def _arrows() -> Iterator[Arrow]:
    """Yield the relations between the classes of the picture; of one with many subjects the name stands once."""
    for relation in _ours(OWL + "ObjectProperty"):
        name, label = relation[len(ECO) :], ONTOLOGY.text(relation, RDFS + "label")
        pairs = [(s[len(ECO) :], o[len(ECO) :]) for s in _of(relation) for o in _to(relation)]
        drawn = [(s, o) for s, o in pairs if s in _BOXES and o in _BOXES]
        flattest = min(drawn, key=lambda pair: abs(_BOXES[pair[0]][1] - _BOXES[pair[1]][1]), default=None)
        for subject, object_ in drawn:
            if subject == object_:
                yield _loop(name, label, subject)
            else:
                told = name if (subject, object_) == flattest else ""
                yield _straight(told, label, subject, object_, quiet=len(drawn) > 1)


def _loop(name: str, label: Text, of: str) -> Arrow:
    x, y = _BOXES[of]
    out = -1 if y < 150 else 1
    left, right, edge = x - 22, x + 22, y + out * _BOX[1] / 2
    path = f"M{left} {edge} C{left - 8} {edge + out * 32} {right + 8} {edge + out * 32} {right} {edge + out * 3}"
    return Arrow(name, label, path, x, edge + out * 36, quiet=False)


def _straight(name: str, label: Text, subject: str, object_: str, *, quiet: bool) -> Arrow:
    start, end = _BOXES[subject], _BOXES[object_]
    x1, y1 = _border(start, end, 0)
    x2, y2 = _border(end, start, 3)
    return Arrow(name, label, f"M{x1:g} {y1:g} L{x2:g} {y2:g}", (x1 + x2) / 2, (y1 + y2) / 2, quiet)


def _border(of: tuple[int, int], towards: tuple[int, int], gap: float) -> tuple[float, float]:
    """Return where the line from a box's centre towards a point leaves the box."""
    dx, dy = towards[0] - of[0], towards[1] - of[1]
    half_width, half_height = _BOX[0] / 2 + gap, _BOX[1] / 2 + gap
    scale = min(half_width / abs(dx) if dx else 9e9, half_height / abs(dy) if dy else 9e9)
    return round(of[0] + dx * scale, 1), round(of[1] + dy * scale, 1)


def _prefixes() -> list[tuple[str, str, str]]:
    return [(prefix, _NAMESPACES[prefix], name) for prefix, name in sorted(_STANDARDS.items())]
