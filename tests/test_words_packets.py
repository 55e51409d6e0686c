"""What packets and the closing report say around their tables, sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from markupsafe import Markup

import makegood
from makegood.language import english, load
from makegood.model.artifact import Prepared, PreparedPage
from makegood.model.case import Evidence, LogEntry, Payment
from makegood.model.money import Money
from makegood.domain import policies
from makegood.model.statement import Statement, say
from makegood.model.words import Audience
from makegood.statements import closing, exhibit_pages, packets, readers
from makegood.storage import package_data
from pathlib import Path

text = english().text
GBP = Money.parse
TODAY, MONDAY = date(2026, 11, 23), date(2026, 12, 7)


def said(statements: tuple[Statement, ...] | Statement) -> str:
    """Return the sentences as they are printed."""
    return text(statements) if isinstance(statements, Statement) else " ".join(map(text, statements))


def sums(**more: str) -> Any:
    """Return sums, each nothing unless it is given."""
    names = ("paid", "claimed", "outstanding", "settled", "returned", "askable", "surplus")
    return SimpleNamespace(**{name: GBP(more.get(name, "GBP 0.00")) for name in names})


def facts(**more: Any) -> Any:
    """Return facts with what a packet and a report state; `more` replaces parts of them."""
    case = SimpleNamespace(
        case=SimpleNamespace(case_ref="MG-1", as_of=TODAY, timezone="Europe/London", title=more.pop("title", None)),
        parties=SimpleNamespace(
            brand=SimpleNamespace(legal_name="Lumen Ltd."),
            creator=more.pop("creator", SimpleNamespace(display_name="Ana Co.", legal_name=None, handle="@ana")),
        ),
        agreement=more.pop(
            "agreement", SimpleNamespace(agreed_on=date(2026, 8, 6), fee=GBP("GBP 1500.00"), order_id=None)
        ),
        agency=None,
        purchase=more.pop("purchase", None),
        deliverables=more.pop("deliverables", (SimpleNamespace(price=GBP("GBP 500.00")),)),
        payments=more.pop("payments", ()),
        log=more.pop("log", ()),
        refund=SimpleNamespace(interest=more.pop("interest", None)),
    )
    parts: dict[str, Any] = {
        "case": case,
        "sums": sums(paid="GBP 500.00", claimed="GBP 500.00", outstanding="GBP 500.00"),
        "is_goods": False,
        "is_part": False,
        "is_with_agency": False,
        "again": "",
        "clauses": (),
        "rows": (),
        "reply_by": MONDAY,
        "make_good_by": None,
        "beside_delivery": None,
        "desk": None,
        "channel": SimpleNamespace(route="original_account", title="By bank"),
        "ladder": SimpleNamespace(first=None, running=(), last=lambda _: None),
        "computation": SimpleNamespace(is_made_good=False, is_set_off=False),
        "reasons": (),
    }
    return SimpleNamespace(**{**parts, **more})


def test_a_packet_says_what_it_is_about() -> None:
    """The agreement and the creator, if there are any; "Ltd." ends a sentence once."""
    assert said(packets.lead(facts())) == (
        "Refund claim MG-1 of Lumen Ltd., on the agreement of 6 August 2026 with Ana Co. (@ana)."
    )
    assert (
        said(packets.lead(facts(creator=None))) == "Refund claim MG-1 of Lumen Ltd., on the agreement of 6 August 2026."
    )
    assert said(packets.lead(facts(agreement=None))) == "Refund claim MG-1 of Lumen Ltd."
    bought = facts(purchase=SimpleNamespace(order_number="GPA.12"))
    assert said(packets.store_lead(bought)) == "Refund claim MG-1 of Lumen Ltd., store order GPA.12."
    assert said(packets.store_lead(facts())) == "Refund claim MG-1 of Lumen Ltd."
    assert said(packets.footer(facts())) == "MG-1 · Lumen Ltd. and Ana Co. · prepared 23 November 2026"
    assert said(packets.footer(facts(creator=None))) == "MG-1 · Lumen Ltd. · prepared 23 November 2026"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "of GBP 500.00 paid; nothing has come back"),
        ({"is_part": True}, "of GBP 500.00 paid; nothing of it has come back"),
        ({"sums": sums(returned="GBP 5.00")}, "of GBP 500.00 paid; GBP 5.00 came back"),
        ({"is_goods": True}, "of goods at a value of GBP 500.00; nothing has come back"),
        (
            {"is_goods": True, "is_part": True},
            "of goods at a value of GBP 500.00; nothing of it has come back",
        ),
        (
            {"is_goods": True, "sums": sums(returned="GBP 5.00")},
            "of goods at a value of GBP 500.00; GBP 5.00 came back",
        ),
    ],
)
def test_a_packet_says_of_which_sum_the_claim_is_a_part(more: dict[str, Any], words: str) -> None:
    assert said(packets.claimed(facts(**more), GBP("GBP 500.00"), GBP("GBP 5.00"))) == words


NO_FEE = SimpleNamespace(agreed_on=TODAY, fee=None, order_id=None)
NO_PRICE = (SimpleNamespace(price=None),)


@pytest.mark.parametrize(
    ("more", "total", "prices"),
    [
        ({}, "Agreed", "Prices are as stated for each."),
        ({"deliverables": NO_PRICE}, "Agreed", "Prices are shares of the agreed fee."),
        ({"agreement": NO_FEE}, "Agreed", "Prices are as agreed for each."),
        ({"agreement": None, "deliverables": NO_PRICE}, "Paid", "Prices are shares of what was paid."),
        ({"agreement": NO_FEE, "is_part": True}, "Together", "Prices are shares of the whole."),
        ({"is_part": True}, "Agreed", "Prices are as stated for each."),
    ],
)
def test_the_table_of_the_work_says_what_its_prices_are(more: dict[str, Any], total: str, prices: str) -> None:
    assert said(packets.total(facts(**more))) == total
    assert said(packets.prices(facts(**more))) == prices


def test_terms_have_a_heading_if_there_are_any() -> None:
    assert said(packets.terms_heading(facts(interest="8%"), "")) == "Terms relied on"
    assert said(packets.terms_heading(facts(clauses=("a",)), "A label was agreed.")) == "Terms relied on"
    assert said(packets.terms_heading(facts(), "A label was agreed.")) == "Terms of the agreement"
    assert packets.terms_heading(facts(interest="8%", agreement=None), "") == ()


def bundle(**more: Any) -> Any:
    profile = {"is_archival": False, "dpi": None, "is_grey": False, **more.pop("profile", {})}
    return SimpleNamespace(**{"withheld": 0, "late": (), "profile": SimpleNamespace(**profile), **more})


def test_a_packet_says_how_it_was_made() -> None:
    """A paragraph for each thing that its reader has to know."""
    assert [said(paragraph) for paragraph in packets.about(facts(), bundle(), "the court")] == [
        "Lumen Ltd. prepared it on 23 November 2026 from its own records, for the court. Each exhibit is a copy. Its slip "
        "says what was changed for this copy; slip and index give the SHA-256 of the original file, which is kept "
        "unaltered.",
        "This packet states facts and a request. It is not legal advice.",
    ]
    profile = {"is_archival": True, "dpi": 300}
    everything = packets.about(facts(), bundle(withheld=1, late=("C", "D"), profile=profile), "the court")
    assert [said(paragraph) for paragraph in everything[1:-1]] == [
        "Some records are not in this packet, since they are not for this reader.",
        "Exhibits C and D are new since these records were first sent. All others keep the letters that they had.",
        "This file is made for archives (PDF/A-3). Exhibits that were other PDFs or mails are shown as pictures in it.",
        "Pictures are shown with at most 300 dots an inch; the originals are as they were.",
    ]
    grey = packets.about(facts(), bundle(late=("C",), profile={"dpi": 200, "is_grey": True}), "the court")
    assert [said(paragraph) for paragraph in grey[1:-1]] == [
        "Exhibit C is new since these records were first sent. All others keep the letters that they had.",
        "Pictures are shown with at most 200 dots an inch, in shades of grey; the originals are as they were.",
    ]


STEPS = " The steps and the exhibits that prove them follow."


@pytest.mark.parametrize(
    ("more", "is_card", "words"),
    [
        ({}, False, "Please return GBP 500.00."),
        ({}, True, "Please charge back GBP 500.00 of the payment to Ana Co."),
        ({"creator": None}, True, "Please charge back GBP 500.00."),
        ({"again": "yes"}, False, "Please deliver the views. If you decline, please return GBP 500.00."),
        (
            {"again": "yes"},
            True,
            "Please deliver the views. If you decline, please charge back GBP 500.00 of the payment to Ana Co.",
        ),
        (
            {"again": "yes", "creator": None},
            True,
            "Please deliver the views. If you decline, please charge back GBP 500.00.",
        ),
    ],
)
def test_any_reader_is_asked_for_a_sum(more: dict[str, Any], is_card: bool, words: str) -> None:  # noqa: FBT001  # a column
    assert said(packets.ask_reader(facts(**more), GBP("GBP 500.00"), "the views", is_card=is_card)) == words + STEPS


def test_a_store_a_platform_and_a_provider_are_asked_in_their_terms() -> None:
    bought = facts(purchase=SimpleNamespace(product="a boost"))
    assert (
        said(packets.ask_store(bought))
        == "Please refund the purchase of a boost for the promotion: GBP 500.00." + STEPS
    )
    assert said(packets.ask_store(facts())) == "Please refund the purchase: GBP 500.00." + STEPS
    part = sums(paid="GBP 500.00", outstanding="GBP 200.00")
    order = SimpleNamespace(order_id="O-1")
    assert said(packets.ask_platform(facts())) == (
        "Please cancel the order and return the creator payment, GBP 500.00." + STEPS
    )
    assert said(packets.ask_platform(facts(sums=part))) == (
        "Please cancel the order and return GBP 200.00 of the creator payment." + STEPS
    )
    assert said(packets.ask_platform(facts(agreement=order))) == (
        "Please cancel order O-1 and return the creator payment, GBP 500.00." + STEPS
    )
    assert said(packets.ask_platform(facts(agreement=order, sums=part))) == (
        "Please cancel order O-1 and return GBP 200.00 of the creator payment." + STEPS
    )
    for delivered, statuses, words in (
        ("some", (), "of which a part was not delivered"),
        ("none", (), "that was not delivered"),
        ("all", ("cancelled_by_creator",), "that was not delivered"),
        ("all", (), "that was not delivered as described"),
    ):
        ground = SimpleNamespace(delivered=delivered, statuses=statuses)
        assert said(packets.ask_provider(facts(reasons=(ground,)), GBP("GBP 500.00"))) == (
            f"We bought a service {words}, and ask for GBP 500.00 back.{STEPS}"
        )


def test_a_court_reads_what_was_asked_before() -> None:
    """The final notice, and that nothing or only a part has come."""
    assert said(packets.to_court(facts())) == "Lumen Ltd. asks that Ana Co. return GBP 500.00." + STEPS
    ladder = SimpleNamespace(
        first=SimpleNamespace(on=date(2026, 9, 20)), last=lambda _: SimpleNamespace(on=date(2026, 11, 2)), running=()
    )
    assert said(packets.to_court(facts(ladder=ladder))) == (
        "Lumen Ltd. asks that Ana Co. return GBP 500.00. The first request went out on 20 September 2026, the final notice "
        "on 2 November 2026; nothing has come." + STEPS
    )
    assert "2 November 2026; a part has come, the rest has not." in said(
        packets.to_court(facts(ladder=ladder, sums=sums(returned="GBP 5.00")))
    )


ROWS = tuple(
    SimpleNamespace(title=title, is_delivered=is_delivered)
    for title, is_delivered in (("The reel", False), ("Video 2", True), ("Video 3", False))
)
OR_WORK = {"rows": ROWS, "make_good_by": date(2026, 12, 14)}
BY_THEN = {"rows": ROWS, "make_good_by": MONDAY}
LATE = {"reply_by": date(2026, 11, 22)}
GOODS = {"is_goods": True}
TELL = " If you see the facts differently, tell us which line below is wrong and send what shows it."


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Please return GBP 500.00 to us by Monday, 7 December 2026."),
        (LATE, "Please return GBP 500.00 to us."),
        (GOODS, "Please return goods at a value of GBP 500.00, or pay that sum to us by Monday, 7 December 2026."),
        (GOODS | LATE, "Please return goods at a value of GBP 500.00, or pay that sum to us."),
        (
            BY_THEN,
            "Please do one of these by Monday, 7 December 2026: return GBP 500.00 to us, or deliver the reel and Video 3 as "
            "agreed.",
        ),
        (
            BY_THEN | LATE | {"make_good_by": LATE["reply_by"]},
            "Please do one of these: return GBP 500.00 to us, or deliver the reel and Video 3 as agreed.",
        ),
        (
            BY_THEN | GOODS,
            "Please do one of these by Monday, 7 December 2026: return goods at a value of GBP 500.00, or pay that sum to "
            "us, or deliver the reel and Video 3 as agreed.",
        ),
        (
            BY_THEN | GOODS | LATE | {"make_good_by": LATE["reply_by"]},
            "Please do one of these: return goods at a value of GBP 500.00, or pay that sum to us, or deliver the reel and "
            "Video 3 as agreed.",
        ),
        (
            OR_WORK | {"beside_delivery": GBP("GBP 20.00")},
            "Please return GBP 500.00 to us by Monday, 7 December 2026, or deliver the reel and Video 3 as agreed by Monday, "
            "14 December 2026. If you deliver, please return the remaining GBP 20.00 as well.",
        ),
        (
            OR_WORK | LATE,
            "Please return GBP 500.00 to us, or deliver the reel and Video 3 as agreed by Monday, 14 December 2026.",
        ),
        (
            OR_WORK | GOODS,
            "Please return goods at a value of GBP 500.00, or pay that sum to us by Monday, 7 December 2026, or deliver the "
            "reel and Video 3 as agreed by Monday, 14 December 2026.",
        ),
        (
            OR_WORK | GOODS | LATE,
            "Please return goods at a value of GBP 500.00, or pay that sum to us, or deliver the reel and Video 3 as agreed "
            "by Monday, 14 December 2026.",
        ),
    ],
)
def test_the_creator_is_asked_for_the_money_or_the_work(more: dict[str, Any], words: str) -> None:
    assert said(packets.ask_creator(facts(**more), GBP("GBP 500.00"), "to us")) == words + TELL


@pytest.mark.parametrize(
    ("order", "desk", "reply_by", "words"),
    [
        (None, None, LATE["reply_by"], "the order in the platform, so that"),
        (None, "TikTok One", MONDAY, "the order in TikTok One by Monday, 7 December 2026, so that"),
        ("O-1", None, LATE["reply_by"], "order O-1 in the platform, so that"),
        ("O-1", "TikTok One", MONDAY, "order O-1 in TikTok One by Monday, 7 December 2026, so that"),
    ],
)
def test_the_creator_is_asked_to_accept_a_cancellation(
    order: str | None, desk: str | None, reply_by: date, words: str
) -> None:
    case = facts(
        agreement=SimpleNamespace(order_id=order),
        desk=SimpleNamespace(name=desk) if desk else None,
        channel=SimpleNamespace(route="platform_cancellation"),
        reply_by=reply_by,
    )
    assert said(packets.ask_creator(case, "", "")) == (
        f"Please accept the cancellation of {words} GBP 500.00 can be returned.{TELL}"
    )


def test_we_wait_for_work_that_was_agreed_to_come_later() -> None:
    for running, words in (((1,), "that day passes"), ((1, 2), "these days pass")):
        assert said(packets.wait(facts(ladder=SimpleNamespace(running=running)))) == (
            f"We wait until then. What we ask for below holds if {words} without the work.{TELL}"
        )


def entry(day: object, **more: Any) -> LogEntry:
    return LogEntry(**{"at": day, "event": "sent", "by": "brand", **more})


ZONE: Any = SimpleNamespace(case=SimpleNamespace(timezone="Europe/London"))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((date(2026, 9, 28),) * 3, "what was written on 28 September 2026"),
        ((date(2026, 9, 3), TODAY, date(2026, 9, 28)), "what was written from 3 to 28 September 2026"),
        ((date(2026, 9, 28), TODAY, date(2026, 10, 3)), "what was written from 28 September 2026 to 3 October 2026"),
        ((datetime(2026, 9, 30, 23, 30, tzinfo=UTC),) * 3, "what was written on 1 October 2026"),
    ],
)
def test_many_letters_are_one_proof(days: tuple[date, ...], words: str) -> None:
    """With the days of the case's own zone."""
    letters = tuple(map(entry, days))
    exhibit: Any = SimpleNamespace(proves=tuple(SimpleNamespace(about=letter) for letter in letters))
    assert exhibit_pages.correspondence(exhibit) == letters
    assert said(exhibit_pages.proves(("the price",), letters, ZONE)) == f"The price; {words}"
    american = load("en-US", (package_data.folder("templates"),))
    if words == "what was written from 3 to 28 September 2026":
        assert american.text(exhibit_pages.proves((), letters, ZONE)) == (
            "What was written from September 3, 2026, to September 28, 2026"
        )


