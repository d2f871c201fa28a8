"""What a running bot shows on its machine."""

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from bot.clock import SetClock
from bot.config import Config
from bot.gateway.base import Doubtful, NotSent
from bot.gateway.wechaty.state import LinkState
from bot.messages import Incoming, Outgoing, Recall
from bot.metrics import Counted, Metrics
from bot.web.status import Watched, status_app
from storage.errors import StorageError
from storage.store import Store
from tests.bot.running import DEADLINE, free_port, office, platform, running
from tests.chat import MORNING, Platform
from tests.gateway.linked import say, until

HERE = "http://127.0.0.1:8790"
CODE = "https://login.weixin.example/l/secret"


class Shown:
    """The pages of a bot whose link and database do what the test says."""

    def __init__(self, store: Store, client: TestClient, link: LinkState, watched: Watched) -> None:
        self.store, self.client, self.link, self.watched = store, client, link, watched

    def get(self, path: str = "/", **more: Any) -> Any:
        return self.client.get(path, **more)


@pytest.fixture
def pages() -> Iterator[Shown]:
    link = LinkState(up=True, self_id="bot-wx", puppet="padlocal", sessions=2, heard_at=time.monotonic())
    with Store.open("sqlite://") as store:
        watched = Watched(Config(), SetClock(MORNING), store, link, Metrics(link, store))
        with TestClient(status_app(watched), base_url=HERE) as client:
            yield Shown(store, client, link, watched)


def test_it_is_ready_when_link_login_and_database_are_there(pages: Shown) -> None:
    assert pages.get("/healthz").text == "ok\n"
    answer = pages.get("/readyz")
    assert answer.status_code == 200 and answer.json() == {"ready": True, "missing": [], "fault": ""}


def test_it_says_what_is_missing(pages: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    pages.link.up, pages.link.self_id, pages.link.fault = False, "", "网关 1.2.3.4:5 没有开"
    answer = pages.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "missing": ["link", "login"], "fault": "网关 1.2.3.4:5 没有开"}

    def broken(work: Any) -> Any:
        raise StorageError("数据库满了")

    monkeypatch.setattr(pages.store, "write", broken)
    assert pages.get("/readyz").json()["missing"] == ["link", "login", "database"]
    assert pages.get("/healthz").status_code == 200


def test_a_database_that_refuses_to_write_is_missing(pages: Shown) -> None:
    def refuse(unit):  # type: ignore[no-untyped-def]
        unit.connection.exec_driver_sql("PRAGMA query_only = 1")

    pages.store.write(refuse).result()
    assert pages.get("/readyz").json()["missing"] == ["database"]


async def test_the_numbers_count_and_name_nobody(pages: Shown) -> None:
    class Moody(Platform):
        async def events(self):  # type: ignore[no-untyped-def]
            yield Incoming("m1", "教育界委员群", "wx-张三", "张三", "走访5人", MORNING)
            yield Recall("m1", MORNING)

    counted = Counted(Moody(), pages.watched.metrics)
    assert len([event async for event in counted.events()]) == 2
    platform = Moody()
    for fault in (None, NotSent, Doubtful):
        platform.refuse, platform.vanish = int(fault is NotSent), int(fault is Doubtful)
        counted = Counted(platform, pages.watched.metrics)
        if fault is None:
            await counted.send(Outgoing("k", "教育界委员群", False, "已记 张三", kind="ack"))
        else:
            with pytest.raises(fault):
                await counted.send(Outgoing("k", "教育界委员群", False, "已记 张三", kind="ack"))
    text = pages.get("/metrics").text
    for line in (
        'liaison_messages_received_total{kind="text"} 1.0',
        'liaison_messages_received_total{kind="recall"} 1.0',
        'liaison_deliveries_total{kind="ack",outcome="sent"} 1.0',
        'liaison_deliveries_total{kind="ack",outcome="failed"} 1.0',
        'liaison_deliveries_total{kind="ack",outcome="doubtful"} 1.0',
        "liaison_records_total 0.0",
        "liaison_outbox_waiting 0.0",
        "liaison_link_up 1.0",
        "liaison_logged_in 1.0",
        "liaison_link_sessions_total 2.0",
        "liaison_messages_unreadable_total 0.0",
        "liaison_messages_set_aside_total 0.0",
    ):
        assert line in text
    assert re.search(r"^liaison_last_event_seconds \d", text, re.MULTILINE)
    assert "张三" not in text and "教育" not in text
    if sys.platform == "linux":
        assert "process_resident_memory_bytes" in text


def test_the_page_shows_the_link_and_a_code_without_its_text(pages: Shown) -> None:
    page = pages.get().text
    assert "已连上" in page and "已登录 bot-wx" in page and "padlocal" in page and "<svg" not in page
    pages.link.self_id, pages.link.qr, pages.link.fault = "", CODE, "<b>坏了</b>"
    page = pages.get().text
    assert "等待扫码" in page and '<svg width="' in page and "secret" not in page
    assert "&lt;b&gt;坏了" in page and "style=" not in page
    assert pages.get("/static/status.css").status_code == 200 and pages.get("/vendor/htmx.js").status_code == 200


def test_only_this_machine_under_its_own_name_is_answered(pages: Shown) -> None:
    for path in ("/", "/readyz", "/metrics"):
        assert pages.get(path, headers={"host": "evil.example"}).status_code == 400
    assert pages.client.post("/", headers={"origin": "http://evil.example"}).status_code == 403
    assert "default-src 'none'" in pages.get().headers["content-security-policy"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals cannot be sent to a process there")
async def test_it_is_served_beside_the_bot_and_a_second_one_goes_on_without(tmp_path: Path) -> None:
    fake, port = await platform(), free_port()
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        office(folder, fake.port, port=port)
    async with running(first) as bot, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        await bot.says(f"状态页 http://127.0.0.1:{port}/")
        await bot.says("logged in")
        assert (await client.get("/readyz")).json()["missing"] == []
        await say(fake, "m1", "走访港城街道6人")
        await until(lambda: fake.shown, DEADLINE)
        text = (await client.get("/metrics")).text
        assert "liaison_records_total 1.0" in text and 'kind="ack",outcome="sent"} 1.0' in text
        await fake.down()
        await bot.says("没有开")
        answer = await client.get("/readyz")
        assert answer.status_code == 503 and answer.json()["missing"] == ["link"]
        assert "没有开" in (await client.get("/")).text
        await fake.up()
        async with running(second) as other:
            await other.says("状态页没有打开")
            await other.says("正在连接网关")
            assert "状态页 http" not in other.out
            assert await other.ends() == 0
        assert await bot.ends() == 0
    await fake.stop()
