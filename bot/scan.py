"""A login that wants a scan: said in the log, shown in the terminal when there is one.

The code's text lets whoever has it take part in the login, so it is drawn and never written.
"""

import asyncio
import logging
from typing import TextIO

import segno

from bot.gateway.wechaty.state import LinkState

log = logging.getLogger(__name__)

EVERY = 0.5  # seconds


async def watch_login(link: LinkState, terminal: TextIO, page: str, every: float = EVERY) -> None:
    """Tell of each new code and of each login, until cancelled. `page`: where the code is shown too, if anywhere."""
    code, account = "", ""
    while True:
        if link.qr != code:
            code = link.qr
            if code:
                tell(code, terminal, page)
        if link.self_id != account:
            account = link.self_id
            log.info("the account has logged %s", "in" if account else "out")
        await asyncio.sleep(every)


def tell(code: str, terminal: TextIO, page: str) -> None:
    where = f",或打开 {page} 扫码" if page else ""
    log.warning("微信要扫码登录:请用机器人的微信扫终端里的二维码%s", where)
    square = _square(code)
    if square is not None and terminal.isatty():
        square.terminal(out=terminal, compact=True)
        terminal.flush()


def drawn(code: str) -> str:
    """The code as an SVG element for a page, without its text; empty when it cannot be drawn."""
    square = _square(code)
    return "" if square is None else str(square.svg_inline(scale=6, dark="#000", light="#fff"))


def _square(code: str) -> segno.QRCode | None:
    try:
        return segno.make(code, micro=False)
    except ValueError:
        # longer than any QR code: not what a scan can want
        return None
