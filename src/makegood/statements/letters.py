"""What all letters state: what was agreed and paid, what is asked for and why, and what has come since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.domain.clock import day_in_zone
from makegood.model.statement import Statement, say
from makegood.statements import payments, repayment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.model.case import Brand, Clause, Creator, LogEntry, Payment
    from makegood.model.facts import DueLetter, Event, Facts, Row
    from makegood.model.money import Money
    from makegood.model.statement import Value

__all__ = [
    "agreed",
    "answer_to",
    "asked",
    "clause",
    "cure",
    "deliver",
    "greeting",
    "interest",
    "keep",
    "last_checked",
    "online",
    "paid",
    "reason",
    "rest_stays",
    "since",
    "subject",
    "subject_with_work",
    "where_it_stands",
]

POSTS = frozenset({"video", "photo_carousel", "story", "product_review", "affiliate_post"})
"""The kinds of work that are posts, which stay online."""
LONGEST_TITLE = 23
"""The most characters of a title of work that has room in a subject."""
HEARD = frozenset({"answered", "rejected", "agreed", "approved", "more_info_asked"})
"""Events by which somebody answered, even if the brand entered them."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What came on a day: a statement, or an entry of the log about a later day for the work."""

    on: date
    statement: Statement | None = None
    entry: LogEntry | None = None


def subject(letter: str, facts: Facts, amount: Money) -> Statement:
    """Return the subject of a letter that asks for a refund."""
    values: dict[str, Value] = {"amount": amount, "ref": facts.case.case.case_ref}
    return say(f"{letter}-subject-goods" if facts.is_goods else f"{letter}-subject", **values)


def subject_with_work(letter: str, facts: Facts, amount: Money) -> Statement:
    """Return the subject of a letter, with the work if the claim is for one piece with a short title."""
    titles = [row.title for row in facts.rows if row.claimed.amount]
    if len(titles) != 1 or not 0 < len(titles[0]) <= LONGEST_TITLE:
        return subject(letter, facts, amount)
    values: dict[str, Value] = {"amount": amount, "ref": facts.case.case.case_ref, "title": titles[0]}
    return say(f"{letter}-subject-goods-for" if facts.is_goods else f"{letter}-subject-for", **values)


def greeting(creator: Creator) -> Statement:
    return say("letter-greeting", name=creator.salutation_name or creator.display_name)


# --- What was agreed and paid ---


def agreed(facts: Facts, work: Value) -> tuple[Statement, ...]:
    """Return what was agreed; `work` is the kind of work and its count."""
    agreement, creator = facts.case.agreement, facts.case.parties.creator
    if agreement is None or creator is None:
        return ()
    values: dict[str, Value] = {"day": agreement.agreed_on, "work": work, "handle": creator.handle}
    order, fee = "", ""
    if agreement.order_id:
        order, values["order"] = "-order", agreement.order_id
    if agreement.fee:
        fee, values["fee"] = "-fee", agreement.fee
    return (say(f"letter-agreed{order}{fee}", **values),)


def paid(facts: Facts) -> tuple[Statement, ...]:
    """Return what was paid, when, and by which way; what stood in the place of money comes after it."""
    return tuple(_paid(facts))


def _paid(facts: Facts) -> Iterator[Statement]:
    paid_out = tuple(payment for payment in facts.case.payments if payment.direction == "out")
    in_money = tuple(payment for payment in paid_out if payment.method not in facts.not_money)
    if len(in_money) < len(paid_out):
        for payment in in_money:
            yield _one_paid(payment, payments.as_paid(payment, facts), facts)
        yield from repayment.goods_and_coins(facts)
    elif len(paid_out) == 1:
        agreement = facts.case.agreement
        is_named_by_order = agreement is not None and agreement.order_id is not None
        yield _one_paid(paid_out[0], payments.total(facts), facts, has_reference=not is_named_by_order)
    else:
        yield _several_paid(paid_out, facts)


