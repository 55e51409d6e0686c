"""The policies of all channels: each one is there, is sourced, and counts the days that the facts count."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import PAYPAL, STORE, add_case, in_english
from test_derive import facts

from makegood.model.statement import policy_text
from makegood.model.workspace import Workspace
from makegood.storage import package_data
from makegood.domain import policies, windows
from makegood.pipeline.check import check
from makegood.pipeline.check.closing import BY_ONE_RULE, check_windows
from makegood.pipeline.check.report import Report
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load
from makegood.model import words
from makegood.model.case import Case, Deliverable, Failure, Jurisdiction, LogEntry, Purchase
from makegood.model.facts import Window
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, EscalationPolicy, Policies, SourcedSentence
from makegood.domain.policies import readers, references
from makegood.domain.policies.policy_reader import PolicyReader, PolicyShapeError

RULES = policies.read()
READ_ON = (date(2026, 11, 23), date(2026, 11, 29))
OWN = package_data.folder("policies")
FILES = sorted(path.relative_to(OWN).as_posix() for path in OWN.rglob("*.json"))
CREATOR = {
    "direct_bank",
    "direct_paypal",
    "direct_card",
    "tiktok_one",
    "tiktok_shop_affiliate",
    "influencer_marketplace",
    "agency",
}
EEA = set("AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split())
OF_TIKTOK = {name for name in RULES.channels if name.startswith(("promote_", "ads_", "tiktok_one"))}
DAYS = ("opens_after_days", "closes_after_days", "closes_after_years", "closes_days_before")


def statements(channel: ChannelPolicy) -> list[SourcedSentence]:
    return [channel.holder, channel.refunder, channel.refundable, channel.how]


def as_json(name: str) -> Any:
    return json.loads((OWN / name).read_text(encoding="utf-8"))


def objects(value: Any) -> list[dict[str, Any]]:
    """List every object of a file, the outermost first."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) else []
    return own + [found for part in parts for found in objects(part)]


def checked(workspace: Path, ref: str) -> Case:
    case, _ = check(load(add_case(workspace, ref), Workspace(workspace)), RULES)
    return case


def paid_by_card(workspace: Path, due: date | None, *grounds: str, country: str | None = "GB") -> Case:
    """Make the PayPal case one that was paid by card on 1 August 2026, with one video that never came."""
    case = checked(workspace, PAYPAL)
    paid = replace(case.payments[0], method="card", paid_on=date(2026, 8, 1), settled_on=None)
    video = Deliverable(id="video-1", type="video", status="not_delivered", due=due)
    return replace(
        case,
        case=replace(case.case, channel="direct_card"),
        parties=replace(case.parties, brand=replace(case.parties.brand, country=country)),
        payments=(paid,),
        deliverables=(video,),
        refund=replace(case.refund, grounds=grounds or ("not_delivered",)),
    )


def bought(workspace: Path, channel: Any, country: str | None, **purchase: Any) -> Case:
    """Make the case of the app store one of another purchase, paid on 20 November 2026."""
    case = checked(workspace, STORE)
    return replace(
        case,
        case=replace(case.case, channel=channel),
        parties=replace(case.parties, brand=replace(case.parties.brand, country=country)),
        payments=(replace(case.payments[0], paid_on=date(2026, 11, 20)),),
        purchase=Purchase(**purchase),
    )


def found(case: Case) -> dict[str, Window]:
    return {window.id: window for window in windows.channel_windows(case, RULES.channels[case.case.channel])}


def notice(case: Case) -> dict[str, Window]:
    return {window.id: window for window in windows.windows_of(case, RULES.escalations["notice_tiktok_us"].windows)}


IDS = [
    (folder, entry)
    for folder in ("channels", "grounds", "methods", "desks", "letters", "escalations", "sources", "profiles")
    for entry in getattr(RULES, folder).values()
]


def test_every_id_that_a_file_names_has_its_own() -> None:
    """What `read` checks in a workspace's own files holds for the program's."""
    named = 0
    for folder, entry in IDS:
        assert [(error.pointer, error.message) for error in references.dangling_references(entry, RULES)] == [], (
            folder,
            entry,
        )
        named += len(list(references.ids_in_rule(entry)))
    assert named > 300


def test_no_way_of_payment_of_the_program_names_its_channels() -> None:
    """The channels' own files list them; a method's `channels` are for a workspace."""
    assert [method.id for method in RULES.methods.values() if method.channels] == []


