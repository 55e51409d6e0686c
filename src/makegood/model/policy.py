"""The types of the files in `policies/`: rules as data, with their source and the day on which it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Literal

from makegood.model.case import Case, Defect, Deliverable, Jurisdiction
from makegood.model.frozen import frozen
from makegood.model.money import Money
from makegood.model.words import (
    Actor,
    Audience,
    Channel,
    ComputationMethod,
    DefectCode,
    DeliverableStatus,
    DeskId,
    EntityType,
    EvidenceKind,
    GroundId,
    LetterId,
    LogEvent,
    Method,
    OrderStage,
    Paper,
    Store,
)

PacketPart = Literal["index", "matrix", "computation", "chronology", "story", "terms", "about"]
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
Stated = Literal["status", "failure", "balance"]
Before = Literal["nothing", "period", "warning"]
Repaid = Literal["account", "paypal", "provider", "platform", "goods", "cash", "none", "unsaid"]
"""How a payment is refunded.

`account`: to our account, at a bank or in an app. `paypal` and `provider` (of a card or a payment link): by a refund of
the payment itself. `platform`: through the platform where it was booked. `cash` and `none` (crypto, a voucher, Klarna):
there is no account to refund it to. `unsaid`: how it was paid is not stated, or there are several possibilities.
"""
Side = Literal["brand", "creator"]
"""The party whose country matters."""
Confidence = Literal["official", "mirror", "third_party", "judgement", "unconfirmed"]
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
class SourceText:
    """One edition of a text on which rules are based: a file of `policies/sources/`.

    `edition` is the date or version that the text states, "" if it states none; `region` is where it applies, "" for
    everywhere. `as_of` is the day on which it was read. `superseded_by` is a newer edition that was not read yet: no
    rule may be based on such a text. `excludes` are channels that it states it does not govern: no notice for them may
    cite it.
    """

    id: str
    title: str
    url: str
    as_of: date
    confidence: Confidence
    edition: str = ""
    region: str = ""
    superseded_by: str = ""
    excludes: tuple[Channel, ...] = ()

    @property
    def was_not_found(self) -> bool:
        """Return whether it says that no text was found: `as_of` is the day on which one was looked for."""
        return was_not_found(self.url, self.confidence)


@frozen
class Sourced:
    """The source of a rule, the day on which it was read, and how reliable it is; `url` is "" for our own judgement.

    `source` is the title of the text and the section. `as_of` is the day on which it was read; `edition` is the date or
    version that the text states, `region` where it applies. `text` is the id of its `SourceText`, "" if the entry has
    its source in full.
    """

    source: str
    url: str
    as_of: date
    confidence: Confidence
    edition: str = ""
    region: str = ""
    text: str = ""

    @property
    def was_not_found(self) -> bool:
        """Return whether no text was found for the rule: `as_of` is the day on which one was looked for."""
        return was_not_found(self.url, self.confidence)


def was_not_found(url: str, confidence: Confidence) -> bool:
    """Return whether a source stands for a text that was not found: it has no address, and is nobody's judgement."""
    return not url and confidence == "unconfirmed"


def sources_of(rule: object) -> Iterator[Sourced]:
    """Yield every source in a rule and its parts, in the order of the fields."""
    if isinstance(rule, Sourced):
        yield rule
    elif isinstance(rule, tuple):
        for entry in rule:
            yield from sources_of(entry)
    elif is_dataclass(rule):
        for field in fields(rule):
            yield from sources_of(getattr(rule, field.name))


@frozen
class Statement:
    """One sentence and its source.

    It applies to `regions` (ISO 3166-1), `methods` of payment and `channels` of the case; empty means all, except the
    countries in `not_regions`.
    """

    text: str
    sourced: Sourced
    regions: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    channels: tuple[Channel, ...] = ()


