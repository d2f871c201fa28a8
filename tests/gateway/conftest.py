"""The same tests on the fake in this process and on the real Node server."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from tests.gateway.fake import FakeGateway
from tests.gateway.node import NodeGateway, missing

Platform = FakeGateway | NodeGateway
Start = Callable[..., Awaitable[Platform]]


@pytest.fixture(params=["fake", pytest.param("node", marks=pytest.mark.node)])
async def start(request: pytest.FixtureRequest) -> AsyncIterator[Start]:
    """`await start(ring=…, echo=…)`: a platform; all are stopped at the end."""
    kind: Any = FakeGateway
    if request.param == "node":
        why = missing()
        if why and os.environ.get("LIAISON_INSIST"):
            pytest.fail(why)
        if why:
            pytest.skip(why)
        kind = NodeGateway
    begun: list[Platform] = []

    async def one(**options: Any) -> Platform:
        platform: Platform = await kind.started(**options)
        begun.append(platform)
        return platform

    yield one
    for platform in begun:
        await platform.stop()
