"""Who can be spoken as, and who is in which room."""

from dataclasses import dataclass
from zlib import crc32

from bot.config import Config, Room
from bot.permissions import Role
from storage.unit import Unit

# A member without a 微信号 in the roster is nobody to the bot until he binds himself: worth trying out.
NEWCOMER = "wx-new"
ROLE_NAMES = {
    Role.CONVENER: "召集人",
    Role.COMMITTEE: "专委会",
    Role.CLERK: "办公室",
    Role.HOST: "群主",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A contact of the platform: `alias` is what a room shows; `title` says what he is, "" for a plain member."""

    contact: str
    name: str
    alias: str
    sector: str
    title: str


def speakers(unit: Unit) -> dict[str, Speaker]:
    """Contact → speaker: every member of the roster, those whom nobody has bound yet under a contact of their own."""
    found = {}
    bound = unit.identities.by_member()
    for member in unit.members.active():
        contact = member.wechat_id or f"{NEWCOMER}-{member.id}"
        title = ROLE_NAMES.get(Role[member.role.upper()], "")
        if member.id not in bound:
            title = "还没绑定"
        elif not title and member.post != "委员":
            title = member.post
        alias = (member.alias or member.name) if member.wechat_id else "新来的朋友"
        found[contact] = Speaker(contact, member.name, alias, member.sector, title)
    return found


def first_members(config: Config, people: dict[str, Speaker]) -> dict[str, list[str]]:
    """Room → contacts in it at the start: a sector's members in its room, one in four in each reading group."""
    return {room.name: [p.contact for p in people.values() if _belongs(room, p)] for room in config.rooms}


def _belongs(room: Room, person: Speaker) -> bool:
    if person.title == "办公室" or room.host == person.name:
        return True
    if room.kind == "member":
        return person.sector == room.sector
    return crc32(f"{room.name} {person.name}".encode()) % 4 == 0
