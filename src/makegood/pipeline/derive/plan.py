"""Which documents there are, and why not the others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from makegood.domain import ladder, windows
from makegood.model.facts import NotMade, Planned, Stage
from makegood.model.policy import LetterPolicy, Policies
from makegood.model.words import Audience
from makegood.pipeline.derive import post
from makegood.pipeline.derive.case_state import READER, SOON, CaseState
from makegood.pipeline.derive.stage import ENDED

COURT: Audience = "court"
FINAL = "final_notice"
"""The letter that others send before they go to a court."""
SOONER = "Made when the day to reply to the first request is over, or once the creator has refused."
"""When a final notice is made on a channel without a reminder."""
NO_RECORDS = "There is no evidence yet that this reader may see."
NO_MAIL = "The case has no mail address of the creator. What is sent is the message."
NOTHING_DUE = "Nothing is due to this reader now."


def plan(
    now: CaseState, stage: Stage, policies: Policies, *, shown_to: Collection[Audience]
) -> tuple[tuple[Planned, ...], tuple[NotMade, ...]]:
    """Return what is made, in the order in which a person uses it, and what is not, each with its reason.

    `shown_to`: the readers for whom there is evidence that they may see. Others get no packet, and a letter to them
    encloses nothing.
    """
    made: list[Planned] = [Planned(id="index", kind="page", reason="The case at a glance.")]
    not_made: list[NotMade] = []
    _letters(made, not_made, now, stage, policies)
    _posted(made, not_made, now, policies)
    if READER not in shown_to:
        made = [replace(one, audience=None) if one.letter else one for one in made]
    _desk(made, not_made, now, stage)
    _report(made, not_made, now, stage)
    for audience in now.channel.packets:
        reason = _why_packet(made, now, stage, audience, policies)
        if reason and audience not in shown_to:
            not_made.append(NotMade(document=f"packet/{audience}", reason=NO_RECORDS))
        elif reason:
            made.append(Planned(id=f"packet/{audience}", kind="packet", reason=reason, audience=audience))
        else:
            later = _when_for_court(now) if audience == COURT else NOTHING_DUE
            not_made.append(NotMade(document=f"packet/{audience}", reason=later))
    return tuple(made), tuple(not_made)


def _why_packet(made: list[Planned], now: CaseState, stage: Stage, audience: Audience, policies: Policies) -> str:
    """Say why a reader's packet is made, or nothing where nobody needs it."""
    if not now.sums.outstanding.amount:
        return ""
    if any(item.audience == audience for item in made):
        return f"Goes with what is made for this reader: {policies.profiles[audience].reader}."
    is_open = stage.id not in ENDED and now.first_sent and not now.is_agreed
    if audience == COURT:
        last = now.ladder.last(FINAL)
        is_over = is_open and last is not None and now.is_late
        return "The final notice was in vain. Read below what comes before a court." if is_over else ""
    if audience == READER and is_open and now.sums.askable.amount:
        return "This reader was written to and may ask for it again."
    return ""


def _when_for_court(now: CaseState) -> str:
    """Say when the packet for a court is made: without a final notice there is no day after which it would be."""
    is_climbed = FINAL in now.channel.letters
    return "Made once the day of the final notice is over." if is_climbed else "This channel has no final notice."


def _letters(made: list[Planned], not_made: list[NotMade], now: CaseState, stage: Stage, policies: Policies) -> None:
    due = {one.letter: one for one in now.ladder.due}
    kinds: tuple[Literal["email", "message"], ...] = ("email", "message") if now.case.is_mailed else ("message",)
    made += [
        Planned(
            id=f"{kind}/{letter}",
            kind=kind,
            reason=one.reason,
            letter=letter,
            audience=READER if one.policy.encloses_packet else None,
        )
        for kind in kinds
        for letter, one in due.items()
    ]
    if "email" not in kinds:
        not_made += [NotMade(document=f"email/{letter}", reason=NO_MAIL) for letter in due]
    others = (policies.letters[letter] for letter in now.channel.letters if letter not in due)
    not_made += [NotMade(document=f"email/{one.id}", reason=_why_not(one, now, stage)) for one in others]
    if not now.channel.letters:
        reason = "No creator holds this money, so there is nobody to write to."
        not_made.append(NotMade(document=f"email/{ladder.FIRST}", reason=reason))


def _posted(made: list[Planned], not_made: list[NotMade], now: CaseState, policies: Policies) -> None:
    for one in (*post.posted(now), *post.notices(now, policies)):
        made.append(one) if isinstance(one, Planned) else not_made.append(one)


def _why_not(letter: LetterPolicy, now: CaseState, stage: Stage) -> str:
    sent = now.ladder.last(letter.id)
    if sent is not None:
        return f"Sent on {windows.format_day(sent.on)}."
    if stage.id in ENDED:
        return _over(stage)
    return SOONER if letter.id == FINAL and ladder.REMINDER not in now.channel.letters else letter.when


def _over(stage: Stage) -> str:
    return {"closed": "The case is closed.", "nowhere": "Nobody pays this back."}.get(
        stage.id, "Nothing is left to ask for."
    )


def _report(made: list[Planned], not_made: list[NotMade], now: CaseState, stage: Stage) -> None:
    """The closing report comes by itself: once nothing is open any more, or the case is closed."""
    if now.sums.outstanding.amount and stage.id != "closed":
        not_made.append(NotMade(document="report/closing", reason="Made once nothing is open any more."))
    else:
        reason = "The case is closed." if stage.id == "closed" else "Nothing is open any more."
        made.append(Planned(id="report/closing", kind="report", reason=reason))


def _desk(made: list[Planned], not_made: list[NotMade], now: CaseState, stage: Stage) -> None:
    if now.channel.tiktok:
        not_made.append(NotMade(document="support/tiktok", reason=now.channel.tiktok.text))
    desk = now.desk
    if desk is None:
        return
    is_over = stage.id in ENDED or not now.sums.outstanding.amount
    reason = "" if is_over else _why_desk(now)
    if reason:
        made.append(
            Planned(
                id=f"support/{desk.id}",
                kind="support",
                reason=reason,
                audience=desk.audience,
                desk=desk,
                follow_up=now.follow_up,
            )
        )
    else:
        later = f"Made when the day to reply to the first request is over, or {SOON} days before a window closes."
        not_made.append(NotMade(document=f"support/{desk.id}", reason=_over(stage) if is_over else later))


def _why_desk(now: CaseState) -> str:
    """Say why the desk is asked now, or nothing where it is too early."""
    if now.channel.asked_first == "desk":
        return "This desk can return the money, so it is asked at once."
    if now.at_desk:
        return "This desk has the request, and may ask for its text again."
    if now.is_late:
        return "The day to reply to the first request is over."
    if now.is_closing:
        return f"Its window closes within {SOON} days, so the text is ready now."
    return ""
