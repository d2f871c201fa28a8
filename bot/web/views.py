"""What the page shows, made from the world for one speaker and one chat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

from bot.sandbox.chatlog import Post, private_with
from bot.sandbox.people import Speaker
from bot.sandbox.phrases import Phrase, phrases
from bot.sandbox.world import World
from bot.web import moments
from bot.web.explain import Story, story
from bot.web.visits import Visit
from handlers.sectors import SECTORS

FIRST_SPEAKER = "wx-lu"
FIRST_CHAT = "r1"
PRIVATE = "me"
COLOURS = 8
TILES = 9


@dataclass(frozen=True, slots=True)
class Seat:
    """Who looks at what: `slug` is the chat's name in addresses, `r1`… for rooms and `me` for the private chat."""

    world: World
    visit: Visit
    people: dict[str, Speaker]
    person: Speaker
    slug: str
    chosen: bool

    @property
    def chat(self) -> str:
        return chat_of(self.world, self.person.contact, self.slug)

    @property
    def private(self) -> bool:
        return self.slug == PRIVATE

    @property
    def title(self) -> str:
        return self.world.config.bot.names[0] if self.private else self.chat

    @property
    def posts(self) -> list[Post]:
        return self.world.log.of(self.chat)


@dataclass(frozen=True, slots=True)
class Tile:
    letter: str
    colour: int


@dataclass(frozen=True, slots=True)
class Row:
    """A chat in the list. `newest` orders the list; tiles are the group's picture, none for the bot's own chat."""

    slug: str
    title: str
    last: str
    time: str
    unread: int
    tiles: Sequence[Tile]
    selected: bool
    newest: int


@dataclass(frozen=True, slots=True)
class Line:
    """A post as the chosen speaker sees it; `time` is the grey line above it, "" for none."""

    post: Post
    time: str
    own: bool
    system: bool
    text: str
    nickname: str
    tile: Tile | None
    explained: bool


def take_seat(world: World, visit: Visit, speaker: str | None, slug: str | None) -> Seat:
    """The seat that an address names; what it names wrongly is as if it named nothing."""
    people = world.people()
    contact = next(c for c in (speaker, visit.speaker, FIRST_SPEAKER, next(iter(people))) if c in people)
    visit.speaker = contact
    known = slug is not None and slug in slugs(world)
    return Seat(world, visit, people, people[contact], slug if slug and known else FIRST_CHAT, chosen=known)


def slugs(world: World) -> dict[str, str]:
    """Slug → room, the private chat first."""
    return {PRIVATE: "", **{f"r{n}": room.name for n, room in enumerate(world.config.rooms, 1)}}


def chat_of(world: World, contact: str, slug: str) -> str:
    return private_with(contact) if slug == PRIVATE else slugs(world)[slug]


def rows(seat: Seat, only: set[str] | None = None) -> list[Row]:
    """The list: the private chat on top, then the rooms by their last post. `only` the chats of that set."""
    found = []
    for slug in slugs(seat.world):
        chat = chat_of(seat.world, seat.person.contact, slug)
        if only is None or chat in only:
            found.append(_row(seat, slug, chat))
    return sorted(found, key=lambda row: (row.slug != PRIVATE, -row.newest))


def lines(seat: Seat) -> Iterator[Line]:
    """The chat's posts as lines."""
    now, before = seat.world.now(), None
    for post in seat.posts:
        silent = before is None or post.at - before.at > moments.SILENCE
        yield _line(seat, post, moments.in_chat(post.at, now) if silent else "")
        before = post


def happened(seat: Seat, post: Post | None = None) -> Story | None:
    return story(seat.world.log, seat.posts, post)


def offered(seat: Seat) -> list[Phrase]:
    with seat.world.store.read() as unit:
        return phrases(unit, seat.world.config, seat.world.log, seat.person, seat.chat)


def size(seat: Seat) -> int:
    """How many are in the room, 0 in a private chat."""
    return 0 if seat.private else len(seat.world.members(seat.chat))


def by_sector(people: dict[str, Speaker]) -> list[tuple[str, list[Speaker]]]:
    """The speakers under their sectors, in the sectors' own order."""
    order = {sector: n for n, sector in enumerate(SECTORS)}
    known = sorted(people.values(), key=lambda p: order.get(p.sector, len(order)))
    return [(f"{sector}界" if sector else "办公室", list(them)) for sector, them in groupby(known, lambda p: p.sector)]


def _row(seat: Seat, slug: str, chat: str) -> Row:
    world = seat.world
    posts = world.log.of(chat)
    last = posts[-1] if posts else None
    unread = seat.visit.unread(seat.person.contact, chat, posts, world.unread_from)
    return Row(
        slug=slug,
        title=world.config.bot.names[0] if slug == PRIVATE else chat,
        last=_short(seat, last, slug) if last else "",
        time=moments.in_list(last.at, world.now()) if last else "",
        unread=0 if slug == seat.slug else unread,
        tiles=[] if slug == PRIVATE else _tiles(seat, chat),
        selected=slug == seat.slug,
        newest=last.number if last else 0,
    )


def _short(seat: Seat, post: Post, slug: str) -> str:
    text = " ".join(_text(seat, post).split())[:60]
    own = post.sender == seat.person.contact
    return text if post.sender is None or post.recalled or own or slug == PRIVATE else f"{post.name}:{text}"


def _text(seat: Seat, post: Post) -> str:
    if not post.recalled:
        return post.text
    return "你撤回了一条消息" if post.sender == seat.person.contact else f"“{post.name}”撤回了一条消息"


def _line(seat: Seat, post: Post, time: str) -> Line:
    own = post.sender == seat.person.contact
    bot = post.sender == seat.world.log.bot
    return Line(
        post=post,
        time=time,
        own=own,
        system=post.sender is None or post.recalled,
        text=_text(seat, post),
        nickname="" if own or seat.private else post.name,
        tile=None if bot or post.sender is None else tile(_name(seat.people, post)),
        explained=post.outcome is not None,
    )


def _name(people: dict[str, Speaker], post: Post) -> str:
    person = people.get(post.sender or "")
    return person.name if person else post.name


def tile(name: str) -> Tile:
    return Tile(name[:1], crc32(name.encode()) % COLOURS)


def _tiles(seat: Seat, room: str) -> list[Tile]:
    """The group's picture: its first members."""
    return [tile(seat.people[contact].name) for contact in seat.world.inside(room)[:TILES]]
