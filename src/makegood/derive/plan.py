"""Which documents there are, and why not the others."""

from __future__ import annotations

from makegood.derive.stage import at_desk, first_letter_due
from makegood.model.case import Case
from makegood.model.facts import NotMade, Planned, Stage, Window
from makegood.model.policy import ChannelPolicy, Policies

SOON = 30
"""Days before a window closes at which a desk's text is ready even if the other party may still answer. Our own
choice: a first request (14 days) and its reminder (7) fit in, with a week left to act."""


def plan(
    case: Case, channel: ChannelPolicy, stage: Stage, windows: tuple[Window, ...], policies: Policies
) -> tuple[tuple[Planned, ...], tuple[NotMade, ...]]:
    """Return what is made, in the order in which a person uses it, and what is not, each with its reason."""
    made: list[Planned] = [Planned(id="index", kind="page", reason="The case at a glance.")]
    not_made: list[NotMade] = []
    _letters(made, not_made, case, channel, stage, policies)
    _desk(made, not_made, case, channel, stage, windows, policies)
    for audience in channel.packets:
        used = any(item.audience == audience for item in made)
        if used:
            reason = f"Goes with what is made for this reader: {policies.profiles[audience].reader}."
            made.append(Planned(id=f"packet/{audience}", kind="packet", reason=reason, audience=audience))
        else:
            not_made.append(NotMade(document=f"packet/{audience}", reason="Nothing is due to this reader now."))
    return tuple(made), tuple(not_made)


def _letters(  # the six are what a plan is made from
    made: list[Planned], not_made: list[NotMade], case: Case, channel: ChannelPolicy, stage: Stage, policies: Policies
) -> None:
    for letter in channel.letters:
        title = policies.letters[letter].title
        if letter != "first_request":
            not_made.append(NotMade(document=f"email/{letter}", reason=_not_due(letter)))
        elif first_letter_due(case, channel, stage):
            reason = f"{title}: nothing was sent yet."
            made.append(Planned(id="email/first_request", kind="email", reason=reason, audience="influencer",
                                letter=letter))  # fmt: skip
        else:
            reason = "It was sent, or nothing is left to ask for."
            not_made.append(NotMade(document="email/first_request", reason=reason))
    if not channel.letters:
        reason = "No creator holds this money, so there is nobody to write to."
        not_made.append(NotMade(document="email/first_request", reason=reason))


def _not_due(letter: str) -> str:
    """Say why a letter that comes later on the ladder is not made now."""
    return {
        "reminder": "Due the day after the first request's deadline, if no answer came.",
        "final_notice": "Due after the reminder's deadline, if no answer came.",
        "settlement_offer": "Made when you want to offer terms.",
        "acceptance": "Made when terms are agreed.",
        "refund_received": "Made when money has come back.",
        "not_our_ground": "Made when the other party shows that it did deliver.",
    }.get(letter, "Not due.")


def _desk(  # as above, with the windows
    made: list[Planned], not_made: list[NotMade], case: Case, channel: ChannelPolicy, stage: Stage,
    windows: tuple[Window, ...], policies: Policies,
) -> None:  # fmt: skip
    if channel.tiktok:
        not_made.append(NotMade(document="support/tiktok", reason=channel.tiktok.text))
    if channel.desk is None:
        return
    desk = policies.desks[channel.desk]
    reason = _why_desk(case, channel, stage, windows)
    if reason:
        made.append(Planned(id=f"support/{desk.id}", kind="support", reason=reason, audience=desk.audience, desk=desk))
    else:
        when = "Due when the first request's deadline has passed without an answer."
        not_made.append(NotMade(document=f"support/{desk.id}", reason=when))


def _why_desk(case: Case, channel: ChannelPolicy, stage: Stage, windows: tuple[Window, ...]) -> str:
    """Say why the desk is asked now, or nothing where it is too early."""
    if stage.id in {"refunded", "closed"}:
        return ""
    if channel.asked_first == "desk":
        return "This desk can return the money, so it is asked at once."
    if stage.id == "to_desk" or at_desk(case, channel):
        return "The first request's deadline has passed."
    closing = [window.closes_on for window in windows if window.closes_on and window.closes_on >= case.case.as_of]
    if closing and (min(closing) - case.case.as_of).days <= SOON:
        return f"Its window closes within {SOON} days, so the text is ready now."
    return ""
