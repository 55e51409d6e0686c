"""What a chronology, a list of exhibits and the terms of an agreement state: each line as it stands in English."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, get_args

import pytest
from conftest import BANK
from test_derive import facts

from makegood.language import english
from makegood.model.case import (
    Agreement,
    Amendment,
    Clause,
    Defect,
    Evidence,
    Failure,
    Guarantee,
    LogEntry,
    Metrics,
    Payee,
    Payment,
    Purchase,
    UsageRights,
)
from makegood.model.facts import Citation, Event, Facts, NoticedDefect, Row
from makegood.model.money import Money
from makegood.model.results import DeclinedMakeGood, MakeGood
from makegood.model.statement import Statement
from makegood.model.words import Actor, AgreementKind, LogEvent, Via
from makegood.statements import history, payments, proof, terms

DAY, LATER = date(2026, 12, 1), date(2026, 12, 15)
GBP_200 = Money(amount=Decimal("200.00"), currency="GBP")
ON = "1 December 2026"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The case of three videos of Ana Marlowe, of which the third is missing."""
    return facts(tmp_path_factory.mktemp("history"), BANK)


def text(*statements: Statement) -> str:
    return " ".join(english().text(statement) for statement in statements)


def line(found: Facts, about: Any, kind: Any = "log") -> str:
    return text(*history.happened(Event(at=DAY, kind=kind, about=about), found))


def entry(event: LogEvent, **more: Any) -> LogEntry:
    return LogEntry(at=DAY, event=event, **more)


def at_desk(base: Facts, speaker: Actor = "store") -> Facts:
    """Return the facts of a case whose desk is App Store support."""
    from makegood.domain import policies

    desk = policies.read().desks["app_store"]
    return replace(base, desk=replace(desk, id="apple", name="Apple's support", speaker=speaker), desk_names={"x": "X"})


DID = {
    "sent": "wrote",
    "answered": "answered",
    "asked": "asked",
    "ticket_opened": "opened a ticket",
    "more_info_asked": "asked for more",
    "approved": "approved",
    "rejected": "rejected the request",
    "agreed": "agreed",
    "checked": "checked",
    "cancelled": "cancelled",
    "failed": "reported a fault",
    "dispute_opened": "opened a dispute",
    "claim_opened": "opened a claim",
    "extended": "gave more time",
    "closed": "closed the case",
    "noted": "noted",
}


def test_each_event_has_a_sentence(case: Facts) -> None:
    """With and without a number; what was waived has its own."""
    for event, did in DID.items():
        assert line(case, entry(event, by="creator")) == f"The creator {did}"  # type: ignore[arg-type]
        numbered = line(case, entry(event, by="creator", number="7"))  # type: ignore[arg-type]
        assert numbered == f"The creator {did}, number 7"
    assert set(DID) | {"waived"} == set(get_args(LogEvent))
    assert text(history.request(entry("waived"), case)) == "We waived a part"
    assert text(history.request(entry("waived", number="7"), case)) == "We waived a part, number 7"


def test_each_actor_has_a_name_as_subject_and_as_object(case: Facts) -> None:
    names = {"brand": "We", "creator": "The creator", "tiktok": "TikTok", "store": "The store", "paypal": "PayPal"}
    names |= {"card_issuer": "The card issuer", "marketplace": "The marketplace", "agency": "The agency"}
    names |= {"court": "The court"}
    assert {by: text(history.actor(entry("noted", by=by), case)) for by in get_args(Actor)} == names
    objects = {by: name.replace("The ", "the ").replace("We", "us") for by, name in names.items()}
    assert {by: text(payments.party(by)) for by in get_args(Actor)} == objects


