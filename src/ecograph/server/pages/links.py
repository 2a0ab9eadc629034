"""The addresses of pages: one place that knows them all."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode

# The list page of each class.
LISTS: Mapping[str, str] = {
    "Document": "/articles",
    "Agency": "/agencies",
    "Official": "/officials",
    "Project": "/projects",
    "Place": "/places",
    "Policy": "/policies",
    "Commitment": "/targets",
    "Target": "/quantities",
    "Observation": "/quantities",
    "Claim": "/statements",
}
_MARK = "/id/"


def below(iri: str) -> str:
    """Return what stands behind `…/id/` in the IRI of a thing, "" for one that is none of ours."""
    _, found, rest = iri.partition(_MARK)
    return rest if found else ""


class Links:
    """Makes addresses below the prefix that a proxy serves us under; `query` is that of the page itself."""

    def __init__(self, root: str = "", query: str = "") -> None:
        self.root = root
        self._query = parse_qsl(query)

    def to(self, path: str, /, **parameters: object) -> str:
        """Return the address of a page of ours; empty parameters are left out."""
        given = [(name, value) for name, value in parameters.items() if value not in ("", None)]
        told = urlencode(given, doseq=True)
        return f"{self.root}{path}" + (f"?{told}" if told else "")

    def also(self, **parameters: object) -> str:
        """Return this page's address with some parameters changed, None taking one away; it begins again at its first page."""
        fresh = {"page", "lang", "theme", *parameters}
        kept = [(name, value) for name, value in self._query if name not in fresh]
        given = [(name, value) for name, value in parameters.items() if value not in ("", None)]
        return "?" + urlencode([*kept, *given], doseq=True)

    def static(self, name: str) -> str:
        """Return the address of a file in `web/static/`."""
        return f"{self.root}/static/{name}"

    def entity(self, iri: str) -> str:
        """Return the address of a thing, below ours: it leads to the thing's page, and programs to its data."""
        rest = below(iri)
        if rest.startswith("document/"):
            return self.article(iri)
        return f"{self.root}{_MARK}{quote(rest or iri, safe='/' if rest else '')}"

    def article(self, iri: str, start: object = "", end: object = "") -> str:
        """Return the page of an article, opened at a stretch of its source."""
        at = f"#s={start}-{end}" if str(start) and str(end) else ""
        return f"{self.root}/article/{quote(below(iri).removeprefix('document/') or iri, safe='')}{at}"

    def things(self, name: str, /, **parameters: object) -> str:
        """Return the list page of a class."""
        return self.to(LISTS.get(name, "/search"), **parameters)
