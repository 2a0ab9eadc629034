"""Patterns to begin with: each is answered on the articles that ship with EcoGraph, and the tests hold the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Example(NamedTuple):
    """A pattern with the question that it asks, in both languages."""

    en: str
    zh: str
    pattern: Mapping[str, Any]


EXAMPLES: Mapping[str, Example] = {
    "leads": Example(
        "Which environment bureaus lead which projects, and where?",
        "哪些生态环境局牵头哪些项目，在哪里？",
        {
            "find": {"body": {"type": "Agency", "text": "生态环境局"}, "work": "Project", "place": "Place"},
            "relations": ["body responsibleFor work as leads", "work locatedIn place"],
        },
    ),
    "large-targets": Example(
        "Which targets for 2025 are of 100,000 mu or more, whatever their unit of area, the largest first?",
        "2025年的目标中，面积不小于10万亩的有哪些（不论用什么面积单位），从大到小？",
        {
            "find": {
                "owner": ["Place", "Agency", "Project"],
                "goal": {"type": "Target", "value": {"min": 10}, "unit": "万亩", "year": 2025},
            },
            "relations": ["owner hasTarget goal"],
            "show": ["owner", "goal", "goal.value", "goal.unit", "goal.deadline"],
            "order": ["-goal.normalized"],
        },
    ),
    "missed": Example(
        "Who missed a target, and in which words?",
        "谁没有完成目标，原文怎么说？",
        {
            "find": {"owner": ["Place", "Agency", "Project"], "goal": {"type": "Target", "state": "missed"}},
            "relations": ["owner hasTarget goal"],
            "show": ["owner", "goal.metric", "goal.value", "goal.unit", "goal.deadline", "goal.state"],
        },
    ),
    "in-province": Example(
        "Which projects are in Shanxi, at any depth, and who answers for them, where that is known?",
        "山西省（含市县）有哪些项目，由谁负责（如有记载）？",
        {
            "find": {"work": {"type": "Project", "place": "山西省"}, "body": "Agency"},
            "relations": [{"subject": "body", "relation": "responsibleFor", "object": "work", "need": "optional"}],
        },
    ),
    "nobody": Example(
        "For which wetland projects is nobody named who answers for them?",
        "哪些湿地项目没有写明负责机构？",
        {
            "find": {"work": {"type": "Project", "text": "湿地"}, "body": "Agency"},
            "relations": [{"subject": "body", "relation": "responsibleFor", "object": "work", "need": "absent"}],
        },
    ),
    "people": Example(
        "Who is a bureau's head in Shanxi?",
        "山西省各局的局长是谁？",
        {
            "find": {"who": {"type": "Official", "post": "局长"}, "body": {"type": "Agency", "place": "山西省"}},
            "relations": ["who worksFor body"],
            "show": ["who", "who.post", "body"],
        },
    ),
    "chinese": Example(
        "The same words in Chinese: which policies did a government issue?",
        "也可以用中文写：哪些人民政府发布了哪些政策？",
        {
            "find": {"机关": {"type": "机构", "kind": "government"}, "文件": {"type": "政策", "kind": ["plan", "notice"]}},
            "relations": ["机关 发布 文件"],
        },
    ),
    "water": Example(
        "Which sections are to reach, or have reached, class III water?",
        "哪些断面要达到或已达到Ⅲ类水质？",
        {
            "find": {"where": "Place", "what": {"type": ["Target", "Observation"], "value": "Ⅲ"}},
            "relations": ["where hasTarget what"],
            "show": ["where", "what.type", "what.deadline", "what.quote"],
        },
    ),
    "recent": Example(
        "Which bodies are named in articles since July 2024 as answering for a project, for certain and with its total cost?",
        "2024年7月以来的文章中，哪些机构确切地负责某项目，且原文提到总投资？",
        {
            "find": {"body": "Agency", "work": "Project"},
            "relations": [
                {
                    "subject": "body", "relation": "responsibleFor", "object": "work", "published": {"from": "2024-07"},
                    "confidence": 0.8, "text": "总投资",
                }
            ],
        },
    ),
    "air": Example(
        "Which bodies and places have targets or reports for PM2.5 between 2023 and 2025?",
        "2023至2025年，哪些地方有PM2.5的目标或完成情况？",
        {
            "find": {
                "where": ["Place", "Agency"],
                "what": {"type": ["Target", "Observation"], "indicator": "PM2.5", "year": {"from": 2023, "to": 2025}},
            },
            "relations": ["where hasTarget what"],
            "show": ["where", "what.type", "what.value", "what.unit", "what.state"],
            "limit": 50,
        },
    ),
    "budget": Example(
        "Which plans name money of 100 million yuan or more that is to be spent by the end of 2024?",
        "哪些计划提到在2024年底前投入1亿元以上的资金？",
        {
            "find": {"what": {"type": "Target", "value": {"min": 1}, "unit": "亿元", "deadline": {"to": "2024"}}},
            "show": ["what", "what.deadline", "what.quote"],
            "order": ["-what.normalized"],
        },
    ),
}  # fmt: skip
