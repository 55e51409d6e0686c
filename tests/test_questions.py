"""What `new` asks on a terminal: each value once, an answer as people type it, nothing where the person stops."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from test_cli import run
from test_new import CHANNELS, data, refusals

from makegood.model.workspace import Workspace
from makegood.pipeline.check import amounts, forms
from makegood.model.errors import Place, Problem
from makegood.commands.new import catalogue, dialogue, creators, count_lines_and_gaps, new, questions
from makegood.commands.new.dialogue import Terminal

TODAY = date(2026, 11, 28)
FIRM = {
    "Your firm's registered name": "Glow Labs, Inc.",
    "The contact person": "Maya Ortiz",
    "The email address for replies": "maya@glowlabs.example",
    "Your firm's country": "US",
    "Your time zone": "America/New_York",
    "Your firm's postal address": "77 Garden Street, Springfield IL 62701",
}
CASE = {
    "How the money was paid: number or name": "",
    "The creator's name": "Kayla Rivers",
    "The creator's handle on TikTok": "@kayla.rivers",
    "The creator's email address": "kayla@creators.example",
    "The creator's legal form": "1",
    "The creator's country": "US",
    "The creator's postal address": "",
    "The form of the agreement": "dm_thread",
    "The date of the agreement": "2026-09-01",
    "The due date of the video": "2026-10-15",
    "The status of the first video": "1",
    "The date of your payment": "2026-09-02",
    "The amount paid": "USD 600.00",
    "The total fee that was agreed": "",
    "The payment method": "",
    "Would you still accept late delivery instead of a refund": "",
    "The grounds for the refund": "",
}


ANOTHER = "The due date of another video that was never delivered"


class Person:
    """Somebody who answers by what is asked; `asked` and `read` are what was seen."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = {text: iter([one] if isinstance(one, str) else one) for text, one in answers.items()}
        self.asked: list[str] = []
        self.offered: dict[str, str] = {}
        self.read: list[str] = []

    def ask(self, text: str, offered: str) -> str:
        """Answer a question; Enter takes what is offered."""
        plain = text.partition(" (")[0]
        self.asked.append(plain)
        self.offered[plain] = offered
        return next(self.answers[plain]) or offered

    def terminal(self, zone: str = "") -> Terminal:
        return Terminal(self.ask, self.read.append, lambda text: text, zone)


def talk(workspace: Path, answers: dict[str, Any], channel: str | None = None, zone: str = "") -> tuple[Person, Path]:
    """Make a case by talking."""
    person = Person(answers)
    return person, dialogue.converse(Workspace(workspace), None, channel, TODAY, person.terminal(zone))[0]


