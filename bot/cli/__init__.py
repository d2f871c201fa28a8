"""The command line. Only click is imported until a command runs, so `--help` and scripts start at once."""

import io
import os
import sys
from importlib import import_module

import click

from bot.errors import UserError

# name: (module that holds the click command `command`, its line in --help)
COMMANDS = {
    "parse": ("bot.cli.parse", "读消息,写出其中的履职记录(JSONL)"),
    "replay": ("bot.cli.replay", "按事件文件的时间把整个机器人跑一遍,不联网"),
    "run": ("bot.cli.run", "连上微信网关,一直运行"),
    "sandbox": ("bot.cli.sandbox", "在网页里试用整个机器人,不连微信"),
    "roster": ("bot.cli.roster", "导入、导出委员名册,或生成空白模板"),
    "export": ("bot.cli.export", "导出台账(xlsx、csv、jsonl)"),
    "backup": ("bot.cli.backup", "备份数据库,机器人不必停"),
    "restore": ("bot.cli.restore", "用备份恢复数据库"),
    "db": ("bot.cli.db", "升级或核对数据库"),
    "doctor": ("bot.cli.doctor", "检查本机环境、配置和数据库"),
    "bench": ("bot.cli.bench", "在本机测量速度,写出 JSON"),
}

INTERRUPTED = 130
READER_GONE = 141
BROKEN = 70


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"没有“{args[0]}”这个命令,现有:{'、'.join(COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="liaison-bot", message="%(prog)s %(version)s")
def liaison() -> None:
    """委员履职小助手:从群聊里记下联系界别群众、读书和五个一,答进度,按时提醒。"""


def main(args: list[str] | None = None) -> None:
    """Run one command and exit; whatever happens, the user reads at most one sentence and no traceback."""
    _speak_utf8()
    try:
        with liaison.make_context("liaison", list(sys.argv[1:] if args is None else args)) as ctx:
            liaison.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.exceptions.NoArgsIsHelpError as bare:
        print(bare.format_message())
    except click.ClickException as mistake:
        _complain(_sentence(mistake), mistake.exit_code)
    except UserError as mistake:
        _complain(str(mistake), 1)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # `liaison parse | head` is no error. Python flushes stdout again at exit and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(READER_GONE)
    except Exception as unexpected:
        from bot.cli import incident

        _complain(incident.report(unexpected), BROKEN)


def _speak_utf8() -> None:
    # A Chinese Windows console or an office server with LANG=zh_CN.GBK would otherwise cut JSONL files in
    # GBK; a half emoji comes out as \ud83d, which JSON reads back as what it was.
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _sentence(mistake: click.ClickException) -> str:
    said = " ".join(mistake.format_message().split())
    if isinstance(mistake, click.UsageError) and mistake.ctx is not None:
        return f"{said}(用法见 {mistake.ctx.command_path} --help)"
    return said


def _complain(sentence: str, status: int) -> None:
    print(f"错误:{sentence}", file=sys.stderr)
    sys.exit(status)
