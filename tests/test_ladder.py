"""The ladder of letters: which one is next follows from the log alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import BANK, ONE, PAYPAL, REFS, in_english
from test_derive import facts, made
from test_render import texts

from makegood.storage import package_data
from makegood.domain import ladder, policies
from makegood.domain.ladder.days import days_to_reply
from makegood.domain.ladder.history import History
from makegood.model.case import Case, Defect
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.source import SentFile
from makegood.model.results import Sending
from makegood.domain.windows import Holidays
from makegood.pipeline.verify_output.case_facts import CaseFacts
from makegood.pipeline.verify_output.figures import find_unknown

Entry = Mapping[str, object]
FIRST: Entry = {"at": "2026-11-23", "event": "sent", "letter": "first_request", "by": "brand", "deadline": "2026-12-07"}
REMINDER: Entry = {"at": "2026-12-08", "event": "sent", "letter": "reminder", "by": "brand", "deadline": "2026-12-15"}
FINAL: Entry = {"at": "2026-12-16", "event": "sent", "letter": "final_notice", "by": "brand", "deadline": "2027-01-15"}
PART: Entry = {"direction": "in", "paid_on": "2026-12-10", "amount": "GBP 200.00", "reference": "AM-1"}
REST: Entry = {"direction": "in", "paid_on": "2026-12-21", "amount": "GBP 300.00", "reference": "AM-2"}
PAID: Entry = {"paid_on": "2026-08-06", "amount": "GBP 1500.00", "evidence": ["receipt"]}


def on(
    workspace: Path, day: str, *log: Entry, back: tuple[Entry, ...] = (), ref: str = BANK, **changes: object
) -> Facts:
    """Derive a case as it stands on a day, with this log and this money that came back."""
    payments = {"payments": [PAID, *back]} if back else {}
    return facts(workspace, ref, case__as_of=day, log=list(log), **payments, **changes)


def due(found: Facts) -> list[str]:
    return [one.letter for one in found.ladder.due]


def mail(found: Facts) -> str:
    """Give the one mail that is to be sent, its subject first."""
    [one] = [text for text in texts(found).values() if text.kind == "email"]
    return f"{one.subject}\n{one.body}"


@pytest.mark.parametrize(
    ("day", "log", "letters"),
    [
        ("2026-11-23", (), ["first_request"]),
        ("2026-12-07", (FIRST,), []),
        ("2026-12-08", (FIRST,), ["reminder"]),
        ("2026-12-15", (FIRST, REMINDER), []),
        ("2026-12-16", (FIRST, REMINDER), ["final_notice"]),
        ("2027-01-15", (FIRST, REMINDER, FINAL), []),
        ("2027-03-01", (FIRST, REMINDER, FINAL), []),
        ("2026-11-25", (FIRST, {"at": "2026-11-25", "event": "answered", "by": "creator"}), []),
        ("2026-11-25", (FIRST, {"at": "2026-11-25", "event": "rejected", "by": "creator"}), ["final_notice"]),
        (
            "2026-11-25",
            (FIRST, {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 100.00"}),
            ["partial_counter"],
        ),
        ("2026-11-25", (FIRST, {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 500.00"}), []),
        (
            "2026-11-25",
            (FIRST, {"at": "2026-11-25", "event": "extended", "by": "brand", "deadline": "2026-12-14"}),
            ["extension_granted"],
        ),
        (
            "2026-12-14",
            (
                FIRST,
                {"at": "2026-11-25", "event": "extended", "by": "brand", "deadline": "2026-12-14"},
                {"at": "2026-11-25", "event": "sent", "letter": "extension_granted", "by": "brand"},
            ),
            [],
        ),
        (
            "2026-12-15",
            (
                FIRST,
                {"at": "2026-11-25", "event": "extended", "by": "brand", "deadline": "2026-12-14"},
                {"at": "2026-11-25", "event": "sent", "letter": "extension_granted", "by": "brand"},
            ),
            ["reminder"],
        ),
        (
            "2026-11-25",
            (
                FIRST,
                {
                    "at": "2026-11-25",
                    "event": "agreed",
                    "by": "creator",
                    "amount": "GBP 300.00",
                    "deadline": "2026-12-18",
                },
            ),
            ["acceptance"],
        ),
        (
            "2026-12-19",
            (
                FIRST,
                {
                    "at": "2026-11-25",
                    "event": "agreed",
                    "by": "creator",
                    "amount": "GBP 300.00",
                    "deadline": "2026-12-18",
                },
                {"at": "2026-11-25", "event": "sent", "letter": "acceptance", "by": "brand"},
            ),
            ["reminder"],
        ),
        ("2026-11-25", (FIRST, {"at": "2026-11-25", "event": "waived", "by": "brand"}), ["not_our_ground"]),
        ("2026-11-25", (FIRST, {"at": "2026-11-25", "event": "closed"}), []),
    ],
)
def test_the_next_letter_follows_from_the_log(
    workspace: Path, day: str, log: tuple[Entry, ...], letters: list[str]
) -> None:
    """Each rung waits for the day of the one before; an answer goes before a rung; an end ends it."""
    found = on(workspace, day, *log)
    assert due(found) == letters
    assert {one for one in made(found) if one.startswith("email/")} == {f"email/{letter}" for letter in letters}
    assert all(letter in found.stage.document for letter in letters if found.stage.document)


def test_part_of_the_money_changes_every_sum_that_follows(workspace: Path) -> None:
    """The creator paid 200: the next mail says 300, and gives a day for it; what was sent says 500 as before."""
    found = on(workspace, "2026-12-10", FIRST, REMINDER, back=(PART,))
    assert due(found) == ["refund_received"]
    assert found.sums.outstanding == Money.parse("GBP 300.00")
    assert "GBP 200.00 arrived on Thursday, 10 December 2026" in mail(found)
    assert "GBP 300.00 is still open" in mail(found)
    assert "Tuesday, 15 December 2026" in mail(found)
    assert [one.amount for one in found.ladder.sent] == [Money.parse("GBP 500.00")] * 2
    later = on(
        workspace,
        "2026-12-16",
        FIRST,
        REMINDER,
        {**REMINDER, "at": "2026-12-10", "letter": "refund_received"},
        back=(PART,),
    )
    assert due(later) == ["final_notice"]
    assert "Refund of GBP 300.00" not in mail(later).splitlines()[0]
    assert "Final notice: refund of GBP 300.00" in mail(later)
    assert "we asked you for GBP 500.00 back" in mail(later)


def test_money_that_came_between_a_ticket_and_the_first_letter_is_off_what_the_letter_asked_for(
    workspace: Path,
) -> None:
    """It came after the refund was asked for, so it is not part of the claim; the later letters say what was open then."""
    ticket = {"at": "2026-11-16", "event": "ticket_opened", "by": "brand", "number": "48213977"}
    part = {**PART, "paid_on": "2026-11-18"}
    found = on(workspace, "2026-12-08", ticket, FIRST, back=(part,))
    assert found.sums.outstanding == Money.parse("GBP 300.00")
    assert [one.amount for one in found.ladder.sent] == [Money.parse("GBP 300.00")]


def test_all_of_the_money_is_confirmed_once(workspace: Path) -> None:
    """The receipt is due until it was sent; then the case is to be closed, and nothing asks for nothing."""
    found = on(workspace, "2026-12-21", FIRST, back=(PART, REST))
    assert due(found) == ["refund_received"]
    assert "nothing is open any more" in mail(found)
    assert made(found) == {"index", "email/refund_received", "message/refund_received", "report/closing"}
    done = on(
        workspace,
        "2026-12-22",
        FIRST,
        {"at": "2026-12-21", "event": "sent", "letter": "refund_received"},
        back=(PART, REST),
    )
    assert (due(done), done.stage.id) == ([], "refunded")


def test_an_agreed_sum_settles_the_rest_once_it_is_paid(workspace: Path) -> None:
    """Until then the whole request stands."""
    deal = {"at": "2026-12-09", "event": "agreed", "by": "creator", "amount": "GBP 200.00", "deadline": "2026-12-11"}
    kept = {"at": "2026-12-09", "event": "sent", "letter": "acceptance", "by": "brand"}
    before = on(workspace, "2026-12-10", FIRST, deal, kept)
    assert before.sums.outstanding == Money.parse("GBP 500.00")
    assert in_english(before.stage.next_act) == "Wait for Ana Marlowe to pay GBP 200.00, as agreed."
    paid = on(workspace, "2026-12-10", FIRST, deal, kept, back=(PART,))
    assert (paid.sums.outstanding.amount, paid.sums.settled) == (0, Money.parse("GBP 300.00"))
    assert "what we agreed on 9 December 2026 is done" in mail(paid)
    short = {**PART, "amount": "GBP 199.99"}
    assert on(workspace, "2026-12-10", FIRST, deal, kept, back=(short,)).sums.outstanding == Money.parse("GBP 300.01")


def test_a_part_that_is_given_up_is_asked_for_no_more(workspace: Path) -> None:
    """Every letter after it asks for the rest."""
    given = {"at": "2026-12-01", "event": "waived", "by": "brand", "amount": "GBP 120.00"}
    assert on(workspace, "2026-12-08", FIRST, given).sums.outstanding == Money.parse("GBP 380.00")
    assert "refund GBP 380.00" in mail(on(workspace, "2026-12-08", FIRST, given))
    all_of_it = on(workspace, "2026-12-01", FIRST, {**given, "amount": "GBP 500.00"})
    assert all_of_it.sums.outstanding.amount == 0
    assert in_english(all_of_it.stage.next_act) == "Close the case. You no longer claim anything."


def test_what_arrived_is_called_agreed_only_if_it_was(workspace: Path) -> None:
    """120 given up, 380 came; and the control: 200 agreed, 200 came."""
    given = {"at": "2026-12-01", "event": "waived", "by": "brand", "amount": "GBP 120.00"}
    receipt = {"at": "2026-12-11", "event": "sent", "letter": "refund_received", "by": "brand"}
    came = on(workspace, "2026-12-11", FIRST, given, receipt, back=({**PART, "amount": "GBP 380.00"},))
    assert in_english(came.stage.next_act) == "Close the case. What you still claimed has arrived."
    deal = {"at": "2026-12-09", "event": "agreed", "by": "creator", "amount": "GBP 200.00", "deadline": "2026-12-11"}
    agreed = on(workspace, "2026-12-11", FIRST, deal, receipt, back=(PART,))
    assert in_english(agreed.stage.next_act) == "Close the case. The agreed amount has arrived."


@pytest.mark.parametrize(
    "heard",
    [
        {"event": "answered", "by": "agency", "text": "We look into it."},
        {"event": "answered", "text": "Ana wrote that she will look into it."},
        {"event": "answered", "by": "creator", "privilege": "without_prejudice", "amount": "GBP 250.00"},
        {"event": "more_info_asked", "by": "creator", "text": "Ana asked for the account."},
        {"event": "noted", "by": "creator", "text": "Ana called."},
        {
            "event": "agreed",
            "by": "creator",
            "privilege": "without_prejudice",
            "amount": "GBP 300.00",
            "deadline": "2026-12-02",
        },
    ],
)
def test_a_letter_says_that_nobody_answered_only_where_nobody_did(workspace: Path, heard: Entry) -> None:
    """Whoever it was, and however it is marked; what is without prejudice is not told all the same."""
    said = mail(on(workspace, "2026-12-08", FIRST, {"at": "2026-11-25", **heard}))
    assert "no answer" not in said
    assert "The money has not arrived" in said or "is still open" in said
    assert "250" not in said
    assert "300.00" not in said
    assert "We have had no answer" in mail(on(workspace, "2026-12-08", FIRST))


def test_what_came_before_the_letter_on_its_day_is_no_answer_to_it(workspace: Path) -> None:
    """Where both times are known; a day alone is in the order in which it was typed."""
    sent = {**FIRST, "at": "2026-11-23T17:00:00+00:00"}
    before = {"at": "2026-11-23T09:00:00+00:00", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
    assert "We have had no answer" in mail(on(workspace, "2026-12-08", sent, before))
    after = {**before, "at": "2026-11-23T18:00:00+00:00"}
    assert "You offered GBP 100.00" in mail(
        on(
            workspace,
            "2026-12-08",
            sent,
            after,
            {**REMINDER, "letter": "partial_counter", "at": "2026-11-24", "deadline": "2026-12-07"},
        )
    )


def test_a_dispute_is_spoken_of_by_its_desk_and_while_it_runs(workspace: Path) -> None:
    """Not by the desk of the channel, and not after somebody has decided it."""
    opened = {"at": "2026-11-25", "event": "dispute_opened", "by": "brand", "desk": "card_issuer", "number": "CB-1"}
    said = mail(on(workspace, "2026-11-26", FIRST, opened, ref=PAYPAL))
    assert "we opened a dispute with the card issuer" in said.replace("your card issuer", "the card issuer")
    assert not re.search(r"PayPal will|with PayPal|asked PayPal", said)
    assert "Our chargeback over that payment is running: please pay it back through PayPal alone" in said
    lost = {"at": "2026-11-28", "event": "rejected", "by": "card_issuer", "desk": "card_issuer"}
    assert "dispute_notice" not in due(on(workspace, "2026-11-29", FIRST, opened, lost, ref=PAYPAL))


def test_part_of_an_agreed_sum_leaves_the_rest_of_it_to_come(workspace: Path) -> None:
    """Until its day the whole is not asked for again."""
    deal = {"at": "2026-11-25", "event": "agreed", "by": "creator", "amount": "GBP 300.00", "deadline": "2026-12-18"}
    kept = {"at": "2026-11-25", "event": "sent", "letter": "acceptance", "by": "brand"}
    part = {**PART, "amount": "GBP 100.00", "paid_on": "2026-12-04"}
    said = mail(on(workspace, "2026-12-04", FIRST, deal, kept, back=(part,)))
    assert "Of the GBP 300.00 that we agreed on 25 November 2026, GBP 200.00 is still to come." in said
    assert "Please refund GBP 400.00" not in said


def test_the_rest_of_an_agreed_sum_is_an_amount_of_the_case(workspace: Path) -> None:
    """By hand: 300 − 110 = 190 is to come, and 500 − 110 = 390 of the claim is open; no other amount is written."""
    deal = {"at": "2026-11-25", "event": "agreed", "by": "creator", "amount": "GBP 300.00", "deadline": "2026-12-18"}
    part = {**PART, "amount": "GBP 110.00", "paid_on": "2026-12-04"}
    running = on(workspace, "2026-12-04", FIRST, deal, back=(part,))
    letters = [text.body for text in texts(running).values() if text.path.startswith(("email/", "message/"))]
    assert len(letters) == 3
    assert [find_unknown(CaseFacts(running), letter).amounts for letter in letters] == [[], [], []]
    said = mail(running)
    assert said.startswith("Part of the agreed refund received, GBP 190.00 is to come")
    assert "GBP 390.00" in said
    assert find_unknown(CaseFacts(running), "GBP 191.00").amounts == ["GBP 191.00"]

    lapsed = mail(on(workspace, "2026-12-21", FIRST, deal, back=(part,)))
    assert (
        "On 25 November 2026 we agreed on GBP 300.00 by 18 December 2026. By that day, not all of it had come."
        in lapsed
    )
    assert "GBP 390.00 is still open" in lapsed
    assert "not all of it" not in mail(on(workspace, "2026-12-21", FIRST, back=(part,)))


def test_an_acceptance_lets_the_rest_of_the_claim_fall(workspace: Path) -> None:
    """The claim less the sum that was agreed last before it; what was offered or agreed after it changes nothing."""
    deal = {"at": "2026-11-26", "event": "agreed", "by": "creator", "amount": "GBP 300.00", "deadline": "2026-12-18"}
    earlier = {**deal, "at": "2026-11-25", "amount": "GBP 250.00"}
    offered = {"at": "2026-11-27", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
    accepted = {"at": "2026-11-28", "event": "sent", "letter": "acceptance", "by": "brand"}
    later = {**deal, "at": "2026-11-29", "amount": "GBP 400.00"}
    found = on(workspace, "2026-11-30", FIRST, earlier, deal, offered, accepted, later)
    assert [(one.letter, str(one.amount), str(one.rest)) for one in found.ladder.sent] == [
        ("first_request", "GBP 500.00", "None"),
        ("acceptance", "GBP 500.00", "GBP 200.00"),
    ]


def cured(workspace: Path, day: str, *asked: str | None, status: str = "posted_nonconforming", days: int = 10) -> Case:
    """Give a case whose agreement gives days to put right what is wrong, asked for on these days."""
    found = on(workspace, "2026-11-23").case
    faults = tuple(Defect(code="wrong_link", cure_asked_on=date.fromisoformat(one) if one else None) for one in asked)
    assert found.agreement
    return replace(
        found,
        case=replace(found.case, as_of=date.fromisoformat(day)),
        agreement=replace(found.agreement, cure_period_days=days),
        deliverables=(replace(found.deliverables[0], status=status, defects=faults),),
    )


@pytest.mark.parametrize(
    ("day", "asked", "status", "days"),
    [
        ("2026-11-11", ("2026-11-01",), "posted_nonconforming", 10),
        ("2026-11-12", ("2026-11-01",), "posted_nonconforming", 0),
        ("2026-11-12", ("2026-11-01", "2026-11-02"), "posted_nonconforming", 10),
        ("2026-11-12", ("2026-11-02", "2026-11-01"), "posted_nonconforming", 10),
        ("2026-11-13", ("2026-11-02", "2026-11-01"), "posted_nonconforming", 0),
        ("2026-12-31", ("2026-11-01", None), "posted_nonconforming", 10),
        ("2026-12-31", ("2026-11-01",), "not_delivered", 10),
        ("2026-12-31", (), "posted_late", 10),
    ],
)
def test_the_days_to_put_it_right_are_over_after_the_last_of_them(
    workspace: Path, day: str, asked: tuple[str | None, ...], status: str, days: int
) -> None:
    """Counted from the fault that was asked about last; not while one was not asked about, or work is missing."""
    assert ladder.cure_days(cured(workspace, day, *asked, status=status)) == days


def test_a_letter_gives_the_most_of_what_its_reader_must_have(workspace: Path) -> None:
    """The policy's days, the settings', those of the agreement with the time to send it in; never fewer than the least."""
    found = on(workspace, "2026-11-23").case
    known = policies.read(None).letters
    first, reminder = known["first_request"], known["reminder"]
    spare = first.days - first.least_days
    assert days_to_reply(found, first) == (first.days, first.least_days)
    assert days_to_reply(found, replace(first, days=3, least_days=9)) == (9, 9)
    assert days_to_reply(found, replace(reminder, days=3, least_days=9)) == (9, 9)
    for wished, given in ((first.least_days - 1, first.least_days), (first.least_days, first.least_days), (40, 40)):
        mine = replace(found, settings=replace(found.settings, reply_days=wished))
        assert days_to_reply(mine, first) == (given, first.least_days), wished
        assert days_to_reply(mine, reminder) == (reminder.days, reminder.least_days), wished
    for cure in (first.least_days - 1, first.least_days + 1, 40):
        days = days_to_reply(cured(workspace, "2026-11-23", days=cure), first)
        assert days == (max(first.days, cure + spare), max(first.least_days, cure)), cure
        assert days_to_reply(cured(workspace, "2026-11-23", days=cure), reminder) == (
            reminder.days,
            reminder.least_days,
        )


@pytest.mark.parametrize(
    ("day", "until"), [("2026-12-02", "2026-12-03"), ("2026-12-03", "2026-12-03"), ("2026-12-04", None)]
)
def test_the_days_to_put_it_right_run_from_the_first_request(workspace: Path, day: str, until: str | None) -> None:
    """To the end of the last of them."""
    found = on(workspace, "2026-11-24", FIRST)
    known = History(cured(workspace, day, None), found.channel, found.sums, policies.read(None).letters)
    known.case = replace(known.case, log=found.case.log)
    known.log = known.case.log
    assert known.cure_until == (date.fromisoformat(until) if until else None)


def test_a_receipt_is_for_what_came_since_the_one_before_it(workspace: Path) -> None:
    """From the day of the first request on; of its own day, what a receipt confirmed is not confirmed again."""
    early = {**PART, "paid_on": "2026-11-23"}
    assert due(on(workspace, "2026-11-24", FIRST, back=(early,))) == ["refund_received"]
    assert due(on(workspace, "2026-11-24", FIRST, back=({**early, "paid_on": "2026-11-22"},))) == []
    sent = {"at": "2026-12-10", "event": "sent", "letter": "refund_received", "by": "brand", "deadline": "2026-12-20"}
    confirmed = on(workspace, "2026-12-11", FIRST, sent, back=(PART,))
    assert due(confirmed) == []
    assert str(confirmed.ladder.sent[-1].amount) == "GBP 300.00"
    assert due(on(workspace, "2026-12-11", FIRST, sent, back=(PART, {**REST, "paid_on": "2026-12-11"}))) == [
        "refund_received"
    ]
    # Any other letter of that day was written before the money came.
    other = {**sent, "letter": "reminder"}
    assert str(on(workspace, "2026-12-11", FIRST, other, back=(PART,)).ladder.sent[-1].amount) == "GBP 500.00"


@pytest.mark.parametrize(
    ("offered", "letter"),
    [
        ("GBP 499.99", ["partial_counter"]),
        ("GBP 500.00", []),
        ("GBP 500.01", []),
        ("EUR 100.00", []),
    ],
)
def test_an_offer_of_less_than_is_open_is_answered(workspace: Path, offered: str, letter: list[str]) -> None:
    """By a penny less; of what is offered in another currency nobody knows whether it is less."""
    said = {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": offered}
    assert due(on(workspace, "2026-11-25", FIRST, said)) == letter


def test_a_mail_follows_those_that_were_sent_and_no_draft(workspace: Path) -> None:
    """In the order in which they went out, each once; an offer to settle stands apart, and so does what follows it."""
    found = on(workspace, "2026-12-16", FIRST, REMINDER)
    first, reminder = found.ladder.sent

    def file(name: str, message_id: str | None, *, is_draft: bool = False) -> SentFile:
        return SentFile(name=name, path=Path(name), bytes=1, sha256="0", message_id=message_id, is_draft=is_draft)

    def sent(letter: str, eml: str | None) -> Sending:
        return replace(first, letter=letter, entry=replace(first.entry, eml=eml))

    files = (file("b.eml", "<2@x>"), file("a.eml", "<1@x>"), file("d.eml", "<3@x>", is_draft=True), file("e.eml", None))
    case = replace(found.case, sent=files)
    letters = [
        sent("first_request", "a.eml"),
        sent("reminder", "d.eml"),
        sent("settlement_offer", "b.eml"),
        sent("reminder", None),
        sent("reminder", "gone.eml"),
        sent("reminder", "e.eml"),
        sent("final_notice", "a.eml"),
    ]
    assert ladder.sent_message_ids(case, letters, "reminder") == ("<1@x>",)
    assert ladder.sent_message_ids(case, [*letters, sent("reminder", "b.eml")], "final_notice") == ("<1@x>", "<2@x>")
    assert ladder.sent_message_ids(case, letters, "settlement_offer") == ()
    assert ladder.sent_message_ids(case, [reminder], "final_notice") == ()


def test_an_acceptance_quotes_no_privileged_note_and_needs_a_sum(workspace: Path) -> None:
    """What is agreed in words alone is the user's to confirm."""
    deal = {"at": "2026-11-25", "event": "agreed", "by": "creator", "amount": "GBP 300.00", "deadline": "2026-12-18"}
    assert "As we noted it" in mail(on(workspace, "2026-11-26", FIRST, {**deal, "text": "Ana pays in December."}))
    apart = {**deal, "text": "We are weak.", "privilege": "legal"}
    assert "weak" not in mail(on(workspace, "2026-11-26", FIRST, apart))
    assert (
        due(
            on(
                workspace,
                "2026-11-26",
                FIRST,
                {"at": "2026-11-25", "event": "agreed", "by": "creator", "text": "Ana pays half."},
            )
        )
        == []
    )


