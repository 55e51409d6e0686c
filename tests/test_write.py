"""Step 8: finished files go to disk, all or nothing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest

import makegood
from makegood.model.workspace import Workspace
from makegood.storage import folders
from makegood.model.errors import MachineError, UsageError
from makegood.model.artifact import Artifact
from makegood.pipeline.write import (
    write_failure,
    has_last_good,
    write_incomplete,
    read_manifest,
    refuse_place,
    write,
    write_page,
)

MADE = (
    Artifact("email/a.txt", "email/a", "influencer", "k1", data=b"one", made_from=("templates/a.j2",)),
    Artifact("index.html", "index", None, "k2", data=b"<p>page"),
)
SAID = {"version": 1, "case_ref": "MG-1", "makegood": "0.1.0"}


def made(text: str, count: int = 3) -> tuple[Artifact, ...]:
    return tuple(Artifact(f"part/{at}.txt", "part", None, text, data=f"{text} {at}".encode()) for at in range(count))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(folder: Path) -> dict[str, str]:
    """Give the files of a result that is not complete, without the list at the end of its page."""
    return {path: data.decode().partition("<!-- makegood made ")[0] for path, data in files(folder).items()}


def is_whole(target: Path) -> bool:
    """Whether a result is exactly what its manifest says."""
    said = json.loads((target / "manifest.json").read_bytes())
    there = {path: data for path, data in files(target).items() if path not in {"manifest.json", "manifest.d"}}
    return {one["path"]: one["sha256"] for one in said["files"]} == {
        path: sha256(data).hexdigest() for path, data in there.items()
    }


def litter(build: Path) -> list[str]:
    return sorted(path.name for path in build.rglob(".tmp-*"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the result of a case goes; nothing is there yet."""
    return tmp_path / "build" / "MG-1"


def test_a_result_has_every_file_and_a_manifest_that_says_so(target: Path) -> None:
    """Path, hash, size, document, reader, sources and key of each."""
    write(target, MADE, SAID, rule="x: y\n")
    said = json.loads((target / "manifest.json").read_bytes())
    assert said["case_ref"] == "MG-1"
    assert said["files"][0] == {
        "path": "email/a.txt",
        "sha256": sha256(b"one").hexdigest(),
        "bytes": 3,
        "document": "email/a",
        "audience": "influencer",
        "made_from": ["templates/a.j2"],
        "key": "k1",
    }
    assert sorted(files(target)) == ["email/a.txt", "index.html", "manifest.d", "manifest.json"]
    assert is_whole(target)
    assert litter(target.parent) == []


def test_what_is_no_longer_made_is_gone(target: Path) -> None:
    """A letter of last week does not lie about."""
    write(target, MADE, SAID)
    write(target, MADE[1:], SAID)
    assert sorted(files(target)) == ["index.html", "manifest.json"]


def test_the_manifest_has_the_time_of_the_newest_input(target: Path) -> None:
    """So that an edit made while a build runs is seen as newer."""
    write(target, MADE, SAID, newest=1_700_000_000_000_000_000)
    assert (target / "manifest.json").stat().st_mtime_ns == 1_700_000_000_000_000_000


def test_the_mask_of_a_user_does_not_lock_others_out(target: Path) -> None:
    """The folder of a scratch becomes the result's."""
    write(target, MADE, SAID)
    assert target.stat().st_mode & 0o777 == 0o755


def test_a_failed_build_leaves_one_page_and_keeps_the_last_good_result(target: Path) -> None:
    """Nothing that looks current; nothing lost; a second failure loses nothing either, a success clears up."""
    aside = target.parent / ".last-good" / "MG-1"
    write(target, MADE, SAID)
    good = files(target)
    for page in ("<p>makegood, first", "<p>makegood, second"):
        write_failure(target, page)
        assert told(target) == {"index.html": page}
        assert files(aside) == good
        assert has_last_good(target)
    write(target, made("new"), SAID)
    assert is_whole(target)
    assert not aside.exists()
    assert litter(target.parent) == []


def test_a_first_build_may_fail(target: Path) -> None:
    """There is nothing to keep then."""
    write_failure(target, "<p>problems, says makegood")
    assert told(target) == {"index.html": "<p>problems, says makegood"}
    assert not has_last_good(target)


