"""What else was agreed and found stands where its reader wants it, in whole sentences, and nowhere where it is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK, PAYPAL, STORE
from test_derive import facts
from test_render import texts

from makegood.domain import ladder
from makegood.domain.ladder.days import cure_days
from makegood.model.case import Case, Defect
from makegood.model.facts import Facts

MAIL, PACKET, PAGE = "email/first_request.eml", "packet/influencer.pdf", "index.html"
THIRD = "deliverables__2__"
USAGE = {"scope": "Organic reposts on our own channels.", "ends_on": "2027-02-28"}
FAULT = {
    "code": "missing_hashtag",
    "detail": "The hashtag is missing.",
    "noticed_on": "2026-09-03",
    "cure_asked_on": "2026-09-04",
    "evidence": ["post2"],
}
READ = {"as_of": "2026-09-20", "source": "TikTok Studio", "views": 12300, "likes": 1}
CLAUSE = {"quote": "Interest is 8 percent a year.", "section": "5.3", "evidence": ["agreement"]}
FIRST: Mapping[str, Any] = {"at": "2026-11-23", "event": "sent", "letter": "first_request", "by": "brand"}


def said(found: Facts, path: str) -> str:
    """Give what a reader sees of a document, on one line."""
    body = texts(found)[path].body
    shown = re.sub(r"<(style|script)>.*?</\1>", "", body, flags=re.DOTALL) if path != MAIL else body
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", shown)))


SAID: tuple[tuple[str, Any, str, str], ...] = (
    (
        "agreement__usage_rights",
        USAGE,
        PACKET,
        "How the brand may use the content: Organic reposts on our own channels. The last day is 28 February 2027.",
    ),
    (
        "agreement__exclusivity",
        "No other candle brand for 30 days.",
        PACKET,
        "What the creator may not do for others: No other candle brand",
    ),
    ("agreement__governing_law", "England and Wales", PACKET, "The law that was agreed: England and Wales."),
    ("agreement__kill_fee_percent", 25, PACKET, "Of the fee, 25 percent stay with the creator on cancelling."),
    ("agreement__disclosure_required", True, PACKET, "A label as advertising was agreed."),
    ("agreement__disclosure_required", False, PACKET, "No label as advertising was agreed."),
    ("agreement__effective_on", "2026-08-05", PACKET, "It holds from 5 August 2026."),
    ("agreement__ends_on", "2026-12-31", PACKET, "It ends on 31 December 2026."),
    ("agreement__prepaid_reason", "The terms ask for it.", PACKET, "Why it was paid in advance: The terms ask for it."),
    ("agreement__version", "2", PACKET, "It is version 2 of the agreement."),
    ("parties__brand__registration_number", "01234567", PACKET, "Registered under number 01234567"),
    ("parties__brand__registration_number", "01234567", MAIL, "Registered under number 01234567"),
    ("parties__brand__vat_number", "GB123456789", PACKET, "VAT number GB123456789"),
    ("parties__brand__contact__role", "Campaigns", MAIL, "Refunds desk Campaigns Harbour & Pine Ltd"),
    (
        "parties__creator__language",
        "es",
        PAGE,
        "According to the case, letters to Ana Marlowe must be in Spanish. This email is in English",
    ),
    (
        f"{THIRD}why_the_date_mattered",
        "The fair opened on 16 September.",
        MAIL,
        "has not been delivered. Why the day mattered: The fair opened on 16 September.",
    ),
    (f"{THIRD}requires_approval", True, PACKET, "A draft had to be approved: Video 3."),
    (f"{THIRD}due_from", "2026-09-10", PACKET, "from 10 September 2026to 15 September 2026"),
    ("deliverables__1__disclosed", True, PACKET, "It carries a label as advertising."),
    ("deliverables__1__metrics", [READ], PACKET, "TikTok Studio showed 12,300 views and 1 like on 20 September 2026."),
    (
        "deliverables__1__guaranteed",
        {"metric": "views", "value": 50000, "evidence": ["agreement"]},
        PACKET,
        "at least 50,000 views",
    ),
    (
        "deliverables__1__defects",
        [FAULT],
        MAIL,
        "We noticed this on 3 September 2026, and on 4 September 2026 we asked to have it put right.",
    ),
    (
        "deliverables__1__defects",
        [FAULT],
        PACKET,
        "We noticed this on 3 September 2026, and on 4 September 2026 we asked to have it put right.",
    ),
    ("payments__0__payee", "Ana Marlowe", PACKET, "payee on the receipt: Ana Marlowe"),
    ("payments__0__note", "Ask the bank.", PAGE, "Your note on GBP 1,500.00 of 6 August 2026: Ask the bank."),
    ("case__notes", "Ask Sam about the brief.", PAGE, "Your notes: Ask Sam about the brief."),
    ("case__created_on", "2026-09-16", PAGE, "You created this case on 16 September 2026."),
    (
        "refund__interest",
        {"rate_percent": 8, "from_on": "2026-10-01", "clause": CLAUSE},
        PACKET,
        "Interest is 8 percent a year.",
    ),
)


@pytest.mark.parametrize(("pointer", "value", "path", "sentence"), SAID, ids=[f"{one[0]}-{one[2]}" for one in SAID])
def test_it_stands_where_its_reader_wants_it(
    workspace: Path, pointer: str, value: object, path: str, sentence: str
) -> None:
    """Each sentence comes with its value, and there is none without it."""
    assert sentence not in said(facts(workspace, BANK), path)
    assert sentence in said(facts(workspace, BANK, **{pointer: value}), path)


@pytest.mark.parametrize(
    ("accepted", "sentence"),
    [
        (None, "Changed, as the creator asked: Two scents."),
        (True, "Changed, as the creator asked and the other side accepted: Two scents."),
        (False, "A change that the creator asked for and the other side did not accept: Two scents."),
    ],
)
def test_a_change_that_was_not_accepted_is_no_change(workspace: Path, accepted: bool | None, sentence: str) -> None:
    """A wish for a change is told as one."""
    change = {"agreed_on": "2026-08-20", "change": "Two scents.", "asked_by": "creator", "evidence": ["agreement"]}
    found = facts(
        workspace, BANK, agreement__amendments=[change | ({} if accepted is None else {"accepted": accepted})]
    )
    assert sentence in said(found, PACKET)
    assert ("Changed, as" in said(found, PACKET)) is (accepted is not False)


def test_notes_are_for_oneself(workspace: Path) -> None:
    """What one notes for oneself stands in nothing that goes out."""
    found = facts(workspace, BANK, case__notes="CANARY ONE", payments__0__note="CANARY TWO")
    assert [path for path, text in texts(found).items() if "CANARY" in text.body + text.html] == [PAGE]


def test_no_label_is_claimed_where_none_was_agreed(workspace: Path) -> None:
    """A post without a label is told of where a label was agreed, or its lack is the ground."""
    assert "no label" not in said(facts(workspace, BANK, deliverables__1__disclosed=False), PACKET)
    found = facts(workspace, BANK, agreement__disclosure_required=True)
    assert "It carries no label as advertising." in said(found, PACKET)
    assert "label" not in said(found, MAIL)


def test_addresses_and_subjects_are_for_who_sees_all_of_the_case(workspace: Path) -> None:
    """The other party and a court see to whom a message went; PayPal, which decides on a payment, does not."""
    entry = {
        "at": "2026-10-01",
        "event": "asked",
        "by": "brand",
        "via": "email",
        "to": ["ana@creators.example"],
        "subject": "Video 3",
        "source": "note of R. Patel",
    }
    found = facts(workspace, PAYPAL, log__1=entry)
    assert "(by email to ana@creators.example; with the subject “Video 3”; known from: note of R. Patel)" in said(
        found, PACKET
    )
    paypal = said(found, "packet/paypal.pdf")
    assert "(by email; known from: note of R. Patel)" in paypal
    assert "ana@creators.example" not in paypal


def test_a_desk_is_given_the_campaigns_days_and_its_budget(workspace: Path) -> None:
    """The fields of a form have what the case says of the campaign, the receipt and the platform's own addresses."""
    campaign = {
        "name": "Autumn",
        "objective": "Video views",
        "starts_on": "2026-10-01",
        "ends_on": "2026-10-07",
        "budget": "USD 99.00",
    }
    platform = {"url": "https://www.tiktok.com/legal/report/feedback", "ticket_email": "support@platform.example"}
    found = facts(workspace, STORE, purchase__campaign=campaign, parties__platform=platform, payments__0__payer="H & P")
    (fields,) = (text.body for path, text in texts(found).items() if path.endswith("fields.txt"))
    for line in (
        "Objective: Video views",
        "Campaign's days: 1 October 2026 to 7 October 2026",
        "Budget: USD 99.00",
        "Your case says that answers come from: support@platform.example",
        "Payer on the receipt: H & P",
    ):
        assert line in fields, line
    assert "Your case names this page for requests: https://www.tiktok.com/legal/report/feedback" in fields


