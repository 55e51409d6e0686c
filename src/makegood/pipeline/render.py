"""Step 5: render facts with templates as text; the only module that uses Jinja."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from makegood import language as languages
from makegood import privacy
from makegood.domain import desks, direct_messages, outcomes, repayment, timeline
from makegood.domain.reader_language import language_of
from makegood.language import folders
from makegood.model.artifact import Prepared, Text, characters
from makegood.model.errors import CaseError, Place, Problem
from makegood.model.facts import Bundle, Exhibit, Facts, Planned
from makegood.model.rules import problem
from makegood.model.statement import Statement, say
from makegood.statements import (
    asks,
    closing,
    dispute,
    ending,
    exhibit_pages,
    fields,
    final_notice,
    follow_ups,
    formal_notice,
    grounds,
    history,
    letters,
    make_goods,
    messages,
    packets,
    page,
    payments,
    proof,
    readers,
    receipt,
    requests,
    settlement,
    sources,
    terms,
    windows,
    work,
)
from makegood.statements import repayment as repayment_statements
from makegood.typesetting import exhibit_layout, filters, letter_blocks

if TYPE_CHECKING:
    from jinja2 import Environment

    from makegood.language import Language
    from makegood.language.values import Formats
    from makegood.model.workspace import Workspace

OPTIONAL = re.compile("\x1f([1-9])")
"""Begins a line, or the rest of a line, that may be left out of a short form: the highest number first, and of equal
numbers the last one first."""
IN_PART = re.compile("^(\x1f[1-9])?(.*)\x1d(.*)", re.MULTILINE)
"""A heading of optional lines, marked by U+001D, and after that the one to use if some of them were left out. Words of
the case are never taken for a heading, whatever they end with."""
UNITS = re.compile("(?<=\n)|(?=\x1f)")
"""The boundaries between optional parts."""


COMPILED = 2
"""Raised when the environment compiles templates in another way: the cache knows a template by its text alone."""
MAIL_FRAME = "email/_mail.html.j2"
"""The HTML layout of any letter in a mail."""
PAPER_FRAME = "letter/_letter.html.j2"
"""The HTML layout of any letter on paper."""
NOTICE = "letter/notice.txt.j2"
"""The text of a notice, the template of all escalations by post."""
ANY_DESK = "support/any"
ANY_READER = "packet/any.html.j2"
"""Templates for a desk or a reader without its own, so that a new channel is only a data file."""
FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "acceptance_command": outcomes.acceptance_command,
    "own_offer": outcomes.own_offer,
    "requested_parts": repayment.requested_parts,
    "describe_private": privacy.describe,
    "claims": exhibit_layout.claims,
    "column": exhibit_layout.column,
    "disputed_parts": repayment.disputed_parts,
    "fit": exhibit_layout.fit,
    "outcomes": outcomes.outcomes,
    "timeline": timeline.timeline,
    "repayment_parts": repayment.repayment_parts,
}
"""Functions that templates call, by their names in templates; `environment` adds `shortest_length`."""
STATEMENT_MODULES = (
    asks,
    closing,
    dispute,
    ending,
    exhibit_pages,
    fields,
    final_notice,
    follow_ups,
    formal_notice,
    grounds,
    history,
    letters,
    make_goods,
    messages,
    packets,
    page,
    payments,
    proof,
    readers,
    receipt,
    repayment_statements,
    requests,
    settlement,
    sources,
    terms,
    windows,
    work,
)
STATEMENTS: Mapping[str, Mapping[str, Callable[..., object]]] = {
    module.__name__.rpartition(".")[2]: {name: getattr(module, name) for name in module.__all__}
    for module in STATEMENT_MODULES
}
"""The functions that choose statements, by module, as templates call them: `ending.final(facts.ending)`."""
MEASURING: tuple[Callable[..., object], ...] = (
    exhibit_layout.is_tall,
    exhibit_layout.picture_height,
    exhibit_layout.sheets,
    exhibit_layout.slip_height,
)
"""Functions that templates call by their own names, without their last parameter, which returns the rows of a slip."""
PARTS = re.compile(r"""\{%-?\s*(?:import|from|include|extends)\s+(["'])(.+?)\1""")
"""A reference to another template; parsing the template for it would take as long as rendering."""


@dataclass(frozen=True)
class _Rendering:
    """The language of the document that is being rendered, and the statements that it has made so far."""

    language: Language
    facts: Facts | None = None
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A rendered template: its text, the files and the statements that it was made from, and its language."""

    text: str
    files: tuple[Path, ...]
    statements: tuple[Statement, ...]
    language: str


_RENDERING: ContextVar[_Rendering] = ContextVar("rendering")
"""Set while a template runs: Jinja gives its context to no macro of an imported template."""


def render(facts: Facts, prepared: Mapping[str, Prepared], workspace: Workspace | None) -> tuple[Text, ...]:
    """Return every planned document as text, the case page last since it shows the others.

    `prepared` maps evidence ids to their exhibits.
    """
    stage = _Stage(facts, prepared, workspace)
    planned = sorted(facts.plan, key=lambda item: item.kind == "page")
    for item in planned:
        for text in stage.document(item):
            stage.texts.append(text)  # at once, since a desk's fields list its texts
    return tuple(stage.texts)


def render_page(name: str, workspace: Workspace | None, **context: object) -> str:
    """Return a page that belongs to no single case: the docket, or the page of a failed build.

    If a words file of the workspace cannot be used, the page is in the program's own words: it has to say so.
    """
    parents = folders(workspace)
    try:
        english = languages.load("en-GB", parents)
    except CaseError:
        english = languages.english()
    return _render_template(environment(parents, html=True), name, context, english)[0]


class _Stage:
    """The environment of one case and its texts rendered so far."""

    def __init__(self, facts: Facts, prepared: Mapping[str, Prepared], workspace: Workspace | None) -> None:
        self.facts = facts
        self.prepared = prepared
        self.folders = folders(workspace)
        self.text = environment(self.folders, html=False)
        self.html = environment(self.folders, html=True)
        self.texts: list[Text] = []

    @cached_property
    def templates(self) -> list[str]:
        return self.text.list_templates()

    def document(self, item: Planned) -> Iterator[Text]:
        make: Callable[[Planned], Iterator[Text]] = {
            "email": self.mail,
            "message": self.message,
            "letter": self.letter,
            "support": self.support,
            "packet": self.packet,
            "report": self.report,
            "page": self.page,
        }[item.kind]
        return make(item)

    def mail(self, item: Planned) -> Iterator[Text]:
        letter = self.fill(f"{item.id}.txt.j2", item)
        subject, body = _split_subject(letter.text)
        parts = {"subject": subject, "blocks": letter_blocks.split_blocks(body)}
        frame = self.fill(MAIL_FRAME, item, **parts, is_preview=False)
        is_example = self.facts.case.case.example
        preview = self.fill(MAIL_FRAME, item, **parts, is_preview=True).text if is_example else frame.text
        yield _text_of(
            (letter, frame),
            path=f"{item.id}.eml",
            document=item.id,
            kind="email",
            audience=item.audience,
            body=letter_blocks.plain_text(body),
            subject=subject,
            html=frame.text,
            preview=preview,
        )

    def message(self, item: Planned) -> Iterator[Text]:
        """Yield a letter as a direct message in each length that holds its required text.

        Without a mail, the longest is always yielded, so that a text that is too long is an error.
        """
        for limit in direct_messages.LENGTHS:
            message = self.fill(f"{item.id}.txt.j2", item, limit=limit)
            is_needed = limit == direct_messages.LONG and not self.facts.case.is_mailed
            if is_needed or shortest_length(message.text) <= limit:
                yield _text_of(
                    (message,),
                    path=direct_messages.file_name(item.letter or "", limit),
                    document=item.id,
                    kind="message",
                    audience=item.audience,
                    body=fit_text(letter_blocks.plain_text(message.text), limit),  # as long as it is sent
                    limit=limit,
                )

    def letter(self, item: Planned) -> Iterator[Text]:
        """Yield a letter on paper, with the text of its mail or, if it goes by post only, its own text."""
        letter = self.fill(f"email/{item.letter}.txt.j2" if item.letter else NOTICE, item)
        subject, body = _split_subject(letter.text)
        blocks = letter_blocks.split_blocks(body)
        frame = self.fill(PAPER_FRAME, item, subject=subject, blocks=blocks, to=item.address)
        yield _text_of(
            (letter, frame),
            path=f"{item.id}.pdf",
            document=item.id,
            kind="letter",
            audience=item.audience,
            body=frame.text,
            subject=subject,
        )

    def support(self, item: Planned) -> Iterator[Text]:
        situation = f"follow-up-{item.follow_up.situation}.txt" if item.follow_up else ""
        for name, template in self.of_desk(item.id).items():
            if name.startswith("follow-up-") and name != situation:
                continue
            for path, limit in _lengths(name, item, self.facts.case.settings.limits.ticket_characters):
                request = self.fill(template, item, limit=limit)
                yield _text_of(
                    (request,),
                    path=f"{item.id}/{path}",
                    document=item.id,
                    kind="support",
                    audience=item.audience,
                    body=fit_text(request.text, limit),
                    limit=limit,
                )

    def of_desk(self, folder: str) -> Mapping[str, str]:
        """Return the template of each of a desk's texts: its own, else the one for any desk; fields last."""
        templates = {
            name.rpartition("/")[2].removesuffix(".j2"): name
            for parent in (ANY_DESK, folder)
            for name in self.templates
            if _is_document(name, parent)
        }
        return dict(sorted(templates.items(), key=lambda item: (item[0].startswith("fields"), item[0])))

    def packet(self, item: Planned) -> Iterator[Text]:
        own = f"{item.id}.html.j2"
        packet = self.fill(own if own in self.templates else ANY_READER, item)
        yield _text_of(
            (packet,),
            path=f"{item.id}.pdf",
            document=item.id,
            kind="packet",
            audience=item.audience,
            body=exhibit_layout.keep_together(packet.text),
        )

    def report(self, item: Planned) -> Iterator[Text]:
        report = self.fill(f"{item.id}.html.j2", item)
        yield _text_of((report,), path=f"{item.id}.pdf", document=item.id, kind="report", body=report.text)

    def page(self, item: Planned) -> Iterator[Text]:
        exhibits = {
            exhibit.evidence.id: exhibit.evidence
            for bundle in self.facts.bundles.values()
            for exhibit in bundle.exhibits
        }
        hides = [
            (evidence, self.prepared[name].hidden)
            for name, evidence in exhibits.items()
            if evidence.masks or evidence.unmask or self.prepared[name].hidden
        ]
        page = self.fill("index.html.j2", item, hides=hides)
        yield _text_of((page,), path="index.html", document=item.id, kind="page", body=page.text)
        if hides:
            report = self.fill("redaction-report.txt.j2", item, hides=hides)
            yield _text_of((report,), path="redaction-report.txt", document="redactions", kind="page", body=report.text)

    def fill(self, name: str, item: Planned, **more: object) -> _Rendered:
        """Return one rendered template, in the language of the document's reader."""
        bundle = self.facts.bundles.get(item.audience) if item.audience else None
        env = self.html if name.endswith(".html.j2") else self.text
        tag = language_of(self.facts.case, to_creator=item.letter is not None, audience=item.audience)
        language = languages.load(tag, self.folders)
        context = {**self.context(item, bundle), "language": language.tag, **more}
        text, statements = _render_template(env, name, context, language)
        return _Rendered(text, (*template_files(self.folders, name), *language.files), statements, tag)

    def context(self, item: Planned, bundle: Bundle | None) -> dict[str, object]:
        facts = self.facts.of(item.id)
        case = facts.case
        exhibits_by_id = {exhibit.evidence.id: exhibit for exhibit in bundle.exhibits} if bundle else {}
        return {
            "facts": facts,
            "case": case,
            "head": case.case,
            "brand": case.parties.brand,
            "creator": case.parties.creator,
            "document": item,
            "due": next((due for due in facts.ladder.due if due.letter == item.letter), None),
            "bundle": bundle,
            "exhibits": bundle.exhibits if bundle else (),
            "cited": lambda ids: _cited_exhibits(exhibits_by_id, ids),
            "prepared": self.prepared,
            "texts": tuple(self.texts),
            "attachments": attachments(bundle, self.prepared) if bundle and item.desk else (),
            "paper": filters.PAPERS[(bundle.profile.paper if bundle else None) or case.settings.paper or "A4"],
            "zone": filters.zone_name(case.case.timezone),
        }


def _text_of(rendered: tuple[_Rendered, ...], **fields: Any) -> Text:
    """Return the text of a document that was made from these rendered templates: a letter and its frame."""
    return Text(
        templates=tuple(dict.fromkeys(path for part in rendered for path in part.files)),
        statements=tuple(statement for part in rendered for statement in part.statements),
        language=rendered[0].language,
        **fields,
    )


@lru_cache(maxsize=4)
def environment(folders: tuple[Path, ...], *, html: bool) -> Environment:
    """Return the environment for plain text or for HTML: strict, sandboxed, with autoescape on for HTML.

    Autoescape depends on the document, not on each file's name: a macro that was compiled without escaping would count
    as safe in the HTML that calls it. Cases share the environment, since it has no values of a case and reloads changed
    templates.
    """
    from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    env = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        # Compiled templates are cached in the user's temporary folder, where Jinja ensures that only the user can
        # write, not in build/, which may come from a stranger. Without a cache an edit takes twice as long.
        bytecode_cache=FileSystemBytecodeCache(pattern=f"__makegood_{COMPILED}_{'html' if html else 'text'}_%s.cache"),
        undefined=StrictUndefined,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.is_safe_attribute = _by_type(env.is_safe_attribute)  # type: ignore[assignment]  # no class before it is needed
    env.filters.update({**filters.filters(), **LANGUAGE_FILTERS})
    env.globals.update({function.__name__: _with_rows(function) for function in MEASURING})
    env.globals.update({**FUNCTIONS, **STATEMENTS, "say": say, "shortest_length": shortest_length})
    env.finalize = _finalize
    return env


def _formats() -> Formats:
    """Return the formats of the language of the document that is being rendered."""
    return _RENDERING.get().language.formats


def _with_rows(function: Callable[..., object]) -> Callable[..., object]:
    """Return the function with `_rows_of_slip` as its last parameter."""
    return lambda *values: function(*values, _rows_of_slip)


def _rows_of_slip(exhibit: Exhibit, prepared: Prepared) -> tuple[str, ...]:
    """Return the text of each row of a slip, in the language of the document."""
    rendering = _RENDERING.get()
    rows = exhibit_pages.rows(exhibit, prepared, rendering.facts) if rendering.facts else ()
    return tuple(" ".join(map(rendering.language.value, row)) for row in rows)


def _finalize(value: Any) -> Any:
    """Return what a template prints for a value: for a statement, or several, their sentences; for none, nothing."""
    is_list = isinstance(value, tuple) and all(isinstance(part, Statement) for part in value)
    return _text(value) if is_list or isinstance(value, Statement) else value


def _text(value: Any) -> str:
    """Return the text of a statement, or of several, in the language of the document; any other value as it is."""
    rendering = _RENDERING.get()
    statements = (value,) if isinstance(value, Statement) else value if isinstance(value, tuple) else None
    if statements is None:
        return value  # type: ignore[no-any-return]  # a text already
    rendering.statements.extend(statements)
    texts = [rendering.language.text(statement) for statement in statements]
    html = next((type(text) for text in texts if hasattr(text, "__html__")), str)
    return texts[0] if len(texts) == 1 else html(" ").join(texts)


LANGUAGE_FILTERS: Mapping[str, Callable[..., str]] = {
    "amount": lambda money: _formats().amount(money),
    "country": lambda code: _formats().territory(code),
    "date": lambda moment: _formats().day(moment),
    "moment": lambda moment: _formats().day(moment, "moment"),
    "money": lambda money: _formats().money(money),
    "month": lambda moment: _formats().day(moment, "month"),
    "short": lambda moment: _formats().day(moment, "short"),
    "text": _text,
    "tongue": lambda tag: _formats().language(tag),
    "weekday": lambda moment: _formats().day(moment, "weekday"),
    "weekday_alone": lambda moment: _formats().day(moment, "weekday-name"),
}
"""Filters that depend on the language of the document."""


def _by_type(is_safe: Callable[[Any, str, Any], bool]) -> Callable[[Any, str, Any], bool]:
    """Return a check that decides once for each type and attribute, which saves a third of the time of a template."""
    decisions: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(obj: Any, attribute: str, value: Any) -> bool:
        # Jinja's own check looks at the type of the object, and at nothing else of it.
        key = type(obj), attribute
        if key not in decisions:
            decisions[key] = is_safe(obj, attribute, value)
        return decisions[key]

    return is_safe_attribute


def _render_template(
    env: Environment, name: str, context: Mapping[str, Any], language: Language
) -> tuple[str, tuple[Statement, ...]]:
    """Return the rendered template and its statements.

    Raises CaseError with file and line for a mistake, which a user may have made.
    """
    from jinja2 import TemplateError

    rendering = _Rendering(language, context.get("facts"))
    token = _RENDERING.set(rendering)
    try:
        return env.get_template(name).render(context), tuple(rendering.statements)
    except TemplateError as error:
        raise CaseError((_template_problem(name, error),)) from error
    finally:
        _RENDERING.reset(token)


def _template_problem(name: str, error: Exception) -> Problem:
    line = getattr(error, "lineno", None) or _line_of(error)
    place = Place(f"templates/{getattr(error, 'name', None) or name}", line, 1 if line else 0, line, 2 if line else 0)
    return problem("R1", place, detail=str(error))


def _line_of(error: BaseException) -> int:
    """Return the template line of an error, from the frames to which Jinja gives the template's file name."""
    line, frame = 0, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename.endswith(".j2"):
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def template_files(folders: tuple[Path, ...], name: str) -> tuple[Path, ...]:
    """Return the files of a template: its own and those that it includes, imports or extends by name."""
    paths: dict[Path, None] = {}
    names = [name]
    while names:
        template = names.pop()
        path = next((folder / template for folder in folders if (folder / template).is_file()), None)
        if path is not None and path not in paths:
            paths[path] = None
            names += [match[2] for match in PARTS.finditer(path.read_text(encoding="utf-8"))]
    return tuple(paths)


def fit_text(text: str, limit: int | None) -> str:
    """Return the text without as many optional parts, least important first, as `limit` characters require.

    An optional heading goes with the last line below it, and changes if some of them were left out.
    """
    units = UNITS.split(text.strip("\n") + "\n")
    while True:
        units = [unit for index, unit in enumerate(units) if not _is_empty_heading(units, index)]
        without_marks = IN_PART.sub(r"\2", OPTIONAL.sub("", "".join(units)))
        plain = re.sub(r"\n{3,}", "\n\n", without_marks).strip("\n")
        ranked = [(int(match[1]), index) for index, unit in enumerate(units) if (match := OPTIONAL.match(unit))]
        if not limit or characters(plain) <= limit or not ranked:
            return plain + "\n"
        _, index = max(ranked)
        heading = _heading_above(units, index)
        if heading is not None:
            units[heading] = IN_PART.sub("\\1\\3\x1d\\3", units[heading])
        begins_line = index == 0 or units[index - 1].endswith("\n")
        units[index : index + 1] = ["\n"] if units[index].endswith("\n") and not begins_line else []


def _heading_above(units: list[str], index: int) -> int | None:
    """Return the index of the heading of a line of a list; None for other text."""
    while index > 0 and OPTIONAL.sub("", units[index]).startswith("- "):
        index -= 1
        if IN_PART.match(units[index]):
            return index
    return None


def _is_empty_heading(units: list[str], index: int) -> bool:
    """Return whether a heading has nothing below it."""
    return IN_PART.match(units[index]) is not None and all(unit.strip() == "" for unit in units[index + 1 : index + 2])


def shortest_length(text: str) -> int:
    """Return the number of characters of a text without its optional parts, as a form counts them."""
    return characters(fit_text(letter_blocks.plain_text(text), 1))


def _split_subject(text: str) -> tuple[str, str]:
    """Return a letter's subject and body."""
    first, _, body = text.partition("\n")
    return first.removeprefix("Subject:").strip(), re.sub(r"\n{3,}", "\n\n", body.strip("\n")) + "\n"


def attachments(bundle: Bundle, prepared: Mapping[str, Prepared]) -> tuple[tuple[str, Exhibit], ...]:
    """Return the names and exhibits of the files for a desk's form, in the order of upload."""
    return tuple(
        (filters.upload_name(number, exhibit.evidence.id, prepared[exhibit.evidence.id].copy.suffix), exhibit)
        for number, exhibit in enumerate(bundle.exhibits, 1)
    )


def _cited_exhibits(exhibits_by_id: Mapping[str, Exhibit], ids: tuple[str, ...]) -> tuple[Exhibit, ...]:
    """Return the exhibits of these ids that this reader has, sorted by letter."""
    exhibits = {exhibits_by_id[id_].letter: exhibits_by_id[id_] for id_ in ids if id_ in exhibits_by_id}
    return tuple(exhibits[letter] for letter in sorted(exhibits, key=lambda letter: (len(letter), letter)))


def _is_document(name: str, folder: str) -> bool:
    parent, _, last = name.rpartition("/")
    return parent == folder and not last.startswith("_")


def _lengths(name: str, item: Planned, own: int | None) -> Iterator[tuple[str, int | None]]:
    """Yield the file names of one template with their lengths: `request.txt` has one file per length of its desk.

    `own` is the user's limit for the form; it replaces the desk's lengths.
    """
    if name.startswith("follow-up-"):
        yield name, min(desks.LONGEST, own or desks.LONGEST)
        return
    if name != "request.txt" or item.desk is None:
        yield name, None
        return
    for limit in (own,) if own else item.desk.lengths:
        yield f"request-{limit}.txt", limit
