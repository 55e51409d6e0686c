"""What is wrong with the number of an account, by its check digits; "" where nothing is."""

from __future__ import annotations

import re

from makegood.privacy.numbers import BLANKS

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+", re.ASCII)
_ROUTING = re.compile(r"[0-9]{9}", re.ASCII)


def iban_fault(typed: str) -> str:
    """Say what is wrong with an IBAN: its form, its country, its length, else its check digits."""
    from stdnum import iban, numdb  # only a case that has an account needs it

    number = compact(typed)
    if not _IBAN.fullmatch(number):
        return "An IBAN is the country's two letters, two check digits and the account, in letters and digits alone."
    form = numdb.get("iban").info(number)[0][1].get("bban")
    if not form:
        return "No country whose banks have IBANs has these two letters."
    length = 4 + sum(int(one) for one in re.findall(r"(\d+)!", form))
    if len(number) != length:
        return f"An IBAN of this country has {length} letters and digits, and this one has {len(number)}."
    if not iban.is_valid(number):
        return "The check digits of this IBAN do not fit the rest of it: at least one letter or digit is wrong."
    return ""


def bic_fault(typed: str) -> str:
    """Say what is wrong with a BIC."""
    from stdnum import bic  # as above

    return "" if bic.is_valid(compact(typed)) else "A BIC has 8 or 11 letters and digits, such as NWBKGB2L."


def routing_fault(typed: str) -> str:
    """Say what is wrong with the routing number of a bank in the United States."""
    from stdnum.us import rtn  # as above

    if not _ROUTING.fullmatch(typed):
        return "A routing number has nine digits, and nothing else."
    return "" if rtn.is_valid(typed) else "The last digit of this routing number does not fit the eight before it."


def compact(typed: str) -> str:
    """Return a number without what people put between its groups, in capitals."""
    return re.sub(BLANKS, "", typed).upper()
