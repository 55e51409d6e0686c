"""Readers for each kind of policy file, which return the frozen types of `model.policy`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from makegood.domain.policies.countries import is_country
from makegood.domain.policies.policy_reader import PolicyReader, PolicyShapeError, identifier, whole, word
from makegood.model import words
from makegood.model.policy import (
    AcknowledgementRule,
    Addressee,
    Anchor,
    Asked,
    Before,
    ChannelPolicy,
    CitedBy,
    Currencies,
    Delay,
    DeskPolicy,
    EndingRule,
    EscalationPolicy,
    ForEach,
    GroundPolicy,
    LetterPolicy,
    LetterStatement,
    MailLimit,
    MethodPolicy,
    Need,
    NoticeText,
    PacketPart,
    Precondition,
    ProfilePolicy,
    ProofNeeded,
    Regions,
    Repaid,
    Route,
    Side,
    SourcedSentence,
    SourceText,
    StageRule,
    Stated,
    Taken,
    Threshold,
    WindowRule,
    WritingRule,
)
from makegood.model.statement import POLICY
from makegood.storage import package_data

if TYPE_CHECKING:
    from makegood.model.statement import Statement
    from makegood.model.words import EntityType, Store

AUDIENCES = get_args(words.Audience)
ACTORS = get_args(words.Actor)
METHODS = get_args(words.ComputationMethod)
KINDS = get_args(words.EvidenceKind)
PARTS = get_args(PacketPart)
ENTITIES = get_args(words.EntityType)
EVENTS = get_args(words.LogEvent)
STAGES = get_args(words.OrderStage)
STORES = get_args(words.Store)
REPAID = get_args(Repaid)
STATUSES = get_args(words.DeliverableStatus)
DEFECTS = get_args(words.DefectCode)
ANCHORS = get_args(Anchor)
NEEDS = get_args(Need)
STATED = get_args(Stated)
LETTER_STATEMENTS = get_args(LetterStatement)
ASKED = get_args(Asked)
LAST_RANK = 1000
"""The rank of a channel without one, so that the channels of a workspace come after the program's."""
ROUTES = get_args(Route)
STRENGTHS = ("strong", "medium", "weak", "contract", "unconfirmed", "none")
BEFORE = get_args(Before)
SIDES = get_args(Side)
CITED_BY = get_args(CitedBy)
FOR_EACH = get_args(ForEach)
TAKEN = get_args(Taken)


def channel(part: PolicyReader) -> ChannelPolicy:
    meaning, title = _meaning(part), part.wording("title")
    part.require("needs", "letters", "packets")
    policy = ChannelPolicy(
        id=part.id("id"),
        title=title,
        meaning=meaning,
        rank=part.whole("rank") if "rank" in part.left else LAST_RANK,
        asks=part.words("asks", ASKED),
        grounds=part.ids("grounds"),
        repayment=part.word("repayment", REPAID) if "repayment" in part.left else "unsaid",
        disputed_at=part.ids("disputed_at"),
        keeps_tax=part.flag("keeps_tax"),
        is_claim_against_tiktok=part.flag("is_claim_against_tiktok"),
        is_invoiced=part.flag("is_invoiced"),
        is_suspended=part.flag("is_suspended"),
        acknowledgements=part.parts("acknowledgements", acknowledgement),
        not_desks=part.ids("not_desks"),
        needs=part.words("needs", NEEDS),
        holder=statement(part.part("holder")),
        refunder=statement(part.part("refunder")),
        refundable=statement(part.part("refundable")),
        route=part.word("route", ROUTES),
        how=statement(part.part("how")),
        asked_first=part.word("asked_first", ("creator", "desk")) if "asked_first" in part.left else "creator",
        desk=part.id("desk") if "desk" in part.left else None,
        family=part.text("family") if "family" in part.left else "",
        methods=part.ids("methods"),
        takes=part.ids("takes"),
        stores=part.words("stores", STORES),
        letters=part.ids("letters"),
        packets=part.words("packets", AUDIENCES),
        tiktok=statement(part.part("tiktok")) if "tiktok" in part.left else None,
        windows=part.parts("windows", window),
        stages=part.parts("stages", stage),
        consequences=part.parts("consequences", statement),
    )
    if policy.route != "none" and policy.desk is None and (policy.asked_first == "desk" or not policy.letters):
        raise PolicyShapeError(part.pointer, "This channel must have a desk, or letters to the creator.")
    if policy.letters and "creator" not in policy.needs:
        raise PolicyShapeError(part.pointer_to("letters"), 'A channel with letters must have "creator" in "needs".')
    return part.done(policy)