def _one_paid(payment: Payment, amount: Statement, facts: Facts, *, has_reference: bool = True) -> Statement:
    values: dict[str, Value] = {"amount": amount, "day": payment.paid_on}
    by, reference = "", ""
    if payment.method:
        by, values["method"] = "-by", payments.method(payment.method, facts)
    if payment.reference and has_reference:
        reference, values["reference"] = "-reference", payment.reference
    return say(f"letter-paid{by}{reference}", **values)


def _several_paid(paid_out: tuple[Payment, ...], facts: Facts) -> Statement:
    """Return several payments of money: their days if that is enough, else each payment."""
    methods = {payment.method for payment in paid_out}
    method = next(iter(methods)) if len(methods) == 1 else None
    values: dict[str, Value] = {"amount": facts.sums.paid}
    by = ""
    if method:
        by, values["method"] = "-by", payments.method(method, facts)
    days = tuple(payment.paid_on for payment in paid_out)
    if not facts.as_paid.totals and len(set(days)) == len(days):
        return say(f"letter-paid-days{by}", days=days, count=len(days), **values)
    return say(f"letter-paid-each{by}", payments=payments.each(facts, by=len(methods) > 1), **values)


def last_checked(facts: Facts) -> tuple[Statement, ...]:
    """Return when the brand last looked at the posts; a look before a day that was agreed later does not count."""
    days = [_day(event, facts) for event in facts.chronology if _is_check(event)]
    agreed_day = max((made_good.day for made_good in facts.make_goods), default=None)
    counted = [day for day in days if agreed_day is None or day > agreed_day]
    return (say("letter-last-checked", day=max(counted)),) if counted else ()


def _is_check(event: Event) -> bool:
    return event.kind == "captured" or (event.kind == "log" and getattr(event.about, "event", "") == "checked")


def _day(event: Event, facts: Facts) -> date:
    return day_in_zone(event.at, facts.case.case.timezone)


def clause(clause_: Clause) -> Statement:
    """Return a passage of the agreement, quoted."""
    if clause_.section:
        return say("letter-clause-section", section=clause_.section, quote=clause_.quote)
    return say("letter-clause", quote=clause_.quote)


# --- What is asked for ---


def reason(facts: Facts, unsaid: Value, *, is_listed: bool = False) -> tuple[Statement, ...]:
    """Return what is asked for, and why; `unsaid` are the reasons that nothing before it states, "" for none.

    With `is_listed`, a sum of several parts has a list of them below it, each with its reason.
    """
    claim = repayment.claimed(facts, facts.sums.outstanding)
    has_parts = facts.computation.is_sum_of_parts and sum(bool(step.amount) for step in facts.computation.steps) > 1
    if has_parts and is_listed:
        return (claim, say("letter-what-it-is-for"))
    if unsaid and not facts.computation.is_sum_of_parts:
        return (repayment.claimed_since(facts, facts.sums.outstanding, unsaid),)
    return (claim,)


def deliver(facts: Facts) -> tuple[Statement, ...]:
    """Return the choice to deliver what is missing, and what is still asked for then."""
    missing = tuple(row.title for row in facts.rows if not row.is_delivered)
    values: dict[str, Value] = {"titles": missing, "count": len(missing)}
    if facts.make_good_by and facts.make_good_by != facts.reply_by:
        choice = say("letter-option-deliver-by", day=facts.make_good_by, **values)
    else:
        choice = say("letter-option-deliver", **values)
    return (choice, repayment.besides(facts, facts.beside_delivery)) if facts.beside_delivery else (choice,)


