"""A bank's paper slip, photographed on a table with a telephone: turned by EXIF, with a place and a serial number."""

from __future__ import annotations

import random
from pathlib import Path

from drawn import png
from PIL import Image, ImageChops, ImageFilter

SLIP = """<body style="font: 15px/23px 'Source Sans 3'; width: 420px; height: 540px; background: #fbfaf4; color: #26262a; padding: 34px 36px">
<div style="font: 600 21px 'Source Serif 4'; border-bottom: 2px solid #26262a; padding-bottom: 10px">Payment confirmation</div>
<div style="margin-top: 6px; color: #66666c">Branch copy · printed 6 August 2026, 13:57</div>
<table style="margin-top: 18px; border-collapse: collapse; width: 348px; font-size: 16px; line-height: 21px">%s</table>
<div style="margin-top: 20px; font-size: 13.5px; line-height: 19px; color: #66666c">Faster Payments usually arrive within two hours. Keep this slip for your records. Queries: 020 7946 0190.</div>
<div style="margin-top: 18px; font: 600 13px 'Source Sans 3'; letter-spacing: 3px">0604 7718 2093 5561</div></body>"""
ROWS = (
    ("From", "Harbour &amp; Pine Ltd<br>account ending 2093"),
    ("To", "Ana Marlowe<br>account ending 4471"),
    ("Amount", "<b style='font-size:21px'>GBP 1,500.00</b>"),
    ("Paid on", "6 August 2026"),
    ("Method", "Faster Payments"),
    ("Reference", "HP-0846"),
    ("Status", "Sent"),
)
UPRIGHT = (1500, 2000)
TURNED_RIGHT = 6
ORIENTATION, MAKE, MODEL, DATE, GPS = 0x0112, 0x010F, 0x0110, 0x0132, 0x8825
CAMERA, TAKEN, ZONE, SERIAL = 0x8769, 0x9003, 0x9011, 0xA431


def bank_slip(path: Path) -> None:
    """Draw the slip, lay it on a table, light it from the left, and save it as a telephone would."""
    dice = random.Random(4471)
    rows = "".join(
        f"<tr><td style='padding:5px 12px 5px 0;color:#66666c;width:96px;vertical-align:top'>{key}</td><td style='padding:5px 0'>{value}</td></tr>"
        for key, value in ROWS
    )
    slip = png(SLIP % rows, 420, 540, 2.75).convert("RGBA")
    slip = _folded(slip)
    slip = slip.rotate(-2.3, expand=True, resample=Image.Resampling.BICUBIC)
    table = _grain(UPRIGHT, (122, 86, 58), 16, dice, stretch=40)
    at = ((UPRIGHT[0] - slip.width) // 2, (UPRIGHT[1] - slip.height) // 2 - 30)
    shade = Image.new("L", UPRIGHT, 0)
    shade.paste(slip.getchannel("A").point(lambda value: value * 150 // 255), (at[0] + 18, at[1] + 24))
    table = Image.composite(Image.new("RGB", UPRIGHT, (38, 26, 18)), table, shade.filter(ImageFilter.GaussianBlur(22)))
    table.paste(slip.convert("RGB"), at, slip.getchannel("A"))
    light = Image.linear_gradient("L").rotate(90).resize(UPRIGHT).point(lambda value: 196 + value * 59 // 255)
    photo = ImageChops.multiply(table, Image.merge("RGB", (light, light, light.point(lambda value: value * 96 // 100))))
    photo = ImageChops.add(photo, _grain(UPRIGHT, (8, 8, 8), 8, dice), offset=-8).filter(ImageFilter.GaussianBlur(0.8))
    photo.transpose(Image.Transpose.ROTATE_90).save(path, quality=80, exif=_exif())


def _folded(slip: Image.Image) -> Image.Image:
    """Crease the paper once across, where it was folded into a pocket."""
    middle, depth = slip.height // 2, 26
    crease = Image.new("L", slip.size, 255)
    for away in range(-depth, depth + 1):
        tone = 255 - round((24 if away <= 0 else 9) * (1 - abs(away) / depth) ** 2)
        crease.paste(tone, (0, middle + away, slip.width, middle + away + 1))
    crease.paste(208, (0, middle, slip.width, middle + 2))
    folded = ImageChops.multiply(slip.convert("RGB"), Image.merge("RGB", (crease, crease, crease))).convert("RGBA")
    folded.putalpha(slip.getchannel("A"))
    return folded


def _grain(
    size: tuple[int, int], colour: tuple[int, int, int], depth: int, dice: random.Random, stretch: int = 1
) -> Image.Image:
    """Make a surface of one colour with irregular grain, drawn out sideways for wood."""
    small = (max(1, size[0] // (2 * stretch)), size[1] // 2)
    noise = Image.frombytes("L", small, dice.randbytes(small[0] * small[1])).resize(size, Image.Resampling.BICUBIC)
    return Image.merge(
        "RGB", [noise.point(lambda value, base=base: base + (value - 128) * depth // 128) for base in colour]
    )


def _exif() -> Image.Exif:
    """What a camera writes beside the pixels, and no output may have: a place in the open sea among it."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE], exif[MODEL], exif[DATE] = (
        TURNED_RIGHT,
        "Example Phones",
        "Phone 4",
        "2026:08:06 14:22:09",
    )
    exif.get_ifd(GPS).update({1: "S", 2: (48.0, 52.0, 36.0), 3: "W", 4: (123.0, 23.0, 36.0)})
    exif.get_ifd(CAMERA).update({TAKEN: exif[DATE], ZONE: "+01:00", SERIAL: "SERIAL-CANARY-4471"})
    return exif
