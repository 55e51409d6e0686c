"""Desks: which text of theirs is the one to use now, and what follows when nothing comes from them. A leaf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from makegood.domain import windows
from makegood.model.case import Case, LogEntry
from makegood.model.money import Money
from makegood.model.policy import Delay, DeskPolicy
from makegood.model.results import FollowUp, Situation
from makegood.model.words import OPENING, LogEvent

LONGEST = 1000
"""Characters of a follow-up: it names what was sent, and repeats none of it."""
TWICE = 2
"""Times that a desk was asked in vain before a letter by post is thought of. Our own judgement."""
ASKED: frozenset[LogEvent] = frozenset({*OPENING, "sent", "asked", "answered"})
SAID: frozenset[LogEvent] = frozenset({"more_info_asked", "approved", "rejected", "answered"})


def request(case: Case, desk: DeskPolicy) -> str:
    """Name the text to begin with: the one of the user's own length, else the middle one of the desk."""
    usual = desk.lengths[len(desk.lengths) // 2]
    return f"support/{desk.id}/request-{case.settings.limits.ticket_characters or usual}.txt"


def text(follow: FollowUp, desk: DeskPolicy) -> str:
    """Name the text of a follow-up."""
    return f"support/{desk.id}/follow-up-{follow.situation}.txt"


def act(follow: FollowUp, desk: DeskPolicy) -> str:
    """Say in a sentence what is to be done."""
    if follow.rule and follow.rule.act:
        return f"{follow.rule.act}."
    name = desk.name[:1].upper() + desk.name[1:]
    return {
        "no_answer": f"Ask {desk.name} again: nothing has come from it for {follow.days} days.",
        "more_info": f"Answer {desk.name}: it has asked for more.",
        "appeal": f'{name} has refused. Appeal once, or weigh the ways under "If that fails".',
        "not_paid": f"Ask {desk.name} where the money is.",
    }[follow.situation]


def follow_up(case: Case, desk: DeskPolicy, outstanding: Money) -> FollowUp | None:
    """Say what is due at a desk that has the request, by the last word there; None where one can only wait."""
    told = tuple(_told(case, desk))
    if not outstanding.amount or not any(_is_ours(entry, desk) for entry in told):
        return None
    last = told[-1]
    if _is_ours(last, desk):
        return _unheard(case, desk, told)
    if last.event == "more_info_asked":
        return _made(case, told, "more_info")
    if last.event == "rejected":
        return _made(case, told, "appeal") if sum(one.event == "rejected" for one in told) == 1 else None
    rule = _rule(desk.pay, last, case) if last.event == "approved" else None
    return _made(case, told, "not_paid", rule) if rule and _is_over(case, last, rule) else None


def waits_until(case: Case, desk: DeskPolicy, outstanding: Money) -> date | None:
    """Give the last day on which one waits for the desk before it is asked again; None where nothing is awaited."""
    told = tuple(_told(case, desk))
    if not outstanding.amount or not any(_is_ours(entry, desk) for entry in told):
        return None
    last = told[-1]
    rules = (desk.answer or desk.pay) if _is_ours(last, desk) else desk.pay if last.event == "approved" else ()
    rule = _rule(rules, last, case)
    return _last_day(case, last, rule) if rule else None


def has_failed(case: Case, desk: DeskPolicy) -> bool:
    """Say whether the ordinary way has led nowhere: the desk refused, or was asked in vain more than once."""
    told = tuple(_told(case, desk))
    said = [entry for entry in told if not _is_ours(entry, desk)]
    if said and said[-1].event == "rejected":
        return True
    unheard = told[told.index(said[-1]) + 1 :] if said else told
    rule = _rule(desk.answer or desk.pay, unheard[-1], case) if unheard else None
    return len(unheard) >= TWICE and rule is not None and _is_over(case, unheard[-1], rule)


def _unheard(case: Case, desk: DeskPolicy, told: tuple[LogEntry, ...]) -> FollowUp | None:
    """Ask again where nothing came; a desk that answers nobody owes the money from the day on which it was asked."""
    situation: Situation = "no_answer" if desk.answer else "not_paid"
    rule = _rule(desk.answer or desk.pay, told[-1], case)
    return _made(case, told, situation, rule) if rule and _is_over(case, told[-1], rule) else None


def _told(case: Case, desk: DeskPolicy) -> Iterator[LogEntry]:
    """Give what was said to the desk and by it, in order; what is privileged is said to nobody."""
    for entry in windows.log_in_order(case):
        if entry.privilege == "none" and (_is_ours(entry, desk) or _is_theirs(entry, desk)):
            yield entry


def _is_ours(entry: LogEntry, desk: DeskPolicy) -> bool:
    named = entry.desk == desk.id or (entry.desk is None and entry.event in OPENING)
    return named and entry.event in ASKED and entry.by in {None, "brand"}


def _is_theirs(entry: LogEntry, desk: DeskPolicy) -> bool:
    return entry.event in SAID and entry.by == desk.speaker and entry.desk in {None, desk.id}


def _rule(rules: Iterable[Delay], entry: LogEntry, case: Case) -> Delay | None:
    country = case.parties.brand.country
    store = case.purchase.store if case.purchase else None
    for rule in rules:
        if (
            rule.after in {None, entry.event}
            and (not rule.regions or country in rule.regions)
            and (not rule.stores or store in rule.stores)
        ):
            return rule
    return None


def _is_over(case: Case, entry: LogEntry, rule: Delay) -> bool:
    """Say whether more days than those of the rule have gone by since an entry."""
    return case.case.as_of > _last_day(case, entry, rule)


def _last_day(case: Case, entry: LogEntry, rule: Delay) -> date:
    """Give the day before the one on which the days of a rule are over."""
    since = windows.day_of(entry.at, case)
    if not rule.working:
        return since + timedelta(days=rule.days)
    free, over = case.settings.holidays, since
    for _ in range(rule.days + 1):
        over = windows.reply_by(over, 1, free)
    return over - timedelta(days=1)


def _made(case: Case, told: tuple[LogEntry, ...], situation: Situation, rule: Delay | None = None) -> FollowUp:
    since: date = windows.day_of(told[-1].at, case)
    numbers = [entry for entry in told if entry.number]
    return FollowUp(
        situation=situation,
        since=since,
        days=(case.case.as_of - since).days,
        entry=told[-1],
        number=numbers[-1].number or "" if numbers else "",
        what=_WHAT.get(numbers[-1].event, "ticket") if numbers else "",
        rule=rule,
    )


_WHAT: Mapping[LogEvent, str] = MappingProxyType({"dispute_opened": "dispute", "claim_opened": "claim"})
"""What a number is the number of."""
