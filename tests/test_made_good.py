"""Work that was to come on a new day, and did not: every later letter says both days."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BANK, PAYPAL, in_english
from test_ladder import FINAL, FIRST, REMINDER, Entry, on
from test_messages import faults
from test_render import texts

from makegood.model.artifact import Text
from makegood.model.facts import Facts

EARLIER: Entry = {
    "at": "2026-11-10",
    "event": "agreed",
    "by": "creator",
    "deadline": "2026-11-20",
    "deliverable": "video-3",
}
AGREED: Entry = {
    "at": "2026-11-27",
    "event": "agreed",
    "by": "creator",
    "deadline": "2026-12-11",
    "text": "The video comes after all.",
}
ANSWER: Entry = {"at": "2026-12-14", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
LATER: Entry = {**REMINDER, "at": "2026-12-14", "deadline": "2026-12-22"}
DISPUTE: Entry = {"at": "2027-01-18", "event": "dispute_opened", "by": "brand", "desk": "paypal", "number": "PP-R-4711"}
WHOLE = "On 27 November 2026 we agreed that Video 3 could still come by 11 December 2026. That day passed without it."
BRIEF = "On 27 November 2026 we agreed on delivery by 11 December 2026. That day has passed."
STANDS: dict[str, tuple[str, str, tuple[Entry, ...]]] = {
    "reminder": (BANK, "2026-12-14", (FIRST, AGREED)),
    "partial_counter": (BANK, "2026-12-14", (FIRST, AGREED, ANSWER)),
    "final_notice": (BANK, "2026-12-23", (FIRST, AGREED, LATER)),
    "dispute_notice": (PAYPAL, "2027-01-18", (FIRST, AGREED, REMINDER, FINAL, DISPUTE)),
}


def forms(found: Facts, letter: str) -> list[Text]:
    return [text for text in texts(found).values() if text.document in {f"email/{letter}", f"message/{letter}"}]


def flat(text: Text) -> str:
    return " ".join(text.body.split())


@pytest.mark.parametrize("letter", STANDS)
def test_a_new_day_that_passed_is_told_in_every_later_letter(workspace: Path, letter: str) -> None:
    """In the mail and in each message that is made, with the day of the agreement and the day that passed."""
    ref, day, log = STANDS[letter]
    made = forms(on(workspace, day, *log, ref=ref), letter)
    assert {text.limit for text in made} >= {None, 1000}
    for text in made:
        assert WHOLE in flat(text) or (text.limit and BRIEF in flat(text)), text.body
        assert text.limit is None or not list(faults(text))


@pytest.mark.parametrize("letter", ["reminder", "final_notice", "dispute_notice"])
@pytest.mark.parametrize(
    "change",
    [{"amount": "GBP 300.00"}, {"privilege": "without_prejudice"}, {"deadline": None}, {"event": "noted"}],
    ids=lambda change: next(iter(change)),
)
def test_what_is_no_new_day_is_not_called_so(workspace: Path, letter: str, change: dict[str, object]) -> None:
    """The negative control: a sum, what is without prejudice, an agreement without a day, and a note."""
    ref, day, log = STANDS[letter]
    other = {key: value for key, value in {**AGREED, **change}.items() if value is not None}
    found = on(workspace, day, *(other if one is AGREED else one for one in log), ref=ref)
    for text in texts(found).values():
        assert "could still come" not in flat(text)
        assert "agreed on delivery" not in flat(text)


def test_a_first_request_tells_what_was_agreed_before_it(workspace: Path) -> None:
    """And so do the letters after it, each once."""
    words = (
        "On 10 November 2026 we agreed that Video 3 could still come by 20 November 2026. That day passed without it."
    )
    for day, log, letter in (
        ("2026-11-23", (), "first_request"),
        ("2026-12-08", (FIRST,), "reminder"),
        ("2026-12-16", (FIRST, REMINDER), "final_notice"),
    ):
        for text in forms(on(workspace, day, EARLIER, *log), letter):
            assert flat(text).count(words) == 1 or (
                text.limit == 300 and flat(text).count("delivery by 20 November 2026") == 1
            ), text.body


def test_what_came_by_the_new_day_is_not_missed(workspace: Path) -> None:
    """A post before its end, and a day that still runs: no letter says that the day passed without it."""
    late = {"grounds": ["late"], "requested": "GBP 250.00", "basis": "Half of the price of the late video."}
    change = {"deliverables__2__status": "posted_late", "refund": late}
    ref, day, log = STANDS["final_notice"]
    [text] = [
        one
        for one in forms(
            on(workspace, day, *log, ref=ref, **change, deliverables__2__posted_at="2026-12-10"), "final_notice"
        )
        if not one.limit
    ]
    came = (
        "On 27 November 2026 we agreed that Video 3 could still come by 11 December 2026. It came on 10 December 2026."
    )
    assert came in flat(text)
    assert "passed" not in flat(text)
    [text] = [
        one
        for one in forms(
            on(workspace, day, *log, ref=ref, **change, deliverables__2__posted_at="2026-12-12"), "final_notice"
        )
        if not one.limit
    ]
    assert WHOLE in flat(text)
    runs = {**AGREED, "deadline": "2027-02-01"}
    ref, day, _ = STANDS["dispute_notice"]
    [text] = [
        one for one in forms(on(workspace, day, FIRST, runs, DISPUTE, ref=ref), "dispute_notice") if not one.limit
    ]
    assert "could still come by 1 February 2027." in flat(text)
    assert "passed" not in flat(text)


def test_a_desk_is_told_too(workspace: Path) -> None:
    """PayPal sees that the seller had a second chance."""
    ref, day, log = STANDS["dispute_notice"]
    made = texts(on(workspace, day, *log, ref=ref))
    assert WHOLE in flat(made["support/paypal/request-1000.txt"])
    assert "A new day agreed for Video 3, 11 December 2026: The video comes after all." in flat(
        made["support/paypal/request-2500.txt"]
    )


PENDING: Entry = {"at": "2026-11-27", "event": "agreed", "by": "creator", "deadline": "2026-12-11"}
REFUSED: Entry = {"at": "2026-12-01", "event": "rejected", "by": "creator"}


@pytest.mark.parametrize(
    ("day", "log", "stage"),
    [
        ("2026-11-28", (PENDING,), "awaiting_reply"),
        ("2026-12-11", (PENDING,), "awaiting_reply"),
        ("2026-12-12", (PENDING,), "to_request"),
        ("2026-12-02", (PENDING, REFUSED), "to_request"),
        ("2026-12-02", ({**PENDING, "event": "extended", "by": "brand"},), "to_request"),
        ("2026-12-02", ({**PENDING, "event": "extended", "by": "brand", "deliverable": "video-3"},), "awaiting_reply"),
        ("2026-12-02", ({**PENDING, "amount": "GBP 200.00"},), "to_request"),
    ],
)
def test_nothing_is_asked_for_before_the_agreed_day_is_over(
    workspace: Path, day: str, log: tuple[Entry, ...], stage: str
) -> None:
    """A day for the missing work is waited for; a refusal, other work, time to answer or a sum is no such day."""
    found = on(workspace, day, *log, ref=BANK)
    assert found.stage.id == stage
    assert bool([document for document in found.plan if document.kind == "email"]) == (stage == "to_request")
    if stage == "awaiting_reply":
        assert found.stage.by is not None
        assert found.stage.by.isoformat() == "2026-12-11"
        assert "to deliver by 11 December 2026" in in_english(found.stage.next_act)


def test_a_new_day_after_the_first_request_stops_the_reminder(workspace: Path) -> None:
    """The agreement moves the wait, and the page offers the commands of an answer."""
    found = on(workspace, "2026-12-09", FIRST, {**PENDING, "at": "2026-11-28"}, ref=BANK)
    assert found.stage.id == "awaiting_reply"
    assert not found.ladder.due
    assert "to deliver by" in in_english(found.stage.next_act)


@pytest.mark.parametrize("length", [7, 40, 80])
def test_the_shortest_text_of_a_desk_keeps_the_new_day(workspace: Path, length: int) -> None:
    """However long a title is: without that day, what is missing looks later than both sides agreed."""
    title = {"deliverables__2__title": ("Video 3 " + "of the long series " * 9)[:length].strip()}
    found = on(workspace, "2026-12-15", FIRST, AGREED, ref=PAYPAL, **title)
    short = [flat(text) for text in texts(found).values() if text.path.endswith("request-300.txt")]
    assert short
    assert [text for text in short if "11 December 2026" not in text] == []
    assert all(len(text) <= 300 for text in short)