def test_what_a_letter_asked_for_stays_what_it_asked_for(workspace: Path) -> None:
    """The log has the sum of each letter, so money of an earlier day that is found later changes none."""
    found = on(workspace, "2026-12-08", {**FIRST, "amount": "GBP 500.00"}, back=({**PART, "paid_on": "2026-11-20"},))
    assert [one.amount for one in found.ladder.sent] == [Money.parse("GBP 500.00")]


def test_two_payments_are_named_by_no_one_method(workspace: Path) -> None:
    """Nor is what came back taken for what was paid."""
    back = {"direction": "in", "paid_on": "2026-09-20", "amount": "GBP 100.00", "method": "cash", "reference": "BACK-1"}
    one = {**PAID, "amount": "GBP 1000.00", "method": "faster_payments", "reference": "HP-1"}
    two = {**PAID, "paid_on": "2026-08-09", "amount": "GBP 500.00", "method": "paypal_gs"}
    said = mail(facts(workspace, BANK, case__as_of="2026-11-23", payments=[back, one, two], log=[]))
    assert (
        "We paid GBP 1,500.00 in two payments, on 6 August 2026 and 9 August 2026." in said
        or "We paid GBP 1,500.00 on 6 and 9 August 2026." in said
    )
    assert "BACK-1" not in said