def shared(workspace: Path) -> Any:
    return json.loads((workspace / "cases" / "defaults.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_place_to_fill_in_has_its_question(workspace: Path, channel: str) -> None:
    """The list of questions and the skeleton ask for the same."""
    folder = new(Workspace(workspace), None, channel, TODAY)
    pointers = {re.sub(r"(?<=/address)/0\Z", "", pointer) for _, pointer in refusals(workspace, folder)}
    assert pointers <= set(catalogue.TABLE)


def test_the_firm_is_asked_once(workspace: Path) -> None:
    """Its answers stand in defaults.json and in no case; the second case asks only for what is its own."""
    person, folder = talk(workspace, FIRM | CASE)
    assert person.asked[1:7] == list(FIRM)
    made = data(folder)
    assert "FILL IN" not in json.dumps(made)
    assert "brand" not in made["parties"]
    assert "timezone" not in made["case"]
    assert made["payments"] == [{"paid_on": "2026-09-02", "amount": "USD 600.00", "evidence": []}]
    assert made["refund"]["grounds"] == ["not_delivered"]
    assert "address" not in made["parties"]["creator"]
    assert shared(workspace)["parties"]["brand"]["address"] == ["77 Garden Street", "Springfield IL 62701"]
    assert run("check", folder, cwd=workspace).returncode == 0
    again, other = talk(workspace, CASE)
    assert not set(again.asked) & set(FIRM)
    assert other.name == "MG-2026-002"


@pytest.mark.parametrize(
    ("question", "typed", "taken"),
    [
        ("The creator's country", "United Kingdom", "GB"),
        ("The creator's country", "uk", "GB"),
        ("The creator's country", "us", "US"),
        ("The creator's handle on TikTok", "kayla.rivers", "@kayla.rivers"),
        ("The creator's handle on TikTok", "https://www.tiktok.com/@Kayla.Rivers", "@kayla.rivers"),
        ("The due date of the video", "15/10/2026", "2026-10-15"),
        ("The date of your payment", "2.9.2026 ", None),
        ("The amount paid", "600 usd", "USD 600.00"),
        ("The payment method", "Zelle", "zelle"),
        ("The due date of the video", "October 15, 2026", "2026-10-15"),
        ("The due date of the video", "15 Oct 2026", "2026-10-15"),
        ("The amount paid", "1.200,50 EUR", "EUR 1200.50"),
        ("The status of the first video", "Not delivered", "not_delivered"),
    ],
)
def test_what_is_typed_as_people_type_is_taken_where_it_is_certain(
    workspace: Path, question: str, typed: str, taken: str | None
) -> None:
    """As fix would edit it, and shown; what could mean two things is asked again."""
    right = CASE[question]
    person, folder = talk(workspace, FIRM | CASE | {question: [typed, right]})
    if taken is None:
        assert person.asked.count(question) == 2
    else:
        assert person.asked.count(question) == 1
        assert f'  Using "{taken}".' in person.read
        assert json.dumps(taken) in (folder / "case.json").read_text()


def test_what_is_refused_is_said_as_check_says_it(workspace: Path) -> None:
    """The same words, at once, and the same question again."""
    wrong = {
        "The due date of the video": ["03/04/2026", "2026-10-15"],
        "The creator's email address": ["kayla", "kayla@creators.example"],
    }
    person, folder = talk(workspace, FIRM | CASE | wrong)
    said = [one.strip() for one in person.read]
    day = forms.wrong_form("Day", "03/04/2026", "", amounts.CurrencyUsage({}))
    assert f"{day.message} {day.fix} ({day.detail})" in said
    text = (folder / "case.json").read_text().replace("kayla@creators.example", "kayla")
    (folder / "case.json").write_text(text)
    [problem] = json.loads(run("check", "--format", "json", folder, cwd=workspace).stdout)[:1]
    assert any(one.startswith(f"{problem['message']} {problem['fix']}") for one in said)


def test_enter_leaves_what_is_needed_to_be_filled_in_and_leaves_out_the_rest(workspace: Path) -> None:
    """Nothing is made up: without any answer it is the skeleton, but for the addresses that need not be known."""
    empty = dict.fromkeys(FIRM | CASE, "")
    person, folder = talk(workspace, empty)
    assert not (workspace / "cases" / "defaults.json").exists()
    expected = data(new(Workspace(workspace), None, None, TODAY))
    for party in ("brand", "creator"):
        del expected["parties"][party]["address"]
    del expected["parties"]["creator"]["email"]
    made = data(folder)
    expected["refund"]["alternatives"] = []  # nothing is offered that nobody wants
    assert made["case"].pop("case_ref") != expected["case"].pop("case_ref")
    assert made == expected
    assert len(person.asked) == len(FIRM | CASE)


def test_what_follows_from_an_answer_is_asked_or_offered(workspace: Path) -> None:
    """The address of what was posted, its ground, and the sum where nothing computes it."""
    url = "https://www.tiktok.com/@kayla.rivers/video/7676531848043920682"
    posted = {
        "The status of the first video": "posted",
        "The due date of the video": "2026-08-15",
        "The URL of the post": url,
        "What is wrong with the post": "",
        ANOTHER: "",
        "The reduction for late": "",
        "The amount that you claim": "USD 200.00",
        "The date of the agreement": "2026-08-01",
        "The date of your payment": "2026-08-02",
    }
    person, folder = talk(workspace, FIRM | CASE | posted)
    made = data(folder)
    assert person.offered["The grounds for the refund"] == "late"
    assert made["deliverables"][0]["url"] == url
    assert made["refund"]["requested"] == "USD 200.00"


BOUGHT = {
    "The product": "5,000 coins for Promote",
    "TikTok's transaction number": "2000000123456789",
    "What failed": "The promotion was charged and never started.",
    "The date of the failure": "2026-10-01",
}
POST = "https://www.tiktok.com/@kayla.rivers/video/7676531848043920682"
GONE = {
    "The status of the first video": "removed",
    "The URL of the post": "",
    "What is wrong with the post": "",
    ANOTHER: "",
    "The date on which it was removed": "2026-10-20",
    "The agreed number of days online": ["thirty", "30"],
    "The date on which it was posted": "2026-10-10",
}
WAY_OUT = "The amount that you claim"
LATE = {
    "The status of the first video": "posted",
    "The URL of the post": "",
    "The date on which it was posted": "",
    "What is wrong with the post": "late",
    ANOTHER: "",
    "The reduction for late": "",
}


@pytest.mark.parametrize(
    ("channel", "answers", "pointer", "value"),
    [
        ("direct_bank", GONE, "agreement/min_live_days", 30),
        (
            "direct_bank",
            GONE | {"The date on which it was removed": "", WAY_OUT: "USD 90.00"},
            "refund/requested",
            "USD 90.00",
        ),
        (
            "promote_web_coins",
            {
                "The grounds for the refund": "unspent_balance",
                "The remaining balance": "USD 420.00",
                "The date on which you read it": "2026-11-20",
            },
            "purchase/balance/read_on",
            "2026-11-20",
        ),
        (
            "promote_web_coins",
            {
                "The grounds for the refund": "unauthorised_or_duplicate_charge",
                "The correct amount of the charge": "USD 99.00",
            },
            "purchase/expected",
            "USD 99.00",
        ),
    ],
)
def test_what_computes_the_claim_is_asked_for(
    workspace: Path, channel: str, answers: dict[str, Any], pointer: str, value: object
) -> None:
    """What the ground needs for a sum; a sum is asked for only without it, and `check` then finds no error."""
    person, folder = talk(workspace, FIRM | CASE | BOUGHT | answers, channel)
    made: Any = data(folder)
    for key in pointer.split("/"):
        made = made[key]
    assert made == value
    assert (WAY_OUT in person.asked) is (WAY_OUT in answers)
    assert run("check", folder, cwd=workspace).returncode == 0


@pytest.mark.parametrize(
    ("channel", "answers"),
    [
        ("direct_bank", dict.fromkeys(GONE, "") | {"The status of the first video": "removed"}),
        ("direct_bank", LATE),
        ("promote_web_coins", {"The grounds for the refund": "unspent_balance", "The remaining balance": ""}),
        (
            "promote_web_coins",
            {
                "The grounds for the refund": "unauthorised_or_duplicate_charge",
                "The correct amount of the charge": "",
            },
        ),
    ],
)
def test_a_claim_that_nothing_computes_is_left_to_be_filled_in(
    workspace: Path, channel: str, answers: dict[str, Any]
) -> None:
    """Enter everywhere leaves the sum open, so that nobody is told that the case is complete."""
    _, folder = talk(workspace, FIRM | CASE | BOUGHT | answers | {WAY_OUT: ""}, channel)
    assert count_lines_and_gaps(folder)[1] == 1
    assert refusals(workspace, folder) == [("J9", "/refund/requested")]


def test_who_can_write_now_has_a_case_without_errors(workspace: Path) -> None:
    """Days that do not fit together are counted at the end: no single answer is wrong, and check refuses the case."""
    wrong = Person(FIRM | CASE | {"The date of your payment": "2026-08-01"})
    folder, errors = dialogue.converse(Workspace(workspace), None, None, TODAY, wrong.terminal())
    assert (errors, [rule for rule, _ in refusals(workspace, folder)][:1]) == (1, ["D1"])
    assert dialogue.converse(Workspace(workspace), None, None, TODAY, Person(CASE).terminal())[1] == 0


def test_a_firm_without_an_address_is_not_asked_for_it_again(workspace: Path) -> None:
    """Enter is an answer for what may stay unknown; `check` takes the case, and the next one asks nothing of the firm."""
    _, folder = talk(workspace, FIRM | CASE | {"Your firm's postal address": ""})
    assert shared(workspace)["parties"]["brand"]["address"] == []
    assert run("check", folder, cwd=workspace).returncode == 0
    again, _ = talk(workspace, CASE)
    assert not set(again.asked) & set(FIRM)
    assert dialogue.ONCE not in again.read


@pytest.mark.parametrize("typed", ["$0.00", "600", "2026-11-29", "-5", "1.200", "EUR 1", "$500"])
def test_no_answer_is_told_to_type_a_command(workspace: Path, typed: str) -> None:
    """In the middle of the questions there is no file yet, and no prompt of a shell."""
    answers = LATE | {
        WAY_OUT: [typed, ""],
        "The amount paid": [typed, "USD 600.00", "USD 600.00"],
        "The due date of the video": [typed, "2026-10-15"],
        "The creator's name": [typed, "Kayla Rivers"],
    }
    person, _ = talk(workspace, FIRM | CASE | answers)
    assert not [one for one in person.read if re.search(r"`|\bmake\b|makegood|type:", one)]


@pytest.mark.parametrize(
    ("fix", "left"),
    [
        ("Write this amount, or run: `make fix WRITE=yes`", "Write this amount."),
        ("Type `make scripts` to install more fonts, or write it in Latin.", "Write it in Latin."),
        (
            "Correct the date, or set case.as_of to today (run: `make today`).",
            "Correct the date, or set case.as_of to today.",
        ),
    ],
)
def test_a_way_out_stays_without_its_command(fix: str, left: str) -> None:
    """What can be typed at the prompt is said in whole sentences."""
    problem = Problem("S8", "error", "Wrong.", fix, Place("case.json"))
    assert questions.refusal(problem).refused == f"Wrong. {left}"


@pytest.mark.parametrize(
    ("country", "machine", "offered"),
    [
        ("GB", "", "Europe/London"),
        ("US", "America/Chicago", "America/Chicago"),
        ("US", "Europe/Paris", ""),
        ("", "Europe/Paris", "Europe/Paris"),
    ],
)
def test_a_time_zone_is_offered_and_never_taken_by_itself(
    workspace: Path, country: str, machine: str, offered: str
) -> None:
    """The country's own where it has one; else this computer's, if it can be right."""
    person, _ = talk(
        workspace, FIRM | CASE | {"Your firm's country": country, "Your time zone": "Europe/London"}, zone=machine
    )
    assert person.offered["Your time zone"] == offered


NIGHT = datetime(2026, 11, 29, 2, 2, tzinfo=UTC)
"""In New York it is still the day before."""


def test_a_new_case_speaks_for_the_day_in_its_own_zone(workspace: Path) -> None:
    """The zone that was answered, then the one that all cases share: not that of the computer."""
    folder, _ = dialogue.converse(Workspace(workspace), None, None, NIGHT, Person(FIRM | CASE).terminal())
    assert data(folder)["case"]["as_of"] == "2026-11-28"
    other, _ = dialogue.converse(Workspace(workspace), None, None, NIGHT, Person(CASE).terminal())
    assert data(other)["case"]["as_of"] == "2026-11-28"
    assert data(new(Workspace(workspace), None, None, NIGHT))["case"]["as_of"] == "2026-11-28"
    (workspace / "list.csv").write_text("handle\n@ana.example\n")
    [row] = creators.create_cases(Workspace(workspace), workspace / "list.csv", "list.csv", None, NIGHT)
    assert isinstance(row, Path)
    assert data(row)["case"]["as_of"] == "2026-11-28"


@pytest.mark.parametrize(
    "text", ['{"case": {"timezone": "Mars/Base"}}', '{"case": {"timezone": "../x"}}', '{"case": []}', "{}", "{,"]
)
def test_without_a_zone_the_day_is_that_of_the_computer(workspace: Path, text: str) -> None:
    """What is wrong with a zone is for check to say; the case is made all the same."""
    (workspace / "cases" / "defaults.json").write_text(text)
    assert data(new(Workspace(workspace), None, None, NIGHT))["case"]["as_of"] == "2026-11-29"


@pytest.mark.parametrize("at", [1, 2, 8, 14, len(FIRM | CASE)])
def test_who_stops_leaves_nothing_behind(workspace: Path, at: int) -> None:
    """At the channel, at the firm, at the case, at the last question: no case, no firm, no scratch."""
    person = Person(FIRM | CASE)

    def ask(text: str, offered: str) -> str:
        if len(person.asked) + 1 == at:
            raise click.Abort
        return person.ask(text, offered)

    with pytest.raises(click.Abort):
        dialogue.converse(Workspace(workspace), None, None, TODAY, Terminal(ask, person.read.append, str))
    assert list((workspace / "cases").iterdir()) == []


def test_what_stands_in_the_defaults_stays_as_it_was_typed(workspace: Path) -> None:
    """Only what is new is added, in the manner of the file."""
    before = '\ufeff{\r\n\t"case": { "language": "en" },\r\n\t"parties": { "brand": { "legal_name": "Glow" } }\r\n}\r\n'
    path = workspace / "cases" / "defaults.json"
    path.write_bytes(before.encode())
    rest = {key: value for key, value in FIRM.items() if key != "Your firm's registered name"}
    person, _ = talk(workspace, rest | CASE)
    assert "Your firm's registered name" not in person.asked
    after = path.read_bytes().decode()
    assert after.startswith('\ufeff{\r\n\t"case": { "language": "en", "timezone": "America/New_York" },\r\n')
    assert '"legal_name": "Glow", "contact": {' in after
    assert after.count("\n") == after.count("\r\n")


@pytest.mark.parametrize("broken", ["{,", "[]", '{"parties": []}', '{"parties": {"brand": "Glow"}}'])
def test_defaults_that_are_broken_stay_as_they_are(workspace: Path, broken: str) -> None:
    """The answers then stand in the case, and it is said."""
    path = workspace / "cases" / "defaults.json"
    path.write_text(broken)
    person, folder = talk(workspace, FIRM | CASE)
    assert path.read_text() == broken
    assert data(folder)["parties"]["brand"]["legal_name"] == "Glow Labs, Inc."
    assert any("saved only in this case" in one for one in person.read)


def test_a_channel_is_named_by_its_number_or_its_name(workspace: Path) -> None:
    """What is no channel is asked again; one that is given is not asked for."""
    how = "How the money was paid: number or name"
    empty = dict.fromkeys(FIRM | CASE, "")
    person, folder = talk(workspace, empty | {how: ["carrier pigeon", "99", "2"]})
    assert person.asked.count(how) == 3
    assert data(folder)["case"]["channel"] == "direct_paypal"
    for typed, channel in {
        "PayPal": "direct_paypal",
        "Zelle": "direct_bank",
        "cash": "direct_bank",
        "card": "direct_card",
    }.items():
        assert data(talk(workspace, empty | {how: typed})[1])["case"]["channel"] == channel
    assert how not in talk(workspace, empty, "direct_card")[0].asked


def test_a_way_of_payment_that_was_named_is_not_asked_again(workspace: Path) -> None:
    """Zelle says the channel and the way at once; a channel says no way, and a card may be one of many."""
    how, which = "How the money was paid: number or name", "The payment method"
    person, folder = talk(workspace, FIRM | CASE | {how: "Zelle"})
    assert which not in person.asked
    assert data(folder)["payments"][0]["method"] == "zelle"
    for typed in ("direct_bank", "1", "PayPal"):
        assert which in talk(workspace, FIRM | CASE | {how: typed})[0].asked


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        ("The amount paid", "2026-09-15", "This must be an amount of money, not a date"),
        ("The amount paid", "15/09/2026", "This must be an amount of money, not a date"),
        ("The amount paid", "usd 0", "more than zero"),
        ("The amount paid", "15 Sep 2026", "This must be an amount of money, not a date"),
        ("The amount paid", "-500", "An amount cannot have a sign"),
        ("Your time zone", "New York", 'Did you mean "America/New_York"?'),
        ("Your time zone", "los angeles", 'Did you mean "America/Los_Angeles"?'),
        ("Your time zone", "Eastern Time", 'Did you mean "America/New_York"?'),
    ],
)
def test_a_slip_is_named_for_what_it_is(workspace: Path, question: str, typed: str, said: str) -> None:
    """A day where an amount belongs is no negative amount, and a city is near to its zone."""
    person, _ = talk(workspace, FIRM | CASE | {question: [typed, (FIRM | CASE)[question]]})
    assert any(said in one for one in person.read)


