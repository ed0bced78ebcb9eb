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

from acceptance.access import facts, papers, sight, world
from acceptance.access.browser import browser_of, send, tidied
from acceptance.access.doors import NOWHERE, WORDS, Address, every_address
from acceptance.access.expected import Person, Policy, read_policy
from acceptance.access.facts import Key
from acceptance.access.matrix import MAKERS, shortened
from acceptance.access.world import FOREIGN, NEITHER, OWN, POSTED, World
from acceptance.result import Part
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert

METHODS = ("get", "post")
NOBODY_DOES = {301, 302}  # sent to the login
# A label that some roles are cleared for, so that there are own records beside foreign ones.
LABEL = 2
OF_A_TABLE = 1
NOT_TAKEN = 405
SHORT_KEY = 6
STRANGERS = (RoleKey.ANALYST, RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD, RoleKey.AUDITOR)


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
    put_papers(made)
    addresses = [one for one in every_address().values() if one.keys]
    records = facts.keys_of([model for model in facts.product_models() if is_of_somebody(model)])
    users = [*made.people.values(), *(made.strangers[role] for role in STRANGERS)]
    for user in users:
        person = world.person_of(user)
        foreign = foreign_of(policy, person, records)
        tally.own += len(records) - len(foreign)
        for address in addresses:
            try_address(browser_of(user), person, address, foreign, tally)
    return told(addresses, records, tally)


def is_of_somebody(model: type[Model]) -> bool:
    """Whether its rows are records that somebody may see and others may not."""
    return model in facts.FACTS or model._meta.label_lower in sight.RULES


def put_pair(made: World, role: str) -> None:
    """One record of each kind that is the role's, some that are a stranger's."""
    for make in MAKERS.values():
        make(made, role, POSTED, OWN, LABEL)
    if role == RoleKey.ANALYST:
        for make in MAKERS.values():
            for label in (0, LABEL, 4):
                make(made, role, FOREIGN, NEITHER, label)


def put_papers(made: World) -> None:
    """Openings, tasks, conflicts, exclusions, emergencies and labels on both sides; a hold."""
    for people, relation in ((made.others, POSTED), (made.strangers, FOREIGN)):
        analyst = people[RoleKey.ANALYST]
        alert = world.put_alert(made, analyst, relation, LABEL, owned=True)
        papers.put_standing(made, alert, people)
        papers.put_opening(made, papers.put_identity(made, analyst, relation))
    papers.put_privacy(made, f"alert:{Alert.objects.latest('pk').pk}")


def foreign_of(policy: Policy, person: Person, records: dict[Key, Model]) -> dict[Key, Model]:
    """A record of each table that the person may not see, by each of its keys."""
    chosen: dict[Key, Model] = {}
    taken: Counter[tuple[type[Model], type]] = Counter()
    for key, record in records.items():
        form = (type(record), type(key))
        if taken[form] < OF_A_TABLE and not in_reach(policy, person, record):
            taken[form] += 1
            chosen[key] = record
    return chosen


def in_reach(policy: Policy, person: Person, record: Model) -> bool:
    """Whether some page may know the record: in sight, or handed out by who leads its office."""
    return sight.sees(policy, person, record) or sight.sees_subject(
        policy, person, facts.subject_of(record)
    )


def try_address(
    client: Client, person: Person, address: Address, foreign: dict[Key, Model], tally: Tally
) -> None:
    """All foreign keys at one address, both methods."""
    tally.addresses.add(address.name)
    for method in METHODS:
        nothing = answer_to(client, method, address, None)
        fitting = [(key, record) for key, record in foreign.items() if fits(address, key)]
        # A method that an address does not take is refused before any key is looked at.
        for key, record in fitting[:1] if nothing[0] == NOT_TAKEN else fitting:
            tally.pairs += 1
            got = answer_to(client, method, address, key)
            tally.answers[got[0]] += 1
            if got != nothing:
                told = f"{person.role} {method} {address.name} of {facts.name_of(record)}"
                tally.deviations.append(f"{told}: {got[0]}, {nothing[0]} for nothing")


def form_of(key: Key) -> str:
    """What part of an address takes this key."""
    return "uuid" if isinstance(key, UUID) else "subject" if isinstance(key, str) else "int"


def fits(address: Address, key: Key) -> bool:
    """Whether an address takes a key of this form."""
    return any(address.kind_of(part) == form_of(key) for part in address.keys)


def answer_to(client: Client, method: str, address: Address, key: Key | None) -> tuple[int, bytes]:
    """Status and body with the key taken out; None asks for what does not exist.

    A form token is new in every answer: it is taken out too.
    """
    form = form_of(key) if key is not None else ""
    keys = {part: key for part in address.keys if address.kind_of(part) == form}
    path = address.path(WORDS, **keys)
    # A short number may be part of a word of the page: then only the path is taken out.
    long = [name for name in (key, *NOWHERE.values()) if len(str(name)) > SHORT_KEY]
    return tidied(send(client, method, path), path, *long)


def told(addresses: list[Address], records: dict[Key, Model], tally: Tally) -> list[Part]:
    """The figures."""
    answers = ", ".join(f"{status}: {count}" for status, count in sorted(tally.answers.items()))
    tables = len({type(record) for record in records.values()})
    whole = tally.addresses == {address.name for address in addresses}
    return [
        (
            f"foreign keys of {tables} tables at {len(tally.addresses)} addresses, GET and POST",
            f"{tally.pairs} pairs ({answers}), {tally.own} own records beside them",
            "every address, > 0 pairs",
            whole and tally.pairs > 0 and tally.own > 0,
        ),
        (
            "pairs that answer otherwise than nothing does",
            shortened(tally.deviations, 12),
            "0",
            not tally.deviations,
        ),
    ]
