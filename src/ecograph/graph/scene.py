"""What the shapes look at: the nodes of a document, and the things around that it tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from ecograph.graph.constraints import Focus, Value
from ecograph.graph.nodes import Node
from ecograph.graph.rows import terms_of
from ecograph.graph.shapes import vocabularies
from ecograph.graph.terms import Term, iri
from ecograph.store.names import ECO, RDF


class Scene:
    """What a document says of the things around: which class each is of."""

    def __init__(self, document: str = "", types: Mapping[str, str] | None = None) -> None:
        self.document = document
        self.types = {**(types or {}), document: ECO + "Document"}


class NodeFocus:
    """A node of the document that is judged."""

    def __init__(self, node: Node, scene: Scene) -> None:
        self._node, self._scene = node, scene

    @property
    def term(self) -> Term:
        """The thing's IRI, or the literal itself."""
        return NamedNode(self._node.iri(self._scene.document))

    def values(self, path: str) -> Sequence[Term]:
        """Return what is said of it with a property, by its IRI."""
        return [term for _, term in terms_of(self._node.table.by_path.get(path, ()), self._node.values)]

    def is_a(self, type: str) -> bool:
        """Say whether it is of a class, by its IRI."""
        return self._node.type == type

    def at(self, value: Value) -> Focus:
        """Return another thing to judge, None for the same."""
        return self if value is None else Other(value, self._scene)


class Other:
    """Another thing that is judged: an entity of the document by its class, a concept by its vocabulary, a literal."""

    def __init__(self, term: Term, scene: Scene) -> None:
        self.term, self._scene = term, scene

    def values(self, path: str) -> Sequence[Term]:
        """Return what is said of it with a property, by its IRI."""
        type = self._scene.types.get(self.term.value) if path == RDF + "type" else None
        return (iri(type),) if type else vocabularies().get(self.term.value, {}).get(path, ())

    def is_a(self, type: str) -> bool:
        """Say whether it is of a class, by its IRI."""
        return self._scene.types.get(self.term.value) == type

    def at(self, value: Value) -> Focus:
        """Return another thing to judge, None for the same."""
        return self if value is None else Other(value, self._scene)
