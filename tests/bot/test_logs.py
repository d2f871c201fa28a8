"""One line an event, with a time that has its zone, and never what a member said."""

import asyncio
import io
import json
import logging
import re
import threading
from collections.abc import Iterator

import pytest

from bot import logs
from bot.gateway.wechaty.state import LinkState
from bot.scan import drawn, watch_login
from tests.chat import ZONE
from tests.gateway.linked import until

SAID = "张三说走访了5人"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, threading.excepthook
    yield
    root.handlers[:], threading.excepthook = handlers, hook
    root.setLevel(level)


def written(json_lines: bool) -> str:
    out = io.StringIO()
    logs.set_up(json_lines=json_lines, zone=ZONE, out=out)
    log = logging.getLogger("bot.test")
    log.warning("not sent: %s", "no answer")
    log.info("two\nlines")
    try:
        raise ValueError(SAID)
    except ValueError:
        log.exception("it failed")
    return out.getvalue()


def test_json_lines() -> None:
    first, second, third = map(json.loads, written(True).splitlines())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00", first.pop("time"))
    assert first == {"level": "warning", "logger": "bot.test", "message": "not sent: no answer"}
    assert second["message"] == "two\nlines"
    assert third["where"].endswith("ValueError") and "test_logs.py" in third["where"] and SAID not in str(third)


def test_plain_lines() -> None:
    first, second, third = written(False).splitlines()
    assert first.endswith("+08:00 warning bot.test: not sent: no answer")
    assert second.endswith("info bot.test: two | lines")
    assert "it failed | " in third and third.endswith("| ValueError") and SAID not in third


def test_what_nobody_caught_is_told_by_its_place_alone() -> None:
    out = io.StringIO()
    logs.set_up(json_lines=True, zone=ZONE, out=out)

    def fails() -> None:
        raise ValueError(SAID)

    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()

    async def forgets() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.of_loop)
        loop.call_soon(fails)
        await asyncio.sleep(0)

    asyncio.run(forgets())
    assert len(out.getvalue().splitlines()) == 2 and SAID not in out.getvalue()
    assert all("fails" in line and "ValueError" in line for line in out.getvalue().splitlines())


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("terminal", [Terminal(), io.StringIO()])
async def test_a_code_is_drawn_where_there_is_a_terminal_and_logged_without_its_text(
    terminal: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    link = LinkState()
    with caplog.at_level(logging.INFO):
        watching = asyncio.create_task(watch_login(link, terminal, "http://127.0.0.1:8790/", every=0.001))
        for code in ("https://l.example/secret1", "https://l.example/secret2"):
            link.qr = code
            already = len(caplog.messages)
            await until(lambda already=already: len(caplog.messages) > already)  # type: ignore[misc]
        link.qr, link.self_id = "", "bot-wx"
        await until(lambda: "the account has logged in" in caplog.messages)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
    assert sum("扫码登录" in line and "http://127.0.0.1:8790/" in line for line in caplog.messages) == 2
    assert "secret" not in caplog.text + terminal.getvalue()
    assert ("▄" in terminal.getvalue()) == terminal.isatty()


def test_the_drawing_on_the_page_holds_no_text() -> None:
    assert drawn("https://l.example/secret").startswith("<svg ") and "secret" not in drawn("https://l.example/secret")
    assert drawn("x" * 5000) == ""
