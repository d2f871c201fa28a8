"""Who may do what (DOMAIN §3)."""

from dataclasses import dataclass
from enum import IntEnum

from bot.config import Config
from storage.tables import Member
from storage.unit import Unit


class Role(IntEnum):
    """Each role may do what the ones below it may."""

    STRANGER = 0
    MEMBER = 1
    HOST = 2
    CONVENER = 3
    COMMITTEE = 4
    CLERK = 5
    OWNER = 6


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks: a contact, the member it is bound to (an owner need not be one), and the role."""

    contact: str
    member: Member | None
    role: Role

    @property
    def name(self) -> str:
        return self.member.name if self.member else self.contact

    def cares_for(self, member: Member) -> bool:
        """May this person see and enter that member's records without asking him?"""
        if self.role >= Role.CLERK:
            return True
        if self.member is None:
            return False
        if self.role == Role.COMMITTEE:
            return bool(member.special_committee) and member.special_committee == self.member.special_committee
        if self.role == Role.CONVENER:
            return member.sector == (self.member.role_sector or self.member.sector)
        return False


def owners_of(unit: Unit, config: Config) -> tuple[str, ...]:
    """The owners whom the configuration names, and those who claimed to be with the one-time code."""
    return (*config.people.owners, *unit.settings.owners())


def role_of(contact: str, member: Member | None, owners: tuple[str, ...], clerks: tuple[str, ...]) -> Role:
    """The highest role that configuration and roster give."""
    if contact in owners:
        return Role.OWNER
    if contact in clerks:
        return Role.CLERK
    return Role[member.role.upper()] if member else Role.STRANGER
