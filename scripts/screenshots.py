"""Take a picture of every page: zh and en, light and dark, desktop and phone.

    python scripts/screenshots.py http://127.0.0.1:8000/ FOLDER [--only home,targets] [--all]

Wants a server that is running, Playwright and the system's Chromium. Without --all only the combinations that differ most are
taken: zh light desktop, en dark desktop, zh dark phone, en light phone. Prints what the console said.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Name, path, what to press or wait for; paths below the server's address.
PAGES = (
    ("home", ""),
    ("targets", "targets"),
    ("targets-indicator", "targets?indicator=pm25"),
    ("article", "article/41a6cb434355ea9e"),
    ("search", "search?q=%E6%9E%97%E4%B8%9A"),
    ("network", "network"),
    ("docs", "docs"),
    ("problems", "problems"),
    ("missing", "nothing-here"),
)
SIZES = {"desktop": (1360, 900), "phone": (390, 844)}
DIFFERENT = {("zh", "light", "desktop"), ("en", "dark", "desktop"), ("zh", "dark", "phone"), ("en", "light", "phone")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="names of pages, with commas between; name=path adds one")
    parser.add_argument("--all", action="store_true", help="all eight combinations")
    parser.add_argument("--whole", action="store_true", help="the whole page, not the first screen")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("there is no Chromium here: apt install chromium")
    given.folder.mkdir(parents=True, exist_ok=True)

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for (name, path), look in product(_pages(given.only), _looks(all_of_them=given.all)):
            _take(
                browser,
                urljoin(given.address, path),
                look,
                given.folder / f"{name}-{'-'.join(look)}.png",
                whole=given.whole,
            )
        browser.close()


def _pages(only: str) -> Iterator[tuple[str, str]]:
    known = dict(PAGES)
    for each in only.split(",") if only else known:
        name, _, path = each.partition("=")
        yield name, path or known[name]


def _looks(*, all_of_them: bool) -> list[tuple[str, str, str]]:
    every = list(product(("zh", "en"), ("light", "dark"), SIZES))
    return every if all_of_them else [each for each in every if each in DIFFERENT]


def _take(browser: Any, address: str, look: tuple[str, str, str], path: Path, *, whole: bool) -> None:  # noqa: ANN401
    lang, theme, size = look
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, locale="zh-CN" if lang == "zh" else "en-GB",
        device_scale_factor=1 if size == "desktop" else 2, has_touch=size == "phone",
    )  # fmt: skip
    page = context.new_page()
    page.on("console", lambda said: print(f"{path.name}: {said.type}: {said.text}") if said.type == "error" else None)
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=path, full_page=whole)
    print(path)
    context.close()


if __name__ == "__main__":
    main()
