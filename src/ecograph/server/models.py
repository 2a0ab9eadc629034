"""The shapes of the JSON API's answers."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, Field

Item = TypeVar("Item")
EntityTypeName = Literal["Agency", "Official", "Project", "Place", "Policy", "Target", "Observation"]
PredicateName = Literal[
    "responsibleFor", "worksFor", "locatedIn", "partOf", "governedBy", "issued", "within", "hasTarget"
]


class Page(BaseModel, Generic[Item]):
    """One page of a list: `total` counts all that match, `items` starts at `offset`."""

    total: int
    limit: int
    offset: int
    items: list[Item]


class Reference(BaseModel):
    """An entity as another one points at it."""

    iri: str
    label: str
    type: str = Field(default="", description="class in the ontology, e.g. Agency")


class EntitySummary(Reference):
    """An entity as a list shows it."""

    kind: str = Field(default="", description="concept in the kinds vocabulary, e.g. bureau")
    aliases: list[str] = []


class Source(BaseModel):
    """The article that a quote stands in."""

    iri: str
    title: str = ""
    issued: str = ""
    publisher: str = ""
    path: str = ""


class Evidence(BaseModel):
    """The words that say so: `quote` is the source's text from `start` to `end`, counted in characters."""

    quote: str
    start: int | None = None
    end: int | None = None
    rule: str = ""
    confidence: float | None = None
    role: str = ""
    modality: str = ""
    speaker: Reference | None = None
    source: Source


class Relation(BaseModel):
    """A fact of the merged graph, with every claim that supports it."""

    subject: Reference
    predicate: str
    object: Reference
    evidence: list[Evidence] = []


class Target(BaseModel):
    """A number promised (planned) or reported (achieved), as written and normalised."""

    iri: str
    label: str = ""
    metric: str = ""
    text: str = Field(default="", description="the value as written")
    value: float | None = None
    value_max: float | None = None
    grade: str = ""
    unit: str = ""
    comparator: str = ""
    change: str = ""
    status: str = ""
    deadline: str = ""
    normalized_value: float | None = None
    normalized_unit: str = ""
    quote: str = ""
    owners: list[Reference] = []


class Entity(EntitySummary):
    """An entity with all that the graph says of it."""

    attributes: dict[str, list[str]] = {}
    relations: list[Relation] = []
    relations_total: int = 0
    targets: list[Target] = []
    mentions: list[Evidence] = []


class NetworkNode(EntitySummary):
    """A node of the drawn network; x and y are typographic points, y grows downwards."""

    detail: str = Field(default="", description="posts of an official, code of a place, value of a target")
    x: float
    y: float


class NetworkEdge(BaseModel):
    """A fact as an edge of the drawn network, with its best quote and the number of its claims."""

    source: str
    target: str
    predicate: str
    role: str = ""
    quote: str = ""
    document: str = ""
    claims: int = 0


class NodeLook(BaseModel):
    """How a class of node is named and drawn."""

    zh: str
    en: str
    colour: str
    shape: str


class EdgeLook(BaseModel):
    """How a kind of edge (predicate, or predicate:role) is named and drawn."""

    zh: str
    en: str
    colour: str
    width: float
    dashes: list[float] = []


class Legend(BaseModel):
    """Names and looks, the same as in the drawn picture."""

    nodes: dict[str, NodeLook]
    edges: dict[str, EdgeLook]


class Network(BaseModel):
    """The network of entities and facts, laid out."""

    nodes: list[NetworkNode]
    edges: list[NetworkEdge]
    legend: Legend


class Stats(BaseModel):
    """How much the graph holds."""

    documents: int
    claims: int
    entities: dict[str, int]
    relations: dict[str, int]


class ParameterInfo(BaseModel):
    """One parameter of a named question."""

    name: str
    type: str = ""
    default: str | None = None
    example: str | None = None
    choices: list[str] = []


class QuestionInfo(BaseModel):
    """A named question."""

    name: str
    title: dict[str, str]
    sentence: dict[str, str]
    parameters: list[ParameterInfo] = []
    url: str
