"""Networks made by hand."""

from __future__ import annotations

from itertools import combinations, pairwise

from networkx import MultiDiGraph

CITY = "晋中市人民政府"


def network(*edges: tuple[str, str], type: str = "Project", role: str = "leads") -> MultiDiGraph:
    """Return a network of agencies (the subjects) and projects."""
    made = MultiDiGraph()
    for subject, object_ in edges:
        made.add_node(subject, label=subject, type="Agency")
        if object_ not in made:
            made.add_node(object_, label=object_, type=type)
        made.add_edge(subject, object_, predicate="responsibleFor", role=role, quote="年内完成", document="通报")
    return made


def star(leaves: int) -> MultiDiGraph:
    """Return one agency with many projects."""
    return network(*((CITY, f"太行山中南段国土绿化示范项目{number}") for number in range(leaves)))


def chain(length: int) -> MultiDiGraph:
    return network(*pairwise(f"节点{number}" for number in range(length)))


def clique(size: int) -> MultiDiGraph:
    return network(*combinations([f"节点{number}" for number in range(size)], 2))


def several() -> MultiDiGraph:
    """Return components of different sizes and a node without an edge."""
    made = network(
        *star(9).edges(), *(("甲局", f"甲{number}") for number in range(4)), ("乙局", "乙工程"), ("丙局", "丙工程")
    )
    made.add_node("孤立工程", label="孤立工程", type="Project")
    return made
