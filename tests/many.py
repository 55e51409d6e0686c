"""Many cases on all stages and in twelve currencies, made by counting: the same number makes the same cases."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DAY = date(2026, 11, 23)
"""The day on which the cases are looked at."""
FEES = {
    "GBP": "900.00",
    "USD": "1250.50",
    "EUR": "740.10",
    "JPY": "120000",
    "KWD": "310.125",
    "CHF": "999.95",
    "SEK": "8400.00",
    "PLN": "3600.01",
    "CAD": "1100.00",
    "AUD": "1320.30",
    "BRL": "5400.00",
    "INR": "81000.00",
}
ZONES = ("Europe/London", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata", "America/Sao_Paulo", "UTC")
COUNTRIES = ("GB", "US", "DE", "FR", "CA", "AU")
NAMES = ("Ana", "Kit", "Mirre", "Ines", "Tomas", "Yuki", "Noor", "Oskar", "Lena", "Priya", "Jo", "Remi")


def before(days: int) -> str:
    return (DAY - timedelta(days=days)).isoformat()


def sent(letter: str, days: int, **more: object) -> dict[str, Any]:
    return {"at": before(days), "event": "sent", "letter": letter, "by": "brand", "via": "email", **more}


def came(days: int, amount: str) -> dict[str, Any]:
    return {"paid_on": before(days), "amount": amount, "direction": "in"}


def part(amount: str, of: int) -> str:
    """Give an `of`-th part of an amount, whole units with the decimals of its currency."""
    code, figure = amount.split()
    whole, _, decimals = figure.partition(".")
    return f"{code} {int(whole) // of}{'.' + '0' * len(decimals) if decimals else ''}"


FIRST, REMINDER, FINAL = sent("first_request", 60), sent("reminder", 44), sent("final_notice", 34)


def road(step: int, amount: str) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    """Give the channel, the log and what came back, for one of the steps that a case goes through."""
    opened = {"at": before(20), "event": "dispute_opened", "desk": "paypal", "by": "brand", "number": "PP-D-1"}
    ticket = {"at": before(5), "event": "ticket_opened", "desk": "tiktok_one", "by": "brand", "number": "T-1"}
    refused = {"at": before(3), "event": "rejected", "desk": "paypal", "by": "paypal"}
    closed = {"at": before(1), "event": "closed", "by": "brand"}
    half = part(amount, 2)
    agreed = {"at": before(9), "event": "agreed", "amount": half, "text": "Half, and all is done."}
    steps: list[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]] = [
        ("direct_bank", [], []),
        ("direct_bank", [sent("first_request", 5)], []),
        ("direct_paypal", [sent("first_request", 20)], []),
        ("direct_bank", [FIRST, REMINDER], []),
        ("direct_bank", [FIRST, REMINDER, FINAL], []),
        ("direct_paypal", [FIRST, REMINDER, FINAL], []),
        ("direct_paypal", [FIRST, REMINDER, FINAL, opened, sent("dispute_notice", 19)], []),
        ("direct_paypal", [FIRST, REMINDER, FINAL, opened, sent("dispute_notice", 19), refused], []),
        ("tiktok_one", [], []),
        ("tiktok_one", [sent("first_request", 6), ticket], []),
        ("direct_bank", [FIRST], [came(8, part(amount, 3))]),
        ("direct_bank", [FIRST, sent("refund_received", 6)], [came(8, amount)]),
        ("direct_bank", [FIRST, agreed, sent("acceptance", 8), sent("refund_received", 2)], [came(4, half)]),
        (
            "direct_bank",
            [
                FIRST,
                {"at": before(7), "event": "waived", "by": "brand", "text": "Too dear to go on."},
                sent("not_our_ground", 6),
            ],
            [],
        ),
        ("direct_bank", [FIRST, sent("refund_received", 6), closed], [came(8, amount)]),
        (
            "direct_bank",
            [sent("first_request", 9), {"at": before(0), "event": "answered", "by": "creator", "text": "I will look."}],
            [],
        ),
        ("direct_card", [FIRST], []),
    ]
    return steps[step % len(steps)]


STEPS = 17
"""How many roads there are; one more kind of case is broken."""


def case(number: int) -> dict[str, Any]:
    """Make the case of a number; every 37th is broken, every 50th an example."""
    code = list(FEES)[number % len(FEES)]
    amount = f"{code} {FEES[code]}"
    channel, log, back = road(number // len(FEES) + number, amount)
    at = number % len(NAMES)
    creator = f"{NAMES[at]} {('Marlowe', 'Sorrel', 'Vos', 'Tern', 'Alder')[number // 7 % 5]}"
    said: dict[str, Any] = {
        "case": {
            "case_ref": f"M{chr(65 + number // 1000)}-2026-{number % 1000:03d}",
            "channel": channel,
            "as_of": DAY.isoformat(),
            "title": f"Campaign {number}",
            "timezone": ZONES[number % len(ZONES)],
        },
        "parties": {
            "brand": {
                "legal_name": "Harbour & Pine Ltd",
                "country": COUNTRIES[number % len(COUNTRIES)],
                "contact": {"name": "Refunds desk", "email": "refunds@harbourpine.example"},
            },
            "creator": {
                "display_name": creator,
                "handle": f"@{creator.lower().replace(' ', '.')}.{number % 40}",
                "email": f"creator{number}@creators.example",
                "entity_type": "sole_trader",
                "country": COUNTRIES[number // 3 % len(COUNTRIES)],
            },
        },
        "agreement": {
            "kind": "platform_order" if channel == "tiktok_one" else "email_thread",
            "agreed_on": before(180),
            "fee": amount,
        },
        "deliverables": [{"id": "video-1", "type": "video", "due": before(75), "status": "not_delivered"}],
        "payments": [
            {
                "paid_on": before(110 + number % 60),
                "amount": amount,
                "method": {"direct_paypal": "paypal_gs", "direct_card": "card", "tiktok_one": "platform_payment"}.get(
                    channel, "bank_transfer"
                ),
            },
            *back,
        ],
        "refund": {"grounds": ["not_delivered"]},
        "log": log,
    }
    if number % 53 == 52:
        said["case"]["channel"], said["payments"] = "direct_bank", [{**said["payments"][0], "method": "bank_transfer"}]
        said["agreement"]["kind"] = "email_thread"
        said["deliverables"][0] |= {"status": "posted", "posted_at": before(2)}
        said["log"] = [FIRST, {"at": before(9), "event": "agreed", "deadline": before(1)}]
    if number % 37 == 36:
        del said["refund"]
    if number % 50 == 49:
        said["case"]["example"] = True
    return said


def write(home: Path, count: int) -> None:
    """Write so many cases into a workspace."""
    for number in range(count):
        said = case(number)
        folder = home / "cases" / said["case"]["case_ref"]
        folder.mkdir(parents=True)
        (folder / "case.json").write_text(json.dumps(said, indent=1), encoding="utf-8")


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]), int(sys.argv[2]))
