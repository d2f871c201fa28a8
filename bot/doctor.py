"""What `liaison doctor` looks at. Each finding is fine, or says what to do."""

import datetime as dt
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from bot.config import Config

_ASKED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?(?:==([0-9.]+)$)?")
ROOM_WANTED = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` is empty when all is well; `harmless` advice does not make the visit fail."""

    subject: str
    found: str
    advice: str = ""
    harmless: bool = False


def examine(config: Config, url: str, today: dt.date) -> Iterator[Finding]:
    yield _python()
    yield _packages()
    yield _sqlite()
    yield from _database(config, url)
    yield _disk(url)
    yield _zone(config)
    yield _calendar(today)
    yield _fonts()


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", found, "" if sys.version_info >= (3, 11) else "请换 3.11 以上的 Python")


def _packages() -> Finding:
    """What this project asks for and is not installed, or not in the one version that will do."""
    asked = [_ASKED.match(line) for line in requires("liaison-bot") or () if "extra ==" not in line]
    wrong = []
    for name, pin in (match.groups() for match in asked if match):
        try:
            found = version(name)
        except PackageNotFoundError:
            wrong.append(f"{name}(没有装)")
            continue
        if pin and found != pin:
            wrong.append(f"{name} {found}(要 {pin})")
    return Finding("程序包", f"{len(asked)}个", f"{'、'.join(wrong)}:请运行 make setup" if wrong else "")


def _zone(config: Config) -> Finding:
    return Finding("时区", config.committee.timezone)


def _fonts() -> Finding:
    """Sheets bring no font with them: a machine that prints them needs one with Chinese characters."""
    if shutil.which("fc-list") is None:
        return Finding("字体", "查不了(没有 fontconfig)", harmless=True)
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False).stdout
    advice = "" if listed.strip() else "没有中文字体:在本机打印台账前请装一种,例如 fonts-noto-cjk"
    return Finding("字体", f"{len(listed.splitlines())}种中文字体", advice, harmless=True)


def _sqlite() -> Finding:
    from storage.engine import sqlite_version

    number, safe = sqlite_version()
    advice = "" if safe else "早于 3.51.3:只让本程序写这个数据库就没有问题,不要用别的工具同时写"
    return Finding("SQLite", f"{number},WAL、synchronous=FULL、外键检查在打开时逐项核对", advice, harmless=True)


def _database(config: Config, url: str) -> Iterator[Finding]:
    from storage.check import drift
    from storage.errors import StorageError
    from storage.store import Store

    try:
        with Store.open(url, config.committee.key, read_only=True) as store:
            with store.read() as unit:
                wrong = drift(unit)
                rooms, members = len(unit.rooms.all()), len(unit.members.active())
                claimed = unit.settings.owners()
            yield Finding("数据库", store.place)
            advice = f"{wrong[0]}(共{len(wrong)}处):请运行 liaison db check" if wrong else ""
            yield Finding("计数", f"{len(wrong)}处不一致", advice)
            yield Finding("名册", f"{members}人,{rooms}个群", "" if members else "请先运行 liaison roster import")
            yield _people(config, claimed)
    except StorageError as error:
        yield Finding("数据库", "打不开", str(error))
        yield _people(config, ())


def _disk(url: str) -> Finding:
    folder = Path(url.removeprefix("sqlite:///")).absolute().parent if url.startswith("sqlite:///") else Path.cwd()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    advice = "" if free >= ROOM_WANTED else f"磁盘快满了,请在 {folder} 所在的盘腾出地方"
    return Finding("磁盘", f"还有{free // 1024**2} MB", advice)


def _calendar(today: dt.date) -> Finding:
    from bot.workdays import Workdays

    calendar = Workdays({})
    unknown = [year for year in (today.year, today.year + 1) if not calendar.knows(year)]
    advice = ""
    if unknown:
        years = "、".join(map(str, unknown))
        advice = f"没有{years}年的放假安排:先按周一到周五算,公布后请升级 chinesecalendar 或在 [calendar] 里写明"
    return Finding("节假日", f"{today.year}年起", advice, harmless=True)


def _people(config: Config, claimed: Sequence[str]) -> Finding:
    """`claimed`: who became an owner by the one-time code."""
    owners = {*config.people.owners, *claimed}
    advice = "" if owners else "请在 [people] owners 里写上管理员的微信 id,或 liaison run 之后按它说的私聊“认领”"
    return Finding("管理员", f"{len(owners)}人", advice, harmless=True)
