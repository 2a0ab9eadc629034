"""The pages for people: one page a file, all in one frame.

**A page** is a file here, a template in `web/templates/`, its texts in `web/texts/` and, where it needs them, a style and a
script of the same name in `web/static/`. It has a route and a piece of work (`service.engine`), so that pages have the limits
of everything else::

    router = APIRouter(include_in_schema=False)

    @page(router, "/projects")
    async def projects(request: Request, year: str = "") -> Response:
        return await show(request, "ecograph.server.pages.projects:render", year=year)

    def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], year: str) -> None:
        write(snapshot, sink, frame, "projects.html", here="projects", year=year, found=…)

and stands in `PAGES` below. `show` finds out the visitor's language and theme (`frame.Frame`) and remembers a choice made by
`?lang=` or `?theme=` in a cookie; `write` renders. What is missing or wrong is raised as HTTPException or EcographError:
browsers get it as a page (`errors`), programs as problem+json.

**A template** extends `base.html` and fills the blocks `title`, `head` (its style and script) and `main`; a page that is one
picture sets `{% set full = true %}`: it fills the window and has no footer. At hand are

- `t("key", n=3)`: the text of `web/texts/*.json` in the visitor's language, `{n}` filled in; "a|b" is singular and plural;
- `name("kind/bureau")`, `name("responsibleFor")`: what the ontology and its vocabularies call it;
- `link`: addresses, all below the proxy's prefix: `link.to("/targets", year=2025)`, `link.entity(iri)`,
  `link.article(iri, start, end)` (opens it at the sentence), `link.things("Agency")` (the list of a class), `link.static(…)`,
  `link.also(year=2024)` (this very address with a parameter changed; None takes it away);
- the macros of `parts.html`, imported with context: `chip`, `glyph`, `state`,
  `quote`, `facets`, `facet`, `pager`, `facts`, `number`, `search`.

**Style**: `base.css` has the tokens (colours by class `--agency` …, by state `--missed` …, both themes) and all parts; a page's
own style only lays out. No inline style or script: data for scripts go in `<script type="application/json">`. Scripts are
modules; `frame.js` exports `root`, `lang`, `t`, `colour`. What is in `static/vendor/` (made of `web/bundles/`: cytoscape, sigma,
editor) is imported where it is needed, `await import(…)`, and may be missing: `libraries.missing()`. CodeMirror's editors are made
with `editor(parent, …)`, which keeps to the content policy.

A page works without scripts where it can; each number is a link to what it counts; each quote opens its article.
"""

from __future__ import annotations

from fastapi import APIRouter

from ecograph.server.pages import article, docs, home, network, problems, search, targets
from ecograph.server.pages.folders import WEB

PAGES = (home, search, targets, article, network, docs, problems)

router = APIRouter(include_in_schema=False)
for each in PAGES:
    router.include_router(each.router)

__all__ = ["PAGES", "WEB", "router"]
