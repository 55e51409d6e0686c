"""The words files: how sentences are read, rendered and changed by a workspace, and what is said of a mistake."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from jinja2 import nodes
from markupsafe import Markup

from makegood import language
from makegood.language.message import SentenceField, Message, MessageError, parse
from makegood.language.pseudo import accented
from makegood.language.regional import regional
from makegood.language.values import Formats
from makegood.language.words_file import WordsFile, read_words
from makegood.model.errors import CaseError
from makegood.model.money import Money
from makegood.model.statement import Statement, Value, say
from makegood.pipeline.render import environment
from makegood.storage import package_data

PROGRAM = package_data.folder("templates")
SOURCES = package_data.PACKAGE
FORMATS = dict(language.english().words.formats)


def language_of(text: str, tag: str = "en-GB") -> language.Language:
    """Return a language of these sentences and the formats of English."""
    words = read_words(text, "words/en.toml")
    assert words.problems == ()
    return language.Language(tag, WordsFile(words.messages, {**FORMATS, **words.formats}), ())


def rendered(entry: str, **values: Value) -> str:
    return language_of(f'it = "{entry}"').text(say("it", **values))


@pytest.mark.parametrize(
    ("text", "values", "sentence"),
    [
        ("Nothing.", {}, "Nothing."),
        ("By {day}.", {"day": date(2026, 9, 28)}, "By 28 September 2026."),
        ("By {day:weekday}.", {"day": date(2026, 9, 28)}, "By Monday, 28 September 2026."),
        ("On a {day:weekday-name}.", {"day": date(2026, 9, 28)}, "On a Monday."),
        ("{day:short}", {"day": date(2026, 9, 28)}, "28 Sept 2026"),
        ("{day:month}", {"day": date(2026, 9, 28)}, "Sept 2026"),
        ("{at:moment}", {"at": datetime(2026, 9, 28, 9, 5)}, "28 September 2026, 09:05"),  # noqa: DTZ001  # in its zone
        ("{at}", {"at": datetime(2026, 9, 28, 9, 5)}, "28 September 2026"),  # noqa: DTZ001  # in its zone
        ("{at:moment}", {"at": date(2026, 9, 28)}, "28 September 2026"),
        ("{sum}", {"sum": Money(Decimal("1200.00"), "GBP")}, "GBP 1,200.00"),
        ("{sum:amount}", {"sum": Money(Decimal("1200.00"), "GBP")}, "1,200.00"),
        ("{sum}", {"sum": Money(Decimal(120000), "JPY")}, "JPY 120,000"),
        ("{n} views", {"n": 12345}, "12,345 views"),
        ("{n:plain}", {"n": 2026}, "2026"),
        ("{n:words} videos", {"n": 3}, "three videos"),
        ("{n:words start} videos", {"n": 3}, "Three videos"),
        ("{n:words}", {"n": 13}, "13"),
        ("{share} percent", {"share": Decimal("12.5")}, "12.5 percent"),
        ("{names}", {"names": ()}, ""),
        ("{names}", {"names": ("A",)}, "A"),
        ("{names}", {"names": ("A", "B")}, "A and B"),
        ("{names}", {"names": ("A", "B", "C")}, "A, B and C"),
        ("{names:or}", {"names": ("A", "B", "C")}, "A, B or C"),
        ("{names:commas}", {"names": ("A", "B", "C")}, "A, B, C"),
        (
            "{terms:plus amount}",
            {"terms": (Money(Decimal("1200.00"), "GBP"), Money(Decimal(5), "GBP"))},
            "1,200.00 + 5",
        ),
        ("{terms:minus}", {"terms": (Decimal("2.5"), 1)}, "2.5 − 1"),
        ("{sum}", {"sum": Money(Decimal("-1200.00"), "GBP")}, "GBP −1,200.00"),
        ("{days:or}", {"days": (date(2026, 9, 1), date(2026, 9, 2))}, "1 September 2026 or 2 September 2026"),
        ("{titles:inside}", {"titles": ("The video", "Ana's story")}, "the video and Ana's story"),
        ("{titles:inside start}", {"titles": ("The video", "The story")}, "The video and the story"),
        ("{text:bare}.", {"text": "It broke."}, "It broke."),
        ("{text:inside bare}.", {"text": "It broke."}, "it broke."),
        ("{{braces}}", {}, "{braces}"),
    ],
)
def test_a_value_is_written_as_its_field_says(text: str, values: dict[str, Value], sentence: str) -> None:
    assert rendered(text, **values) == sentence


def test_a_plural_is_decided_by_the_count() -> None:
    words = language_of('came.one = "{count} video came."\ncame.other = "{count} videos came."')
    sentences = [words.text(say("came", count=count)) for count in (0, 1, 2, 1000)]
    assert sentences == ["0 videos came.", "1 video came.", "2 videos came.", "1,000 videos came."]
    with pytest.raises(KeyError):
        words.text(say("came"))
    with pytest.raises(TypeError):
        words.text(say("came", count="2"))


def test_a_language_has_its_own_plural_forms() -> None:
    """Polish has one, few and many: a form that the file lacks is `other`."""
    polish = language_of('came.one = "{count} film"\ncame.few = "{count} filmy"\ncame.other = "{count} filmów"', "pl")
    assert [polish.text(say("came", count=count)) for count in (1, 2, 5)] == ["1 film", "2 filmy", "5 filmów"]


def test_numbers_have_the_separators_of_the_language() -> None:
    german = Formats("de", {**FORMATS, "format-money": "{amount} {currency}"})
    assert german.money(Money(Decimal("1200.50"), "EUR")) == "1.200,50 EUR"


def test_a_statement_has_no_text_of_its_own() -> None:
    with pytest.raises(TypeError, match="due"):
        f"{say('due')}"
    assert say("due", day=date(2026, 9, 28)) == Statement("due", {"day": date(2026, 9, 28)})
    assert say("due", day=date(2026, 9, 28)) != say("due", day=date(2026, 9, 29))
    assert len({say("due", names=("A",)), say("due", names=("A",)), say("due")}) == 2
    inner = say("inner", sum=Money(Decimal(1), "GBP"))
    assert list(say("outer", parts=(inner, "x")).all_values()) == [inner, Money(Decimal(1), "GBP"), "x"]
    assert [part.id for part in say("outer", parts=(inner, "x")).within()] == ["outer", "inner"]


def test_html_in_a_value_stays_and_the_rest_is_escaped() -> None:
    words = language_of('see = "See {link} & {name}."')
    text = words.text(say("see", link=Markup('<a href="#a">A</a>'), name="<b>"))
    assert text == 'See <a href="#a">A</a> &amp; &lt;b&gt;.'
    assert hasattr(text, "__html__")
    assert not hasattr(words.text(say("see", link="<a>", name="<b>")), "__html__")


@pytest.mark.parametrize(
    ("text", "value", "style"),
    [
        ("Pay {it:weekday}.", Money(Decimal(1), "GBP"), "weekday"),
        ("Pay {it:words}.", Money(Decimal(1), "GBP"), "words"),
        ("By {it:amount}.", date(2026, 9, 28), "amount"),
        ("By {it:plain}.", date(2026, 9, 28), "plain"),
        ("{it:short} videos.", 3, "short"),
        ("On {it:or amount}.", (date(2026, 9, 28), date(2026, 9, 29)), "amount"),
    ],
)
def test_a_style_that_a_value_cannot_have_is_reported_with_its_line(text: str, value: Value, style: str) -> None:
    with pytest.raises(CaseError) as error:
        language_of(f'\nit = "{text}"').text(say("it", it=value))
    (problem,) = error.value.problems
    assert (problem.rule, problem.place.line) == ("R7", 2)
    assert f'"{style}"' in problem.message


@pytest.mark.parametrize("text", ["{", "}", "{day", "{}", "{0}", "{day!r}", "{day.year}", "{day[0]}", "{day:year}"])
def test_a_field_that_cannot_be_read_is_an_error(text: str) -> None:
    with pytest.raises(MessageError):
        parse(text)


def test_a_message_has_its_fields() -> None:
    assert parse("By {day:weekday}, {sum}.") == (
        "By ",
        SentenceField("day", ("weekday",)),
        ", ",
        SentenceField("sum"),
        ".",
    )


PROBLEMS = [
    ('reqest = "x"', 1, 'There is no sentence "reqest".', "Did you mean request?"),
    ('\n\nqqqqq = "x"', 3, 'There is no sentence "qqqqq".', "Remove the line"),
    ('request = "Pay {smu}."', 1, "no field {smu}", "Did you mean {sum}?"),
    ('request = "Pay {qqqqqqq}."', 1, "no field {qqqqqqq}", "It has: {day}, {sum}."),
    ('request = "Pay {sum."', 1, "A brace is not closed", "{name}"),
    ('request = "Pay {sum:weekdya}."', 1, 'There is no style "weekdya"', "weekday"),
    ("request = 3", 1, "The value must be a text in quotation marks.", 'request = "A sentence."'),
    ('count.one = "x"', 1, 'The plural form "other" is missing.', "count.other"),
    ('count.one = "x"\ncount.others = "y"', 1, '"others" is not a plural form.', "zero, one"),
    ('request = "a"\n\nrequest = "b"', 3, 'The sentence "request" is in the file twice: first in line 1.', "line 1"),
    ('count.one = "a"\ncount.other = "b"\ncount.one = "c"', 3, '"count.one" is in the file twice', "Edit line 1,"),
    ('request = "a"\nrequest.other = "b"', 2, "is in the file twice: first in line 1.", "Edit line 1,"),
    ('request.one = "a"\nrequest.other = "b"', 1, "has no number", 'Write one line instead: request = "A sentence."'),
    ('request.one = "a"', 1, "has no number", 'Write one line instead: request = "A sentence."'),
    ('request = ""', 1, "The text is empty.", "remove the line"),
    ('request = " "', 1, "The text is empty.", "remove the line"),
    ('count.one = ""\ncount.other = "x"', 1, "The text is empty.", "remove the line"),
    ('request = "Pay {{sum}}."', 1, "would print {sum} with its braces", "Write the field once: {sum}."),
    ('request = "Pay {{sum:amount}}."', 1, "would print {sum} with its braces", "Write the field once: {sum}."),
    ("request = \u201cPay.\u201d", 1, "needs quotation marks", "Type straight quotation marks"),
    ('request = "Pay.\u201d', 1, "no quotation mark at its end", "Type straight quotation marks"),
    ('request = "a\n', 1, "no quotation mark at its end", "Correct the line"),
    ("request", 1, "A text has quotation marks around it", "Correct the line"),
    ('[count]\none = "x"', 1, 'The plural form "other" is missing.', "count.other"),
    ('format-dat = "d MMMM y"', 1, 'There is no sentence "format-dat".', "Did you mean format-date?"),
]
FORMAT_MISTAKES = [
    ('format-date = "hello"', "is not valid"),
    ('format-date = ""', "is not valid"),
    ('format-date = "dd/MM/yyyy"', "is not valid"),
    ('format-short = "DD.MM.YYYY"', "is not valid"),
    ('format-weekday = "d MMMM y"', "is not valid"),
    ('format-money = "£{amount}"', "needs {amount} and {currency}"),
    ('format-money = "{amount} {currency} {x}"', "needs {amount} and {currency}"),
    ('format-list-and = "{first} and {last"', "needs {first} and {last}"),
]
OWN = read_words(
    'request = "Pay {sum} by {day}."\ncount.one = "{count} video"\ncount.other = "{count} videos"\nformat-date = "d MMMM y"\n'
    'paid = "In {count:words} payments."\nbraces = "Type {{sum}} for {sum}."',
    "own",
)


@pytest.mark.parametrize(("text", "line", "message", "fix"), PROBLEMS)
def test_a_mistake_has_its_line_and_its_fix(text: str, line: int, message: str, fix: str) -> None:
    (problem,) = read_words(text, "templates/words/en.toml", OWN).problems
    assert (problem.rule, problem.place.file, problem.place.line) == ("R7", "templates/words/en.toml", line)
    assert message in problem.message
    assert fix in problem.fix


@pytest.mark.parametrize(
    "text",
    [
        'count = "{count} videos"',
        'count.other = "{count} videos"',
        'request.other = "Pay {sum}."',
        'paid.one = "Once."\npaid.other = "In {count} payments."',
        'request = "Pay {{all}} of {sum}."',
        'braces = "Type {{sum}} for {sum}."',
        'request = "\u201cPay\u201d {sum}."',
    ],
)
def test_what_is_right_is_no_mistake(text: str) -> None:
    """One form for all numbers, plural forms for any number, braces that are in the program's own sentence."""
    assert read_words(text, "templates/words/en.toml", OWN).problems == ()


