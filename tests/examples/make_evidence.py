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

FIG, PEAR = "170deg,#5b4636,#1d1a18", "170deg,#7d6a3c,#241f14"
OLDER = [
    ("Sunday reset", "31.0K", "160deg,#8fa3ad,#5c7480"), ("Tiny kitchen, big soup", "88.2K", "160deg,#c08a5a,#7c4f2d"),
    ("Thrifted lamp", "19.7K", "160deg,#a9997f,#6d6048"), ("Rain on the skylight", "12.1K", "160deg,#6f8496,#3e5061"),
    ("Plants that forgive", "54.9K", "160deg,#7b9468,#46603a"), ("Moving day", "140K", "160deg,#b6a08e,#7d6757"),
    ("Paint, again", "27.3K", "160deg,#94a89a,#587060"),
]  # fmt: skip


def marlowe(folder: Path) -> None:
    """Paid by bank transfer, two of three videos delivered."""
    documents.contract(folder / "Contract Marlowe signed.pdf")
    documents.brief(folder / "Brief autumn candles.pdf")
    documents.invoice(folder / "Invoice 2026-031.pdf")
    photo.bank_slip(folder / "IMG_4471.JPG")
    phone.post(folder / "Screenshot 2026-08-22 at 10.15.png", time="10:15", handle="@ana.marlowe", posted="21 Aug", colours=FIG,
               text="Fig and cedar on a wet Friday. Link in bio. <b>#ad</b>", numbers=("1,204", "38", "112"), caption="fig, cedar, rain")  # fmt: skip
    phone.post(folder / "Screenshot 2026-09-03 at 08.50.png", time="08:50", handle="@ana.marlowe", posted="2 Sep", colours=PEAR,
               text="Smoked pear, and nowhere to be. Link in bio. <b>#ad</b>", numbers=("968", "41", "87"), caption="pear, tea, nothing else")  # fmt: skip
    newest = [("pear, tea, nothing else<br><small>2 Sep</small>", "16.8K", PEAR), ("fig, cedar, rain<br><small>21 Aug</small>", "22.4K", FIG)]
    for day, followers in (("16", "48.2K"), ("23", "48.3K")):
        phone.profile(folder / f"Screenshot 2026-09-{day} at 09.41.png", time="09:41", name="Ana Marlowe", handle="@ana.marlowe",
                      counts=("214", followers, "1.1M"), about="Small flats, slow Sundays. Bristol.", link="harbourpine.example/ana",
                      tiles=[*newest, *OLDER])  # fmt: skip
    phone.chat(folder / "Screenshot 2026-09-21 at 22.30.png", time="22:30", name="Ana Marlowe", handle="@ana.marlowe", entries=[
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
    done = [("Details confirmed", "Oct 1, 2026", True), ("Accepted", "Oct 2, 2026", True), ("Content submitted", "due Nov 2, 2026", False),
            ("Approved", "", False), ("Posted", "Nov 9 to 13, 2026", False)]  # fmt: skip
    running, overdue = ("In progress", "background:#e3eefb;color:#1d4f91"), ("Overdue", "background:#fbe3dd;color:#8c2f1d")
    late = ("The content is overdue.", "It was due on Nov 2, 2026. No content was submitted.")
    for name, clock, state, notice in (
        ("Screen Shot 2026-10-02 at 9.20.14 AM.png", "Fri Oct 2  9:20 AM", running, None),
        ("Screen Shot 2026-11-03 at 8.58.41 AM.png", "Tue Nov 3  8:58 AM", overdue, late),
        ("Screen Shot 2026-11-16 at 4.02.10 PM.png", "Mon Nov 16  4:02 PM", overdue, late),
    ):
        desktop.order(folder / name, clock=clock, order_id="TTO-48213907", state=state, steps=done, rows=rows, notice=notice,
                      content="No content submitted yet")  # fmt: skip
    phone.chat(folder / "IMG_2210.PNG", time="4:05", name="Kit Sorrel", handle="Order TTO-48213907", entries=[
        ("day", "Wed, Nov 4, 2026, 10:06 AM"),
        ("me", "Hi Kit, your video was due on Monday, and the order shows nothing. When will it come?"),
        ("day", "1:31 PM"), ("them", "hey! sorry, it's been a lot"), ("them", "need a bit more time"),
        ("day", "Tue, Nov 10, 2026, 9:15 AM"),
        ("me", "Hi Kit, we still have no video and no date. Our window changed yesterday. Please tell us today whether you can do it."),
        ("day", "Read"),
    ])  # fmt: skip
    kettles = [("ferry, 6 am", "9.8K", "160deg,#7d8f9c,#43525d"), ("what i ate in bath", "41.0K", "160deg,#b59a7a,#75603f"),
               ("one coat, nine ways", "15.2K", "160deg,#8d7f96,#55485f"), ("lighthouse bus", "7.1K", "160deg,#8fa58f,#546b54")]  # fmt: skip
    phone.profile(folder / "IMG_2211.PNG", time="4:08", name="Kit Sorrel", handle="@kit.sorrel", counts=("388", "73.5K", "2.4M"),
                  about="New England, slowly.", link="kitsorrel.example", tiles=[*kettles, *OLDER[1:4], *kettles[:2]])  # fmt: skip


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
