"""T-ACL-MATRIX: 15 roles × 10 kinds × 4 actions × 3 places × 3 ownerships, each over HTTP.

Three rounds: posted to a village and a label within the role's own, the same without a posting, and
a label above it. What should happen is reckoned by ``expected``, from the row as it is stored.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from acceptance.access import doors, facts, sharing, world
from acceptance.access.browser import browser_of, content_of, page_of
from acceptance.access.doors import ACTIONS, DOORS, LIST, OPEN, WRITE, Door
from acceptance.access.expected import Person, Policy, Row, read_policy
from acceptance.access.world import OWN, OWNERSHIPS, RELATIONS, SHARED, World
from acceptance.result import Part
from kentongan.audit.models import AuditEvent

HIGHEST = 5
FEWEST_CASES = 5_400
GONE = {404, 405}
DONE = {200, 302, 409, 422}
REFUSED = {403, 404, 405, 409}
# Words in the log that tell of reading or of a refusal, not of a deed.
NO_DEED = ("read", "listed", "printed", "denied", "refused", "attempt", "searched")
Make = Callable[[World, str, str, str, int], Model]


@dataclass(frozen=True)
class Round:
    """How one round differs: with postings or not, labels within or above the role's own."""

    name: str
    posted: bool
    above: bool


ROUNDS = (
    Round("posted, label within", posted=True, above=False),
    Round("not posted, label within", posted=False, above=False),
    Round("posted, label above", posted=True, above=True),
)


@dataclass
class Tally:
    """What came of it."""

    cases: int = 0
    requests: int = 0
    readable: int = 0
    without_door: Counter[str] = field(default_factory=Counter)
    without_share: int = 0
    deviations: list[str] = field(default_factory=list)


@dataclass
class Case:
    """One person before one record."""

    role: str
    kind: str
    relation: str
    ownership: str
    record: Model | None
    rows: list[Row]


