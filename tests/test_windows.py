"""Windows: what opens and closes when, and by when an answer is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from conftest import in_english
from hypothesis import given
from hypothesis import strategies as st

from makegood.domain import policies, windows
from makegood.model.case import (
    Brand,
    Case,
    Contact,
    Deliverable,
    Failure,
    Header,
    Jurisdiction,
    LogEntry,
    Parties,
    Payment,
    Purchase,
    Refund,
)
from makegood.model.policy import LetterPolicy
from makegood.model.facts import Window
from makegood.model.money import Money
from makegood.domain.windows import Holidays
from makegood.model.statement import policy_text

RULES = policies.read()
SENT = date(2026, 11, 23)


def paid(on: str) -> Payment:
    return Payment(amount=Money.parse("USD 1000.00"), paid_on=date.fromisoformat(on))


def case(channel: Any, *payments: Payment, country: str | None = "GB", zone: str = "UTC", **more: Any) -> Case:
    brand = Brand(
        legal_name="Harbour & Pine Ltd",
        country=country,
        contact=Contact(name="Refunds", email="refunds@harbourpine.example"),
    )
    return Case(
        case=Header(case_ref="MG-2026-001", channel=channel, as_of=SENT, timezone=zone),
        parties=Parties(brand=brand),
        payments=payments,
        **{"refund": Refund(grounds=("not_delivered",)), **more},
    )


def found(made: Case) -> dict[str, Window]:
    return {window.id: window for window in windows.channel_windows(made, RULES.channels[made.case.channel])}


def test_a_paypal_dispute_is_open_for_180_days() -> None:
    """Facts 8b: paid on 1 August 2026, dispute by 28 January 2027."""
    window = found(case("direct_paypal", paid("2026-08-01")))["paypal_dispute"]
    assert (window.opens_on, window.closes_on) == (None, date(2027, 1, 28))
    assert in_english(window.counted) == "180 days after the payment of 1 August 2026"
    assert window.sourced.confidence == "official"


def test_a_paypal_dispute_becomes_a_claim_within_20_days() -> None:
    """Facts 8b: dispute opened on 23 November 2026, claim by 13 December 2026."""
    opened = LogEntry(at=SENT, event="dispute_opened")
    window = found(case("direct_paypal", paid("2026-08-01"), log=(opened,)))["paypal_claim"]
    assert window.closes_on == date(2026, 12, 13)
    assert window.then
    assert policy_text(window.then) == "After that, PayPal closes the dispute, and it cannot be reopened."


def test_what_is_missing_is_named() -> None:
    """A window whose day is not known yet has no day, and says which field would tell it."""
    window = found(case("direct_paypal", paid("2026-08-01")))["paypal_claim"]
    assert window.closes_on is None
    assert in_english(window.counted) == "20 days after the opening of the dispute; no dispute has been opened yet"


@pytest.mark.parametrize("country", ["US", "GB", "DE", "CH", None])
@pytest.mark.parametrize("ground", ["nonconforming", "partially_delivered", "late"])
def test_paypals_30_days_from_the_delivery(country: str | None, ground: Any) -> None:
    """They hold wherever the buyer is, for a service that is not as described and for one of which a part came."""
    late: dict[str, Any] = {
        "refund": Refund(grounds=(ground,)),
        "deliverables": (
            Deliverable(id="v", type="video", status="posted_nonconforming", posted_at=date(2026, 8, 20)),
        ),
    }
    rule = "paypal_not_as_described"
    assert found(case("direct_paypal", paid("2026-08-01"), country=country, **late))[rule].closes_on == date(
        2026, 9, 19
    )
    nothing = found(case("direct_paypal", paid("2026-08-01"), country=country))
    assert rule not in nothing


def test_a_direct_debit_has_eight_weeks() -> None:
    """They count from each debit by itself, in the EEA, and from no other payment."""
    debit = replace(paid("2026-08-01"), method="sepa_direct_debit")
    held = case("direct_bank", debit, replace(paid("2026-07-01"), method="sepa"), country="DE")
    made = found(held)
    assert made["sepa_direct_debit_refund"].closes_on == date(2026, 9, 26)
    assert found(case("direct_bank", debit, country="US")) == {}
    assert found(case("direct_bank", paid("2026-08-01"), country="DE")) == {}


def test_several_payments_close_by_the_first_and_open_by_the_last() -> None:
    """No part of the money is asked for too late or too early, where one act is for all of them."""
    held = case("direct_paypal", paid("2026-08-20"), paid("2026-08-01"))
    rules = [replace(one, each_payment=False) for one in RULES.channels["direct_paypal"].windows]
    made = {one.id: one for one in windows.windows_of(held, rules)}
    assert made["paypal_dispute"].closes_on == date(2027, 1, 28)
    assert in_english(made["paypal_dispute"].counted).endswith("of 1 August 2026, the first of several")
    assert made["paypal_claim_opens"].opens_on == date(2026, 8, 27)
    assert in_english(made["paypal_claim_opens"].counted).endswith("of 20 August 2026, the last of several")


def test_a_dispute_is_of_one_payment() -> None:
    """PayPal and the card schemes take a dispute for a transaction: each has its own days, two of one day the same."""
    held = case("direct_paypal", paid("2026-08-20"), paid("2026-08-01"), paid("2026-08-20"))
    made = [one for one in windows.channel_windows(held, RULES.channels["direct_paypal"]) if one.id == "paypal_dispute"]
    assert [(one.closes_on, one.places) for one in made] == [
        (date(2027, 1, 28), ("/payments/1/paid_on",)),
        (date(2027, 2, 16), ("/payments/0/paid_on", "/payments/2/paid_on")),
    ]
    assert in_english(made[0].counted) == "180 days after the payment of 1 August 2026"


def draft(at: Any, status: Any = "draft_submitted") -> Deliverable:
    return Deliverable(id="video-1", type="video", status=status, draft_submitted_at=at)


def test_silence_approves_content_after_14_days() -> None:
    """Facts 8b: submitted on 10 November 2026, deemed approved on 24 November 2026."""
    day = date(2026, 11, 10)
    window = found(case("tiktok_one", paid("2026-10-01"), deliverables=(draft(day),)))["deemed_approved"]
    assert window.closes_on == date(2026, 11, 24)
    assert windows.deemed_approved(day, RULES.channels["tiktok_one"]) == date(2026, 11, 24)
    assert windows.deemed_approved(day, RULES.channels["direct_bank"]) is None


def test_content_that_was_answered_does_not_wait() -> None:
    """A draft that was sent back or approved starts no clock, and the words say so."""
    for status in ("revision_requested", "approved", "not_delivered"):
        made = case("tiktok_one", paid("2026-10-01"), deliverables=(draft(date(2026, 11, 10), status),))
        assert found(made)["deemed_approved"].closes_on is None
        assert in_english(found(made)["deemed_approved"].counted).endswith("no content awaits approval")
    unknown = found(case("tiktok_one", paid("2026-10-01"), deliverables=(draft(None),)))["deemed_approved"]
    assert in_english(unknown.counted).endswith("the case does not state when the draft was submitted")


def test_a_moment_counts_by_its_day_in_the_cases_zone() -> None:
    """Half past eleven at night in New York is the next day in London."""
    late = datetime(2026, 11, 9, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    made = case("tiktok_one", paid("2026-10-01"), zone="Europe/London", deliverables=(draft(late),))
    assert found(made)["deemed_approved"].closes_on == date(2026, 11, 24)
    assert found(case("tiktok_one", deliverables=(draft(late),), zone="America/New_York"))[
        "deemed_approved"
    ].closes_on == date(2026, 11, 23)


def test_store_windows_go_by_the_store() -> None:
    """Google's 48 hours for Google, no number for Apple, both without a day while the store is not stated."""

    def bought(store: Any, country: str | None = "GB") -> dict[str, Window]:
        made = case("promote_appstore", paid("2026-11-20"), purchase=Purchase(store=store))
        return found(replace(made, parties=replace(made.parties, brand=replace(made.parties.brand, country=country))))

    google = found(case("promote_google_play", paid("2026-11-20"), purchase=Purchase(store="google")))
    assert {one: window.closes_on for one, window in google.items()} == {"google_self_service": date(2026, 11, 22)}
    assert google["google_self_service"].sourced.confidence == "third_party"
    [apple] = bought("apple").values()
    assert (apple.opens_on, apple.closes_on) == (None, None)
    assert in_english(apple.counted) == "No time limit could be confirmed, so no date is computed"
    assert [window.id for window in bought("amazon").values()] == ["amazon_request"]
    assert bought("apple", "FR")["apple_withdrawal_fr"].closes_on == date(2026, 12, 4)
    assert bought("apple", "FR")["apple_withdrawal_fr"].sourced.confidence == "official"
    assert in_english(bought(None, "FR")["apple_withdrawal_fr"].counted).endswith("the case does not state the store")
    unknown = bought("apple", None)["apple_withdrawal_fr"]
    assert (unknown.closes_on, in_english(unknown.counted).partition("; ")[2]) == (
        None,
        "the case does not state the brand's country",
    )
    assert "apple_withdrawal_fr" not in bought("apple", "DE")
    assert "apple_withdrawal_fr" not in bought("google", "FR")


