"""The network of entities and facts, and the chains between two entities."""

from __future__ import annotations

from pydantic import BaseModel, Field

from ecograph.server.api.models.reference import Reference


class NetworkNode(BaseModel):
    """A node of the drawn network; x and y are typographic points, y grows downwards."""

    iri: str
    id: str = ""
    label: str
    type: str
    kind: str = ""
    aliases: list[str] = []
    detail: str = Field(default="", description="posts of an official, code of a place, value of a target")
    x: float = 0.0
    y: float = 0.0
    degree: int = Field(default=0, description="neighbours in the network asked for")
    community: int | None = Field(
        default=None, description="number of its community, 0 the largest; with measures=true"
    )
    centrality: float | None = Field(default=None, description="PageRank; with measures=true")
    more: int = Field(default=0, description="neighbours that this view leaves out, in an ego view")
    hops: int | None = Field(default=None, description="steps from the centre, in an ego view")


class NetworkEdge(BaseModel):
    """A fact as an edge of the drawn network, with its best quote and the number of its claims."""

    source: str
    target: str
    predicate: str
    role: str = ""
    quote: str = ""
    document: str = ""
    claims: int = 0
    confidence: float | None = None
    years: list[str] = Field(default=[], description="of the articles that say it")


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
    centre: Reference | None = None
    nodes_total: int = Field(default=0, description="nodes that fit; `nodes` may hold fewer, the best joined first")
    edges_total: int = 0


class Saying(BaseModel):
    """Words that say a fact, and the sentence that they stand in."""

    quote: str
    sentence: str
    title: str = ""
    document: str = ""
    published: str = ""
    confidence: float = 1.0


class ChainStep(BaseModel):
    """One fact of a chain; `forward` says whether the chain goes from subject to object."""

    subject: Reference
    predicate: str
    object: Reference
    forward: bool
    roles: list[str] = []
    sayings: list[Saying] = []


class Chain(BaseModel):
    """Facts from one entity to another; the shorter, the more specific."""

    length: float
    steps: list[ChainStep]


class Paths(BaseModel):
    """The chains between two entities, the shortest first."""

    start: Reference
    end: Reference
    paths: list[Chain]
