"""Screens of a telephone, 390 by 844 CSS pixels: a generic app for short videos, no maker's own."""

from __future__ import annotations

from pathlib import Path

from drawn import png, save_png
from scenes import picture

WIDTH, HEIGHT, SCALE = 390, 844, 3.0
CSS = """
body { font: 15px/1.35 'Source Sans 3'; color: #161616; width: 390px; height: 844px; position: relative; overflow: hidden }
.abs, .home { position: absolute } .soft { color: #8a8a8a }
.clock { position: absolute; top: 14px; left: 34px; font-weight: 600; font-size: 16px }
.home { bottom: 8px; left: 128px; width: 134px; height: 5px; border-radius: 3px }
"""
PHONE_STATE = (
    "<svg class=abs style='top:17px;right:26px' width='74' height='16' viewBox='0 0 74 16' fill='{ink}'>"
    "<rect x='0' y='10' width='3' height='4' rx='1'/><rect x='4.6' y='8' width='3' height='6' rx='1'/><rect x='9.2' y='5.5' width='3' height='8.5' rx='1'/><rect x='13.8' y='3' width='3' height='11' rx='1'/>"
    "<path d='M22 7 a10 10 0 0 1 15 0 l-1.7 1.7 a7.6 7.6 0 0 0 -11.6 0 Z M25 10 a6 6 0 0 1 9 0 l-4.5 4.5 Z'/>"
    "<rect x='44' y='3.5' width='24' height='10.5' rx='3' fill='none' stroke='{ink}' stroke-width='1.2'/><rect x='46' y='5.5' width='{charge}' height='6.5' rx='1.4'/><rect x='69.5' y='7' width='1.8' height='4' rx='0.9'/></svg>"
)
HEART = "<path d='M16 27 C4 18 4 8 10 6.5 C13.5 5.7 15.5 8.5 16 10 C16.5 8.5 18.5 5.7 22 6.5 C28 8 28 18 16 27 Z'/>"
BUBBLE = "<path d='M16 6 C23 6 28 10 28 15.5 C28 21 23 25 16 25 C14.8 25 13.5 24.8 12.5 24.6 L7 28 L8 22.5 C5.5 20.8 4 18.3 4 15.5 C4 10 9 6 16 6 Z'/>"
FLAG = "<path d='M8.5 5 h15 v22 l-7.5 -5.5 l-7.5 5.5 Z'/>"
SEND = "<path d='M17.5 6 L28 15 L17.5 24 V18.5 C11 18.5 7 20.5 4 25.5 C4.5 17.5 9 12 17.5 11.5 Z'/>"


def _icon(shape: str, size: int, style: str = "fill='#fff'") -> str:
    return f"<svg width='{size}' height='{size}' viewBox='0 0 32 32' {style}>{shape}</svg>"


def screen(body: str, time: str, path: Path, *, dark: bool = False, charge: int = 15) -> None:
    """Draw one screen and save it."""
    ink = "#fff" if dark else "#161616"
    top = f"<div class=clock>{time}</div>{PHONE_STATE.format(ink=ink, charge=charge)}"
    html = f"<style>{CSS}</style><body style='background:{'#000' if dark else '#fff'};color:{ink}'>{body}{top}<div class=home style='background:{ink}'></div></body>"
    save_png(png(html, WIDTH, HEIGHT, SCALE), path)


