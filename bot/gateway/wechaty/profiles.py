"""What differs from puppet to puppet, as far as it is known from their sources (none was tried with a live account)."""

from typing import NamedTuple


class Profile(NamedTuple):
    """`stable_ids`: contact and room ids outlive a login.

    `mentions`: the puppet tells whom a message mentions. `recalls`: a recall names the message in the ids that we know.
    `cuts_at_colon`: text of a room is cut at the first ASCII colon before a new line.
    """

    stable_ids: bool = True
    mentions: bool = True
    recalls: bool = True
    cuts_at_colon: bool = False


UNKNOWN = Profile()
# By a piece of the puppet's own name or of the package that runs it.
PROFILES = {
    "padlocal": Profile(),
    "wechat4u": Profile(stable_ids=False, mentions=False, cuts_at_colon=True),
    "xp": Profile(mentions=False, recalls=False),
    "workpro": Profile(),
    "mock": Profile(),
}


def profile_of(name: str) -> Profile:
    """The profile that `[gateway] puppet` names, or the one that is known for a puppet's own name."""
    lowered = name.lower()
    return next((profile for key, profile in PROFILES.items() if key in lowered), UNKNOWN)
