"""The Node harness from Python: a real PuppetServer over PuppetMock, each in one process for all tests of a worker."""

import asyncio
import json
import shutil
import socket
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOP = HERE.parents[1]
PACKAGES = TOP / "bot" / "gateway" / "node" / "node_modules"


def _node() -> str | None:
    """The Node that `make node` used: this machine's, or the one from PyPI."""
    own = TOP / ".venv-node" / "bin" / "node"
    return str(own) if own.exists() else shutil.which("node")


def missing() -> str:
    """Why the harness cannot run here; empty when it can."""
    if _node() is None:
        return "no Node here: run `make node`"
    return "" if PACKAGES.is_dir() else "no Node packages here: run `make node`"


class _House:
    """The process that holds the servers; it ends when this one does, for its stdin ends then."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.door = 0

    async def enter(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A line to a server of one's own."""
        if self.process is None or self.process.poll() is not None:
            self.door = _free_port()
            command = [str(_node()), str(HERE / "node" / "puppet.mjs"), f"--door={self.door}"]
            silence = subprocess.DEVNULL
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=silence, stderr=silence)
        async with asyncio.timeout(60):
            while self.process.poll() is None:
                with suppress(ConnectionRefusedError):
                    return await asyncio.open_connection("127.0.0.1", self.door, limit=1 << 24)
                await asyncio.sleep(0.01)
        raise AssertionError("the Node harness has ended at its start")

    def leave(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()


_SHARED = _House()


class NodeGateway:
    """Answers the same commands as fake.FakeGateway."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
        self.port = port
        self.shown: list[dict[str, Any]] = []
        self.noted: list[dict[str, Any]] = []
        self._reader = reader
        self._writer = writer
        self._own: _House | None = None
        self._asked = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._ready = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @staticmethod
    async def started(
        *, ring: bool = True, stock: bool = False, echo: bool = False, tls: bool = False, alone: bool = False
    ) -> "NodeGateway":
        """`alone`: in a process of its own, as cold as a gateway that has just been started."""
        house = _House() if alone else _SHARED
        reader, writer = await house.enter()
        node = NodeGateway(reader, writer, _free_port())
        if alone:
            node._own = house
        node._tell({"port": node.port, "ring": ring, "stock": stock, "echo": echo, "tls": tls})
        async with asyncio.timeout(60):
            await node._ready.wait()
        return node

    async def _read(self) -> None:
        async for line in self._reader:
            told = json.loads(line)
            if "ready" in told:
                self._ready.set()
            elif "#" in told:
                self._answers.pop(told["#"]).set_result(told)
            elif "shown" in told:
                self.shown.append(told["shown"])
            else:
                self.noted.append(told)

    def _tell(self, what: dict[str, Any]) -> None:
        self._writer.write((json.dumps(what) + "\n").encode())

    async def do(self, what: str, **given: Any) -> Any:
        self._asked += 1
        number = self._asked
        self._answers[number] = asyncio.get_running_loop().create_future()
        self._tell({"#": number, "do": what, **given})
        await self._writer.drain()
        async with asyncio.timeout(60):
            told = await self._answers[number]
        if "failed" in told:
            raise AssertionError(told["failed"])
        return told.get("done")

    async def stop(self) -> None:
        self._writer.close()
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        if self._own is not None:
            self._own.leave()


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port
