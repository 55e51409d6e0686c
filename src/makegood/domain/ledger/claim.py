"""The claim: the method applied, limited, rounded once, and shown line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from makegood.domain.ledger.books import Books, LedgerEntry, open_books, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import (
    ZERO,
    CannotCompute,
    decimal,
    decimals,
    format_number,
    from_minor_units,
    split_by_largest_remainder,
    to_minor_units,
)
from makegood.domain.ledger.methods import METHODS, suggested
from makegood.domain.ledger.settlements import settled
from makegood.domain.ledger.shares import is_delivered, title
from makegood.model.case import Case
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, GroundPolicy
from makegood.model.results import Computation, ComputationStep, Sums
from makegood.model.words import ComputationMethod, DeliverableStatus

OPEN: Mapping[DeliverableStatus, str] = {
    "draft_submitted": "submitted as a draft, not approved",
    "revision_requested": "submitted as a draft, sent back",
    "cancelled_by_brand": "cancelled by us",
    "cancelled_by_creator": "cancelled by the creator",
}
"""What became of work that is not there; all else was not delivered."""


def compute(
    case: Case, channel: ChannelPolicy, grounds: tuple[GroundPolicy, ...], minor: Mapping[str, int]
) -> Computation:
    """Compute the claim; `minor` has the decimals of each currency.

    The amounts of the steps, in their order, add up to what is outstanding. A stated sum stands in where the
    suggested method lacks something. Raises CannotCompute.
    """
    asked = ClaimContext(case, channel, open_books(case, minor))
    method = case.refund.method or suggested(case, channel, grounds)
    try:
        due = METHODS[method](asked)
    except CannotCompute as error:
        if error.code != "K1" or case.refund.method is not None or case.refund.requested is None:
            raise
        method, due = "negotiated", METHODS["negotiated"](asked)
    return _computation(asked, method, due)


def part(case: Case, channel: ChannelPolicy, whole: Computation, still: Money, minor: Mapping[str, int]) -> Computation:
    """Compute what is claimed through one way of payment; `case` has the payments and the work of that way alone.

    `still` is what is asked there now: what came back by it since is claimed too, and settles a part. `whole` is the
    computation for all ways: what it says of the work is repeated where it is this claim.
    """
    asked = ClaimContext(case, channel, open_books(case, minor))
    book = asked.book
    wanted = Fraction(still.amount) + total(book.since)
    count = to_minor_units(wanted, book.digits)
    kept = book.total - total(book.back) - wanted
    entries = (LedgerEntry(kept, "Not asked for here"),) if kept else ()
    head = f"{asked.paid()}{f' − {asked.sum(kept)}' if kept else ''}"
    told = whole.reason if kept and Fraction(whole.result.amount) == wanted else ""
    if not kept and any(is_delivered(item) for item in case.deliverables):
        told = "What was delivered is paid for by another payment, and is not claimed."
    if kept:
        part_of = f"Of {asked.said(book.total)} paid here, {asked.said(wanted)} is asked for."
        told = f"{told} {part_of}".strip()
    due = ClaimBreakdown(book.paid, entries, head, "What is claimed for the payments that went this way.", told)
    return Computation(
        method=whole.method,
        steps=tuple(_steps(asked, due, entries, count)),
        formula=_formula(book, due, wanted, wanted),
        words=due.words,
        told=_told(asked, due, wanted, wanted),
        exact=decimal(wanted),
        result=from_minor_units(count, book.digits, book.currency),
    )


def sums(case: Case, computation: Computation) -> Sums:
    """Add up what was paid, came back, is claimed, and is still outstanding."""
    code = computation.result.currency
    book = open_books(case, {code: decimals(computation.result)})

    def rounded(value: Fraction) -> Money:
        return from_minor_units(to_minor_units(value, book.digits), book.digits, code)

    claim = Fraction(computation.result.amount)
    given = total(settled(case, book, claim))
    return Sums(
        paid=rounded(book.total),
        returned=rounded(total(book.back) + total(book.since)),
        claimed=computation.result,
        settled=rounded(given),
        outstanding=rounded(max(ZERO, claim - total(book.since) - given)),
        surplus=rounded(max(ZERO, total(book.since) - claim)),
    )


def _computation(asked: ClaimContext, method: ComputationMethod, due: ClaimBreakdown) -> Computation:
    book = asked.book
    open_sum = due.exact - total(book.back)
    limit, why = _limit(asked)
    claim = max(ZERO, min(open_sum, limit))
    if not claim and not book.back:
        raise missing_field(
            "/refund",
            "Nothing is left to be claimed: what was paid is not more than what was earned.",
            f"Correct the payments, a status or the fee. {OTHERWISE}",
        )
    count = to_minor_units(claim, book.digits)
    adjusted = (LedgerEntry(open_sum - claim, why if open_sum > claim else "More came back than is due"),)
    rest = (*due.kept, *(entry for entry in adjusted if entry.amount))
    return Computation(
        method=method,
        steps=tuple(_steps(asked, due, rest, count)),
        formula=_formula(book, due, open_sum, claim),
        words=due.words + _rounding(book.digits, claim),
        told=_told(asked, due, open_sum, claim),
        reason=due.reason,
        rests_on=due.rests_on,
        exact=decimal(claim),
        result=from_minor_units(count, book.digits, book.currency),
    )


def _limit(asked: ClaimContext) -> tuple[Fraction, str]:
    """The most that may be claimed, and which limit that is."""
    book, cap = asked.book, asked.case.refund.cap
    paid = book.total - total(book.back)
    if cap is not None and (most := book.exact(cap, "/refund/cap")) < paid:
        return most, "Above the most that the agreement allows"
    return paid, "Above what was paid and has not come back"


def _steps(
    asked: ClaimContext, due: ClaimBreakdown, rest: tuple[LedgerEntry, ...], claim: int
) -> Iterator[ComputationStep]:
    """Show every line in whole minor units; what rounding leaves over lies in what is taken off."""
    book = asked.book
    start = to_minor_units(total(due.start), book.digits)
    back = to_minor_units(total(book.back), book.digits)
    if due.start != book.paid:
        yield from (ComputationStep(text=entry.text, cites=entry.cites, about=entry.about) for entry in book.paid)
    yield from _lines(book, due.start, start, 1)
    yield from _lines(book, rest, start - back - claim, -1)
    for item in asked.case.deliverables:
        if not is_delivered(item):
            yield ComputationStep(text=f"{title(item)}: {OPEN.get(item.status, 'not delivered')}", cites=item.evidence)
    yield from _lines(book, book.back, back, -1)
    since = to_minor_units(total(book.since), book.digits)
    yield from _lines(book, book.since, since, -1)
    given = settled(asked.case, book, Fraction(claim, 10**book.digits))
    yield from _lines(book, given, to_minor_units(total(given), book.digits), -1)
    if since > claim:
        yield ComputationStep(
            text="More came back than was claimed", amount=from_minor_units(since - claim, book.digits, book.currency)
        )
    yield from (ComputationStep(text=note.text, cites=note.cites) for note in book.notes)
    interest = asked.case.refund.interest
    if interest:
        text = "Interest under the quoted clause comes on top and is no part of this sum"
        yield ComputationStep(text=text, cites=interest.clause.evidence)


def _lines(book: Books, entries: tuple[LedgerEntry, ...], whole: int, sign: int) -> Iterator[ComputationStep]:
    counts = split_by_largest_remainder([entry.amount for entry in entries], whole, book.digits)
    for entry, count in zip(entries, counts, strict=True):
        amount = from_minor_units(sign * count, book.digits, book.currency)
        yield ComputationStep(text=entry.text, amount=amount, cites=entry.cites, about=entry.about)


def _formula(book: Books, due: ClaimBreakdown, open_sum: Fraction, claim: Fraction) -> str:
    back = "".join(f" − {book.written(entry.amount)}" for entry in book.back)
    if open_sum == claim:
        return f"{due.head}{back} = {book.written(claim)}"
    bound = "at most" if open_sum > claim else "at least"
    return f"{due.head}{back} = {book.written(open_sum).replace('-', '−')}, {bound} {book.written(claim)}"


def _told(asked: ClaimContext, due: ClaimBreakdown, open_sum: Fraction, claim: Fraction) -> str:
    """Say with figures how the sum comes about; "" where the sum itself says it."""
    parts = [due.told] if due.told else []
    if asked.book.back:
        start = "Less" if parts else f"{asked.said(due.exact)}, less"
        parts.append(f"{start} {asked.came(asked.book.back)} that came back: {asked.said(max(ZERO, open_sum))}.")
    if open_sum > claim:
        parts.append(f"{asked.said(claim)} is the most that can be claimed here.")
    if asked.book.since:
        since = total(asked.book.since)
        parts.append(f"{asked.came(asked.book.since)} came back since: {asked.said(max(ZERO, claim - since))} is left.")
    given = settled(asked.case, asked.book, claim)
    if given:
        left = max(ZERO, claim - total(asked.book.since) - total(given))
        parts.append(f"{asked.said(total(given))} is not asked for any more: {asked.said(left)} is left.")
    return " ".join(parts)


def _rounding(digits: int, claim: Fraction) -> str:
    """Say how it was rounded, where it was."""
    is_exact = (claim * 10**digits).denominator == 1
    return "" if is_exact else f" Rounded half up to {_unit(digits)}, once, at the end."


def _unit(digits: int) -> str:
    return format_number(from_minor_units(1, digits, "").amount) if digits else "a whole amount"
