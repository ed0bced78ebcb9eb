"""What a report mentions: things and people, written beside the text or found in it."""

from collections.abc import Sequence

from kentongan.entities.models import ThingKind
from kentongan.entities.queries import things_in_text
from kentongan.entities.told import Person, Role, Written, WrittenPerson
from kentongan.reports.content import Content


def mentioned(content: Content) -> list[Written]:
    """The things given in their own box, those found in the text, and the numbers of people."""
    numbers = [number for one in content.people for number in numbers_of(one.person)]
    found = [*content.things, *things_in_text(content.noticed), *numbers]
    return list(dict.fromkeys(found))


def numbers_of(person: Person) -> list[Written]:
    """The numbers and accounts that are told of a person: links, which others may share."""
    told = (
        (ThingKind.PHONE, person.phones),
        (ThingKind.ACCOUNT, person.accounts),
        (ThingKind.HANDLE, person.handles),
    )
    return [Written(kind, raw) for kind, some in told for raw in some]


def people_named(content: Content, written: Sequence[Written]) -> list[WrittenPerson]:
    """The people written down, then the recruiters' names found in the text.

    Where one person alone is named, the numbers of the report are told with him: a link, which is
    no reason to take two people for one.
    """
    known = {name.casefold() for one in content.people for name in names_of(one.person)}
    aliases = [one.raw for one in written if one.kind == ThingKind.ALIAS]
    found = [raw for raw in dict.fromkeys(aliases) if raw.casefold() not in known]
    if content.people or len(found) != 1:
        return [*content.people, *(suspected(Person(raw)) for raw in found)]
    return [suspected(with_numbers(Person(found[0]), written))]


def names_of(person: Person) -> tuple[str, ...]:
    """All names of a person."""
    return (person.name, *person.others)


def suspected(person: Person) -> WrittenPerson:
    """A recruiter, as told."""
    return WrittenPerson(Role.SUSPECTED, person)


def with_numbers(person: Person, written: Sequence[Written]) -> Person:
    """The person with the numbers of the report."""

    def of_kind(kind: ThingKind) -> tuple[str, ...]:
        return tuple(one.raw for one in written if one.kind == kind)

    return Person(
        name=person.name,
        phones=of_kind(ThingKind.PHONE),
        accounts=of_kind(ThingKind.ACCOUNT),
        handles=of_kind(ThingKind.HANDLE),
    )