def test_a_desk_has_its_own_name(case: Facts) -> None:
    """Only that of the case, and only where there are many of its kind."""
    desk = at_desk(case)
    assert line(desk, entry("approved", by="store")) == "Apple's support approved"
    assert line(desk, entry("approved", by="store", desk="x")) == "The store approved"
    assert line(at_desk(case, "tiktok"), entry("approved", by="tiktok")) == "TikTok approved"
    for event, did in (("ticket_opened", "ticket"), ("dispute_opened", "dispute"), ("claim_opened", "claim")):
        opened = entry(event, number="7")
        assert line(desk, opened) == f"We opened a {did} with Apple's support, number 7"
        assert line(desk, replace(opened, desk="x")) == f"We opened a {did} with X, number 7"
        assert line(desk, replace(opened, desk="y")) == f"We opened a {did} with the desk, number 7"
        assert text(history.request(replace(opened, number=None), desk)) == f"We opened a {did} with Apple's support"
    assert line(desk, entry("sent", desk="apple")) == "We sent the request to Apple's support"


@pytest.mark.parametrize(
    ("letter", "more", "expected"),
    [
        ("first_request", {}, "the first request to Ana Marlowe"),
        ("reminder", {"deadline": LATER}, "a reminder to Ana Marlowe, to be answered by 15 December 2026"),
        ("final_notice", {"via": "dm"}, "the final notice to Ana Marlowe by direct message"),
        ("partial_counter", {"via": "email"}, "an answer to the offer to Ana Marlowe"),
        (
            "extension_granted",
            {"deadline": LATER, "via": "dm"},
            "the confirmation of more time to Ana Marlowe by direct message, until 15 December 2026",
        ),
        ("acceptance", {"deadline": LATER}, "what was agreed to Ana Marlowe, to be paid by 15 December 2026"),
        ("dispute_notice", {}, "word of the dispute to Ana Marlowe"),
        (
            "refund_received",
            {"deadline": LATER},
            "a receipt to Ana Marlowe, with the rest to be paid by 15 December 2026",
        ),
        ("not_our_ground", {}, "the withdrawal of the request to Ana Marlowe"),
        ("my_own_letter", {}, "a letter to Ana Marlowe"),
    ],
)
def test_a_letter_that_was_sent(case: Facts, letter: str, more: dict[str, Any], expected: str) -> None:
    sent = entry("sent", letter=letter, **more)
    assert line(case, sent) == f"We sent {expected}"
    nobody = replace(case, case=replace(case.case, parties=replace(case.case.parties, creator=None)))
    unaddressed = expected.replace(" to Ana Marlowe", "", 1).replace(" by direct message", "")
    assert line(nobody, sent) == f"We sent {unaddressed}"


@pytest.mark.parametrize(
    ("logged", "expected"),
    [
        (entry("noted", text="A look at the account."), "A look at the account."),
        (entry("rejected", by="store", text="Too late."), "The store rejected the request: Too late."),
        (entry("approved", by="creator", text="In May."), "The creator approved: In May."),
        (entry("more_info_asked", by="tiktok", text="The order."), "TikTok asked for more: The order."),
        (entry("rejected", text="Too late."), "Too late."),
        (entry("answered", amount=GBP_200), "The creator offered GBP 200.00"),
        (entry("answered", by="agency", amount=GBP_200), "The agency offered GBP 200.00"),
        (entry("agreed", amount=GBP_200), "GBP 200.00 agreed"),
        (entry("agreed", amount=GBP_200, deadline=LATER), "GBP 200.00 agreed, to be paid by 15 December 2026"),
        (entry("extended", deadline=LATER), "We gave more time, until 15 December 2026"),
        (entry("waived", amount=GBP_200), "We gave up GBP 200.00"),
        (entry("waived"), "We gave up the request"),
        (
            entry("answered", by="creator", deadline=LATER),
            "The creator offered to deliver the work by 15 December 2026",
        ),
        (
            entry("answered", by="creator", deadline=LATER, deliverable="video-3", text="I was ill."),
            "The creator offered to deliver Video 3 by 15 December 2026: I was ill.",
        ),
        (entry("agreed", deadline=LATER), "A new day agreed, 15 December 2026"),
        (entry("agreed", deadline=LATER, text="By phone."), "A new day agreed, 15 December 2026: By phone."),
    ],
)
def test_an_entry_of_the_log(case: Facts, logged: LogEntry, expected: str) -> None:
    assert line(case, logged) == expected


