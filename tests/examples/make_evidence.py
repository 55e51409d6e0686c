"""Make the evidence of the four example cases: `python tests/examples/make_evidence.py [--into cases]`.

Everything in it is fictional. The same bytes come out each time on the same machine.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import desktop
import documents
import phone
import photo

ANA, KIT, MIRRE, SUPPORT = "#d9b79b,#8b5e4b", "#8fb0b5,#3f6670", "#c9b25f,#5b7a86", "#b9b9be,#77777d"
OLDER = [
    ("16 Aug", "Sunday reset", "31.0K", "sofa"),
    ("11 Aug", "Tiny kitchen, big soup", "88.2K", "soup"),
    ("6 Aug", "Thrifted lamp", "19.7K", "lamp"),
    ("29 Jul", "Rain on the skylight", "12.1K", "rain"),
    ("22 Jul", "Plants that forgive", "54.9K", "plant"),
    ("14 Jul", "Moving day", "140K", "boxes"),
    ("8 Jul", "Paint, again", "27.3K", "paint"),
]
NEWEST = [
    ("Nov 14", "ferry, 6 am", "9.8K", "ferry"),
    ("Nov 11", "what i ate in bath", "41.0K", "toast"),
    ("Nov 7", "one coat, nine ways", "15.2K", "coat"),
    ("Nov 3", "lighthouse bus", "7.1K", "lighthouse"),
    ("Oct 29", "the fog did this", "33.4K", "fog"),
    ("Oct 24", "library sale haul", "22.6K", "books"),
    ("Oct 18", "boots, finally", "18.9K", "boots"),
    ("Oct 12", "diner coffee, ranked", "61.2K", "mug"),
    ("Oct 5", "walking june", "94.0K", "dog"),
]
CANAL = [
    ("10 Nov", "first ice? no", "14.9K", "skates"),
    ("5 Nov", "the attic has a leak", "22.7K", "attic"),
    ("30 Oct", "he owns the window", "63.1K", "cat"),
    ("22 Oct", "sofa, third floor", "48.6K", "stairs"),
    ("17 Oct", "saturday, early", "19.3K", "market"),
    ("9 Oct", "the bell works now", "27.8K", "bike"),
    ("4 Oct", "one more for the stack", "35.2K", "pancakes"),
    ("28 Sep", "bridge open, late again", "52.4K", "bridge"),
    ("21 Sep", "my neighbour", "71.0K", "heron"),
    ("15 Sep", "bulbs, finally", "12.6K", "bulbs"),
    ("8 Sep", "low water", "16.1K", "canal"),
    ("2 Sep", "notes from under a tree", "24.5K", "rain"),
]


def marlowe(folder: Path) -> None:
    """Paid by bank transfer, two of three videos delivered."""
    documents.contract(folder / "Contract Marlowe signed.pdf")
    documents.brief(folder / "Brief autumn candles.pdf")
    documents.invoice(folder / "Invoice 2026-031.pdf")
    photo.bank_slip(folder / "IMG_4471.JPG")
    phone.post(
        folder / "Screenshot 2026-08-22 at 10.15.png",
        time="10:15",
        handle="@ana.marlowe",
        posted="21 Aug",
        scene="fig",
        length="0:34",
        charge=18,
        text="Fig and cedar on a wet Friday. Link in bio. <b>#ad</b>",
        numbers=("1,204", "38", "112", "57"),
        caption="fig, cedar, rain",
    )
    phone.post(
        folder / "Screenshot 2026-09-03 at 08.50.png",
        time="08:50",
        handle="@ana.marlowe",
        posted="2 Sep",
        scene="pear",
        length="0:31",
        charge=12,
        text="Smoked pear, and nowhere to be. Link in bio. <b>#ad</b>",
        numbers=("968", "41", "87", "33"),
        caption="pear, tea, nothing else",
    )
    newest = [("2 Sep", "pear, tea, nothing else", "16.8K", "pear"), ("21 Aug", "fig, cedar, rain", "22.4K", "fig")]
    for day, followers in (("16", "48.2K"), ("23", "48.3K")):
        phone.profile(
            folder / f"Screenshot 2026-09-{day} at 09.41.png",
            time="09:41",
            name="Ana Marlowe",
            handle="@ana.marlowe",
            face=ANA,
            counts=("214", followers, "1.1M"),
            about="Small flats, slow Sundays. Bristol.",
            link="harbourpine.example/ana",
            tiles=[*newest, *OLDER],
        )
    phone.chat(
        folder / "Screenshot 2026-09-21 at 22.30.png",
        time="22:30",
        name="Ana Marlowe",
        handle="@ana.marlowe",
        face=ANA,
        charge=6,
        entries=[
            ("day", "Thursday 17 September 2026, 10:12"),
            (
                "me",
                "Good morning Ana! The third video was due on Tuesday, and we do not see it yet. When will it go up?",
            ),
            ("day", "11:48"),
            ("them", "so sorry, been ill all week"),
            ("them", "will do it this weekend"),
            ("day", "11:53"),
            ("me", "Get well soon. Sunday at the latest works for us."),
            ("day", "Monday 21 September 2026, 09:30"),
            ("me", "Hello Ana, no video came at the weekend. Is it scheduled?"),
            ("day", "22:15"),
            ("them", "i don't think i can do the third one tbh"),
        ],
    )


def sorrel(folder: Path) -> None:
    """An order in TikTok One: the deadline missed, nothing submitted."""
    documents.order(folder / "Order TTO-48213907.pdf")
    documents.receipt(folder / "Receipt PAY-7730-1184.pdf")
    documents.tea_brief(folder / "Winter teas brief.pdf")
    rows = [
        ("Creator", "Kit Sorrel, @kit.sorrel"),
        ("Deliverable", "One video, 20 to 45 seconds"),
        ("Label", "#ad, mention of @saltmarsh.kettle"),
        ("Content due", "Nov 2, 2026"),
        ("Creator payment", "USD 2,000.00"),
        ("Charged", "Oct 1, 2026, PAY-7730-1184"),
    ]
    done = [
        ("Accepted", "Sep 30, 2026", True),
        ("Details confirmed", "Oct 1, 2026", True),
        ("Content submitted", "due Nov 2, 2026", False),
        ("Approved", "", False),
        ("Posted", "Nov 9 to 13, 2026", False),
    ]
    running, overdue = (
        ("In progress", "background:#e3eefb;color:#1d4f91"),
        ("Overdue", "background:#fbe3dd;color:#8c2f1d"),
    )
    begun = [
        ("Oct 1, 2026", "Campaign details confirmed. USD 2,000.00 charged to the card ending in 0119."),
        ("Sep 30, 2026", "Kit Sorrel accepted the order."),
    ]
    missed = [("Nov 2, 2026", "The due date for content has passed. No content was submitted."), *begun]
    late = ("The content is overdue.", "It was due on Nov 2, 2026. No content was submitted.")
    for name, clock, state, notice, activity in (
        ("Screen Shot 2026-10-02 at 9.20.14 AM.png", "Fri Oct 2  9:20 AM", running, None, begun),
        ("Screen Shot 2026-11-03 at 8.58.41 AM.png", "Tue Nov 3  8:58 AM", overdue, late, missed),
        ("Screen Shot 2026-11-16 at 4.02.10 PM.png", "Mon Nov 16  4:02 PM", overdue, late, missed),
    ):
        desktop.order(
            folder / name,
            clock=clock,
            order_id="TTO-48213907",
            state=state,
            steps=done,
            rows=rows,
            notice=notice,
            content="No content submitted yet",
            activity=activity,
        )
    phone.chat(
        folder / "IMG_2210.PNG",
        time="4:05",
        name="Kit Sorrel",
        handle="Order TTO-48213907",
        face=KIT,
        charge=9,
        entries=[
            ("day", "Wed, Nov 4, 2026, 10:06 AM"),
            ("me", "Hi Kit, your video was due on Monday, and the order shows nothing. When will it come?"),
            ("day", "1:31 PM"),
            ("them", "hey! sorry, it's been a lot"),
            ("them", "need a bit more time"),
            ("day", "Tue, Nov 10, 2026, 9:15 AM"),
            (
                "me",
                "Hi Kit, we still have no video and no date. Our window changed yesterday. Please tell us today whether you can do it.",
            ),
            ("state", "Read"),
        ],
    )
    phone.profile(
        folder / "IMG_2211.PNG",
        time="4:08",
        name="Kit Sorrel",
        handle="@kit.sorrel",
        face=KIT,
        counts=("388", "73.5K", "2.4M"),
        about="New England, slowly.",
        link="kitsorrel.example",
        tiles=NEWEST,
        charge=9,
    )


def oddment(folder: Path) -> None:
    """A promotion paid for with coins of an app store: it stopped with an error, and the coins are gone."""
    number, posted, text = "PR-8841-2056", "Posted Nov 16, 2026", "The December box"
    bought, spent = (
        ("Coins bought", "Nov 18, 2026, 7:44 PM", "+7,000"),
        (f"Promotion {number}", "Nov 18, 2026, 7:52 PM", "−7,000"),
    )
    phone.post(
        folder / "IMG_0405.PNG",
        time="7:31",
        handle="@oddmentandply",
        posted="1d ago",
        scene="yarn",
        length="0:27",
        label="Promotional content",
        charge=13,
        text="Three skeins, one hat, no rush. December boxes are up. #knitting",
        numbers=("46", "3", "9", "2"),
        caption="the December box",
    )
    documents.store_receipt(folder / "Your receipt from the App Store.pdf")
    phone.wallet(
        folder / "IMG_0416.PNG", time="7:46", coins="7,000", account="@oddmentandply", history=[bought], charge=12
    )
    chosen = [
        ("Goal", [("More", "Website visits"), ("Link", "oddmentandply.example/box")]),
        ("Audience", [("Who", "Chosen by TikTok")]),
        ("Budget and time", [("Each day", "1,000 coins"), ("Days", "7"), ("Total", "<b>7,000 coins</b>")]),
    ]
    for name, clock, error in (
        ("IMG_0417.PNG", "7:51", None),
        (
            "IMG_0418.PNG",
            "7:52",
            (
                "Promotion not started",
                "Something went wrong on our side. Your promotion could not be started.",
                f"Error 30412 · {number}<br>Nov 18, 2026, 7:52 PM",
            ),
        ),
    ):
        phone.promote(
            folder / name,
            time=clock,
            scene="yarn",
            text=text,
            posted=posted,
            sections=chosen,
            pay="Pay 7,000 coins",
            error=error,
            charge=12,
        )
    phone.wallet(
        folder / "IMG_0419.PNG", time="7:55", coins="0", account="@oddmentandply", history=[spent, bought], charge=12
    )
    phone.promotion(
        folder / "IMG_0423.PNG",
        time="9:08",
        number=number,
        state="Not started: error 30412",
        scene="yarn",
        text=text,
        posted=posted,
        charge=19,
        sections=[
            ("Payment", [("Paid", "7,000 coins"), ("Paid on", "Nov 18, 2026, 7:52 PM"), ("Coins returned", "0")]),
            (
                "Results, updated Nov 19, 9:00 AM",
                [
                    ("Days run", "0 of 7"),
                    ("Coins used for views", "0"),
                    ("Views from the promotion", "0"),
                    ("Website visits", "0"),
                ],
            ),
        ],
    )
    phone.chat(
        folder / "IMG_0431.PNG",
        time="3:02",
        name="TikTok Support",
        handle="Report 5520-1847",
        face=SUPPORT,
        charge=10,
        entries=[
            ("day", "Thu, Nov 19, 2026, 9:20 AM"),
            (
                "me",
                f"Hello, our promotion {number} stopped with error 30412 last night at 7:52 PM. It never ran, and 7,000 coins are gone from our balance. What can you do?",
            ),
            ("day", "Fri, Nov 20, 2026, 2:37 PM"),
            (
                "them",
                f"Hi, thanks for your report. We see that promotion {number} did not start because of a technical error.",
            ),
            (
                "them",
                "Your coins were bought through the App Store, and the store took the payment. Please ask the store for a refund, with the order number on your receipt.",
            ),
            ("day", "2:58 PM"),
            ("me", "Thank you. We will ask the store."),
        ],
    )
    desktop.statement(
        folder / "Screen Shot 2026-11-21 at 10.12.33 AM.png",
        card="Oddment &amp; Ply LLC, card ending in 0187. November 2026",
        before=2,
        after=3,
        line=("Nov 18", "Nov 20", "App Store, in-app purchase, MQ7T2XK84B", "USD 99.99"),
    )


def vos(folder: Path) -> None:
    """Paid through PayPal: the video was up for 12 of 30 days."""
    documents.thread(folder / "Mails One video of the rain cape.pdf")
    documents.vos_invoice(folder / "Invoice 2026-47.pdf")
    documents.paypal_payment(folder / "PayPal 8EK53917RT4420618.pdf")
    for name, clock, posted, numbers, charge in (
        ("Screenshot_20261012-204108.png", "20:41", "2h ago", ("612", "29", "44", "31"), 9),
        ("Screenshot_20261019-123015.png", "12:30", "12 Oct", ("2,871", "96", "203", "158"), 17),
    ):
        phone.post(
            folder / name,
            time=clock,
            handle="@mirre.vos",
            posted=posted,
            scene="cape",
            length="0:42",
            charge=charge,
            numbers=numbers,
            text="Forty minutes, one cape, dry knees. @mizzleandtarn <b>#ad</b>",
            caption="it rained the whole way",
        )
    for name, clock, followers, tiles, charge in (
        ("Screenshot_20261024-191004.png", "19:10", "61.4K", CANAL[3:], 14),
        ("Screenshot_20261112-090512.png", "09:05", "62.0K", CANAL[:9], 18),
    ):
        phone.profile(
            folder / name,
            time=clock,
            name="Mirre Vos",
            handle="@mirre.vos",
            face=MIRRE,
            counts=("301", followers, "1.9M"),
            about="By bike, mostly wet. Utrecht.",
            link="mirrevos.example",
            tiles=tiles,
            charge=charge,
        )
    phone.gone(
        folder / "Screenshot_20261024-191322.png",
        time="19:13",
        address="tiktok.com/@mirre.vos/video/7695828921470528845",
        charge=14,
    )
    phone.chat(
        folder / "Screenshot_20261112-091140.png",
        time="09:11",
        name="Mirre Vos",
        handle="@mirre.vos",
        face=MIRRE,
        charge=18,
        entries=[
            ("day", "Saturday 24 October 2026, 19:20"),
            ("me", "Hi Mirre, the video of the cape is not on your page any more. Did you take it down?"),
            ("day", "Sunday 25 October 2026, 10:04"),
            ("them", "hi orla, yes, yesterday morning"),
            ("them", "i start with another outdoor brand and they want no other rainwear on my page, sorry"),
            ("day", "Monday 26 October 2026, 09:15"),
            ("me", "Thank you for telling us. We agreed on 30 days, to 11 November. Can it go up again?"),
            ("day", "16:40"),
            ("them", "i can't, they are strict"),
            ("day", "Wednesday 4 November 2026, 10:02"),
            ("me", "Then please return the part of the fee for the 18 days, as in point 5 of our mails."),
            ("state", "Read"),
        ],
    )


def main() -> None:
    """Make all four, into `cases/` of this checkout or elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=Path(__file__).resolve().parent.parent.parent / "cases")
    into = parser.parse_args().into
    for ref, make in (
        ("MG-2026-001", marlowe),
        ("MG-2026-002", sorrel),
        ("MG-2026-003", oddment),
        ("MG-2026-004", vos),
    ):
        folder = into / ref / "evidence"
        folder.mkdir(parents=True, exist_ok=True)
        make(folder)


if __name__ == "__main__":
    main()
