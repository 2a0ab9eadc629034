"""Put a whole store into one file, also while it is being served, and make a store of such a file.

The file is a tar archive: the engine's tables as they were at one moment, the records of the same moment, people's
decisions, and last a list of all these with their digests.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from ecograph import __version__
from ecograph.errors import EcographError, ReadError, StoreError, UsageError
from ecograph.store import Store, open_store
from ecograph.store.database import FILE as RECORDS
from ecograph.store.generations import FOLDER as SERVING
from ecograph.store.generations import Generations
from ecograph.upkeep import DECISIONS, decisions_file

_LIST, _GRAPH, _FORMAT = "backup.json", "graph", 1
_MEMBERS = re.compile(rf"{_GRAPH}/[A-Za-z0-9_.-]+|{re.escape(RECORDS)}|{re.escape(DECISIONS)}")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup was of, and what became of what was there before."""

    made: str
    version: str
    replaced: Path | None = None
    other_decisions: Path | None = None


def backup(home: Path, file: Path) -> int:
    """Write the store in the folder `home` into a file, and return the file's size; a file of that name is replaced.

    What is in it is of one moment, graph and records alike: nobody else writes meanwhile. A store that is being served, or
    read by others, goes on being so. Raises StoreError where somebody writes to it for long.
    """
    part = file.with_name(f"{file.name}.part")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ecograph-")))
        with open_store(home, read_only=not os.access(home, os.W_OK)) as store:
            graph = stack.enter_context(_graph(home, store, folder))
            _copy_records(store, folder)
        stack.callback(part.unlink, missing_ok=True)
        try:
            with tarfile.open(part, _mode(file, "w")) as archive:
                _write(
                    archive,
                    [(f"{_GRAPH}/{each.name}", each) for each in sorted(graph.iterdir()) if each.is_file()],
                    [(each.name, each) for each in sorted(folder.iterdir()) if each.is_file()],
                )
            size = part.stat().st_size
            part.replace(file)
        except OSError as error:
            remedy = "check the path and the room on the disk"
            raise UsageError(f"cannot be written ({error.strerror})", where=str(file), remedy=remedy) from error
    return size