def test_work_that_may_come_later(case: Facts) -> None:
    """A day that was agreed for it, work that was accepted late, and a day that passed."""
    agreed = entry("agreed", deadline=LATER)
    made = MakeGood(agreed=(agreed,), work=("video-3",), came=(), day=LATER)
    found = replace(case, make_goods=(made,))
    assert line(found, agreed) == "A new day agreed for Video 3, 15 December 2026"
    said = replace(agreed, text="By phone.")
    told = replace(case, make_goods=(replace(made, agreed=(said,)),))
    assert line(told, said) == "A new day agreed for Video 3, 15 December 2026: By phone."
    assert line(found, made, "missed") == "The agreed day for Video 3 passed without it"
    both = replace(made, work=("video-2", "video-3"))
    assert line(found, both, "missed") == "The agreed day for Video 2 and Video 3 passed without them"
    assert line(found, replace(made, work=("x",)), "missed") == "The agreed day for the work passed without it"
    assert line(found, replace(made, work=("x", "y")), "missed") == "The agreed day for the work passed without them"
    accepted = entry("agreed", deliverable="video-2")
    late = replace(case, make_goods=(replace(made, agreed=(accepted,), is_acceptance=True),))
    assert line(late, accepted) == "We accepted Video 2, which had come on 2 September 2026"
    said = replace(accepted, text="As it was.")
    late = replace(case, make_goods=(replace(made, agreed=(said,), is_acceptance=True),))
    assert line(late, said) == "We accepted Video 2, which had come on 2 September 2026: As it was."


@pytest.mark.parametrize(
    ("work", "offered", "day", "expected"),
    [
        (("video-3",), True, LATER, "the offer of 1 December 2026 to deliver Video 3 by 15 December 2026"),
        (("video-3",), True, None, "the offer of 1 December 2026 to deliver Video 3 later"),
        (("video-3",), False, LATER, "the offer to deliver Video 3 by 15 December 2026"),
        ((), False, None, "the offer to deliver the work later"),
    ],
)
def test_an_offer_that_was_declined(
    case: Facts, work: tuple[str, ...], offered: bool, day: date | None, expected: str
) -> None:
    """In place of its own text, which is a refusal of work, not of the request."""
    refused = entry("rejected", by="brand", text="No.")
    declined = DeclinedMakeGood(declined=refused, offered=entry("answered") if offered else None, work=work, day=day)
    assert line(replace(case, declined_make_goods=(declined,)), refused) == f"We declined {expected}"
    assert line(case, refused) == "We rejected the request: No."


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("written_contract", "Written contract"),
        ("platform_order", "Order on the platform"),
        ("email_thread", "Agreement by email"),
        ("dm_thread", "Agreement by direct message"),
        ("oral", "Oral agreement"),
    ],
)
def test_the_agreement(case: Facts, kind: AgreementKind, name: str) -> None:
    plain = Agreement(kind=kind, agreed_on=DAY)
    bare = replace(case, rows=())
    assert text(history.agreement(plain)) == name
    assert line(bare, plain, "agreed") == name
    assert line(bare, replace(plain, fee=GBP_200), "agreed") == f"{name}, GBP 200.00"
    assert line(case, plain, "agreed") == f"{name}: three videos"
    assert line(case, replace(plain, fee=GBP_200), "agreed") == f"{name}: three videos, GBP 200.00"
    numbered = "Order O-1 on the platform" if kind == "platform_order" else f"{name}, order O-1"
    assert line(bare, replace(plain, order_id="O-1"), "agreed") == numbered


@pytest.mark.parametrize(
    ("by", "accepted", "expected"),
    [
        ("brand", None, "Changed, as we asked"),
        ("brand", True, "Changed, as we asked and the other side accepted"),
        ("brand", False, "A change that we asked for and the other side did not accept"),
        ("creator", None, "Changed, as the creator asked"),
        ("creator", True, "Changed, as the creator asked and the other side accepted"),
        ("agency", False, "A change that the agency asked for and the other side did not accept"),
    ],
)
def test_a_change_of_the_agreement(case: Facts, by: Actor, accepted: bool | None, expected: str) -> None:
    change = Amendment(agreed_on=DAY, change="a fourth video", asked_by=by, accepted=accepted)
    assert line(case, change, "amended") == f"{expected}: a fourth video"


