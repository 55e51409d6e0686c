"""A workspace lays its own dated file over a policy: check, build, explain and the results go by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK, add_case
from test_cli import REPOSITORY, run

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline

pytestmark = [pytest.mark.once, pytest.mark.texts]

OWN = REPOSITORY / "src" / "makegood" / "policies"
READ = "2026-11-23"
"""The day on which the program's own policies of the case were read."""


def lay_over(home: Path, name: str, **changes: Any) -> Path:
    """Put a copy of one of the program's files into the workspace, with some keys changed."""
    path = home / "policies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.loads((OWN / name).read_text(encoding="utf-8"))
    path.write_text(json.dumps(data | changes, indent=2), encoding="utf-8")
    return path


def set_day(case: Path, day: str) -> None:
    path = case / "case.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace(f'"as_of": "{READ}"', f'"as_of": "{day}"'), encoding="utf-8"
    )
    assert f'"as_of": "{day}"' in path.read_text(encoding="utf-8")


def report(case: Path, **env: str) -> str:
    """Give the report for a person as one line: it is wrapped to the terminal."""
    return " ".join(run("check", case, cwd=case, **env).stdout.split())


def rules(case: Path) -> list[tuple[str, str]]:
    done = run("check", "--format", "json", case, cwd=case)
    return [(one["rule"], one["severity"]) for one in json.loads(done.stdout)]


def test_a_letters_days_are_the_workspaces(case: Path, workspace: Path, tmp_path: Path) -> None:
    """The deadline in the mail follows the file of the workspace, and the build remembers what it was made from."""
    out, cache = tmp_path / "out", tmp_path / "cache"
    assert not pipeline.build(case, Workspace.containing(case), out, cache).failed
    assert "7 December 2026" in (out / "email" / "first_request.txt").read_text(encoding="utf-8")
    lay_over(workspace, "letters/first_request.json", days=21)
    assert not pipeline.build(case, Workspace.containing(case), out, cache).failed
    mail = (out / "email" / "first_request.txt").read_text(encoding="utf-8")
    assert "14 December 2026" in mail
    assert "7 December 2026" not in mail
    inputs = [one["path"] for one in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["inputs"]]
    assert any(path.endswith("policies/letters/first_request.json") and "src" not in path for path in inputs)


def test_a_minimum_of_the_workspace_is_asked_for(case: Path, workspace: Path) -> None:
    """A ground whose least evidence was made more is not proven by what was enough before."""
    assert rules(case) == []
    data = json.loads((OWN / "grounds" / "partially_delivered.json").read_text(encoding="utf-8"))
    more = {"id": "tracking", "what": "The tracking of the parcel", "where": "Ask the carrier.", "kinds": ["tracking"]}
    lay_over(workspace, "grounds/partially_delivered.json", minimum=[*data["minimum"], more])
    assert rules(case) == [("E3", "warning")]
    assert "The tracking of the parcel" in run("explain", "partially_delivered", cwd=workspace).stdout


def test_a_case_outside_keeps_the_programs_own(case: Path, workspace: Path, tmp_path: Path) -> None:
    """What one workspace says holds in no other."""
    lay_over(workspace, "grounds/partially_delivered.json", minimum=[])
    (tmp_path / "other" / "cases").mkdir(parents=True)
    other = add_case(tmp_path / "other", BANK)
    for one, known in ((case, False), (other, True)):
        run("check", one, cwd=one)
        told = run("explain", "partially_delivered", cwd=one).stdout
        assert ("Proof of the payment" in told) == known


@pytest.mark.parametrize(("day", "old"), [("2027-05-22", False), ("2027-05-23", True)])
def test_a_policy_is_old_after_180_days(case: Path, day: str, old: bool) -> None:
    """180 days after it was read it is not old yet, on the next day it is: once for a case, as a warning."""
    set_day(case, day)
    assert [one for one in rules(case) if one[0] == "O3"] == ([("O3", "warning")] if old else [])


def test_an_old_policy_is_named(case: Path) -> None:
    """The warning tells each file with the day on which it was read; where values may not be shown it names none."""
    set_day(case, "2027-05-23")
    told = report(case)
    assert told.count("181 days earlier, on 23 November 2026: ") == 1
    for name in ("judgement", "pre_action_rules"):
        assert f"sources/{name}.json" in told
    assert "judgement" not in report(case, CI="1")


def test_a_text_that_was_read_again_is_not_old(case: Path, workspace: Path) -> None:
    """The workspace's dated copy takes the warning away for that text, and an older one brings it."""
    set_day(case, "2027-05-23")
    lay_over(workspace, "sources/late_payment_uk.json", as_of="2027-05-20")
    told = report(case)
    assert "sources/judgement.json" in told
    assert "late_payment_uk" not in told


def test_the_workspaces_own_text_grows_old_too(case: Path, workspace: Path) -> None:
    """On the day of the case, not of the machine: a copy that says an older day is named."""
    lay_over(workspace, "sources/late_payment_uk.json", as_of="2026-05-01")
    told = report(case)
    assert "206 days earlier, on 1 May 2026: sources/late_payment_uk.json" in told
    assert "judgement" not in told


SPELLED = {"source": "Our own contract", "url": "", "as_of": "2026-05-01", "confidence": "judgement"}


def test_a_rule_that_spells_its_source_out_grows_old(case: Path, workspace: Path, tmp_path: Path) -> None:
    """A file of the workspace that names no text of sources/ is named itself, on the terminal and on the page."""
    lay_over(workspace, "letters/first_request.json", **SPELLED)
    assert "206 days earlier, on 1 May 2026: letters/first_request.json" in report(case)
    assert not pipeline.build(case, Workspace.containing(case), tmp_path / "out", tmp_path / "cache").failed
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "on 1 May 2026: letters/first_request.json" in page


def test_a_broken_file_stops_check_build_and_explain(case: Path, workspace: Path) -> None:
    """Written by hand, it is checked at each run, even if the case does not go by it; the place is told."""
    lay_over(workspace, "letters/final_notice.json", days="fourteen")
    lay_over(workspace, "currencies.json", minor={"GBP": "two"})
    lay_over(workspace, "escalations/stripe.json", steps=[])
    for verb in (["check", case], ["build", "--frozen", case], ["explain", "direct_bank"]):
        done = run(*verb, cwd=workspace)
        assert done.returncode == 1, verb
        told = done.stdout + done.stderr
        assert "policies/letters/final_notice.json:" in told, verb
        assert "policies/currencies.json:" in told, verb
        assert "stripe" not in told, verb


def test_a_desk_without_its_reader_is_told(case: Path, workspace: Path) -> None:
    """What the workspace's file names must be there."""
    lay_over(workspace, "desks/paypal.json", audience="internal", speaker="paypal")
    done = run("check", case, cwd=workspace)
    assert done.returncode == 1
    assert "There is no profile for this audience." in done.stdout