def make_report(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """A report."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_report(made, by, relation, label)


def make_thing(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """A thing, through the report that mentions it."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_thing(made, by, relation, label).thing


def make_alert(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """An alert."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_alert(made, by, relation, label, owned=ownership == OWN)


def make_import(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """An import."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_import(made, by, relation, label)


MAKERS: dict[str, Make] = {
    "report": make_report,
    "entity": make_thing,
    "alert": make_alert,
    "import": make_import,
}


def parts(seed: int) -> list[Part]:
    """The whole matrix."""
    made, policy, tally = world.make_world(seed), read_policy(), Tally()
    for which in ROUNDS:
        world.post_all(made) if which.posted else world.unpost_all()
        for role in policy.roles:
            walk_role(made, policy, which, role, tally)
    return told(policy, tally)


def walk_role(made: World, policy: Policy, which: Round, role: str, tally: Tally) -> None:
    """Every kind for one role, with records made for it."""
    user = made.people[role]
    person, client = world.person_of(user), browser_of(user)
    for kind in policy.kinds:
        cases = list(cases_of(made, policy, which, role, kind, tally))
        listed = everything_listed(client, kind, tally)
        for case, action in product(cases, ACTIONS):
            tally.cases += 1
            ask(client, person, policy, case, action, listed, tally)


def cases_of(
    made: World, policy: Policy, which: Round, role: str, kind: str, tally: Tally
) -> Iterator[Case]:
    """Nine records of one kind; one without a table stands for the page of the kind."""
    for relation, ownership in product(RELATIONS, OWNERSHIPS):
        make = MAKERS.get(kind)
        if make is None:
            yield Case(role, kind, relation, ownership, None, [])
            continue
        label = label_for(made, policy, which, role, kind)
        record = make(made, role, relation, ownership, label)
        if ownership == SHARED and not sharing.share(made, record, made.people[role]):
            tally.without_share += 1
        yield Case(role, kind, relation, ownership, record, facts.rows_of(record))


def label_for(made: World, policy: Policy, which: Round, role: str, kind: str) -> int:
    """A label within the role's clearance for the kind, or above it."""
    highest = max(int(policy.cell(role, kind)["label"]), 0)
    if which.above:
        return made.random.randint(min(highest + 1, HIGHEST), HIGHEST)
    return made.random.randint(0, highest)


# --- asking -----------------------------------------------------------------------------------


def ask(
    client: Client,
    person: Person,
    policy: Policy,
    case: Case,
    action: str,
    listed: set[str],
    tally: Tally,
) -> None:
    """One case; what deviates is kept."""
    door = DOORS.get((case.kind, action))
    if door is None or door.name not in doors.every_address():
        problem = knock_at_nothing(client, case, action, tally)
    elif case.record is None:
        problem = open_the_kind(client, person, policy, case, door, tally)
    elif action == WRITE:
        problem = write(client, person, policy, case, door, tally)
    elif action == LIST or door.query:
        problem = look_in_list(client, person, policy, case, door, listed, tally)
    else:
        problem = open_record(client, person, policy, case, door, tally)
    if problem:
        labels = sorted({row.label for row in case.rows})
        where = f"{case.role} {case.kind} {action}, {case.relation}, {case.ownership}"
        tally.deviations.append(f"{where}, label {labels}: {problem}")


def get(
    client: Client, path: str, tally: Tally, data: dict[str, str] | None = None
) -> HttpResponse:
    """One request, counted."""
    tally.requests += 1
    return client.get(path, data or {})  # type: ignore[return-value]


def knock_at_nothing(client: Client, case: Case, action: str, tally: Tally) -> str:
    """There is no such door: the address where one would look for it is not found."""
    tally.without_door[f"{case.kind} {action}"] += 1
    key = facts.key_of(case.record) if case.record else doors.NOWHERE["int"]
    path = f"{doors.GUESSES[case.kind]}{key}/{doors.GUESSED_WORDS[action]}"
    if action == WRITE:
        tally.requests += 1
        status = client.post(path).status_code
    else:
        status = get(client, path, tally).status_code
    return "" if status in GONE else f"{path} answered {status} although there is no such door"


def open_the_kind(
    client: Client, person: Person, policy: Policy, case: Case, door: Door, tally: Tally
) -> str:
    """A kind without records of its own (the weekly sheet): the page is there or not."""
    wanted = 200 if policy.opens(person, case.kind) else 404
    status = get(client, doors.every_address()[door.name].path(doors.WORDS), tally).status_code
    return "" if status == wanted else f"{status}, should be {wanted}"


def may_read(person: Person, policy: Policy, case: Case) -> bool:
    """By the independent reading."""
    return any(policy.may_read(person, row) for row in case.rows)


def open_record(
    client: Client, person: Person, policy: Policy, case: Case, door: Door, tally: Tally
) -> str:
    """The page or file of one record."""
    readable = may_read(person, policy, case)
    tally.readable += readable
    status = get(client, path_of(case, door), tally).status_code
    wanted = 200 if readable else 404
    return "" if status == wanted else f"{status}, should be {wanted}"


def path_of(case: Case, door: Door) -> str:
    """The address of the case's record."""
    address = doors.every_address()[door.name]
    record = case.record
    keys = {
        part: getattr(record, "uuid") if address.kind_of(part) == "uuid" else record.pk  # type: ignore[union-attr]  # noqa: B009
        for part in address.keys
    }
    return address.path(doors.WORDS, **keys)


def look_in_list(
    client: Client,
    person: Person,
    policy: Policy,
    case: Case,
    door: Door,
    listed: set[str],
    tally: Tally,
) -> str:
    """Whether the list, the search or the feed names the record."""
    opens, readable = policy.opens(person, case.kind), may_read(person, policy, case)
    path = doors.every_address()[door.name].path(doors.WORDS)
    answer = get(client, path, tally, {door.query: words_for(case, door)} if door.query else None)
    if answer.status_code != (200 if opens else 404):
        return f"{answer.status_code}, the kind is {'open' if opens else 'shut'} to the role"
    link = path_of(case, DOORS[case.kind, OPEN])
    shown = link in listed if not door.query else link.encode() in content_of(answer)
    return "" if shown == readable else f"listed: {shown}, should be {readable}"


def words_for(case: Case, door: Door) -> str:
    """What finds exactly this record."""
    if door.query == "sejak":
        return case.record.updated_at.isoformat()  # type: ignore[union-attr]
    if case.kind == "entity":
        return str(case.record.display)  # type: ignore[union-attr]
    text = str(case.record.current.noticed)  # type: ignore[union-attr]
    return text.rpartition(" ")[2].rstrip(".")


def everything_listed(client: Client, kind: str, tally: Tally) -> set[str]:
    """Every link of every page of a list that has no search."""
    door = DOORS.get((kind, LIST))
    if door is None or door.query:
        return set()
    found: set[str] = set()
    path, number = doors.every_address()[door.name].path(doors.WORDS), 1
    while True:
        new = set(page_of(get(client, path, tally, {"hal": str(number)})).inside) - found
        if not any(link.startswith(path) for link in new):
            return found
        found, number = found | new, number + 1


def write(
    client: Client, person: Person, policy: Policy, case: Case, door: Door, tally: Tally
) -> str:
    """A deed: done or asked again for whom the table names, refused and without effect for others."""
    allowed = may_read(person, policy, case) and policy.may(person, case.kind, door.deed)
    before = deeds_of(case)
    tally.requests += 1
    status = client.post(path_of(case, door), dict(door.fields)).status_code
    if not may_read(person, policy, case) and status not in GONE:
        return f"{status} although the record is not there for the role"
    if allowed:
        return "" if status in DONE else f"{status} although the table allows {door.deed}"
    if status not in REFUSED:
        return f"{status} although the table does not allow {door.deed}"
    return "" if deeds_of(case) == before else "refused, but something was written"


def deeds_of(case: Case) -> list[int]:
    """The rows of the log that tell of a change of the record."""
    named = AuditEvent.objects.filter(subject__endswith=f":{facts.key_of(case.record)}")  # type: ignore[arg-type]
    rows = named.values_list("pk", "action")
    return [pk for pk, action in rows if not any(word in action for word in NO_DEED)]


def told(policy: Policy, tally: Tally) -> list[Part]:
    """The figures."""
    shut = ", ".join(f"{kind}" for kind in sorted({name.split()[0] for name in tally.without_door}))
    size = f"{len(policy.roles)} roles, {len(policy.kinds)} kinds, {len(ROUNDS)} rounds"
    return [
        (
            f"matrix over HTTP ({size})",
            f"{tally.cases} cases, {tally.requests} requests, {tally.readable} open",
            f">= {FEWEST_CASES} cases, some open",
            tally.cases >= FEWEST_CASES and tally.readable > 0,
        ),
        ("deviations", shortened(tally.deviations), "0", not tally.deviations),
        (
            "cases without a door, each answered 404 or 405",
            f"{tally.without_door.total()} (of {shut})",
            "counted",
            True,
        ),
        (
            "cases of sharing that no share could make (so nothing is shared)",
            str(tally.without_share),
            "counted",
            True,
        ),
        *places(),
    ]


def places() -> list[Part]:
    """Tables and addresses that nobody has given a place in these measurements."""
    tables = facts.unplaced()
    words = doors.unplaced(doors.every_address(), set())
    return [
        ("tables without a place", shortened(tables), "0", not tables),
        ("addresses with a word nobody gave a value", shortened(words), "0", not words),
    ]


def shortened(found: list[str], most: int = 4) -> str:
    """``0``, or how many and the first of them."""
    return f"{len(found)} {found[:most]}" if found else "0"
