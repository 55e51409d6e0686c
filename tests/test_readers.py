"""What readers of walked cases objected to: each sentence where it is true, and the same case without its cause."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PAYPAL, in_english
from test_ladder import FIRST, REMINDER, Entry, due, on
from test_made_good import flat
from test_make_goods import AGREED, plain, words_of
from test_render import texts

from makegood.domain import policies
from makegood.model.errors import CaseError
from makegood.model.facts import Facts
from makegood.statements import grounds

REDUCED: Entry = {"reduction": {"amount": "GBP 50.00", "reason": "the post has no advertising label"}}
PRICED = "GBP 500.00"
SUMS = {"method": "by_deliverable"}


def work(number: int, day: str | None, **more: object) -> Entry:
    """Return a video of GBP 500.00, posted on `day`, or missing."""
    state = {"status": "posted", "posted_at": day} if day else {"status": "not_delivered"}
    item = {"id": f"video-{number}", "type": "video", "due": f"2026-09-{number:02d}", "price": PRICED}
    return {**item, "evidence": ["feed"], **state, **more}


def unlabelled(number: int, day: str) -> Entry:
    return work(number, day, disclosed=False, defects=[{"code": "missing_disclosure", **REDUCED}])


def body(found: Facts, path: str) -> str:
    return flat(texts(found)[path])


CHANGED = {
    "deliverables": [unlabelled(1, "2026-09-01"), unlabelled(2, "2026-12-02"), work(3, None)],
    "refund": {"grounds": ["partially_delivered", "missing_disclosure"], **SUMS},
    "agreement__disclosure_required": True,
}
"""The first request asked for 1,050: two missing videos and a label. 600 is left: one video and two labels."""
ASKED: Entry = {**FIRST, "amount": "GBP 1050.00"}
REMINDED: Entry = {**REMINDER, "at": "2026-12-14", "deadline": "2026-12-22", "amount": "GBP 600.00"}
PART: Entry = {"paid_on": "2026-12-16", "amount": "GBP 100.00", "direction": "in", "via": "creator"}
OUT: Entry = {"paid_on": "2026-08-06", "amount": "GBP 1500.00", "evidence": ["receipt"]}


def test_a_receipt_names_the_sum_from_which_the_rest_follows(workspace: Path) -> None:
    """600 was asked for last and 100 came, so 500 is open; 1,050 less 100 would be another sum."""
    found = on(workspace, "2026-12-16", ASKED, AGREED, REMINDED, payments=[OUT, PART], **CHANGED)
    for path in ("email/refund_received.eml", "message/refund_received-1000.txt", "message/refund_received-300.txt"):
        text = body(found, path)
        assert "Of the GBP 600.00 that we asked for on 14 December 2026, GBP 500.00 is still open." in text
        assert "1,050.00" not in text


def test_a_receipt_of_an_unchanged_claim_names_the_first_request(workspace: Path) -> None:
    asked = {**FIRST, "amount": "GBP 600.00"}
    found = on(workspace, "2026-12-16", asked, REMINDED, payments=[OUT, PART], **CHANGED)
    assert "Of the GBP 600.00 that we asked for on 23 November 2026," in body(found, "email/refund_received.eml")


def test_the_short_message_names_the_work(workspace: Path) -> None:
    """No number of points, which a reader would have to guess."""
    grounds = ["partially_delivered", "missing_disclosure", "late", "nonconforming"]
    wrong = {"code": "wrong_product", "reduction": {"percent": 10, "reason": "the wrong candle is shown"}}
    late = {"code": "late", "reduction": {"percent": 10, "reason": "posted late"}}
    first = unlabelled(1, "2026-09-09")
    first["defects"] = [*first["defects"], wrong, late]  # type: ignore[misc]
    changes = {
        **CHANGED,
        "deliverables": [first, work(2, "2026-09-02"), work(3, None)],
        "refund": {"grounds": grounds, **SUMS},
    }
    text = body(on(workspace, "2026-11-23", **changes), "message/first_request-300.txt")
    assert "Video 3 was not delivered. Video 1 was not as agreed." in text
    assert "points" not in text
    alone = on(workspace, "2026-11-23", deliverables=[work(1, "2026-09-01"), work(2, "2026-09-02"), work(3, None)])
    assert "not as agreed" not in body(alone, "message/first_request-300.txt")


@pytest.mark.parametrize("looked_on", ["2026-11-20", "2026-12-14"])
def test_a_look_before_an_agreed_day_says_nothing_about_it(workspace: Path, looked_on: str) -> None:
    """The final notice does not say that we last checked before the day on which the work could still come."""
    look: Entry = {"at": looked_on, "event": "checked", "by": "brand", "text": "No video on the profile."}
    found = on(workspace, "2026-12-23", FIRST, look, AGREED, {**REMINDED, "amount": "GBP 500.00"})
    assert ("We last checked on" in body(found, "email/final_notice.eml")) is (looked_on > "2026-12-11")
    assert body(found, "email/final_notice.eml").count("14 December 2026") == 1 + (looked_on > "2026-12-11")


def test_a_counter_lists_the_parts_line_by_line(workspace: Path) -> None:
    """Also where a part of the money has come: 600 less 100 is 500."""
    answer: Entry = {"at": "2026-12-18", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
    receipt: Entry = {"at": "2026-12-16", "event": "sent", "letter": "refund_received", "by": "brand"}
    log = (ASKED, AGREED, REMINDED, receipt, answer)
    found = on(workspace, "2026-12-18", *log, payments=[OUT, PART], **CHANGED)
    lines = [line for line in texts(found)["email/partial_counter.eml"].body.splitlines() if line]
    assert any(line.startswith("Video 3: not delivered") and line.endswith("GBP 500.00") for line in lines)
    assert any(line.startswith("Claim") and line.endswith("GBP 500.00") for line in lines)
    assert not any("Together GBP" in line for line in lines)


def test_a_packet_waits_with_us_for_an_agreed_day(workspace: Path) -> None:
    """While the day runs, the packet asks for no money by it; once it has passed, it does."""
    waiting = plain(texts(on(workspace, "2026-12-01", FIRST, AGREED))["packet/influencer.pdf"])
    assert "Agreed day for the work" in waiting
    assert "We wait until then." in waiting
    assert "Please return" not in waiting
    passed = plain(texts(on(workspace, "2026-12-14", FIRST, AGREED))["packet/influencer.pdf"])
    assert "We wait until then." not in passed
    assert "Please return" in passed


DISPUTE: Entry = {"at": "2026-11-25", "event": "dispute_opened", "by": "brand", "desk": "paypal", "number": "PP-1"}


@pytest.mark.parametrize("opened_on", ["2026-11-25", "2026-12-09"])
def test_a_dispute_before_the_day_to_answer_is_no_answer_missed(workspace: Path, opened_on: str) -> None:
    """The day of the first request is 7 December."""
    found = on(workspace, opened_on, FIRST, {**DISPUTE, "at": opened_on}, ref=PAYPAL)
    is_early = opened_on < "2026-12-07"
    for path in ("email/dispute_notice.eml", "message/dispute_notice-1000.txt"):
        text = body(found, path)
        assert ("The time for a dispute is limited, so we did not wait for that day" in text) is is_early
        assert ("We have had no answer" in text) is not is_early


@pytest.mark.parametrize("agency", ["Lund Talent Ltd", None])
def test_who_got_the_money_is_named(workspace: Path, agency: str | None) -> None:
    """An agency that was paid is the seller at PayPal, and the letter to the creator says so."""
    payee = {"parties__payee": {"name": agency, "relation": "agency", "evidence": ["receipt"]}} if agency else {}
    letter = body(on(workspace, "2026-11-23", ref=PAYPAL, **payee), "email/first_request.eml")
    assert ("The money went to Lund Talent Ltd." in letter) is bool(agency)
    made = texts(on(workspace, "2026-11-25", FIRST, DISPUTE, ref=PAYPAL, **payee))
    assert ("Seller: Lund Talent Ltd, for" in flat(made["support/paypal/fields.txt"])) is bool(agency)
    assert ("The money went to Lund Talent Ltd." in flat(made["support/paypal/request-1000.txt"])) is bool(agency)


@pytest.mark.parametrize("code", ["account_hacked", None])
def test_a_lost_account_took_nothing_down(workspace: Path, code: str | None) -> None:
    """Two of three came; of one that was on a hacked account nobody is said to have taken it down."""
    defects = {"defects": [{"code": code, "noticed_on": "2026-09-06"}]} if code else {}
    gone = {**work(2, "2026-09-02"), "status": "removed", "removed_at": "2026-09-06", "min_live_days": 30, **defects}
    rows = [work(1, "2026-09-01"), gone, work(3, None)]
    found = on(workspace, "2026-11-23", deliverables=rows, refund={"grounds": ["partially_delivered"]})
    packet = plain(texts(found)["packet/influencer.pdf"])
    assert ("One of them was taken down early." in packet) is (code is None)
    assert ("One of them was not online as long as agreed." in packet) is (code is not None)


def test_several_removed_posts_are_not_one(workspace: Path) -> None:
    def gone(number: int) -> Entry:
        return {
            **work(number, f"2026-09-0{number}"),
            "status": "removed",
            "removed_at": "2026-09-12",
            "min_live_days": 30,
        }

    refund = {"grounds": ["removed_early"]}
    several = on(workspace, "2026-11-23", deliverables=[gone(1), gone(2), work(3, "2026-09-03")], refund=refund)
    assert "Video 1 and Video 2 were not online as long as agreed." in plain(texts(several)["packet/influencer.pdf"])
    alone = on(
        workspace, "2026-11-23", deliverables=[gone(1), work(2, "2026-09-02"), work(3, "2026-09-03")], refund=refund
    )
    assert "A post was taken down before the agreed time (Video 1)." in plain(texts(alone)["packet/influencer.pdf"])


def test_the_report_says_what_was_asked_first(workspace: Path) -> None:
    """Where the claim changed: 1,050 first, 600 in the end; an unchanged claim has no such line."""
    paid = {**PART, "amount": "GBP 600.00"}
    for first, is_told in ((ASKED, True), ({**FIRST, "amount": "GBP 600.00"}, False)):
        found = on(workspace, "2026-12-16", first, AGREED, REMINDED, payments=[OUT, paid], **CHANGED)
        report = plain(texts(found)["report/closing.pdf"])
        assert ("First asked for: GBP 1,050.00" in report) is is_told
        assert ("we agreed that Video 2 and Video 3 could still come by 11 December 2026" in report) is is_told


CLAIM: Entry = {"at": "2026-11-26", "event": "claim_opened", "by": "brand", "desk": "paypal", "number": "PP-1"}
APPROVED: Entry = {"at": "2026-12-07", "event": "approved", "by": "paypal", "desk": "paypal", "amount": "GBP 200.00"}


@pytest.mark.parametrize(("came", "is_paid"), [("GBP 200.00", True), ("GBP 150.00", False), (None, False)])
def test_a_desk_that_paid_what_it_approved_is_not_asked_for_it(
    workspace: Path, came: str | None, is_paid: bool
) -> None:
    """PayPal approved 200 of 500 and paid them: the rest is asked of the creator, not waited for at PayPal."""
    receipt: Entry = {
        "at": "2026-12-09",
        "event": "sent",
        "letter": "refund_received",
        "by": "brand",
        "deadline": "2026-12-16",
    }
    paid: Entry = {"paid_on": "2026-12-08", "amount": came, "direction": "in", "via": "paypal"}
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    log = (FIRST, DISPUTE, CLAIM, APPROVED, *((receipt,) if came else ()))
    found = on(workspace, "2027-01-11", *log, ref=PAYPAL, payments=[out, *((paid,) if came else ())])
    assert ("Send the reminder" in in_english(found.stage.next_act)) is is_paid
    assert ("email/reminder.eml" in texts(found)) is is_paid
    assert ("support/paypal/follow-up-not_paid.txt" in texts(found)) is not is_paid


@pytest.mark.parametrize("direction", ["in", "out"])
def test_money_came_back_from_somebody(workspace: Path, direction: str) -> None:
    """It came from the creator and not through the creator; what we paid through somebody is said as before."""
    second = {**OUT, "amount": "GBP 100.00", "paid_on": "2026-08-07", "via": "agency"}
    first = {**OUT, "amount": "GBP 1400.00"}
    payments = [OUT, PART] if direction == "in" else [first, second]
    found = on(workspace, "2026-12-16", ASKED, AGREED, REMINDED, payments=payments, **CHANGED)
    packet = plain(texts(found)["packet/influencer.pdf"])
    assert ("from the creator" in packet) is (direction == "in")
    assert "through the creator" not in packet
    assert ("through the agency" in packet) is (direction == "out")


@pytest.mark.parametrize("is_decided", [True, False])
def test_a_desk_that_has_decided_is_no_threat_any_more(workspace: Path, is_decided: bool) -> None:
    """The final notice names PayPal only while PayPal can still decide, and says what it decided."""
    paid: Entry = {"paid_on": "2026-12-08", "amount": "GBP 200.00", "direction": "in", "via": "paypal"}
    receipt: Entry = {"at": "2026-12-09", "event": "sent", "letter": "refund_received", "by": "brand"}
    late: Entry = {**REMINDER, "at": "2026-12-17", "deadline": "2026-12-28"}
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    log = (FIRST, DISPUTE, CLAIM, APPROVED, receipt, late) if is_decided else (FIRST, late)
    found = on(workspace, "2027-01-11", *log, ref=PAYPAL, payments=[out, paid] if is_decided else [out])
    letter = body(found, "email/final_notice.eml")
    assert ("we may take the claim to PayPal" in letter) is not is_decided
    assert ("we may bring the claim before a court" in letter) is is_decided
    assert ("On 7 December 2026 PayPal approved GBP 200.00 of what we asked for there." in letter) is is_decided


@pytest.mark.parametrize("amount", ["GBP 200.00", None])
def test_what_was_approved_is_waited_for_as_money(workspace: Path, amount: str | None) -> None:
    """A desk that approved a sum owes no reply; one that has said nothing does."""
    answer: Entry = {"at": "2026-12-08", "event": "approved", "by": "paypal", "desk": "paypal", "amount": amount}
    receipt: Entry = {"at": "2026-11-27", "event": "sent", "letter": "dispute_notice", "by": "brand"}
    log = (FIRST, DISPUTE, CLAIM, receipt, *((answer,) if amount else ()))
    act = in_english(on(workspace, "2026-12-09", *log, ref=PAYPAL).stage.next_act)
    assert act == ("Wait for PayPal to pay what it approved." if amount else "Wait for a reply from PayPal.")


@pytest.mark.parametrize("waived", ["GBP 200.00", None])
def test_a_receipt_says_what_was_waived(workspace: Path, waived: str | None) -> None:
    """300 of 500 came and 200 were waived, or all 500 came."""
    paid = {**PART, "amount": "GBP 300.00" if waived else "GBP 500.00"}
    gone: Entry = {"at": "2026-12-17", "event": "waived", "by": "brand", "amount": waived, "text": "Not worth it"}
    found = on(workspace, "2026-12-18", FIRST, *((gone,) if waived else ()), payments=[OUT, paid])
    for path in ("email/refund_received.eml", "message/refund_received-300.txt"):
        text = body(found, path)
        assert ("With it, and with the GBP 200.00 that we no longer ask for, our request" in text) is bool(waived)
        assert ("With it, our request of 23 November 2026 is settled" in text) is not bool(waived)


@pytest.mark.parametrize(("agreed", "act"), [(True, "to pay GBP 100.00, as agreed."), (False, "to reply or pay.")])
def test_the_rest_of_an_agreed_sum_is_waited_for(workspace: Path, agreed: bool, act: str) -> None:
    """400 of 500 agreed, 300 came and were confirmed: 100 is to come."""
    deal: Entry = {
        "at": "2026-11-26",
        "event": "agreed",
        "by": "creator",
        "amount": "GBP 400.00",
        "deadline": "2026-12-18",
    }
    receipt: Entry = {
        "at": "2026-12-02",
        "event": "sent",
        "letter": "refund_received",
        "by": "brand",
        "deadline": "2026-12-18",
    }
    accepted: Entry = {**receipt, "at": "2026-11-26", "letter": "acceptance"}
    paid = {**PART, "paid_on": "2026-12-01", "amount": "GBP 300.00"}
    log = (FIRST, deal, accepted, receipt) if agreed else (FIRST, receipt)
    assert in_english(on(workspace, "2026-12-03", *log, payments=[OUT, paid]).stage.next_act).endswith(act)


OFFERED: Entry = {"at": "2026-11-26", "event": "answered", "by": "creator", "amount": "GBP 400.00", "text": "Half."}
MISSING_TWO = {
    "deliverables": [work(1, "2026-09-01"), work(2, None), work(3, None)],
    "refund": {"grounds": ["partially_delivered"]},
}


@pytest.mark.parametrize(
    ("log", "line"),
    [
        ((FIRST, OFFERED), '"offer": { "amount": "GBP 700.00" }'),  # halfway between 400 and the 1,000 that is open
        ((FIRST,), '"offer": { "amount": "GBP 500.00" }'),
        ((), ""),
        ((FIRST, {**AGREED, "amount": "GBP 400.00", "deadline": "2026-12-11"}), ""),
    ],
)
def test_the_page_says_how_to_offer_a_sum_oneself(workspace: Path, log: tuple[Entry, ...], line: str) -> None:
    """A brand that declines 400 and would take 700 learns where to write it; with the answers that leave no room."""
    found = on(workspace, "2026-11-27", *log, **MISSING_TWO)
    page = words_of(found, "index.html")
    assert page.count('"offer": {') == bool(line)
    assert line in page
    assert ("If you would accept less than GBP 1,000.00, but more than this offer" in page) == (OFFERED in log)


def test_nothing_is_offered_once_all_has_come(workspace: Path) -> None:
    came = {"paid_on": "2026-11-26", "amount": "GBP 1000.00", "direction": "in", "via": "creator"}
    found = on(workspace, "2026-11-27", FIRST, payments=[OUT, came], **MISSING_TWO)
    assert found.ladder.due
    page = words_of(found, "index.html")
    assert '"offer": {' not in page
    assert "When something happens" not in page


def test_the_page_does_not_ask_for_an_offer_that_the_case_states(workspace: Path) -> None:
    """With 700 in the case, the letter that offers it is ready, and the page says no more of it."""
    refund = {"grounds": ["partially_delivered"], "offer": {"amount": "GBP 700.00"}}
    found = on(workspace, "2026-11-27", FIRST, OFFERED, deliverables=MISSING_TWO["deliverables"], refund=refund)
    assert '"offer": {' not in words_of(found, "index.html")
    assert "GBP 700.00" in body(found, "email/settlement_offer.eml")


BY_PAYPAL: Entry = {"paid_on": "2026-12-08", "amount": "GBP 200.00", "direction": "in", "via": "paypal"}
BY_HER: Entry = {**BY_PAYPAL, "via": "creator"}
RECEIPT: Entry = {
    "at": "2026-12-09",
    "event": "sent",
    "letter": "refund_received",
    "by": "brand",
    "deadline": "2026-12-16",
}


@pytest.mark.parametrize(("came", "is_asked"), [(BY_PAYPAL, True), (BY_HER, False)])
def test_what_a_desk_decided_is_asked_for_once_it_paid(workspace: Path, came: Entry, is_asked: bool) -> None:
    """PayPal paid 200 of 500, and no decision is in the log: no notice of the dispute goes out, no second request to
    PayPal. Money from the creator says nothing of what PayPal decides."""
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    found = on(workspace, "2027-01-11", FIRST, DISPUTE, CLAIM, RECEIPT, ref=PAYPAL, payments=[out, came])
    act = "Find out what PayPal decided, and record it. PayPal paid GBP 200.00 on 8 December 2026"
    assert (act in in_english(found.stage.next_act)) is is_asked
    assert ("email/dispute_notice.eml" in texts(found)) is not is_asked
    command = 'make log EVENT=approved WHAT=paypal AMOUNT="GBP 200.00" ON=2026-12-08'
    assert (command in words_of(found, "index.html")) is is_asked
    assert ("support/paypal/follow-up-no_answer.txt" in texts(found)) is not is_asked


@pytest.mark.parametrize("approved_on", ["2026-12-07", "2026-12-08", "2026-12-10"])
def test_money_may_come_before_its_decision_is_recorded(workspace: Path, approved_on: str) -> None:
    """It was approved and paid, in whichever order it was recorded; nothing is awaited from PayPal."""
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    answer = {**APPROVED, "at": approved_on}
    found = on(workspace, "2027-01-11", FIRST, DISPUTE, CLAIM, RECEIPT, answer, ref=PAYPAL, payments=[out, BY_PAYPAL])
    assert "Send the reminder" in in_english(found.stage.next_act)


def test_money_from_before_the_claim_is_not_what_was_approved(workspace: Path) -> None:
    """The negative control: it came on 25 November, before PayPal was asked."""
    out, early = {**OUT, "method": "paypal_gs", "reference": "PP-9"}, {**BY_PAYPAL, "paid_on": "2026-11-24"}
    answer = {**APPROVED, "at": "2026-12-07"}
    found = on(workspace, "2027-01-11", FIRST, DISPUTE, CLAIM, RECEIPT, answer, ref=PAYPAL, payments=[out, early])
    assert "Send the reminder" not in in_english(found.stage.next_act)


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (BY_PAYPAL, "It paid GBP 200.00 on 8 December 2026. Its decision is not recorded: look it up there."),
        ({**BY_PAYPAL, "amount": "GBP 500.00"}, "It paid GBP 500.00 on 8 December 2026."),
        (BY_HER, "No end is recorded: close it there."),
    ],
)
def test_the_report_says_what_a_desk_paid(workspace: Path, came: Entry, words: str) -> None:
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    closed: Entry = {"at": "2026-12-20", "event": "closed", "by": "brand"}
    found = on(workspace, "2026-12-20", FIRST, DISPUTE, CLAIM, RECEIPT, closed, ref=PAYPAL, payments=[out, came])
    assert words in words_of(found, "report/closing.pdf")


@pytest.mark.parametrize("letter", ["reminder", "final_notice"])
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"payments": [OUT, {**PART, "paid_on": "2026-11-30"}]}, "Since then, GBP 100.00 came."),
        ({"deliverables": [work(1, "2026-09-01"), work(2, "2026-12-02"), work(3, None)]}, "Since then, Video 2 came."),
        (
            {
                "payments": [OUT, {**PART, "paid_on": "2026-11-30"}],
                "deliverables": [work(1, "2026-09-01"), work(2, "2026-12-02"), work(3, None)],
            },
            "Since then, Video 2 and GBP 100.00 came.",
        ),
        ({}, ""),
    ],
)
def test_the_shortest_message_says_why_less_is_asked_for(
    workspace: Path, letter: str, changes: dict[str, object], words: str
) -> None:
    """1,000 was asked for first; 100 came, or a video of 500, or both: between the two sums stands what came."""
    receipt: Entry = {"at": "2026-12-01", "event": "sent", "letter": "refund_received", "by": "brand"}
    log = (FIRST, receipt) if "payments" in changes else (FIRST,)
    late: Entry = {**REMINDER, "at": "2026-12-09", "deadline": "2026-12-16"}
    day, log = ("2026-12-17", (*log, late)) if letter == "final_notice" else ("2026-12-14", log)
    found = on(workspace, day, *log, **{**MISSING_TWO, **changes})
    text = body(found, f"message/{letter}-300.txt")
    assert words in text
    assert ("Since then" in text) is bool(words)


def test_what_came_by_an_agreed_day_is_not_told_twice(workspace: Path) -> None:
    items = [work(1, "2026-09-01"), work(2, "2026-12-10"), work(3, None)]
    found = on(workspace, "2026-12-14", FIRST, AGREED, **{**MISSING_TWO, "deliverables": items})
    text = body(found, "message/reminder-300.txt")
    assert "only Video 2 came" in text
    assert "Since then" not in text


@pytest.mark.parametrize("lost", [1, 3])
def test_the_work_that_was_not_online_is_named(workspace: Path, lost: int) -> None:
    """One of three posts: which; all of them: there is nothing to tell apart."""
    gone = {"status": "removed", "removed_at": "2026-09-12", "min_live_days": 30}
    account = {"defects": [{"code": "account_banned", "detail": "The account is banned.", "noticed_on": "2026-09-12"}]}
    items = [
        work(number, f"2026-09-{number:02d}", **(gone | account if number <= lost else {})) for number in (1, 2, 3)
    ]
    found = on(workspace, "2026-11-23", deliverables=items, refund={"grounds": ["account_not_online"]}, payments=[OUT])
    headline = "A post was not online for the agreed time (Video 1)."
    assert (headline in words_of(found, "packet/influencer.pdf")) is (lost == 1)
    assert (headline in body(found, "message/first_request-300.txt")) is (lost == 1)


@pytest.mark.parametrize(("count", "is_named"), [(1, True), (3, False)])
def test_a_ground_of_one_of_several_posts_names_it(workspace: Path, count: int, is_named: bool) -> None:
    items = [
        unlabelled(1, "2026-09-01"),
        *(
            unlabelled(number, f"2026-09-{number:02d}") if count > 1 else work(number, f"2026-09-{number:02d}")
            for number in (2, 3)
        ),
    ]
    for item in items[:count]:  # so long that the shortest message has no room for it
        item["defects"] = [{"code": "missing_disclosure", "detail": "No label. " * 20, **REDUCED}]
    changes = {"refund": {"grounds": ["missing_disclosure"]}, "agreement__disclosure_required": True}
    text = body(on(workspace, "2026-11-23", deliverables=items, **changes), "message/first_request-300.txt")
    assert "label" in text
    assert ("(Video 1)" in text) is is_named


@pytest.mark.parametrize("is_disputed", [True, False])
def test_a_withdrawal_says_only_what_is_so(workspace: Path, is_disputed: bool) -> None:
    """Nobody knows how often the matter was looked at; what is withdrawn is named."""
    waived: Entry = {"at": "2026-12-02", "event": "waived", "by": "brand", "text": "Video 2 was on another account."}
    found = on(workspace, "2026-12-02", FIRST, *((DISPUTE,) if is_disputed else ()), waived, ref=PAYPAL)
    for path in ("email/not_our_ground.eml", "message/not_our_ground-300.txt"):
        text = body(found, path)
        assert "once more" not in text
        assert "We withdraw our request of 23 November 2026." in text
        assert ("withdraws that request and that dispute, and nothing else." in text) is is_disputed
        assert ("withdraws that request, and nothing else." in text) is not is_disputed


@pytest.mark.parametrize(
    ("text", "line"), [("Cleo offers GBP 400.00", "Cleo offers GBP 400.00."), ("Half.", "Half, GBP 400.00.")]
)
def test_an_offered_sum_is_shown_once(workspace: Path, text: str, line: str) -> None:
    page = words_of(on(workspace, "2026-11-27", FIRST, {**OFFERED, "text": text}, **MISSING_TWO), "index.html")
    assert f"26 November 2026: {line}" in page


def test_work_is_due_before_it_comes_on_the_same_day(workspace: Path) -> None:
    """With the control: what came a day early stands before the day on which it was due."""
    early = work(3, "2026-09-02")
    found = on(workspace, "2026-11-27", deliverables=[work(1, "2026-09-01"), work(2, None), early])
    kinds = [(event.kind, event.about.title) for event in found.chronology if event.kind in {"due", "posted"}]
    assert kinds.index(("due", "Video 1")) < kinds.index(("posted", "Video 1"))
    assert kinds.index(("posted", "Video 3")) < kinds.index(("due", "Video 3"))


def test_an_agreed_sum_in_instalments_has_a_way(workspace: Path) -> None:
    """The total with its last day and the instalments in words: the acceptance quotes them, and the rest is followed."""
    words = "GBP 300.00 by 11 December 2026, GBP 200.00 by 11 January 2027"
    deal: Entry = {"at": "2026-11-27", "event": "agreed", "by": "brand", "amount": "GBP 500.00", "text": words}
    found = on(workspace, "2026-11-27", FIRST, {**deal, "deadline": "2027-01-11"}, **MISSING_TWO)
    assert f"As we noted it on that day: {words}." in body(found, "email/acceptance.eml")
    page = words_of(on(workspace, "2026-11-27", FIRST, **MISSING_TWO), "index.html")
    assert 'make log EVENT=agreed AMOUNT="GBP 500.00" DEADLINE=2026-12-21 TEXT="Each instalment with its date"' in page


def test_the_days_of_a_removed_post_are_bridged(workspace: Path) -> None:
    """11 days online of 30 leave 19, which a reader need not compute; 500 x 19 / 30 = 316.67."""
    gone = work(1, "2026-09-01", status="removed", removed_at="2026-09-12", min_live_days=30)
    others = [work(2, "2026-09-02"), work(3, "2026-09-03")]
    for method, words in (
        ("live_days", "GBP 500.00 for 30 days, online for 11, so 19 of them missing: GBP 316.67."),
        ("by_deliverable", "online for 11 of 30 days, so 19 missing, of GBP 500.00"),
    ):
        refund = {"grounds": ["removed_early"], "method": method}
        found = on(workspace, "2026-11-23", deliverables=[gone, *others], refund=refund)
        assert str(found.sums.outstanding) == "GBP 316.67"
        assert (
            words
            in f"{in_english(found.computation.explanation)} {in_english(tuple(step.text for step in found.computation.steps))}"
        )


@pytest.mark.parametrize(("posted_on", "is_proven"), [("2026-09-05", True), ("2026-12-04", False)])
def test_no_picture_from_before_a_post_shows_it(workspace: Path, posted_on: str, is_proven: bool) -> None:
    """The profile was captured on 16 September: it may show a post of the 5th, and none of 4 December."""
    items = [work(1, "2026-09-01"), work(2, posted_on), work(3, None)]
    found = on(workspace, "2026-12-07", FIRST, **{**MISSING_TWO, "deliverables": items})
    [need] = [need for need in found.needs if need.id == "delivered"]
    assert need.is_proven is is_proven
    assert need.lacking == (() if is_proven else ("video-2",))


def test_the_shortest_message_claims_no_ground_that_the_case_has_not(workspace: Path) -> None:
    """Faults of several kinds, none of them in the content: "not as agreed" would say that there is one (T4)."""
    late = {"code": "late", "reduction": {"percent": 10, "reason": "posted four days late"}}
    first = unlabelled(1, "2026-09-05")
    first["defects"] = [*first["defects"], late]  # type: ignore[misc]
    gone = work(3, "2026-09-03", status="removed", removed_at="2026-09-12", min_live_days=30)
    refund = {"grounds": ["removed_early", "late", "missing_disclosure"], **SUMS}
    changes = {"deliverables": [first, work(2, "2026-09-02"), gone], "refund": refund}
    found = on(workspace, "2026-11-23", **changes, agreement__disclosure_required=True)
    text = body(found, "message/first_request-300.txt")
    assert "Video 3 was not online as long as agreed. Video 1 was posted with faults." in text
    assert "after the agreed day, 1 September 2026. The label as advertising is missing." in body(
        found, "email/first_request.eml"
    )
    wrong = {"code": "wrong_product", "reduction": {"percent": 10, "reason": "the wrong candle is shown"}}
    first["defects"] = [wrong]
    changes["refund"] = {"grounds": ["removed_early", "nonconforming"], **SUMS}
    found = on(workspace, "2026-11-23", **changes)
    assert "Video 1 was not as agreed." in body(found, "message/first_request-300.txt")
    only = work(1, "2026-09-05", defects=[late])
    changes = {
        "deliverables": [only, work(2, "2026-09-02"), gone],
        "refund": {"grounds": ["removed_early", "late"], **SUMS},
    }
    text = body(on(workspace, "2026-11-23", **changes), "message/first_request-300.txt")
    assert "Video 3 was not online as long as agreed. Video 1 was late." in text


@pytest.mark.parametrize(("came", "label"), [(BY_PAYPAL, "Outstanding"), (None, "Claimed")])
def test_what_is_left_is_not_called_the_claim(workspace: Path, came: Entry | None, label: str) -> None:
    """500 claimed at PayPal without a letter; 200 came: 300 is outstanding, not claimed."""
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    found = on(workspace, "2026-12-09", CLAIM, ref=PAYPAL, payments=[out, *([came] if came else [])])
    page = words_of(found, "index.html")
    assert f"{label} {'GBP 300.00' if came else 'GBP 500.00'}" in page


@pytest.mark.parametrize("payee", ["Brightlane Talent Ltd", None])
def test_a_refund_is_asked_from_whoever_was_paid(workspace: Path, payee: str | None) -> None:
    """Only who received a PayPal payment can refund it, and PayPal asks that party; without a payee, the creator did."""
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    more = {"parties__payee": {"name": payee, "relation": "the creator's agency"}} if payee else {}
    asked = body(on(workspace, "2026-11-23", ref=PAYPAL, payments=[out], **more), "email/first_request.eml")
    notice = body(on(workspace, "2026-11-25", FIRST, DISPUTE, ref=PAYPAL, payments=[out], **more), NOTICE)
    words = "Our payment went to Brightlane Talent Ltd, so please have the refund made from there."
    assert (words in asked, words in notice) == (bool(payee), bool(payee))
    assert ("PayPal will ask Brightlane Talent Ltd, to which our payment went, for an answer." in notice) is bool(payee)
    assert ("PayPal will ask you for your side." in notice) is (payee is None)


NOTICE = "email/dispute_notice.eml"


@pytest.mark.parametrize("number", [1, 2])
def test_the_shortest_request_to_a_desk_says_which_work_failed(workspace: Path, number: int) -> None:
    """Two grounds of two videos: which of them; of one ground, its own words stay."""
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9", "amount": "GBP 900.00"}
    gone = work(1, "2026-09-01", status="removed", removed_at="2026-09-11", min_live_days=30, price="GBP 600.00")
    second = work(2, None if number == 2 else "2026-09-02", price="GBP 300.00")  # both failed
    grounds = ["partially_delivered", "removed_early"][2 - number :]
    payee = {"name": "Brightlane Talent and Management Agency Ltd", "relation": "the creator's agency"}
    changes = {"deliverables": [gone, second], "refund": {"grounds": grounds}, "agreement__fee": "GBP 900.00"}
    changes["parties__payee"] = payee  # with it, the details of both have no room
    text = body(on(workspace, "2026-09-21", ref=PAYPAL, payments=[out], **changes), "support/paypal/request-300.txt")
    assert ("Video 2 was not delivered. Video 1 was not online as long as agreed." in text) is (number == 2)


DEAL: Entry = {"at": "2026-11-27", "event": "agreed", "by": "brand", "amount": "GBP 450.00", "deadline": "2026-12-11"}


@pytest.mark.parametrize(("deadline", "reply_by"), [("2026-12-11", "2026-12-11"), ("2026-12-08", "2026-12-16")])
def test_the_receipt_of_a_part_gives_the_day_that_was_agreed(workspace: Path, deadline: str, reply_by: str) -> None:
    """Four days are left of it, and the letter names it, so no later day is recorded. Once it is over, a week is given."""
    part = {**PART, "paid_on": "2026-12-07", "amount": "GBP 250.00"}
    log = (FIRST, {**DEAL, "deadline": deadline}, {"at": "2026-11-27", "event": "sent", "letter": "acceptance"})
    found = on(workspace, "2026-12-09", *log, payments=[OUT, part], **MISSING_TWO)
    [due] = found.ladder.due
    assert (due.letter, str(due.reply_by)) == ("refund_received", reply_by)
    letter = body(found, "email/refund_received.eml")
    assert ("GBP 200.00 is still to come" in letter) is (deadline == reply_by)
    assert due.policy.least_days > 2


@pytest.mark.parametrize(
    ("letter", "agreed", "is_wrong"),
    [("refund_received", True, False), ("refund_received", False, True), ("reminder", True, True)],
)
def test_an_agreed_day_may_be_near(workspace: Path, letter: str, agreed: bool, is_wrong: bool) -> None:
    """A receipt gives five days at least (D8), or the day on which both agreed; a reminder is no answer to that."""
    part = {**PART, "paid_on": "2026-12-09", "amount": "GBP 250.00"}
    sent: Entry = {"at": "2026-12-09", "event": "sent", "letter": letter, "by": "brand", "deadline": "2026-12-11"}
    log = (FIRST, *((DEAL,) if agreed else ()), sent)
    if not is_wrong:
        on(workspace, "2026-12-09", *log, payments=[OUT, part], **MISSING_TWO)
        return
    with pytest.raises(CaseError) as caught:
        on(workspace, "2026-12-09", *log, payments=[OUT, part], **MISSING_TWO)
    assert "D8" in {problem.rule for problem in caught.value.problems}


def test_the_shortest_acceptance_refers_to_the_terms_of_the_offer(workspace: Path) -> None:
    """They have no room; whole in the email, which has them. Without an offer there is nothing to refer to."""
    sent: Entry = {"at": "2026-11-26", "event": "sent", "letter": "settlement_offer", "amount": "GBP 450.00"}
    offer = {"offer": {"amount": "GBP 450.00"}, "grounds": ["partially_delivered"]}
    changes = {"deliverables": MISSING_TWO["deliverables"], "refund": offer}
    private = {**sent, "by": "brand", "privilege": "without_prejudice", "deadline": "2026-12-03"}
    found = on(workspace, "2026-11-27", FIRST, private, DEAL, **changes)
    terms = "The other terms are those of our offer of 26 November 2026."
    assert terms in body(found, "message/acceptance-300.txt")
    assert "neither admits anything by it" in body(found, "email/acceptance.eml")
    assert "The other terms" not in body(
        on(workspace, "2026-11-27", FIRST, DEAL, **MISSING_TWO), "message/acceptance-300.txt"
    )


@pytest.mark.parametrize("deadline", ["2026-12-11", "2026-12-31", None])
def test_a_reminder_says_why_an_agreed_sum_is_no_longer_enough(workspace: Path, deadline: str | None) -> None:
    """450 were agreed and 250 came: 750 of the whole 1,000 is open again once the day is over, and not before."""
    part = {**PART, "paid_on": "2026-12-07", "amount": "GBP 250.00"}
    receipt: Entry = {"at": "2026-12-07", "event": "sent", "letter": "refund_received", "by": "brand"}
    accepted: Entry = {"at": "2026-11-27", "event": "sent", "letter": "acceptance"}
    deal = ({**DEAL, "deadline": deadline}, accepted) if deadline else ()
    found = on(workspace, "2026-12-14", FIRST, *deal, receipt, payments=[OUT, part], **MISSING_TWO)
    made = texts(found)
    assert ("email/reminder.eml" in made) is (deadline != "2026-12-31")
    if deadline == "2026-12-31":
        return
    is_told = deadline is not None
    for path, words in (
        ("message/reminder-300.txt", "Not all of the GBP 450.00 that we agreed on came by 11 December 2026."),
        ("email/reminder.eml", "to be paid by 11 December 2026. By that day, not all of it had come."),
    ):
        assert (words in flat(made[path])) is is_told
        assert "GBP 750.00" in flat(made[path])


@pytest.mark.parametrize("by", ["agency", "creator", "paypal"])
def test_the_refusal_of_an_agency_is_none_of_the_desk(workspace: Path, by: str) -> None:
    """The agency refuses for the creator, after PayPal paid all that it approved; only PayPal's own word is PayPal's."""
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    refused: Entry = {
        "at": "2026-12-18",
        "event": "rejected",
        "by": by,
        **({"desk": "paypal"} if by == "paypal" else {}),
    }
    log = (FIRST, DISPUTE, CLAIM, APPROVED, RECEIPT, refused)
    act = in_english(on(workspace, "2026-12-18", *log, ref=PAYPAL, payments=[out, BY_PAYPAL]).stage.next_act)
    assert ("Send the final notice" in act or "Post the final notice" in act) is (by != "paypal")
    assert ("PayPal has refused" in act) is (by == "paypal")


@pytest.mark.parametrize(("by", "is_paused"), [("agency", True), ("creator", True), ("brand", True), ("paypal", False)])
def test_only_paypal_ends_the_claim_at_paypal(workspace: Path, by: str, is_paused: bool) -> None:
    """A refusal without a desk, while PayPal examines the claim: the letters wait unless PayPal itself refused."""
    refused: Entry = {"at": "2026-12-08", "event": "rejected", "by": by}
    notice: Entry = {"at": "2026-11-27", "event": "sent", "letter": "dispute_notice", "by": "brand"}
    found = on(workspace, "2026-12-18", FIRST, DISPUTE, CLAIM, notice, refused, ref=PAYPAL)
    assert due(found) == ([] if is_paused else ["reminder"])
    assert ("PayPal has refused" in in_english(found.stage.next_act)) is not is_paused


def test_what_we_decline_after_paypal_does_not_change_that_it_refused(workspace: Path) -> None:
    """PayPal refused, the creator then offered less, and we declined."""
    refused: Entry = {"at": "2026-12-08", "event": "rejected", "by": "paypal", "desk": "paypal"}
    declined: Entry = {"at": "2026-12-09", "event": "rejected", "by": "brand", "text": "Not for so little."}
    for log in ((refused,), (refused, declined)):
        act = in_english(on(workspace, "2026-12-10", FIRST, DISPUTE, *log, ref=PAYPAL).stage.next_act)
        assert "PayPal has refused" in act
    reopened: Entry = {**DISPUTE, "at": "2026-12-09", "number": "PP-2"}
    act = in_english(on(workspace, "2026-12-10", FIRST, DISPUTE, refused, reopened, ref=PAYPAL).stage.next_act)
    assert "PayPal has refused" not in act


@pytest.mark.parametrize(("by", "is_paused"), [("agency", True), ("brand", True), ("paypal", False)])
def test_what_paypal_approved_is_awaited_until_paypal_decides_again(workspace: Path, by: str, is_paused: bool) -> None:
    """PayPal approved 200 and has not paid them: only its own refusal changes that."""
    refused: Entry = {"at": "2026-12-08", "event": "rejected", "by": by, "text": "No more than that."}
    found = on(workspace, "2026-12-18", FIRST, DISPUTE, CLAIM, APPROVED, refused, ref=PAYPAL)
    assert due(found) == ([] if is_paused else ["reminder"])


@pytest.mark.parametrize(("by", "is_over"), [("agency", False), ("brand", False), ("paypal", True)])
def test_the_report_takes_no_party_for_the_desk(workspace: Path, by: str, is_over: bool) -> None:
    refused: Entry = {"at": "2026-12-08", "event": "rejected", "by": by}
    paid: Entry = {**PART, "amount": "GBP 500.00"}
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    found = on(workspace, "2026-12-18", FIRST, DISPUTE, CLAIM, refused, ref=PAYPAL, payments=[out, paid])
    report = plain(texts(found)["report/closing.pdf"])
    assert ("It has ended." in report) is is_over
    assert ("No end is recorded" in report) is not is_over


def test_the_report_says_what_the_desk_was_asked_for(workspace: Path) -> None:
    """The sum that the request was recorded with; without one, nothing is claimed about it."""
    paid: Entry = {**PART, "amount": "GBP 500.00"}
    out = {**OUT, "method": "paypal_gs", "reference": "PP-9"}
    for amount in ({"amount": "GBP 450.00"}, {}):
        log = (FIRST, {**DISPUTE, **amount}, CLAIM)
        found = on(workspace, "2026-12-18", *log, ref=PAYPAL, payments=[out, paid])
        report = plain(texts(found)["report/closing.pdf"])
        assert ("Its number is PP-1. It was for GBP 450.00." in report) is bool(amount)
        assert ("It was for" in report) is bool(amount)


HEAD: Entry = {
    "deliverables": [
        work(
            1,
            "2026-09-04",
            disclosed=False,
            defects=[
                {"code": "late", "reduction": {"percent": 10, "reason": "posted late"}},
                {"code": "wrong_product", "reduction": {"percent": 50, "reason": "the wrong candle is shown"}},
                {"code": "missing_disclosure", **REDUCED},
            ],
        ),
        work(2, None),
        work(3, "2026-09-03"),
    ],
    "refund": {"grounds": ["partially_delivered", "late", "nonconforming", "missing_disclosure"], **SUMS},
    "agreement__disclosure_required": True,
}
"""One video late, of the wrong product and unlabelled, the second never delivered."""


def test_a_desk_reads_of_a_missing_label_once(workspace: Path) -> None:
    """What is wrong with the work says it; the ground is no second sentence, and PayPal's 300 name both videos."""
    made = texts(on(workspace, "2026-11-25", FIRST, DISPUTE, ref=PAYPAL, **HEAD))
    long, short = (flat(made[f"support/paypal/request-{length}.txt"]) for length in (1000, 300))
    assert long.count("label as advertising") == 1
    assert "Video 2 was not delivered. Video 1 was not as agreed." in short