def test_every_desk_is_used_and_every_reader_is_known() -> None:
    """No desk that no channel asks; a channel's packets are for readers with a profile, its desk's among them."""
    assert set(RULES.desks) == {channel.desk for channel in RULES.channels.values() if channel.desk}
    for channel in RULES.channels.values():
        assert set(channel.packets) <= set(RULES.profiles)
        if channel.desk:
            assert RULES.desks[channel.desk].audience in channel.packets
            assert not policy_text(RULES.desks[channel.desk].name).endswith(".")
    assert set(RULES.profiles) == set(get_args(words.Audience)) - {"internal"}


@pytest.mark.parametrize("name", sorted(RULES.channels))
def test_every_channel_says_who_holds_the_money(name: Any) -> None:
    """Holder, refunder, what is refundable and how: four sentences, each with its day and its source."""
    for statement in statements(RULES.channels[name]):
        assert policy_text(statement.text).strip()
        assert statement.sourced.as_of in READ_ON
        assert statement.sourced.source


@pytest.mark.parametrize("name", sorted(RULES.channels))
def test_a_channel_needs_what_its_money_went_for(name: Any) -> None:
    """Work of a creator needs creator, agreement and deliverables; what was bought of TikTok or a store a purchase."""
    needs = set(RULES.channels[name].needs)
    assert needs == ({"creator", "agreement", "deliverables"} if name in CREATOR else {"purchase"})


def test_who_is_asked_first() -> None:
    """The creator where the creator was paid; a desk where a desk holds the money; nobody for ad credit."""
    first = {name for name, channel in RULES.channels.items() if channel.asked_first == "creator"}
    assert first == {"direct_bank", "direct_paypal", "direct_card"}
    nowhere = {name for name, channel in RULES.channels.items() if channel.route == "none"}
    assert nowhere == {"ads_credit"}
    credit = RULES.channels["ads_credit"]
    assert (credit.desk, credit.letters, credit.packets, credit.windows) == (None, (), (), ())


def test_tiktok_is_asked_only_where_it_is_the_desk() -> None:
    """A channel says why TikTok is asked for nothing, or its desk is one of TikTok's."""
    for channel in RULES.channels.values():
        of_tiktok = channel.desk is not None and RULES.desks[channel.desk].audience == "tiktok"
        assert of_tiktok == (channel.tiktok is None), channel.id


def test_only_tiktok_sees_ads_manager_data() -> None:
    """Every other reader's packet leaves out the reports of the ad account."""
    for audience, profile in RULES.profiles.items():
        assert ({"ad_report", "analytics_export"} <= set(profile.excludes)) == (audience != "tiktok")


def test_the_name_for_a_card_scheme_is_short() -> None:
    """Mastercom takes 16 letters and digits; with a case of usual reference and day the name stays below."""
    profile = RULES.profiles["card"]
    name = profile.attachment_name.format(ref="MG-2026-001", audience="card", date="2026-11-23")
    assert re.fullmatch(r"[A-Za-z0-9]+[.]pdf", name)
    assert len(name) <= 16
    usual = RULES.profiles["court"].attachment_name.format(ref="MG-2026-001", audience="card", date="2026-11-23")
    assert len(usual) > 16
    assert (profile.max_bytes, profile.max_pages) == (2_000_000, 20)


@pytest.mark.parametrize("name", FILES)
def test_nothing_unconfirmed_bears_a_number(name: str) -> None:
    """An unconfirmed entry has no days, and no digit in its words."""
    for entry in objects(as_json(name)):
        if entry.get("confidence") == "unconfirmed":
            assert not set(DAYS) & set(entry)
            assert not re.search(r"\d", "".join(entry.get(key, "") for key in ("text", "act", "then")))


@pytest.mark.parametrize("key", ["opens_after_days", "closes_after_days", "closes_after_years"])
def test_an_unconfirmed_window_with_a_number_is_refused(key: str) -> None:
    """The reader takes a made-up window without days, and refuses it with one; with a source it takes both."""
    made_up = {
        "id": "amex",
        "act": "Dispute an American Express payment",
        "anchor": "processing",
        "source": "No official page found",
        "url": "",
        "as_of": "2026-11-23",
        "confidence": "unconfirmed",
    }
    assert readers.window(PolicyReader(made_up)).closes_after_days is None
    with pytest.raises(PolicyShapeError, match="unconfirmed"):
        readers.window(PolicyReader(made_up | {key: 120}))
    assert getattr(readers.window(PolicyReader(made_up | {key: 120, "confidence": "mirror"})), key) == 120