def test_few_letters_are_listed_one_by_one() -> None:
    """Of other events none is left out."""
    two: Any = SimpleNamespace(proves=tuple(SimpleNamespace(about=entry(TODAY)) for _ in range(2)))
    other: Any = SimpleNamespace(proves=tuple(SimpleNamespace(about=entry(TODAY, event="noted")) for _ in range(3)))
    assert exhibit_pages.correspondence(two) == exhibit_pages.correspondence(other) == ()
    assert said(exhibit_pages.proves(("a", "b", "c", "d"), (), ZONE)) == "A; b; c; d"
    assert said(exhibit_pages.proves(("a", "b", "c", "d", "e"), (), ZONE)) == "A; b; c; d; and more"
    safe = said(exhibit_pages.proves((Markup("a &amp; b"), "<c>"), (), ZONE))
    assert (safe, isinstance(safe, Markup)) == ("A &amp; b; &lt;c&gt;", True)


def test_a_slip_says_what_the_file_is() -> None:
    evidence = Evidence(file="a.png", caption="x", translation_of="b", translated_by="Jo Lee")
    assert said(exhibit_pages.translation(evidence, "B")) == "Of Exhibit B, by Jo Lee"
    assert said(exhibit_pages.translation(evidence, None)) == "Of a record that is not in this packet, by Jo Lee"
    plain = Evidence(file="a.png", caption="x", translation_of="b")
    assert said(exhibit_pages.translation(plain, "B")) == "Of Exhibit B"
    assert said(exhibit_pages.translation(plain, None)) == "Of a record that is not in this packet"
    moment = datetime(2026, 9, 16, 9, 5, tzinfo=UTC)
    taken = Evidence(file="a.png", caption="x", captured_at=moment)
    assert said(exhibit_pages.captured(taken, ZONE)) == "16 September 2026, 10:05"
    by = Evidence(file="a.png", caption="x", captured_at=moment, captured_by="Jo Lee")
    assert said(exhibit_pages.captured(by, ZONE)) == "16 September 2026, 10:05 by Jo Lee"
    assert exhibit_pages.captured(plain, ZONE) == ()
    pages = (PreparedPage(9, 9), PreparedPage(9, 9))
    two = Prepared("0" * 64, "pdf", pages, Path("a"), Path("b"), None, ())
    one = Prepared("0" * 64, "pdf", pages[:1], Path("a"), Path("b"), None, ())
    assert said(exhibit_pages.file("a.pdf", 9_000, "", two)) == "a.pdf, 9 kB, 2 pages"
    assert said(exhibit_pages.file("a.pdf", 9_000, "", one)) == "a.pdf, 9 kB"
    size = text(say("exhibit-pixels", width=1170, height=2532))
    assert said(exhibit_pages.file("a.png", 9_000, size, one)) == "a.png, 9 kB, 1170 × 2532 pixels"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"sums": sums(outstanding="GBP 5.00")}, "Closed with GBP 5.00 outstanding"),
        (
            {"sums": sums(), "computation": SimpleNamespace(is_made_good=True, is_set_off=False)},
            "Everything was delivered after all; nothing is claimed",
        ),
        (
            {"sums": sums(), "computation": SimpleNamespace(is_made_good=True, is_set_off=True)},
            "Everything was delivered after all, and the unpaid part of the fee covers the reductions; nothing is claimed",
        ),
        ({"sums": sums(claimed="GBP 500.00")}, "The refund has arrived in full: GBP 500.00"),
        (
            {"sums": sums(claimed="GBP 500.00", settled="GBP 200.00")},
            "GBP 300.00 has arrived; the rest was let go",
        ),
        (
            {"sums": sums(claimed="GBP 500.00", settled="GBP 500.00")},
            "The request for GBP 500.00 was withdrawn",
        ),
    ],
)
def test_a_report_says_how_the_case_ended(more: dict[str, Any], words: str) -> None:
    assert said(closing.headline(facts(**more))) == words


