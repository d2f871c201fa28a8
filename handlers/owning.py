"""The one-time code that makes the first owner (DOMAIN §3): an office need not know its contact ids beforehand."""

import datetime as dt
import hashlib
import hmac
import json
import secrets
import unicodedata

from bot import texts
from bot.config import Config
from bot.messages import Reply
from bot.permissions import Role, owners_of
from handlers.context import Context
from storage.unit import Unit

LASTS = dt.timedelta(hours=24)
TRIES_AN_HOUR = 5
WRONG = "认领码不对"
CODE = "owner_code"
LENGTH = 8
# no 0 O 1 I L: the code is typed on a telephone, from a screen or a paper
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# a guess costs the writer 3 ms; who reads the database learns more from the rest of it
_ROUNDS = 10_000


def new_code(unit: Unit, config: Config, now: dt.datetime) -> str | None:
    """A code for who is to be the owner, in place of an earlier one. None when there is an owner."""
    if owners_of(unit, config):
        unit.settings.drop(CODE)
        return None
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    salt = secrets.token_hex(16)
    kept = {"salt": salt, "hash": _hash(code, salt), "until": (now + LASTS).isoformat()}
    unit.settings.put(CODE, json.dumps(kept))
    return code


def claim(ctx: Context, code: str) -> Reply | list[Reply]:
    """认领 CODE, privately: the sender is the owner from now on. After a few wrong codes there is no answer."""
    if ctx.person.role == Role.OWNER:
        return Reply(texts.OWNER_ALREADY)
    if not ctx.private:
        return Reply(texts.OWNER_PRIVATELY)
    sender = ctx.message.sender
    if ctx.unit.audit.count(sender, WRONG, ctx.now - dt.timedelta(hours=1)) >= TRIES_AN_HOUR:
        return []
    if not _fits(ctx, code):
        ctx.unit.audit.note(sender, WRONG, ctx.now)
        return Reply(texts.OWNER_WRONG_CODE)
    ctx.unit.settings.set_owners([*ctx.unit.settings.owners(), sender])
    ctx.unit.settings.drop(CODE)
    ctx.unit.audit.note(ctx.person.name, "认领为管理员", ctx.now, after={"contact": sender})
    return Reply(texts.OWNER_NOW)


def _fits(ctx: Context, code: str) -> bool:
    kept = json.loads(ctx.unit.settings.get(CODE) or "null")
    # an owner whom the configuration has got meanwhile ends it too
    if kept is None or ctx.now >= dt.datetime.fromisoformat(kept["until"]) or owners_of(ctx.unit, ctx.config):
        return False
    return hmac.compare_digest(_hash(_as_printed(code), kept["salt"]), kept["hash"])


def _as_printed(code: str) -> str:
    """Chinese keyboards give full-width letters, and people part a code where it is long."""
    return "".join(char for char in unicodedata.normalize("NFKC", code[:64]).upper() if char.isalnum())


def _hash(code: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", code.encode(), bytes.fromhex(salt), _ROUNDS).hex()
