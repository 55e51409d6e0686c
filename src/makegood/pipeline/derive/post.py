"""What goes by post: letters of the ladder that are sent on paper as well, and notices where a desk has failed."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.domain import desks
from makegood.model.facts import NotMade, Planned
from makegood.model.policy import EscalationPolicy, Policies
from makegood.pipeline.derive.case_state import READER, CaseState

NO_ADDRESS = "The case has no postal address of the creator. Add address to parties.creator: a list of its lines."


def posted(now: CaseState) -> Iterator[Planned | NotMade]:
    """Give each letter to the creator that is due and goes by post, or why it cannot be printed."""
    creator = now.case.parties.creator
    for one in now.ladder.due:
        if not one.policy.by_post or creator is None:
            continue
        document = f"letter/{one.letter}"
        if creator.address:
            name = creator.legal_name or creator.display_name
            yield Planned(
                id=document,
                kind="letter",
                reason=f"{one.policy.title}: it goes by post as well.",
                letter=one.letter,
                audience=READER if one.policy.encloses_packet else None,
                address=(name, *creator.address),
            )
        else:
            yield NotMade(document=document, reason=NO_ADDRESS)


def notices(now: CaseState, policies: Policies) -> Iterator[Planned | NotMade]:
    """Give the notice to the desk's company that holds for the brand's country, or why it is not made."""
    case = now.case
    open_to = [one for one in policies.escalations.values() if one.by_post and case.case.channel in one.channels]
    if now.desk is None or not now.sums.outstanding.amount:
        return
    for one in open_to:
        if one.is_open_to(case):
            lacks = _lacks(now, one)
            document = f"letter/{one.id}"
            if lacks:
                yield NotMade(document=document, reason=lacks)
            else:
                yield Planned(
                    id=document,
                    kind="letter",
                    audience=now.desk.audience,
                    address=_address(now, one),
                    notice=one.notice,
                    reason=f"{now.desk.name[:1].upper()}{now.desk.name[1:]} was asked in vain.",
                )


def _lacks(now: CaseState, notice: EscalationPolicy) -> str:
    """Say why a notice is not made, or nothing."""
    case, desk = now.case, now.desk
    if desk is None or any(entry.event == "closed" for entry in case.log):
        return "The case is closed."
    if not now.at_desk or not desks.has_failed(case, desk):
        return f"Made once {desk.name} has refused, or was asked twice and nothing came."
    if case.parties.brand.country is None:
        return "It depends on the country of the brand, which the case does not name: parties.brand.country."
    if now.channel.is_invoiced and not _company(now):
        return "It goes to the company that the invoice names. Enter that: parties.platform.contracting_entity."
    if notice.addressee(case.parties.brand.country) is None:
        return "No addressee for it was found. Look in the terms, and on the invoice."
    return ""


def _address(now: CaseState, notice: EscalationPolicy) -> tuple[str, ...]:
    """Return the lines of the address: the company of the invoice for ads, else the one that the terms name."""
    addressee = notice.addressee(now.case.parties.brand.country)
    if addressee is None:
        return ()
    company = _company(now) if now.channel.is_invoiced else None
    return (company or addressee.name, *addressee.address)


def _company(now: CaseState) -> str | None:
    platform = now.case.parties.platform
    return platform.contracting_entity if platform else None