@frozen
class WindowRule:
    """When an act becomes possible and when it is too late, in calendar days or years after the anchor's day.

    `closes_after_years` counts to the same date of a later year (29 February: the 28th), less `closes_days_before`.

    Without days no period could be confirmed, and none is computed. It applies to `regions`, countries of the brand
    (ISO 3166-1), and to `stores` and `grounds` of the case; empty means all. With `methods` it is counted only from
    payments by these methods, and applies only if there are any.
    """

    id: str
    act: str
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
    then: str = ""
    regions: tuple[str, ...] = ()
    stores: tuple[Store, ...] = ()
    grounds: tuple[GroundId, ...] = ()
    methods: tuple[Method, ...] = ()


@frozen
class StageRule:
    """What is refunded for an order that ends at this stage; `percent` is None if no source states it.

    With `grounds` it applies only if one of them is claimed, and is then preferred to the rule without; with
    `after_due` only if the draft came after its due day, too.
    """

    stage: OrderStage
    sourced: Sourced
    percent: int | None = None
    text: str = ""
    grounds: tuple[GroundId, ...] = ()
    after_due: bool = False


@frozen
class MethodPolicy:
    """One method of payment. `meaning` explains it in a sentence; `phrase` fits after "we paid GBP 500.00".

    `repayment` is how it is refunded. `disputed_at` are the desks at which a dispute over such a payment can run, its
    own first. `is_unprotected`: its desk takes no dispute over it. `has_coin`: the case may state which cryptocurrency
    was sent. `names` are other names that people use for it, in lowercase with underscores. `channels` are those that
    the method identifies, in addition to those whose files list it.
    """

    id: Method
    title: str
    meaning: str
    phrase: str
    repayment: Repaid
    sourced: Sourced
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

    any_of: Mapping[str, str]
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
    title: str
    meaning: str
    needs: tuple[Need, ...]
    holder: Statement
    refunder: Statement
    refundable: Statement
    route: Route
    how: Statement
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
    tiktok: Statement | None = None
    """Why TikTok is not asked for anything; None if it is the desk."""
    windows: tuple[WindowRule, ...] = ()
    stages: tuple[StageRule, ...] = ()
    consequences: tuple[Statement, ...] = ()

    @property
    def is_bought(self) -> bool:
        """Return whether something was bought on this channel, rather than somebody hired."""
        return "purchase" in self.needs

    def accepted(self, acknowledgement: str) -> str:
        """Return the words that begin a sentence on an acknowledgement; "" if the channel does not need it."""
        rules = (rule.any_of for rule in self.acknowledgements)
        return next((any_of[acknowledgement] for any_of in rules if acknowledgement in any_of), "")


CitedBy = Literal["agreement", "payments", "deliverables", "log", "purchase", "defects", "amendments"]
"""The parts of a case whose `evidence` may have to cite a proof."""
ForEach = Literal["delivered", "affected"]
"""The deliverables for each of which a proof may be needed."""
Taken = Literal["after_due", "while_online", "after_removal"]
"""When a proof may have to be captured."""


@frozen
class ProofNeeded:
    """One item of a ground's minimum evidence, proven by any of these kinds that the part `cited_by` cites.

    `for_each`: it is needed once for each deliverable that was delivered, or that shows the ground ("affected"), by
    evidence of that deliverable; None: once for the case. `taken`: only what was captured after the work was due,
    while the post was online, or after it was removed. `needs_posting_day`: it proves nothing while the day of the post
    is not known. `comes_with`: the letter that provides it.
    `for_defects`: only where work has one of these defects; empty: always.
    """

    id: str
    what: str
    where: str
    kinds: tuple[EvidenceKind, ...] = ()
    cited_by: CitedBy | None = None
    for_each: ForEach | None = None
    at_least: int = 1
    taken: Taken | None = None
    needs_posting_day: bool = False
    comes_with: str = ""
    for_defects: tuple[DefectCode, ...] = ()


@frozen
class Threshold:
    """A share, in percent, and its source."""

    percent: int
    sourced: Sourced


