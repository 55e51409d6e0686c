"""What readers of walked cases objected to: each sentence where it is true, and the same case without its cause."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import PAYPAL
from test_ladder import FIRST, REMINDER, Entry, on
from test_made_good import flat
from test_make_goods import AGREED, plain
from test_render import texts

from makegood.model.facts import Facts

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
    assert "Video 3 was not delivered; Video 1 was not as agreed." in text
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
        assert ("The time for a dispute is limited, so we did not wait for that day: on" in text) is is_early
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
    assert ("one of them taken down early" in packet) is (code is None)
    assert ("one of them not online as long as agreed" in packet) is (code is not None)


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
    assert "A post was taken down before the agreed time." in plain(texts(alone)["packet/influencer.pdf"])


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
    assert ("Send the reminder" in found.stage.next_act) is is_paid
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
    act = on(workspace, "2026-12-09", *log, ref=PAYPAL).stage.next_act
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
    assert on(workspace, "2026-12-03", *log, payments=[OUT, paid]).stage.next_act.endswith(act)
