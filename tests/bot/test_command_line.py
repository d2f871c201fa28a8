"""`liaison` as a whole: quick help, one sentence for every mistake, never a traceback."""

import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from bot import cli
from bot.errors import UserError


def liaison(*args: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | environ)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> type["Given"]:
    """`liaison given`, a command that does what the test gives it to do."""
    monkeypatch.setitem(sys.modules, "given_by_test", Given)
    monkeypatch.setitem(cli.COMMANDS, "given", ("given_by_test", "for a test"))
    return Given


class Given:
    command: click.Command

    @classmethod
    def raises(cls, error: BaseException) -> None:
        def run() -> None:
            raise error

        cls.command = click.Command("given", callback=run)


def status_of(*args: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(list(args))
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_help_lists_every_command_with_a_line() -> None:
    said = liaison("--help").stdout
    for name, (_, line) in cli.COMMANDS.items():
        assert name in said
        assert line[:8] in said


def test_help_loads_nothing_heavy() -> None:
    heavy = ["sqlmodel", "sqlalchemy", "jieba", "starlette", "pydantic", "apscheduler", "openpyxl", "asyncio"]
    code = (
        "import sys; from bot.cli import main\n"
        "try: main(['--help'])\n"
        f"finally: print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert run.stderr.strip() == "[]"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_listed_command_exists_and_explains_itself(name: str) -> None:
    command = import_module(cli.COMMANDS[name][0]).command
    assert isinstance(command, click.Command)
    assert command.help


def test_unknown_command_names_those_there_are() -> None:
    run = liaison("parze")
    assert run.returncode == 2
    assert run.stderr.startswith("错误:没有“parze”这个命令,现有:parse、replay")
    assert len(run.stderr.splitlines()) == 1


def test_unknown_option_is_one_sentence() -> None:
    run = liaison("--colour")
    assert run.returncode == 2
    assert "--colour" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_nothing_asked_shows_the_help() -> None:
    run = liaison()
    assert (run.returncode, run.stderr) == (0, "")
    assert "sandbox" in run.stdout


def test_version() -> None:
    assert liaison("--version").stdout.startswith("liaison ")


def test_a_mistake_of_the_user_is_his_sentence(command: type[Given], capsys: pytest.CaptureFixture[str]) -> None:
    command.raises(UserError("名册第 3 行没有姓名,请补上。"))
    assert status_of("given") == 1
    assert capsys.readouterr().err == "错误:名册第 3 行没有姓名,请补上。\n"


def test_an_error_of_ours_leaves_a_code_and_a_log(
    command: type[Given],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    command.raises(ZeroDivisionError("没有想到"))
    assert status_of("given") == 70
    said = capsys.readouterr().err
    log = tmp_path / "liaison-bot" / "error.log"
    assert len(said.splitlines()) == 1
    assert str(log) in said
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    # the text of an error may quote what a member said
    assert "没有想到" not in written
    assert written.split()[1] in said
    assert log.stat().st_mode & 0o077 == 0


def test_a_log_that_cannot_be_written_is_said_too(
    command: type[Given],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(in_the_way))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(in_the_way))
    command.raises(ZeroDivisionError())
    assert status_of("given") == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_ctrl_c_ends_quietly(command: type[Given], capsys: pytest.CaptureFixture[str]) -> None:
    command.raises(KeyboardInterrupt())
    assert status_of("given") == 128 + signal.SIGINT
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="no SIGPIPE on Windows")
def test_a_reader_that_left_is_no_error() -> None:
    code = (
        "import sys, time, click; from types import SimpleNamespace; from bot import cli\n"
        "def run():\n"
        "    sys.stdin.read()\n"
        "    print('x' * 100)\n"
        "sys.modules['given'] = SimpleNamespace(command=click.Command('given', callback=run))\n"
        "cli.COMMANDS['given'] = ('given', '')\n"
        "cli.main(['given'])"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert run.stdin and run.stdout and run.stderr
    run.stdout.close()
    run.stdin.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    assert run.wait() == 128 + signal.SIGPIPE


def test_files_are_utf8_whatever_the_locale() -> None:
    run = liaison("--help", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert "委员履职小助手" in run.stdout