@pytest.mark.parametrize(
    ("days", "reply_by", "stale_after"),
    [
        (3, date(2026, 12, 7), date(2026, 11, 27)),
        (12, date(2026, 12, 9), date(2026, 11, 27)),
        (21, date(2026, 12, 18), date(2026, 11, 27)),
    ],
)
def test_a_first_request_leaves_the_days_that_the_agreement_gives(
    workspace: Path, days: int, reply_by: date, stale_after: date
) -> None:
    """Whoever sends it on the last day on which it may go out still leaves them all."""
    found = facts(workspace, BANK, agreement__cure_period_days=days, settings={"reply_days": 14})
    due = found.ladder.due[0]
    assert (due.reply_by, due.stale_after) == (reply_by, stale_after)
    assert due.stale_after is not None
    assert (reply_by - due.stale_after).days >= days
    told = {3: "three", 12: "twelve", 21: "21"}[days]
    assert (
        f"The agreement gives {told} days to put right what is wrong. For Video 3, the day that we name leaves them"
        in said(found, MAIL)
    )


def test_without_such_days_nothing_is_said_of_them(workspace: Path) -> None:
    """Negative control: the usual day, and no word."""
    found = facts(workspace, BANK)
    assert found.ladder.due[0].reply_by == date(2026, 12, 7)
    assert found.ladder.due[0].cure_until is None
    assert "put right" not in said(found, MAIL)


