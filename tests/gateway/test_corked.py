"""What is written in one turn of the loop goes out as one piece, in its order, and nothing of it is lost."""

import asyncio

from bot.gateway.wechaty.corked import Corked


class Counted(asyncio.Transport):
    """A transport that keeps each piece that it was given."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1)})
        self.pieces: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.pieces.append(bytes(data))

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


async def turn() -> None:
    await asyncio.sleep(0)


async def test_what_is_written_in_one_turn_is_one_piece() -> None:
    transport = Counted()
    corked = Corked(transport)
    for word in (b"a", b"b", b"c"):
        corked.write(word)
    assert transport.pieces == []
    await turn()
    assert transport.pieces == [b"abc"]
    corked.write(b"d")
    await turn()
    await turn()
    assert transport.pieces == [b"abc", b"d"]


async def test_whoever_closes_in_the_same_turn_loses_nothing() -> None:
    transport = Counted()
    corked = Corked(transport)
    corked.write(b"last words")
    corked.close()
    assert (transport.pieces, corked.is_closing()) == ([b"last words"], True)
    await turn()
    assert transport.pieces == [b"last words"]


async def test_nothing_is_written_to_a_line_that_is_gone() -> None:
    transport = Counted()
    corked = Corked(transport)
    corked.write(b"too late")
    transport.close()
    await turn()
    assert transport.pieces == []


async def test_it_tells_of_its_line_what_the_line_tells() -> None:
    assert Corked(Counted()).get_extra_info("peername") == ("127.0.0.1", 1)
    assert Corked(Counted()).get_extra_info("cipher", "none") == "none"


async def test_a_real_line_gets_everything_in_order() -> None:
    heard = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set_result(await reader.read())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    transport, _ = await asyncio.get_running_loop().create_connection(asyncio.Protocol, "127.0.0.1", port)
    corked = Corked(transport)
    for n in range(1000):
        corked.write(b"%d " % n)
        if n % 7 == 0:
            await turn()
    corked.close()
    async with asyncio.timeout(20):
        assert await heard == b"".join(b"%d " % n for n in range(1000))
    server.close()
    await server.wait_closed()
