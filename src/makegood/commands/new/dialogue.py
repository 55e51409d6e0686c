"""A conversation on a terminal, question by question, at whose end the case is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.commands.new import channels, defaults, find_channel, first_day, free_folder, shared_defaults
from makegood.commands.new.case_folder import create_case_folder
from makegood.commands.new.questions import Interview
from makegood.domain import policies
from makegood.model.errors import UsageError
from makegood.pipeline.check import methods

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from makegood.commands.new.catalogue import Question
    from makegood.model.policy import ChannelPolicy, Policies
    from makegood.model.words import Method

BEGIN = "Enter leaves a value to be filled in later. Ctrl-C stops; nothing is made then."
ONCE = "\nFirst your firm: this is asked once, and kept in cases/defaults.json."
CASE = "\nNow this case."


@dataclass(frozen=True, slots=True)
class Terminal:
    """How a person is asked: `ask` takes the question and what Enter stands for, `say` writes a line.

    `visible` shows what somebody typed without letting it steer the terminal; `zone` is the computer's own time zone.
    """

    ask: Callable[[str, str], str]
    say: Callable[[str], None]
    visible: Callable[[str], str]
    zone: str = ""


def converse(
    workspace: Path, ref: str | None, channel: str | None, now: datetime | date, terminal: Terminal
) -> tuple[Path, int]:
    """Ask for what a case needs, make it, and return its folder and how many errors `check` finds in it.

    `now` is the moment, or the day that stands in for it. Raises UsageError as `new` does.
    """
    folder = free_folder(workspace, ref, first_day(now, defaults(workspace / "cases")))
    terminal.say(BEGIN)
    kind, way = (find_channel(channel, workspace), None) if channel else _channel(workspace, terminal)
    interview = Interview(workspace, folder, kind, now, terminal.zone)
    if way:
        interview.pay(way)
    is_shared: bool | None = None
    for question in interview.questions():
        if question.is_shared is not is_shared:
            terminal.say(ONCE if question.is_shared else CASE)
            is_shared = question.is_shared
        _ask(interview, question, terminal)
    kept = interview.shared()
    why = shared_defaults.save_defaults(workspace / "cases", kept) if kept else ""
    if why:
        terminal.say(terminal.visible(f"{why} What you said of your firm stands in this case alone."))
    return create_case_folder(folder, interview.text(without_shared=not why)), interview.errors()


def _ask(interview: Interview, question: Question, terminal: Terminal) -> None:
    _list(question.words, terminal)
    instead = "; Enter: not known" if question.is_optional else ""
    while True:
        typed = terminal.ask(f"{question.text} ({question.hint}{instead})", question.offered).strip()
        if not typed or typed.startswith("FILL IN"):
            interview.skip(question)
            return
        reply = interview.answer(question, typed)
        if not reply.refused:
            if reply.taken != typed:
                terminal.say(f'  Taken as "{terminal.visible(reply.taken)}".')
            return
        detail = f" ({reply.detail})" if reply.detail else ""
        terminal.say(f"  {terminal.visible(reply.refused + detail)}")


def choose(terminal: Terminal, text: str, words: tuple[tuple[str, str], ...]) -> str:
    """Ask until one of the words is named, or its number; with no words, until a currency is."""
    _list(words, terminal)
    names = tuple(word for word, _ in words)
    while True:
        typed = terminal.ask(text, "").strip()
        if typed.isascii() and typed.isdecimal() and len(typed) < len("10") and 0 < int(typed) <= len(words):
            return names[int(typed) - 1]
        if words and typed.casefold() in names:
            return typed.casefold()
        if not words and typed.upper() in policies.read().currencies:
            return typed.upper()
        terminal.say(f"  Type {' or '.join(names)}." if words else "  Type a code of three letters, such as USD.")


def _channel(workspace: Path, terminal: Terminal) -> tuple[ChannelPolicy, Method | None]:
    """Ask how the money went, which decides on all that follows; return the way of payment too where it was named."""
    held, listed = policies.read(workspace), channels(workspace)
    _list(tuple((channel.id, channel.meaning) for channel in listed), terminal)
    while True:
        typed = terminal.ask("How the money went, by its number or name", listed[0].id).strip()
        if typed.isascii() and typed.isdecimal() and 0 < int(typed) <= len(listed):
            typed = listed[int(typed) - 1].id
        meant = _channel_of(typed, listed, held)
        if meant != typed:
            terminal.say(f'  Taken as "{meant}".')
        try:
            return find_channel(meant, workspace), None if typed == meant else _way(typed, held)
        except UsageError as error:
            terminal.say(f"  {error}")


def _channel_of(typed: str, listed: tuple[ChannelPolicy, ...], held: Policies) -> str:
    """Return the channel of a way of payment, such as Zelle, or of a part of its name; else return what was typed."""
    names = [channel.id for channel in listed]
    if typed in names:
        return typed
    way = _way(typed, held)
    parts = [name for name in names if typed.casefold() in name.split("_")]
    if way is None and len(parts) == 1:
        return parts[0]
    return next((channel.id for channel in listed if way in channel.methods), names[0]) if way else typed


def _way(typed: str, held: Policies) -> Method | None:
    """Return the way of payment that is called like that, None for none."""
    plain = typed.casefold()
    return methods.meant("Method", typed, held) or (plain if plain in held.methods else None)


def _list(words: tuple[tuple[str, str], ...], terminal: Terminal) -> None:
    for number, (word, meaning) in enumerate(words, 1):
        terminal.say(f"  {number:2} {word}{f': {meaning}' if meaning else ''}")
