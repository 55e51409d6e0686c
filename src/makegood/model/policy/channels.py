"""The types of `policies/channels/` and `policies/methods/`: how it was paid, and what follows from that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from makegood.model.frozen import frozen
from makegood.model.policy.sources import Sourced, SourcedSentence
from makegood.model.statement import Statement, policy_text
from makegood.model.words import Audience, Channel, DeskId, GroundId, LetterId, LogEvent, Method, OrderStage, Store

Route = Literal[
    "original_account",
    "platform_cancellation",
    "store_request",
    "paypal",
    "card",
    "self_service",
    "ticket",
    "web_form",
    "marketplace",
    "agency",
    "automatic",
    "none",
]
Need = Literal["creator", "agreement", "deliverables", "purchase"]
Asked = Literal[
    "parties.brand.address",
    "parties.brand.ad_account_id",
    "parties.brand.business_center_id",
    "parties.platform.contracting_entity",
    "parties.creator.address",
    "agreement.order_id",
    "agreement.order_stage",
    "agreement.fee",
    "payments.method",
    "refund.alternatives",
    "purchase.store",
    "purchase.order_number",
    "purchase.transaction_id",
    "purchase.balance",
    "purchase.failure",
]
"""Fields that a new case may ask for."""
Repaid = Literal["account", "paypal", "provider", "platform", "goods", "cash", "none", "unsaid"]
"""How a payment is refunded.