def test_a_bank_transfer_has_no_window() -> None:
    """No day is invented where the law of a country sets it."""
    assert found(case("direct_bank", paid("2026-08-01"))) == {}


@pytest.mark.parametrize(
    ("entity", "country", "day"),
    [
        ("company", "GB", date(2026, 12, 7)),
        ("individual", "GB", date(2026, 12, 23)),
        ("sole_trader", "GB", date(2026, 12, 23)),
        ("unknown", "GB", date(2026, 12, 23)),
        ("sole_trader", None, date(2026, 12, 23)),
        ("sole_trader", "US", date(2026, 12, 7)),
    ],
)
def test_a_final_notice_gives_a_company_14_days_and_a_person_30(entity: Any, country: str | None, day: date) -> None:
    """Facts 8b: sent on 23 November 2026; a company by 7 December, a person in England and Wales by 23 December."""
    assert windows.reply_by(SENT, days(RULES.letters["final_notice"], entity, country)) == day


def test_the_first_request_gives_14_days_to_anybody() -> None:
    """The first letter does not look at who gets it."""
    assert days(RULES.letters["first_request"], "sole_trader", "GB") == 14


def days(letter: LetterPolicy, entity: Any, country: str | None) -> int:
    """Return the days that a letter gives to a recipient; where the country is not known, the longer time."""
    places = (Jurisdiction(country=country),) if country else ()
    return letter.by_entity[entity] if letter.has_own_period_for(entity, places) else letter.days


