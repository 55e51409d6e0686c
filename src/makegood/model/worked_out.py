"""What is worked out of a case before any document is thought of: sums, windows, and what is proven."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from makegood.model.case import Payment
from makegood.model.money import Money
from makegood.model.noun import noun
from makegood.model.policy import Sourced
from makegood.model.words import ComputationMethod


@noun
class Step:
    """One line of the computation; `amount` None for a line of words. `cites` are evidence ids.

    `about` is the payment that the line tells of, so that a template can say when and how it was made.
    """

    text: str
    amount: Money | None = None
    cites: tuple[str, ...] = ()
    about: Payment | None = None


@noun
class Computation:
    """How the claim comes about. `formula` has figures and signs; `words` say it; rounded once, at the end.

    `told` says it with the figures, as one would tell it; "" where it would say no more than the sum.
    """

    method: ComputationMethod
    steps: tuple[Step, ...]
    formula: str
    words: str
    told: str
    exact: Decimal
    result: Money


@noun
class Sums:
    """All in one currency. `outstanding` is what is claimed and has not come back."""

    paid: Money
    returned: Money
    claimed: Money
    outstanding: Money


@noun
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


@noun
class Need:
    """One item of the minimum evidence; unproven where `cites` is empty.

    `unfit` has what would prove it, had it been taken after the due day, or did it say when it was.
    """

    id: str
    what: str
    where: str
    cites: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    ground: str = ""
