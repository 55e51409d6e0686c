"""What SECURITY.md promises: case data is data, evidence is hostile, templates are code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from email import policy
from email.parser import BytesParser
from itertools import cycle
from pathlib import Path

import pytest
from conftest import BANK, STORE, add_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_cli import run
from test_derive import facts
from test_render import texts

from makegood.model.workspace import Workspace
from makegood.pipeline.assemble.mail import mail
from makegood import privacy
from makegood.model.errors import CaseError
from makegood.model.money import Money

REPOSITORY = Path(__file__).parent.parent
VECTORS = (
    '<link rel=attachment href="file:///etc/passwd">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<style>@import "file:///etc/passwd";</style>',
    "<style>@import url(http://127.0.0.1:9/x.css);</style>",
    "<style>@font-face{font-family:x;src:url(file:///etc/passwd)}*{font-family:x}</style>",
    '<img src="file:///etc/passwd">',
    '<img src="FILE:///etc/passwd">',
    '<img src="fi&#10;le:///etc/passwd">',
    "<img src=/etc/passwd>",
    '<img src="http://127.0.0.1:9/x.png">',
    '<img src="//127.0.0.1:9/x.png">',
    '<img srcset="file:///etc/passwd 1x">',
    '<div style="background:url(file:///etc/passwd)">x</div>',
    "<div style='list-style-image:url(file:///etc/passwd)'>x</div>",
    '<div style="content:url(file:///etc/passwd)">x</div>',
    '<svg><image href="file:///etc/passwd"/></svg>',
    '<svg><use xlink:href="file:///etc/passwd#x"/></svg>',
    '<svg><style>@import "file:///etc/passwd"</style></svg>',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<iframe src="file:///etc/passwd"></iframe>',
    '<base href="file:///etc/">',
    '<meta http-equiv=refresh content="0;url=file:///etc/passwd">',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    "<video poster='file:///etc/passwd'></video>",
    '<input type=image src="file:///etc/passwd">',
    '<img src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>">',
    "![x](file:///etc/passwd)",
    "![x](http://127.0.0.1:9/x.png)",
    "[x](file:///etc/passwd)",
    "[x](javascript:alert(1))",
    "<script>fetch('http://127.0.0.1:9')</script>",
    "]]><img src='file:///etc/passwd'><![CDATA[",
    "--><img src='file:///etc/passwd'><!--",
    "</style><img src='file:///etc/passwd'>",
    "</title><img src='file:///etc/passwd'>",
    '" onerror="x" src="file:///etc/passwd',
)
LITERAL = (
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    "{# x #}",
    "=cmd|' /C calc'!A0",
    "$(id)",
    "`id`",
    "<x>&amp;",
    "%s{0}",
    "\\n",
    "${7*7}",
)
BUILD_UNDER_WATCH = """
import sys, os, tempfile
opened, reached = [], []
allowed = tuple(os.path.realpath(one) for one in sys.argv[3].split(os.pathsep))
watching = False
def watch(event, args):
    if not watching: return
    if event == "open" and isinstance(args[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(args[0]))
        if not path.startswith(allowed) and path != os.path.realpath(tempfile.gettempdir()): opened.append(path)
    if event in ("socket.connect", "socket.getaddrinfo"): reached.append(str(args[-1]))
sys.addaudithook(watch)
from pathlib import Path
from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
import weasyprint  # the machine's libraries are looked for before the watch begins
tempfile.gettempdir()  # asked once before the watch: its first call opens a file while it holds a lock
watching = True
if sys.argv[4] == "leak": open("/etc/passwd").close()
if sys.argv[4] == "connect":
    import socket
    try: socket.create_connection(("127.0.0.1", 9), timeout=1)
    except OSError: pass
outcome = pipeline.build(Path(sys.argv[1]), Workspace.containing(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[2]).parent / "cache")
watching = False
print(outcome.problems if outcome.failed else "")
print(sorted(set(opened)), reached)
"""


def with_everywhere(case: Path, payloads: tuple[str, ...]) -> None:
    """Put the payloads into every free text of a case, in turn."""
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    words = cycle(payloads)
    for item in data["evidence"]:
        item["caption"], item["title"] = next(words) + next(words), next(words)
    for entry in data["log"]:
        entry["text"] = next(words) + next(words)
    data["parties"]["brand"]["address"] = [next(words), next(words)]
    data["parties"]["creator"]["legal_name"] = next(words)
    for item in data["deliverables"]:
        item["title"], item["spec"]["text"] = next(words), next(words) + next(words)
    data["agreement"]["refund_clause"] = {
        "quote": next(words) + next(words),
        "section": next(words),
        "evidence": ["agreement"],
    }
    data["payments"][0]["reference"] = "HP " + next(words)[:20]
    path.write_text(json.dumps(data), encoding="utf-8")
    (case / "story.md").write_text("\n\n".join(payloads) + "\n", encoding="utf-8")


def watched(case: Path, out: Path, mode: str = "") -> list[str]:
    site = Path(json.__file__).parents[1]
    allowed = os.pathsep.join(
        map(
            str,
            (
                case.parent.parent,
                out.parent,
                REPOSITORY,
                site,
                sys.prefix,
                Path(sys.executable).parent,
                "/tmp/_jinja2",
                "/dev/null",
                Path(sys.base_prefix),
            ),
        )
    )
    done = subprocess.run(
        [sys.executable, "-c", BUILD_UNDER_WATCH, str(case), str(out), allowed, mode],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src")},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_rendering_opens_nothing_that_was_not_named(case: Path, tmp_path: Path) -> None:
    """Forty ways to make a page fetch something, in every free text: no file of the machine, no network."""
    with_everywhere(case, VECTORS)
    assert watched(case, tmp_path / "out") == ["", "[] []"]


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_as_evidence_opens_nothing_either(case: Path, tmp_path: Path, kind: str) -> None:
    """The same ways in the header, the words and the names of what is attached to a mail; in its HTML form nothing of them is left."""
    from email.message import EmailMessage  # noqa: PLC0415  # beside its only use

    import pypdfium2  # noqa: PLC0415  # as above

    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Ana <ana@creators.example>", "b@b.example", " ".join(VECTORS)[:900]
    made.set_content("BEGIN\n" + "\n".join(VECTORS) + "\nEND\n", subtype=kind)
    made.add_attachment(b"x", maintype="image", subtype="png", filename=VECTORS[5])
    (case / "evidence" / "reply.eml").write_bytes(made.as_bytes())
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    # What begins like a handle, such as @import, would be hidden.
    private_ones = {hit.of(text) for text in VECTORS for hit in privacy.find_private(text, privacy.NOTHING)}
    data["evidence"].append(
        {
            "id": "reply",
            "file": "reply.eml",
            "kind": "email",
            "caption": "What she replied.",
            "unmask": [{"text": one, "reason": "it is code"} for one in sorted(private_ones)],
        }
    )
    data["payments"][0]["evidence"].append("reply")
    path.write_text(json.dumps(data), encoding="utf-8")
    assert watched(case, tmp_path / "out") == ["", "[] []"]
    with pypdfium2.PdfDocument(tmp_path / "out" / "packet" / "influencer.pdf") as document:
        shown = re.sub(r"[\s\u200b\ufffe]", "", "".join(page.get_textpage().get_text_range() for page in document))
    if kind == "plain":
        assert all(re.sub(r"\s", "", vector) in shown for vector in VECTORS)
    else:
        assert "BEGIN" in shown
        assert shown.count("javascript:") <= 2  # as words of the subject alone


def test_the_watch_sees_a_file_that_is_opened(case: Path, tmp_path: Path) -> None:
    """The hook that the test before rests on does see one."""
    shutil.rmtree(case)
    smallest = add_case(case.parent.parent, STORE)
    assert watched(smallest, tmp_path / "out", "leak")[1] == "['/etc/passwd'] []"


def test_the_watch_sees_a_connection(case: Path, tmp_path: Path) -> None:
    """The other half of the hook sees an attempt to connect."""
    line = watched(case, tmp_path / "out", "connect")[1]
    assert "('127.0.0.1', 9)" in line
    assert not line.endswith("[]")


def test_a_page_that_fetches_is_refused() -> None:
    """What reaches the layout and asks for anything unregistered fails the build, whatever the scheme."""
    from makegood.typesetting import fonts  # noqa: PLC0415  # beside its only use
    from makegood.pipeline.assemble.packet import Description, typeset  # noqa: PLC0415  # as above

    fonts.configure(REPOSITORY / "build" / ".cache" / "fonts")
    for vector in (
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="data:image/png;base64,AAAA" alt="x">',
    ):
        html = f"<html lang=en><title>x</title><body>{vector}"
        with pytest.raises(CaseError) as caught:
            typeset(html, {}, Description("x", "x", "en"), "x.pdf")
        assert {problem.rule for problem in caught.value.problems} <= {"R2", "R3"}


def test_what_looks_like_code_appears_as_it_was_typed(case: Path, tmp_path: Path) -> None:
    """Templates, formulas, commands and tags stand literally in the mail, the page and the packet's text."""
    import pypdfium2  # noqa: PLC0415  # beside its only use

    from makegood.pipeline import build as pipeline  # noqa: PLC0415  # as above

    with_everywhere(case, LITERAL)
    (case / "story.md").unlink()
    outcome = pipeline.build(case, Workspace.containing(case), tmp_path / "out", tmp_path / "cache")
    assert not outcome.failed, outcome.problems
    with pypdfium2.PdfDocument(tmp_path / "out" / "packet" / "influencer.pdf") as document:
        pdf = "".join(page.get_textpage().get_text_range() for page in document)
    loose = re.sub(r"\s", "", pdf)
    for payload in LITERAL:
        assert payload.replace(" ", "") in loose, payload


FIELDS = st.sampled_from(["display_name", "salutation_name", "contact", "title"])
NASTY = st.lists(
    st.sampled_from(
        list('ab=?_@<>",;:()\\ \r\n\x00\x85\u2028\u2029\u200eé\U0001f642') + ["=?utf-8?q?=0ABcc:_x@evil.example?="]
    ),
    max_size=30,
).map("".join)


MEANT = Counter(["from", "to", "subject", "message-id", "x-unsent", "mime-version", "content-type"])


def headers(data: bytes) -> Counter[str]:
    """The names of a finished mail's headers, each as often as it stands there."""
    return Counter(name.lower() for name in BytesParser(policy=policy.compat32).parsebytes(data).keys())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=FIELDS, text=NASTY, attachment=NASTY)
