"""What is due, computed a second time: 300 cases on 60 days; status, page, calendar and the summary for CI agree."""

from __future__ import annotations

import html
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import forked
import pytest
from icalendar import Calendar

from makegood.commands import docket
from makegood.model.workspace import Workspace
from makegood.reporting import status

FIRST_DAY = date(2026, 9, 1)
"""A Tuesday. Until 30 October there is no holiday in England, nor is any brand here asked to answer in the US."""
DAYS = 60
COUNT = 300
WITHIN = 7

Item = tuple[str, str, str]
"""The case, the kind and the day."""
PREFIX = {"Until then: ": "wait", "Last day: ": "window", "Missed: ": "missed"}
HEADS = {"Due": "act", "Until": "wait", "Last day": "window", "Closed": "missed"}


def day(first: str, later: int = 0) -> date:
    return date.fromisoformat(first) + timedelta(days=later)


def next_working_day(before: date) -> date:
    """Count by weekdays alone."""
    after = before + timedelta(days=1)
    return after + timedelta(days={5: 2, 6: 1}.get(after.weekday(), 0))


def sent(on: date, deadline: date, letter: str = "first_request") -> dict[str, Any]:
    return {
        "at": f"{on}",
        "event": "sent",
        "letter": letter,
        "by": "brand",
        "via": "email",
        "deadline": f"{deadline}",
    }


class Story:
    """One case, and what is due in it on a day: the second is written without the program's own rules."""

    def __init__(self, number: int) -> None:
        self.number, self.step = number, number // len(STORIES)
        self.ref = f"M{chr(65 + number // 1000)}-2026-{number % 1000:03d}"
        self.payments = [day("2026-03-02", self.step * 7 % 90)]
        self.channel, self.method, self.kind, self.country = "direct_bank", "bank_transfer", "email_thread", "GB"
        self.log: list[dict[str, Any]] = []
        self.back: list[dict[str, Any]] = []
        self.works = [day("2026-07-06", self.step % 20)]
        self.is_example = self.is_broken = False
        self.sent_on, self.deadline = day("2026-08-12", self.step % 9), day("2026-09-04", self.step * 3 % 50)
        self.items: Callable[[date], Iterable[tuple[str, date]]] = lambda _: ()
        STORIES[number % len(STORIES)](self)

    def on_paypal(self, payments: int) -> None:
        self.channel, self.method = "direct_paypal", "paypal_gs"
        self.payments = [self.payments[0] + timedelta(days=index * 11) for index in range(payments)]

    def disputes(self, today: date) -> Iterator[tuple[str, date]]:
        """PayPal's 180 days, for each payment."""
        for paid_on in self.payments:
            last = paid_on + timedelta(days=180)
            yield "window" if today <= last else "missed", last

    def reply(self, today: date) -> Iterator[tuple[str, date]]:
        """A wait until the deadline, then an act on the next working day."""
        late = today > self.deadline
        yield ("act", next_working_day(self.deadline)) if late else ("wait", self.deadline)

    def as_json(self) -> dict[str, Any]:
        return {
            "case": {
                "case_ref": self.ref,
                "channel": self.channel,
                "as_of": f"{FIRST_DAY}",
                "timezone": "Europe/London",
                "example": self.is_example,
            },
            "parties": {
                "brand": {
                    "legal_name": "Harbour & Pine Ltd",
                    "country": self.country,
                    "contact": {"name": "Refunds desk", "email": "refunds@harbourpine.example"},
                },
                "creator": {
                    "display_name": "Ana Marlowe",
                    "handle": f"@ana.marlowe.{self.number}",
                    "email": f"creator{self.number}@creators.example",
                    "entity_type": "sole_trader",
                    "country": "GB",
                },
            },
            "agreement": {"kind": self.kind, "agreed_on": "2025-06-01", "fee": "GBP 900.00"},
            "deliverables": [
                {"id": f"video-{index}", "type": "video", "due": f"{due}", "status": "not_delivered"}
                for index, due in enumerate(self.works, 1)
            ],
            "payments": [
                {"paid_on": f"{paid_on}", "amount": f"GBP {900 // len(self.payments)}.00", "method": self.method}
                for paid_on in self.payments
            ]
            + self.back,
            **({} if self.is_broken else {"refund": {"grounds": ["not_delivered"]}}),
            "log": self.log,
        }


