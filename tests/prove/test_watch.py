"""Watch in earnest: each way of saving builds once, a broken case says so, and Ctrl-C ends it without a trace."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
LAST = "Press Ctrl-C to stop."
PATIENCE = 60.0


class Watch:
    """A running watch, and the lines that it says."""

    def __init__(self, home: Path, *cases: str) -> None:
        clean = {name: value for name, value in os.environ.items() if name != "CI"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from makegood.cli.app import main; main()", "watch", "--frozen", *cases],
            cwd=home,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**clean, "PYTHONUNBUFFERED": "1"},
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=lambda: self.lines.extend(iter(self.process.stdout.readline, "")))
        self.reader.start()

    @property
    def builds(self) -> int:
        return sum(LAST in line for line in self.lines)

    def until(self, number: int) -> None:
        """Wait until so many builds are done, and then long enough for one more to begin and be seen."""
        until = time.monotonic() + PATIENCE
        while self.builds < number and time.monotonic() < until and self.process.poll() is None:
            time.sleep(0.05)
        assert self.builds >= number, "".join(self.lines)
        time.sleep(3.5)
        assert self.builds == number, "".join(self.lines)

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        code = self.process.wait(20)
        self.reader.join()
        self.process.stdout.close()
        return code


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "my cases"
    shutil.copytree(REPOSITORY / "cases" / "MG-2026-001", made / "cases" / "MG-2026-001")
    shutil.copytree(REPOSITORY / "cases" / "MG-2026-003", made / "cases" / "MG-2026-003")
    (made / "templates" / "email").mkdir(parents=True)
    shutil.copy(REPOSITORY / "templates" / "email" / "first_request.txt.j2", made / "templates" / "email")
    return made


@pytest.fixture
def watch(home: Path) -> Iterator[Watch]:
    made = Watch(home, "cases/MG-2026-001")
    try:
        made.until(1)
    except AssertionError:
        made.end(signal.SIGKILL)
        raise
    yield made
    made.end(signal.SIGKILL)


def in_place(path: Path, text: str) -> None:
    path.write_text(text)


def sed(path: Path, text: str) -> None:
    subprocess.run(["sed", "-i", "s/Autumn candles/Winter candles/", str(path)], check=True)


def renamed(path: Path, text: str) -> None:
    beside = path.with_name(".case.json.tmp123")
    beside.write_text(text)
    beside.replace(path)


def deleted(path: Path, text: str) -> None:
    path.unlink()
    time.sleep(0.02)
    path.write_text(text)


def twice(path: Path, text: str) -> None:
    path.write_text(text + "\n")
    time.sleep(0.05)
    path.write_text(text)


@pytest.mark.parametrize("save", [in_place, sed, renamed, deleted, twice])
def test_each_way_of_saving_builds_once(watch: Watch, home: Path, save: Callable[[Path, str], None]) -> None:
    """However an editor saves, the page has the new title, and no second build follows."""
    path = home / "cases" / "MG-2026-001" / "case.json"
    save(path, path.read_text().replace("Autumn candles", "Winter candles"))
    watch.until(2)
    assert "Winter candles" in (home / "build" / "MG-2026-001" / "index.html").read_text()


def test_a_template_builds_once(watch: Watch, home: Path) -> None:
    path = home / "templates" / "email" / "first_request.txt.j2"
    path.write_text(path.read_text().replace("Kind regards", "Kind regards"), newline="\n")
    path.write_text("{# mine #}" + path.read_text())
    watch.until(2)


def test_evidence_policies_and_new_folders_are_seen(watch: Watch, home: Path) -> None:
    """A file of evidence, a policy in a folder that was not there, and defaults.json; scratch and another case build nothing."""
    evidence = home / "cases" / "MG-2026-001" / "evidence"
    (evidence / "new.txt").write_text("new")
    watch.until(2)
    (home / "policies" / "grounds").mkdir(parents=True)
    shutil.copy(REPOSITORY / "src/makegood/policies/grounds/partially_delivered.json", home / "policies" / "grounds")
    watch.until(3)
    (home / "cases" / "defaults.json").write_text('{ "case": { "language": "en" } }')
    watch.until(4)
    (evidence / ".new.txt.swp").write_text("x")
    (evidence.parent / "case.json~").write_text("x")
    (evidence.parent / "4913").write_text("x")
    (home / "cases" / "MG-2026-003" / "story.md").write_text("Another case.")
    watch.until(4)


def test_a_broken_case_says_so_and_leads_to_the_last_good_result(watch: Watch, home: Path) -> None:
    path = home / "cases" / "MG-2026-001" / "case.json"
    good = path.read_text()
    path.write_text(good.replace('"GBP 1500.00"', '"GBP 1,500.00"', 1))
    watch.until(2)
    page = home / "build" / "MG-2026-001" / "index.html"
    assert "../.last-good/MG-2026-001/index.html" in page.read_text()
    assert (home / "build" / ".last-good" / "MG-2026-001" / "index.html").is_file()
    assert any("case.json:" in line for line in watch.lines)
    path.write_text(good)
    watch.until(3)
    assert "last-good" not in page.read_text()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("when", ["waiting", "building"])
def test_it_stops_cleanly(home: Path, how: signal.Signals, when: str) -> None:
    """Ctrl-C ends it with 0, says so, and leaves neither scratch nor a process nor a traceback."""
    watch = Watch(home)
    if when == "waiting":
        watch.until(1)
    else:
        while not (home / "build").exists():
            time.sleep(0.02)
        time.sleep(1)
    assert watch.end(how) == 0, "".join(watch.lines)
    time.sleep(0.3)
    assert "Traceback" not in "".join(watch.lines)
    assert watch.lines[-1] == "Stopped.\n"
    assert [path.name for path in (home / "build").rglob(".tmp-*")] == []
    others = subprocess.run(["pgrep", "-f", str(home)], capture_output=True, text=True, check=False).stdout
    assert others == ""
