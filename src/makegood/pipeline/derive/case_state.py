"""The state of a case, from which both the stage and the plan are derived."""

from __future__ import annotations

from datetime import date

from makegood.domain import desks
from makegood.model.case import Case, LogEntry
from makegood.model.frozen import frozen
from makegood.model.policy import ChannelPolicy, DeskPolicy
from makegood.model.results import DueLetter, FollowUp, Ladder, Sums, Window
from makegood.model.statement import Statement
from makegood.model.words import OPENING, Audience

LETTER_READER: Audience = "influencer"
"""The reader of the letters."""
SOON = 30
"""Days before a window closes from which a desk's text is made even if the other party may still answer. Our own
choice: it leaves time for a first request (14 days), and two weeks to act."""


@frozen
class CaseState:
    """A case with its channel, the desk that can pay, the sums, the windows and the ladder of letters."""

    case: Case
    channel: ChannelPolicy
    desk: DeskPolicy | None
    sums: Sums
    windows: tuple[Window, ...]
    ladder: Ladder
    again: Statement | None = None
    """The sentence that asks the desk to deliver what is missing before a refund; None if a refund is asked for."""
    refused_again_on: date | None = None
    """The day on which the desk refused to deliver again what is missing; None if nothing is, or it did not."""
    is_made_good: bool = False
    """Whether nothing is claimed because all work was delivered after all."""
    is_set_off: bool = False
    """Whether it was delivered with defects, whose reductions the unpaid part of the fee covers."""

    @property
    def due(self) -> DueLetter | None:
        """The letter that is to be sent next."""
        return next(iter(self.ladder.due), None)

    @property
    def is_agreed(self) -> bool:
        """Return whether a sum was agreed whose day is not over, so that the whole sum is not asked for."""
        return self.ladder.agreed is not None and not self.is_late

    @property
    def first_sent(self) -> bool:
        return self.ladder.first is not None

    @property
    def is_late(self) -> bool:
        """Return whether the day to reply to the letters so far is over."""
        return self.ladder.reply_by is not None and self.case.case.as_of > self.ladder.reply_by

    @property
    def at_desk(self) -> bool:
        """Return whether the desk has the request: a ticket or a dispute was opened, or its text was sent."""
        return self.channel.desk is not None and any(
            entry.event in OPENING or (entry.event == "sent" and entry.desk == self.channel.desk)
            for entry in self.case.log
        )

    @property
    def is_desk_done(self) -> bool:
        """Return whether the desk has paid what it approved last, so that nothing is awaited from it."""
        return self._decision is not None and desks.has_paid(self.case, self._decision)

    @property
    def is_approved(self) -> bool:
        """Return whether the last decision of a desk was that it pays a stated sum, and nobody has asked it since."""
        decision = self._decision
        return decision is not None and decision.event == "approved" and decision.amount is not None

    @property
    def _decision(self) -> LogEntry | None:
        """The last decision of a desk; None if a desk has been asked for something since, or none has decided."""
        steps = [entry for entry in self.case.log if self.is_decision(entry) or (entry.desk and entry.by != "creator")]
        last = steps[-1] if steps else None
        return last if last and self.is_decision(last) else None

    def is_decision(self, entry: LogEntry) -> bool:
        """Return whether a desk decided, also an agency that is the desk and is not named as such."""
        is_by_desk = self.desk is not None and entry.by == self.desk.speaker
        return entry.is_decision or (is_by_desk and entry.event in {"approved", "rejected"})

    @property
    def follow_up(self) -> FollowUp | None:
        """What is due at the desk once it has the request."""
        return desks.follow_up(self.case, self.desk, self.sums.outstanding) if self.desk and self.at_desk else None

    @property
    def answer(self) -> LogEntry | None:
        """The last message of the creator if nothing has happened since, so that it needs a decision."""
        last = self.ladder.since[-1] if self.ladder.since else None
        return last if last and last.by == "creator" and last.event in {"answered", "asked"} else None

    @property
    def closing(self) -> date | None:
        """The first day on which an open window closes."""
        today = self.case.case.as_of
        return min(
            (window.closes_on for window in self.windows if window.closes_on and window.closes_on >= today),
            default=None,
        )

    @property
    def is_closing(self) -> bool:
        return self.closing is not None and (self.closing - self.case.case.as_of).days <= SOON