`account`: to our account, at a bank or in an app. `paypal` and `provider` (of a card or a payment link): by a refund of
the payment itself. `platform`: through the platform where it was booked. `cash` and `none` (crypto, a voucher, Klarna):
there is no account to refund it to. `unsaid`: how it was paid is not stated, or there are several possibilities.
"""
Anchor = Literal[
    "payment",
    "payment_undated",
    "processing",
    "processing_undated",
    "settlement",
    "expected",
    "content_submitted",
    "delivery",
    "dispute_opened",
    "purchase",
    "failure",
    "suspension",
    "facts",
]
"""The day from which a window is counted: the payment, its processing (the payment's day if no other is known), the
last due day, and so on. `..._undated`: only if no due day was agreed. `facts`: the failure, else the first due day of
work that was not delivered."""


@frozen
class WindowRule:
    """When an act becomes possible and when it is too late, in calendar days or years after the anchor's day.

    `closes_after_years` counts to the same date of a later year (29 February: the 28th), less `closes_days_before`.

    Without days no period could be confirmed, and none is computed. It applies to `regions`, countries of the brand
    (ISO 3166-1), and to `stores` and `grounds` of the case; empty means all. With `methods` it is counted only from
    payments by these methods, and applies only if there are any.
    """

    id: str
    act: Statement
    anchor: Anchor
    sourced: Sourced
    opens_after_days: int | None = None
    closes_after_days: int | None = None
    closes_after_years: int | None = None
    closes_days_before: int = 0
    done_by: LogEvent | None = None
    """The event in the log that is this act; None: a ticket, a dispute, a claim or a request that was sent."""
    aside: bool = False
    """Return whether the act is not the claim itself, so that the end of the window does not end the claim."""
    each_payment: bool = False
    """Return whether the act is done for each payment separately, so that each has a window of its own."""
    then: Statement | None = None
    regions: tuple[str, ...] = ()
    stores: tuple[Store, ...] = ()
    grounds: tuple[GroundId, ...] = ()
    methods: tuple[Method, ...] = ()


@frozen
class StageRule:
    """What is refunded for an order that ends at this stage; `percent` is None if no source states it.

    `reason` is a sentence.

    With `grounds` it applies only if one of them is claimed, and is then preferred to the rule without; with
    `after_due` only if the draft came after its due day, too.
    """

    stage: OrderStage
    sourced: Sourced
    reason: Statement
    percent: int | None = None
    grounds: tuple[GroundId, ...] = ()
    after_due: bool = False

    @property
    def text(self) -> str:
        """The reason in English, for messages."""
        return policy_text(self.reason)


@frozen
class MethodPolicy:
    """One method of payment. `meaning` explains it in a sentence.

    `phrase` fits after "we paid GBP 500.00"; None if `templates/words/` has it, as for each method of the program.
    `repayment` is how it is refunded. `disputed_at` are the desks at which a dispute over such a payment can run, its
    own first. `is_unprotected`: its desk takes no dispute over it. `has_coin`: the case may state which cryptocurrency
    was sent. `names` are other names that people use for it, in lowercase with underscores. `channels` are those that
    the method identifies, in addition to those whose files list it.
    """

    id: Method
    title: str
    meaning: str
    repayment: Repaid
    sourced: Sourced
    phrase: Statement | None = None
    disputed_at: tuple[DeskId, ...] = ()
    is_unprotected: bool = False
    has_coin: bool = False
    names: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()


@frozen
class AcknowledgementRule:
    """Something irreversible that has to be accepted: one of `any_of`, ids that `acknowledged` may contain.

    Each id has the words that begin a sentence on it: "... was read and accepted by Jo Penrose". `text` is the reason.
    `who` completes the question for a name in a new case. `must`: without it nothing is built; else it is a warning.
    """

    any_of: Mapping[str, Statement]
    text: str
    who: str
    must: bool = False


@frozen
class ChannelPolicy:
    """One way in which money was paid. If `desk` is None, only the other party holds the money.

    `meaning` explains it in a sentence; channels are listed by their `rank`, the usual ones first. `asks` are the
    fields that a new case asks for in addition to those that its `needs` imply; `grounds` the usual ones, in order.

    `asked_first` is who is asked for the money at once. `route` "none": nobody refunds this.

    One case may have payments of several channels if all have the same `family`, which is not "". `methods` identify a
    payment of this channel. `takes` are other methods that this channel may have: they do not select it, but are kept
    if the case does. `stores` are those whose purchases belong to this channel; empty: none, or any. `repayment` is how
    a payment without a stated method is refunded, and `disputed_at` where a dispute over it can run, as for a method.

    `keeps_tax`: refunds are without tax. `is_claim_against_tiktok`: the time for claims in TikTok's terms applies.
    `is_invoiced`: a notice goes to the company on the invoice. `is_suspended`: the account is suspended. `not_desks`
    take no request on this channel.
    """

    id: Channel
    title: Statement
    meaning: str
    needs: tuple[Need, ...]
    holder: SourcedSentence
    refunder: SourcedSentence
    refundable: SourcedSentence
    route: Route
    how: SourcedSentence
    rank: int
    asked_first: Literal["creator", "desk"] = "creator"
    desk: DeskId | None = None
    family: str = ""
    methods: tuple[Method, ...] = ()
    takes: tuple[Method, ...] = ()
    stores: tuple[Store, ...] = ()
    repayment: Repaid = "unsaid"
    disputed_at: tuple[DeskId, ...] = ()
    asks: tuple[Asked, ...] = ()
    grounds: tuple[GroundId, ...] = ()
    acknowledgements: tuple[AcknowledgementRule, ...] = ()
    not_desks: tuple[DeskId, ...] = ()
    keeps_tax: bool = False
    is_claim_against_tiktok: bool = False
    is_invoiced: bool = False
    is_suspended: bool = False
    letters: tuple[LetterId, ...] = ()
    packets: tuple[Audience, ...] = ()
    tiktok: SourcedSentence | None = None
    """Why TikTok is not asked for anything; None if it is the desk."""
    windows: tuple[WindowRule, ...] = ()
    stages: tuple[StageRule, ...] = ()
    consequences: tuple[SourcedSentence, ...] = ()

    @property
    def is_bought(self) -> bool:
        """Return whether something was bought on this channel, rather than somebody hired."""
        return "purchase" in self.needs

    def accepted(self, acknowledgement: str) -> Statement | None:
        """Return the words that begin a sentence on an acknowledgement; None if the channel does not need it."""
        rules = (rule.any_of for rule in self.acknowledgements)
        return next((any_of[acknowledgement] for any_of in rules if acknowledgement in any_of), None)
