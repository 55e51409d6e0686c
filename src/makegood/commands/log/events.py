"""The events that can be recorded: the meaning of WHAT, the default actor, and the required options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

PAID = "paid"
POSTED = "posted"


@dataclass(frozen=True, slots=True)
class EventKind:
    """What `log` needs to record an event of this kind.

    `by` is None if it must be given, and "both" if nobody did it alone. `needs` lists options, one of them required.
    `example` is a command that records such an event.
    """

    what: Literal["letter", "desk", "text", "amount", "address"]
    by: Literal["brand", "creator", "desk", "both"] | None
    example: str
    needs: tuple[str, ...] = ()


EVENTS: Mapping[str, EventKind] = MappingProxyType(
    {
        "sent": EventKind("letter", "brand", "make sent LETTER=first_request"),
        "answered": EventKind(
            "text", "creator", "make log EVENT=answered FROM=reply.eml", ("text", "mail", "amount", "deadline")
        ),
        PAID: EventKind("amount", "brand", 'make log EVENT=paid WHAT="GBP 200.00" NUMBER=HP-1201'),
        POSTED: EventKind("address", "brand", "make log EVENT=posted DELIVERABLE=video-3"),
        "agreed": EventKind(
            "text",
            "both",
            'make log EVENT=agreed AMOUNT="GBP 300.00" DEADLINE=2026-12-18',
            ("text", "amount", "deadline", "mail"),
        ),
        "extended": EventKind("text", "brand", "make log EVENT=extended DEADLINE=2026-12-14", ("deadline",)),
        "rejected": EventKind("desk", None, "make log EVENT=rejected BY=creator"),
        "ticket_opened": EventKind("desk", "brand", "make log EVENT=ticket_opened NUMBER=TT-123456"),
        "dispute_opened": EventKind("desk", "brand", "make log EVENT=dispute_opened WHAT=paypal NUMBER=PP-D-1"),
        "claim_opened": EventKind("desk", "brand", "make log EVENT=claim_opened WHAT=paypal NUMBER=PP-D-1"),
        "more_info_asked": EventKind("desk", "desk", "make log EVENT=more_info_asked WHAT=tiktok_one"),
        "approved": EventKind("desk", "desk", 'make log EVENT=approved WHAT=tiktok_one AMOUNT="GBP 300.00"'),
        "asked": EventKind(
            "text", "brand", 'make log EVENT=asked WHAT="We asked when the video will be posted" VIA=dm', ("text",)
        ),
        "checked": EventKind(
            "text", "brand", 'make log EVENT=checked WHAT="The video is not online" EVIDENCE=feed', ("text",)
        ),
        "waived": EventKind(
            "text",
            "brand",
            'make log EVENT=waived WHAT="Not worth the effort" AMOUNT="GBP 50.00"',
            ("text",),
        ),
        "cancelled": EventKind("text", None, "make log EVENT=cancelled BY=creator"),
        "failed": EventKind("text", "brand", 'make log EVENT=failed WHAT="The promotion stopped"', ("text",)),
        "noted": EventKind("text", "brand", 'make log EVENT=noted WHAT="Ana called and will look into it"', ("text",)),
        "closed": EventKind("text", "brand", "make log EVENT=closed"),
    }
)
"""The most frequent first."""

MAKE_GOOD: Mapping[str, str] = MappingProxyType(
    {
        "The creator offers a later date": "make log EVENT=answered DEADLINE=2026-12-11 DELIVERABLE=video-3",
        "You accept it, or agree on a later one": "make log EVENT=agreed DEADLINE=2026-12-11 DELIVERABLE=video-3",
        "You decline it": "make log EVENT=rejected BY=brand DEADLINE=2026-12-11 DELIVERABLE=video-3",
        "The work is posted": "make log EVENT=posted DELIVERABLE=video-3 ON=2026-12-10",
        "The work is posted late, and you accept it": (
            "make log EVENT=posted DELIVERABLE=video-3 ON=2026-12-14 ACCEPT=yes"
        ),
        "The creator will not post it after all": "make log EVENT=rejected BY=creator",
    }
)
"""What may become of work that is offered for a later day, each with its command. A day that passes needs no entry."""