def terminal(
    workspace: Path, typed: Iterable[str], until: Callable[[str], bool], *words: str, **environment: str
) -> tuple[int, str]:
    """Run `makegood new` on a terminal, with more words, and type; return how it ended and what was shown."""
    ours, theirs = pty.openpty()
    known = {key: value for key, value in os.environ.items() if key != "CI"} | environment
    code = "import sys; from makegood.cli.app import main; sys.argv[0] = 'makegood'; main()"
    command = [sys.executable, "-c", code, "new", "--today", "2026-11-28", *words]

    def own() -> None:
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)  # so that Ctrl-C is a signal

    with subprocess.Popen(
        command,
        cwd=workspace,
        env=known,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=own,  # noqa: PLW1509
    ) as process:
        os.close(theirs)
        shown, lines, end = "", iter(typed), time.monotonic() + 60
        while time.monotonic() < end:
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    shown += os.read(ours, 65536).decode()
                except OSError:
                    break
            elif process.poll() is not None:
                break
            elif until(shown) and (line := next(lines, "")):
                os.write(ours, line.encode())
        os.close(ours)
        return process.wait(10), shown


def is_waiting(shown: str) -> bool:
    """Say whether a question stands at the end of what was shown."""
    last = shown.rpartition("\n")[2]
    return last.endswith(": ") and not re.match(r" +\d+ \w+: \Z", last)  # a list of answers may be read in parts


