"""What neither file says: each default in one place, so that the steps after this one never ask twice."""

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
"""How people mark what is said to settle, and is not to be shown to a judge."""
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
"""What a word in a file's name tells; the first word that tells something counts."""
AS_PICTURE: Mapping[EvidenceKind, EvidenceKind] = {
    "chat_export": "dm_screenshot",
    "analytics_export": "analytics_screenshot",
}


def apply_defaults(case: Case) -> Case:
    """Fill in what follows from the case itself; the price of a deliverable and the method are the ledger's."""
    log = tuple(_without_prejudice(entry) for entry in case.log)
    apart = {one: entry.privilege for entry in log if entry.privilege != "none" for one in entry.evidence}
    return replace(
        case,
        log=log,
        case=replace(case.case, jurisdiction=case.case.jurisdiction or _jurisdiction(case)),
        payments=_payments(case.payments),
        evidence=_as_its_original(tuple(_kept_apart(one, apart) for one in _evidence(case.evidence))),
        settings=_settings(case),
    )


def _without_prejudice(entry: LogEntry) -> LogEntry:
    """Keep an offer to settle, and a mail that answers it, out of what others read, said so or not."""
    is_marked = bool(LABEL.search(entry.subject or ""))
    is_apart = entry.letter == OFFER or is_marked
    return replace(entry, privilege="without_prejudice") if is_apart and entry.privilege == "none" else entry


def _kept_apart(item: Evidence, apart: Mapping[str, Privilege]) -> Evidence:
    """Keep what shows a privileged step as far apart as the step itself."""
    return replace(item, privilege=apart[item.id]) if item.privilege == "none" and item.id in apart else item


def _as_its_original(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Keep a translation, and the same file under another id, from whom the original is kept."""
    apart = _first(evidence, lambda one: one.privilege != "none")
    told = _first(evidence, lambda one: bool(one.audience))
    return tuple(
        replace(
            item,
            privilege=_original(item, apart).privilege if item.privilege == "none" else item.privilege,
            audience=item.audience or _original(item, told).audience,
        )
        for item in evidence
    )


def _first(
    evidence: tuple[Evidence, ...], has: Callable[[Evidence], bool]
) -> Mapping[tuple[str, str], tuple[int, Evidence]]:
    """Give the first entry that has something, by its id and by its file."""
    found: dict[tuple[str, str], tuple[int, Evidence]] = {}
    for at, item in enumerate(evidence):
        if has(item):
            found.setdefault(("id", item.id), (at, item))
            found.setdefault(("file", item.file), (at, item))
    return found


def _original(item: Evidence, first: Mapping[tuple[str, str], tuple[int, Evidence]]) -> Evidence:
    """Give the first of those that this one goes back to: what it translates, and the same file; else itself."""
    found = [first.get(("id", item.translation_of or "")), first.get(("file", item.file))]
    return min((one for one in found if one), key=lambda one: one[0], default=(0, item))[1]


def evidence_ids(entries: Iterable[tuple[object, object]]) -> tuple[str, ...]:
    """Give the id of each entry of `(id, file)`: as typed, else made from the file's name, else counted."""
    return tuple(
        typed if isinstance(typed, str) and typed else (_slug(file) or f"evidence-{number}")
        for number, (typed, file) in enumerate(entries, 1)
    )


def payment_ids(typed: Iterable[object]) -> tuple[str, ...]:
    """Give the id of each payment: as typed, else payment-1, payment-2 and so on, past those that are typed."""
    given = list(typed)
    taken = {one for one in given if isinstance(one, str)}
    counted = enumerate(given, 1)
    return tuple(one if isinstance(one, str) and one else unique_name(f"payment-{at}", taken) for at, one in counted)


def kind(file: str) -> EvidenceKind | None:
    """Tell the kind of evidence by its file's name; None where the name does not tell."""
    stem, _, ending = file.rpartition("/")[2].rpartition(".")
    ending = ending.lower()
    if ending == "eml":
        return "email"
    if ending in VIDEOS:
        return "screen_recording"
    words = re.split(r"[^a-z]+", file_name_dates.caption_from_name(stem).lower())
    told = next((KINDS[word] for word in words if word in KINDS), None)
    return AS_PICTURE.get(told, told) if told and ending in PICTURES else told


def _slug(file: object) -> str:
    name = file.rpartition("/")[2] if isinstance(file, str) else ""
    stem = name.rpartition(".")[0] or name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")


def unique_name(name: str, taken: set[str]) -> str:
    """Give the name, with a number behind it where it is taken, and take it."""
    found = name if name not in taken else next(new for n in count(2) if (new := f"{name}-{n}") not in taken)
    taken.add(found)
    return found


def _jurisdiction(case: Case) -> Jurisdiction | None:
    creator, brand = case.parties.creator, case.parties.brand
    country = creator.country if creator else brand.country
    return Jurisdiction(country=country) if country else None


def _payments(payments: tuple[Payment, ...]) -> tuple[Payment, ...]:
    ids = payment_ids(payment.id for payment in payments)
    return tuple(replace(payment, id=id_) for payment, id_ in zip(payments, ids, strict=True))


def _evidence(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Names of files are composed, as those of the inventory are, however a Mac typed them."""
    ids = evidence_ids((item.id, item.file) for item in evidence)
    return tuple(
        replace(
            item,
            id=id_,
            file=composed_name(item.file),
            kind=item.kind or kind(item.file),
            stills=tuple(replace(still, file=composed_name(still.file)) for still in item.stills),
        )
        for item, id_ in zip(evidence, ids, strict=True)
    )


def composed_name(name: str) -> str:
    """Write a file's name with its accents as one character each (NFC)."""
    return unicodedata.normalize("NFC", name)


def _settings(case: Case) -> Settings:
    """Choose the paper by the country of whoever reads: the jurisdiction's."""
    jurisdiction = case.case.jurisdiction or _jurisdiction(case)
    usual: Paper = "Letter" if jurisdiction and jurisdiction.country in LETTER else "A4"
    return case.settings if case.settings.paper else replace(case.settings, paper=usual)