def _meaning(part: PolicyReader) -> str:
    """Return what an entry means, for messages; by default its title, which is read after it."""
    return part.text("meaning", f"{part.left.get('title')}.")


def acknowledgement(part: PolicyReader) -> AcknowledgementRule:
    alternatives = part.part("any_of")
    policy = AcknowledgementRule(
        any_of={
            identifier(name, alternatives.pointer): alternatives.wording(name) for name in tuple(alternatives.left)
        },
        text=part.text("text"),
        who=part.text("who"),
        must=part.flag("must"),
    )
    if not policy.any_of:
        raise PolicyShapeError(
            part.pointer_to("any_of"), "This object must have at least one entry, with an id as its key."
        )
    return part.done(policy)


def method(part: PolicyReader) -> MethodPolicy:
    meaning, title, id_ = _meaning(part), part.text("title"), part.id("id")
    return part.done(
        MethodPolicy(
            id=id_,
            title=title,
            meaning=meaning,
            phrase=part.clause("phrase") if "phrase" in part.left or not _is_own("methods", id_) else None,
            repayment=part.word("repayment", REPAID),
            disputed_at=part.ids("disputed_at"),
            is_unprotected=part.flag("is_unprotected"),
            has_coin=part.flag("has_coin"),
            names=part.ids("names"),
            channels=part.ids("channels"),
            sourced=part.sourced(),
        )
    )


def _is_own(folder: str, id_: str) -> bool:
    """Return whether the program has a file of this id itself, and thereby words for it in `templates/words/`."""
    return (package_data.folder("policies") / folder / f"{id_}.json").is_file()


def source(part: PolicyReader) -> SourceText:
    name = part.id("id")
    text = part.source_text(part.wording("title"), name)
    superseded_by, excludes = part.text("superseded_by", ""), part.ids("excludes")
    return part.done(replace(text, superseded_by=superseded_by, excludes=excludes))


def statement(part: PolicyReader) -> SourcedSentence:
    return part.done(
        SourcedSentence(
            text=part.wording("text"),
            sourced=part.sourced(),
            regions=part.texts("regions"),
            not_regions=part.texts("not_regions"),
            methods=part.ids("methods"),
            channels=part.ids("channels"),
        )
    )


def window(part: PolicyReader) -> WindowRule:
    policy = WindowRule(
        id=part.text("id"),
        act=part.wording("act"),
        anchor=part.word("anchor", ANCHORS),
        sourced=part.sourced(),
        opens_after_days=part.maybe_days("opens_after_days"),
        closes_after_days=part.maybe_days("closes_after_days"),
        closes_after_years=part.maybe_years("closes_after_years"),
        closes_days_before=part.maybe_days("closes_days_before") or 0,
        done_by=part.word("done_by", EVENTS) if "done_by" in part.left else None,
        aside=part.flag("aside"),
        each_payment=part.flag("each_payment"),
        then=part.maybe_wording("then"),
        regions=part.texts("regions"),
        stores=part.words("stores", STORES),
        grounds=part.ids("grounds"),
        methods=part.ids("methods"),
    )
    numbers = (policy.opens_after_days, policy.closes_after_days, policy.closes_after_years)
    if policy.sourced.confidence == "unconfirmed" and numbers != (None, None, None):
        raise PolicyShapeError(part.pointer, "An unconfirmed rule cannot have a number of days.")
    return part.done(policy)


def stage(part: PolicyReader) -> StageRule:
    policy = StageRule(
        stage=part.word("stage", STAGES),
        sourced=part.sourced(),
        percent=part.maybe_whole("percent"),
        reason=part.wording("text"),
        grounds=part.ids("grounds"),
        after_due=part.flag("after_due"),
    )
    if policy.percent is not None and (policy.percent > 100 or policy.sourced.confidence == "unconfirmed"):
        raise PolicyShapeError(
            part.pointer, "A percentage must be from 0 to 100. An unconfirmed rule cannot have a percentage."
        )
    return part.done(policy)


