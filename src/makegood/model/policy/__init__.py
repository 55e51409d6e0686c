"""The types of the files in `policies/`: rules as data, with their source and the day on which it was read."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.model.frozen import frozen
from makegood.model.policy.audiences import MailLimit, PacketPart, ProfilePolicy
from makegood.model.policy.channels import (
    AcknowledgementRule,
    Anchor,
    Asked,
    ChannelPolicy,
    MethodPolicy,
    Need,
    Repaid,
    Route,
    StageRule,
    WindowRule,
)
from makegood.model.policy.desks import Before, Delay, DeskPolicy
from makegood.model.policy.escalations import Addressee, EscalationPolicy, NoticeText
from makegood.model.policy.grounds import CitedBy, ForEach, GroundPolicy, ProofNeeded, Stated, Taken, Threshold
from makegood.model.policy.letters import EndingRule, LetterPolicy, LetterStatement, Precondition, WritingRule
from makegood.model.policy.regions import Regions, Side, holds_in
from makegood.model.policy.sources import Confidence, Sourced, SourcedSentence, SourceText, sources_of, was_not_found
from makegood.model.policy.word_lists import LetterPhrases, Readability, ReferencePhrases, WordList
from makegood.model.words import Audience, Channel, GroundId, Method

__all__ = [
    "AcknowledgementRule",
    "Addressee",
    "Anchor",
    "Asked",
    "Before",
    "ChannelPolicy",
    "CitedBy",
    "Confidence",
    "Currencies",
    "Delay",
    "DeskPolicy",
    "EndingRule",
    "EscalationPolicy",
    "ForEach",
    "GroundPolicy",
    "LetterPhrases",
    "LetterPolicy",
    "LetterStatement",
    "MailLimit",
    "MethodPolicy",
    "Need",
    "NoticeText",
    "PacketPart",
    "Policies",
    "Precondition",
    "ProfilePolicy",
    "ProofNeeded",
    "Readability",
    "ReferencePhrases",
    "Regions",
    "Repaid",
    "Route",
    "Side",
    "SourceText",
    "Sourced",
    "SourcedSentence",
    "StageRule",
    "Stated",
    "Taken",
    "Threshold",
    "WindowRule",
    "WordList",
    "WritingRule",
    "holds_in",
    "sources_of",
    "was_not_found",
]


@frozen
class Currencies:
    """The decimals of each currency's minor unit, by its ISO 4217 code."""

    minor: Mapping[str, int]
    sourced: Sourced


@frozen
class Policies:
    """All policies of a workspace: the program's, overridden by the workspace's."""

    channels: Mapping[Channel, ChannelPolicy]
    grounds: Mapping[GroundId, GroundPolicy]
    methods: Mapping[Method, MethodPolicy]
    letters: Mapping[str, LetterPolicy]
    desks: Mapping[str, DeskPolicy]
    profiles: Mapping[Audience, ProfilePolicy]
    escalations: Mapping[str, EscalationPolicy]
    sources: Mapping[str, SourceText]
    units: Currencies
    regions: Regions
    words: Mapping[str, WordList]

    @property
    def currencies(self) -> Mapping[str, int]:
        """The decimals of each currency's minor unit, by its ISO 4217 code."""
        return self.units.minor
