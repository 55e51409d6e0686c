"""Kinds of evidence beside PDF, PNG, JPEG and mails: pictures of other kinds, chats, texts, tables, pages, recordings."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from test_prepare import differs, drawn, notes, opened, pdf, rule_of, scene

from makegood.typesetting import fonts
from makegood import privacy
from makegood.model.errors import CaseError
from makegood.pipeline.load import kinds
from makegood.model.artifact import Prepared
from makegood.model.case import Area, Evidence, Mark, Mask, Still, Unmask
from makegood.model.source import EvidenceFile
from makegood.pipeline.prepare import prepare, sanitiser
from makegood.pipeline.prepare.chat.days import UnclearError, days_of
from makegood.pipeline.prepare.chat.lines import lines_of

OURS = privacy.NOTHING.along(["Mia Lowe", "Harbour & Pine"])
CANARY = "CANARY-51.5074N"


@pytest.fixture(scope="module", autouse=True)
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The fonts that every build has."""
    fonts.configure(tmp_path_factory.mktemp("fonts"))


def listed(path: Path, root: Path | None = None) -> EvidenceFile:
    from hashlib import sha256  # noqa: PLC0415  # beside its only use

    data, test = path.read_bytes(), kinds.TextTest()
    test.feed(data, last=True)
    kind = kinds.detect_kind(data[: kinds.HEAD], path.name, text=test.holds)
    return EvidenceFile(
        path.relative_to(root or path.parent).as_posix(), path, kind, len(data), sha256(data).hexdigest()
    )


def shown(path: Path, **asked: object) -> Prepared:
    return prepare(
        listed(path), Evidence(file=path.name, caption="What it shows.", **asked), path.parent / "cache", stays=OURS
    )  # type: ignore[arg-type]


def words(made: Prepared) -> str:
    with pypdfium2.PdfDocument(made.pages_pdf) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split()).replace("\u200b", "")


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


# Pictures


@pytest.mark.parametrize(
    ("name", "options", "copy"),
    [
        ("a.webp", {"quality": 95}, "copy.jpg"),
        ("a.webp", {"lossless": True}, "copy.png"),
        ("a.gif", {}, "copy.png"),
        ("a.avif", {"quality": 95}, "copy.jpg"),
        ("a.heic", {"quality": 95}, "copy.jpg"),
    ],
)
def test_a_picture_of_another_kind_is_shown_upright_and_bare(
    tmp_path: Path, name: str, options: dict[str, object], copy: str
) -> None:
    """As it looks, without anything that stands beside the pixels."""
    path = tmp_path / name
    if name.endswith(".heic"):
        pytest.importorskip("pillow_heif").register_heif_opener()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 1 if name.endswith(".heic") else 6, CANARY
    with_exif = {} if name.endswith(".gif") else {"exif": exif}
    more = {"comment": CANARY} if name.endswith(".gif") else {"xmp": CANARY.encode()}
    # The standard of HEIC has a turning of its own, and says that EXIF's is for information alone.
    (scene() if name.endswith((".gif", ".heic")) else scene().transpose(Image.Transpose.ROTATE_90)).save(
        path, **with_exif, **more, **options
    )
    assert CANARY.encode() in path.read_bytes()
    made = shown(path)
    assert differs(drawn(made), scene()) < 24
    assert differs(opened(made.copy), scene()) < 24
    assert (made.copy.name, made.pixels) == (copy, (240, 160))
    assert CANARY.encode() not in made.pages_pdf.read_bytes() + made.copy.read_bytes()
    assert "Metadata removed." in notes(made)
    assert ("Rotated upright." in notes(made)) == (not name.endswith((".gif", ".heic")))