def ground(part: PolicyReader) -> GroundPolicy:
    meaning, title = _meaning(part), part.wording("title")
    id_ = part.id("id")
    statuses = part.words("statuses", STATUSES)
    return part.require("minimum").done(
        GroundPolicy(
            id=id_,
            title=title,
            meaning=meaning,
            # The program's own are in templates/words/.
            phrase=part.clause("phrase") if "phrase" in part.left or not _is_ours(id_) else None,
            strength=part.word("strength", STRENGTHS),
            method=part.word("method", METHODS) if "method" in part.left else None,
            minimum=part.some_parts("minimum", proof, f"{POLICY}proof"),
            sourced=part.sourced(),
            delivered=part.word("delivered", ("none", "some")) if "delivered" in part.left else None,
            statuses=statuses,
            defects=_with_former_defects(part.words("defects", DEFECTS), statuses),
            signs=part.texts("signs"),
            true_of=part.words("true_of", STATUSES),
            stated_in=part.word("stated_in", STATED) if "stated_in" in part.left else None,
            headline=part.maybe_wording("headline"),
            headline_of_one=part.maybe_wording("headline_of_one", blank="{work}"),
            within=part.texts("within"),
            again=part.maybe_wording("again"),
            why_unpriced=part.maybe_wording("unpriced"),
            before_due=part.flag("before_due"),
            is_overcharge=part.flag("is_overcharge"),
            full_from=threshold(part.part("full_from")) if "full_from" in part.left else None,
        )
    )


def _is_ours(ground: str) -> bool:
    """Return whether a ground is one of the program's, whatever a workspace changes in it."""
    return (package_data.folder("policies") / "grounds" / f"{ground}.json").is_file()


def _with_former_defects(
    defects: tuple[words.DefectCode, ...], statuses: tuple[words.DeliverableStatus, ...]
) -> tuple[words.DefectCode, ...]:
    """Return the defects that show a ground, with those that a status of an older version stands for."""
    former = (sorted(words.FORMER_DEFECTS.get(status, ())) for status in statuses)
    return tuple(dict.fromkeys((*defects, *(code for codes in former for code in codes))))


def threshold(part: PolicyReader) -> Threshold:
    policy = Threshold(percent=part.whole("percent"), sourced=part.sourced())
    if not 0 < policy.percent <= 100 or policy.sourced.confidence == "unconfirmed":
        raise PolicyShapeError(
            part.pointer, "A percentage must be from 1 to 100. An unconfirmed rule cannot have a percentage."
        )
    return part.done(policy)


def proof(part: PolicyReader) -> ProofNeeded:
    return part.done(
        ProofNeeded(
            id=part.text("id"),
            what=part.wording("what"),
            where=part.wording("where"),
            kinds=part.words("kinds", KINDS),
            cited_by=part.word("cited_by", CITED_BY) if "cited_by" in part.left else None,
            for_each=part.word("for_each", FOR_EACH) if "for_each" in part.left else None,
            at_least=part.whole("at_least") if "at_least" in part.left else 1,
            taken=_taken(part),
            needs_posting_day=part.flag("needs_posting_day"),
            comes_with=part.id("comes_with") if "comes_with" in part.left else "",
            for_defects=part.words("for_defects", DEFECTS),
            not_channels=part.ids("not_channels"),
        )
    )


def _taken(part: PolicyReader) -> Taken | None:
    """Return when a proof has to be captured; `after_due` is how older versions wrote one of the values."""
    if part.flag("after_due"):
        return "after_due"
    return part.word("taken", TAKEN) if "taken" in part.left else None


