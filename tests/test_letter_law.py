"""What a letter says by the law of its case, and the country that decides on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BANK
from conftest import BANK
from test_derive import facts
from test_ladder import FIRST



def header(day: str, law: dict[str, str] | None) -> dict[str, object]:
    """Return the head of a case whose law is stated, or follows from where the creator lives."""
    head: dict[str, object] = {"case_ref": BANK, "channel": "direct_bank", "as_of": day, "timezone": "Europe/London"}
    return {**head, "jurisdiction": law} if law else head


def refused(workspace: Path, brand: str, creator: str, law: dict[str, str] | None, **changes: object) -> tuple[int, bool, set[str]]:
    """Return the days of the final notice, whether it has enclosures, and the ways on."""
    log = (FIRST, {"at": "2026-11-25", "event": "rejected", "by": "creator"})
    head = header("2026-11-26", law)
    typed: dict[str, object] = {"parties__brand__country": brand, "parties__creator__country": creator, **changes}
    found = facts(workspace, BANK, case=head, log=list(log), **typed)
    [one] = found.ladder.due
    assert one.letter == "final_notice"
    assert one.reply_by
    days = (one.reply_by - found.case.case.as_of).days
    return days, bool(one.enclosures), {one.policy.id for one in found.escalations}


@pytest.mark.parametrize(
    ("brand", "creator", "law", "days", "ways"),
    [
        ("US", "GB", None, 32, {"court_england"}),
        ("US", "GB", {"country": "US"}, 32, {"court_england", "small_claims_us"}),
        ("US", "GB", {"country": "GB", "subdivision": "SCT"}, 14, set()),
        ("US", "GB", {"country": "GB", "subdivision": "WLS"}, 32, {"court_england"}),
        ("GB", "US", None, 14, {"small_claims_us"}),
        ("GB", "US", {"country": "GB"}, 32, {"court_england", "small_claims_us"}),
        ("GB", "FR", None, 14, set()),
    ],
)
def test_a_court_goes_by_where_the_creator_lives(
    workspace: Path, brand: str, creator: str, law: dict[str, str] | None, days: int, ways: set[str]
) -> None:
    """The Debt Protocol's 30 days, its enclosures and the court are the creator's; the brand's country is no reason."""
    found, encloses, open_to = refused(workspace, brand, creator, law)
    assert (found // 2 * 2, encloses, open_to) == (days, days == 32, ways)