def profile(
    path: Path,
    *,
    time: str,
    name: str,
    handle: str,
    face: str,
    counts: tuple[str, str, str],
    about: str,
    link: str,
    tiles: list[tuple[str, str, str, str]],
    charge: int = 15,
) -> None:
    """A creator's profile: tiles are (day, title, views, scene), the newest first."""
    numbers = "".join(
        f"<td style='width:100px;text-align:center'><b style='font-size:18px'>{number}</b><br><span class=soft style='font-size:13px'>{word}</span></td>"
        for number, word in zip(counts, ("Following", "Followers", "Likes"), strict=True)
    )
    white = "color:#fff;font-weight:600;text-align:left"
    grid = "".join(
        f"<div class=abs style='left:{at % 3 * 130.5}px;top:{410 + at // 3 * 160}px;width:129px;height:158.5px;overflow:hidden'>"
        f"<div class=abs style='left:0;top:0'>{picture(scene, 129, 158.5)}</div>"
        "<div class=abs style='left:0;top:88px;width:129px;height:71px;background:linear-gradient(rgba(0,0,0,0),rgba(0,0,0,.62))'></div>"
        f"<div class=abs style='left:7px;top:6px;{white};font-size:11.5px;line-height:16px;background:rgba(0,0,0,.5);border-radius:4px;padding:0 6px'>{day}</div>"
        f"<div class=abs style='left:8px;right:6px;bottom:24px;{white};font-size:12.5px;line-height:15px'>{title}</div>"
        f"<div class=abs style='left:8px;bottom:5px;{white};font-size:12px;line-height:16px'><svg width='10' height='10' viewBox='0 0 10 10' fill='none' stroke='#fff' stroke-width='1.3'><path d='M2 1 L9 5 L2 9 Z'/></svg> {views}</div></div>"
        for at, (day, title, views, scene) in enumerate(tiles)
    )
    button = "top:288px;height:40px;border-radius:8px;text-align:center;padding-top:9px;font-weight:600"
    body = f"""
    <div class=abs style='top:56px;left:0;right:0;text-align:center;font-weight:600;font-size:17px'>{name}</div>
    <svg class=abs style='top:58px;left:18px' width='12' height='20' viewBox='0 0 12 20' fill='none' stroke='#161616' stroke-width='2'><path d='M10 2 L2 10 L10 18'/></svg>
    <svg class=abs style='top:66px;right:20px' width='22' height='5' viewBox='0 0 22 5' fill='#161616'><circle cx='2.5' cy='2.5' r='2.2'/><circle cx='11' cy='2.5' r='2.2'/><circle cx='19.5' cy='2.5' r='2.2'/></svg>
    <div class=abs style='top:98px;left:147px;width:96px;height:96px;border-radius:48px;background:linear-gradient(150deg,{face});color:#fff;text-align:center;font-size:40px;line-height:96px;font-weight:600'>{name[0]}</div>
    <div class=abs style='top:202px;left:0;right:0;text-align:center;font-weight:600'>{handle}</div>
    <table class=abs style='top:230px;left:41px'><tr>{numbers}</tr></table>
    <div class=abs style='left:66px;width:126px;background:#eeeef0;{button}'>Following</div>
    <div class=abs style='left:198px;width:126px;background:#28616e;color:#fff;{button}'>Message</div>
    <div class=abs style='top:335px;left:30px;right:30px;text-align:center;font-size:14px;line-height:19px'>{about}<br><b>{link}</b></div>
    <div class=abs style='top:408px;left:0;right:0;border-top:1px solid #e3e3e3'></div>
    <div class=abs style='top:381px;left:135px;width:120px;border-bottom:2.5px solid #161616;height:28px;text-align:center;font-weight:600'>Videos</div>
    {grid}<div class=abs style='bottom:0;left:0;width:390px;height:26px;background:#fff'></div>"""
    screen(body, time, path, charge=charge)


