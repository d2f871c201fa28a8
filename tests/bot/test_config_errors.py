"""Wrong settings: each key is named with what was expected, all at once, and no secret is shown."""

from pathlib import Path

import pytest

from bot.config import Config, load
from bot.errors import UserError

SECTIONS = {name: field.annotation for name, field in Config.model_fields.items()}
KEYS = [("rooms", key) for key in ("name", "kind", "sector", "host")] + [
    (name, key) for name, section in SECTIONS.items() for key in getattr(section, "model_fields", ())
]


def written(tmp_path: Path, text: str, **environ: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, environ)


def complaint(tmp_path: Path, text: str, **environ: str) -> str:
    with pytest.raises(UserError) as caught:
        written(tmp_path, text, **environ)
    return str(caught.value)


WRONG = [
    ('[quota]\ncontacts = "20"\n', 'quota.contacts = "20":要写整数,不加引号'),
    ("[quota]\ncontacts = true\n", "quota.contacts = true:要写整数"),
    ("[quota]\ncontacts = -1\n", "quota.contacts = -1:不能小于 0"),
    ("[quota]\ncontcts = 20\n", "quota.contcts:没有这个键,您是不是想写 contacts"),
    ("contacts = 20\n", "contacts:没有这个键,它属于小节 [quota],请移到那里"),
    ("[sendin]\nper_day = 1\n", "sendin:没有这个键,您是不是想写 sending"),
    ("[zzz]\n", "zzz:没有这个键,这里可以写 committee、quota"),
    ("[privacy]\nqq = 1\n", "privacy.qq:没有这个键,这里可以写 raw_days"),
    ('[quota]\naudiences = ["sectr"]\n', '= "sectr":只能是 sector、unit、trade、public,您是不是想写 sector'),
    ('[quota]\naudiences = "unit"\n', 'quota.audiences = "unit":要写成列表'),
    ('[quota]\nyear_closes = "02-29"\n', 'quota.year_closes = "02-29":要写成 "01-15" 这样的月-日'),
    ("[quota]\ntargets = 1\n", "quota.targets = 1:要写成小节"),
    ("[reminders]\nday = 32\n", "reminders.day = 32:不能大于 31"),
    ('[reminders]\ntime = "25:00"\n', 'reminders.time = "25:00":要写成 "10:00" 这样的24小时制时间'),
    ('[reminders]\nquiet = ["20:30"]\n', "reminders.quiet[2]:这里还缺第2项"),
    ('[reminders]\nquiet = ["1:00", "2:00", "3:00"]\n', "最多写 2 项"),
    ('[reminders]\nenabled = "是"\n', 'reminders.enabled = "是":要写 true 或 false'),
    ('[committee]\ntimezone = "Asia/Guigang"\n', 'committee.timezone = "Asia/Guigang":要用时区的标准名称'),
    ('[committee]\nname = ""\n', 'committee.name = "":不能为空'),
    ('[committee]\nkey = "贵港"\n', 'committee.key = "贵港":要用小写字母'),
    ("[committee]\nname = 5\n", "committee.name = 5:要写文字"),
    ("[bot]\nnames = []\n", "bot.names = []:至少要写 1 项"),
    ('[calendar]\nholidays = ["2027-13-01"]\n', 'holidays[1] = "2027-13-01":要写成 "2026-10-01" 这样的日期'),
    ("[calendar]\nholidays = [2027-01-01T08:00:00]\n", "calendar.holidays[1]"),
    ('[calendar]\nholidays = ["2027-01-01"]\nworkdays = [2027-01-01]\n', "同一天也写在 holidays 里"),
    ('[[rooms]]\nname = "一群"\nkind = "readng"\n', "您是不是想写 reading"),
    ('[[rooms]]\nname = "一群"\nkind = "both"\n[[rooms]]\nname = "二群"\nkind = "读书"\n',
     'rooms[2].kind(第2个群“二群”) = "读书":只能是 reading、member、both'),
    ('[[rooms]]\nname = "一群"\n', "rooms[1].kind(第1个群“一群”):缺了这个键,请补上"),
    ('[[rooms]]\nname = "一群"\nkind = "both"\n[[rooms]]\nname = " 一群"\nkind = "both"\n',
     "rooms[2].name = “一群”:与第1个群同名"),
    ('[rooms]\nname = "一群"\n', "rooms:每个群写一节,小节名用两层方括号 [[rooms]]"),
    ('rooms = ["一群"]\n', 'rooms[1](第1个群) = "一群":要写成小节'),
    ("[quota]\nyears = 3\n", "quota.years = 3:要写成小节,例如 [quota.years.2025]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_wrong_value_is_named_with_what_was_expected(tmp_path: Path, text: str, said: str) -> None:
    assert said in complaint(tmp_path, text)


def test_all_errors_are_told_at_once(tmp_path: Path) -> None:
    said = complaint(
        tmp_path,
        '[quota]\ncontacts = "x"\n[reminders]\nday = 0\n[[rooms]]\nname = "群"\nkind = "both"\n'
        '[[rooms]]\nname = "群"\nkind = "?"\n',
    )
    assert "有4处要改" in said
    assert len(said.splitlines()) == 5
    assert all(key in said for key in ("quota.contacts", "reminders.day", "rooms[2].kind", "rooms[2].name"))


def test_no_sentence_is_in_the_words_of_the_library(tmp_path: Path) -> None:
    wrong = "{a = 1}", "[1.5]", '"?"', "-1", "1.5", "[]", "100001"
    for path in sorted(KEYS):
        for value in wrong:
            line = f"[[rooms]]\n{path[1]}" if path[0] == "rooms" else ".".join(path)
            try:
                written(tmp_path, f"{line} = {value}\n")
            except UserError as error:
                assert not any(word in str(error).lower() for word in ("input", "should", "valid", "error"))


SECRET = "geheim-9137"


@pytest.mark.parametrize(
    "text",
    [
        f'[database]\nurl = "mysql://root:{SECRET}@host/db"\n',
        f'[database]\nurl = ["{SECRET}"]\n',
        f'[database]\npasword = "{SECRET}"\n',
        f'database = "postgresql://u:{SECRET}@h/x"\n',
        f'[quota]\ncontacts = {{password = "{SECRET}"}}\n',
        f'[database]\nurl = "{SECRET}\n',
        f"[database]\nurl = “{SECRET}”\n",
    ],
)
def test_a_secret_is_never_printed(tmp_path: Path, text: str) -> None:
    assert SECRET not in complaint(tmp_path, text)


def test_a_secret_is_not_in_the_repr_either(tmp_path: Path) -> None:
    config = written(tmp_path, f'[database]\nurl = "postgresql://u:{SECRET}@h/x"\n')
    assert SECRET in config.database.url
    assert SECRET not in repr(config)


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    [
        ("[quota]\ncontacts = “20”\n", "第2行第12列", "请把中文引号改成英文引号"),
        ("[quota]\ncontacts = \n", "第2行第12列", "值不完整"),
        ("[committee]\nname = 贵港市政协\n", "第2行第8列", "文字没有放在英文引号里"),
        ("[quota]\ncontacts = 1\ncontacts = 2\n", "第3行", "前面已经写过"),
        ('[places]\nfile = "C:\\Users\\x"\n', "第2行", "反斜杠要写两个"),
        ('[committee]\nname = "贵港\n', "第2行", "引号没有配对"),
        ("[people]\nowners = [\n", "第2行", "方括号没有配对"),
        ("[people]\nowners = [“a”]\n", "第2行", "中文引号"),
        ("[quota]\ncontacts:20\n", "第2行", "键和值之间要有 ="),
        ("[quota]\ncontacts＝20\n", "第2行", "请把全角的“＝”改成英文标点"),
    ],
)
def test_a_syntax_error_names_line_column_and_mend(tmp_path: Path, text: str, place: str, mend: str) -> None:
    said = complaint(tmp_path, text)
    assert "config.toml" in said
    assert place in said
    assert mend in said


def test_a_missing_file_an_old_encoding_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"找不到配置文件 .*nirgends\.toml:请把 config\.example\.toml 复制"):
        load(tmp_path / "nirgends.toml", {})
    path = tmp_path / "config.toml"
    path.write_bytes("[committee]\nname = '贵港'\n".encode("gb18030"))
    with pytest.raises(UserError, match="第2行不是 UTF-8 编码:请用编辑器另存为 UTF-8"):
        load(path, {})
    with pytest.raises(UserError, match="读不了配置文件"):
        load(tmp_path, {})
