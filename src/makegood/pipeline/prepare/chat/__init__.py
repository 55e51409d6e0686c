"""Prepare chats exported from WhatsApp: numbered messages with sender and time, and notes on omissions."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from makegood import privacy
from makegood.model.statement import say
from makegood.pipeline.prepare.chat.days import UnclearError, days_of
from makegood.pipeline.prepare.chat.lines import lines_of
from makegood.pipeline.prepare.inline import decode_inline
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.sanitiser import Passage, TextSanitiser
from makegood.pipeline.prepare.selection import select_pages
from makegood.pipeline.prepare.typeset import MOST_INLINE, direction, html_of, picture_html, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.model.statement import Statement
    from makegood.pipeline.prepare.chat.lines import ChatLine
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest
    from makegood.pipeline.prepare.typeset import Inline

__all__ = ["lines_of", "make"]

MOST_EXPORTED, MOST_WITH_MEDIA = 40_000, 10_000
"""The most messages in an export without and with media; older ones are left out silently. As reported by third
parties (WhatsApp documents no limit), so this is only asked about, never stated."""
CLOSE = 0.99
"""Share of these limits from which the question is asked."""
MAY_BE_CUT = say("exhibit-note-chat-cut")
TIMES = say("exhibit-note-chat-times")
OTHERS = say("exhibit-note-chat-others")
STYLE = """
.day { font: 600 9.5pt/13pt "Source Sans 3"; text-align: center; margin: 4mm 0 2.4mm; break-after: avoid; }
.bubble { margin: 0 28mm 2.4mm 0; padding: 1.6mm 3mm 1.8mm; border: 0.5pt solid #cfcabf; break-inside: avoid; }
.bubble.mine { margin: 0 0 2.4mm 28mm; background: #f1efe9; }
.bubble p { font: 10.5pt/14.5pt "Source Sans 3"; margin: 0; } .bubble p + p { margin-top: 1.6mm; }
.bubble .note { font-style: italic; font-size: 9.5pt; }
.bubble .who { font-size: 8.5pt; line-height: 11.5pt; color: #5b5b55; break-after: avoid; }
.who b { color: #1d1d1b; font-weight: 600; }
.gap { font: italic 9pt/12pt "Source Sans 3"; color: #5b5b55; text-align: center; margin: 0 0 2.4mm; }
.long { break-inside: auto; }
"""
LONG = 900
"""Characters from which a message may continue on the next page."""


def make(request: PrepareRequest, lines: tuple[ChatLine, ...]) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: the selected messages, or all, each with number, day and time.

    In a group only messages of parties and of people whose names are unmasked are shown. Raise CaseError: P10 if days
    and months cannot be distinguished, P11 if nobody in a group is known, P7 for messages that do not exist.
    """
    days = _days(request, lines)
    numbers = _numbers(request, len(lines))
    sanitiser = TextSanitiser.of(request, "chat")
    shown_senders = _shown_senders(request, lines)
    pictures: list[Inline] = []
    selected = [(line, days[line.number - 1]) for line in lines if line.number in numbers]
    head = Passage("fields", tuple(_head(request, selected, lines, sanitiser)))
    body = [html_of(head), *_body(request, selected, shown_senders, sanitiser, pictures)]
    with_media = any(line.media for line in lines)
    is_full = len(lines) >= CLOSE * (MOST_WITH_MEDIA if with_media else MOST_EXPORTED)
    if is_full:
        sanitiser.add_note(MAY_BE_CUT)
    sanitiser.add_note(TIMES)
    made = typeset(request, sanitiser, "".join(body), style=STYLE, pictures=pictures)
    return replace(made, doubts=("E5",) if is_full else ())


def _days(request: PrepareRequest, lines: tuple[ChatLine, ...]) -> list[date]:
    try:
        return days_of([line.day for line in lines], request.evidence.date_order)
    except UnclearError as error:
        if request.evidence.date_order is None:
            raise refusal_error("P10", request.file) from error
        message = "The dates in this chat do not match the order given in date_order."
        raise refusal_error(
            "P10", request.file, message=message, fix='Set date_order to "dmy", "mdy" or "ymd".'
        ) from error


def _numbers(request: PrepareRequest, count: int) -> frozenset[int]:
    try:
        return frozenset(select_pages(request.evidence.messages, count))
    except (IndexError, ValueError) as error:
        raise refusal_error(
            "P7",
            request.file,
            message="This message is not in the chat.",
            detail=f"{request.file.name}: {count:,} messages",
            fix='Correct "messages". The messages are numbered from 1.',
        ) from error


def _shown_senders(request: PrepareRequest, lines: tuple[ChatLine, ...]) -> frozenset[str]:
    """Return the senders whose messages are shown: both of two; in a group the parties, `me` and the unmasked."""
    senders = {line.sender for line in lines if line.sender}
    if len(senders) <= 2:
        return frozenset(senders)
    me = privacy.normalised(request.evidence.me or "")
    shown_senders = {
        sender
        for sender in senders
        if privacy.normalised(sender) == me or privacy.normalised(sender) in request.allowlist.values
    }
    if not shown_senders:
        raise refusal_error("P11", request.file)
    return frozenset(shown_senders)


def _head(
    request: PrepareRequest,
    selected: list[tuple[ChatLine, date]],
    lines: tuple[ChatLine, ...],
    sanitiser: TextSanitiser,
) -> Iterator[str]:
    first, last = selected[0][1], selected[-1][1]
    counts = {"shown": len(selected), "total": len(lines)}
    if first == last:
        messages = say("exhibit-text-messages-of", day=first, **counts)
    else:
        messages = say("exhibit-text-messages-from", first=first, last=last, **counts)
    yield sanitiser.labelled(say("exhibit-text-chat"), sanitiser.text(say("exhibit-text-chat-exported")))
    yield sanitiser.labelled(say("exhibit-text-messages"), sanitiser.text(messages))
    if request.evidence.me:
        yield sanitiser.labelled(say("exhibit-text-right"), sanitiser.field(request.evidence.me))


def _body(
    request: PrepareRequest,
    selected: list[tuple[ChatLine, date]],
    shown_senders: frozenset[str],
    sanitiser: TextSanitiser,
    pictures: list[Inline],
) -> Iterator[str]:
    """Yield the HTML of the messages, with a line for each day, each gap and each run of messages of others."""
    last_number, last_day = 0, None
    for (day, is_others), run in groupby(selected, key=lambda item: (item[1], _is_of_others(item[0], shown_senders))):
        messages = [line for line, _ in run]
        # A run of others is only counted; its first message gives its position.
        for line in messages[:1] if is_others else messages:
            if not sanitiser.has_room:
                yield _note(sanitiser, say("exhibit-text-chat-from-here", number=line.number))
                return
            if day != last_day:
                yield f'<p class="day">{sanitiser.value(day)}</p>'
                last_day = day
            if last_number and line.number > last_number + 1:
                yield _note(sanitiser, say("exhibit-text-left-out", count=line.number - last_number - 1))
            last_number = line.number
            if not is_others:
                yield _message(request, line, sanitiser, pictures)
        if is_others:
            yield _note(sanitiser, say("exhibit-text-messages-of-others", count=len(messages)))
            sanitiser.add_note(OTHERS)
            last_number = messages[-1].number


def _is_of_others(line: ChatLine, shown_senders: frozenset[str]) -> bool:
    return line.sender is not None and line.sender not in shown_senders


def _message(request: PrepareRequest, line: ChatLine, sanitiser: TextSanitiser, pictures: list[Inline]) -> str:
    kind = ' class="note"' if line.is_note else ""
    words = "".join(_paragraph(passage, kind) for passage in sanitiser.passages(line.text))
    if line.sender is None:
        who = escape(sanitiser.text(say("exhibit-text-system-message", number=line.number, time=line.time)))
        return f'<div class="bubble long"><p class="who">{who}</p>{words}</div>'
    is_mine = request.evidence.me is not None and privacy.normalised(line.sender) == privacy.normalised(
        request.evidence.me
    )
    sender = f"<b>{escape(sanitiser.field(line.sender))}</b>"
    when = escape(sanitiser.text(say("exhibit-text-message", time=line.time, number=line.number)))
    who = f'<p class="who">{sender}, {when}</p>'
    media = _media(request, line.media, sanitiser, pictures) if line.media else ""
    classes = " ".join(["bubble", *(["mine"] if is_mine else []), *(["long"] if len(line.text) > LONG else [])])
    return f'<div class="{classes}">{who}{words}{media}</div>'


def _media(request: PrepareRequest, name: str, sanitiser: TextSanitiser, pictures: list[Inline]) -> str:
    """Return the HTML of a picture in the folder of the chat, or the name of a file that is missing or no picture."""
    file_name = sanitiser.field(name)
    companion = next((file for file in request.companions if file.file.name.rpartition("/")[2] == name), None)
    if companion is None or len(pictures) >= MOST_INLINE:
        missing = sanitiser.text(say("exhibit-text-sent-with-it", name=file_name))
        return f'<p class="note">{escape(missing)}</p>'
    alt = sanitiser.text(say("exhibit-text-picture-in-chat", name=file_name))
    picture = decode_inline(companion.file, companion.data, alt, request.limits.image_pixels)
    pictures.append(picture)
    source = sanitiser.text(say("exhibit-text-picture-source", name=file_name, sha256=companion.file.sha256))
    caption = f'<p class="note">{escape(source)}</p>'
    return picture_html(len(pictures) - 1, picture, widest=70, highest=80) + caption


def _paragraph(passage: Passage, kind: str) -> str:
    text = "\n".join(passage.lines)
    return f"<p{kind}{direction(text)}>{escape(text)}</p>"


def _note(sanitiser: TextSanitiser, statement: Statement) -> str:
    return f'<p class="gap">{escape(sanitiser.text(statement))}</p>'
