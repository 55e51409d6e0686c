"""What may be recorded: for each event what its WHAT is, who did it where nobody says, and what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

PAID = "paid"


@dataclass(frozen=True, slots=True)
class Kind:
    """`by` None: whoever it is, somebody has to say; "both": it is nobody's own. `needs` one of these options.

    `example` is what follows `makegood log CASE`.
    """

    what: Literal["letter", "desk", "text", "amount"]
    by: Literal["brand", "creator", "desk", "both"] | None
    example: str
    needs: tuple[str, ...] = ()


EVENTS: Mapping[str, Kind] = MappingProxyType({
    "sent": Kind("letter", "brand", "sent first_request"),
    "answered": Kind("text", "creator", "answered --from reply.eml", ("text", "mail", "amount")),
    PAID: Kind("amount", "brand", 'paid "GBP 200.00" --reference HP-1201'),
    "agreed": Kind("text", "both", 'agreed --amount "GBP 300.00" --deadline 2026-12-18', ("text", "amount", "mail")),
    "extended": Kind("text", "brand", "extended --deadline 2026-12-14", ("deadline",)),
    "rejected": Kind("desk", None, "rejected --by creator"),
    "ticket_opened": Kind("desk", "brand", "ticket_opened --number TT-123456"),
    "dispute_opened": Kind("desk", "brand", "dispute_opened paypal --number PP-D-1"),
    "claim_opened": Kind("desk", "brand", "claim_opened paypal --number PP-D-1"),
    "more_info_asked": Kind("desk", "desk", "more_info_asked tiktok_one"),
    "approved": Kind("desk", "desk", 'approved tiktok_one --amount "GBP 300.00"'),
    "asked": Kind("text", "brand", 'asked "We asked when the video will come" --via dm', ("text",)),
    "checked": Kind("text", "brand", 'checked "The video is still not there" --evidence feed', ("text",)),
    "waived": Kind("text", "brand", 'waived "Not worth more" --amount "GBP 50.00"', ("text",)),
    "cancelled": Kind("text", None, "cancelled --by creator"),
    "failed": Kind("text", "brand", 'failed "The promotion stopped"', ("text",)),
    "noted": Kind("text", "brand", 'noted "Ana called and will look into it"', ("text",)),
    "closed": Kind("text", "brand", "closed"),
})  # fmt: skip
"""In the order in which they come up most."""
