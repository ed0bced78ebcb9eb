"""T-IDOR-PAIRS: at every address with a key, a foreign record answers like one that does not exist.

No table says which address belongs to which kind. Every table counts from a number of its own, so a
key names one record of the whole product, and each key is tried at every address that takes its
form: by GET and by POST, as every role and as a stranger from another office.
"""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Model
from django.test import Client

from acceptance.access import facts, world
from acceptance.access.browser import browser_of, send, tidied
from acceptance.access.doors import NOWHERE, WORDS, Address, every_address
from acceptance.access.expected import Person, Policy, read_policy
from acceptance.access.matrix import MAKERS, shortened
from acceptance.access.world import FOREIGN, NEITHER, OWN, POSTED, World
from acceptance.result import Part
from kentongan.accounts.roles import RoleKey

METHODS = ("get", "post")
NOBODY_DOES = {301, 302}  # sent to the login
# A label that some roles are cleared for, so that there are own records beside foreign ones.
LABEL = 2


@dataclass
class Tally:
    """What came of it."""

    pairs: int = 0
    own: int = 0
    addresses: set[str] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)
    deviations: list[str] = field(default_factory=list)


def parts(seed: int) -> list[Part]:
    """Every pair."""
    world.spread_keys(facts.product_models())
    made, policy, tally = world.make_world(seed), read_policy(), Tally()
    world.post_all(made)
    for role in policy.roles:
        put_pair(made, role)
    addresses = [one for one in every_address().values() if one.keys]
    records = facts.keys_of(facts.FACTS)
    for user in (*made.people.values(), made.strangers[RoleKey.ANALYST]):
        person, client = world.person_of(user), browser_of(user)
        foreign = foreign_of(policy, person, records)
        tally.own += len(records) - len(foreign)
        for address in addresses:
            try_address(client, person, address, foreign, tally)
    return told(addresses, tally)


def put_pair(made: World, role: str) -> None:
    """One record of each kind that is the role's, one that is a stranger's."""
    for make in MAKERS.values():
        make(made, role, POSTED, OWN, LABEL)
    if role == RoleKey.ANALYST:
        for make in MAKERS.values():
            for label in (0, LABEL, 4):
                make(made, role, FOREIGN, NEITHER, label)


def foreign_of(
    policy: Policy, person: Person, records: dict[UUID | int, Model]
) -> dict[UUID | int, Model]:
    """Up to two records of each table that the person may not read, by their keys."""
    chosen: dict[UUID | int, Model] = {}
    taken: Counter[tuple[type[Model], type]] = Counter()
    for key, record in records.items():
        form = (type(record), type(key))
        if taken[form] < 2 and not any(
            policy.may_read(person, row) for row in facts.rows_of(record)
        ):
            taken[form] += 1
            chosen[key] = record
    return chosen


def try_address(
    client: Client,
    person: Person,
    address: Address,
    foreign: dict[UUID | int, Model],
    tally: Tally,
) -> None:
    """All foreign keys at one address, both methods."""
    tally.addresses.add(address.name)
    for method in METHODS:
        nothing = answer_to(client, method, address, None)
        for key, record in foreign.items():
            if not fits(address, key):
                continue
            tally.pairs += 1
            got = answer_to(client, method, address, key)
            tally.answers[got[0]] += 1
            if got != nothing:
                told = f"{person.role} {method} {address.name} of {facts.name_of(record)}"
                tally.deviations.append(f"{told}: {got[0]}, {nothing[0]} for nothing")


def fits(address: Address, key: UUID | int) -> bool:
    """Whether an address takes a key of this form."""
    form = "uuid" if isinstance(key, UUID) else "int"
    return any(address.kind_of(part) == form for part in address.keys)


def answer_to(
    client: Client, method: str, address: Address, key: UUID | int | None
) -> tuple[int, bytes]:
    """Status and body with the key taken out; None asks for what does not exist.

    A form token is new in every answer, and the moment in a feed changes: both are taken out.
    """
    keys = {part: key for part in address.keys if key is not None and fits(address, key)}
    path = address.path(WORDS, **keys)
    names = [key if key is not None else nowhere for nowhere in NOWHERE.values()]
    return tidied(send(client, method, path), *names)


def told(addresses: list[Address], tally: Tally) -> list[Part]:
    """The figures."""
    answers = ", ".join(f"{status}: {count}" for status, count in sorted(tally.answers.items()))
    whole = tally.addresses == {address.name for address in addresses}
    return [
        (
            f"foreign keys at {len(tally.addresses)} addresses with a key, GET and POST",
            f"{tally.pairs} pairs ({answers}), {tally.own} own records beside them",
            "every address, > 0 pairs",
            whole and tally.pairs > 0 and tally.own > 0,
        ),
        (
            "pairs that answer otherwise than nothing does",
            shortened(tally.deviations),
            "0",
            not tally.deviations,
        ),
    ]
