"""The steps from a document to its facts, in their order; each reads and writes the document's `Sheet`."""

from __future__ import annotations

from collections.abc import Callable

from ecograph.extract.figures import commitments
from ecograph.extract.geography import places
from ecograph.extract.geography.home import find_home
from ecograph.extract.links import coreference, relations
from ecograph.extract.organisations import agencies
from ecograph.extract.persons import officials
from ecograph.extract.result import facts_of
from ecograph.extract.sheet import Sheet
from ecograph.extract.undertakings import policies, projects
from ecograph.extract.words import speech
from ecograph.model import Document, Facts


def find_places(sheet: Sheet) -> None:
    """Find the home place and the place candidates."""
    sheet.home = sheet.home or find_home(sheet)
    sheet.places = places.find_places(sheet)


def find_agencies(sheet: Sheet) -> None:
    """Find agencies, and what points back to them (该局, 公司)."""
    sheet.bodies = agencies.find_agencies(sheet, sheet.places)
    agencies.commit(sheet, sheet.bodies)
    coreference.agencies_back(sheet)


def find_officials(sheet: Sheet) -> None:
    """Find officials, their posts and agencies."""
    officials.find_officials(sheet, sheet.places, sheet.bodies)


def find_policies(sheet: Sheet) -> None:
    """Find policies."""
    policies.find_policies(sheet, sheet.places)


def find_projects(sheet: Sheet) -> None:
    """Find projects, and settle which place candidates stand for themselves."""
    titles = [(m.start, m.end) for m in sheet.marks("Policy")]
    bodies = [(m.start, m.end) for m in sheet.marks("Agency")]
    names = [(m.start, m.end) for m in sheet.marks("Official")]
    projects.find_projects(sheet, sheet.places, titles + bodies + names)
    places.commit(sheet, sheet.places, bodies + names)


def resolve_back(sheet: Sheet) -> None:
    """Resolve 该项目, 这一工程, 项目由…."""
    coreference.projects_back(sheet)
    coreference.policies_back(sheet)
    coreference.nouns_back(sheet)


def find_speeches(sheet: Sheet) -> None:
    """Find who says what, and what 我局 means where somebody speaks."""
    sheet.speeches = speech.find_speeches(sheet)
    coreference.speakers_back(sheet)


def find_targets(sheet: Sheet) -> None:
    """Find targets and what they belong to."""
    commitments.find_targets(sheet, sheet.places)


def draw_relations(sheet: Sheet) -> None:
    """Draw the relations between what the other steps found."""
    relations.draw_relations(sheet, sheet.places)


Step = Callable[[Sheet], None]

STEPS: dict[str, Step] = {
    "places": find_places,
    "agencies": find_agencies,
    "officials": find_officials,
    "policies": find_policies,
    "projects": find_projects,
    "coreference": resolve_back,
    "speeches": find_speeches,
    "targets": find_targets,
    "relations": draw_relations,
}


def extract(document: Document) -> Facts:
    """Return the facts of one document; entity ids are local keys until `resolve` gives them IRIs."""
    sheet = Sheet(document)
    for step in STEPS.values():
        step(sheet)
    return facts_of(sheet)