def test_on_a_terminal_a_person_is_asked(workspace: Path) -> None:
    """Question by question, to the last line that says what is next; the folder's name is shown as ever."""
    texts = [one.text for one in catalogue.TABLE.values()]
    order = list(CASE)[:1] + list(FIRM) + sorted(list(CASE)[1:], key=texts.index)
    code, shown = terminal(workspace, [(FIRM | CASE)[one] + "\n" for one in order], is_waiting, TZ="America/New_York")
    assert code == 0, shown
    lines = len((workspace / "cases" / "MG-2026-001" / "case.json").read_text().splitlines())
    next_ = "The letters can be created now. Add evidence to evidence/ when you have it. Then run:"
    assert " ".join(shown.split()).endswith(
        f"Created cases/MG-2026-001 ({lines} lines). {next_} cd cases/MG-2026-001 && make"
    )
    assert shared(workspace)["case"] == {"timezone": "America/New_York"}


def test_on_a_terminal_nobody_is_told_to_write_a_letter_that_check_refuses(workspace: Path) -> None:
    """A payment before the agreement: each answer is right, and the two together are not."""
    answers = FIRM | CASE | {"The date of your payment": "2026-08-01"}
    texts = [one.text for one in catalogue.TABLE.values()]
    order = list(CASE)[:1] + list(FIRM) + sorted(list(CASE)[1:], key=texts.index)
    code, shown = terminal(workspace, [answers[one] + "\n" for one in order], is_waiting)
    flat = " ".join(shown.split())
    assert (code, "You can write now" in flat) == (0, False), shown
    assert (
        "Some values in the case are inconsistent (1 error). To list the errors, run: cd cases/MG-2026-001 && make"
        in flat
    )


