"""Chats as WhatsApp exports them: who said what, when, numbered; what is left out is said."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from makegood import privacy
from makegood.domain.windows import format_day
from makegood.pipeline.prepare import edits
from makegood.pipeline.prepare.chat.days import UnclearError, days_of
from makegood.pipeline.prepare.chat.lines import lines_of
from makegood.pipeline.prepare.inline import inline
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.sanitiser import Passage, TextSanitiser
from makegood.pipeline.prepare.selection import select_pages
from makegood.pipeline.prepare.typeset import MOST_INLINE, direction, html_of, marked, picture_html, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.pipeline.prepare.chat.lines import ChatLine
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest
    from makegood.pipeline.prepare.typeset import Inline

__all__ = ["lines_of", "make"]

MOST_EXPORTED, MOST_WITH_MEDIA = 40_000, 10_000
"""Messages that an export holds at most, without media and with; older ones are left out silently. By third parties'
accounts (none of WhatsApp's own was found), so that this is asked, and never stated."""
CLOSE = 0.99
"""Share of that many from which on it is asked."""
MAY_BE_CUT = "The export has so many messages that its beginning may be missing."
TIMES = "Times are as the phone wrote them; the export names no time zone."
STYLE = """
.day { font: 600 9.5pt/13pt "Source Sans 3"; text-align: center; margin: 4mm 0 2.4mm; break-after: avoid; }
.said { margin: 0 28mm 2.4mm 0; padding: 1.6mm 3mm 1.8mm; border: 0.5pt solid #cfcabf; break-inside: avoid; }
.said.mine { margin: 0 0 2.4mm 28mm; background: #f1efe9; }
.said p { font: 10.5pt/14.5pt "Source Sans 3"; margin: 0; } .said p + p { margin-top: 1.6mm; }
.said .note { font-style: italic; font-size: 9.5pt; }
.said .who { font-size: 8.5pt; line-height: 11.5pt; color: #5b5b55; break-after: avoid; }
.who b { color: #1d1d1b; font-weight: 600; }
.gap { font: italic 9pt/12pt "Source Sans 3"; color: #5b5b55; text-align: center; margin: 0 0 2.4mm; }
.long { break-inside: auto; }
"""
LONG = 900
"""Letters of a message that may go over the end of a page."""


def make(order: PrepareRequest, lines: tuple[ChatLine, ...]) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: the messages asked for, or all, each with number, day and time.

    In a group only those are shown who are parties, or whose names are unmasked. Raises CaseError: P10 where days
    cannot be told from months, P11 where nobody in a group is known, P7 for messages that are not there.
    """
    days = _days(order, lines)
    numbers = _numbers(order, len(lines))
    scribe = TextSanitiser(edits.texts_of(order.evidence), order.stays, "chat")
    known = _known(order, lines)
    pictures: list[Inline] = []
    kept = [(line, days[line.number - 1]) for line in lines if line.number in numbers]
    head = Passage("fields", tuple(_head(order, kept, lines, scribe)))
    body = [html_of(head), *_body(order, kept, known, scribe, pictures)]
    with_media = any(line.media for line in lines)
    is_full = len(lines) >= CLOSE * (MOST_WITH_MEDIA if with_media else MOST_EXPORTED)
    if is_full:
        scribe.say(MAY_BE_CUT)
    scribe.say(TIMES)
    made = typeset(order, scribe, "".join(body), style=STYLE, pictures=pictures)
    return replace(made, doubts=("E5",) if is_full else ())


def _days(order: PrepareRequest, lines: tuple[ChatLine, ...]) -> list[date]:
    try:
        return days_of([line.day for line in lines], order.evidence.date_order)
    except UnclearError as error:
        if order.evidence.date_order is None:
            raise refused("P10", order.file) from error
        message = "The days of this chat are not written in the order that the case says."
        raise refused("P10", order.file, message=message, fix="Correct date_order: dmy, mdy or ymd.") from error


def _numbers(order: PrepareRequest, count: int) -> frozenset[int]:
    try:
        return frozenset(select_pages(order.evidence.messages, count))
    except (IndexError, ValueError) as error:
        raise refused(
            "P7",
            order.file,
            message="This message is not in the chat.",
            detail=f"{order.file.name}: {count:,} messages",
            fix="Correct the messages that are asked for; they are counted from 1.",
        ) from error


def _known(order: PrepareRequest, lines: tuple[ChatLine, ...]) -> frozenset[str]:
    """Return whose messages are shown: both of two, and of a group those who are parties, I, or unmasked."""
    senders = {line.sender for line in lines if line.sender}
    if len(senders) <= 2:
        return frozenset(senders)
    me = privacy.normalised(order.evidence.me or "")
    known = {one for one in senders if privacy.normalised(one) == me or privacy.normalised(one) in order.stays.values}
    if not known:
        raise refused("P11", order.file)
    return frozenset(known)


def _head(
    order: PrepareRequest, kept: list[tuple[ChatLine, date]], lines: tuple[ChatLine, ...], scribe: TextSanitiser
) -> Iterator[str]:
    first, last = kept[0][1], kept[-1][1]
    span = f"from {format_day(first)} to {format_day(last)}" if first != last else f"of {format_day(first)}"
    yield "Chat\tWhatsApp, as the phone exported it"
    yield f"Messages\t{len(kept):,} of {len(lines):,}, {span}"
    if order.evidence.me:
        yield f"On the right\t{scribe.field(order.evidence.me)}"


def _body(
    order: PrepareRequest,
    kept: list[tuple[ChatLine, date]],
    known: frozenset[str],
    scribe: TextSanitiser,
    pictures: list[Inline],
) -> Iterator[str]:
    """Give the HTML of the messages, with a line for each day, each gap and each run of messages of others."""
    before, last_day = 0, None
    for (day, is_others), run in groupby(kept, key=lambda one: (one[1], _is_of_others(one[0], known))):
        messages = [line for line, _ in run]
        # Of others a run is counted, so that its first message alone says where it stands.
        for line in messages[:1] if is_others else messages:
            if not scribe.has_room:
                yield _note(f"From no. {line.number:,} on this chat is not shown")
                return
            if day != last_day:
                yield f'<p class="day">{format_day(day)}</p>'
                last_day = day
            if before and line.number > before + 1:
                yield _note(f"{line.number - before - 1:,} left out")
            before = line.number
            if not is_others:
                yield _message(order, line, scribe, pictures)
        if is_others:
            count = len(messages)
            yield _note(f"{count:,} message{'s' if count > 1 else ''} of others not shown")
            scribe.say("Messages of those who are no parties are not shown.")
            before = messages[-1].number


def _is_of_others(line: ChatLine, known: frozenset[str]) -> bool:
    return line.sender is not None and line.sender not in known


def _message(order: PrepareRequest, line: ChatLine, scribe: TextSanitiser, pictures: list[Inline]) -> str:
    kind = ' class="note"' if line.is_note else ""
    words = "".join(_paragraph(passage, kind) for passage in scribe.passages(line.text))
    if line.sender is None:
        return f'<div class="said long"><p class="who">{line.number:,}, {line.time}, WhatsApp</p>{words}</div>'
    is_mine = order.evidence.me is not None and privacy.normalised(line.sender) == privacy.normalised(order.evidence.me)
    who = f'<p class="who"><b>{marked(scribe.field(line.sender))}</b>, {line.time}, no. {line.number:,}</p>'
    sent = _media(order, line.media, scribe, pictures) if line.media else ""
    bubble = " ".join(["said", *(["mine"] if is_mine else []), *(["long"] if len(line.text) > LONG else [])])
    return f'<div class="{bubble}">{who}{words}{sent}</div>'


def _media(order: PrepareRequest, name: str, scribe: TextSanitiser, pictures: list[Inline]) -> str:
    """Show a picture that lies beside the chat; name a file that is not there, or is no picture."""
    says = scribe.field(name)
    beside = next((one for one in order.beside if one.file.name.rpartition("/")[2] == name), None)
    if beside is None or len(pictures) >= MOST_INLINE:
        return f'<p class="note">Sent with it, not shown here: {marked(says)}</p>'
    picture = inline(beside.file, beside.data, f"Picture sent in the chat: {says}", order.limits.image_pixels)
    pictures.append(picture)
    which = f'<p class="note">{marked(says)}, SHA-256 {beside.file.sha256}</p>'
    return picture_html(len(pictures) - 1, picture, widest=70, highest=80) + which


def _paragraph(passage: Passage, kind: str) -> str:
    text = "\n".join(passage.lines)
    return f"<p{kind}{direction(text)}>{marked(text)}</p>"


def _note(text: str) -> str:
    return f'<p class="gap">{text}</p>'
