"""Make the evidence of the two example cases: `python tests/examples/make_evidence.py [--into cases]`.

Everything in it is fictional. The same bytes come out each time on the same machine.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import desktop
import documents
import phone
import photo

ANA, KIT = "#d9b79b,#8b5e4b", "#8fb0b5,#3f6670"
OLDER = [
    ("16 Aug", "Sunday reset", "31.0K", "sofa"), ("11 Aug", "Tiny kitchen, big soup", "88.2K", "soup"),
    ("6 Aug", "Thrifted lamp", "19.7K", "lamp"), ("29 Jul", "Rain on the skylight", "12.1K", "rain"),
    ("22 Jul", "Plants that forgive", "54.9K", "plant"), ("14 Jul", "Moving day", "140K", "boxes"),
    ("8 Jul", "Paint, again", "27.3K", "paint"),
]  # fmt: skip
NEWEST = [
    ("Nov 14", "ferry, 6 am", "9.8K", "ferry"), ("Nov 11", "what i ate in bath", "41.0K", "toast"), ("Nov 7", "one coat, nine ways", "15.2K", "coat"),
    ("Nov 3", "lighthouse bus", "7.1K", "lighthouse"), ("Oct 29", "the fog did this", "33.4K", "fog"), ("Oct 24", "library sale haul", "22.6K", "books"),
    ("Oct 18", "boots, finally", "18.9K", "boots"), ("Oct 12", "diner coffee, ranked", "61.2K", "mug"), ("Oct 5", "walking june", "94.0K", "dog"),
]  # fmt: skip


def marlowe(folder: Path) -> None:
    """Paid by bank transfer, two of three videos delivered."""
    documents.contract(folder / "Contract Marlowe signed.pdf")
    documents.brief(folder / "Brief autumn candles.pdf")
    documents.invoice(folder / "Invoice 2026-031.pdf")
    photo.bank_slip(folder / "IMG_4471.JPG")
    phone.post(folder / "Screenshot 2026-08-22 at 10.15.png", time="10:15", handle="@ana.marlowe", posted="21 Aug", scene="fig", length="0:34", charge=18,
               text="Fig and cedar on a wet Friday. Link in bio. <b>#ad</b>", numbers=("1,204", "38", "112", "57"), caption="fig, cedar, rain")  # fmt: skip
    phone.post(folder / "Screenshot 2026-09-03 at 08.50.png", time="08:50", handle="@ana.marlowe", posted="2 Sep", scene="pear", length="0:31", charge=12,
               text="Smoked pear, and nowhere to be. Link in bio. <b>#ad</b>", numbers=("968", "41", "87", "33"), caption="pear, tea, nothing else")  # fmt: skip
    newest = [("2 Sep", "pear, tea, nothing else", "16.8K", "pear"), ("21 Aug", "fig, cedar, rain", "22.4K", "fig")]
    for day, followers in (("16", "48.2K"), ("23", "48.3K")):
        phone.profile(folder / f"Screenshot 2026-09-{day} at 09.41.png", time="09:41", name="Ana Marlowe", handle="@ana.marlowe", face=ANA,
                      counts=("214", followers, "1.1M"), about="Small flats, slow Sundays. Bristol.", link="harbourpine.example/ana",
                      tiles=[*newest, *OLDER])  # fmt: skip
    phone.chat(folder / "Screenshot 2026-09-21 at 22.30.png", time="22:30", name="Ana Marlowe", handle="@ana.marlowe", face=ANA, charge=6, entries=[
        ("day", "Thursday 17 September 2026, 10:12"),
        ("me", "Good morning Ana! The third video was due on Tuesday, and we do not see it yet. When will it go up?"),
        ("day", "11:48"), ("them", "so sorry, been ill all week"), ("them", "will do it this weekend"),
        ("day", "11:53"), ("me", "Get well soon. Sunday at the latest works for us."),
        ("day", "Monday 21 September 2026, 09:30"), ("me", "Hello Ana, no video came at the weekend. Is it scheduled?"),
        ("day", "22:15"), ("them", "i don't think i can do the third one tbh"),
    ])  # fmt: skip


def sorrel(folder: Path) -> None:
    """An order in TikTok One: the deadline missed, nothing submitted."""
    documents.order(folder / "Order TTO-48213907.pdf")
    documents.receipt(folder / "Receipt PAY-7730-1184.pdf")
    documents.tea_brief(folder / "Winter teas brief.pdf")
    rows = [("Creator", "Kit Sorrel, @kit.sorrel"), ("Deliverable", "One video, 20 to 45 seconds"), ("Label", "#ad, mention of @saltmarsh.kettle"),
            ("Content due", "Nov 2, 2026"), ("Creator payment", "USD 2,000.00"), ("Charged", "Oct 1, 2026, PAY-7730-1184")]  # fmt: skip
    done = [("Accepted", "Sep 30, 2026", True), ("Details confirmed", "Oct 1, 2026", True), ("Content submitted", "due Nov 2, 2026", False),
            ("Approved", "", False), ("Posted", "Nov 9 to 13, 2026", False)]  # fmt: skip
    running, overdue = ("In progress", "background:#e3eefb;color:#1d4f91"), ("Overdue", "background:#fbe3dd;color:#8c2f1d")
    begun = [("Oct 1, 2026", "Campaign details confirmed. USD 2,000.00 charged to the card ending in 0119."), ("Sep 30, 2026", "Kit Sorrel accepted the order.")]
    missed = [("Nov 2, 2026", "The due date for content has passed. No content was submitted."), *begun]
    late = ("The content is overdue.", "It was due on Nov 2, 2026. No content was submitted.")
    for name, clock, state, notice, activity in (
        ("Screen Shot 2026-10-02 at 9.20.14 AM.png", "Fri Oct 2  9:20 AM", running, None, begun),
        ("Screen Shot 2026-11-03 at 8.58.41 AM.png", "Tue Nov 3  8:58 AM", overdue, late, missed),
        ("Screen Shot 2026-11-16 at 4.02.10 PM.png", "Mon Nov 16  4:02 PM", overdue, late, missed),
    ):
        desktop.order(folder / name, clock=clock, order_id="TTO-48213907", state=state, steps=done, rows=rows, notice=notice,
                      content="No content submitted yet", activity=activity)  # fmt: skip
    phone.chat(folder / "IMG_2210.PNG", time="4:05", name="Kit Sorrel", handle="Order TTO-48213907", face=KIT, charge=9, entries=[
        ("day", "Wed, Nov 4, 2026, 10:06 AM"),
        ("me", "Hi Kit, your video was due on Monday, and the order shows nothing. When will it come?"),
        ("day", "1:31 PM"), ("them", "hey! sorry, it's been a lot"), ("them", "need a bit more time"),
        ("day", "Tue, Nov 10, 2026, 9:15 AM"),
        ("me", "Hi Kit, we still have no video and no date. Our window changed yesterday. Please tell us today whether you can do it."),
        ("state", "Read"),
    ])  # fmt: skip
    phone.profile(folder / "IMG_2211.PNG", time="4:08", name="Kit Sorrel", handle="@kit.sorrel", face=KIT, counts=("388", "73.5K", "2.4M"),
                  about="New England, slowly.", link="kitsorrel.example", tiles=NEWEST, charge=9)  # fmt: skip


def main() -> None:
    """Make both, into `cases/` of this checkout or elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=Path(__file__).resolve().parent.parent.parent / "cases")
    into = parser.parse_args().into
    for ref, make in (("MG-2026-001", marlowe), ("MG-2026-002", sorrel)):
        folder = into / ref / "evidence"
        folder.mkdir(parents=True, exist_ok=True)
        make(folder)


if __name__ == "__main__":
    main()
