"""Small drawn scenes that stand for frames of videos: each fills a box of 90 by 120."""

from __future__ import annotations

from itertools import count

_ids = count()


def _room(top: str, bottom: str, floor: str, at: int = 88) -> str:
    """Draw a wall that darkens downwards, and the table or floor before it."""
    one = f"wall{next(_ids)}"
    return (f"<linearGradient id='{one}' x1='0' y1='0' x2='0.25' y2='1'><stop offset='0' stop-color='{top}'/><stop offset='1' stop-color='{bottom}'/></linearGradient>"
            f"<rect width='90' height='120' fill='url(#{one})'/><rect y='{at}' width='90' height='{120 - at}' fill='{floor}'/>")  # fmt: skip


def _glow(x: float, y: float, radius: float, colour: str, strength: float = 0.75) -> str:
    one = f"glow{next(_ids)}"
    return (f"<radialGradient id='{one}' cx='0.5' cy='0.5' r='0.5'><stop offset='0' stop-color='{colour}' stop-opacity='{strength}'/><stop offset='1' stop-color='{colour}' stop-opacity='0'/></radialGradient>"
            f"<circle cx='{x}' cy='{y}' r='{radius}' fill='url(#{one})'/>")  # fmt: skip


def candle(top: str, bottom: str, floor: str, jar: str, beside: str) -> str:
    """Draw a lit candle in a labelled jar on a table, with something of its scent beside it."""
    return (_room(top, bottom, floor, 80) + _glow(45, 44, 44, "#ffc873") + beside
            + f"<rect x='33' y='56' width='24' height='32' rx='2.5' fill='{jar}'/><rect x='33' y='56' width='5' height='32' rx='2.5' fill='#ffffff' fill-opacity='0.18'/>"
            "<ellipse cx='45' cy='57' rx='12' ry='2.6' fill='#f2e3c2'/><rect x='44.6' y='51' width='0.9' height='6' fill='#2c2018'/>"
            "<path d='M45 38 C49 44 49.5 48 45 52 C40.5 48 41 44 45 38 Z' fill='#ffb347'/><path d='M45 43 C47 46.5 47 49 45 51.5 C43 49 43 46.5 45 43 Z' fill='#fff1c4'/>"
            "<rect x='36.5' y='65' width='17' height='14' fill='#fbf6ea'/><g font-family='Source Serif 4' font-weight='600' fill='#4b3b2a' text-anchor='middle' font-size='3.2'><text x='45' y='70.5'>Harbour</text><text x='45' y='74'>&amp; Pine</text></g><rect x='40.5' y='76' width='9' height='0.4' fill='#8d7b66'/>")  # fmt: skip


FIG = ("<path d='M12 84 C8 74 14 68 18 66 C22 70 27 76 23 84 Z' fill='#4f3a52'/><path d='M18 66 l1 -4' stroke='#56603c' stroke-width='1.4'/>"
       "<path d='M66 84 C62 75 68 70 71 68 C75 71 80 78 76 84 Z' fill='#5d4560'/><path d='M60 84 q14 -10 26 -2 q-12 6 -26 2' fill='#4d5f3a'/>")  # fmt: skip
PEAR = ("<path d='M14 86 C6 84 8 74 13 70 C14 66 14 63 17 62 C20 63 20 66 21 70 C26 74 28 84 20 86 Z' fill='#a9a04c'/><path d='M17 62 l1.5 -5' stroke='#4b3b22' stroke-width='1.2'/>"
        "<path d='M64 86 h18 l-2 -14 h-14 Z' fill='#e9e2d4'/><path d='M81 74 q7 1 1 8' stroke='#e9e2d4' stroke-width='1.8' fill='none'/><ellipse cx='73' cy='72.5' rx='7' ry='1.6' fill='#5b3a1f'/>")  # fmt: skip