def test_ctrl_c_on_a_terminal_makes_nothing(workspace: Path) -> None:
    """It is said, and nothing is there."""
    code, shown = terminal(workspace, ["\n", "Glow\n", "\x03"], is_waiting)
    assert (code, "Stopped. Nothing was created." in shown) == (130, True), shown
    assert list((workspace / "cases").iterdir()) == []


def test_a_job_is_never_asked(workspace: Path) -> None:
    """Where CI is set a terminal is none, as is a pipe."""
    code, shown = terminal(workspace, [], lambda _: False, CI="true")
    assert (code, "FILL IN" in (workspace / "cases" / "MG-2026-001" / "case.json").read_text()) == (0, True), shown


DOUBTFUL = "handle;due;amount\n@ana.example;03/04/2026;1.200\n@ben.example;05/06/2026;2.400\n"


def test_a_list_is_asked_about_once_on_a_terminal(workspace: Path) -> None:
    """Days, decimals and the currency, each once for all rows; what is no answer is asked again."""
    (workspace / "list.csv").write_text(DOUBTFUL)
    code, shown = terminal(
        workspace, ["maybe\n", "2\n", "comma\n", "dollars\n", "usd\n"], is_waiting, "--from", "list.csv"
    )
    assert code == 0, shown
    made = [data(workspace / "cases" / f"MG-2026-00{number}") for number in (1, 2)]
    assert [one["deliverables"][0]["due"] for one in made] == ["2026-03-04", "2026-05-06"]
    assert [one["payments"][0]["amount"] for one in made] == ["USD 1200.00", "USD 2400.00"]
    flat = " ".join(shown.split())
    assert "1 day-first: 03/04/2026 is 2026-04-03 2 month-first: 03/04/2026 is 2026-03-04" in flat
    assert "1 comma: 1.200 is 1200 2 point: 1.200 is 1.200" in flat
    assert flat.count("What comes first in all dates") == 2
    assert "list.csv:2:2: due: This text can be read as two different dates" in flat


