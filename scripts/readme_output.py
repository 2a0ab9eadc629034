"""Run what the READMEs show and write the real output below it; write the pages of docs/ that follow from the code.

    python scripts/readme_output.py           write
    python scripts/readme_output.py --check   change nothing, say what differs, end with 1 if anything does

A fenced block tagged `console` holds commands after `$ ` and their output; one tagged `python` is run, and the `text`
block right after it shows what it printed. All run in one empty folder, after `ecograph demo`. A line `…` in a block
ends what it shows of a command's output. Between the quality marks goes the table of `benchmarks/quality.py`.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from ontology_page import ontology_page
from reference_pages import commands_page, questions_page

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "benchmarks"))

import quality  # noqa: E402 - it lies beside the other benchmarks

READMES = ("README.md", "README.zh.md")
_BLOCK = re.compile(r"```console\n(.*?)```|```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
_QUALITY = re.compile(r"(<!-- quality: [^\n]*-->\n).*?(<!-- end of quality -->)", re.DOTALL)
# `make demo` does what `ecograph demo` does once the set-up is there; this runs where it is.
_STANDS_FOR = {"make demo": "ecograph demo"}
_PORT = "8000"


class Shell:
    """Run the commands of a README, one after the other, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server: subprocess.Popen[str] | None = None
        self.port = _PORT
        self.known: dict[str, str] = {}

    def run(self, command: str) -> str:
        """Return what a command prints on standard output; the second README asks nothing twice."""
        if command not in self.known:
            self.known[command] = self._run(command)
        return self.known[command]

    def _run(self, command: str) -> str:
        words = shlex.split(_STANDS_FOR.get(command, command))
        if words[:2] == ["ecograph", "serve"]:
            return self._serve(words)
        if words[0] == "curl":
            return self._fetch(words)
        if words[0] not in {"ecograph", "ls", "head"}:
            raise SystemExit(f"the README runs {words[0]!r}, which this script does not know")
        program = [sys.executable, "-m", "ecograph"] if words[0] == "ecograph" else words[:1]
        return self._output([*program, *words[1:]], command)

    def python(self, code: str) -> str:
        """Return what a piece of Python prints."""
        return self._output([sys.executable, "-c", code], "the Python of the README")

    def stop(self) -> None:
        """Stop the server, if one runs."""
        if self.server:
            self.server.terminate()
            self.server.wait()
            self.server.stdout.close()  # type: ignore[union-attr]
            self.server = None

    def _output(self, words: list[str], command: str) -> str:
        done = subprocess.run(words, cwd=self.folder, env=_environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def _serve(self, words: list[str]) -> str:
        """Start the server on a free port; the README shows the usual one."""
        self.stop()
        words = [word for word in words[1:] if word != "&"]
        self.server = subprocess.Popen(
            [sys.executable, "-m", "ecograph", *words, "--port", "0"],
            cwd=self.folder, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        line = self.server.stdout.readline()  # type: ignore[union-attr]
        found = re.search(r":(\d+)/", line)
        if not found:
            raise SystemExit("the server did not start")
        self.port = found[1]
        return line.replace(f":{self.port}/", f":{_PORT}/")

    def _fetch(self, words: list[str]) -> str:
        """Do what `curl -s [-H HEADER] URL` does; not every machine has curl."""
        given = [words[at + 1].partition(":") for at, word in enumerate(words) if word == "-H"]
        headers = {name: value.strip() for name, _, value in given}
        url = words[-1].replace(f":{_PORT}/", f":{self.port}/")
        text = _patiently(Request(url, headers=headers))
        return text.replace("\r\n", "\n").replace(f":{self.port}/", f":{_PORT}/")


def _patiently(request: Request) -> str:
    """Return the body of an answer; a server that has just started is asked again."""
    for _ in range(50):
        with suppress(URLError), urlopen(request, timeout=60) as answer:
            return str(answer.read().decode())
        time.sleep(0.2)
    raise SystemExit(f"no answer from {request.full_url}")


def _environment() -> dict[str, str]:
    """Return an environment in which every machine prints the same."""
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR"}}
    return kept | {"PYTHONUTF8": "1", "NO_COLOR": "1"}


@contextmanager
def shell() -> Iterator[Shell]:
    """Yield a shell in an empty folder with the output of the demo and the sample article."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").symlink_to(ROOT / "data")
        one = Shell(folder)
        try:
            one.run("ecograph demo")
            yield one
        finally:
            one.stop()


def rewritten(text: str, one: Shell) -> str:
    """Return a README with the real output in each block."""
    return _BLOCK.sub(lambda block: _console(block[1], one) if block[1] else _python(block, one), text)


def with_quality(name: str, text: str, one: Shell) -> str:
    """Return a README with the figures of this moment between its quality marks."""
    tune, test = (json.loads(one.run(quality.command(split))) for split in quality.SPLITS)
    told = quality.section(name, tune, test)
    return _QUALITY.sub(lambda marks: f"{marks[1]}\n{told}\n{marks[2]}", text)


def _console(block: str, one: Shell) -> str:
    parts = []
    for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        if not part.strip():
            continue
        command, _, shown = part.partition("\n")
        parts.append(f"{command}\n{_cut(one.run(command[2:].strip()), shown)}")
    one.stop()
    return "```console\n" + "".join(parts) + "```"


def _python(block: re.Match[str], one: Shell) -> str:
    return f"```python\n{block[2]}```\n\n```text\n{_cut(one.python(block[2]), block[3])}```"


def _cut(output: str, shown: str) -> str:
    """Return the output, cut where the block has its line `…`, with the empty line that the block ends in."""
    lines = [line.rstrip() for line in output.rstrip("\n").splitlines()]
    before = shown.rstrip("\n").splitlines()
    if "…" in before:
        lines = [*lines[: before.index("…")], "…"]
    gap = "\n" if shown.endswith("\n\n") else ""
    return "".join(f"{line}\n" for line in lines) + gap


def pages() -> dict[Path, str]:
    """Return every file that this script writes, as it should be."""
    docs = ROOT / "docs"
    wanted = {docs / "commands.md": commands_page(), docs / "questions.md": questions_page()}
    wanted[docs / "ontology.html"] = ontology_page()
    with shell() as one:
        wanted[docs / "network.svg"] = (one.folder / "demo-output" / "network.svg").read_text(encoding="utf-8")
        for name in READMES:
            text = (ROOT / name).read_text(encoding="utf-8")
            wanted[ROOT / name] = with_quality(name, rewritten(text, one), one)
    return wanted


def difference(path: Path, wanted: str) -> str:
    """Return how a file differs from what it should be, "" if it does not."""
    now = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = difflib.unified_diff(now.splitlines(), wanted.splitlines(), path.name, "real", lineterm="", n=1)
    return "\n".join(lines)


def main() -> int:
    differences = {path: (text, difference(path, text)) for path, text in pages().items()}
    changed = {path: found for path, found in differences.items() if found[1]}
    for path, (text, told) in changed.items():
        if "--check" in sys.argv:
            print(told)
        else:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    if changed and "--check" in sys.argv:
        print("The documents show something else than what comes out; write them anew: make readme")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