def test_card_windows_with_an_agreed_day(workspace: Path) -> None:
    """Facts 8b: processed on 1 August 2026, due on 20 August: Visa until 29 November and 18 December, MC the latter."""
    made = found(paid_by_card(workspace, date(2026, 8, 20)))
    assert made["visa_not_received_processing"].closes_on == date(2026, 11, 29)
    assert made["visa_not_received_expected"].closes_on == date(2026, 12, 18)
    assert made["mastercard_not_provided_expected"].closes_on == date(2026, 12, 18)
    assert made["mastercard_not_provided_processing"].closes_on is None
    assert made["visa_not_received_opens"].opens_on is None
    assert made["mastercard_not_provided_opens"].opens_on is None
    assert "mastercard_interrupted_cap" not in made


def test_card_windows_without_an_agreed_day(workspace: Path) -> None:
    """Facts 8b: Visa opens on 16 August, MC on 31 August; both close on 29 November; the cap is 23 January 2028."""
    made = found(paid_by_card(workspace, None, "not_delivered", "removed_early"))
    assert made["visa_not_received_opens"].opens_on == date(2026, 8, 16)
    assert made["mastercard_not_provided_opens"].opens_on == date(2026, 8, 31)
    assert made["visa_not_received_processing"].closes_on == date(2026, 11, 29)
    assert made["mastercard_not_provided_processing"].closes_on == date(2026, 11, 29)
    assert made["visa_not_received_expected"].closes_on is None
    assert made["mastercard_not_provided_expected"].closes_on is None
    assert made["mastercard_interrupted_cap"].closes_on == date(2028, 1, 23)


def test_card_windows_go_by_the_ground_and_name_their_scheme(workspace: Path) -> None:
    """A cancellation is Visa's 13.7, work that came is neither; each act names its card, none is official."""
    cancelled = found(paid_by_card(workspace, date(2026, 8, 20), "requirements_changed"))
    assert set(cancelled) == {"visa_cancelled_processing", "visa_cancelled_expected"}
    assert cancelled["visa_cancelled_expected"].closes_on == date(2026, 12, 18)
    for rule in RULES.channels["direct_card"].windows:
        assert re.search(r"Dispute a (Visa|Mastercard) payment", policy_text(rule.act))
        assert rule.id.startswith(policy_text(rule.act).split()[2].lower())
        assert rule.sourced.confidence == "mirror"
        assert rule.done_by == "dispute_opened"


def test_windows_of_one_dispute_share_their_act() -> None:
    """Two days for the same act have the same words, so that one that has passed is no error while one is open."""
    acts: dict[str, set[str]] = {}
    for rule in RULES.channels["direct_card"].windows:
        acts.setdefault(rule.id.rpartition("_")[0], set()).add(policy_text(rule.act))
    assert all(len(told) == 1 for told in acts.values()), acts


def test_coins_bought_on_the_web(workspace: Path) -> None:
    """14 days in the EEA, Switzerland and the United Kingdom, 7 in Brazil and South Korea, none elsewhere."""
    for country, rule, last in (
        ("DE", "coins_eea", date(2026, 12, 4)),
        ("GB", "coins_eea", date(2026, 12, 4)),
        ("BR", "coins_br", date(2026, 11, 27)),
        ("KR", "coins_kr", date(2026, 11, 27)),
    ):
        made = found(bought(workspace / country, "promote_web_coins", country))
        assert {one: window.closes_on for one, window in made.items()} == {rule: last}
    assert found(bought(workspace / "CH", "promote_web_coins", "CH"))["coins_eea"].closes_on == date(2026, 12, 4)
    for country in ("US", "CA", "AU"):
        assert found(bought(workspace / country, "promote_web_coins", country)) == {}
    unknown = found(bought(workspace / "unknown", "promote_web_coins", None))
    assert {window.closes_on for window in unknown.values()} == {None}
    [eea] = [rule for rule in RULES.channels["promote_web_coins"].windows if rule.id == "coins_eea"]
    assert set(eea.regions) == EEA | {"GB", "CH"}
    assert eea.sourced.edition
    assert policy_text(eea.sourced.edition) == "16 February 2026"


def test_a_suspension_can_be_appealed_for_180_days(workspace: Path) -> None:
    """Suspended on 20 August 2026, appeal until 16 February 2027."""
    failure = Failure(at=date(2026, 8, 20), what="The ad account was suspended.")
    made = found(bought(workspace, "ads_suspended", "US", failure=failure))
    assert made["suspension_appeal"].closes_on == date(2027, 2, 16)


