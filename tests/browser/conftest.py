"""A browser on a server with the graph of all bundled articles; skipped, with the reason, where there is no Chromium.

`page` fails its test on any error in the console and on any request to somewhere else. `axe` says what a checker of
accessibility finds. Pictures are taken by scripts/screenshots.py.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from looking import DESKTOP

from ecograph.build import build
from ecograph.readers import Source
from ecograph.resources import resource
from ecograph.server.app import create_app
from ecograph.server.pages import WEB
from ecograph.store import Store, open_store
from serving import running

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
AXE = WEB / "vendor-tests" / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        skip = pytest.mark.skip(reason="there is no Chromium here: apt install chromium")
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Store]:
    """Give the graph of all articles that ship with EcoGraph; processes that test side by side build it once."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    paths = sorted(resource("data", "articles").glob("*.txt"))
    with (folder / "whole.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "whole").exists():
            with open_store(folder / "whole-draft", create=True) as store:
                build([Source(f"data/articles/{path.name}", path=str(path)) for path in paths], store)
            (folder / "whole-draft").rename(folder / "whole")
    with open_store(folder / "whole", read_only=True) as store:
        yield store


@pytest.fixture(scope="session")
def address(whole: Store) -> Iterator[str]:
    """Give the address of a server on that graph, without the slash at its end."""
    with running(create_app(whole)) as url:
        yield url.rstrip("/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Give the system's Chromium; for one module, as Playwright keeps an event loop in this thread that would be in others' way."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Give a function that opens an empty page: `open_page(lang="en", theme="dark", size=PHONE)`.

    `refused` is a path below which the server may refuse what the page asks, of which the browser tells in its console.
    """
    faults: list[str] = []
    contexts = []

    def opened(
        *, lang: str = "zh", theme: str = "light", size: dict[str, int] = DESKTOP, refused: str = "", **options: Any
    ) -> Any:
        context = browser.new_context(
            base_url=address, locale="zh-CN" if lang == "zh" else "en-GB", color_scheme=theme, viewport=size, **options
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda said: faults.append(f"console: {said.text}") if fault(said, address, refused) else None
        )
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on(
            "request", lambda asked: faults.append(f"outside: {asked.url}") if outside(asked.url, address) else None
        )
        return page

    yield opened
    for each in contexts:
        each.close()
    assert faults == []


def fault(said: Any, address: str, refused: str) -> bool:
    """Tell whether a message in the console is an error that was not to come."""
    awaited = refused and "status of 4" in said.text and said.location["url"].startswith(address + refused)
    return said.type == "error" and not awaited


def outside(url: str, address: str) -> bool:
    """Tell whether an address is not the server's."""
    return urlsplit(url).scheme not in ("data", "blob", "about") and not f"{url}/".startswith(f"{address}/")


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """Give an empty page, in Chinese, light, on a desktop."""
    return open_page()


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """Give a function that returns the serious findings of axe on a page: rule, target, and what it says."""
    if not AXE.is_file():
        pytest.skip("the checker axe is not here: python hatch_build.py")
    code = AXE.read_text(encoding="utf-8")

    def findings(page: Any) -> list[str]:
        # Evaluated by the debugger, to which the page's content policy does not apply.
        page.evaluate(code)
        found = page.evaluate("async () => JSON.stringify((await axe.run()).violations)")
        return [
            f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {node['failureSummary']}"
            for rule in json.loads(found)
            for node in rule["nodes"]
            if rule["impact"] in ("serious", "critical")
        ]

    return findings
