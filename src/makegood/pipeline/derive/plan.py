"""The plan: which documents are made, and why the others are not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from makegood.domain import ladder
from makegood.model.facts import NotMade, Planned, Stage
from makegood.model.policy import LetterPolicy, Policies
from makegood.model.statement import Statement, say
from makegood.model.words import Audience
from makegood.pipeline.derive import post
from makegood.pipeline.derive.case_state import LETTER_READER, SOON, CaseState
from makegood.pipeline.derive.stage import ENDED
from makegood.statements.readers import reader

COURT: Audience = "court"
FINAL = "final_notice"
"""The last letter before a court."""
SOONER = say("not-made-final-notice-yet")
"""When a final notice is made on a channel without a reminder."""
NO_RECORDS = say("not-made-no-evidence")
NO_MAIL = say("not-made-no-email-address")
NOTHING_DUE = say("not-made-not-needed")


def plan(
    state: CaseState, stage: Stage, policies: Policies, *, shown_to: Collection[Audience]
) -> tuple[tuple[Planned, ...], tuple[NotMade, ...]]:
    """Return the documents to make, in the order of their use, and those not made, each with its reason.

    `shown_to` are the readers for whom there is evidence that they may see. Others get no packet, and a letter to them
    has no enclosure.
    """
    planned: list[Planned] = [Planned(id="index", kind="page", reason=say("made-overview"))]
    not_made: list[NotMade] = []
    _add_letters(planned, not_made, state, stage, policies)
    _add_post(planned, not_made, state, policies)
    if LETTER_READER not in shown_to:
        planned = [replace(document, audience=None) if document.letter else document for document in planned]
    _add_desk_text(planned, not_made, state, stage)
    _add_report(planned, not_made, state, stage)
    for audience in state.channel.packets:
        reason = _packet_reason(planned, state, stage, audience, policies)
        if reason and audience not in shown_to:
            not_made.append(NotMade(document=f"packet/{audience}", reason=NO_RECORDS))
        elif reason:
            planned.append(Planned(id=f"packet/{audience}", kind="packet", reason=reason, audience=audience))
        else:
            is_over = not state.sums.outstanding.amount and stage.id in ENDED
            later = _over_reason(stage) if is_over else _court_packet_time(state) if audience == COURT else NOTHING_DUE
            not_made.append(NotMade(document=f"packet/{audience}", reason=later))
    return tuple(planned), tuple(not_made)


def _packet_reason(
    planned: list[Planned], state: CaseState, stage: Stage, audience: Audience, policies: Policies
) -> Statement | None:
    """Return why a reader's packet is made; None if nobody needs it."""
    if not state.sums.outstanding.amount:
        return None
    if any(item.audience == audience for item in planned):
        return say("made-enclosed", reader=reader(policies.profiles[audience], state.case))
    is_open = stage.id not in ENDED and state.first_sent and not state.is_agreed
    if audience == COURT:
        final_notice = state.ladder.last(FINAL)
        is_over = is_open and final_notice is not None and state.is_late
        return say("made-for-court") if is_over else None
    if audience == LETTER_READER and is_open and state.sums.askable.amount:
        return say("made-for-letter-reader")
    return None


def _court_packet_time(state: CaseState) -> Statement:
    """Return when the packet for a court is made: after the day of the final notice, if the channel has one."""
    has_final_notice = FINAL in state.channel.letters
    return say("not-made-court-yet" if has_final_notice else "not-made-no-final-notice")


def _add_letters(
    planned: list[Planned], not_made: list[NotMade], state: CaseState, stage: Stage, policies: Policies
) -> None:
    due = {due_letter.letter: due_letter for due_letter in state.ladder.due}
    kinds: tuple[Literal["email", "message"], ...] = ("email", "message") if state.case.is_mailed else ("message",)
    planned += [
        Planned(
            id=f"{kind}/{letter}",
            kind=kind,
            reason=due_letter.reason,
            letter=letter,
            audience=LETTER_READER if due_letter.policy.encloses_packet else None,
        )
        for kind in kinds
        for letter, due_letter in due.items()
    ]
    if "email" not in kinds:
        not_made += [NotMade(document=f"email/{letter}", reason=NO_MAIL) for letter in due]
    others = (policies.letters[letter] for letter in state.channel.letters if letter not in due)
    not_made += [
        NotMade(document=f"email/{letter.id}", reason=_letter_not_made_reason(letter, state, stage))
        for letter in others
    ]
    if not state.channel.letters:
        not_made.append(NotMade(document=f"email/{ladder.FIRST}", reason=say("not-made-no-creator")))


def _add_post(planned: list[Planned], not_made: list[NotMade], state: CaseState, policies: Policies) -> None:
    for document in (*post.letters_by_post(state), *post.notices_by_post(state, policies)):
        planned.append(document) if isinstance(document, Planned) else not_made.append(document)


def _letter_not_made_reason(letter: LetterPolicy, state: CaseState, stage: Stage) -> Statement:
    sent = state.ladder.last(letter.id)
    if sent is not None:
        return say("not-made-sent", day=sent.on)
    if stage.id in ENDED:
        return _over_reason(stage)
    if letter.id == FINAL and ladder.REMINDER not in state.channel.letters:
        return SOONER
    return letter.when or say("not-made-not-due")


def _over_reason(stage: Stage) -> Statement:
    return say(f"over-{stage.id}" if stage.id in {"closed", "nowhere"} else "over-nothing-outstanding")


def _add_report(planned: list[Planned], not_made: list[NotMade], state: CaseState, stage: Stage) -> None:
    """Add the closing report once nothing is open any more, or the case is closed."""
    if state.sums.outstanding.amount and stage.id != "closed":
        not_made.append(NotMade(document="report/closing", reason=say("not-made-report-yet")))
    else:
        reason = say("over-closed" if stage.id == "closed" else "over-nothing-outstanding")
        planned.append(Planned(id="report/closing", kind="report", reason=reason))


def _add_desk_text(planned: list[Planned], not_made: list[NotMade], state: CaseState, stage: Stage) -> None:
    if state.channel.tiktok:
        not_made.append(
            NotMade(
                document="support/tiktok",
                reason=state.channel.tiktok.text,
            )
        )
    desk = state.desk
    if desk is None:
        return
    is_over = stage.id in ENDED or not state.sums.outstanding.amount
    desk_reason = None if is_over else _desk_reason(state)
    if desk_reason:
        planned.append(
            Planned(
                id=f"support/{desk.id}",
                kind="support",
                reason=desk_reason,
                audience=desk.audience,
                desk=desk,
                follow_up=state.follow_up,
            )
        )
    else:
        later = say("not-made-desk-yet", days=SOON)
        not_made.append(NotMade(document=f"support/{desk.id}", reason=_over_reason(stage) if is_over else later))


def _desk_reason(state: CaseState) -> Statement | None:
    """Return why the desk is asked now; None if it is too early."""
    if state.channel.asked_first == "desk":
        return say("made-desk-first")
    if state.at_desk:
        return say("made-desk-again")
    if state.is_late:
        return say("made-deadline-passed")
    if state.is_closing:
        return say("made-time-limit", days=SOON)
    return None
