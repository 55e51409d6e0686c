"""Any day: an example stands still, a stale letter stops only itself, and no date that lies ahead breaks anything."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import BANK, PAYPAL, REFS, add_case
from test_without_proof import without_proof

from makegood.model.workspace import Workspace
from makegood.commands import docket, renew
from makegood.pipeline import load, build as pipeline
from makegood.domain import policies
from makegood.pipeline.check import check
from makegood.cli.app import run
from makegood.domain.clock import day_for
from makegood.pipeline.derive import derive, without_expired_letters
from makegood.model.errors import CaseError

pytestmark = [pytest.mark.once, pytest.mark.texts]

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path.name for path in (ROOT / "cases").iterdir() if path.is_dir())
OWN_DAY = date(2026, 11, 23)
DAYS = (date(2026, 11, 24), date(2027, 1, 7), date(2028, 2, 29), date(2029, 11, 23), date(2038, 11, 23))
"""One day, 45 days, a leap day, three and twelve years after the day of the examples; the last is past 2038-01-19."""


@pytest.mark.parametrize(
    ("clock", "zone", "is_example", "expected"),
    [
        (None, "UTC", False, OWN_DAY),
        (date(2027, 1, 1), "UTC", False, date(2027, 1, 1)),
        (date(2027, 1, 1), "UTC", True, OWN_DAY),
        (datetime(2027, 1, 1, 23, 30, tzinfo=UTC), "Pacific/Kiritimati", False, date(2027, 1, 2)),
        (datetime(2027, 1, 1, 0, 30, tzinfo=UTC), "America/Los_Angeles", False, date(2026, 12, 31)),
        (datetime(2027, 1, 1, 0, 30, tzinfo=UTC), "America/Los_Angeles", True, OWN_DAY),
    ],
)
def test_the_day_of_a_case(clock: datetime | date | None, zone: str, is_example: bool, expected: date) -> None:
    """The clock's in the case's own zone; the case's own for an example, and where no clock is asked."""
    assert day_for(clock, as_of=OWN_DAY, zone=zone, is_example=is_example) == expected


def copied(tmp_path: Path, *refs: str) -> Path:
    """Copy examples into a workspace of their own."""
    home = tmp_path / "work"
    for ref in refs:
        shutil.copytree(ROOT / "cases" / ref, home / "cases" / ref)
    return home


def change(case: Path, **head: object) -> None:
    """Write other values into the head of a case."""
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["case"] |= head
    path.write_text(json.dumps(data), encoding="utf-8")