def post(
    path: Path,
    *,
    time: str,
    handle: str,
    text: str,
    posted: str,
    numbers: tuple[str, str, str, str],
    scene: str,
    caption: str,
    length: str,
    label: str = "Paid partnership",
    charge: int = 15,
) -> None:
    """One video as it stands on the telephone, its text, its label and its length below."""
    side = "".join(
        f"<div class=abs style='right:8px;top:{372 + at * 66}px;width:60px;text-align:center;color:#fff'>{_icon(shape, 36)}"
        f"<div style='font-size:12.5px;font-weight:600;line-height:15px'>{number}</div></div>"
        for at, (shape, number) in enumerate(zip((HEART, BUBBLE, FLAG, SEND), numbers, strict=True))
    )
    body = f"""
    <div class=abs style='top:0;left:0;width:390px;height:764px;overflow:hidden'>{picture(scene, 390, 764)}</div>
    <div class=abs style='top:460px;left:0;width:390px;height:304px;background:linear-gradient(rgba(0,0,0,0),rgba(0,0,0,.6))'></div>
    <div class=abs style='top:0;right:0;width:110px;height:764px;background:linear-gradient(90deg,rgba(0,0,0,0),rgba(0,0,0,.42))'></div>
    <svg class=abs style='top:60px;left:20px' width='12' height='20' viewBox='0 0 12 20' fill='none' stroke='#fff' stroke-width='2.2'><path d='M10 2 L2 10 L10 18'/></svg>
    <div class=abs style='top:56px;left:46px;width:310px;height:32px;border-radius:9px;background:rgba(255,255,255,.18);color:#fff;font-size:14px;padding:6px 13px'>Find related videos</div>
    <div class=abs style='left:40px;right:40px;top:150px;text-align:center;color:#fff;font-size:23px;line-height:28px;font-weight:600'>{caption}</div>
    {side}
    <div class=abs style='left:16px;top:646px;width:296px;color:#fff;line-height:20px'>
      <div style='display:inline-block;background:rgba(0,0,0,.5);border-radius:4px;padding:0 7px;font-size:12.5px;font-weight:600;margin-bottom:5px'>{label}</div>
      <div><b>{handle}</b> · {posted}</div><div>{text}</div></div>
    <div class=abs style='left:16px;top:741px;color:#fff;font-size:12px;font-weight:600;line-height:14px'>0:04 / {length}</div>
    <div class=abs style='left:16px;top:760px;width:358px;height:3px;border-radius:2px;background:rgba(255,255,255,.35)'></div><div class=abs style='left:16px;top:760px;width:43px;height:3px;border-radius:2px;background:#fff'></div>
    <div class=abs style='left:0;top:764px;width:390px;height:80px;background:#000;color:#9a9a9a'><div style='padding:14px 18px'>Add a comment…</div></div>"""
    screen(body, time, path, dark=True, charge=charge)


def chat(
    path: Path, *, time: str, name: str, handle: str, face: str, entries: list[tuple[str, str]], charge: int = 15
) -> None:
    """Messages: entries are ("day", text), ("me", text), ("them", text) or ("state", text), the oldest first."""
    rows = ""
    for who, text in entries:
        if who == "day":
            rows += f"<div class=soft style='text-align:center;font-size:12.5px;margin:16px 0 9px'>{text}</div>"
        elif who == "state":
            rows += f"<div class=soft style='text-align:right;font-size:12px;margin:-3px 18px 0 0'>{text}</div>"
        elif who == "me":
            rows += f"<div style='margin:0 14px 7px 84px;text-align:right'><span style='display:inline-block;text-align:left;background:#28616e;color:#fff;border-radius:18px 18px 5px 18px;padding:8px 13px'>{text}</span></div>"
        else:
            rows += (
                f"<div style='margin:0 84px 7px 52px;position:relative'><span style='position:absolute;left:-38px;bottom:2px;width:28px;height:28px;border-radius:14px;background:linear-gradient(150deg,{face});color:#fff;text-align:center;font-size:13px;line-height:28px;font-weight:600'>{name[0]}</span>"
                f"<span style='display:inline-block;background:#eeeeef;border-radius:18px 18px 18px 5px;padding:8px 13px'>{text}</span></div>"
            )
    body = f"""
    <svg class=abs style='top:63px;left:18px' width='12' height='20' viewBox='0 0 12 20' fill='none' stroke='#161616' stroke-width='2'><path d='M10 2 L2 10 L10 18'/></svg>
    <div class=abs style='top:55px;left:46px;width:38px;height:38px;border-radius:19px;background:linear-gradient(150deg,{face});color:#fff;text-align:center;font-weight:600;font-size:18px;line-height:38px'>{name[0]}</div>
    <div class=abs style='top:55px;left:96px;line-height:19px'><b>{name}</b><br><span class=soft style='font-size:13px'>{handle}</span></div>
    <div class=abs style='top:102px;left:0;right:0;border-top:1px solid #e6e6e6;padding-top:2px'>{rows}</div>
    <div class=abs style='bottom:34px;left:14px;right:62px;height:40px;border-radius:20px;background:#f2f2f3;color:#8a8a8a;padding:9px 16px'>Send a message…</div>
    <div class=abs style='bottom:35px;right:14px'>{_icon(SEND, 36, "fill='#28616e'")}</div>"""
    screen(body, time, path, charge=charge)


