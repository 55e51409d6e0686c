"""Explain a ground: what it means, how strong it is, how to prove it, and where channels differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from makegood import language
from makegood.commands.explain import windows
from makegood.commands.explain.text_page import TextPage
from makegood.model.policy import GroundPolicy, Policies, ProofNeeded
from makegood.model.statement import policy_text
from makegood.pipeline.check import schema
from makegood.statements import grounds

STRENGTHS = {
    "strong": "Strong. Once proven, this ground is sufficient by itself.",
    "medium": "Medium. This ground is sufficient if the agreement is clear on this point.",
    "weak": "Weak. This ground supports another ground, and is seldom sufficient by itself.",
    "contract": "Depends on the wording of the contract clause.",
    "unconfirmed": "Not confirmed. No source was found for its strength.",
    "none": "None by itself. This ground counts only if a number was guaranteed in writing.",
}


REDUCE = (
    'Instead, a defect can have a "reduction" with an amount or a percentage and a reason. '
    "The claim is then computed from the reductions."
)


def page(ground: GroundPolicy, policies: Policies) -> TextPage:
    """Return the page of one ground."""
    page = TextPage(f"{ground.id}: {policy_text(ground.title)}")
    page.paragraph(f'A ground is a reason for claiming a refund. In case.json, write: "grounds": ["{ground.id}"].')
    page.head("Meaning", windows.sentence(language.english().text(grounds.phrase(ground))))
    if ground.delivered:
        condition = (
            "none of the work was delivered"
            if ground.delivered == "none"
            else "some of the work was delivered, but not all"
        )
        page.head("Condition", f"Only if {condition}.")
    page.head("Strength", page.cited(STRENGTHS[ground.strength], ground.sourced))
    page.head("Default claim", _method(ground), *_by_stage(policies))
    page.head("Minimum evidence")
    page.points(_proof(proof) for proof in ground.minimum)
    exceptions = list(_channel_rules(page, ground, policies))
    page.head("Differences by channel")
    page.points(exceptions or ["No channel has a separate rule for this ground."])
    return page


def _method(ground: GroundPolicy) -> str:
    if ground.method is None:
        return "The amount depends on the purchase, or on refund.method."
    node = schema.read_schema("case")["$defs"]["ComputationMethod"]
    described = str(dict(zip(node["enum"], node["enumDescriptions"], strict=True))[ground.method])
    return f"{described} {ground.unpriced} {REDUCE}" if ground.unpriced else described


def _by_stage(policies: Policies) -> Iterator[str]:
    """Yield a sentence on channels where the stage of an order decides on the sum, and not the ground."""
    names = [channel.id for channel in policies.channels.values() if channel.stages]
    if names:
        yield f"On {' and '.join(names)}, the stage of the order determines the amount instead."


FOR_EACH = {
    "delivered": " It is needed for each deliverable that was delivered.",
    "affected": " It is needed for each deliverable to which this ground applies.",
}
TAKEN = {
    "after_due": " It must have been captured after the due date, or after a later day that was agreed and has passed.",
    "after_agreed": " It must have been captured after a day that was agreed for the delivery, once it has passed.",
    "while_online": " It must have been captured while the post was online.",
    "after_removal": " It must have been captured after the post was removed.",
}


def _proof(need: ProofNeeded) -> str:
    number = f" (at least {need.at_least})" if need.at_least > 1 else ""
    each = FOR_EACH[need.for_each] if need.for_each else ""
    taken = TAKEN[need.taken] if need.taken else ""
    day = " It proves nothing as long as the posting date is unknown." if need.needs_posting_day else ""
    kinds = f" Kinds that can show it: {', '.join(need.kinds)}." if need.kinds else ""
    place = f' Add its id to the "evidence" list of {need.cited_by} in case.json.' if need.cited_by else ""
    only = f" Only for {_quoted(need.for_defects)}." if need.for_defects else ""
    return f"{policy_text(need.what)}{number}.{only} {policy_text(need.where)}{each}{taken}{day}{kinds}{place}"


def _quoted(codes: Iterable[str]) -> str:
    *others, last = (f'"{code}"' for code in codes)
    return f"{', '.join(others)} or {last}" if others else last


def _channel_rules(page: TextPage, ground: GroundPolicy, policies: Policies) -> Iterator[str]:
    """Yield the rules of channels that name this ground."""
    for channel in policies.channels.values():
        yield from (
            f"{channel.id}: {windows.stage(page, rule)}" for rule in channel.stages if ground.id in rule.grounds
        )
        yield from (
            f"{channel.id}: {windows.window(page, rule)}" for rule in channel.windows if ground.id in rule.grounds
        )
