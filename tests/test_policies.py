"""The policies: every rule has its source, its day and its confidence, and a workspace may lay its own over them."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import CASES as CHANNELS
from conftest import in_english
from jsonschema import Draft202012Validator

from makegood.model.statement import policy_text, say
from makegood.model.workspace import Workspace
from makegood.storage import package_data
from makegood.domain import policies
from makegood.model.errors import CaseError, Problem
from makegood.model.source import Source
from makegood.model import words
from makegood.model.policy import Policies, Sourced, sources_of
from makegood.domain.policies import KINDS
from makegood.domain.policies.policy_reader import PolicyReader, PolicyShapeError
from makegood.pipeline.check import check
from makegood.pipeline.load import load

OWN = package_data.folder("policies")
FILES = sorted(path.relative_to(OWN).as_posix() for path in OWN.rglob("*.json"))
SCHEMA = json.loads((package_data.folder("schemas") / "policy.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
INSTEAD: tuple[object, ...] = ("remove", True, {})
SOURCED = ("source", "url", "as_of", "confidence")
SOURCES, GROUPS = policies.read().sources, policies.read().regions.groups


def told(name: str) -> Any:
    return json.loads((OWN / name).read_text(encoding="utf-8"), parse_float=Decimal)


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Walk every object of a file, the outermost first."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from objects(part)


def is_valid(data: object) -> bool:
    return bool(VALIDATOR.is_valid(data))


def workspace(folder: Path, name: str, data: object) -> Path:
    """Lay one file over the program's own."""
    path = folder / "policies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data, default=float), encoding="utf-8")
    return folder


def is_readable(folder: Path, name: str, data: object) -> bool:
    try:
        policies.read(Workspace(workspace(folder, name, data)))
    except CaseError:
        return False
    return True


def is_shaped(name: str, data: dict[str, Any]) -> bool:
    """Whether the reader of this file takes it; without the disk, since it is asked thousands of times."""
    folder = name.rpartition("/")[0]
    kind, reader = KINDS[f"{folder}/" if folder else name]
    try:
        part = PolicyReader(
            policies.resolve_sources({key: value for key, value in data.items() if key != "$schema"}, SOURCES, GROUPS)
        )
        part.word("kind", (kind,))
        reader(part)
    except PolicyShapeError:
        return False
    return True


def numbers_of_unconfirmed(data: object) -> list[str]:
    """List what an unconfirmed entry gives as a number, be it a value or a digit in its words."""
    return [
        f"{key}: {value}"
        for entry in objects(data)
        if entry.get("confidence") == "unconfirmed"
        for key, value in entry.items()
        if isinstance(value, int) or (key in {"text", "act", "then"} and re.search(r"\d", value))
    ]


