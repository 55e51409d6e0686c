"""The sentences on the grounds and at the head of a packet: each variant written by hand, each ground with its own."""

from __future__ import annotations

from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from makegood import language
from makegood.domain import policies
from makegood.model.case import Failure
from makegood.model.money import Money
from makegood.model.statement import Statement, policy_statement
from makegood.model.words import DeliverableType
from makegood.statements import grounds
from test_words_work import september

ENGLISH = language.english()
OURS = policies.read().grounds
AMOUNT = Money.parse("GBP 500.00")
ASKS = "We ask for GBP 500.00 back."


def text(statements: Statement | tuple[Statement, ...]) -> str:
    every = (statements,) if isinstance(statements, Statement) else statements
    return " ".join(ENGLISH.text(statement) for statement in every)


def own_text(text: str) -> Statement:
    return policy_statement("policy-ground-x-text", text)


def ground(id_: str = "late", **more: Any) -> Any:
    values = {
        "delivered": None,
        "defects": (),
        "phrase": None,
        "headline": None,
        "headline_of_one": None,
        "stated_in": None,
    }
    return SimpleNamespace(id=id_, **{**values, **more})


WRONG, LATE, FAULT = (SimpleNamespace(code=code) for code in ("wrong_product", "late", "missing_disclosure"))


def row(number: int, type_: DeliverableType = "video", **more: Any) -> Any:
    """Return one piece of work, delivered as agreed unless stated otherwise."""
    values = {
        "title": f"Video {number}",
        "is_delivered": True,
        "is_removed": False,
        "is_account_lost": False,
        "is_draft_late": False,
        "lacks_only_rights": False,
        "is_nonconforming": False,
        "defects": (),
        "claimed": Money.parse("GBP 0.00"),
        "missing_impressions": 0,
        "shows": lambda _: True,
        "parts": (),
    }
    return SimpleNamespace(deliverable=SimpleNamespace(type=type_), **{**values, **more})


def missing(number: int, type_: DeliverableType = "video") -> Any:
    return row(number, type_, is_delivered=False)


def removed(number: int, **more: Any) -> Any:
    return row(number, is_removed=True, **more)


def facts(*rows: Any, reasons: tuple[Any, ...] = (), **more: Any) -> Any:
    """Return as much of the facts of a case as these sentences read."""
    values = {
        "grounds": reasons or (ground(),),
        "covers_all_work": True,
        "computation": SimpleNamespace(is_sum_of_parts=False),
        "again": "",
        "is_goods": False,
        "sums": SimpleNamespace(askable=AMOUNT),
        "case": SimpleNamespace(purchase=None),
    }
    return SimpleNamespace(rows=rows, **{**values, **more})


PART = (ground("partially_delivered", delivered="some"),)
NONE = (ground("not_delivered", delivered="none"),)
HERE = {"covers_all_work": False}
HEADS: list[tuple[Any, str]] = [
    (facts(row(1), missing(2), reasons=PART), "One of two agreed videos was delivered."),
    (facts(row(1), row(2), missing(3), reasons=PART), "Two of three agreed videos were delivered."),
    (facts(row(1), missing(2), reasons=PART, **HERE), "One of two videos paid for here was delivered."),
    (facts(row(1), row(2), missing(3), reasons=PART, **HERE), "Two of three videos paid for here were delivered."),
    (facts(row(1), missing(2, "story"), reasons=PART), "One of two agreed pieces of work was delivered."),
    (
        facts(row(1), row(2), missing(3, "story"), reasons=PART),
        "Two of three agreed pieces of work were delivered.",
    ),
    (
        facts(row(1), missing(2, "story"), reasons=PART, **HERE),
        "One of two pieces of work paid for here was delivered.",
    ),
    (
        facts(row(1), row(2), missing(3, "story"), reasons=PART, **HERE),
        "Two of three pieces of work paid for here were delivered.",
    ),
    (
        facts(removed(1), missing(2), reasons=PART),
        "One of two agreed videos was delivered. It was taken down early.",
    ),
    (
        facts(removed(1), removed(2), missing(3), reasons=PART),
        "Two of three agreed videos were delivered. They were taken down early.",
    ),
    (
        facts(removed(1), row(2), missing(3), reasons=PART),
        "Two of three agreed videos were delivered. One of them was taken down early.",
    ),
    (
        facts(removed(1), removed(2), row(3), missing(4), reasons=PART),
        "Three of four agreed videos were delivered. Two of them were taken down early.",
    ),
    (
        facts(removed(1, is_account_lost=True), missing(2), reasons=PART),
        "One of two agreed videos was delivered. It was not online as long as agreed.",
    ),
    (
        facts(removed(1, is_account_lost=True), removed(2), missing(3), reasons=PART),
        "Two of three agreed videos were delivered. They were not online as long as agreed.",
    ),
    (
        facts(removed(1, is_account_lost=True), row(2), missing(3), reasons=PART),
        "Two of three agreed videos were delivered. One of them was not online as long as agreed.",
    ),
    (
        facts(removed(1, is_account_lost=True), removed(2), row(3), missing(4), reasons=PART),
        "Three of four agreed videos were delivered. Two of them were not online as long as agreed.",
    ),
    (facts(missing(1, "photo_carousel"), reasons=NONE), "The agreed photo carousel was not delivered."),
    (facts(missing(1), reasons=NONE, **HERE), "The video paid for here was not delivered."),
    (facts(missing(1), missing(2), reasons=NONE), "None of the two videos was delivered."),
    (facts(missing(1), missing(2), reasons=NONE, **HERE), "None of the two videos paid for here was delivered."),
    (
        facts(row(1, is_draft_late=True, is_delivered=False), reasons=(ground(defects=("late",)),)),
        "A draft was submitted after the agreed day.",
    ),
    (facts(removed(1)), "Work was delivered after the agreed day."),
    (facts(removed(1), removed(2)), "Video 1 and Video 2 were not online as long as agreed."),
    (facts(row(1), reasons=(ground("removed_early"),)), "The video was taken down before the agreed time."),
    (facts(row(1), row(2), reasons=(ground("removed_early"),)), "A post was taken down before the agreed time."),
    (facts(reasons=(ground("technical_issue"),)), "A technical fault kept the promotion from running."),
    (facts(row(1), reasons=(ground("fake_engagement"),)), "The promotion did not run as agreed."),
]


