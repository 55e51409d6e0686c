"""What `new` asks for at the beginning is all that any later document of the channel asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import in_english
from test_new import CHANNELS, refusals
from test_render import texts

from makegood.model.workspace import Workspace
from makegood.formats import json_edit
from makegood.domain import policies
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.model.errors import CaseError
from makegood.pipeline.load import load
from makegood.commands.new import new
from makegood.commands.new.first_case import SHARED

MOST = 12
"""Values to fill in beside those that all cases of a firm share."""
TODAY = date(2026, 11, 23)
NOBODY = "ads_credit"
"""The channel on which nobody pays back."""
VALUES: Mapping[str, str] = {
    "/case/timezone": "Europe/London",
    "/parties/brand/legal_name": "Harbour & Pine Ltd",
    "/parties/brand/contact/name": "Jo Penrose",
    "/parties/brand/contact/email": "refunds@harbourpine.example",
    "country": "GB",
    "address": "9 Orchard Row",
    "display_name": "Ana Marlowe",
    "handle": "@ana.marlowe",
    "email": "ana@creators.example",
    "kind": "email_thread",
    "agreed_on": "2026-08-04",
    "due": "2026-09-15",
    "status": "not_delivered",
    "paid_on": "2026-08-06",
    "amount": "GBP 500.00",
    "order_id": "7301188",
    "order_stage": "before_submission",
    "product": "5,000 coins",
    "store": "apple",
    "order_number": "MQ7T2XK84B",
    "transaction_id": "TX-1188",
    "what": "It was charged and never ran.",
    "at": "2026-11-20",
    "read_on": "2026-11-20",
    "ad_account_id": "7301188",
    "business_center_id": "7301199",
    "contracting_entity": "TikTok Information Technologies UK Limited",
    "id": "sales_representative",
    "on": "2026-11-21",
    "by": "Jo Penrose",
}
LETTERS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("2026-12-08", {"at": "2026-11-23", "event": "sent", "letter": "first_request", "deadline": "2026-12-07"}),
    ("2026-12-16", {"at": "2026-12-08", "event": "sent", "letter": "reminder", "deadline": "2026-12-15"}),
    ("2027-01-18", {"at": "2026-12-16", "event": "sent", "letter": "final_notice", "deadline": "2027-01-15"}),
)
"""The day on which one looks at the case, after this entry was added to its log."""
ASKS = re.compile(
    r"\b[Aa]dd <?\w*|\bEnter that\b|does not (?:name|state)|is not in the case|has no postal|see the (?:agreement|receipt)"
)
"""How a document or the page says that it lacks a value."""


def filled(folder: Path, workspace: Path, without: tuple[str, ...] = ()) -> None:
    """Put a typical value in the place of each FILL IN."""
    raw = (folder / "case.json").read_bytes()
    for _, pointer in refusals(workspace, folder):
        key = re.sub(r"/\d+\Z", "", pointer).rpartition("/")[2]
        if key in without:
            raw = json_edit.remove_value(raw, re.sub(r"/\d+\Z", "", pointer))
        else:
            ground = "not_delivered" if '"creator"' in raw.decode() else "technical_issue"
            raw = json_edit.set_value(raw, pointer, json.dumps(VALUES.get(pointer) or VALUES.get(key, ground)))
    gone = [{"rule": "C3", "reason": "What is asked for late is asked for here, not what comes too late."}]
    (folder / "case.json").write_bytes(json_edit.set_value(raw, "/accepted", json.dumps(gone)))


def road(channel: str) -> Iterator[tuple[str, Mapping[str, object] | None]]:
    """Give the days of a channel, and what is in the log by then: letters, then the desk, which refuses twice."""
    known = policies.read(None)
    policy = known.channels[channel]
    yield TODAY.isoformat(), None
    ladder = [one for one in LETTERS if one[1]["letter"] in policy.letters]
    yield from ladder
    if policy.desk:
        desk = known.desks[policy.desk]
        opening = {"paypal": "dispute_opened", "card_issuer": "dispute_opened"}.get(desk.id, "ticket_opened")
        opening = "sent" if desk.id == "ads_close_account" else opening
        year = 2027 if ladder else 2026
        begin, refused, again = (
            (f"{year}-01-19", f"{year}-02-01", f"{year}-02-20")
            if ladder
            else ("2026-11-24", "2026-12-08", "2026-12-28")
        )
        yield begin, {"at": begin, "event": opening, "by": "brand", "number": "TT-1188", "desk": desk.id}
        yield refused, {"at": refused, "event": "rejected", "by": desk.speaker, "text": "It is not refunded."}
        yield again, {"at": again, "event": "rejected", "by": desk.speaker, "text": "It is still not refunded."}


CHOICE = "propose a"
"""In the line on an offer of one's own."""