def test_the_schema_is_a_schema() -> None:
    """The schema itself is sound."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", FILES)
def test_every_file_follows_the_schema(name: str) -> None:
    """Each file is valid, is of the kind that its folder says, and is found by its own name."""
    data = told(name)
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    folder, _, last = name.rpartition("/")
    assert data["kind"] == KINDS[f"{folder}/" if folder else name][0]
    assert data.get("id", data.get("audience", last.removesuffix(".json"))) == last.removesuffix(".json")
    assert ((OWN / name).parent / data["$schema"]).resolve() == package_data.folder("schemas") / "policy.schema.json"


@pytest.mark.parametrize("name", FILES)
def test_no_entry_can_lose_its_source(name: str, tmp_path: Path) -> None:
    """A copy of the file from which one source is removed is refused, twice; so is one that names no source."""
    data = told(name)
    whole = [part for part in objects(data) if "source" in part]
    assert whole or name.startswith("sources/"), "a file without a source proves nothing"
    for at in range(len(whole)):
        less, wrong = copy.deepcopy(data), copy.deepcopy(data)
        del [one for one in objects(less) if "source" in one][at]["source"]
        assert not is_valid(less)
        assert not is_shaped(name, less)
        [one for one in objects(wrong) if "source" in one][at]["source"] = "no_such_text"
        assert not is_shaped(name, wrong)
    if whole:
        assert not is_readable(tmp_path, name, less)


SPELLED = {"source": "Somebody", "url": "", "as_of": "2026-11-23", "confidence": "third_party"}


@pytest.mark.parametrize("key", SOURCED)
def test_a_source_that_is_spelled_out_is_whole(key: str) -> None:
    """An entry that spells its source out has its address, day and confidence too."""
    data = told("desks/agency.json")
    del data["source"]
    assert is_valid(data | SPELLED)
    assert is_shaped("desks/agency.json", data | SPELLED)
    less = {name: value for name, value in (data | SPELLED).items() if name != key}
    assert not is_valid(less)
    assert not is_shaped("desks/agency.json", less)


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("sources/")])
def test_no_source_can_lose_its_day(name: str) -> None:
    """A text has a title, an address, a day of reading and a confidence."""
    data = told(name)
    for key in ("title", "url", "as_of", "confidence"):
        less = {one: value for one, value in data.items() if one != key}
        assert not is_valid(less)
        assert not is_shaped(name, less)


def test_a_source_that_is_misspelled_is_named(tmp_path: Path) -> None:
    """The id that a workspace mistyped is shown with its place and what was meant."""
    data = told("desks/agency.json") | {"source": "jugdement"}
    with pytest.raises(CaseError) as raised:
        policies.read(Workspace(workspace(tmp_path, "desks/agency.json", data)))
    assert raised.value.problems[0].place.pointer == "/source"
    assert 'Did you mean "judgement"?' in raised.value.problems[0].message


def sourced(rules: Policies) -> Iterator[tuple[str, Sourced]]:
    """Walk every source of every rule, with the file that rests on it."""
    for folder in ("channels", "grounds", "letters", "desks", "profiles", "escalations", "words"):
        for name, policy in getattr(rules, folder).items():
            yield from ((f"{folder}/{name}", entry) for entry in sources_of(policy))


def test_a_group_stands_for_its_countries(tmp_path: Path) -> None:
    """EEA in a list of countries is its thirty members, in one place; a name that is no group is refused."""
    assert len(GROUPS["EEA"]) == 30  # members
    assert set(GROUPS["EEA"]) - set(GROUPS["EU"]) == {"IS", "LI", "NO"}
    data = told("channels/promote_web_coins.json")
    data["consequences"][0]["regions"] = ["EEA", "CH"]
    rules = policies.read(Workspace(workspace(tmp_path, "channels/promote_web_coins.json", data)))
    assert set(rules.channels["promote_web_coins"].consequences[0].regions) == {*GROUPS["EEA"], "CH"}
    data["consequences"][0]["regions"] = ["EAA"]
    with pytest.raises(CaseError) as raised:
        policies.read(Workspace(workspace(tmp_path, "channels/promote_web_coins.json", data)))
    assert raised.value.problems[0].place.pointer == "/consequences/0/regions/0"


def superseded(rules: Policies) -> list[str]:
    """List the rules that rest on an edition of which a newer one is known."""
    old = {text.id: text.superseded_by for text in rules.sources.values() if text.superseded_by}
    return [
        f"{where}: {in_english(entry.source)}: {old[entry.text]}"
        for where, entry in sourced(rules)
        if entry.text in old
    ]


def test_nothing_rests_on_a_superseded_edition() -> None:
    """Where a newer edition is known, no rule may rest on the older."""
    rules = policies.read()
    assert len(list(sourced(rules))) > 300
    assert superseded(rules) == []


def test_a_superseded_edition_is_found(tmp_path: Path) -> None:
    """A text whose newer edition is known shows each rule that rests on it."""
    data = told("sources/tiktok_commercial_terms.json") | {"superseded_by": "January 2027"}
    shown = superseded(policies.read(Workspace(workspace(tmp_path, "sources/tiktok_commercial_terms.json", data))))
    assert any(line.startswith("escalations/notice_tiktok_us: ") and "January 2027" in line for line in shown)


def test_each_source_is_used() -> None:
    """No file of a source stands for nothing."""
    rules = policies.read()
    used = {entry.text for _, entry in sourced(rules)} | {rules.units.sourced.text, rules.regions.sourced.text}
    assert used == set(rules.sources)


def test_every_window_statement_and_stage_is_sourced() -> None:
    """What is official or a copy has an address or names the law, and the day on which it was read."""
    for _, entry in sourced(policies.read()):
        assert entry.source
        assert date(2026, 11, 23) <= entry.as_of <= date(2026, 11, 29)


@pytest.mark.parametrize("name", FILES)
def test_what_is_unconfirmed_gives_no_number(name: str) -> None:
    """An unconfirmed entry holds no number, neither as a value nor in its words."""
    assert numbers_of_unconfirmed(told(name)) == []


@pytest.mark.parametrize(
    "entry",
    [
        {"confidence": "unconfirmed", "closes_after_days": 14},
        {"confidence": "unconfirmed", "text": "Apple takes requests for 90 days."},
        {"windows": [{"confidence": "unconfirmed", "then": "after 48 hours"}]},
    ],
)
def test_the_search_for_numbers_can_fail(entry: object) -> None:
    """The search sees a number of days and a digit in a sentence."""
    assert numbers_of_unconfirmed(entry)


def test_unconfirmed_days_and_percentages_are_refused(tmp_path: Path) -> None:
    """Schema and reader both refuse an unconfirmed entry with days or a percentage."""
    for name, group, key in (
        ("channels/promote_appstore.json", "windows", "closes_after_days"),
        ("channels/tiktok_one.json", "stages", "percent"),
    ):
        data = told(name)
        [entry] = [one for one in data[group] if one.get("confidence") == "unconfirmed"][:1]
        entry[key] = 14
        assert not is_valid(data)
        assert not is_readable(tmp_path, name, data)
        shutil.rmtree(tmp_path / "policies")


def test_an_unconfirmed_limit_of_mails_is_refused(tmp_path: Path) -> None:
    """What nobody has confirmed or judged refuses no mail."""
    data = told("profiles/influencer.json")
    assert is_valid(data)
    data["mail"]["confidence"] = "unconfirmed"
    assert not is_valid(data)
    assert not is_readable(tmp_path, "profiles/influencer.json", data)


@pytest.mark.parametrize("name", FILES)
def test_schema_and_reader_agree(name: str, is_whole: bool) -> None:
    """Whatever one key is lost, added or turned into something else: both accept it or both refuse it.

    Each sixth, another one for each file and key; all of them with --whole.
    """
    data, count = told(name), FILES.index(name)
    for at, part in enumerate(objects(data)):
        for key in (*part, "unheard_of"):
            count += 1
            for instead in INSTEAD if is_whole else INSTEAD[count % 6 :: 6]:
                changed = copy.deepcopy(data)
                target = list(objects(changed))[at]
                if instead == "remove":
                    target.pop(key, None)
                else:
                    target[key] = instead
                if key != "$schema":
                    assert is_valid(changed) == is_shaped(name, changed), (name, at, key, instead)


def test_all_channels_and_all_grounds_and_letters_are_there() -> None:
    """The sixteen channels, the seventeen grounds, the ten letters, a profile for each reader, a desk for each channel."""
    found = policies.read()
    assert len(found.channels) == 16
    assert len(found.grounds) == 20
    assert len(found.methods) == 33
    assert set(found.letters) == {
        "first_request",
        "reminder",
        "final_notice",
        "settlement_offer",
        "acceptance",
        "refund_received",
        "not_our_ground",
        "partial_counter",
        "extension_granted",
        "dispute_notice",
    }
    assert set(found.profiles) == set(get_args(words.Audience)) - {"internal"}
    assert set(found.desks) == {channel.desk for channel in found.channels.values() if channel.desk}
    assert found.currencies["GBP"] == 2
    assert found.currencies["JPY"] == 0
    assert found.currencies["BHD"] == 3
    assert "XXX" not in found.currencies


def test_money_that_tiktok_never_held_is_not_asked_of_tiktok() -> None:
    """Where the creator or a store was paid the channel says why TikTok is asked for nothing."""
    found = policies.read().channels
    assert {name for name, channel in found.items() if channel.tiktok} == {
        "direct_bank",
        "direct_paypal",
        "direct_card",
        "promote_appstore",
        "influencer_marketplace",
        "agency",
        "ads_credit",
    }


def test_the_ladder_of_tiktok_one() -> None:
    """100 percent before submission, 90 until approval, and nothing that nobody has confirmed after it."""
    stages = [(one.stage, one.percent) for one in policies.read().channels["tiktok_one"].stages if not one.grounds]
    assert stages == [
        ("not_accepted", 100),
        ("before_submission", 100),
        ("submitted", 90),
        ("approved", None),
        ("deemed_approved", None),
        ("posted", None),
    ]


def test_the_creator_never_sees_ads_manager_data() -> None:
    """Reports of the ad account go to TikTok alone; what the creator showed of her own figures is not caught."""
    found = policies.read().profiles
    for audience in ("influencer", "app_store", "paypal"):
        assert {"ad_report", "analytics_export"} <= set(found[audience].excludes)
        assert "analytics_screenshot" not in found[audience].excludes
    assert found["tiktok"].excludes == ()


def test_names_of_attachments_pass_paypals_own_pattern() -> None:
    """The name made for PayPal has one dot and no other sign that its form refuses; brackets are refused."""
    found = policies.read()
    pattern = found.desks["paypal"].attachment_pattern
    name = found.profiles["paypal"].attachment_name.format(ref="MG-2026-001", audience="paypal", date="2026-11-23")
    assert re.fullmatch(pattern, name)
    assert not re.fullmatch(pattern, "packet(1).pdf")
    assert not re.fullmatch(pattern, "packet.v2.pdf")
    assert found.profiles["paypal"].max_bytes == found.desks["paypal"].attachment_bytes == 10_000_000 - 1


def test_every_need_says_where_to_get_it() -> None:
    """The way to a proof is an act in plain words, and the same item is the same in every ground that needs it."""
    seen: dict[str, object] = {}
    for ground in policies.read().grounds.values():
        assert len({proof.id for proof in ground.minimum}) == len(ground.minimum)
        for proof in ground.minimum:
            what, where = policy_text(proof.what), policy_text(proof.where)
            same = (what, where, replace(proof, what=say("x"), where=say("x")))
            assert seen.setdefault(proof.id, same) == same
            assert re.match(r"(Save|Photograph|Export|Open|Take|Note|Ask)\b", where), where
            assert where.endswith(".")


def test_words_are_plain() -> None:
    """No dash of print, no shouting, no address of a law that is not named by its source; sentences end."""
    for name in set(FILES) - {"words/en.json"}:  # the list of the words that are not plain
        for part in objects(told(name)):
            for key in ("text", "then", "where"):
                if isinstance(part.get(key), str):
                    assert part[key].endswith((".", "?")), part[key]
            for key in ("title", "phrase", "what", "act"):
                assert not str(part.get(key, "")).endswith("."), part
            assert not re.search("[–—!]|fraud|scam", json.dumps(part, ensure_ascii=False))


def test_a_workspace_replaces_a_file_and_adds_one(tmp_path: Path) -> None:
    """A file of the same name goes before the program's; a new channel is a new file, and both are inputs."""
    letter = told("letters/first_request.json") | {"days": 21}
    workspace(tmp_path, "letters/first_request.json", letter)
    workspace(tmp_path, "channels/agency.json", told("channels/direct_bank.json") | {"id": "agency"})
    found = policies.read(Workspace(tmp_path))
    assert found.letters["first_request"].days == 21
    assert policies.read().letters["first_request"].days == 14
    assert policy_text(found.channels["agency"].title) == "Direct payment to the creator"
    read = policies.files(Workspace(tmp_path))
    assert tmp_path / "policies" / "letters" / "first_request.json" in read
    assert OWN / "letters" / "first_request.json" not in read
    assert len(read) == len(FILES)
    assert tmp_path / "policies" / "channels" in policies.folders(Workspace(tmp_path))