def test_no_letter_refuses_what_another_goes_beside(workspace: Path) -> None:
    """An offer of ours answers a lower one of theirs; a letter that asks for all would contradict it."""
    lower = {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
    assert due(on(workspace, "2026-11-25", FIRST, lower)) == ["partial_counter"]
    assert due(on(workspace, "2026-11-25", FIRST, lower, refund__offer={"amount": "GBP 350.00"})) == [
        "settlement_offer"
    ]


def test_the_page_says_to_read_what_came(workspace: Path) -> None:
    """Waiting is no act where somebody waits for us."""
    asked = {"at": "2026-11-25", "event": "asked", "by": "creator", "text": "Ana asked for more time."}
    assert in_english(on(workspace, "2026-11-26", FIRST, asked).stage.next_act).startswith(
        "Read the reply of 25 November 2026 from Ana Marlowe."
    )
    assert in_english(on(workspace, "2026-11-26", FIRST).stage.next_act) == "Wait for Ana Marlowe to reply or pay."


def test_money_beyond_the_request_is_not_thanked_for_without_a_word(workspace: Path) -> None:
    found = on(workspace, "2026-12-21", FIRST, back=(PART, {**REST, "amount": "GBP 400.00"}))
    assert "It is more than we asked for; please tell us what the rest is for." in mail(found)
    assert "more than we asked for" not in mail(on(workspace, "2026-12-21", FIRST, back=(PART, REST)))


def test_what_came_before_a_letter_is_not_more_than_it_asked_for(workspace: Path) -> None:
    """The claim was lowered to GBP 140.00, of which 60.00 came; the final notice asked for the other 80.00."""
    first = {**FIRST, "amount": "GBP 440.00"}
    final = {**FINAL, "amount": "GBP 80.00"}
    back = ({**PART, "amount": "GBP 60.00"}, {**REST, "amount": "GBP 80.00", "paid_on": "2026-12-20"})
    requested = {"refund": {"grounds": ["partially_delivered"], "method": "negotiated", "requested": "GBP 140.00"}}
    found = on(workspace, "2026-12-21", first, REMINDER, final, back=back, **requested)
    assert "more than we asked for" not in mail(found)
    more = (back[0], {**back[1], "amount": "GBP 90.00"})
    assert "more than we asked for" in mail(on(workspace, "2026-12-21", first, REMINDER, final, back=more, **requested))


def test_an_offer_goes_beside_the_other_letters_and_once(workspace: Path) -> None:
    """It is made where the case states one; another sum is another offer."""
    offer = {"refund__offer": {"amount": "GBP 350.00"}}
    assert due(on(workspace, "2026-11-25", FIRST, **offer)) == ["settlement_offer"]
    assert due(on(workspace, "2026-12-08", FIRST, **offer)) == ["reminder", "settlement_offer"]
    sent = {"at": "2026-11-25", "event": "sent", "letter": "settlement_offer", "by": "brand", "amount": "GBP 350.00"}
    assert due(on(workspace, "2026-11-26", FIRST, sent, **offer)) == []
    assert due(on(workspace, "2026-11-26", FIRST, sent, refund__offer={"amount": "GBP 300.00"})) == ["settlement_offer"]
    assert due(on(workspace, "2026-11-22", **offer)) == ["first_request"]
    text = mail(on(workspace, "2026-11-25", FIRST, **offer))
    assert text.startswith("Without prejudice: an offer on the refund")
    assert (
        "Without prejudice save as to costs: an offer to settle, open for acceptance until Wednesday, 2 December 2026\n\nDear Ana"
        in text
    )


@pytest.mark.parametrize(
    ("entity", "law", "days"),
    [
        ("company", {"country": "GB"}, "2026-12-07"),
        ("sole_trader", {"country": "GB", "subdivision": "ENG"}, "2026-12-23"),
        ("individual", {"country": "GB"}, "2026-12-23"),
        ("individual", {"country": "GB", "subdivision": "SCT"}, "2026-12-07"),
        ("individual", {"country": "US"}, "2026-12-07"),
    ],
)
def test_a_final_notice_gives_what_its_reader_must_have(workspace: Path, entity: str, law: Entry, days: str) -> None:
    """The vectors of the domain: 14 days for a company, 30 and the enclosures for a person in England and Wales."""
    first = {**FIRST, "at": "2026-11-01", "deadline": "2026-11-13"}
    refused = {"at": "2026-11-20", "event": "rejected", "by": "creator"}
    creator = {"parties__creator__entity_type": entity, "parties__creator__country": law["country"]}
    found = on(workspace, "2026-11-23", first, refused, case__jurisdiction=law, **creator)
    [letter] = found.ladder.due
    assert (letter.letter, letter.reply_by) == ("final_notice", date.fromisoformat(days))
    assert bool(letter.enclosures) is (days == "2026-12-23")
    assert ("Information Sheet" in mail(found)) is bool(letter.enclosures)
    assert 300 <= len(mail(found).split()) <= 600


def test_a_dispute_is_told_to_the_creator_and_stops_the_ladder(workspace: Path) -> None:
    """One notice; no reminder while the desk has the request; the final notice once it has refused."""
    opened = {"at": "2026-12-09", "event": "dispute_opened", "by": "brand", "desk": "paypal", "number": "PP-D-1"}
    told = {"at": "2026-12-09", "event": "sent", "letter": "dispute_notice", "by": "brand"}
    found = on(workspace, "2026-12-09", FIRST, opened, ref=PAYPAL)
    assert due(found) == ["dispute_notice"]
    assert "Its number is PP-D-1." in mail(found)
    assert due(on(workspace, "2026-12-20", FIRST, opened, told, ref=PAYPAL)) == []
    refused = {"at": "2026-12-21", "event": "rejected", "by": "paypal", "desk": "paypal"}
    assert due(on(workspace, "2026-12-21", FIRST, opened, told, refused, ref=PAYPAL)) == ["reminder"]


def test_an_order_on_a_platform_is_asked_to_be_cancelled(workspace: Path) -> None:
    """Nothing is said of money on its way, which a creator on TikTok One never holds."""
    text = mail(on(workspace, "2026-12-08", FIRST, ref=ONE))
    assert "to accept the cancellation of order" in text
    assert "on its way" not in text


def test_no_deadline_ends_on_a_holiday_of_the_readers_country(workspace: Path) -> None:
    """Fourteen days from 11 December are Christmas in London: the 29th is the first day on which somebody answers."""
    assert on(workspace, "2026-12-11").reply_by == date(2026, 12, 29)
    assert on(
        workspace, "2026-12-11", parties__creator__country="IL", case__jurisdiction={"country": "IL"}
    ).reply_by == date(2026, 12, 27)
    assert date(2026, 12, 25) in Holidays("GB")
    assert Holidays("ZZ").name(date(2026, 12, 25)) == Holidays(None).name(date(2026, 12, 25)) == ""
    assert date(2026, 12, 24) in Holidays("GB", own=(date(2026, 12, 24),))


@pytest.mark.parametrize(
    ("country", "sent", "day"),
    [
        ("GB", "2026-11-12", "2026-11-26"),
        ("GB", "2026-11-13", "2026-11-27"),
        ("SA", "2026-11-12", "2026-11-26"),
        ("SA", "2026-11-13", "2026-11-29"),
        ("SA", "2026-11-14", "2026-11-29"),
        ("EG", "2026-11-13", "2026-11-29"),
        ("AE", "2026-11-13", "2026-11-27"),
        ("AE", "2026-11-14", "2026-11-30"),
        ("SA", "2026-11-15", "2026-11-29"),
        ("IR", "2026-11-13", "2026-11-28"),
        ("HK", "2026-11-14", "2026-11-30"),
        ("BN", "2026-11-13", "2026-11-28"),
    ],
)
def test_no_deadline_ends_on_the_weekend_of_the_readers_country(
    workspace: Path, country: str, sent: str, day: str
) -> None:
    """Friday and Saturday are it in Riyadh, so that a Sunday is a day on which somebody answers."""
    assert on(workspace, sent, parties__creator__country=country).reply_by == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("law", "country", "sent", "day"),
    [
        ({"country": "GB", "subdivision": "SCT"}, "GB", "2026-11-16", "2026-12-01"),
        ({"country": "GB", "subdivision": "ENG"}, "GB", "2026-11-16", "2026-11-30"),
        ({"country": "GB"}, "GB", "2026-11-16", "2026-11-30"),
        ({"country": "DE", "subdivision": "BY"}, "DE", "2026-12-23", "2027-01-07"),
        ({"country": "DE", "subdivision": "BE"}, "DE", "2026-12-23", "2027-01-06"),
        # Berlin's code is that of Bern too, where Easter Monday is free: the law of Germany frees nobody there.
        ({"country": "DE", "subdivision": "BE"}, "CH", "2027-03-15", "2027-03-29"),
        ({"country": "CH", "subdivision": "BE"}, "CH", "2027-03-15", "2027-03-30"),
    ],
)
def test_no_deadline_ends_on_a_holiday_of_the_readers_part_of_the_country(
    workspace: Path, law: Entry, country: str, sent: str, day: str
) -> None:
    """Fourteen days may end on Saint Andrew's Day, which is free in Scotland alone; the law says in which part it is."""
    found = on(workspace, sent, case__jurisdiction=law, parties__creator__country=country)
    assert found.reply_by == date.fromisoformat(day)