def payment(day: date, amount: str = "GBP 500.00", **more: Any) -> Payment:
    return Payment(id="p", amount=GBP(amount), paid_on=day, direction="in", **more)


def test_a_report_says_when_the_money_was_asked_for_and_came() -> None:
    """No last day while something is open, or if all came before it was asked for."""
    asked = {"log": (entry(date(2026, 10, 3)), entry(date(2026, 9, 20)), entry(date(2026, 9, 1), event="noted"))}
    over = {"sums": sums(claimed="GBP 500.00")}
    assert said(closing.lead(facts())) == "By bank."
    assert said(closing.lead(facts(title="Launch", **asked))) == "Launch. First asked for on 20 September 2026."
    for day, words in (
        (date(2026, 9, 21), " The last money came on 21 September 2026, one day later."),
        (date(2026, 9, 26), " The last money came on 26 September 2026, six days later."),
        (date(2026, 9, 19), ""),
    ):
        came = facts(payments=(payment(day),), **asked, **over)
        assert said(closing.lead(came)) == f"By bank. First asked for on 20 September 2026.{words}"
    assert "last money" not in said(closing.lead(facts(payments=(payment(date(2026, 9, 21)),), **asked)))
    made_good = facts(
        computation=SimpleNamespace(is_made_good=True, is_set_off=False),
        ladder=SimpleNamespace(first=SimpleNamespace(entry=SimpleNamespace(amount=GBP("GBP 500.00")))),
        **asked,
    )
    assert said(closing.lead(made_good)) == "By bank. First asked for on 20 September 2026: GBP 500.00."


