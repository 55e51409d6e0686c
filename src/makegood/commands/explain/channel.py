"""One channel in plain words: who holds the money, who can give it back, what comes back, until when, who is asked."""

from __future__ import annotations

from makegood.commands.explain import desk, windows
from makegood.commands.explain.text_page import TextPage
from makegood.model.policy import ChannelPolicy, Policies

NEEDS = {
    "creator": "parties.creator",
    "agreement": "agreement",
    "deliverables": "deliverables",
    "purchase": "purchase",
}


def page(channel: ChannelPolicy, policies: Policies) -> TextPage:
    """Explain one channel."""
    made = TextPage(f"{channel.id}: {channel.title}")
    made.say(f'A channel, that is how the money went. In case.json: "channel": "{channel.id}".')
    made.head("Who holds the money", made.stated(channel.holder))
    made.head("Who can give it back", made.stated(channel.refunder))
    made.head("What can come back", made.stated(channel.refundable))
    made.head("How to ask", made.stated(channel.how))
    if channel.tiktok:
        made.head("TikTok", made.stated(channel.tiktok))
    if channel.windows:
        made.head("Until when")
        made.points(windows.window(made, one) for one in channel.windows)
    else:
        made.head("Until when", "No number of days is known for this channel.")
    if channel.stages:
        made.head("What comes back at which stage of the order")
        made.points(windows.stage(made, one) for one in channel.stages)
    if channel.desk:
        made.head("The desk that is asked")
        made.points(desk.points(made, policies.desks[channel.desk]))
    if channel.letters:
        made.head("Letters to the creator")
        made.points(windows.letter(made, policies.letters[one]) for one in channel.letters)
    if channel.acknowledgements:
        made.head("What somebody has to accept first, in acknowledged")
        made.points(f"{rule.text} The id is {' or '.join(rule.any_of)}." for rule in channel.acknowledgements)
    if channel.grounds:
        made.head("The usual grounds")
        made.table((ground, policies.grounds[ground].meaning) for ground in channel.grounds)
    if channel.methods:
        made.head("Ways of payment that tell that it went this way", f"{', '.join(channel.methods)}.")
    if channel.consequences:
        made.head("What else to know")
        made.points(made.stated(one) for one in channel.consequences)
    _parts(made, channel, policies)
    return made


def _parts(made: TextPage, channel: ChannelPolicy, policies: Policies) -> None:
    """Say what the case file needs, which packets are made and what comes after a refusal."""
    if channel.needs:
        made.head("What case.json needs for it", f"{', '.join(NEEDS[one] for one in channel.needs)}.")
    if channel.packets:
        readers = ", ".join(policies.profiles[one].reader for one in channel.packets)
        made.head("Who gets a packet", windows.sentence(readers))
    ways = [one for one in policies.escalations.values() if not one.channels or channel.id in one.channels]
    if ways:
        made.head("If that fails")
        made.table((one.id, one.title) for one in ways)
