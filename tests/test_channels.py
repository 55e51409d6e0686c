"""Every way in which the money may have gone, built whole: each reader's texts, letters and packets, read as a reader would."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from html import unescape
from pathlib import Path
from typing import Any

import once
import pytest
from conftest import evidence, in_english

from makegood.model.statement import policy_text
from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.domain import policies
from makegood.typesetting import filters
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.verify_output.pdf_text import read_pdf_text
from makegood.pipeline.load import load
from makegood.model.facts import Facts

pytestmark = pytest.mark.once

CHANNELS = tuple(policies.read().channels)
NOBODY = "ads_credit"
"""The channel on which nobody pays back."""
BUYING = ("promote_", "ads_")
AFTER = ("direct_bank", "direct_paypal", "direct_card")
"""Channels on which the creator is asked first: built a second time with the day to reply over."""
MACHINE = re.compile(r"(?<![\w@./-])[a-z]+(?:_[a-z0-9]+)+\b")
"""A key or a word of the case file, such as not_delivered."""

BRAND = {
    "legal_name": "Harbour & Pine Ltd",
    "country": "GB",
    "address": ["14 Quayside Lane", "London E1 9ZZ"],
    "ad_account_id": "7301188",
    "contact": {"name": "Jo Penrose", "email": "refunds@harbourpine.example"},
}
CREATOR = {
    "display_name": "Ana Marlowe",
    "handle": "@ana.marlowe",
    "email": "ana@creators.example",
    "entity_type": "sole_trader",
    "country": "GB",
}
METHODS: Mapping[str, str] = {
    "direct_bank": "faster_payments",
    "direct_paypal": "paypal_gs",
    "direct_card": "card",
    "tiktok_one": "platform_payment",
    "tiktok_shop_affiliate": "platform_payment",
    "influencer_marketplace": "platform_payment",
    "agency": "bank_transfer",
    "promote_appstore": "apple_iap",
    "promote_google_play": "google_iap",
    "promote_web_coins": "tiktok_coins_web",
    "promote_spent": "tiktok_balance",
    "ads_balance_no_bc": "ad_account_prepay",
    "ads_balance_bc": "ad_account_prepay",
    "ads_suspended": "ad_account_prepay",
    "ads_spent_dispute": "ad_account_threshold",
    "ads_credit": "monthly_invoice",
}
BALANCE = ("ads_balance_no_bc", "ads_balance_bc", "ads_suspended")
SHOTS = [
    {"id": "receipt", "file": "receipt.png", "kind": "receipt", "caption": "The payment of GBP 900.00."},
    {
        "id": "feed",
        "file": "feed.png",
        "kind": "profile_screenshot",
        "caption": "No second video is there.",
        "captured_at": "2026-11-21T09:00:00+00:00",
    },
]
SENT = {
    "at": "2026-11-09",
    "event": "sent",
    "by": "brand",
    "letter": "first_request",
    "deadline": "2026-11-23",
    "evidence": ["letter"],
}


def case(channel: str, *, sent: bool = False) -> dict[str, Any]:
    """Write the case of one channel: two videos of which one came, or a purchase that failed or was not used."""
    data: dict[str, Any] = {
        "case": {"case_ref": "MG-2026-201", "channel": channel, "as_of": "2026-11-23", "timezone": "Europe/London"},
        "parties": {"brand": BRAND},
        "payments": [
            {
                "paid_on": "2026-11-20" if channel.startswith(BUYING) else "2026-11-06",
                "amount": "GBP 900.00",
                "method": METHODS[channel],
                "reference": "HP-0911",
                "evidence": ["receipt"],
            }
        ],
        "evidence": SHOTS,
    }
    made = data | (_bought(channel) if channel.startswith(BUYING) else _worked(channel, data, sent=sent))
    return copy.deepcopy(made)  # a test that changes its case changes no other's


def _worked(channel: str, data: dict[str, Any], *, sent: bool) -> dict[str, Any]:
    came = {
        "id": "video-1",
        "type": "video",
        "due": "2026-11-10",
        "status": "posted_on_time",
        "posted_at": "2026-11-09",
    }
    open_ = {"id": "video-2", "type": "video", "due": "2026-11-20", "status": "not_delivered", "evidence": ["feed"]}
    one = channel == "tiktok_one"
    post = {"id": "post", "file": "post.png", "kind": "post_screenshot", "caption": "Video 1 on 9 November 2026."}
    agreed = {
        "id": "agreement",
        "file": "agreement.pdf",
        "kind": "contract",
        "caption": "The agreement of 4 November 2026.",
    }
    asked = {"id": "letter", "file": "letter.png", "kind": "email", "caption": "Our request, and that it was sent."}
    order = {"kind": "platform_order", "order_id": "TTO-48213907"} if one else {"kind": "email_thread"}
    log = [
        {
            "at": "2026-11-21T09:00:00+00:00",
            "event": "checked",
            "by": "brand",
            "deliverable": "video-2",
            "text": "Profile checked: Video 2 is not there",
            "evidence": ["feed"],
        }
    ]
    earlier = {
        "at": "2026-11-20",
        "event": "asked",
        "by": "brand",
        "text": "We asked when Video 2 will come",
        "evidence": ["letter"],
    }
    if sent:  # so that the day to reply is over: the work was due a month before
        data = json.loads(json.dumps(data).replace("2026-11-06", "2026-10-06"))
        came |= {"due": "2026-10-12", "posted_at": "2026-10-09"}
        open_ |= {"due": "2026-10-20"}
        agreed["caption"], post["caption"] = "The agreement of 4 October 2026.", "Video 1 on 9 October 2026."
    return {
        "payments": data["payments"],
        "parties": {"brand": BRAND, "creator": CREATOR},
        "agreement": {
            **order,
            "agreed_on": "2026-10-04" if sent else "2026-11-04",
            "fee": "GBP 900.00",
            "evidence": ["agreement"],
        },
        "deliverables": [open_] if one else [{**came, "evidence": ["post"]}, open_],
        "refund": {"grounds": ["not_delivered" if one else "partially_delivered"]},
        "evidence": [agreed, *data["evidence"], *([] if one else [post]), asked],
        "log": [{**SENT, "at": "2026-11-02", "deadline": "2026-11-16"}, *log] if sent else [earlier, *log],
    }


def _bought(channel: str) -> dict[str, Any]:
    stores = {
        "promote_appstore": {"store": "apple", "order_number": "MQ7T2XK84B"},
        "promote_google_play": {"store": "google", "order_number": "GPA.1234-5678-9012-34567"},
    }
    store = stores.get(channel, {"transaction_id": "TX-1188"})
    failure = {
        "failure": {
            "what": "The promotion showed an error and never started",
            "at": "2026-11-20T10:00:00+00:00",
            "shown": "Something went wrong.",
            "reference": "Error 30412",
            "evidence": ["screen"],
        }
    }
    left = {"balance": {"amount": "GBP 420.00", "read_on": "2026-11-21", "tax": "GBP 70.00"}}
    shot = {
        "id": "screen",
        "file": "screen.png",
        "kind": "order_screen",
        "caption": "What the account showed.",
        "captured_at": "2026-11-21T09:00:00+00:00",
    }
    reply = {"id": "reply", "file": "reply.png", "kind": "ticket_reply", "caption": "What support answered."}
    answer = {
        "at": "2026-11-21",
        "event": "answered",
        "by": "tiktok",
        "text": "Support answered that it was a fault",
        "evidence": ["reply"],
    }
    return {
        "evidence": [SHOTS[0], shot, *([] if channel in BALANCE else [reply])],
        "log": [] if channel in BALANCE else [answer],
        "purchase": {
            "product": "prepaid balance" if channel in BALANCE else "5,000 coins",
            **store,
            **(left if channel in BALANCE else failure),
            "evidence": ["receipt", "screen"],
        },
        "refund": {"grounds": ["unspent_balance" if channel in BALANCE else "technical_issue"]},
        "acknowledged": [{"id": one, "on": "2026-11-23", "by": "Jo Penrose"} for one in ACKNOWLEDGED.get(channel, ())],
    }


ACKNOWLEDGED: Mapping[str, tuple[str, ...]] = {
    "ads_balance_no_bc": ("account_closes",),
    "ads_balance_bc": ("account_closes", "sales_representative"),
}


@dataclass(frozen=True)
class Made:
    """One channel, built: its facts, what each of its files says to a reader, and whether PDF files are among them."""

    facts: Facts
    warnings: tuple[str, ...]
    texts: Mapping[str, str]
    is_typeset: bool


KEYS = [*(name for name in CHANNELS if name != NOBODY), *(f"{name} later" for name in AFTER)]
"""Every channel on which somebody pays back, and again those on which a desk comes after the creator."""
TYPESET = (
    "direct_paypal",
    "direct_card later",
    "tiktok_one",
    "agency",
    "influencer_marketplace",
    "promote_appstore",
    "promote_web_coins",
    "ads_balance_bc",
)
"""Those whose PDF files are made in every run, each kind of packet among them; with --whole all are."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, is_whole: bool) -> Mapping[str, Made]:
    """Build the case of each key."""
    home = tmp_path_factory.mktemp("channels")
    results = {}
    for key in KEYS:
        channel, _, later = key.partition(" ")
        is_typeset = key in TYPESET or is_whole
        with nullcontext() if is_typeset else once.texts_alone():
            results[key] = _build(home / key, case(channel, sent=bool(later)), is_typeset=is_typeset)
    return results


