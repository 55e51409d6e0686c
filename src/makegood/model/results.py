"""What is worked out of a case before any document is thought of: sums, windows, and what is proven."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from makegood.model.case import Case, LogEntry, Payment
from makegood.model.frozen import frozen
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, Delay, LetterPolicy, Sourced
from makegood.model.words import ComputationMethod


@frozen
class ComputationStep:
    """One line of the computation; `amount` None for a line of words. `cites` are evidence ids.

    `about` is the payment that the line tells of, so that a template can say when and how it was made.
    """

    text: str
    amount: Money | None = None
    cites: tuple[str, ...] = ()
    about: Payment | None = None


@frozen
class Computation:
    """How the claim comes about. `formula` has figures and signs; `words` say it; rounded once, at the end.

    `told` says it with the figures, as one would tell it; "" where it would say no more than the sum. `reason` is the
    part of it that speaks of the work alone, and of no payment.
    """

    method: ComputationMethod
    steps: tuple[ComputationStep, ...]
    formula: str
    words: str
    told: str
    exact: Decimal
    result: Money
    reason: str = ""
    rests_on: Sourced | None = None
    """Where the rule was read by which a part comes back, where it is not the case that states it."""


@frozen
class Sums:
    """All in one currency. `outstanding` is what is claimed, has not come back and is not `settled` otherwise.

    `settled` was given up, or is the rest that an agreement left once its sum had been paid. `surplus` came back since
    the refund was asked for and is more than was claimed.
    """

    paid: Money
    returned: Money
    claimed: Money
    settled: Money
    outstanding: Money
    surplus: Money
    held: Money | None = None
    """Of what is outstanding, what requests that run at desks ask for, where the money went several ways; else None."""

    at_desks: tuple[tuple[str, Money], ...] = ()
    """What each desk is asked for, by its id, where the money went several ways."""

    @property
    def askable(self) -> Money:
        """What the other party may be asked for beside the requests that run."""
        return self.outstanding if self.held is None else self.outstanding - self.held


@frozen
class Share:
    """What went through one way of payment, came back by it, and is asked there; and how that came about.

    `turn` is the place at which it was served, from 0. `stated` is what a request that runs there asks for still, where
    the log says it. `pieces` are what is claimed for the work that its payments were for: the position of the payment,
    the id of the deliverable, the part of its claim. `first` was taken by one of these two, and `rest` from what no
    payment was for alone; together they are `asked`.
    """

    paid: Money
    returned: Money
    asked: Money
    turn: int
    stated: Money | None
    pieces: tuple[tuple[int, str, Money], ...]
    first: Money
    rest: Money


@frozen
class Way:
    """One way in which money of a case went, and the desk of its channel that can return it.

    `case` is the case as its desk sees it: its own payments, the work that they were for, the log without what went to
    other desks, the evidence without what proves the rest alone. `payments`, `deliverables` and `log` are the positions
    in the whole case of what `case` has. `share` is what is to be claimed here: all ways together claim no more than is
    outstanding, and each no more than went through it. `covers_all_work`: no payment names another part of the work.
    `running_since` is the day from which its desk has the request, None where it has none or has ended it.
    `too_late` has the payments that went another way whose desk, by its id, takes no dispute for them any more.
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
        """Return the pointer in the whole case of what a pointer means in `case`."""
        _, part, *rest = pointer.split("/")
        at = {"payments": self.payments, "deliverables": self.deliverables, "log": self.log}.get(part)
        if at is None or not rest:
            return pointer
        return "/".join(("", part, str(at[int(rest[0])]), *rest[1:]))


