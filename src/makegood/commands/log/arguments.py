"""What was typed, read: days, amounts, who and how; a mistake is a sentence that says how to type it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from makegood.commands.log.events import EVENTS, PAID
from makegood.domain import direct_messages
from makegood.formats.json_text.scalars import HIDDEN
from makegood.model.errors import UsageError
from makegood.model.money import Money
from makegood.model.words import Actor, Via
from makegood.pipeline.check import amounts, keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.events import Kind
    from makegood.commands.log.request import LogRequest
    from makegood.model.case import Moment

OPTIONS = {
    "eml": "EML",
    "mail": "FROM",
    "deadline": "DEADLINE",
    "amount": "AMOUNT",
    "text": "TEXT",
    "number": "NUMBER",
    "by": "BY",
    "via": "VIA",
    "evidence": "EVIDENCE",
    "fee": "FEE",
    "length": "LENGTH",
}
NOT_PAID = frozenset({"eml", "length", "mail", "deadline", "via"})
NOT_SENT = frozenset({"mail", "by", "fee"})


def kind(wanted: LogRequest) -> Kind:
    """Find the event; raise UsageError where there is none, or an option does not go with it."""
    found = EVENTS.get(wanted.event)
    if found is None:
        near = keys.nearest(wanted.event, EVENTS)
        raise UsageError(f"Did you mean {near}?" if near else f"EVENT is one of: {', '.join(EVENTS)}.")
    odd = {PAID: NOT_PAID, "sent": NOT_SENT}.get(wanted.event, frozenset({"eml", "length", "fee"}))
    for name, option in OPTIONS.items():
        if name in odd and getattr(wanted, name):
            raise UsageError(f"`{option}` does not go with {wanted.event}. An example: `{found.example}`")
    if not all(_is_text(value) for value in (wanted.what, wanted.text, wanted.number, *wanted.evidence)):
        raise UsageError("Something that was typed holds a character that nobody can see, or no text. Type it again.")
    _allowed(wanted.by, get_args(Actor), "BY")
    _allowed(wanted.via, get_args(Via), "VIA")
    _allowed(wanted.length, [str(one) for one in direct_messages.LENGTHS], "LENGTH")
    return found


def ids(typed: Iterable[str]) -> tuple[str, ...]:
    """Part the ids of several pieces of evidence, which no blank and no comma can stand in."""
    return tuple(dict.fromkeys(part for one in typed for part in re.split(r"[\s,]+", one) if part))


def _is_text(typed: str | None) -> bool:
    """Say whether it can be written down: bytes that are no text come from a command line as halves of characters."""
    return typed is None or not (HIDDEN.search(typed) or any("\ud800" <= one <= "\udfff" for one in typed))


def _allowed(typed: str | None, words: Collection[str], option: str) -> None:
    if typed is not None and typed not in words:
        near = keys.nearest(typed, words)
        raise UsageError(f"`{option}`: did you mean {near}?" if near else f"`{option}` is one of: {', '.join(words)}.")


def moment(typed: str | None, known: CaseContext, option: str = "ON") -> Moment | None:
    """Read a day, or a time with its offset."""
    try:
        return None if typed is None else known.moment(typed)
    except ValueError as error:
        message = f"`{option}`: write a day as 2026-11-23, or a time as 2026-11-23T14:30:00+01:00."
        raise UsageError(message) from error


def day(typed: str | None, known: CaseContext, option: str = "DEADLINE") -> date | None:
    at = moment(typed, known, option)
    return None if at is None else known.day(at)


def same_amount(typed: object) -> object:
    """Give an amount so that two spellings of one are equal; what is none, as it is."""
    try:
        read = Money.parse(str(typed))
    except ValueError:
        return typed
    return read.currency, read.amount


def amount(typed: str | None, known: CaseContext) -> Money | None:
    """Read an amount, with all decimals of its currency; what has one reading in the case, such as $350, is taken so.

    Raises UsageError, with those that can be meant, for what can be misread.
    """
    if typed is None:
        return None
    try:
        money = Money.parse(typed)
    except ValueError as error:
        found = amounts.usage(known.source.data, known.policies.currencies).read(str(typed))
        is_named = re.search(r"[^\d\s.,'-]", typed) is not None  # a bare number may be a slip for another option
        if not (found.is_certain and is_named):
            message = 'Write an amount as "GBP 200.00": the code of the currency, one space, the number with a dot.'
            meant = " or ".join(f'"{one}"' for one in found.texts)
            raise UsageError(f"{message} Did you mean {meant}?" if meant else message) from error
        money = Money.parse(found.texts[0])
    typed_digits = len(str(money.amount).partition(".")[2])
    digits = max(typed_digits, known.policies.currencies.get(money.currency, 0))
    return Money(money.amount.quantize(Decimal(1).scaleb(-digits)), money.currency)
