"""due.ics as it is imported again and again: what changed is replaced, what is gone is removed, the rest stays."""

from __future__ import annotations

import json
import shutil
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

import many
from makegood.commands import docket
from makegood.commands.docket.previous_calendar import LARGEST, read_previous
from makegood.model.workspace import Workspace

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Importer:
    """A calendar program as RFC 5546 has it: an event replaces that of its UID if it is later."""

    def __init__(self) -> None:
        self.events: dict[str, tuple[tuple[int, str], str, str, str]] = {}

    def load(self, text: str) -> None:
        for event in Calendar.from_ical(text).walk("VEVENT"):
            version = (int(event["sequence"]), event.decoded("dtstamp").isoformat())
            uid, day = str(event["uid"]), event.decoded("dtstart").isoformat()
            if uid not in self.events or version > self.events[uid][0]:
                self.events[uid] = (version, str(event["status"]), day, str(event["summary"]))

    @property
    def shown(self) -> dict[str, str]:
        """The days of the events that are not cancelled."""
        return {uid: day for uid, (_, status, day, _) in self.events.items() if status == "CONFIRMED"}


def write(home: Path, number: int, **changes: object) -> Path:
    case = {**many.case(number), **changes}
    folder = home / "cases" / case["case"]["case_ref"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.json").write_text(json.dumps(case), encoding="utf-8")
    return folder


def publish(home: Path, moment: datetime | date = MORNING) -> str:
    workspace = Workspace(home)
    docket.publish(workspace, docket.build_docket(workspace, moment))
    return (home / "build" / "due.ics").read_bytes().decode()


def test_the_right_events_remain(tmp_path: Path) -> None:
    """A changed date, a deleted case and a renamed one, all within a day; each day counted by hand."""
    write(tmp_path, 1)
    write(tmp_path, 17)
    write(tmp_path, 0)
    calendar = Importer()
    calendar.load(publish(tmp_path))
    first = {
        "MA-2026-000-next@makegood.invalid": "2026-11-23",
        "MA-2026-001-next@makegood.invalid": "2026-12-02",  # 14 days from Wednesday, 18 November
        "MA-2026-017-next@makegood.invalid": "2026-12-02",
    }
    assert calendar.shown.items() >= first.items()
    others = calendar.shown.keys() - first.keys()

    write(tmp_path, 1, log=[{**many.sent("first_request", 5), "deadline": "2026-12-09"}])
    shutil.rmtree(tmp_path / "cases" / "MA-2026-017")
    folder = tmp_path / "cases" / "MA-2026-000"
    renamed = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    renamed["case"]["case_ref"] = "MA-2026-900"
    (folder / "case.json").write_text(json.dumps(renamed), encoding="utf-8")
    folder.rename(folder.with_name("MA-2026-900"))
    second = publish(tmp_path, MORNING + timedelta(hours=1))
    calendar.load(second)
    assert {uid: day for uid, day in calendar.shown.items() if "window" not in uid} == {
        "MA-2026-900-next@makegood.invalid": "2026-11-23",
        "MA-2026-001-next@makegood.invalid": "2026-12-09",
    }
    assert not {uid for uid in others if uid.startswith(("MA-2026-000", "MA-2026-017"))} & calendar.shown.keys()

    # Without the last calendar, as in a fresh checkout, what is gone stays: the guide says so.
    fresh = Importer()
    fresh.load(second)
    (tmp_path / "build" / "due.ics").unlink()
    shutil.rmtree(tmp_path / "cases" / "MA-2026-900")
    fresh.load(publish(tmp_path, MORNING + timedelta(hours=2)))
    assert "MA-2026-900-next@makegood.invalid" in fresh.shown


def test_sequence_and_stamp_move_with_each_change_alone(tmp_path: Path) -> None:
    """Twice the same is the same bytes, at any hour; a change moves both, even within a second or on a day alone."""
    write(tmp_path, 1)
    write(tmp_path, 17)
    before = publish(tmp_path)
    assert publish(tmp_path) == publish(tmp_path, MORNING + timedelta(hours=9)) == before
    versions = [read_previous(tmp_path / "build" / "due.ics")]
    for moment, day in ((MORNING, "2026-12-09"), (MORNING, "2026-12-10"), (date(2026, 11, 23), "2026-12-11")):
        write(tmp_path, 1, log=[{**many.sent("first_request", 5), "deadline": day}])
        publish(tmp_path, moment)
        versions.append(read_previous(tmp_path / "build" / "due.ics"))
    changed = [version["MA-2026-001-next@makegood.invalid"] for version in versions]
    assert [str(event.on) for event in changed] == ["2026-12-02", "2026-12-09", "2026-12-10", "2026-12-11"]
    assert [event.sequence for event in changed] == [2518, 2519, 2520, 2521]  # 2,518 days since 1 January 2020
    assert sorted({event.stamp for event in changed}) == [event.stamp for event in changed]
    assert len({version["MA-2026-017-next@makegood.invalid"] for version in versions}) == 1


def test_what_is_gone_is_cancelled_for_180_days(tmp_path: Path) -> None:
    """Then it is dropped; a case that returns replaces what was cancelled."""
    folder, uid = write(tmp_path, 1), "MA-2026-001-next@makegood.invalid"
    calendar = Importer()
    calendar.load(publish(tmp_path))
    shutil.rmtree(folder)
    calendar.load(publish(tmp_path, MORNING + timedelta(days=1)))
    assert uid not in calendar.shown
    cancelled = publish(tmp_path, MORNING + timedelta(days=2))
    assert "STATUS:CANCELLED" in cancelled
    write(tmp_path, 1)
    calendar.load(publish(tmp_path, MORNING + timedelta(days=2)))
    assert calendar.shown[uid] == "2026-12-02"
    shutil.rmtree(folder)
    publish(tmp_path, MORNING + timedelta(days=3))
    assert uid in publish(tmp_path, MORNING + timedelta(days=183))
    assert uid not in publish(tmp_path, MORNING + timedelta(days=184))


def test_the_events_of_a_case_with_errors_stay(tmp_path: Path) -> None:
    """Its dates are not known until it is mended, so nothing is cancelled; what is next is to mend it."""
    write(tmp_path, 2)
    calendar = Importer()
    calendar.load(publish(tmp_path))
    window = "MA-2026-002-window-paypal_dispute@makegood.invalid"
    day = calendar.shown[window]
    folder = write(tmp_path, 2, refund={})
    text = publish(tmp_path)
    calendar.load(text)
    assert calendar.shown[window] == day
    assert calendar.events["MA-2026-002-next@makegood.invalid"][3].endswith(
        "Fix the errors in this case. To list them, run make check in its folder."
    )
    assert text.count("TRIGGER:-P6DT15H") == 1
    assert publish(tmp_path) == text
    shutil.rmtree(folder)
    calendar.load(publish(tmp_path, MORNING + timedelta(minutes=1)))
    assert calendar.shown == {}


@pytest.mark.parametrize("broken", ["moved", "no case.json"])
def test_the_events_of_a_case_in_another_place_stay(tmp_path: Path, broken: str) -> None:
    """Nobody has deleted it; once it is deleted, they are cancelled."""
    folder = write(tmp_path, 2)
    (folder / "story.md").touch()
    write(tmp_path, 1)
    calendar = Importer()
    calendar.load(publish(tmp_path))
    shown = calendar.shown
    if broken == "moved":
        (tmp_path / "cases" / "autumn").mkdir()
        folder = folder.rename(tmp_path / "cases" / "autumn" / folder.name)
    else:
        (folder / "case.json").unlink()
    text = publish(tmp_path, MORNING + timedelta(hours=1))
    calendar.load(text)
    assert calendar.shown == shown
    assert publish(tmp_path, MORNING + timedelta(hours=2)) == text
    shutil.rmtree(folder)
    calendar.load(publish(tmp_path, MORNING + timedelta(hours=3)))
    assert calendar.shown == {uid: day for uid, day in shown.items() if uid.startswith("MA-2026-001-")}


def test_a_copy_beside_a_case_keeps_no_event(tmp_path: Path) -> None:
    """The case itself is read: what is over in it is cancelled, as without the copy."""
    folder = write(tmp_path, 2)
    calendar = Importer()
    calendar.load(publish(tmp_path))
    window = "MA-2026-002-window-paypal_dispute@makegood.invalid"
    assert window in calendar.shown
    (folder / "case 2.json").touch()
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    case["case"]["channel"] = "direct_bank"
    case["payments"][0]["method"] = "bank_transfer"
    (folder / "case.json").write_text(json.dumps(case), encoding="utf-8")
    calendar.load(publish(tmp_path, MORNING + timedelta(hours=1)))
    assert window not in calendar.shown
    assert "MA-2026-002-next@makegood.invalid" in calendar.shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SEQUENCE:2518", "SEQUENCE:99999999999999999999"),
        ("SEQUENCE:2518", "SEQUENCE:-1"),
        ("SEQUENCE:2518", f"SEQUENCE:{2**31 - 1}"),
        ("DTSTAMP:20261123T090000Z", "DTSTAMP:99991231T235959Z"),
        ("DTSTART;VALUE=DATE:20261202", "DTSTART;VALUE=DATE:00001302"),
        ("UID:MA-2026-001", "UID:../../MA-2026-001"),
        ("TRANSP:TRANSPARENT", "ATTACH:file:///etc/passwd"),
        ("ACTION:DISPLAY", "ACTION:EMAIL"),
        ("PRODID:-//makegood//due//EN", "PRODID:-//else//EN"),
        ("END:VEVENT", "END:VTODO"),
        ("\r\n", "\n"),
    ],
)
def test_a_hostile_calendar_is_not_taken_over(tmp_path: Path, old: str, new: str) -> None:
    """An event in any other form than ours is left out, and the next calendar is as if it had not been there."""
    folder = write(tmp_path, 0 if "ACTION" in old else 1)
    good = publish(tmp_path)
    path = tmp_path / "build" / "due.ics"
    assert len(read_previous(path)) > 0
    assert old in good
    path.write_bytes(good.replace(old, new).encode())
    assert not [uid for uid in read_previous(path) if "next" in uid]
    assert publish(tmp_path) == good
    shutil.rmtree(folder)
    path.write_bytes(good.replace(old, new).encode())
    assert "-next@" not in publish(tmp_path)


