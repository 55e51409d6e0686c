"""A creator who was renamed: posts keep the address of before, and that name is no stranger's."""

from __future__ import annotations

from typing import Any

import pytest
from test_check import fresh, outcome, with_data
from test_ladder import on
from test_render import texts

from makegood import privacy
from makegood.model.errors import Problem

OLD = "https://www.tiktok.com/@ana.before/video/7412345678901234567"


def told(**creator: Any) -> list[Problem]:
    data = fresh()
    data["parties"]["creator"] |= creator
    data["deliverables"][0]["url"] = OLD
    return [one for one in outcome(with_data(data))[1] if one.rule == "T1"]


def test_a_post_under_the_handle_of_before_is_the_creators() -> None:
    """The rule names the key, with what to type; typed, the post is theirs."""
    (problem,) = told()
    assert '"former_handles"' in problem.fix
    assert problem.detail.endswith('"former_handles": ["@ana.before"]')
    assert told(former_handles=["@ana.before"]) == []
    assert told(former_handles=["@ana.first", "@ana.before"]) == []
    assert [one.place.pointer for one in told(former_handles=["@ben.before"])] == ["/deliverables/0/url"]


def test_the_profile_has_the_handle_of_today() -> None:
    """An address of a profile does not lead on: the handle of before is nobody's, or another's."""
    (problem,) = told(former_handles=["@ana.before"], profile_url="https://www.tiktok.com/@ana.before")
    assert (problem.place.pointer, problem.detail) == ("/parties/creator/profile_url", "")


@pytest.mark.parametrize("typed", ["ana.before", "@Ana.Before"])
def test_a_handle_of_before_has_the_form_of_a_handle(typed: str) -> None:
    found = told(former_handles=[typed])
    assert "/parties/creator/former_handles/0" in {one.place.pointer for one in found}


def test_it_is_shown_and_told(workspace: Any) -> None:
    """Of the handles in evidence it may stay, a stranger's not; the packet says both names."""
    found = on(workspace, "2026-11-23", parties__creator__former_handles=["@ana.before"])
    stays = privacy.build_allowlist(found.case)
    text = "@ana.before wrote, and @a.stranger"
    assert [one.of(text) for one in privacy.find_private(text, stays)] == ["@a.stranger"]
    packets = [one.body for one in texts(found).values() if one.kind == "packet"]
    assert packets
    assert all("(before: @ana.before)" in one for one in packets)
