"""Read relations: facts of the default graph, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from ecograph.server import evidence
from ecograph.server.models import Page, Relation
from ecograph.server.terms import PREDICATES, eco, iri, local, rows
from ecograph.server.things import references
from ecograph.store import Store


def find(
    store: Store,
    *,
    subject: str = "",
    predicates: Sequence[str] = (),
    object: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Page[Relation]:
    """Return the facts that match, each with every claim that supports it."""
    fixed = (f"BIND({iri(subject)} AS ?s) " if subject else "") + (f"BIND({iri(object)} AS ?o) " if object else "")
    where = f"{fixed}VALUES ?p {{ {eco(predicates or PREDICATES)} }} ?s ?p ?o . FILTER isIRI(?o)"
    return _page(store, where, limit=limit, offset=offset)


def around(store: Store, entity: str, *, limit: int) -> Page[Relation]:
    """Return the facts with the entity as subject or object; its targets are read apart."""
    term = iri(entity)
    names = [each for each in PREDICATES if each != "hasTarget"]
    where = (
        f"VALUES ?p {{ {eco(names)} }} "
        f"{{ BIND({term} AS ?s) {term} ?p ?o }} UNION {{ BIND({term} AS ?o) ?s ?p {term} }} FILTER isIRI(?o)"
    )
    owners = f" UNION {{ BIND(eco:hasTarget AS ?p) BIND({term} AS ?o) ?s eco:hasTarget {term} }}"
    return _page(store, f"{{ {where} }}{owners}", limit=limit, offset=0)


def _page(store: Store, where: str, *, limit: int, offset: int) -> Page[Relation]:
    order = f"ORDER BY ?p ?s ?o LIMIT {limit} OFFSET {offset}"
    page = rows(store, f"SELECT DISTINCT ?s ?p ?o WHERE {{ {where} }} {order}")
    facts = [(row["s"], local(row["p"]), row["o"]) for row in page]
    total = next(rows(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT ?s ?p ?o WHERE {{ {where} }} }}"))["n"]
    names = references(store, [end for s, _, o in facts for end in (s, o)])
    claims = evidence.of_facts(store, facts)
    items = [
        Relation(subject=names[s], predicate=p, object=names[o], evidence=claims.get((s, p, o), []))
        for s, p, o in facts
    ]
    return Page(total=int(total), limit=limit, offset=offset, items=items)
