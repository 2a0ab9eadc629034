"""The spaCy pipeline: a blank Chinese `Language`, a tokenizer of one token a character, and one component a concern.

The components work on a `Sheet` in `doc.user_data["ecograph"]` and leave their finds as span groups in `doc.spans`, so they
can be added to anybody's `Language`: `nlp.add_pipe("ecograph_places")`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from ecograph.extract import agencies, commitments, coreference, officials, places, policies, projects, relations
from ecograph.extract.home import find_home
from ecograph.extract.result import facts_of
from ecograph.extract.sheet import Sheet, sheet_of
from ecograph.model import Document, EntityType, Facts


class CharacterTokenizer:
    """One token a character, blanks included, so that token and character offsets are the same."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the document of a text."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


def _group(doc: Doc, sheet: Sheet, type_: EntityType) -> None:
    spans = [
        doc.char_span(m.start, m.end, label=type_, kb_id=m.key, alignment_mode="expand") for m in sheet.marks(type_)
    ]
    doc.spans[type_] = [span for span in spans if isinstance(span, Span)]


@Language.component("ecograph_places")
def places_component(doc: Doc) -> Doc:
    """Find the home place and the place candidates."""
    sheet = sheet_of(doc)
    sheet.home = sheet.home or find_home(sheet)
    doc.user_data["ecograph_places"] = places.find_places(sheet)
    return doc


@Language.component("ecograph_agencies")
def agencies_component(doc: Doc) -> Doc:
    """Find agencies, and what points back to them (该局, 公司)."""
    sheet = sheet_of(doc)
    hits = agencies.AgencyFinder(sheet, _places(doc)).find()
    agencies.commit(sheet, hits)
    coreference.agencies_back(sheet)
    doc.user_data["ecograph_agencies"] = hits
    return doc


@Language.component("ecograph_officials")
def officials_component(doc: Doc) -> Doc:
    """Find officials, their posts and agencies."""
    officials.find_officials(sheet_of(doc), _places(doc), doc.user_data.get("ecograph_agencies", []))
    _group(doc, sheet_of(doc), "Official")
    return doc


@Language.component("ecograph_policies")
def policies_component(doc: Doc) -> Doc:
    """Find policies."""
    policies.find_policies(sheet_of(doc), _places(doc))
    _group(doc, sheet_of(doc), "Policy")
    return doc


@Language.component("ecograph_projects")
def projects_component(doc: Doc) -> Doc:
    """Find projects, and settle which place candidates stand for themselves."""
    sheet = sheet_of(doc)
    titles = [(m.start, m.end) for m in sheet.marks("Policy")]
    bodies = [(m.start, m.end) for m in sheet.marks("Agency")]
    projects.find_projects(sheet, _places(doc), titles + bodies)
    names = [(m.start, m.end) for m in sheet.marks("Official")]
    places.commit(sheet, _places(doc), bodies + names)
    _group(doc, sheet, "Project")
    _group(doc, sheet, "Place")
    return doc


@Language.component("ecograph_coreference")
def coreference_component(doc: Doc) -> Doc:
    """Resolve 该项目, 这一工程, 项目由…."""
    coreference.projects_back(sheet_of(doc))
    coreference.places_back(sheet_of(doc))
    _group(doc, sheet_of(doc), "Agency")
    return doc


@Language.component("ecograph_targets")
def targets_component(doc: Doc) -> Doc:
    """Find targets and what they belong to."""
    commitments.find_targets(sheet_of(doc), _places(doc))
    _group(doc, sheet_of(doc), "Target")
    return doc


@Language.component("ecograph_relations")
def relations_component(doc: Doc) -> Doc:
    """Draw the relations between what the other components found."""
    relations.draw_relations(sheet_of(doc), _places(doc))
    return doc


def _places(doc: Doc) -> list[places.PlaceHit]:
    found: Any = doc.user_data.get("ecograph_places", [])
    hits: list[places.PlaceHit] = found
    return hits


COMPONENTS: tuple[str, ...] = (
    "ecograph_places",
    "ecograph_agencies",
    "ecograph_officials",
    "ecograph_policies",
    "ecograph_projects",
    "ecograph_coreference",
    "ecograph_targets",
    "ecograph_relations",
)


@cache
def language() -> Language:
    """Return the pipeline, built once in a process."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def extract(document: Document) -> Facts:
    """Return the facts of one document; entity ids are local keys until `resolve` gives them IRIs."""
    nlp = language()
    make: Callable[[str], Doc] = nlp.tokenizer
    doc = make(document.text)
    doc.user_data["ecograph"] = Sheet(document)
    return facts_of(sheet_of(nlp(doc)))
