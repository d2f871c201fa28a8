"""Wechaty's puppet service over gRPC: the only module that imports a WeChat package.

The stubs were generated for an older server. What they get wrong is mended here: setters that went out of use, and
three calls that they do not have. Every call has a deadline; only the event stream has none.
"""

import asyncio
import base64
import binascii
import json
import logging
import ssl
from collections.abc import AsyncGenerator, Awaitable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import betterproto
from grpclib.client import Channel, Handler
from grpclib.config import Configuration
from grpclib.const import Cardinality, Status
from grpclib.exceptions import GRPCError, ProtocolError, StreamTerminatedError
from grpclib.protocol import H2Protocol
from wechaty_grpc.wechaty import PuppetStub

from bot.gateway.wechaty.access import Access
from bot.gateway.wechaty.corked import Corked
from bot.gateway.wechaty.faults import (
    Answered,
    LinkDown,
    LinkFault,
    Occupied,
    OldProtocol,
    TimedOut,
    WrongTls,
    WrongToken,
)
from bot.gateway.wechaty.tls_probe import explain
from bot.gateway.wechaty.words import ContactCard, FriendRequest, Invitation, RawFile, RawMessage, RoomCard, WireEvent

log = logging.getLogger(__name__)

DEADLINE = 5.0
FILE_DEADLINE = 60.0
INLINE_UP_TO = 1_000_000  # bytes; a larger file goes up in chunks, since one gRPC message holds 4 MB
CHUNK = 64 * 1024
LARGEST_FILE = 20 * 1024 * 1024
BASE64, UUID = 1, 7  # kinds of a FileBox
_SERVICE = "/wechaty.Puppet/"
_TROUBLE = (GRPCError, StreamTerminatedError, ProtocolError, OSError, TimeoutError, AssertionError)
_Result = TypeVar("_Result")


@dataclass(eq=False, repr=False)
class _Id(betterproto.Message):
    """DownloadRequest and UploadResponse: an id in field 1."""

    id: str = betterproto.string_field(1)


@dataclass(eq=False, repr=False)
class _Chunk(betterproto.Message):
    """UploadRequest and DownloadResponse: bytes in field 1."""

    chunk: bytes = betterproto.bytes_field(1)


@dataclass(eq=False, repr=False)
class _Setting(betterproto.Message):
    """A setter's request: servers read field 3 and take the stub's field 2 for a question."""

    id: str = betterproto.string_field(1)
    value: str = betterproto.string_field(3)


@dataclass(eq=False, repr=False)
class _Nothing(betterproto.Message):
    pass


class _Protocol(H2Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.BaseTransport, Corked(cast(asyncio.Transport, transport))))


class _Channel(Channel):
    def _protocol_factory(self) -> H2Protocol:
        return _Protocol(Handler(), self._config, self._h2_config)


