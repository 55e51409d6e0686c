"""Create the first case.json: known values are filled in, the others begin with FILL IN, and `check` lists them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from makegood.model.words import AgreementKind, DeliverableStatus, OrderStage, Store
from makegood.pipeline import suggestions
from makegood.pipeline.check.files import entry_stubs
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
"""Values that are the same in all cases of a firm, and so belong in `defaults.json`."""

# Words in a file's name that show what it proves.
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
    values: Mapping[str, str] = NOTHING,
    roles: Mapping[str, str] = NOTHING,
) -> dict[str, Any]:
    """Return the data of a first case.json.

    `evidence` are the files that are already in its folder. `values` replace a FILL IN, by the column names of a
    list of creators, and `roles` are what files prove whose names may not show it. What is in `shared`, the data of
    `defaults.json`, is left out.
    """
    files = list(evidence)
    entries = list(entry_stubs({}, (file.name for file in files)))
    proof = {role: [entry["id"] for entry in entries if _proves(entry, role, roles)] for role in _NAMES}
    creator = {"creator": _creator(channel, values)} if "creator" in channel.needs else {}
    parties = {"brand": _brand(channel)} | creator | _platform(channel)
    zone = "FILL IN: like Europe/London"
    # The brand may offer to accept work instead of money: asked on a terminal, never added unasked.
    alternatives: list[str] | None = [] if "refund.alternatives" in channel.asks else None
    reference = {key: values[key] for key in ("reference",) if key in values}
    ground = values.get("ground", _ground(channel))
    paid = {"paid_on": values.get("paid_on", DAY), "amount": values.get("amount", AMOUNT), **reference}
    case: dict[str, Any] = {
        "$schema": schema,
        "case": {"case_ref": ref, "channel": channel.id, "as_of": today.isoformat(), "timezone": zone},
        "parties": parties,
        **(_work(channel, proof, values) if "deliverables" in channel.needs or "agreement" in channel.needs else {}),
        **({"purchase": _purchase(channel, proof["screen"])} if channel.is_bought else {}),
        "payments": [{**paid, "evidence": proof["receipt"]}],
        "refund": {"grounds": [ground], **({"alternatives": alternatives} if alternatives is not None else {})},
    }
    unanswered = _unanswered(case, shared)
    return unanswered | {
        "evidence": evidence_entries(merge(unanswered, shared), files),
        "log": [],
        **_acknowledgement(channel),
    }


def evidence_entries(data: Mapping[str, Any], files: list[EvidenceFile]) -> list[dict[str, str]]:
    """Return an entry for each file; a letter can be sent before its proof."""
    return suggestions.entries_for_files(data, (file.name for file in files), files) if files else []


def _unanswered(questions: dict[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out each question that is already answered, and objects that become empty."""
    remaining = {}
    for key, value in questions.items():
        answer = shared.get(key)
        if isinstance(value, dict) and isinstance(answer, dict):
            if rest := _unanswered(value, answer):
                remaining[key] = rest
        elif answer is None or not is_open(value):
            remaining[key] = value
    return remaining


