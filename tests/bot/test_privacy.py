"""Ordinary chat never touches the disk, and neither do a constituent's phone and name."""

from pathlib import Path

import pytest

from tests.chat import Chat, opened


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize("room", ["教育界委员群", None, "家人群"])
async def test_ordinary_chat_leaves_no_word(tmp_path: Path, room: str | None) -> None:
    async with opened(url=f"sqlite:///{tmp_path / 'a.db'}") as chat:
        await chat.says("陆秀芳", "今晚的糖醋排骨真好吃,谁有空一起喝茶", room)
        await chat.says("路人甲", "今天走访了五十个可疑的人", "教育界委员群")
        seen = bytes_of(tmp_path)
        assert "糖醋排骨".encode() not in seen and "可疑".encode() not in seen


async def test_personal_data_is_masked_before_it_is_stored(tmp_path: Path) -> None:
    async with opened(url=f"sqlite:///{tmp_path / 'a.db'}") as chat:
        said = await chat.says("陆秀芳", "走访贵城街道1户3人,户主陈大富(电话13877512345)反映路灯不亮")
        seen = bytes_of(tmp_path) + "".join(said).encode()
        assert b"13877512345" not in seen and "陈大富".encode() not in seen
        assert "路灯不亮".encode() in seen


async def test_a_clerks_words_about_a_matter_are_masked_too(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访贵城街道5人,反映路灯不亮")
    said = await chat.says("黄志明", "办结 #1 已修好,有事找李师傅13877512345", None)
    assert not any("13877512345" in text for text in said)


CONSTITUENT = [
    "走访贵城街道1户3人,反映户主陈大富家漏雨,电话13877512345",
    "东津镇东平路46号住着一位82岁的独居阿婆,屋顶漏雨三年,今天去看望她",
    "走访大圩镇2户4人,五保户李小满患尿毒症没钱治,已联系民政,联系人李小满 138 7751 2345",
    "走访贵城街道和平路12号陈志强家3人,反映漏雨,已给陈志强送药",
    "#接龙\n11月20日走访登记\n\n1. 陆秀芳 贵城街道 走访3人,户主陈大富(13877512345)反映漏雨",
]
NEVER = ["13877512345", "138 7751 2345", "陈大富", "李小满", "陈志强", "46号", "12号", "尿毒症"]


@pytest.mark.parametrize("text", CONSTITUENT)
async def test_nothing_of_a_constituent_reaches_disk_or_room(tmp_path: Path, text: str) -> None:
    async with opened(url=f"sqlite:///{tmp_path / 'a.db'}") as chat:
        said = await chat.says("陆秀芳", text)
        assert said, "it should be a record"
        seen = bytes_of(tmp_path).decode(errors="replace") + "".join(said)
        # JSON columns write Chinese as \uXXXX
        escaped = [word.encode("unicode_escape").decode() for word in NEVER]
        assert [word for word in [*NEVER, *escaped] if word in seen] == []


async def test_bug_an_early_answer_took_back_the_acknowledgement_of_the_other_stop(chat: Chat) -> None:
    await chat.says("陆秀芳", "上午走访港城街道6人。下午到大圩镇敬老院走访,和老人座谈", wait=10)
    said = await chat.says("陆秀芳", "8", wait=60)
    assert said == ["已记 陆秀芳:联系6人次(港城街道)\n已记 陆秀芳:联系8人次(大圩镇敬老院)"]
