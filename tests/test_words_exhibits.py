"""What is printed with the pages of an exhibit, in the language of its packet; what is stored of it has no language."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pypdfium2
import pytest
from test_prepare import SHOWN, listed, pdf

from makegood import privacy
from makegood.language import Language, english
from makegood.language.words_file import WordsFile, read_words
from makegood.model.artifact import Prepared, PreparedPage
from makegood.model.case import Area, Mask
from makegood.model.file_kinds import MediaKind
from makegood.model.statement import Statement, Value, say
from makegood.pipeline.prepare import exhibit_cache, prepare
from makegood.domain.timeline import LANES
from makegood.pipeline.prepare.eml.message import FIELDS
from makegood.pipeline.prepare.sanitiser import Noun
from makegood.pipeline.prepare.note_data import note_data, note_from_data
from makegood.pipeline.prepare.request import PreparedFiles
from makegood.pipeline.prepare.typeset import highlight_hidden
from makegood.statements import exhibit_pages
from makegood.typesetting import fonts

text = english().text
MAIL = (
    b"From: Ana <ana@creators.example>\nSubject: Sale\nDate: Mon, 21 Sep 2026 10:15:00 +0000\n\nCall +44 20 7946 0958\n"
)
GERMAN = """
exhibit-text-field-from = "Von"
exhibit-text-sent = "{moment:moment} Uhr ({zone})"
exhibit-hidden-phone = "[Rufnummer verborgen, endet auf {ending}]"
exhibit-note-private = "Als privat verborgen: {kinds}."
private-count-phone.one = "{count} Rufnummer"
private-count-phone.other = "{count} Rufnummern"
"""


@pytest.fixture(scope="module", autouse=True)
def bundled_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    fonts.configure(tmp_path_factory.mktemp("fonts"))


def german(more: str = "") -> Language:
    """Return a language that has some sentences of its own, and the others in English."""
    own = read_words(GERMAN + more, "templates/words/de.toml")
    assert not own.problems
    base = english().words
    return Language("de", WordsFile({**base.messages, **own.messages}, {**base.formats, **own.formats}))


def written(prepared: Prepared) -> str:
    """Return the text of the pages of an exhibit."""
    with pypdfium2.PdfDocument(prepared.pages_pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def mail(folder: Path, language: Language | None = None) -> Prepared:
    """Return the exhibit that is made of a mail."""
    path = folder / "mail.eml"
    path.write_bytes(MAIL)
    stays = privacy.NOTHING.along(("ana@creators.example",))
    return prepare(listed(path, "eml"), SHOWN, folder / "cache", stays=stays, language=language)


def entries(folder: Path) -> int:
    """Return the number of exhibits in the cache."""
    return len(list((folder / "cache").glob("*/prepared.json")))


def test_a_page_is_typeset_in_the_language_of_its_packet(tmp_path: Path) -> None:
    """And stored for each language: its words are printed within the page."""
    in_english, in_german = mail(tmp_path), mail(tmp_path, german())
    assert "From Ana" in written(in_english)
    assert "Date 21 September 2026, 10:15 (UTC)" in written(in_english)
    assert "Call [phone number hidden, ends 0958]" in written(in_english)
    assert "Von Ana" in written(in_german)
    assert "Date 21 September 2026, 10:15 Uhr (UTC)" in written(in_german)
    assert "Call [Rufnummer verborgen, endet auf 0958]" in written(in_german)
    assert entries(tmp_path) == 2


def test_the_note_of_a_stored_exhibit_is_in_each_language(tmp_path: Path) -> None:
    """The entry has a statement: a changed wording of a note prepares nothing again."""
    made = mail(tmp_path, german())
    note = say("exhibit-note-private", kinds=(say("private-count-phone", count=1),))
    assert made.changes == (note,)
    assert text(note) == "Hidden as private: 1 phone number."
    assert german().text(note) == "Als privat verborgen: 1 Rufnummer."
    reworded = german('exhibit-note-recording = "Die Aufnahme liegt vor."\n')
    assert mail(tmp_path, reworded).pages_pdf == made.pages_pdf
    assert entries(tmp_path) == 1


@pytest.mark.parametrize(
    "other",
    [
        'exhibit-text-field-to = "An"\n',
        'exhibit-hidden = "[verborgen]"\n',
        'format-date = "d. MMMM y"\n',
        'exhibit-note-recording = "Die Aufnahme von {place} liegt vor."\n',
    ],
)
def test_what_a_page_says_is_part_of_the_key(tmp_path: Path, other: str) -> None:
    """So are the fields of notes, since a stored note has to have a value for each of them."""
    mail(tmp_path, german())
    mail(tmp_path, german(other))
    assert entries(tmp_path) == 2


def test_a_picture_is_stored_once_for_all_languages(tmp_path: Path) -> None:
    """Nothing is printed within it."""
    path = pdf(tmp_path / "a.pdf", lambda _: None, pages=3)
    asked = replace(SHOWN, pages="2-3")
    first = prepare(listed(path, "pdf"), asked, tmp_path / "cache")
    second = prepare(listed(path, "pdf"), asked, tmp_path / "cache", language=german())
    assert first.pages_pdf == second.pages_pdf
    assert tuple(map(text, second.changes)) == ("Showing pages 2 to 3 of 3.",)


NOTE = say("exhibit-note-stills", count=2, stills=(say("exhibit-note-still", timecode="00:12"), "b"), pages=(1, 2))


def test_a_note_is_stored_and_read_as_it_was() -> None:
    """By way of JSON."""
    assert note_from_data(json.loads(json.dumps(note_data(NOTE)))) == NOTE


@pytest.mark.parametrize("value", [Decimal(1), True, 1.5, None])
def test_a_note_with_another_value_is_not_stored(value: Value) -> None:
    """Reading it would give another value, or none."""
    with pytest.raises(TypeError):
        note_data(say("exhibit-note-rows", shown=value))


@pytest.mark.parametrize(
    "data", [{"id": 1, "values": {}}, {"values": {}}, {"id": "a", "values": {"b": 1.5}}, {"id": "a", "values": []}, "a"]
)
def test_a_damaged_note_makes_the_exhibit_again(tmp_path: Path, data: object) -> None:
    """As any other damage of an entry does."""
    made = mail(tmp_path)
    path = made.pages_pdf.parent / exhibit_cache.RECORD
    record = json.loads(path.read_bytes())
    assert exhibit_cache.read(tmp_path / "cache", path.parent.name)
    path.write_text(json.dumps({**record, "changes": [data]}))
    assert exhibit_cache.read(tmp_path / "cache", path.parent.name) is None
    assert mail(tmp_path).changes == made.changes


def test_notes_and_a_language_pass_between_processes() -> None:
    """Where a system cannot fork, both are pickled."""
    made = PreparedFiles((), "a", changes=(NOTE,))
    assert pickle.loads(pickle.dumps(made)).changes == (NOTE,)  # noqa: S301  # our own
    language = english()
    language.warm_up()
    assert pickle.loads(pickle.dumps(language)).text(NOTE) == text(NOTE)  # noqa: S301  # our own


def test_what_is_hidden_is_highlighted_in_the_text_alone() -> None:
    """In the words of the language, whatever letters they have."""
    marked = '<span class="hidden">[card number hidden, ends 4242]</span>'
    html = '<p alt="[hidden]">a [card number hidden, ends 4242] b [card number shown]</p>'
    assert highlight_hidden(html, english()) == html.replace("[card number hidden, ends 4242]", marked)
    own = german('exhibit-hidden-handle = "[Name <nicht> gezeigt]"\n')
    assert '<span class="hidden">[Name &lt;nicht&gt; gezeigt]</span>' in highlight_hidden(
        "<p>[Name &lt;nicht&gt; gezeigt]</p>", own
    )


def exhibit(pages: tuple[PreparedPage, ...], kind: MediaKind = "pdf") -> Prepared:
    return Prepared("0" * 64, kind, pages, Path("a"), Path("b"), None, ())


@pytest.mark.parametrize(
    ("pages", "labels"),
    [
        ((PreparedPage(9, 9),), ("page 1 of 1",)),
        ((PreparedPage(9, 9), PreparedPage(9, 9)), ("page 1 of 2", "page 2 of 2")),
        ((PreparedPage(9, 9, 1, 2), PreparedPage(9, 9, 2, 2)), ("part 1 of 2", "part 2 of 2")),
        (
            (PreparedPage(9, 9), PreparedPage(9, 9, 1, 2), PreparedPage(9, 9, 2, 2)),
            ("page 1 of 2", "page 2 of 2, part 1 of 2", "page 2 of 2, part 2 of 2"),
        ),
        ((PreparedPage(9, 9, timecode="00:12"),), ("page 1 of 1, at 00:12",)),
        (
            (PreparedPage(9, 9, 1, 2, "00:12"), PreparedPage(9, 9, 2, 2, "00:12")),
            ("part 1 of 2, at 00:12", "part 2 of 2, at 00:12"),
        ),
        (
            (PreparedPage(9, 9, timecode="00:12"), PreparedPage(9, 9, 1, 1, "00:47")),
            ("page 1 of 2, at 00:12", "page 2 of 2, at 00:47"),
        ),
        (
            (PreparedPage(9, 9), PreparedPage(9, 9, 1, 2, "00:47"), PreparedPage(9, 9, 2, 2, "00:47")),
            ("page 1 of 2", "page 2 of 2, part 1 of 2, at 00:47", "page 2 of 2, part 2 of 2, at 00:47"),
        ),
    ],
)
def test_a_page_has_its_number_its_part_and_its_place_in_the_recording(
    pages: tuple[PreparedPage, ...], labels: tuple[str, ...]
) -> None:
    """Whichever of them it has."""
    assert tuple(map(text, exhibit_pages.labels(exhibit(pages)))) == labels


@pytest.mark.parametrize(
    ("kind", "ending", "hidden", "described", "one", "more"),
    [
        (
            "card",
            "4242",
            "[card number hidden, ends 4242]",
            "card number, ends 4242",
            "1 card number",
            "2 card numbers",
        ),
        ("iban", "6819", "[IBAN hidden, ends 6819]", "IBAN, ends 6819", "1 IBAN", "2 IBANs"),
        (
            "phone",
            "0958",
            "[phone number hidden, ends 0958]",
            "phone number, ends 0958",
            "1 phone number",
            "2 phone numbers",
        ),
        ("mail", "", "[email address hidden]", "email address", "1 email address", "2 email addresses"),
        ("link", "", "[login link hidden]", "login link", "1 login link", "2 login links"),
        ("code", "", "[advertising code hidden]", "advertising code", "1 advertising code", "2 advertising codes"),
        ("handle", "", "[handle hidden]", "handle", "1 handle", "2 handles"),
    ],
)
def test_each_kind_of_private_data_has_its_words(  # noqa: PLR0913  # a row of the table
    kind: privacy.PrivateKind, ending: str, hidden: str, described: str, one: str, more: str
) -> None:
    """In place of a value, in a list of what was hidden, and counted."""
    assert text(privacy.placeholder(privacy.Match(kind, 0, 4), ending)) == hidden
    assert text(privacy.describe(kind, ending)) == described
    assert text(say(f"private-{kind}")) == described.partition(",")[0]
    assert [text(say(f"private-count-{kind}", count=count)) for count in (1, 2)] == [one, more]


def test_no_kind_of_private_data_was_left_out() -> None:
    rows = test_each_kind_of_private_data_has_its_words.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {row[0] for row in rows} == set(privacy.KINDS)


def test_each_word_of_a_list_has_its_statements() -> None:
    """Where an id ends with a word: a kind of file, a field of a mail, a lane of the timeline."""
    ids = [f"exhibit-note-{what}-{noun}" for what in ("unreadable", "cut") for noun in get_args(Noun)]
    ids += [f"exhibit-text-field-{name.lower()}" for name in FIELDS]
    ids += [f"timeline-lane-{lane}" for lane in LANES]
    ids += [f"timeline-{kind}" for kind in ("window", "missed", "wait")]
    assert [id_ for id_ in ids if id_ not in english().words.messages] == []
    assert text(say("exhibit-note-cut-chat")) == "Only the beginning of this chat is shown."
    assert "timeline-lane-post" not in english().words.messages


STILL = say("exhibit-note-still", timecode="00:12")
SHOWS = say("exhibit-note-still-shows", timecode="00:47", shows="the profile.")


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (say("exhibit-note-masked", reasons=("name, address", "account")), "Hidden: name, address; account."),
        (say("exhibit-note-marked"), "Marks added."),
        (say("exhibit-note-marked-with", notes=("the date",)), "Marks added: the date."),
        (say("exhibit-note-stills", count=1, stills=(STILL,)), "1 still out of a recording: at 00:12."),
        (
            say("exhibit-note-stills", count=2, stills=(STILL, SHOWS)),
            "2 stills out of a recording: at 00:12; at 00:47, the profile.",
        ),
        (
            say("exhibit-note-stills-of", count=1, stills=(SHOWS,), duration="01:12"),
            "1 still out of a recording of 01:12: at 00:47, the profile.",
        ),
        (
            say("exhibit-note-stills-of", count=2, stills=(STILL, STILL), duration="01:12"),
            "2 stills out of a recording of 01:12: at 00:12; at 00:12.",
        ),
        (
            say("exhibit-note-pictures", count=1, pages=(4,)),
            "Page 4 is shown as a picture, because it has active content or content that cannot be copied.",
        ),
        (
            say("exhibit-note-pictures", count=3, pages=(1, 4, 5)),
            "Pages 1, 4 and 5 are shown as pictures, because they have active content or content that cannot be copied.",
        ),
        (
            say("exhibit-note-in-parts", parts=3),
            "This exhibit is shown in 3 parts. Each part begins with the last lines of the part before.",
        ),
        (
            say("exhibit-note-page-in-parts", page=2, parts=3),
            "Page 2 is shown in 3 parts. Each part begins with the last lines of the part before.",
        ),
        (say("exhibit-note-rows", shown=41, total=10_001), "Showing 41 of 10,001 rows."),
        (say("exhibit-note-first-attachments", most=100), "Only the first 100 attachments are listed."),
        (say("exhibit-text-totals-shown", count=1, rows=(62,)), "row 62"),
        (say("exhibit-text-totals-shown", count=2, rows=(62, 1_063)), "rows 62 and 1,063"),
        (say("exhibit-text-messages-of-others", count=1), "1 message of others not shown"),
        (say("exhibit-text-messages-of-others", count=1_200), "1,200 messages of others not shown"),
    ],
)
def test_notes_are_whole_sentences(note: Statement, words: str) -> None:
    assert text(note) == words


def test_two_reasons_to_hide_are_one_note(tmp_path: Path) -> None:
    """Each reason once."""
    area = Area(x=Decimal(0), y=Decimal(0), width=Decimal(9), height=Decimal(9))
    masks = tuple(Mask(area=area, reason=reason) for reason in ("name", "account", "name"))
    made = prepare(
        listed(pdf(tmp_path / "a.pdf", lambda _: None), "pdf"), replace(SHOWN, masks=masks), tmp_path / "cache"
    )
    assert tuple(map(text, made.changes)) == ("Hidden: name; account.",)
