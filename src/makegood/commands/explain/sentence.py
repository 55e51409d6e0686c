"""Explain sentences of the documents: find one by its id or by its words, and show the line with which to change it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from makegood import language
from makegood.commands.explain.sentence_search import SHORTEST, matching
from makegood.commands.explain.text_page import TextPage
from makegood.domain import policies
from makegood.language import Language
from makegood.language.message import Message, SentenceField
from makegood.language.words_file import merged
from makegood.model.statement import POLICY, Statement
from makegood.model.workspace import Workspace
from makegood.storage import package_data

FEW = 5
"""The most sentences that are explained for the same words."""
LETTER_SENTENCES = package_data.PACKAGE / "model" / "letter_sentences.json"
"""The sentences that each letter has in the test cases, with an example of each; a test renews the file."""
LONGEST_EXAMPLE = 90
"""The most characters of an example."""
OWN_FILE = "templates/words/en.toml"


def pages(name: str, workspace: Workspace | None) -> Iterator[TextPage]:
    """Yield a page for the sentence with this id, else for each of the few that fit these words best."""
    sentences = _sentences(workspace)
    message = sentences.get(name)
    if message is not None:
        yield page(message, workspace)
    elif len(name.split()) >= SHORTEST:
        matches = matching(name, sentences.values())
        yield from (page(item, workspace) for item in matches[:FEW])
        if rest := matches[FEW:]:
            yield _listed(rest)


def _listed(messages: list[Message]) -> TextPage:
    text_page = TextPage(f"These words are in {len(messages)} more sentences:")
    text_page.columns(message.id for message in messages)
    return text_page


def _sentences(workspace: Workspace | None) -> Mapping[str, Message]:
    """Return every sentence as the workspace has it, those of policies last."""
    words = language.load("en-GB", language.folders(workspace)).words
    return {**words.messages, **merged(words, policies.texts(workspace)).messages}


def add_sentences(text_page: TextPage, letter: str, workspace: Workspace | None) -> None:
    """Add to the page of a letter its sentences as the workspace has them, each with an example."""
    examples: dict[str, str] = json.loads(LETTER_SENTENCES.read_text(encoding="utf-8")).get(letter, {})
    messages = _sentences(workspace)
    if not examples:
        return
    text_page.head(
        "Its sentences",
        "In the order of their use, as far as the program's own test cases have them; below each is an example. To "
        f"change one, edit its line in {OWN_FILE} beside your folder cases/; copy it there if it is missing.",
    )
    for id_, text in examples.items():
        if id_ in messages:
            text_page.lines("", *lines(messages[id_]), f"# {text}")


def example(words: Language, statement: Statement) -> str:
    """Return a sentence with its values, shortened if it is long."""
    text = " ".join(words.text(statement).split())
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1].rstrip()}…"


def page(message: Message, workspace: Workspace | None) -> TextPage:
    """Return the page of one sentence: its text, its fields, and how to change it."""
    built_in = merged(language.built_in("en"), policies.texts(workspace)).messages.get(message.id, message)
    text_page = TextPage(f"{message.id}: a sentence of the documents")
    text_page.head("Its text")
    text_page.lines(*lines(message))
    fields = sorted(built_in.fields())
    if fields:
        text_page.paragraph(f"A build fills the fields: {', '.join(f'{{{field}}}' for field in fields)}.")
    in_policy = f" in {built_in.place.file}" if message.id.startswith(POLICY) else ""
    if (workspace and message.place.file != built_in.place.file) or message != built_in:
        whose = f"The text{in_policy} is:" if in_policy else "The built-in text is:"
        text_page.paragraph(f"This text is from your workspace: {OWN_FILE}. {whose}")
        text_page.lines(*lines(built_in))
    else:
        text_page.paragraph(_how_to_change(message, in_policy, workspace))
    return text_page


def _how_to_change(message: Message, in_policy: str, workspace: Workspace | None) -> str:
    """Return where the line of a sentence is edited: in a clone of the repository, the file is there with all lines."""
    if not in_policy and workspace and package_data.folder("templates").resolve() == workspace.templates.resolve():
        return f"To change it, edit line {message.place.line} of {message.place.file}."
    place = f"It stands{in_policy}. " if in_policy else ""
    return f"{place}To change it, copy the line into {OWN_FILE} beside your folder cases/, and edit it there."


def lines(message: Message) -> list[str]:
    """Return the lines of a words file for a sentence, one for each plural form."""
    if not message.has_plural():
        return [f"{message.id} = {quoted(source(message.forms['other']))}"]
    return [f"{message.id}.{form} = {quoted(source(parts))}" for form, parts in message.forms.items()]


def quoted(text: str) -> str:
    """Return a TOML string: in single quotes if it contains double quotes, and neither of them otherwise."""
    if '"' in text and "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def source(parts: tuple[str | SentenceField, ...]) -> str:
    """Return the text of a sentence as it stands in a words file."""
    return "".join(
        f"{{{':'.join(filter(None, (part.name, ' '.join(part.styles))))}}}"
        if isinstance(part, SentenceField)
        else part.replace("{", "{{").replace("}", "}}")
        for part in parts
    )
