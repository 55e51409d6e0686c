"""The docket: what is due, by when, and the sums; the list, the page and the calendar say the same."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import forked
import pytest
from icalendar import Calendar

import many
from makegood.model.workspace import Workspace
from makegood.commands import docket
from makegood.commands.docket import cache
from makegood.reporting import status

COUNT = 300


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("docket")
    many.write(made, COUNT)
    return made


def run(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in {"CI", "TZ"}}
    return forked.run("status", *arguments, cwd=home, env={**clean, **env})


@pytest.fixture(scope="module")
def looked(home: Path) -> docket.Docket:
    return docket.build_docket(Workspace(home), many.DAY)


def small(tmp_path: Path, *numbers: int) -> Path:
    for number in numbers:
        said = many.case(number)
        folder = tmp_path / "cases" / said["case"]["case_ref"]
        folder.mkdir(parents=True)
        (folder / "case.json").write_text(json.dumps(said), encoding="utf-8")
    return tmp_path


def change(home: Path, ref: str, **more: object) -> None:
    path = home / "cases" / ref / "case.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**said, **more}), encoding="utf-8")


class Page(HTMLParser):
    """Reads the page as a browser would: the rows of the two tables, the days that are due, the sums."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: dict[str, dict[str, dict[str, str]]] = {}
        self.due: list[str] = []
        self.sums: list[list[str]] = []
        self.at, self.line, self.cell = "", False, False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.at = said.get("id") or said["class"]
        elif tag == "tr" and "data-case" in said:
            self.rows.setdefault(self.at, {})[said["data-case"]] = said
        elif tag == "tr" and self.at == "stack totals":
            self.sums.append([])
        elif tag in {"td", "th"} and self.at == "stack totals":
            self.cell = True
        elif tag == "li" and "data-kind" in said:
            self.line = True
        elif tag == "time" and self.line:
            self.due.append(said["datetime"])
            self.line = False

    def handle_data(self, data: str) -> None:
        if self.cell and data.strip():
            self.sums[-1].append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        self.cell = False if tag in {"td", "th"} else self.cell


def events(text: str) -> Iterator[dict[str, str]]:
    for one in Calendar.from_ical(text).walk("VEVENT"):
        yield {
            "uid": str(one["uid"]),
            "day": one.decoded("dtstart").isoformat(),
            "status": str(one["status"]),
            "sequence": str(one["sequence"]),
            "summary": str(one["summary"]),
        }


def test_list_page_and_calendar_say_the_same(home: Path) -> None:
    """300 cases in 12 currencies and on all stages, each read back: to the cent and the day."""
    said = json.loads(run(home, "--today", str(many.DAY), "--format", "json", "--page").stdout)
    page = Page((home / "build" / "index.html").read_text(encoding="utf-8"))
    found = list(events((home / "build" / "due.ics").read_text(encoding="utf-8")))
    own = {one["ref"]: one for one in said["cases"] if not one["example"]}
    assert (len(said["cases"]), len(own)) == (COUNT, COUNT - 6)
    assert {one["stage"] for one in own.values()} == set(docket.STAGES) - {"nowhere"}
    assert {one["currency"] for one in said["totals"]} == set(many.FEES)

    for ref, one in own.items():
        row = page.rows["own"][ref]
        for key in ("outstanding", "recovered"):
            assert row[f"data-{key}"] == (one[key].split()[1] if one[key] else ""), (ref, key)
        days = sorted(day["on"] for day in one["agenda"] if day["kind"] not in {"wait", "over"})
        waits = [day["on"] for day in one["agenda"] if day["kind"] == "wait"]
        assert row["data-by"] == next(iter([*days, *waits]), ""), ref
    assert page.rows["own"].keys() == own.keys()
    assert page.rows["examples"].keys() == {one["ref"] for one in said["cases"]} - own.keys()

    agenda = [(ref, day) for ref, one in own.items() for day in one["agenda"]]
    due = sorted(day["on"] for _, day in agenda if day["kind"] != "over")
    assert len(due) > COUNT // 2
    assert sorted(page.due) == due
    assert {
        (f"{ref}-{day['id'].replace('/', '-')}@makegood.invalid", day["on"], day["kind"] == "over")
        for ref, day in agenda
    } == {(one["uid"], one["day"], one["status"] == "CANCELLED") for one in found}
    assert len(found) == len(agenda)

    sums = {one[0]: one[2:6] for one in page.sums[1:]}
    for one in said["totals"]:
        cases = [case for case in own.values() if case["claimed"] and case["claimed"].startswith(one["currency"])]
        for key, shown in zip(("claimed", "recovered", "given_up", "outstanding"), sums[one["currency"]], strict=True):
            total = sum(Decimal(case[key].split()[1]) for case in cases)
            assert Decimal(one[key].split()[1]) == total == Decimal(shown.replace(",", "")), (one["currency"], key)
        assert Decimal(one["claimed"].split()[1]) == sum(
            Decimal(one[key].split()[1]) for key in ("recovered", "given_up", "outstanding")
        )