@pytest.mark.parametrize(("case", "sentences"), HEADS)
def test_the_head_of_a_packet(case: Any, sentences: str) -> None:
    assert text(grounds.short_form(case)) == sentences
    assert text(grounds.headline(case)) == f"{sentences} {ASKS}"


def test_what_is_asked_for() -> None:
    assert text(grounds.asks(facts())) == ASKS
    assert text(grounds.asks(facts(is_goods=True))) == (
        "We ask for goods at a value of GBP 500.00 back, or for that sum."
    )
    again = facts(row(1, "reservation_ad", missing_impressions=2100), again="Please deliver them.")
    assert text(grounds.asks(again)) == (
        "We ask for the 2,100 missing impressions, or, if that is declined, for GBP 500.00 back."
    )


def test_the_sentences_of_a_ground_of_a_workspace_come_first() -> None:
    own = ground(
        "wrong_account", phrase=own_text("it was posted elsewhere"), headline=own_text("It was posted elsewhere.")
    )
    assert text(grounds.short_form(facts(row(1), reasons=(own,)))) == "It was posted elsewhere."
    own.headline_of_one = own_text("The {work} was posted elsewhere.")
    assert text(grounds.short_form(facts(row(1), reasons=(own,)))) == "The video was posted elsewhere."
    assert text(grounds.short_form(facts(row(1), row(2), reasons=(own,)))) == "It was posted elsewhere."
    assert text(grounds.stated((own, ground()))) == (
        "It was posted elsewhere and the work was delivered after the agreed time."
    )
    own.headline = own.headline_of_one = None
    assert text(grounds.short_form(facts(row(1), reasons=(own,)))) == "The promotion did not run as agreed."
    # One of ours, which a workspace changed.
    changed = ground(phrase=own_text("it came too late"), headline=own_text("It came too late."))
    assert text(grounds.short_form(facts(row(1), reasons=(changed,)))) == "It came too late."
    assert text(grounds.stated((changed,))) == "It came too late."


def test_words_of_a_policy_are_part_of_a_statement() -> None:
    """Two that differ in these alone are not the same, so that none is left out as a repetition."""
    first, second = own_text("One."), own_text("Two.")
    assert first != second
    assert len({first, second, own_text("One.")}) == 2


@pytest.mark.parametrize("id_", sorted(OURS))
def test_each_ground_has_its_sentences(id_: str) -> None:
    assert (OURS[id_].phrase, OURS[id_].headline, OURS[id_].headline_of_one) == (None, None, None)
    assert not text(grounds.phrase(OURS[id_])).endswith(".")
    for rows in ((), (row(1),), (row(1), row(2))):
        assert text(grounds._of_ground(OURS[id_], rows)).endswith(".")


def test_no_sentence_is_that_of_a_ground_that_went() -> None:
    ids = {f"ground-{id_}-{part}" for id_ in OURS for part in ("phrase", "headline")}
    assert {id_ for id_ in ENGLISH.words.messages if id_.startswith("ground-")} == ids


@pytest.mark.parametrize("type_", get_args(DeliverableType))
def test_a_headline_names_each_type_of_work(type_: DeliverableType) -> None:
    head = text(grounds.short_form(facts(missing(1, type_), reasons=NONE)))
    assert head.startswith("The agreed ")
    assert "_" not in head


def failed(*rows: Any) -> str:
    return text(grounds.in_short(facts(*rows)))


