"""A Wechaty puppet service in this process, with the manners of the real one and the faults that it is told.

It answers the same commands as node/puppet.mjs, so that the same tests run on both.
"""

import asyncio
import base64
import json
import time
from collections import Counter, deque
from collections.abc import Callable, Collection
from typing import Any, cast

import betterproto
from grpclib.const import Cardinality, Handler, Status
from grpclib.exceptions import GRPCError
from grpclib.protocol import H2Protocol
from grpclib.server import Server, Stream
from wechaty_grpc.wechaty import puppet

from bot.gateway.wechaty.wire import _Chunk, _Id, _Nothing, _Setting
from bot.gateway.wechaty.words import Told

RING = 500


class Fault:
    """`kind`: hang, error, mute (done, but never answered) or delay.

    For the next `times` calls of `call` (about `id`, when it is given).
    """

    def __init__(self, call: str, kind: str, times: int = 1, ms: int = 0, id: str = "") -> None:
        self.call, self.kind, self.times, self.ms, self.id = call, kind, times, ms, id


class FakeGateway:
    """`await FakeGateway.started(...)`, `do(command, …)`, `stop`. `shown`: what the bot has sent."""

    def __init__(self, *, token: str = "secret", ring: bool = True, stock: bool = False, echo: bool = False) -> None:
        self.token, self.stock, self.echo = token, stock, echo
        self.ring: deque[str] | None = deque(maxlen=RING) if ring and not stock else None
        self.shown: list[dict[str, Any]] = []
        self.noted: list[dict[str, Any]] = []
        self.calls: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.self_id = ""
        self.port = 0
        self._server: _Cuttable | None = None
        self._stream: _Open | None = None
        self._messages: dict[str, dict[str, Any]] = {}
        self._rooms: dict[str, dict[str, Any]] = {}
        self._contacts: dict[str, dict[str, Any]] = {}
        self._aliases: dict[tuple[str, str], str] = {}
        self._doors: dict[str, dict[str, Any]] = {}
        self._boxes: dict[str, bytes] = {}
        self._sent = 0

    @staticmethod
    async def started(**options: Any) -> "FakeGateway":
        fake = FakeGateway(**options)
        await fake.up()
        return fake

    async def up(self) -> None:
        self._server = _Cuttable([self])
        await self._server.start("127.0.0.1", self.port)
        listening: Any = self._server._server
        self.port = listening.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """As when the gateway's process ends: every connection is gone."""
        if self._server is not None:
            server, self._server = self._server, None
            server.close()
            self._stream = None
            for transport in server.transports:
                transport.abort()
            await server.wait_closed()

    stop = down

    async def do(self, what: str, **given: Any) -> Any:
        made = getattr(self, f"_do_{what}")(**given)
        return await made if asyncio.iscoroutine(made) else made

    # what happens on the platform

    def _do_contact(self, id: str, name: str, friend: bool = True) -> None:
        self._contacts[id] = {"name": name, "friend": friend}

    def _do_room(self, id: str, topic: str, members: list[str]) -> None:
        self._rooms[id] = {"topic": topic, "members": members}

    def _do_alias(self, room: str, contact: str, alias: str) -> None:
        self._aliases[room, contact] = alias

    def _do_rename(self, room: str, topic: str) -> None:
        self._rooms[room]["topic"] = topic
        self.tell(Told.DIRTY, payloadType=3, payloadId=room)
        self.tell(Told.ROOM_TOPIC, roomId=room, newTopic=topic)

    def _do_login(self, id: str) -> None:
        self.self_id = id
        self.tell(Told.LOGIN, contactId=id)

    def _do_logout(self) -> None:
        told, self.self_id = self.self_id, ""
        self.tell(Told.LOGOUT, contactId=told, data="told to")

    def _do_scan(self, qrcode: str) -> None:
        self.tell(Told.SCAN, qrcode=qrcode, status=2)

    def _do_say(self, id: str, text: str = "", room: str = "", to: str = "", **said: Any) -> None:
        talker = said.pop("from")
        self._messages[id] = {"text": text, "room": room, "to": to or self.self_id, "talker": talker, **said}
        if self.ring is not None:
            self.ring.append(id)
        self.tell(Told.MESSAGE, messageId=id)

    def _do_file(self, id: str, base64: str, name: str, **said: Any) -> None:
        self._boxes[id] = _bytes(base64)
        self._do_say(id, text=name, **({"type": 1} | said), filename=name)

    def _do_burst(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            self._do_say(**message)

    def _do_again(self, id: str) -> None:
        self.tell(Told.MESSAGE, messageId=id)

    def _do_join(self, room: str, contacts: list[str], by: str) -> None:
        self.tell(Told.ROOM_JOIN, inviteeIdList=contacts, inviterId=by, roomId=room, timestamp=_now())

    def _do_leave(self, room: str, contacts: list[str], by: str) -> None:
        self.tell(Told.ROOM_LEAVE, removeeIdList=contacts, removerId=by, roomId=room, timestamp=_now())

    def _do_invite(self, id: str, by: str, topic: str) -> None:
        self._doors[id] = {"by": by, "topic": topic}
        self.tell(Told.ROOM_INVITE, roomInvitationId=id)

    def _do_befriend(self, id: str, by: str, hello: str = "") -> None:
        self._doors[id] = {"by": by, "hello": hello}
        self.tell(Told.FRIENDSHIP, friendshipId=id)

    def _do_fault(self, call: str, kind: str, times: int = 1, ms: int = 0, id: str = "") -> None:
        self.faults.append(Fault(call, kind, times, ms, id))

    def _do_echo(self, on: bool) -> None:
        self.echo = on

    async def _do_down(self) -> None:
        await self.down()

    async def _do_up(self) -> None:
        await self.up()

    def _do_end(self) -> None:
        """The event stream ends, as some gateways end it, without an error."""
        if self._stream is not None:
            self._stream.end()

    def tell(self, kind: int, **payload: Any) -> None:
        """An event to whoever listens; to nobody it is not told."""
        if self._stream is not None:
            self._stream.put(kind, payload)

    # the service

    def __mapping__(self) -> dict[str, Handler]:
        unary: dict[str, tuple[Callable[..., Any], type, type]] = {
            "Start": (self._nothing, puppet.StartRequest, puppet.StartResponse),
            "Stop": (self._nothing, puppet.StopRequest, puppet.StopResponse),
            "Version": (self._version, puppet.VersionRequest, puppet.VersionResponse),
            "Ding": (self._ding, puppet.DingRequest, puppet.DingResponse),
            "MessagePayload": (self._message, puppet.MessagePayloadRequest, puppet.MessagePayloadResponse),
            "MessageFile": (self._file, puppet.MessageFileRequest, puppet.MessageFileResponse),
            "RoomList": (self._room_list, puppet.RoomListRequest, puppet.RoomListResponse),
            "RoomPayload": (self._room, puppet.RoomPayloadRequest, puppet.RoomPayloadResponse),
            "RoomMemberList": (self._members, puppet.RoomMemberListRequest, puppet.RoomMemberListResponse),
            "RoomMemberPayload": (self._member, puppet.RoomMemberPayloadRequest, puppet.RoomMemberPayloadResponse),
            "ContactPayload": (self._contact, puppet.ContactPayloadRequest, puppet.ContactPayloadResponse),
            "MessageSendText": (self._send_text, puppet.MessageSendTextRequest, puppet.MessageSendTextResponse),
            "MessageSendFile": (self._send_file, puppet.MessageSendFileRequest, puppet.MessageSendFileResponse),
            "RoomInvitationPayload": (
                self._invitation,
                puppet.RoomInvitationPayloadRequest,
                puppet.RoomInvitationPayloadResponse,
            ),
            "RoomInvitationAccept": (
                self._accept,
                puppet.RoomInvitationAcceptRequest,
                puppet.RoomInvitationAcceptResponse,
            ),
            "FriendshipPayload": (
                self._friendship,
                puppet.FriendshipPayloadRequest,
                puppet.FriendshipPayloadResponse,
            ),
            "FriendshipAccept": (self._accept, puppet.FriendshipAcceptRequest, puppet.FriendshipAcceptResponse),
            "RoomTopic": (self._setter("topic", "room"), _Setting, _Nothing),
            "RoomAnnounce": (self._setter("announced", "room"), _Setting, _Nothing),
            "ContactAlias": (self._setter("remark", "contact"), _Setting, _Nothing),
        }
        routes = {
            f"/wechaty.Puppet/{call}": Handler(self._guarded(call, work, answer), Cardinality.UNARY_UNARY, ask, answer)
            for call, (work, ask, answer) in unary.items()
        }
        routes["/wechaty.Puppet/Event"] = Handler(
            self._event, Cardinality.UNARY_STREAM, puppet.EventRequest, puppet.EventResponse
        )
        routes["/wechaty.Puppet/Upload"] = Handler(self._upload, Cardinality.STREAM_UNARY, _Chunk, _Id)
        routes["/wechaty.Puppet/Download"] = Handler(self._download, Cardinality.UNARY_STREAM, _Id, _Chunk)
        return routes

    def _check(self, stream: "Stream[Any, Any]") -> None:
        given: Any = stream.metadata or {}
        if given.get("authorization") != f"Wechaty {self.token}":
            raise GRPCError(Status.UNAUTHENTICATED, "Invalid Wechaty TOKEN")

    def _guarded(self, call: str, work: Callable[..., Any], answer: type[betterproto.Message]) -> Callable[..., Any]:
        name = call[0].lower() + call[1:]

        async def handle(stream: "Stream[Any, Any]") -> None:
            self._check(stream)
            request = await stream.recv_message()
            self.calls[name] += 1
            id = getattr(request, "id", "")
            fault = next((f for f in self.faults if f.call == name and f.times > 0 and f.id in ("", id)), None)
            if fault is not None:
                fault.times -= 1
                if fault.kind == "hang":
                    await asyncio.Event().wait()
                if fault.kind == "error":
                    raise GRPCError(Status.UNKNOWN, "told to fail")
                await asyncio.sleep(fault.ms / 1000)
            try:
                answered = work(request, answer())
                if fault is not None and fault.kind == "mute":
                    await asyncio.Event().wait()
                await stream.send_message(answered)
            except KeyError:
                raise GRPCError(Status.UNKNOWN, f"no payload found for id {id}") from None

        return handle

    async def _event(self, stream: "Stream[Any, Any]") -> None:
        self._check(stream)
        await stream.recv_message()
        given: Any = stream.metadata or {}
        client, takeover = str(given.get("x-liaison-client", "")), given.get("x-liaison-takeover") == "yes"
        if self._stream is not None:
            if self.stock or not ((client and client == self._stream.client) or takeover):
                raise GRPCError(Status.ALREADY_EXISTS, "GrpcServerImpl.event() can not call twice.")
            self._stream.end()
        mine = self._stream = _Open(client)
        mine.put(Told.HEARTBEAT, {"data": "Wechaty Puppet gRPC stream connect successfully"})
        if self.self_id:
            mine.put(Told.LOGIN, {"contactId": self.self_id})
        for id in self.ring or ():
            mine.put(Told.MESSAGE, {"messageId": id})
        try:
            while (event := await mine.events.get()) is not None:
                await stream.send_message(puppet.EventResponse(type=event[0], payload=json.dumps(event[1])))
        finally:
            if self._stream is mine:
                self._stream = None

    def _nothing(self, _: Any, answer: Any) -> Any:
        return answer

    def _version(self, _: Any, answer: Any) -> Any:
        answer.version = "fake"
        return answer

    def _ding(self, request: Any, answer: Any) -> Any:
        self.tell(Told.DONG, data=request.data)
        return answer

    def _message(self, request: Any, answer: Any) -> Any:
        said = self._messages[request.id]
        answer.id, answer.text, answer.room_id, answer.from_id = request.id, said["text"], said["room"], said["talker"]
        answer.to_id = "" if said["room"] else said["to"]
        answer.type, answer.timestamp = said.get("type", 7), said.get("at", _now())
        answer.mention_ids, answer.filename = said.get("mentions", []), said.get("filename", "")
        return answer

    def _file(self, request: Any, answer: Any) -> Any:
        content, name = self._boxes[request.id], self._messages[request.id]["filename"]
        box: dict[str, Any] = {"name": name, "boxType": 1, "base64": base64.b64encode(content).decode()}
        if len(content) > 20_000:
            box = {"name": name, "boxType": 7, "uuid": f"box-{request.id}"}
            self._boxes[f"box-{request.id}"] = content
        answer.filebox = json.dumps(box)
        return answer

    def _room_list(self, _: Any, answer: Any) -> Any:
        answer.ids = list(self._rooms)
        return answer

    def _room(self, request: Any, answer: Any) -> Any:
        room = self._rooms[request.id]
        answer.id, answer.topic, answer.member_ids = request.id, room["topic"], room["members"]
        return answer

    def _members(self, request: Any, answer: Any) -> Any:
        answer.member_ids = self._rooms[request.id]["members"]
        return answer

    def _member(self, request: Any, answer: Any) -> Any:
        answer.id, answer.name = request.member_id, self._contacts[request.member_id]["name"]
        answer.room_alias = self._aliases.get((request.id, request.member_id), "")
        return answer

    def _contact(self, request: Any, answer: Any) -> Any:
        known = self._contacts[request.id]
        answer.id, answer.name, answer.friend = request.id, known["name"], known["friend"]
        return answer

    def _send_text(self, request: Any, answer: Any) -> Any:
        answer.id = self._show(to=request.conversation_id, text=request.text, mentions=list(request.mentonal_ids))
        return answer

    def _send_file(self, request: Any, answer: Any) -> Any:
        box = json.loads(request.filebox)
        content = self._boxes[box["uuid"]] if box["boxType"] == 7 else _bytes(box["base64"])
        answer.id = self._show(to=request.conversation_id, file=box["name"], size=len(content))
        return answer

    def _show(self, to: str, **shown: Any) -> str:
        if not self.self_id:
            raise GRPCError(Status.UNKNOWN, "not logged in")
        self._sent += 1
        id = f"sent-{self._sent}"
        self.shown.append({"id": id, "to": to, **shown})
        if self.echo:
            room = to if "@" in to else ""
            said = {"filename": shown["file"], "type": 1} if "file" in shown else {"text": shown.get("text", "")}
            self._do_say(id, room=room, to="" if room else to, **{"from": self.self_id}, **said)
        return id

    def _invitation(self, request: Any, answer: Any) -> Any:
        answer.id, answer.inviter_id, answer.topic = request.id, self._doors[request.id]["by"], "?"
        return answer

    def _friendship(self, request: Any, answer: Any) -> Any:
        answer.id, answer.contact_id, answer.type = request.id, self._doors[request.id]["by"], 2
        return answer

    def _accept(self, request: Any, answer: Any) -> Any:
        self.noted.append({"accepted": request.id})
        return answer

    def _setter(self, what: str, whose: str) -> Callable[..., Any]:
        value = {"topic": "topic", "announced": "text", "remark": "alias"}[what]

        def note(request: Any, answer: Any) -> Any:
            self.noted.append({what: {whose: request.id, value: request.value}})
            return answer

        return note

    async def _upload(self, stream: "Stream[Any, Any]") -> None:
        self._check(stream)
        content = b"".join([part.chunk async for part in stream])
        uuid = f"up-{len(self._boxes)}"
        self._boxes[uuid] = content
        await stream.send_message(_Id(uuid))

    async def _download(self, stream: "Stream[Any, Any]") -> None:
        self._check(stream)
        request: Any = await stream.recv_message()
        content = self._boxes[request.id]
        for at in range(0, len(content), 64 * 1024):
            await stream.send_message(_Chunk(content[at : at + 64 * 1024]))


class _Protocol(H2Protocol):
    transports: set[asyncio.Transport]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transports.add(cast(asyncio.Transport, transport))


class _Cuttable(Server):
    """Closing grpclib's server ends what it serves, but not the connections of its clients."""

    def __init__(self, handlers: Collection[Any]) -> None:
        super().__init__(handlers)
        self.transports: set[asyncio.Transport] = set()

    def _protocol_factory(self) -> H2Protocol:
        made = super()._protocol_factory()
        protocol = _Protocol(made.handler, self._config, self._h2_config)
        protocol.transports = self.transports
        return protocol


class _Open:
    """An event stream, and whose it is."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.events: asyncio.Queue[tuple[int, dict[str, Any]] | None] = asyncio.Queue()

    def put(self, kind: int, payload: dict[str, Any]) -> None:
        self.events.put_nowait((int(kind), payload))

    def end(self) -> None:
        self.events.put_nowait(None)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


def _now() -> int:
    return int(time.time() * 1000)
