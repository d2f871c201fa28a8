"""A wire to the gateway that can be cut, and a black hole: the connection stands and nothing comes through."""

import asyncio
import contextlib


class CutWire:
    """`await CutWire.before(port)` listens on `port` of its own; `cut`, `swallow`, `close`."""

    def __init__(self, behind: int) -> None:
        self.port = 0
        self._behind = behind
        self._flow = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @staticmethod
    async def before(behind: int) -> "CutWire":
        proxy = CutWire(behind)
        proxy._server = await asyncio.start_server(proxy._serve, "127.0.0.1", 0)
        proxy.port = proxy._server.sockets[0].getsockname()[1]
        return proxy

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._behind)
        except OSError:
            writer.close()
            return
        flow = asyncio.Event()
        flow.set()
        self._flow = flow
        self._writers |= {writer, back}
        for source, target in ((reader, back), (there, writer)):
            task = asyncio.create_task(self._pump(source, target, flow))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, flow: asyncio.Event) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                await flow.wait()
                target.write(data)
                await target.drain()
        target.close()
        self._writers.discard(target)

    def cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    def swallow(self) -> None:
        """The present connections carry nothing any more; new ones do."""
        self._flow.clear()

    async def close(self) -> None:
        self.cut()
        assert self._server is not None
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()