@pytest.mark.parametrize("name", ["a.webp", "a.gif"])
def test_of_an_animation_the_first_picture_is_shown_and_said(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    scene().save(path, save_all=True, append_images=[Image.new("RGB", (240, 160), "black")], duration=90)
    made = shown(path)
    assert differs(drawn(made), scene()) < 24
    assert "Only the first frame of the animation is shown." in notes(made)


@pytest.mark.parametrize("name", ["a.webp", "a.gif", "a.heic"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_picture_of_another_kind_is_refused(tmp_path: Path, name: str, share: float) -> None:
    if name.endswith(".heic"):
        pytest.importorskip("pillow_heif").register_heif_opener()
    out = io.BytesIO()
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    noise.save(out, {"webp": "WEBP", "gif": "GIF", "heic": "HEIF"}[name[2:]])
    path = tmp_path / name
    path.write_bytes(out.getvalue()[: int(len(out.getvalue()) * share)])
    assert rule_of(lambda: shown(path)) == "P2"


def test_areas_are_hidden_in_a_picture_of_another_kind_and_texts_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    scene().save(path, lossless=True)
    whole = {"x": 0, "y": 0, "width": 50, "height": 50}
    made = shown(path, masks=(Mask(area=Area(**whole), reason="private"),))  # type: ignore[arg-type]
    assert opened(made.copy).convert("RGB").getpixel((30, 30)) == (0, 0, 0)
    assert rule_of(lambda: shown(path, masks=(Mask(text="x", reason="private"),))) == "P9"


def test_without_its_decoder_a_heic_photo_is_refused_with_the_way_to_convert_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never left out, and never half shown."""
    path = tmp_path / "a.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(50))
    monkeypatch.setitem(__import__("sys").modules, "pillow_heif", None)
    with pytest.raises(CaseError) as caught:
        shown(path)
    (problem,) = caught.value.problems
    assert problem.rule == "P1"
    assert "Export the photo as JPEG" in problem.fix
    assert "`make heic`" in problem.fix


# Chats

IPHONE = """\ufeff[03/09/2026, 09:01:11] Mia Lowe: \u200eMessages and calls are end-to-end encrypted.\r
[13/09/2026, 21:14:03] Harbour & Pine: Great. Up on the 21st?\r
It must show the candle.\r
[14/09/2026, 10:22:41] Mia Lowe: Yes\r
\u200e[14/09/2026, 10:22:45] ~\u202fMia Lowe: \u200e<attached: 00000004-PHOTO.jpg>\r
[22/09/2026, 08:00:00] Harbour & Pine: It is not up.\r
"""
ANDROID = """9/3/26, 9:01\u202fAM - Messages and calls are end-to-end encrypted. Tap to learn more.
9/13/26, 9:14\u202fPM - Harbour & Pine: Great. Up on the 21st?
It must show the candle.
9/14/26, 12:05\u202fAM - Mia Lowe: <Media omitted>
9/14/26, 9:17\u202fPM - Mia Lowe: IMG-20260914-WA0001.jpg (file attached)
9/22/26, 8:00\u202fAM - Harbour & Pine: It is not up.
"""


def test_an_export_of_an_iphone_is_read() -> None:
    """Numbers, times, senders, lines that go on, what was attached, and marks that nobody sees."""
    lines = lines_of(IPHONE) or ()
    assert [(one.number, one.time, one.sender, one.text, one.media, one.is_note) for one in lines] == [
        (1, "09:01:11", "Mia Lowe", "Messages and calls are end-to-end encrypted.", "", True),
        (2, "21:14:03", "Harbour & Pine", "Great. Up on the 21st?\nIt must show the candle.", "", False),
        (3, "10:22:41", "Mia Lowe", "Yes", "", False),
        (4, "10:22:45", "Mia Lowe", "", "00000004-PHOTO.jpg", False),
        (5, "08:00:00", "Harbour & Pine", "It is not up.", "", False),
    ]


def test_an_export_of_android_is_read() -> None:
    """Half days, WhatsApp's own lines, media that are there and that are not."""
    lines = lines_of(ANDROID) or ()
    assert [(one.time, one.sender, one.text, one.media, one.is_note) for one in lines] == [
        ("09:01", None, "Messages and calls are end-to-end encrypted. Tap to learn more.", "", False),
        ("21:14", "Harbour & Pine", "Great. Up on the 21st?\nIt must show the candle.", "", False),
        ("00:05", "Mia Lowe", "<Media omitted>", "", True),
        ("21:17", "Mia Lowe", "", "IMG-20260914-WA0001.jpg", False),
        ("08:00", "Harbour & Pine", "It is not up.", "", False),
    ]


@pytest.mark.parametrize(
    ("stamp", "day", "time"),
    [
        ("14.09.26, 21:14 - ", (14, 9, 26), "21:14"),
        ("14/9/26 21:14 - ", (14, 9, 26), "21:14"),
        ("14/9/26, 9:14 p. m. - ", (14, 9, 26), "21:14"),
        ("14/9/26, 9:14\u00a0p.\u00a0m. - ", (14, 9, 26), "21:14"),
        ("2026/09/14 21:14 - ", (2026, 9, 14), "21:14"),
        ("2026-09-14 21:14 - ", (2026, 9, 14), "21:14"),
        ("14-09-2026 21:14 - ", (14, 9, 2026), "21:14"),
        ("2026. 9. 14. 오후 9:14 - ", (2026, 9, 14), "21:14"),
        ("2026/9/14 下午9:14 - ", (2026, 9, 14), "21:14"),
        ("2026/09/14 午後9:14 - ", (2026, 9, 14), "21:14"),
        ("[14.09.26, 21:14:03] ", (14, 9, 26), "21:14:03"),
        ("[9/14/26, 9:14:03\u202fPM] ", (9, 14, 26), "21:14:03"),
        ("[14/09/26 21:14:03] ", (14, 9, 26), "21:14:03"),
        ("[14/9/26, 21.14.03] ", (14, 9, 26), "21:14:03"),
        ("14.9.2026 klo 21.14 - ", (14, 9, 2026), "21:14"),
        ("14/09/2026 à 21:14 - ", (14, 9, 2026), "21:14"),
        ("١٤\u200f/٩\u200f/٢٠٢٦، ٩:١٤ م - ", (14, 9, 2026), "21:14"),
        ("9/14/26, 12:30\u202fPM - ", (9, 14, 26), "12:30"),
    ],
)
def test_a_stamp_is_read_as_phones_of_many_languages_write_it(stamp: str, day: tuple[int, int, int], time: str) -> None:
    found = lines_of(f"{stamp}Mia Lowe: one\nand more\n{stamp}Harbour: two: three\n") or ()
    assert [(one.day, one.time, one.sender, one.text) for one in found] == [
        (day, time, "Mia Lowe", "one\nand more"),
        (day, time, "Harbour", "two: three"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Notes of 3 September.\n",
        "3/9/26 a call\n3/9/26 a mail\n",
        "9/3/26, 9:01 AM - one line only",
        "[1] a\n[2] b\n",
        "10:22 - Mia: hello\n",
    ],
)
def test_what_is_no_export_is_no_chat(text: str) -> None:
    assert lines_of(text) is None


@pytest.mark.parametrize(
    ("stamps", "asked", "days"),
    [
        ([(3, 9, 26), (13, 9, 26)], None, ["2026-09-03", "2026-09-13"]),
        ([(9, 3, 26), (9, 13, 26)], None, ["2026-09-03", "2026-09-13"]),
        ([(2026, 9, 3)], None, ["2026-09-03"]),
        ([(3, 9, 26)], "dmy", ["2026-09-03"]),
        ([(3, 9, 26)], "mdy", ["2026-03-09"]),
        ([(9, 9, 2026)], None, ["2026-09-09"]),
    ],
)
def test_days_are_read_in_the_one_order_that_fits(
    stamps: list[tuple[int, int, int]], asked: str | None, days: list[str]
) -> None:
    assert [one.isoformat() for one in days_of(stamps, asked)] == days


@pytest.mark.parametrize(
    ("stamps", "asked"),
    [
        ([(3, 9, 26)], None),
        ([(13, 9, 26)], "mdy"),
        ([(13, 9, 26), (9, 13, 26)], None),
        ([(31, 2, 26)], None),
        ([(3, 9, 2026)], "ymd"),
    ],
)
def test_days_that_are_not_clear_are_asked_for(stamps: list[tuple[int, int, int]], asked: str | None) -> None:
    with pytest.raises(UnclearError):
        days_of(stamps, asked)


@pytest.mark.parametrize("text", [IPHONE, ANDROID])
def test_a_chat_is_shown_with_numbers_days_and_how_many_of_how_many(tmp_path: Path, text: str) -> None:
    made = shown(written(tmp_path, "_chat.txt", text), me="Harbour & Pine", messages="2-3, 5")
    said = words(made)
    assert "3 of 5, from 13 September 2026 to 22 September 2026" in said
    assert "Great. Up on the 21st? It must show the candle." in said
    assert "1 left out" in said
    assert "no. 2" in said
    assert "no. 4" not in said
    assert "Times are shown as exported by the phone. The export does not state a time zone." in notes(made)


def test_a_picture_that_lies_beside_its_chat_is_shown_in_it(tmp_path: Path) -> None:
    """By its name in the chat; another that lies there is not, and one that is not there is named."""
    folder = tmp_path / "evidence" / "chat"
    folder.mkdir(parents=True)
    chat = written(folder, "_chat.txt", IPHONE)
    exif = Image.Exif()
    exif[0x010E] = CANARY
    scene().save(folder / "00000004-PHOTO.jpg", quality=95, exif=exif)
    Image.new("RGB", (90, 90), "green").save(folder / "other.png")
    root = tmp_path / "evidence"
    inventory = [listed(path, root) for path in sorted(folder.iterdir())]

    def made(files: list[EvidenceFile]) -> Prepared:
        return prepare(
            listed(chat, root),
            Evidence(file="chat/_chat.txt", caption="x"),
            tmp_path / "cache",
            stays=OURS,
            inventory=files,
        )

    with_picture, without = made(inventory), made([])
    assert "Sent with it, not shown here: 00000004-PHOTO.jpg" in words(without)
    assert "not shown here" not in words(with_picture)
    import pikepdf  # noqa: PLC0415  # beside its only use

    with pikepdf.open(with_picture.pages_pdf) as pdf:
        forms = [form for page in pdf.pages for form in page.obj.Resources.XObject.values()]
        pictures = [
            pikepdf.PdfImage(one).as_pil_image()
            for form in forms
            for one in form.Resources.get("/XObject", {}).values()
        ]
    assert [(one.size, differs(one, scene()) < 24) for one in pictures] == [((240, 160), True)]
    assert CANARY.encode() not in with_picture.pages_pdf.read_bytes()


def test_a_chat_whose_days_could_be_months_is_refused(tmp_path: Path) -> None:
    """Unless the case says which; a case that says it wrongly is refused as well."""
    path = written(tmp_path, "_chat.txt", "3/9/26, 9:01 - Mia Lowe: a\n4/9/26, 9:01 - Harbour & Pine: b\n")
    assert rule_of(lambda: shown(path)) == "P10"
    assert "from 3 September 2026 to 4 September 2026" in words(shown(path, date_order="dmy"))
    assert "from 9 March 2026 to 9 April 2026" in words(shown(path, date_order="mdy"))
    late = written(tmp_path, "late.txt", "13/9/26, 9:01 - Mia Lowe: a\n14/9/26, 9:01 - Harbour & Pine: b\n")
    assert rule_of(lambda: shown(late, date_order="mdy")) == "P10"


GROUP = "".join(
    f"1{at}/9/26, 9:0{at} - {who}: word{at}\n"
    for at, who in enumerate(["Mia Lowe", "Ben", "+44 7700 900456", "Harbour & Pine", "Ben"], 3)
)


def test_of_a_group_the_parties_alone_are_shown(tmp_path: Path) -> None:
    """Others are counted; one who is unmasked by name is shown."""
    path = written(tmp_path, "_chat.txt", GROUP)
    said = words(shown(path))
    assert ["word3" in said, "word4" in said, "word5" in said, "word6" in said, "word7" in said] == [
        True,
        False,
        False,
        True,
        False,
    ]
    assert "1 message of others not shown" in said
    assert "Ben" not in said
    assert "900456" not in said
    assert "word4" in words(shown(path, unmask=(Unmask(text="Ben", reason="he agreed"),)))


def test_a_group_in_which_nobody_is_known_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "_chat.txt", GROUP)
    file = listed(path)
    assert rule_of(lambda: prepare(file, Evidence(file="_chat.txt", caption="x"), tmp_path / "cache")) == "P11"
    made = prepare(file, Evidence(file="_chat.txt", caption="x", me="Ben"), tmp_path / "cache")
    assert "word4" in words(made)
    assert "word3" not in words(made)


def test_a_message_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert rule_of(lambda: shown(written(tmp_path, "_chat.txt", IPHONE), messages="4-6")) == "P7"


@pytest.mark.parametrize(
    ("count", "media", "is_asked"),
    [(39_000, False, False), (39_700, False, True), (9_950, True, True), (9_950, False, False)],
)
def test_a_chat_as_long_as_an_export_gets_raises_the_question(
    tmp_path: Path, count: int, media: bool, is_asked: bool
) -> None:
    """Whether its beginning is there."""
    lines = [
        f"14/9/26, 9:01 - Mia Lowe: {'a.jpg (file attached)' if media and at == 5 else 'x'}\n" for at in range(count)
    ]
    made = shown(written(tmp_path, "_chat.txt", "".join(lines)), messages="1-3")
    assert made.doubts == (("E5",) if is_asked else ())
    assert ("The export has so many messages that its beginning may be missing." in notes(made)) == is_asked


# Texts, pages, tables


def test_a_text_is_shown_as_it_stands(tmp_path: Path) -> None:
    said = words(shown(written(tmp_path, "note.txt", "Called Mia.\n\nShe said: {{ tomorrow }} <b>\n\n> as before\n")))
    assert said == "Called Mia. She said: {{ tomorrow }} <b> > as before"
    assert rule_of(lambda: shown(written(tmp_path, "blank.txt", " \n \n"))) == "P2"


RECEIPT = """<!DOCTYPE html><html><head><meta charset="iso-8859-1"><title>Receipt</title><style>x</style></head><body>
<h1>Caf\u00e9 receipt</h1><table><tr><th>Item</th><th>Price</th></tr><tr><td>Coins 700</td><td>GBP 9.99</td></tr></table>
<script>alert('no')</script><p style="display:none">unseen</p><img src="https://x.example/count.png"><a href="javascript:x">all of it</a>
</body></html>"""


def test_a_page_is_shown_as_words_and_tables(tmp_path: Path) -> None:
    """In its own encoding; what it hides, fetches or runs is not there."""
    path = tmp_path / "receipt.html"
    path.write_bytes(RECEIPT.encode("iso-8859-1"))
    made = shown(path)
    assert words(made) == "Page Receipt Café receipt Item Price Coins 700 GBP 9.99 all of it"
    assert (
        rule_of(lambda: shown(written(tmp_path, "empty.html", "<html><body><script>x</script></body></html>"))) == "P2"
    )


TABLE = (
    "Day,Campaign,Clicks\n" + "".join(f"2026-09-{day:02},Candles,{day * 3}\n" for day in range(1, 61)) + "Total,,5490\n"
)


def test_of_a_table_the_first_rows_and_the_totals_are_shown(tmp_path: Path) -> None:
    made = shown(written(tmp_path, "ads.csv", TABLE))
    said = words(made)
    assert "2 to 41 and 62 of 62, numbered as in a spreadsheet" in said
    assert "3: Day; Campaign; Clicks" in said
    assert "62 Total 5490" in said
    assert "41 2026-09-40 Candles 120" in said
    assert "2026-09-41" not in said
    assert "Showing 41 of 62 rows." in notes(made)


def test_rows_are_chosen_by_the_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    said = words(shown(written(tmp_path, "ads.csv", TABLE), rows="3, 50-51"))
    assert "3, 50 to 51 and 62 of 62" in said
    assert "50 2026-09-49 Candles 147" in said
    assert rule_of(lambda: shown(tmp_path / "ads.csv", rows="63")) == "P7"
    many = written(tmp_path, "many.csv", "a,b\n" + "1,2\n" * 500)
    assert rule_of(lambda: shown(many, rows="2-450")) == "P5"


@pytest.mark.parametrize(
    "text", ["sep=;\na;b\n1;2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "\ufeffa,b\r\n1,2\r\n", 'a|b\n"1"|2\n']
)
def test_a_table_is_read_whatever_parts_its_cells(tmp_path: Path, text: str) -> None:
    assert words(shown(written(tmp_path, "t.csv", text))).endswith("Row a b 2 1 2")


@pytest.mark.parametrize(
    "cell", ["=1+1", "@SUM(1+9)*cmd|' /C calc'!A0", "+1+cmd", '=HYPERLINK(""http://x.example"",""a"")']
)
def test_a_formula_is_shown_as_it_is_written(tmp_path: Path, cell: str) -> None:
    """And said to be one; a negative number is none."""
    made = shown(written(tmp_path, "t.csv", f'a,b\n"{cell}",-5\n'), unmask=(Unmask(text="@SUM", reason="a formula"),))
    assert cell.replace('""', '"') in words(made)
    assert "Cells that look like formulas are shown as text." in notes(made)
    assert notes(made)[0] != notes(shown(written(tmp_path, "u.csv", "a,b\n-1.50,+3%\n")))[0]


# Recordings


def test_of_a_recording_the_stills_are_shown(tmp_path: Path) -> None:
    """In the order of the case, each with its timecode; what is asked of page 2 is done to the second."""
    (tmp_path / "rec.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + CANARY.encode())
    scene().save(tmp_path / "one.png")
    scene().transpose(Image.Transpose.ROTATE_180).save(tmp_path / "two.jpg", quality=95)
    inventory = [listed(path) for path in sorted(tmp_path.iterdir())]
    stills = (Still(file="two.jpg", timecode="00:12", shows="The profile."), Still(file="one.png", timecode="00:47"))
    asked = Evidence(
        file="rec.mp4",
        caption="x",
        duration="01:12",
        stills=stills,
        masks=(Mask(page=2, area=Area(x=0, y=0, width=50, height=50), reason="private"),),  # type: ignore[arg-type]
        marks=(Mark(page=1, shape="box", area=Area(x=60, y=60, width=20, height=20)),),
    )  # type: ignore[arg-type]
    made = prepare(listed(tmp_path / "rec.mp4"), asked, tmp_path / "cache", inventory=inventory)
    assert [page.timecode for page in made.pages] == ["00:12", "00:47"]
    assert notes(made)[0] == "2 stills out of a recording of 01:12: at 00:12, The profile; at 00:47."
    assert drawn(made, 1).getpixel((30, 30)) == (0, 0, 0)
    assert drawn(made, 0).getpixel((230, 150))[0] > 150
    assert CANARY.encode() not in made.pages_pdf.read_bytes()


@pytest.mark.parametrize("name", ["still.pdf", "still.svg", "still.txt"])
def test_a_still_that_is_no_picture_is_refused(tmp_path: Path, name: str) -> None:
    """A document of several pages would put the pages behind it in the place of other exhibits."""
    (tmp_path / "rec.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    pdf(tmp_path / name) if name.endswith("pdf") else (tmp_path / name).write_text(
        "<svg/>" if name.endswith("svg") else "x"
    )
    inventory = [listed(path) for path in sorted(tmp_path.iterdir())]
    asked = Evidence(file="rec.mp4", caption="x", stills=(Still(file=name, timecode="00:01"),))
    with pytest.raises(CaseError) as caught:
        prepare(inventory[0], asked, tmp_path / "cache", inventory=inventory)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message, problem.detail) == (
        "P1",
        "A still of this recording is not a picture.",
        name,
    )


def test_a_recording_without_stills_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "rec.mov"
    path.write_bytes(b"\0\0\0\x18ftypqt  ")
    with pytest.raises(CaseError) as caught:
        shown(path)
    assert caught.value.problems[0].rule == "P1"
    assert "stills" in caught.value.problems[0].fix
    gone = Evidence(file="rec.mov", caption="x", stills=(Still(file="gone.png", timecode="00:01"),))
    assert rule_of(lambda: prepare(listed(path), gone, tmp_path / "cache")) == "P4"


def test_of_a_long_chat_the_beginning_is_shown_and_said(tmp_path: Path) -> None:
    """A chat of a megabyte is no reason to wait: what is shown is bounded, and where it ends stands there."""
    lines = (
        f"{1 + at % 28}/9/26, 21:14 - {'Mia Lowe' if at % 2 else 'Jo'}: message {at} {'word ' * 8}\n"
        for at in range(8_000)
    )
    made = shown(written(tmp_path, "_chat.txt", "".join(lines)))
    said = words(made)
    assert "message 100 " in said
    assert "message 2000 " not in said
    assert re.search(r"From no\. \d+ on this chat is not shown", said)
    assert said.count("is not shown") == 1
    assert "Only the beginning of this chat is shown." in notes(made)
    assert len(made.pages) < 150


def test_a_chat_that_is_cut_within_a_day_says_so_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The days behind it, and messages of others, do not say it again. Its bound is a tenth of the program's here."""
    monkeypatch.setattr(sanitiser, "MOST_LINES", sanitiser.MOST_LINES // 10)
    lines = [
        f"{13 + at // 150}/9/26, 21:14 - {('Mia Lowe', 'Jo', 'Harbour & Pine')[at % 3]}: {'word ' * 8}\n"
        for at in range(450)
    ]
    said = words(shown(written(tmp_path, "_chat.txt", "".join(lines))))
    assert said.count("on this chat is not shown") == 1
    assert said.endswith("on this chat is not shown")
