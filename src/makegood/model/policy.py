"""The world's rules as data: what each file of `policies/` says, with where it was read and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Literal

from makegood.model.case import Case, Deliverable, Jurisdiction
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
"""How a payment comes back.

`account`: to an account of ours, at a bank or in an app. `paypal` and `provider` (of a card or a payment link): by a
refund of the payment itself. `platform`: through where it was booked. `cash` and `none` (crypto, a voucher, Klarna):
from no account that it could go back to. `unsaid`: nobody says how it was paid, or it can be several.
"""
Side = Literal["brand", "creator"]
"""Whose country decides."""
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
"""The day a window is counted from: the payment, its processing (the payment's day where no other is known), the last
due day, and so on. `..._undated`: only where no due day was agreed. `facts`: the day on which what is claimed happened:
the failure, else the first due day of what was not delivered."""


@frozen
class SourceText:
    """One edition of one text of the world that rules rest on: a file of `policies/sources/`.

    `edition` is the date or version that the text gives itself, "" where it bears none; `region` says for whom it
    holds, "" for everybody. `as_of` is the day on which it was read. `superseded_by` names a newer edition that is
    known and was not read: nothing may rest on such a text. `excludes` are channels that it says it does not govern:
    no notice for them may cite it.
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
    """Where a rule was read, when, and how sure that is. `url` may be empty for our own judgement.

    `source` is the text's title and the place in it. `as_of` is the day on which it was read; `edition` is the date
    or version that the text gives itself, `region` for whom it holds. `text` is the id of its `SourceText`, "" where
    the entry spells it out.
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
    """Return every source that stands somewhere in a rule, in the order of its fields."""
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
    """One sentence and where it was read.

    `regions` are jurisdictions (ISO 3166-1), `methods` ways of payment, `channels` those of the case; empty: it holds
    for all, but for the countries in `not_regions`.
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

    Without days nothing could be confirmed, and nothing is computed. `regions` are countries of the brand
    (ISO 3166-1), `stores` and `grounds` those of the case; empty: it holds for all. With `methods` it counts from the
    payments alone that were made in one of these ways, and holds only where there are some.
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
    """The entry of the log that is this act; None: a ticket, a dispute, a claim or a request that was sent."""
    aside: bool = False
    """Another act than the claim itself: its end does not end the claim."""
    each_payment: bool = False
    """The act is done for each payment by itself: each has a window of its own."""
    then: str = ""
    regions: tuple[str, ...] = ()
    stores: tuple[Store, ...] = ()
    grounds: tuple[GroundId, ...] = ()
    methods: tuple[Method, ...] = ()


@frozen
class StageRule:
    """What an order gives back that ends at this stage; `percent` None where no source says it.

    With `grounds` it holds only where one of them is claimed, and then before the rule without; with `after_due` only
    where the draft came after its due day, too.
    """

    stage: OrderStage
    sourced: Sourced
    percent: int | None = None
    text: str = ""
    grounds: tuple[GroundId, ...] = ()
    after_due: bool = False


@frozen
class MethodPolicy:
    """One way of payment. `meaning` explains it in a sentence; `phrase` fits after "we paid GBP 500.00".

    `repayment` is how it comes back. `disputed_at` are the desks at which a dispute over such a payment can run, its
    own first. `is_unprotected`: its desk takes no dispute over it. `has_coin`: the case may name what was sent. `names`
    are others that people type for it, in small letters with underscores. `channels` are those that it tells, beside
    what their own files have.
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
    """What has to be accepted, since it cannot be undone: one of `any_of`, ids that `acknowledged` takes.

    Each has the words that begin a sentence on it: "... was read and accepted by Jo Penrose". `text` says why. `who`
    completes the question for a name in a new case. `must`: without it nothing is made; else it is a warning.
    """

    any_of: Mapping[str, str]
    text: str
    who: str
    must: bool = False


@frozen
class ChannelPolicy:
    """One way the money went. `desk` None: no desk but the other party itself holds the money.

    `meaning` explains it in a sentence; channels are listed by their `rank`, the usual ones first. `asks` are the
    fields that a new case asks for beside those that its `needs` imply; `grounds` the usual ones, in their order.

    `asked_first`: who is asked for the money at once. `route` none: nobody pays this back.

    Payments of several channels may stand in one case where all have the same `family`; "" stands alone. `methods` are
    those that tell that a payment went this way. `takes` are others that may have gone this way: they do not choose
    it, and stay with it where the case names it. `stores` are those whose purchases go this way; empty: none, or any.
    `repayment` is how a payment comes back whose method the case does not state, `disputed_at` where a dispute over it
    can run, as a method has it.

    `keeps_tax`: who pays back does so without tax. `is_claim_against_tiktok`: so the terms' time for that counts.
    `is_invoiced`: a notice goes to the company that the invoice names. `is_suspended`: the account is. `not_desks`
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
    """Why TikTok is asked for nothing; None where it is the desk."""
    windows: tuple[WindowRule, ...] = ()
    stages: tuple[StageRule, ...] = ()
    consequences: tuple[Statement, ...] = ()

    @property
    def is_bought(self) -> bool:
        """Return whether something was bought here, not somebody hired."""
        return "purchase" in self.needs

    def accepted(self, acknowledgement: str) -> str:
        """Return the words that begin a sentence on an acknowledgement, "" where the channel does not ask for it."""
        rules = (rule.any_of for rule in self.acknowledgements)
        return next((any_of[acknowledgement] for any_of in rules if acknowledgement in any_of), "")


@frozen
class ProofNeeded:
    """One item of a ground's minimum evidence: what proves it (any of these kinds, and what that part cites).

    `after_due`: only what was captured after the first open work was due. `comes_with`: the letter that gives it.
    """

    id: str
    what: str
    where: str
    kinds: tuple[EvidenceKind, ...] = ()
    cited_by: Literal["agreement", "payments", "deliverables", "log", "purchase", "defects", "amendments"] | None = None
    at_least: int = 1
    after_due: bool = False
    comes_with: str = ""


@frozen
class Threshold:
    """A share, in percent, and where it was read."""

    percent: int
    sourced: Sourced


@frozen
class GroundPolicy:
    """`phrase` is a clause that fits after "on the ground that" and can stand alone.

    `statuses` and `defects` are those of a deliverable that show this ground; where both are empty, it is none of a
    single deliverable. `method` is the computation that suits it; None: it depends on what was bought. `delivered` is
    how much of the work may have come for the ground to be true: none of it, or some but not all; None: the ground
    does not say. `headline` is a whole sentence for the head of a packet, and `headline_of_one` the same for one piece
    of work, which stands in it as {work}; "" where the work says it. `within` are windows, by their id, in which alone
    the ground gives a right; empty: it needs none. `again` is a sentence that asks a desk to give what is missing once
    more, before money; "" where money is asked for at once.

    `meaning` explains it in a sentence. `signs` are other words in which a letter states it, and `true_of` further
    statuses that make such words a fact, whatever is claimed. `stated_in`: what a document says of the statuses of the
    work, of the failure or of the balance states it already. `before_due`: work may be called missing before its due
    day. `is_overcharge`: it says by itself that more was paid than was due. `full_from`: the share of booked
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
    before_due: bool = False
    is_overcharge: bool = False
    full_from: Threshold | None = None

    def is_of(self, item: Deliverable) -> bool:
        """Return whether a deliverable shows this ground."""
        return item.status in self.statuses or any(one.code in self.defects for one in item.defects)


@frozen
class EndingRule:
    """How an agreement is ended by the law of a place, as a sentence, and what has to have come before it is.

    `after` nothing: the declaration is enough. A `period` to deliver must have been given and be over; a `warning`:
    with the word that the agreement may be ended after it. `regions` are countries of the case's law (ISO 3166-1),
    without the parts of countries `not_in` (ISO 3166-2).
    """

    text: str
    sourced: Sourced
    after: Before
    regions: tuple[str, ...]
    not_in: tuple[str, ...] = ()

    def holds(self, law: Jurisdiction | None) -> bool:
        """Return whether it is the law of a case; where the law is not known, no rule holds."""
        return law is not None and holds_in((law,), self.regions, not_in=self.not_in)


@frozen
class WritingRule:
    """Where the law of a place wants an agreement in writing, as a sentence: from a sum on (`least`), since a day."""

    text: str
    sourced: Sourced
    least: Money
    since: date
    regions: tuple[str, ...]


@frozen
class LetterPolicy:
    """One letter of the ladder, and the calendar days that it gives for a reply; 0: it sets no deadline.

    `when` says in a sentence when it is made.

    `by_entity` goes before `days` for recipients in `by_entity_regions` (ISO 3166-1; empty: everywhere), but for
    `by_entity_not_in` (ISO 3166-2).
    `least_days` must be left of it on the day of sending (first request: 14 and 10). `words`: fewest and most.
    `by_post`: goes on paper as well. `encloses_packet`: the reader's packet goes with it. `enclosures` go with it to
    the recipients whom `by_entity` names. `ending`: how it ends the agreement as to what was not delivered, by the law
    of the case. `writing`: where there may be no agreement to end, since the law wants it in writing.
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
        """Return whether `by_entity` has a rule for this recipient in a court of these places; none: none is known."""
        return entity in self.by_entity and holds_in(places, self.by_entity_regions, not_in=self.by_entity_not_in)


@frozen
class Delay:
    """After how many days without a word, or without the money, a desk is asked again.

    `working`: Monday to Friday. `after` is the entry of the log from which it counts, None: any. `regions` are
    countries of the brand (ISO 3166-1), `stores` those of the purchase, empty: all. `act` is what is done then, where
    that is not to ask again.
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
    """One place that is asked. `name` is how a sentence calls it: "Ask ... for the refund"; `act` says it otherwise.

    `where` is where one clicks, `answer_in` where its answer appears and how long that may take, by its sources.

    `speaker` is who answers there, as the log names it. `is_by_mail`: it is written to by mail, which has a
    subject: there is no form to fill in, and no number is given.
    `takes_disputes`: what is opened there is a dispute, not a ticket.

    `store_names` are the names of the app stores, where the desk is one of them.

    `attachment_pattern` is a regular expression of the desk's names, empty where none is known.

    `answer` and `pay` say how long to wait for a word and, once it is approved, for the money: the first that fits
    holds. A desk without `answer` answers nobody, and the money is waited for at once.

    `lengths` in characters. `attachment_bytes` is the most that one file may have, `total_bytes` all together,
    `attachment_count` how many there may be;
    None, and no types: nothing is confirmed.
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
    """The most bytes that a whole mail may have, attachments and their encoding included.

    From `heavy_bytes` on there is a warning; None: there is none.
    """

    most_bytes: int
    sourced: Sourced
    heavy_bytes: int | None = None


@frozen
class ProfilePolicy:
    """One audience's packet: who reads it and which kinds of evidence that reader may not see.

    `mail` bounds a mail that carries this packet; settings.limits.mail_bytes goes before it.
    `dpi`: pictures are printed with at most so many dots an inch, None: as they are; `is_grey`: in shades of grey;
    `is_archival`: as PDF/A-3, which settings.archival asks for too. `pdf_version` is the newest that the reader takes,
    such as 1.6; "" the usual. `parts` are the parts of the packet before its exhibits, in their order. `paper`: None:
    that of the case.
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
    """To whom a notice goes: the company and the lines below its name; no lines where no address is named.

    `regions` are countries of the brand (ISO 3166-1), empty: all but those in `not_regions`.
    """

    name: str
    address: tuple[str, ...]
    sourced: Sourced
    regions: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()


@frozen
class NoticeText:
    """The sentences of a notice that its terms ask for: the first, and the one that asks for an answer.

    `form` is the address of a web form that takes it, where the terms name no postal address; "" where they do.
    """

    opening: str
    answer: str
    form: str = ""


@frozen
class EscalationPolicy:
    """What can be done where the first request fails: a notice, a dispute, a court.

    `by_post`: it begins with a letter, `notice`, to the first of the `addressees` that fits. `channels` empty: all.
    `regions` are countries (ISO 3166-1) of the party that `of` names, empty: everywhere but in `not_regions` and in the
    parts of countries `not_in` (ISO 3166-2); with `only_in` it holds in those parts alone, where the case names them.
    A notice goes by where the brand is, a court by where the creator is, or by the law that the case names.
    `ceiling` is the most that it takes. `steps` in the order in which they are taken, each with its source.
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
        """Return whether it holds for a case; a country or a part of one that is not known shuts nothing out."""
        places = self.places(case)
        return (
            (not self.channels or case.case.channel in self.channels)
            and holds_in(places, self.regions, self.not_regions, self.not_in)
            and (not self.only_in or any(f"{one.country}-{one.subdivision}" in self.only_in for one in places))
        )

    def places(self, case: Case) -> tuple[Jurisdiction, ...]:
        """Return the places of a case by which it goes."""
        law, country = case.case.jurisdiction, case.parties.brand.country
        if self.of == "creator":
            return case.courts
        return (Jurisdiction(country=country),) if country else (law,) if law else ()

    def addressee(self, country: str | None) -> Addressee | None:
        """Return to whom a notice from a country goes; None where no addressee is known."""
        for to in self.addressees:
            if (not to.regions or country in to.regions) and country not in to.not_regions:
                return to
        return None


def holds_in(
    places: tuple[Jurisdiction, ...],
    regions: tuple[str, ...],
    not_regions: tuple[str, ...] = (),
    not_in: tuple[str, ...] = (),
) -> bool:
    """Return whether a rule holds in one of these places; without any, where they are is not known."""
    return not places or any(
        (not regions or one.country in regions)
        and one.country not in not_regions
        and f"{one.country}-{one.subdivision}" not in not_in
        for one in places
    )


@frozen
class WordList:
    """Words that no letter of ours holds: those that accuse, and those that threaten.

    A star at the end stands for any letters that follow; each is found as whole words, in capitals or not.
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
    """Groups of countries (ISO 3166-1) that have a name, such as EEA."""

    groups: Mapping[str, tuple[str, ...]]
    sourced: Sourced


@frozen
class Policies:
    """All rules that hold in a workspace: the program's own, and over them the workspace's."""

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
        """Return the decimals of each currency's minor unit, by its ISO 4217 code."""
        return self.units.minor
