"""The case.json to begin with: what is known stands in it, what is not says FILL IN, and `check` lists what is left."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from makegood.ledger import MISSING
from makegood.model.words import AgreementKind, DeliverableStatus, EntityType, GroundId, OrderStage, Store
from makegood.new.layout import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from makegood.model.source import EvidenceFile
    from makegood.model.words import Channel

BUYING = ("promote_", "ads_")
NOTHING: Mapping[str, str] = MappingProxyType({})
DAY = "FILL IN: like 2026-09-15"
AMOUNT = "FILL IN: like GBP 500.00"
FILE = "FILL IN: its name"
SHOWS = "FILL IN: what it shows"
TAKEN = "FILL IN: like 2026-09-16"
POSTED = {
    "url": "FILL IN: the video's address; not posted: take this key out",
    "posted_at": "FILL IN: like 2026-09-14; not posted, or url is there: take this key out",
}
ASKED = {
    "at": "FILL IN: like 2026-09-17", "event": "asked", "by": "brand",
    "text": "FILL IN: what you asked, or empty []",
}  # fmt: skip

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
) -> str:
    """Write the text of a first case.json.

    `evidence` are the files that lie in its folder already. `known` are values that take the place of a FILL IN, by
    the names of the columns of a list of creators, and `roles` what files prove whose names need not tell it. What
    `shared`, the data of `defaults.json`, says is not asked again.
    """
    buying = channel.startswith(BUYING)
    proving = ("receipt", "screen") if buying else ("agreement", "receipt", "feed")
    entries, proof = _evidence(list(evidence), proving, roles)
    parties = {"brand": _BRAND} | ({} if buying else {"creator": _creator(known)})
    zone = "FILL IN: like Europe/London"
    instead = ["make_good"] if channel.startswith("direct_") else None
    reference = {key: known[key] for key in ("reference",) if key in known}
    ground = known.get("ground", _ground(channel))
    paid = {"paid_on": known.get("paid_on", DAY), "amount": known.get("amount", AMOUNT), **reference}
    case: dict[str, Any] = {
        "$schema": schema,
        "case": {"case_ref": ref, "channel": channel, "as_of": today.isoformat(), "timezone": zone},
        "parties": parties,
        **({"purchase": _purchase(channel, proof["screen"])} if buying else _work(channel, proof, known)),
        "payments": [{**paid, "evidence": proof["receipt"]}],
        "refund": {"grounds": [ground], **({"alternatives": instead} if instead else {})},
        "evidence": entries,
        "log": [ASKED],
    }
    return layout(_unanswered(case, shared)) + "\n"


def _unanswered(asked: dict[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out each question that is answered already, and what then holds nothing."""
    left = {}
    for key, value in asked.items():
        answer = shared.get(key)
        if isinstance(value, dict) and isinstance(answer, dict):
            if rest := _unanswered(value, answer):
                left[key] = rest
        elif answer is None or not str(value).startswith("FILL IN"):
            left[key] = value
    return left


_BRAND = {
    "legal_name": "FILL IN: your firm, as registered",
    "contact": {"name": "FILL IN: who signs the mails", "email": "FILL IN: for the answers"},
}


def _one_of(words: Iterable[str], field: str = "") -> str:
    """Write the question for a word: all that are allowed, or the usual ones and how to see them all."""
    *most, last = words
    return f"FILL IN: {', '.join(most)} or {last}{f'; all: make explain NAME={field}' if field else ''}"


STATUSES: tuple[DeliverableStatus, ...] = (
    "not_delivered", "posted_on_time", "posted_late", "posted_nonconforming", "removed_early",
)  # fmt: skip
GROUNDS: tuple[GroundId, ...] = ("not_delivered", "partially_delivered", "late", "nonconforming", "removed_early")
FAULTS: tuple[GroundId, ...] = (
    "technical_issue", "unauthorised_or_duplicate_charge", "not_approved", "unspent_balance", "ads_underdelivery",
)  # fmt: skip
"""Grounds where something was bought, not somebody hired."""


_CREATOR = {
    "display_name": "FILL IN: the creator's name",
    "handle": "FILL IN: like @ana.example",
    "email": "FILL IN: for the mails",
    "entity_type": _one_of(get_args(EntityType)),
    "country": "FILL IN: two letters, like GB",
}


def _creator(known: Mapping[str, str]) -> dict[str, str]:
    """Give the creator with what is known; how to greet is no question, so it is there only where it is known."""
    keys = [key for key in ("display_name", "salutation_name", *_CREATOR) if key in _CREATOR or key in known]
    return {key: known[key] if key in known else _CREATOR[key] for key in dict.fromkeys(keys)}


def _work(channel: Channel, proof: dict[str, list[str]], known: Mapping[str, str]) -> dict[str, Any]:
    on_platform = {
        "kind": "platform_order",
        "order_id": "FILL IN: the number of the order",
        "order_stage": _one_of(get_args(OrderStage)),
    }
    by_themselves = {"kind": _one_of(get_args(AgreementKind))}
    deliverable = {
        "id": "video-1",
        "type": "video",
        "due": known.get("due", DAY),
        "status": known.get("status", _one_of(STATUSES, "status")),
        **({} if known.get("status") in MISSING else POSTED),
    }
    return {
        "agreement": {
            **(on_platform if channel == "tiktok_one" else by_themselves),
            "agreed_on": known.get("agreed_on", DAY),
            "fee": known.get("fee", "FILL IN: the price of all of it, like GBP 500.00"),
            "evidence": proof["agreement"],
        },
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


def _evidence(
    files: list[EvidenceFile], roles: tuple[str, ...], given: Mapping[str, str] = NOTHING
) -> tuple[list[dict[str, str]], dict[str, list[str]]]:
    """Make the entries, one for each file or for each thing to prove, and say which ids prove what.

    `given` says of files what they prove, before their names do.
    """
    if not files:
        entries = [{"id": role, "file": FILE, "caption": SHOWS, **_taken(role)} for role in roles]
        return entries, {role: [role] for role in roles}
    taken: set[str] = set()
    named = [(_id(file.name, taken), file.name) for file in files]
    entries = [{"id": one, "file": name, "caption": SHOWS, **_taken(given.get(name) or one)} for one, name in named]
    return entries, {role: _proving(entries, role, given) for role in roles}


def _taken(name: str) -> dict[str, str]:
    """Ask for the day of a screenshot: that is what shows that something was missing after it was due."""
    return {"captured_at": TAKEN} if any(word in name for role in ("feed", "screen") for word in _NAMES[role]) else {}


def _proving(entries: list[dict[str, str]], role: str, given: Mapping[str, str]) -> list[str]:
    found = [entry["id"] for entry in entries if (given.get(entry["file"]) or _told(entry["id"], role)) == role]
    return found or ["FILL IN: the id of its proof"]


def _told(name: str, role: str) -> str:
    """Say whether a name tells this role."""
    return role if any(word in name for word in _NAMES[role]) else ""


def _id(name: str, taken: set[str]) -> str:
    """Make a slug of a file's name: letters, digits and hyphens; a number behind it where it is taken."""
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:50].strip("-") or "file"
    number = 2
    free = slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    taken.add(free)
    return free