def test_the_next_working_day_is_that_of_the_brand(workspace: Path) -> None:
    """What is to be done next is on a day on which the brand works."""
    answer = {"at": "2026-11-26", "event": "answered", "by": "creator", "text": "Next week."}
    days = {
        country: on(workspace, "2026-11-26", {**FIRST, "at": "2026-11-12"}, answer, parties__brand__country=country)
        .agenda[0]
        .on
        for country in ("GB", "SA")
    }
    assert days == {"GB": date(2026, 11, 27), "SA": date(2026, 11, 29)}


def test_the_log_may_be_typed_in_any_order(workspace: Path) -> None:
    """What counts is the day of each entry."""
    assert (
        due(on(workspace, "2026-12-16", REMINDER, FIRST))
        == due(on(workspace, "2026-12-16", FIRST, REMINDER))
        == ["final_notice"]
    )


ANSWERS = {
    "not_our_ground": "waived",
    "acceptance": "agreed",
    "extension_granted": "extended",
    "dispute_notice": "dispute_opened",
}


@pytest.mark.parametrize("letter", ["first_request", "reminder", "final_notice", "refund_received", *ANSWERS])
def test_each_letter_keeps_its_budget_and_its_subject(workspace: Path, letter: str) -> None:
    """Words within the policy, a subject of at most 78 characters with the reference and what it is about."""
    event = {
        "at": "2026-12-09",
        "event": ANSWERS.get(letter, "noted"),
        "by": "brand",
        "deadline": "2026-12-18",
        "number": "PP-D-1",
    }
    if letter == "acceptance":
        event["amount"] = "GBP 300.00"
    steps = {
        "first_request": ("2026-11-23",),
        "reminder": ("2026-12-08", FIRST),
        "final_notice": ("2026-12-16", FIRST, REMINDER),
    }
    day, *log = steps.get(letter, ("2026-12-10", FIRST, event))
    found = on(workspace, str(day), *log, back=(PART,) if letter == "refund_received" else (), ref=PAYPAL)  # type: ignore[arg-type]
    [one] = found.ladder.due
    assert one.letter == letter
    subject, _, body = mail(found).partition("\n")
    fewest, most = one.policy.words
    words = len(re.sub(r"\A.*?,\n|\n(?:Kind regards|The (?:attached )?packet).*", "", body, flags=re.DOTALL).split())
    assert fewest * 0.5 <= words <= most
    assert len(subject) <= 78
    assert f"({PAYPAL})" in subject
    assert "refund" in subject.lower()