def is_open(value: Any) -> bool:
    """Return whether a value is still to be filled in; for a list, its first entry."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, str) and first.startswith("FILL IN")


def _brand(channel: ChannelPolicy) -> dict[str, Any]:
    """Return the questions about the firm, with its numbers at those who are asked on this channel."""
    questions: dict[str, Any] = {
        "legal_name": "FILL IN: your firm's registered name",
        "contact": {"name": "FILL IN: the contact person", "email": "FILL IN: the email address for replies"},
        "country": COUNTRY,
    }
    if "parties.brand.address" in channel.asks:
        questions["address"] = [_ADDRESS]
    if "parties.brand.ad_account_id" in channel.asks:
        questions["ad_account_id"] = "FILL IN: the ID of the ad account"
    if "parties.brand.business_center_id" in channel.asks:
        questions["business_center_id"] = "FILL IN: the ID of the Business Center"
    return questions


def _platform(channel: ChannelPolicy) -> dict[str, Any]:
    """Return the question for the company on the invoice: a notice about ads is addressed to it."""
    company = "FILL IN: the company on TikTok's invoice; if unknown, remove platform"
    is_asked = "parties.platform.contracting_entity" in channel.asks
    return {"platform": {"contracting_entity": company}} if is_asked else {}


def _acknowledgement(channel: ChannelPolicy) -> dict[str, Any]:
    """Return the question who accepts what cannot be undone: the first that the channel requires."""
    for rule in channel.acknowledgements[:1]:
        *most, last = rule.any_of
        choices = f"FILL IN: {', '.join(most)} or {last}" if most else last
        return {"acknowledged": [{"id": choices, "on": DAY, "by": f"FILL IN: {rule.who}"}]}
    return {}


def _choices(words: Iterable[str], field: str = "", more: str = "") -> str:
    """Return the text of a question for a word: all allowed words, or the usual ones and how to list all."""
    *most, last = words
    choices = f"{', '.join(most)} or {last}" if most else last
    return f"FILL IN: {choices}{more}{f'; for all values, run make explain NAME={field}' if field else ''}"


STATUSES: tuple[DeliverableStatus, ...] = ("not_delivered", "posted", "removed")
"""The usual answers to whether a deliverable came."""


_ADDRESS = "FILL IN: one text for each line of the address; if unknown, write []"
_CREATOR: Mapping[str, Any] = {
    "display_name": "FILL IN: the creator's name",
    "handle": "FILL IN: like @ana.example",
    "email": "FILL IN: the email address; if there is none, remove this key",
    "entity_type": "unknown",
    "country": COUNTRY,
}


def _creator(channel: ChannelPolicy, values: Mapping[str, str]) -> dict[str, Any]:
    """Return the creator with the known values; the salutation is never asked for."""
    keys = [key for key in ("display_name", "salutation_name", *_CREATOR) if key in _CREATOR or key in values]
    questions = {key: values[key] if key in values else _CREATOR[key] for key in dict.fromkeys(keys)}
    # A list of creators has no column for it, and filling in "unknown" by hand in many cases would be tedious.
    return questions | ({"address": [_ADDRESS]} if "parties.creator.address" in channel.asks and not values else {})


def _work(channel: ChannelPolicy, proof: dict[str, list[str]], values: Mapping[str, str]) -> dict[str, Any]:
    number = {"order_id": "FILL IN: the order number"}
    kind: dict[str, str] = {"kind": _choices(get_args(AgreementKind))}
    if "agreement.order_stage" in channel.asks:
        kind = {"kind": "platform_order", **number, "order_stage": _choices(get_args(OrderStage))}
    elif "agreement.order_id" in channel.asks:
        kind |= {"order_id": f"{number['order_id']}; if unknown, remove this key"}
    fee = {key: values[key] for key in ("fee",) if key in values}
    more = "; if posted, add its url, and what is wrong with it in defects"
    deliverable: dict[str, Any] = {
        "id": "video-1",
        "type": "video",
        "due": values.get("due", DAY),
        "status": values.get("status", _choices(STATUSES, "status", more)),
        **{key: values[key] for key in ("posted_at",) if key in values},
        **({"defects": [{"code": code} for code in values["defects"].split(", ")]} if "defects" in values else {}),
    }
    return {
        "agreement": {**kind, "agreed_on": values.get("agreed_on", DAY), **fee, "evidence": proof["agreement"]},
        "deliverables": [{**deliverable, "evidence": proof["feed"]}],
    }


def _purchase(channel: ChannelPolicy, proof: list[str]) -> dict[str, Any]:
    has_balance = "purchase.balance" in channel.asks
    questions: dict[str, Any] = {
        "balance": {"amount": AMOUNT, "read_on": DAY},
        "store": _choices(channel.stores or get_args(Store)),
        "order_number": "FILL IN: as on the store's receipt",
        "transaction_id": "FILL IN: as on TikTok's receipt",
        "failure": {"what": "FILL IN: what failed", "at": DAY, "evidence": proof},
    }
    required = {key: value for key, value in questions.items() if f"purchase.{key}" in channel.asks}
    example = "prepaid balance" if has_balance else "5,000 coins for Promote"
    return {"product": f"FILL IN: like {example}", **required, **({"evidence": proof} if has_balance else {})}


def _ground(channel: ChannelPolicy) -> str:
    if not channel.grounds:
        return "FILL IN: the ground for the refund; for all grounds, run make explain NAME=grounds"
    return channel.grounds[0] if len(channel.grounds) == 1 else _choices(channel.grounds, "grounds")


def _proves(entry: Mapping[str, Any], role: str, roles: Mapping[str, str]) -> bool:
    """Return whether a file proves something: by its given role, or else by its name."""
    given_role = roles.get(entry["file"])
    return given_role == role if given_role else any(word in entry["id"] for word in _NAMES[role])