def test_other_files_of_a_workspace_are_left_alone(tmp_path: Path) -> None:
    """A note beside the policies is not one of them."""
    workspace(tmp_path, "channels/README.md", "# Ours")
    workspace(tmp_path, "ideas.json", "not even JSON")
    assert policies.read(Workspace(tmp_path)) == policies.read()


LETTER = '{\n  "kind": "letter",\n  "id": "reminder",\n  "days": 7,\n'


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("letters/reminder.json", LETTER + '  "days": 8\n}', 5, "This object has a duplicate key."),
        (
            "letters/reminder.json",
            LETTER + '  "title": "R", "words": [0, 9],\n  "least_days": 1.5\n}',
            6,
            "This value must be a whole",
        ),
        ("letters/reminder.json", LETTER + '  "least_days": NaN\n}', 5, "This is not a valid JSON number."),
        ("letters/reminder.json", LETTER + '  "title": \n}', 5, "This is not valid JSON."),
        ("letters/reminder.json", LETTER + '  "words": [9, 1]\n}', 5, "This list must have two whole numbers"),
        ("letters/reminder.json", LETTER + '  "words": [1, 9]\n}', 1, 'The key "title" is missing.'),
        ("letters/reminder.json", "[]", 1, "This value must be an object."),
        ("letters/reminder.json", '{"kind": "desk"}', 1, "This value is not one of the allowed values."),
        ("letters/reminder.json", "\xff", 0, "This file cannot be read as UTF-8."),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, name: str, text: str, line: int, said: str) -> None:
    """One problem a file, of rule O2, with the file's place in the workspace and the line where it can be told."""
    workspace(tmp_path, name, "{}")
    (tmp_path / "policies" / name).write_text(text, encoding="latin-1" if "\xff" in text else "utf-8")
    with pytest.raises(CaseError) as caught:
        policies.read(Workspace(tmp_path))
    [problem] = caught.value.problems
    assert problem.rule == "O2"
    assert problem.place.file == f"policies/{name}"
    assert problem.place.line == line
    assert problem.message.startswith(said)