def test_a_ground_that_no_work_shows_is_stated_beside_it(workspace: Path) -> None:
    """A defect of the work says that its label is missing; nothing says that its figures are not genuine."""
    found = on(workspace, "2026-11-23", **HEAD)
    known = policies.read().grounds
    assert not grounds.unsaid_beside_work(found, [known["missing_disclosure"]])
    assert [in_english(one) for one in grounds.unsaid_beside_work(found, [known["fake_engagement"]])] == [
        "The figures of a post do not look genuine."
    ]


def test_a_late_post_is_no_reason_of_another_fault(workspace: Path) -> None:
    """Each fault is a sentence of its own: no colon makes the missing label the reason for the delay."""
    letter = body(on(workspace, "2026-11-23", **HEAD), "email/first_request.eml")
    assert (
        "Video 1 was posted on 4 September 2026, after the agreed day, 1 September 2026. The post is not as agreed. "
        "The wrong product is shown. The label as advertising is missing."
    ) in letter
    first, *others = HEAD["deliverables"]  # type: ignore[misc]
    in_time = {**first, "posted_at": "2026-09-01", "defects": first["defects"][1:]}  # type: ignore[dict-item, index]
    grounds_in_time = ["partially_delivered", "nonconforming", "missing_disclosure"]
    change = {**HEAD, "deliverables": [in_time, *others], "refund": {"grounds": grounds_in_time, **SUMS}}
    assert "after the agreed day" not in body(on(workspace, "2026-11-23", **change), "email/first_request.eml")


