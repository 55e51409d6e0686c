"""Which documents there are, and why not the others."""

from __future__ import annotations

from makegood import readiness, windows
from makegood.derive.stage import ENDED, at_desk
from makegood.model.case import Case
from makegood.model.facts import NotMade, Planned, Stage, Window
from makegood.model.policy import ChannelPolicy, DeskPolicy, Policies
from makegood.model.words import Audience

SOON = 30
"""Days before a window closes at which a desk's text is ready even if the other party may still answer. Our own
choice: a first request (14 days) fits in, with two weeks left to act."""
READER: Audience = "influencer"
"""Who reads the letters."""


def plan(  # all that a plan is made from
    case: Case, channel: ChannelPolicy, stage: Stage, found: tuple[Window, ...], policies: Policies,
    desk: DeskPolicy | None, writes: str,
) -> tuple[tuple[Planned, ...], tuple[NotMade, ...]]:  # fmt: skip
    """Return what is made, in the order in which a person uses it, and what is not, each with its reason.

    `writes` names the letter that is to be sent next, "" for none.
    """
    made: list[Planned] = [Planned(id="index", kind="page", reason="The case at a glance.")]
    not_made: list[NotMade] = []
    _letters(made, not_made, case, channel, stage, policies, writes)
    _desk(made, not_made, case, channel, stage, found, desk)
    for audience in channel.packets:
        reason = _why_packet(made, case, stage, audience, policies)
        if reason:
            made.append(Planned(id=f"packet/{audience}", kind="packet", reason=reason, audience=audience))
        else:
            not_made.append(NotMade(document=f"packet/{audience}", reason="Nothing is due to this reader now."))
    return tuple(made), tuple(not_made)


def _why_packet(made: list[Planned], case: Case, stage: Stage, audience: Audience, policies: Policies) -> str:
    """Say why a reader's packet is made, or nothing where nobody needs it."""
    if any(item.audience == audience for item in made):
        return f"Goes with what is made for this reader: {policies.profiles[audience].reader}."
    if audience == READER and stage.id not in ENDED and readiness.request_sent(case):
        return "This reader was written to and may ask for it again."
    return ""


def _letters(  # the seven are what a plan is made from
    made: list[Planned], not_made: list[NotMade], case: Case, channel: ChannelPolicy, stage: Stage,
    policies: Policies, writes: str,
) -> None:  # fmt: skip
    for letter in channel.letters:
        if letter == writes:
            reason = f"{policies.letters[letter].title}: nothing was sent yet."
            made.append(Planned(id=f"email/{letter}", kind="email", reason=reason, audience=READER, letter=letter))
        else:
            not_made.append(NotMade(document=f"email/{letter}", reason=_why_not(letter, case, stage)))
    if not channel.letters:
        reason = "No creator holds this money, so there is nobody to write to."
        not_made.append(NotMade(document=f"email/{readiness.FIRST}", reason=reason))


def _why_not(letter: str, case: Case, stage: Stage) -> str:
    sent = readiness.request_sent(case)
    if letter != readiness.FIRST:
        return "There is no text for it yet: the first request is the only letter that is written for you."
    if sent is None:
        return _over(stage)
    return f"Sent on {windows.written(windows.day_of(sent.at, case))}. Your copy is in your mailbox."


def _over(stage: Stage) -> str:
    return {"closed": "The case is closed.", "nowhere": "Nobody pays this back."}.get(
        stage.id, "Nothing is left to ask for."
    )


def _desk(  # as above, with the windows
    made: list[Planned], not_made: list[NotMade], case: Case, channel: ChannelPolicy, stage: Stage,
    found: tuple[Window, ...], desk: DeskPolicy | None,
) -> None:  # fmt: skip
    if channel.tiktok:
        not_made.append(NotMade(document="support/tiktok", reason=channel.tiktok.text))
    if desk is None:
        return
    reason = "" if stage.id in ENDED else _why_desk(case, channel, stage, found)
    if reason:
        made.append(Planned(id=f"support/{desk.id}", kind="support", reason=reason, audience=desk.audience, desk=desk))
    else:
        later = f"Made when the day to reply to the first request is over, or {SOON} days before a window closes."
        not_made.append(NotMade(document=f"support/{desk.id}", reason=_over(stage) if stage.id in ENDED else later))


def _why_desk(case: Case, channel: ChannelPolicy, stage: Stage, found: tuple[Window, ...]) -> str:
    """Say why the desk is asked now, or nothing where it is too early."""
    if channel.asked_first == "desk":
        return "This desk can return the money, so it is asked at once."
    if at_desk(case, channel):
        return "This desk has the request, and may ask for its text again."
    if stage.id == "to_desk":
        return "The day to reply to the first request is over."
    closing = [window.closes_on for window in found if window.closes_on and window.closes_on >= case.case.as_of]
    if closing and (min(closing) - case.case.as_of).days <= SOON:
        return f"Its window closes within {SOON} days, so the text is ready now."
    return ""
