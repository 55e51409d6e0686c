"""The results of the domain for a case: sums, windows, letters, and what is proven."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from makegood.model.case import Case, Defect, Deliverable, LogEntry, Payment
from makegood.model.frozen import frozen
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, CitedBy, Delay, GroundPolicy, LetterPolicy, Sourced, Taken
from makegood.model.statement import Statement, policy_text
from makegood.model.words import FIRST_REQUEST, ComputationMethod, EvidenceKind


@frozen
class ComputationStep:
    """One line of the computation: `text` is what it is; `amount` is None for a note. `cites` are evidence ids.

    `about` is the payment of the line, so that a template can state when and how it was made.
    """

    text: Statement
    amount: Money | None = None
    cites: tuple[str, ...] = ()
    about: Payment | None = None


ClaimCause = Literal["missing", "removed", "defect", "impressions"]
"""Why something is claimed for a deliverable: it is missing, it was removed early, it has a defect, or booked
impressions were not delivered."""


@frozen
class ClaimPart:
    """One part of what is claimed for a deliverable, and why: it is missing, was removed early, or has a defect.

    `defect` has the reduction for the part; None if the deliverable is missing, or was removed and counts by days.
    """

    item: str
    cause: ClaimCause
    amount: Money
    defect: Defect | None = None

    def is_on(self, ground: GroundPolicy, item: Deliverable) -> bool:
        """Return whether this part is claimed on a ground; `item` is its deliverable."""
        if self.cause == "missing":
            return ground.is_shown_by(item, ())
        if self.cause == "impressions":
            return ground.full_from is not None
        if self.defect is None and any(defect.code in ground.defects for defect in item.defects):
            return True
        return ("removed_early" if self.defect is None else self.defect.code) in ground.defects


@frozen
class Computation:
    """The computation of the claim, rounded once, at the end. `formula` has figures and signs, `words` describe it.

    `explanation` has the figures; empty if the sum alone is enough. `reason` is the part of it about the work only,
    not about payments.
    """

    method: ComputationMethod
    steps: tuple[ComputationStep, ...]
    formula: Statement
    words: tuple[Statement, ...]
    explanation: tuple[Statement, ...]
    exact: Decimal
    result: Money
    reason: tuple[Statement, ...] = ()
    price_text: tuple[Statement, ...] = ()
    """How the price of a piece follows from the fee; empty if it is stated, or is not part of the computation."""
    is_sum_of_parts: bool = False
    """Whether the steps with amounts are what is asked for, a line for each reason, with nothing taken off."""
    rests_on: Sourced | None = None
    """The source of the rule that sets the refunded share; None if the case itself states the share."""
    is_made_good: bool = False
    """Whether nothing is claimed because all work was delivered after all."""
    is_set_off: bool = False
    """Whether it was delivered with defects, whose reductions the unpaid part of the fee covers."""
    full_percent: int | None = None
    """The share of booked impressions that counts as all, in percent; None if no claimed ground has such a rule."""


@frozen
class Sums:
    """The sums of a case, in one currency. `outstanding` is what is claimed, has not come back and is not `settled`.

    `settled` was given up, or is the rest after an agreed sum was paid. `surplus` is what came back since the refund
    was asked for, beyond the claim.
    """

    paid: Money
    returned: Money
    claimed: Money
    settled: Money
    outstanding: Money
    surplus: Money
    requested_at_desks: Money | None = None
    """What running requests at desks ask for of what is outstanding, if the money went several ways; else None."""

    at_desks: tuple[tuple[str, Money], ...] = ()
    """What each desk is asked for, by its id, if the money went several ways."""

    rest_of_agreed: Money | None = None
    """What is still to come of the sum that was agreed last, if a part of it came; else None."""

    @property
    def askable(self) -> Money:
        """What the other party may be asked for, in addition to running requests at desks."""
        return self.outstanding if self.requested_at_desks is None else self.outstanding - self.requested_at_desks


@frozen
class Share:
    """What went through one way of payment, came back through it, and is asked there; and how that was computed.

    `position` is that in the order of the ways, from 0. `stated` is what a running request there still asks for, if the
    log states it. `pieces` are what is claimed for the work that its payments name: the index of the payment, the
    id of the deliverable, the part of its claim. `first` comes from one of these two, and `rest` from payments that
    name no work; together they are `asked`.
    """

    paid: Money
    returned: Money
    asked: Money
    position: int
    stated: Money | None
    pieces: tuple[tuple[int, str, Money], ...]
    first: Money
    rest: Money


@frozen
class Way:
    """One way of payment of a case, and the desk of its channel that can return the money.

    `case` is the case as its desk sees it: its own payments, the work that they were for, the log without entries about
    other desks, the evidence without what only proves the rest. `payments`, `deliverables` and `log` are the indexes in
    the whole case of what `case` has. `share` is what is claimed here: all ways together claim at most what is
    outstanding, and each at most what went through it. `covers_all_work`: no payment names another part of the work.
    `running_since` is the day from which its desk has had the request, None if it has none or has ended it. `too_late`
    are payments of another way whose desk, by its id, no longer takes a dispute for them.
    """

    channel: ChannelPolicy
    case: Case
    payments: tuple[int, ...]
    deliverables: tuple[int, ...]
    log: tuple[int, ...]
    share: Share
    covers_all_work: bool = True
    running_since: date | None = None
    too_late: tuple[tuple[str, Payment], ...] = ()

    def place(self, pointer: str) -> str:
        """Return the pointer in the whole case for a pointer in `case`."""
        _, part, *rest = pointer.split("/")
        indexes = {"payments": self.payments, "deliverables": self.deliverables, "log": self.log}.get(part)
        if indexes is None or not rest:
            return pointer
        return "/".join(("", part, str(indexes[int(rest[0])]), *rest[1:]))


@frozen
class AsPaid:
    """What was paid and came back in its own currency, next to the sums, which are in that of the claim.

    `worth` maps the id of each payment in another currency to what it comes to in that of the claim; together they are
    the sum. `totals` are what was paid by currency, empty if it was paid in that of the claim. `outstanding` is what is
    open in the one currency in which everything was paid, None if that is not exact. `above_fee` is how much more was
    paid than was agreed, `withheld` maps the id of a payment to what was withheld of it on the way. `tax` is the tax
    in the payments, None if it is not stated.
    """

    worth: Mapping[str, Money]
    totals: tuple[Money, ...]
    outstanding: Money | None
    above_fee: Money | None
    withheld: Mapping[str, Money]
    tax: Money | None = None


@frozen
class Window:
    """A window of a case. A day is None if that side is not limited, or its anchor is not known yet.

    `act` and `then` are texts of its rule; what documents state of them, `statements.windows` has.
    """

    id: str
    act: Statement
    then: Statement | None
    opens_on: date | None
    closes_on: date | None
    counted: Statement
    """From when it is counted, "180 days after the payment of 1 August 2026", or what is missing for that."""
    sourced: Sourced
    places: tuple[str, ...] = ()
    """The pointers of the days from which it is counted."""

    @property
    def act_text(self) -> str:
        """The act in English. Windows with the same text are of one act, whichever rule gives them."""
        return policy_text(self.act)


@frozen
class Need:
    """One item of the minimum evidence; proven by the evidence in `cites`, or by the mails of sent/ in `kept`.

    `lacking` are the deliverables, by id, that have no such evidence, if it is needed for each; `undated` are those
    among them that have it, but whose posting day is not known. `unfit` is evidence that would prove it if it had been
    captured at another time, or if its day were stated, and `wrong_kind` is cited evidence of a kind that cannot show
    it.
    """

    id: str
    what: Statement
    where: Statement
    cites: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    wrong_kind: tuple[str, ...] = ()
    kinds: tuple[EvidenceKind, ...] = ()
    taken: Taken | None = None
    ground: str = ""
    cited_by: CitedBy | None = None
    """The part of the case whose `evidence` has to cite it; None: any."""

    @property
    def is_proven(self) -> bool:
        return bool(self.cites or self.kept)


@frozen
class Sending:
    """A letter that was sent. `reply_by` is the last day to reply that it gave; None if it gave none.

    `amount` is what was open on that day, which it asked for; `rest` is what an acceptance gave up.
    """

    letter: str
    title: Statement
    on: date
    amount: Money
    reply_by: date | None
    entry: LogEntry
    rest: Money | None = None


@frozen
class DueLetter:
    """A letter that is due now, and why.

    `amount` is what it asks for, offers, accepts or confirms; `about` is the entry of the log that it answers,
    `payments` are those that it confirms, `rest` is what is no longer asked for once an agreed sum is paid. `reply_by`
    is the last day that it gives, `stale_after` the last day on which it may be sent as it is; None if it gives none.
    `cure_until` is the last day of the agreement's cure period; None if there is none, or it is over.
    """

    letter: str
    policy: LetterPolicy
    reason: Statement
    amount: Money
    reply_by: date | None = None
    stale_after: date | None = None
    about: LogEntry | None = None
    payments: tuple[Payment, ...] = ()
    rest: Money | None = None
    enclosures: tuple[Statement, ...] = ()
    cure_until: date | None = None


Situation = Literal["no_answer", "more_info", "appeal", "not_paid", "not_delivered"]


@frozen
class FollowUp:
    """What is due at a desk that has the request, after its last `entry`, `days` ago.

    `number` is that of the ticket, the dispute or the claim (`what`), "" if none is known. `rule` is the waiting period
    if its end is the reason.
    """

    situation: Situation
    since: date
    days: int
    entry: LogEntry
    number: str = ""
    what: str = ""
    rule: Delay | None = None


@frozen
class MakeGood:
    """An agreement that work may come by a later day: its entry in the log, then each that extends it.

    `work` are the ids of the deliverables that it is about, `came` those of them that were delivered by its last `day`.
    """

    agreed: tuple[LogEntry, ...]
    work: tuple[str, ...]
    came: tuple[str, ...]
    day: date
    is_acceptance: bool = False
    """Whether the work had come when it was agreed: late work that was accepted as it came."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The work that did not come by the day, or has not come yet."""
        return tuple(item for item in self.work if item not in self.came)


