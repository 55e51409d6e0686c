"""The types of a case, as in `schemas/case.schema.json`: one class for each object, one field for each property.

`None` and `()` mean that the file does not state a value. Fields marked `derived` are not in the file; `key` is the
name in the file of a field whose name would be a Python keyword.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from decimal import Decimal

from makegood.model.frozen import frozen
from makegood.model.money import Money
from makegood.model.source import EvidenceFile, SentFile
from makegood.model.words import (
    Actor,
    AgreementKind,
    Alternative,
    Audience,
    Channel,
    ComputationMethod,
    DateOrder,
    DefectCode,
    DeliverableStatus,
    DeliverableType,
    Direction,
    EntityType,
    EvidenceKind,
    GroundId,
    LogEvent,
    MarkShape,
    Method,
    OrderStage,
    Paper,
    Privilege,
    Store,
    Via,
)

Moment = date | datetime
"""A day, or a moment with its UTC offset if it is known."""


@frozen
class Jurisdiction:
    """The place whose law and customs apply."""

    country: str
    subdivision: str | None = None

    @property
    def may_be_england(self) -> bool:
        """Return whether this is England or Wales, or a part of the United Kingdom that is not stated."""
        return self.country == "GB" and self.subdivision not in {"SCT", "NIR"}


@frozen
class Header:
    """The case itself."""

    case_ref: str
    channel: Channel
    as_of: date
    title: str | None = None
    language: str = "en"
    timezone: str = "UTC"
    jurisdiction: Jurisdiction | None = None
    created_on: date | None = None
    example: bool = False
    notes: str | None = None


@frozen
class Contact:
    """The person or department that answers for the brand."""

    name: str
    email: str
    role: str | None = None
    phone: str | None = None


@frozen
class Repayment:
    """The account for the refund: an IBAN, a UK or US account, or PayPal; complete, and of one kind only."""

    holder: str
    iban: str | None = None
    bic: str | None = None
    sort_code: str | None = None
    routing_number: str | None = None
    account_number: str | None = None
    paypal: str | None = None
    reference: str | None = None


@frozen
class Brand:
    """Your company, which paid."""

    legal_name: str
    contact: Contact
    trading_name: str | None = None
    entity_type: EntityType | None = None
    address: tuple[str, ...] = ()
    country: str | None = None
    registration_number: str | None = None
    vat_number: str | None = None
    handle: str | None = None
    ad_account_id: str | None = None
    business_center_id: str | None = None
    repayment: Repayment | None = None


@frozen
class Representative:
    """Somebody who acts for the creator, and gets a copy of each mail."""

    name: str
    email: str
    agency: str | None = None


@frozen
class Creator:
    """The influencer. Without `email` the letters are messages, for which the handle is enough."""

    display_name: str
    handle: str
    entity_type: EntityType
    country: str
    email: str | None = None
    former_handles: tuple[str, ...] = ()
    legal_name: str | None = None
    salutation_name: str | None = None
    profile_url: str | None = None
    address: tuple[str, ...] = ()
    language: str | None = None
    pronoun: str | None = None
    representative: Representative | None = None


@frozen
class Payee:
    """The recipient of the money if it is not the creator."""

    name: str
    relation: str
    evidence: tuple[str, ...] = ()


@frozen
class Platform:
    """The platform's contracting entity, as on the invoice, and how to reach it."""

    name: str | None = None
    contracting_entity: str | None = None
    ticket_email: str | None = None
    url: str | None = None


@frozen
class Parties:
    """The parties of the case."""

    brand: Brand
    creator: Creator | None = None
    payee: Payee | None = None
    platform: Platform | None = None


@frozen
class Clause:
    """A passage of the agreement, quoted."""

    quote: str
    section: str | None = None
    evidence: tuple[str, ...] = ()


@frozen
class UsageRights:
    """How the brand may use the content."""

    scope: str
    ends_on: date | None = None


@frozen
class Amendment:
    """A change of the agreement."""

    agreed_on: date
    change: str
    asked_by: Actor
    accepted: bool | None = None
    evidence: tuple[str, ...] = ()


@frozen
class Agreement:
    """The agreement with the creator."""

    kind: AgreementKind
    agreed_on: date
    effective_on: date | None = None
    ends_on: date | None = None
    title: str | None = None
    version: str | None = None
    order_id: str | None = None
    order_stage: OrderStage | None = None
    campaign: str | None = None
    campaign_id: str | None = None
    fee: Money | None = None
    governing_law: str | None = None
    refund_clause: Clause | None = None
    cancellation_clause: Clause | None = None
    kill_fee_percent: Decimal | None = None
    cure_period_days: int | None = None
    usage_rights: UsageRights | None = None
    exclusivity: str | None = None
    disclosure_required: bool | None = None
    min_live_days: int | None = None
    prepaid_reason: str | None = None
    amendments: tuple[Amendment, ...] = ()
    evidence: tuple[str, ...] = ()


