"""The templates. Every value is escaped; nothing is marked as safe."""

from typing import Any

from bot.sandbox.chatlog import Post
from bot.web import moments, views
from bot.web.templating import TEMPLATES
from bot.web.views import Seat


def page(seat: Seat) -> str:
    return TEMPLATES.get_template("page.html").render(_common(seat), **_whole(seat))


def pane(seat: Seat, post: Post) -> str:
    """The pane alone, about that post."""
    return TEMPLATES.get_template("_pane.html").render(_common(seat), story=views.happened(seat, post), oob=False)


def frame(seat: Seat, since: int, day: str) -> str:
    """What has changed after that version, as pieces that replace their own like in the page.

    `day` is the date that the page shows; on another one all times read differently and everything is sent.
    """
    log = seat.world.log
    changed = set(log.chats_since(since))
    anew = day != f"{seat.world.now():%F}"
    posts = seat.posts
    seen = sum(post.number <= since for post in posts)
    shown = list(views.lines(seat))
    touched = seat.chat in changed
    return TEMPLATES.get_template("_frame.html").render(
        _common(seat),
        rows=views.rows(seat, None if anew else changed),
        anew=shown if anew else None,
        fresh=[] if anew else shown[seen:],
        mended=[] if anew else [line for line in shown[:seen] if line.post.changed > since],
        story=views.happened(seat) if touched else None,
        touched=touched,
        phrases=views.offered(seat) if touched else [],
        complaints=[sentence for number, sentence in log.complaints if number > since],
    )


def reload() -> str:
    """Tells the page that its world is gone."""
    return TEMPLATES.get_template("_reload.html").render()


def _common(seat: Seat) -> dict[str, Any]:
    return {
        "seat": seat,
        "me": views.tile(seat.person.name),
        "now": moments.on_clock(seat.world.now()),
        "day": f"{seat.world.now():%F}",
        "version": seat.world.log.version,
    }


def _whole(seat: Seat) -> dict[str, Any]:
    return {
        "rows": views.rows(seat),
        "lines": list(views.lines(seat)),
        "size": views.size(seat),
        "sectors": views.by_sector(seat.people),
        "phrases": views.offered(seat),
        "story": views.happened(seat),
        "hold": seat.world.config.sending.ack_hold_seconds,
        "oob": False,
    }