def _build(home: Path, data: dict[str, Any], *, is_typeset: bool = True) -> Made:
    folder = home / "cases" / "MG-2026-201"
    folder.mkdir(parents=True)
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    evidence(folder)
    outcome = pipeline.build(folder, Workspace.containing(folder), home / "build", home.parent / "cache")
    assert not outcome.failed, (data["case"]["channel"], outcome.problems)
    checked, warnings = check(load(folder, Workspace(home)), known := policies.read(None))
    texts = dict(_read(home / "build"))
    return Made(derive(checked, known, warnings), tuple(one.rule for one in outcome.problems), texts, is_typeset)


def _read(build: Path) -> Iterator[tuple[str, str]]:
    """Give what each file says: a packet's own pages, a mail's text, a page without its code and style."""
    for path in sorted(build.rglob("*")):
        name = path.relative_to(build).as_posix()
        if path.suffix == ".txt":
            yield name, path.read_text(encoding="utf-8")
        elif path.suffix == ".pdf" and "packet" in name:
            yield name, read_pdf_text(path.read_bytes()).front
        elif path.suffix == ".eml":
            mail = message_from_bytes(path.read_bytes(), policy=default)
            body = mail.get_body(("plain",))
            yield name, f"{mail['Subject']}\n{body.get_content() if body else ''}"
        elif path.name == "index.html":
            html = re.sub(r"<(style|script|code|pre)\b.*?</\1>", "x", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            yield name, unescape(re.sub(r"<[^>]+>", "|", html))


FEW = 8
"""Lines that would leave a page of a packet looking empty."""
EXPECTED: Mapping[str, tuple[str, ...]] = {
    "promote_web_coins": ("C3",),
    "promote_google_play": ("C3",),
    "direct_paypal later": ("C3",),
}
"""For a part that came PayPal counts 30 days from its delivery. Google takes requests for two days, and in Britain coins can be given back for 14: the case is always within them."""


@pytest.mark.parametrize("key", KEYS)
def test_a_channel_is_built_without_a_problem(made: Mapping[str, Made], key: str) -> None:
    """Nothing to mend, nothing to look at twice, and each document of the plan is there with its reason."""
    assert made[key].warnings == EXPECTED.get(key, ())
    for item in made[key].facts.plan:
        assert item.reason
        assert not made[key].is_typeset or any(name.startswith(item.id) for name in made[key].texts), item.id


@pytest.mark.parametrize("key", KEYS)
def test_the_desk_that_holds_the_money_is_asked(made: Mapping[str, Made], key: str) -> None:
    """At once where it holds the money, after the creator where the creator does; and the page names it."""
    facts = made[key].facts
    planned = [item.desk for item in facts.plan if item.desk]
    # PayPal counts 30 days from the delivery of a part: they end before the creator's days to reply do.
    at_once = facts.channel.asked_first == "desk" or key == "direct_paypal"
    asked_now = at_once or (key.endswith("later") and facts.desk is not None)
    assert planned == ([facts.desk] if asked_now else [])
    page = made[key].texts["index.html"]
    if asked_now:
        assert facts.desk
        creator_first = key == "direct_paypal" or (key.endswith("later") and facts.stage.id == "to_write")
        assert policy_text(facts.desk.name) in in_english(facts.stage.next_act) or creator_first
        assert f"Request to {policy_text(facts.desk.name)}" in page
    assert policy_text(facts.channel.refunder.text) in page


@pytest.mark.parametrize("key", KEYS)
def test_tiktok_is_asked_for_nothing_where_it_never_held_the_money(made: Mapping[str, Made], key: str) -> None:
    """The page says why; where TikTok holds the money it is TikTok that is asked."""
    facts = made[key].facts
    readers = {item.audience for item in facts.plan}
    if facts.channel.tiktok is None:
        assert "tiktok" in readers
        return
    assert "tiktok" not in readers
    assert policy_text(facts.channel.tiktok.text) in made[key].texts["index.html"]
    assert not any("tiktok" in name for name in made[key].texts)


@pytest.mark.parametrize("key", KEYS)
def test_letters_requests_and_packets_agree(made: Mapping[str, Made], key: str) -> None:
    """All ask for the one sum, name the case and the firm, and the letter its reader."""
    facts = made[key].facts
    asked = f"{facts.sums.outstanding.currency} {filters.amount(facts.sums.outstanding)}"
    told = {name: text for name, text in made[key].texts.items() if name != "index.html"}
    assert told
    for name, text in told.items():
        flat = " ".join(text.split())
        assert asked in flat, name
        assert "MG-2026-201" in flat, name
        if not name.endswith("fields.txt"):
            assert "Harbour & Pine Ltd" in flat, name
        if name.startswith("email/"):
            assert "Dear Ana Marlowe," in text, name


@pytest.mark.parametrize("key", KEYS)
def test_nothing_reads_as_made_by_a_machine(made: Mapping[str, Made], key: str) -> None:
    """No blank twice, no None, no key of a file, no doubled full stop."""
    for name, text in made[key].texts.items():
        lines = (
            re.sub(r"(?m)^[A-Z]{1,2}  ", "", text).splitlines()
            if not name.endswith((".pdf", "html"))
            else text.splitlines()
        )
        for line in lines:
            assert "  " not in line.strip() or name.endswith((".pdf", "html")), (name, line)
            assert not re.search(r"\bNone\b(?! of)|\(\)|\[\]|\.\.| ,| \.(?!\w)|: :|;\.", line), (name, line)
            assert not MACHINE.search(line), (name, MACHINE.findall(line), line)


def test_each_kind_of_packet_is_typeset_in_every_run(made: Mapping[str, Made]) -> None:
    """What some channel's plan has is among the files of a channel that is always typeset; one that is not is seen."""
    planned = {item.id for key in KEYS for item in made[key].facts.plan if item.kind == "packet"}
    assert planned == _packets(made, TYPESET)
    assert planned - _packets(made, [key for key in TYPESET if key != "agency"]) == {"packet/agency"}


def _packets(made: Mapping[str, Made], keys: Iterable[str]) -> set[str]:
    return {name.removesuffix(".pdf") for key in keys for name in made[key].texts if name.endswith(".pdf")}


@pytest.mark.parametrize("key", [pytest.param(key, marks=() if key in TYPESET else pytest.mark.whole) for key in KEYS])
def test_no_page_of_a_packet_is_nearly_empty(made: Mapping[str, Made], key: str) -> None:
    """A page of a packet that holds no exhibit has more than a handful of lines."""
    packets = {name: pages(text) for name, text in made[key].texts.items() if name.endswith(".pdf")}
    assert packets
    for name, found in packets.items():
        assert len(found) >= 2, name
        assert min(len(page.splitlines()) for page in found) > FEW, name


def pages(text: str) -> list[str]:
    """Cut the front matter of a packet at its footers."""
    return [page.strip() for page in re.split(r"(?m)^.*prepared \d+ \w+ \d{4}\s+\d+ of \d+\s*$", text) if page.strip()]


def test_a_nearly_empty_page_is_seen() -> None:
    """Three lines that spilled over are a page of their own."""
    foot = "\nMG-1 · A Ltd · prepared 23 November 2026 3 of 9\n"
    assert [len(page.splitlines()) for page in pages(f"a\nb\nc\nd{foot}x\ny\nz{foot}")] == [4, 3]


def test_where_nobody_pays_back_nothing_is_made(tmp_path: Path) -> None:
    """Ad credit is no money: the build says so instead of writing to anybody."""
    folder = tmp_path / "cases" / "MG-2026-201"
    folder.mkdir(parents=True)
    (folder / "case.json").write_text(json.dumps(case(NOBODY)), encoding="utf-8")
    evidence(folder)
    outcome = pipeline.build(folder, Workspace.containing(folder), tmp_path / "build", tmp_path / "cache")
    assert outcome.failed
    assert [one.rule for one in outcome.problems if one.severity == "error"] == ["C15"]
    assert "There is no known way to get this money back." in (tmp_path / "build" / "index.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("line", ["The status is not_delivered.", "by platform_payment on 6 November"])
def test_a_word_of_a_machine_is_seen(line: str) -> None:
    """The search finds what it is for, and lets an address and a file's name be."""
    assert MACHINE.search(line)
    assert not MACHINE.search("ana.m_x@x.example, @ana_marlowe, packet/app_store.pdf")
