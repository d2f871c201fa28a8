"""The sandbox in a real browser, as a newcomer uses it."""

import re
from typing import Any

import pytest

api = pytest.importorskip("playwright.async_api", reason="no Playwright here: run `make browser`")
expect = api.expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def opened(context: Any, path: str = "/") -> Any:
    page = await context.new_page()
    await page.goto(path)
    return page


async def say(page: Any, text: str) -> None:
    await page.get_by_role("textbox", name="的身份发言").fill(text)
    await page.keyboard.press("Enter")


def log(page: Any) -> Any:
    return page.get_by_role("log")


def pane(page: Any) -> Any:
    return page.locator("#pane")


async def test_first_screen_holds_a_conversation_and_what_came_of_it(visitor: Any) -> None:
    page = await opened(visitor)
    await expect(log(page)).to_contain_text("已记 陆秀芳:联系5人次(贵城街道,反映路灯不亮)")
    await expect(pane(page)).to_contain_text("3/20 → 8/20")
    await expect(page.locator(".banner")).to_contain_text("不会发送到微信")
    await expect(page.locator("#chats > li")).to_have_count(51)


async def test_pick_a_group_speak_and_see_the_acknowledgement(visitor: Any) -> None:
    page = await opened(visitor)
    await page.get_by_label("搜索群").fill("医卫")
    await expect(page.locator("#chats > li:visible")).to_have_count(1)
    await page.get_by_role("link", name=re.compile("医卫界委员群")).click()
    await expect(page.get_by_role("heading", name="医卫界委员群")).to_be_visible()
    await page.get_by_label("发言人").select_option(label="苏安康")
    await expect(page.get_by_role("textbox", name="以苏安康的身份发言")).to_be_visible()
    await say(page, "今天到大圩镇走访群众7人,反映看病要走远路")
    await expect(log(page).locator(".own .bubble").last).to_have_text("今天到大圩镇走访群众7人,反映看病要走远路")
    await expect(log(page)).to_contain_text("已记 苏安康:联系7人次(大圩镇,反映看病要走远路)")
    await expect(pane(page)).to_contain_text("苏安康 联系群众 0/20 → 7/20")


async def test_enter_sends_but_not_within_a_composition_and_shift_enter_breaks(visitor: Any) -> None:
    page = await opened(visitor, "/?as=wx-jiang&chat=r6")
    box = page.locator("#text")
    await box.fill("第一行")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("第二行")
    await box.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    await expect(box).to_have_value("第一行\n第二行")
    await page.keyboard.press("Enter")
    await expect(box).to_have_value("")
    await expect(log(page).locator(".own .bubble").last).to_have_text("第一行\n第二行")


async def test_a_draft_waits_in_its_chat(visitor: Any) -> None:
    page = await opened(visitor, "/?as=wx-bai&chat=r6")
    await page.locator("#text").fill("写到一半")
    await page.get_by_role("link", name=re.compile("农业界委员群")).click()
    await expect(page.get_by_role("heading", name="农业界委员群")).to_be_visible()
    await expect(page.locator("#text")).to_have_value("")
    await page.get_by_role("link", name=re.compile("文艺界委员群")).click()
    await expect(page.get_by_role("heading", name="文艺界委员群")).to_be_visible()
    await expect(page.locator("#text")).to_have_value("写到一半")


async def test_a_phrase_is_said_with_one_click_and_again(visitor: Any) -> None:
    page = await opened(visitor, "/?as=wx-gan&chat=r2")
    phrase = page.get_by_label("现成的话").get_by_role("button", name="走访")
    await phrase.click()
    await expect(log(page).get_by_text(re.compile("^已记 甘雨水:联系"))).to_have_count(2)
    await phrase.click()
    await expect(log(page).get_by_text(re.compile("^已记 甘雨水:联系"))).to_have_count(3)
    await expect(log(page)).not_to_contain_text("已记过")


async def test_progress_is_asked_privately(visitor: Any) -> None:
    page = await opened(visitor, "/?as=wx-fan&chat=r5")
    await page.get_by_role("link", name=re.compile("小助手")).first.click()
    await page.get_by_role("button", name="我的进度").click()
    await expect(log(page)).to_contain_text("范大同 2026年联系界别群众")


async def test_the_clock_brings_the_reminder(visitor: Any) -> None:
    page = await opened(visitor, "/?as=wx-yun&chat=r6")
    bot = page.locator("#row-me")
    await expect(bot.locator(".badge")).to_have_count(0)
    await page.get_by_role("button", name="下个25日").click()
    await expect(page.locator("#clock")).to_contain_text("25日")
    await expect(bot.locator(".badge")).to_contain_text("1")
    await bot.get_by_role("link").click()
    await expect(log(page)).to_contain_text("云中鹤委员您好,您今年联系界别群众 0/20,还差20人次")
    await expect(bot.locator(".badge")).to_have_count(0)