def test_each_road_has_its_day(looked: docket.Docket) -> None:
    """What is next, and by when: counted by hand from the log of each road, for brands in six countries."""
    expected = {
        0: ("act", "2026-11-23"),  # nothing sent: the day that the case is written for
        1: ("wait", "2026-12-02"),  # 14 days from Wednesday, 18 November
        3: ("act", "2026-10-20"),  # the day after the reminder's last day
        4: ("act", "2026-11-04"),  # the day after the final notice's
        7: ("act", "2026-11-23"),  # refused on Friday, 20 November: the Monday after
        9: ("wait", "2026-11-25"),  # a ticket of 18 November, 7 days
        10: ("act", "2026-11-16"),  # money came on Sunday, 15 November
        14: (None, None),  # closed
        15: ("act", "2026-11-24"),  # answered today: tomorrow
    }
    entries = {one.ref: one for one in looked.entries}
    seen = set()
    for number in range(len(many.FEES) * many.STEPS):
        step = (number // len(many.FEES) + number) % many.STEPS
        one = entries[many.case(number)["case"]["case_ref"]]
        if step in expected and step not in seen and not one.is_broken:
            seen.add(step)
            assert (one.next and one.next.kind, one.next and str(one.next.on)) == expected[step], (step, one.ref)
    assert seen == expected.keys()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
def test_the_zone_of_the_machine_changes_nothing(
    home: Path, looked: docket.Docket, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day comes from the case's zone: the same moment gives the same days on any machine."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert docket.build_docket(Workspace(home), many.DAY) == looked
        at = docket.build_docket(Workspace(home), datetime(2026, 11, 23, 10, 30, tzinfo=UTC).astimezone())
        days = {one.zone: one.day for one in at.entries}
        assert days["Pacific/Kiritimati"] == date(2026, 11, 24)
        assert days["America/Los_Angeles"] == days["UTC"] == date(2026, 11, 23)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("moment", "london", "angeles"),
    [
        ("2026-10-24T23:30+00:00", "2026-10-25", "2026-10-24"),
        ("2026-10-25T00:30+00:00", "2026-10-25", "2026-10-24"),
        ("2026-10-25T23:30+00:00", "2026-10-25", "2026-10-25"),
        ("2026-11-01T06:30+00:00", "2026-11-01", "2026-10-31"),
        ("2026-11-02T07:30+00:00", "2026-11-02", "2026-11-01"),
        ("2026-11-02T08:30+00:00", "2026-11-02", "2026-11-02"),
    ],
)
def test_the_day_holds_where_clocks_change(tmp_path: Path, moment: str, london: str, angeles: str) -> None:
    """An hour more or less in a day moves no day: London changes on 25 October 2026, California on 1 November."""
    home = small(tmp_path, *range(12))
    days = {
        one.zone: str(one.day) for one in docket.build_docket(Workspace(home), datetime.fromisoformat(moment)).entries
    }
    assert (days["Europe/London"], days["America/Los_Angeles"]) == (london, angeles)


def test_due_ends_with_1_only_where_something_is_late(tmp_path: Path) -> None:
    """For cron: late is 1, early is 0, and of a broken case nobody knows; examples count nowhere."""
    late, waits, broken, example = 3, 1, 36, 49
    home = small(tmp_path, late, waits)
    assert run(home, "--due", "7d", "--today", "2026-11-23").returncode == 1
    assert run(home, "--today", "2026-11-23").returncode == 0
    home = small(tmp_path / "b", waits)
    done = run(home, "--due", "7d", "--today", "2026-11-23")
    assert (done.returncode, "No cases match." in done.stdout) == (0, True)
    assert run(small(tmp_path / "c", broken), "--due", "0", "--today", "2026-11-23").returncode == 1
    home = small(tmp_path / "d", example)
    assert run(home, "--due", "7d", "--today", "2027-11-23").returncode == 0
    change(home, "MA-2026-049", case={**many.case(example)["case"], "example": False})
    assert run(home, "--due", "7d", "--today", "2027-11-23").returncode == 1


def test_what_has_not_changed_is_not_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look reads one file; a change of one case, of the day or of a policy is seen; what is spoiled is made anew."""
    home = small(tmp_path, 0, 1, 2)
    first = docket.build_docket(Workspace(home), many.DAY)
    derived: list[str] = []
    looking = sys.modules["makegood.commands.docket.build_docket"]
    original = looking.derive
    monkeypatch.setattr(
        looking, "derive", lambda case, *a, **k: derived.append(case.case.case_ref) or original(case, *a, **k)
    )

    def looks(day: date = many.DAY) -> list[str]:
        derived.clear()
        docket.build_docket(Workspace(home), day)
        return sorted(derived)

    everything = [one.ref for one in first.entries]
    assert looks() == []
    assert docket.build_docket(Workspace(home), many.DAY) == first
    change(home, "MA-2026-001", log=[])
    assert looks() == ["MA-2026-001"]
    assert looks(date(2026, 11, 25)) == everything
    (home / "cases" / "MA-2026-002" / "evidence").mkdir()
    (home / "cases" / "MA-2026-002" / "evidence" / "a.txt").write_text("a")
    assert looks(date(2026, 11, 25)) == ["MA-2026-002"]
    for spoiled in (
        "",
        "[]",
        '{"version": 1, "cases": {"MA-2026-000": {"key": 1}}}',
        '{"version": 1, "cases": []}',
        "\x00",
    ):
        (Workspace(home).cache / cache.FILE).write_text(spoiled)
        assert looks(date(2026, 11, 25)) == everything, spoiled
    said = json.loads((Workspace(home).cache / cache.FILE).read_text())
    said["cases"]["MA-2026-000"]["entry"]["agenda"] = [{"on": "x"}]
    (Workspace(home).cache / cache.FILE).write_text(json.dumps(said))
    assert looks(date(2026, 11, 25)) == ["MA-2026-000"]


def test_a_re_import_updates_the_calendar(tmp_path: Path) -> None:
    """What is next keeps its UID whatever it is, with a higher SEQUENCE on a later day; what is over is cancelled."""
    home = small(tmp_path, 2)
    first = {one["uid"]: one for one in events(docket.calendar(docket.build_docket(Workspace(home), many.DAY)))}
    assert set(first) == {"MA-2026-002-next@makegood.invalid", "MA-2026-002-window-paypal_dispute@makegood.invalid"}
    assert {one["status"] for one in first.values()} == {"CONFIRMED"}
    log = [*many.case(2)["log"], many.sent("reminder", 0)]
    change(home, "MA-2026-002", log=log)
    then = {
        one["uid"]: one for one in events(docket.calendar(docket.build_docket(Workspace(home), date(2026, 11, 24))))
    }
    assert then.keys() == first.keys()
    one = "MA-2026-002-next@makegood.invalid"
    assert int(then[one]["sequence"]) > int(first[one]["sequence"])
    assert then[one]["summary"] != first[one]["summary"]
    change(home, "MA-2026-002", log=[*log, {"at": "2026-11-23", "event": "closed", "by": "brand"}])
    over = {
        one["uid"]: one["status"]
        for one in events(docket.calendar(docket.build_docket(Workspace(home), date(2026, 11, 24))))
    }
    assert over == dict.fromkeys(first, "CANCELLED")


def test_alarms_ring_in_the_morning(home: Path, looked: docket.Docket) -> None:
    """A window rings a week before and on the eve, an act on its day; a wait and what is over ring not at all."""
    rings: dict[str, set[tuple[str, ...]]] = {}
    kinds = {
        f"{one.ref}-{day.id.replace('/', '-')}@makegood.invalid": day.kind for one in looked.own for day in one.agenda
    }
    for one in Calendar.from_ical(docket.calendar(looked)).walk("VEVENT"):
        triggers = tuple(alarm["trigger"].to_ical().decode() for alarm in one.walk("VALARM"))
        rings.setdefault(kinds[str(one["uid"])], set()).add(triggers)
    assert rings == {"act": {("PT9H",)}, "window": {("-P6DT15H", "-PT15H")}, "wait": {()}, "over": {()}}


@pytest.mark.parametrize("columns", [40, 60, 84, 100, 160])
def test_the_table_fits_the_terminal(looked: docket.Docket, columns: int) -> None:
    """No line of a case is wider than the terminal, and it says the day first."""
    text = status.table(looked, docket.CaseFilter().apply(looked.entries), columns)
    assert text.startswith("Monday, 23 November 2026 (UTC)\n")
    assert len(text.splitlines()) > COUNT
    assert max(map(len, text.splitlines())) <= columns
    assert "outstanding" in text


def test_no_value_stands_in_a_log(tmp_path: Path) -> None:
    """Where CI is set the table has no name and no sum, nor has the summary for GitHub; --show-values has them."""
    home = small(tmp_path, 3)
    values = ("Ines", "ines", "120,000", "120000", "Campaign")
    for arguments in ((), ("--format", "github")):
        said = run(home, *arguments, "--today", "2026-11-23", CI="true").stdout
        assert "MA-2026-003" in said
        assert not [value for value in values if value in said]
    assert "Ines" in run(home, "--show-values", "--today", "2026-11-23", CI="true").stdout
    assert "Ines" in run(home, "--today", "2026-11-23").stdout


def test_a_cell_is_no_formula(tmp_path: Path) -> None:
    """A handle begins with @, which a spreadsheet would take for a formula; the rest of a row can be read back."""
    home = small(tmp_path, 3)
    change(home, "MA-2026-003", case={**many.case(3)["case"], "title": "=1+1"})
    [row] = csv.DictReader(io.StringIO(run(home, "--format", "csv", "--today", "2026-11-23").stdout))
    assert (row["title"], row["creator"], row["outstanding"], row["currency"]) == (
        "'=1+1",
        "'@ines.marlowe.3",
        "120000",
        "JPY",
    )
    assert (row["late"], row["by"]) == ("yes", "2026-10-20")


@pytest.mark.parametrize(
    ("wanted", "refs"),
    [
        ({"stage": "awaiting_reply"}, {1}),
        ({"stage": "over"}, {14}),
        ({"stage": "open"}, {0, 1, 2}),
        ({"currency": "EUR"}, {2, 14}),
        ({"creator": "KIT"}, {1}),
        ({"desk": "paypal"}, {2}),
        ({"creator": "nobody"}, set()),
        ({}, {0, 1, 2, 14}),
    ],
)
def test_cases_are_sifted(looked: docket.Docket, wanted: dict[str, str], refs: set[int]) -> None:
    """By stage, creator, desk and currency, each by a part of its name or its own word."""
    few = [one for one in looked.entries if one.ref in {"MA-2026-000", "MA-2026-001", "MA-2026-002", "MA-2026-013"}]
    few += [one for one in looked.entries if one.stage == "closed" and one.currency == "EUR"][:1]
    found = {"MA-2026-000": 0, "MA-2026-001": 1, "MA-2026-002": 2}
    assert {
        found.get(one.ref, 14) for one in docket.CaseFilter(**wanted).apply(few) if one.ref != "MA-2026-013"
    } == refs


def test_amounts_are_sorted_within_their_currency(looked: docket.Docket) -> None:
    """JPY 120,000 is not more than KWD 310: each currency stands together."""
    rows = docket.CaseFilter().apply([one for one in looked.entries if one.outstanding], "outstanding")
    codes = [one.currency for one in rows]
    assert codes == sorted(codes)
    for one, other in zip(rows, rows[1:], strict=False):
        assert one.currency != other.currency or one.outstanding.amount >= other.outstanding.amount


def test_what_a_case_says_is_no_markup(tmp_path: Path) -> None:
    """A title, a handle and a desk are shown as typed, in attributes and in words."""
    home = small(tmp_path, 3)
    hostile = """</script><script>alert(1)</script>" onmouseover='x' {{ 7*7 }}"""
    change(home, "MA-2026-003", case={**many.case(3)["case"], "title": hostile})
    looked = docket.build_docket(Workspace(home), many.DAY)
    html = docket.page(Workspace(home), looked)
    assert html.count("<script>") == 1
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in html
    assert "{{ 7*7 }}" in html
    assert "</script>" in next(events(docket.calendar(looked)))["summary"] or "alert" in docket.calendar(looked)


def test_wrong_use_is_a_sentence(tmp_path: Path) -> None:
    """A stage that is none, days that are none, and no workspace."""
    home = small(tmp_path, 3)
    assert "The stage must be one of: open, over," in run(home, "--stage", "nothing").stderr
    assert "in the form 7d" in run(home, "--due", "soon").stderr
    assert run(Path("/")).returncode == 2
    (tmp_path / "none" / "cases").mkdir(parents=True)
    assert "There are no cases yet. Create one with: makegood new" in run(tmp_path / "none").stdout


def test_a_folder_s_name_is_no_markdown(tmp_path: Path) -> None:
    """The folder of a broken case may be named in any way; in a table of GitHub it is letters, digits and hyphens."""
    home = small(tmp_path, 3)
    (home / "cases" / "MA-2026-003").rename(home / "cases" / "x|`<b>y")
    said = run(home, "--format", "github", "--today", "2026-11-23").stdout
    assert "| x???b?y | to be fixed |" in said


def test_a_way_that_closes_before_the_next_act_is_told_beside_it(tmp_path: Path) -> None:
    """The line begins with the day of the act; the day of the window stands with the window."""
    home = small(tmp_path, 2)
    said = run(home, "--today", "2026-11-04", COLUMNS="200").stdout
    assert "2026-11-17 in 13 days  awaiting a reply" in said
    change(
        home,
        "MA-2026-002",
        payments=[{"paid_on": "2026-05-14", "amount": "EUR 740.10", "method": "paypal_gs"}],
        agreement={**many.case(2)["agreement"], "agreed_on": "2026-05-01"},
    )
    said = run(home, "--today", "2026-11-04", COLUMNS="200").stdout
    assert "2026-11-17 in 13 days" in said
    assert "Last day 2026-11-10: Open a dispute in PayPal's Resolution Center." in said
    said = run(home, "--today", "2026-11-12", COLUMNS="200").stdout
    assert "Closed 2026-11-10: Open a dispute" in said
    assert run(home, "--due", "0", "--today", "2026-11-12").returncode == 1
    change(home, "MA-2026-002", accepted=[{"rule": "C3", "reason": "We go to a court instead."}])
    assert run(home, "--due", "0", "--today", "2026-11-12").returncode == 0
