"""T-CANARY: forty canaries; every role looks everywhere; only who is entitled finds any."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Model

from acceptance.access import facts, remains, world
from acceptance.access.browser import browser_of
from acceptance.access.canaries import HOW_MANY, Flock, found_in, plant, standing
from acceptance.access.crawl import crawled
from acceptance.access.doors import every_address
from acceptance.access.expected import read_policy
from acceptance.access.matrix import shortened
from acceptance.access.pairs import is_of_somebody
from acceptance.access.sight import readers
from acceptance.result import Part
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey

# And as many of the newest; the pairs try every foreign key, here the pages themselves are read.
KEYS_OF_A_TABLE = 3


@dataclass
class Tally:
    """What the crawls met."""

    answers: Counter[int] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)


def parts(seed: int) -> list[Part]:
    """Plant, crawl as everybody, and look at what lies around."""
    world.spread_keys(facts.product_models())
    made = world.make_world(seed)
    world.post_all(made)
    with remains.everything_logged() as log:
        flock = plant(made)
        tally = crawl_all(made, flock)
    return [
        *told(flock, tally),
        *lying_around(made, flock, log),
    ]


def crawl_all(made: world.World, flock: Flock) -> Tally:
    """Everybody's crawl, each hit compared with who may read a record that holds the canary."""
    tally = Tally()
    records, _strays = standing(flock)
    users = [*made.people.values(), made.strangers[RoleKey.ANALYST]]
    people = [world.person_of(user) for user in users]
    policy = read_policy()
    entitled = {
        name: readers(policy, people, found) if flock.canaries[name].is_shown else set()
        for name, found in records.items()
    }
    for user in users:
        crawl_as(user, flock, entitled, tally)
    return tally


def crawl_as(user: User, flock: Flock, entitled: dict[str, set[int]], tally: Tally) -> None:
    """One person's crawl."""
    canaries, addresses = list(flock.canaries.values()), list(every_address().values())
    client = browser_of(user)
    leaving = {"account_logout", "account_end_sessions"}
    reached = [address for address in addresses if address.name not in leaving]
    for answer in crawled(client, canaries, reached, some_keys()):
        tally.answers[answer.status] += 1
        for name in found_in(answer.text, canaries):
            tally.hits[name] += 1
            if user.pk not in entitled[name]:
                tally.leaks.append(f"{user.username} read {name} at {answer.asked[:80]}")
        if answer.status >= 500:
            tally.leaks.append(f"{user.username} broke {answer.asked[:80]}: {answer.status}")


def some_keys() -> list[object]:
    """The first keys of every table and the newest, own and foreign alike."""
    held: dict[object, list[object]] = defaultdict(list)
    for key, record in facts.keys_of(pairs_tables()).items():
        held[type(record), type(key)].append(key)
    chosen = [[*keys[:KEYS_OF_A_TABLE], *keys[-KEYS_OF_A_TABLE:]] for keys in held.values()]
    return list(dict.fromkeys(chain.from_iterable(chosen)))


def pairs_tables() -> list[type[Model]]:
    """The tables whose rows an address may name."""
    return [model for model in facts.product_models() if is_of_somebody(model)]


def told(flock: Flock, tally: Tally) -> list[Part]:
    """Crawls: how many answers, hits and leaks."""
    readable = [name for name, one in flock.canaries.items() if one.kinds and one.is_shown]
    missed = [name for name in readable if not tally.hits[name]]
    found = f"{len(readable) - len(missed)} of {len(readable)} found"
    statuses = ", ".join(f"{code}: {count}" for code, count in sorted(tally.answers.items()))
    return [
        (
            "canaries planted; found by somebody, the sealed and quarantined ones apart",
            ", ".join([f"{len(flock.canaries)}, {found}", *missed]),
            f">= {HOW_MANY}, all",
            len(flock.canaries) >= HOW_MANY and not missed,
        ),
        (
            "crawls of 15 roles and a stranger",
            f"{tally.answers.total()} answers ({statuses}), {tally.hits.total()} entitled hits",
            "counted",
            tally.answers.total() > 0,
        ),
        ("hits without entitlement", shortened(tally.leaks), "0", not tally.leaks),
    ]


def lying_around(made: world.World, flock: Flock, log: remains.Kept) -> list[Part]:
    """Rows that should not hold one, the log, mails, and the bytes of the database."""
    canaries = list(flock.canaries.values())
    _records, strays = standing(flock)
    logged = sorted(found_in("\n".join(log.lines), canaries))
    mailed = sorted(found_in(remains.mails(), canaries))
    stored = remains.in_database(canaries)
    names = sorted({name for found in stored.values() for name in found})
    where = ", ".join(f"{place} {len(found)}" for place, found in sorted(stored.items()))
    return [
        ("rows that hold a canary where none belongs", shortened(strays), "0", not strays),
        (f"canaries in {len(log.lines)} lines of DEBUG log", shortened(logged), "0", not logged),
        ("canaries in mails", shortened(mailed), "0", not mailed),
        (
            "canaries in the stored bytes of the database",
            f"{len(names)} ({where})" if names else "0",
            "0",
            not names,
        ),
    ]