def not_requested(story: Story) -> None:
    story.items = lambda _: [("act", FIRST_DAY)]


def requested(story: Story) -> None:
    story.log = [sent(story.sent_on, story.deadline)]
    story.items = story.reply


def not_requested_paypal(story: Story) -> None:
    story.on_paypal(1 + story.step % 3)
    story.items = lambda today: [("act", FIRST_DAY), *story.disputes(today)]


def requested_paypal(story: Story) -> None:
    story.on_paypal(1 + story.step % 3)
    story.log = [sent(story.sent_on, story.deadline)]

    def items(today: date) -> Iterator[tuple[str, date]]:
        yield from story.reply(today)
        yield from story.disputes(today)
        if today > story.deadline and len({kind for kind, _ in story.disputes(today)}) == 2:
            # The reminder asks for what PayPal is too late for; PayPal is asked for the rest.
            yield from story.reply(today)

    story.items = items


def answered(story: Story) -> None:
    answered_on = story.sent_on + timedelta(days=2)
    story.log = [
        sent(story.sent_on, story.deadline),
        {"at": f"{answered_on}", "event": "answered", "by": "creator", "text": "I will look."},
    ]

    def items(today: date) -> Iterator[tuple[str, date]]:
        if today <= story.deadline:
            yield "act", next_working_day(answered_on)
        yield from story.reply(today)

    story.items = items


def made_good_in_two_parts(story: Story) -> None:
    story.works = [story.works[0], story.works[0] + timedelta(days=3)]
    first = story.deadline
    second = first + timedelta(days=9)
    story.log = [
        sent(story.sent_on, day("2026-09-02")),
        *(
            {"at": "2026-08-30", "event": "agreed", "by": "brand", "deliverable": f"video-{index}", "deadline": f"{on}"}
            for index, on in enumerate((first, second), 1)
        ),
    ]

    def items(today: date) -> Iterator[tuple[str, date]]:
        if today > second:
            yield "act", next_working_day(second)
            return
        yield "wait", second
        if today <= first:
            yield "wait", first

    story.items = items


def at_tiktok_one(story: Story) -> None:
    story.channel, story.method, story.kind = "tiktok_one", "platform_payment", "platform_order"
    opened_on = day("2026-08-26", story.step % 6)
    story.log = [
        sent(story.sent_on - timedelta(days=3), story.deadline),
        {"at": f"{opened_on}", "event": "ticket_opened", "desk": "tiktok_one", "by": "brand", "number": "T-1"},
    ]
    asked_again = opened_on + timedelta(days=7)

    def items(today: date) -> Iterator[tuple[str, date]]:
        yield ("act", next_working_day(asked_again)) if today > asked_again else ("wait", asked_again)
        yield from story.reply(today)

    story.items = items


def broken(story: Story) -> None:
    story.is_broken = True
    story.items = lambda today: [("act", today)]


def closed(story: Story) -> None:
    story.on_paypal(1)
    story.log = [sent(story.sent_on, story.deadline), {"at": "2026-08-31", "event": "closed", "by": "brand"}]


def refunded(story: Story) -> None:
    came_on = day("2026-08-20", story.step % 9)
    story.log = [
        sent(day("2026-08-01"), day("2026-08-17")),
        {**sent(came_on, came_on, "refund_received"), "deadline": None},
    ]
    del story.log[1]["deadline"]
    story.back = [{"paid_on": f"{came_on}", "amount": "GBP 900.00", "direction": "in"}]
    story.items = lambda _: [("act", next_working_day(came_on))]


def example(story: Story) -> None:
    requested_paypal(story)
    story.is_example, story.items = True, lambda _: ()


def american(story: Story) -> None:
    """A claim against TikTok ends a year after the failure; 60 days before, the notice has to be there."""
    story.channel, story.method, story.kind, story.country = "tiktok_one", "platform_payment", "platform_order", "US"
    story.works = [day("2025-08-20", story.step * 5 % 120)]
    ends = story.works[0].replace(year=2026)

    def items(today: date) -> Iterator[tuple[str, date]]:
        yield "act", FIRST_DAY
        for last in (ends, ends - timedelta(days=60)):
            yield "window" if today <= last else "missed", last

    story.items = items


