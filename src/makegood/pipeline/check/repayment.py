"""S16 and S2: check the account for the refund: one kind, complete, and with correct check digits."""

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
"""The key that determines the kind of an account, and how a message names all keys of that kind."""
ANY = f"{', '.join([*KINDS.values()][:-1])}, or {KINDS['paypal']}"
_COPY = "Copy the number from a bank statement."
_FAULTS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "iban": (privacy.iban_fault, _COPY),
    "bic": (privacy.bic_fault, _COPY),
    "routing_number": (privacy.routing_fault, _COPY),
}


def check_repayment(report: Report) -> None:
    """Check the account, and report everything that is wrong with it."""
    account = get_in(report.source.data, "parties", "brand", "repayment")
    if not isinstance(account, dict):
        return
    _check_complete(report, account)
    for key in ("iban", "bic", "sort_code", "routing_number", "account_number"):
        value = account.get(key)
        if isinstance(value, str) and report.has_no_error_at(f"{WHERE}/{key}"):
            message, fix = _fault(key, value, account)
            if message:
                report.add("S16", f"{WHERE}/{key}", message=message, fix=fix)


def _check_complete(report: Report, account: Mapping[str, object]) -> None:
    """Report what is missing from the account, and what belongs to another one."""
    kinds = [key for key in KINDS if key in account]
    if len(kinds) > 1:
        first, *more = kinds
        for key in more:
            report.add(
                "S16",
                f"{WHERE}/{key}#key",
                related=(f"{WHERE}/{first}",),
                message="There are details of two accounts.",
                fix=f"Keep only one of these: {ANY}.",
            )
        return
    kind = kinds[0] if kinds else ""
    if not kind and "account_number" in account:
        report.missing(
            WHERE,
            "sort_code",
            message="This account is incomplete: the bank is missing.",
            fix='Add "sort_code" (United Kingdom) or "routing_number" (United States).',
        )
    elif not kind:
        report.missing(WHERE, "iban", message="The account details are missing.", fix=f"Add one of these: {ANY}.")
    elif kind in {"sort_code", "routing_number"} and "account_number" not in account:
        report.missing(
            WHERE,
            "account_number",
            fix='Add "account_number".',
            message="This account is incomplete: the account number is missing.",
        )
    elif kind in {"iban", "paypal"} and "account_number" in account:
        report.add(
            "S16",
            f"{WHERE}/account_number#key",
            fix="Remove the account number.",
            message=f"An account number cannot be used with {kind}.",
        )
    if "bic" in account and kind not in {"", "iban"}:
        report.add(
            "S16",
            f"{WHERE}/bic#key",
            message="A BIC can be used only with an IBAN.",
            fix='Remove the BIC, or add "iban".',
        )


def _fault(key: str, value: str, account: Mapping[str, object]) -> tuple[str, str]:
    """Return what is wrong with one value and how to fix it; "" as the first if nothing is."""
    if key in _FAULTS:
        find_fault, fix = _FAULTS[key]
        return find_fault(value), fix
    if key == "sort_code":
        fits = re.fullmatch(r"[0-9]{2}-[0-9]{2}-[0-9]{2}", value, re.ASCII)
        digits = re.sub(r"[ -]", "", value)
        six_digits = re.fullmatch(r"[0-9]{6}", digits, re.ASCII)
        fix = "Add the hyphens: 12-34-56." if six_digits else _COPY
        return "" if fits else "A sort code must be three pairs of digits with hyphens: 12-34-56.", fix
    if "sort_code" in account:
        fits = re.fullmatch(r"[0-9]{8}", value, re.ASCII)
        fix = "Copy the number from a bank statement. If it is shorter, add zeros at the beginning."
        return "" if fits else "An account number in the United Kingdom must have eight digits.", fix
    if "routing_number" not in account:  # the country is not known yet
        return "", ""
    fits = re.fullmatch(r"[0-9]{4,17}", value, re.ASCII)
    return "" if fits else "An account number in the United States must have 4 to 17 digits.", _COPY
