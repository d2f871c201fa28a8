"""The office's settings: `config.toml` and the environment, checked as a whole before anything starts.

Every default that DOMAIN settles where the committee's report is silent is a key here. The models are frozen
and strict, and refuse keys they do not know: a typo that passes silently is a reminder that never comes.
"""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)

from bot import config_errors, config_sources

Audience = Literal["sector", "unit", "trade", "public"]
Kind = Literal["reading", "member", "both"]


def _time_of_day(value: object) -> dt.time:
    if isinstance(value, dt.time):
        return value
    if isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value.strip(), re.ASCII):
        hour, minute = value.split(":")
        return dt.time(int(hour), int(minute))
    raise ValueError('要写成 "10:00" 这样的24小时制时间')


def _day(value: object) -> dt.date:
    try:
        # A datetime is a date too, but its hours would be dropped silently.
        return value if type(value) is dt.date else dt.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError('要写成 "2026-10-01" 这样的日期') from None


def _month_day(value: object) -> str:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d\d-\d\d", value, re.ASCII):
            return dt.date.fromisoformat(f"2001-{value}").strftime("%m-%d")
    except ValueError:
        pass
    raise ValueError('要写成 "01-15" 这样的月-日(不能是2月29日)')


def _year(value: object) -> int:
    text = str(value)
    if re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
        return int(text)
    raise ValueError("要写成四位年份,例如 [quota.years.2025]")


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError('要用时区的标准名称,例如 "Asia/Shanghai"')
    return value


def _database_url(value: str) -> str:
    if not re.match(r"(sqlite|postgresql)(\+[a-z0-9]{1,20})?://", value):
        raise ValueError('要以 "sqlite:///" 或 "postgresql://" 开头')
    return value


def _sector(value: str) -> str:
    # Late, because handlers may look at the types of this module.
    from handlers.sectors import normal_sector

    return normal_sector(value)


