"""S16 and S2: the account that money is to come back to: of one kind, whole, and with check digits that fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood import privacy
from makegood.pipeline.check.json_access import get_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from makegood.pipeline.check.report import Report

WHERE = "/parties/brand/repayment"
KINDS: Mapping[str, str] = {
    "iban": '"iban"',
    "sort_code": '"sort_code" with "account_number"',
    "routing_number": '"routing_number" with "account_number"',
    "paypal": '"paypal"',
}
"""The key that says of which kind an account is, and how to name all that it needs."""
ANY = f"{', '.join([*KINDS.values()][:-1])}, or {KINDS['paypal']}"
_COPY = "Copy it from a statement of the bank."
_FAULTS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "iban": (privacy.iban_fault, _COPY),
    "bic": (privacy.bic_fault, _COPY),
    "routing_number": (privacy.routing_fault, _COPY),
}


def repayment(report: Report) -> None:
    """Check the account: all that is wrong with it at once."""
    account = get_in(report.source.data, "parties", "brand", "repayment")
    if not isinstance(account, dict):
        return
    _whole(report, account)
    for key in ("iban", "bic", "sort_code", "routing_number", "account_number"):
        typed = account.get(key)
        if isinstance(typed, str) and report.is_sound(f"{WHERE}/{key}"):
            message, fix = _fault(key, typed, account)
            if message:
                report.add("S16", f"{WHERE}/{key}", message=message, fix=fix)


def _whole(report: Report, account: Mapping[str, object]) -> None:
    """Name what is missing for one account, and what belongs to another."""
    kinds = [key for key in KINDS if key in account]
    if len(kinds) > 1:
        first, *more = kinds
        for key in more:
            report.add(
                "S16",
                f"{WHERE}/{key}#key",
                related=(f"{WHERE}/{first}",),
                message="Two accounts are stated: whoever pays would have to choose one.",
                fix=f"Keep one: {ANY}.",
            )
        return
    kind = kinds[0] if kinds else ""
    if not kind and "account_number" in account:
        report.missing(
            WHERE,
            "sort_code",
            message="This is half an account: the bank is missing.",
            fix='Add "sort_code" (United Kingdom) or "routing_number" (United States).',
        )
    elif not kind:
        report.missing(WHERE, "iban", message="The account is missing.", fix=f"Add one: {ANY}.")
    elif kind in {"sort_code", "routing_number"} and "account_number" not in account:
        report.missing(
            WHERE,
            "account_number",
            fix='Add "account_number".',
            message="This is half an account: the account's number is missing.",
        )
    elif kind in {"iban", "paypal"} and "account_number" in account:
        report.add(
            "S16",
            f"{WHERE}/account_number#key",
            fix="Remove it.",
            message=f"Beside {kind} an account's number says nothing.",
        )
    if "bic" in account and kind not in {"", "iban"}:
        report.add("S16", f"{WHERE}/bic#key", message="A BIC goes with an IBAN alone.", fix="Remove it, or write iban.")


def _fault(key: str, typed: str, account: Mapping[str, object]) -> tuple[str, str]:
    """Say what is wrong with one value and how to fix it; "" where nothing is."""
    if key in _FAULTS:
        judge, fix = _FAULTS[key]
        return judge(typed), fix
    if key == "sort_code":
        fits = re.fullmatch(r"[0-9]{2}-[0-9]{2}-[0-9]{2}", typed, re.ASCII)
        digits = re.sub(r"[ -]", "", typed)
        known = re.fullmatch(r"[0-9]{6}", digits, re.ASCII)
        fix = "Write the hyphens: 12-34-56." if known else _COPY
        return "" if fits else "A sort code is three pairs of digits with hyphens: 12-34-56.", fix
    if "sort_code" in account:
        fits = re.fullmatch(r"[0-9]{8}", typed, re.ASCII)
        fix = "Copy it from a statement of the bank; put zeros before a shorter one."
        return "" if fits else "An account's number in the United Kingdom has eight digits.", fix
    if "routing_number" not in account:  # of which country it is, nobody knows yet
        return "", ""
    fits = re.fullmatch(r"[0-9]{4,17}", typed, re.ASCII)
    return "" if fits else "An account's number in the United States has 4 to 17 digits.", _COPY