def test_no_deadline_on_a_weekend_or_a_holiday() -> None:
    """A Saturday goes on to Monday, and over a holiday to the next working day."""
    assert windows.reply_by(date(2026, 11, 23), 5) == date(2026, 11, 30)
    assert windows.reply_by(date(2026, 11, 23), 5, (date(2026, 11, 30),)) == date(2026, 12, 1)
    christmas = (date(2026, 12, 25), date(2026, 12, 28))
    assert windows.reply_by(date(2026, 12, 11), 14, christmas) == date(2026, 12, 29)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.sets(st.dates(), max_size=3))
def test_a_deadline_is_a_working_day_and_never_early(day: date, days: int, holidays: set[date]) -> None:
    """Whatever the day: the time given is never shorter than promised, and ends on a working day."""
    last = windows.reply_by(day, days, tuple(holidays))
    assert (last - day).days >= days
    assert last.weekday() < 5
    assert last not in holidays


@pytest.mark.parametrize(
    ("country", "part", "day"),
    [
        ("GB", "SCT", "2026-11-30"),  # St Andrew's Day
        ("GB", "NIR", "2026-03-17"),  # St Patrick's Day
        ("DE", "BY", "2026-01-06"),  # Epiphany
        ("DE", "BE", "2027-03-08"),  # International Women's Day
        ("CH", "BE", "2027-03-29"),  # Easter Monday
    ],
)
def test_a_part_of_a_country_has_holidays_of_its_own(country: str, part: str, day: str) -> None:
    """On a day that is free there alone nobody need answer there, and everybody elsewhere."""
    free = date.fromisoformat(day)
    before = free - timedelta(days=1)
    assert Holidays(country, part).name(free)
    assert windows.reply_by(before, 1, Holidays(country, part)) > free
    assert Holidays(country).name(free) == ""
    assert windows.reply_by(before, 1, Holidays(country)) == free


