"""Checks of account numbers, by their check digits."""

from __future__ import annotations

import re

from makegood.privacy.numbers import SEPARATORS

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+", re.ASCII)
_ROUTING = re.compile(r"[0-9]{9}", re.ASCII)


def iban_fault(text: str) -> str:
    """Return what is wrong with an IBAN: its form, its country, its length, or its check digits; "" if it is valid."""
    from stdnum import iban, numdb

    number = compact(text)
    if not _IBAN.fullmatch(number):
        return "An IBAN must be a two-letter country code, two check digits, and an account of letters and digits."
    structure = numdb.get("iban").info(number)[0][1].get("bban")
    if not structure:
        return "This country code is not used in IBANs."
    length = 4 + sum(int(count) for count in re.findall(r"(\d+)!", structure))
    if len(number) != length:
        return f"An IBAN of this country must have {length} letters and digits, but this one has {len(number)}."
    if not iban.is_valid(number):
        return "The check digits of this IBAN do not match the rest of it. At least one letter or digit is wrong."
    return ""


def bic_fault(text: str) -> str:
    """Return what is wrong with a BIC; "" if it is valid."""
    from stdnum import bic

    return "" if bic.is_valid(compact(text)) else "A BIC must have 8 or 11 letters and digits, such as NWBKGB2L."


def routing_fault(text: str) -> str:
    """Return what is wrong with the routing number of a bank in the United States; "" if it is valid."""
    from stdnum.us import rtn

    if not _ROUTING.fullmatch(text):
        return "A routing number must be nine digits."
    return "" if rtn.is_valid(text) else "The last digit of this routing number does not match the eight before it."


def compact(text: str) -> str:
    """Return a number in capitals, without separators between its groups."""
    return re.sub(SEPARATORS, "", text).upper()