def test_what_failed_is_named_where_that_is_short() -> None:
    wrong, rights = row(3, defects=(WRONG,), is_nonconforming=True), row(4, defects=(WRONG,), lacks_only_rights=True)
    assert failed(missing(1)) == "Video 1 was not delivered."
    assert failed(missing(1), removed(2)) == "Video 1 was not delivered. Video 2 was not online as long as agreed."
    assert failed(missing(1), missing(2)) == "Video 1 and Video 2 were not delivered."
    assert failed(wrong) == "Video 3 was not as agreed."
    assert failed(wrong, row(5, defects=(WRONG,), is_nonconforming=True)) == "Video 3 and Video 5 were not as agreed."
    assert failed(removed(1)) == "Video 1 was not online as long as agreed."
    assert failed(rights, row(5)) == "For Video 4, agreed rights or duties were not kept."
    assert failed(row(1, claimed=AMOUNT)) == "Video 1 was not as agreed."
    assert failed(row(1)) == ""
    assert failed(row(1, defects=(LATE,))) == "Video 1 was late."
    assert failed(row(1, defects=(LATE,)), row(2, defects=(LATE,))) == "Video 1 and Video 2 were late."
    assert failed(row(1, defects=(LATE, FAULT))) == "Video 1 was posted with faults."


def test_a_ground_of_some_of_the_work_names_it() -> None:
    """Titles of 60 characters fit, longer ones do not; nothing is added for all of the work, or none of it."""
    shown, other = row(1), row(2, shows=lambda _: False)
    of_late = (ground(),)
    late = text(grounds.short_form(facts(shown, row(2), reasons=of_late)))
    assert text(grounds.short_form(facts(shown, other, reasons=of_late))) == f"{late.rstrip('.')} (Video 1)."
    assert text(grounds.short_form(facts(other, other, reasons=of_late))) == late
    long = [row(1, title="X" * count) for count in (60, 61)]
    forms = [text(grounds.short_form(facts(one, other, reasons=of_late))) for one in long]
    assert forms == [f"{late.rstrip('.')} ({'X' * 60}).", late]
    stated = text(grounds.unsaid_of_work(facts(shown, other, reasons=of_late)))
    assert stated.endswith(" (Video 1).")
    assert text(grounds.unsaid_of_work(facts(shown, row(2), reasons=of_late))) == stated.replace(" (Video 1)", "")


def test_what_failed_is_counted_where_titles_are_long() -> None:
    """Titles of 45 characters: one fits (45 + 20 is no more than 110), two do not (92 + 20 is)."""
    long = "A tour of the summer collection, in the shop "
    assert len(long) == 45
    assert failed(missing(1), row(2)) == "Video 1 was not delivered."
    single = row(1, is_delivered=False, title=long + "X" * 45)
    assert len(single.title) == 90
    assert failed(single, row(2)).endswith("XXX was not delivered.")
    single.title += "X"
    assert failed(single, row(2)) == "One of two videos was not delivered."
    rows = [row(number, title=long) for number in range(8)]
    for one in rows[:2]:
        one.is_delivered = False
    for one in rows[2:4]:
        one.is_removed = True
    for one in rows[4:6]:
        one.defects, one.is_nonconforming = (WRONG,), True
    for one in rows[6:]:
        one.lacks_only_rights = True
    assert failed(*rows) == (
        "Two of eight videos were not delivered. Two of eight videos were not online as long as agreed. Two of eight "
        "videos were not as agreed. For two of eight videos, agreed rights or duties were not kept."
    )
    assert failed(rows[2], *rows[4:5], row(9, title=long)) == (
        "One of three videos was not online as long as agreed. One of three videos was not as agreed."
    )


def test_a_ground_is_stated_once() -> None:
    """Not where the failure, the balance or the statuses of the work say it already."""
    reasons = tuple(
        ground(id_, stated_in=part)
        for id_, part in (
            ("late", "status"),
            ("technical_issue", "failure"),
            ("unspent_balance", "balance"),
            ("requirements_changed", None),
        )
    )
    bought = SimpleNamespace(failure="it stopped", balance="GBP 5.00")
    everything = facts(row(1), reasons=reasons, case=SimpleNamespace(purchase=bought))
    assert text(grounds.unsaid(everything)) == "The brief was changed after it was agreed."
    nothing = facts(row(1, shows=lambda _: False), reasons=reasons)
    assert text(grounds.unsaid(nothing)) == (
        "The work was delivered after the agreed time, a technical fault kept the promotion from running, a prepaid "
        "balance was not used and the brief was changed after it was agreed."
    )
    assert text(grounds.clause(everything)) == "the brief was changed after it was agreed"
    assert text(grounds.unsaid(nothing, reasons[:1])) == "The work was delivered after the agreed time."
    assert grounds.unsaid(everything, reasons[:3]) == ()
    assert grounds.clause(facts(row(1), reasons=reasons[:1])) == ()


def test_what_went_wrong_with_a_purchase() -> None:
    """The day is that of the case's place: 23:30 in UTC is half past midnight in London, where it is summer."""
    london: Any = SimpleNamespace(case=SimpleNamespace(case=SimpleNamespace(timezone="Europe/London")))
    sentence = "What went wrong on 3 September 2026: the ad stopped."
    for at in (september(3), datetime(2026, 9, 2, 23, 30, tzinfo=timezone.utc)):
        assert text(grounds.failure(Failure(what="The ad stopped.", at=at), london)) == sentence
