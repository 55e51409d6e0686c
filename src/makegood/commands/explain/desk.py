"""Explain a desk, the packet of a reader, a letter, and an escalation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from makegood.commands.explain import windows
from makegood.commands.explain.text_page import TextPage
from makegood.commands.explain.windows import many, sentence
from makegood.language import english
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
from makegood.model.statement import policy_text
from makegood.statements.readers import reader

COUNTRY: Mapping[Side, str] = {"brand": "Your country", "creator": "The creator's country"}


def page(desk: DeskPolicy, policies: Policies) -> TextPage:
    """Return the page of one desk."""
    page = TextPage(f"{desk.id}: {policy_text(desk.title)}")
    page.paragraph("A desk is a place where a refund can be requested.")
    page.head("Location and accepted content")
    page.points(points(page, desk))
    page.head("Who reads it", sentence(english().value(reader(policies.profiles[desk.audience]))))
    channels = [channel for channel in policies.channels.values() if channel.desk == desk.id]
    if channels:
        page.head("Channels that use it")
        page.table((channel.id, policy_text(channel.title)) for channel in channels)
    return page


def points(page: TextPage, desk: DeskPolicy) -> Iterator[str]:
    """Yield where the desk is, and what its form accepts."""
    yield f"{policy_text(desk.title)}. {page.stated(desk.where)}" + (f" {desk.url}" if desk.url else "")
    yield from (f"Where the answer appears: {page.stated(statement)}" for statement in desk.answer_in)
    yield page.cited(
        f"A build creates texts of up to {_joined(desk.lengths)} characters. Use the one that fits. "
        "If you set the limit of the form in settings, one text of that length is created instead.",
        desk.sourced,
    )
    if desk.attachment_types:
        yield page.cited(f"The accepted attachment types are {', '.join(desk.attachment_types)}.", desk.sourced)
    else:
        yield "The accepted attachment types have not been confirmed."
    sizes = [f"{many(desk.attachment_bytes, 'byte')} each"] if desk.attachment_bytes else []
    sizes += [f"{many(desk.total_bytes, 'byte')} together"] if desk.total_bytes else []
    if sizes:
        yield page.cited(f"At most {', '.join(sizes)}.", desk.sourced)
    else:
        yield "The maximum attachment size has not been confirmed."
    if desk.attachment_count is not None:
        yield page.cited(f"At most {many(desk.attachment_count, 'file')}.", desk.sourced)
    if desk.attachment_pattern:
        yield "The desk does not accept all file names. A build reports names that it does not accept."
    yield from (_follow_up(page, delay, "there is no answer") for delay in desk.answer)
    yield from (_follow_up(page, delay, "no money arrives after it has agreed") for delay in desk.pay)
    yield f"A build writes the values for the form, field by field, to support/{desk.id}/fields.txt."


def _follow_up(page: TextPage, rule: Delay, what: str) -> str:
    """Return after how many days there is a follow-up."""
    days = many(rule.days, "working day" if rule.working else "day")
    after = f" after {rule.after.replace('_', ' ')}" if rule.after else ""
    where = f" (Applies in: {', '.join(rule.regions)}.)" if rule.regions else ""
    where += f" (Applies to: {', '.join(store.capitalize() for store in rule.stores)}.)" if rule.stores else ""
    return page.cited(f"If {what} for {days}{after}, there is a follow-up text.{where}", rule.sourced)


def profile(policy: ProfilePolicy, policies: Policies) -> TextPage:
    """Return the page of the packet of one reader."""
    page = TextPage(f"{policy.audience}: {policy_text(policy.title)}")
    page.paragraph(f"A packet is one PDF for one reader. This reader is {english().value(reader(policy))}.")
    hidden = ", ".join(name.replace("_", " ") for name in policy.excludes)
    page.head("Evidence that this reader never sees", page.cited(sentence(hidden or "none"), policy.sourced))
    most = [many(policy.max_bytes, "byte")] if policy.max_bytes else []
    most += [many(policy.max_pages, "page")] if policy.max_pages else []
    limit = page.cited(f"{', '.join(most)}.", policy.sourced) if most else "No size limit has been confirmed."
    mail = policy.mail
    more = [page.cited(_mail_limit(mail), mail.sourced)] if mail else []
    page.head("Maximum size", limit, *more)
    page.head("Appearance", _picture_format(policy))
    channels = [channel for channel in policies.channels.values() if policy.audience in channel.packets]
    if channels:
        page.head("Channels with this packet")
        page.table((channel.id, policy_text(channel.title)) for channel in channels)
    return page


def _picture_format(policy: ProfilePolicy) -> str:
    """Return how pictures are shown, and the kind of PDF."""
    fine = (
        f"The resolution of pictures is at most {policy.dpi} dots per inch"
        if policy.dpi
        else "Pictures keep their original resolution"
    )
    kind = "PDF/A-3, for archives" if policy.is_archival else f"PDF {policy.pdf_version}" if policy.pdf_version else ""
    return ". ".join(filter(None, (f"{fine}{', all in greyscale' if policy.is_grey else ''}", kind))) + "."


def _mail_limit(limit: MailLimit) -> str:
    """Return the size limit of an email with a packet, as it is sent."""
    warned = f". A build warns you from {many(limit.heavy_bytes, 'byte')} on" if limit.heavy_bytes else ""
    return f"An email with this packet can have at most {many(limit.most_bytes, 'byte')}{warned}."


def letter(policy: LetterPolicy, policies: Policies) -> TextPage:
    """Return the page of one letter."""
    page = TextPage(f"{policy.id}: {policy_text(policy.title)}")
    when = f" {policy_text(policy.when)}" if policy.when else ""
    page.paragraph(f"A letter to the creator.{when}")
    page.head("Deadline", windows.letter(page, policy))
    words = f"{policy.words[0]} to {policy.words[1]} words, not counting the address and the signature."
    page.head("Length", page.cited(words, policy.sourced))
    if policy.ending:
        page.head("End of the agreement for undelivered work")
        page.points(page.cited(policy_text(rule.text), rule.sourced) for rule in policy.ending)
        page.paragraph(
            "Elsewhere, the letter states that late work is no longer accepted. If ends_agreement is "
            "false, the letter contains none of this."
        )
    if policy.writing:
        page.head("Countries where the agreement may be void")
        page.points(page.cited(policy_text(rule.text), rule.sourced) for rule in policy.writing)
        page.paragraph("In these countries, the letter does not end the agreement until you accept warning C23.")
    channels = [channel.id for channel in policies.channels.values() if policy.id in channel.letters]
    page.head("Channels that use it", f"{', '.join(channels) or 'None'}.")
    return page


def escalation(policy: EscalationPolicy, _: Policies) -> TextPage:
    """Return the page of one escalation, for a request that fails."""
    page = TextPage(f"{policy.id}: {policy_text(policy.title)}")
    page.paragraph("The options if the request fails. This is not legal advice.")
    page.head(
        "Scope",
        f"Channels: {', '.join(policy.channels) or 'all'}.",
        f"{COUNTRY[policy.of]}: {_regions(policy)}.",
    )
    page.head("Steps")
    page.points(page.stated(statement) for statement in policy.steps)
    if policy.windows:
        page.head("Deadlines")
        page.points(windows.window(page, window) for window in policy.windows)
    if policy.ceiling:
        page.head("Maximum amount", f"{policy.ceiling.currency} {policy.ceiling.amount:,}.")
    if policy.addressees:
        page.head("Postal address")
    for addressee in policy.addressees:
        page.paragraph(page.cited(f"{_regions(addressee)}:", addressee.sourced))
        page.lines(addressee.name, *addressee.address)
    return page


def _regions(policy: EscalationPolicy | Addressee) -> str:
    """Return the countries in which it applies; all but some if it names those."""
    without = f", except {', '.join(policy.not_in)}" if isinstance(policy, EscalationPolicy) and policy.not_in else ""
    if policy.not_regions and not policy.regions:
        return f"any except {', '.join(policy.not_regions)}{without}"
    return (", ".join(code for code in policy.regions if code not in policy.not_regions) or "any") + without


def _joined(numbers: tuple[int, ...]) -> str:
    *most, last = (f"{number:,}" for number in numbers)
    return f"{', '.join(most)} and {last}" if most else last