@frozen
class DeclinedMakeGood:
    """An offer to deliver `work` by a later `day` that the brand declined; `offered` is the entry of it, if any."""

    declined: LogEntry
    offered: LogEntry | None
    work: tuple[str, ...]
    day: date | None


@frozen
class Ladder:
    """The ladder of letters of a case. `reply_by` is the current last day to reply; None if nobody was given one."""

    sent: tuple[Sending, ...]
    due: tuple[DueLetter, ...]
    reply_by: date | None
    settlement: LogEntry | None = None
    """The last entry by which something was agreed since the first letter."""
    new_day: LogEntry | None = None
    """The agreement by which missing work may still come by a day that is not over."""
    running: tuple[MakeGood, ...] = ()
    """The agreements by which missing work may still come, each by its own day; `new_day` is that of the last."""
    since: tuple[LogEntry, ...] = ()
    """The entries after the first request, in order; of its own day, those not known to be earlier."""
    is_disputed: bool = False
    """Whether a dispute or a claim was opened, and neither decided nor ended since."""

    @property
    def agreed(self) -> Money | None:
        """The sum that was agreed since the first letter, or None."""
        return self.settlement.amount if self.settlement else None

    @property
    def first(self) -> Sending | None:
        """The first request as it was first sent, to which all later letters refer."""
        return next((sending for sending in self.sent if sending.letter == FIRST_REQUEST), None)

    def last(self, *letters: str) -> Sending | None:
        """Return the last sending of one of these letters; without letters, of any."""
        return next((sending for sending in reversed(self.sent) if not letters or sending.letter in letters), None)
