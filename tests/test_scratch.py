"""What a process that was killed leaves is swept, and nothing is open to more people than the umask says."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_creators import TODAY
from test_write import MADE, SAID

from makegood.model.workspace import Workspace
from makegood.commands import docket, rewrite
from makegood.storage import folders
from makegood.commands.new.creators import create_cases
from makegood.pipeline.write import write, write_page

SMALLEST = Path(__file__).parent / "cases" / "good" / "smallest" / "MG-2026-001"
KILLED = """
import os, signal, sys
from pathlib import Path
from makegood.commands import rewrite
from makegood.storage import folders
home, act = Path(sys.argv[1]), sys.argv[2]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if act == "build":
    with folders.scratch_folder(home / "build", "MG-2026-007") as made:
        (made / "half").write_bytes(b"half")
        die()
if act == "cache":
    with folders.scratch_folder(home / "build" / ".cache", "make") as made:
        die()
if act == "docket":
    (home / "build" / ".cache" / folders.scratch_name("docket.json")).write_text("{")
    die()
if act == "new":
    with folders.scratch_folder(home / "cases", "MG-2026-008"):
        die()
if act == "proof":
    (home / "cases" / "MG-2026-001" / folders.scratch_name("proof")).write_text("half")
    die()
if act == "fix":
    folders.write_all = die
    rewrite.replace(home / "cases" / "MG-2026-001" / "case.json", (home / "cases" / "MG-2026-001" / "case.json").read_bytes(), b"{}")
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace with one case."""
    shutil.copytree(SMALLEST, tmp_path / "cases" / "MG-2026-001")
    (tmp_path / "build" / ".cache").mkdir(parents=True)
    return tmp_path


def scratch(home: Path) -> list[str]:
    """Name what was left."""
    return sorted(path.name for path in home.rglob(".tmp-*"))


@pytest.mark.parametrize("act", ["build", "cache", "docket", "new", "proof", "fix"])
def test_what_a_killed_process_left_is_swept(home: Path, act: str) -> None:
    """Wherever it was writing; the next build takes it away, and nothing else."""
    done = subprocess.run([sys.executable, "-c", KILLED, home, act], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(scratch(home)) == 1  # the control: something is left
    mine = home / "cases" / "MG-2026-001" / ".tmp-notes-12-mine"
    mine.write_text("mine")
    docket.batch.clean_workspace(Workspace(home), [home / "cases" / "MG-2026-001"])
    assert scratch(home) == [mine.name]


def test_a_build_sweeps_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first case is built."""
    monkeypatch.setattr(docket.batch, "_run_jobs", lambda *_: iter(()))
    swept: list[object] = []
    monkeypatch.setattr(docket.batch, "clean_workspace", lambda place, cases: swept.extend([place, *cases]))
    with pytest.raises(ValueError, match="zip"):
        docket.build(
            [home / "cases" / "MG-2026-001"],
            Workspace.containing(home / "cases" / "MG-2026-001"),
            into=None,
            clock=TODAY,
            on_done=lambda *_: None,
        )
    assert swept == [Workspace(home), home / "cases" / "MG-2026-001"]


def test_what_a_living_process_writes_stays_for_a_day(home: Path) -> None:
    """Then its number is that of another process."""
    with folders.scratch_folder(home / "build", "MG-2026-007") as made:
        docket.batch.clean_workspace(Workspace(home), [])
        assert made.is_dir()
        day_before = made.stat().st_mtime - 25 * 60 * 60
        os.utime(made, (day_before, day_before))
        docket.batch.clean_workspace(Workspace(home), [])
        assert not made.exists()


def test_nothing_is_swept_behind_a_link(home: Path, tmp_path: Path) -> None:
    """A case that is a link leads to where other programs have their own."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".tmp-x-4194000-0123abcd").mkdir()
    (home / "cases" / "MG-2026-009").symlink_to(elsewhere)
    docket.batch.clean_workspace(Workspace(home), [home / "cases" / "MG-2026-009"])
    assert scratch(elsewhere) == [".tmp-x-4194000-0123abcd"]


@pytest.fixture
def masked(request: pytest.FixtureRequest) -> Iterator[int]:
    """Set the umask, and give it."""
    old = os.umask(request.param)
    yield request.param
    os.umask(old)


@pytest.mark.parametrize("masked", [0o077, 0o022, 0o002], indirect=True, ids=oct)
def test_the_umask_says_who_may_read(masked: int, tmp_path: Path) -> None:
    """Every file and folder of a result, of a new case, of the cache and of the page, and no more than that."""
    home = tmp_path / "home"
    (home / "cases").mkdir(parents=True)
    target = home / "build" / "MG-2026-001"
    write(target, MADE, SAID)
    write(target, MADE, SAID)
    write_page(home / "build" / "index.html", "page")
    docket.cache.save(Workspace(home), {})
    (home / "r.pdf").write_bytes(b"x")
    (home / "creators.csv").write_text("handle,receipt\n@ana.example,r.pdf\n")
    (made, *_) = create_cases(Workspace(home), home / "creators.csv", "creators.csv", None, TODAY)
    rewrite.replace(made / "case.json", (made / "case.json").read_bytes(), b"{}")
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*")}
    assert len(found) > 12
    assert found == {path: (0o777 if path.is_dir() else 0o666) & ~masked for path in found}
