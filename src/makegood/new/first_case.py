"""The case.json to begin with: what is known stands in it, what is not says FILL IN, and `check` lists what is left."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from makegood import offer
from makegood.check.files import stubs
from makegood.load.merge import merge
from makegood.model.words import AgreementKind, DeliverableStatus, GroundId, OrderStage, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from makegood.model.source import EvidenceFile
    from makegood.model.words import Channel

BUYING = ("promote_", "ads_")
BY_POST = ("direct_bank", "direct_paypal", "direct_card")
"""Channels whose last letter goes by post as well: the addresses are asked for at once, not then."""
NOTHING: Mapping[str, str] = MappingProxyType({})
DAY = "FILL IN: like 2026-09-15"
AMOUNT = "FILL IN: like GBP 500.00"
COUNTRY = "FILL IN: two letters, like GB"
SHARED = (
    "/parties/brand/legal_name", "/parties/brand/contact/name", "/parties/brand/contact/email",
    "/parties/brand/country", "/case/timezone", "/parties/brand/address",
)  # fmt: skip
"""What is the same in all cases of a firm: `defaults.json` is the place for it."""

# What proves what, and the words in a file's name that give it away.
_NAMES = {
    "agreement": ("agreement", "contract", "thread", "order", "terms", "brief"),
    "receipt": ("receipt", "payment", "invoice", "statement", "transfer", "paid"),
    "feed": ("feed", "profile", "post", "video", "missing"),
    "screen": ("screen", "balance", "error", "failed", "rejected", "account"),
}


def first_case(
    *,
    ref: str,
    channel: Channel,
    today: date,
    schema: str,
    shared: Mapping[str, Any],
    evidence: Iterable[EvidenceFile],
    known: Mapping[str, str] = NOTHING,
    roles: Mapping[str, str] = NOTHING,
) -> dict[str, Any]:
    """Return the data of a first case.json.

    `evidence` are the files that lie in its folder already. `known` are values that take the place of a FILL IN, by
    the names of the columns of a list of creators, and `roles` what files prove whose names need not tell it. What
    `shared`, the data of `defaults.json`, says is not asked again.
    """
    buying = channel.startswith(BUYING)
    files = list(evidence)
    entries = list(stubs({}, (file.name for file in files)))
    proof = {role: [one["id"] for one in entries if _proves(one, role, roles)] for role in _NAMES}
    creator = {} if buying else {"creator": _creator(channel, known)}
    parties = {"brand": _brand(channel)} | creator | _platform(channel)
    zone = "FILL IN: like Europe/London"
    # Work instead of money is the brand's to offer: it is asked on a terminal, and never written unasked.
    instead: list[str] | None = [] if channel.startswith("direct_") else None
    reference = {key: known[key] for key in ("reference",) if key in known}
    ground = known.get("ground", _ground(channel))
    paid = {"paid_on": known.get("paid_on", DAY), "amount": known.get("amount", AMOUNT), **reference}
    case: dict[str, Any] = {
        "$schema": schema,
        "case": {"case_ref": ref, "channel": channel, "as_of": today.isoformat(), "timezone": zone},
        "parties": parties,
        **({"purchase": _purchase(channel, proof["screen"])} if buying else _work(channel, proof, known)),
        "payments": [{**paid, "evidence": proof["receipt"]}],
        "refund": {"grounds": [ground], **({"alternatives": instead} if instead is not None else {})},
    }
    left = _unanswered(case, shared)
    return left | {"evidence": offered(merge(left, shared), files), "log": [], **_accepted(channel)}


def offered(data: Mapping[str, Any], files: list[EvidenceFile]) -> list[dict[str, str]]:
    """Make an entry for each file; a letter can go out before its proof."""
    return offer.made(data, (file.name for file in files), files) if files else []


def _unanswered(asked: dict[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out each question that is answered already, and what then holds nothing."""
    left = {}
    for key, value in asked.items():
        answer = shared.get(key)
        if isinstance(value, dict) and isinstance(answer, dict):
            if rest := _unanswered(value, answer):
                left[key] = rest
        elif answer is None or not is_open(value):
            left[key] = value
    return left