def test_who_stops_at_a_question_about_a_list_makes_nothing(workspace: Path) -> None:
    """Ctrl-C at the first question: no case is there."""
    (workspace / "list.csv").write_text(DOUBTFUL)
    code, shown = terminal(workspace, ["\x03"], is_waiting, "--from", "list.csv")
    assert (code, "Stopped. Nothing was created." in shown) == (130, True), shown
    assert list((workspace / "cases").iterdir()) == []


def test_where_nobody_can_be_asked_a_list_is_refused_with_a_day_of_its_own(workspace: Path) -> None:
    """In a pipe with the cell as the example; in a job, whose log others read, by its place alone."""
    (workspace / "list.csv").write_text(DOUBTFUL)
    piped = run("new", "--from", "list.csv", cwd=workspace)
    assert piped.returncode == 2
    assert (
        "list.csv:2:2: due: This text can be read as two different dates (03/04/2026), and no row of the list decides which."
        in piped.stderr
    )
    assert (
        "list.csv:2:3: amount: This text can be read as two different amounts (1.200), and no row of the list decides which."
        in piped.stderr
    )
    code, shown = terminal(workspace, [], lambda _: False, "--from", "list.csv", CI="true")
    assert (
        code,
        "03/04" in shown,
        "list.csv:2:2: due: This text can be read as two different dates, and no row" in shown,
    ) == (
        2,
        False,
        True,
    )