def test_how_long_a_refund_takes_is_no_window() -> None:
    """The 60 days of Ads Manager are told in words; nothing of the kind is counted as a day to act by."""
    for name in ("ads_balance_no_bc", "ads_balance_bc"):
        channel = RULES.channels[name]
        assert channel.windows == ()
        said = " ".join(policy_text(one.text) for one in channel.consequences)
        assert "60 days" in said
        assert "permanent" in said
        assert "download invoices" in said


def test_the_year_and_the_notice_of_tiktoks_us_terms(workspace: Path) -> None:
    """Facts 8b: facts of 20 August 2026, bar on 20 August 2027, written notice by 21 June 2027."""
    failure = Failure(at=date(2026, 8, 20), what="The ads did not run.")
    made = notice(bought(workspace, "ads_spent_dispute", "US", failure=failure))
    assert made["tiktok_us_bar"].closes_on == date(2027, 8, 20)
    assert made["tiktok_us_notice"].closes_on == date(2027, 6, 21)


def test_the_year_and_the_notice_of_the_apps_us_terms(workspace: Path) -> None:
    """Promote in the United States: the same year and 60 days, by section 8 of the Terms of Service; in Germany none."""
    failure = Failure(at=date(2026, 8, 20), what="The promotion did not run.")
    way = RULES.escalations["dispute_promote_us"]
    made = {
        one.id: one.closes_on
        for one in windows.windows_of(bought(workspace / "us", "promote_spent", "US", failure=failure), way.windows)
    }
    assert made == {"tiktok_app_us_bar": date(2027, 8, 20), "tiktok_app_us_notice": date(2027, 6, 21)}
    assert not windows.windows_of(bought(workspace / "de", "promote_spent", "DE", failure=failure), way.windows)


def test_the_year_is_not_counted_for_others(workspace: Path) -> None:
    """A brand in Germany has no such year; where the country is not stated no day is given."""
    failure = Failure(at=date(2026, 8, 20), what="The ads did not run.")
    assert notice(bought(workspace / "a", "ads_spent_dispute", "DE", failure=failure)) == {}
    unknown = notice(bought(workspace / "b", "ads_spent_dispute", None, failure=failure))
    assert {window.closes_on for window in unknown.values()} == {None}


OUTSIDE = "TikTok Commercial Terms, sections 3.1(a) and (b)"
"""The clause by which the Commercial Terms leave out the app and Promote: a step may say so to whom it leaves out."""


def resting(rules: Policies, name: str, channel: str) -> set[str]:
    """List the texts on which a way on rests for a channel: by itself, its letter and what that says, its windows and its steps."""
    way = rules.escalations[name]
    steps = [
        one
        for one in way.steps
        if (not one.channels or channel in one.channels) and in_english(one.sourced.source) != OUTSIDE
    ]
    words = f"{policy_text(way.notice.opening)} {policy_text(way.notice.answer)}" if way.notice else ""
    named = {text.id for text in rules.sources.values() if policy_text(text.title).removeprefix("TikTok: ") in words}
    return named | {one.sourced.text for one in (way, *way.addressees, *way.windows, *steps)}


def excluded(rules: Policies) -> list[tuple[str, str, str]]:
    """List each channel of a way on that a text on which it rests says it does not govern."""
    return [
        (name, text, channel)
        for name, way in rules.escalations.items()
        for channel in way.channels
        for text in sorted(resting(rules, name, channel))
        if text in rules.sources and channel in rules.sources[text].excludes
    ]


def test_no_notice_cites_terms_that_exclude_its_channel() -> None:
    """The Commercial Terms leave out the app, coins and Promote; the terms of the app leave out ads."""
    assert sum(bool(text.excludes) for text in RULES.sources.values()) >= 4
    assert excluded(RULES) == []


ADS, APP = RULES.escalations["notice_tiktok_us"], RULES.escalations["dispute_promote_us"]


@pytest.mark.parametrize(
    "changed",
    [
        replace(ADS, channels=(*ADS.channels, "promote_spent")),
        replace(APP, sourced=ADS.sourced),
        replace(APP, notice=ADS.notice),
        replace(APP, addressees=ADS.addressees),
        replace(APP, windows=ADS.windows),
        replace(APP, steps=(*APP.steps, ADS.steps[0])),
    ],
    ids=["channels", "itself", "words", "addressee", "windows", "a step"],
)
def test_a_notice_that_cites_the_wrong_terms_is_found(changed: EscalationPolicy) -> None:
    """A notice about Promote that rests on the Commercial Terms, in whatever part of it, is named."""
    found = excluded(replace(RULES, escalations={changed.id: changed}))
    assert (changed.id, "tiktok_commercial_terms", "promote_spent") in found


