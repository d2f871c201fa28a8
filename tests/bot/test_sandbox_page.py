"""The sandbox's page as a browser without scripts sees it: plain links and forms on the real bot."""

import asyncio
import html
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from bot.sandbox.world import World
from bot.web.app import sandbox_app

HERE = "http://127.0.0.1:8123"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class Page:
    """One browser. Time stands still until a clock button is pressed."""

    def __init__(self, world: World, client: TestClient) -> None:
        self.world, self.client = world, client
        self.first = client.get("/").text

    def see(self, speaker: str = "wx-lu", chat: str = "r1") -> str:
        return shown(self.source(speaker, chat))

    def source(self, speaker: str = "wx-lu", chat: str = "r1") -> str:
        return self.client.get("/", params={"as": speaker, "chat": chat}).text

    def say(self, speaker: str, chat: str, text: str) -> str:
        self.client.post("/say", data={"as": speaker, "chat": chat, "text": text})
        return self.see(speaker, chat)

    def press(self, label: str, speaker: str, chat: str) -> str:
        """Click the phrase of that label, let the answer come, and see the page."""
        self.say(speaker, chat, self.phrase(label, speaker, chat))
        return self.later(speaker, chat)

    def phrase(self, label: str, speaker: str, chat: str) -> str:
        form = self.source(speaker, chat).partition('<form id="phrases"')[2].partition("</form>")[0]
        found = re.search(rf'value="([^"]*)"[^>]*>{label}</button>', form)
        assert found, f"no phrase {label} for {speaker} in {chat}"
        return html.unescape(found[1])

    def later(self, speaker: str, chat: str, step: str = "hour") -> str:
        self.client.post("/clock", data={"as": speaker, "chat": chat, "step": step})
        return self.see(speaker, chat)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    world = asyncio.run(World.open(stopwatch=lambda: 0.0))
    with TestClient(sandbox_app(world, running=False), base_url=HERE) as client:
        yield Page(world, client)
    asyncio.run(world.close())


def shown(source: str) -> str:
    """The text of a page, its pieces joined."""
    return html.unescape(re.sub(r"<[^>]+>", "", source))


def test_first_screen_holds_a_finished_conversation(page: Page) -> None:
    first = shown(page.first)
    assert "今天到贵城街道走访3户5人,反映路灯不亮,已转街道" in first
    assert "已记 陆秀芳:联系5人次(贵城街道,反映路灯不亮)" in first
    assert re.search(r"覃夏禾:联系\(江南街道.*\),这次联系了几人", first)
    assert "已记 覃夏禾:联系6人次(江南街道" in first


def test_first_screen_says_what_happened(page: Page) -> None:
    first = page.first
    assert "陆秀芳 联系群众 3/20 → 8/20" in shown(first)
    assert re.search(r"<mark[^>]*>贵城街道(?:&#8288;)?<small>地点</small></mark>", first)
    assert re.search(r"<mark[^>]*>5人(?:&#8288;)?<small>人数</small></mark>", first)


def test_every_group_is_in_the_list_and_the_private_chat_on_top(page: Page) -> None:
    rows = re.findall(r'<li id="row-[^"]+"[^>]*data-title="([^"]+)"', page.source())
    assert rows[0] == "小助手"
    assert {f"书香荷城{n}群" for n in range(1, 43)} < set(rows)
    assert sum(name.endswith("界委员群") for name in rows) == 8


def test_seeded_progress_question_is_answered(page: Page) -> None:
    assert "8/20,还差12人次" in page.see("wx-lu", "me")


def test_a_visit_is_acknowledged_when_time_has_passed(page: Page) -> None:
    said = page.say("wx-wei", "r1", "今天到根竹镇走访群众4人")
    assert "已记 韦春晓:联系4人次(根竹镇)" not in said
    assert "已记 韦春晓:联系4人次(根竹镇)" in page.later("wx-wei", "r1")


def test_hostile_text_is_shown_as_text(page: Page) -> None:
    page.client.post("/say", data={"as": "wx-bai", "chat": "r6", "text": HOSTILE})
    source = page.source("wx-bai", "r6")
    assert HOSTILE in shown(source.replace("<script>alert", "")) or "&lt;script&gt;alert(1)" in source
    assert "<script>alert" not in source and "<img" not in source