def test_payments(case: Facts) -> None:
    paid = case.case.payments[0]
    back = replace(paid, direction="in", id="b")
    assert line(case, paid, "paid") == "GBP 1,500.00 paid by Faster Payments"
    assert line(case, back, "returned") == "GBP 1,500.00 came back by Faster Payments"
    assert line(case, replace(paid, method=None), "paid") == "GBP 1,500.00 paid"
    assert line(case, replace(back, method=None), "returned") == "GBP 1,500.00 came back"
    whole = replace(paid, part_of=GBP_200)
    assert line(case, whole, "paid") == "GBP 1,500.00 paid by Faster Payments (a part of GBP 200.00 paid at once)"
    goods = replace(case, methods={"faster_payments": replace(case.methods["faster_payments"], repayment="goods")})
    assert line(goods, paid, "paid") == "Goods at a value of GBP 1,500.00 given"
    assert line(goods, back, "returned") == "Goods at a value of GBP 1,500.00 came back"


def test_equal_payments_of_one_day_are_told_apart(case: Facts) -> None:
    first = replace(case.case.payments[0], reference=None)
    second = replace(first, reference="A-2", id="p2")
    twice = replace(case, case=replace(case.case, payments=(first, second)))
    assert line(twice, first, "paid") == "GBP 1,500.00 paid by Faster Payments (1 of 2 on this day)"
    assert line(twice, second, "paid") == "GBP 1,500.00 paid by Faster Payments (2 of 2 on this day, reference A-2)"


def test_what_became_of_the_work(case: Facts) -> None:
    row = case.rows[0]
    flight = replace(row, deliverable=replace(row.deliverable, type="reservation_ad"))
    gone = replace(row, defects=(Defect(code="account_banned"),))
    expected = {
        ("begin", row): "Video 1 was booked from this day on",
        ("due", row): "Video 1 was due",
        ("due", flight): "Video 1 was booked until this day",
        ("drafted", row): "Video 1 was submitted as a draft",
        ("posted", row): "Video 1 was posted",
        ("posted", replace(row, timed_by_url=True)): "Video 1 was posted (by the number in its address)",
        ("removed", row): "Video 1 was taken down",
        ("removed", gone): "Video 1 was no longer online",
    }
    for (kind, about), words in expected.items():
        assert line(case, about, kind) == words


@pytest.mark.parametrize(
    ("defect", "expected"),
    [
        (Defect(code="wrong_product"), "the wrong product is shown"),
        (Defect(code="wrong_product", detail="The red one is shown."), "the red one is shown"),
        (Defect(code="other"), "something is not as agreed"),
    ],
)
def test_a_defect_that_was_noticed(case: Facts, defect: Defect, expected: str) -> None:
    noticed = NoticedDefect(row=case.rows[0], defect=defect)
    assert line(case, noticed, "noticed") == f"What we noticed about Video 1: {expected}"


def test_failures_and_captures(case: Facts) -> None:
    assert line(case, Failure(what="The order failed", at=DAY), "failed") == "The order failed"
    picture = Evidence(file="a.png", caption="The feed.")
    assert line(case, picture, "captured") == "Captured by us: The feed."
    assert line(case, replace(picture, title="Feed"), "captured") == "Captured by us: Feed"


def how(about: Any, audience: Any = "influencer") -> str:
    parts = history.how(Event(at=DAY, kind="log", about=about), audience)
    return "; ".join(text(part) for part in parts)