FLAWED = {
    "The status of the first video": "2",
    "The URL of the post": "https://vm.tiktok.com/ZMexample",
    "The date on which it was posted": "2026-10-18",
    "What is wrong with the post": "1, missing disclosure",
    ANOTHER: "",
    "The reduction for wrong_product": "30%",
    "The reason for this reduction": ["", "three days late"],
    "The reduction for missing_disclosure": "",
    "The reduction for late": "50 usd",
}


def first_video(folder: Path) -> Any:
    return data(folder)["deliverables"][0]


def test_what_is_wrong_and_what_it_takes_off_is_asked(workspace: Path) -> None:
    """Whether it came, what is wrong with it, and a reduction for each; what the dates show is asked about too."""
    person, folder = talk(workspace, FIRM | CASE | FLAWED)
    made = first_video(folder)
    assert (made["status"], made["posted_at"]) == ("posted", "2026-10-18")
    assert made["defects"] == [
        {"code": "wrong_product", "reduction": {"percent": 30, "reason": "it shows the wrong product"}},
        {"code": "missing_disclosure"},
        {"code": "late", "reduction": {"amount": "USD 50.00", "reason": "three days late"}},
    ]
    assert data(folder)["refund"]["grounds"] == ["late", "nonconforming"]
    assert WAY_OUT not in person.asked
    assert run("check", folder, cwd=workspace).returncode == 0


@pytest.mark.parametrize(
    ("answers", "grounds"),
    [
        (
            {"The reduction for wrong_product": "", "The reduction for late": ""},
            "late, nonconforming, missing_disclosure",
        ),
        (
            {"The reduction for missing_disclosure": "10%", "The reduction for late": ""},
            "nonconforming, missing_disclosure",
        ),
        ({"The date on which it was posted": "2026-10-15"}, "nonconforming"),
        ({"What is wrong with the post": ""}, "late"),
        ({"What is wrong with the post": "", "The date on which it was posted": "2026-10-15"}, ""),
        ({"The status of the first video": "1"}, "not_delivered"),
    ],
)
def test_the_grounds_follow_from_what_is_wrong(workspace: Path, answers: dict[str, Any], grounds: str) -> None:
    """Those of the defects with a reduction, or of all if there is none."""
    reasons = {"The reason for this reduction": ["", "", ""]}
    person, _ = talk(workspace, FIRM | CASE | FLAWED | reasons | answers | {WAY_OUT: "USD 100.00"})
    assert person.offered["The grounds for the refund"] == grounds


