"""Who is who: the creator by an address, and who answers at a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.mailbox import in_ascii

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.log.known import Known

CREATOR = (("parties", "creator"), ("parties", "creator", "representative"))
"""Where the case has the creator, and who speaks for them."""
DESK_ACTORS: Mapping[str, str] = {"card": "card_issuer", "app_store": "store"}
"""Reader of a desk to who answers there, where the two have different names."""


def creators_name(address: str, known: Known) -> str | None:
    """Name the creator, or who speaks for them, as the case does; None where the address is somebody else's."""
    for path in CREATOR:
        if _plain(known.value(*path, "email")) == _plain(address):
            return str(known.value(*path, "display_name") or known.value(*path, "name"))
    return None


def at_desk(desk: str, known: Known) -> str:
    """Say who answers at a desk."""
    reader = known.policies.desks[desk].audience
    return DESK_ACTORS.get(reader, reader)


def _plain(address: object) -> str | None:
    if not isinstance(address, str):
        return None
    try:
        return in_ascii(address).casefold()
    except UnicodeError:
        return address.casefold()