def test_what_is_sent_is_asked_for_once(workspace: Path) -> None:
    """`next_letter` and the plan know one next letter."""
    found = on(workspace, "2026-12-08", FIRST)
    known = policies.read(None)
    assert ladder.next_letter(found.case, found.channel, found.sums, known.letters) == due(found)[0]


def test_every_template_is_used(workspace: Path) -> None:
    """Each file of templates/ is part of a document of some step of the road, or of a page: none lies about."""
    deal = {"at": "2026-12-09", "event": "agreed", "by": "creator", "amount": "GBP 200.00", "deadline": "2026-12-18"}
    opened = {"at": "2026-12-09", "event": "dispute_opened", "by": "brand"}
    offered = {"at": "2026-12-09", "event": "answered", "by": "creator", "amount": "GBP 10.00"}
    logs: list[tuple[str, tuple[Entry, ...]]] = [
        ("2026-12-16", (FIRST, REMINDER)),
        ("2026-12-08", (FIRST,)),
        ("2026-12-09", (FIRST, deal)),
        ("2026-12-09", (FIRST, opened)),
        ("2026-12-09", (FIRST, offered)),
        ("2026-12-09", (FIRST, {**deal, "event": "extended", "by": "brand"})),
        ("2026-12-09", (FIRST, {"at": "2026-12-09", "event": "waived", "by": "brand"})),
    ]
    found = [on(workspace, day, *log, ref=PAYPAL, refund__offer={"amount": "GBP 1.00"}) for day, log in logs]
    found += [
        on(workspace, "2026-12-09", FIRST, offered),
        on(workspace, "2026-12-10", FIRST, back=(PART,)),
        *(facts(workspace, ref) for ref in REFS.values()),
    ]
    used = {path for one in found for text in texts(one).values() for path in text.templates}
    there = set(package_data.folder("templates").rglob("*.j2"))
    pages = {
        "docket.html.j2",
        "_docket.css.j2",
        "_docket.js.j2",
        "problems.html.j2",
        "redaction-report.txt.j2",
        "court.html.j2",
    }
    # What belongs to desks, paper and courts: test_desks.py, test_letter.py and test_court.py build it all.
    assert {path.name for path in there - used if not {"support", "letter"} & set(path.parts)} == pages


