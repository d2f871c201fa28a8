"""The one-time code that makes the first owner, and what an owner by code may do."""

import datetime as dt
from typing import Any

from bot.messages import Login
from handlers.owning import LETTERS, new_code
from handlers.roster import RosterRow
from tests.chat import Chat, opened

NOBODY: dict[str, Any] = {"people": {"owners": []}}


def printed(chat: Chat) -> str:
    code = chat.store.write(lambda unit: new_code(unit, chat.config, chat.clock.now())).result()
    assert code is not None and len(code) == 8 and set(code) <= set(LETTERS)
    return code


async def test_who_types_it_is_the_owner_from_now_on() -> None:
    async with opened(NOBODY) as chat:
        code = printed(chat)
        with chat.store.read() as unit:
            assert code not in str(unit.settings.get("owner_code"))
        assert "权限" not in await chat.asks("路人", f"认领 {code[:4].lower()}-{code[4:]}")
        assert await chat.asks("路人", "事项") == "目前没有未办结的事项。"
        await chat.restart()
        assert await chat.asks("路人", "事项") == "目前没有未办结的事项。"
        with chat.store.read() as unit:
            assert unit.audit.count("wx-路人", "认领为管理员", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) == 1


async def test_it_works_once_and_for_one_person() -> None:
    async with opened(NOBODY) as chat:
        code = printed(chat)
        assert "认领成功" in await chat.asks("路人", f"认领 {code}")
        assert "认领码不对" in await chat.asks("陆秀芳", f"认领 {code}")
        assert chat.store.write(lambda unit: new_code(unit, chat.config, chat.clock.now())).result() is None


async def test_it_expires_and_a_new_start_makes_another() -> None:
    async with opened(NOBODY) as chat:
        code = printed(chat)
        await chat.passes(dt.timedelta(hours=24))
        assert "已过期" in await chat.asks("路人", f"认领 {code}")
        assert "认领成功" in await chat.asks("路人", f"认领 {printed(chat)}")


async def test_there_is_none_when_the_configuration_names_an_owner(chat: Chat) -> None:
    assert chat.store.write(lambda unit: new_code(unit, chat.config, chat.clock.now())).result() is None


async def test_after_five_wrong_codes_there_is_silence_for_an_hour_also_for_the_right_one() -> None:
    async with opened(NOBODY) as chat:
        code = printed(chat)
        for _ in range(5):
            assert "认领码不对" in await chat.asks("路人", "认领 22222222")
        assert await chat.says("路人", f"认领 {code}", None, wait=10) == []
        assert "认领成功" in await chat.asks("老张", f"认领 {code}")


async def test_owners_by_code_vouch_for_members_and_hear_of_a_throttled_account() -> None:
    async with opened(NOBODY, roster=[RosterRow("张三", "经济")]) as chat:
        assert "认领成功" in await chat.asks("路人", f"认领 {printed(chat)}")
        await chat.says("老张", "绑定 张三", None)
        assert "“老张”申请绑定为张三" in [said.text for said in chat.platform.shown if said.chat == "wx-路人"][-1]
        shown = len(chat.platform.shown)
        await chat.says("系统", "操作过于频繁,可稍后再试。", kind="system", wait=1)
        assert [said.chat for said in chat.platform.shown[shown:]] == ["wx-路人"]


async def test_a_login_with_new_ids_forgets_the_old_ones() -> None:
    async with opened(NOBODY) as chat:
        now = chat.clock.now()

        async def logs_in(as_whom: str, stable: bool = False) -> dict[str, str]:
            await chat.bot.receive(Login(as_whom, stable, chat.clock.now()))
            with chat.store.read() as unit:
                names = {member.id: member.name for member in unit.members.all()}
                bound = unit.identities.members_of(["@old", "wx-陆秀芳"])
                assert unit.settings.get("self_id") == as_whom
                return {contact: names[id] for contact, id in bound.items()}

        await logs_in("@bot1")
        with chat.store.read() as unit:
            tan = unit.members.named("覃建华")[0].id
        chat.store.write(lambda u: u.identities.bind("@old", tan, how="alias", reachable=True, at=now)).result()
        chat.store.write(lambda unit: unit.settings.set_owners(["@old", "wx-x"])).result()
        assert await logs_in("@bot1") == {"@old": "覃建华", "wx-陆秀芳": "陆秀芳"}
        assert await logs_in("wxid_bot", stable=True) == {"@old": "覃建华", "wx-陆秀芳": "陆秀芳"}
        assert await logs_in("@bot2") == {"wx-陆秀芳": "陆秀芳"}
        with chat.store.read() as unit:
            assert unit.settings.owners() == ("wx-x",)
