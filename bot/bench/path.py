"""The whole path, message to commit and reply: our group commit beside one transaction a message."""

import asyncio
import datetime as dt
import io
import itertools
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from bot.bench.language import SAID_AT
from bot.bench.material import reports

MEMBERS = 42


def measure(messages: int = 2000) -> dict[str, Any]:
    """Messages a second through intake, dispatch, handler, one transaction on disk (synchronous=FULL)."""
    with tempfile.TemporaryDirectory() as folder:
        together = asyncio.run(_run(Path(folder) / "together.db", messages, at_once=True))
        alone = asyncio.run(_run(Path(folder) / "alone.db", messages, at_once=False))
    return {
        "messages": messages,
        "senders": MEMBERS,
        "per_second": round(messages / together),
        "per_second_one_commit_each": round(messages / alone),
        "times": round(alone / together, 2),
        "max_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


async def _run(database: Path, messages: int, *, at_once: bool) -> float:
    """Seconds for all messages: in flight from every room together, or each waited for before the next."""
    from bot.app import Bot
    from bot.clock import SetClock
    from bot.config import Config
    from bot.gateway.replay import ReplayGateway
    from bot.lexicon import default_lexicon
    from bot.messages import Incoming
    from handlers.roster import RosterRow
    from handlers.roster_import import import_roster
    from storage.store import Store

    rooms = [{"name": f"{n}群", "kind": "both"} for n in range(1, MEMBERS + 1)]
    people = [RosterRow(f"委员{n}", "教育", wechat_id=f"wx-{n}") for n in range(MEMBERS)]
    config = Config.model_validate({"rooms": rooms})
    with Store.open(f"sqlite:///{database}") as store:
        store.write(lambda unit: import_roster(unit, people, SAID_AT, by="bench")).result()
        gateway = ReplayGateway(SetClock(SAID_AT), None, io.StringIO())
        bot = Bot(config, store, gateway, SetClock(SAID_AT), default_lexicon())
        await bot.start()
        texts = itertools.islice(reports(seed=2), messages)
        said = [
            Incoming(f"m{n}", f"{n % MEMBERS + 1}群", f"wx-{n % MEMBERS}", "", text, SAID_AT + dt.timedelta(seconds=n))
            for n, text in enumerate(texts)
        ]
        begun = time.perf_counter()
        if at_once:
            for n in range(0, messages, MEMBERS):
                await asyncio.gather(*map(bot.receive, said[n : n + MEMBERS]))
        else:
            for message in said:
                await bot.receive(message)
        return time.perf_counter() - begun