def test_a_calendar_of_any_kind_is_read_within_bounds(tmp_path: Path) -> None:
    """No file, a link, a folder, bytes that are no text, and thirty megabytes that begin events and end none."""
    path = tmp_path / "due.ics"
    assert read_previous(path) == {}
    head = b"BEGIN:VCALENDAR\r\nPRODID:-//makegood//due//EN\r\n"
    for data in (
        b"",
        b"\xff" * 100,
        head + b"\xff",
        head + b"BEGIN:VEVENT\r\n" * (LARGEST // 14 - 9),
        b" " * (LARGEST + 1),
    ):
        path.write_bytes(data)
        started = time.process_time()
        assert read_previous(path) == {}
        assert time.process_time() - started < 20
    write(tmp_path, 1)
    publish(tmp_path)
    path.unlink()
    path.symlink_to(tmp_path / "build" / "due.ics")
    assert read_previous(path) == {}
    assert len(read_previous(tmp_path / "build" / "due.ics")) == 1
    assert read_previous(tmp_path) == {}


def test_a_summary_cannot_begin_a_line(tmp_path: Path) -> None:
    """What is taken over from the last calendar is one line, however it is written there."""
    folder = write(tmp_path, 1)
    good = publish(tmp_path)
    path = tmp_path / "build" / "due.ics"
    path.write_bytes(good.replace("SUMMARY:", "SUMMARY:a\\nATTACH:x\\\\\\;" + "y" * 900).encode())
    shutil.rmtree(folder)
    [event] = Calendar.from_ical(publish(tmp_path)).walk("VEVENT")
    assert str(event["summary"]).startswith("a ATTACH:x\\;yyy")
    assert len(str(event["summary"])) == 500
    assert "attach" not in event
