"""Documents to send by post: letters of the ladder that also go on paper, and notices after a desk has failed."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.domain import desks
from makegood.model.facts import NotMade, Planned
from makegood.model.policy import EscalationPolicy, Policies
from makegood.model.statement import Statement, say
from makegood.pipeline.derive.case_state import LETTER_READER, CaseState

NO_ADDRESS = say("not-made-no-postal-address")


def letters_by_post(state: CaseState) -> Iterator[Planned | NotMade]:
    """Yield each letter to the creator that is due and goes by post, or why it is not made."""
    creator = state.case.parties.creator
    for due_letter in state.ladder.due:
        if not due_letter.policy.by_post or creator is None:
            continue
        document = f"letter/{due_letter.letter}"
        if creator.address:
            name = creator.legal_name or creator.display_name
            yield Planned(
                id=document,
                kind="letter",
                reason=say("made-by-post"),
                letter=due_letter.letter,
                audience=LETTER_READER if due_letter.policy.encloses_packet else None,
                address=(name, *creator.address),
            )
        else:
            yield NotMade(document=document, reason=NO_ADDRESS)


def notices_by_post(state: CaseState, policies: Policies) -> Iterator[Planned | NotMade]:
    """Yield the notice to the desk's company for the brand's country, or why it is not made."""
    case = state.case
    escalations = [
        escalation
        for escalation in policies.escalations.values()
        if escalation.by_post and case.case.channel in escalation.channels
    ]
    if state.desk is None or not state.sums.outstanding.amount:
        return
    for escalation in escalations:
        if escalation.is_open_to(case):
            not_made_reason = _not_made_reason(state, escalation)
            document = f"letter/{escalation.id}"
            if not_made_reason:
                yield NotMade(document=document, reason=not_made_reason)
            else:
                yield Planned(
                    id=document,
                    kind="letter",
                    audience=state.desk.audience,
                    address=_address(state, escalation),
                    notice=escalation.notice,
                    reason=say("made-desk-failed", desk=state.desk.name),
                )


def _not_made_reason(state: CaseState, notice: EscalationPolicy) -> Statement | None:
    """Return why a notice is not made; None if it is."""
    case, desk = state.case, state.desk
    if desk is None or any(entry.event == "closed" for entry in case.log):
        return say("over-closed")
    if not state.at_desk or not desks.has_failed(case, desk):
        return say("not-made-until-desk-fails", desk=desk.name)
    if case.parties.brand.country is None:
        return say("not-made-no-brand-country")
    if state.channel.is_invoiced and not _company(state):
        return say("not-made-no-company")
    if notice.addressee(case.parties.brand.country) is None:
        return say("not-made-no-addressee")
    return None


def _address(state: CaseState, notice: EscalationPolicy) -> tuple[str, ...]:
    """Return the lines of the address: the company of the invoice for ads, else the one in the terms."""
    addressee = notice.addressee(state.case.parties.brand.country)
    if addressee is None:
        return ()
    company = _company(state) if state.channel.is_invoiced else None
    return (company or addressee.name, *addressee.address)


def _company(state: CaseState) -> str | None:
    platform = state.case.parties.platform
    return platform.contracting_entity if platform else None