def demands(workspace: Path, channel: str, folder: Path) -> dict[str, set[str]]:
    """Walk the channel's whole road; say on each day which documents ask for a value that was not asked for at first.

    Proof is no value: it comes when there is any. Neither is a lower amount that the brand may propose: it is a choice.
    An error ends the walk.
    """
    found: dict[str, set[str]] = {}
    known = policies.read(None)
    for day, entry in road(channel):
        raw = json_edit.set_value((folder / "case.json").read_bytes(), "/case/as_of", json.dumps(day))
        if entry is not None:
            raw = json_edit.append_item(raw, "/log", json.dumps(entry))
        (folder / "case.json").write_bytes(raw)
        try:
            case, problems = check(load(folder, Workspace(workspace)), known)
        except CaseError as error:
            pytest.fail(f"{day}: {error.problems}")
        facts = derive(case, known, problems)
        said = [f"{one.document}: {in_english(one.reason)}" for one in facts.not_made]
        for path, text in texts(facts).items():
            page = re.sub(r"<(style|script)\b.*?</\1>", "", text.html or text.body, flags=re.DOTALL)
            said += [f"{path}: {line.strip()}" for line in re.sub(r"<[^>]+>", "", page).splitlines()]
        found[day] = {line for line in said if ASKS.search(line) and "evidence" not in line and CHOICE not in line}
    return {day: lines - found[TODAY.isoformat()] for day, lines in found.items()}


@pytest.mark.parametrize("channel", CHANNELS)
def test_there_are_at_most_twelve_values_beside_the_shared_ones(workspace: Path, channel: str) -> None:
    """Each FILL IN counts, but what the firm's other cases share."""
    folder = new(Workspace(workspace), None, channel, TODAY)
    pointers = {pointer for _, pointer in refusals(workspace, folder)}
    own = {one for one in pointers if not one.startswith(SHARED)}
    assert len(own) <= MOST
    assert len(pointers) - len(own) <= len(SHARED)


@pytest.mark.parametrize("channel", [one for one in CHANNELS if one != NOBODY])
def test_nothing_is_first_asked_for_later(workspace: Path, channel: str) -> None:
    """From the first letter to the last refusal no document, no rule and no page asks for a value that is not there."""
    folder = new(Workspace(workspace), None, channel, TODAY)
    filled(folder, workspace)
    found = demands(workspace, channel, folder)
    assert {day: lines for day, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("channel", "without", "asks"),
    [
        ("direct_bank", ("address",), "postal address"),
        ("ads_spent_dispute", ("contracting_entity",), "contracting_entity"),
        ("promote_web_coins", ("country",), "brand.country"),
    ],
)
def test_the_walk_sees_what_is_asked_for_late(
    workspace: Path, channel: str, without: tuple[str, ...], asks: str
) -> None:
    """Without a value that the skeleton has, the walk finds the document that asks for it."""
    folder = new(Workspace(workspace), None, channel, TODAY)
    filled(folder, workspace, without)
    assert any(asks in line for lines in demands(workspace, channel, folder).values() for line in lines)