SCENES = {
    "fig": candle("#6d5442", "#241d19", "#1b1411", "#3e4a34", FIG),
    "pear": candle("#94803f", "#2d2716", "#201a10", "#59481f", PEAR),
    "sofa": _room("#c4d0d4", "#93a6ae", "#7a6a5a", 92) + "<rect x='8' y='58' width='74' height='30' rx='7' fill='#5f7a86'/><rect x='4' y='68' width='13' height='28' rx='5' fill='#547079'/><rect x='73' y='68' width='13' height='28' rx='5' fill='#547079'/><rect x='16' y='74' width='58' height='18' rx='4' fill='#6d8994'/><rect x='22' y='60' width='17' height='17' rx='3' fill='#e3c27e' transform='rotate(-9 30 68)'/><rect x='52' y='26' width='24' height='18' fill='#f3efe6'/>",
    "soup": _room("#e0b287", "#a8683b", "#5d3a24", 84) + "<ellipse cx='45' cy='66' rx='30' ry='7' fill='#2e3a3f'/><path d='M15 66 v18 q0 12 14 12 h32 q14 0 14 -12 v-18 Z' fill='#38464c'/><ellipse cx='45' cy='66' rx='27' ry='5.5' fill='#d8752c'/><circle cx='38' cy='65' r='2.5' fill='#f3c64a'/><circle cx='52' cy='67' r='2' fill='#5d8a3a'/><path d='M36 50 q-4 -7 0 -13 q4 -7 0 -13 M50 50 q-4 -7 0 -13 q4 -7 0 -13' stroke='#ffffff' stroke-opacity='0.5' stroke-width='2' fill='none'/>",
    "lamp": _room("#b8a98f", "#6b5d47", "#4a3d2d", 94) + _glow(45, 48, 40, "#ffe2a0", 0.9) + "<path d='M30 52 L37 26 h16 L60 52 Z' fill='#f6dfae'/><rect x='43.5' y='52' width='3' height='36' fill='#3a2f24'/><ellipse cx='45' cy='90' rx='13' ry='3.5' fill='#3a2f24'/>",
    "rain": _room("#48596a", "#2c3a48", "#26303a", 104) + "<rect x='14' y='16' width='62' height='80' fill='#8199ab'/><path d='M14 72 l14 -12 12 9 16 -15 20 14 v28 h-62 Z' fill='#5c7183'/><path d='M22 24 v12 M34 40 v14 M30 70 v10 M52 22 v16 M60 52 v12 M68 30 v10 M46 62 v14 M56 80 v10 M24 52 v8' stroke='#d5e1ea' stroke-width='1.1'/><rect x='43.5' y='16' width='3' height='80' fill='#39454f'/><rect x='14' y='54' width='62' height='3' fill='#39454f'/>",
    "plant": _room("#d7d8c2", "#9fa884", "#7d6a52", 96) + "<path d='M45 76 C30 64 20 48 24 30 C38 38 46 56 45 76 Z' fill='#4f7440'/><path d='M45 76 C58 66 70 52 66 34 C52 42 45 58 45 76 Z' fill='#5d854a'/><path d='M45 76 C40 56 40 40 46 22 C53 40 52 58 45 76 Z' fill='#3f6234'/><path d='M32 74 h26 l-4 26 h-18 Z' fill='#b8684a'/>",
    "boxes": _room("#d3c6ba", "#a5917e", "#75614f", 90) + "<rect x='12' y='56' width='36' height='40' fill='#b98d5c'/><rect x='12' y='56' width='36' height='9' fill='#a57a4b'/><rect x='28' y='56' width='4' height='40' fill='#d9bd93'/><rect x='46' y='70' width='32' height='28' fill='#c69a68'/><rect x='60' y='70' width='4' height='28' fill='#e0c69f'/><rect x='20' y='34' width='26' height='22' fill='#cda473'/>",
    "paint": _room("#e8e4d8", "#cfcbbd", "#8f8672", 104) + "<path d='M0 0 h56 v62 q-7 6 -14 0 t-14 2 t-14 -2 t-14 0 Z' fill='#7fa08f'/><rect x='40' y='58' width='30' height='11' rx='3' fill='#94b4a3'/><path d='M70 63 h7 v16 h-20 v10' stroke='#4a4a4a' stroke-width='2' fill='none'/><rect x='54.5' y='88' width='5' height='20' rx='2' fill='#c9553d'/>",
    "ferry": _room("#aebcc6", "#6f8796", "#3d5766", 74) + "<path d='M12 70 h66 l-8 14 h-52 Z' fill='#f1f1ee'/><rect x='24' y='56' width='40' height='14' fill='#e2e3e0'/><rect x='34' y='46' width='18' height='10' fill='#f1f1ee'/><rect x='44' y='34' width='8' height='13' fill='#b4453a'/><path d='M28 62 h5 M37 62 h5 M46 62 h5 M55 62 h5' stroke='#50646f' stroke-width='4'/>",
    "toast": _room("#d9c7ab", "#b49a74", "#8b6d49", 60) + "<circle cx='45' cy='78' r='32' fill='#f5f2ec'/><circle cx='45' cy='78' r='24' fill='#ebe6dc'/><rect x='29' y='64' width='24' height='22' rx='5' fill='#c58a48' transform='rotate(-8 41 75)'/><ellipse cx='42' cy='74' rx='9' ry='7' fill='#fff8ea'/><circle cx='42' cy='74' r='3.6' fill='#f2b233'/><path d='M56 84 q6 -8 8 2' stroke='#5d8a3a' stroke-width='3' fill='none'/>",
    "coat": _room("#cfc6d4", "#8c7d97", "#5e5068", 102) + "<path d='M45 18 q7 0 4 7 l19 10 l-6 66 h-34 l-6 -66 l19 -10' fill='#4e5b3c'/><path d='M45 34 v67' stroke='#38432b' stroke-width='1.4'/><circle cx='48' cy='52' r='1.6' fill='#d9c79a'/><circle cx='48' cy='66' r='1.6' fill='#d9c79a'/><circle cx='48' cy='80' r='1.6' fill='#d9c79a'/><path d='M45 20 v-8 q6 -3 5 3' stroke='#3a3140' stroke-width='1.5' fill='none'/>",
    "lighthouse": _room("#c9d8de", "#93aeb8", "#5b7a5c", 92) + "<path d='M38 92 l3 -52 h9 l3 52 Z' fill='#f4f1ea'/><path d='M39.5 66 l0.8 -13 h10.4 l0.8 13 Z' fill='#b4453a'/><rect x='40' y='30' width='11' height='10' fill='#2f3a40'/><path d='M39 30 l6.5 -8 l6.5 8 Z' fill='#b4453a'/><path d='M0 92 q20 -12 46 -6 t44 2 v32 h-90 Z' fill='#4d6b4f'/>",
    "fog": _room("#dfe3e2", "#aab5b4", "#7d8a86", 100) + "<path d='M8 100 l12 -44 12 44 Z M26 100 l10 -36 10 36 Z' fill='#71837f'/><path d='M44 104 l15 -64 15 64 Z' fill='#4b615b'/><path d='M66 104 l10 -38 12 38 Z' fill='#5f746f'/><rect y='72' width='90' height='16' fill='#dfe3e2' fill-opacity='0.45'/>",
    "books": _room("#bfae9a", "#8a755e", "#5a4735", 98) + "<rect x='14' y='52' width='9' height='46' fill='#7b3f35'/><rect x='24' y='46' width='8' height='52' fill='#d5b66a'/><rect x='33' y='56' width='11' height='42' fill='#3f5a66'/><rect x='45' y='50' width='7' height='48' fill='#e6ddcc'/><rect x='54' y='58' width='9' height='40' fill='#5f7350' transform='rotate(9 58 98)'/><rect x='10' y='98' width='70' height='3' fill='#433425'/>",
    "boots": _room("#c6cfcf", "#8fa0a1", "#6d5d4c", 86) + "<path d='M20 44 h16 v38 q12 2 13 14 h-29 Z' fill='#d3a23d'/><path d='M48 44 h16 v38 q12 2 13 14 h-29 Z' fill='#e0b04a'/><path d='M20 96 h29 M48 96 h29' stroke='#4a3a22' stroke-width='4'/>",
    "mug": _room("#b98f72", "#6f4b37", "#3f2a1f", 82) + "<path d='M26 52 h34 v32 q0 10 -10 10 h-14 q-10 0 -10 -10 Z' fill='#e8ddcc'/><path d='M60 60 q15 2 0 20' stroke='#e8ddcc' stroke-width='4.5' fill='none'/><ellipse cx='43' cy='52' rx='17' ry='4' fill='#4a2e1d'/>",
    "dog": _room("#d8cdb6", "#a7987a", "#6f7d54", 80) + "<ellipse cx='46' cy='84' rx='24' ry='14' fill='#8a5d3a'/><circle cx='28' cy='66' r='13' fill='#96683f'/><path d='M17 60 q-6 12 0 18 q6 -6 5 -16 Z M38 58 q8 8 4 18 q-7 -4 -8 -14 Z' fill='#6d4527'/><circle cx='25' cy='65' r='1.6' fill='#20160f'/><circle cx='32' cy='65' r='1.6' fill='#20160f'/><ellipse cx='28' cy='71' rx='3' ry='2.2' fill='#20160f'/><path d='M68 80 q12 -6 10 -18' stroke='#8a5d3a' stroke-width='4' fill='none'/>",
}  # fmt: skip


def picture(name: str, width: float, height: float) -> str:
    """Return the scene as an SVG that fills a box, cut at the sides where it is too wide."""
    return f"<svg style='display:block' width='{width}' height='{height}' viewBox='0 0 90 120' preserveAspectRatio='xMidYMid slice'>{SCENES[name]}</svg>"
