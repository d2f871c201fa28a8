"""Who keeps watch over members: conveners, committees, clerks, by the roster or by the configuration."""

from bot.config import Config
from bot.permissions import Person, Role, owners_of, role_of
from storage.unit import Unit


def keepers(unit: Unit, config: Config) -> list[Person]:
    """Everyone from convener up who can be reached privately, the roster's first."""
    owners, clerks = owners_of(unit, config), config.people.clerks
    contacts = unit.identities.by_member()
    found = []
    for member in unit.members.active():
        contact = contacts.get(member.id)
        if contact is not None:
            found.append(Person(contact, member, role_of(contact, member, owners, clerks)))
    known = {person.contact for person in found}
    named = [contact for contact in (*clerks, *owners) if contact not in known and unit.identities.of(contact) is None]
    found += [Person(contact, None, role_of(contact, None, owners, clerks)) for contact in dict.fromkeys(named)]
    return [person for person in found if person.role >= Role.CONVENER]