@frozen
class AsPaid:
    """What was paid and came back in its own currency, beside the sums, which are in that of the claim.

    `worth` maps the id of each payment in another currency to what it comes to in that of the claim; together they are
    the sum. `totals` are what was paid by currency, empty where it was paid in that of the claim. `outstanding` is what
    is open in the one currency in which everything was paid, None where that is not exact. `above_fee` is how much more
    was paid than was agreed, `withheld` maps the id of a payment to what was kept of it on the way. `tax` is what
    of the payments is tax, None where nothing says so.
    """

    worth: Mapping[str, Money]
    totals: tuple[Money, ...]
    outstanding: Money | None
    above_fee: Money | None
    withheld: Mapping[str, Money]
    tax: Money | None = None


@frozen
class Window:
    """A window of this case. A None day: that side is not limited, or its anchor is not known yet."""

    id: str
    act: str
    then: str
    opens_on: date | None
    closes_on: date | None
    counted: str
    """In words: "180 days after the payment of 1 August 2026"; says what is missing where a day is None."""
    sourced: Sourced
    places: tuple[str, ...] = ()
    """The pointers of the days from which it is counted."""


@frozen
class Need:
    """One item of the minimum evidence; proven by the evidence of `cites`, or by the mails of sent/ in `kept`.

    `unfit` has what would prove it, had it been taken after the due day, or did it say when it was.
    """

    id: str
    what: str
    where: str
    cites: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    ground: str = ""
    cited_by: str | None = None
    """The part of the case whose list `evidence` is to name it; None: any."""

    @property
    def is_proven(self) -> bool:
        return bool(self.cites or self.kept)


@frozen
class Sending:
    """A letter that was sent. `reply_by` is the last day to reply that it gave; None where it gave none.

    `amount` is what was open on that day: what it asked for; `rest` what an acceptance said would fall away.
    """

    letter: str
    title: str
    on: date
    amount: Money
    reply_by: date | None
    entry: LogEntry
    rest: Money | None = None


@frozen
class DueLetter:
    """A letter that is to be sent now, and why.

    `amount` is what it asks for, offers, accepts or confirms; `about` is the entry of the log that it answers,
    `payments` what it confirms, `rest` what is no longer asked for once an agreed sum is paid. `reply_by` is the last
    day that it gives, `stale_after` the last day on which it may go out as it is; None where it gives none.
    `cure_until` ends the days that the agreement gives to put it right; None where it gives none, or they are over.
    """

    letter: str
    policy: LetterPolicy
    reason: str
    amount: Money
    reply_by: date | None = None
    stale_after: date | None = None
    about: LogEntry | None = None
    payments: tuple[Payment, ...] = ()
    rest: Money | None = None
    enclosures: tuple[str, ...] = ()
    cure_until: date | None = None


Situation = Literal["no_answer", "more_info", "appeal", "not_paid"]


@frozen
class FollowUp:
    """What is due at a desk that has the request, by its last `entry`, `days` ago.

    `number` is that of the ticket, the dispute or the claim (`what`), "" where none is known. `rule` says how long
    was to be waited, where that is why.
    """

    situation: Situation
    since: date
    days: int
    entry: LogEntry
    number: str = ""
    what: str = ""
    rule: Delay | None = None


@frozen
class Ladder:
    """Where a case stands on it. `until` is the last day to reply that holds now; None: nobody was given one."""

    sent: tuple[Sending, ...]
    due: tuple[DueLetter, ...]
    until: date | None
    settlement: LogEntry | None = None
    """The last entry by which something was agreed since the first letter."""
    since: tuple[LogEntry, ...] = ()
    """What came after the first request, in order; of its own day only what is not known to be earlier."""
    is_disputed: bool = False
    """A dispute or a claim was opened, and nobody has decided or ended it since."""

    @property
    def agreed(self) -> Money | None:
        """The sum that was agreed since the first letter, where one was."""
        return self.settlement.amount if self.settlement else None

    @property
    def first(self) -> Sending | None:
        """The first request, as it was sent first: what all later letters refer to."""
        return next((one for one in self.sent if one.letter == "first_request"), None)

    def last(self, *letters: str) -> Sending | None:
        """Return the last sending of one of these letters; of any, where none is named."""
        return next((one for one in reversed(self.sent) if not letters or one.letter in letters), None)
