"""Methods that look at the work: what was not delivered, and what did not stay."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import ZERO, CannotCompute, format_number
from makegood.domain.ledger.shares import base, is_delivered, is_even, is_stated, is_weighted, parts, shares, title
from makegood.domain.windows import day_of, posted_on
from makegood.model.case import Case, Deliverable


def per_item(asked: ClaimContext) -> ClaimBreakdown:
    case, book = asked.case, asked.book
    worth = shares(case, book)
    missing = [item for item in case.deliverables if not is_delivered(item)]
    there = [item for item in case.deliverables if is_delivered(item)]
    if not case.deliverables:
        raise missing_field(
            "/deliverables",
            "No deliverable is stated.",
            'Add "deliverables": [ { "id": "video-1", "type": "video", "status": "not_delivered" } ], '
            f"with what was agreed. {OTHERWISE}",
        )
    if not missing:
        raise missing_field(
            "/deliverables",
            "Everything was delivered, so nothing is missing to be paid back.",
            f'Correct the status of what did not come, to "not_delivered". {OTHERWISE}',
        )
    kept = tuple(LedgerEntry(worth[item.id], f"{title(item)}: delivered", item.evidence) for item in there)
    words, told = "The prices of what was not delivered.", _priced(asked, missing, "not delivered")
    what = "The fee" if is_stated(case) else "What was paid"
    if is_even(case):
        words = f"{what} is shared equally among all pieces; the claim is the share of what was not delivered."
        told = _counted(asked, missing)
    elif is_weighted(case):
        words = f"{what} is shared by weight; the claim is the share of what was not delivered."
    return _of_fee(asked, kept, _part(asked, missing), _part(asked, there), words, told)


def _counted(asked: ClaimContext, missing: list[Deliverable]) -> str:
    """Tell `3 videos agreed for GBP 1,500.00: GBP 500.00 a video; 1 not delivered: GBP 500.00.`.

    Where no fee is stated: `GBP 1,500.00 paid for 3 videos: ...`.
    """
    case, fee = asked.case, base(asked.case, asked.book)
    some, whole = parts(case, missing), parts(case, case.deliverables)
    noun = "video" if all(item.type == "video" for item in case.deliverables) else "piece"
    each, sum_ = fee / whole, asked.said(fee * some / whole)
    if whole == 1:
        return ""
    is_round = (each * 10**asked.book.digits).denominator == 1
    share = f"{asked.said(each)} a {noun}" if is_round else "the same for each"
    lead = f"{_number(whole)} {noun}s agreed for {asked.said(fee)}"
    if not is_stated(case):
        lead = f"{asked.said(fee)} paid for {_number(whole)} {noun}s"
    return f"{lead}: {share}; {_number(some)} not delivered: {sum_}."


def _priced(asked: ClaimContext, items: list[Deliverable], what: str) -> str:
    """Tell `Video 2 and Video 3, not delivered: GBP 500.00 and GBP 400.00, together GBP 900.00.`."""
    worth = shares(asked.case, asked.book)
    sums = [asked.said(worth[item.id]) for item in items]
    together = f", together {asked.said(sum((worth[item.id] for item in items), ZERO))}" if len(items) > 1 else ""
    return f"{_joined([title(item) for item in items])}, {what}: {_joined(sums)}{together}."


def _joined(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def live_days(asked: ClaimContext) -> ClaimBreakdown:
    case = asked.case
    worth = shares(case, asked.book)
    kept, open_parts, kept_parts, told = [], [], [], []
    for at, item in enumerate(case.deliverables):
        price = asked.sum(worth[item.id])
        if item.removed_at is not None:
            live, agreed = _live(asked, at, item)
            text = f"{title(item)}: live for {live} of {agreed} days"
            kept.append(LedgerEntry(worth[item.id] * live / agreed, text, item.evidence))
            open_parts.append(f"{price} × ({agreed} − {live}) ÷ {agreed}")
            kept_parts.append(f"{price} × {live} ÷ {agreed}")
            missing = asked.said(worth[item.id] * (agreed - live) / agreed)
            whole = asked.said(worth[item.id])
            told.append(f"{title(item)}: {whole} for {agreed} days, {agreed - live} of them missing: {missing}.")
        elif is_delivered(item):
            kept.append(LedgerEntry(worth[item.id], f"{title(item)}: delivered", item.evidence))
            kept_parts.append(price)
        else:
            open_parts.append(price)
            told.append(_priced(asked, [item], "not delivered"))
    if not any(item.removed_at for item in case.deliverables):
        raise _unsaid(case)
    words = "The price for the days on which the post was not there. Days are counted from date to date."
    return _of_fee(asked, tuple(kept), " + ".join(open_parts), " − ".join(kept_parts), words, " ".join(told))


def _of_fee(  # the two parts, each as figures and as words
    asked: ClaimContext, kept: tuple[LedgerEntry, ...], open_part: str, kept_part: str, words: str, told: str
) -> ClaimBreakdown:
    """Take what was earned off what was paid, so that a fee that was paid in part is not paid back in full.

    What was paid above the fee is no part of a claim about deliverables.
    """
    book = asked.book
    paid, fee = book.total, base(asked.case, book)
    if not kept and paid <= fee:
        return ClaimBreakdown(book.paid, (), asked.paid(), f"{words} Nothing was delivered.")
    if paid < fee:
        more = "Only a part of the fee was paid, so what was delivered is taken off what was paid."
        less = f"{asked.said(total(kept))} for what was delivered: {asked.said(paid - total(kept))}"
        told = f"Of the fee of {asked.said(fee)}, {asked.said(paid)} was paid; less {less}."
        return ClaimBreakdown(book.paid, kept, f"{asked.paid()} − {kept_part}", f"{words} {more}", told)
    if paid > fee:
        kept = (*kept, LedgerEntry(paid - fee, "Paid above the fee, no part of this claim"))
    return ClaimBreakdown(book.paid, kept, open_part, words, told, reason=told)


def _part(asked: ClaimContext, items: list[Deliverable]) -> str:
    """Write the share of some deliverables: `1,500.00 × 1 ÷ 3`, or their prices added up."""
    case = asked.case
    worth = shares(case, asked.book)
    if is_even(case) or (is_weighted(case) and all(item.price is None for item in case.deliverables)):
        some, whole = parts(case, items), parts(case, case.deliverables)
        return f"{asked.sum(base(case, asked.book))} × {_number(some)} ÷ {_number(whole)}"
    return " + ".join(asked.sum(worth[item.id]) for item in items)


def _number(value: Fraction) -> str:
    return format_number(Decimal(value.numerator) / Decimal(value.denominator))


def _unsaid(case: Case) -> CannotCompute:
    """Name all that is not said of a post that was taken down, at the first that is called so."""
    gone = [at for at, item in enumerate(case.deliverables) if item.status == "removed_early"]
    stated = case.agreement and case.agreement.min_live_days
    fix = 'Add "removed_at": "2026-09-12" to it: the day on which it was gone.'
    if not stated and not any(item.min_live_days for item in case.deliverables):
        fix += ' Add "min_live_days": 30 to agreement too: how many days it had to stay.'
    where = f"/deliverables/{gone[0]}" if gone else "/deliverables"
    return missing_field(where, "No deliverable says when it was taken down.", f"{fix} {OTHERWISE}")


def _live(asked: ClaimContext, at: int, item: Deliverable) -> tuple[int, int]:
    """Days live and days agreed of a post that was taken down."""
    case = asked.case
    agreed = item.min_live_days or (case.agreement.min_live_days if case.agreement else None)
    posted = posted_on(item, case)
    if not agreed:
        raise missing_field(
            "/agreement",
            "How many days a post had to stay is not stated.",
            f'Add "min_live_days": 30 to agreement, with your number. {OTHERWISE}',
        )
    if posted is None or item.removed_at is None:
        raise missing_field(
            f"/deliverables/{at}",
            "When this was posted is not stated.",
            f'Add "posted_at": "2026-09-02" to it, or the url of the video. {OTHERWISE}',
        )
    return min(max((day_of(item.removed_at, case) - posted).days, 0), agreed), agreed
