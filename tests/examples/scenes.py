"""Small drawn scenes that stand for frames of videos: each fills a box of 90 by 120."""

from __future__ import annotations

from itertools import count

_ids = count()


def _room(top: str, bottom: str, floor: str, at: int = 88) -> str:
    """Draw a wall that darkens downwards, and the table or floor before it."""
    one = f"wall{next(_ids)}"
    return (
        f"<linearGradient id='{one}' x1='0' y1='0' x2='0.25' y2='1'><stop offset='0' stop-color='{top}'/><stop offset='1' stop-color='{bottom}'/></linearGradient>"
        f"<rect width='90' height='120' fill='url(#{one})'/><rect y='{at}' width='90' height='{120 - at}' fill='{floor}'/>"
    )


def _glow(x: float, y: float, radius: float, colour: str, strength: float = 0.75) -> str:
    one = f"glow{next(_ids)}"
    return (
        f"<radialGradient id='{one}' cx='0.5' cy='0.5' r='0.5'><stop offset='0' stop-color='{colour}' stop-opacity='{strength}'/><stop offset='1' stop-color='{colour}' stop-opacity='0'/></radialGradient>"
        f"<circle cx='{x}' cy='{y}' r='{radius}' fill='url(#{one})'/>"
    )


def candle(top: str, bottom: str, floor: str, jar: str, beside: str) -> str:
    """Draw a lit candle in a labelled jar on a table, with something of its scent beside it."""
    return (
        _room(top, bottom, floor, 80)
        + _glow(45, 44, 44, "#ffc873")
        + beside
        + f"<rect x='33' y='56' width='24' height='32' rx='2.5' fill='{jar}'/><rect x='33' y='56' width='5' height='32' rx='2.5' fill='#ffffff' fill-opacity='0.18'/>"
        "<ellipse cx='45' cy='57' rx='12' ry='2.6' fill='#f2e3c2'/><rect x='44.6' y='51' width='0.9' height='6' fill='#2c2018'/>"
        "<path d='M45 38 C49 44 49.5 48 45 52 C40.5 48 41 44 45 38 Z' fill='#ffb347'/><path d='M45 43 C47 46.5 47 49 45 51.5 C43 49 43 46.5 45 43 Z' fill='#fff1c4'/>"
        "<rect x='36.5' y='65' width='17' height='14' fill='#fbf6ea'/><g font-family='Source Serif 4' font-weight='600' fill='#4b3b2a' text-anchor='middle' font-size='3.2'><text x='45' y='70.5'>Harbour</text><text x='45' y='74'>&amp; Pine</text></g><rect x='40.5' y='76' width='9' height='0.4' fill='#8d7b66'/>"
    )


FIG = (
    "<path d='M12 84 C8 74 14 68 18 66 C22 70 27 76 23 84 Z' fill='#4f3a52'/><path d='M18 66 l1 -4' stroke='#56603c' stroke-width='1.4'/>"
    "<path d='M66 84 C62 75 68 70 71 68 C75 71 80 78 76 84 Z' fill='#5d4560'/><path d='M60 84 q14 -10 26 -2 q-12 6 -26 2' fill='#4d5f3a'/>"
)
PEAR = (
    "<path d='M14 86 C6 84 8 74 13 70 C14 66 14 63 17 62 C20 63 20 66 21 70 C26 74 28 84 20 86 Z' fill='#a9a04c'/><path d='M17 62 l1.5 -5' stroke='#4b3b22' stroke-width='1.2'/>"
    "<path d='M64 86 h18 l-2 -14 h-14 Z' fill='#e9e2d4'/><path d='M81 74 q7 1 1 8' stroke='#e9e2d4' stroke-width='1.8' fill='none'/><ellipse cx='73' cy='72.5' rx='7' ry='1.6' fill='#5b3a1f'/>"
)

