"""What is claimed and why: the grounds of a claim, and the sentence at the head of a packet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain.windows import day_of
from makegood.model.statement import Statement, say
from makegood.statements import work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.case import Failure
    from makegood.model.facts import Facts, Row
    from makegood.model.policy import GroundPolicy

__all__ = [
    "asks",
    "clause",
    "failure",
    "headline",
    "in_short",
    "phrase",
    "short_form",
    "stated",
    "unsaid",
    "unsaid_beside_work",
    "unsaid_of_work",
]

ROOM = 110
"""The number of characters up to which a short text names the work; a longer one counts it."""
ROOM_OF_TITLES = 60
"""The number of characters up to which the titles of some of the work are added to a sentence."""
ROOM_OF_SENTENCE = 20
"""About how many characters such a sentence has beside the titles."""


def headline(facts: Facts) -> tuple[Statement, ...]:
    """Return the case in a few words and what is asked for, for the head of a packet."""
    return (*short_form(facts), asks(facts))


def short_form(facts: Facts) -> tuple[Statement, ...]:
    """Return the case in a few words."""
    rows, ground = facts.rows, facts.grounds[0]
    if ground.delivered and rows:
        return _delivered(facts)
    is_for_several_reasons = len(facts.grounds) > 1 and facts.computation.is_sum_of_parts and rows
    is_draft_late = "late" in ground.defects and any(row.is_draft_late for row in rows)
    is_any_delivered = any(row.is_delivered for row in rows)
    if not is_for_several_reasons and is_draft_late and not is_any_delivered:
        return (say("headline-draft-late"),)
    if is_for_several_reasons or sum(row.is_removed for row in rows) > 1:
        return in_short(facts)
    return (_of_ground(ground, rows),)


def _delivered(facts: Facts) -> tuple[Statement, ...]:
    """Return how much of the work was delivered: all that was agreed, or what was paid for here."""
    rows, here = facts.rows, "" if facts.covers_all_work else "-here"
    came = tuple(row for row in rows if row.is_delivered)
    if len(rows) == 1:
        return (say(f"headline-not-delivered{here}", work=_kind(rows[0])),)
    return _part_came(rows, came, here) if came else (say(f"headline-none-delivered{here}", work=work.counted(rows)),)


def _of_ground(ground: GroundPolicy, rows: tuple[Row, ...]) -> Statement:
    """Return the sentence of a ground: a ground of a workspace has it in its own file, or has none."""
    if ground.phrase and not ground.headline:
        return say("headline-any")
    id_ = f"ground-{ground.id}-headline"
    if len(rows) == 1:
        own = ground.headline_of_one or ground.headline
        return own.filled(work=_kind(rows[0])) if own else say(id_, count=1, work=_kind(rows[0]))
    headline = ground.headline or say(id_, count=len(rows))
    titles = _of_which_work(ground, rows)
    return say("headline-of-work", headline=headline, titles=titles) if titles else headline


def _of_which_work(ground: GroundPolicy, rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Return the titles of the work that a ground is about; empty if it is all or none of it, or if they are long."""
    titles = tuple(row.title for row in rows if row.shows(ground))
    is_short = len(", ".join(titles)) <= ROOM_OF_TITLES
    return titles if is_short and len(titles) < len(rows) else ()


def _part_came(rows: tuple[Row, ...], came: tuple[Row, ...], here: str) -> tuple[Statement, ...]:
    """Return how much of the work was delivered, and whether that stayed online."""
    kind = "videos" if all(row.deliverable.type == "video" for row in rows) else "pieces"
    part = say(f"headline-part-of-{kind}{here}", count=len(came), total=len(rows))
    removed = tuple(row for row in rows if row.is_removed)
    if not removed:
        return (part,)
    how = "offline" if any(row.is_account_lost for row in removed) else "removed"
    return part, say(f"headline-{how}" if len(removed) == len(came) else f"headline-some-{how}", count=len(removed))


def _kind(row: Row) -> Statement:
    return say(f"work-type-{row.deliverable.type}")


def asks(facts: Facts) -> Statement:
    """Return what is asked for."""
    amount = facts.sums.askable
    if facts.again:
        return say("headline-asks-impressions", missing=work.missing_impressions(facts), amount=amount)
    return say("headline-asks-goods" if facts.is_goods else "headline-asks", amount=amount)