STORIES = (
    not_requested,
    requested,
    not_requested_paypal,
    requested_paypal,
    answered,
    made_good_in_two_parts,
    at_tiktok_one,
    broken,
    closed,
    refunded,
    example,
    american,
)


def write(home: Path, stories: Iterable[Story]) -> None:
    for story in stories:
        folder = home / "cases" / story.ref
        folder.mkdir(parents=True)
        (folder / "case.json").write_text(json.dumps(story.as_json()), encoding="utf-8")


def expected(stories: Iterable[Story], today: date, within: int | None = None) -> list[Item]:
    return sorted(
        (story.ref, kind, f"{on}")
        for story in stories
        for kind, on in story.items(today)
        if within is None or (on - today).days <= within
    )


def in_json(text: str) -> list[Item]:
    return sorted(
        (case["ref"], item["kind"], item["on"])
        for case in json.loads(text)["cases"]
        if not case["example"]
        for item in case["items"]
    )


def in_table(text: str, entries: Iterable[docket.DocketEntry]) -> list[Item]:
    """Read the lines: the first of a case has its next act, those below it what else falls within the days."""
    kinds = {entry.ref: entry.next.kind for entry in entries if entry.next}
    items: list[Item] = []
    ref = ""
    for line in text.split("\n\nExamples")[0].splitlines():
        if head := re.match(r"(M[A-Z]-2026-\d{3})  (\d{4}-\d\d-\d\d|-) ", line):
            ref, on = head.groups()
            items += [(ref, kinds[ref], on)] if ref in kinds else []
        elif match := re.match(r" +(Due|Until|Last day|Closed) (\d{4}-\d\d-\d\d): ", line):
            items.append((ref, HEADS[match[1]], match[2]))
    return sorted(items)


def in_page(text: str) -> list[Item]:
    lines = re.findall(
        r'<li data-kind="(\w+)" data-case="[\w-]+"><p class="when"><time datetime="([\d-]+)".*?<p class="soft">(?:<a [^>]*>)?([\w-]+)',
        text,
    )
    return sorted((html.unescape(ref), kind, on) for kind, on, ref in lines)


def in_calendar(text: str) -> list[Item]:
    items = []
    for event in Calendar.from_ical(text).walk("VEVENT"):
        ref, _, summary = str(event["summary"]).partition(": ")
        if event["status"] == "CONFIRMED":
            kind = next((kind for prefix, kind in PREFIX.items() if summary.startswith(prefix)), "act")
            items.append((ref, kind, event.decoded("dtstart").isoformat()))
    return sorted(items)


def in_summary(text: str) -> list[Item]:
    """Read the Markdown: its third cell begins with the kind."""
    kinds = {"To do.": "act", "Awaited.": "wait", "Last day": "window", "Closed": "missed"}
    items = []
    for line in text.splitlines()[4:]:
        ref, _, what, on, _, _ = (cell.strip() for cell in line.strip("|").split(" |"))
        items.append((ref, kinds[what.partition(":")[0]], on))
    return sorted(items)


def differences(
    workspace: Workspace, stories: list[Story], today: date, spoiled: str = "", of: Iterable[Story] = ()
) -> dict[str, set[Item]]:
    """Return what each of the four has too much or too little on a day; status is read as JSON and as a table.

    For a negative control, the `spoiled` one is made without the first item of each case `of` these stories.
    """
    looked = docket.build_docket(workspace, today)
    refs = {story.ref for story in of}

    def docket_for(name: str) -> docket.Docket:
        if name != spoiled:
            return looked
        entries = (replace(entry, agenda=entry.items()[entry.ref in refs :]) for entry in looked.entries)
        return replace(looked, entries=tuple(entries))

    def soon(name: str) -> tuple[docket.DocketEntry, ...]:
        return docket.within(docket.CaseFilter().apply(docket_for(name).entries), WITHIN)

    every, due = expected(stories, today), expected(stories, today, WITHIN)
    # The line of a case begins with its next act, which may come later than what closes.
    table = in_table(status.table(looked, soon("table"), 400, days=WITHIN), soon("table"))
    shown = {
        "status": (in_json(status.as_json(looked, soon("status"), WITHIN)), due),
        "table": ([item for item in table if (date.fromisoformat(item[2]) - today).days <= WITHIN], due),
        "page": (in_page(docket.page(workspace, docket_for("page"))), every),
        "calendar": (in_calendar(docket.calendar(docket_for("calendar"))), every),
        "summary": (in_summary(status.as_markdown(looked, soon("summary"), WITHIN)), due),
    }
    return {
        name: set((Counter(have) - Counter(right)) + (Counter(right) - Counter(have)))
        for name, (have, right) in shown.items()
        if have != right
    }


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, list[Story]]:
    home, some = tmp_path_factory.mktemp("due"), [Story(number) for number in range(0, COUNT, 13)]
    write(home, some)
    return Workspace(home), some