@pytest.mark.parametrize("key", ["as", "chat", "text", "post", "step"])
def test_hostile_text_in_any_field_stays_out_of_the_markup(page: Page, key: str) -> None:
    data = {"as": "wx-bai", "chat": "r6", key: HOSTILE}
    for path in ("/say", "/recall", "/clock"):
        answer = page.client.post(path, data=data)
        assert answer.status_code == 200 and "<script>alert" not in answer.text and "<img" not in answer.text
    answer = page.client.get("/", params=data)
    assert "<script>alert" not in answer.text and "<img" not in answer.text


def test_no_template_marks_anything_as_safe() -> None:
    for path in (files("bot.web") / "templates").iterdir():
        source = path.read_text(encoding="utf-8")
        assert "|safe" not in source.replace(" ", "") and "autoescape" not in source, path.name
        assert not re.search(r"\son\w+=|<script>|style=|javascript:", source), path.name


@pytest.mark.parametrize(
    ("labels", "chat", "promised"),
    [
        (["走访"], "r4", r"已记 邓开明:联系\d人次"),
        (["没写人数"], "r4", "这次联系了几人"),
        (["没写人数", "答:6人"], "r4", "已记 邓开明:联系6人次"),
        (["走访", "更正"], "r4", "已更正 邓开明:联系[89]人次"),
        (["走访", "撤销"], "r4", r"已撤销 #\d+ 联系\d人次"),
        (["接龙"], "r4", r"已记 接龙新增1条\(邓开明\)"),
        (["读书打卡"], "r9", "已记 邓开明:读书打卡"),
        (["读了几分钟"], "r9", r"读书打卡\(《乡土中国》,\d+分钟\)"),
        (["接龙"], "r9", r"已记 接龙新增1条\(邓开明\)"),
        (["我的进度"], "me", r"邓开明 2026年联系界别群众 \d+/20"),
        (["走访", "我的记录"], "me", "邓开明 2026年11月"),
        (["走访"], "me", r"已记 邓开明:联系\d人次"),
        (["帮助"], "me", "直接说一句话就能记"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_each_phrase_does_what_it_promises(page: Page, labels: list[str], chat: str, promised: str) -> None:
    *before, label = labels
    for earlier in before:
        page.press(earlier, "wx-deng", chat)
    heard = len(re.findall(promised, page.see("wx-deng", chat)))
    assert len(re.findall(promised, page.press(label, "wx-deng", chat))) > heard


def test_a_phrase_may_be_said_again_and_again(page: Page) -> None:
    for label, chat in [("走访", "r5"), ("读书打卡", "r10"), ("接龙", "r5")] * 2:
        assert "已记过" not in page.press(label, "wx-huo", chat)


def test_talk_stays_unanswered(page: Page) -> None:
    said = page.press("闲聊", "wx-shi", "r11")
    assert "大家早上好" in said
    assert "没有记录,机器人不出声" in said


def test_recall_takes_the_record_back(page: Page) -> None:
    page.press("走访", "wx-song", "r8")
    source = page.source("wx-song", "r8")
    posts = re.findall(r'name="post" value="([^"]+)"', source)
    page.client.post("/recall", data={"as": "wx-song", "chat": "r8", "post": posts[-1]})
    seen = page.later("wx-song", "r8")
    assert "你撤回了一条消息" in seen
    assert re.search(r"已撤销 #\d+", seen)
    assert "“宋霜降”撤回了一条消息" in page.see("wx-hua", "r8")


def test_nobody_recalls_for_others(page: Page) -> None:
    post = page.world.log.of("教育界委员群")[0]
    page.client.post("/recall", data={"as": "wx-hua", "chat": "r1", "post": post.id})
    assert not post.recalled


def test_unread_marks_belong_to_the_browser_and_the_speaker(page: Page) -> None:
    other = TestClient(page.client.app, base_url=HERE)
    page.see("wx-gao", "r7")
    page.say("wx-weiml", "r7", "各位下午好")
    assert unread(page.source("wx-gao", "r1"), "r7") == 1
    page.see("wx-gao", "r7")
    assert unread(page.source("wx-gao", "r1"), "r7") == 0
    assert unread(other.get("/", params={"as": "wx-gao", "chat": "r1"}).text, "r7") > 0


def unread(source: str, slug: str) -> int:
    row = source.partition(f'<li id="row-{slug}"')[2].partition("</li>")[0]
    found = re.search(r'class="badge">(\d+)', row)
    return int(found[1]) if found else 0


def test_who_speaks_elsewhere_joins_the_room_first(page: Page) -> None:
    assert "“温小雪”加入了群聊" in page.say("wx-wen", "r2", "来学习一下")


def test_the_unbound_member_can_bind_himself(page: Page) -> None:
    contact = next(c for c, person in page.world.people().items() if person.title == "还没绑定")
    assert "绑定成功:袁惊蛰" in page.press("绑定", contact, "me")


def test_reminder_comes_in_private_on_the_25th(page: Page) -> None:
    seen = page.later("wx-yun", "me", step="reminder")
    assert "云中鹤委员您好,您今年联系界别群众 0/20,还差20人次" in seen
    assert re.search(r"\d+月25日 星期. 10:01", seen)
    assert "没有人说话,是日历到了" in seen


@pytest.mark.parametrize("path", ["/say", "/recall", "/clock", "/reset"])
@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_foreign_pages_change_nothing(page: Page, path: str, headers: dict[str, str]) -> None:
    answer = page.client.post(path, data={"text": "走访8人", "step": "day"}, headers=headers)
    assert answer.status_code == 403


def test_own_origin_is_let_in(page: Page) -> None:
    answer = page.client.post("/say", data={"text": "", "as": "wx-lu"}, headers={"origin": HERE})
    assert answer.status_code == 200


def test_foreign_websocket_is_refused(page: Page) -> None:
    with pytest.raises(WebSocketDisconnect), socket_of(page, {"origin": "http://evil.example"}):
        pass


def test_foreign_host_name_is_refused(page: Page) -> None:
    assert page.client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_nothing_may_be_loaded_from_elsewhere(page: Page) -> None:
    answer = page.client.get("/")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.search(r'(?:src|href|action)="(?!/)', answer.text)
    for name in re.findall(r'(?:src|href)="(/(?:static|vendor)/[^"]+)"', answer.text):
        assert page.client.get(name).status_code == 200, name


def socket_of(page: Page, headers: dict[str, str] | None = None, **asked: Any) -> Any:
    log = page.world.log
    query = {"as": "wx-lu", "chat": "r1", "epoch": page.world.epoch, "since": log.version, "day": ""} | asked
    address = "/ws?" + "&".join(f"{key}={value}" for key, value in query.items())
    return page.client.websocket_connect(address, headers={"host": "127.0.0.1:8123"} | (headers or {}))


def test_socket_replays_what_was_missed(page: Page) -> None:
    since, day = page.world.log.version, f"{page.world.now():%F}"
    page.say("wx-huang", "r1", "早上好各位老师")
    with socket_of(page, since=since, day=day) as socket:
        frame = socket.receive_text()
    assert frame.count("早上好各位老师") >= 1
    assert 'hx-swap-oob="beforeend:#log"' in frame
    assert "今天到贵城街道走访3户5人" not in frame


def test_socket_of_an_earlier_world_reloads_the_page(page: Page) -> None:
    with socket_of(page, epoch="gone") as socket:
        assert "data-reload" in socket.receive_text()


def test_reset_begins_anew() -> None:
    world = asyncio.run(World.open(stopwatch=lambda: 0.0))
    with TestClient(sandbox_app(world, running=False), base_url=HERE) as client:
        client.post("/say", data={"as": "wx-lu", "chat": "r1", "text": "这句话会被清掉"})
        assert "这句话会被清掉" in client.get("/").text
        again = client.post("/reset", data={"as": "wx-lu", "chat": "r1"}).text
        assert "这句话会被清掉" not in again and "3/20 → 8/20" in again
        asyncio.run(client.app.state.world.close())  # type: ignore[attr-defined]


def test_unknown_addresses_show_the_usual_screen(page: Page) -> None:
    assert "教育界委员群" in page.see("nobody", "r999")
    assert page.client.get("/happened", params={"post": "nothing"}).status_code == 404


def test_far_too_long_a_message_is_refused_in_a_sentence(page: Page) -> None:
    page.client.post("/say", data={"as": "wx-lu", "chat": "r1", "text": "长" * 20_000})
    assert "太长了" in page.world.log.complaints[-1][1]