def test_a_part_keeps_the_holidays_of_its_country() -> None:
    """Those of the country hold in each part; a part that the library does not know has those alone."""
    for part in (None, "SCT", "ENG", "XX"):
        assert date(2026, 12, 25) in Holidays("GB", part)
    assert date(2026, 11, 30) not in Holidays("GB", "XX")
    assert date(2026, 11, 30) not in Holidays("GB", "ENG")


def yearly(paid_on: str, years: int, before: int = 0) -> Window:
    """Return the window of a rule that counts years from a payment."""
    (rule,) = [one for one in RULES.channels["direct_paypal"].windows if one.id == "paypal_dispute"]
    counted = replace(rule, closes_after_days=None, closes_after_years=years, closes_days_before=before)
    (window,) = windows.windows_of(case("direct_paypal", paid(paid_on)), (counted,))
    return window


@pytest.mark.parametrize(
    ("paid_on", "years", "before", "closes"),
    [
        ("2024-02-29", 1, 0, "2025-02-28"),
        ("2024-02-29", 3, 0, "2027-02-28"),
        ("2024-02-29", 4, 0, "2028-02-29"),
        ("2096-02-29", 4, 0, "2100-02-28"),  # a century without a leap day
        ("2023-02-28", 1, 0, "2024-02-28"),
        ("2024-02-28", 1, 0, "2025-02-28"),
        ("2024-03-01", 1, 0, "2025-03-01"),
        ("2023-12-31", 1, 0, "2024-12-31"),
        ("2024-02-29", 1, 60, "2024-12-30"),
        ("2023-02-28", 1, 60, "2023-12-30"),
        ("2023-03-31", 1, 31, "2024-02-29"),
        ("2023-03-01", 1, 1, "2024-02-29"),
        ("2024-03-01", 1, 1, "2025-02-28"),
    ],
)
def test_years_end_on_their_day_and_on_the_last_of_february(paid_on: str, years: int, before: int, closes: str) -> None:
    """29 February has its anniversary a day early where there is none, never a day late; days before it come off it."""
    assert yearly(paid_on, years, before).closes_on == date.fromisoformat(closes)


def test_years_are_told_as_they_are_counted() -> None:
    """One year is no plural, and the days before its end are said."""
    assert in_english(yearly("2024-02-29", 1).counted) == "1 year after the payment of 29 February 2024"
    assert in_english(yearly("2024-02-29", 2, 1).counted) == (
        "1 day before the end of 2 years after the payment of 29 February 2024"
    )


def missing(due: str, status: Any = "not_delivered") -> Deliverable:
    return Deliverable(id=f"video-{due}", type="video", status=status, due=date.fromisoformat(due))


def test_the_facts_begin_with_the_first_day_that_was_missed() -> None:
    """What came, and when, is no part of them; of what did not come the first due day counts, else the failure."""
    work = (
        missing("2026-09-20"),
        missing("2026-09-05", "posted_on_time"),
        missing("2026-09-12", "cancelled_by_creator"),
        missing("2026-10-01", "not_started"),
    )
    read = windows.anchors.ANCHORS["facts"]
    assert read(case("tiktok_one", deliverables=work)).dated == (("/deliverables/2/due", date(2026, 9, 12)),)
    assert read(case("tiktok_one", deliverables=work[1:2])).days == ()


