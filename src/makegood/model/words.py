"""The words a case may use: each list is the enumeration of the same name in schemas/case.schema.json.

Channels, grounds, ways of payment and desks are no words of ours but files of `policies/`: a case and a policy name
them by their ids, and the names of the files are the only list of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal, get_args


@dataclass(frozen=True, slots=True)
class IdOf:
    """Marks a text as the id of a file of this folder of `policies/`."""

    folder: str


Channel = Annotated[str, IdOf("channels")]
GroundId = Annotated[str, IdOf("grounds")]
Method = Annotated[str, IdOf("methods")]
DeskId = Annotated[str, IdOf("desks")]
LetterId = Annotated[str, IdOf("letters")]
EntityType = Literal["individual", "sole_trader", "company", "unknown"]
AgreementKind = Literal["written_contract", "platform_order", "email_thread", "dm_thread", "oral"]
OrderStage = Literal["not_accepted", "before_submission", "submitted", "approved", "deemed_approved", "posted"]
DeliverableType = Literal[
    "video",
    "photo_carousel",
    "story",
    "live",
    "live_mention",
    "link_in_bio",
    "spark_ad_code",
    "ugc_file",
    "product_review",
    "affiliate_post",
    "reservation_ad",
    "auction_ad",
    "promote_boost",
]
DeliverableStatus = Literal[
    "not_started",
    "draft_submitted",
    "revision_requested",
    "approved",
    "deemed_approved",
    "posted",
    "removed",
    "not_delivered",
    "cancelled_by_brand",
    "cancelled_by_creator",
    "posted_on_time",
    "posted_late",
    "posted_nonconforming",
    "removed_early",
]
FORMER_STATUSES: Mapping[DeliverableStatus, DeliverableStatus] = MappingProxyType(
    {
        "posted_on_time": "posted",
        "posted_late": "posted",
        "posted_nonconforming": "posted",
        "removed_early": "removed",
    }
)
"""Statuses of older versions, which also say what is wrong with the work, and what each says of its delivery."""
POSTED: frozenset[DeliverableStatus] = frozenset({"posted", "removed", *FORMER_STATUSES})
"""Statuses of work that was posted, even if it was taken down since."""
DELIVERED: frozenset[DeliverableStatus] = POSTED | {"approved", "deemed_approved"}
"""Statuses of work that was delivered, even if late, wrong or taken down since."""
REMOVED: frozenset[DeliverableStatus] = frozenset({"removed", "removed_early"})
"""Statuses of work that was posted and taken down since."""
MISSING: frozenset[DeliverableStatus] = frozenset({"not_started", "not_delivered"})
"""Statuses of work of which nothing was delivered."""
DefectCode = Literal[
    "missing",
    "late",
    "wrong_product",
    "wrong_format",
    "wrong_length",
    "missing_link",
    "wrong_link",
    "missing_hashtag",
    "missing_mention",
    "missing_disclosure",
    "edited_after_approval",
    "edited_after_posting",
    "removed_early",
    "low_quality_audio",
    "competitor_shown",
    "unauthorised_music",
    "account_banned",
    "account_not_found",
    "account_hacked",
    "account_impersonated",
    "fake_engagement",
    "rights_not_granted",
    "rights_withdrawn",
    "spark_code_revoked",
    "exclusivity_broken",
    "other",
]
RIGHTS_DEFECTS: frozenset[DefectCode] = frozenset(
    {"rights_not_granted", "rights_withdrawn", "spark_code_revoked", "exclusivity_broken"}
)
"""Defects of rights and duties that were agreed beside a post; the post itself may be as agreed."""
CONTENT_DEFECTS: frozenset[DefectCode] = (
    frozenset(get_args(DefectCode))
    - RIGHTS_DEFECTS
    - {
        "missing",
        "late",
        "missing_disclosure",
        "edited_after_posting",
        "removed_early",
        "account_banned",
        "account_not_found",
        "account_hacked",
        "account_impersonated",
        "fake_engagement",
    }
)
"""Defects by which what was posted is not what was agreed, apart from its day, its label, the time it was up, its
account, and rights and duties beside it."""
ACCOUNT_DEFECTS: frozenset[DefectCode] = frozenset({"account_banned", "account_not_found", "account_hacked"})
"""Defects by which nobody can see a post, or reach its creator, through the account."""
FORMER_DEFECTS: Mapping[DeliverableStatus, frozenset[DefectCode]] = MappingProxyType(
    {
        "posted_late": frozenset({"late"}),
        "posted_nonconforming": CONTENT_DEFECTS,
        "removed_early": frozenset({"removed_early"}),
    }
)
"""The defects that a status of an older version stands for: a ground that names the status is shown by any of them."""
ComputationMethod = Literal[
    "full",
    "by_deliverable",
    "per_item",
    "per_weight",
    "live_days",
    "stage_percent",
    "unspent_balance",
    "duplicate",
    "impressions",
    "negotiated",
]
EvidenceKind = Literal[
    "contract",
    "brief",
    "amendment",
    "invoice",
    "receipt",
    "bank_statement",
    "paypal_record",
    "card_statement",
    "appstore_receipt",
    "order_screen",
    "dm_screenshot",
    "chat_export",
    "email",
    "post_screenshot",
    "profile_screenshot",
    "analytics_screenshot",
    "analytics_export",
    "ad_report",
    "screen_recording",
    "policy_extract",
    "ticket_reply",
    "tracking",
    "refund_proof",
    "other",
]
Audience = Literal["influencer", "tiktok", "app_store", "paypal", "card", "marketplace", "agency", "court", "internal"]
Privilege = Literal["none", "without_prejudice", "legal"]
LogEvent = Literal[
    "sent",
    "answered",
    "asked",
    "ticket_opened",
    "more_info_asked",
    "approved",
    "rejected",
    "agreed",
    "checked",
    "cancelled",
    "failed",
    "dispute_opened",
    "claim_opened",
    "extended",
    "waived",
    "closed",
    "noted",
]
DISPUTES: frozenset[LogEvent] = frozenset({"dispute_opened", "claim_opened"})
"""Events that open a dispute over the payment at a desk."""
OPENING: frozenset[LogEvent] = DISPUTES | {"ticket_opened"}
"""Events that open a request at a desk."""
FIRST_REQUEST = "first_request"
"""The letter with which the letters begin: it offers to take the work in place of the money."""
Via = Literal["email", "dm", "chat", "phone", "post", "ticket", "order_chat", "in_person"]
Actor = Literal["brand", "creator", "tiktok", "store", "paypal", "card_issuer", "marketplace", "agency", "court"]
Alternative = Literal["make_good", "credit", "partial"]
Paper = Literal["A4", "Letter"]
Store = Literal["apple", "google", "amazon"]
DateOrder = Literal["dmy", "mdy", "ymd"]
Direction = Literal["out", "in"]
MarkShape = Literal["box", "circle", "arrow", "underline"]