@frozen
class GroundPolicy:
    """A ground of a claim. `phrase` is a clause that fits after "on the ground that", and can be used alone.

    `statuses` and `defects` of a deliverable show this ground; if both are empty, it does not depend on a single
    deliverable. `method` is the suggested computation; None: it depends on what was bought. `delivered` is how much of
    the work may have been delivered for the ground to be true: none of it, or some but not all; None: any. `headline`
    is a whole sentence for the head of a packet, and `headline_of_one` the same for one piece of work, inserted at
    {work}; "" if the list of work is enough. `within` are ids of windows outside which the ground gives no right;
    empty: it needs none. `again` is a sentence that asks a desk to deliver what is missing before a refund; "" if the
    refund is asked for at once. `unpriced` is a sentence that says why no sum can be computed; only with the method
    "negotiated".

    `meaning` explains it in a sentence. `signs` are other words in which a letter states it, and `true_of` further
    statuses for which such words are true, whatever is claimed. `stated_in`: a document that states the statuses of the
    work, the failure or the balance states the ground already. `before_due`: work may be called missing before its due
    day. `is_overcharge`: the ground implies that more was paid than was due. `full_from`: the share of booked
    impressions that counts as all of them.
    """

    id: GroundId
    title: str
    meaning: str
    phrase: str
    strength: Literal["strong", "medium", "weak", "contract", "unconfirmed", "none"]
    method: ComputationMethod | None
    minimum: tuple[ProofNeeded, ...]
    sourced: Sourced
    delivered: Literal["none", "some"] | None = None
    statuses: tuple[DeliverableStatus, ...] = ()
    defects: tuple[DefectCode, ...] = ()
    signs: tuple[str, ...] = ()
    true_of: tuple[DeliverableStatus, ...] = ()
    stated_in: Stated | None = None
    headline: str = ""
    headline_of_one: str = ""
    within: tuple[str, ...] = ()
    again: str = ""
    unpriced: str = ""
    before_due: bool = False
    is_overcharge: bool = False
    full_from: Threshold | None = None

    def is_shown_by(self, item: Deliverable, defects: Iterable[Defect]) -> bool:
        """Return whether a deliverable with these defects shows this ground."""
        return item.status in self.statuses or any(defect.code in self.defects for defect in defects)


@frozen
class EndingRule:
    """How the law of a place lets an agreement be ended, as a sentence, and what is required before.

    `after` "nothing": the declaration is enough. "period": a period to deliver must have been given and be over.
    "warning": the same, with a warning that the agreement may be ended after it. `regions` are countries of the case's
    law (ISO 3166-1), without the parts of countries `not_in` (ISO 3166-2).
    """

    text: str
    sourced: Sourced
    after: Before
    regions: tuple[str, ...]
    not_in: tuple[str, ...] = ()

    def holds(self, law: Jurisdiction | None) -> bool:
        """Return whether the rule applies under a law; no rule does if the law is not known."""
        return law is not None and holds_in((law,), self.regions, not_in=self.not_in)


@frozen
class WritingRule:
    """A law that requires an agreement in writing, as a sentence: from a sum on (`least`), since a day."""

    text: str
    sourced: Sourced
    least: Money
    since: date
    regions: tuple[str, ...]


@frozen
class LetterPolicy:
    """One letter of the ladder, and the calendar days that it gives for a reply; 0: it sets no deadline.

    `when` is a sentence on when it is made.

    `by_entity` overrides `days` for recipients in `by_entity_regions` (ISO 3166-1; empty: everywhere), except in
    `by_entity_not_in` (ISO 3166-2).
    `least_days` of them must be left on the day of sending (first request: 14 and 10). `words`: fewest and most.
    `by_post`: it also goes on paper. `encloses_packet`: the reader's packet is enclosed. `enclosures` are for the
    recipients in `by_entity`. `ending`: how it ends the agreement on work that was not delivered, by the law of the
    case. `writing`: laws under which there may be no valid agreement to end, since they require it in writing.
    """

    id: str
    title: str
    when: str
    days: int
    least_days: int
    words: tuple[int, int]
    sourced: Sourced
    by_entity: Mapping[EntityType, int]
    by_entity_regions: tuple[str, ...] = ()
    by_entity_not_in: tuple[str, ...] = ()
    by_post: bool = False
    encloses_packet: bool = False
    enclosures: tuple[str, ...] = ()
    ending: tuple[EndingRule, ...] = ()
    writing: tuple[WritingRule, ...] = ()

    def singles_out(self, entity: EntityType, places: tuple[Jurisdiction, ...]) -> bool:
        """Return whether `by_entity` applies to this recipient in these places; () if no place is known."""
        return entity in self.by_entity and holds_in(places, self.by_entity_regions, not_in=self.by_entity_not_in)


