"""An installed wheel brings ontology/ and data/ with it, and does the main job away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUNDLES = ROOT / "src" / "ecograph" / "server" / "web" / "bundles"
LIBRARIES = [f"{path.stem}{end}" for path in BUNDLES.iterdir() for end in (".js", ".LICENSE.txt")]


def called(*words: str | Path, folder: Path, **environment: str) -> str:
    """Run a program without this process's Python path; fail with what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, env=kept | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    called(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the scripts' folder of a fresh environment that holds the wheel, and borrows the dependencies."""
    folder = tmp_path_factory.mktemp("fresh")
    called(sys.executable, "-m", "venv", "--without-pip", folder / "venv", folder=folder)
    python = folder / "venv" / "bin" / "python"
    site = Path(called(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder).strip())
    called(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index",
        "--disable-pip-version-check", wheel, folder=folder,
    )  # fmt: skip
    # A path file's folder is searched, but its own path files are not read: the editable install stays out of sight.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "borrowed.pth").write_text("\n".join(sorted(borrowed)), encoding="utf-8")
    return python.parent


def test_the_wheel_holds_what_the_program_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for wanted in (
        "ecograph/py.typed",
        "ecograph/_resources/ontology/ecograph.ttl",
        "ecograph/_resources/ontology/shapes.ttl",
        "ecograph/_resources/ontology/queries/posts.rq",
        "ecograph/_resources/data/gazetteer/divisions.csv",
        "ecograph/_resources/data/articles/shanxi-jinzhong-ecology-retold.txt",
        "ecograph/server/web/templates/network.html",
        *(f"ecograph/server/web/static/vendor/{name}" for name in LIBRARIES),
        "ecograph/export/templates/network.html",
    ):
        assert wanted in names
    assert [name for name in names if "__pycache__" in name or name.startswith("tests")] == []
    assert [name for name in names if "node_modules" in name or "package.json" in name or "axe" in name] == []


def test_the_demo_runs_from_the_wheel_in_another_folder(installed: Path, tmp_path: Path) -> None:
    home = called(installed / "python", "-c", "import ecograph; print(ecograph.__file__)", folder=tmp_path).strip()
    assert Path(home).is_relative_to(installed.parent)
    out = called(installed / "ecograph", "demo", folder=tmp_path, HOME=str(tmp_path))
    assert "wrote demo-output/graph.ttl" in out
    told = called(
        installed / "ecograph", "ask", "posts", "name=马成毅", "--store", "demo-output/store", folder=tmp_path
    )
    assert "晋中市生态环境局" in told


def test_a_component_is_found_by_spacy_without_importing_ecograph(installed: Path, tmp_path: Path) -> None:
    code = "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('ecograph_places'); print(nlp.pipe_names)"
    assert "ecograph_places" in called(installed / "python", "-c", code, folder=tmp_path)