def test_all_broken_files_are_told_at_once(tmp_path: Path) -> None:
    """Two files that are wrong are two problems in one run."""
    workspace(tmp_path, "desks/paypal.json", "{")
    workspace(tmp_path, "channels/direct_bank.json", "{")
    with pytest.raises(CaseError) as caught:
        policies.read(Workspace(tmp_path))
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"desk": "the_moon"}, "/desk"), ({"letters": ["ode"]}, "/letters/0"), ({"packets": ["internal"]}, "/packets/0")],
)
def test_a_channel_names_only_what_is_there(tmp_path: Path, change: dict[str, object], pointer: str) -> None:
    """A desk, a letter or a reader without a file of its own is told at its place."""
    workspace(tmp_path, "channels/direct_bank.json", told("channels/direct_bank.json") | change)
    with pytest.raises(CaseError) as caught:
        policies.read(Workspace(tmp_path))
    assert [problem.place.pointer for problem in caught.value.problems] == [pointer]


def test_reading_needs_nothing_heavy() -> None:
    """Neither jsonschema nor the finder of places is imported for files that are good."""
    heavy = "{'jsonschema', 'jinja2', 'weasyprint', 'babel', 'makegood.formats.json_text'}"
    script = (
        f"import sys; from makegood.domain import policies; policies.read(); print(sorted({heavy} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    assert run.stdout.strip() == "[]"


def test_workspaces_share_the_programs_policies_until_a_file_changes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each workspace without files of its own has the same ones; a changed, added or removed file is seen at once."""
    program = tmp_path / "program" / "policies"
    shutil.copytree(package_data.folder("policies"), program)
    monkeypatch.setattr(package_data, "folder", lambda name: program.parent / name)
    first = policies.read()
    assert policies.read(Workspace(tmp_path / "elsewhere")) is first
    path = program / "channels" / "direct_bank.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    assert policy_text(first.channels["direct_bank"].title) == data["title"] != "By post"
    path.write_text(json.dumps({**data, "title": "By post"}), encoding="utf-8")
    assert policy_text(policies.read().channels["direct_bank"].title) == "By post"
    assert policy_text(first.channels["direct_bank"].title) == data["title"]
    path.unlink()
    assert "direct_bank" not in policies.read().channels
    own = tmp_path / "elsewhere" / "policies" / "channels" / "direct_bank.json"
    own.parent.mkdir(parents=True)
    own.write_text(json.dumps({**data, "title": "Own"}), encoding="utf-8")
    assert policy_text(policies.read(Workspace(tmp_path / "elsewhere")).channels["direct_bank"].title) == "Own"
    assert "direct_bank" not in policies.read().channels


def test_what_a_letter_follows_and_states_is_its_file(tmp_path: Path) -> None:
    """A workspace's own final notice follows a check, and states no day; without the keys it follows nothing."""
    data = told("letters/final_notice.json")
    assert data["follows"]["letters"] == ["first_request"]
    data["follows"] = {"events": ["checked"], "message": "Nobody has checked.", "fix": "Check the profile."}
    data["states"] = ["amount"]
    letter = policies.read(Workspace(workspace(tmp_path / "own", "letters/final_notice.json", data))).letters[
        "final_notice"
    ]
    assert letter.states == ("amount",)
    assert letter.follows is not None
    assert (letter.follows.events, letter.follows.letters, letter.follows.must) == (("checked",), (), False)
    del data["follows"], data["states"]
    letter = policies.read(Workspace(workspace(tmp_path / "bare", "letters/final_notice.json", data))).letters[
        "final_notice"
    ]
    assert (letter.states, letter.follows) == (("amount", "day"), None)


@pytest.mark.parametrize(
    "follows",
    [
        {"message": "Nothing.", "fix": "Do something."},
        {"events": [], "message": "Nothing.", "fix": "Do something."},
        {"events": ["shouted"], "message": "Nothing.", "fix": "Do something."},
        {"letters": ["first_requst"], "message": "Nothing.", "fix": "Do something."},
        {"events": ["checked"], "fix": "Do something."},
    ],
)
def test_a_precondition_that_is_none_is_refused(tmp_path: Path, follows: dict[str, Any]) -> None:
    data = {**told("letters/reminder.json"), "follows": follows}
    with pytest.raises(CaseError) as caught:
        policies.read(Workspace(workspace(tmp_path, "letters/reminder.json", data)))
    assert caught.value.problems[0].place.pointer.startswith("/follows")


def test_t14_is_what_the_files_of_the_letters_say(tmp_path: Path) -> None:
    """A reminder without a first request is a warning in the file's own words; a file without `follows` asks nothing."""
    own = policies.read()
    case = json.loads((CHANNELS / "MG-2026-101" / "case.json").read_text(encoding="utf-8"))
    case["case"]["as_of"] = "2026-11-28"
    case["log"] = [{"at": "2026-11-27", "event": "sent", "letter": "reminder", "by": "brand", "deadline": "2026-12-07"}]
    folder = tmp_path / "cases" / "MG-2026-101"
    shutil.copytree(CHANNELS / "MG-2026-101", folder)
    (folder / "case.json").write_text(json.dumps(case), encoding="utf-8")
    source = load(folder, Workspace(tmp_path))
    [problem] = of_t14(source, own)
    follows = own.letters["reminder"].follows
    assert follows is not None
    assert (problem.severity, problem.message, problem.fix) == ("warning", follows.message, follows.fix)
    free = replace(own, letters={**own.letters, "reminder": replace(own.letters["reminder"], follows=None)})
    assert of_t14(source, free) == []


def of_t14(source: Source, own: Policies) -> list[Problem]:
    """Return the problems of rule T14; the files of evidence, which no test of a log needs, are missing."""
    with pytest.raises(CaseError) as caught:
        check(source, own)
    return [problem for problem in caught.value.problems if problem.rule == "T14"]