@frozen
class Delay:
    """The number of days without an answer, or without the money, after which a desk is asked again.

    `working`: the days are Monday to Friday. `after` is the event in the log from which they count, None: any.
    `regions` are countries of the brand (ISO 3166-1), `stores` those of the purchase, empty: all. `act` is what to do
    then, if it is not to ask again.
    """

    days: int
    sourced: Sourced
    working: bool = False
    after: LogEvent | None = None
    regions: tuple[str, ...] = ()
    stores: tuple[Store, ...] = ()
    act: str = ""


@frozen
class DeskPolicy:
    """A desk that can be asked for a refund. `name` fits "Ask ... for the refund", which `act` replaces.

    `where` is how to reach it, `answer_in` where its answer appears and how long that may take, with sources.

    `speaker` is who answers there, as in `by` of the log. `is_by_mail`: it is asked by mail, with a subject, instead
    of a form, and gives no number. `takes_disputes`: a dispute is opened there, not a ticket.

    `store_names` are the names of the app stores if the desk is one of them.

    `attachment_pattern` is a regular expression for the names of attachments, empty if none is known.

    `answer` and `pay` are how long to wait for an answer and, after an approval, for the money: the first that fits
    applies. A desk without `answer` answers nobody, and the money is expected at once.

    `lengths` are in characters. `attachment_bytes` is the limit for one file, `total_bytes` for all together,
    `attachment_count` for their number; None, and no types: nothing is confirmed.
    """

    id: str
    title: str
    name: str
    where: Statement
    answer_in: tuple[Statement, ...]
    audience: Audience
    speaker: Actor
    lengths: tuple[int, ...]
    attachment_types: tuple[str, ...]
    attachment_bytes: int | None
    attachment_pattern: str
    sourced: Sourced
    store_names: Mapping[Store, str]
    url: str = ""
    total_bytes: int | None = None
    attachment_count: int | None = None
    is_by_mail: bool = False
    takes_disputes: bool = False
    act: str = ""
    answer: tuple[Delay, ...] = ()
    pay: tuple[Delay, ...] = ()

    @property
    def opened_by(self) -> LogEvent:
        """Return the entry of the log that is a first request here: "sent" where no number is given for it."""
        if self.is_by_mail or not self.answer:
            return "sent"
        return "dispute_opened" if self.takes_disputes else "ticket_opened"


@frozen
class MailLimit:
    """The most bytes that a whole mail may have, including attachments and their encoding.

    From `heavy_bytes` on there is a warning; None: there is none.
    """

    most_bytes: int
    sourced: Sourced
    heavy_bytes: int | None = None


@frozen
class ProfilePolicy:
    """One audience's packet: who reads it and which kinds of evidence that reader may not see.

    `mail` limits a mail with this packet; settings.limits.mail_bytes overrides it. `dpi` is the most dots per inch of
    pictures, None: as they are; `is_grey`: they are in shades of grey; `is_archival`: the packet is PDF/A-3, which
    settings.archival can also ask for. `pdf_version` is the newest that the reader accepts, such as 1.6; "" for the
    default. `parts` are the parts of the packet before its exhibits, in order. `paper` is None for that of the case.
    """

    audience: Audience
    title: str
    reader: str
    excludes: tuple[EvidenceKind, ...]
    attachment_name: str
    max_bytes: int | None
    max_pages: int | None
    dpi: int | None
    is_grey: bool
    is_archival: bool
    pdf_version: str
    parts: tuple[PacketPart, ...]
    paper: Paper | None
    mail: MailLimit | None
    sourced: Sourced


@frozen
class Addressee:
    """The addressee of a notice: the company and the lines below its name; no lines if no address is known.

    `regions` are countries of the brand (ISO 3166-1), empty: all but those in `not_regions`.
    """

    name: str
    address: tuple[str, ...]
    sourced: Sourced
    regions: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()


