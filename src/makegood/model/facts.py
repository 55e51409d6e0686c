"""The facts of a case: everything that documents may state, and which documents are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from makegood.model.artifact import DocumentKind
from makegood.model.case import (
    Agreement,
    Amendment,
    Case,
    Clause,
    Defect,
    Deliverable,
    Evidence,
    Failure,
    LogEntry,
    Moment,
    Payee,
    Payment,
    Purchase,
)
from makegood.model.errors import Problem
from makegood.model.money import Money
from makegood.model.policy import (
    ChannelPolicy,
    DeskPolicy,
    EndingRule,
    EscalationPolicy,
    GroundPolicy,
    MethodPolicy,
    NoticeText,
    ProfilePolicy,
    SourcedSentence,
    WritingRule,
)
from makegood.model.results import (
    AsPaid,
    ClaimPart,
    Computation,
    ComputationStep,
    DeclinedMakeGood,
    DueLetter,
    FollowUp,
    Ladder,
    MakeGood,
    Need,
    Sending,
    Share,
    Sums,
    Window,
)
from makegood.model.source import EvidenceFile
from makegood.model.statement import Statement, Wording
from makegood.model.words import (
    ACCOUNT_DEFECTS,
    CONTENT_DEFECTS,
    MISSING,
    POSTED,
    RIGHTS_DEFECTS,
    Audience,
    DeskId,
    Method,
)

__all__ = [
    "AsPaid",
    "Bundle",
    "Citation",
    "Computation",
    "ComputationStep",
    "Deadline",
    "DeclinedMakeGood",
    "DueLetter",
    "Ending",
    "Escalation",
    "Event",
    "Exhibit",
    "Facts",
    "FollowUp",
    "Ladder",
    "MakeGood",
    "Need",
    "NotMade",
    "Planned",
    "Row",
    "Sending",
    "Share",
    "Stage",
    "Sums",
    "Window",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What can be done next if the request fails, with the windows of this case.

    `is_above` is true if the claim is more than the ceiling, in the same currency.
    """

    policy: EscalationPolicy
    windows: tuple[Window, ...]
    is_above: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The stage of a case. `next_act` is an imperative sentence, `document` the path of the document for it."""

    id: Literal[
        "nowhere",
        "to_request",
        "to_write",
        "awaiting_reply",
        "unanswered",
        "to_desk",
        "at_desk",
        "refused",
        "refunded",
        "made_good",
        "settled",
        "withdrawn",
        "closed",
    ]
    done: int
    """Steps done, of five: policy known, contacted, documented, requested, refunded."""
    next_act: Statement
    document: str | None = None
    by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline: for an act, or the end of a wait or of a window; a missed window ended without the act.

    The kind "over" was one of these, and is included so that a calendar can remove it. `act` is a sentence, `why` the
    reason, `where` the place to act; a window's are texts of its policy. `id` is stable as long as the deadline is
    about the same thing.
    """

    id: str
    kind: Literal["act", "wait", "window", "missed", "over"]
    on: date
    act: Wording
    why: Wording = ""
    where: Wording = ""
    document: str | None = None

    @property
    def is_due(self) -> bool:
        """Return whether the deadline needs an act: it is not a wait, and not over."""
        return self.kind not in {"wait", "over"}

    @property
    def is_open(self) -> bool:
        """Return whether the deadline is not over: something is to be done, is awaited, closes or was missed."""
        return self.kind != "over"

    def is_late_on(self, today: date) -> bool:
        """Return whether the day to act has passed, or the window has closed unused."""
        return self.kind in {"act", "missed"} and self.on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedDefect:
    """A defect on the day that it was noticed, and the work that has it."""

    row: Row
    defect: Defect


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the chronology; a template writes it from its `kind` and `about`.

    `at` is a date, or a datetime in the case's zone.
    """

    at: Moment
    kind: Literal[
        "agreed",
        "amended",
        "paid",
        "returned",
        "begin",
        "due",
        "missed",
        "noticed",
        "drafted",
        "posted",
        "removed",
        "failed",
        "captured",
        "log",
    ]
    about: Agreement | Amendment | Payment | Row | NoticedDefect | Failure | Evidence | LogEntry | MakeGood
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One deliverable as promised and as delivered, with its moments in the case's zone.

    `posted_at` is from the URL if not stated.

    `timed_by_url` is true if the time is not stated, and comes from the number in the URL. `days_up` and `days_agreed`
    are set for a post that was taken down if both are known.
    """

    deliverable: Deliverable
    title: str
    is_delivered: bool
    price: Money
    claimed: Money
    posted_at: Moment | None
    timed_by_url: bool = False
    days_up: int | None = None
    days_agreed: int | None = None
    missing_impressions: int = 0
    """How many booked impressions were not delivered; 0 if as many were as count as all."""
    is_draft_late: bool = False
    """Return whether its draft came after the last day for it."""
    after_notice: date | None = None
    """The day of the final notice if the post came after it."""
    cites: tuple[str, ...] = ()
    defects: tuple[Defect, ...] = ()
    """What is wrong with it: the listed defects, and those that follow from its status, its dates and its label."""
    parts: tuple[ClaimPart, ...] = ()
    """What makes up `claimed`; empty where the sum does not consist of parts."""

    @property
    def is_posted(self) -> bool:
        """Return whether it was posted, even if it was taken down since."""
        return self.deliverable.status in POSTED

    @property
    def is_removed(self) -> bool:
        """Return whether it was posted and taken down too early."""
        return any(defect.code == "removed_early" for defect in self.defects)

    @property
    def is_account_lost(self) -> bool:
        """Return whether the account is gone or in other hands, so that nobody is said to have taken the post down."""
        return any(defect.code in ACCOUNT_DEFECTS for defect in self.defects)

    @property
    def is_late(self) -> bool:
        """Return whether it was posted after the last day for it."""
        return any(defect.code == "late" for defect in self.defects)

    @property
    def is_nonconforming(self) -> bool:
        """Return whether its content is not as agreed; its day, its label and how long it was up do not count."""
        return any(defect.code in CONTENT_DEFECTS for defect in self.defects)

    @property
    def lacks_only_rights(self) -> bool:
        """Return whether it was delivered as agreed, but not with all rights and duties that were agreed beside it."""
        return bool(self.defects) and all(defect.code in RIGHTS_DEFECTS for defect in self.defects)

    @property
    def is_missing(self) -> bool:
        """Return whether nothing of it was delivered."""
        return self.deliverable.status in MISSING

    def shows(self, ground: GroundPolicy) -> bool:
        """Return whether this work shows a ground."""
        if ground.full_from is not None and self.missing_impressions:
            return True
        is_late_draft = self.is_draft_late and not self.is_delivered and "late" in ground.defects
        return is_late_draft or ground.is_shown_by(self.deliverable, self.defects)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One thing that an item of evidence proves: a part of the case, which a template describes."""

    kind: Literal["agreement", "amendment", "payment", "payee", "deliverable", "purchase", "failure", "log"]
    about: Agreement | Amendment | Payment | Payee | Row | Purchase | Failure | LogEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One item of evidence in an audience's packet, and what it proves."""

    letter: str
    evidence: Evidence
    file: EvidenceFile
    proves: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The exhibits for one audience. `withheld` is the number of items left out for it that may be disclosed.

    `withdrawn` and `late` are exhibit letters: of exhibits that were sent to this reader and are no longer shown, and
    of those that are new since.
    """

    profile: ProfilePolicy
    exhibits: tuple[Exhibit, ...]
    withheld: int
    withdrawn: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    def index(self) -> tuple[tuple[str, Exhibit | None], ...]:
        """Return every letter in order with its exhibit, or None if it was withdrawn."""
        listed = {**dict.fromkeys(self.withdrawn), **{exhibit.letter: exhibit for exhibit in self.exhibits}}
        return tuple(sorted(listed.items(), key=lambda pair: (len(pair[0]), pair[0])))

    def letters(self) -> Mapping[str, str]:
        """Return the exhibit letter of each evidence id."""
        return {exhibit.evidence.id: exhibit.letter for exhibit in self.exhibits}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A document to make: `id` is its path without suffix, such as email/first_request or packet/tiktok.

    `audience` is the reader of the packet that it is or that goes with it; None if there is no packet.
    """

    id: str
    kind: DocumentKind
    reason: Wording
    audience: Audience | None = None
    desk: DeskPolicy | None = None
    letter: str | None = None
    address: tuple[str, ...] = ()
    """The lines of the address of a letter on paper."""
    notice: NoticeText | None = None
    """The wording of the formal notice, if the terms require one."""
    follow_up: FollowUp | None = None
    """What is due at a desk that has the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMade:
    """A document that is not made now, and why."""

    document: str
    reason: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a letter that is due states about ending the agreement for `rows`, work that was not delivered.

    `now`: the letter ends it. `on_day`: it ends on `day`, unless the work was delivered. `may`: from then on it can be
    ended by a notice. `closed`: an end is not mentioned, and late work is not accepted. `given` is the last day of
    the period that was given before; `rule` is the law that applies, None if it is not known.
    """

    kind: Literal["now", "on_day", "may", "closed"]
    rows: tuple[Row, ...]
    is_whole: bool
    day: date | None = None
    given: date | None = None
    rule: EndingRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that follows from a case and the policies, from which the documents are made."""

    case: Case
    channel: ChannelPolicy
    desk: DeskPolicy | None
    """The desk that can return the money; None if only the other party can."""
    grounds: tuple[GroundPolicy, ...]
    """The grounds that documents state: those that add to the claim, or all of the case if it accepts rule C24."""
    reasons: tuple[GroundPolicy, ...]
    """The grounds for a request to a desk whose time is not over, that of the largest part first."""
    sums: Sums
    as_paid: AsPaid
    computation: Computation
    rows: tuple[Row, ...]
    chronology: tuple[Event, ...]
    windows: tuple[Window, ...]
    needs: tuple[Need, ...]
    stage: Stage
    agenda: tuple[Deadline, ...]
    """The next act or the end of a wait, the windows that close, and those that are over, by day."""
    ladder: Ladder
    make_goods: tuple[MakeGood, ...]
    """The agreements that work may come by a later day, kept or not."""
    declined_make_goods: tuple[DeclinedMakeGood, ...]
    """The offers to deliver by a later day that were declined."""
    open_offer: LogEntry | None
    """The last offer of the creator to deliver by a later day, if it was neither accepted nor declined."""
    reply_by: date | None
    """The last day to reply: that of the letter to send next, else that of the letters sent so far."""
    make_good_by: date | None
    bundles: Mapping[Audience, Bundle]
    desk_names: Mapping[DeskId, Statement]
    """The name, for use in a sentence, of each desk in the log, by its id."""
    methods: Mapping[Method, MethodPolicy]
    """The methods of the payments."""
    disputed_at: Mapping[DeskId, DeskPolicy]
    """The desks at which a dispute over the payments can run."""
    plan: tuple[Planned, ...]
    not_made: tuple[NotMade, ...]
    warnings: tuple[Problem, ...]
    consequences: tuple[SourcedSentence, ...]
    """Further consequences of the channel that apply under the law of the case."""
    escalations: tuple[Escalation, ...]
    fresh_until: date | None
    """The last day on which the documents may be sent as they are; None if they do not expire."""
    expired: frozenset[str] = frozenset()
    """The names of letters that are due but not made, since they are too old to be sent."""
    ways: tuple[Facts, ...] = ()
    """The facts of each way of payment, from its own payments, if there are several; else ()."""

    beside_delivery: Money | None = None
    """What is still asked for if the missing work is delivered after all; None if that is nothing."""
    again: Statement | None = None
    """The sentence that asks the desk to deliver what is missing before a refund; None if a refund is asked for."""
    refused_again_on: date | None = None
    """The day on which the desk refused to deliver again what is missing; None if it did not."""
    ending: Ending | None = None
    """What the letter that is due states about ending the agreement."""
    unwritten: WritingRule | None = None
    """The law by which the agreement may be void, since it is not in writing; then no letter ends it."""
    covers_all_work: bool = True
    """Return whether the work is all that was agreed; the payments of one of several ways may be for a part of it."""
    share: Share | None = None
    """For one of several ways: its share of the claim; else None."""
    running_since: date | None = None
    """For one of several payment channels: the date on which the pending request at its desk was opened."""
    too_late: tuple[tuple[DeskPolicy, Payment], ...] = ()
    """For the way without a desk: its payments for which the time of their own desk is over, with that desk."""

    @property
    def is_with_agency(self) -> bool:
        """Return whether the other party is the agency, which was paid for the creator's work."""
        return self.channel.route == "agency"

    @property
    def is_goods(self) -> bool:
        """Return whether everything that was given was goods; also true if nothing was given."""
        return all(self.is_in_goods(payment) for payment in self.payments_out)

    @property
    def payments_out(self) -> tuple[Payment, ...]:
        """What was paid, in the order of the file."""
        return tuple(payment for payment in self.case.payments if payment.direction == "out")

    @property
    def payments_in(self) -> tuple[Payment, ...]:
        """What came back, in the order of the file."""
        return tuple(payment for payment in self.case.payments if payment.direction == "in")

    def is_in_goods(self, payment: Payment) -> bool:
        """Return whether goods were given in place of money."""
        return payment.method is not None and self.methods[payment.method].repayment == "goods"

    @property
    def has_distinct_days(self) -> bool:
        """Return whether each payment was on another day, all in the currency of the claim; true of a single one."""
        days = [payment.paid_on for payment in self.payments_out]
        return len(days) == 1 or (not self.as_paid.totals and len(set(days)) == len(days))

    @property
    def desks_left(self) -> tuple[Statement, ...]:
        """The names of the desks that can still be asked for a part of what is open, besides those that have it.

        A desk that has decided does not decide a second time.
        """
        decided = {entry.by for entry in self.case.log if entry.event in {"approved", "rejected"}}
        if not self.ways:
            return (self.desk.name,) if self.desk and self.desk.speaker not in decided else ()
        return tuple(
            way.desk.name
            for way in self.ways
            if way.desk and not way.running_since and way.sums.outstanding.amount and way.desk.speaker not in decided
        )

    @property
    def not_money(self) -> frozenset[Method]:
        """The methods of payment of the case that are not money: goods, or cryptocurrency."""
        return frozenset(
            method.id for method in self.methods.values() if method.repayment == "goods" or method.has_coin
        )

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The passages of the agreement that the claim relies on: on refunds, on cancelling, and for reductions."""
        agreement = self.case.agreement
        stated = (agreement.refund_clause, agreement.cancellation_clause) if agreement else ()
        defects = (part.defect for row in self.rows for part in row.parts if part.defect)
        reductions = (defect.reduction.clause for defect in defects if defect.reduction)
        return tuple(dict.fromkeys(clause for clause in (*stated, *reductions) if clause))

    @property
    def is_claim_changed(self) -> bool:
        """Return whether the log states another sum for the first request; what came back since changes no claim."""
        requested = self.ladder.first.entry.amount if self.ladder.first else None
        return requested not in (None, self.sums.claimed, self.sums.outstanding, self.sums.askable)

    @property
    def is_part(self) -> bool:
        """Return whether these are the facts of one of several ways in which money of the case went."""
        return self.share is not None

    def of(self, document: str) -> Facts:
        """Return the facts that a document is made from: those of its way for a desk's text or packet."""
        for way in self.ways:
            if any(item.id == document and item.kind in {"support", "packet"} for item in way.plan):
                return way
        return self
