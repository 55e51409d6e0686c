"""The types of `policies/grounds/`: why money is due back, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from makegood.model.case import Defect, Deliverable
from makegood.model.frozen import frozen
from makegood.model.policy.sources import Sourced
from makegood.model.statement import Statement, policy_text
from makegood.model.words import (
    DELIVERED,
    Channel,
    ComputationMethod,
    DefectCode,
    DeliverableStatus,
    EvidenceKind,
    GroundId,
)

Stated = Literal["status", "failure", "balance"]
CitedBy = Literal["agreement", "payments", "deliverables", "log", "purchase", "defects", "amendments"]
"""The parts of a case whose `evidence` may have to cite a proof."""
ForEach = Literal["delivered", "affected"]
"""The deliverables for each of which a proof may be needed."""
Taken = Literal["after_due", "after_agreed", "while_online", "after_removal"]
"""When a proof may have to be captured."""


@frozen
class ProofNeeded:
    """One item of a ground's minimum evidence, proven by any of these kinds that the part `cited_by` cites.

    `for_each`: it is needed once for each deliverable that was delivered, or that shows the ground ("affected"), by
    evidence of that deliverable; None: once for the case. `taken`: only what was captured after the work was due,
    after a later day for it that was agreed and has passed (at any time without one), while the post was online, or
    after it was removed. `needs_posting_day`: it proves nothing while the day of the post is not known. `comes_with`:
    the letter that provides it.
    `for_defects`: only where work has one of these defects; empty: always. `not_channels`: the channels in which it is
    not needed, since their own rule gives the money without it.
    """

    id: str
    what: Statement
    where: Statement
    kinds: tuple[EvidenceKind, ...] = ()
    cited_by: CitedBy | None = None
    for_each: ForEach | None = None
    at_least: int = 1
    taken: Taken | None = None
    needs_posting_day: bool = False
    comes_with: str = ""
    for_defects: tuple[DefectCode, ...] = ()
    not_channels: tuple[Channel, ...] = ()


@frozen
class Threshold:
    """A share, in percent, and its source."""

    percent: int
    sourced: Sourced


@frozen
class GroundPolicy:
    """A ground of a claim. `phrase` is a clause that fits after "on the ground that", and can be used alone.

    Grounds of the program have their sentences in `templates/words/`: their `phrase`, `headline` and `headline_of_one`
    are None unless a workspace changes them.

    `statuses` and `defects` of a deliverable show this ground; if both are empty, it does not depend on a single
    deliverable. `method` is the suggested computation; None: it depends on what was bought. `delivered` is how much of
    the work may have been delivered for the ground to be true: none of it, or some but not all; None: any. `headline`
    is a whole sentence for the head of a packet, and `headline_of_one` the same for one piece of work, inserted at
    {work}; None if the list of work is enough. `within` are ids of windows outside which the ground gives no right;
    empty: it needs none. `again` is a sentence that asks a desk to deliver what is missing before a refund; None if the
    refund is asked for at once. `why_unpriced` is a sentence that says why no sum can be computed; only with the
    method "negotiated".

    `meaning` explains it in a sentence. `signs` are other words in which a letter states it, and `true_of` further
    statuses for which such words are true, whatever is claimed. `stated_in`: a document that states the statuses of the
    work, the failure or the balance states the ground already. `before_due`: work may be called missing before its due
    day. `is_overcharge`: the ground implies that more was paid than was due. `full_from`: the share of booked
    impressions that counts as all of them.
    """

    id: GroundId
    title: Statement
    meaning: str
    phrase: Statement | None
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
    headline: Statement | None = None
    headline_of_one: Statement | None = None
    within: tuple[str, ...] = ()
    again: Statement | None = None
    why_unpriced: Statement | None = None
    before_due: bool = False
    is_overcharge: bool = False
    full_from: Threshold | None = None

    @property
    def unpriced(self) -> str:
        """Why no sum can be computed, in English, for messages; "" if one can."""
        return policy_text(self.why_unpriced) if self.why_unpriced else ""

    @property
    def needs_missing_work(self) -> bool:
        """Return whether this ground is true only while some work has not been delivered."""
        return self.delivered is not None or (bool(self.statuses) and DELIVERED.isdisjoint(self.statuses))

    @property
    def is_of_missing_work(self) -> bool:
        """Return whether it says that nothing came of what was agreed."""
        return self.delivered == "none" or "cancelled_by_creator" in self.statuses

    def is_shown_by(self, item: Deliverable, defects: Iterable[Defect]) -> bool:
        """Return whether a deliverable with these defects shows this ground."""
        return item.status in self.statuses or any(defect.code in self.defects for defect in defects)