def test_what_terms_leave_out_may_be_said() -> None:
    """The step that says that the terms for ads do not hold cites them for that, and for nothing else."""
    [step] = [
        one
        for one in RULES.escalations["dispute_promote_elsewhere"].steps
        if one.sourced.text == "tiktok_commercial_terms"
    ]
    assert in_english(step.sourced.source) == OUTSIDE


def test_the_ways_on() -> None:
    """To TikTok by its terms and the country; to a court where the other party is; each with its source."""
    found = RULES.escalations
    ads = OF_TIKTOK - {name for name in OF_TIKTOK if name.startswith("promote_")}
    for name, way in found.items():
        if name.startswith("notice_tiktok_"):
            assert set(way.channels) == ads
        elif name.startswith("dispute_promote_"):
            assert set(way.channels) == {"promote_google_play", "promote_web_coins", "promote_spent"}
        elif name != "stripe":
            assert set(way.channels) == {"direct_bank", "direct_paypal", "direct_card", "agency"}
            assert way.of == "creator"
    assert found["stripe"].channels == ("direct_card",)


@pytest.mark.parametrize("prefix", ["notice_tiktok_", "dispute_promote_"])
@pytest.mark.parametrize("country", [*sorted(EEA), "GB", "CH", "US", "CA", "BR", "ID", "JP", "AU", "IN"])
def test_each_country_has_one_notice_and_one_addressee(workspace: Path, prefix: str, country: str) -> None:
    """A brand has exactly one notice under each set of terms, to one company that has a name of its own."""
    ways_on = [one for name, one in RULES.escalations.items() if name.startswith(prefix)]
    case = bought(workspace, ways_on[0].channels[-1], country)
    [way] = [one for one in ways_on if one.is_open_to(case)]
    to = way.addressee(country)
    assert to
    assert to.name != "TikTok"
    assert to.sourced.confidence == "official"


COURTS = {
    "GB": {"court_england"},
    "GB-SCT": {"court_scotland"},
    "GB-ENG": {"court_england"},
    "GB-NIR": set(),
    "IE": {"court_ireland", "small_claims_eu", "order_for_payment_eu"},
    "DE": {"court_germany", "small_claims_eu", "order_for_payment_eu"},
    "FR": {"small_claims_eu", "order_for_payment_eu"},
    "DK": set(),
    "US": {"small_claims_us"},
    "CA": {"court_elsewhere"},
    "JP": {"court_elsewhere"},
    "NO": {"court_elsewhere"},
}


@pytest.mark.parametrize("place", COURTS)
def test_a_court_is_where_the_creator_lives(workspace: Path, place: str) -> None:
    """A brand in the United States with a creator in England is shown the court of England, not that of the brand."""
    country, _, part = place.partition("-")
    case = paid_by_card(workspace, date(2026, 8, 20), country="US")
    parties = replace(case.parties, creator=replace(case.parties.creator, country=country))
    law = Jurisdiction(country=country, subdivision=part or None)
    made = derive(replace(case, parties=parties, case=replace(case.case, jurisdiction=law)), RULES)
    assert {one.policy.id for one in made.escalations} - {"stripe"} == COURTS[place]


def test_a_claim_above_a_ceiling_is_said(workspace: Path) -> None:
    """The page says where a claim is more than a way takes; in another currency nothing is said."""
    case = paid_by_card(workspace, date(2026, 8, 20))
    assert case.payments[0].amount.currency == "GBP"
    low = replace(RULES.escalations["court_england"], ceiling=Money(Decimal("1.00"), "GBP"))
    for way, above in (
        (low, True),
        (replace(low, ceiling=Money(Decimal("1.00"), "EUR")), False),
        (replace(low, ceiling=Money(Decimal(100000), "GBP")), False),
    ):
        [one] = derive(case, replace(RULES, escalations={way.id: way})).escalations
        assert one.is_above == above