def test_what_is_without_prejudice_reaches_no_packet(workspace: Path) -> None:
    """An offer to settle, and what shows it, stands in no chronology and no packet, whether its entry says so or not."""
    offer = {
        "at": "2026-11-25",
        "event": "sent",
        "letter": "settlement_offer",
        "by": "brand",
        "amount": "GBP 350.00",
        "evidence": ["receipt2"],
    }
    extra = {"id": "receipt2", "file": "receipt2.jpg", "caption": "Our offer of 25 November 2026."}
    for privilege in ({}, {"privilege": "without_prejudice"}):
        folder = workspace / "cases" / BANK
        found = on(workspace, "2026-11-26", FIRST)
        (folder / "evidence" / "receipt2.jpg").write_bytes((folder / "evidence" / "receipt.jpg").read_bytes() + b"1")
        evidence = json.loads((folder / "case.json").read_text(encoding="utf-8"))["evidence"]
        mine = [*(one for one in evidence if one["id"] != "receipt2"), extra]
        found = on(workspace, "2026-11-26", FIRST, {**offer, **privilege}, evidence=mine)
        packet = texts(found)["packet/influencer.pdf"].body
        assert "350" not in packet
        assert "Our offer" not in packet
        assert found.bundles["influencer"].withheld == 0
    shown = on(workspace, "2026-11-26", FIRST, {**offer, "letter": "reminder"}, evidence=mine)
    assert "Our offer" in texts(shown)["packet/influencer.pdf"].body