def test_what_is_expected_has_come_on_the_last_due_day() -> None:
    """Of all work, whatever became of it: a scheme's days begin once nothing more could come."""
    work = (missing("2026-09-20"), missing("2026-10-01", "posted_on_time"), missing("2026-09-12"))
    read = windows.anchors.ANCHORS["expected"]
    assert read(case("direct_card", deliverables=work)).dated == (("/deliverables/1/due", date(2026, 10, 1)),)


def test_every_anchor_names_the_place_of_its_day() -> None:
    """The pointer of each day leads to the value from which it was read, and what is counted from is named."""
    late = datetime(2026, 9, 3, 9, 41, tzinfo=timezone.utc)
    made = case(
        "promote_spent",
        replace(paid("2026-08-02"), settled_on=date(2026, 8, 4)),
        replace(paid("2026-08-09"), direction="in"),
        paid("2026-08-03"),
        purchase=Purchase(failure=Failure(what="It never started.", at=date(2026, 8, 5))),
        deliverables=(
            replace(draft(late), due=date(2026, 9, 9)),
            replace(missing("2026-09-20"), draft_submitted_at=date(2026, 9, 1)),
            Deliverable(id="video-3", type="video", status="posted_late", posted_at=date(2026, 9, 7)),
        ),
        log=(LogEntry(at=date(2026, 8, 1), event="noted"), LogEntry(at=SENT, event="dispute_opened")),
    )
    days = {
        "/payments/0/paid_on": date(2026, 8, 2),
        "/payments/0/settled_on": date(2026, 8, 4),
        "/payments/2/paid_on": date(2026, 8, 3),
        "/purchase/failure/at": date(2026, 8, 5),
        "/deliverables/0/due": date(2026, 9, 9),
        "/deliverables/0/draft_submitted_at": date(2026, 9, 3),
        "/deliverables/1/due": date(2026, 9, 20),
        "/deliverables/2/posted_at": date(2026, 9, 7),
        "/log/1/at": SENT,
    }
    found = {name: read(made) for name, read in windows.anchors.ANCHORS.items()}
    for name, anchored in found.items():
        assert in_english(anchored.what).startswith("the "), name
        assert dict(anchored.dated).items() <= days.items(), name
        assert anchored.days or name.endswith("_undated"), name
    assert {name: [where for where, _ in one.dated] for name, one in found.items() if "paid_on" in str(one.dated)} == {
        "payment": ["/payments/0/paid_on", "/payments/2/paid_on"],
        "processing": ["/payments/0/settled_on", "/payments/2/paid_on"],
        "purchase": ["/payments/0/paid_on", "/payments/2/paid_on"],
    }
    undated = replace(made, deliverables=())
    for name in ("payment", "processing"):
        read = windows.anchors.ANCHORS
        assert read[f"{name}_undated"](undated).dated == found[name].dated
        assert in_english(read[f"{name}_undated"](made).missing) == "an agreed due date applies instead"


def test_a_window_names_the_days_from_which_it_is_counted() -> None:
    """The first where it closes, the last where it opens; each payment of that day."""
    held = case("direct_paypal", paid("2026-08-20"), paid("2026-08-01"), paid("2026-08-20"))
    rules = [replace(one, each_payment=False) for one in RULES.channels["direct_paypal"].windows]
    made = {one.id: one.places for one in windows.windows_of(held, rules)}
    assert made["paypal_dispute"] == ("/payments/1/paid_on",)
    assert made["paypal_claim_opens"] == ("/payments/0/paid_on", "/payments/2/paid_on")
    assert yearly("2024-02-29", 1).places == ("/payments/0/paid_on",)


def test_every_anchor_can_be_counted() -> None:
    """Each anchor that a policy may name has a reader, and says what is missing in an empty case."""
    empty = case("direct_bank")
    for anchor, read in windows.anchors.ANCHORS.items():
        assert read(empty).days == (), anchor
        assert in_english(read(empty).missing), anchor