class Wire:
    """One connection. Make it inside a running loop, and close it in every case.

    Methods raise the faults of faults.py and no others.
    """

    def __init__(self, access: Access) -> None:
        self.access = access
        self._channel = _Channel(
            access.host,
            access.port,
            ssl=access.ssl_context(),
            config=Configuration(ssl_target_name_override=access.expected_name()),
        )
        self._metadata: dict[str, str] = {"authorization": f"Wechaty {access.token}"}
        if access.auth == "authority":
            # gateways before service 0.30 look for the token in the host's name
            self._channel._authority = access.token
            self._metadata = {}
        # `_ask` sets the deadline, and who we are matters to the event stream alone: each header is paid at each call
        self._stub = PuppetStub(self._channel, metadata=self._metadata)
        self._presenting = dict(self._metadata)
        if access.client:
            self._presenting["x-liaison-client"] = access.client
        if access.takeover:
            self._presenting["x-liaison-takeover"] = "yes"

    def close(self) -> None:
        self._channel.close()

    async def events(self) -> AsyncGenerator[WireEvent, None]:
        """What the gateway tells, in its order, until the stream ends. What is no JSON object is left out."""
        stream = PuppetStub(self._channel, metadata=self._presenting).event()
        try:
            async for told in stream:
                payload = _object(told.payload)
                if payload is None:
                    log.warning("an event of type %d without a JSON object was left out", told.type)
                else:
                    yield WireEvent(int(told.type), payload)
        except _TROUBLE as error:
            raise await self._fault(error) from error
        finally:
            await stream.aclose()

    async def start(self) -> None:
        """Does nothing to a puppet that runs. Stop is never sent: it logs the account out."""
        await self._ask(self._stub.start())

    async def version(self) -> str:
        return str((await self._ask(self._stub.version())).version)

    async def ding(self, data: str) -> None:
        await self._ask(self._stub.ding(data=data))

    async def message(self, id: str) -> RawMessage:
        got = await self._ask(self._stub.message_payload(id=id))
        return RawMessage(
            got.id or id,
            int(got.type),
            got.from_id,
            got.room_id,
            got.to_id,
            got.text,
            int(got.timestamp),
            tuple(got.mention_ids),
            got.filename,
        )

    async def rooms(self) -> list[str]:
        return list((await self._ask(self._stub.room_list())).ids)

    async def room(self, id: str) -> RoomCard:
        got = await self._ask(self._stub.room_payload(id=id))
        return RoomCard(got.id or id, got.topic, tuple(got.member_ids))

    async def room_members(self, id: str) -> list[str]:
        return list((await self._ask(self._stub.room_member_list(id=id))).member_ids)

    async def room_member(self, room: str, contact: str) -> ContactCard:
        got = await self._ask(self._stub.room_member_payload(id=room, member_id=contact))
        return ContactCard(contact, got.name, got.room_alias)

    async def contact(self, id: str) -> ContactCard:
        got = await self._ask(self._stub.contact_payload(id=id))
        return ContactCard(id, got.name, got.alias, bool(got.friend))

    async def send_text(self, chat: str, text: str, mentions: tuple[str, ...] = ()) -> str:
        """The id of what was sent; some puppets give none."""
        sent = await self._ask(
            self._stub.message_send_text(conversation_id=chat, text=text, mentonal_ids=list(mentions))
        )
        return sent.id or ""

    async def send_file(self, chat: str, file: RawFile) -> str:
        """The id of what was sent; some puppets give none."""
        box: dict[str, Any] = {"name": file.name, "metadata": {}}
        if len(file.content) > INLINE_UP_TO:
            box |= {"boxType": UUID, "uuid": await self._ask(self._upload(file.content), FILE_DEADLINE)}
        else:
            box |= {"boxType": BASE64, "base64": base64.b64encode(file.content).decode("ascii")}
        sending = self._stub.message_send_file(conversation_id=chat, filebox=json.dumps(box))
        return (await self._ask(sending, FILE_DEADLINE)).id or ""

    async def message_file(self, id: str) -> RawFile:
        """The file of a message. Raises Answered: it is too large, or of a kind that is not fetched (a foreign URL)."""
        got = await self._ask(self._stub.message_file(id=id), FILE_DEADLINE)
        box = _object(got.filebox) or {}
        name = str(box.get("name") or "file")[:200]
        kind = box.get("boxType", box.get("type"))
        if kind == UUID:
            return RawFile(name, await self._ask(self._download(str(box.get("uuid", ""))), FILE_DEADLINE))
        if kind == BASE64 and isinstance(box.get("base64"), str):
            if len(box["base64"]) > LARGEST_FILE * 4 // 3 + 4:
                raise Answered(TOO_LARGE)
            try:
                return RawFile(name, base64.b64decode(box["base64"], validate=True))
            except binascii.Error:
                raise Answered("网关给的文件内容是坏的:请重发一次") from None
        raise Answered("网关给的文件取不到(只有一个外部地址):请换一种方式发送")

    async def invitation(self, id: str) -> Invitation:
        got = await self._ask(self._stub.room_invitation_payload(id=id))
        return Invitation(id, got.inviter_id, got.topic)

    async def accept_invitation(self, id: str) -> None:
        await self._ask(self._stub.room_invitation_accept(id=id))

    async def friendship(self, id: str) -> FriendRequest:
        got = await self._ask(self._stub.friendship_payload(id=id))
        return FriendRequest(id, got.contact_id, got.hello, int(got.type))

    async def accept_friendship(self, id: str) -> None:
        await self._ask(self._stub.friendship_accept(id=id))

    async def set_topic(self, room: str, topic: str) -> None:
        await self._set("RoomTopic", room, topic)

    async def announce(self, room: str, text: str) -> None:
        await self._set("RoomAnnounce", room, text)

    async def set_remark(self, contact: str, remark: str) -> None:
        await self._set("ContactAlias", contact, remark)

    async def _set(self, call: str, id: str, value: str) -> None:
        await self._ask(self._stub._unary_unary(_SERVICE + call, _Setting(id, value), _Nothing))

    async def _download(self, uuid: str) -> bytes:
        content = bytearray()
        route = _SERVICE + "Download"
        async for part in self._stub._unary_stream(route, _Id(uuid), _Chunk, timeout=FILE_DEADLINE):
            content += part.chunk
            if len(content) > LARGEST_FILE:
                raise Answered(TOO_LARGE)
        return bytes(content)

    async def _upload(self, content: bytes) -> str:
        request = self._channel.request(
            _SERVICE + "Upload", Cardinality.STREAM_UNARY, _Chunk, _Id, timeout=FILE_DEADLINE, metadata=self._metadata
        )
        async with request as stream:
            for at in range(0, len(content), CHUNK):
                await stream.send_message(_Chunk(content[at : at + CHUNK]))
            await stream.end()
            answer = await stream.recv_message()
        assert answer is not None
        return answer.id

    async def _ask(self, asking: Awaitable[_Result], deadline: float = DEADLINE) -> _Result:
        try:
            # grpclib's own deadline does not cover a connection that is being made
            async with asyncio.timeout(deadline):
                return await asking
        except _TROUBLE as error:
            raise await self._fault(error) from error

    async def _fault(self, error: BaseException) -> LinkFault:
        place = self.access.address
        if isinstance(error, GRPCError):
            return _answered(error, place)
        if isinstance(error, ssl.SSLCertVerificationError):
            return WrongTls(
                f"网关 {place} 的证书不可信({error.verify_message}):请检查 [gateway] 的 ca_file 和 server_name"
            )
        if isinstance(
            error, ssl.SSLError | StreamTerminatedError | ProtocolError | ConnectionResetError | TimeoutError
        ):
            said = await explain(self.access)
            if said is not None:
                return WrongTls(said)
        if isinstance(error, TimeoutError):
            return TimedOut(f"网关 {place} 没有按时回答")
        if isinstance(error, ConnectionRefusedError):
            return LinkDown(f"网关 {place} 没有开:请启动网关,或检查 [gateway] address")
        return LinkDown(f"与网关 {place} 的连接断了")


TOO_LARGE = f"文件超过 {LARGEST_FILE // 1024**2} MB:请改小再发"


def _answered(error: GRPCError, place: str) -> LinkFault:
    if error.status is Status.UNAUTHENTICATED:
        return WrongToken(f"网关 {place} 不认这个口令:请让 [gateway] token 与网关的一致")
    if error.status is Status.ALREADY_EXISTS:
        return Occupied(f"网关 {place} 正被另一个程序占用:请先停掉它;本项目的网关可以用 liaison run --takeover 接管")
    if error.status is Status.UNIMPLEMENTED:
        return OldProtocol(f"网关 {place} 的协议太旧或不是 Wechaty 的:请升级 wechaty-puppet-service")
    if error.status is Status.UNAVAILABLE:
        return LinkDown(f"网关 {place} 暂时不能用")
    if error.status is Status.DEADLINE_EXCEEDED:
        return TimedOut(f"网关 {place} 没有按时回答")
    return Answered(f"网关说做不到({error.status.name})")


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
