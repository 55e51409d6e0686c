"""A case with many photos of many megabytes: the time that one more exhibit costs, and the memory of all processes.

    python tests/packetbench.py [--exhibits 15 30 60] [--megabytes 400]

The photos are drawn here, 12 million pixels each, as heavy as `--megabytes` asks of the largest case. Each case is
built once afresh and once again with one caption edited. Nothing here is a test: it prints what it measured.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from conftest import evidence
from PIL import Image, ImageChops
from test_channels import case as channel_case

MAKEGOOD = Path(sys.executable).with_name("makegood")
SIZE = (4000, 3000)
CHANNEL = "ads_spent_dispute"
"""Its packet goes to a desk's form, which has no known bound; a mail or a card issuer would refuse so much."""
EVERY = 0.02


def photo(seed: int, weight: int) -> bytes:
    """Draw shapes with grain, and encode them at the quality at which they weigh about so many bytes."""
    dice = random.Random(seed)
    shapes = Image.frombytes("RGB", (80, 60), dice.randbytes(80 * 60 * 3)).resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", (2000, 1500), dice.randbytes(3_000_000)).resize(SIZE).point(lambda value: value // 5)
    image = ImageChops.add(shapes, Image.merge("RGB", (grain, grain, grain)))
    low, high = 5, 98
    data = b""
    while low < high:
        middle = (low + high + 1) // 2
        out = BytesIO()
        image.save(out, "JPEG", quality=middle)
        low, high, data = (middle, high, out.getvalue()) if out.tell() <= weight else (low, middle - 1, data)
    return data or out.getvalue()


def put(home: Path, photos: Sequence[bytes]) -> Path:
    """Write a case that shows all of them."""
    folder = home / "cases" / "MG-2026-201"
    folder.mkdir(parents=True)
    data: dict[str, Any] = channel_case(CHANNEL)
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    evidence(folder)
    shown = [
        {"id": f"photo-{at}", "file": f"photo-{at}.jpg", "kind": "other", "caption": f"Photo {at}."}
        for at in range(len(photos))
    ]
    for item, one in zip(shown, photos, strict=True):
        (folder / "evidence" / str(item["file"])).write_bytes(one)
    data["evidence"] = [*data["evidence"], *shown]
    data["settings"] = {"limits": {"evidence_bytes": 2_000_000_000, "evidence_files": 500}}
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def memory(session: int) -> int:
    """Add up the memory, in bytes, that the processes of a session hold and do not share."""
    total = 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if int((path / "stat").read_text().rpartition(")")[2].split()[3]) != session:
                continue
            lines = (path / "smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        except (OSError, ValueError, IndexError):
            continue
    return total


def build(folder: Path) -> tuple[float, int]:
    """Build a case; return the CPU seconds of all its processes, and the most memory that they held at once."""
    before, most, done = os.times(), 0, threading.Event()
    command = [str(MAKEGOOD), "build", "--frozen", str(folder)]
    with subprocess.Popen(
        command, cwd=folder.parent.parent, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:

        def watch() -> None:
            nonlocal most
            while not done.is_set():
                most = max(most, memory(running.pid))
                time.sleep(EVERY)

        watcher = threading.Thread(target=watch)
        watcher.start()
        status = running.wait()
        done.set()
        watcher.join()
    if status:
        raise SystemExit(status)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system, most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exhibits", type=int, nargs="+", default=[15, 30, 60])
    parser.add_argument("--megabytes", type=int, default=400)
    asked = parser.parse_args()
    photos = [photo(seed, asked.megabytes * 1_000_000 // max(asked.exhibits)) for seed in range(max(asked.exhibits))]
    print("| exhibits | evidence | packet | first build | most memory | caption edited | most memory |")
    print("|---|---|---|---|---|---|---|")
    found = []
    with tempfile.TemporaryDirectory() as home:
        for count in sorted(asked.exhibits):
            folder = put(Path(home, str(count)), photos[:count])
            first, held = build(folder)
            text = (folder / "case.json").read_text(encoding="utf-8")
            (folder / "case.json").write_text(text.replace("Photo 0.", "The first photo."), encoding="utf-8")
            again, held_again = build(folder)
            packet = (folder.parent.parent / "build" / folder.name / "packet" / "tiktok.pdf").stat().st_size
            found.append((count, first))
            print(
                f"| {count} | {sum(map(len, photos[:count])) / 1e6:.0f} MB | {packet / 1e6:.1f} MB | {first:.1f} s "
                f"| {held / 1e6:.0f} MB | {again:.1f} s | {held_again / 1e6:.0f} MB |",
                flush=True,
            )
    each = [(later - sooner) / (more - fewer) for (fewer, sooner), (more, later) in pairwise(found)]
    print("one exhibit more: " + ", ".join(f"{cost:.2f} s" for cost in each) + " of CPU time; linear where these agree")


if __name__ == "__main__":
    main()
