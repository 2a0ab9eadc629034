"""The steps as spaCy components: for those who read their texts with a spaCy `Language` of their own.

`language()` is a blank Chinese pipeline with a tokenizer of one token a character and one component a step. The components
leave their finds as span groups in `doc.spans` and work on a `Sheet` in `doc.user_data["ecograph"]`, so they can be added to
anybody's `Language`: `nlp.add_pipe("ecograph_places")`. `extract` itself takes the same steps without spaCy's tokens.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from ecograph.extract.pipeline import STEPS
from ecograph.extract.sheet import Sheet
from ecograph.model import ENTITY_TYPES, Document, EntityType


class CharacterTokenizer:
    """One token a character, blanks included, so that token and character offsets are the same."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the document of a text."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


def sheet_of(doc: Doc) -> Sheet:
    """Return the sheet of a spaCy document, made now if no component has worked on it yet."""
    sheet: Sheet | None = doc.user_data.get("ecograph")
    if sheet is None:
        text = doc.text
        plain = Document(id="", source="", sha256="", raw=text, text=text, offsets=array("q", range(len(text))))
        sheet = doc.user_data["ecograph"] = Sheet(plain)
    return sheet


def _component(name: str, *, shows: tuple[EntityType, ...] = ()) -> Callable[[Doc], Doc]:
    """Return the component of a step; the classes that it `shows` are settled once it is done."""

    def component(doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        STEPS[name](sheet)
        for type_ in shows:
            _group(doc, sheet, type_)
        return doc

    component.__doc__ = STEPS[name].__doc__
    return Language.component(f"ecograph_{name}", func=component)


def _group(doc: Doc, sheet: Sheet, type_: EntityType) -> None:
    spans = [
        doc.char_span(m.start, m.end, label=type_, kb_id=m.key, alignment_mode="expand") for m in sheet.marks(type_)
    ]
    doc.spans[type_] = [span for span in spans if isinstance(span, Span)]


places_component = _component("places")
agencies_component = _component("agencies")
officials_component = _component("officials", shows=("Official",))
policies_component = _component("policies", shows=("Policy",))
projects_component = _component("projects")
coreference_component = _component("coreference", shows=("Agency", "Project", "Place"))
speeches_component = _component("speeches")
targets_component = _component("targets", shows=("Target",))
relations_component = _component("relations", shows=ENTITY_TYPES)

COMPONENTS: tuple[str, ...] = tuple(f"ecograph_{name}" for name in STEPS)


@cache
def language() -> Language:
    """Return the pipeline, built once in a process."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp
