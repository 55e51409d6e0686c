"""One ground in plain words: what it means, how strong it is, what it takes to prove it, where channels differ."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.commands.explain import windows
from makegood.commands.explain.text_page import TextPage
from makegood.model.policy import GroundPolicy, Policies, ProofNeeded
from makegood.pipeline.check import schema

STRENGTHS = {
    "strong": "Strong: once it is proven it stands by itself.",
    "medium": "Medium: it stands if the agreement is clear on this point.",
    "weak": "Weak: it helps beside another ground, and seldom carries a claim alone.",
    "contract": "As strong as the clause of the contract that gives it.",
    "unconfirmed": "Not confirmed: no source was found that says how strong it is.",
    "none": "None by itself: it counts only where a number was guaranteed in writing.",
}


def page(ground: GroundPolicy, policies: Policies) -> TextPage:
    """Explain one ground."""
    made = TextPage(f"{ground.id}: {ground.title}")
    made.say(f'A ground, that is why the money is asked back. In case.json: "grounds": ["{ground.id}"].')
    made.head("What it says", windows.sentence(ground.phrase))
    if ground.delivered:
        came = "none of the work came" if ground.delivered == "none" else "some of the work came, but not all"
        made.head("When it is true", f"Only where {came}.")
    made.head("How strong it is", made.cited(STRENGTHS[ground.strength], ground.sourced))
    made.head("What is claimed where you do not say otherwise", _method(ground), *_by_stage(policies))
    made.head("The least that proves it")
    made.points(_proof(one) for one in ground.minimum)
    special = list(_special(made, ground, policies))
    made.head("Where a channel differs")
    made.points(special or ["No channel has a rule of its own for this ground."])
    return made


def _method(ground: GroundPolicy) -> str:
    if ground.method is None:
        return "It depends on what was bought, or state refund.method."
    node = schema.read("case")["$defs"]["ComputationMethod"]
    return str(dict(zip(node["enum"], node["enumDescriptions"], strict=True))[ground.method])


def _by_stage(policies: Policies) -> Iterator[str]:
    """Say where the stage of an order decides on the sum, and not the ground."""
    names = [channel.id for channel in policies.channels.values() if channel.stages]
    if names:
        yield f"But on {' and '.join(names)}: what the order gives back at its stage."


def _proof(need: ProofNeeded) -> str:
    number = f" ({need.at_least} of them)" if need.at_least > 1 else ""
    after = " It must have been taken after the first due day that was missed." if need.after_due else ""
    place = f" Name it under {need.cited_by} in case.json." if need.cited_by else ""
    return f"{need.what}{number}. {need.where}{after}{place}"


def _special(made: TextPage, ground: GroundPolicy, policies: Policies) -> Iterator[str]:
    """Give the rules of channels that name this ground."""
    for channel in policies.channels.values():
        yield from (f"{channel.id}: {windows.stage(made, one)}" for one in channel.stages if ground.id in one.grounds)
        yield from (f"{channel.id}: {windows.window(made, one)}" for one in channel.windows if ground.id in one.grounds)
