"""The agency as the other party: it was paid, it is asked, and the documents name it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from test_audit import piece, spent, worked
from test_policy_sums import problems, warnings

REPRESENTATIVE = {"name": "Sven Hardt", "email": "sven@brightfold.example", "agency": "Brightfold Talent GmbH"}
REMOVED = {"min_live_days": 30, "removed_at": "2026-11-20"}
"""Posted on 9 November: 11 of 30 days."""


def managed(*log: dict[str, Any], channel: str = "agency", represented: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write a case of a post that was taken down, for GBP 1,500.00, of which GBP 950.00 are claimed."""
    data = copy.deepcopy(
        worked(
            "GBP 1500.00",
            [spent("GBP 1500.00", reference="NK-771")],
            [piece(1, "removed", **REMOVED)],
            "removed_early",
            channel=channel,
        )
    )
    data["parties"]["creator"]["representative"] = REPRESENTATIVE if represented is None else represented
    data["log"] += log
    return data


@pytest.mark.parametrize(("channel", "is_stopped"), [("agency", False), ("direct_bank", True)])
def test_a_hacked_account_stops_only_a_case_with_letters_to_it(
    tmp_path: Path, channel: str, *, is_stopped: bool
) -> None:
    """C27 is for letters to the creator; the request goes to the agency."""
    data = managed(channel=channel)
    del data["parties"]["creator"]["email"]
    data["refund"] = {"grounds": ["account_not_online" if channel == "direct_bank" else "removed_early"]}
    data["deliverables"][0]["defects"] = [{"code": "account_hacked", "noticed_on": "2026-11-20", "evidence": ["post"]}]
    if is_stopped:
        assert "C27" in problems(tmp_path, data)
    else:
        assert "C27" not in warnings(tmp_path, data)
