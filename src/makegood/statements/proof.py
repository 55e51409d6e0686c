"""What an exhibit proves, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain import windows
from makegood.model.case import Agreement, Amendment, LogEntry, Payment
from makegood.model.facts import Row
from makegood.model.statement import Statement, say
from makegood.statements import history, payments, work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.case import Case, Evidence
    from makegood.model.facts import Citation, Facts

__all__ = ["shown"]


def shown(citation: Citation, evidence: Evidence, facts: Facts) -> tuple[Statement, ...]:
    """Return what an exhibit proves by one citation of it, as items of a list."""
    about = citation.about
    return tuple(_work(about, evidence, facts.case)) if isinstance(about, Row) else (_other(citation, facts),)


def _other(citation: Citation, facts: Facts) -> Statement:
    about = citation.about
    if isinstance(about, Payment):
        return _payment(about, facts)
    if isinstance(about, LogEntry):
        return _logged(about, facts.case)
    if isinstance(about, Agreement):
        return say("proof-agreement", day=about.agreed_on)
    if isinstance(about, Amendment):
        id_ = "proof-change-asked" if about.accepted is False else "proof-change"
        return say(id_, day=about.agreed_on)
    return say(f"proof-{citation.kind}")


def _work(row: Row, evidence: Evidence, case: Case) -> Iterator[Statement]:
    """Yield what is proven of a piece of work: the defects that name this evidence, else its state.

    A picture of a post from before it was posted, or of one that was taken down, proves whether it was there that day.
    """
    item = row.deliverable
    if seen := _seen_on(row, evidence, case):
        yield seen
        return
    is_of_work = evidence.id in item.evidence or bool(item.guaranteed and evidence.id in item.guaranteed.evidence)
    own = () if is_of_work else work.defects(row, evidence.id, has_own_proof=True, form="brief")
    if own:
        yield say("proof-work-defect", title=row.title, defect=history.in_list(own[0]))
    else:
        yield say("proof-work", title=row.title, state=work.state(row))
    for defect in own[1:] or (() if own else work.defects(row, evidence.id, form="brief")):
        yield say("proof-defect", defect=history.in_list(defect))


def _seen_on(row: Row, evidence: Evidence, case: Case) -> Statement | None:
    if not evidence.captured_at or evidence.kind not in {"post_screenshot", "profile_screenshot"}:
        return None
    day = windows.day_of(evidence.captured_at, case)
    removed_at = row.deliverable.removed_at
    if row.posted_at and day < windows.day_of(row.posted_at, case):
        return say("proof-not-there", title=row.title, day=day)
    if removed_at is None:
        return None
    is_online = day < windows.day_of(removed_at, case)
    return say("proof-online" if is_online else "proof-not-there", title=row.title, day=day)


def _payment(payment: Payment, facts: Facts) -> Statement:
    is_out = payment.direction == "out"
    if facts.is_in_goods(payment):
        return say("proof-goods-given" if is_out else "proof-goods-returned", amount=payment.amount)
    return say("proof-payment" if is_out else "proof-refund", paid=payments.value(payment, facts))


def _logged(entry: LogEntry, case: Case) -> Statement:
    if entry.event in {"noted", "checked"} and entry.text:
        return say("event-text", text=entry.text)
    day = windows.day_of(entry.at, case)
    if entry.event == "sent" and entry.via == "dm":
        return say("proof-message", day=day)
    return say(f"proof-{entry.event}", day=day)
