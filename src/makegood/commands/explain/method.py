"""Explain a payment method: its names, how it is refunded, and which channel it indicates."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.commands.explain.text_page import TextPage
from makegood.language import english
from makegood.model.policy import MethodPolicy, Policies, Repaid
from makegood.model.statement import policy_text, say
from makegood.statements import payments

BACK: Mapping[Repaid, str] = {
    "account": "To your own account, at a bank or in an app.",
    "paypal": "As a refund of the original payment, through PayPal.",
    "provider": "As a refund of the payment itself, through the provider that processed it.",
    "platform": "Through the platform on which it was booked.",
    "goods": "As a return of the goods, or of their value.",
    "cash": "In a way that both parties agree on.",
    "none": "In a way that both parties agree on, because the payment was not made from an account.",
    "unsaid": "The sources do not say where the refund goes. It could be a card, a bank account or a balance.",
}


def page(method: MethodPolicy, policies: Policies) -> TextPage:
    """Return the page of one payment method."""
    page = TextPage(f"{method.id}: {method.title}")
    page.paragraph(
        "A payment method is a way of making one payment. In an entry of payments in case.json, "
        f'write: "method": "{method.id}".'
    )
    page.head("Wording in letters", english().text(say("method-wording", method=payments.way(method))))
    page.head("Refund method", page.cited(BACK[method.repayment], method.sourced))
    channels = [channel for channel in policies.channels.values() if method.id in {*channel.methods, *channel.takes}]
    if channels:
        page.head("Channels" if len(channels) > 1 else "Channel")
        page.table((channel.id, policy_text(channel.title)) for channel in channels)
    if method.disputed_at:
        page.head("Desks for disputes")
        page.table((desk, policy_text(policies.desks[desk].title)) for desk in method.disputed_at)
    if method.is_unprotected:
        page.paragraph("No desk accepts a dispute about this payment.")
    if method.names:
        page.head("Also accepted as", f"{', '.join(name.replace('_', ' ') for name in method.names)}.")
    return page
