"""What messages state: each statement with its sentence, written by hand, and the facts that choose it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from conftest import BANK, ONE, PAYPAL
from test_chargeback import ACCOUNT, by_card
from test_ladder import FIRST, PAID, REMINDER, Entry, on
from test_messages import AGREED, ANSWER, DISPUTE, EXTENDED, OFFER
from test_ways import case, facts_of

from makegood import language
from makegood.model.case import Brand, Contact, Offer
from makegood.model.facts import Ending, Facts
from makegood.model.money import Money
from makegood.model.results import ClaimPart, DueLetter
from makegood.model.statement import Statement, policy_text, say
from makegood.statements import messages
from makegood.storage import package_data

WORDS = package_data.folder("templates") / "words" / "en.toml"
SOURCES = (Path(messages.__file__), *sorted((package_data.folder("templates") / "message").iterdir()))
GBP_100, GBP_500 = Money.parse("GBP 100.00"), Money.parse("GBP 500.00")
MONDAY = date(2026, 12, 7)


def text(statements: Statement | Iterable[Statement]) -> str:
    """Return the sentences of statements as a message has them."""
    several = (statements,) if isinstance(statements, Statement) else tuple(statements)
    return " ".join(language.english().text(one) for one in several)


def due_letter(found: Facts, letter: str) -> DueLetter:
    return next(one for one in found.ladder.due if one.letter == letter)


def goods(workspace: Path, day: str = "2026-11-23", *log: Entry, **changes: object) -> Facts:
    """Derive the case in which goods were given in place of money."""
    return on(workspace, day, *log, payments=[{**PAID, "method": "gift_in_kind"}], **changes)


FIXED: Mapping[str, tuple[Mapping[str, object], str]] = MappingProxyType(
    {
        "message-signature": (
            {"writer": "Harbour & Pine Ltd", "reference": "MG-2026-101"},
            "Harbour & Pine Ltd, MG-2026-101",
        ),
        "message-reference": ({"reference": "MG-2026-101"}, "Our reference: MG-2026-101"),
        "message-records": ({}, "We can send you our records on request."),
        "message-differ": ({}, "If you see the facts differently, please tell us by then which point is wrong."),
        "message-something-in-the-way": ({}, "If something stands in the way, please tell us what."),
        "message-last-message": ({}, "This is our last message before we take this claim further."),
        "message-disagree": ({}, "If you do not agree, please tell us by then which point is wrong and why."),
        "message-ready-to-settle": ({}, "We are ready to settle this between us."),
        "message-dispute-time-limited": ({}, "The time for a dispute is limited, so we did not wait for that day."),
        "message-then-we-withdraw": ({}, "Once it has arrived, we withdraw what we opened."),
        "message-offer-neither-side": (
            {},
            "Once it is there, neither side asks anything more of the other over this agreement, and neither admits anything by this offer.",
        ),
        "message-offer-lapses": ({"day": MONDAY}, "The offer lapses at the end of Monday, 7 December 2026."),
        "message-accept-by-reply": ({}, "If you accept it, please say so in a reply."),
        "message-request-stays": ({}, "If you do not, our request stays as it is."),
        "message-noted": ({"text": "She pays in one sum."}, "As we noted it on that day: She pays in one sum."),
        "message-which-day": ({}, "Please tell us on which day you will send it."),
        "message-not-agreed": ({}, "If this is not what you agreed to, please tell us at once."),
        "message-no-reminder": ({}, "We will send no reminder before that day."),
        "message-all-else-stays": ({}, "All else stays as it is."),
        "message-not-for-the-whole": ({}, "So we cannot take that for the whole."),
        "message-part-first": ({}, "If a part of it comes first, we take it as a part, and the rest stays open."),
        "message-wrong-sum": ({}, "If you think that our sum is wrong, please tell us by then what it should be."),
    }
)
"""The sentences that a template names itself."""


@pytest.mark.parametrize("id_", FIXED)
def test_the_sentences_of_the_templates(id_: str) -> None:
    values, sentence = FIXED[id_]
    assert text(say(id_, **values)) == sentence  # type: ignore[arg-type]


def used_ids() -> frozenset[str]:
    """Return what the code and the templates say, as patterns: a value in an f-string is any part of an id."""
    named = re.compile(r'"(message-(?:[^"{}\s]|\{[^{}]*\})+)"')
    found = {name for path in SOURCES for name in named.findall(path.read_text(encoding="utf-8"))}
    return frozenset(re.sub(r"\{[^{}]*\}", "[a-z-]*", name) for name in found)


def test_each_sentence_is_used_and_each_that_is_named_is_there() -> None:
    """What nothing says is deleted; the last assertions are the negative control."""
    ids = {id_ for id_ in tomllib.loads(WORDS.read_text(encoding="utf-8")) if id_.startswith("message-")}
    patterns = used_ids()
    assert [id_ for id_ in ids if not any(re.fullmatch(one, id_) for one in patterns)] == []
    assert [one for one in patterns if not any(re.fullmatch(one, id_) for id_ in ids)] == []
    assert not any(re.fullmatch(one, "message-nobody-says-this") for one in patterns)
    assert len(patterns) > 90
    fixed = {name for path in SOURCES[1:] for name in re.findall(r'say\("([^"]+)"', path.read_text(encoding="utf-8"))}
    assert fixed - {"message-thank-you"} == set(FIXED)


def test_a_statement_without_a_sentence_is_an_error() -> None:
    with pytest.raises(KeyError):
        text(say("message-nobody-says-this"))


def test_the_name_under_a_message() -> None:
    """The registered name, unless it has more than 60 characters and there is a shorter one."""
    contact = Contact(name="Refunds desk", email="refunds@harbourpine.example")
    assert messages.writer(Brand(legal_name="L" * 60, trading_name="Harbour", contact=contact)) == "L" * 60
    assert messages.writer(Brand(legal_name="L" * 61, trading_name="Harbour", contact=contact)) == "Harbour"
    assert messages.writer(Brand(legal_name="L" * 61, contact=contact)) == "Refunds desk"
    long = Contact(name="N" * 61, email="refunds@harbourpine.example")
    assert messages.writer(Brand(legal_name="L" * 61, contact=long)) == "L" * 61


def test_what_was_agreed(workspace: Path) -> None:
    """GBP 1,500.00 for three videos on 4 August 2026; goods; other kinds of work; other currencies."""
    found = on(workspace, "2026-11-23")
    assert text(messages.agreed(found, 0)) == "On 4 August 2026 we agreed on three videos."
    assert text(messages.agreed(found, 1)) == "On 4 August 2026 we agreed on three videos, and we paid GBP 1,500.00."
    one = replace(found, rows=found.rows[:1])
    assert text(messages.agreed(one, 0)) == "On 4 August 2026 we agreed on one video."
    kinds = {
        "reservation_ad": ("one booked flight", "two booked flights"),
        "story": ("one deliverable", "two deliverables"),
    }
    for kind, (single, several) in kinds.items():
        row = replace(found.rows[0], deliverable=replace(found.rows[0].deliverable, type=kind))
        assert text(messages.agreed(replace(found, rows=(row,)), 0)) == f"On 4 August 2026 we agreed on {single}."
        assert text(messages.agreed(replace(found, rows=(row, row)), 0)) == f"On 4 August 2026 we agreed on {several}."
    euro, dollar = Money.parse("EUR 1000.00"), Money.parse("USD 700.00")
    other = replace(found, as_paid=replace(found.as_paid, totals=(euro,)))
    assert text(messages.agreed(other, 1)).endswith("and we paid EUR 1,000.00 (GBP 1,500.00).")
    both = replace(found, as_paid=replace(found.as_paid, totals=(euro, dollar)))
    assert text(messages.agreed(both, 1)).endswith("and we paid GBP 1,500.00 (EUR 1,000.00 and USD 700.00).")
    given = "On 4 August 2026 we agreed on three videos, and we gave you goods at a value of GBP 1,500.00."
    assert text(messages.agreed(goods(workspace), 1)) == given


def test_what_was_asked_first(workspace: Path) -> None:
    """The first request was of 23 November 2026."""
    found = on(workspace, "2026-12-08", FIRST)
    assert text(messages.asked(found)) == "On 23 November 2026 we asked you for GBP 500.00 back."
    paid = replace(found, as_paid=replace(found.as_paid, outstanding=Money.parse("EUR 590.00")))
    assert text(messages.asked(paid)) == "On 23 November 2026 we asked you for GBP 500.00 (EUR 590.00 as paid) back."
    some = goods(workspace, "2026-12-08", FIRST)
    assert (
        text(messages.asked(some)) == "On 23 November 2026 we asked you for goods worth GBP 500.00 back, or that sum."
    )
    whole = replace(some, sums=replace(some.sums, paid=GBP_500))
    assert (
        text(messages.asked(whole))
        == "On 23 November 2026 we asked you for the goods back, or their value, GBP 500.00."
    )
    order = on(workspace, "2026-12-08", FIRST, ref=ONE)
    assert text(messages.asked(order)) == "On 23 November 2026 we asked you for the cancellation."


WAYS = {
    "faster_payments": "to the account that our payment came from",
    "paypal_gs": "on PayPal, as a refund on our payment of 6 August 2026",
    "card": "through the payment provider that took our payment of 6 August 2026",
    "platform_payment": "through the platform that took our payment",
    "apple_pay": "in the way in which we paid it",
    "cash": "in a way that we agree on by email",
}


@pytest.mark.parametrize("method", WAYS)
def test_what_is_asked_for_and_in_which_way(workspace: Path, method: str) -> None:
    """With the way and the hour, with the way and the day, with the day alone."""
    found = on(workspace, "2026-11-23", payments__0__method=method)
    hour = "by the end of Monday, 7 December 2026 (London time)"
    assert text(messages.request(found, GBP_500, MONDAY, 3)) == f"Please refund GBP 500.00 {WAYS[method]}, {hour}."
    assert (
        text(messages.request(found, GBP_500, MONDAY, 2))
        == f"Please refund GBP 500.00 {WAYS[method]}, by 7 December 2026."
    )
    assert text(messages.request(found, GBP_500, None, 2)) == f"Please refund GBP 500.00 {WAYS[method]}."
    assert text(messages.request(found, GBP_500, MONDAY, 1)) == "Please refund GBP 500.00 by 7 December 2026."
    assert text(messages.request(found, GBP_500, None, 0)) == "Please refund GBP 500.00."


def test_the_ways_of_more_than_one_payment_and_of_an_own_account(workspace: Path) -> None:
    """Two and four payments; an account that the brand names; two ways; a creator who has no mail address."""

    def way(*methods: str, **changes: object) -> str:
        paid = [
            {
                **PAID,
                "id": f"p{at}",
                "amount": f"GBP {1500 // len(methods)}.00",
                "paid_on": f"2026-08-0{at + 5}",
                "method": method,
            }
            for at, method in enumerate(methods)
        ]
        return text(messages.request(on(workspace, "2026-11-23", payments=paid, **changes), GBP_100, None, 2))

    assert (
        way("faster_payments", "faster_payments")
        == "Please refund GBP 100.00 to the account that our payments came from."
    )
    assert (
        way("platform_payment", "platform_payment")
        == "Please refund GBP 100.00 through the platform that took our payments."
    )
    two = "Please refund GBP 100.00 on PayPal, as a refund on our payments of 5 August 2026 and 6 August 2026."
    assert way("paypal_gs", "paypal_gs") == two
    four = "Please refund GBP 100.00 on PayPal, as a refund on our payments from 5 August 2026 to 8 August 2026."
    assert way(*["paypal_gs"] * 4) == four
    assert way("faster_payments", "cash") == "Please refund GBP 100.00 in the ways that we list on request."
    creator = {"display_name": "Ana Marlowe", "handle": "@ana.marlowe", "entity_type": "sole_trader", "country": "GB"}
    by_message = "Please refund GBP 100.00 in a way that we agree on by message."
    assert way("cash", parties__creator=creator) == by_message
    own = way("faster_payments", parties__brand__repayment=ACCOUNT)
    assert own == "Please refund GBP 100.00 to our account, which we name on request."


def test_what_is_asked_for_goods(workspace: Path) -> None:
    """Goods worth GBP 1,500.00 were given; how they are paid for is asked where there is room."""
    found = goods(workspace)
    some = "Please return goods worth GBP 500.00, or pay us that sum"
    assert text(messages.request(found, GBP_500, None, 1)) == f"{some}."
    assert text(messages.request(found, GBP_500, MONDAY, 1)) == f"{some}, by 7 December 2026."
    how = "If you pay, please tell us how you would like to do it."
    assert text(messages.goods_way(found, 2)) == how
    assert messages.goods_way(found, 1) == ()
    assert messages.goods_way(on(workspace, "2026-11-23", payments=[PAID]), 2) == ()
    whole = "Please return the goods that we gave you, or pay us their value, GBP 1,500.00"
    assert text(messages.request(found, found.sums.paid, None, 0)) == f"{whole}."
    hour = "by the end of Monday, 7 December 2026 (London time)"
    own = goods(workspace, parties__brand__repayment=ACCOUNT)
    assert text(messages.request(own, own.sums.paid, MONDAY, 3)) == f"{whole}, {hour}."
    assert text(messages.goods_way(own, 3)) == "If you pay, we name our account on request."


def test_a_cancellation_is_accepted_on_the_platform(workspace: Path) -> None:
    found = on(workspace, "2026-11-23", ref=ONE)
    assert found.desk
    assert found.case.agreement
    order = f"Please accept the cancellation of order {found.case.agreement.order_id} in {policy_text(found.desk.name)}"
    back = "so that GBP 500.00 can be returned."
    assert text(messages.request(found, GBP_500, None, 0)) == f"{order}, {back}"
    assert text(messages.request(found, GBP_500, MONDAY, 1)) == f"{order} by 7 December 2026, {back}"
    assert text(messages.request(found, GBP_500, None, 2)) == f"{order}. We need your acceptance there, {back}"
    full = f"{order} by 7 December 2026. We need your acceptance there, {back}"
    assert text(messages.request(found, GBP_500, MONDAY, 2)) == full
    agreement = replace(found.case.agreement, order_id=None)
    bare = replace(found, desk=None, case=replace(found.case, agreement=agreement))
    assert (
        text(messages.request(bare, GBP_500, None, 0))
        == "Please accept the cancellation of the order in the platform, so that GBP 500.00 can be returned."
    )


def test_a_dispute_leaves_one_way(workspace: Path) -> None:
    """However short a message is; the payment is named where there is room."""
    found = on(workspace, "2026-12-09", FIRST, DISPUTE, ref=PAYPAL)
    short = "Please refund GBP 500.00 only on PayPal, since our dispute is running."
    assert text(messages.request(found, GBP_500, None, 0)) == short
    only = "only on PayPal, as a refund on our payment of 6 August 2026, since our dispute is running"
    full = f"Please refund GBP 500.00 {only}, by 7 December 2026."
    assert text(messages.request(found, GBP_500, MONDAY, 2)) == full
    assert messages.apart(found) == ()


def test_a_chargeback_leaves_one_way(workspace: Path) -> None:
    found = by_card(workspace, "first_request")
    short = "only through the payment provider, since our chargeback is running, by 7 December 2026."
    assert text(messages.request(found, GBP_500, MONDAY, 1)) == f"Please refund GBP 500.00 {short}"
    full = "only through the payment provider that took our payment of 6 August 2026, since our chargeback is running."
    assert text(messages.request(found, GBP_500, None, 2)) == f"Please refund GBP 500.00 {full}"


def test_each_one_way_has_each_procedure() -> None:
    """A channel of a workspace can have a dispute over any of them."""
    ways = {"paypal": ("on PayPal", "on PayPal, as a refund on it"), "provider": ("through the payment provider",) * 2}
    for kind, (short, full) in ways.items():
        full += " that took it" if kind == "provider" else ""
        for procedure in ("", "-dispute", "-chargeback"):
            why = f", since our {procedure[1:]} is running" if procedure else ""
            assert text(say(f"message-way-only-{kind}{procedure}")) == f"only {short}{why}"
            assert text(say(f"message-way-only-{kind}{procedure}-payments", payments="it")) == f"only {full}{why}"


@pytest.mark.parametrize(
    ("opened", "sentence"),
    [
        ("paypal asked", "What our running dispute asks for is no part of it."),
        ("card asked", "What our running chargeback asks for is no part of it."),
        ("paypal asked; card asked", "What our running disputes ask for is no part of it."),
        ("", ""),
    ],
)
def test_what_a_desk_is_asked_for_is_no_part_of_a_sum(tmp_path: Path, opened: str, sentence: str) -> None:
    """Of USD 1,200.00, a third each by card, by PayPal and by bank."""
    found = facts_of(tmp_path, case("USD 1200 for 3, 3 missing", "card 400; paypal 400; bank 400", opened))
    assert text(messages.apart(found)) == sentence


def test_the_work_can_still_be_delivered(workspace: Path) -> None:
    """One video is missing; beside it GBP 150.00 is asked for; under French law the agreement may be ended."""
    found = on(workspace, "2026-11-23")
    assert text(messages.or_deliver(found)) == "Or deliver the rest as agreed, and send us the link."
    [*came, open_] = found.rows
    two = replace(found, rows=(*came, open_, open_))
    assert text(messages.or_deliver(two)) == "Or deliver the rest as agreed, and send us the links."
    later = replace(two, make_good_by=date(2026, 12, 14))
    day = "by 14 December 2026"
    assert text(messages.or_deliver(later)) == f"Or deliver the rest as agreed {day}, and send us the links."
    one_later = replace(found, make_good_by=date(2026, 12, 14))
    assert text(messages.or_deliver(one_later)) == f"Or deliver the rest as agreed {day}, and send us the link."
    for facts, by in ((found, ""), (one_later, f" {day}")):
        beside = replace(facts, beside_delivery=GBP_100)
        assert (
            text(messages.or_deliver(beside))
            == f"Or deliver the rest as agreed{by}, and refund the remaining GBP 100.00."
        )
        assert (
            text(messages.or_deliver(beside, is_short=True))
            == f"Or deliver the rest as agreed{by} and refund GBP 100.00."
        )
    end = Ending(kind="may", rows=(open_,), is_whole=False, day=MONDAY)
    warning = "If neither comes by then, we may end the agreement as to it."
    for facts, by in ((found, ""), (one_later, f" {day}")):
        assert (
            text(messages.or_deliver(replace(facts, ending=end), is_short=True))
            == f"Or deliver the rest as agreed{by}. {warning}"
        )
    assert messages.or_deliver(replace(found, make_good_by=None)) == ()


def test_a_reminder_and_what_comes_after_it(workspace: Path) -> None:
    found = on(workspace, "2026-12-08", FIRST)
    given = goods(workspace, "2026-12-08", FIRST)
    assert (
        text(messages.on_its_way(found)) == "If the money is on its way, please tell us the day on which you sent it."
    )
    assert text(messages.on_its_way(given)) == "If it is on its way, please tell us the day on which you sent it."
    assert messages.on_its_way(on(workspace, "2026-12-08", FIRST, ref=ONE)) == ()
    alone = "has come by the end of that day, we may bring the claim before a court without writing again."
    desk = (
        "has come by the end of that day, we may take the claim to PayPal, and then to a court, without writing again."
    )
    for facts, what in ((found, "the money"), (given, "the goods nor their value")):
        assert text(messages.may_go_on(facts, "", is_brief=False)) == f"If neither {what} nor an answer {alone}"
        assert text(messages.may_go_on(facts, "PayPal", is_brief=False)) == f"If neither {what} nor an answer {desk}"
    assert text(messages.may_go_on(found, "", is_brief=True)) == "After that day we may go to a court."


@pytest.mark.parametrize("event", ["dispute", "claim"])
def test_what_was_opened_at_a_desk(workspace: Path, event: str) -> None:
    """On 9 December 2026 at PayPal, over GBP 500.00; at a desk that the case does not name."""
    entry = {**DISPUTE, "event": f"{event}_opened"}
    before = (DISPUTE,) if event == "claim" else ()
    found = on(workspace, "2026-12-09", FIRST, *before, entry, ref=PAYPAL)
    due = due_letter(found, "dispute_notice")
    assert due.about
    about = replace(due.about, event=entry["event"])
    sentence = f"On 9 December 2026 we opened a {event} with PayPal over GBP 500.00"
    assert text(messages.opened(found, replace(due, about=about))) == f"{sentence}, number PP-R-4711."
    unnumbered = replace(due, about=replace(about, number=None))
    assert text(messages.opened(found, unnumbered)) == f"{sentence}."
    nowhere = replace(found, desk=None, desk_names={})
    assert "with the payment service over" in text(messages.opened(nowhere, due))
    elsewhere = replace(found, desk=None, desk_names={"paypal": "the other PayPal"})
    assert "with the other PayPal over" in text(messages.opened(elsewhere, due))


def test_how_a_dispute_is_ended(workspace: Path, tmp_path: Path) -> None:
    """By a refund, where it runs, and once."""
    found = on(workspace, "2026-12-09", FIRST, DISPUTE, ref=PAYPAL)
    due = due_letter(found, "dispute_notice")
    end = "You can still end this yourself:"
    assert text(messages.can_still_end(found, due, 0)) == f"{end} refund GBP 500.00 only on PayPal."
    full = f"{end} refund GBP 500.00 only on PayPal, as a refund on our payment of 6 August 2026."
    assert text(messages.can_still_end(found, due, 4)) == full
    assert text(messages.desk_alone(found, due)) == "Please pay it back there alone, and not a second time to us."
    ended = on(workspace, "2026-12-09", FIRST, ref=PAYPAL)
    assert text(messages.can_still_end(ended, due, 0)) == f"{end} refund GBP 500.00."
    assert text(messages.desk_alone(ended, due)) == "If you refund through PayPal, please do not pay a second time."
    given = goods(workspace)
    some = f"{end} return goods worth GBP 500.00 out of those that we gave you, or pay us that sum."
    assert text(messages.can_still_end(given, due, 4)) == some
    whole = f"{end} return the goods that we gave you, or pay us their value, GBP 1,500.00."
    assert text(messages.can_still_end(given, replace(due, amount=given.sums.paid), 4)) == whole


@pytest.mark.parametrize(
    ("way", "desk", "phrase"),
    [
        ("paypal", "paypal", "on PayPal, as a refund on our payment of 11 August 2026"),
        ("card", "card_issuer", "through the payment provider that took our payment of 11 August 2026"),
    ],
)
def test_how_a_dispute_over_one_of_several_payments_is_ended(tmp_path: Path, way: str, desk: str, phrase: str) -> None:
    """USD 600.00 of USD 1,200.00 went through the desk, on 11 August 2026."""
    found = facts_of(tmp_path, case("USD 1200 for 2, 2 missing", f"bank 600; {way} 600", f"{way} asked"))
    due = due_letter(found, "dispute_notice")
    assert due.amount == Money.parse("USD 600.00")
    ends = f"You can still end this yourself: refund USD 600.00 {phrase}, with the reference MG-2026-900."
    assert text(messages.can_still_end(found, due, 4)) == ends
    there = "Please pay that back there alone, and not a second time to us. What else we ask for is no part of this message."
    assert text(messages.desk_alone(found, due)) == there


def test_an_offer(workspace: Path) -> None:
    """GBP 350.00 for GBP 500.00, open until 2 December 2026; two posts are online."""
    found = on(workspace, "2026-11-25", FIRST, refund__offer=OFFER)
    due = due_letter(found, "settlement_offer")
    assert due.reply_by == date(2026, 12, 2)
    assert text(messages.offer_head(found, is_short=True)) == "Without prejudice save as to costs"
    assert text(messages.offer_head(found, is_short=False)) == "Without prejudice save as to costs: an offer to settle"
    scots = on(workspace, "2026-11-25", FIRST, case__jurisdiction={"country": "GB", "subdivision": "SCT"})
    assert text(messages.offer_head(scots, is_short=True)) == "Without prejudice: an offer to settle"
    posts = "The posts that are online stay online"
    assert text(messages.offer(found, due, 4)) == (
        "We would accept GBP 350.00 in place of the GBP 500.00 that we claim, if you pay it to the account that our payment"
        f" came from, by the end of Wednesday, 2 December 2026 (London time). {posts}, and what was agreed on their use"
        " stays as it is."
    )
    ends = "Neither side then asks more or admits anything. To accept, say so by then."
    short = "We would take GBP 350.00 for the GBP 500.00 that we claim, paid by 2 December 2026."
    assert text(messages.offer(found, due, 2)) == f"{short} {posts}, used as agreed. {ends}"
    shortest = "We would take GBP 350.00 for our GBP 500.00, paid by 2 December 2026."
    assert text(messages.offer(found, due, 1)) == f"{shortest} {posts}, used as agreed. {ends}"
    one = replace(found, rows=found.rows[1:])
    assert "The post that is online stays online, used as agreed." in text(messages.offer(one, due, 1))
    assert "The post that is online stays online, and what was agreed on its use stays as it is." in text(
        messages.offer(one, due, 4)
    )
    none = replace(found, rows=found.rows[2:])
    assert text(messages.offer(none, due, 1)) == f"{shortest} {ends}"
    own = Offer(amount=due.amount, content="the posts go offline.", pay_by=date(2026, 12, 10))
    refund = replace(found.case.refund, offer=own)
    later = replace(found, case=replace(found.case, refund=refund))
    assert text(messages.offer(later, due, 2)) == (
        "We would take GBP 350.00 for the GBP 500.00 that we claim, paid by 10 December 2026. The posts go offline."
        " Neither side then asks more or admits anything. To accept, say so by 2 December 2026."
    )
    nobody = replace(found, case=replace(found.case, payments=()))
    assert text(messages.offer(nobody, due, 4)).startswith(
        "We would accept GBP 350.00 in place of the GBP 500.00 that we claim, if you pay it by the end of Wednesday,"
    )


def test_an_offer_during_a_dispute_names_the_one_way(workspace: Path) -> None:
    found = by_card(workspace, "settlement_offer")
    due = due_letter(found, "settlement_offer")
    paid = "paid only through the payment provider, since our chargeback is running, by 2 December 2026."
    assert text(messages.offer(found, due, 2)).startswith(
        f"We would take GBP 350.00 for the GBP 500.00 that we claim, {paid}"
    )
    assert text(messages.offer(found, due, 0)).startswith(f"We would take GBP 350.00 for our GBP 500.00, {paid}")


def test_what_was_agreed_on_the_refund(workspace: Path) -> None:
    """GBP 300.00 for GBP 500.00, agreed on 25 November 2026 and to be paid by 18 December 2026."""
    found = on(workspace, "2026-11-25", FIRST, AGREED)
    due = due_letter(found, "acceptance")
    undated = replace(due, reply_by=None)
    agreed = "We agreed on 25 November 2026 that you refund GBP 300.00"
    rest = "Then we no longer ask for the rest, GBP 200.00."
    way = "to the account that our payment came from"
    assert text(messages.agreed_refund(found, due, 3)) == (
        f"{agreed} {way}, by the end of Friday, 18 December 2026 (London time). {rest}"
    )
    assert text(messages.agreed_refund(found, undated, 2)) == f"{agreed} {way}. {rest}"
    assert text(messages.agreed_refund(found, due, 1)) == f"{agreed} by 18 December 2026. {rest}"
    whole = replace(undated, rest=None)
    assert text(messages.agreed_refund(found, whole, 1)) == f"{agreed}. Then we ask for nothing more."
    pays = "We agreed on 25 November 2026 that you pay GBP 300.00"
    given = goods(workspace, "2026-11-25", FIRST, AGREED)
    assert text(messages.agreed_refund(given, due, 1)) == f"{pays} by 18 December 2026. {rest}"
    how = "Please tell us how you would like to pay it."
    assert text(messages.agreed_refund(given, undated, 2)) == f"{pays}. {rest} {how}"
    own = goods(workspace, "2026-11-25", FIRST, AGREED, parties__brand__repayment=ACCOUNT)
    assert text(messages.agreed_refund(own, undated, 2)) == f"{pays}. {rest} We name our account on request."
    stands = "Until it has come, our request for GBP 500.00"
    assert text(messages.until_it_comes(found)) == f"{stands} stands."
    disputed = replace(found, ladder=replace(found.ladder, is_disputed=True))
    assert text(messages.until_it_comes(disputed)) == f"{stands} and the dispute stand."


def test_what_was_agreed_repeats_the_offer(workspace: Path) -> None:
    """The offer of 24 November 2026 was of the same sum; of another sum, nothing is said of it."""
    sent: Entry = {
        "at": "2026-11-24",
        "event": "sent",
        "letter": "settlement_offer",
        "by": "brand",
        "deadline": "2026-12-01",
    }
    offered = {"amount": "GBP 300.00"}
    found = on(workspace, "2026-11-25", FIRST, sent, AGREED, refund__offer=offered)
    due = due_letter(found, "acceptance")
    said, neither = (
        "As our offer of 24 November 2026 said",
        "either side asks anything more then, and neither admits anything by it.",
    )
    posts = "the posts that are online stay online, and what was agreed on their use stays as it is."
    assert text(messages.offer_said(found, due)) == f"{said}: {posts} N{neither}"
    post = "the post that is online stays online, and what was agreed on its use stays as it is."
    assert text(messages.offer_said(replace(found, rows=found.rows[1:]), due)) == f"{said}: {post} N{neither}"
    assert text(messages.offer_said(replace(found, rows=found.rows[2:]), due)) == f"{said}, n{neither}"
    assert messages.offer_said(found, replace(due, amount=GBP_100)) == ()
    own = on(
        workspace, "2026-11-25", FIRST, sent, AGREED, refund__offer={**offered, "content": "The posts go offline."}
    )
    assert text(messages.offer_said(own, due)) == f"{said}: The posts go offline. N{neither}"


def test_more_time_and_an_offer_that_is_too_low(workspace: Path) -> None:
    found = on(workspace, "2026-11-25", FIRST, EXTENDED)
    assert text(messages.more_time(found, due_letter(found, "extension_granted"))) == (
        "You have more time for the refund that we asked for on 23 November 2026: until the end of Monday, 14 December 2026"
        " (London time)."
    )
    found = on(workspace, "2026-11-25", FIRST, ANSWER)
    due = due_letter(found, "partial_counter")
    offered = "You offer GBP 100.00."
    assert text(messages.their_offer(found, due, with_thanks=False)) == offered
    thanks = f"Thank you for your answer of 25 November 2026. {offered}"
    assert text(messages.their_offer(found, due, with_thanks=True)) == thanks


def back(amount: str, **more: object) -> Entry:
    return {"direction": "in", "paid_on": "2026-12-10", "amount": amount, "method": "faster_payments", **more}


def test_what_arrived(workspace: Path) -> None:
    """GBP 200.00 of GBP 500.00, from the creator or from PayPal."""
    found = on(workspace, "2026-12-14", FIRST, REMINDER, back=(back("GBP 200.00"),))
    due = due_letter(found, "refund_received")
    assert text(messages.arrived(due)) == "GBP 200.00 arrived on 10 December 2026. Thank you."
    twice = replace(due, payments=due.payments * 2)
    assert text(messages.arrived(twice)) == "GBP 200.00 arrived. Thank you."
    from_desk = replace(due, payments=(replace(due.payments[0], via="paypal"),))
    assert text(messages.arrived(from_desk)) == "GBP 200.00 arrived on 10 December 2026."
    from_agency = replace(due, payments=(replace(due.payments[0], via="agency"),))
    assert messages.is_from_desk(from_desk)
    assert not messages.is_from_desk(from_agency)
    open_ = "Of the GBP 500.00 that we asked for on 23 November 2026, GBP 300.00 is still open."
    assert text(messages.still_open(found)) == open_
    assert not messages.is_asked_anew(found)
    assert text(messages.credit_note(found, due)) == "For our books, please send us a credit note for GBP 200.00."


def test_a_changed_claim_is_counted_from_the_letter_that_asked_for_it(workspace: Path) -> None:
    """The log states GBP 450.00 for the first request; the reminder of 8 December 2026 asked for GBP 500.00."""
    first = {**FIRST, "amount": "GBP 450.00"}
    found = on(workspace, "2026-12-14", first, REMINDER, back=(back("GBP 200.00"),))
    assert messages.is_asked_anew(found)
    open_ = "Of the GBP 500.00 that we asked for on 8 December 2026, GBP 300.00 is still open."
    assert text(messages.still_open(found)) == open_


def test_a_part_of_an_agreed_sum_arrived(workspace: Path) -> None:
    """GBP 100.00 of GBP 300.00, agreed on 25 November 2026, to be paid by 18 December 2026."""
    came = (back("GBP 100.00"),)
    found = on(workspace, "2026-12-14", FIRST, AGREED, back=came)
    assert messages.is_agreed_sum_running(found)
    rest = "Of the GBP 300.00 that we agreed on 25 November 2026, GBP 200.00 is still to come."
    until = "Until it is there, GBP 400.00 of what we asked for on 23 November 2026 stays open."
    assert text(messages.rest_of_agreed_sum(found, 0)) == f"{rest} Please send it by 18 December 2026. {until}"
    way = "in the way in which we paid it"
    full = f"{rest} Please send it {way}, by the end of Friday, 18 December 2026 (London time). {until}"
    assert text(messages.rest_of_agreed_sum(found, 3)) == full
    undated = on(workspace, "2026-12-14", FIRST, {key: AGREED[key] for key in AGREED if key != "deadline"}, back=came)
    assert text(messages.rest_of_agreed_sum(undated, 0)) == f"{rest} {until}"
    assert text(messages.rest_of_agreed_sum(undated, 2)) == f"{rest} Please send it {way}. {until}"
    over = on(workspace, "2026-12-21", FIRST, AGREED, back=came)
    assert not messages.is_agreed_sum_running(over)
    assert text(messages.still_open(over)) == (
        "On 25 November 2026 we agreed on GBP 300.00 by 18 December 2026. By that day, not all of it had come."
        " Of the GBP 500.00 that we asked for on 23 November 2026, GBP 400.00 is still open."
    )


def test_nothing_is_open_any_more(workspace: Path) -> None:
    """All came; all but what was agreed or waived; from a desk; while a dispute runs."""
    found = on(workspace, "2026-12-14", FIRST, back=(back("GBP 500.00"),))
    due = due_letter(found, "refund_received")
    settled = "our request of 23 November 2026 is settled: nothing is open any more."
    assert text(messages.nothing_open(found, due)) == f"With it, {settled}"
    from_desk = replace(due, payments=(replace(due.payments[0], via="paypal"),))
    disputed = replace(found, ladder=replace(found.ladder, is_disputed=True))
    assert text(messages.nothing_open(disputed, from_desk)) == (
        f"With it, {settled} You need not pay anything. We withdraw the dispute that we opened."
    )
    waived = replace(found, sums=replace(found.sums, settled=GBP_100))
    waiver = f"With it, and with the GBP 100.00 that we no longer ask for, {settled}"
    assert text(messages.nothing_open(waived, due)) == waiver
    agreed = on(workspace, "2026-12-14", FIRST, AGREED, back=(back("GBP 300.00"),))
    done = "With it, what we agreed on 25 November 2026 is done: nothing is open any more."
    assert text(messages.nothing_open(agreed, due_letter(agreed, "refund_received"))) == done


def test_a_request_is_withdrawn(workspace: Path) -> None:
    found = on(workspace, "2026-11-25", FIRST)
    looked = "We withdraw our request of 23 November 2026."
    nothing, only = (
        "You need not pay back anything of what we asked for in it.",
        "This message withdraws that request, and nothing else.",
    )
    assert text(messages.withdrawal(found)) == f"{looked} {nothing} {only}"
    ladder = replace(found.ladder, is_disputed=True)
    part = replace(found, ladder=ladder, sums=replace(found.sums, returned=GBP_100))
    assert text(messages.withdrawal(part)) == (
        f"{looked} You need not pay back what was still open of it. We also withdraw the dispute that we opened."
        " This message withdraws that request and that dispute, and nothing else."
    )
