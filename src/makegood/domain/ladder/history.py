"""What has happened since the first letter, as the ladder asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from makegood.domain import ledger, windows
from makegood.domain.ladder.days import counted, cure_days
from makegood.domain.ladder.letters import CLIMBING, FIRST, OFFER
from makegood.model.case import Case, LogEntry
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, LetterPolicy
from makegood.model.results import Sending, Sums
from makegood.model.words import LogEvent


class History:
    """The log of a case in order, the letters that were sent, and the day to reply that holds.

    `open` is what is outstanding, and `left` what of it the other party is asked for: where the money went several
    ways, what desks are asked for is not asked twice.
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
                on = windows.day_of(entry.at, self.case)
                day = entry.deadline or self._given(entry.letter, on)
                amount = entry.amount or self._open_on(on, known_to=entry.letter)
                title = self.letters[entry.letter].title
                yield Sending(
                    letter=entry.letter,
                    title=title,
                    on=on,
                    amount=amount,
                    reply_by=day,
                    entry=entry,
                    rest=self._rest(entry, amount) if entry.letter == "acceptance" else None,
                )

    def _rest(self, sent: LogEntry, whole: Money) -> Money | None:
        """Say what an acceptance lets fall: the claim without the sum that was agreed last before it."""
        before = self.log[: self.log.index(sent)]
        agreed = next((one.amount for one in reversed(before) if one.event == "agreed" and one.amount), None)
        fits = agreed is not None and agreed.currency == whole.currency and agreed <= whole
        return whole - agreed if agreed and fits else None

    def _given(self, letter: str, on: date) -> date | None:
        """Count the day that a letter gave and the log does not state; answers give none that could be counted."""
        is_counted = letter in {*CLIMBING, OFFER}
        return counted(self.case, self.letters[letter], on) if is_counted else None

    def _open_on(self, day: date, known_to: str) -> Money:
        """Say what was open when a letter went out: the claim without what had come back or been given up before.

        A receipt knows of what came on its own day.
        """
        until = day + timedelta(days=known_to == "refund_received")
        first = ledger.first_asked_on(self.case) or day
        came = [
            ledger.worth(self.case, one, self.sums)
            for one in self.case.payments
            if one.direction == "in" and first <= one.paid_on < until
        ]
        given = [
            one.amount
            for one in self.log
            if one.event == "waived" and one.privilege == "none" and windows.day_of(one.at, self.case) < until
        ]
        open_then = self.sums.claimed
        for amount in (*came, *given):
            if amount is not None and amount.currency == open_then.currency and amount.amount <= open_then.amount:
                open_then -= amount
        return open_then

    @cached_property
    def until(self) -> date | None:
        """Follow the day to reply through the log: no letter takes back what an earlier one gave; an agreement may."""
        until = None
        given = {id(one.entry): one.reply_by for one in self.sent}
        for entry in self.log:
            is_bargain = entry.event in {"extended", "agreed"} and bool(self.sent)
            day = entry.deadline if is_bargain else given.get(id(entry))
            if day and (is_bargain or until is None or day > until):
                until = day
        return until

    @cached_property
    def first(self) -> Sending | None:
        """The first request as it was sent first: each later letter refers to it."""
        return next((one for one in self.sent if one.letter == FIRST), None)

    @cached_property
    def cure_until(self) -> date | None:
        """The last of the days that the agreement gives to put it right, from the first request on; None: none left."""
        days = cure_days(self.case)
        begun = self.first.on if self.first else self.today
        return begun + timedelta(days=days) if days and begun + timedelta(days=days) >= self.today else None

    @cached_property
    def since(self) -> tuple[LogEntry, ...]:
        """What came after the first request."""
        return self.after(self.first.entry) if self.first else ()

    @property
    def dispute(self) -> LogEntry | None:
        """The dispute or claim that runs: opened, and neither decided nor ended since."""
        opened = self.last("dispute_opened", "claim_opened")
        ended = opened is not None and any(_ends(one, opened) for one in self.after(opened))
        return None if ended else opened

    def has(self, *events: LogEvent) -> bool:
        return any(entry.event in events for entry in self.log)

    def after(self, entry: LogEntry) -> tuple[LogEntry, ...]:
        """Give what came after an entry; of its own day, where both times are known, not what came before it."""
        begun, later = entry.at, self.log[self.log.index(entry) + 1 :]
        if not isinstance(begun, datetime):
            return later
        return tuple(one for one in later if not (isinstance(one.at, datetime) and one.at < begun))

    def sent_since(self, entry: LogEntry, *letters: str) -> bool:
        """Say whether one of these letters was sent after this entry; any letter, where none is named."""
        sent = (one.letter for one in self.after(entry) if one.event == "sent" and one.letter)
        return any(not letters or letter in letters for letter in sent)

    def last(self, *events: LogEvent, of: Callable[[LogEntry], bool] = lambda _: True) -> LogEntry | None:
        """Return the last of these events since the first letter, of those that fit; of all, where none was sent."""
        since = self.after(self.sent[0].entry) if self.sent else self.log
        return next((one for one in reversed(since) if one.event in events and of(one)), None)


def _ends(entry: LogEntry, opened: LogEntry) -> bool:
    """Return whether a dispute is over with an entry: ended by us, or decided by its own desk, not by a side to it."""
    if entry.desk not in {None, opened.desk}:
        return False
    is_decided = entry.event in {"rejected", "approved"} and entry.by not in {"creator", "brand"}
    return entry.event == "cancelled" or is_decided
