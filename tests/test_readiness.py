"""Readiness, as a person meets it: a warning, an error under --strict, and a list to work off on the case page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import add_case
from test_cli import run, spoil

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.pipeline.examine import GAPS
from makegood.model.rules import RULES

pytestmark = pytest.mark.once

GAP = "A dated screenshot of the profile after the due date"


@pytest.fixture
def unproven(case: Path) -> Path:
    """The case whose only look at the profile is from before the due day."""
    change(case, lambda data: data["evidence"][4].update(captured_at="2026-09-14T09:00:00+01:00"))
    return case


def change(case: Path, edit: Any) -> None:
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def accept(case: Path) -> None:
    change(case, lambda data: data.update(accepted=[{"rule": "E3", "reason": "She deleted her profile."}]))


def told(case: Path, *options: str) -> tuple[int, list[tuple[str, str]]]:
    done = run("check", "--format", "json", *options, case, cwd=case)
    return done.returncode, [(one["rule"], one["severity"]) for one in json.loads(done.stdout)]


def page(case: Path, out: Path) -> str:
    assert not pipeline.build(case, Workspace.containing(case), out, out.parent / "cache").failed
    return (out / "index.html").read_text(encoding="utf-8")


def test_the_gap_is_a_warning_in_the_table() -> None:
    """What --strict hardens is soft by itself."""
    assert GAPS
    assert {RULES[rule].severity for rule in GAPS} == {"warning"}


def test_a_gap_is_a_warning_and_under_strict_an_error(unproven: Path) -> None:
    """The letter can be made with a gap; who wants none asks for --strict."""
    assert told(unproven) == (0, [("E3", "warning")])
    assert told(unproven, "--strict") == (1, [("E3", "error")])


def test_a_reason_stands_under_strict(unproven: Path) -> None:
    """A gap that was accepted with a reason is none, with --strict or without."""
    accept(unproven)
    assert told(unproven) == (0, [])
    assert told(unproven, "--strict") == (0, [])


def test_strict_leaves_other_warnings_and_good_cases_alone(case: Path, workspace: Path) -> None:
    """Only missing evidence becomes an error."""
    assert told(case, "--strict") == (0, [])
    change(case, lambda data: data["payments"][0].pop("evidence"))
    other = {rule: severity for rule, severity in told(case, "--strict")[1]}
    assert other
    assert {severity for rule, severity in other.items() if rule not in GAPS} == {"warning"}


def test_an_error_stays_an_error(unproven: Path) -> None:
    """Under --strict nothing else changes its weight."""
    spoil(unproven)
    assert told(unproven, "--strict") == told(unproven)


@pytest.mark.texts
def test_the_page_lists_a_gap_once_with_the_way_to_close_it(unproven: Path, tmp_path: Path) -> None:
    """What is missing stands in the list to work off, with where one gets it, and not among the warnings too."""
    text = page(unproven, tmp_path / "out")
    assert text.count(GAP) == 1
    assert "One proof is missing" in text
    assert f"Missing: {GAP} (Video 3)." in text
    assert "take a screenshot of the newest posts" in text
    assert RULES["E3"].sentence not in text
    assert "Check these warnings" not in text


def test_other_warnings_are_still_shown(unproven: Path, tmp_path: Path) -> None:
    """Negative control of the filter: a file that nobody names is told beside the list."""
    (unproven / "evidence" / "Copy of the thread.png").write_bytes((unproven / "evidence" / "post1.png").read_bytes())
    text = page(unproven, tmp_path / "out")
    assert "Check these warnings" in text
    assert RULES["E13"].sentence in text


@pytest.mark.parametrize("ref", ["MG-2026-101", "MG-2026-104"])
def test_what_is_proven_leads_to_its_exhibit(workspace: Path, tmp_path: Path, ref: str) -> None:
    """Each proof has a link to an exhibit, and the packet has a place of that name."""
    text = page(add_case(workspace, ref), tmp_path / "out")
    links = re.findall(r'<a href="([^"#]+)#nameddest=(exhibit-[A-Z]+)">Exhibit', text)
    assert links
    for packet, place in links:
        with pikepdf.open(tmp_path / "out" / packet) as pdf:
            assert place in [str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]]
