"""docs/运行.md and docs/liaison.service name only what there is."""

import re
import shlex

import click
import pytest

from bot.cli import COMMANDS, liaison
from bot.gateway.wechaty.state import LinkState
from bot.metrics import Metrics
from bot.web.status import Watched, status_app
from storage.store import Store
from tests.commands import HERE

RUN = (HERE / "docs" / "运行.md").read_text(encoding="utf-8")
UNIT = (HERE / "docs" / "liaison.service").read_text(encoding="utf-8")
CALLS = sorted(set(re.findall(r"(?<![/\w.-])(?:/\S*/)?liaison ((?:[a-z][^`\n&|]*)?)", RUN + UNIT)))


@pytest.mark.parametrize("call", [call for call in CALLS if call.split(" ")[0] in COMMANDS])
def test_its_commands_and_their_options_exist(call: str) -> None:
    words = shlex.split(call, comments=False)
    command: click.Command | None = liaison.get_command(click.Context(liaison), words[0])
    for word in words[1:]:
        if isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_it_names_commands_at_all() -> None:
    assert {"run", "roster", "backup", "restore", "doctor", "db"} <= {call.split(" ")[0] for call in CALLS}


def test_its_numbers_and_addresses_exist() -> None:
    link = LinkState(heard_at=1.0)
    with Store.open("sqlite://") as store:
        text = Metrics(link, store).text().decode()
    named = set(re.findall(r"`((?:liaison|process)_\w+)`", RUN))
    assert named and {name for name in named if name.removesuffix("_total") not in text} == set()
    from bot.clock import SystemClock
    from bot.config import Config

    config = Config()
    with Store.open("sqlite://") as store:
        app = status_app(Watched(config, SystemClock(config.committee.zone), store, link, Metrics(link, store)))
    paths = {getattr(route, "path", "") for route in app.routes}
    assert set(re.findall(r"^\| `(/\w*)` \|", RUN, re.MULTILINE)) <= paths


def test_the_unit_waits_longer_than_the_bot_and_names_only_placeholders() -> None:
    from bot.config import Config

    found = re.search(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)
    assert found and int(found[1]) > Config().service.drain_seconds
    assert set(re.findall(r"=(/\w+/[\w-]+)", UNIT)) <= {"/opt/liaison-bot", "/var/lib"}
