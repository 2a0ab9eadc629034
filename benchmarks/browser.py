"""Time the network page in Chromium: until the first picture, and frames a second while panning, at 500, 5,000 and 20,000 nodes.

    python benchmarks/browser.py [--sizes 500,5000,20000] [--renderer sigma]

Graphs are made up, shaped like ours: a tree of places, agencies and projects that hang on it, officials, policies, and small parts
beside it. Each size has a server of its own in a thread; the layout is made before the clock starts (once for each state of a
graph), its time is printed too.
There is no GPU: WebGL would be drawn by software, so the page thins what it draws. Figures beside those of the bare libraries,
measured on a machine alike: cytoscape 0.8 s and 45 frames/s at 500, 4 s and 11 at 5,000; sigma 3.0 s and 1 to 12 at 20,000.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from ecograph.server.app import create_app
from ecograph.server.serve import address, listen
from ecograph.store import BASE, Store, open_store

FLAGS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-gpu", "--enable-unsafe-swiftshader",
)  # fmt: skip
KNOWN = {500: "cytoscape 0.8 s, 45 frames/s", 5000: "cytoscape 4 s, 11 frames/s", 20000: "sigma 3.0 s, 1-12 frames/s"}
GOALS = {500: (1.0, 40.0), 20000: (4.0, 0.0)}
SECONDS = 4
# Moves the picture a little in each frame, and counts the frames that the drawing library finished and the browser showed. The
# moves are made in the page: those of the debugger wait for each other. Sigma is told that a mouse drags.
PAN = """(ms) => new Promise((done) => {
  let drawn = 0, shown = 0;
  const { cy, sigma } = network.stage, count = () => { drawn += 1; };
  if (cy) cy.on("render", count); else { sigma.on("afterRender", count); sigma.getMouseCaptor().isMoving = true; }
  const from = performance.now();
  const step = (now) => {
    shown += 1;
    network.stage.panBy(6 * Math.cos(shown / 9), 4 * Math.cos(shown / 13));
    if (now - from < ms) requestAnimationFrame(step); else done(1000 * Math.min(drawn, shown) / (now - from));
  };
  requestAnimationFrame(step);
})"""


def triples(count: int, *, seed: int = 3) -> Iterator[str]:
    """Yield a graph with about so many nodes as N-Triples."""
    chance = random.Random(seed)
    eco, label = "https://w3id.org/ecograph/ontology#", "http://www.w3.org/2000/01/rdf-schema#label"
    kinds = {"Place": 0.25, "Agency": 0.3, "Project": 0.2, "Official": 0.15, "Policy": 0.1}
    names = {kind: [f"{BASE}{kind.lower()}/{n}" for n in range(int(count * share))] for kind, share in kinds.items()}
    words = {
        "Place": "青河县",
        "Agency": "青河县生态环境局",
        "Project": "流域综合治理工程",
        "Official": "张明",
        "Policy": "污染防治方案",
    }
    for kind, iris in names.items():
        for n, iri in enumerate(iris):
            yield f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{eco}{kind}> ."
            yield f'<{iri}> <{label}> "{words[kind]}{n}" .'
    places, agencies = names["Place"], names["Agency"]

    def fact(subject: str, predicate: str, object: str) -> str:
        return f"<{subject}> <{eco}{predicate}> <{object}> ."

    for n, place in enumerate(places[1:], 1):
        if chance.random() < 0.92:
            yield fact(place, "within", places[(n - 1) // 9])
    home = {agency: chance.randrange(len(places)) for agency in agencies}
    near: dict[int, list[str]] = {}
    for agency, place in home.items():
        near.setdefault(place // 6, []).append(agency)
    for project in names["Project"]:
        place = chance.randrange(len(places))
        yield fact(project, "locatedIn", places[place])
        for agency in chance.sample(near.get(place // 6, agencies), k=min(2, len(near.get(place // 6, agencies)))):
            yield fact(agency, "responsibleFor", project)
    for agency in agencies:
        if len(near[home[agency] // 6]) > 1 and chance.random() < 0.6:
            other = chance.choice(near[home[agency] // 6])
            if other != agency:
                yield fact(agency, "partOf", other)
    for official in names["Official"]:
        yield fact(official, "worksFor", chance.choice(agencies))
    for policy in names["Policy"]:
        yield fact(chance.choice(agencies), "issued", policy)


def filled(count: int) -> Store:
    store = open_store(None)
    text = "\n".join(triples(count))
    store.update(f"INSERT DATA {{ {text} }}")  # type: ignore[attr-defined]
    return store


def measure(browser: Any, url: str, count: int, renderer: str, pictures: Path | None) -> str:  # noqa: ANN401
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    # What a browser does once for a session, it has done.
    page.goto(f"{url}problems")
    page.goto(f"{url}network?{f'renderer={renderer}' if renderer else ''}", wait_until="commit")
    page.wait_for_selector("html[data-drawn]", timeout=120_000)
    first = float(page.evaluate("document.documentElement.dataset.drawn")) / 1000
    drawn = page.evaluate("document.documentElement.dataset.renderer")
    page.wait_for_timeout(800)
    if pictures:
        page.screenshot(path=pictures / f"network-{count}-{drawn}.png")
    rate = page.evaluate(f"({PAN})({SECONDS * 1000})")
    page.wait_for_timeout(600)
    asked = time.monotonic()
    page.evaluate("network.select(network.order[20].index)")
    chosen = time.monotonic() - asked
    asked = time.monotonic()
    page.evaluate("network.surround(network.order[5].index)")
    ego = time.monotonic() - asked
    context.close()
    goal = GOALS.get(count)
    verdict = (
        ""
        if not goal
        else " ok"
        if first <= goal[0] and rate >= goal[1]
        else f" MISSED (goal {goal[0]} s, {goal[1]:.0f}/s)"
    )
    return (
        f"{count:>6,} nodes  first picture {first:5.2f} s  panning {rate:5.1f} frames/s  choose {chosen * 1000:4.0f} ms  "
        f"surroundings {ego * 1000:4.0f} ms  by {drawn}{verdict}   (bare: {KNOWN.get(count, '-')})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="500,5000,20000")
    parser.add_argument("--renderer", default="", help="sigma: draw all by WebGL, though there is no GPU")
    parser.add_argument("--pictures", type=Path, help="folder for a picture of each size")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("there is no Chromium here: apt install chromium")
    from playwright.sync_api import sync_playwright

    for count in map(int, given.sizes.split(",")):
        listener = listen("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(create_app(filled(count)), log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        url = address(listener)
        began = time.monotonic()
        whole = httpx.get(f"{url}network/whole.json", timeout=300)
        print(
            f"{count:>6,} nodes  catalogue and layout {time.monotonic() - began:.1f} s, {len(whole.content) / 1e6:.1f} MB",
            flush=True,
        )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            print(measure(browser, url, count, given.renderer, given.pictures), flush=True)
            browser.close()
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    main()