def test_a_part_of_a_result_has_no_manifest(target: Path) -> None:
    """The next build tries again, and what was good is kept."""
    write(target, MADE, SAID)
    write_incomplete(target, MADE[:1], "what is missing, says makegood")
    assert told(target) == {"email/a.txt": "one", "index.html": "what is missing, says makegood"}
    assert has_last_good(target)


def test_files_are_taken_over_from_the_last_build(target: Path) -> None:
    """From the result, and from the last good one after a failure."""
    write(target, MADE, SAID)
    for _ in range(2):
        kept = read_manifest(target)["email/a.txt"]
        write(target, [Artifact("email/a.txt", "email/a", None, "k1", copy_of=kept.path), MADE[1]], SAID)
        assert (target / "email/a.txt").read_bytes() == b"one"
        assert is_whole(target)
        write_failure(target, "<p>problems, says makegood")


def test_a_file_from_elsewhere_is_copied(target: Path, tmp_path: Path) -> None:
    """What `prepare` keeps goes to the desk's folder."""
    (tmp_path / "copy.png").write_bytes(b"picture")
    write(target, [Artifact("support/x/01.png", "support/x", None, "k", copy_of=tmp_path / "copy.png")], SAID)
    assert (target / "support/x/01.png").read_bytes() == b"picture"


def test_a_file_of_another_build_is_not_taken_for_ours(target: Path) -> None:
    """Another build put its own result there in between."""
    write(target, MADE, SAID)
    taken = Artifact("email/a.txt", "email/a", None, "k1", copy_of=target / "email/a.txt")
    write(target, [Artifact("email/a.txt", "email/a", None, "other", data=b"two")], SAID)
    with pytest.raises(MachineError, match="Build again"):
        write(target, [taken], SAID)
    assert (target / "email/a.txt").read_bytes() == b"two"
    assert is_whole(target)


def test_a_file_that_was_changed_meanwhile_is_not_taken(target: Path) -> None:
    """Its hash must be the one that the manifest has."""
    write(target, MADE, SAID)
    (target / "email/a.txt").write_bytes(b"own")
    with pytest.raises(MachineError, match="Build again"):
        write(target, [Artifact("email/a.txt", "email/a", None, "k1", copy_of=target / "email/a.txt")], SAID)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": [{}]}', '{"files": 1}'])
def test_a_manifest_that_cannot_be_read_is_none(target: Path, text: str) -> None:
    """Everything is made again then."""
    target.mkdir(parents=True)
    (target / "manifest.json").write_text(text)
    assert read_manifest(target) == {}


def test_a_page_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """The docket is written whole as well."""
    for text in ("one", "two"):
        write_page(tmp_path / "build" / "index.html", text)
    assert (tmp_path / "build" / "index.html").read_text() == "two"
    assert litter(tmp_path) == []


# Whatever fails, and whenever


def failing(monkeypatch: pytest.MonkeyPatch, at: int, number: int = errno.EIO) -> list[int]:
    """Make the `at`-th write, flush or move fail; return how many there were."""
    calls: list[int] = []

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            calls.append(1)
            if len(calls) == at:
                raise OSError(number, os.strerror(number))
            return real(*args, **more)

        return call

    monkeypatch.setattr(Path, "write_bytes", counted(Path.write_bytes))
    monkeypatch.setattr(Path, "rename", counted(Path.rename))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    monkeypatch.setattr(os, "utime", counted(os.utime))
    return calls


SWEEP = range(1, 20)


@pytest.mark.parametrize("at", SWEEP)
@pytest.mark.parametrize("act", ["write", "fail", "partly"])
def test_whatever_fails_the_result_is_the_old_one_or_the_new_one_or_none(
    target: Path, monkeypatch: pytest.MonkeyPatch, act: str, at: int
) -> None:
    """The n-th write, flush or move fails: never half a result, nothing left lying about, nothing good lost."""
    write(target, made("old"), SAID)
    old = files(target)
    with monkeypatch.context() as patch:
        failing(patch, at)
        try:
            if act == "write":
                write(target, made("new"), SAID, newest=1)
            elif act == "fail":
                write_failure(target, "<p>problems, says makegood")
            else:
                write_incomplete(target, made("new"), "page of makegood")
            raised = False
        except OSError:
            raised = True
    there = files(target) if target.exists() else {}
    aside = target.parent / ".last-good" / "MG-1"
    kept = files(aside) if aside.exists() else {}
    assert litter(target.parent) == []
    if "manifest.json" in there:
        assert is_whole(target)
        assert there == old or b"new" in there["part/0.txt"]
    elif act == "write":
        assert there == {} or raised
    if act != "write":
        assert old in (there, kept)
    if not raised:
        assert there != old
    write(target, made("next"), SAID)
    assert is_whole(target)


