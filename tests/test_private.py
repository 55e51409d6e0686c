"""What is private is found, whatever stands around it; what only looks so is left alone."""

from __future__ import annotations

import time

import pytest
from stdnum.luhn import calc_check_digit

from makegood import privacy
from makegood.language import english
from makegood.privacy import LINE_END, Allowlist, normalised, find_private, placeholder

written = english().text
HERE = Allowlist(regions=("DE", "GB", "US"))
SURELY = {
    "card": [
        "4242 4242 4242 4242",
        "4242424242424242",
        "5555-5555-5555-4444",
        "3782 822463 10005",
        "6011 1111 1111 1117",
        "3530111333300000",
        "6212 3456 7890 1232",
        "3056 930902 5904",
        "2223 0031 2200 3222",
        "4242\u00a04242\u00a04242\u00a04242",
        "\uff14242 4242 4242 424\uff12",
    ],
    "iban": [
        "GB29 NWBK 6016 1331 9268 19",
        "DE89370400440532013000",
        "FR14 2004 1010 0505 0001 3M02 606",
        "de89 3704 0044 0532 0130 00",
        "NO93 8601 1117 947",  # Norway's are the shortest: 15 signs
        "MT84 MALT 0110 0001 2345 MTLC AST0 01S",  # Malta's are the longest in use here: 31
    ],
    "phone": [
        "+44 20 7946 0958",
        "020 7946 0958",
        "07700 900123",
        "(202) 555-0123",
        "555-0147",
        "+49 30 23125 123",
        "030 23125123",
        "0044 7700 900 123",
        "+1 (415) 555-0132",
        "+44\u00a07700\u00a0900123",
        "+81 3-1234-5678",
    ],
    "mail": [
        "jo.lee@post.example",
        "JO+tag@mail.post.example",
        "o'neil@post.example",
        "jö@bücher.example",
        "jo%40post.example",
    ],
    "link": [
        "https://shop.example/login?token=9f8a7b6c5d4e",
        "https://x.example/reset/9f8a7b6c5d4e3f2a1b0c",
        "https://cdn.example/a.mp4?x=1&x-signature=abcdEFGH1234",
        "https://x.example/#access_token=abcdefgh1234",
        "https://b.example/v?X-Amz-Signature=0123456789abcdef",
        "http://x.example/magic-link/AbCdEf0123456789xyz",
    ],
    "code": ["#zFpVHBFo0CkjGr7V7UUlQJ9zlExample1=", "#aB3dEf6hIj9lMn2pQr5tUv8xYz1BcD4f"],
    "handle": ["@some.body", "@x_9"],
}
SURELY_NOT = [
    "7312345678901234567",
    "https://www.tiktok.com/@mia/video/7312345678901234567",
    "GBP 1,500.00",
    "2026-11-03 10:22:41",
    "Order TTO-48213907",
    "4242 4242 4242 4241",
    "4242 4242 and 4242 4242",
    "4242 4242, 4242 4242",
    "0000 0000 0000 0000",
    "GB29 NWBK 6016 1331 9268 18",
    "12-34-56",
    "PAY-7730-1184",
    "1,234,567,890,123",
    "invoice 2026-031",
    "a sha256 e3b0c44298fc1c149afbf4c8996fb924",
    "#autumncandles",
    "#ThisIsALongHashtagThatPeopleWrite",
    "https://www.tiktok.com/business/en/blog/authentication",
    "3.11.2026",
    "@ 10",
    "8EK53917RT4420618",
    "13:05:07-13:06:07",
    "1.000.000,00",
    "views: 48213907, 12345678",
    "https://x.example/help?lang=en&code=GB",
]
AROUND = ["{}", "It is {}.", "({})", "a\n{}\nb", "“{}”", "x: {}; y", "{}, and", "pay {} please", "<{}>", "\t{}\t"]


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in SURELY.items() for value in values])
def test_what_is_private_is_found_whatever_stands_around_it(kind: str, value: str) -> None:
    """As one thing of its kind, from its beginning to its end."""
    for around in AROUND:
        text = around.format(value)
        hits = [hit for hit in find_private(text, HERE) if hit.kind == kind]
        assert len(hits) == 1, text
        shown = hits[0].of(text)
        assert shown == value or (kind == "link" and value.endswith(shown)), text
        left = text[: hits[0].start] + written(placeholder(hits[0], text)) + text[hits[0].end :]
        assert [hit for hit in find_private(left, HERE) if hit.kind == kind] == [], text


@pytest.mark.parametrize(
    "text",
    [
        "2 1 4242 4242 4242 4242",
        "4242 4242 4242 4242 12/29 123",
        "no. 1\u20284242 4242\u20284242 4242",
        "4242424242424242 4242424242424242",
    ],
)
def test_a_card_is_found_among_other_numbers(text: str) -> None:
    """As where a row has its number before it, and the card its last month behind it."""
    hits = [hit.of(text).replace(LINE_END, " ") for hit in find_private(text, HERE) if hit.kind == "card"]
    assert {one.replace(" ", "") for one in hits} == {"4242424242424242"}
    assert "4242" not in private_left(text)


def private_left(text: str) -> str:
    for hit in reversed(find_private(text, HERE)):
        text = text[: hit.start] + text[hit.end :]
    return text


@pytest.mark.parametrize("value", SURELY_NOT)
def test_what_only_looks_so_is_left_alone(value: str) -> None:
    """Numbers of posts and orders, amounts, days, tags, and numbers whose check digit is wrong."""
    for around in AROUND[:4]:
        assert [hit for hit in find_private(around.format(value), HERE) if hit.kind != "handle"] == []


