"""What has happened since the first letter, as the ladder asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from makegood.domain import ledger, windows
from makegood.domain.ladder.days import count_reply_by, cure_days
from makegood.domain.ladder.letters import FIRST, LADDER_LETTERS, OFFER
from makegood.domain.make_goods import is_up, make_goods
from makegood.model.case import Case, LogEntry
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, LetterPolicy
from makegood.model.results import MakeGood, Sending, Sums
from makegood.model.words import LogEvent


class History:
    """The log of a case in order, the letters that were sent, and the current day to reply.

    `open` is what is outstanding, and `left` the part of it that the other party is asked for: if the money went
    several ways, without what desks are asked for.
    """

    def __init__(self, case: Case, channel: ChannelPolicy, sums: Sums, letters: Mapping[str, LetterPolicy]) -> None:
        self.case, self.channel, self.sums, self.letters = case, channel, sums, letters
        self.open, self.left = sums.outstanding, sums.askable
        self.log = windows.log_in_order(case)
        self.today = case.case.as_of

    @cached_property
    def sent(self) -> tuple[Sending, ...]:
        return tuple(self._sendings())

    def _sendings(self) -> Iterator[Sending]:
        for entry in self.log:
            if entry.event == "sent" and entry.letter and entry.letter in self.letters:
                sent_on = windows.day_of(entry.at, self.case)
                day = entry.deadline or self._counted_day(entry.letter, sent_on)
                amount = entry.amount or self._open_on(sent_on, letter=entry.letter)
                title = self.letters[entry.letter].title
                yield Sending(
                    letter=entry.letter,
                    title=title,
                    on=sent_on,
                    amount=amount,
                    reply_by=day,
                    entry=entry,
                    rest=self._rest(entry, amount) if entry.letter == "acceptance" else None,
                )

    def _rest(self, sent: LogEntry, claimed: Money) -> Money | None:
        """Return what an acceptance gives up: the claim without the sum that was agreed last before it."""
        before = self.log[: self.log.index(sent)]
        agreed = next((entry.amount for entry in reversed(before) if entry.event == "agreed" and entry.amount), None)
        fits = agreed is not None and agreed.currency == claimed.currency and agreed <= claimed
        return claimed - agreed if agreed and fits else None

    def _counted_day(self, letter: str, sent_on: date) -> date | None:
        """Return the day that a letter gave if the log does not state it; None for answers, which have no period."""
        is_counted = letter in {*LADDER_LETTERS, OFFER}
        return count_reply_by(self.case, self.letters[letter], sent_on) if is_counted else None

    def _open_on(self, day: date, letter: str) -> Money:
        """Return what was open when a letter went out: the claim without what had come back or been given up before.

        A receipt counts what came on its own day.
        """
        until = day + timedelta(days=letter == "refund_received")
        first = ledger.first_asked_on(self.case) or day
        returned = [
            ledger.value_in_claim_currency(self.case, payment, self.sums)
            for payment in self.case.payments
            if payment.direction == "in" and first <= payment.paid_on < until
        ]
        given_up = [
            entry.amount
            for entry in self.log
            if entry.event == "waived" and entry.privilege == "none" and windows.day_of(entry.at, self.case) < until
        ]
        open_then = self.sums.claimed
        for amount in (*returned, *given_up):
            if amount is not None and amount.currency == open_then.currency and amount.amount <= open_then.amount:
                open_then -= amount
        return open_then

    @cached_property
    def reply_by(self) -> date | None:
        """The current last day to reply: no letter withdraws what an earlier one gave; an agreement may."""
        until = None
        days = {id(sending.entry): sending.reply_by for sending in self.sent}
        for entry in self.log:
            is_agreement = entry.event in {"extended", "agreed"} and (bool(self.sent) or entry is self.new_day)
            day = entry.deadline if is_agreement else days.get(id(entry))
            if day and (is_agreement or until is None or day > until):
                until = day
        new_day = self.new_day.deadline if self.new_day else None
        return max(until, new_day) if until and new_day else until

    @cached_property
    def new_day(self) -> LogEntry | None:
        """The agreement by which missing work may still come by a day that is not over; None if there is none.

        None, too, if the creator has refused since, or none of the work that it is about is missing any more. Of
        several agreements, it is the one whose day comes last.
        """
        agreed = [make_good.agreed[-1] for make_good in self.running]
        return max(agreed, key=lambda entry: entry.deadline or date.min, default=None)

    @cached_property
    def running(self) -> tuple[MakeGood, ...]:
        """The agreements by which missing work may still come by a day that is not over."""
        return tuple(
            make_good
            for make_good in make_goods(self.case)
            if make_good.day >= self.today and self._is_open(make_good) and not self._is_refused(make_good.agreed[-1])
        )

    def _is_open(self, make_good: MakeGood) -> bool:
        return any(item.id in make_good.work and not is_up(item, self.case) for item in self.case.deliverables)

    def _is_refused(self, agreed: LogEntry) -> bool:
        later = self.log[self.log.index(agreed) + 1 :]
        return any(entry.event == "rejected" and entry.by in {"creator", "agency"} for entry in later)

    @cached_property
    def first(self) -> Sending | None:
        """The first request as it was first sent: each later letter refers to it."""
        return next((sending for sending in self.sent if sending.letter == FIRST), None)

    @cached_property
    def cure_until(self) -> date | None:
        """The last day of the agreement's cure period, from the first request on; None if it is over or missing."""
        days = cure_days(self.case)
        start = self.first.on if self.first else self.today
        return start + timedelta(days=days) if days and start + timedelta(days=days) >= self.today else None

    @cached_property
    def since(self) -> tuple[LogEntry, ...]:
        """What came after the first request."""
        return self.after(self.first.entry) if self.first else ()

    @property
    def dispute(self) -> LogEntry | None:
        """The dispute or claim that runs: opened, and neither decided nor ended since."""
        opened = self.last("dispute_opened", "claim_opened")
        ended = opened is not None and any(ends_dispute(entry, opened) for entry in self.after(opened))
        return None if ended else opened

    def has(self, *events: LogEvent) -> bool:
        return any(entry.event in events for entry in self.log)

    def after(self, entry: LogEntry) -> tuple[LogEntry, ...]:
        """Return the entries after this one; of its own day, where both have a time, only those not earlier."""
        start, later = entry.at, self.log[self.log.index(entry) + 1 :]
        if not isinstance(start, datetime):
            return later
        return tuple(entry for entry in later if not (isinstance(entry.at, datetime) and entry.at < start))

    def sent_since(self, entry: LogEntry, *letters: str) -> bool:
        """Return whether one of these letters was sent after this entry; any letter, if none is named."""
        sent = (entry.letter for entry in self.after(entry) if entry.event == "sent" and entry.letter)
        return any(not letters or letter in letters for letter in sent)

    def last(self, *events: LogEvent, of: Callable[[LogEntry], bool] = lambda _: True) -> LogEntry | None:
        """Return the last of these events since the first letter for which `of` is true; without a letter, of all."""
        since = self.after(self.sent[0].entry) if self.sent else self.log
        return next((entry for entry in reversed(since) if entry.event in events and of(entry)), None)


def ends_dispute(entry: LogEntry, opened: LogEntry) -> bool:
    """Return whether an entry ends a dispute: cancelled by us, or decided by its own desk, not by a party."""
    if entry.desk not in {None, opened.desk}:
        return False
    return entry.event == "cancelled" or entry.is_decision
