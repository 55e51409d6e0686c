"""rewrite: a hand-edited file is replaced whole or not at all, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from test_cli import run

from makegood.commands import rewrite
from makegood.model.errors import MachineError

OLD, NEW = b'{"a": 1}\r\n', b'{"a": 2}\r\n'
SOURCE = str(Path(__file__).parent.parent / "src")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that only its owner and group may read."""
    path = tmp_path / "case.json"
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path


def names(path: Path) -> list[str]:
    """All that lies beside the file."""
    return sorted(os.listdir(path.parent))


def python(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path)],
        env={**os.environ, "PYTHONPATH": SOURCE},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_file_is_replaced_and_keeps_its_permissions(file: Path) -> None:
    """The new bytes, the old mode, and nothing beside it."""
    rewrite.replace(file, OLD, NEW)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode), names(file)) == (NEW, 0o640, ["case.json"])


def test_a_full_disk_costs_nothing(file: Path) -> None:
    """Past a limit on the size of files the old one is there, whole, and a sentence says so."""
    done = python(
        """
        import pathlib, resource, sys
        from makegood.commands import rewrite
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        path = pathlib.Path(sys.argv[1])
        rewrite.replace(path, path.read_bytes(), b"x" * 5000)
        """,
        file,
    )
    assert "MachineError: case.json could not be written because its disk is full." in done.stderr
    assert (file.read_bytes(), names(file)) == (OLD, ["case.json"])


@pytest.mark.parametrize("step", ["open", "write", "fchown", "fchmod", "fsync", "replace"])
def test_a_kill_at_any_step_leaves_the_old_file_or_the_new_one(file: Path, step: str) -> None:
    """What was left beside it is taken away by the next run."""
    code = f"""
        import os, pathlib, signal, sys
        from makegood.commands import rewrite
        path = pathlib.Path(sys.argv[1])
        real = os.{step}
        def killed(*arguments, **more):
            if "{step}" == "open" and not arguments[1] & os.O_CREAT:
                return real(*arguments, **more)
            done = real(*arguments, **more)
            os.kill(os.getpid(), signal.SIGKILL)
        os.{step} = killed
        rewrite.replace(path, {OLD!r}, {NEW!r})
        """
    assert python(code, file).returncode == -signal.SIGKILL
    assert file.read_bytes() == (NEW if step == "replace" else OLD)
    assert len(names(file)) == (1 if step == "replace" else 2)
    rewrite.replace(file, file.read_bytes(), b"{}")
    assert (file.read_bytes(), names(file)) == (b"{}", ["case.json"])


@pytest.mark.parametrize("step", ["write", "fchmod", "fsync", "replace"])
def test_a_step_that_fails_changes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """An error of the disk is a sentence; the file is not changed, alone in its folder."""

    def fails(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, step, fails)
    with pytest.raises(MachineError, match=r"Input/output error.*not changed"):
        rewrite.replace(file, OLD, NEW)
    monkeypatch.undo()
    assert (file.read_bytes(), names(file)) == (OLD, ["case.json"])


def test_what_another_program_wrote_meanwhile_stays(file: Path) -> None:
    """The file is replaced only if it still holds what was read."""
    file.write_bytes(b"[]")
    with pytest.raises(MachineError, match="changed by another program"):
        rewrite.replace(file, OLD, NEW)
    file.unlink()
    with pytest.raises(MachineError, match="changed by another program"):
        rewrite.replace(file, OLD, NEW)
    assert names(file) == []


def test_links_pipes_and_folders_are_not_read(file: Path) -> None:
    """None of them is followed, waited for or replaced; a plain file is read."""
    assert rewrite.read(file) == OLD
    link, pipe, folder = (file.with_name(name) for name in ("link", "pipe", "folder"))
    link.symlink_to(file)
    os.mkfifo(pipe)
    folder.mkdir()
    for odd in (link, pipe, folder, file.with_name("nothing")):
        assert rewrite.read(odd) is None
        with pytest.raises(MachineError):
            rewrite.replace(odd, OLD, NEW)
    assert (file.read_bytes(), link.is_symlink(), stat.S_ISFIFO(pipe.stat().st_mode)) == (OLD, True, True)


def test_what_a_living_process_or_a_person_left_is_not_swept(file: Path) -> None:
    """Only scratch of a dead process, for this file, is taken away."""
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    ).stdout.strip()
    kept = {
        f".tmp-case.json-{os.getpid()}-0123abcd",
        f".tmp-other.json-{dead}-0123abcd",
        f".tmp-case.json-{dead}-notes",
    }
    for name in (*kept, f".tmp-case.json-{dead}-0123abcd"):
        file.with_name(name).write_text("")
    rewrite.replace(file, OLD, NEW)
    assert set(names(file)) == {"case.json", *kept}


def test_a_file_that_is_protected_stays_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that its owner made read-only is not replaced behind their back. Root may write to any, so it is told no."""
    file.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    with pytest.raises(MachineError, match="is not writable"):
        rewrite.replace(file, OLD, NEW)
    assert file.read_bytes() == OLD


# --- makegood build --renew, which make today runs ---


@pytest.mark.parametrize("broken", ['{"case": {"as_of": "2026-11-23"},', "", "[]", '{"case": []}', '{"a": 1, "a": 2}'])
def test_renew_leaves_a_broken_case_to_the_build(case: Path, broken: str) -> None:
    """The problem is told as in any build; nothing is changed, and there is no traceback."""
    (case / "case.json").write_text(broken)
    done = run("build", "--renew", "--today", "2026-11-28", case, cwd=case)
    assert done.returncode == 1
    assert "error[" in done.stderr
    assert "Traceback" not in done.stderr
    assert (case / "case.json").read_text() == broken


def test_renew_follows_no_link_and_waits_for_no_pipe(case: Path, tmp_path: Path) -> None:
    """What lies outside the case is not written to; a pipe that nobody feeds does not hold it up."""
    outside = tmp_path / "outside.json"
    (case / "case.json").rename(outside)
    before = outside.read_bytes()
    (case / "case.json").symlink_to(outside)
    assert "F1" in run("build", "--renew", "--today", "2026-11-28", case, cwd=case).stderr
    assert outside.read_bytes() == before
    (case / "case.json").unlink()
    os.mkfifo(case / "case.json")
    assert "F2" in run("build", "--renew", "--today", "2026-11-28", case, cwd=case).stderr


def test_renew_with_a_full_disk_keeps_the_case(case: Path) -> None:
    """It ends with 2 and a sentence, and case.json has every byte that it had."""
    before = (case / "case.json").read_bytes()
    code = """
        import os, resource, sys
        from makegood.cli.app import run
        os.chdir(os.path.dirname(sys.argv[1]))
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        sys.exit(run(["build", "--renew", "--today", "2026-11-28", "."]))
        """
    done = python(code, case / "case.json")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "case.json could not be written" in done.stderr
    assert (case / "case.json").read_bytes() == before