def test_how_a_message_or_a_payment_went(case: Facts) -> None:
    """Addresses and subjects are for those who see all of the case."""
    to = ("ana@creators.example", "box@agency.example")
    mail = entry("sent", via="email", to=to, subject="Refund", source="the mailbox")
    assert how(mail) == (
        "by email to ana@creators.example and box@agency.example; with the subject “Refund”; known from: the mailbox"
    )
    assert how(mail, "tiktok") == "by email; known from: the mailbox"
    assert how(replace(mail, via=None, subject=None, source=None)) == "to ana@creators.example and box@agency.example"
    ways = {"email": "by email", "dm": "by direct message", "chat": "by chat", "phone": "by telephone"}
    ways |= {"post": "by post", "ticket": "by a ticket", "order_chat": "in the chat of the order"}
    ways |= {"in_person": "in person"}
    assert {via: how(entry("sent", via=via)) for via in get_args(Via)} == ways
    paid = Payment(amount=GBP_200, paid_on=DAY, installment=2, via="agency", payer="H&P", payee="A. Marlowe")
    assert how(paid) == (
        "instalment 2; through the agency; payer on the receipt: H&P; payee on the receipt: A. Marlowe"
    )
    assert how(replace(paid, direction="in", installment=None, payer=None, payee=None)) == "from the agency"
    assert how(replace(paid, via="brand", installment=None, payer=None, payee=None)) == how(case.rows[0]) == ""


def test_what_the_other_side_did() -> None:
    did = {"answered": "Answered", "asked": "Asked", "rejected": "Rejected the request", "agreed": "Agreed"}
    assert {event: text(history.received(entry(event))) for event in did} == did  # type: ignore[arg-type]
    assert text(history.received(entry("answered", text="No."))) == "No."


def proven(found: Facts, kind: Any, about: Any, evidence: Evidence | None = None) -> str:
    shown = proof.shown(Citation(kind=kind, about=about), evidence or Evidence(file="a.png", caption="A."), found)
    return "; ".join(text(item) for item in shown)


def test_what_an_exhibit_proves(case: Facts) -> None:
    change = Amendment(agreed_on=DAY, change="more", asked_by="brand")
    paid = case.case.payments[0]
    assert proven(case, "agreement", Agreement(kind="oral", agreed_on=DAY)) == f"the agreement of {ON}"
    assert proven(case, "amendment", change) == f"the change of {ON}"
    assert proven(case, "amendment", replace(change, accepted=False)) == f"the wish for a change of {ON}"
    assert proven(case, "payment", paid) == "the payment of GBP 1,500.00"
    assert proven(case, "payment", replace(paid, direction="in")) == "the refund of GBP 1,500.00"
    goods = replace(case, methods={"faster_payments": replace(case.methods["faster_payments"], repayment="goods")})
    assert proven(goods, "payment", paid) == "the goods given, at a value of GBP 1,500.00"
    assert proven(goods, "payment", replace(paid, direction="in")) == "the goods returned, at a value of GBP 1,500.00"
    assert proven(case, "payee", Payee(name="A", relation="agent")) == "who was paid"
    assert proven(case, "purchase", Purchase()) == "the purchase"
    assert proven(case, "failure", Failure(what="x", at=DAY)) == "the fault"


def test_what_an_entry_of_the_log_proves(case: Facts) -> None:
    nouns = {"sent": "letter", "answered": "answer", "asked": "question", "ticket_opened": "ticket"}
    nouns |= {"more_info_asked": "question", "approved": "approval", "rejected": "refusal", "agreed": "agreement"}
    nouns |= {"checked": "check", "cancelled": "cancellation", "failed": "fault", "dispute_opened": "dispute"}
    nouns |= {
        "claim_opened": "claim",
        "extended": "extension",
        "waived": "waiver",
        "closed": "closing",
        "noted": "note",
    }
    expected = {event: f"the {noun} of {ON}" for event, noun in nouns.items()}
    assert {event: proven(case, "log", entry(event)) for event in get_args(LogEvent)} == expected
    assert proven(case, "log", entry("sent", via="dm")) == f"the message of {ON}"
    assert proven(case, "log", entry("checked", text="Nothing there.")) == "Nothing there."
    assert proven(case, "log", entry("sent", text="Hello.")) == f"the letter of {ON}"
    # A moment has the day of the case's zone: half past eleven in New York is the next day in London.
    moment = datetime.fromisoformat("2026-11-30T23:30:00-05:00")
    assert proven(case, "log", LogEntry(at=moment, event="answered")) == f"the answer of {ON}"


