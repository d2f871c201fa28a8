"""The Node harness from Python: a real PuppetServer over PuppetMock in a process of its own."""

import asyncio
import json
import shutil
import socket
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


class NodeGateway:
    """Answers the same commands as fake.FakeGateway."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.port = port
        self.shown: list[dict[str, Any]] = []
        self.noted: list[dict[str, Any]] = []
        self._process = process
        self._asked = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._ready = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @staticmethod
    async def started(
        *, ring: bool = True, stock: bool = False, echo: bool = False, tls: bool = False
    ) -> "NodeGateway":
        port = _free_port()
        yes = {True: "yes", False: "no"}
        process = await asyncio.create_subprocess_exec(
            str(_node()),
            str(HERE / "node" / "puppet.mjs"),
            f"--port={port}",
            f"--ring={yes[ring]}",
            f"--stock={yes[stock]}",
            f"--echo={yes[echo]}",
            f"--tls={yes[tls]}",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=1 << 24,
        )
        node = NodeGateway(process, port)
        async with asyncio.timeout(60):
            await node._ready.wait()
        return node

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
                self.shown.append(told["shown"])
            else:
                self.noted.append(told)

    async def do(self, what: str, **given: Any) -> Any:
        self._asked += 1
        number = self._asked
        self._answers[number] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps({"#": number, "do": what, **given}) + "\n").encode())
        await self._process.stdin.drain()
        async with asyncio.timeout(60):
            told = await self._answers[number]
        if "failed" in told:
            raise AssertionError(told["failed"])
        return told.get("done")

    async def stop(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port
