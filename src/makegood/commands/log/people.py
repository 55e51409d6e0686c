"""Who is who: the creator by an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.formats.mail_address import in_ascii

if TYPE_CHECKING:
    from makegood.commands.log.case_context import CaseContext

CREATOR = (("parties", "creator"), ("parties", "creator", "representative"))
"""Where the case has the creator, and who speaks for them."""


def creators_name(address: str, known: CaseContext) -> str | None:
    """Name the creator, or who speaks for them, as the case does; None where the address is somebody else's."""
    for path in CREATOR:
        if _plain(known.value(*path, "email")) == _plain(address):
            return str(known.value(*path, "display_name") or known.value(*path, "name"))
    return None


def _plain(address: object) -> str | None:
    if not isinstance(address, str):
        return None
    try:
        return in_ascii(address).casefold()
    except UnicodeError:
        return address.casefold()
