"""Ask on a terminal, question by question, and then create the case."""

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
    from makegood.model.workspace import Workspace

BEGIN = "Press Enter to fill in a value later. Press Ctrl-C to stop without creating anything."
ONCE = "\nFirst, your firm. You answer these questions only once. The answers are saved in cases/defaults.json."
CASE = "\nNext, this case."


@dataclass(frozen=True, slots=True)
class Terminal:
    """How to ask: `ask` takes a question and its default, `say` writes a line.

    `visible` makes user input safe to print; `zone` is the computer's own time zone.
    """

    ask: Callable[[str, str], str]
    say: Callable[[str], None]
    visible: Callable[[str], str]
    zone: str = ""


def converse(
    workspace: Workspace, ref: str | None, channel: str | None, now: datetime | date, terminal: Terminal
) -> tuple[Path, int]:
    """Ask for what a case needs, create it, and return its folder and the number of errors that `check` finds.

    `now` is the current time, or the day that stands in for it. Raise UsageError as `new` does.
    """
    folder = free_folder(workspace, ref, first_day(now, defaults(workspace)))
    terminal.say(BEGIN)
    kind, method = (find_channel(channel, workspace), None) if channel else _channel(workspace, terminal)
    interview = Interview(workspace, folder, kind, now, terminal.zone)
    if method:
        interview.pay(method)
    is_shared: bool | None = None
    for question in interview.questions():
        if question.is_shared is not is_shared:
            terminal.say(ONCE if question.is_shared else CASE)
            is_shared = question.is_shared
        _ask(interview, question, terminal)
    answers = interview.shared()
    reason = shared_defaults.save_defaults(workspace, answers) if answers else ""
    if reason:
        terminal.say(terminal.visible(f"{reason} Your answers about your firm were saved only in this case."))
    return create_case_folder(folder, interview.text(without_shared=not reason)), interview.errors()


def _ask(interview: Interview, question: Question, terminal: Terminal) -> None:
    _list_words(question.words, terminal)
    note = f"; press Enter {question.without}" if question.is_optional else ""
    while True:
        answer = terminal.ask(f"{question.text} ({question.hint}{note})", question.offered).strip()
        if not answer or answer.startswith("FILL IN"):
            interview.skip(question)
            return
        reply = interview.answer(question, answer)
        if not reply.refused:
            if reply.taken != answer:
                terminal.say(f'  Using "{terminal.visible(reply.taken)}".')
            return
        detail = f" ({reply.detail})" if reply.detail else ""
        terminal.say(f"  {terminal.visible(reply.refused + detail)}")


def choose(terminal: Terminal, text: str, words: tuple[tuple[str, str], ...]) -> str:
    """Ask until one of the words, or its number, is entered; without words, until a currency is."""
    _list_words(words, terminal)
    names = tuple(word for word, _ in words)
    while True:
        answer = terminal.ask(text, "").strip()
        if answer.isascii() and answer.isdecimal() and len(answer) < len("10") and 0 < int(answer) <= len(words):
            return names[int(answer) - 1]
        if words and answer.casefold() in names:
            return answer.casefold()
        if not words and answer.upper() in policies.read().currencies:
            return answer.upper()
        terminal.say(f"  Enter {' or '.join(names)}." if words else "  Enter a code of three letters, such as USD.")


def _channel(workspace: Workspace, terminal: Terminal) -> tuple[ChannelPolicy, Method | None]:
    """Ask for the channel, which decides everything that follows; also return the payment method if it was named."""
    known_policies, available = policies.read(workspace), channels(workspace)
    _list_words(tuple((channel.id, channel.meaning) for channel in available), terminal)
    while True:
        answer = terminal.ask("How the money was paid: number or name", available[0].id).strip()
        if answer.isascii() and answer.isdecimal() and 0 < int(answer) <= len(available):
            answer = available[int(answer) - 1].id
        channel = _channel_of(answer, available, known_policies)
        if channel != answer:
            terminal.say(f'  Using "{channel}".')
        try:
            return find_channel(channel, workspace), None if answer == channel else _method(answer, known_policies)
        except UsageError as error:
            terminal.say(f"  {error}")


def _channel_of(answer: str, available: tuple[ChannelPolicy, ...], known_policies: Policies) -> str:
    """Return the channel of a payment method such as Zelle, or of part of its name; otherwise the answer unchanged."""
    names = [channel.id for channel in available]
    if answer in names:
        return answer
    method = _method(answer, known_policies)
    parts = [name for name in names if answer.casefold() in name.split("_")]
    if method is None and len(parts) == 1:
        return parts[0]
    return next((channel.id for channel in available if method in channel.methods), names[0]) if method else answer


def _method(answer: str, known_policies: Policies) -> Method | None:
    """Return the payment method of this name, or None."""
    name = answer.casefold()
    return methods.method_by_name("Method", answer, known_policies) or (
        name if name in known_policies.methods else None
    )


def _list_words(words: tuple[tuple[str, str], ...], terminal: Terminal) -> None:
    for number, (word, meaning) in enumerate(words, 1):
        terminal.say(f"  {number:2} {word}{f': {meaning}' if meaning else ''}")
