"""Money that came back: a payment, and nothing in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from makegood.commands.log import arguments
from makegood.commands.log.new_entry import NewEntry
from makegood.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.request import LogRequest
    from makegood.model.money import Money


def record_repayment(wanted: LogRequest, known: CaseContext, today: date) -> NewEntry:
    """Note a payment that came back: of the amount that is named, else of what was agreed, else of all that is open."""
    if wanted.what and wanted.amount:
        raise UsageError("The amount is said twice, as `WHAT` and with `AMOUNT`. Say it once.")
    amount = arguments.amount(wanted.what or wanted.amount, known) or _from_desk(known, wanted.by) or _awaited(known)
    at = arguments.moment(wanted.at, known) or today
    entry = {
        "paid_on": known.day(at).isoformat(),
        "amount": str(amount),
        "direction": "in",
        "via": wanted.by,
        "reference": wanted.number,
        "fee": wanted.fee and str(arguments.amount(wanted.fee, known)),
        "note": wanted.text,
        "evidence": list(wanted.evidence),
    }
    kept = {key: value for key, value in entry.items() if value}
    reason = ""
    if not wanted.again and any(_is_same(one, kept) for one in known.entries("payments")):
        reason = "This payment is recorded already. If the same came twice, add `AGAIN=yes` and another `NUMBER`."
    left = known.facts.sums.outstanding if known.facts else None
    is_more = left is not None and left.currency == amount.currency and left < amount
    notes = ("This is more than was outstanding.",) if is_more else ()
    return NewEntry(where="payments", at=at, entry=kept, notes=notes, reason=reason)


def _from_desk(known: CaseContext, by: str | None) -> Money | None:
    """Return what is awaited from a desk, where each way of the money has its own."""
    ways = known.facts.ways if known.facts else ()
    asked = next((one.sums.outstanding for one in ways if one.desk and by == one.desk.speaker), None)
    return asked if asked and asked.amount else None


def _awaited(known: CaseContext) -> Money:
    """Give the sum for which one waits: what was agreed, as far as it has not come, else all that is outstanding."""
    if known.facts is None:
        raise UsageError('Say how much came back, such as: `make log EVENT=paid WHAT="GBP 200.00"`')
    left = known.facts.sums.outstanding
    if not left.amount:
        raise UsageError("Nothing is outstanding any more. Say how much came back if it was more than that.")
    settlement = known.facts.ladder.settlement
    if settlement is None or settlement.amount is None or settlement.amount.currency != left.currency:
        return left
    agreed_on = known.day(settlement.at)
    if any(one.direction == "in" and one.paid_on >= agreed_on for one in known.facts.case.payments):
        raise UsageError('A part of what was agreed has come already. Say how much came now, such as "GBP 200.00".')
    return min(settlement.amount, left)


def _is_same(one: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Compare day and amount; two references or payers that differ are two payments."""
    same = ("paid_on", "direction")
    known = [{one.get(key), entry.get(key)} - {None} for key in ("reference", "via")]
    amounts = {arguments.same_amount(one.get("amount")), arguments.same_amount(entry["amount"])}
    return all(one.get(key) == entry[key] for key in same) and len(amounts) == 1 and max(map(len, known)) < 2
