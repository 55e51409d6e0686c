"""What is made once a session, for both workers of xdist: packets, what is read in them, prepared evidence.

Each is a pure function of its input, which is the key. Whoever tests one of these functions itself, or that two runs
give the same bytes, does not use this.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from makegood.model.workspace import Workspace
from makegood.pipeline import verify_output, build as pipeline
from makegood.pipeline.assemble import assemble, packet
from makegood.commands.docket import batch
from makegood.pipeline.examine import no_progress
from makegood.pipeline.verify_output.pdf_text import read_pdf_text
from makegood.typesetting import fonts
from makegood.typesetting.layout import lay_out
from makegood.pipeline.prepare import prepare, downscale

VARIABLE = "MAKEGOOD_TESTS_ONCE"
"""Names the folder in which it is kept."""
READY = ".ready"


MEMORY = Path("/dev/shm")  # noqa: S108  # nothing is written there by a fixed name
ENOUGH = 4 << 30
"""How many bytes must be free in it."""


def in_memory(folder: Path = MEMORY, enough: int = ENOUGH) -> Path | None:
    """Return a file system in memory where programs may run; on a disk, the tests wait for it a quarter of their time."""
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return None
    state = os.statvfs(folder)
    has_room = state.f_bavail * state.f_frsize >= enough
    return folder if has_room and not state.f_flag & getattr(os, "ST_NOEXEC", 0) else None


def begin() -> None:
    """Make the folder; the workers of xdist, which this process starts, are told of it by the environment."""
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="makegood-once-", dir=in_memory())


def end() -> None:
    """Remove the folder."""
    shutil.rmtree(os.environ.pop(VARIABLE), ignore_errors=True)


def shelf() -> Path:
    """Return the folder of this session."""
    return Path(os.environ[VARIABLE])


def folder(name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that is made once by `make`, to be read alone; a half one that a killed process left is made anew."""
    place = shelf() / name
    with (shelf() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / READY).exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            make(place)
            (place / READY).touch()
    return place


def stored(into: Path, key: object, make: Callable[[], Any]) -> Any:
    """Return what `make` made for this key in this session; what it raises is not kept."""
    place = into / sha256(repr(key).encode()).hexdigest()
    with suppress(FileNotFoundError):
        return pickle.loads(place.read_bytes())  # noqa: S301  # written by this session
    made = make()
    part = place.with_name(f"{place.name}.{os.getpid()}")
    part.write_bytes(pickle.dumps(made))
    part.replace(place)
    return made


@dataclass(frozen=True)
class Once:
    """The functions of the program, each asked once for the same."""

    folder: Path

    def lay_out(self, html: str, pages: Any, label: str, *, is_archival: bool = False) -> bytes:
        """Lay out a packet with the fonts of this process."""
        make = partial(lay_out, html, pages, label, is_archival=is_archival)
        return stored(self.folder, ("laid out", html, tuple(pages), is_archival, _fonts()), make)

    def read_pdf_text(self, data: bytes) -> Any:
        """Read a packet."""
        return stored(self.folder, ("said in", sha256(data).hexdigest()), partial(read_pdf_text, data))

    def prepare(self, file: Any, evidence: Any, _cache: Path, *limits: Any, **more: Any) -> Any:
        """Prepare evidence, in one cache for all."""
        return prepare(file, evidence, self.folder / "exhibits", *limits, **more)

    def smaller(self, *given: Any, cache: Path, **more: Any) -> Any:  # noqa: ARG002  # another takes its place
        """Make pictures smaller, in one cache for all."""
        return downscale(*given, cache=self.folder / "exhibits", **more)


def _fonts() -> str:
    """Return which fonts this process has: its configuration, without the place in which that stands."""
    path = Path(os.environ.get("FONTCONFIG_FILE", ""))
    if not path.is_file():  # the folder of a test that is over
        fonts.configure(shelf() / "fonts")
        path = Path(os.environ["FONTCONFIG_FILE"])
    return path.read_text(encoding="utf-8").replace(str(path.parent), "")


@contextmanager
def packets() -> Iterator[None]:
    """Have packets laid out and read once a session, for who tests what is prepared for them or is done with them."""
    made = Once(shelf())
    with (
        _instead(packet, "lay_out", lay_out, made.lay_out),
        _instead(verify_output, "read_pdf_text", read_pdf_text, made.read_pdf_text),
    ):
        yield


@contextmanager
def shared() -> Iterator[None]:
    """Have what a build makes made once a session."""
    made = Once(shelf())
    with (
        packets(),
        _instead(pipeline, "prepare", prepare, made.prepare),
        _instead(pipeline, "downscale", downscale, made.smaller),
        _instead(batch, "_run_jobs", batch._run_jobs, _one_by_one),
    ):
        yield


def _one_by_one(acts: list[tuple[Any, ...]], report: Any) -> Iterator[Any]:
    """Build several cases in this process: another that is spawned would not know what is made once."""
    yield from (pipeline.build(*act, report if len(acts) == 1 else no_progress) for act in acts)


@contextmanager
def texts_alone() -> Iterator[None]:
    """Have a build make all but its PDF files and the mails that carry them, for who reads its texts and its page."""
    with _instead(pipeline, "assemble", assemble, partial(assemble, typeset=False)):
        yield


def are_texts_alone() -> bool:
    """Return whether builds make no PDF files now."""
    return pipeline.assemble is not assemble


@contextmanager
def _instead(module: Any, name: str, own: object, other: object) -> Iterator[None]:
    """Put another function in the place of the program's own; what a test has put there stays."""
    before = getattr(module, name)
    setattr(module, name, other if before is own else before)
    try:
        yield
    finally:
        setattr(module, name, before)