def test_the_sweep_reaches_every_step(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a whole write has fewer steps than the sweep, and the first of them does fail."""
    with monkeypatch.context() as patch:
        calls = failing(patch, 0)
        write(target, made("old"), SAID, newest=1)
        write(target, made("old"), SAID, newest=1)
    assert 8 <= len(calls) // 2 < len(SWEEP)
    with monkeypatch.context() as patch:
        failing(patch, 1)
        with pytest.raises(OSError, match="Input/output"):
            write(target, made("new"), SAID)


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "No space is left"), (errno.EROFS, "is not writable")])
def test_a_full_or_closed_disk_is_told_in_a_sentence(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    """And the old result stays."""
    write(target, made("old"), SAID)
    with monkeypatch.context() as patch:
        failing(patch, 2, number)
        with pytest.raises(MachineError, match=words):
            write(target, made("new"), SAID)
    assert files(target)["part/0.txt"] == b"old 0"
    assert is_whole(target)


def test_a_limit_on_the_size_of_files_leaves_the_old_result(target: Path) -> None:
    """The real thing: the kernel refuses the write in the middle of a file."""
    write(target, made("old"), SAID)
    code = (
        "import resource, sys; from pathlib import Path; from makegood.model.artifact import Artifact;"
        "from makegood.pipeline.write import write; from makegood.model.errors import MachineError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write(Path(sys.argv[1]), [Artifact('a', 'a', None, 'k', data=bytes(99999))], {})\n"
        "except MachineError as error: print(error)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(makegood.__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)], capture_output=True, text=True, check=True, env=env
    )
    assert "No space is left" in done.stdout
    assert is_whole(target)
    assert litter(target.parent) == []


# More than one at a time


def _write_often(target: Path, name: str) -> None:
    for turn in range(6):
        write(target, made(f"{name} {turn}", 12), SAID)
        if turn % 3 == 2:
            write_failure(target, f"<p>makegood {name}")
    write(target, made(name, 12), SAID)


def test_builds_of_the_same_case_at_once_both_end_well(target: Path) -> None:
    """The result is that of one of them, whole; nothing of the others is left."""
    with get_context("spawn").Pool(4) as pool:
        pool.starmap(_write_often, [(target, name) for name in "abcd"])
    assert is_whole(target)
    assert len({data[:1] for path, data in files(target).items() if path.startswith("part/")}) == 1
    assert litter(target.parent) == []
    assert not has_last_good(target) or (target / "manifest.json").is_file()


def test_what_a_dead_process_left_is_taken_away_and_what_a_living_one_has_is_not(target: Path) -> None:
    """A build that was killed leaves its scratch folder behind until the next one."""
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    dead = target.parent / f".tmp-MG-1-{int(done.stdout)}-abcdefgh"
    alive = target.parent / f".tmp-MG-2-{os.getppid()}-abcdefgh"
    for folder in (dead, alive):
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(b"x")
    write(target, MADE, SAID)
    assert not dead.exists()
    assert alive.exists()


def test_a_move_that_fails_puts_back_what_was_there(tmp_path: Path) -> None:
    """The second of the two moves: the new folder is not there."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "file").write_bytes(b"x")
    with pytest.raises(FileNotFoundError):
        folders.replace(tmp_path / "nowhere", tmp_path / "old")
    assert files(tmp_path / "old") == {"file": b"x"}
    assert litter(tmp_path) == []


FOREIGN = {
    "something else": {"thesis.txt": "mine"},
    "the manifest of a web app": {"manifest.json": '{"name": "my app"}', "thesis.txt": "mine"},
    "a manifest that names no files": {"manifest.json": '{"makegood": "0.1.0"}', "index.html": "mine"},
    "no JSON": {"manifest.json": "{"},
    "a page about makegood": {"index.html": "my notes on makegood"},
    "a case": {"case.json": "{}", "manifest.json": "{}"},
}


def is_refused(target: Path) -> bool:
    """Whether every act is refused at this place, and leaves everything beside and in it as it was."""
    before = files(target.parent)
    for act in (
        lambda: write(target, MADE, SAID),
        lambda: write_failure(target, "page"),
        lambda: write_incomplete(target, MADE, "page"),
    ):
        with pytest.raises(MachineError, match="files that makegood did not create"):
            act()
        assert files(target.parent) == before
    return True


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_result_is_not_taken_away(tmp_path: Path, name: str) -> None:
    """A folder that holds something else is refused whatever is to be written there, and left as it is."""
    (tmp_path / "out").mkdir()
    for path, text in FOREIGN[name].items():
        (tmp_path / "out" / path).write_text(text)
    assert is_refused(tmp_path / "out")


@pytest.mark.parametrize("last", ["write", "fail", "partly"])
def test_a_file_of_somebody_else_in_a_result_of_ours_is_left_alone(tmp_path: Path, last: str) -> None:
    """Notes that were put beside the mails: after a complete build, a failed one and one without PDFs."""
    target = tmp_path / "out"
    acts = {
        "write": lambda: write(target, MADE, SAID),
        "fail": lambda: write_failure(target, "page"),
        "partly": lambda: write_incomplete(target, MADE, "page"),
    }
    acts[last]()
    (target / ".DS_Store").write_text("where the icons stand")
    acts[last]()
    (target / "email").mkdir(exist_ok=True)
    (target / "email" / "notes.txt").write_text("mine")
    assert is_refused(target)


def test_what_lies_where_the_last_good_result_goes_is_left_alone(tmp_path: Path) -> None:
    """It has our name and is not ours."""
    target, aside = tmp_path / "out", tmp_path / ".last-good" / "out"
    aside.mkdir(parents=True)
    (aside / "notes.txt").write_text("mine")
    write(target, MADE, SAID)
    assert (aside / "notes.txt").read_text() == "mine"
    with pytest.raises(MachineError, match="files that makegood did not create"):
        write_failure(target, "page")
    assert is_whole(target)
    assert (aside / "notes.txt").read_text() == "mine"


def test_a_folder_that_looks_like_scratch_of_another_is_left_alone(tmp_path: Path) -> None:
    """Only what a dead build of this very result left is swept."""
    other = tmp_path / ".tmp-mine-4194000-x"
    other.mkdir()
    write(tmp_path / "out", MADE, SAID)
    assert other.is_dir()


@pytest.mark.parametrize(
    "place",
    [
        ".",
        "cases",
        "cases/MG-1",
        "cases/MG-1/evidence",
        "cases/MG-1/evidence/new",
        "cases/MG-2",
        "build",
        "..",
        "cases/MG-1/../..",
        "link",
    ],
)
def test_a_result_never_takes_the_place_of_a_case(tmp_path: Path, place: str) -> None:
    """Nor of what holds it: its workspace, all cases, all results; by whatever name."""
    home = tmp_path / "home"
    (home / "cases" / "MG-1" / "evidence").mkdir(parents=True)
    (home / "link").symlink_to("cases")
    with pytest.raises(UsageError):
        refuse_place(home / place, home / "cases" / "MG-1", Workspace(home))
    for good in (home / "build" / "MG-1", home / "build" / "elsewhere", home / "out", tmp_path / "out"):
        refuse_place(good, home / "cases" / "MG-1", Workspace(home))


def test_a_file_in_the_place_of_a_result_is_left_alone(tmp_path: Path) -> None:
    """Neither a file nor a link is a folder of ours."""
    (tmp_path / "out").write_text("mine")
    with pytest.raises(MachineError, match="files that makegood did not create"):
        write(tmp_path / "out", MADE, SAID)
    assert (tmp_path / "out").read_text() == "mine"


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    """`mkdir out` and then `--into out` is what one would do."""
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", MADE, SAID)
    assert is_whole(tmp_path / "out")
