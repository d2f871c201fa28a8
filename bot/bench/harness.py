"""The Node harness of the gateway's tests as a process: a real PuppetServer over a puppet that does what it is told.

It takes a JSON command a line and answers with one (tests/gateway/node/puppet.mjs). It is there in a checkout only.
"""

import asyncio
import json
import shutil
import socket
from pathlib import Path
from typing import Any

from bot.bench.path import MEMBERS, ROOMS
from bot.errors import UserError

TOP = Path(__file__).parents[2]
SCRIPT = TOP / "tests" / "gateway" / "node" / "puppet.mjs"
PACKAGES = TOP / "bot" / "gateway" / "node" / "node_modules"
TOKEN = "secret"
BOT = "bot-wx"
PATIENCE = 60.0


def missing() -> str:
    """Why the harness cannot run here; empty when it can."""
    if not SCRIPT.is_file():
        return "只在源码目录里能测:没有 tests/gateway/node"
    if shutil.which("node") is None:
        return "没有 Node:请先安装 Node 20 以上"
    return "" if PACKAGES.is_dir() else "没有 Node 的包:请先运行 make node"


class Harness:
    """`shown`: the text of each message that the puppet was asked to show, in their order."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.port = port
        self.pid = process.pid
        self.shown: list[str] = []
        self._process = process
        self._asked = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._ready = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @staticmethod
    async def started(*, ring: bool = True, echo: bool = False) -> "Harness":
        """`ring`: with the memory of our own gateway, which tells again what was told into a dead line.

        `echo`: what the bot says comes back to it, as it does from WeChat's own clients.
        """
        port = _free_port()
        process = await asyncio.create_subprocess_exec(
            *("node", str(SCRIPT), f"--port={port}", f"--ring={'yes' if ring else 'no'}"),
            f"--echo={'yes' if echo else 'no'}",
            "--tls=no",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=1 << 24,
        )
        harness = Harness(process, port)
        try:
            async with asyncio.timeout(PATIENCE):
                await harness._ready.wait()
        except TimeoutError:
            await harness.stop()
            raise UserError("测试用的网关没有启动起来:请运行 make node 后重试") from None
        return harness

    async def do(self, what: str, **given: Any) -> Any:
        """Raises UserError: it failed, or did not answer."""
        self._asked += 1
        number = self._asked
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps({"#": number, "do": what, **given}) + "\n").encode())
        await self._process.stdin.drain()
        try:
            async with asyncio.timeout(PATIENCE):
                told = await answer
        except TimeoutError:
            raise UserError(f"测试用的网关没有回答({what})") from None
        if "failed" in told:
            raise UserError(f"测试用的网关做不到({what}):{told['failed']}")
        return told.get("done")

    async def furnish(self) -> None:
        """Everybody of the bench in his room; logged in."""
        await self.do("contact", id=BOT, name="小助手")
        for n in range(MEMBERS):
            await self.do("contact", id=f"wx-{n}", name=f"委员{n}")
        for room in range(ROOMS):
            people = [f"wx-{n}" for n in range(MEMBERS) if n % ROOMS == room]
            await self.do("room", id=room_id(room), topic=f"{room + 1}群", members=[BOT, *people])
        await self.do("login", id=BOT)

    async def stop(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if "ready" in told:
                self._ready.set()
            elif "#" in told:
                self._answers.pop(told["#"]).set_result(told)
            elif "shown" in told:
                self.shown.append(str(told["shown"].get("text", "")))


def room_id(room: int) -> str:
    return f"r{room}@chatroom"


def said(n: int, text: str, prefix: str = "m") -> dict[str, Any]:
    """The n-th message: contact n of all, in his room."""
    contact = n % MEMBERS
    return {"id": f"{prefix}{n}", "room": room_id(contact % ROOMS), "from": f"wx-{contact}", "text": text}


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port
