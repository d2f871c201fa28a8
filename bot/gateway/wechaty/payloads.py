"""What a message of the platform is: text, #接龙, quote, recall, file … Pure functions over what the wire gave."""

import datetime as dt
import html
import re
from collections.abc import Container
from typing import TYPE_CHECKING, NamedTuple

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bot.gateway.wechaty.words import Kind, RawMessage
from bot.messages import MessageKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Larger than any list of a group, smaller than what hurts to parse.
LONGEST_XML = 200_000
SECONDS_BELOW = 10**11
_KINDS: dict[int, MessageKind] = {
    Kind.TEXT: "text",
    Kind.UNKNOWN: "system",
    Kind.IMAGE: "image",
    Kind.ATTACHMENT: "file",
    Kind.AUDIO: "voice",
    Kind.GROUP_NOTE: "chain",
}
_QUOTE = re.compile(r"「[^\n]{1,4000}?[:：].{0,4000}?」\n[-\s]{5,200}\n", re.DOTALL)
_APP = re.compile(r"<appmsg[\s>]")
_CHAIN_TYPE = "53"
_EVERYONE = re.compile(r"[@＠](?:所有人|全体成员|all\b)", re.IGNORECASE)
_BEHIND_NAME = "\u2005 \n\t"


class Words(NamedTuple):
    """`kind` of the bot's messages, the text that a person would see, and the raw XML of a #接龙."""

    kind: MessageKind
    text: str
    wire: str | None = None


def said_at(timestamp: int, zone: dt.tzinfo, now: dt.datetime) -> dt.datetime:
    """The moment of a timestamp in seconds or milliseconds; `now` when it is none or absurd."""
    seconds = timestamp if timestamp < SECONDS_BELOW else timestamp / 1000
    try:
        moment = dt.datetime.fromtimestamp(seconds, zone)
    except (OverflowError, ValueError, OSError):
        return now
    return moment if dt.timedelta(-366) < moment - now < dt.timedelta(days=1) else now


def words_of(message: RawMessage) -> Words:
    """What a person would see of a message."""
    kind = _KINDS.get(message.type, "other")
    if kind in ("other", "chain", "text", "system"):
        chain = _chain(message.text)
        if chain is not None:
            return chain
    if kind == "chain":
        # without its XML the text form will do
        return Words("chain", message.text)
    if kind == "text" and message.text.startswith("「") and _QUOTE.match(message.text):
        return Words("quote", message.text)
    if kind in ("image", "file"):
        return Words(kind, message.filename or _file_name(message.text))
    return Words(kind, message.text if kind in ("text", "system") else "")


def _file_name(text: str) -> str:
    return "" if "<" in text or len(text) > 200 else text.strip()


def _chain(text: str) -> Words | None:
    xml = _xml(text, _APP)
    if xml is None:
        return None
    root = _parsed(xml)
    app = None if root is None else root if root.tag == "appmsg" else root.find(".//appmsg")
    if app is None or (app.findtext("type") or "").strip() != _CHAIN_TYPE:
        return None
    return Words("chain", app.findtext("title") or "", xml)


def recalled_id(message: RawMessage, known: Container[str]) -> str | None:
    """The id of the message that this one takes back; None when it tells of none.

    A recall is XML of type revokemsg, or the id itself when it is one that has been seen: some puppets give the same
    type to a pat on the back.
    """
    if message.type != Kind.RECALLED and "revokemsg" not in message.text:
        return None
    xml = _xml(message.text, _REVOKE)
    root = _parsed(xml) if xml is not None else None
    if root is not None:
        told = root if root.tag == "revokemsg" else root.find(".//revokemsg")
        if told is not None:
            ids = [(told.findtext(key) or "").strip() for key in ("newmsgid", "msgid")]
            return next((id for id in ids if id), None)
    plain = message.text.strip()
    return plain if message.type == Kind.RECALLED and plain in known else None


_REVOKE = re.compile(r"revokemsg")


def _xml(text: str, sign: re.Pattern[str]) -> str | None:
    """The XML in a text, also where a puppet has escaped it as HTML; None when there is none or it is too large."""
    if len(text) > LONGEST_XML:
        return None
    if "&lt;" in text and "<" not in text.replace("<br/>", ""):
        text = html.unescape(text.replace("<br/>", "\n"))
    if not sign.search(text) or "<" not in text:
        return None
    return text[text.index("<") :]


def _parsed(xml: str) -> "Element | None":
    try:
        root: Element = fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        return None
    return root


def mentions_bot(message: RawMessage, self_id: str, names: "frozenset[str] | set[str]", members: int) -> bool:
    """Whether a message speaks to the bot: by id, unless everyone is meant, else by its name in front.

    `names`: what the room calls the bot; `members`: how many are in the room. @所有人 comes as everybody's id.
    """
    if _EVERYONE.search(message.text):
        return False
    if self_id in message.mentions:
        return not (members > 3 and len(message.mentions) >= members - 1)
    if message.mentions:
        return False
    for name in names:
        for at in ("@", "＠"):
            if message.text.startswith(at + name):
                behind = message.text[len(at + name) : len(at + name) + 1]
                return behind == "" or behind in _BEHIND_NAME
    return False
