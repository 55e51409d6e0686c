"""Recognise the creator by an email address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.formats.mail_address import in_ascii

if TYPE_CHECKING:
    from makegood.commands.log.case_context import CaseContext

CREATOR = (("parties", "creator"), ("parties", "creator", "representative"))
"""Paths in the case to the creator and to the creator's representative."""


def creators_name(address: str, case: CaseContext) -> str | None:
    """Return the name of the creator, or of the representative, with this address; None for any other address."""
    for path in CREATOR:
        if _normalised(case.value(*path, "email")) == _normalised(address):
            return str(case.value(*path, "display_name") or case.value(*path, "name"))
    return None


def _normalised(address: object) -> str | None:
    if not isinstance(address, str):
        return None
    try:
        return in_ascii(address).casefold()
    except UnicodeError:
        return address.casefold()
