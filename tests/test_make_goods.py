"""A make-good from the offer to each outcome: kept, partly kept, declined, extended, not kept; what log records of it."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from conftest import BANK, ONE, PAYPAL, in_english
from test_derive import facts
from test_ladder import FINAL, FIRST, REMINDER, Entry, mail, on
from test_log import Desk, desk
from test_made_good import flat, forms
from test_render import texts

from makegood.commands.docket.build_docket import _entry_from_facts
from makegood.commands.log.case_context import read_case_context
from makegood.domain.outcomes import outcomes
from makegood.model.artifact import Text
from makegood.model.errors import CaseError
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.workspace import Workspace

__all__ = ["desk"]

AGREED: Entry = {"at": "2026-11-27", "event": "agreed", "deadline": "2026-12-11"}
LATER: Entry = {"at": "2026-12-14", "event": "agreed", "deadline": "2026-12-22"}
OFFER: Entry = {
    "at": "2026-11-26",
    "event": "answered",
    "by": "creator",
    "deadline": "2026-12-11",
    "text": "In December.",
}
DECLINED: Entry = {"at": "2026-11-27", "event": "rejected", "by": "brand", "deadline": "2026-12-11"}
DISPUTE: Entry = {"at": "2026-11-25", "event": "dispute_opened", "by": "brand", "number": "CB-9", "desk": "card_issuer"}
NONE_CAME = {"refund": {"grounds": ["not_delivered"]}}
SOME_CAME = {"refund": {"grounds": ["partially_delivered"]}}


def videos(*posted: str | None, prices: tuple[str, ...] = (), **more: object) -> list[Entry]:
    """Return deliverables, each with the day on which it was posted, or None."""
    return [
        {
            "id": f"video-{number}",
            "type": "video",
            "due": f"2026-09-{number * 5:02d}",
            "status": "posted" if day else "not_delivered",
            "evidence": ["feed"],
            **({"posted_at": day} if day else {}),
            **({"price": prices[number - 1]} if prices else {}),
            **more,
        }
        for number, day in enumerate(posted, 1)
    ]


def paid(amount: str, **more: object) -> list[Entry]:
    return [{"paid_on": "2026-08-06", "amount": amount, "evidence": ["receipt"], **more}]


def words_of(found: Facts, path: str) -> str:
    """Return what a page says, each run of blanks as one."""
    return plain(texts(found)[path])


def plain(text: Text) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text.html or text.body)))


def _claim(desk: Desk) -> Money:
    """Return what is claimed in the case as it is in its folder."""
    workspace = Workspace.containing(desk.case)
    context = read_case_context(desk.case, workspace)
    assert context.facts is not None
    return context.facts.sums.outstanding


def claim(found: Facts) -> str:
    return str(found.sums.outstanding)


# --- kept ---

EURO = {"rate": 0.8, "to": "EUR", "on": "2026-08-06", "source": "the bank's statement"}
KEPT = {
    "one video": ({"deliverables": videos("2026-12-10"), **NONE_CAME}, "GBP 0.00"),
    "several": ({"deliverables": videos("2026-12-04", "2026-12-11", "2026-09-15"), **SOME_CAME}, "GBP 0.00"),
    "prices": (
        {
            "deliverables": videos("2026-12-04", "2026-12-11", prices=("GBP 600.00", "GBP 900.00")),
            "refund": {"grounds": ["not_delivered"], "method": "by_deliverable"},
        },
        "GBP 0.00",
    ),
    "a sum by name": (
        {
            "deliverables": videos("2026-12-10"),
            "refund": {"grounds": ["not_delivered"], "method": "negotiated", "requested": "GBP 700.00"},
        },
        "GBP 0.00",
    ),
    "everything": (
        {"deliverables": videos("2026-12-10"), "refund": {"grounds": ["not_delivered"], "method": "full"}},
        "GBP 0.00",
    ),
    "a part of the fee": (
        {"deliverables": videos("2026-12-10"), "payments": paid("GBP 500.00"), **NONE_CAME},
        "GBP 0.00",
    ),
    "a second currency": (
        {
            "deliverables": videos("2026-12-10"),
            "payments": paid("USD 1000.00", method="wire", fx=EURO),
            "agreement__fee": "EUR 800.00",
            **NONE_CAME,
        },
        "EUR 0.00",
    ),
    "posted_late by its status": (
        {"deliverables": videos("2026-12-10", status="posted_late"), **NONE_CAME},
        "GBP 0.00",
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_make_good_that_was_kept_ends_the_case(workspace: Path, name: str) -> None:
    """Nothing is claimed, no letter is due or announced, and the page and the report say what came."""
    changes, zero = KEPT[name]
    found = on(workspace, "2026-12-12", FIRST, AGREED, **changes)
    assert (claim(found), str(found.sums.claimed), found.stage.id) == (zero, zero, "made_good")
    assert not found.ladder.due
    assert {item.kind for item in found.plan} == {"page", "report"}
    assert (
        in_english(found.agenda[-1].act) == "Close the case. Everything was delivered after all, so nothing is claimed."
    )
    page = words_of(found, "index.html")
    assert "Nothing is claimed any more, and no further letter is due." in page
    assert "On 27 November 2026 we agreed that" in page
    assert "passed without" not in page
    assert "make log EVENT=closed" in page
    assert "Created when" not in page
    assert "Everything was delivered after all; nothing is claimed" in words_of(found, "report/closing.pdf")


def test_the_page_says_what_came_when(workspace: Path) -> None:
    found = on(workspace, "2026-12-12", FIRST, AGREED, deliverables=videos("2026-12-10"), **NONE_CAME)
    page = words_of(found, "index.html")
    assert "Video 1 could still come by 11 December 2026. It came on 10 December 2026." in page
    assert "Video 1 was posted on 10 December 2026" in words_of(found, "report/closing.pdf")


NOT_KEPT = {
    "after the day": ({"deliverables": videos("2026-12-12"), **NONE_CAME}, (FIRST, AGREED)),
    "without its day": ({"deliverables": videos(None, status="posted"), **NONE_CAME}, (FIRST, AGREED)),
    "nothing was agreed or asked": ({"deliverables": videos("2026-12-10"), **NONE_CAME}, ()),
    "a sum was agreed": (
        {"deliverables": videos("2026-12-20"), **NONE_CAME},
        (FIRST, {**AGREED, "amount": "GBP 100.00"}),
    ),
    "only a credit is accepted in place of money": (
        {"deliverables": videos("2026-12-04"), "refund": {"grounds": ["not_delivered"], "alternatives": ["credit"]}},
        (FIRST,),
    ),
}


@pytest.mark.parametrize("name", NOT_KEPT)
def test_what_was_not_kept_is_no_end(workspace: Path, name: str) -> None:
    """The negative control: the case has an error that says what to decide, and no claim of nothing."""
    changes, log = NOT_KEPT[name]
    with pytest.raises(CaseError) as error:
        on(workspace, "2026-12-22", *log, **changes)
    assert "T11" in {problem.rule for problem in error.value.problems}


def test_work_that_came_by_the_day_of_the_first_request_ends_the_case(workspace: Path) -> None:
    """The first request offered it: "Or deliver by 7 December"."""
    found = on(workspace, "2026-12-08", FIRST, deliverables=videos("2026-12-07"), **NONE_CAME)
    assert (claim(found), found.stage.id) == ("GBP 0.00", "made_good")


def test_a_post_that_was_taken_down_is_made_good(workspace: Path) -> None:
    """The day is waited for although the post once was up; the new post ends the case."""
    down = {"status": "removed", "posted_at": "2026-09-05", "removed_at": "2026-09-15", "min_live_days": 30}
    refund = {"grounds": ["removed_early"]}
    waits = on(workspace, "2026-12-04", FIRST, AGREED, deliverables=videos(None, **down), refund=refund)
    assert waits.stage.id == "awaiting_reply"
    over = on(workspace, "2026-12-14", FIRST, AGREED, deliverables=videos(None, **down), refund=refund)
    [text] = [text for text in forms(over, "reminder") if not text.limit]
    assert "Video 1 could be posted again by 11 December 2026. That day passed without it." in flat(text)
    # 20 of 30 days of GBP 1,500.00 are missing.
    assert claim(over) == "GBP 1000.00"
    again = on(workspace, "2026-12-12", FIRST, AGREED, deliverables=videos("2026-12-10"), refund=refund)
    assert (claim(again), again.stage.id) == ("GBP 0.00", "made_good")


def test_what_else_is_wrong_is_still_claimed(workspace: Path) -> None:
    """Video 1 came by the agreed day; 20% of the GBP 900.00 of Video 2 is GBP 180.00, less GBP 50.00 that came back."""
    items = videos("2026-12-10", "2026-09-14", prices=("GBP 600.00", "GBP 900.00"))
    items[1] |= {"defects": [{"code": "late", "reduction": {"percent": 20, "reason": "posted four days late"}}]}
    log = (FIRST, {**AGREED, "deliverable": "video-1"})
    found = on(workspace, "2026-12-12", *log, deliverables=items, refund={"grounds": ["late"]})
    assert (claim(found), found.stage.id) == ("GBP 180.00", "to_write")
    back = {**paid("GBP 50.00")[0], "direction": "in", "paid_on": "2026-12-05"}
    payments = [*paid("GBP 1500.00"), back]
    found = on(workspace, "2026-12-12", *log, deliverables=items, refund={"grounds": ["late"]}, payments=payments)
    assert claim(found) == "GBP 130.00"


def test_money_that_came_back_besides_is_said(workspace: Path) -> None:
    back = {**paid("GBP 200.00")[0], "direction": "in", "paid_on": "2026-12-01"}
    receipt: Entry = {"at": "2026-12-02", "event": "sent", "letter": "refund_received", "by": "brand"}
    log = (FIRST, AGREED, receipt)
    changes = {"deliverables": videos("2026-12-10"), "payments": [*paid("GBP 1500.00"), back], **NONE_CAME}
    found = on(workspace, "2026-12-12", *log, **changes)
    assert (found.stage.id, str(found.sums.surplus)) == ("made_good", "GBP 200.00")
    assert "GBP 200.00 was also refunded. Agree with Ana Marlowe on what to do with it." in words_of(
        found, "index.html"
    )


def test_the_list_and_the_calendar_agree(workspace: Path) -> None:
    """The docket calls the case made good, with nothing outstanding, and no longer open."""
    found = on(workspace, "2026-12-12", FIRST, AGREED, deliverables=videos("2026-12-10"), **NONE_CAME)
    entry = _entry_from_facts(found)
    assert (entry.stage, entry.is_open, str(entry.outstanding)) == ("made_good", False, "GBP 0.00")
    assert entry.next is not None
    assert entry.next.on.isoformat() == "2026-12-11"


def test_work_that_came_after_the_request_is_no_missing_answer(workspace: Path) -> None:
    """It says why less is asked, and "we have had no answer" would be untrue; what came before the request is neither."""
    came = "Video 2 came on 1 December 2026."
    after = on(workspace, "2026-12-08", FIRST, deliverables=videos("2026-09-05", "2026-12-01", None), **SOME_CAME)
    before = on(workspace, "2026-12-08", FIRST, deliverables=videos("2026-09-05", "2026-09-10", None), **SOME_CAME)
    letter, other = (mail(found) for found in (after, before))
    assert f"{came} The money has not arrived." in letter and "no answer" not in letter
    assert " came on " not in other and "We have had no answer" in other


# --- partly kept ---

PARTS = {
    "equal": ({"deliverables": videos("2026-12-04", "2026-12-11", None), **SOME_CAME}, "GBP 500.00"),
    "prices": (
        {
            "deliverables": videos("2026-12-04", "2026-12-11", None, prices=("GBP 400.00", "GBP 500.00", "GBP 600.00")),
            "refund": {"grounds": ["partially_delivered"], "method": "by_deliverable"},
        },
        "GBP 600.00",
    ),
    # USD 1,000.00 at 0.8 is EUR 800.00; the third of three is not there: 800 / 3 = 266.67.
    "a second currency": (
        {
            "deliverables": videos("2026-12-04", "2026-12-11", None),
            "payments": paid("USD 1000.00", method="wire", fx=EURO),
            "agreement__fee": "EUR 800.00",
            **SOME_CAME,
        },
        "EUR 266.67",
    ),
}
PART = (
    "On 27 November 2026 we agreed that Video 1, Video 2 and Video 3 could still come by 11 December 2026. By that day only "
    "Video 1 (4 December 2026) and Video 2 (11 December 2026) came; Video 3 did not."
)
PART_BRIEF = "By then only Video 1 and Video 2 came."


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize(("day", "letter"), [("2026-12-14", "reminder"), ("2026-12-23", "final_notice")])
def test_of_a_make_good_that_was_kept_in_part_the_rest_is_claimed(
    workspace: Path, name: str, day: str, letter: str
) -> None:
    """Each letter says what came by the day, when, and what did not; the sum is that of the rest."""
    changes, rest = PARTS[name]
    log = (
        FIRST,
        AGREED,
        *([{**REMINDER, "at": "2026-12-14", "deadline": "2026-12-22"}] if letter != "reminder" else []),
    )
    found = on(workspace, day, *log, **changes)
    assert claim(found) == rest
    made = forms(found, letter)
    assert made
    for text in made:
        assert flat(text).count(PART) == 1 or (text.limit and PART_BRIEF in flat(text)), text.body


def test_what_came_so_far_is_said_while_the_day_runs(workspace: Path) -> None:
    found = on(workspace, "2026-12-09", FIRST, AGREED, deliverables=videos("2026-12-04", None), **SOME_CAME)
    assert found.stage.id == "awaiting_reply"
    assert "Of this, Video 1 (4 December 2026) came so far." in words_of(found, "index.html")


# --- declined ---


@pytest.mark.parametrize("letter", ["reminder", "final_notice"])
@pytest.mark.parametrize("is_offer_recorded", [True, False])
def test_an_offer_that_was_declined_is_said_and_not_waited_for(
    workspace: Path, letter: str, *, is_offer_recorded: bool
) -> None:
    log = (FIRST, *([OFFER] if is_offer_recorded else []), DECLINED)
    log = (*log, *([REMINDER] if letter == "final_notice" else []))
    found = on(workspace, "2026-12-08" if letter == "reminder" else "2026-12-16", *log)
    when = "offer of 26 November 2026" if is_offer_recorded else "offer"
    whole = f"On 27 November 2026 we declined the {when} to deliver Video 3 by 11 December 2026."
    brief = "On 27 November 2026 we declined the offer to deliver by 11 December 2026."
    made = forms(found, letter)
    assert made
    for text in made:
        assert flat(text).count(whole) == 1 or (text.limit and brief in flat(text)), text.body
        assert "You answered" not in flat(text)


def test_the_page_has_the_command_for_each_outcome_of_the_day(workspace: Path) -> None:
    """While it runs: the work is posted, the day passes, a still later day is agreed, or the creator gives up."""
    found = on(workspace, "2026-12-11", FIRST, AGREED)
    commands = [one.command for one in outcomes(found)]
    assert "make log EVENT=posted DELIVERABLE=video-3" in commands
    assert "make today" in commands
    assert "make log EVENT=agreed DEADLINE=2026-12-25 DELIVERABLE=video-3" in commands
    assert "make log EVENT=rejected BY=creator" in commands
    assert "From 12 December 2026 on" in words_of(found, "index.html")
    assert "make today" not in [one.command for one in outcomes(on(workspace, "2026-12-14", FIRST, AGREED))]


def test_an_offer_that_is_open_is_to_be_decided(workspace: Path) -> None:
    """The page has the commands to accept and to decline it, with its day."""
    found = on(workspace, "2026-11-26", FIRST, OFFER)
    offered = "Accept or decline the offer of 26 November 2026 from Ana Marlowe to deliver by 11 December 2026."
    assert in_english(found.stage.next_act) == offered
    commands = [one.command for one in outcomes(found)]
    assert "make log EVENT=agreed DEADLINE=2026-12-11 DELIVERABLE=video-3" in commands
    assert "make log EVENT=rejected BY=brand DEADLINE=2026-12-11 DELIVERABLE=video-3" in commands
    assert commands[1:3] == [one.command for one in outcomes(on(workspace, "2026-11-26", OFFER))][1:3]
    late = on(workspace, "2026-12-08", FIRST, OFFER)
    [text] = [text for text in forms(late, "reminder") if not text.limit]
    assert "You offered on 26 November 2026 to deliver by 11 December 2026." in flat(text)


def test_what_was_offered_without_prejudice_is_not_said(workspace: Path) -> None:
    """The negative control: neither the offer nor that it was declined."""
    hidden = {"privilege": "without_prejudice"}
    for log in ((FIRST, {**OFFER, **hidden}, DECLINED), (FIRST, {**OFFER, **hidden}, {**DECLINED, **hidden})):
        for text in texts(on(workspace, "2026-12-08", *log)).values():
            assert "declined the offer" not in text.body + text.html
            assert "offered to deliver" not in text.body + text.html


# --- extended ---

BOTH = (
    "On 27 November 2026 we agreed that Video 3 could still come by 11 December 2026. "
    "On 14 December 2026 we agreed that it could come by 22 December 2026. Both days passed without it."
)
BOTH_BRIEF = "We agreed on delivery by 11 December 2026, then by 22 December 2026. Both days have passed."


@pytest.mark.parametrize(
    ("day", "log", "letter"),
    [
        ("2026-12-23", (), "reminder"),
        ("2026-12-31", ({**REMINDER, "at": "2026-12-23", "deadline": "2026-12-30"},), "final_notice"),
    ],
)
def test_both_days_are_said_once(workspace: Path, day: str, log: tuple[Entry, ...], letter: str) -> None:
    found = on(workspace, day, FIRST, AGREED, LATER, *log)
    made = forms(found, letter)
    assert made
    for text in made:
        assert flat(text).count(BOTH) == 1 or (text.limit and flat(text).count(BOTH_BRIEF) == 1), text.body


def test_the_later_day_is_waited_for(workspace: Path) -> None:
    found = on(workspace, "2026-12-21", FIRST, AGREED, LATER)
    assert (found.stage.id, found.ladder.due) == ("awaiting_reply", ())
    assert str(found.stage.by) == "2026-12-22"


def test_of_two_agreements_on_other_work_the_last_day_is_waited_for(workspace: Path) -> None:
    """The order in which they were recorded does not matter."""
    one, two = {**AGREED, "deliverable": "video-1"}, {**AGREED, "deadline": "2026-12-18", "deliverable": "video-2"}
    for log in ((one, two), (two, one)):
        found = on(workspace, "2026-12-14", FIRST, *log, deliverables=videos(None, None), **NONE_CAME)
        assert found.stage.id == "awaiting_reply"
        assert (str(found.stage.by), str(found.ladder.reply_by)) == ("2026-12-18", "2026-12-18")


# --- not kept: whoever reads of the case ---


GIVEN: Entry = {"at": "2026-12-14", "event": "extended", "by": "brand", "deadline": "2026-12-28"}
BACK: Entry = {**paid("GBP 100.00")[0], "direction": "in", "paid_on": "2026-12-14"}
SUM: Entry = {"at": "2026-12-14", "event": "agreed", "by": "creator", "amount": "GBP 300.00", "deadline": "2026-12-28"}
GAVE_UP: Entry = {"at": "2026-12-14", "event": "waived", "by": "brand", "text": "Not worth a court."}
PASSED = "On 27 November 2026 we agreed that Video 3 could still come by 11 December 2026. That day passed without it."
PASSED_BRIEF = "On 27 November 2026 we agreed on delivery by 11 December 2026. That day has passed."


@pytest.mark.parametrize(
    ("letter", "log", "changes", "is_said"),
    [
        ("extension_granted", (GIVEN,), {}, True),
        ("refund_received", (), {"payments": [*paid("GBP 1500.00"), BACK]}, True),
        # What is settled, offered without prejudice or withdrawn is no place to argue.
        ("acceptance", (SUM,), {}, False),
        ("settlement_offer", (), {"refund__offer": {"amount": "GBP 300.00"}}, False),
        ("not_our_ground", (GAVE_UP,), {}, False),
    ],
)
def test_each_letter_that_asks_for_money_says_that_the_day_passed(
    workspace: Path, letter: str, log: tuple[Entry, ...], changes: dict[str, object], *, is_said: bool
) -> None:
    """The reminder, the final notice, the answer to an offer and the notice of a dispute are in test_made_good."""
    made = forms(on(workspace, "2026-12-14", FIRST, AGREED, *log, **changes), letter)
    assert made
    for text in made:
        assert (PASSED in flat(text) or bool(text.limit and PASSED_BRIEF in flat(text))) is is_said, text.body


def test_the_packets_say_that_the_day_passed(workspace: Path) -> None:
    """In the chronology of every packet, after the agreement."""
    found = on(workspace, "2027-01-18", FIRST, AGREED, REMINDER, FINAL)
    packets = [text for path, text in texts(found).items() if path.startswith("packet/")]
    assert len(packets) >= 2
    for packet in packets:
        page = plain(packet)
        assert "A new day agreed for Video 3, 11 December 2026" in page
        assert "The agreed day for Video 3 passed without it" in page


def test_the_packets_of_a_day_that_runs_do_not(workspace: Path) -> None:
    """The negative control."""
    assert not [event for event in on(workspace, "2026-12-11", FIRST, AGREED).chronology if event.kind == "missed"]


CARD = {"case__channel": "direct_card", "payments": paid("GBP 1500.00", method="card")}


def test_a_card_issuer_reads_it_in_every_length_that_has_room(workspace: Path) -> None:
    found = on(workspace, "2026-12-22", FIRST, AGREED, {**DISPUTE, "at": "2026-12-21"}, **CARD)
    made = texts(found)
    words = (
        "On 27 November 2026 we agreed that Video 3 could still come by 11 December 2026. That day passed without it."
    )
    for length in ("1000", "2500"):
        assert words in flat(made[f"support/card_issuer/request-{length}.txt"])


def test_an_agreement_while_a_chargeback_runs_is_warned_of_and_waited_for(workspace: Path) -> None:
    """C29; no letter asks for money while the day runs, not even the notice of the dispute."""
    log = (FIRST, DISPUTE, AGREED)
    found = on(workspace, "2026-11-30", *log, **CARD)
    assert "C29" in {warning.rule for warning in found.warnings}
    assert (found.stage.id, found.ladder.due) == ("awaiting_reply", ())
    assert in_english(found.stage.next_act).endswith("Meanwhile the card issuer has the request.")
    later = on(workspace, "2026-12-14", *log, **CARD)
    assert [letter.letter for letter in later.ladder.due] == ["dispute_notice"]
    assert "C29" not in {warning.rule for warning in later.warnings}


def test_a_ticket_without_an_answer_waits_for_the_agreed_day(workspace: Path) -> None:
    """But a PayPal dispute does not: unless it becomes a claim, it ends."""
    asked: Entry = {"at": "2026-11-10", "event": "ticket_opened", "by": "brand", "desk": "tiktok_one", "number": "TT-1"}
    found = facts(workspace, ONE, case__as_of="2026-12-05", log=[FIRST, asked, AGREED])
    assert found.stage.id == "awaiting_reply"
    after = facts(workspace, ONE, case__as_of="2026-12-14", log=[FIRST, asked, AGREED])
    assert after.stage.id != "awaiting_reply"
    dispute = {**DISPUTE, "desk": "paypal"}
    found = facts(workspace, PAYPAL, case__as_of="2026-12-10", log=[FIRST, dispute, AGREED])
    assert found.stage.id == "at_desk"


def test_a_make_good_that_was_kept_while_a_chargeback_runs_asks_to_withdraw_it(workspace: Path) -> None:
    items = [*videos("2026-09-05", "2026-09-10"), {**videos("2026-12-04")[0], "id": "video-3"}]
    found = on(workspace, "2026-12-12", FIRST, DISPUTE, AGREED, **{**CARD, "deliverables": items})
    assert found.stage.id == "made_good"
    assert in_english(found.stage.next_act).startswith("Withdraw the request at the card issuer, then close the case.")
    over: Entry = {"at": "2026-12-12", "event": "cancelled", "by": "brand", "desk": "card_issuer"}
    found = on(workspace, "2026-12-12", FIRST, DISPUTE, AGREED, over, **{**CARD, "deliverables": items})
    assert in_english(found.stage.next_act).startswith("Close the case.")


def test_a_day_after_the_last_for_a_dispute_is_warned_of(workspace: Path) -> None:
    """PayPal takes a dispute within 180 days of the payment: from 6 August 2026 until 2 February 2027."""
    for day, rules in (("2027-02-02", False), ("2027-02-03", True)):
        found = facts(workspace, PAYPAL, case__as_of="2026-11-30", log=[FIRST, {**AGREED, "deadline": day}])
        assert ("C29" in {warning.rule for warning in found.warnings}) is rules


def test_a_dispute_over_work_that_came_asks_for_nothing_more(workspace: Path) -> None:
    """GBP 600.00 went by PayPal for Video 1, GBP 900.00 by bank for Video 2: each is asked for where it went."""
    payments = [
        *paid("GBP 600.00", method="paypal_gs", **{"for": ["video-1"]}),
        *paid("GBP 900.00", method="faster_payments", channel="direct_bank", **{"for": ["video-2"]}),
    ]
    prices = ("GBP 600.00", "GBP 900.00")
    dispute = {**DISPUTE, "at": "2026-12-14", "desk": "paypal", "amount": "GBP 600.00"}
    log = [FIRST, {**AGREED, "deliverable": "video-1"}, dispute]
    changes = {"case__as_of": "2026-12-15", "payments": payments, "log": log}
    late = facts(workspace, PAYPAL, **changes, deliverables=videos(None, None, prices=prices), **NONE_CAME)
    assert [str(way.sums.outstanding) for way in late.ways] == ["GBP 600.00", "GBP 900.00"]
    words = (
        "On 27 November 2026 we agreed that Video 1 could still come by 11 December 2026. That day passed without it."
    )
    assert words in flat(texts(late)["support/paypal/request-1000.txt"])
    kept = facts(workspace, PAYPAL, **changes, deliverables=videos("2026-12-11", None, prices=prices), **SOME_CAME)
    assert [str(way.sums.outstanding) for way in kept.ways] == ["GBP 0.00", "GBP 900.00"]
    assert "dispute_notice" not in [letter.letter for letter in kept.ladder.due]
    assert "Nothing is claimed there any more, so withdraw it." in words_of(kept, "index.html")


def test_a_desk_of_other_work_does_not_read_of_it(workspace: Path) -> None:
    """The negative control: the day was agreed for the work that went by bank."""
    payments = [
        *paid("GBP 600.00", method="paypal_gs", **{"for": ["video-1"]}),
        *paid("GBP 900.00", method="faster_payments", channel="direct_bank", **{"for": ["video-2"]}),
    ]
    items = videos(None, None, prices=("GBP 600.00", "GBP 900.00"))
    for event in ({**AGREED, "deliverable": "video-2"}, {**DECLINED, "deliverable": "video-2"}):
        changes = {"case__as_of": "2026-12-15", "payments": payments, "deliverables": items, **NONE_CAME}
        made = texts(facts(workspace, PAYPAL, **changes, log=[FIRST, event]))
        for length in ("1000", "2500"):
            assert "11 December 2026" not in made[f"support/paypal/request-{length}.txt"].body


# --- what log records ---


def test_a_post_is_recorded_and_ends_the_case(desk: Desk) -> None:
    desk.log("sent", "first_request", "--via", "post")
    desk.log("agreed", "--deadline", "2026-12-11", "--deliverable", "video-3")
    assert desk.last == {"at": "2026-11-23", "event": "agreed", "deadline": "2026-12-11", "deliverable": "video-3"}
    said = desk.log("posted", "--on", "2026-12-10", today="2026-12-11")
    item = desk.data["deliverables"][2]
    assert (item["status"], item["posted_at"]) == ("posted", "2026-12-10")
    assert 'To undo, set status back to "not_delivered", remove posted_at.' in said
    assert not {rule for rule in desk.problems() if rule in {"T11", "K1", "C24", "E3"}}


def _two_grounds(desk: Desk, *grounds: str, agreed: str | None = "2026-12-11") -> None:
    """Claim for Video 3, which is missing, and for Video 1, which is wrong: GBP 50.00; agree on a later day."""
    data = desk.data
    wrong = {"code": "wrong_product", "reduction": {"amount": "GBP 50.00", "reason": "the wrong product is shown"}}
    data["deliverables"][0]["defects"] = [{**wrong, "evidence": ["post1"]}]
    data["refund"]["grounds"] = list(grounds)
    if agreed:
        entry = {"at": "2026-11-23", "event": "agreed", "deadline": agreed, "deliverable": "video-3"}
        data["log"] += [FIRST, entry]
    desk.file.write_text(json.dumps(data, indent=1), encoding="utf-8")


@pytest.mark.parametrize(
    "grounds", [("partially_delivered", "nonconforming"), ("nonconforming", "partially_delivered")]
)
def test_the_ground_for_missing_work_goes_when_the_last_of_it_came_in_time(
    desk: Desk, grounds: tuple[str, ...]
) -> None:
    """What remains is the claim for Video 1 alone, GBP 50.00, and the entry says what it removed and how to undo it."""
    _two_grounds(desk, *grounds)
    said = desk.log("posted", "--deliverable", "video-3", "--on", "2026-12-10", today="2026-12-11")
    assert desk.data["refund"]["grounds"] == ["nonconforming"]
    assert "the ground for missing work was removed from refund" in said
    assert f"set refund.grounds back to {json.dumps(list(grounds))}" in " ".join(said.split())
    assert not desk.problems() & {"T11", "C24", "K1", "M15"}
    assert str(_claim(desk)) == "GBP 50.00"


def test_the_ground_for_missing_work_stays_where_it_is_the_only_one_or_the_work_is_late(desk: Desk) -> None:
    """The negative controls: alone, the case ends as made good; late work is a decision of the brand."""
    _two_grounds(desk, "partially_delivered", "nonconforming")
    late = ("posted", "--deliverable", "video-3", "--on", "2026-12-14")
    said = " ".join(desk.refused(*late, status=1, today="2026-12-14").split())
    assert "error[T11]" in said
    assert "If you claim only for the other grounds, remove this ground." in said
    desk.log(*late, "--accept", today="2026-12-14")
    assert desk.data["refund"]["grounds"] == ["nonconforming"]
    assert str(_claim(desk)) == "GBP 50.00"
    data = desk.data
    data["deliverables"][0].pop("defects")
    data["deliverables"][2] |= {"status": "not_delivered", "posted_at": None}
    data["deliverables"][2].pop("posted_at")
    data["log"].pop()
    data["refund"]["grounds"] = ["partially_delivered"]
    desk.file.write_text(json.dumps(data, indent=1), encoding="utf-8")
    desk.log("posted", "--deliverable", "video-3", "--on", "2026-12-10", today="2026-12-14")
    assert desk.data["refund"]["grounds"] == ["partially_delivered"]


def test_a_ground_without_missing_work_says_which_edit_to_make(workspace: Path) -> None:
    """Edited by hand: the ground to remove if another stays, else the list of grounds."""
    items = videos("2026-09-04", "2026-09-09")
    items[0]["defects"] = [
        {"code": "wrong_product", "reduction": {"amount": "GBP 50.00", "reason": "the wrong product"}}
    ]
    for grounds, fix in (
        (["partially_delivered", "nonconforming"], "Remove this ground, because the other grounds stay"),
        (["not_delivered"], "`make explain NAME=refund.grounds` lists all grounds."),
    ):
        with pytest.raises(CaseError) as caught:
            on(workspace, "2026-12-15", deliverables=items, refund={"grounds": grounds})
        [problem] = [problem for problem in caught.value.problems if problem.rule == "T11"]
        assert fix in problem.fix


def test_what_was_asked_for_is_kept_when_the_claim_changes(desk: Desk) -> None:
    """An entry by hand may state no amount: that of its day, GBP 500.00, is written down before the post lowers it."""
    data = desk.data
    data["log"].append(dict(FIRST))
    desk.file.write_text(json.dumps(data, indent=1), encoding="utf-8")
    said = desk.log("posted", "--on", "2026-11-23")
    assert desk.last["amount"] == "GBP 500.00"
    assert f"remove log.{len(data['log']) - 1}.amount" in said


def test_an_address_gives_the_day_of_a_post(desk: Desk) -> None:
    """The number in the address of a TikTok post has its time: 21 August 2026."""
    address = "https://www.tiktok.com/@ana.example/video/7676531848043920682"
    desk.log("posted", address, "--deliverable", "video-3", status=1)
    assert "posted_at" not in desk.data["deliverables"][2]
    desk.refused("posted", "tiktok.com/video/1", "--deliverable", "video-3")
    assert "https://" in desk.said


def test_a_new_post_replaces_one_that_was_taken_down(desk: Desk) -> None:
    """Its old address and the day on which it went are no part of the new post; what they were is said."""
    data = desk.data
    data["deliverables"][2] |= {"status": "removed", "posted_at": "2026-09-15", "removed_at": "2026-09-20"}
    data["deliverables"][2]["url"] = "https://example.com/old"
    data["log"].append({"at": "2026-11-01", "event": "agreed", "deadline": "2026-11-20", "deliverable": "video-3"})
    data["agreement"]["min_live_days"] = 30
    data["refund"] = {"grounds": ["removed_early"]}
    desk.file.write_text(json.dumps(data, indent=1), encoding="utf-8")
    said = desk.log("posted", "--on", "2026-11-20")
    item = desk.data["deliverables"][2]
    assert (item["status"], item["posted_at"]) == ("posted", "2026-11-20")
    assert not {"removed_at", "url"} & set(item)
    assert 'set removed_at back to "2026-09-20"' in said


def test_no_value_is_printed_where_ci_is_set(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.log("agreed", "--deadline", "2026-12-11")
    monkeypatch.setenv("CI", "true")
    said = desk.log("posted", "--on", "2026-12-10", today="2026-12-10")
    assert "To undo, restore the values of that deliverable." in said
    assert "not_delivered" not in said


def test_a_day_for_several_pieces_of_work_is_pointed_out(desk: Desk) -> None:
    """With a negative control: one piece is missing, or one is named."""
    assert "more than one piece" not in desk.log("agreed", "--deadline", "2026-12-11")
    data = desk.data
    data["deliverables"][1] = {"id": "video-2", "type": "video", "due": "2026-09-05", "status": "not_delivered"}
    desk.file.write_text(json.dumps(data, indent=1), encoding="utf-8")
    assert "more than one piece" in desk.log("agreed", "--deadline", "2026-12-18")
    assert "more than one piece" not in desk.log("agreed", "--deadline", "2026-12-21", "--deliverable", "video-2")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("posted", "--deliverable", "vidoe-3"), "did you mean video-3?"),
        (("agreed", "--deadline", "2026-12-11", "--deliverable", "x"), "must be one of: video-1, video-2, video-3."),
        (("posted", "--deliverable", "video-1"), "video-1 is already recorded as posted."),
        (("agreed", "--deadline", "2026-12-11", "--deliverable", "video-1"), "video-1 was already delivered on "),
        (("posted", "--amount", "GBP 1.00"), "cannot be used with posted"),
        (("sent", "reminder", "--deliverable", "video-3"), "cannot be used with sent"),
        (("agreed",), "agreed requires"),
    ],
)
def test_a_slip_gets_a_clear_answer(desk: Desk, typed: tuple[str, ...], said: str) -> None:
    assert said in desk.refused(*typed)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (("agreed", "--deadline", "2026-11-20", "--deliverable", "video-3"), "D3"),
        (("agreed", "--deadline", "2026-12-04", "--deliverable", "video-3"), "D14"),
        (("agreed", "--deadline", "2026-12-11", "--deliverable", "video-3"), "already recorded"),
    ],
)
def test_a_day_that_cannot_be_is_refused(desk: Desk, typed: tuple[str, ...], rule: str) -> None:
    """In the past, earlier than the first day, and the same once more."""
    desk.log("agreed", "--deadline", "2026-12-11", "--deliverable", "video-3")
    assert rule in desk.refused(*typed, status=0 if " " in rule else 1)


def test_a_post_after_the_day_is_refused_until_it_is_accepted(desk: Desk) -> None:
    """The fix has the command with which it is accepted; then the case ends."""
    desk.log("agreed", "--deadline", "2026-11-27", "--deliverable", "video-3")
    said = desk.refused("posted", status=1, today="2026-12-02")
    assert "video-3 was delivered on 2 December 2026, after the date that was agreed or offered for it" in " ".join(
        said.split()
    )
    assert "If you accept the late delivery, add --accept to" in " ".join(said.split())
    assert "Everything was delivered after all" in desk.log("posted", "--accept", today="2026-12-02")
    acceptance = {"at": "2026-12-02", "event": "agreed", "by": "brand", "deadline": "2026-12-02"}
    assert desk.last == {**acceptance, "deliverable": "video-3"}


def test_late_work_can_be_accepted_days_after_it_came(desk: Desk, workspace: Path) -> None:
    """The acceptance bears its own day, and no letter says that a day was agreed which had passed already."""
    desk.log("agreed", "--deadline", "2026-11-27", "--deliverable", "video-3")
    said = desk.log("posted", "--on", "2026-12-02", "--accept", today="2026-12-07")
    assert "Everything was delivered after all" in said
    assert (desk.last["at"], desk.last["deadline"]) == ("2026-12-07", "2026-12-02")


def test_an_acceptance_is_no_new_day(workspace: Path) -> None:
    """Another work is still missing: the letter says what was accepted; a real later day is told as before."""
    two = videos("2026-09-05", "2026-09-10", "2026-12-02", None)
    accepted: Entry = {
        "at": "2026-12-07",
        "event": "agreed",
        "by": "brand",
        "deadline": "2026-12-02",
        "deliverable": "video-3",
    }
    later: Entry = {**accepted, "at": "2026-12-01", "deadline": "2026-12-05"}
    for entry, sentence in (
        (accepted, "On 7 December 2026 we accepted Video 3, which came on 2 December 2026."),
        (later, "On 1 December 2026 we agreed that Video 3 could still come by 5 December 2026."),
    ):
        made = texts(on(workspace, "2026-12-08", FIRST, entry, deliverables=two))
        assert sentence in flat(made["email/reminder.eml"])
        assert ("accepted Video 3" in flat(made["email/reminder.eml"])) is (entry is accepted)


def test_an_offer_and_its_refusal_are_recorded(desk: Desk) -> None:
    desk.log("answered", "Offers to post it", "--deadline", "2026-12-11", "--deliverable", "video-3")
    desk.log("rejected", "--by", "brand", "--deadline", "2026-12-11")
    assert desk.last == {"at": "2026-11-23", "event": "rejected", "by": "brand", "deadline": "2026-12-11"}


def test_the_commands_of_the_page_work(desk: Desk, workspace: Path) -> None:
    """What the page offers for a later day was refused once: it had no text."""
    found = facts(workspace, BANK, case__as_of="2026-11-23", log=[FIRST])
    agreed = next(
        one.command
        for one in outcomes(found)
        if isinstance(one.command, str) and "EVENT=agreed DEADLINE" in one.command
    )
    words = dict(word.split("=") for word in agreed.split()[2:])
    desk.log(words["EVENT"], "--deadline", words["DEADLINE"], "--deliverable", words["DELIVERABLE"])
    assert desk.last["deadline"] == words["DEADLINE"]


def test_a_sum_of_zero_is_explained(workspace: Path) -> None:
    found = on(workspace, "2026-12-12", FIRST, AGREED, deliverables=videos("2026-12-10"), **NONE_CAME)
    assert found.computation.is_made_good
    assert found.computation.result == Money.parse("GBP 0.00")
    assert in_english(found.computation.formula).endswith("= 0.00")


# --- what a letter or packet says of work that came after all ---


def test_a_reminder_for_another_sum_gives_its_parts(workspace: Path) -> None:
    """The first request was for GBP 1,500.00; one of three videos came since, so that 1,000.00 is left, and why is said."""
    changes = {"deliverables": videos("2026-12-04", None, None), **SOME_CAME}
    asked = {**FIRST, "amount": "GBP 1500.00"}
    found = on(workspace, "2026-12-14", asked, AGREED, **changes)
    assert claim(found) == "GBP 1000.00"
    body = " ".join(texts(found)["email/reminder.eml"].body.split())
    assert (
        "We ask for GBP 1,000.00 back. 3 videos agreed for GBP 1,500.00: GBP 500.00 a video; 2 not delivered: GBP 1,000.00."
        in body
    )
    for amount in ({}, {"amount": "GBP 1000.00"}):  # the control: as asked, or not stated
        same = on(workspace, "2026-12-14", {**FIRST, **amount}, AGREED, **changes)
        assert "We ask for GBP 1,000.00" not in texts(same)["email/reminder.eml"].body


def test_a_delivery_is_not_shown_by_what_was_captured_before_it(workspace: Path) -> None:
    """The picture of 16 September, that nothing is there, is no exhibit for a post of 4 December."""
    work = [{**item, "evidence": ["feed", "post1"]} for item in videos("2026-12-04", None)]
    found = on(workspace, "2026-12-14", FIRST, AGREED, deliverables=work, **SOME_CAME)
    cites = {in_english(step.text): step.cites for step in found.computation.steps}
    assert cites["Video 1: delivered"] == ("post1",)
    early = [{**work[0], "posted_at": "2026-09-15"}, work[1]]  # the control: captured after the post
    found = on(workspace, "2026-12-14", FIRST, AGREED, deliverables=early, **SOME_CAME)
    assert {in_english(step.text): step.cites for step in found.computation.steps}["Video 1: delivered"] == (
        "feed",
        "post1",
    )


def test_the_day_on_which_a_defect_was_noticed_is_in_the_chronology(workspace: Path) -> None:
    """With its own words, and with the evidence of the defect; a late post has an event of its own."""
    wrong = {"code": "wrong_product", "noticed_on": "2026-12-05", "evidence": ["post1"]}
    late = {"code": "late", "noticed_on": "2026-12-05"}
    work = [{**videos("2026-12-04")[0], "defects": [wrong, late]}]
    found = on(
        workspace,
        "2026-12-14",
        FIRST,
        deliverables=work,
        refund={"grounds": ["nonconforming"], "requested": "GBP 90.00"},
    )
    noticed = [event for event in found.chronology if event.kind == "noticed"]
    assert [(str(event.at), event.cites) for event in noticed] == [("2026-12-05", ("post1",))]
    assert "What we noticed about Video 1: the wrong product is shown" in words_of(found, "packet/influencer.pdf")


@pytest.mark.parametrize(
    ("posted", "is_made_good"), [("2026-12-18", True), ("2026-12-21", True), ("2026-12-22", False)]
)
def test_a_first_request_that_was_sent_again_gives_its_later_day(
    workspace: Path, posted: str, is_made_good: bool
) -> None:
    """The first gave 7 December, the second 21 December: what comes by then is in time, and nothing later is."""
    again = {**FIRST, "at": "2026-12-08", "deadline": "2026-12-21"}
    changes = {"deliverables": videos("2026-09-05", posted), **SOME_CAME}
    if not is_made_good:
        with pytest.raises(CaseError) as caught:
            on(workspace, "2026-12-28", FIRST, again, **changes)
        assert {problem.rule for problem in caught.value.problems if problem.severity == "error"} == {"T11"}
        return
    found = on(workspace, "2026-12-28", FIRST, again, **changes)
    assert (claim(found), found.computation.is_made_good) == ("GBP 0.00", True)


def test_late_work_is_late_after_the_day_of_the_last_first_request(workspace: Path) -> None:
    """Sent again, a first request gives a later day, and until then the page offers no acceptance of late work."""
    again = {**FIRST, "at": "2026-12-08", "deadline": "2026-12-21"}
    late = "is posted late, and you accept it as it is"
    changes = {"deliverables": videos("2026-09-05", None), **SOME_CAME}
    for day, log, is_late in (
        ("2026-12-14", (FIRST, again), False),
        ("2026-12-14", (FIRST,), True),
        ("2026-12-22", (FIRST, again), True),
    ):
        found = on(workspace, day, *log, **changes)
        assert any(late in in_english(outcome.what) for outcome in outcomes(found)) is is_late, (day, len(log))


@pytest.mark.parametrize(
    ("paid_of_fee", "left"),
    [("GBP 1400.00", "GBP 105.00"), ("GBP 1330.00", "GBP 35.00"), ("GBP 1295.00", None), ("GBP 700.00", None)],
)
def test_beside_late_delivery_the_unpaid_part_of_the_fee_counts(
    workspace: Path, paid_of_fee: str, left: str | None
) -> None:
    """Video 2 for 700, and Video 1 of 700 less 15 percent, are worth 1,295: who paid 700 is owed nothing then."""
    items = videos("2026-09-04", None, prices=("GBP 700.00", "GBP 700.00"))
    items[0] |= {"defects": [{"code": "missing_mention", "reduction": {"percent": 15, "reason": "without our name"}}]}
    changes = {"deliverables": items, "payments": paid(paid_of_fee), "agreement__fee": "GBP 1400.00"}
    found = on(workspace, "2026-11-23", **changes, refund={"grounds": ["partially_delivered", "nonconforming"]})
    assert found.beside_delivery == (Money.parse(left) if left else None)
    text = mail(found)
    assert "Deliver Video 2 as agreed" in text
    assert ("Besides," in text) == bool(left)
    assert not left or f"Besides, refund {left}" in text


def test_an_offer_of_work_is_no_proof_of_it(workspace: Path) -> None:
    """A mail that offers Video 2 is cited as that mail; a check of Video 2 is cited as a proof of it."""
    changes = {"deliverables": videos("2026-09-05", None), **SOME_CAME}
    offer = {**OFFER, "deliverable": "video-2", "evidence": ["receipt"]}
    check = {**offer, "event": "checked", "by": "brand", "deadline": None}
    del check["deadline"]
    assert "receipt" not in on(workspace, "2026-12-01", FIRST, offer, **changes).rows[1].cites
    assert "receipt" in on(workspace, "2026-12-01", FIRST, check, **changes).rows[1].cites


def test_what_was_not_paid_covers_the_reductions_of_work_that_came_after_all(workspace: Path) -> None:
    """The creator did what the request offered: that is recorded, and nothing is claimed."""
    items = videos("2026-09-04", "2026-12-01", prices=("GBP 700.00", "GBP 700.00"))
    items[0] |= {"defects": [{"code": "missing_mention", "reduction": {"percent": 15, "reason": "without our name"}}]}
    changes = {"deliverables": items, "agreement__fee": "GBP 1400.00", "refund": {"grounds": ["nonconforming"]}}
    found = on(workspace, "2026-12-02", FIRST, AGREED, payments=paid("GBP 700.00"), **changes)
    assert (found.stage.id, claim(found), found.computation.is_set_off) == ("made_good", "GBP 0.00", True)
    assert "the part of the fee that was not paid covers the reductions" in in_english(found.stage.next_act)
    assert sum(step.amount.amount for step in found.computation.steps if step.amount) == 0
    # A part of the reductions is still claimed if the unpaid part is smaller, and before a request nothing was set off.
    found = on(workspace, "2026-12-02", FIRST, AGREED, payments=paid("GBP 1350.00"), **changes)
    assert (claim(found), found.computation.is_set_off) == ("GBP 55.00", False)
    with pytest.raises(CaseError) as error:
        on(workspace, "2026-12-02", payments=paid("GBP 700.00"), **changes)
    assert "K1" in {problem.rule for problem in error.value.problems}
