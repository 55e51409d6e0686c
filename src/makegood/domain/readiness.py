"""Readiness: the minimum evidence of the chosen grounds, proven or missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from makegood.domain import ledger, windows
from makegood.domain.defects import defects_of, last_day
from makegood.domain.desks import is_promise
from makegood.model.case import Case, Deliverable, Evidence, Payment
from makegood.model.policy import GroundPolicy, MethodPolicy, ProofNeeded
from makegood.model.results import Need
from makegood.model.statement import say
from makegood.model.words import EvidenceKind, Method

VIEWS: frozenset[EvidenceKind] = frozenset(
    {"post_screenshot", "profile_screenshot", "analytics_screenshot", "analytics_export", "screen_recording"}
)
"""Kinds of evidence that show a post, a profile or their figures."""
GOODS_RECEIVED = ProofNeeded(
    id="goods",
    what=say("proof-needed-goods"),
    cited_by="payments",
    where=say("proof-needed-goods-where"),
    kinds=("tracking", "receipt", "email", "dm_screenshot", "chat_export", "order_screen", "other"),
)
"""Replaces the proof of the payment if all of it was goods."""
GOODS_VALUE = ProofNeeded(
    id="value",
    what=say("proof-needed-value"),
    cited_by="payments",
    where=say("proof-needed-value-where"),
    kinds=("invoice",),
)
"""Needed in addition, for each amount that is a value and not a payment."""


def _is_closed(case: Case) -> bool:
    return any(entry.event == "closed" for entry in case.log)


def needs(
    case: Case, grounds: Iterable[GroundPolicy], methods: Mapping[Method, MethodPolicy], next_letter: str
) -> tuple[Need, ...]:
    """Return what the grounds need, each once, with the evidence that proves it.

    A proof that comes with the next letter is left out until that is sent; a closed case needs no more proof.
    """
    out = [payment for payment in case.payments if payment.direction == "out"]
    goods = [payment for payment in out if payment.method and methods[payment.method].repayment == "goods"]
    codes = {defect.code for item in case.deliverables for defect in defects_of(item, case)}
    needed: dict[str, Need] = {}
    for ground in grounds:
        for proof in _minimum(ground, out, goods):
            is_for_others = case.case.channel in proof.not_channels or (
                proof.for_defects and codes.isdisjoint(proof.for_defects)
            )
            if proof.id in needed or is_for_others:
                continue
            need = _need(case, ground, proof, goods)
            is_pending = not need.cites and proof.comes_with and proof.comes_with == next_letter
            if not is_pending and (need.is_proven or not _is_closed(case)):
                needed[proof.id] = need
    return tuple(needed.values())


@dataclass(frozen=True, slots=True)
class _Searched:
    """What is cited for a proof, about one deliverable or the whole case, by whether it shows it."""

    item: Deliverable | None
    fitting: tuple[Evidence, ...]
    unfit: tuple[Evidence, ...]
    wrong_kind: tuple[Evidence, ...]
    is_enough: bool
    is_undated: bool

    @property
    def is_proven(self) -> bool:
        return self.is_enough and not self.is_undated


def _need(case: Case, ground: GroundPolicy, proof: ProofNeeded, goods: list[Payment]) -> Need:
    """Return what a ground needs, proven if each deliverable that it is needed for has evidence of its own."""
    searched = [_search(case, ground, proof, goods, item) for item in _items(case, ground, proof) or (None,)]
    is_proven = all(part.is_proven for part in searched)
    open_parts = [part for part in searched if not part.is_proven]
    return Need(
        id=proof.id,
        what=proof.what,
        where=proof.where,
        cites=_ids_of(part.fitting for part in searched) if is_proven else (),
        kept=_sent_mails(case, proof.comes_with),
        lacking=tuple(part.item.id for part in open_parts if part.item),
        undated=tuple(part.item.id for part in open_parts if part.item and part.is_undated and part.is_enough),
        unfit=_ids_of(part.unfit for part in open_parts if not part.is_enough),
        wrong_kind=_ids_of(part.wrong_kind for part in open_parts if not part.is_enough),
        kinds=proof.kinds,
        taken=proof.taken,
        ground=ground.id,
        cited_by=proof.cited_by,
    )


def _ids_of(parts: Iterable[tuple[Evidence, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.id for part in parts for item in part))


def _items(case: Case, ground: GroundPolicy, proof: ProofNeeded) -> tuple[Deliverable, ...]:
    """Return the deliverables for each of which a proof is needed; empty if it is needed for the case as a whole."""
    if proof.for_each == "delivered":
        return tuple(item for item in case.deliverables if ledger.is_delivered(item))
    if proof.for_each == "affected":
        return tuple(item for item in case.deliverables if ground.is_shown_by(item, defects_of(item, case)))
    return ()


def _search(
    case: Case, ground: GroundPolicy, proof: ProofNeeded, goods: Iterable[Payment], item: Deliverable | None
) -> _Searched:
    """Sort the evidence that the right part of the case cites by whether it shows what is to be proven."""
    cited_ids = _cited(case, ground, proof, goods, item)
    cited = [
        exhibit
        for exhibit in case.evidence
        if exhibit.privilege == "none" and (cited_ids is None or exhibit.id in cited_ids)
    ]
    right_kind = [exhibit for exhibit in cited if _is_of_kind(exhibit, proof)]
    fitting = tuple(exhibit for exhibit in right_kind if _is_taken_in_time(exhibit, proof, item, case))
    return _Searched(
        item=item,
        fitting=fitting,
        unfit=tuple(exhibit for exhibit in right_kind if exhibit not in fitting),
        wrong_kind=tuple(
            exhibit for exhibit in cited if exhibit not in right_kind and _is_meant_to_show(exhibit, proof)
        ),
        is_enough=len(fitting) >= proof.at_least,
        is_undated=proof.needs_posting_day and item is not None and windows.posted_on(item, case) is None,
    )


def _minimum(ground: GroundPolicy, out: list[Payment], goods: list[Payment]) -> Iterator[ProofNeeded]:
    """Yield what a ground needs; where goods were given, their value is to be proven too."""
    for proof in ground.minimum:
        if proof.id == "payment" and goods:
            yield from (GOODS_RECEIVED, GOODS_VALUE) if goods == out else (proof, GOODS_VALUE)
        else:
            yield proof


def _sent_mails(case: Case, letter: str) -> tuple[str, ...]:
    """Return the names of the mails in sent/ that are this letter."""
    return tuple(
        entry.eml for entry in case.log if entry.event == "sent" and letter and entry.letter == letter and entry.eml
    )


def _is_of_kind(item: Evidence, proof: ProofNeeded) -> bool:
    """Return whether evidence is of a kind that can show it; without a kind, it can if the right part cites it.

    The value of goods is proven by certain kinds only.
    """
    takes_any = proof.cited_by is not None and proof != GOODS_VALUE
    return not proof.kinds or item.kind in proof.kinds or (item.kind is None and takes_any)


def _is_meant_to_show(item: Evidence, proof: ProofNeeded) -> bool:
    """Return whether evidence of a wrong kind looks like an attempt at a proof: both are views of posts, or neither is.

    A chat about a sale among the evidence of a video is no attempt at a picture of the video.
    """
    return proof.cited_by is not None and (item.kind in VIEWS) == (not VIEWS.isdisjoint(proof.kinds))


def first_due(case: Case) -> date | None:
    """Return the first day on which work was due that was not delivered."""
    return min((item.due for item in case.deliverables if item.due and not ledger.is_delivered(item)), default=None)


def _first_day_passed(case: Case) -> date | None:
    """Return the first of the last days of work that was not delivered."""
    days = (_last_day_passed(item, case) for item in case.deliverables if not ledger.is_delivered(item))
    return min((day for day in days if day), default=None)


def _last_day_passed(item: Deliverable, case: Case) -> date | None:
    """Return the later day that was agreed for work, if it has passed; else its due day."""
    last = last_day(item, case)
    return last if last is None or last < case.case.as_of else item.due


def agreed_days_passed(case: Case) -> dict[int, date]:
    """Return each day that is over by which something was to be delivered as agreed, by its place in the log."""
    return {
        index: entry.deadline
        for index, entry in enumerate(case.log)
        if is_promise(entry) and entry.privilege == "none" and entry.deadline and entry.deadline < case.case.as_of
    }


def _is_taken_in_time(exhibit: Evidence, proof: ProofNeeded, item: Deliverable | None, case: Case) -> bool:
    """Return whether evidence was captured when it has to be for a proof; a day that is not known is not.

    Nothing that was captured before a piece of work came shows that it came.
    """
    taken_at = exhibit.captured_at or exhibit.created_on
    if proof.taken is None:
        posted_on = windows.posted_on(item, case) if item and proof.for_each == "delivered" else None
        return posted_on is None or taken_at is None or windows.day_of(taken_at, case) >= posted_on
    if proof.taken == "after_due":
        due_on = _last_day_passed(item, case) if item else _first_day_passed(case)
        return due_on is None or (taken_at is not None and windows.day_of(taken_at, case) > due_on)
    if proof.taken == "after_agreed":
        agreed = max(agreed_days_passed(case).values(), default=None)
        return agreed is None or (taken_at is not None and windows.day_of(taken_at, case) > agreed)
    removed_at = item.removed_at if item else None
    if taken_at is None or removed_at is None:
        return taken_at is not None
    if isinstance(taken_at, datetime) and isinstance(removed_at, datetime):
        is_before = taken_at < removed_at
    else:
        is_before = windows.day_of(taken_at, case) < windows.day_of(removed_at, case)
    return is_before == (proof.taken == "while_online")


def _cited(
    case: Case, ground: GroundPolicy, proof: ProofNeeded, goods: Iterable[Payment], item: Deliverable | None
) -> frozenset[str] | None:
    """Return the ids of the evidence that the right part of the case cites, of one deliverable if it is given.

    None: any evidence counts.
    """
    if proof.cited_by is None:
        return None
    # Only what asked the other party for something; a look at the profile did not.
    if proof.comes_with:
        return _ids(entry for entry in case.log if entry.event in {"asked", "sent"} and entry.by in {None, "brand"})
    if proof in (GOODS_RECEIVED, GOODS_VALUE):
        return _ids(goods)
    if proof.cited_by == "deliverables":
        return _cited_for_work(case, item)
    if proof.cited_by == "defects":
        items = case.deliverables if item is None else (item,)
        defects = [defect for work in items for defect in work.defects]
        return _ids(defect for defect in defects if item is None or defect.code in ground.defects)
    agreement, purchase = case.agreement, case.purchase
    failure = purchase.failure if purchase else None
    parts: Mapping[str, Iterable[object]] = {
        "agreement": [agreement] if agreement else [],
        "payments": [payment for payment in case.payments if payment.direction == "out"],
        "log": case.log,
        "purchase": [part for part in (purchase, failure) if part],
        "amendments": agreement.amendments if agreement else (),
    }
    return _ids(parts[proof.cited_by])


def _cited_for_work(case: Case, item: Deliverable | None) -> frozenset[str]:
    """Return the ids of the evidence of one deliverable, or of all; a look that names none is about all of them."""
    if item is None:
        return _ids(case.deliverables) | _ids(
            entry for entry in case.log if entry.deliverable or entry.event == "checked"
        )
    entries = (
        entry
        for entry in case.log
        if entry.deliverable == item.id or (entry.event == "checked" and not entry.deliverable)
    )
    return _ids([item]) | _ids(item.defects) | _ids(entries)


def _ids(parts: Iterable[object]) -> frozenset[str]:
    return frozenset(evidence_id for part in parts for evidence_id in part.evidence)  # type: ignore[attr-defined]  # all have it
