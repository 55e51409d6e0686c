"""Explain a channel: who holds the money, who can refund it, what can be refunded, by when, and whom to ask."""

from __future__ import annotations

from makegood.commands.explain import desk, windows
from makegood.commands.explain.text_page import TextPage
from makegood.language import english
from makegood.model.policy import ChannelPolicy, Policies
from makegood.model.statement import policy_text
from makegood.statements.readers import reader

NEEDS = {
    "creator": "parties.creator",
    "agreement": "agreement",
    "deliverables": "deliverables",
    "purchase": "purchase",
}


def page(channel: ChannelPolicy, policies: Policies) -> TextPage:
    """Return the page of one channel."""
    page = TextPage(f"{channel.id}: {policy_text(channel.title)}")
    page.paragraph(f'A channel is a way in which money was paid. In case.json, write: "channel": "{channel.id}".')
    page.head("Who holds the money", page.stated(channel.holder))
    page.head("Who can refund it", page.stated(channel.refunder))
    page.head("What can be refunded", page.stated(channel.refundable))
    page.head("How to request it", page.stated(channel.how))
    if channel.tiktok:
        page.head("TikTok", page.stated(channel.tiktok))
    if channel.windows:
        page.head("Deadlines")
        page.points(windows.window(page, rule) for rule in channel.windows)
    else:
        page.head("Deadlines", "No time limit is known for this channel.")
    if channel.stages:
        page.head("Refund by stage of the order")
        page.points(windows.stage(page, rule) for rule in channel.stages)
    if channel.desk:
        page.head("The desk to ask")
        page.points(desk.points(page, policies.desks[channel.desk]))
    if channel.letters:
        page.head("Letters to the creator")
        page.points(windows.letter(page, policies.letters[name]) for name in channel.letters)
    if channel.acknowledgements:
        page.head("Required acknowledgements")
        page.points(
            f"{rule.text} In case.json, write the id {' or '.join(rule.any_of)}." for rule in channel.acknowledgements
        )
    if channel.grounds:
        page.head("Usual grounds")
        page.table((ground, policies.grounds[ground].meaning) for ground in channel.grounds)
    if channel.methods:
        page.head("Payment methods that indicate this channel", f"{', '.join(channel.methods)}.")
    if channel.consequences:
        page.head("Further information")
        page.points(page.stated(statement) for statement in channel.consequences)
    _add_requirements(page, channel, policies)
    return page


def _add_requirements(page: TextPage, channel: ChannelPolicy, policies: Policies) -> None:
    """Add what the case file needs, which packets are created, and what follows a refusal."""
    if channel.needs:
        page.head("Required in case.json", f"{', '.join(NEEDS[need] for need in channel.needs)}.")
    if channel.packets:
        readers = ", ".join(english().value(reader(policies.profiles[profile])) for profile in channel.packets)
        page.head("Readers of packets", windows.sentence(readers))
    ways = [
        escalation
        for escalation in policies.escalations.values()
        if not escalation.channels or channel.id in escalation.channels
    ]
    if ways:
        page.head("If that fails")
        page.table((escalation.id, policy_text(escalation.title)) for escalation in ways)