def letter(part: PolicyReader) -> LetterPolicy:
    budget = part.each("words", whole)
    if len(budget) != 2 or budget[0] > budget[1]:
        raise PolicyShapeError(
            part.pointer_to("words"),
            "This list must have two whole numbers: the minimum and the maximum number of words.",
        )
    by_entity: Mapping[EntityType, int] = {
        PolicyReader({"entity": name}, part.pointer_to("by_entity")).word("entity", ENTITIES): days
        for name, days in part.table("by_entity").items()
    }
    return part.done(
        LetterPolicy(
            id=part.text("id"),
            title=part.wording("title"),
            when=part.maybe_wording("when"),
            days=part.days("days"),
            least_days=part.days("least_days"),
            words=(budget[0], budget[1]),
            sourced=part.sourced(),
            by_entity=by_entity,
            by_entity_regions=part.texts("by_entity_regions"),
            by_entity_not_in=part.texts("by_entity_not_in"),
            ending=part.parts("ending", ending),
            writing=part.parts("writing", writing),
            by_post=part.flag("by_post"),
            encloses_packet=part.flag("encloses_packet"),
            enclosures=part.wordings("enclosures"),
            states=_letter_statements(part),
            follows=precondition(part.part("follows")) if "follows" in part.left else None,
        )
    )


def _letter_statements(part: PolicyReader) -> tuple[LetterStatement, ...]:
    """Return what a letter has to state; if its file does not say so, its amount and its last day to reply."""
    return part.words("states", LETTER_STATEMENTS) if "states" in part.left else ("amount", "day")


def precondition(part: PolicyReader) -> Precondition:
    rule = Precondition(
        message=part.text("message"),
        fix=part.text("fix"),
        letters=part.ids("letters"),
        events=part.words("events", EVENTS),
        refund=part.flag("refund"),
        must=part.flag("must"),
    )
    if not (rule.letters or rule.events or rule.refund):
        raise PolicyShapeError(part.pointer, 'Add what has to come before the letter: "letters", "events" or "refund".')
    return part.done(rule)


def stores(part: PolicyReader) -> Mapping[Store, Statement]:
    """Return the name of each app store."""
    return {word(name, STORES, part.pointer): part.wording(name) for name in tuple(part.left)}


def desk(part: PolicyReader) -> DeskPolicy:
    audience = part.word("audience", AUDIENCES)
    if "speaker" not in part.left and audience not in ACTORS:
        raise PolicyShapeError(
            part.pointer,
            'The key "speaker" is missing. It specifies who answers at this desk, as in "by" of a log entry.',
        )
    return part.require("answer_in", "lengths", "attachment_types").done(
        DeskPolicy(
            id=part.id("id"),
            title=part.wording("title"),
            name=part.wording("name"),
            where=statement(part.part("where")),
            answer_in=part.parts("answer_in", statement),
            audience=audience,
            speaker=part.word("speaker", ACTORS) if "speaker" in part.left else audience,
            is_by_mail=part.flag("is_by_mail"),
            takes_disputes=part.flag("takes_disputes"),
            lengths=part.each("lengths", whole),
            attachment_types=part.texts("attachment_types"),
            attachment_bytes=part.maybe_whole("attachment_bytes"),
            attachment_pattern=part.pattern("attachment_pattern"),
            sourced=part.sourced(),
            store_names=stores(part.part("store_names")) if "store_names" in part.left else {},
            store_titles=stores(part.part("store_titles")) if "store_titles" in part.left else {},
            total_bytes=part.maybe_whole("total_bytes"),
            attachment_count=part.maybe_whole("attachment_count"),
            act=part.maybe_wording("act"),
            answer=part.parts("answer", delay),
            pay=part.parts("pay", delay),
            # Read last: `url` next to `source` belongs to the source, so the desk's own page is `page`.
            url=part.text("page", ""),
        )
    )


def delay(part: PolicyReader) -> Delay:
    policy = Delay(
        days=part.days("days"),
        sourced=part.sourced(),
        working=part.flag("working"),
        after=part.word("after", EVENTS) if "after" in part.left else None,
        regions=part.texts("regions"),
        stores=part.words("stores", STORES),
        act=part.maybe_wording("act"),
    )
    if policy.sourced.confidence == "unconfirmed":
        raise PolicyShapeError(part.pointer, "An unconfirmed rule cannot have a number of days.")
    return part.done(policy)


def ending(part: PolicyReader) -> EndingRule:
    return part.require("regions").done(
        EndingRule(
            text=part.wording("text"),
            sourced=part.sourced(),
            after=part.word("after", BEFORE),
            regions=part.texts("regions"),
            not_in=part.texts("not_in"),
        )
    )