def test_a_report_says_how_each_payment_came_back() -> None:
    asked = facts(log=(entry(date(2026, 9, 20)),))
    later, before = date(2026, 9, 21), date(2026, 9, 19)
    assert said(closing.came_back(asked, payment(later), "", "")) == "Came back"
    assert said(closing.came_back(asked, payment(later), "the creator", "")) == "Came back from the creator"
    assert said(closing.came_back(asked, payment(later), "", "by card")) == "Came back by card"
    assert said(closing.came_back(asked, payment(before, "EUR 20.00", reference="R-1"), "PayPal", "by card")) == (
        "Came back from PayPal by card; reference R-1; before it was asked for; EUR 20.00"
    )
    assert said(closing.came_back(facts(), payment(later), "", "")) == "Came back; before it was asked for"


def test_a_report_says_what_was_let_go_and_which_requests_were_opened() -> None:
    assert said(closing.given_up("")) == "Given up"
    assert said(closing.given_up("too small")) == "Given up: too small"
    deal = entry(TODAY, event="agreed", amount=GBP("GBP 300.00"))
    assert said(closing.agreed(deal, "")) == "Agreed: GBP 300.00"
    assert said(closing.agreed(deal, "In two parts.")) == "Agreed: GBP 300.00. In two parts."
    assert said(closing.rest(facts(), Decimal(200))) == "The rest, not asked for any more"
    assert said(closing.rest(facts(), Decimal(500))) == "Not asked for any more"
    assert said(closing.paid("By bank", "GBP 500.00", "")) == "By bank, GBP 500.00"
    assert said(closing.paid("By bank", "GBP 500.00", "in two payments")) == "By bank, GBP 500.00 in two payments"
    opened = {"ticket_opened": "a ticket", "dispute_opened": "a dispute", "claim_opened": "a claim"}
    found = facts(ways=(), desk=None)
    for event, words in opened.items():
        plain, numbered = entry(TODAY, event=event), entry(TODAY, event=event, number="T-1")
        assert said(closing.request(found, plain, "", is_over=False)) == (
            f"We opened {words}. No end is recorded: close it there."
        )
        assert said(closing.request(found, numbered, "PayPal", is_over=True)) == (
            f"We opened {words} with PayPal. Its number is T-1. It has ended."
        )
    paid = payment(TODAY, "GBP 20.00", via="paypal")
    desk = SimpleNamespace(id="paypal", speaker="paypal", name="PayPal")
    at_desk = facts(ways=(), desk=desk, payments=(paid,))
    assert said(closing.request(at_desk, plain, "PayPal", is_over=False)) == (
        "We opened a claim with PayPal. It paid GBP 20.00 on 23 November 2026. Its decision is not recorded: look it up "
        "there."
    )
    assert text(say("closing-more-payments", day=TODAY, count=1)) == "Until 23 November 2026 one more payment"
    assert text(say("closing-more-payments", day=TODAY, count=3)) == "Until 23 November 2026 three more payments"


