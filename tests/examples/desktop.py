"""Windows of a web browser, 1440 by 900 pixels: a generic page of orders, no platform's own; and a cutting of one."""

from __future__ import annotations

from pathlib import Path

from drawn import png, save_png

CSS = """
body { font: 15px/1.45 'Source Sans 3'; color: #1c1c1e; width: 1440px; height: 900px; position: relative; overflow: hidden; background: #f5f5f6 }
.abs { position: absolute } .soft { color: #75757a; font-size: 13.5px }
.card { position: absolute; background: #fff; border: 1px solid #e2e2e5; border-radius: 10px; padding: 20px 24px }
.pill { display: inline-block; border-radius: 11px; padding: 1px 11px; font-size: 13px; font-weight: 600 }
td { padding: 7px 0; vertical-align: top } td.k { color: #75757a; width: 190px }
"""


def order(
    path: Path,
    *,
    clock: str,
    order_id: str,
    state: tuple[str, str],
    steps: list[tuple[str, str, bool]],
    rows: list[tuple[str, str]],
    notice: tuple[str, str] | None,
    content: str,
    activity: list[tuple[str, str]],
) -> None:
    """The page of one order: its state, its steps (name, day, done), its terms, what was submitted, and what happened."""
    word, colour = state
    marks = "".join(
        f"<div class=abs style='left:{24 + at * 205}px;top:64px;width:200px'>"
        f"<div style='width:22px;height:22px;border-radius:11px;{'background:#1f6f54' if done else 'border:2px solid #c4c4c9'};color:#fff;text-align:center;font-size:13px;line-height:22px'>{'✓' if done else ''}</div>"
        f"<div style='margin-top:6px'><b>{name}</b><br><span class=soft>{day}</span></div></div>"
        for at, (name, day, done) in enumerate(steps)
    )
    table = "".join(f"<tr><td class=k>{key}</td><td>{value}</td></tr>" for key, value in rows)
    warning = ""
    if notice:
        warning = f"<div class=abs style='left:272px;top:174px;width:1128px;background:#fdf1e3;border:1px solid #efcf9f;border-radius:8px;padding:12px 18px'><b>{notice[0]}</b> {notice[1]}</div>"
    history = "".join(f"<tr><td class=k>{day}</td><td>{what}</td></tr>" for day, what in activity)
    down = 66 if notice else 0
    menu = "".join(
        f"<div style='padding:9px 22px;{'background:#eef0f3;font-weight:600;border-radius:8px' if name == 'Orders' else ''}'>{name}</div>"
        for name in ("Overview", "Creators", "Campaigns", "Orders", "Payments", "Reports", "Settings")
    )
    body = f"""<style>{CSS}</style>
    <div class=abs style='left:0;top:0;width:1440px;height:26px;background:#e9e9ec;font-size:13.5px;padding:2px 16px'><b>Browser</b> &nbsp; File &nbsp; Edit &nbsp; View &nbsp; History &nbsp; Window<span style='float:right'>{clock}</span></div>
    <div class=abs style='left:0;top:26px;width:1440px;height:44px;background:#dcdce0'>
      <div class=abs style='left:16px;top:15px;width:13px;height:13px;border-radius:7px;background:#c2c2c7'></div><div class=abs style='left:37px;top:15px;width:13px;height:13px;border-radius:7px;background:#c2c2c7'></div><div class=abs style='left:58px;top:15px;width:13px;height:13px;border-radius:7px;background:#c2c2c7'></div>
      <div class=abs style='left:380px;top:8px;width:680px;height:28px;border-radius:8px;background:#fff;text-align:center;font-size:14px;padding-top:3px;color:#444'>one.platform.example/orders/{order_id}</div></div>
    <div class=abs style='left:0;top:70px;width:240px;height:830px;background:#fff;border-right:1px solid #e2e2e5;padding:22px 14px'><div style='padding:0 22px 18px;font-weight:600;font-size:18px'>TikTok One</div>{menu}</div>
    <div class=abs style='left:1196px;top:106px;width:94px;height:38px;border:1px solid #cfcfd4;border-radius:8px;background:#fff;text-align:center;padding-top:8px;font-weight:600'>Messages</div>
    <div class=abs style='left:1302px;top:106px;width:98px;height:38px;border:1px solid #cfcfd4;border-radius:8px;background:#fff;text-align:center;padding-top:8px;font-weight:600'>Cancel…</div>
    <div class=abs style='left:272px;top:96px;width:900px'><span class=soft>Orders › Winter teas</span><br><b style='font-size:25px'>Order {order_id}</b> &nbsp; <span class=pill style='{colour}'>{word}</span></div>
    {warning}
    <div class=card style='left:272px;top:{176 + down}px;width:1128px;height:158px'><b>Progress</b>{marks}</div>
    <div class=card style='left:272px;top:{352 + down}px;width:556px;height:298px'><b>Terms</b><table style='margin-top:8px'>{table}</table></div>
    <div class=card style='left:846px;top:{352 + down}px;width:554px;height:298px'><b>Content for approval</b><div style='margin-top:88px;text-align:center;color:#75757a'>{content}</div></div>
    <div class=card style='left:272px;top:{668 + down}px;width:1128px;height:{52 + 37 * len(activity)}px'><b>Activity</b><table style='margin-top:4px'>{history}</table></div>"""
    save_png(png(body, 1440, 900, 1.0), path)


def statement(path: Path, *, card: str, line: tuple[str, str, str, str], before: int, after: int) -> None:
    """A cutting of a card's statement: one line (day, booked, what, how much) is to be read, the others are covered."""
    cell = "display:inline-block;overflow:hidden;vertical-align:top"
    widths = (120, 120, 560, 150)
    names = ("Date", "Posted", "Description", "Amount")

    def row(cells: tuple[str, ...], style: str = "") -> str:
        inner = "".join(
            f"<span style='{cell};width:{width}px;{'text-align:right' if at == 3 else ''}'>{text}</span>"
            for at, (width, text) in enumerate(zip(widths, cells, strict=True))
        )
        return f"<div style='height:44px;padding:11px 25px 0;white-space:nowrap;border-bottom:1px solid #e6e6e9;{style}'>{inner}</div>"

    covers = ((74, 74, 300, 60), (74, 74, 214, 72), (74, 74, 356, 52), (74, 74, 262, 66), (74, 74, 188, 60))
    covered = [
        "".join(
            f"<span style='{cell};width:{width}px;height:22px;{'text-align:right' if at == 3 else ''}'><span style='display:inline-block;background:#3b3b40;width:{long}px;height:15px;margin-top:4px'></span></span>"
            for at, (width, long) in enumerate(zip(widths, cover, strict=True))
        )
        for cover in covers
    ]
    hidden = [
        f"<div style='height:44px;padding:11px 25px 0;white-space:nowrap;border-bottom:1px solid #e6e6e9'>{covered[at % len(covered)]}</div>"
        for at in range(before + after)
    ]
    rows = "".join([*hidden[:before], row(line, "font-weight:600"), *hidden[before:]])
    head = row(names, "color:#75757a;font-size:13.5px;background:#fafafb")
    height = 92 + 44 * (before + after + 2)
    body = f"""<style>{CSS} body {{ width: 1000px; height: {height}px; background: #fff }}</style>
    <div style='padding:18px 25px 14px;height:90px'><b style='font-size:21px'>Card activity</b><br><span class=soft>{card}</span></div>
    <div style='border-top:1px solid #e2e2e5'>{head}{rows}</div>"""
    save_png(png(body, 1000, height, 1.0), path)