SCENES = {
    "fig": candle("#6d5442", "#241d19", "#1b1411", "#3e4a34", FIG),
    "pear": candle("#94803f", "#2d2716", "#201a10", "#59481f", PEAR),
    "sofa": _room("#c4d0d4", "#93a6ae", "#7a6a5a", 92)
    + "<rect x='8' y='58' width='74' height='30' rx='7' fill='#5f7a86'/><rect x='4' y='68' width='13' height='28' rx='5' fill='#547079'/><rect x='73' y='68' width='13' height='28' rx='5' fill='#547079'/><rect x='16' y='74' width='58' height='18' rx='4' fill='#6d8994'/><rect x='22' y='60' width='17' height='17' rx='3' fill='#e3c27e' transform='rotate(-9 30 68)'/><rect x='52' y='26' width='24' height='18' fill='#f3efe6'/>",
    "soup": _room("#e0b287", "#a8683b", "#5d3a24", 84)
    + "<ellipse cx='45' cy='66' rx='30' ry='7' fill='#2e3a3f'/><path d='M15 66 v18 q0 12 14 12 h32 q14 0 14 -12 v-18 Z' fill='#38464c'/><ellipse cx='45' cy='66' rx='27' ry='5.5' fill='#d8752c'/><circle cx='38' cy='65' r='2.5' fill='#f3c64a'/><circle cx='52' cy='67' r='2' fill='#5d8a3a'/><path d='M36 50 q-4 -7 0 -13 q4 -7 0 -13 M50 50 q-4 -7 0 -13 q4 -7 0 -13' stroke='#ffffff' stroke-opacity='0.5' stroke-width='2' fill='none'/>",
    "lamp": _room("#b8a98f", "#6b5d47", "#4a3d2d", 94)
    + _glow(45, 48, 40, "#ffe2a0", 0.9)
    + "<path d='M30 52 L37 26 h16 L60 52 Z' fill='#f6dfae'/><rect x='43.5' y='52' width='3' height='36' fill='#3a2f24'/><ellipse cx='45' cy='90' rx='13' ry='3.5' fill='#3a2f24'/>",
    "rain": _room("#48596a", "#2c3a48", "#26303a", 104)
    + "<rect x='14' y='16' width='62' height='80' fill='#8199ab'/><path d='M14 72 l14 -12 12 9 16 -15 20 14 v28 h-62 Z' fill='#5c7183'/><path d='M22 24 v12 M34 40 v14 M30 70 v10 M52 22 v16 M60 52 v12 M68 30 v10 M46 62 v14 M56 80 v10 M24 52 v8' stroke='#d5e1ea' stroke-width='1.1'/><rect x='43.5' y='16' width='3' height='80' fill='#39454f'/><rect x='14' y='54' width='62' height='3' fill='#39454f'/>",
    "plant": _room("#d7d8c2", "#9fa884", "#7d6a52", 96)
    + "<path d='M45 76 C30 64 20 48 24 30 C38 38 46 56 45 76 Z' fill='#4f7440'/><path d='M45 76 C58 66 70 52 66 34 C52 42 45 58 45 76 Z' fill='#5d854a'/><path d='M45 76 C40 56 40 40 46 22 C53 40 52 58 45 76 Z' fill='#3f6234'/><path d='M32 74 h26 l-4 26 h-18 Z' fill='#b8684a'/>",
    "boxes": _room("#d3c6ba", "#a5917e", "#75614f", 90)
    + "<rect x='12' y='56' width='36' height='40' fill='#b98d5c'/><rect x='12' y='56' width='36' height='9' fill='#a57a4b'/><rect x='28' y='56' width='4' height='40' fill='#d9bd93'/><rect x='46' y='70' width='32' height='28' fill='#c69a68'/><rect x='60' y='70' width='4' height='28' fill='#e0c69f'/><rect x='20' y='34' width='26' height='22' fill='#cda473'/>",
    "paint": _room("#e8e4d8", "#cfcbbd", "#8f8672", 104)
    + "<path d='M0 0 h56 v62 q-7 6 -14 0 t-14 2 t-14 -2 t-14 0 Z' fill='#7fa08f'/><rect x='40' y='58' width='30' height='11' rx='3' fill='#94b4a3'/><path d='M70 63 h7 v16 h-20 v10' stroke='#4a4a4a' stroke-width='2' fill='none'/><rect x='54.5' y='88' width='5' height='20' rx='2' fill='#c9553d'/>",
    "ferry": _room("#aebcc6", "#6f8796", "#3d5766", 74)
    + "<path d='M12 70 h66 l-8 14 h-52 Z' fill='#f1f1ee'/><rect x='24' y='56' width='40' height='14' fill='#e2e3e0'/><rect x='34' y='46' width='18' height='10' fill='#f1f1ee'/><rect x='44' y='34' width='8' height='13' fill='#b4453a'/><path d='M28 62 h5 M37 62 h5 M46 62 h5 M55 62 h5' stroke='#50646f' stroke-width='4'/>",
    "toast": _room("#d9c7ab", "#b49a74", "#8b6d49", 60)
    + "<circle cx='45' cy='78' r='32' fill='#f5f2ec'/><circle cx='45' cy='78' r='24' fill='#ebe6dc'/><rect x='29' y='64' width='24' height='22' rx='5' fill='#c58a48' transform='rotate(-8 41 75)'/><ellipse cx='42' cy='74' rx='9' ry='7' fill='#fff8ea'/><circle cx='42' cy='74' r='3.6' fill='#f2b233'/><path d='M56 84 q6 -8 8 2' stroke='#5d8a3a' stroke-width='3' fill='none'/>",
    "coat": _room("#cfc6d4", "#8c7d97", "#5e5068", 102)
    + "<path d='M45 18 q7 0 4 7 l19 10 l-6 66 h-34 l-6 -66 l19 -10' fill='#4e5b3c'/><path d='M45 34 v67' stroke='#38432b' stroke-width='1.4'/><circle cx='48' cy='52' r='1.6' fill='#d9c79a'/><circle cx='48' cy='66' r='1.6' fill='#d9c79a'/><circle cx='48' cy='80' r='1.6' fill='#d9c79a'/><path d='M45 20 v-8 q6 -3 5 3' stroke='#3a3140' stroke-width='1.5' fill='none'/>",
    "lighthouse": _room("#c9d8de", "#93aeb8", "#5b7a5c", 92)
    + "<path d='M38 92 l3 -52 h9 l3 52 Z' fill='#f4f1ea'/><path d='M39.5 66 l0.8 -13 h10.4 l0.8 13 Z' fill='#b4453a'/><rect x='40' y='30' width='11' height='10' fill='#2f3a40'/><path d='M39 30 l6.5 -8 l6.5 8 Z' fill='#b4453a'/><path d='M0 92 q20 -12 46 -6 t44 2 v32 h-90 Z' fill='#4d6b4f'/>",
    "fog": _room("#dfe3e2", "#aab5b4", "#7d8a86", 100)
    + "<path d='M8 100 l12 -44 12 44 Z M26 100 l10 -36 10 36 Z' fill='#71837f'/><path d='M44 104 l15 -64 15 64 Z' fill='#4b615b'/><path d='M66 104 l10 -38 12 38 Z' fill='#5f746f'/><rect y='72' width='90' height='16' fill='#dfe3e2' fill-opacity='0.45'/>",
    "books": _room("#bfae9a", "#8a755e", "#5a4735", 98)
    + "<rect x='14' y='52' width='9' height='46' fill='#7b3f35'/><rect x='24' y='46' width='8' height='52' fill='#d5b66a'/><rect x='33' y='56' width='11' height='42' fill='#3f5a66'/><rect x='45' y='50' width='7' height='48' fill='#e6ddcc'/><rect x='54' y='58' width='9' height='40' fill='#5f7350' transform='rotate(9 58 98)'/><rect x='10' y='98' width='70' height='3' fill='#433425'/>",
    "boots": _room("#c6cfcf", "#8fa0a1", "#6d5d4c", 86)
    + "<path d='M20 44 h16 v38 q12 2 13 14 h-29 Z' fill='#d3a23d'/><path d='M48 44 h16 v38 q12 2 13 14 h-29 Z' fill='#e0b04a'/><path d='M20 96 h29 M48 96 h29' stroke='#4a3a22' stroke-width='4'/>",
    "mug": _room("#b98f72", "#6f4b37", "#3f2a1f", 82)
    + "<path d='M26 52 h34 v32 q0 10 -10 10 h-14 q-10 0 -10 -10 Z' fill='#e8ddcc'/><path d='M60 60 q15 2 0 20' stroke='#e8ddcc' stroke-width='4.5' fill='none'/><ellipse cx='43' cy='52' rx='17' ry='4' fill='#4a2e1d'/>",
    "dog": _room("#d8cdb6", "#a7987a", "#6f7d54", 80)
    + "<ellipse cx='46' cy='84' rx='24' ry='14' fill='#8a5d3a'/><circle cx='28' cy='66' r='13' fill='#96683f'/><path d='M17 60 q-6 12 0 18 q6 -6 5 -16 Z M38 58 q8 8 4 18 q-7 -4 -8 -14 Z' fill='#6d4527'/><circle cx='25' cy='65' r='1.6' fill='#20160f'/><circle cx='32' cy='65' r='1.6' fill='#20160f'/><ellipse cx='28' cy='71' rx='3' ry='2.2' fill='#20160f'/><path d='M68 80 q12 -6 10 -18' stroke='#8a5d3a' stroke-width='4' fill='none'/>",
    "cape": _room("#7e919d", "#4d606f", "#39454c", 78)
    + "<path d='M12 78 V44 l6 -8 l6 8 V78 Z' fill='#5d463f'/><path d='M24 78 V38 h3 v-4 h7 v4 h3 V78 Z' fill='#7b6a52'/><path d='M37 78 V48 l8 -9 l8 9 V78 Z' fill='#4c4342'/><path d='M53 78 V42 h12 V78 Z' fill='#6d4a3e'/><path d='M65 78 V46 l7 -8 l7 8 V78 Z' fill='#837459'/>"
    "<path d='M16 50 h4 v6 h-4 Z M28 46 h4 v6 h-4 Z M57 50 h4 v6 h-4 Z M70 54 h4 v6 h-4 Z M28 60 h4 v6 h-4 Z' fill='#e9c877'/><path d='M0 88 h90 M0 99 h90' stroke='#566670' stroke-width='0.5'/><ellipse cx='45' cy='100' rx='17' ry='2.6' fill='#20282c'/>"
    "<g transform='translate(45 76) scale(0.56) translate(-45 -62)'><rect x='37' y='84' width='6' height='20' fill='#2b3a44'/><rect x='48' y='84' width='6' height='20' fill='#2b3a44'/><path d='M35 102 h9 v5 h-12 Z M47 102 h9 l3 5 h-12 Z' fill='#8a352c'/><path d='M45 24 C57 30 66 60 69 88 q-24 7 -48 0 C24 60 33 30 45 24 Z' fill='#dba63a'/><path d='M45 38 V91' stroke='#b3832a' stroke-width='1.2'/><path d='M31 66 q2 14 -2 23 M59 66 q-2 14 2 23' stroke='#b98a2c' stroke-width='1' fill='none'/><circle cx='45' cy='26' r='11' fill='#cd9731'/><ellipse cx='45' cy='28' rx='6.4' ry='7.4' fill='#e8c7a8'/><path d='M38.4 25 q6.6 -7 13.2 0 q-6.6 -3 -13.2 0' fill='#5a3c28'/><path d='M42 28.6 h1.6 M46.6 28.6 h1.6 M43.4 32.2 q1.7 1.2 3.4 0' stroke='#4a3020' stroke-width='0.8' fill='none'/></g>"
    + "<path d='"
    + " ".join(f"M{(at * 37) % 91} {(at * 53) % 104} l-1.2 {5 + at % 4}" for at in range(58))
    + "' stroke='#dfe9ef' stroke-opacity='0.42' stroke-width='0.5' fill='none'/>",
    "canal": _room("#c5d3da", "#93a9b4", "#4f6a74", 76)
    + "<path d='M4 76 V40 l7 -9 l7 9 V76 Z' fill='#8a4b3a'/><path d='M18 76 V34 h4 v-5 h8 v5 h4 V76 Z' fill='#c9a878'/><path d='M34 76 V44 l9 -10 l9 10 V76 Z' fill='#5f4a44'/><path d='M52 76 V38 h16 V76 Z' fill='#a9634a'/><path d='M68 76 V42 l9 -9 l9 9 V76 Z' fill='#d8c7a3'/><path d='M9 48 h4 v7 h-4 Z M9 60 h4 v7 h-4 Z M24 42 h4 v8 h-4 Z M24 56 h4 v8 h-4 Z M41 50 h4 v7 h-4 Z M41 62 h4 v7 h-4 Z M57 46 h6 v8 h-6 Z M57 60 h6 v8 h-6 Z M75 50 h4 v7 h-4 Z M75 62 h4 v7 h-4 Z' fill='#f4efdf'/><path d='M20 92 h50 l-6 9 h-38 Z' fill='#2f3f3a'/><rect x='30' y='85' width='24' height='7' fill='#d9d2c0'/>",
    "bike": _room("#d6c9b4", "#a08e75", "#6b5d4e", 90)
    + "<g fill='none' stroke='#23282b' stroke-width='2.2'><circle cx='23' cy='80' r='15'/><circle cx='67' cy='80' r='15'/></g><path d='M23 80 L36 54 L60 54 L67 80 M36 54 L45 80 L23 80 M45 80 L60 54 M60 54 l-2 -9 h9' fill='none' stroke='#2f6b5a' stroke-width='2.6'/><path d='M31 52 h11' stroke='#3a2a20' stroke-width='3.6'/><circle cx='68' cy='44' r='3' fill='#d9b23c'/><path d='M58 46 h-2 v-8 h14 v6' fill='#b98d5c'/>",
    "bulbs": _room("#cfd6be", "#9ba784", "#4a3a2c", 72)
    + "<path d='M14 98 q-6 -10 4 -18 q10 8 4 18 Z M36 104 q-6 -10 4 -18 q10 8 4 18 Z M60 100 q-6 -10 4 -18 q10 8 4 18 Z' fill='#c08a52'/><path d='M18 80 v-5 M40 86 v-5 M64 82 v-5' stroke='#7f9a4e' stroke-width='2'/><path d='M58 22 l5 5 l-22 40 l-9 -5 Z' fill='#b98d5c'/><path d='M32 60 l12 7 q-6 14 -16 12 q-4 -8 4 -19 Z' fill='#8b9499'/>",
    "pancakes": _room("#dcc9ac", "#b7966d", "#7d5c3d", 62)
    + "<ellipse cx='45' cy='86' rx='36' ry='16' fill='#f3efe6'/><ellipse cx='45' cy='82' rx='26' ry='9' fill='#c98f45'/><ellipse cx='45' cy='78' rx='26' ry='9' fill='#dba659'/><ellipse cx='45' cy='74' rx='26' ry='9' fill='#c98f45'/><ellipse cx='45' cy='70' rx='26' ry='9' fill='#e0ae63'/><path d='M30 70 q6 -6 15 -4 q14 -3 16 4 q-2 8 -6 12 q-3 -6 -7 -7 q-8 4 -18 -5' fill='#8a4a1d' fill-opacity='0.75'/><rect x='40' y='62' width='11' height='6' rx='1.5' fill='#f7e7a8'/>",
    "bridge": _room("#b9c4c9", "#7f929b", "#46606b", 82)
    + "<path d='M0 70 h42 v7 h-42 Z' fill='#5b5148'/><path d='M46 74 L84 32 l4 4 L52 77 Z' fill='#6d6055'/><rect x='36' y='30' width='5' height='42' fill='#e9e4d6'/><path d='M36 30 L76 40' stroke='#e9e4d6' stroke-width='2.4'/><path d='M75 40 V45' stroke='#3c3c3c' stroke-width='1.4'/><circle cx='20' cy='58' r='4.5' fill='#c23b2c'/><rect x='18.6' y='62' width='2.8' height='9' fill='#3c3c3c'/><path d='M54 96 h30 l-5 9 h-21 Z' fill='#8a3d31'/><rect x='60' y='88' width='14' height='8' fill='#efe9da'/>",
    "heron": _room("#cfd9d6", "#9fb0a9", "#5c7a70", 84)
    + "<path d='M44 104 V82 M50 104 V82' stroke='#8a7a4a' stroke-width='1.5'/><path d='M30 84 q4 -22 20 -26 q14 6 10 26 q-14 8 -30 0 Z' fill='#8795a0'/><path d='M52 62 q-10 -12 -2 -22 q6 -8 0 -14' stroke='#dfe4e6' stroke-width='5' fill='none'/><circle cx='49' cy='24' r='5' fill='#dfe4e6'/><path d='M46 24 L26 28 L46 27 Z' fill='#d79a34'/><path d='M52 21 q8 -1 12 5' stroke='#2a3238' stroke-width='1.8' fill='none'/><circle cx='47.4' cy='23' r='0.9' fill='#20160f'/>",
    "market": _room("#cdd3d6", "#9aa3a8", "#6f6a62", 92)
    + "<path d='M6 34 h78 l4 12 h-86 Z' fill='#2f6f8f'/><path d='M18 34 h12 l-2 12 h-13 Z M44 34 h12 l1 12 h-13 Z M70 34 h10 l4 12 h-12 Z' fill='#f2efe8'/><path d='M8 46 v46 M82 46 v46' stroke='#4a4a48' stroke-width='2'/><rect x='12' y='66' width='66' height='26' fill='#8f6b45'/><g fill='#d8752c'><circle cx='20' cy='65' r='4'/><circle cx='28' cy='65' r='4'/><circle cx='24' cy='60' r='4'/></g><g fill='#6f8f3f'><circle cx='42' cy='65' r='5'/><circle cx='50' cy='64' r='5'/></g><g fill='#b33a35'><circle cx='64' cy='65' r='4'/><circle cx='71' cy='65' r='4'/><circle cx='67' cy='60' r='4'/></g>",
    "stairs": _room("#e4dfd3", "#bdb5a5", "#7c6a55", 108)
    + "<path d='M18 108 V98 h9 V88 h9 V78 h9 V68 h9 V58 h9 V48 h9 V38 h9 V28 H90 V108 Z' fill='#a17b52'/><path d='M18 98 h9 M27 88 h9 M36 78 h9 M45 68 h9 M54 58 h9 M63 48 h9 M72 38 h9' stroke='#e2c79c' stroke-width='2.4'/><path d='M14 84 L80 10' stroke='#5a4432' stroke-width='2.6'/><path d='M20 78 v18 M38 58 v18 M56 38 v18' stroke='#5a4432' stroke-width='1.6'/>",
    "cat": _room("#c3b2a8", "#8d7a70", "#5c4d45", 86)
    + "<rect x='14' y='14' width='62' height='54' fill='#a9bfca'/><path d='M45 14 v54 M14 40 h62' stroke='#efe9de' stroke-width='3'/><rect x='8' y='68' width='74' height='6' fill='#efe9de'/><path d='M32 68 q-4 -20 10 -22 q16 0 14 22 Z' fill='#2c2a2c'/><path d='M36 48 l1 -9 l5 6 h5 l5 -6 l0 10 q-2 8 -8 8 t-8 -9 Z' fill='#2c2a2c'/><circle cx='41.5' cy='49' r='1.1' fill='#d9c23c'/><circle cx='47.5' cy='49' r='1.1' fill='#d9c23c'/><path d='M56 64 q14 2 12 16' stroke='#2c2a2c' stroke-width='4' fill='none'/>",
    "attic": _room("#a39384", "#63564c", "#43382f", 96)
    + "<path d='M0 60 L45 12 L90 60 V96 H0 Z' fill='#7d6d5f'/><path d='M0 60 L45 12 L90 60' stroke='#4b3f36' stroke-width='3.4' fill='none'/><path d='M36 40 h18 v22 h-18 Z' fill='#dfe9ee'/><path d='M45 40 v22 M36 51 h18' stroke='#4b3f36' stroke-width='1.6'/>"
    + _glow(45, 56, 34, "#f3f7f8", 0.5)
    + "<rect x='12' y='82' width='26' height='20' fill='#8a6540'/><path d='M56 102 v-26 h22 v26 Z' fill='#5c4632'/><path d='M67 76 v26' stroke='#3c2d20' stroke-width='1.2'/>",
    "skates": _room("#d9e4ea", "#a9bdc9", "#c6d6df", 86)
    + "<path d='M18 42 h14 v30 q14 2 17 12 h-31 Z' fill='#3b3f47'/><path d='M14 90 h40 M20 84 v6 M44 84 v6' stroke='#6c7a84' stroke-width='2.4'/><path d='M46 50 h13 v26 q13 2 16 11 h-29 Z' fill='#4b515c'/><path d='M42 94 h40 M48 88 v6 M71 88 v6' stroke='#6c7a84' stroke-width='2.4'/><path d='M20 48 h10 M20 55 h10 M20 62 h10 M48 56 h9 M48 63 h9 M48 70 h9' stroke='#e9ecef' stroke-width='1.3'/>",
    "yarn": _room("#8b7a66", "#51453a", "#6b4f38", 74)
    + _glow(45, 58, 40, "#ffe7bf", 0.45)
    + "<ellipse cx='45' cy='93' rx='31' ry='4' fill='#3c2b1e' fill-opacity='0.55'/>"
    + "".join(
        f"<g transform='translate({x} {y}) rotate({turn}) scale(0.74)'><rect x='-9' y='-24' width='18' height='48' rx='9' fill='{colour}'/><path d='M-7 -18 L7 -9 M-8 -9 L8 1 M-8 0 L8 10 M-8 9 L8 19 M-5 18 L3 23' stroke='#ffffff' stroke-opacity='0.28' stroke-width='1.3'/><path d='M-8 -14 L6 -5 M-8 -5 L8 5 M-8 4 L8 14 M-7 13 L6 21' stroke='#000000' stroke-opacity='0.18' stroke-width='1.1'/><rect x='-9.4' y='-7' width='18.8' height='14' fill='#f6f0e2'/><g font-family='Source Serif 4' font-weight='600' fill='#4b3b2a' text-anchor='middle' font-size='3.5'><text y='-0.6'>Oddment</text><text y='4.2'>&amp; Ply</text></g></g>"
        for x, y, turn, colour in ((29, 76, -10, "#9c4434"), (45, 74, 2, "#3f5f6e"), (61, 77, 12, "#71834f"))
    )
    + "<path d='M20 99 q12 -6 22 0 t28 -2' stroke='#b25a48' stroke-width='1' fill='none'/>",
}


def picture(name: str, width: float, height: float) -> str:
    """Return the scene as an SVG that fills a box, cut at the sides where it is too wide."""
    return f"<svg style='display:block' width='{width}' height='{height}' viewBox='0 0 90 120' preserveAspectRatio='xMidYMid slice'>{SCENES[name]}</svg>"