BACK = "<svg class=abs style='top:58px;left:18px' width='12' height='20' viewBox='0 0 12 20' fill='none' stroke='#161616' stroke-width='2'><path d='M10 2 L2 10 L10 18'/></svg>"
COIN = "<svg width='{size}' height='{size}' viewBox='0 0 32 32'><circle cx='16' cy='16' r='15' fill='#d9a92f'/><circle cx='16' cy='16' r='11.5' fill='#edc65a'/><path d='M16 9 v14' stroke='#b98518' stroke-width='2.6' stroke-linecap='round'/></svg>"
FILLED = "border-radius:8px;background:#28616e;color:#fff;text-align:center;font-weight:600"


def _title(text: str) -> str:
    return f"{BACK}<div class=abs style='top:56px;left:0;right:0;text-align:center;font-weight:600;font-size:17px'>{text}</div>"


def wallet(
    path: Path, *, time: str, coins: str, account: str, history: list[tuple[str, str, str]], charge: int = 15
) -> None:
    """The balance of coins: history is (what, when, how many), the newest first."""
    rows = "".join(
        f"<div style='height:62px;border-bottom:1px solid #ececee;padding:10px 0;line-height:20px'><b style='float:right;font-size:16px;padding-top:10px'>{many}</b><b>{what}</b><br><span class=soft style='font-size:13px'>{when}</span></div>"
        for what, when, many in history
    )
    body = f"""{_title("Balance")}
    <div class=abs style='top:104px;left:16px;width:358px;height:170px;border-radius:12px;background:#f4f4f5'></div>
    <div class=abs style='top:120px;left:34px;color:#6b6b6e'>Coins</div><div class=abs style='top:120px;right:34px;color:#6b6b6e'>{account}</div>
    <div class=abs style='top:150px;left:34px'>{COIN.format(size=34)}</div>
    <div class=abs style='top:143px;left:80px;font-size:38px;font-weight:600;line-height:46px'>{coins}</div>
    <div class=abs style='top:212px;left:34px;width:322px;height:42px;padding-top:10px;{FILLED}'>Get coins</div>
    <div class=abs style='top:300px;left:20px;font-weight:600;font-size:17px'>Coin history</div>
    <div class=abs style='top:332px;left:20px;right:20px'>{rows}<p class=soft style='font-size:13px;line-height:18px'>Older than 90 days is not shown.</p></div>"""
    screen(body, time, path, charge=charge)


def _promotion(scene: str, text: str, posted: str, sections: list[tuple[str, list[tuple[str, str]]]], top: int) -> str:
    """Lay out a post in small and, below it, sections of lines (name, value)."""
    parts = (
        f"<div style='height:92px'><div style='float:left;width:58px;height:78px;overflow:hidden;border-radius:6px'>{picture(scene, 58, 78)}</div>"
        f"<div style='margin-left:72px;padding-top:12px;line-height:20px'><b>{text}</b><br><span class=soft style='font-size:13px'>{posted}</span></div></div>"
    )
    for name, lines in sections:
        parts += f"<div style='font-weight:600;font-size:16px;margin:10px 0 3px'>{name}</div>" + "".join(
            f"<div style='border-bottom:1px solid #ececee;height:38px;padding-top:9px'><span style='float:right'>{value}</span><span style='color:#6b6b6e'>{key}</span></div>"
            for key, value in lines
        )
    return f"<div class=abs style='top:{top}px;left:20px;right:20px'>{parts}</div>"