def cure(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return the days that the agreement gives to put right what is wrong, and whether they are over."""
    days = facts.case.agreement.cure_period_days if facts.case.agreement else None
    first = facts.ladder.first
    if not days:
        return ()
    if first and (facts.case.case.as_of - first.on).days > days:
        return (say("letter-cure-over", count=days, day=first.on),)
    if due.cure_until is None or due.reply_by is None or due.reply_by < due.cure_until:
        return ()
    missing = tuple(row.title for row in facts.rows if not row.is_delivered)
    left = say("letter-cure-left-for", titles=missing, count=days) if missing else say("letter-cure-left", count=days)
    return (say("letter-cure", count=days), left)


def interest(facts: Facts, form: str) -> Statement:
    """Return whether interest is asked for; `form` is what its reader receives: letter or notice."""
    agreed_interest = facts.case.refund.interest
    if agreed_interest and not facts.unwritten:
        return say("letter-interest", rate=agreed_interest.rate_percent, day=agreed_interest.from_on)
    return say(f"letter-no-interest-{form}")


# --- What has come since the first request ---


def asked(facts: Facts) -> tuple[Statement, ...]:
    """Return what was asked first, and by when it was to come."""
    first = facts.ladder.first
    return (repayment.asked(facts, first.on, first.amount, first.reply_by),) if first else ()


def since(facts: Facts) -> tuple[Dated, ...]:
    """Return what has come since the first request, by day; what is without prejudice is left out."""
    return tuple(sorted(_since(facts), key=lambda dated: dated.on))


def _since(facts: Facts) -> Iterator[Dated]:
    for letter in ("reminder", "final_notice"):
        for sent in facts.ladder.sent:
            if sent.letter == letter:
                yield Dated(sent.on, say(f"since-{letter.replace('_', '-')}", day=sent.on))
    yield from _once(_entries(facts))
    for row, on in _late_work(facts):
        yield Dated(on, say("since-work-came", title=row.title, day=on))
    for sent in facts.ladder.sent:
        if sent.letter == "partial_counter" and _is_offer_open(facts, sent.on):
            yield Dated(sent.on, say("since-our-answer", day=sent.on))
    for payment in _came_back(facts):
        yield Dated(payment.paid_on, say("since-arrived", amount=payments.as_paid(payment, facts), day=payment.paid_on))
        for withheld in payments.kept_back(payment):
            yield Dated(payment.paid_on, withheld)


def _once(entries: Iterator[Dated]) -> Iterator[Dated]:
    """Yield each answer once, even if it came in several messages of one day."""
    seen: set[Statement] = set()
    for dated in entries:
        if dated.statement is None or dated.statement not in seen:
            yield dated
        if dated.statement:
            seen.add(dated.statement)


def _entries(facts: Facts) -> Iterator[Dated]:
    for entry in facts.ladder.since:
        if entry.privilege != "none":
            continue
        on = day_in_zone(entry.at, facts.case.case.timezone)
        if _offers_work(entry) and entry.deadline:
            if entry == facts.open_offer:
                yield Dated(on, say(f"since-offered-work-{entry.by}", day=on, deadline=entry.deadline))
            continue
        statement = _answer(entry, on)
        yield Dated(on, statement) if statement else Dated(on, entry=entry)
        if entry == facts.ladder.settlement and is_part_late(facts):
            yield Dated(on, say("since-agreed-not-all"))


def is_part_late(facts: Facts) -> bool:
    """Return whether only a part of an agreed sum came by its day, so that the whole is asked for again."""
    deal = facts.ladder.settlement
    if deal is None or deal.amount is None or deal.deadline is None or deal.privilege != "none":
        return False
    return (
        deal.deadline < facts.case.case.as_of and bool(facts.sums.rest_of_agreed) and bool(facts.sums.returned.amount)
    )


def late_work(facts: Facts) -> tuple[Row, ...]:
    """Return the work that came after the first request, without what came by an agreed day."""
    return tuple(row for row, _ in _late_work(facts))


def _offers_work(entry: LogEntry) -> bool:
    """Return whether the other party offered to deliver by a later day."""
    return entry.by in {"creator", "agency"} and entry.event in {"answered", "asked"} and not entry.amount


def _answer(entry: LogEntry, on: date) -> Statement | None:
    """Return what an entry of the log states; None if it states at most a later day for the work."""
    if entry.by in {"creator", "agency"} and entry.event in {"answered", "asked", "rejected"}:
        return _answer_of_creator(entry, on)
    if entry.event == "approved" and entry.amount and entry.by and entry.by not in {"brand", "creator", "agency"}:
        return say("since-approved", amount=entry.amount, day=on, desk=payments.party(entry.by))
    if entry.event == "extended" and entry.deadline and not entry.deliverable:
        return say("since-extended", day=entry.deadline)
    if entry.event == "agreed" and entry.amount:
        if entry.deadline:
            return say("since-agreed-by", amount=entry.amount, on=on, day=entry.deadline)
        return say("since-agreed", amount=entry.amount, on=on)
    return None


def _answer_of_creator(entry: LogEntry, on: date) -> Statement | None:
    """Return the answer of the creator, or of the agency if that is no question and no offer of an amount."""
    if entry.by == "agency":
        is_answer = entry.event != "asked" and not entry.amount
        return say(f"since-agency-{entry.event}", day=on) if is_answer else None
    if entry.amount:
        return say("since-offered", amount=entry.amount, day=on)
    return say("since-declined" if entry.event == "rejected" else "since-answered", day=on)


def _late_work(facts: Facts) -> Iterator[tuple[Row, date]]:
    """Yield work that came after the first request, with its day; what came by an agreed day is stated elsewhere."""
    first = facts.ladder.first
    made_good = {item for agreement in facts.make_goods for item in agreement.came}
    for row in facts.rows:
        item = row.deliverable
        if first and item.status == "posted" and row.posted_at and item.id not in made_good:
            on = day_in_zone(row.posted_at, facts.case.case.timezone)
            if on > first.on:
                yield row, on


def _is_offer_open(facts: Facts, on: date) -> bool:
    """Return whether the offer that was answered on a day may be mentioned: it was not made without prejudice."""
    zone = facts.case.case.timezone
    offers = [
        entry
        for entry in facts.ladder.since
        if entry.by == "creator"
        and entry.event in {"answered", "asked"}
        and entry.amount
        and day_in_zone(entry.at, zone) <= on
    ]
    return bool(offers) and offers[-1].privilege == "none"


def _came_back(facts: Facts) -> tuple[Payment, ...]:
    first = facts.ladder.first
    return tuple(
        payment
        for payment in facts.case.payments
        if payment.direction == "in" and first and payment.paid_on >= first.on
    )


def where_it_stands(facts: Facts) -> Statement:
    """Return what is still open, and whether there was any answer."""
    deal = facts.ladder.settlement
    if _came_back(facts):
        return say("stands-rest", amount=facts.sums.outstanding)
    is_deal_open = deal is not None and deal.privilege == "none"
    unheard = "" if is_deal_open or _is_answered(facts) else "-unheard"
    if facts.channel.route == "platform_cancellation":
        return say(f"stands-order{unheard}")
    if deal and deal.amount and is_deal_open:
        return say("stands-whole-request")
    return say(f"stands-goods{unheard}" if facts.is_goods else f"stands-money{unheard}")


def _is_answered(facts: Facts) -> bool:
    entries = facts.ladder.since
    return any(entry.by not in {None, "brand"} or entry.event in HEARD for entry in entries) or any(_late_work(facts))


def rest_stays(facts: Facts) -> Statement:
    """Return that all else in the letters so far stays as it is."""
    return say("extension-rest-stays", count=1 if facts.ladder.last() is facts.ladder.first else 2)


# --- What is to be kept, and where to answer ---


def posts_online(facts: Facts) -> int:
    """Return how many pieces of the work are posts that went up and were not taken down early."""
    return sum(row.is_posted and not row.is_removed and row.deliverable.type in POSTS for row in facts.rows)


def keep(facts: Facts) -> Statement:
    """Return the request to keep what may be needed until the matter is settled."""
    if count := posts_online(facts):
        return say("letter-keep-posts", count=count)
    is_any_delivered = any(row.is_delivered and not row.is_removed for row in facts.rows)
    return say("letter-keep-work" if is_any_delivered else "letter-keep-messages")


def online(facts: Facts) -> tuple[Statement, ...]:
    """Return what a settlement leaves as it is, if any of the work is online."""
    count = posts_online(facts)
    return (say("letter-online", count=count),) if count else ()


def answer_to(brand: Brand) -> Statement:
    """Return where an answer is to be sent."""
    if brand.address:
        address = ", ".join((brand.legal_name, *brand.address))
        return say("letter-answer-to-post", email=brand.contact.email, address=address)
    return say("letter-answer-to", email=brand.contact.email)
