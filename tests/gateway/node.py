"""The Node harness from Python: a real PuppetServer over PuppetMock, each in one process for all tests of a worker."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

HERE = Path(__file__).parent
TOP = HERE.parents[1]
PACKAGES = TOP / "bot" / "gateway" / "node" / "node_modules"
TAIL = 4000
READY = 0  # the number of the answer to the greeting; commands count from 1


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
        self._log: IO[bytes] | None = None

    async def enter(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A line to a server of one's own."""
        if self.process is not None and self.process.poll() is not None:
            self.process.communicate()
            self.process = None
        if self.process is None:
            self.door = _free_port()
            self._log = self._log or tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process lives
            command = [str(_node()), str(HERE / "node" / "puppet.mjs"), f"--door={self.door}"]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=self._log)
        async with asyncio.timeout(60):
            while self.process.poll() is None:
                with suppress(ConnectionRefusedError):
                    return await asyncio.open_connection("127.0.0.1", self.door, limit=1 << 24)
                await asyncio.sleep(0.01)
        raise AssertionError(await self.last_words())

    async def last_words(self) -> str:
        """Why a line has ended. The process may need a moment to end after its sockets."""
        if self.process is None or self._log is None:
            return "the Node harness was never started"
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                while self.process.poll() is None:
                    await asyncio.sleep(0.01)
        status = self.process.poll()
        what = "has closed the line" if status is None else f"has ended with status {status}"
        # not by seek: the process writes where this file stands
        log = self._log.fileno()
        size = os.fstat(log).st_size
        return f"the Node harness {what}\n" + os.pread(log, TAIL, max(0, size - TAIL)).decode(errors="replace")


_HOUSE = _House()


class NodeGateway:
    """Answers the same commands as fake.FakeGateway."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
        self.port = port
        self.shown: list[dict[str, Any]] = []
        self.noted: list[dict[str, Any]] = []
        self._reader = reader
        self._writer = writer
        self._asked = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._reading = asyncio.create_task(self._read())

    @staticmethod
    async def started(
        *, ring: bool = True, stock: bool = False, echo: bool = False, tls: bool = False
    ) -> "NodeGateway":
        reader, writer = await _HOUSE.enter()
        node = NodeGateway(reader, writer, _free_port())
        await node._ask(READY, {"port": node.port, "ring": ring, "stock": stock, "echo": echo, "tls": tls})
        return node

    async def _read(self) -> None:
        with suppress(OSError):
            async for line in self._reader:
                # the last line of a process that dies is cut
                with suppress(ValueError):
                    self._hear(json.loads(line))
        why = await _HOUSE.last_words()
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(AssertionError(why))

    def _hear(self, told: dict[str, Any]) -> None:
        if "ready" in told or "#" in told:
            answer = self._answers.pop(told.get("#", READY), None)
            # nobody waits any more for what came after its deadline
            if answer is not None and not answer.done():
                answer.set_result(told)
        elif "shown" in told:
            self.shown.append(told["shown"])
        else:
            self.noted.append(told)

    async def _ask(self, number: int, command: dict[str, Any]) -> dict[str, Any]:
        if self._reading.done():
            raise AssertionError(await _HOUSE.last_words())
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        self._writer.write((json.dumps(command) + "\n").encode())
        async with asyncio.timeout(60):
            told: dict[str, Any] = await answer
        return told

    async def do(self, what: str, **given: Any) -> Any:
        self._asked += 1
        told = await self._ask(self._asked, {"#": self._asked, "do": what, **given})
        if "failed" in told:
            raise AssertionError(told["failed"])
        return told.get("done")

    async def stop(self) -> None:
        self._writer.close()
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port
