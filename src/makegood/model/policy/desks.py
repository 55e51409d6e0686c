"""The types of `policies/desks/`: who takes a request, by which form, and how long that takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from makegood.model.frozen import frozen
from makegood.model.policy.sources import Sourced, SourcedSentence
from makegood.model.statement import Statement
from makegood.model.words import Actor, Audience, LogEvent, Store

Before = Literal["nothing", "period", "warning"]


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
    act: Statement | None = None


@frozen
class DeskPolicy:
    """A desk that can be asked for a refund. `name` fits "Ask ... for the refund", which `act` replaces.

    `where` is how to reach it, `answer_in` where its answer appears and how long that may take, with sources.

    `speaker` is who answers there, as in `by` of the log. `is_by_mail`: it is asked by mail, with a subject, instead
    of a form, and gives no number. `takes_disputes`: a dispute is opened there, not a ticket.

    `store_names` are the names of the app stores if the desk is one of them, `store_titles` those for a heading.

    `attachment_pattern` is a regular expression for the names of attachments, empty if none is known.

    `answer` and `pay` are how long to wait for an answer and, after an approval, for the money: the first that fits
    applies. A desk without `answer` answers nobody, and the money is expected at once.

    `lengths` are in characters. `attachment_bytes` is the limit for one file, `total_bytes` for all together,
    `attachment_count` for their number; None, and no types: nothing is confirmed.
    """

    id: str
    title: Statement
    name: Statement
    where: SourcedSentence
    answer_in: tuple[SourcedSentence, ...]
    audience: Audience
    speaker: Actor
    lengths: tuple[int, ...]
    attachment_types: tuple[str, ...]
    attachment_bytes: int | None
    attachment_pattern: str
    sourced: Sourced
    store_names: Mapping[Store, Statement]
    store_titles: Mapping[Store, Statement]
    url: str = ""
    total_bytes: int | None = None
    attachment_count: int | None = None
    is_by_mail: bool = False
    takes_disputes: bool = False
    act: Statement | None = None
    answer: tuple[Delay, ...] = ()
    pay: tuple[Delay, ...] = ()

    @property
    def opened_by(self) -> LogEvent:
        """Return the entry of the log that is a first request here: "sent" where no number is given for it."""
        if self.is_by_mail or not self.answer:
            return "sent"
        return "dispute_opened" if self.takes_disputes else "ticket_opened"