@pytest.mark.parametrize("write", [b"\xef\xbb\xbf%b", b"%b"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_an_editor_of_windows_can_write_the_file(tmp_path: Path, write: bytes, end: bytes) -> None:
    """With a BOM and with CRLF, the sentences are the same, and so are their lines."""
    (tmp_path / "words").mkdir()
    lines = (b"# mine", b'ending-rest-stays = "The rest stays."')
    (tmp_path / "words" / "en.toml").write_bytes(write % end.join(lines))
    message = language.load("en-GB", (tmp_path, PROGRAM)).words.messages["ending-rest-stays"]
    assert (message.forms, message.place.line) == ({"other": ("The rest stays.",)}, 2)


def test_another_encoding_is_reported(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.toml").write_bytes('ending-rest-stays = "Señor"'.encode("cp1252"))
    with pytest.raises(CaseError) as error:
        language.load("en-GB", (tmp_path, PROGRAM))
    assert [problem.rule for problem in error.value.problems] == ["J6"]


@pytest.mark.parametrize(("text", "message"), FORMAT_MISTAKES)
def test_a_format_that_cannot_be_used_is_reported(text: str, message: str) -> None:
    built_in = WordsFile({}, FORMATS)
    (problem,) = read_words(text, "en.toml", built_in).problems
    assert (problem.rule, problem.place.line) == ("R7", 1)
    assert message in problem.message


@pytest.mark.parametrize(
    "text",
    [
        'format-date = "d. MMMM y"',
        "format-date = \"d 'de' MMMM y\"",
        'format-weekday = "EEE, MMM d, y"',
        'format-money = "{amount} {currency}"',
        'format-list-or = "{first}, or {last}"',
        'format-after-day = ","',
    ],
)
def test_another_format_of_the_same_parts_is_fine(text: str) -> None:
    assert read_words(text, "en.toml", WordsFile({}, FORMATS)).problems == ()


def test_all_mistakes_are_reported_at_once_and_what_is_right_is_none() -> None:
    words = read_words('a = "x"\nb = "y"\nrequest = "{c}"\ncount.other = "{count}"', "en.toml", OWN)
    assert [problem.place.line for problem in words.problems] == [1, 2, 3]
    fine = 'request = "By {day:weekday} at the latest: {sum}."\ncount.one = "one of {count}"\ncount.other = "many"'
    assert read_words(fine, "en.toml", OWN).problems == ()


def test_a_workspace_changes_one_sentence(tmp_path: Path) -> None:
    """Its own words lie over both English forms; everything else stays."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.toml").write_text('ending-rest-stays = "The rest stays as it is."\n')
    for tag in ("en-GB", "en-US"):
        own, ours = language.load(tag, (tmp_path, PROGRAM)), language.load(tag, (PROGRAM,))
        assert own.text(say("ending-rest-stays")) == "The rest stays as it is."
        assert {id_ for id_ in ours.words.messages if own.words.messages[id_] != ours.words.messages[id_]} == {
            "ending-rest-stays"
        }
    (tmp_path / "words" / "en.toml").write_text('ending-rest-stays = "{"\n')
    with pytest.raises(CaseError):
        language.load("en-GB", (tmp_path, PROGRAM))


@pytest.mark.parametrize(
    ("country", "tag"),
    [("GB", "en-GB"), ("US", "en-US"), ("PR", "en-US"), ("CA", "en-GB"), ("DE", "en-GB"), (None, "en-GB")],
)
def test_english_follows_the_country(country: str | None, tag: str) -> None:
    assert regional("en", country) == tag
    assert regional("en-US", "GB") == "en-US"
    assert regional("de", "US") == "de"


OF_DATES = {"exhibit-proves-written-within-month"}
"""Sentences about two days of one month, of which only British English writes the month once."""
SPELLINGS = {
    "canceled": "cancelled",
    "canceling": "cancelling",
    "gray": "grey",
    "installment": "instalment",
    "installments": "instalments",
    "judgment": "judgement",
}
"""The words of the file that American English spells in another way."""


def test_american_english_differs_in_dates_and_spelling_alone() -> None:
    british, american = (language.load(tag, (PROGRAM,)) for tag in ("en-GB", "en-US"))
    assert american.formats.day(date(2026, 9, 28)) == "September 28, 2026"
    assert american.formats.day(date(2026, 9, 28), "weekday") == "Monday, September 28, 2026"
    assert american.formats.day(date(2026, 9, 28), "short") == "Sep 28, 2026"
    differing = {id_ for id_, message in american.words.messages.items() if message != british.words.messages[id_]}
    for id_ in differing - OF_DATES:
        assert respelled(american.words.messages[id_]) == british.words.messages[id_].forms
    assert american.words.messages.keys() == british.words.messages.keys()
    dates = {"format-date", "format-weekday", "format-short", "format-after-day"}
    assert {name for name, text in american.words.formats.items() if text != british.words.formats[name]} == dates


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("On {day} we agreed.", "On September 28, 2026, we agreed."),
        ("On {day:weekday} we agreed.", "On Monday, September 28, 2026, we agreed."),
        ("By {day}.", "By September 28, 2026."),
        ("By {day}, we agreed.", "By September 28, 2026, we agreed."),
        ("Due {day} ({day:short})", "Due September 28, 2026 (Sep 28, 2026)"),
        ("In {day:month} we agreed.", "In Sep 2026 we agreed."),
    ],
)
def test_a_day_within_an_american_sentence_is_followed_by_a_comma(entry: str, sentence: str) -> None:
    american = language.load("en-US", (PROGRAM,)).words.formats
    words = read_words(f'it = "{entry}"', "en.toml")
    text = language.Language("en-US", WordsFile(words.messages, american), ()).text(say("it", day=date(2026, 9, 28)))
    assert text == sentence


def test_every_word_that_america_spells_in_another_way_has_its_form() -> None:
    """A British word of the list in a sentence has an American sentence; the control finds one that has none."""
    british, american = (language.load(tag, (PROGRAM,)) for tag in ("en-GB", "en-US"))
    pattern = re.compile(r"\b(?:" + "|".join(SPELLINGS.values()) + r")\b")

    def spelt(words: language.Language) -> set[str]:
        return {
            id_
            for id_, message in words.words.messages.items()
            for parts in message.forms.values()
            if any(isinstance(part, str) and pattern.search(part) for part in parts)
        }

    assert len(spelt(british)) > 10
    assert spelt(american) == set()


def respelled(message: Message) -> dict[str, tuple[str | SentenceField, ...]]:
    """Return an American message with British spelling."""
    pattern = re.compile(r"\b(?:" + "|".join(SPELLINGS) + r")\b")
    return {
        form: tuple(
            pattern.sub(lambda match: SPELLINGS[match[0]], part) if isinstance(part, str) else part for part in parts
        )
        for form, parts in message.forms.items()
    }


def test_days_are_found_as_a_language_writes_them() -> None:
    american = language.load("en-US", (PROGRAM,)).formats
    assert american.days_in("On September 28, 2026 and Sep 29, 2026, not on 30 September 2026.") == {
        date(2026, 9, 28),
        date(2026, 9, 29),
    }
    assert language.english().formats.days_in("28 September 2026; 31 September 2026; 128 September 2026") == {
        date(2026, 9, 28)
    }


def test_the_pseudo_language_is_longer_and_has_accents() -> None:
    pseudo = language.load("en-XA", (PROGRAM,))
    text = pseudo.text(say("ending-rest-stays"))
    plain = language.english().text(say("ending-rest-stays"))
    assert text.startswith("«") and text.endswith("»")
    assert accented(plain) in text
    assert len(text) >= len(plain) * 1.3
    assert not re.search("[A-Za-z]", text)


# --- Every sentence is used, and every one that is used exists ---


def said_in_python() -> Iterator[tuple[str, str]]:
    """Yield the pattern of each id in `say(...)`, and its module."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                for id_ in _alternatives(node.args[0]):
                    yield id_, path.name


def _alternatives(node: ast.expr) -> Iterator[str]:
    """Yield the patterns of what an expression can be: one or the other text, or a text with parts of any length."""
    if isinstance(node, ast.Constant):
        yield re.escape(str(node.value))
    elif isinstance(node, ast.IfExp):
        yield from _alternatives(node.body)
        yield from _alternatives(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in node.values)
    elif isinstance(node, ast.Subscript | ast.Name | ast.Attribute | ast.Call):
        return  # from a table or an argument, whose texts are found as constants
    else:
        raise TypeError(ast.dump(node))


def assembled_in_python() -> set[str]:
    """Return the pattern of each f-string that begins like an id, wherever it is: `f"next-{how}"`."""
    return {
        pattern
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for pattern in _alternatives(node)
        if re.match(r"(?:[a-z0-9]+\\-)+\.\*", pattern)
    }


def constants() -> set[str]:
    """Return every text of the source: an id may be in a table."""
    return {
        node.value
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def said_in_templates() -> set[str]:
    """Return the patterns of the ids in the templates' `say(...)`."""
    env = environment((PROGRAM,), html=False)
    return {
        pattern
        for path in PROGRAM.rglob("*.j2")
        for call in env.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "say"
        for pattern in _in_template(call.args[0])
    }


def _in_template(node: nodes.Expr) -> Iterator[str]:
    """Yield the patterns of what an expression of a template can be."""
    if isinstance(node, nodes.Const):
        yield re.escape(str(node.value))
    elif isinstance(node, nodes.CondExpr) and node.expr2:
        yield from _in_template(node.expr1)
        yield from _in_template(node.expr2)
    elif isinstance(node, nodes.Concat):
        yield "".join(re.escape(str(part.value)) if isinstance(part, nodes.Const) else ".*" for part in node.nodes)
    elif not isinstance(node, nodes.Name):
        raise TypeError(str(node))


def unused(ids: set[str], patterns: set[str], texts: set[str]) -> set[str]:
    return {id_ for id_ in ids - texts if not any(re.fullmatch(pattern, id_) for pattern in patterns)}


def absent(ids: set[str], patterns: set[str]) -> set[str]:
    return {pattern for pattern in patterns if not any(re.fullmatch(pattern, id_) for id_ in ids)}


def test_every_sentence_is_used_and_every_one_that_is_used_exists() -> None:
    ids = set(language.english().words.messages)
    patterns = {pattern for pattern, _ in said_in_python()} | said_in_templates()
    assert len(patterns) > 20
    assert unused(ids, patterns | assembled_in_python(), constants()) == set()
    assert absent(ids, patterns) == set()


def test_the_check_of_ids_can_fail() -> None:
    assert unused({"a", "b-one", "c"}, {"b-.*"}, {"c"}) == {"a"}
    assert absent({"a", "b-one"}, {"a", "b-.*", "c", "d-.*"}) == {"c", "d-.*"}
