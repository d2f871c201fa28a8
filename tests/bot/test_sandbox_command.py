"""`liaison sandbox` as it is typed."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from bot.errors import UserError
from bot.web.server import bound


@contextmanager
def sandbox(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running sandbox and its address."""
    command = [sys.executable, "-m", "bot", "sandbox", "--no-browser", *options]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert found, line + (process.stderr.read() if process.stderr else "")
            yield process, found[0]
        finally:
            process.kill()


def test_it_takes_a_free_port_and_says_which(tmp_path: Path) -> None:
    with sandbox(tmp_path) as (_, address), urlopen(address) as page:
        assert "教育界委员群" in page.read().decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to a process there")
def test_ctrl_c_ends_it_within_two_seconds_with_open_pages(tmp_path: Path) -> None:
    with sandbox(tmp_path) as (process, address), ExitStack() as pages:
        url = address.replace("http", "ws") + "ws?as=wx-lu&chat=r1"
        for _ in range(3):
            pages.enter_context(connect(url, origin=Origin(address.rstrip("/"))))
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0
        assert time.monotonic() - begin < 2
        assert process.stderr is not None and process.stderr.read() == ""


def test_a_port_in_use_is_said_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "bot", "sandbox", "--no-browser", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode != 0 and done.stdout == ""
    assert done.stderr.startswith(f"错误:端口 {port} 用不了") and done.stderr.count("\n") == 1
    assert "--port" in done.stderr


def test_only_this_machine_can_reach_it() -> None:
    with bound(None) as place:
        assert place.getsockname()[0] == "127.0.0.1"
        with pytest.raises(UserError, match="请换一个"):
            bound(place.getsockname()[1])


def test_a_database_file_is_kept_and_not_shared(tmp_path: Path) -> None:
    with sandbox(tmp_path, "--db", "mine.db"):
        assert (tmp_path / "mine.db").stat().st_size > 0
        command = [sys.executable, "-m", "bot", "sandbox", "--no-browser", "--db", "mine.db"]
        second = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert second.returncode != 0 and second.stderr.count("\n") == 1
    assert "Traceback" not in second.stderr