def test_no_text_adds_a_header(prepared_mail: tuple[object, object], field: str, text: str, attachment: str) -> None:
    """Whatever stands in a name, the subject or an attachment's name: the headers are those that were meant, or it is refused."""
    from dataclasses import replace  # noqa: PLC0415  # beside its only use

    found, letter = prepared_mail
    parties = found.case.parties
    if field == "contact":
        parties = replace(parties, brand=replace(parties.brand, contact=replace(parties.brand.contact, name=text)))
    elif field == "title":
        letter = replace(letter, subject=text)
    else:
        parties = replace(parties, creator=replace(parties.creator, **{field: text}))
    try:
        data = mail(letter, replace(found.case, parties=parties), (f"{attachment}.pdf", b"%PDF-1.7"))
    except CaseError:
        return
    assert headers(data) == MEANT
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert len(message["To"].addresses) == 1
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]


@pytest.fixture(scope="module")
def prepared_mail(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, object]:
    """The facts of the bank case, and its rendered mail."""
    home = tmp_path_factory.mktemp("mail")
    (home / "cases").mkdir()
    found = facts(home, BANK)
    return found, texts(found)["email/first_request.eml"]


def test_an_added_header_would_be_seen(prepared_mail: tuple[object, object]) -> None:
    """The comparison that the test above rests on sees one header more, whatever a Python's own mail library lets through."""
    found, letter = prepared_mail
    data = mail(letter, found.case, ("packet.pdf", b"%PDF-1.7"))
    assert headers(data) == MEANT
    for more in (b"Bcc: x@evil.example\r\n", b"To: x@evil.example\r\n"):
        assert headers(data.replace(b"X-Unsent:", more + b"X-Unsent:", 1)) != MEANT