def test_what_is_hidden_is_listed_for_the_user() -> None:
    what = say("private-mail")
    assert text(say("redactions-detected", what=what, count=1)) == "Hidden: email address. A detector found it."
    assert (
        text(say("redactions-detected", what=what, count=3)) == "Hidden: email address, 3 times. A detector found it."
    )
    assert text(say("redactions-area", reason="account", page=2)) == (
        "Hidden: account, an area of page 2. Requested in the case."
    )


def test_each_reader_has_a_name_that_a_workspace_can_change() -> None:
    """Within a sentence."""
    names = {audience: text(say(f"reader-{audience}")) for audience in get_args(Audience)}
    assert names["influencer"] == "the creator"
    assert names["app_store"] == "the app store's support"
    profile = next(iter(policies.read().profiles.values()))
    assert english().value(readers.reader(profile, facts().case)) == names[profile.audience]
    assert readers.reader(replace(profile, reader="the desk"), facts().case) == "the desk"


OURS = re.compile(r"""["'](?P<id>(?:packet|closing|exhibit|redactions|timeline|private)-[a-z_-]+[a-z])["']""")
FILES = [
    *sorted((Path(makegood.__file__).parent).rglob("*.py")),
    *sorted(package_data.folder("templates").rglob("*.j2")),
]
NO_IDS = {"exhibit-note", "exhibit-page"}
"""The name of a value of CSS, and the beginning of ids."""


def ids_in(source: str) -> set[str]:
    """Return the ids of our statements that a text names."""
    return {match["id"] for match in OURS.finditer(source)} - NO_IDS


def test_each_statement_that_is_named_has_its_words() -> None:
    """A missing one would stop a build only in the one case that needs it."""
    named = {(id_, path.name) for path in FILES for id_ in ids_in(path.read_text(encoding="utf-8"))}
    assert len(named) > 200
    assert {item for item in named if item[0] not in english().words.messages} == set()


def test_a_statement_without_words_is_found() -> None:
    assert ids_in('{{ say("packet-titel") }}') == {"packet-titel"}
    assert "packet-titel" not in english().words.messages
