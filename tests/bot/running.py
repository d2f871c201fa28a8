"""`liaison run` in a process of its own, against a platform in the test's process."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from handlers.roster import RosterRow
from handlers.roster_import import import_roster
from storage.store import Store
from tests.chat import MORNING
from tests.commands import environment
from tests.gateway.fake import FakeGateway
from tests.gateway.linked import furnish, until

CONFIG = """
[committee]
name = "贵港市政协"
[people]
owners = {owners}
[[rooms]]
name = "教育界委员群"
kind = "member"
sector = "教育"
[sending]
ack_hold_seconds = 0
per_room_seconds = 0
between_rooms_seconds = 0
[gateway]
address = "127.0.0.1:{gateway}"
token = "{token}"
[service]
port = {port}
json_logs = {json}
drain_seconds = 3
"""


# only keeps a failing test from hanging: what starts here takes a second, and ten on a busy machine
DEADLINE = 120


class Running:
    """`out` and `err`: what it has said so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.out = ""
        self.err = ""
        assert process.stdout is not None and process.stderr is not None
        streams = ((process.stdout, "out"), (process.stderr, "err"))
        self._reading = [asyncio.create_task(self._read(stream, where)) for stream, where in streams]

    async def _read(self, stream: asyncio.StreamReader, where: str) -> None:
        while chunk := await stream.readline():
            setattr(self, where, getattr(self, where) + chunk.decode())

    async def says(self, words: str) -> None:
        """Wait until it has said so, on either stream."""
        with suppress(TimeoutError):
            await until(lambda: words in self.out + self.err or self.process.returncode is not None, DEADLINE)
        assert words in self.out + self.err, self.out + self.err

    async def ends(self, number: int | None = signal.SIGTERM) -> int:
        """Send the signal and wait for the end; whatever happened, there was no traceback."""
        if number is not None and self.process.returncode is None:
            self.process.send_signal(number)
        status = await asyncio.wait_for(self.process.wait(), DEADLINE)
        await asyncio.gather(*self._reading)
        for trace in ("Traceback", "was destroyed", "never awaited", "never retrieved"):
            assert trace not in self.out + self.err, self.out + self.err
        return status


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        port: int = place.getsockname()[1]
        return port


def office(
    folder: Path,
    gateway: int,
    *,
    token: str = "secret",
    port: int = 0,
    owners: str = '["wx-owner"]',
    json: bool = False,
) -> None:
    """A folder with a configuration and a database that holds a roster."""
    (folder / "config.toml").write_text(
        CONFIG.format(gateway=gateway, token=token, port=port, owners=owners, json=str(json).lower()), encoding="utf-8"
    )
    # without her 微信号: she is recognised by her name in the group
    rows = [
        RosterRow("陆秀芳", "教育", phone_tail="6612"),
        RosterRow("黄志明", "经济", wechat_id="wx-huang", role="办公室"),
    ]
    with Store.open(f"sqlite:///{folder / 'liaison.db'}") as store:
        store.write(lambda unit: import_roster(unit, rows, MORNING, by="test")).result()


@asynccontextmanager
async def running(folder: Path, *options: str) -> AsyncIterator[Running]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", *options, cwd=folder, env=environment(folder) | {"LANG": "C.UTF-8"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    one = Running(process)
    try:
        yield one
    finally:
        if process.returncode is None:
            os.kill(process.pid, signal.SIGKILL)
        await one.ends(None)


async def platform() -> FakeGateway:
    fake = await FakeGateway.started()
    await furnish(fake)
    return fake


def shown(fake: FakeGateway) -> list[tuple[str, str]]:
    """(to whom, what) of all that the platform has shown."""
    return [(one["to"], one.get("text", one.get("file", ""))) for one in fake.shown]
