"""The harness itself: who waits for a Node process that dies is told why, at once."""

import asyncio
import signal

import pytest

from tests.gateway.node import _HOUSE, NodeGateway, missing

pytestmark = pytest.mark.node


@pytest.fixture(autouse=True)
def needs_node() -> None:
    # tests/conftest.py lets this fail where LIAISON_INSIST is set
    if why := missing():
        pytest.skip(why)


async def test_a_process_that_dies_fails_what_waits_with_its_last_words() -> None:
    node = await NodeGateway.started()
    waiting = asyncio.create_task(node.do("stats"))
    # no JSON: the harness does not catch it
    node._writer.write(b"nonsense\n")
    async with asyncio.timeout(10):
        with pytest.raises(AssertionError, match=r"(?s)ended with status 1.*SyntaxError"):
            for _ in range(1000):
                await waiting
                waiting = asyncio.create_task(node.do("stats"))
        with pytest.raises(AssertionError, match="SyntaxError"):
            await node.do("stats")
    await node.stop()
    # the next one has a new process
    again = await NodeGateway.started()
    assert "calls" in await again.do("stats")
    await again.stop()


async def test_a_process_that_is_killed_keeps_nobody_waiting() -> None:
    node = await NodeGateway.started()
    assert _HOUSE.process is not None
    _HOUSE.process.send_signal(signal.SIGSTOP)
    waiting = asyncio.create_task(node.do("stats"))
    await asyncio.sleep(0.05)
    _HOUSE.process.kill()
    async with asyncio.timeout(10):
        with pytest.raises(AssertionError, match="ended with status -9"):
            await waiting
    await node.stop()


async def test_a_line_that_is_no_json_is_passed_over() -> None:
    reader = asyncio.StreamReader()
    real = await NodeGateway.started()
    node = NodeGateway(reader, real._writer, real.port)
    for line in (b"{cut\n", b'{"#": 7, "done": true}\n', b'{"shown": {"id": "sent-1"}}\n'):
        reader.feed_data(line)
    async with asyncio.timeout(10):
        while not node.shown:
            await asyncio.sleep(0)
    await node.stop()
    await real.stop()
