"""What follows from a case and the policies: all that a document may say, and which documents there are."""

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
    Statement,
    WritingRule,
)
from makegood.model.results import (
    AsPaid,
    Computation,
    ComputationStep,
    DueLetter,
    FollowUp,
    Ladder,
    Need,
    Sending,
    Share,
    Sums,
    Window,
)
from makegood.model.source import EvidenceFile
from makegood.model.words import Audience, DeskId, Method

__all__ = [
    "AsPaid",
    "Bundle",
    "Citation",
    "Computation",
    "ComputationStep",
    "Deadline",
    "DueLetter",
    "Ending",
    "Escalation",
    "Event",
    "Exhibit",
    "Facts",
    "FollowUp",
    "Ladder",
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
    """What can be done next where the request fails, with the windows of this case.

    `is_above`: the claim is more than the ceiling, in the same currency.
    """

    policy: EscalationPolicy
    windows: tuple[Window, ...]
    is_above: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a case is. `next_act` is one imperative sentence; `document` the path of what to use for it."""

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
        "settled",
        "withdrawn",
        "closed",
    ]
    done: int
    """Of five: policy known, contacted, documented, requested, refunded."""
    next_act: str
    document: str | None = None
    by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day that counts: an act is to be done by it, a wait or a window ends on it, a missed window ended on it unused.

    What is over was one of these, and is kept so that a calendar can take it out. `act` is a sentence, `why` says in a
    clause what it follows from, `where` is the place to act. `id` stays as long as it is about the same thing.
    """

    id: str
    kind: Literal["act", "wait", "window", "missed", "over"]
    on: date
    act: str
    why: str = ""
    where: str = ""
    document: str | None = None

    @property
    def is_due(self) -> bool:
        """Something is to be done, or closes, or has closed: one does more than wait."""
        return self.kind not in {"wait", "over"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the chronology; a template words it from its `kind` and what it is about.

    `at` is a date, or a datetime in the case's zone.
    """

    at: Moment
    kind: Literal["agreed", "amended", "paid", "returned", "due", "posted", "removed", "failed", "captured", "log"]
    about: Agreement | Amendment | Payment | Row | Failure | Evidence | LogEntry
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One deliverable, promised against delivered. `posted_at` in the case's zone, from its URL where not typed.

    `timed_by_url`: nobody typed the time, and it comes from the number in the URL. `days_up` and `days_agreed` of a
    post that was taken down, where both are known.
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
    after_notice: date | None = None
    """The day of the final notice, where it was posted after that."""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One thing that a piece of evidence proves: a part of the case, worded by a template."""

    kind: Literal["agreement", "amendment", "payment", "payee", "deliverable", "purchase", "failure", "log"]
    about: Agreement | Amendment | Payment | Payee | Row | Purchase | Failure | LogEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One piece of evidence in one audience's packet, and what it proves."""

    letter: str
    evidence: Evidence
    file: EvidenceFile
    proves: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What one audience gets. `withheld` counts what was left out for it and may be said.

    `withdrawn` and `late` are letters: of exhibits that this reader has had and that are shown no more, and of those
    that are new since.
    """

    profile: ProfilePolicy
    exhibits: tuple[Exhibit, ...]
    withheld: int
    withdrawn: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    def index(self) -> tuple[tuple[str, Exhibit | None], ...]:
        """Every letter in order, with its exhibit; None where it was withdrawn."""
        listed = {**dict.fromkeys(self.withdrawn), **{exhibit.letter: exhibit for exhibit in self.exhibits}}
        return tuple(sorted(listed.items(), key=lambda pair: (len(pair[0]), pair[0])))

    def letters(self) -> Mapping[str, str]:
        """Evidence id to exhibit letter."""
        return {exhibit.evidence.id: exhibit.letter for exhibit in self.exhibits}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A document to make: `id` is its path without suffix, such as email/first_request or packet/tiktok.

    `audience`: whose packet it goes with, or is; None for what goes alone.
    """

    id: str
    kind: DocumentKind
    reason: str
    audience: Audience | None = None
    desk: DeskPolicy | None = None
    letter: str | None = None
    address: tuple[str, ...] = ()
    """Where a letter on paper goes, line by line."""
    notice: NoticeText | None = None
    """What a formal notice says of the terms that ask for it."""
    follow_up: FollowUp | None = None
    """What is due at a desk that has the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMade:
    """A document that is not made now, and why."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a letter that is due says of the end of the agreement as to `rows`, work that was not delivered.

    `now`: the letter ends it. `on_day`: it ends with `day`, unless the work has come. `may`: from then on it can be
    ended by a notice. `closed`: nothing is said of an end, and late work is not taken. `given` is the last day of the
    period that was given before; `rule` the law by which it is so, None where that is not known here.
    """

    kind: Literal["now", "on_day", "may", "closed"]
    rows: tuple[Row, ...]
    is_whole: bool
    day: date | None = None
    given: date | None = None
    rule: EndingRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that follows from a case and the policies: what the documents are made from."""

    case: Case
    channel: ChannelPolicy
    desk: DeskPolicy | None
    """The desk that can return the money; None where only the other party can."""
    grounds: tuple[GroundPolicy, ...]
    reasons: tuple[GroundPolicy, ...]
    """The grounds of what a desk is asked for, that of the largest part first, as far as their time is not over."""
    sums: Sums
    as_paid: AsPaid
    computation: Computation
    rows: tuple[Row, ...]
    chronology: tuple[Event, ...]
    windows: tuple[Window, ...]
    needs: tuple[Need, ...]
    stage: Stage
    agenda: tuple[Deadline, ...]
    """The next act, or the end of a wait, the windows that close, and what of these is over, by day."""
    ladder: Ladder
    reply_by: date | None
    """The last day to reply: what the letter gives that is to be sent next, else what those that were sent gave."""
    make_good_by: date | None
    bundles: Mapping[Audience, Bundle]
    desk_names: Mapping[DeskId, str]
    """How a sentence calls each desk that the log names, by its id."""
    methods: Mapping[Method, MethodPolicy]
    """The ways of payment that the case names."""
    disputed_at: Mapping[DeskId, DeskPolicy]
    """The desks at which a dispute over the payments can run."""
    plan: tuple[Planned, ...]
    not_made: tuple[NotMade, ...]
    warnings: tuple[Problem, ...]
    consequences: tuple[Statement, ...]
    """What else to know of the channel, where the case's law makes it apply."""
    escalations: tuple[Escalation, ...]
    fresh_until: date | None
    """The last day on which what is ready to send may still be sent as it is; None: does not age."""
    expired: frozenset[str] = frozenset()
    """The letters that are due and not made, by name, since they have become too old to be sent."""
    ways: tuple[Facts, ...] = ()
    """Where money went several ways, what follows for each from its own payments; () where it went one way."""

    ending: Ending | None = None
    """What the letter that is due says of the end of the agreement."""
    unwritten: WritingRule | None = None
    """The law by which the agreement may be void, since it is not in writing; no letter ends it then."""
    covers_all_work: bool = True
    """Whether the work is all that was agreed: payments that went one of several ways may have been for a part."""
    share: Share | None = None
    """Of one of several ways: what it has of the claim; else None."""
    running_since: date | None = None
    """Of one of several ways: the day on which the request was opened that runs at its desk."""
    too_late: tuple[tuple[DeskPolicy, Payment], ...] = ()
    """Of the way without a desk: the payments in it for which the time of the desk is over by which they went."""

    @property
    def is_goods(self) -> bool:
        """Return whether all that was given were goods; also where nothing was."""
        out = (one for one in self.case.payments if one.direction == "out")
        return all(one.method is not None and self.methods[one.method].repayment == "goods" for one in out)

    @property
    def not_money(self) -> frozenset[Method]:
        """Return the ways of payment of the case in which something else than money was given: goods, or a coin."""
        return frozenset(one.id for one in self.methods.values() if one.repayment == "goods" or one.has_coin)

    @property
    def is_part(self) -> bool:
        """Whether these are the facts of one of several ways in which money of the case went."""
        return self.share is not None

    def of(self, document: str) -> Facts:
        """Return the facts that a document is made from: those of its way, for a desk's text or packet."""
        for one in self.ways:
            if any(item.id == document and item.kind in {"support", "packet"} for item in one.plan):
                return one
        return self