def writing(part: PolicyReader) -> WritingRule:
    return part.require("regions").done(
        WritingRule(
            text=part.wording("text"),
            sourced=part.sourced(),
            least=part.money("least"),
            since=part.day("since"),
            regions=part.texts("regions"),
        )
    )


def escalation(part: PolicyReader) -> EscalationPolicy:
    policy = EscalationPolicy(
        id=part.require("steps").id("id"),
        title=part.wording("title"),
        channels=part.ids("channels"),
        regions=part.texts("regions"),
        not_regions=part.texts("not_regions"),
        addressees=part.parts("addressees", addressee),
        steps=part.parts("steps", statement),
        windows=part.parts("windows", window),
        sourced=part.sourced(),
        by_post=part.flag("by_post"),
        of=part.word("of", SIDES) if "of" in part.left else "brand",
        only_in=part.texts("only_in"),
        not_in=part.texts("not_in"),
        ceiling=part.money("ceiling") if "ceiling" in part.left else None,
        notice=notice(part.part("notice")) if "notice" in part.left else None,
    )
    if policy.by_post and (policy.notice is None or not policy.addressees):
        raise PolicyShapeError(part.pointer, "An escalation by post must have a notice and addressees.")
    return part.done(policy)


def addressee(part: PolicyReader) -> Addressee:
    return part.require("address").done(
        Addressee(
            name=part.text("name"),
            address=part.texts("address"),
            regions=part.texts("regions"),
            not_regions=part.texts("not_regions"),
            sourced=part.sourced(),
        )
    )


def notice(part: PolicyReader) -> NoticeText:
    return part.done(
        NoticeText(opening=part.wording("opening"), answer=part.wording("answer"), form=part.text("form", ""))
    )


def profile(part: PolicyReader) -> ProfilePolicy:
    return part.require("excludes").done(
        ProfilePolicy(
            audience=part.word("audience", AUDIENCES),
            title=part.wording("title"),
            reader=part.maybe_wording("reader"),
            excludes=part.words("excludes", KINDS),
            attachment_name=part.text("attachment_name"),
            max_bytes=part.maybe_whole("max_bytes"),
            max_pages=part.maybe_whole("max_pages"),
            dpi=part.maybe_whole("dpi"),
            is_grey=part.flag("is_grey"),
            is_archival=part.flag("is_archival"),
            pdf_version=part.text("pdf_version", ""),
            parts=_parts(part),
            paper=part.word("paper", get_args(words.Paper)) if "paper" in part.left else None,
            mail=mail_limit(part.part("mail")) if "mail" in part.left else None,
            sourced=part.sourced(),
        )
    )


def _parts(part: PolicyReader) -> tuple[PacketPart, ...]:
    """Return the order of the parts; the index and the last part, with its note on legal advice, are required."""
    parts: tuple[PacketPart, ...] = part.words("parts", PARTS) or PARTS
    if not {"index", "about"} <= set(parts):
        raise PolicyShapeError(part.pointer_to("parts"), 'A packet must have the parts "index" and "about".')
    return parts


def mail_limit(part: PolicyReader) -> MailLimit:
    most_bytes, heavy_bytes = part.whole("most_bytes"), part.maybe_whole("heavy_bytes")
    policy = MailLimit(most_bytes=most_bytes, heavy_bytes=heavy_bytes, sourced=part.sourced())
    if policy.sourced.confidence == "unconfirmed":
        raise PolicyShapeError(part.pointer, "An unconfirmed limit cannot have a number of bytes.")
    return part.done(policy)


def currencies(part: PolicyReader) -> Currencies:
    """Return the decimals of each currency, including withdrawn ones, which old payments used."""
    minor = {**part.table("withdrawn"), **part.require("minor").table("minor")}
    return part.done(Currencies(minor=minor, sourced=part.sourced()))


def regions(part: PolicyReader) -> Regions:
    """Return the named groups of countries."""
    groups = PolicyReader(part.take("groups"), part.pointer_to("groups"))
    countries = {name: groups.each(name, country) for name in tuple(groups.left)}
    return part.done(Regions(groups=countries, sourced=part.sourced()))


def country(value: object, pointer: str) -> str:
    """Return the code of a country."""
    if not isinstance(value, str) or not is_country(value):
        raise PolicyShapeError(pointer, "This value must be a country code of two capital letters, such as GB.")
    return value