@frozen
class Spec:
    """What was agreed about the form of the post."""

    format: str | None = None
    min_seconds: int | None = None
    max_seconds: int | None = None
    hashtags: tuple[str, ...] = ()
    mention: str | None = None
    sound: str | None = None
    link: str | None = None
    text: str | None = None


@frozen
class Metrics:
    """Numbers as read on a day."""

    as_of: date
    source: str
    views: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    followers: int | None = None


@frozen
class Guarantee:
    """A number that was promised in writing."""

    metric: str
    value: int
    evidence: tuple[str, ...] = ()


@frozen
class PriceReduction:
    """What a defect takes off the price of its deliverable: an amount, or a percentage of the price.

    With both numbers of days, it is the part of that for the missing days of a right or a duty.
    """

    reason: str
    amount: Money | None = None
    percent: Decimal | None = None
    missing_days: int | None = None
    agreed_days: int | None = None
    clause: Clause | None = None


@frozen
class Defect:
    """A defect of delivered work."""

    code: DefectCode
    reduction: PriceReduction | None = None
    detail: str | None = None
    noticed_on: date | None = None
    cure_asked_on: date | None = None
    evidence: tuple[str, ...] = ()


@frozen
class Deliverable:
    """One piece of work to be delivered."""

    id: str
    type: DeliverableType
    status: DeliverableStatus
    title: str | None = None
    qty: int = 1
    spec: Spec | None = None
    due: date | None = None
    due_from: date | None = None
    requires_approval: bool | None = None
    min_live_days: int | None = None
    price: Money | None = None
    weight: Decimal | None = None
    draft_submitted_at: Moment | None = None
    approved_at: Moment | None = None
    posted_at: Moment | None = None
    url: str | None = None
    removed_at: Moment | None = None
    disclosed: bool | None = None
    why_the_date_mattered: str | None = None
    metrics: tuple[Metrics, ...] = ()
    guaranteed: Guarantee | None = None
    defects: tuple[Defect, ...] = ()
    booked_impressions: int | None = None
    delivered_impressions: int | None = None
    evidence: tuple[str, ...] = ()


@frozen
class Campaign:
    """The campaign in Promote or Ads Manager."""

    id: str | None = None
    name: str | None = None
    objective: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    budget: Money | None = None


@frozen
class Balance:
    """A balance as shown in the account."""

    amount: Money
    read_on: date
    tax: Money | None = None
    service_fee: Money | None = None
    ad_credit: Money | None = None


@frozen
class Failure:
    """What failed, when, and the words on the screen."""

    what: str
    at: Moment
    shown: str | None = None
    reference: str | None = None
    evidence: tuple[str, ...] = ()


@frozen
class Purchase:
    """What was bought from TikTok or through a store; required by the promote_* and ads_* channels."""

    product: str | None = None
    store: Store | None = None
    order_number: str | None = None
    transaction_id: str | None = None
    coins: int | None = None
    coins_unused: int | None = None
    expected: Money | None = None
    campaign: Campaign | None = None
    balance: Balance | None = None
    failure: Failure | None = None
    evidence: tuple[str, ...] = ()


@frozen
class Exchange:
    """The rate at which an amount was converted."""

    rate: Decimal
    to: str
    on: date
    source: str


@frozen
class Payment:
    """One payment. `received` is what arrived of it if a part was withheld on the way.

    `part_of` is the sum that was paid at once, if the rest of it was for the work of others and is not in this case.
    """

    amount: Money
    paid_on: date
    id: str | None = None
    direction: Direction = "out"
    settled_on: date | None = None
    method: Method | None = None
    reference: str | None = None
    payer: str | None = None
    payee: str | None = None
    fee: Money | None = None
    received: Money | None = None
    part_of: Money | None = None
    tax: Money | None = None
    fx: Exchange | None = None
    installment: int | None = None
    via: Actor | None = None
    channel: Channel | None = None
    pays_for: tuple[str, ...] = field(default=(), metadata={"key": "for"})
    coin: str | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()


@frozen
class Interest:
    """Interest under the agreement."""

    rate_percent: Decimal
    from_on: date
    clause: Clause


@frozen
class Offer:
    """A settlement offer. `content` states what happens to the posts and to the rights to use them.

    `pay_by` is the last day to pay it; if None, it is the day on which the offer lapses.
    """

    amount: Money
    content: str | None = None
    pay_by: date | None = None


@frozen
class Refund:
    """The requested refund."""

    grounds: tuple[GroundId, ...]
    basis: str | None = None
    requested: Money | None = None
    method: ComputationMethod | None = None
    percent: Decimal | None = None
    alternatives: tuple[Alternative, ...] | None = None
    make_good_by: date | None = None
    ends_agreement: bool | None = None
    cap: Money | None = None
    interest: Interest | None = None
    offer: Offer | None = None


