"""Default values for what neither case.json nor defaults.json states, in one place for all later steps."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from makegood.domain.ladder import OFFER
from makegood.model.case import Jurisdiction
from makegood.pipeline.check import file_name_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from makegood.model.case import Case, Evidence, LogEntry, Payment, Settings
    from makegood.model.words import EvidenceKind, Paper, Privilege

LABEL = re.compile(r"\bwithout[\W_]*prejudice\b|\bw\s*/\s*p\b", re.IGNORECASE)
"""How people mark settlement offers, which must not be shown to a judge."""
LETTER = frozenset({"US", "CA", "MX"})
"""Countries that print on US Letter."""

PICTURES = frozenset({"png", "jpg", "jpeg", "webp", "gif", "heic", "heif"})
VIDEOS = frozenset({"mp4", "mov", "m4v", "webm", "mkv"})
KINDS: Mapping[str, EvidenceKind] = {
    "amendment": "amendment",
    "contract": "contract",
    "agreement": "contract",
    "brief": "brief",
    "briefing": "brief",
    "invoice": "invoice",
    "receipt": "receipt",
    "paypal": "paypal_record",
    "statement": "bank_statement",
    "bank": "bank_statement",
    "transfer": "bank_statement",
    "order": "order_screen",
    "dm": "dm_screenshot",
    "dms": "dm_screenshot",
    "chat": "chat_export",
    "whatsapp": "chat_export",
    "mail": "email",
    "email": "email",
    "thread": "email",
    "feed": "profile_screenshot",
    "profile": "profile_screenshot",
    "post": "post_screenshot",
    "video": "post_screenshot",
    "analytics": "analytics_export",
    "insights": "analytics_export",
    "ads": "ad_report",
    "policy": "policy_extract",
    "terms": "policy_extract",
    "ticket": "ticket_reply",
    "tracking": "tracking",
    "refund": "refund_proof",
}
"""Words in a file's name and the kind of evidence they stand for; the first such word counts."""
AS_PICTURE: Mapping[EvidenceKind, EvidenceKind] = {
    "chat_export": "dm_screenshot",
    "analytics_export": "analytics_screenshot",
}


def apply_defaults(case: Case) -> Case:
    """Fill in what follows from the case itself, except prices and the method, which the ledger chooses."""
    log = tuple(_mark_without_prejudice(entry) for entry in case.log)
    privileges = {
        evidence_id: entry.privilege for entry in log if entry.privilege != "none" for evidence_id in entry.evidence
    }
    return replace(
        case,
        log=log,
        case=replace(case.case, jurisdiction=case.case.jurisdiction or _jurisdiction(case)),
        payments=_payments(case.payments),
        evidence=_like_originals(tuple(_like_step(item, privileges) for item in _evidence(case.evidence))),
        settings=_settings(case),
    )


def _mark_without_prejudice(entry: LogEntry) -> LogEntry:
    """Mark an offer to settle, and a mail that answers it, as without prejudice even if the entry does not."""
    is_marked = bool(LABEL.search(entry.subject or ""))
    is_privileged = entry.letter == OFFER or is_marked
    return replace(entry, privilege="without_prejudice") if is_privileged and entry.privilege == "none" else entry


def _like_step(item: Evidence, privileges: Mapping[str, Privilege]) -> Evidence:
    """Assign evidence of a privileged step the privilege of that step."""
    return replace(item, privilege=privileges[item.id]) if item.privilege == "none" and item.id in privileges else item


