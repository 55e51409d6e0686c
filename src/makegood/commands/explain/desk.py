"""A desk, a reader's packet, a letter and a way on in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from makegood.commands.explain import windows
from makegood.commands.explain.text_page import TextPage
from makegood.commands.explain.windows import many, sentence
from makegood.model.policy import (
    Addressee,
    Delay,
    DeskPolicy,
    EscalationPolicy,
    LetterPolicy,
    MailLimit,
    Policies,
    ProfilePolicy,
    Side,
)

COUNTRY: Mapping[Side, str] = {"brand": "Your country", "creator": "The creator's country"}


def page(desk: DeskPolicy, policies: Policies) -> TextPage:
    """Explain one desk."""
    made = TextPage(f"{desk.id}: {desk.title}")
    made.say("A desk, that is a place where the money is asked for.")
    made.head("Where and how much it takes")
    made.points(points(made, desk))
    made.head("Who reads it", sentence(policies.profiles[desk.audience].reader))
    channels = [one for one in policies.channels.values() if one.desk == desk.id]
    if channels:
        made.head("Channels that end here")
        made.table((one.id, one.title) for one in channels)
    return made


def points(made: TextPage, desk: DeskPolicy) -> Iterator[str]:
    """Say where the desk is, and what its form takes."""
    yield f"{desk.title}. {made.stated(desk.where)}" + (f" {desk.url}" if desk.url else "")
    yield from (f"Where the answer appears: {made.stated(one)}" for one in desk.answer_in)
    yield made.cited(
        f"Texts of {_listed(desk.lengths)} characters are made, for you to take the one that fits. "
        "If your settings name what the form takes, there is one of that length instead.",
        desk.sourced,
    )
    if desk.attachment_types:
        yield made.cited(f"Attachments may be: {', '.join(desk.attachment_types)}.", desk.sourced)
    else:
        yield "Which attachments it takes is not confirmed."
    sizes = [f"{many(desk.attachment_bytes, 'byte')} each"] if desk.attachment_bytes else []
    sizes += [f"{many(desk.total_bytes, 'byte')} together"] if desk.total_bytes else []
    if sizes:
        yield made.cited(f"At most {', '.join(sizes)}.", desk.sourced)
    else:
        yield "How large they may be is not confirmed."
    if desk.attachment_count is not None:
        yield made.cited(f"At most {many(desk.attachment_count, 'file')}.", desk.sourced)
    if desk.attachment_pattern:
        yield "A build tells attachments with names that it does not take."
    yield from (_waited(made, one, "no word comes") for one in desk.answer)
    yield from (_waited(made, one, "it has agreed and no money comes") for one in desk.pay)
    yield f"A build writes what to type, field by field, into support/{desk.id}/fields.txt."


def _waited(made: TextPage, rule: Delay, what: str) -> str:
    """Say after how long it is asked again."""
    days = many(rule.days, "working day" if rule.working else "day")
    after = f" after {rule.after.replace('_', ' ')}" if rule.after else ""
    where = f" (Holds in: {', '.join(rule.regions)}.)" if rule.regions else ""
    where += f" (Holds for: {', '.join(one.capitalize() for one in rule.stores)}.)" if rule.stores else ""
    return made.cited(f"If {what} for {days}{after}, there is a text that asks again.{where}", rule.sourced)


def profile(policy: ProfilePolicy, policies: Policies) -> TextPage:
    """Explain the packet of one reader."""
    made = TextPage(f"{policy.audience}: {policy.title}")
    made.say(f"A packet, that is one PDF for one reader: {policy.reader}.")
    hidden = ", ".join(one.replace("_", " ") for one in policy.excludes)
    made.head("What this reader never sees", made.cited(sentence(hidden or "nothing is left out"), policy.sourced))
    most = [many(policy.max_bytes, "byte")] if policy.max_bytes else []
    most += [many(policy.max_pages, "page")] if policy.max_pages else []
    limit = made.cited(f"{', '.join(most)}.", policy.sourced) if most else "No limit is confirmed."
    mail = policy.mail
    more = [made.cited(_mailed(mail), mail.sourced)] if mail else []
    made.head("How large it may be", limit, *more)
    made.head("How it looks", _look(policy))
    channels = [one for one in policies.channels.values() if policy.audience in one.packets]
    if channels:
        made.head("Made on these channels")
        made.table((one.id, one.title) for one in channels)
    return made


def _look(policy: ProfilePolicy) -> str:
    """Say how its pictures are shown and which kind of PDF it is."""
    fine = f"Pictures have at most {policy.dpi} dots an inch" if policy.dpi else "Pictures are as fine as they came"
    kind = "PDF/A-3, for archives" if policy.is_archival else f"PDF {policy.pdf_version}" if policy.pdf_version else ""
    return ". ".join(filter(None, (f"{fine}{'; all is in shades of grey' if policy.is_grey else ''}", kind))) + "."


def _mailed(limit: MailLimit) -> str:
    """Say what a mail with a packet may weigh, all of it as it is sent."""
    warned = f"; from {many(limit.heavy_bytes, 'byte')} on you are warned" if limit.heavy_bytes else ""
    return f"A mail with it, as it is sent: {many(limit.most_bytes, 'byte')}{warned}."


def letter(policy: LetterPolicy, policies: Policies) -> TextPage:
    """Explain one letter."""
    made = TextPage(f"{policy.id}: {policy.title}")
    made.say(f"A letter to the creator. {policy.when}")
    made.head("Its deadline", windows.letter(made, policy))
    words = f"{policy.words[0]} to {policy.words[1]} words, without address and signature."
    made.head("How long it is", made.cited(words, policy.sourced))
    if policy.ending:
        made.head("How it ends the agreement as to what was not delivered")
        made.points(made.cited(one.text, one.sourced) for one in policy.ending)
        made.say("Elsewhere it says that late work is no longer taken. ends_agreement: false leaves all of that out.")
    if policy.writing:
        made.head("Where there may be no agreement to end")
        made.points(made.cited(one.text, one.sourced) for one in policy.writing)
        made.say("There it ends nothing, and C23 asks to have it looked at.")
    used = [one.id for one in policies.channels.values() if policy.id in one.letters]
    made.head("Channels that have it", f"{', '.join(used) or 'None'}.")
    return made


def escalation(policy: EscalationPolicy, _: Policies) -> TextPage:
    """Explain one way on, where the first request fails."""
    made = TextPage(f"{policy.id}: {policy.title}")
    made.say("What others do where the request fails, for you to weigh. It is not legal advice.")
    made.head(
        "Where it holds",
        f"Channels: {', '.join(policy.channels) or 'all'}.",
        f"{COUNTRY[policy.of]}: {_regions(policy)}.",
    )
    made.head("Steps")
    made.points(made.stated(one) for one in policy.steps)
    if policy.windows:
        made.head("Until when")
        made.points(windows.window(made, one) for one in policy.windows)
    if policy.ceiling:
        made.head("The most that it takes", f"{policy.ceiling.currency} {policy.ceiling.amount:,}.")
    if policy.addressees:
        made.head("Where a letter goes")
    for to in policy.addressees:
        made.say(made.cited(f"{_regions(to)}:", to.sourced))
        made.lines(to.name, *to.address)
    return made


def _regions(policy: EscalationPolicy | Addressee) -> str:
    """List the countries for which it holds; all but some, where it names those."""
    without = f", without {', '.join(policy.not_in)}" if isinstance(policy, EscalationPolicy) and policy.not_in else ""
    if policy.not_regions and not policy.regions:
        return f"any but {', '.join(policy.not_regions)}{without}"
    return (", ".join(code for code in policy.regions if code not in policy.not_regions) or "any") + without


def _listed(numbers: tuple[int, ...]) -> str:
    *most, last = (f"{one:,}" for one in numbers)
    return f"{', '.join(most)} and {last}" if most else last