@pytest.mark.parametrize(
    ("seen", "removed", "kind", "expected"),
    [
        ("2026-08-20", None, "post_screenshot", "Video 1: not there on 20 August 2026"),
        ("2026-08-22", "2026-09-10", "post_screenshot", "Video 1: online on 22 August 2026"),
        ("2026-09-12", "2026-09-10", "profile_screenshot", "Video 1: not there on 12 September 2026"),
        ("2026-08-20", "2026-09-10", "post_screenshot", "Video 1: not there on 20 August 2026"),
        ("2026-08-22", None, "post_screenshot", "Video 1: posted on 21 August 2026, 18:04"),
        ("2026-08-20", None, "other", "Video 1: posted on 21 August 2026, 18:04"),
    ],
)
def test_what_a_picture_of_a_post_proves(case: Facts, seen: str, removed: str | None, kind: Any, expected: str) -> None:
    """Video 1 was posted on 21 August 2026, and `removed` is only the day, so that its state stays what it was."""
    item = replace(case.rows[0].deliverable, removed_at=date.fromisoformat(removed) if removed else None)
    picture = Evidence(file="a.png", caption="A.", id="a", kind=kind, captured_at=date.fromisoformat(seen))
    assert proven(case, "deliverable", replace(case.rows[0], deliverable=item), picture) == expected


def test_what_is_proven_of_work_with_defects(case: Facts) -> None:
    """Evidence of a defect proves it; evidence of the work proves its state, and what no other evidence shows."""
    own, none = Defect(code="wrong_product", evidence=("a",)), Defect(code="other", detail="too loud.")
    shown = Evidence(file="a.png", caption="A.", id="a")
    row = with_defects(case.rows[0], own, none)
    assert proven(case, "deliverable", row, shown) == "Video 1: the wrong product is shown"
    of_work = replace(row, deliverable=replace(row.deliverable, evidence=("a",)))
    posted = "Video 1: posted on 21 August 2026, 18:04"
    assert proven(case, "deliverable", of_work, shown) == f"{posted}; the wrong product is shown; too loud"
    assert proven(case, "deliverable", row, replace(shown, id="b")) == f"{posted}; too loud"
    promised = replace(row.deliverable, guaranteed=Guarantee(metric="views", value=1, evidence=("a",)))
    guaranteed = proven(case, "deliverable", replace(row, deliverable=promised), shown)
    assert guaranteed == f"{posted}; the wrong product is shown; too loud"


def with_defects(row: Row, *defects: Defect) -> Row:
    return replace(row, deliverable=replace(row.deliverable, defects=defects))


def agreed(found: Facts, **terms_of_it: Any) -> list[str]:
    agreement = Agreement(kind="oral", agreed_on=DAY, **terms_of_it)
    return [text(term) for term in terms.agreed(replace(found, case=replace(found.case, agreement=agreement)))]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"title": "Spring"}, "The agreement is called “Spring”."),
        ({"title": "Spring", "version": "2"}, "The agreement is called “Spring”, version 2."),
        ({"version": "2"}, "It is version 2 of the agreement."),
        ({"campaign": "Spring", "campaign_id": "C-1"}, "The campaign is Spring, number C-1."),
        ({"campaign_id": "C-1"}, "The campaign is number C-1."),
        ({"effective_on": DAY, "ends_on": LATER}, "It holds from 1 December 2026 to 15 December 2026."),
        ({"effective_on": DAY}, "It holds from 1 December 2026."),
        ({"ends_on": LATER}, "It ends on 15 December 2026."),
        ({"governing_law": "That of Scotland."}, "The law that was agreed: That of Scotland."),
        ({"cure_period_days": 1}, "The creator has one day to put right what is wrong."),
        ({"cure_period_days": 14}, "The creator has 14 days to put right what is wrong."),
        ({"kill_fee_percent": Decimal(0)}, "Of the fee, 0 percent stay with the creator on cancelling."),
        ({"kill_fee_percent": Decimal("12.5")}, "Of the fee, 12.5 percent stay with the creator on cancelling."),
        ({"disclosure_required": True}, "A label as advertising was agreed."),
        ({"disclosure_required": False}, "No label as advertising was agreed."),
        ({"usage_rights": UsageRights(scope="Ads.")}, "How the brand may use the content: Ads."),
        (
            {"usage_rights": UsageRights(scope="Ads", ends_on=LATER)},
            "How the brand may use the content: Ads. The last day is 15 December 2026.",
        ),
        ({"exclusivity": "No other shoes."}, "What the creator may not do for others: No other shoes."),
        ({"prepaid_reason": "A busy month"}, "Why it was paid in advance: A busy month."),
    ],
)
def test_a_term_of_the_agreement(case: Facts, stated: dict[str, Any], expected: str) -> None:
    assert agreed(case, **stated) == [expected]


