"""A clerk sends the roster as a file in private: preview first, written when he says so, never stored as a file."""

from pathlib import Path

from tests.chat import Chat, opened

HEADER = "姓名,界别,手机尾号\n"
ROSTER = (HEADER + "陆秀芳,教育,1234\n覃新来,教育,5678\n").encode("utf-8-sig")


async def sends(chat: Chat, who: str, content: bytes, name: str = "名册.csv", id: str = "f1") -> list[str]:
    chat.platform.files[id] = content
    return await chat.says(who, name, None, id=id, kind="file")


async def test_a_roster_is_shown_first_and_written_on_confirmation(chat: Chat) -> None:
    said = await sends(chat, "黄志明", ROSTER)
    assert len(said) == 1 and "读到2人" in said[0] and "新增1人" in said[0] and "确认导入" in said[0]
    with chat.store.read() as unit:
        assert "覃新来" not in unit.members.names()
    assert await chat.says("黄志明", "确认导入", None) == ["名册已导入:新增1人,更新1人,不变0人。"]
    with chat.store.read() as unit:
        assert "覃新来" in unit.members.names()
    assert "重新发" in (await chat.says("黄志明", "确认导入", None))[0]


async def test_a_bad_row_is_named_and_nothing_waits(chat: Chat) -> None:
    said = await sends(chat, "黄志明", (HEADER + "张新,没有的界,12\n").encode())
    assert len(said) == 1 and "一行都没有导入" in said[0] and "第2行" in said[0]
    assert "重新发" in (await chat.says("黄志明", "确认导入", None))[0]


async def test_what_is_no_table_or_cannot_be_had_is_one_sentence(chat: Chat) -> None:
    assert "其实是 .xlsx" in (await sends(chat, "黄志明", b"PK\x03\x04junk"))[0]
    assert await chat.says("黄志明", "名册.xlsx", None, id="gone", kind="file") == ["文件取不到"]


async def test_who_is_no_clerk_gets_no_answer_and_changes_nothing(chat: Chat) -> None:
    assert await sends(chat, "陆秀芳", ROSTER) == []
    assert await chat.says("黄志明", "名册.csv", "教育界委员群", id="g1", kind="file") == []


async def test_after_half_an_hour_it_must_be_sent_again(chat: Chat) -> None:
    import datetime as dt

    await sends(chat, "黄志明", ROSTER)
    await chat.passes(dt.timedelta(minutes=31))
    assert "重新发" in (await chat.says("黄志明", "确认导入", None))[0]


async def test_the_file_leaves_no_trace_on_the_disk(tmp_path: Path) -> None:
    async with opened(url=f"sqlite:///{tmp_path / 'a.db'}") as chat:
        await sends(chat, "黄志明", (HEADER + "覃无痕,教育,5678\n").encode())
        stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert "覃无痕".encode() not in stored