@frozen
class Area:
    """A rectangle in percent of the upright page, from its top left corner."""

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


@frozen
class Mark:
    """A mark that points at something on a page."""

    shape: MarkShape
    area: Area
    page: int = 1
    note: str | None = None


@frozen
class Mask:
    """What must be hidden: an area of a page, or a text wherever it occurs."""

    reason: str
    area: Area | None = None
    page: int = 1
    text: str | None = None


@frozen
class Unmask:
    """A text that looks private and may be shown."""

    text: str
    reason: str


@frozen
class Still:
    """A picture from a recording."""

    file: str
    timecode: str
    shows: str | None = None


@frozen
class Evidence:
    """One file in the folder evidence/, with a description."""

    file: str
    caption: str
    id: str = ""
    kind: EvidenceKind | None = None
    title: str | None = None
    sha256: str | None = None
    created_on: date | None = None
    captured_at: Moment | None = None
    captured_by: str | None = None
    source_url: str | None = None
    device: str | None = None
    language: str | None = None
    translation_of: str | None = None
    translated_by: str | None = None
    transcript: str | None = None
    audience: tuple[Audience, ...] = ()
    privilege: Privilege = "none"
    pages: str | None = None
    crop: Area | None = None
    marks: tuple[Mark, ...] = ()
    masks: tuple[Mask, ...] = ()
    unmask: tuple[Unmask, ...] = ()
    rows: str | None = None
    me: str | None = None
    date_order: DateOrder | None = None
    messages: str | None = None
    duration: str | None = None
    stills: tuple[Still, ...] = ()


@frozen
class LogEntry:
    """One event of the case."""

    at: Moment
    event: LogEvent
    by: Actor | None = None
    via: Via | None = None
    letter: str | None = None
    desk: str | None = None
    to: tuple[str, ...] = ()
    text: str | None = None
    subject: str | None = None
    number: str | None = None
    amount: Money | None = None
    deadline: date | None = None
    source: str | None = None
    privilege: Privilege = "none"
    eml: str | None = None
    sha256: str | None = None
    deliverable: str | None = None
    exhibits: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def is_decision(self) -> bool:
        """Return whether this is the decision of a desk, not of a party.

        An agency answers for the creator where the entry names no desk.
        """
        parties = {"brand", "creator"} if self.desk else {"brand", "creator", "agency"}
        return self.event in {"approved", "rejected"} and self.by not in parties


@frozen
class Acceptance:
    """A finding of a rule that is accepted, with the reason."""

    rule: str
    reason: str


@frozen
class Acknowledgement:
    """Something that you know and accept."""

    id: str
    on: date
    by: str


@frozen
class Limits:
    """Limits that replace the usual ones."""

    ticket_characters: int | None = None
    mail_bytes: int | None = None
    evidence_files: int | None = None
    evidence_bytes: int | None = None
    file_bytes: int | None = None
    image_pixels: int | None = None
    pdf_pages: int | None = None


@frozen
class Settings:
    """How the documents are made."""

    paper: Paper | None = None
    reply_days: int | None = None
    holidays: tuple[date, ...] = ()
    archival: tuple[Audience, ...] = ()
    limits: Limits = Limits()


@frozen
class Case:
    """A whole checked case. `evidence` is in the order of the file; `inventory` and `sent` are the files it names."""

    case: Header
    parties: Parties
    payments: tuple[Payment, ...]
    refund: Refund
    agreement: Agreement | None = None
    deliverables: tuple[Deliverable, ...] = ()
    purchase: Purchase | None = None
    evidence: tuple[Evidence, ...] = ()
    log: tuple[LogEntry, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    acknowledged: tuple[Acknowledgement, ...] = ()
    settings: Settings = Settings()
    schema_version: int = 1
    story: str = field(default="", metadata={"derived": "story.md"})
    inventory: tuple[EvidenceFile, ...] = field(default=(), metadata={"derived": "the folder evidence/"})
    sent: tuple[SentFile, ...] = field(default=(), metadata={"derived": "the folder sent/"})

    @property
    def is_mailed(self) -> bool:
        """Return whether letters go to the creator by mail; without an address they are messages."""
        return self.parties.creator is not None and self.parties.creator.email is not None

    @property
    def agency(self) -> str | None:
        """The name of the agency that represents the creator; None if the case does not state it."""
        creator = self.parties.creator
        return creator.representative.agency if creator and creator.representative else None

    @property
    def courts(self) -> tuple[Jurisdiction, ...]:
        """The places where the creator may be taken to court: their home, and the place whose law the case states."""
        creator, law = self.parties.creator, self.case.jurisdiction
        is_home = creator is None or law is None or law.country == creator.country
        home = law if creator is None or (law and is_home) else Jurisdiction(country=creator.country)
        return tuple(place for place in (home, None if is_home else law) if place)