@pytest.mark.parametrize("later", [0, 16, 59])
def test_all_four_show_what_is_due(stories: tuple[Workspace, list[Story]], later: int) -> None:
    """Every 13th case on three days: two of each story."""
    workspace, some = stories
    assert {STORIES[story.number % len(STORIES)] for story in some} == set(STORIES)
    assert differences(workspace, some, FIRST_DAY + timedelta(days=later)) == {}


@pytest.mark.parametrize("spoiled", ["status", "table", "page", "calendar", "summary"])
def test_one_item_less_is_seen(stories: tuple[Workspace, list[Story]], spoiled: str) -> None:
    """What one of them leaves out is a difference there, and nowhere else."""
    workspace, some = stories
    today = FIRST_DAY + timedelta(days=30)
    few = [story for story in some if story.number % len(STORIES) in {1, 2, 3}]
    found = differences(workspace, some, today, spoiled, few)
    assert found.keys() == {spoiled}
    assert {item[0] for item in found[spoiled]} <= {story.ref for story in few}


def test_one_day_off_is_seen(stories: tuple[Workspace, list[Story]]) -> None:
    """What is computed here counts: with PayPal's time a day longer, all of them differ."""
    workspace, some = stories

    class Longer(Story):
        def disputes(self, today: date) -> Iterator[tuple[str, date]]:
            return ((kind, last + timedelta(days=1)) for kind, last in super().disputes(today))

    wrong = [Longer(story.number) for story in some]
    assert len(differences(workspace, wrong, FIRST_DAY + timedelta(days=30))) == 5


@pytest.mark.parametrize(
    ("story", "later", "status"),
    [
        (2, 19, 1),  # not requested since 1 September
        (1, 0, 1),  # reply by 4 September
        (8, 59, 0),  # closed
        (9, 59, 1),  # refunded, and not closed yet
        (7, 0, 1),  # to be mended
        (10, 59, 0),  # an example
    ],
)
def test_exit_status(tmp_path: Path, story: int, later: int, status: int) -> None:
    """It is 1 where anything is late or falls within the days, and then there is something to read."""
    write(tmp_path, [Story(story)])
    today = FIRST_DAY + timedelta(days=later)
    done = forked.run(
        "status", "--due", "7d", "--today", f"{today}", "--format", "json", cwd=tmp_path, env=dict(os.environ)
    )
    assert (done.returncode, bool(in_json(done.stdout))) == (status, bool(status))


def test_silence_ends_before_the_time_does(tmp_path: Path) -> None:
    """PayPal's time ends on 11 September, 180 days after 15 March; a reply is awaited until 12 October."""
    story = Story(STORIES.index(requested_paypal))
    story.deadline = day("2026-10-12")
    requested_paypal(story)
    story.payments = [day("2026-03-15")]
    write(tmp_path, [story])
    for today, code in (("2026-09-03", 0), ("2026-09-04", 1), ("2026-09-10", 1)):
        done = forked.run("status", "--due", "7d", "--today", today, cwd=tmp_path, env={**os.environ, "COLUMNS": "200"})
        assert done.returncode == code, today
    assert "2026-10-12 in 32 days" in done.stdout
    assert "Last day 2026-09-11: Open a dispute in PayPal's Resolution Center." in done.stdout


@pytest.mark.whole
def test_all_four_show_what_is_due_in_300_cases_on_60_days(tmp_path: Path) -> None:
    """Each case on each day."""
    every = [Story(number) for number in range(COUNT)]
    write(tmp_path, every)
    count = 0
    for later in range(DAYS):
        today = FIRST_DAY + timedelta(days=later)
        assert differences(Workspace(tmp_path), every, today) == {}, today
        count += len(expected(every, today))
    assert count > COUNT * DAYS