@frozen
class NoticeText:
    """The sentences that the terms require in a notice: the first, and the one that asks for an answer.

    `form` is the URL of a web form for it if the terms have no postal address; "" if they have one.
    """

    opening: str
    answer: str
    form: str = ""


@frozen
class EscalationPolicy:
    """What can be done if the first request fails: a notice, a dispute, a court.

    `by_post`: it begins with a letter, `notice`, to the first of the `addressees` that fits. `channels`: empty is all.
    `regions` are countries (ISO 3166-1) of the party `of`; empty: everywhere except in `not_regions` and in the parts
    of countries `not_in` (ISO 3166-2); with `only_in` it applies only in those parts, if the case states the part. A
    notice depends on where the brand is, a court on where the creator is, or on the law that the case states.
    `ceiling` is the largest claim that it takes. `steps` are in order, each with its source.
    """

    id: str
    title: str
    channels: tuple[Channel, ...]
    regions: tuple[str, ...]
    not_regions: tuple[str, ...]
    addressees: tuple[Addressee, ...]
    steps: tuple[Statement, ...]
    windows: tuple[WindowRule, ...]
    sourced: Sourced
    by_post: bool = False
    of: Side = "brand"
    only_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    ceiling: Money | None = None
    notice: NoticeText | None = None

    def is_open_to(self, case: Case) -> bool:
        """Return whether it applies to a case; an unknown country or part of one excludes nothing."""
        places = self.places(case)
        return (
            (not self.channels or case.case.channel in self.channels)
            and holds_in(places, self.regions, self.not_regions, self.not_in)
            and (not self.only_in or any(f"{place.country}-{place.subdivision}" in self.only_in for place in places))
        )

    def places(self, case: Case) -> tuple[Jurisdiction, ...]:
        """Return the places of a case on which it depends."""
        law, country = case.case.jurisdiction, case.parties.brand.country
        if self.of == "creator":
            return case.courts
        return (Jurisdiction(country=country),) if country else (law,) if law else ()

    def addressee(self, country: str | None) -> Addressee | None:
        """Return the addressee of a notice from a country; None if no addressee is known."""
        for addressee in self.addressees:
            if (not addressee.regions or country in addressee.regions) and country not in addressee.not_regions:
                return addressee
        return None


def holds_in(
    places: tuple[Jurisdiction, ...],
    regions: tuple[str, ...],
    not_regions: tuple[str, ...] = (),
    not_in: tuple[str, ...] = (),
) -> bool:
    """Return whether a rule applies in one of these places; True if there are none, since the place is unknown."""
    return not places or any(
        (not regions or place.country in regions)
        and place.country not in not_regions
        and f"{place.country}-{place.subdivision}" not in not_in
        for place in places
    )


@frozen
class WordList:
    """Words that no letter of ours may contain: those that accuse, and those that threaten.

    A star at the end matches any letters that follow; each entry matches whole words, ignoring case.
    """

    accuse: tuple[str, ...]
    threaten: tuple[str, ...]
    sourced: Sourced


@frozen
class Currencies:
    """The decimals of each currency's minor unit, by its ISO 4217 code."""

    minor: Mapping[str, int]
    sourced: Sourced


@frozen
class Regions:
    """Named groups of countries (ISO 3166-1), such as EEA."""

    groups: Mapping[str, tuple[str, ...]]
    sourced: Sourced


@frozen
class Policies:
    """All policies of a workspace: the program's, overridden by the workspace's."""

    channels: Mapping[Channel, ChannelPolicy]
    grounds: Mapping[GroundId, GroundPolicy]
    methods: Mapping[Method, MethodPolicy]
    letters: Mapping[str, LetterPolicy]
    desks: Mapping[str, DeskPolicy]
    profiles: Mapping[Audience, ProfilePolicy]
    escalations: Mapping[str, EscalationPolicy]
    sources: Mapping[str, SourceText]
    units: Currencies
    regions: Regions
    words: Mapping[str, WordList]

    @property
    def currencies(self) -> Mapping[str, int]:
        """The decimals of each currency's minor unit, by its ISO 4217 code."""
        return self.units.minor