def bare(home: Path, ref: str) -> Path:
    """Add a case without evidence, which has no packet and is built in a moment."""
    case = add_case(home, ref)
    path = case / "case.json"
    path.write_text(json.dumps(without_proof(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    shutil.rmtree(case / "evidence")
    return case


def result(home: Path, ref: str) -> dict[str, bytes]:
    """Read every file of a result but the list of what it was made from."""
    folder = home / "build" / ref
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.typeset
def test_an_example_is_the_same_on_any_day(tmp_path: Path) -> None:
    """It is built without an error years later, byte for byte as on its own day, and does not age."""
    home = copied(tmp_path, "MG-2026-004")
    folder = home / "cases" / "MG-2026-004"
    [outcome] = docket.build([folder], Workspace.containing(folder), into=None, clock=OWN_DAY, on_done=lambda *_: None)
    first = result(home, folder.name)
    assert not outcome.failed
    assert "email/first_request.eml" in first
    assert b"fresh_until" not in first["manifest.d"]
    for day in DAYS:
        [outcome] = docket.build([folder], Workspace.containing(folder), into=None, clock=day, on_done=lambda *_: None)
        assert not outcome.failed
        assert result(home, folder.name) == first
    said = b"An example, as of 23 November 2026"
    assert (
        b"An example, as of Monday, 23 November 2026" in first["index.html"],
        said in first["email/first_request.html"],
        said in first["email/first_request.eml"],
    ) == (True, True, False)


@pytest.mark.parametrize("ref", EXAMPLES)
def test_an_example_stands_still_wherever_its_day_is_asked(tmp_path: Path, ref: str) -> None:
    """In the docket and its cache, whatever the clock says; without the word it would not."""
    home = copied(tmp_path, ref)
    first = docket.build_docket(Workspace(home), OWN_DAY).entries
    assert [docket.build_docket(Workspace(home), day).entries for day in DAYS] == [first] * len(DAYS)
    change(home / "cases" / ref, example=False)
    assert {one.day for one in docket.build_docket(Workspace(home), DAYS[-1]).entries} == {DAYS[-1]}


def test_what_happens_in_an_example_happens_on_its_day(tmp_path: Path) -> None:
    """`log` takes as_of for an example where no day is named."""
    home = copied(tmp_path, "MG-2026-001")
    case = home / "cases" / "MG-2026-001"
    assert run(["log", str(case), "noted", "Ana called.", "--today", "2031-05-05"]) == 0
    data = json.loads((case / "case.json").read_text(encoding="utf-8"))
    assert (data["log"][-1]["at"], data["case"]["as_of"]) == ("2026-11-23", "2026-11-23")


def test_an_example_takes_nothing_from_defaults(tmp_path: Path) -> None:
    """Neither a firm nor an account of the user, nor the mistakes of that file; a case of her own takes both."""
    home = copied(tmp_path, "MG-2026-001")
    case = home / "cases" / "MG-2026-001"
    (home / "cases" / "defaults.json").write_text('{"parties": {"brand": {"trading_name": "Canary"}, "nonsense": 1}}')
    source = load.load(case, Workspace(home))
    assert (source.defaults, "Canary" in json.dumps(source.data)) == (None, False)
    assert run(["check", str(case)]) == 0
    change(case, example=False)
    assert "Canary" in json.dumps(load.load(case, Workspace(home)).data)
    assert run(["check", str(case)]) == 1


# A stale letter


@pytest.fixture(scope="module")
def stale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace with a case whose letter is too old, a good one, a broken one, and an example."""
    home = copied(tmp_path_factory.mktemp("stale"), "MG-2026-004")
    add_case(home, BANK)
    change(bare(home, PAYPAL), as_of="2026-12-20")
    broken = home / "cases" / "MG-2026-105"
    broken.mkdir()
    (broken / "case.json").write_text("{")
    return home


@pytest.mark.typeset
def test_a_stale_letter_stops_only_itself(
    stale: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All else of its case is made and all other cases too; the link comes before a line for each that failed."""
    monkeypatch.chdir(stale)
    assert run(["build", "--overview", "--today", "2026-12-20"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[-3:] == [
        f"3 cases and 1 example. Open {(stale / 'build' / 'index.html').as_uri()}",
        f"{BANK}: the letter is too old to send. Run: makegood build --renew",
        "MG-2026-105: 1 error, shown above.",
    ]
    made = result(stale, BANK)
    manifest = json.loads((stale / "build" / BANK / "manifest.json").read_text())
    assert not [path for path in made if path.startswith(("email/", "letter/"))]
    assert {"packet/influencer.pdf", "index.html"} <= made.keys()
    assert [one["document"] for one in manifest["not_made"] if "too old to send" in one["reason"]] == [
        "email/first_request",
        "message/first_request",
    ]
    assert b"too old to send" in made["index.html"]
    assert b"make today" in made["index.html"]
    assert "email/reminder.eml" in result(stale, PAYPAL)
    page = (stale / "build" / "index.html").read_text()
    assert f'href="./{BANK}/email/first_request.eml"' not in page
    assert f'href="./{PAYPAL}/email/reminder.eml"' in page


def test_an_example_that_fails_ends_no_build_of_many_with_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told of in the last line; named by itself, it does."""
    home = copied(tmp_path, "MG-2026-004")
    change(home / "cases" / "MG-2026-004", timezone="Europe/Nowhere")
    monkeypatch.chdir(home)
    assert run(["build", "--overview"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "MG-2026-004: 1 error, shown above."
    assert run(["build", "cases/MG-2026-004"]) == 1


def test_today_sets_what_is_stale_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the root: the stale cases, by name. In a case: that case; an example never."""
    home = copied(tmp_path, "MG-2026-001")
    old, fresh = bare(home, BANK), bare(home, PAYPAL)
    change(fresh, as_of="2026-12-18")
    monkeypatch.chdir(home)
    for kept in ("MG-2026-001", fresh.name):  # results of cases that are not built now are results of cases
        (home / "build" / kept).mkdir(parents=True)
        (home / "build" / kept / "manifest.json").write_text("{}", encoding="utf-8")
    day = date(2026, 12, 20)
    assert list(renew.stale(sorted((home / "cases").iterdir()), day)) == [old]
    assert run(["build", "--renew", "--today", "2026-12-20"]) == 0
    said = capsys.readouterr().err
    assert f"{BANK}: as_of changed from 2026-11-23 to 2026-12-20." in said
    assert "Examples keep their own date." in said
    assert "no longer belongs to a case" not in said
    shutil.rmtree(home / "build" / "MG-2026-001")
    assert [json.loads((one / "case.json").read_text())["case"]["as_of"] for one in (old, fresh)] == [
        "2026-12-20",
        "2026-12-18",
    ]
    assert run(["build", "--renew", "--today", "2026-12-20"]) == 0
    assert "No letter is too old" in capsys.readouterr().err
    before = (home / "cases" / "MG-2026-001" / "case.json").read_bytes()
    assert run(["build", "--renew", "--today", "2031-01-01", "cases/MG-2026-001"]) == 0
    assert "MG-2026-001 is an example. Its date is still 2026-11-23." in capsys.readouterr().err
    assert (home / "cases" / "MG-2026-001" / "case.json").read_bytes() == before


# Days that lie ahead


@pytest.mark.parametrize("ref", REFS.values())
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_case_of_a_later_day_can_be_worked_out(workspace: Path, ref: str, day: date) -> None:
    """Windows, holidays and days to reply are there in twelve years as well; a window that has closed is no crash."""
    case = add_case(workspace, ref)
    change(case, as_of=day.isoformat())
    try:
        checked, _ = check(load.load(case, Workspace(workspace)), policies.read())
    except CaseError as error:
        assert {one.rule for one in error.problems if one.severity == "error"} <= {"C3", "C8"}
        return
    facts = derive(checked, policies.read())
    assert facts.stage.next_act
    if facts.ladder.due and facts.ladder.due[0].reply_by:
        assert facts.ladder.due[0].reply_by > day
        assert without_expired_letters(facts, date(2050, 1, 1)).expired


def test_a_letter_of_any_day_becomes_too_old(case: Path, tmp_path: Path) -> None:
    """The negative control of the examples: the same case without the word is stale 45 days later."""
    outcome = pipeline.build(case, Workspace.containing(case), tmp_path / "out", tmp_path / "cache", DAYS[1])
    assert (outcome.is_stale, outcome.failed) == (True, True)
