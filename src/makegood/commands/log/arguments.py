"""Parse the arguments: days, amounts, actors and ways; an error message shows the expected form."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from makegood.commands.log.events import EVENTS, PAID, POSTED
from makegood.domain import direct_messages
from makegood.formats.json_text.scalars import HIDDEN
from makegood.model.errors import UsageError
from makegood.model.money import Money
from makegood.model.words import OPENING, Actor, Via
from makegood.pipeline.check import amounts, keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.events import EventKind
    from makegood.commands.log.request import LogRequest
    from makegood.model.case import Moment

OPTIONS = {
    "eml": "EML",
    "mail": "FROM",
    "deadline": "DEADLINE",
    "deliverable": "DELIVERABLE",
    "amount": "AMOUNT",
    "text": "TEXT",
    "number": "NUMBER",
    "by": "BY",
    "via": "VIA",
    "evidence": "EVIDENCE",
    "fee": "FEE",
    "length": "LENGTH",
}
NOT_PAID = frozenset({"eml", "length", "mail", "deadline", "deliverable", "via"})
NOT_SENT = frozenset({"mail", "by", "fee", "deliverable"})
NOT_POSTED = frozenset({"eml", "length", "mail", "deadline", "via", "by", "fee", "amount", "number", "text"})
NOT_USUAL = frozenset({"eml", "length", "fee"})


def event_kind(request: LogRequest) -> EventKind:
    """Return the kind of the event; raise UsageError if it is unknown or an option does not go with it."""
    kind_of_event = EVENTS.get(request.event)
    if kind_of_event is None:
        near = keys.nearest_word(request.event, EVENTS)
        raise UsageError(f"Did you mean {near}?" if near else f"EVENT must be one of: {', '.join(EVENTS)}.")
    excluded = {PAID: NOT_PAID, POSTED: NOT_POSTED, "sent": NOT_SENT}.get(request.event, NOT_USUAL)
    if request.event in OPENING:
        excluded |= {"deliverable"}
    for name, option in OPTIONS.items():
        if name in excluded and getattr(request, name):
            raise UsageError(f"`{option}` cannot be used with {request.event}. Example: `{kind_of_event.example}`")
    if not all(
        _is_text(value)
        for value in (request.what, request.text, request.number, request.deliverable, *request.evidence)
    ):
        raise UsageError("A value contains invisible characters or is not text. Enter it again.")
    if request.accept and request.event != POSTED:
        raise UsageError(f"`ACCEPT` can only be used with {POSTED}. Example: `{EVENTS[POSTED].example} ACCEPT=yes`")
    _check_choice(request.by, get_args(Actor), "BY")
    _check_choice(request.via, get_args(Via), "VIA")
    _check_choice(request.length, [str(length) for length in direct_messages.LENGTHS], "LENGTH")
    return kind_of_event


def split_ids(values: Iterable[str]) -> tuple[str, ...]:
    """Split the ids of evidence, which contain neither spaces nor commas."""
    return tuple(dict.fromkeys(part for value in values for part in re.split(r"[\s,]+", value) if part))


def _is_text(value: str | None) -> bool:
    """Return whether a value is valid text: bytes that are not UTF-8 arrive as lone surrogates."""
    return value is None or not (HIDDEN.search(value) or any("\ud800" <= character <= "\udfff" for character in value))


def _check_choice(value: str | None, words: Collection[str], option: str) -> None:
    if value is not None and value not in words:
        near = keys.nearest_word(value, words)
        raise UsageError(
            f"`{option}`: did you mean {near}?" if near else f"`{option}` must be one of: {', '.join(words)}."
        )


def moment(text: str | None, case: CaseContext, option: str = "ON") -> Moment | None:
    """Parse a day, or a time with its offset."""
    try:
        return None if text is None else case.moment(text)
    except ValueError as error:
        message = f"`{option}` must be a date such as 2026-11-23, or a time such as 2026-11-23T14:30:00+01:00."
        raise UsageError(message) from error


def day(text: str | None, case: CaseContext, option: str = "DEADLINE") -> date | None:
    when = moment(text, case, option)
    return None if when is None else case.day(when)


def same_amount(value: object) -> object:
    """Return an amount as a value that is equal for two spellings; any other value as it is."""
    try:
        money = Money.parse(str(value))
    except ValueError:
        return value
    return money.currency, money.amount


def amount(text: str | None, case: CaseContext) -> Money | None:
    """Parse an amount, with all decimals of its currency; accept what is certain in this case, such as $350.

    Raise UsageError, with the possible amounts, if it can be misread.
    """
    if text is None:
        return None
    try:
        money = Money.parse(text)
    except ValueError as error:
        reading = amounts.currency_usage(case.source.data, case.policies.currencies).read(str(text))
        is_named = re.search(r"[^\d\s.,'-]", text) is not None  # a bare number may be a slip for another option
        if not (reading.is_certain and is_named):
            message = (
                'Write the amount like "GBP 200.00": a currency code, one space, and a number with a decimal point.'
            )
            suggestions = " or ".join(f'"{candidate}"' for candidate in reading.texts)
            raise UsageError(f"{message} Did you mean {suggestions}?" if suggestions else message) from error
        money = Money.parse(reading.texts[0])
    typed_digits = len(str(money.amount).partition(".")[2])
    digits = max(typed_digits, case.policies.currencies.get(money.currency, 0))
    return Money(money.amount.quantize(Decimal(1).scaleb(-digits)), money.currency)