def test_what_may_stay_stays_in_any_spelling() -> None:
    """A value is compared by its letters and figures; another of the same kind is still found."""
    stays = HERE.along(["@Mia.Makes", "mia@agency.example", "+44 20 7946 0958"])
    assert find_private("@mia.makes MIA@Agency.example +442079460958 (+44) 20-7946-0958", stays) == ()
    assert [hit.kind for hit in find_private("@mia.makes2 other@agency.example +442079460959", stays)] == [
        "handle",
        "mail",
        "phone",
    ]


def test_numbers_of_a_country_are_found_where_a_party_is_there() -> None:
    """Without a code of the country a number is nothing but digits elsewhere."""
    assert [hit.kind for hit in find_private("0171 1234567", Allowlist(regions=("DE",)))] == ["phone"]
    assert find_private("0171 1234567", Allowlist()) == ()


def test_the_last_four_tell_one_from_another() -> None:
    """Of a card, an account, a telephone; of all else nothing."""
    text = "4242 4242 4242 4242, jo@post.example"
    assert [written(placeholder(hit, text)) for hit in find_private(text, HERE)] == [
        "[card number hidden, ends 4242]",
        "[email address hidden]",
    ]


def test_the_last_four_are_letters_and_figures() -> None:
    """Whatever stands between the groups; a value that is shorter is shown whole."""
    assert written(privacy.describe("card", "4242 4242 4242 42-42")) == "card number, ends 4242"
    assert written(privacy.describe("iban", "MT84 MALT 0110 0001 2345 MTLC AST0 01S")) == "IBAN, ends 001S"
    assert written(privacy.describe("phone", "+44 20 7946 09 5 8")) == "phone number, ends 0958"
    assert written(privacy.describe("mail", "jo@post.example")) == "email address"


@pytest.mark.parametrize(
    ("begins", "lengths"),
    [
        ("4", {13, 16, 19}),
        ("51", {16}),
        ("55", {16}),
        ("2221", {16}),
        ("2720", {16}),
        ("34", {15}),
        ("37", {15}),
        ("6011", {16, 17, 18, 19}),
        ("3095", set(range(14, 20))),
        ("3528", {16, 17, 18, 19}),
        ("62", {16, 17, 18, 19}),
        ("6304", set(range(12, 20))),
        ("56", set()),
        ("2220", set()),
        ("2721", set()),
        ("3527", set()),
        ("71", set()),
    ],
)
def test_a_card_has_a_length_of_its_scheme(begins: str, lengths: set[int]) -> None:
    """From twelve digits to nineteen, each with the check digit: the shortest and the longest of each scheme too."""
    for length in range(10, 21):
        bare_number = (begins + "7080309060402050193")[: length - 1]
        number = bare_number + calc_check_digit(bare_number)
        assert [hit.of(number) for hit in find_private(number, Allowlist()) if hit.kind == "card"] == (
            [number] if length in lengths else []
        ), length


def test_what_lets_in_has_eight_signs_or_more() -> None:
    """A shorter value of a link is a number of a page; `%` and two figures are one sign."""
    assert find_private("https://x.example/?token=abcdefg&lang=en", HERE) == ()
    assert [
        hit.of("https://x.example/?token=abcdefgh") for hit in find_private("https://x.example/?token=abcdefgh", HERE)
    ] == ["token=abcdefgh"]
    assert find_private("https://x.example/?token=abc%20%20%20", HERE) == ()


def test_two_things_in_one_place_are_hidden_as_the_larger_one() -> None:
    """A link that carries a mail address, a mail address that begins like a handle."""
    text = "https://x.example/?token=abcdefgh&mail=jo@post.example"
    assert [hit.of(text) for hit in find_private(text, HERE)] == ["token=abcdefgh&mail=jo@post.example"]


@pytest.mark.parametrize(
    "text",
    [
        "4" * 40_000,
        "4 " * 20_000,
        "a@" * 20_000,
        "GB29" * 10_000,
        "+" * 40_000,
        "https://" * 5_000,
        "+1 (" * 10_000,
        "https://x.example/" + "&key=" * 8_000,
        "#" + "aB1" * 13_000,
        "a." * 20_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    """The time grows with the length, not with its square; the bound is a hundred times what it takes."""
    begun = time.process_time()
    privacy.find_private(text, HERE)
    assert time.process_time() - begun < 20


def test_bare_is_the_same_for_what_looks_the_same() -> None:
    assert normalised("＋44 20-7946") == normalised("+44207946")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IBAN DE89 3704 0044 0532 0130 00", [("iban", "DE89 3704 0044 0532 0130 00")]),
        (
            "tel 020 7946 0958 4111 1111 1111 1111",
            [("phone", "020 7946 0958"), ("card", "4111 1111 1111 1111")],
        ),
    ],
    ids=["a phone number within an IBAN", "a phone number that reaches into a card number"],
)
def test_matches_never_overlap(text: str, expected: list[tuple[str, str]]) -> None:
    """The longest match wins: what overlaps it is left out, what touches nothing stays, in the order of the text."""
    everything = list(privacy._all_matches(text, ("DE", "GB", "US")))
    assert any(a is not b and a.start < b.end and b.start < a.end for a in everything for b in everything)
    assert [(match.kind, match.of(text)) for match in find_private(text, HERE)] == expected