def test_no_letter_takes_back_the_day_that_an_earlier_one_gave(workspace: Path) -> None:
    """An answer on the second day leaves the two weeks of the first request."""
    offered = {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
    assert on(workspace, "2026-11-25", FIRST, offered).ladder.due[0].reply_by == date(2026, 12, 7)
    assert on(workspace, "2026-12-04", FIRST, {**offered, "at": "2026-12-04"}).ladder.due[0].reply_by == date(
        2026, 12, 11
    )
    short = {"at": "2026-11-26", "event": "sent", "letter": "partial_counter", "by": "brand", "deadline": "2026-12-03"}
    assert on(workspace, "2026-11-26", FIRST, offered, short).ladder.reply_by == date(2026, 12, 7)
    deal = {"at": "2026-11-26", "event": "agreed", "by": "creator", "amount": "GBP 400.00", "deadline": "2026-12-01"}
    assert on(workspace, "2026-11-26", FIRST, deal).ladder.reply_by == date(2026, 12, 1)


def test_nobody_is_reminded_of_what_a_desk_has_approved(workspace: Path) -> None:
    """The money comes from the desk then; a later refusal puts the creator in charge again."""
    opened = {"at": "2026-12-01", "event": "ticket_opened", "by": "brand", "desk": "tiktok_one"}
    yes = {"at": "2026-12-05", "event": "approved", "by": "tiktok", "desk": "tiktok_one"}
    assert due(on(workspace, "2026-12-20", FIRST, opened, ref=ONE)) == ["reminder"]
    assert due(on(workspace, "2026-12-20", FIRST, opened, yes, ref=ONE)) == []
    no = {**yes, "at": "2026-12-06", "event": "rejected"}
    assert due(on(workspace, "2026-12-20", FIRST, opened, yes, no, ref=ONE)) == ["reminder"]


def test_a_word_of_the_creator_is_none_of_a_desk(workspace: Path) -> None:
    """A creator who approves has paid nothing, and is reminded; one who refuses takes no money back from a desk."""
    opened = {"at": "2026-12-01", "event": "ticket_opened", "by": "brand", "desk": "tiktok_one"}
    said = {"at": "2026-12-05", "event": "approved", "by": "creator"}
    assert due(on(workspace, "2026-12-20", FIRST, opened, said, ref=ONE)) == ["reminder"]
    yes = {"at": "2026-12-04", "event": "approved", "by": "tiktok", "desk": "tiktok_one"}
    assert due(on(workspace, "2026-12-20", FIRST, opened, yes, said, ref=ONE)) == []
    assert due(on(workspace, "2026-12-20", FIRST, opened, yes, {**said, "event": "rejected"}, ref=ONE)) == []


@pytest.mark.parametrize("event", ["approved", "rejected"])
def test_a_dispute_is_decided_by_its_desk_and_by_no_side_to_it(workspace: Path, event: str) -> None:
    """What the creator or we say of it ends it not; what its own desk says does."""
    opened = {"at": "2026-12-09", "event": "dispute_opened", "by": "brand", "desk": "paypal", "number": "PP-D-1"}
    told = {"at": "2026-12-09", "event": "sent", "letter": "dispute_notice", "by": "brand"}
    for by in ("creator", "brand"):
        said = {"at": "2026-12-12", "event": event, "by": by}
        found = on(workspace, "2026-12-20", FIRST, opened, told, said, ref=PAYPAL)
        assert found.ladder.is_disputed, by
        assert by == "brand" or due(found) == []
    decided = {"at": "2026-12-12", "event": event, "by": "paypal", "desk": "paypal"}
    assert not on(workspace, "2026-12-20", FIRST, opened, told, decided, ref=PAYPAL).ladder.is_disputed


def test_a_dispute_that_is_ended_by_us_holds_up_no_letter(workspace: Path) -> None:
    """The creator is asked again, as where its desk has refused."""
    opened = {"at": "2026-12-09", "event": "dispute_opened", "by": "brand", "desk": "paypal", "number": "PP-D-1"}
    told = {"at": "2026-12-09", "event": "sent", "letter": "dispute_notice", "by": "brand"}
    ended = {"at": "2026-12-12", "event": "cancelled", "by": "brand", "desk": "paypal"}
    assert due(on(workspace, "2026-12-20", FIRST, opened, told, ref=PAYPAL)) == []
    found = on(workspace, "2026-12-20", FIRST, opened, told, ended, ref=PAYPAL)
    assert (due(found), found.ladder.is_disputed) == (["reminder"], False)


@pytest.mark.parametrize(
    ("entry", "letter"),
    [
        ({"event": "agreed", "by": "creator", "amount": "GBP 300.00"}, "acceptance"),
        ({"event": "extended", "by": "brand"}, "extension_granted"),
    ],
)
def test_a_day_that_was_agreed_or_granted_holds_to_its_end(workspace: Path, entry: Entry, letter: str) -> None:
    """However near it is, the letter that confirms it may go out up to that day, and not after it."""
    entry = {**entry, "at": "2026-12-09", "deadline": "2026-12-11"}
    known = policies.read(None).letters
    # A workspace may say that each such letter leaves its reader three days: those are for a day that we count.
    strict = {**known, letter: replace(known[letter], days=7, least_days=3)}
    for day in ("2026-12-09", "2026-12-10", "2026-12-11"):
        found = on(workspace, day, FIRST, entry)
        for letters in (known, strict):
            [one] = ladder.ladder(found.case, found.channel, found.sums, letters).due
            assert (one.letter, one.reply_by, one.stale_after) == (letter, date(2026, 12, 11), date(2026, 12, 11)), day
    assert letter not in due(on(workspace, "2026-12-12", FIRST, entry))


def test_a_day_of_our_own_leaves_its_reader_time(workspace: Path) -> None:
    """A letter whose day we count is too old once it leaves less than the policy's fewest days."""
    [one] = on(workspace, "2026-11-23").ladder.due
    least = policies.read(None).letters["first_request"].least_days
    assert least > 0
    assert one.reply_by and one.stale_after
    assert (one.reply_by - one.stale_after).days == least


def test_an_answer_to_the_offer_is_as_far_apart_as_the_offer(workspace: Path) -> None:
    """A mail with its mark in the subject stands in no packet, and no open letter quotes it."""
    offered = {"at": "2026-11-26", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
    subject = {"subject": "Re: Without prejudice: an offer on the refund"}
    assert due(on(workspace, "2026-11-26", FIRST, offered)) == ["partial_counter"]
    found = on(workspace, "2026-11-26", FIRST, {**offered, **subject})
    assert due(found) == []
    assert "GBP 100.00" not in texts(found)["packet/influencer.pdf"].body
    later = mail(on(workspace, "2026-12-08", FIRST, {**offered, **subject}))
    assert "You offered" not in later


def test_what_came_since_is_told_in_the_order_of_time(workspace: Path) -> None:
    """An offer, more time, a part: each with its day, as a judge would read it."""
    offered = {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
    answer = {"at": "2026-11-25", "event": "sent", "letter": "partial_counter", "by": "brand"}
    extended = {"at": "2026-12-03", "event": "extended", "by": "brand", "deadline": "2026-12-14"}
    told = {"at": "2026-12-03", "event": "sent", "letter": "extension_granted", "by": "brand"}
    reminder = {**REMINDER, "at": "2026-12-15", "deadline": "2026-12-22"}
    found = on(workspace, "2026-12-23", FIRST, offered, answer, extended, told, reminder)
    assert due(found) == ["final_notice"]
    said = "You offered GBP 100.00 on 25 November 2026. We answered on 25 November 2026 that we could not take your offer for the whole. We gave you until 14 December 2026. We reminded you on 15 December 2026."
    assert f"{said} The money has not arrived." in mail(found)


def test_later_letters_state_that_an_offer_was_declined_only_if_it_was_and_may_be_shown(workspace: Path) -> None:
    """An offer without our answer reads as one that we ignored; one without prejudice leaves no trace."""
    offered = {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
    answer = {"at": "2026-11-26", "event": "sent", "letter": "partial_counter", "by": "brand", "deadline": "2026-12-03"}
    declined = "We answered on 26 November 2026 that we could not take your offer for the whole."
    reminder = {**REMINDER, "at": "2026-12-08", "deadline": "2026-12-15"}
    assert declined in mail(on(workspace, "2026-12-16", FIRST, offered, answer, reminder))
    assert "your offer" not in mail(on(workspace, "2026-12-16", FIRST, offered, reminder))
    private = {**offered, "privilege": "without_prejudice"}
    assert "your offer" not in mail(on(workspace, "2026-12-16", FIRST, private, answer, reminder))


def test_an_acceptance_of_our_own_offer_has_its_terms(workspace: Path) -> None:
    """And no packet asks for the whole while the sum is awaited."""
    offer = {"refund__offer": {"amount": "GBP 350.00", "content": "The posts stay.", "pay_by": "2026-12-11"}}
    asked = on(workspace, "2026-11-25", FIRST, **offer)
    assert "by the end of Friday, 11 December 2026" in mail(asked)
    sent = {"at": "2026-11-25", "event": "sent", "letter": "settlement_offer", "by": "brand", "amount": "GBP 350.00"}
    deal = {"at": "2026-11-27", "event": "agreed", "by": "creator", "amount": "GBP 350.00", "deadline": "2026-12-11"}
    found = on(workspace, "2026-11-27", FIRST, sent, deal, **offer)
    assert "As our offer of 25 November 2026 said: the posts stay. Neither side asks anything more" in mail(found)
    assert "packet/influencer" not in made(found)
    assert "packet/influencer" in made(on(workspace, "2026-12-12", FIRST, sent, deal, **offer))


def test_a_last_receipt_asks_for_a_note_of_all_that_came(workspace: Path) -> None:
    """Not of the last part alone."""
    first = {"at": "2026-12-10", "event": "sent", "letter": "refund_received", "by": "brand"}
    assert "credit note for GBP 500.00" in mail(on(workspace, "2026-12-21", FIRST, first, back=(PART, REST)))


def test_an_entry_without_a_time_stands_where_the_log_has_it(workspace: Path) -> None:
    """Our answer of the same day comes after the mail that it answers."""
    came = {"at": "2026-11-30T16:21:00+00:00", "event": "answered", "by": "creator", "text": "Ana answered"}
    sent = {"at": "2026-11-30", "event": "sent", "letter": "partial_counter", "by": "brand"}
    lines = [event.about for event in on(workspace, "2026-11-30", FIRST, came, sent).chronology if event.kind == "log"]
    assert [one.event for one in lines[-2:]] == ["answered", "sent"]  # type: ignore[union-attr]  # entries of the log


def test_a_letter_without_its_first_request_leads_to_that(workspace: Path) -> None:
    """Each later letter refers to the first request: where the log lacks it, it is the one that is due."""
    deal = {"at": "2026-12-09", "event": "agreed", "by": "creator", "amount": "GBP 300.00"}
    assert due(on(workspace, "2026-12-24", REMINDER, deal, refund__offer={"amount": "GBP 1.00"})) == ["first_request"]


def test_two_parts_in_one_receipt_are_added_up(workspace: Path) -> None:
    """Each with its day, and what they are together."""
    more = {**PART, "paid_on": "2026-12-12", "amount": "GBP 50.00", "reference": "AM-9"}
    text = mail(on(workspace, "2026-12-12", FIRST, back=(PART, more)))
    assert "Together that is GBP 250.00. Thank you." in text
    assert "GBP 250.00 is still open" in text