def in_short(facts: Facts) -> tuple[Statement, ...]:
    """Return what failed: what each piece of work lacks, by its title, or by the number of pieces if that is long."""
    groups = _by_failure(facts.rows)
    names = sum(len(", ".join(row.title for row in rows)) for _, rows in groups)
    if names + ROOM_OF_SENTENCE * len(groups) <= ROOM:
        return tuple(
            say(f"failed-{kind}", count=len(rows), titles=tuple(row.title for row in rows)) for kind, rows in groups
        )
    all_work = work.counted(facts.rows)
    return tuple(say(f"failed-{kind}-of", count=len(rows), work=all_work) for kind, rows in groups)


def phrase(ground: GroundPolicy) -> Statement:
    """Return a ground as a clause: a name for it within a sentence."""
    return ground.phrase or say(f"ground-{ground.id}-phrase")


def _by_failure(rows: Iterable[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return the work that failed by what it lacks, each piece once."""
    kinds = ("not-delivered", "not-online", "late", "not-as-agreed", "faulty", "rights")
    groups: dict[str, list[Row]] = {kind: [] for kind in kinds}
    for row in rows:
        if row.is_removed:
            groups["not-online"].append(row)
        elif not row.is_delivered:
            groups["not-delivered"].append(row)
        elif row.lacks_only_rights:
            groups["rights"].append(row)
        elif row.defects and all(defect.code == "late" for defect in row.defects):
            groups["late"].append(row)
        elif row.is_nonconforming or (not row.defects and row.claimed.amount):
            groups["not-as-agreed"].append(row)
        elif row.defects:
            groups["faulty"].append(row)
    return tuple((kind, tuple(group)) for kind, group in groups.items() if group)


def unsaid(facts: Facts, grounds: Iterable[GroundPolicy] = ()) -> tuple[Statement, ...]:
    """Return the grounds that `work.found` or the failure does not state already; by default of all grounds."""
    return stated(_unsaid(facts, grounds))


def unsaid_beside_work(facts: Facts, grounds: Iterable[GroundPolicy] = ()) -> tuple[Statement, ...]:
    """Return the same after `work.found`, which states each defect of the work, too."""
    defects = [defect for row in facts.rows for defect in row.defects]
    codes = {defect.code for defect in defects if defect.detail or defect.code not in work.WITHOUT_SENTENCE}
    return stated(ground for ground in _unsaid(facts, grounds) if codes.isdisjoint(ground.defects))


def unsaid_of_work(facts: Facts) -> tuple[Statement, ...]:
    """Return the only ground that nothing states already, with the work that it is about if that is a part."""
    grounds = tuple(_unsaid(facts, ()))
    titles = _of_which_work(facts.grounds[0], facts.rows) if grounds else ()
    if titles:
        return (say("grounds-stated-of-work", phrases=tuple(map(phrase, grounds)), titles=titles),)
    return stated(grounds)


def clause(facts: Facts) -> tuple[Statement, ...]:
    """Return the same as a clause within a sentence; empty if a part of the sum is claimed on another ground."""
    grounds = tuple(_unsaid(facts, ()))
    parts = ((part, row.deliverable) for row in facts.rows for part in row.parts)
    if not all(any(part.is_on(ground, item) for ground in grounds) for part, item in parts):
        return ()
    phrases = tuple(map(phrase, grounds))
    return (say("grounds-clause", phrases=phrases),) if phrases else ()


def _unsaid(facts: Facts, grounds: Iterable[GroundPolicy]) -> Iterator[GroundPolicy]:
    return (ground for ground in tuple(grounds) or facts.grounds if not _is_said(ground, facts))


def _is_said(ground: GroundPolicy, facts: Facts) -> bool:
    """Return whether the failure, the balance or the statuses of the work, which a document states, say the same."""
    bought = facts.case.purchase
    if ground.stated_in == "failure":
        return bool(bought and bought.failure)
    if ground.stated_in == "balance":
        return bool(bought and bought.balance)
    return ground.stated_in == "status" and any(row.shows(ground) for row in facts.rows)


def stated(grounds: Iterable[GroundPolicy]) -> tuple[Statement, ...]:
    """Return a sentence that states grounds; empty if there are none."""
    phrases = tuple(phrase(ground) for ground in grounds)
    return (say("grounds-stated", phrases=phrases),) if phrases else ()


def failure(failure: Failure, facts: Facts) -> Statement:
    """Return what failed, and when."""
    return say("failure-on", day=day_of(failure.at, facts.case), what=failure.what)