def restore(file: Path, home: Path, *, replace: bool = False) -> Restored:
    """Make a store in the folder `home` of a file that `backup` wrote; it is there whole or not at all.

    With `replace` a store that is there already is moved aside, and a server that has it goes over to the new one. People's
    decisions are put where the store looks for them, unless there are others already.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())) and not replace:
        raise UsageError("is there already", where=str(home), remedy="name a new folder, or replace it with --replace")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=f".{home.name}-") as made:
        folder = Path(made) / "store"
        folder.mkdir()
        told = _read(file, folder)
        decisions = folder / DECISIONS
        kept = decisions.read_bytes() if decisions.exists() else None
        decisions.unlink(missing_ok=True)
        _check(file, folder)
        aside = _put(folder, home)
    other = _put_decisions(home, kept)
    return Restored(told["made"], told["version"], aside, other)


@contextlib.contextmanager
def _graph(home: Path, store: Store, folder: Path) -> Iterator[Path]:
    if os.access(home, os.W_OK):
        with Generations(home).aside(store.backup) as graph:  # hard links, on the same disk
            yield graph
    else:
        store.backup(folder / _GRAPH)
        yield folder / _GRAPH


def _copy_records(store: Store, folder: Path) -> None:
    try:
        records = store.records
    except StoreError:
        return  # built by a version that kept none
    records.copy(folder / RECORDS)
    with contextlib.suppress(StoreError):  # what was loaded by hand follows no decisions
        decisions = decisions_file(store)
        if decisions is not None and decisions.exists():
            shutil.copyfile(decisions, folder / DECISIONS)


def _write(archive: tarfile.TarFile, *groups: list[tuple[str, Path]]) -> None:
    listed: dict[str, str] = {}
    for name, path in (each for group in groups for each in group):
        with path.open("rb") as source:
            listed[name] = _digest(source)
            source.seek(0)
            member = archive.gettarinfo(arcname=name, fileobj=source)
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            archive.addfile(member, source)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    told = json.dumps({"format": _FORMAT, "version": __version__, "made": made, "files": listed}, indent=1).encode()
    member = tarfile.TarInfo(_LIST)
    member.size, member.mtime = len(told), int(time.time())
    with tempfile.SpooledTemporaryFile() as text:
        text.write(told)
        text.seek(0)
        archive.addfile(member, text)


def _read(file: Path, folder: Path) -> dict[str, Any]:
    """Unpack an archive, member by member, and return what its list says; raise for what is not as it was written."""
    found: dict[str, str] = {}
    told: dict[str, Any] | None = None
    try:
        with tarfile.open(file, _mode(file, "r")) as archive:
            for member in archive:
                source = archive.extractfile(member) if member.isreg() else None
                if source is None:
                    raise _foreign(file)
                if member.name == _LIST:
                    told = json.loads(source.read())
                elif _MEMBERS.fullmatch(member.name):
                    found[member.name] = _unpack(source, folder / member.name.removeprefix(f"{_GRAPH}/"))
                else:
                    raise _foreign(file)
    except OSError as error:
        raise UsageError(
            f"cannot be read ({error.strerror or error})", where=str(file), remedy="check the path"
        ) from error
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise ReadError(f"is no whole backup ({error})", where=str(file), remedy="take another one") from error
    if told is None or told.get("files") != found:
        raise ReadError("is not whole: its files are not those of its list", where=str(file), remedy="take another one")
    if told["format"] > _FORMAT:
        raise ReadError("was made by a later version of EcoGraph", where=str(file), remedy="install that version")
    return told


def _unpack(source: IO[bytes], path: Path) -> str:
    with path.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    with path.open("rb") as written:
        return _digest(written)


def _digest(source: IO[bytes]) -> str:
    found = sha256()
    while data := source.read(1 << 20):
        found.update(data)
    return found.hexdigest()


def _check(file: Path, folder: Path) -> None:
    """Open what was unpacked."""
    try:
        with open_store(folder, read_only=True) as store:
            store.query("ASK { ?s ?p ?o }")
            with contextlib.suppress(StoreError):
                store.records.held()
    except EcographError as error:
        raise ReadError(f"holds no store that can be opened ({error.what})", where=str(file)) from error


def _put(folder: Path, home: Path) -> Path | None:
    """Move a store to where it belongs, and what is there aside; those who serve that one go on with this one."""
    if not home.exists() or not any(home.iterdir()):
        _sync(folder)
        folder.rename(home)
        return None
    aside = home.with_name(f"{home.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    if (home / "CURRENT").exists():
        open_store(home).close()  # what its log holds is in its tables now
    with _locked(home):
        _sync(folder)
        home.rename(aside)
        folder.rename(home)
        if (aside / SERVING).exists():
            (aside / SERVING).rename(home / SERVING)
            Generations(home).outdate()
    open_store(home).close()  # publishes it, where it is served
    return aside


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    """Keep others from writing to a store, by the engine's own lock; not by opening it, since an open store writes too."""
    with (home / "LOCK").open("w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            remedy = "wait until that is done"
            raise StoreError("somebody is writing to the store", where=str(home), remedy=remedy) from error
        yield


def _sync(folder: Path) -> None:
    """Have everything on the disk before it takes the place of something."""
    for path in (*folder.iterdir(), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _put_decisions(home: Path, kept: bytes | None) -> Path | None:
    """Put people's decisions where the store looks for them; return the file that is there already and says others."""
    if kept is None:
        return None
    with open_store(home, read_only=True) as store:
        path = decisions_file(store)
    if path is None:
        return None
    if path.exists():
        return None if path.read_bytes() == kept else path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kept)
    return None


def _mode(file: Path, verb: str) -> Any:  # noqa: ANN401 - tarfile wants literals
    return f"{verb}:gz" if file.name.endswith((".gz", ".tgz")) else f"{verb}:"


def _foreign(file: Path) -> ReadError:
    return ReadError("is no backup of a store", where=str(file), remedy="make one with: ecograph backup STORE FILE")
