"""One way of payment in plain words: what it is called, how it comes back, and which channel it tells."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.commands.explain import windows
from makegood.commands.explain.text_page import TextPage
from makegood.model.policy import MethodPolicy, Policies, Repaid

BACK: Mapping[Repaid, str] = {
    "account": "To an account of yours, at a bank or in an app.",
    "paypal": "As a refund of the payment itself, on PayPal.",
    "provider": "As a refund of the payment itself, through the provider that took it.",
    "platform": "Through the platform where it was booked.",
    "goods": "The goods come back, or their value.",
    "cash": "In a way that both agree on.",
    "none": "In a way that both agree on: it came from no account that it could go back to.",
    "unsaid": "That is not certain: it can be a card, a bank account or a balance.",
}


def page(method: MethodPolicy, policies: Policies) -> TextPage:
    """Explain one way of payment."""
    made = TextPage(f"{method.id}: {method.title}")
    made.say(f'A way of payment. In case.json: "method": "{method.id}", in an entry of payments.')
    made.head("What a letter says of it", windows.sentence(f"paid {method.phrase}"))
    made.head("How it comes back", made.cited(BACK[method.repayment], method.sourced))
    channels = [one for one in policies.channels.values() if method.id in {*one.methods, *one.takes}]
    if channels:
        made.head("The channels that it goes with" if len(channels) > 1 else "The channel that it goes with")
        made.table((one.id, one.title) for one in channels)
    if method.disputed_at:
        made.head("Where a dispute over it can run")
        made.table((desk, policies.desks[desk].title) for desk in method.disputed_at)
    if method.is_unprotected:
        made.say("No desk takes a dispute over it.")
    if method.names:
        made.head("Also typed as", f"{', '.join(name.replace('_', ' ') for name in method.names)}.")
    return made