def test_no_report_holds_a_value_or_a_control_character(case: Path) -> None:
    """A canary with escapes in every text: the machine's format and a run in CI show neither; people see no raw escape."""
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    canary = "C4NARY\x1b[31m\x1b]8;;x\x07\u202e::error::x"
    for item in data["evidence"]:
        item["caption"] = canary
    data["parties"]["creator"]["handle"] = canary
    data["payments"][0]["amount"] = canary
    data["refund"][canary] = canary
    path.write_text(json.dumps(data, ensure_ascii=True), encoding="utf-8")
    machine = run("check", case, "--format", "json", cwd=case)
    in_ci = run("check", case, cwd=case, CI="true")
    people = run("check", case, cwd=case)
    assert (machine.returncode, in_ci.returncode, people.returncode) == (1, 1, 1)
    assert "C4NARY" not in machine.stdout + machine.stderr + in_ci.stdout + in_ci.stderr
    assert "C4NARY" in people.stdout
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", people.stdout + in_ci.stdout + machine.stdout)


@pytest.mark.parametrize(
    "typed",
    [
        "1e400",
        "NaN",
        "GBP NaN",
        "GBP Infinity",
        "GBP 1e3",
        "GBP -1.00",
        "GBP 1,00",
        "gbp 1.00",
        "GBP 1.00 ",
        "GBP\u00a01.00",
        "GBP \u0661.00",
        "1.00",
        "GBP 1.",
        "",
    ],
)
def test_money_is_written_in_one_way(typed: str) -> None:
    """No float, no exponent, no sign, no other digits."""
    with pytest.raises(ValueError):  # noqa: PT011  # the text itself is the message
        Money.parse(typed)


def test_hostile_text_in_a_second_case_never_ends_in_a_traceback(workspace: Path) -> None:
    """`make` over a workspace with hostile and good cases builds the good ones and says what is wrong with the rest."""
    good, bad = add_case(workspace, BANK), add_case(workspace, "MG-2026-104")
    (bad / "case.json").write_bytes(b'{"case": ' * 200)
    done = run("build", "--frozen", cwd=workspace)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (workspace / "build" / good.name / "manifest.json").is_file()
