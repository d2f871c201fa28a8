"""The account has logged in, perhaps as another one than before."""

import datetime as dt

from bot.messages import Login
from handlers.binding import lasts
from storage.unit import Unit

SELF_ID = "self_id"
BY = "小助手"


def login(unit: Unit, event: Login, now: dt.datetime) -> None:
    """Remember who the bot is; after a login that gave everybody new ids, forget what hung on the old ones.

    Members are recognised again by their names in the groups; an owner by code has to claim again.
    """
    before = unit.settings.get(SELF_ID)
    if before == event.self_id:
        return
    unit.settings.put(SELF_ID, event.self_id)
    if event.stable_ids:
        return
    bindings = unit.identities.unbind_passing()
    owners = unit.settings.owners()
    staying = [contact for contact in owners if lasts(contact)]
    if len(staying) < len(owners):
        unit.settings.set_owners(staying)
    if bindings or len(staying) < len(owners):
        lost = {"bindings": bindings, "owners": len(owners) - len(staying)}
        unit.audit.note(BY, "重新登录,旧的临时微信号作废", now, before=lost)