def promote(
    path: Path,
    *,
    time: str,
    scene: str,
    text: str,
    posted: str,
    sections: list[tuple[str, list[tuple[str, str]]]],
    pay: str,
    error: tuple[str, str, str] | None = None,
    charge: int = 15,
) -> None:
    """The promotion as it is set up, with its button; with `error` (title, text, small print) the message that lies over it."""
    over = ""
    if error:
        title, words, small = error
        over = f"""<div class=abs style='top:0;left:0;width:390px;height:844px;background:rgba(0,0,0,.52)'></div>
        <div class=abs style='top:300px;left:42px;width:306px;background:#fff;border-radius:14px;text-align:center;padding:24px 22px 0'>
        <div style='font-weight:600;font-size:18px;line-height:23px'>{title}</div><div style='margin-top:10px;line-height:21px'>{words}</div>
        <div class=soft style='margin-top:12px;font-size:13px;line-height:18px'>{small}</div>
        <div style='margin:18px -22px 0;border-top:1px solid #e3e3e5;height:50px;padding-top:14px;font-weight:600;color:#28616e'>OK</div></div>"""
    body = f"""{_title("Promote")}{_promotion(scene, text, posted, sections, 100)}
    <div class=abs style='bottom:46px;left:20px;width:350px;height:46px;padding-top:12px;{FILLED}'>{pay}</div>{over}"""
    screen(body, time, path, charge=charge)


def promotion(
    path: Path,
    *,
    time: str,
    number: str,
    state: str,
    scene: str,
    text: str,
    posted: str,
    sections: list[tuple[str, list[tuple[str, str]]]],
    charge: int = 15,
) -> None:
    """The page of one promotion, with its state."""
    body = f"""{_title("Promotion details")}
    <div class=abs style='top:98px;left:20px;right:20px;height:56px;border-radius:10px;background:#fbe9e4;padding:9px 14px;line-height:19px'><b style='color:#8c2f1d'>{state}</b><br><span style='font-size:13px;color:#6b4038'>Promotion {number}</span></div>
    {_promotion(scene, text, posted, sections, 172)}
    <div class=abs style='bottom:46px;left:20px;width:350px;height:46px;border-radius:8px;background:#eeeef0;text-align:center;padding-top:12px;font-weight:600'>Report a problem</div>"""
    screen(body, time, path, charge=charge)


def gone(path: Path, *, time: str, address: str, charge: int = 15) -> None:
    """The page of a video that is no longer there, in the telephone's browser, with its address."""
    host, rest = address.split("/", 1)
    body = f"""
    <div class=abs style='top:50px;left:12px;right:12px;height:50px;border-radius:12px;background:#f0f0f2;font-size:12.5px;line-height:16px;padding:9px 14px'><b>{host}</b><br><span style='color:#6b6b6e'>/{rest}</span></div>
    <div class=abs style='top:112px;left:0;right:0;border-top:1px solid #e6e6e6;height:52px;padding:14px 18px'><span style='float:right;border:1px solid #d2d2d5;border-radius:6px;padding:1px 12px;font-weight:600;font-size:14px'>Log in</span><b style='font-size:18px'>TikTok</b></div>
    <div class=abs style='top:164px;left:0;right:0;border-top:1px solid #e6e6e6'></div>
    <svg class=abs style='top:290px;left:155px' width='80' height='80' viewBox='0 0 80 80' fill='none' stroke='#a9a9ad' stroke-width='3.4'><rect x='12' y='16' width='56' height='48' rx='8'/><path d='M34 31 L50 40 L34 49 Z'/><path d='M10 70 L70 10'/></svg>
    <div class=abs style='top:392px;left:30px;right:30px;text-align:center;font-weight:600;font-size:19px'>Video unavailable</div>
    <div class=abs style='top:424px;left:40px;right:40px;text-align:center;color:#77777b;line-height:21px'>This video is not available any more. Look for other videos of the same creator.</div>
    <div class=abs style='top:492px;left:95px;width:200px;height:42px;padding-top:10px;{FILLED}'>See the profile</div>"""
    screen(body, time, path, charge=charge)