def test_the_way_on_goes_by_the_channel_and_the_country(workspace: Path) -> None:
    """A card payment in Britain leads to a court and to what Stripe asks; a purchase in the US to a notice."""
    card = derive(paid_by_card(workspace / "a", date(2026, 8, 20)), RULES)
    assert {one.policy.id for one in card.escalations} == {"court_england", "stripe"}
    failure = Failure(at=date(2026, 8, 20), what="The ads did not run.")
    us = derive(bought(workspace / "b", "ads_spent_dispute", "US", failure=failure), RULES)
    assert {one.policy.id for one in us.escalations} == {"notice_tiktok_us"}
    ireland = derive(bought(workspace / "c", "ads_spent_dispute", "IE", failure=failure), RULES)
    assert {one.policy.id for one in ireland.escalations} == {"notice_tiktok_uk_eea"}
    japan = derive(bought(workspace / "d", "ads_spent_dispute", "JP", failure=failure), RULES)
    assert {one.policy.id for one in japan.escalations} == {"notice_tiktok_elsewhere"}


def test_a_note_goes_by_the_country_and_by_the_way_of_payment(workspace: Path) -> None:
    """What the coin policy of one part of the world says is not said to a brand of another."""

    def notes(country: str) -> str:
        if country not in made:
            made[country] = bought(workspace / country, "promote_appstore", country, store="apple")
        return " ".join(policy_text(one.text) for one in derive(made[country], RULES).consequences)

    made: dict[str, Case] = {}

    suspended, unread = "TikTok may suspend the account", "United States have a separate coin policy"
    assert (suspended in notes("US"), unread in notes("US")) == (False, True)
    assert (suspended in notes("IE"), unread in notes("IE")) == (False, False)
    assert (suspended in notes("AU"), unread in notes("AU")) == (True, False)
    (workspace / "paypal" / "cases").mkdir(parents=True)
    assert "friends and family" not in consequences(workspace / "paypal", payments__0__method="paypal_gs")
    assert "friends and family" in consequences(workspace / "paypal", payments__0__method="paypal_ff")


def consequences(workspace: Path, **changes: object) -> str:
    """All that is said of what to know of a PayPal case."""
    return " ".join(policy_text(one.text) for one in facts(workspace, PAYPAL, **changes).consequences)


def test_a_store_is_called_by_its_name(workspace: Path) -> None:
    """The desk is the store that the case names; where it names none it is the app store."""
    for store, name in (("apple", "the Apple App Store"), ("amazon", "the Amazon Appstore"), (None, "the app store")):
        found = derive(bought(workspace / str(store), "promote_appstore", "US", store=store), RULES)
        assert found.desk
        assert policy_text(found.desk.name) == name
        assert in_english(found.stage.next_act) == f"Ask {name} for the refund."


@pytest.mark.parametrize("name", sorted(RULES.escalations))
def test_every_step_is_sourced_and_no_order(name: str) -> None:
    """Each step has its source and its day; what others do is told, and nobody is told that they must."""
    for step in RULES.escalations[name].steps:
        assert step.sourced.source
        assert step.sourced.as_of in READ_ON
        assert not re.search(r"\b(must|should|guarantee[ds]?|illegal|entitled)\b", policy_text(step.text)), step.text


@pytest.mark.parametrize(("day", "told"), [(10, "all"), (20, "one"), (30, "one"), (31, None)])
def test_a_dispute_that_was_too_early_by_a_schemes_rule_is_asked_about(
    workspace: Path, day: int, told: str | None
) -> None:
    """Without an agreed day Visa waits 15 days and Mastercard 30; which of the two it is, the case does not say."""
    case = paid_by_card(workspace, None)
    opened = LogEntry(event="dispute_opened", at=date(2026, 8, day))
    report = Report(load(workspace / "cases" / PAYPAL, Workspace(workspace)))
    check_windows(report, replace(case, log=(opened,)), RULES)
    found = [
        (one.severity, "one" if one.message == BY_ONE_RULE else "all") for one in report.problems if one.rule == "C4"
    ]
    assert found == ([("warning", told)] if told else [])


@pytest.mark.parametrize(("suspended", "told"), [(date(2026, 3, 1), "warning"), (date(2026, 11, 1), None)])
def test_the_end_of_an_appeal_does_not_end_the_claim(workspace: Path, suspended: date, told: str | None) -> None:
    """A suspended account's balance may be asked for when the time to appeal has run out."""
    case = bought(workspace, "ads_suspended", "GB", failure=Failure(what="Suspended.", at=suspended))
    report = Report(load(workspace / "cases" / STORE, Workspace(workspace)))
    check_windows(report, case, RULES)
    assert [one.severity for one in report.problems if one.rule == "C3"] == ([told] if told else [])
