"""Other days: a clone is set up on the true day and used on later ones. Needs the network once, and faketime."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
DAYS = {
    "a day": ("-f", "+1d"),
    "45 days": ("-f", "+45d"),
    "a leap day": ("2028-02-29 10:00:00",),
    "three years": ("-f", "+3y"),
    "twelve years": ("-f", "+12y"),
}
SAMPLE = (
    "tests/test_clock.py",
    "tests/test_windows.py",
    "tests/test_docket.py",
    "tests/test_new.py",
    "tests/test_howto.py",
)
OWN = """{ "case": {"case_ref": "MG-2026-900", "channel": "direct_bank", "as_of": "2026-11-23", "timezone": "Europe/London"},
  "parties": {"brand": {"legal_name": "Harbour & Pine Ltd", "country": "GB", "contact": {"name": "Jo Penrose", "email": "jo@harbourpine.example"}},
    "creator": {"display_name": "Cleo Marsh", "handle": "@cleo.marsh", "email": "cleo@marsh.example", "entity_type": "company", "country": "GB"}},
  "agreement": {"kind": "email_thread", "agreed_on": "2026-08-01", "fee": "GBP 500.00"},
  "deliverables": [{"id": "video-1", "type": "video", "due": "2026-09-15", "status": "not_delivered"}],
  "payments": [{"paid_on": "2026-08-06", "amount": "GBP 500.00", "method": "bank_transfer"}],
  "refund": {"grounds": ["not_delivered"]} }
"""


def typed(folder: Path, *command: str, day: str = "") -> subprocess.CompletedProcess[str]:
    """Type a command on a day, in an environment like a person's."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in {"VIRTUAL_ENV", "PYTHONPATH", "CI"} and not name.startswith("MAKE")
    }
    ahead = ["faketime", *DAYS[day]] if day else []
    return subprocess.run([*ahead, *command], cwd=folder, env=clean, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of what is committed, set up with all that the tests need on the true day, with one case of a user's own."""
    if shutil.which("faketime") is None:
        pytest.fail("Install it: sudo apt-get install -y faketime")
    folder = tmp_path_factory.mktemp("days") / "makegood"
    subprocess.run(["git", "clone", "--quiet", str(REPOSITORY), str(folder)], check=True)
    assert typed(folder, "sh", "setup.sh", "test").returncode == 0
    assert typed(folder, "make").returncode == 0
    return folder


@pytest.fixture(params=DAYS)
def day(request: pytest.FixtureRequest) -> str:
    """Each of the days, by its name."""
    return str(request.param)


def test_make_goes_on_working(clone: Path, day: str) -> None:
    """A new clone's worth of results on that day: all examples, the link last, nothing but the page anew the second time."""
    shutil.rmtree(clone / "build")
    first = typed(clone, "make", day=day)
    assert (first.returncode, first.stderr.splitlines()[-1].startswith("4 examples. Open file://")) == (0, True), (
        first.stderr
    )
    again = typed(clone, "make", day=day)
    assert (again.returncode, again.stderr, again.stdout.startswith("4 examples.")) == (0, "", True)


def test_a_case_of_ones_own_is_renewed_and_sent(clone: Path, day: str) -> None:
    """It is too old by then, or is soon; make today gives it a new day, and what is sent waits for a later one."""
    case = clone / "cases" / "MG-2026-900"
    case.mkdir()
    try:
        (case / "case.json").write_text(OWN)
        shutil.copy(clone / "cases" / "MG-2026-001" / "Makefile", case / "Makefile")
        before = typed(clone, "make", day=day)
        assert before.returncode in {0, 2}
        assert "Traceback" not in before.stderr
        renewed = typed(case, "make", "today", day=day)
        assert renewed.returncode == 0, renewed.stderr
        assert typed(case, "make", day=day).returncode == 0
        sent = typed(case, "make", "sent", day=day)
        assert (sent.returncode, "Waiting until " in sent.stdout + sent.stderr) == (0, True), sent.stderr
        assert typed(clone, "make", day=day).returncode == 0
    finally:
        shutil.rmtree(case)
        shutil.rmtree(clone / "build" / "MG-2026-900", ignore_errors=True)


def test_the_commands_of_the_readme(clone: Path, day: str) -> None:
    """`make new`, then make there says what is left to fill in; status, check and explain end well."""
    made = typed(clone, "make", "new", day=day)
    assert made.returncode == 0, made.stderr
    [name] = re.findall(r"^cases/(\S+)$", made.stdout, re.MULTILINE)
    case = clone / "cases" / name
    try:
        done = typed(case, "make", day=day)
        assert (done.returncode, "FILL IN" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
        assert typed(clone, "make", day=day).returncode == 2
        assert [typed(clone, "make", verb, day=day).returncode for verb in ("status", "explain", "help", "today")] == [
            0,
            0,
            0,
            0,
        ]
    finally:
        shutil.rmtree(case)
        shutil.rmtree(clone / "build" / name, ignore_errors=True)


def test_the_benchmark_begins(clone: Path, day: str) -> None:
    """What it builds first is built."""
    done = typed(
        clone, ".venv/bin/python", "tests/bench.py", "--rounds", "1", "pass", "make, nothing to do, root", day=day
    )
    assert done.returncode == 0, done.stderr


def test_a_sample_of_the_suite_passes(clone: Path, day: str) -> None:
    """What knows of days, and the how-to pages, whose commands run by the clock."""
    done = typed(clone, ".venv/bin/python", "-m", "pytest", "-q", "-n", "2", *SAMPLE, day=day)
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_days_are_other_days(day: str) -> None:
    """The negative control: the clock that these tests set is the one that a program sees."""
    today = typed(REPOSITORY, "date", "+%F").stdout
    assert typed(REPOSITORY, "date", "+%F", day=day).stdout != today
