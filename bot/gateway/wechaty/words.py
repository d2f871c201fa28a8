"""What passes between the wire and the rest of the gateway: plain values, no class of a WeChat package."""

from enum import IntEnum
from typing import Any, NamedTuple


class Told(IntEnum):
    """Types of events. Unknown ones (4 = a post in 朋友圈) are passed over."""

    HEARTBEAT = 1
    MESSAGE = 2
    DONG = 3
    ERROR = 16
    FRIENDSHIP = 17
    ROOM_INVITE = 18
    ROOM_JOIN = 19
    ROOM_LEAVE = 20
    ROOM_TOPIC = 21
    SCAN = 22
    READY = 23
    RESET = 24
    LOGIN = 25
    LOGOUT = 26
    DIRTY = 27


class Kind(IntEnum):
    """Types of messages: wechaty-puppet's numbers, which the payload carries; the stub's names are older and wrong."""

    UNKNOWN = 0
    ATTACHMENT = 1
    AUDIO = 2
    CONTACT = 3
    CHAT_HISTORY = 4
    EMOTICON = 5
    IMAGE = 6
    TEXT = 7
    LOCATION = 8
    MINI_PROGRAM = 9
    GROUP_NOTE = 10
    TRANSFER = 11
    RED_ENVELOPE = 12
    RECALLED = 13
    URL = 14
    VIDEO = 15
    POST = 16


class Dirty(IntEnum):
    """What a DIRTY event says is out of date. ROOM_MEMBER carries the room's id."""

    MESSAGE = 1
    CONTACT = 2
    ROOM = 3
    ROOM_MEMBER = 4
    FRIENDSHIP = 5


class WireEvent(NamedTuple):
    """`type` is a number of Told, or one that is not known; `payload` has camelCase keys."""

    type: int
    payload: dict[str, Any]


class RawMessage(NamedTuple):
    """A message as the gateway has it. `type` is a number of Kind; `timestamp` in seconds or milliseconds."""

    id: str
    type: int
    talker: str
    room: str
    listener: str
    text: str
    timestamp: int
    mentions: tuple[str, ...] = ()
    filename: str = ""


class RawFile(NamedTuple):
    name: str
    content: bytes


class RoomCard(NamedTuple):
    id: str
    topic: str
    members: tuple[str, ...]


class ContactCard(NamedTuple):
    """`alias`: our remark of a friend, or the alias in the room that was asked for."""

    id: str
    name: str
    alias: str = ""
    friend: bool = False


class Invitation(NamedTuple):
    id: str
    inviter: str
    topic: str


class FriendRequest(NamedTuple):
    """`type` 2 = somebody asks to be our friend."""

    id: str
    contact: str
    hello: str
    type: int