def test_only_stated_terms_are_listed(case: Facts) -> None:
    """A clause that is quoted elsewhere is none of them; drafts are terms of the work."""
    assert agreed(case, refund_clause=Clause(quote="x"), campaign="Spring") == []
    assert terms.agreed(replace(case, case=replace(case.case, agreement=None))) == ()
    draft = replace(case.rows[0], deliverable=replace(case.rows[0].deliverable, requires_approval=True))
    second = replace(draft, title="Video 2")
    assert agreed(replace(case, rows=(draft, second))) == ["A draft had to be approved: Video 1 and Video 2."]


def test_parties_are_of_a_kind() -> None:
    kinds = {kind: text(*terms.entity(kind)) for kind in ("company", "sole_trader", "individual")}
    assert kinds == {"company": "A company", "sole_trader": "A sole trader", "individual": "A private person"}
    assert terms.entity("unknown") == terms.entity(None) == ()


def of_work(found: Facts, **item: Any) -> str:
    row = found.rows[0]
    return text(*terms.delivered(replace(row, deliverable=replace(row.deliverable, **item)), found))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({}, ""),
        ({"draft_submitted_at": DAY}, "The draft came on 1 December 2026."),
        (
            {"draft_submitted_at": DAY, "approved_at": LATER},
            "The draft came on 1 December 2026 and was approved on 15 December 2026.",
        ),
        ({"draft_submitted_at": DAY, "status": "draft_submitted"}, ""),
        ({"approved_at": datetime(2026, 12, 15, 9, tzinfo=UTC)}, "The draft was approved on 15 December 2026."),
        ({"disclosed": True}, "It carries a label as advertising."),
        ({"disclosed": False}, ""),
        (
            {"metrics": (Metrics(as_of=DAY, source="TikTok", views=1, likes=1200, comments=0),)},
            "TikTok showed 1 view, 1,200 likes and 0 comments on 1 December 2026.",
        ),
        (
            {"metrics": (Metrics(as_of=DAY, source="TikTok", views=2, likes=1, comments=1, shares=1, followers=1),)},
            "TikTok showed 2 views, 1 like, 1 comment, 1 share and 1 follower on 1 December 2026.",
        ),
        (
            {"metrics": (Metrics(as_of=DAY, source="TikTok", shares=3, followers=9000),)},
            "TikTok showed 3 shares and 9,000 followers on 1 December 2026.",
        ),
        ({"metrics": (Metrics(as_of=DAY, source="TikTok"),)}, ""),
    ],
)
def test_what_else_is_stated_of_the_work(case: Facts, item: dict[str, Any], expected: str) -> None:
    assert of_work(case, **item) == expected


def test_a_missing_label_is_stated_if_one_was_agreed(case: Facts) -> None:
    """Not twice, where the list of defects has it."""
    agreement = Agreement(kind="oral", agreed_on=DAY, disclosure_required=True)
    found = replace(case, case=replace(case.case, agreement=agreement))
    assert of_work(found, disclosed=False) == "It carries no label as advertising."
    assert of_work(found, disclosed=False, defects=(Defect(code="missing_disclosure"),)) == ""


def test_defects_of_one_day_have_it_once(case: Facts) -> None:
    """Of different days each has its own, beside it."""
    first = Defect(code="wrong_link", noticed_on=DAY)
    second = replace(first, code="wrong_product")
    assert of_work(case, defects=(first, second)).count(ON) == 1
    assert of_work(case, defects=(first, replace(second, noticed_on=LATER))) == ""
