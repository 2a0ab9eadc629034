"""Write the vocabularies of indicators, units and states in ontology/vocab/ from their tables in data/targets/.

usage: make_vocabularies.py [--check]

The tables are what people edit and what the program reads; the Turtle says the same for the rest of the world. `--check`
writes nothing and fails where a vocabulary is not what its tables say.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from ecograph.resources import resource, rows

QUDT = "http://qudt.org/vocab/unit/"
KIND = "http://qudt.org/vocab/quantitykind/"
PREFIXES = {
    "eco": "https://w3id.org/ecograph/ontology#",
    "grade": "https://w3id.org/ecograph/vocab/grade/",
    "indicator": "https://w3id.org/ecograph/vocab/indicator/",
    "qudt": "http://qudt.org/schema/qudt/",
    "scope": "https://w3id.org/ecograph/vocab/scope/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "state": "https://w3id.org/ecograph/vocab/state/",
    "unit": "https://w3id.org/ecograph/vocab/unit/",
    "vocab": "https://w3id.org/ecograph/vocab/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def indicators() -> str:
    told = (
        "# What commitments count; altLabels are names as the news prints them. Made by scripts/make_vocabularies.py."
    )
    parts = [
        _scheme(
            "indicator",
            "environment indicators",
            "生态环境指标",
            "What targets and observations count.",
            "目标和完成情况所计的内容。",
        )
    ]
    for row in rows("data", "targets", "indicators.csv"):
        lines = [*_labels(row), _names(row["called"])]
        if row["unit"]:
            lines.append(f"eco:canonicalUnit unit:{row['unit']}")
        if row["broader"]:
            lines += [f"eco:better {_text(row['better'])}", f"eco:counts {_text(row['counts'])}"]
            lines.append(f"skos:broader indicator:{row['broader']}")
        else:
            lines.append("skos:topConceptOf vocab:indicator")
        parts.append(_node(f"indicator:{row['id']}", "eco:Indicator", [*lines, "skos:inScheme vocab:indicator"]))
    return _page(told, ("eco", "indicator", "skos", "unit", "vocab"), parts)


def units() -> str:
    told = (
        "# Units as Chinese news prints them; skos:notation holds the printed forms. A unit is qudt:conversionMultiplier times\n"
        "# its eco:baseUnit, whose own unit of QUDT, if there is one, it scales. Made by scripts/make_vocabularies.py."
    )
    table = rows("data", "targets", "units.csv")
    bases = {row["base"]: row for row in reversed(table) if row["factor"] == "1"}
    parts = [
        _scheme(
            "unit",
            "units of measure",
            "计量单位",
            "The units of targets and observations.",
            "目标和完成情况所用的单位。",
        )
    ]
    for row in table:
        base = bases[row["base"]]
        lines = [*_labels(row), "skos:notation " + ", ".join(map(_text, row["notations"].split("|")))]
        if row["qudt"]:
            lines.append(f"skos:exactMatch <{QUDT}{row['qudt']}>")
        if row["quantity"]:
            lines.append(f"qudt:hasQuantityKind <{KIND}{row['quantity']}>")
        if row is base:
            lines.append(f"qudt:symbol {_text(row['base'])}")
        elif base["qudt"]:
            lines.append(f"qudt:scalingOf <{QUDT}{base['qudt']}>")
        lines += [f"eco:baseUnit unit:{base['id']}", f'qudt:conversionMultiplier "{row["factor"]}"^^xsd:decimal']
        parts.append(_node(f"unit:{row['id']}", "skos:Concept", [*lines, *_top("unit")]))
    parts.append(
        _scheme(
            "grade", "classes of water", "水质类别", "The classes of water, the best first.", "水质类别，由好到差。"
        )
    )
    for row in rows("data", "targets", "grades.csv"):
        lines = [*_labels(row), f"skos:notation {_text(row['grade'])}", f"eco:rank {row['rank']}"]
        parts.append(_node(f"grade:{row['rank']}", "skos:Concept", [*lines, *_top("grade")]))
    return _page(told, ("eco", "grade", "qudt", "skos", "unit", "vocab", "xsd"), parts)


def scopes() -> str:
    told = "# What a commitment's words narrow an indicator down to. Made by scripts/make_vocabularies.py."
    parts = [
        _scheme("scope", "scopes", "范围", "Of what a figure is only a part or a sort.", "数值所限定的部分或种类。")
    ]
    first = {row["scope"]: row for row in reversed(rows("data", "targets", "qualifiers.csv"))}
    for scope, row in sorted(first.items()):
        parts.append(_node(f"scope:{scope}", "skos:Concept", [*_labels(row), *_top("scope")]))
    return _page(told, ("scope", "skos", "vocab"), parts)


def states() -> str:
    told = "# What became of a commitment, the worst first. Made by scripts/make_vocabularies.py."
    parts = [
        _scheme(
            "state",
            "states of a commitment",
            "承诺的状态",
            "What became of a commitment, by a day.",
            "承诺截至某日的状态。",
        )
    ]
    for row in rows("data", "targets", "states.csv"):
        meaning = f"skos:definition {_text(row['definition_en'])}@en, {_text(row['definition_zh'])}@zh"
        lines = [*_labels(row), meaning, f"eco:rank {row['rank']}"]
        parts.append(_node(f"state:{row['id']}", "skos:Concept", [*lines, *_top("state")]))
    return _page(told, ("eco", "skos", "state", "vocab"), parts)


def _page(told: str, prefixes: tuple[str, ...], parts: list[str]) -> str:
    heads = "\n".join(f"@prefix {name}: <{PREFIXES[name]}> ." for name in prefixes)
    return f"{told}\n{heads}\n\n" + "\n".join(parts)


def _scheme(name: str, en: str, zh: str, told_en: str, told_zh: str) -> str:
    meaning = f"skos:definition {_text(told_en)}@en, {_text(told_zh)}@zh"
    return _node(f"vocab:{name}", "skos:ConceptScheme", [*_labels({"en": en, "zh": zh}), meaning])


def _node(name: str, kind: str, lines: list[str]) -> str:
    return f"{name} a {kind} ;\n    " + " ;\n    ".join(filter(None, lines)) + " .\n"


def _labels(row: dict[str, str]) -> Iterator[str]:
    yield f"skos:prefLabel {_text(row['en'])}@en, {_text(row['zh'])}@zh"


def _names(called: str) -> str:
    return "skos:altLabel " + ", ".join(f"{_text(name)}@zh" for name in called.split("|")) if called else ""


def _top(scheme: str) -> tuple[str, str]:
    return f"skos:topConceptOf vocab:{scheme}", f"skos:inScheme vocab:{scheme}"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def main() -> int:
    stale = 0
    made = {"indicators": indicators(), "units": units(), "scopes": scopes(), "states": states()}
    for name, text in made.items():
        path = Path(resource("ontology", "vocab")) / f"{name}.ttl"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv[1:]:
            print(f"ontology/vocab/{path.name} is not what data/targets says: run scripts/make_vocabularies.py")
            stale = 1
        else:
            path.write_text(text, encoding="utf-8")
            print(f"wrote ontology/vocab/{path.name}")
    return stale


if __name__ == "__main__":
    sys.exit(main())