def _like_originals(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Assign a translation, and the same file under another id, the privilege and audience of the original."""
    privileged = _first(evidence, lambda item: item.privilege != "none")
    with_audience = _first(evidence, lambda item: bool(item.audience))
    return tuple(
        replace(
            item,
            privilege=_original(item, privileged).privilege if item.privilege == "none" else item.privilege,
            audience=item.audience or _original(item, with_audience).audience,
        )
        for item in evidence
    )


def _first(
    evidence: tuple[Evidence, ...], has: Callable[[Evidence], bool]
) -> Mapping[tuple[str, str], tuple[int, Evidence]]:
    """Return the first entry that `has` accepts, by its id and by its file."""
    entries: dict[tuple[str, str], tuple[int, Evidence]] = {}
    for index, item in enumerate(evidence):
        if has(item):
            entries.setdefault(("id", item.id), (index, item))
            entries.setdefault(("file", item.file), (index, item))
    return entries


def _original(item: Evidence, first: Mapping[tuple[str, str], tuple[int, Evidence]]) -> Evidence:
    """Return the first entry among what this one translates and those with the same file; itself if there is none."""
    entries = [first.get(("id", item.translation_of or "")), first.get(("file", item.file))]
    return min((entry for entry in entries if entry), key=lambda entry: entry[0], default=(0, item))[1]


def evidence_ids(entries: Iterable[tuple[object, object]]) -> tuple[str, ...]:
    """Return the id of each entry of `(id, file)`: as typed, else made from the file's name, else numbered."""
    return tuple(
        id_ if isinstance(id_, str) and id_ else (_slug(file) or f"evidence-{number}")
        for number, (id_, file) in enumerate(entries, 1)
    )


def payment_ids(ids: Iterable[object]) -> tuple[str, ...]:
    """Return the id of each payment: as typed, else payment-1, payment-2 and so on, skipping typed ids."""
    typed_ids = list(ids)
    taken = {id_ for id_ in typed_ids if isinstance(id_, str)}
    return tuple(
        id_ if isinstance(id_, str) and id_ else unique_name(f"payment-{number}", taken)
        for number, id_ in enumerate(typed_ids, 1)
    )


def kind_by_file_name(file: str) -> EvidenceKind | None:
    """Return the kind of evidence by its file's name; None if the name has no known word."""
    stem, _, ending = file.rpartition("/")[2].rpartition(".")
    ending = ending.lower()
    if ending == "eml":
        return "email"
    if ending in VIDEOS:
        return "screen_recording"
    words = re.split(r"[^a-z]+", file_name_dates.caption_from_name(stem).lower())
    by_word = next((KINDS[word] for word in words if word in KINDS), None)
    return AS_PICTURE.get(by_word, by_word) if by_word and ending in PICTURES else by_word


def _slug(file: object) -> str:
    name = file.rpartition("/")[2] if isinstance(file, str) else ""
    stem = name.rpartition(".")[0] or name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")


def unique_name(name: str, taken: set[str]) -> str:
    """Return the name, with a number appended if it is taken, and add it to `taken`."""
    unique = name if name not in taken else next(new for n in count(2) if (new := f"{name}-{n}") not in taken)
    taken.add(unique)
    return unique


def _jurisdiction(case: Case) -> Jurisdiction | None:
    creator, brand = case.parties.creator, case.parties.brand
    country = creator.country if creator else brand.country
    return Jurisdiction(country=country) if country else None


def _payments(payments: tuple[Payment, ...]) -> tuple[Payment, ...]:
    ids = payment_ids(payment.id for payment in payments)
    return tuple(replace(payment, id=id_) for payment, id_ in zip(payments, ids, strict=True))


def _evidence(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the evidence with its ids, kinds and file names in composed form, as the inventory has them."""
    ids = evidence_ids((item.id, item.file) for item in evidence)
    return tuple(
        replace(
            item,
            id=id_,
            file=composed_name(item.file),
            kind=item.kind or kind_by_file_name(item.file),
            stills=tuple(replace(still, file=composed_name(still.file)) for still in item.stills),
        )
        for item, id_ in zip(evidence, ids, strict=True)
    )


def composed_name(name: str) -> str:
    """Return a file's name in composed form (NFC)."""
    return unicodedata.normalize("NFC", name)


def _settings(case: Case) -> Settings:
    """Return the settings with the paper size of the jurisdiction's country."""
    jurisdiction = case.case.jurisdiction or _jurisdiction(case)
    usual: Paper = "Letter" if jurisdiction and jurisdiction.country in LETTER else "A4"
    return case.settings if case.settings.paper else replace(case.settings, paper=usual)