@pytest.mark.parametrize(("count", "heading"), [(1, "The proof is available"), (2, "Both proofs are available")])
def test_the_page_counts_two_proofs_as_both(workspace: Path, count: int, heading: str) -> None:
    found = on(workspace, "2026-11-23")
    proven = [need for need in found.needs if need.is_proven][:count]
    page = flat(texts(replace(found, needs=tuple(proven)))["index.html"])
    assert heading in page
    assert "All 2 proofs" not in page
    three = flat(texts(replace(found, needs=(*proven, *proven)[:3]))["index.html"]) if count > 1 else ""
    assert not three or "All 3 proofs are available" in three


@pytest.mark.parametrize("came", [True, False])
def test_a_waiver_of_the_rest_is_no_withdrawal(workspace: Path, came: bool) -> None:
    """100 of 500 came, and we waive the rest; where nothing came, the request is withdrawn."""
    waived: Entry = {"at": "2026-12-17", "event": "waived", "by": "brand", "text": "Not worth it."}
    receipt: Entry = {"at": "2026-12-16", "event": "sent", "letter": "refund_received", "by": "brand"}
    log = (FIRST, *((receipt,) if came else ()), waived, {**receipt, "at": "2026-12-17", "letter": "not_our_ground"})
    found = on(workspace, "2026-12-18", *log, back=(PART,) if came else ())
    act = in_english(found.stage.next_act)
    assert ("A part has been refunded, and you waived the rest." in act) is came
    assert ("The request has been withdrawn." in act) is not came