def test_a_removed_post_counts_by_its_days(workspace: Path) -> None:
    """The status shows the ground; no reduction is asked for the removal."""
    person, _ = talk(workspace, FIRM | CASE | GONE)
    assert person.offered["The grounds for the refund"] == "removed_early"
    assert not [text for text in person.asked if text.startswith("The reduction")]


def test_only_what_is_needed_is_asked(workspace: Path) -> None:
    """Nothing about a post that does not exist, and no day that the URL gives."""
    person, _ = talk(workspace, FIRM | CASE)
    asked = {"The URL of the post", "The date on which it was posted", "What is wrong with the post"}
    assert not asked & set(person.asked)
    known = {"The URL of the post": POST, "The due date of the video": "2026-09-15", "What is wrong with the post": ""}
    person, folder = talk(workspace, FIRM | CASE | FLAWED | known | {"The grounds for the refund": "", WAY_OUT: ""})
    assert "The date on which it was posted" not in person.asked
    assert "posted_at" not in first_video(folder)


@pytest.mark.parametrize("typed", ["0%", "101%", "12.5%", "a third%", "EUR -5.00", "1.200 USD"])
def test_a_reduction_that_is_none_is_asked_again(workspace: Path, typed: str) -> None:
    """A percentage is a whole number up to 100, and an amount has one reading."""
    person, folder = talk(workspace, FIRM | CASE | FLAWED | {"The reduction for wrong_product": [typed, "30%"]})
    assert person.asked.count("The reduction for wrong_product") == 2
    assert first_video(folder)["defects"][0]["reduction"]["percent"] == 30


def test_another_defect_is_described(workspace: Path) -> None:
    """A defect that no word names needs its description; without an answer it stays to be filled in."""
    for detail, expected in (("The shop's name is misspelt.", 0), ("", 1)):
        answers = FLAWED | {"What is wrong with the post": "other", "A description of what is wrong": detail}
        reasons = {"The reduction for other": "10%", "The reason for this reduction": ["misspelt", "late"]}
        _, folder = talk(workspace, FIRM | CASE | answers | reasons)
        assert count_lines_and_gaps(folder)[1] == expected
        assert first_video(folder)["defects"][0]["reduction"] == {"percent": 10, "reason": "misspelt"}


def test_a_word_that_is_none_is_asked_again(workspace: Path) -> None:
    """Of several words, one that is not allowed; a defect that the status states is not offered."""
    person, _ = talk(workspace, FIRM | CASE | FLAWED | {"What is wrong with the post": ["1, ugly", "1, 8"]})
    assert person.asked.count("What is wrong with the post") == 2
    offered = {line.split()[1].rstrip(":") for line in person.read if re.match(r" +\d+ \w+", line)}
    assert "wrong_product" in offered
    assert not {"missing", "posted_late", "posted_nonconforming"} & offered
    assert not [line for line in person.read if "late: Posted after" in line]


def test_one_flawed_and_another_never_delivered(workspace: Path) -> None:
    """The first video late, of the wrong product and without a label, the second missing: the case is complete."""
    answers = FLAWED | {ANOTHER: ["30 Oct 2026"], "The reduction for missing_disclosure": "USD 40.00"}
    reasons = {"The reason for this reduction": ["", "", ""]}
    person, folder = talk(workspace, FIRM | CASE | answers | reasons)
    expected = "partially_delivered, late, nonconforming, missing_disclosure"
    assert person.offered["The grounds for the refund"] == expected
    assert data(folder)["deliverables"][1] == {
        "id": "video-2",
        "type": "video",
        "due": "2026-10-30",
        "status": "not_delivered",
        "evidence": [],
    }
    assert WAY_OUT not in person.asked
    assert run("check", folder, cwd=workspace).returncode == 0
    # USD 600.00 for two videos: 300.00 for the second, and 30% of 300.00, 40.00 and 50.00 off the first.
    assert "USD 480.00" in run("build", "--frozen", folder, cwd=workspace).stderr
