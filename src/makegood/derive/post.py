"""What goes by post: letters of the ladder that are sent on paper as well."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.derive.standing import Standing
from makegood.model.facts import NotMade, Planned
from makegood.model.words import Audience

READER: Audience = "influencer"


def posted(now: Standing) -> Iterator[Planned | NotMade]:
    """Give each letter to the creator that is due and goes by post, or why it cannot be printed."""
    creator = now.case.parties.creator
    for one in now.ladder.due:
        if not one.policy.by_post or creator is None:
            continue
        document = f"letter/{one.letter}"
        if creator.address:
            name = creator.legal_name or creator.display_name
            yield Planned(
                id=document, kind="letter", reason=f"{one.policy.title}: it goes by post as well.", letter=one.letter,
                audience=READER if one.policy.encloses_packet else None, address=(name, *creator.address),
            )  # fmt: skip
        else:
            yield NotMade(document=document, reason="The case has no postal address of the creator.")