async def test_recall_by_keyboard(visitor: Any) -> None:
    page = await opened(visitor, "/?as=wx-he&chat=r3")
    watcher = await opened(visitor, "/?as=wx-pan&chat=r3")
    await say(page, "今天到江南街道走访群众9人")
    await expect(log(page)).to_contain_text("已记 何晨光:联系9人次(江南街道)")
    recall = log(page).get_by_role("button", name="撤回").last
    await recall.focus()
    await page.keyboard.press("Enter")
    await expect(log(page)).to_contain_text("你撤回了一条消息")
    await expect(log(page)).to_contain_text("已撤销")
    await expect(log(watcher)).to_contain_text("“何晨光”撤回了一条消息")


async def test_unread_marks_come_by_themselves(visitor: Any) -> None:
    reader = await opened(visitor, "/?as=wx-feng&chat=r1")
    writer = await opened(visitor, "/?as=wx-zheng&chat=r7")
    row = reader.locator("#row-r7")
    before = await row.locator(".badge").count()
    await say(writer, "下周二科普进校园,欢迎报名")
    await expect(row.locator(".badge")).to_have_count(1)
    await expect(row.locator(".last")).to_contain_text("下周二科普进校园")
    await expect(reader.locator("#chats > li").nth(1)).to_have_id("row-r7")
    assert before == 0


async def test_ten_tabs_hear_everything(visitor: Any) -> None:
    tabs = [await opened(visitor, f"/?as={who}&chat=r4") for who in ("wx-luo", "wx-yao", "wx-deng", "wx-shi") * 3][:10]
    await say(tabs[0], "十个窗口都能看到这句话")
    for tab in tabs:
        await expect(log(tab)).to_contain_text("十个窗口都能看到这句话")


async def test_hostile_text_is_text(visitor: Any) -> None:
    page = await opened(visitor, "/?as=wx-qiao&chat=r6")
    hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    await say(page, hostile)
    await expect(log(page).locator(".own .bubble").last).to_have_text(hostile)
    assert await page.locator("#log img, #log script").count() == 0
    assert "taken" not in await page.title()


async def test_a_page_that_was_cut_off_misses_nothing(visitor: Any) -> None:
    page = await opened(visitor, "/?as=wx-mo&chat=r2")
    other = await opened(visitor, "/?as=wx-gu&chat=r2")
    live = page.locator("main.chat")
    address = await live.get_attribute("ws-connect")
    # a socket of the page's own making stands for the network: the page asks by its last seen id
    frame = await page.evaluate(
        """async (address) => {
            const seen = document.getElementById("since").dataset;
            const socket = new WebSocket(`ws://${location.host}${address}&since=${seen.version - 1}&day=${seen.day}`);
            return await new Promise(done => socket.onmessage = message => { socket.close(); done(message.data); });
        }""",
        address,
    )
    assert "data-version" in frame
    await say(other, "断线前后都不能漏")
    await expect(log(page).get_by_text("断线前后都不能漏")).to_have_count(1)


async def test_phone_shows_the_list_or_the_chat(phone: Any) -> None:
    page = await opened(phone)
    await expect(page.locator("#chats")).to_be_visible()
    await expect(log(page)).to_be_hidden()
    await page.get_by_role("link", name=re.compile("教育界委员群")).click()
    await expect(log(page)).to_be_visible()
    await expect(page.locator("#chats")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    assert await page.evaluate("parseFloat(getComputedStyle(document.getElementById('text')).fontSize)") >= 16
    await page.get_by_role("button", name="刚刚发生了什么").click()
    await expect(pane(page)).to_be_visible()
    await page.get_by_role("button", name="关闭").click()
    await expect(pane(page)).to_be_hidden()
    await page.get_by_role("link", name="返回列表").click()
    await expect(page.locator("#chats")).to_be_visible()


async def test_reset_begins_anew_in_every_open_page(visitor: Any) -> None:
    page = await opened(visitor, "/?as=wx-lin&chat=r3")
    other = await opened(visitor, "/?as=wx-su&chat=r3")
    await say(page, "这句话会被清掉")
    await expect(log(other)).to_contain_text("这句话会被清掉")
    await page.get_by_role("button", name="重置").click()
    for tab in (page, other):
        # a new committee with its conversation takes a busy machine some seconds
        await expect(log(tab)).not_to_contain_text("这句话会被清掉", timeout=30_000)
        await expect(log(tab)).to_contain_text("到大圩镇卫生院义诊")
        await expect(tab.locator("#clock")).to_contain_text("11月20日")
