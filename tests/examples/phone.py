"""Screens of a telephone, 390 by 844 CSS pixels: a generic app for short videos, no maker's own."""

from __future__ import annotations

from pathlib import Path

from drawn import png, save_png

WIDTH, HEIGHT, SCALE = 390, 844, 3.0
CSS = """
body { font: 15px/1.35 'Source Sans 3'; color: #161616; width: 390px; height: 844px; position: relative; background: #fff }
.bar { position: absolute; top: 14px; left: 34px; right: 28px; font-weight: 600; font-size: 16px }
.bar span { float: right; font-size: 13px; font-weight: 600 }
.battery { display: inline-block; width: 25px; height: 12px; border: 1.4px solid; border-radius: 4px; vertical-align: -1px; padding: 1.4px; margin-left: 5px }
.battery i { display: block; height: 100%; width: 72%; background: currentColor; border-radius: 1.5px }
.signal i { display: inline-block; width: 3px; margin-right: 1.6px; background: currentColor; border-radius: 1px; vertical-align: baseline }
.home { position: absolute; bottom: 8px; left: 128px; width: 134px; height: 5px; border-radius: 3px; background: currentColor }
.abs { position: absolute }
"""


def status_bar(time: str) -> str:
    signal = "".join(f"<i style='height:{height}px'></i>" for height in (4, 6, 8, 10))
    return f"<div class=bar>{time}<span><b class=signal>{signal}</b> 5G <b class=battery><i></i></b></span></div>"


def screen(body: str, time: str, path: Path, colours: str = "background: #fff; color: #161616") -> None:
    """Draw one screen and save it."""
    html = f"<style>{CSS}</style><body style='{colours}'>{status_bar(time)}{body}<div class=home></div></body>"
    save_png(png(html, WIDTH, HEIGHT, SCALE), path)


def profile(path: Path, *, time: str, name: str, handle: str, counts: tuple[str, str, str], about: str, link: str,
            tiles: list[tuple[str, str, str]]) -> None:  # fmt: skip
    """A creator's profile: tiles are (title, views, colours of the picture), the newest first."""
    numbers = "".join(
        f"<td style='width:100px;text-align:center'><b style='font-size:18px'>{count}</b><br><span style='color:#8a8a8a;font-size:13px'>{word}</span></td>"
        for count, word in zip(counts, ("Following", "Followers", "Likes"), strict=True)
    )
    grid = ""
    for at, (title, views, colours) in enumerate(tiles):
        left, top = at % 3 * 130.5, 418 + at // 3 * 174
        grid += (
            f"<div class=abs style='left:{left}px;top:{top}px;width:129px;height:172px;background:linear-gradient({colours})'>"
            f"<div class=abs style='left:9px;right:9px;top:62px;text-align:center;color:#fff;font-weight:600;font-size:14px;line-height:17px'>{title}</div>"
            f"<div class=abs style='left:8px;bottom:6px;color:#fff;font-size:12.5px;font-weight:600'>▷ {views}</div></div>"
        ).replace("▷", "›")
    body = f"""
    <div class=abs style='top:58px;left:0;right:0;text-align:center;font-weight:600;font-size:17px'>{name}</div>
    <div class=abs style='top:58px;left:18px;font-size:22px'>‹</div><div class=abs style='top:54px;right:20px;font-size:22px'>…</div>
    <div class=abs style='top:98px;left:147px;width:96px;height:96px;border-radius:48px;background:linear-gradient(150deg,#d9b79b,#8b5e4b)'></div>
    <div class=abs style='top:122px;left:147px;width:96px;text-align:center;color:#fff;font-size:38px;font-weight:600'>{name[0]}</div>
    <div class=abs style='top:204px;left:0;right:0;text-align:center;font-weight:600'>{handle}</div>
    <table class=abs style='top:232px;left:45px'><tr>{numbers}</tr></table>
    <div class=abs style='top:288px;left:85px;width:142px;height:40px;border-radius:6px;background:#d8304e;color:#fff;text-align:center;padding-top:9px;font-weight:600'>Following</div>
    <div class=abs style='top:288px;left:233px;width:72px;height:40px;border-radius:6px;background:#f0f0f0;text-align:center;padding-top:9px;font-weight:600'>Message</div>
    <div class=abs style='top:338px;left:30px;right:30px;text-align:center;font-size:14px'>{about}<br><b>{link}</b></div>
    <div class=abs style='top:390px;left:0;right:0;border-bottom:1px solid #e3e3e3;height:27px'></div>
    <div class=abs style='top:388px;left:118px;width:154px;border-bottom:2px solid #161616;height:29px;text-align:center;font-weight:600'>Videos</div>
    {grid}"""
    screen(body, time, path)