def test_the_day_to_make_good_leaves_them_too(workspace: Path) -> None:
    """A day that somebody typed and that is too near gives way to that of the agreement."""
    assert facts(workspace, BANK, refund__make_good_by="2026-12-04").make_good_by == date(2026, 12, 4)
    assert facts(workspace, BANK, agreement__cure_period_days=21).make_good_by == date(2026, 12, 14)


def test_a_final_notice_after_a_refusal_ends_no_sooner(workspace: Path) -> None:
    """A refusal does not end the days that the agreement gives; once they are over, the notice says so."""
    refused = [FIRST, {"at": "2026-11-25", "event": "rejected", "by": "creator"}]
    of = {"parties__creator__entity_type": "company", "agreement__cure_period_days": 40, "log": refused}
    found = facts(workspace, BANK, case__as_of="2026-11-26", **of)
    due = found.ladder.due[0]
    assert (due.letter, due.cure_until) == (ladder.FINAL, date(2027, 1, 2))
    assert due.reply_by == date(2027, 1, 4)
    body = texts(found)["email/final_notice.eml"].body
    assert (
        "The agreement gives 40 days to put right what is wrong. For Video 3, the day that we name leaves them to you."
        in body
    )
    over = facts(workspace, BANK, case__as_of="2027-01-06", **of)
    assert over.ladder.due[0].cure_until is None
    told = "The 40 days that the agreement gives to put it right have passed since our request of 23 November 2026."
    assert told in texts(over)["email/final_notice.eml"].body


def test_days_that_were_given_for_each_fault_are_over(workspace: Path) -> None:
    """Where each fault was to be put right and nothing is missing, the days are not given twice."""
    case = facts(workspace, BANK, agreement__cure_period_days=21).case

    def posted(*faults: Defect) -> Case:
        return replace(case, deliverables=(replace(case.deliverables[0], defects=faults),))

    asked, unasked = Defect(code="late", cure_asked_on=date(2026, 9, 4)), Defect(code="late")
    fresh = replace(asked, cure_asked_on=date(2026, 11, 20))
    assert cure_days(posted(asked)) == 0
    assert [cure_days(posted(*faults)) for faults in ((), (unasked,), (asked, unasked), (asked, fresh))] == [21] * 4
    assert cure_days(replace(case, agreement=None)) == 0
