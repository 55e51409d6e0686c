"""Cases that between them hold every field, what is made of each, and who reads which field meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

from test_check import EVERYTHING
from test_render import prepared
from test_schema import classes

from makegood.domain import policies
from makegood import privacy
from makegood.pipeline.check import check
from makegood.pipeline.check.convert import attributes
from makegood.pipeline.derive import derive
from makegood.model import case as nouns
from makegood.model import frozen
from makegood.model.case import Case, Exchange, LogEntry, Payment, Repayment
from makegood.model.money import Money
from makegood.model.source import EvidenceFile, SentFile
from makegood.model.words import ComputationMethod, DeliverableStatus, LogEvent
from makegood.language import english
from makegood.pipeline.prepare import exhibit_cache
from makegood.pipeline.prepare.companions import companions
from makegood.pipeline.render import render

OWN = policies.read(None)
READERS = (
    "domain",
    "statements",
    "formats.tiktok_urls",
    "typesetting.exhibit_layout",
    "pipeline.derive",
    "pipeline.prepare",
    "pipeline.render",
    "pipeline.assemble",
    "pipeline.suggestions",
    "commands.docket",
)
"""Rooms and steps whose reading bears on what a person gets. `check` and `load` read a field to hold it against others."""
NOUN = str(frozen.__file__)
Field = tuple[str, str]


def typed() -> frozenset[Field]:
    """Give every field that somebody types, with the class in which it stands."""
    return frozenset((name, field) for name, cls in classes().items() for field in attributes(cls).values())


@cache
def candidates() -> tuple[Case, ...]:
    """Give cases of every channel, status, method and letter, made from the one that has every key."""
    whole, _ = check(EVERYTHING, OWN)
    return tuple(_all(whole))


@cache
def cases() -> tuple[Case, ...]:
    """Give those of which something can be made."""
    return tuple(one for one in candidates() if results(one) is not None)


def _all(whole: Case) -> Iterator[Case]:
    plain = replace(whole, payments=whole.payments[:2])
    for channel in OWN.channels:
        for one in (plain, whole):
            yield replace(one, case=replace(one.case, channel=channel))
    yield from _sent(replace(plain, case=replace(plain.case, channel="direct_bank")))
    agreed = replace(plain.refund, method="negotiated", grounds=("missing_disclosure",))
    for status in get_args(DeliverableStatus):
        work = tuple(replace(one, status=status) for one in plain.deliverables)
        yield replace(plain, deliverables=work, refund=agreed)
    yield from _computed(plain)
    for event in get_args(LogEvent):
        for with_amount in (True, False):
            entry = replace(
                plain.log[0], event=event, text=None, letter=None, **({} if with_amount else {"amount": None})
            )
            yield replace(plain, log=(entry,))
    yield from _settled(plain)


def _sent(case: Case) -> Iterator[Case]:
    """Give a case after each letter, kept or not, and with an account of each kind to pay into."""
    name = case.log[0].eml
    letters = ("first_request", "reminder", "final_notice")
    file = SentFile(
        name=str(name), path=Path(str(name)), bytes=1, sha256="0" * 64, message_id="<1@harbourpine.example>"
    )
    for count in range(1, len(letters) + 1):
        log = [
            LogEntry(at=date(2026, 9 + at, 20), event="sent", letter=letter, by="brand", eml=name, number="1")
            for at, letter in enumerate(letters[:count])
        ]
        yield replace(case, log=(*case.log, *log), sent=(file,))
    account = {"holder": "Harbour & Pine Ltd", "reference": "REFUND"}
    kinds: tuple[Mapping[str, str], ...] = (
        {"sort_code": "601613", "account_number": "31926819"},
        {"routing_number": "021000021", "account_number": "12345678"},
        {"paypal": "pay@harbourpine.example"},
    )
    for kind in kinds:
        brand = replace(case.parties.brand, repayment=Repayment(**account, **kind))
        yield replace(case, parties=replace(case.parties, brand=brand))


def _computed(case: Case) -> Iterator[Case]:
    """Give a case with each method, with what bears on the sum alone."""
    for method in get_args(ComputationMethod):
        for channel in ("direct_bank", "promote_spent", "tiktok_one"):
            head = replace(case.case, channel=channel)
            yield replace(case, case=head, refund=replace(case.refund, method=method, requested=None, cap=None))
    negotiated = replace(case.refund, method="negotiated", cap=None)
    yield replace(case, refund=negotiated)
    high = Money.parse("GBP 100.00")
    yield replace(case, refund=replace(case.refund, requested=None, cap=high))
    free = tuple(replace(one, price=None) for one in case.deliverables)
    yield replace(case, deliverables=free)
    weighed = tuple(replace(one, weight=one.weight or 1) for one in free)
    yield replace(
        case, deliverables=weighed, refund=replace(case.refund, method="per_weight", requested=None, cap=None)
    )
    order = replace(case.case, channel="tiktok_one")
    for stage in (None, "submitted"):
        begun = replace(_agreement(case), kind="platform_order", order_stage=stage)
        yield replace(
            case,
            case=order,
            agreement=begun,
            refund=replace(case.refund, method="stage_percent", percent=None, requested=None, cap=None),
        )
    fee = replace(case.refund, method="stage_percent", percent=None, requested=None, cap=None)
    yield replace(case, refund=fee)
    yield replace(
        case,
        case=order,
        agreement=replace(_agreement(case), kind="platform_order"),
        refund=replace(case.refund, grounds=("creator_cancelled",), method=None, requested=None, cap=None),
    )
    foreign = replace(case.refund, requested=None, cap=None, offer=None, method="full")
    rate = Exchange(rate=Decimal("0.85"), to="GBP", on=date(2026, 9, 4), source="the bank")
    abroad = tuple(
        Payment(id=f"in-{amount[:3].lower()}", amount=Money.parse(amount), paid_on=date(2026, 9, 4), fx=rate)
        for amount in ("EUR 117.00", "USD 117.00")
    )
    yield replace(
        case, payments=abroad, refund=foreign, agreement=replace(_agreement(case), fee=None), deliverables=free, log=()
    )
    back = Payment(id="back", amount=Money.parse("GBP 50.00"), paid_on=date(2026, 10, 1), direction="in")
    yield replace(case, payments=(*case.payments, back))


def _settled(case: Case) -> Iterator[Case]:
    """Give cases that say what others leave out, or leave out what others say."""
    yield replace(case, case=replace(case.case, title=None))
    yield replace(case, case=replace(case.case, as_of=date(2026, 11, 16)))  # whose 14 days end on Saint Andrew's Day
    yield replace(case, case=replace(case.case, as_of=date(2026, 12, 21)))  # on a holiday of Scotland, in January
    yield replace(case, refund=replace(case.refund, grounds=("missing_disclosure",)))
    bare = tuple(
        replace(one, defects=tuple(replace(fault, detail=None) for fault in one.defects)) for one in case.deliverables
    )
    yield replace(case, deliverables=bare)
    yield replace(case, agreement=replace(_agreement(case), title=None))
    yield replace(case, agreement=replace(_agreement(case), effective_on=None))
    yield replace(case, purchase=None)
    if case.purchase:
        yield replace(
            case, case=replace(case.case, channel="ads_suspended"), purchase=replace(case.purchase, failure=None)
        )
        empty = replace(case.purchase, failure=None, balance=None)
        yield replace(case, case=replace(case.case, channel="ads_spent_dispute"), purchase=empty)


def _agreement(case: Case) -> nouns.Agreement:
    if case.agreement is None:
        raise LookupError
    return case.agreement


def results(case: Case) -> object:
    """Give all that a person gets of a case, without its PDF pages; None where nothing can be made of it."""
    try:
        asked = _exhibits(case)
        found = derive(case, OWN)
        texts = render(found, prepared(found), None)
    except Exception:  # noqa: BLE001  # what `check` would have refused ends in any of them
        return None
    read = [(one.path, one.subject, one.body, one.html, one.preview) for one in texts]
    return read, found.agenda, found.stage, found.fresh_until, found.plan, asked


def _exhibits(case: Case) -> list[str]:
    """Give what is asked of `prepare` for each file, as the name of its entry in the cache has it."""
    files = {one.name: one for one in case.inventory}
    kinds = ("png", "pdf", "csv", "video")
    asked = []
    for one in case.evidence:
        file = files.get(one.file) or EvidenceFile(one.file, Path(one.file), "png", 1, "0" * 64)
        for kind in kinds:
            like: Any = replace(file, kind=kind)
            stays = privacy.NOTHING.along(text.text for text in one.unmask)
            asked.append(
                exhibit_cache.key(
                    like, one, case.settings.limits, stays, companions(like, one, case.inventory), english()
                )
            )
    return asked


_classes = cache(classes)


@contextmanager
def watched(
    found: set[Field], *, over: Mapping[str, type] | None = None, beside: Set[Field] = frozenset()
) -> Iterator[None]:
    """Note which fields of the nouns are read meanwhile by a template or by a step that makes something of them.

    Who reads a field that is among those `beside` is not looked up.
    """
    watching = {name: cls for name, cls in (over or _classes()).items() if is_dataclass(cls)}
    for name, cls in watching.items():
        own = frozenset(one.name for one in fields(cls)) - {field for owner, field in beside if owner == name}
        cls.__getattribute__ = _seen(name, own, found)  # type: ignore[method-assign]
    try:
        yield
    finally:
        for cls in watching.values():
            del cls.__getattribute__


def _seen(name: str, own: frozenset[str], found: set[Field]) -> Any:
    def read(self: object, field: str) -> object:
        if field in own and (name, field) not in found and is_reader(_asker()):
            found.add((name, field))
        return object.__getattribute__(self, field)

    return read


def _asker() -> str:
    """Name the file of the code that reads a field; where the text of a whole noun is asked for, of who asks for it."""
    frame, shows = sys._getframe(2), False
    while frame.f_back and frame.f_code.co_filename == NOUN:
        shows = shows or frame.f_code.co_name == "_repr"
        frame = frame.f_back
        if not shows and frame.f_code.co_filename != NOUN:
            return NOUN  # a comparison is no reading
    return frame.f_code.co_filename


@cache
def is_reader(file: str) -> bool:
    """Return whether code of this file makes something of what it reads: a template, or a step that follows `check`."""
    parts = Path(file).with_suffix("").parts
    if "jinja2" in parts:
        return True
    if "makegood" not in parts:
        return False
    module = ".".join(parts[len(parts) - parts[::-1].index("makegood") :])
    return any(module == reader or module.startswith(reader + ".") for reader in READERS)