def post(path: Path, *, time: str, handle: str, text: str, posted: str, numbers: tuple[str, str, str], colours: str, caption: str) -> None:
    """One video as it stands on the telephone, its text and its label below."""
    side = "".join(
        f"<div class=abs style='right:12px;top:{410 + at * 74}px;width:54px;text-align:center;color:#fff'>"
        f"<div style='margin:0 auto;width:38px;height:38px;border-radius:19px;background:rgba(255,255,255,.25);font-size:20px;padding-top:5px'>{mark}</div>"
        f"<div style='font-size:12.5px;font-weight:600;margin-top:2px'>{number}</div></div>"
        for at, (mark, number) in enumerate(zip(("+", "·", "→"), numbers, strict=True))
    )
    body = f"""
    <div class=abs style='top:0;left:0;width:390px;height:764px;background:linear-gradient({colours});z-index:-1'></div>
    <div class=abs style='top:56px;left:0;right:0;text-align:center;color:#fff;font-weight:600'>Following &nbsp;·&nbsp; For you</div>
    <div class=abs style='left:151px;top:246px;width:88px;height:150px;border-radius:10px 10px 14px 14px;background:linear-gradient(100deg,#f3ead9,#cdbb9d)'></div>
    <div class=abs style='left:188px;top:222px;width:14px;height:26px;border-radius:7px 7px 6px 6px;background:#f4b14a'></div>
    <div class=abs style='left:163px;top:296px;width:64px;height:52px;background:#fffdf7;text-align:center;font-size:11px;line-height:14px;padding-top:11px;color:#4b3b2a'><b>Harbour<br>&amp; Pine</b></div>
    <div class=abs style='left:40px;right:40px;top:440px;text-align:center;color:#fff;font-size:21px;line-height:26px;font-weight:600'>{caption}</div>
    {side}
    <div class=abs style='left:16px;top:640px;width:300px;color:#fff'>
      <div style='display:inline-block;background:rgba(0,0,0,.45);border-radius:4px;padding:1px 7px;font-size:12.5px;font-weight:600;margin-bottom:5px'>Paid partnership</div>
      <div><b>{handle}</b> · {posted}</div><div>{text}</div></div>
    <div class=abs style='left:0;top:764px;width:390px;height:80px;background:#000;color:#fff'><div style='padding:14px 18px;color:#9a9a9a'>Add a comment…</div></div>"""
    screen(body, time, path, "background:#000;color:#fff")


def chat(path: Path, *, time: str, name: str, handle: str, entries: list[tuple[str, str]]) -> None:
    """Messages: entries are ("day", text), ("me", text) or ("them", text), the oldest first."""
    rows = ""
    for who, text in entries:
        if who == "day":
            rows += f"<div style='text-align:center;color:#8a8a8a;font-size:12.5px;margin:15px 0 9px'>{text}</div>"
        elif who == "me":
            rows += f"<div style='margin:0 14px 8px 92px;text-align:right'><span style='display:inline-block;text-align:left;background:#2a6fdb;color:#fff;border-radius:17px;padding:8px 13px'>{text}</span></div>"
        else:
            rows += f"<div style='margin:0 92px 8px 14px'><span style='display:inline-block;background:#eeeeef;border-radius:17px;padding:8px 13px'>{text}</span></div>"
    body = f"""
    <div class=abs style='top:54px;left:18px;font-size:24px'>‹</div>
    <div class=abs style='top:56px;left:52px;width:36px;height:36px;border-radius:18px;background:linear-gradient(150deg,#d9b79b,#8b5e4b);color:#fff;text-align:center;font-weight:600;font-size:17px;padding-top:6px'>{name[0]}</div>
    <div class=abs style='top:54px;left:98px;line-height:19px'><b>{name}</b><br><span style='color:#8a8a8a;font-size:13px'>{handle}</span></div>
    <div class=abs style='top:102px;left:0;right:0;border-top:1px solid #e6e6e6;padding-top:2px'>{rows}</div>
    <div class=abs style='bottom:34px;left:14px;right:14px;height:40px;border-radius:20px;background:#f2f2f3;color:#8a8a8a;padding:9px 16px'>Send a message…</div>"""
    screen(body, time, path)
