"""The case.json to begin with: what is known stands in it, what is not says FILL IN, and `check` lists what is left."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from makegood.model.words import AgreementKind, DeliverableStatus, OrderStage, Store
from makegood.pipeline import suggestions
from makegood.pipeline.check.files import stubs
from makegood.pipeline.load.merge import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from makegood.model.policy import ChannelPolicy
    from makegood.model.source import EvidenceFile

NOTHING: Mapping[str, str] = MappingProxyType({})
DAY = "FILL IN: like 2026-09-15"
AMOUNT = "FILL IN: like GBP 500.00"
COUNTRY = "FILL IN: two letters, like GB"
SHARED = (
    "/parties/brand/legal_name",
    "/parties/brand/contact/name",
    "/parties/brand/contact/email",
    "/parties/brand/country",
    "/case/timezone",
    "/parties/brand/address",
)
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
    channel: ChannelPolicy,
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
    files = list(evidence)
    entries = list(stubs({}, (file.name for file in files)))
    proof = {role: [one["id"] for one in entries if _proves(one, role, roles)] for role in _NAMES}
    creator = {"creator": _creator(channel, known)} if "creator" in channel.needs else {}
    parties = {"brand": _brand(channel)} | creator | _platform(channel)
    zone = "FILL IN: like Europe/London"
    # Work instead of money is the brand's to offer: it is asked on a terminal, and never written unasked.
    instead: list[str] | None = [] if "refund.alternatives" in channel.asks else None
    reference = {key: known[key] for key in ("reference",) if key in known}
    ground = known.get("ground", _ground(channel))
    paid = {"paid_on": known.get("paid_on", DAY), "amount": known.get("amount", AMOUNT), **reference}
    case: dict[str, Any] = {
        "$schema": schema,
        "case": {"case_ref": ref, "channel": channel.id, "as_of": today.isoformat(), "timezone": zone},
        "parties": parties,
        **(_work(channel, proof, known) if "deliverables" in channel.needs or "agreement" in channel.needs else {}),
        **({"purchase": _purchase(channel, proof["screen"])} if channel.is_bought else {}),
        "payments": [{**paid, "evidence": proof["receipt"]}],
        "refund": {"grounds": [ground], **({"alternatives": instead} if instead is not None else {})},
    }
    left = _unanswered(case, shared)
    return left | {"evidence": offered(merge(left, shared), files), "log": [], **_accepted(channel)}


def offered(data: Mapping[str, Any], files: list[EvidenceFile]) -> list[dict[str, str]]:
    """Make an entry for each file; a letter can go out before its proof."""
    return suggestions.entries_for_files(data, (file.name for file in files), files) if files else []


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


def _brand(channel: ChannelPolicy) -> dict[str, Any]:
    """Ask for the firm, and for what it is called by whoever is asked on this channel."""
    asked: dict[str, Any] = {
        "legal_name": "FILL IN: your firm, as registered",
        "contact": {"name": "FILL IN: who signs the mails", "email": "FILL IN: for the answers"},
        "country": COUNTRY,
    }
    if "parties.brand.address" in channel.asks:
        asked["address"] = [_ADDRESS]
    if "parties.brand.ad_account_id" in channel.asks:
        asked["ad_account_id"] = "FILL IN: the number of the ad account"
    if "parties.brand.business_center_id" in channel.asks:
        asked["business_center_id"] = "FILL IN: the number of the Business Center"
    return asked


def _platform(channel: ChannelPolicy) -> dict[str, Any]:
    """Ask for the company that the invoice names: a notice about ads goes to it."""
    company = "FILL IN: the company on TikTok's invoice; not known: take platform out"
    is_asked = "parties.platform.contracting_entity" in channel.asks
    return {"platform": {"contracting_entity": company}} if is_asked else {}


def _accepted(channel: ChannelPolicy) -> dict[str, Any]:
    """Ask who has accepted what cannot be undone: the first that the channel asks for."""
    for rule in channel.acknowledgements[:1]:
        *most, last = rule.any_of
        what = f"FILL IN: {', '.join(most)} or {last}" if most else last
        return {"acknowledged": [{"id": what, "on": DAY, "by": f"FILL IN: {rule.who}"}]}
    return {}


def _one_of(words: Iterable[str], field: str = "", more: str = "") -> str:
    """Write the question for a word: all that are allowed, or the usual ones and how to see them all."""
    *most, last = words
    listed = f"{', '.join(most)} or {last}" if most else last
    return f"FILL IN: {listed}{more}{f'; all: make explain NAME={field}' if field else ''}"


STATUSES: tuple[DeliverableStatus, ...] = (
    "not_delivered",
    "posted_on_time",
    "posted_late",
    "posted_nonconforming",
    "removed_early",
)


_ADDRESS = "FILL IN: a text for each line, as on a letter; not known: []"
_CREATOR: Mapping[str, Any] = {
    "display_name": "FILL IN: the creator's name",
    "handle": "FILL IN: like @ana.example",
    "email": "FILL IN: for the mails; there is none: take this key out",
    "entity_type": "unknown",
    "country": COUNTRY,
}


def _creator(channel: ChannelPolicy, known: Mapping[str, str]) -> dict[str, Any]:
    """Give the creator with what is known; how to greet is no question, so it is there only where it is known."""
    keys = [key for key in ("display_name", "salutation_name", *_CREATOR) if key in _CREATOR or key in known]
    asked = {key: known[key] if key in known else _CREATOR[key] for key in dict.fromkeys(keys)}
    # A list of creators has no column for it, and nobody opens thirty files to say that it is not known.
    return asked | ({"address": [_ADDRESS]} if "parties.creator.address" in channel.asks and not known else {})


def _work(channel: ChannelPolicy, proof: dict[str, list[str]], known: Mapping[str, str]) -> dict[str, Any]:
    number = {"order_id": "FILL IN: the number of the order"}
    kind: dict[str, str] = {"kind": _one_of(get_args(AgreementKind))}
    if "agreement.order_stage" in channel.asks:
        kind = {"kind": "platform_order", **number, "order_stage": _one_of(get_args(OrderStage))}
    elif "agreement.order_id" in channel.asks:
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


def _purchase(channel: ChannelPolicy, proof: list[str]) -> dict[str, Any]:
    has_balance = "purchase.balance" in channel.asks
    asked: dict[str, Any] = {
        "balance": {"amount": AMOUNT, "read_on": DAY},
        "store": _one_of(channel.stores or get_args(Store)),
        "order_number": "FILL IN: as on the store's receipt",
        "transaction_id": "FILL IN: as on TikTok's receipt",
        "failure": {"what": "FILL IN: what went wrong", "at": DAY, "evidence": proof},
    }
    kept = {key: value for key, value in asked.items() if f"purchase.{key}" in channel.asks}
    like = "prepaid balance" if has_balance else "5,000 coins for Promote"
    return {"product": f"FILL IN: like {like}", **kept, **({"evidence": proof} if has_balance else {})}


def _ground(channel: ChannelPolicy) -> str:
    if not channel.grounds:
        return "FILL IN: why you ask for the money back; all: make explain NAME=grounds"
    return channel.grounds[0] if len(channel.grounds) == 1 else _one_of(channel.grounds, "grounds")


def _proves(entry: Mapping[str, Any], role: str, given: Mapping[str, str]) -> bool:
    """Return whether a file proves something: as it was said of it, else as its name tells."""
    said = given.get(entry["file"])
    return said == role if said else any(word in entry["id"] for word in _NAMES[role])
