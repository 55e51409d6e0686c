"""Cases that earlier versions of this program made, and letters that they sent: today's program goes on with them.

Each folder of cases/earlier/ is named after a commit of this repository, whose own program made it: a case with its
first letter sent, what happened after it, and the manifest of its last build. They are never renewed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from email import policy
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path

import forked
import pytest

from makegood import __version__
from makegood.commands import docket
from makegood.reporting.status import made_by_others

REPOSITORY = Path(__file__).parents[1]
EARLIER = REPOSITORY / "tests" / "cases" / "earlier"
SMALLEST = REPOSITORY / "tests" / "cases" / "good" / "smallest" / "MG-2026-001"
REF = "MG-2026-101"
LAST_OF_23_NOVEMBER, LAST_OF_28_NOVEMBER, LAST_OF_29_NOVEMBER = COMMITS = ("e67ebc4b", "53f7f220", "d6b9b6d5")

pytestmark = [pytest.mark.once, pytest.mark.texts]


@pytest.fixture(params=COMMITS)
def commit(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def home(commit: str, tmp_path: Path) -> Path:
    """The workspace of that time, as somebody has it who updates the program."""
    return Path(shutil.copytree(EARLIER / commit, tmp_path / "home"))


def run(home: Path, *arguments: str, columns: int = 100) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR"}}
    return forked.run(*arguments, cwd=home, env={**env, "COLUMNS": str(columns)})


def test_the_fixtures_are_what_was_sent(commit: str) -> None:
    """Each letter has the hash that its own version recorded; each case has statuses that are no longer written."""
    folder = EARLIER / commit / "cases" / REF
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    sent = [entry for entry in case["log"] if entry["event"] == "sent"]
    assert [sha256((folder / "sent" / entry["eml"]).read_bytes()).hexdigest() for entry in sent] == [
        entry["sha256"] for entry in sent
    ]
    assert sent
    assert any(item["status"] in {"posted_on_time", "posted_late"} for item in case["deliverables"])


def test_an_earlier_case_has_no_error_and_is_built(home: Path) -> None:
    """What was valid still is: warnings at most, and the result is made over the old one."""
    checked = run(home, "check", "--format", "json")
    problems = json.loads(checked.stdout)
    assert (checked.returncode, [row for row in problems if row["severity"] == "error"]) == (0, [])
    old = (home / "build" / REF / "manifest.json").read_bytes()
    built = run(home, "build", "--frozen", f"cases/{REF}")
    assert built.returncode == 0, built.stderr
    assert (home / "build" / REF / "manifest.json").read_bytes() != old
    assert list((home / "build" / REF / "sent").glob("*.eml"))


RIGHT = {
    # Asked on 23 November with a reply by 7 December; nothing came: a reminder for the whole price of Video 3.
    LAST_OF_23_NOVEMBER: ("reminder", Decimal("500.00")),
    # 200 of the 500 came on 1 December, which is confirmed, and the other 300 stay due.
    LAST_OF_28_NOVEMBER: ("refund_received", Decimal("300.00")),
    # A reminder was sent too, with a reply by 16 December: the final notice.
    LAST_OF_29_NOVEMBER: ("final_notice", Decimal("500.00")),
}


@pytest.mark.typeset
def test_it_goes_on_with_the_right_letter(home: Path, commit: str) -> None:
    """On 17 December every deadline is over; letter and sum follow from what the earlier version recorded."""
    letter, sum_ = RIGHT[commit]
    built = run(home, "build", "--renew", "--today", date(2026, 12, 17).isoformat(), f"cases/{REF}")
    assert built.returncode == 0, built.stderr
    mails = sorted((home / "build" / REF / "email").glob("*.eml"))
    assert [path.stem for path in mails] == [letter]
    mail = BytesParser(policy=policy.default).parsebytes(mails[0].read_bytes())
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"GBP {sum_}" in body.get_content()
    assert str(mail["To"]).endswith("<ana@creators.example>") or str(mail["To"]) == "ana@creators.example"
    recorded = run(home / "cases" / REF, "log", ".", "sent", "--on", "2026-12-17")
    assert recorded.returncode == 0, recorded.stderr
    case = json.loads((home / "cases" / REF / "case.json").read_text(encoding="utf-8"))
    assert (case["log"][-1]["event"], case["log"][-1]["letter"]) == ("sent", letter)
    assert run(home, "check").returncode == 0


def test_fix_offers_what_has_changed(home: Path, commit: str) -> None:
    """The statuses of then are written as today, and the Makefile that then was a copy; then there is nothing left."""
    offered = run(home, "fix")
    assert (offered.returncode, offered.stdout.count('+      "status": "posted",')) == (1, 2)
    assert ("Makefile: will be replaced" in offered.stdout + offered.stderr) == (commit == LAST_OF_23_NOVEMBER)
    before = run(home, "status", "--format", "csv", "--today", "2026-12-17").stdout
    assert run(home, "fix", "--write").returncode == 0
    text = (home / "cases" / REF / "case.json").read_text(encoding="utf-8")
    assert ("posted_on_time" in text, "posted_late" in text) == (False, False)
    assert run(home, "status", "--format", "csv", "--today", "2026-12-17").stdout == before
    assert run(home, "fix").returncode == 0


def test_a_result_of_an_earlier_program_is_out_of_date(home: Path) -> None:
    """`make` builds it again although no date says so: files from which it was made are gone. A new one stays."""
    for name in ("src", "templates", "schemas", "Makefile", "setup.sh", "requirements.lock", "pyproject.toml"):
        (home / name).symlink_to(REPOSITORY / name)
    bin_ = home / ".venv" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "makegood").write_text('#!/bin/sh\necho "$@" >>calls\n')
    (bin_ / "makegood").chmod(0o755)
    latest = 4_000_000_000
    for stamp in (".ready", ".made-from"):
        (home / ".venv" / stamp).touch()
        os.utime(home / ".venv" / stamp, (latest, latest))

    def is_built_by_make() -> bool:
        (home / "calls").unlink(missing_ok=True)
        os.utime(home / "build" / REF / "manifest.json", (latest, latest))
        # A letter's age is another reason to build; this is about the program alone.
        rule = home / "build" / REF / "manifest.d"
        lines = rule.read_text(encoding="utf-8").splitlines(keepends=True)
        rule.write_text("".join(line for line in lines if not line.startswith("fresh_until")), encoding="utf-8")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        done = subprocess.run(["make"], cwd=home, env=clean, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return (home / "calls").exists() and "build" in (home / "calls").read_text(encoding="utf-8")

    assert is_built_by_make()
    assert run(home, "build", "--frozen", f"cases/{REF}").returncode == 0
    (home / "build" / "docket.mk").unlink(missing_ok=True)
    assert not is_built_by_make()


def test_status_names_results_of_another_version(tmp_path: Path) -> None:
    """In the table, in JSON, in the table for CI; nothing where the version is this one's, or nothing has been built."""
    for number in (1, 2, 3):
        shutil.copytree(SMALLEST, tmp_path / "cases" / f"MG-2026-00{number}")
        case = tmp_path / "cases" / f"MG-2026-00{number}" / "case.json"
        case.write_text(case.read_text(encoding="utf-8").replace("MG-2026-001", f"MG-2026-00{number}"))
    for number, version in ((1, "0.0.9"), (2, __version__)):
        result = tmp_path / "build" / f"MG-2026-00{number}"
        result.mkdir(parents=True)
        (result / "manifest.json").write_text(json.dumps({"version": 1, "makegood": version, "files": []}))
    for form in ("table", "github"):
        report = run(tmp_path, "status", "--today", "2026-11-23", "--format", form, columns=200).stdout
        named = f"This is makegood {__version__}. Another version made the results of MG-2026-001 (0.0.9)."
        assert report.splitlines()[-1].startswith(f"{named} Build them again: "), form
    data = json.loads(run(tmp_path, "status", "--today", "2026-11-23", "--format", "json").stdout)
    assert data["makegood"] == __version__
    assert [case["made_by"] for case in data["cases"]] == ["0.0.9", __version__, ""]
    manifest = tmp_path / "build" / "MG-2026-001" / "manifest.json"
    for text in (json.dumps({"makegood": __version__}), json.dumps({"makegood": 1}), "[]", "<<<<<<< HEAD"):
        manifest.write_text(text)
        assert "Another version" not in run(tmp_path, "status", "--today", "2026-11-23").stdout, text


def test_only_so_many_are_named() -> None:
    """With many cases the sentence stays one."""
    day = date(2026, 11, 23)
    entries = [docket.DocketEntry(ref=f"MG-2026-{number:03}", day=day, made_by="0.0.9") for number in range(1, 15)]
    assert made_by_others(entries).endswith("MG-2026-012 (0.0.9) and 2 more. Build them again: `make`")
    assert " more" not in made_by_others(entries[:12])