TimeOfDay = Annotated[dt.time, BeforeValidator(_time_of_day)]
Day = Annotated[dt.date, BeforeValidator(_day)]
MonthDay = Annotated[str, BeforeValidator(_month_day)]
Year = Annotated[int, BeforeValidator(_year)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = Annotated[tuple[Text, ...], Strict(False)]
Days = Annotated[tuple[Day, ...], Strict(False)]
# The upper end only keeps sums of days and hours inside what a calendar can hold.
Positive = Annotated[int, Field(ge=1, le=100_000)]
NotNegative = Annotated[int, Field(ge=0, le=100_000)]


class Section(BaseModel):
    """A table of `config.toml`. A field that is hidden from `repr` holds a secret and is never printed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class Committee(Section):
    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")] = "main"
    name: Text = "市政协"
    timezone: Annotated[Text, AfterValidator(_zone)] = "Asia/Shanghai"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Targets(Section):
    """How many of each of the five kinds (五个一) a member does in a year."""

    lecture: NotNegative = 1
    proposal: NotNegative = 1
    opinion: NotNegative = 1
    consultation: NotNegative = 1
    deed: NotNegative = 1


class Rules(Section):
    """What a year asks of a member. `contacts` in 人次; `cap_per_event` 0 = none; `year_closes` month-day."""

    contacts: NotNegative = 20
    audiences: Annotated[tuple[Audience, ...], Strict(False)] = ("sector",)
    cap_per_event: NotNegative = 0
    year_closes: MonthDay = "01-15"
    targets: Targets = Targets()

    def last_day_for_members(self, year: int) -> dt.date:
        """The last day on which members themselves may report for `year` (DOMAIN §4.8), in the year after."""
        return dt.date.fromisoformat(f"{year + 1}-{self.year_closes}")


class Quota(Rules):
    years: dict[Year, Rules] = {}
    # the year in which rules begin, and what holds from then on; the latest first
    _begun: tuple[tuple[int, Rules], ...] = ()

    @model_validator(mode="after")
    def _merge(self) -> Self:
        # once: each record asks, and to check what holds takes longer than to store the record
        rules = self.model_dump(exclude={"years"})
        begun = [(0, Rules(**rules))]
        for year, change in sorted(self.years.items()):
            rules = config_sources.merge(rules, change.model_dump(exclude_unset=True))
            begun.append((year, Rules(**rules)))
        self._begun = tuple(reversed(begun))
        return self

    def of(self, year: int) -> Rules:
        """The rules of `year`: [quota], then what every [quota.years.N] with N <= `year` sets, in order.

        So a new rule is one new table, and the years before it are not judged anew.
        """
        return next(rules for begin, rules in self._begun if begin <= year)


class Reminders(Section):
    """`quiet` = from, to (over midnight or not); twice the same time = no quiet hours."""

    enabled: bool = True
    day: Annotated[int, Field(ge=1, le=31)] = 25
    time: TimeOfDay = dt.time(10, 0)
    quiet: Annotated[tuple[TimeOfDay, TimeOfDay], Strict(False)] = (dt.time(20, 30), dt.time(8, 30))
    summaries: bool = True


class People(Section):
    """Contact ids."""

    owners: Texts = ()
    clerks: Texts = ()


class Room(Section):
    name: Text
    kind: Kind
    sector: Annotated[str, AfterValidator(_sector)] = ""
    host: Annotated[str, StringConstraints(strip_whitespace=True)] = ""


class Sending(Section):
    """DOMAIN §10 and the pace of acknowledgements."""

    per_room_seconds: NotNegative = 1
    between_rooms_seconds: NotNegative = 3
    per_minute: Positive = 30
    per_day: Positive = 800
    acks_per_room_day: NotNegative = 20
    ack_hold_seconds: NotNegative = 45
    chain_ack_minutes: NotNegative = 10
    digest_time: TimeOfDay = dt.time(20, 0)
    jitter_ms: NotNegative = 500


class Questions(Section):
    """DOMAIN §4.3, 4.4, 4.6, 4.7: how far questions, proxies, corrections and repeats reach."""

    expire_hours: Positive = 48
    proxy_days: Positive = 7
    correction_days: Positive = 7
    repeat_hours: NotNegative = 24


class Privacy(Section):
    raw_days: NotNegative = 30


class Calendar(Section):
    """Days that the office works or rests against the State Council's list."""

    workdays: Days = ()
    holidays: Days = ()

    @property
    def overrides(self) -> dict[dt.date, bool]:
        """Day → is it a workday."""
        return dict.fromkeys(self.workdays, True) | dict.fromkeys(self.holidays, False)


class Places(Section):
    file: str = ""


class Database(Section):
    url: Annotated[Text, AfterValidator(_database_url)] = Field(default="sqlite:///liaison.db", repr=False)


class Bot(Section):
    """`id` = the bot's own contact id; `names` = what members write after the @."""

    id: Text = "bot"
    names: Annotated[tuple[Text, ...], Strict(False), Field(min_length=1)] = ("小助手",)


def _address(value: str) -> str:
    host, mark, port = value.rpartition(":")
    if not (host and mark and re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) < 65536):
        raise ValueError('要写成 "127.0.0.1:8788" 这样的主机:端口')
    return value


class Gateway(Section):
    """The Wechaty puppet service that `liaison run` connects to (docs/网关.md)."""

    address: Annotated[Text, AfterValidator(_address)] = "127.0.0.1:8788"
    token: Annotated[str, Field(repr=False)] = ""
    token_file: str = ""
    tls: Literal["off", "builtin", "file"] = "off"
    ca_file: str = ""
    server_name: str = ""
    auth: Literal["header", "authority"] = "header"
    puppet: str = ""
    accept_from: Texts = ()


class Service(Section):
    """What `liaison run` shows on this machine only: status page, health, metrics. `port` 0 = none."""

    port: Annotated[int, Field(ge=0, le=65535)] = 8790
    json_logs: bool = True
    drain_seconds: NotNegative = 10


class Config(Section):
    """The whole of `config.toml`."""

    committee: Committee = Committee()
    quota: Quota = Quota()
    reminders: Reminders = Reminders()
    people: People = People()
    rooms: Annotated[tuple[Room, ...], Strict(False)] = ()
    sending: Sending = Sending()
    questions: Questions = Questions()
    privacy: Privacy = Privacy()
    calendar: Calendar = Calendar()
    places: Places = Places()
    database: Database = Database()
    bot: Bot = Bot()
    gateway: Gateway = Gateway()
    service: Service = Service()


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """Read `path` (None: defaults only), lay `LIAISON_SECTION__KEY` of `environ` over it, check the whole.

    Raises UserError: the file is missing or no TOML, or every key that is wrong, each on a line of its own.
    """
    raw = {} if path is None else config_sources.read_toml(path)
    overlay, names = config_sources.from_environment(environ, Config)
    merged = config_sources.merge(raw, overlay)
    return config_errors.checked(Config, merged, source="配置" if path is None else str(path), from_env=names)