def is_open(value: Any) -> bool:
    """Say whether a value is still to be filled in; a list is where its first entry is."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, str) and first.startswith("FILL IN")


def _brand(channel: Channel) -> dict[str, Any]:
    """Ask for the firm, and for what it is called by whoever is asked on this channel."""
    asked: dict[str, Any] = {
        "legal_name": "FILL IN: your firm, as registered",
        "contact": {"name": "FILL IN: who signs the mails", "email": "FILL IN: for the answers"},
        "country": COUNTRY,
    }
    if channel in BY_POST:
        asked["address"] = [_ADDRESS]
    if channel.startswith("ads_"):
        asked["ad_account_id"] = "FILL IN: the number of the ad account"
    if channel == "ads_balance_bc":
        asked["business_center_id"] = "FILL IN: the number of the Business Center"
    return asked


def _platform(channel: Channel) -> dict[str, Any]:
    """Ask for the company that the invoice names: a notice about ads goes to it."""
    company = "FILL IN: the company on TikTok's invoice; not known: take platform out"
    return {"platform": {"contracting_entity": company}} if channel.startswith("ads_") else {}


def _accepted(channel: Channel) -> dict[str, Any]:
    """Ask who has accepted what cannot be undone."""
    if channel == "ads_balance_bc":
        what, by = "FILL IN: sales_representative or all_accounts_close", "FILL IN: who accepts it"
    elif channel == "ads_balance_no_bc":
        what, by = "account_closes", "FILL IN: who has read that the account closes for good, and accepts it"
    else:
        return {}
    return {"acknowledged": [{"id": what, "on": DAY, "by": by}]}


def _one_of(words: Iterable[str], field: str = "", more: str = "") -> str:
    """Write the question for a word: all that are allowed, or the usual ones and how to see them all."""
    *most, last = words
    return f"FILL IN: {', '.join(most)} or {last}{more}{f'; all: make explain NAME={field}' if field else ''}"


STATUSES: tuple[DeliverableStatus, ...] = (
    "not_delivered", "posted_on_time", "posted_late", "posted_nonconforming", "removed_early",
)  # fmt: skip
GROUNDS: tuple[GroundId, ...] = ("not_delivered", "partially_delivered", "late", "nonconforming", "removed_early")
FAULTS: tuple[GroundId, ...] = (
    "technical_issue", "unauthorised_or_duplicate_charge", "not_approved", "unspent_balance", "ads_underdelivery",
)  # fmt: skip
"""Grounds where something was bought, not somebody hired."""


_ADDRESS = "FILL IN: a text for each line, as on a letter; not known: []"
_CREATOR: Mapping[str, Any] = {
    "display_name": "FILL IN: the creator's name",
    "handle": "FILL IN: like @ana.example",
    "email": "FILL IN: for the mails; there is none: take this key out",
    "entity_type": "unknown",
    "country": COUNTRY,
}


def _creator(channel: Channel, known: Mapping[str, str]) -> dict[str, Any]:
    """Give the creator with what is known; how to greet is no question, so it is there only where it is known."""
    keys = [key for key in ("display_name", "salutation_name", *_CREATOR) if key in _CREATOR or key in known]
    asked = {key: known[key] if key in known else _CREATOR[key] for key in dict.fromkeys(keys)}
    # A list of creators has no column for it, and nobody opens thirty files to say that it is not known.
    return asked | ({"address": [_ADDRESS]} if channel in BY_POST and not known else {})


def _work(channel: Channel, proof: dict[str, list[str]], known: Mapping[str, str]) -> dict[str, Any]:
    number = {"order_id": "FILL IN: the number of the order"}
    kind: dict[str, str] = {"kind": _one_of(get_args(AgreementKind))}
    if channel == "tiktok_one":
        kind = {"kind": "platform_order", **number, "order_stage": _one_of(get_args(OrderStage))}
    elif channel in {"tiktok_shop_affiliate", "influencer_marketplace"}:
        kind |= {"order_id": f"{number['order_id']}; not known: take this key out"}
    fee = {key: known[key] for key in ("fee",) if key in known}
    deliverable = {
        "id": "video-1",
        "type": "video",
        "due": known.get("due", DAY),
        "status": known.get("status", _one_of(STATUSES, "status", "; posted: add its url")),
    }
    return {
        "agreement": {**kind, "agreed_on": known.get("agreed_on", DAY), **fee, "evidence": proof["agreement"]},
        "deliverables": [{**deliverable, "evidence": proof["feed"]}],
    }


def _purchase(channel: Channel, proof: list[str]) -> dict[str, Any]:
    balance = {"balance": {"amount": AMOUNT, "read_on": DAY}, "evidence": proof}
    failure = {"failure": {"what": "FILL IN: what went wrong", "at": DAY, "evidence": proof}}
    if channel in {"ads_balance_no_bc", "ads_balance_bc", "ads_suspended"}:
        return {"product": "FILL IN: like prepaid balance", **balance}
    if channel == "promote_appstore":
        number = {"store": _one_of(get_args(Store)), "order_number": "FILL IN: as on the store's receipt"}
    else:
        number = {"transaction_id": "FILL IN: as on TikTok's receipt"}
    return {"product": "FILL IN: like 5,000 coins for Promote", **number, **failure}


def _ground(channel: Channel) -> str:
    if channel in {"ads_balance_no_bc", "ads_balance_bc", "ads_suspended"}:
        return "unspent_balance"
    return _one_of(FAULTS if channel.startswith(BUYING) else GROUNDS, "grounds")


def _proves(entry: Mapping[str, Any], role: str, given: Mapping[str, str]) -> bool:
    """Return whether a file proves something: as it was said of it, else as its name tells."""
    said = given.get(entry["file"])
    return said == role if said else any(word in entry["id"] for word in _NAMES[role])
