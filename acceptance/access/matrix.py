"""T-ACL-MATRIX: 15 roles × every kind × 4 actions × 3 places × 3 ownerships, each over HTTP.

Three rounds: posted to a village and a label within the role's own, the same without a posting,
and a label above it. What should happen is reckoned by ``expected`` and ``sight``, from the row as
it is stored. In every round some records are also put into the person's hands, kept from the
person or from the person's agency.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from acceptance.access import (
    applicants,
    doors,
    facts,
    judging,
    papers,
    referrals,
    sight,
    standing,
    world,
)
from acceptance.access.browser import browser_of, content_of, page_of
from acceptance.access.doors import ACTIONS, DOORS, LIST, OPEN, WRITE, Door
from acceptance.access.expected import Person, Policy, read_policy
from acceptance.access.judging import DONE, GONE, REFUSED, SHOWN
from acceptance.access.world import OWN, OWNERSHIPS, RELATIONS, SHARED, World
from acceptance.result import Part
from kentongan.audit.models import AuditEvent
from kentongan.entities.told import Role

HIGHEST = 5
FEWEST_CASES = 5_400
# Words in the log that tell of reading or of a refusal, not of a deed.
NO_DEED = ("read", "listed", "printed", "denied", "refused", "attempt", "searched", "tried")
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
    open: int = 0
    without_door: Counter[str] = field(default_factory=Counter)
    standings: Counter[str] = field(default_factory=Counter)
    deviations: list[str] = field(default_factory=list)


@dataclass
class Case:
    """One person before one record; ``listed`` are the links of the kind's list."""

    role: str
    kind: str
    relation: str
    ownership: str
    record: Model | None
    standing: str = ""
    listed: frozenset[str] = frozenset()


def make_report(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """A report."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_report(made, by, relation, label)


def make_thing(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """A thing, through the report that mentions it."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_thing(made, by, relation, label).thing


def make_person(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """A suspected party, through the report that names him."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_person(made, by, relation, label, Role.SUSPECTED)


def make_protected(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """A person to protect, through the report that names her."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_person(made, by, relation, label, Role.PROTECTED)


def make_alert(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """An alert."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_alert(made, by, relation, label, owned=ownership == OWN)


def make_import(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """An import."""
    by = world.writer_of(made, role, relation, ownership)
    return world.put_import(made, by, relation, label)


def make_applicant(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """Somebody who applied for a passport, to be found again."""
    by = world.writer_of(made, role, relation, ownership)
    return applicants.put_applicant(made, by, relation, label)


def make_referral(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """A need of an applicant, told to the village."""
    by = world.writer_of(made, role, relation, ownership)
    return referrals.put_referral(made, by, relation, label)


def make_application(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """An application at the passport desk."""
    by = world.writer_of(made, role, relation, ownership)
    return referrals.put_application(made, by, relation, label)


def make_case(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """An alert, as the page of who may see it names it."""
    return make_alert(made, role, relation, ownership, min(label, 3))


def make_account(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """Oneself, a colleague, a partner or somebody of another office."""
    if ownership == OWN:
        return made.people[role]
    if relation == world.FOREIGN:
        return made.strangers[role]
    return made.others[role]


def make_identity(made: World, role: str, relation: str, ownership: str, label: int) -> Model:
    """A sealed identity; sealing takes two keys, so one serves for a place."""
    return made.kept(
        ("identity", relation),
        lambda: papers.put_identity(
            made, world.writer_of(made, "analyst", relation, "neither"), relation
        ),
    )


MAKERS: dict[str, Make] = {
    "report": make_report,
    "entity": make_thing,
    "person": make_person,
    "protected_person": make_protected,
    "alert": make_alert,
    "import": make_import,
    "case": make_case,
    "account": make_account,
    "share": papers.put_grant,
    "audit": make_case,
    "applicant": make_applicant,
    "referral": make_referral,
    "interview": make_application,
    "reporter": make_identity,
}
STANDING_KINDS = {
    *("report", "alert", "entity", "person", "protected_person", "import", "interview"),
    *("referral", "applicant"),
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
    for kind in policy.kinds:
        client = browser_of(user)  # anew: a proof lasts five minutes
        cases = list(cases_of(made, policy, which, role, kind, tally))
        person, listed = world.person_of(user), everything_listed(client, kind, tally)
        for case, action in product(cases, ACTIONS):
            case.listed = listed
            tally.cases += 1
            ask(client, person, policy, case, action, tally)


def cases_of(
    made: World, policy: Policy, which: Round, role: str, kind: str, tally: Tally
) -> Iterator[Case]:
    """Nine records of one kind; one without a table stands for the pages of the kind."""
    for relation, ownership in product(RELATIONS, OWNERSHIPS):
        make = MAKERS.get(kind)
        if make is None:
            yield Case(role, kind, relation, ownership, None)
            continue
        label = label_for(made, policy, which, role, kind)
        case = Case(role, kind, relation, ownership, make(made, role, relation, ownership, label))
        if kind in STANDING_KINDS:
            case.standing = standing.give(made, case.record, role, is_shared=ownership == SHARED)
            tally.standings[case.standing] += 1
        yield case


def label_for(made: World, policy: Policy, which: Round, role: str, kind: str) -> int:
    """A label within the role's clearance for the kind, or above it."""
    highest = max(int(policy.cell(role, kind)["label"]), 0)
    if which.above:
        return made.random.randint(min(highest + 1, HIGHEST), HIGHEST)
    return made.random.randint(0, highest)


# --- asking -----------------------------------------------------------------------------------


def ask(
    client: Client, person: Person, policy: Policy, case: Case, action: str, tally: Tally
) -> None:
    """One case; what deviates is kept."""
    door = DOORS.get((case.kind, action))
    if door is None or door.name not in made_addresses():
        problem = knock_at_nothing(client, case, action, tally)
    elif action == LIST:
        problem = look_in_list(client, person, policy, case, door, tally)
    else:
        problem = go_through(client, person, policy, case, action, door, tally)
    if problem:
        label = getattr(case.record, "label", "")
        where = f"{case.role} {case.kind} {action}, {case.relation}, {case.ownership}"
        tally.deviations.append(f"{where}, label {label} {case.standing}: {problem}")


def made_addresses() -> dict[str, doors.Address]:
    """Every address of the site."""
    return doors.every_address()


def send(client: Client, door: Door, path: str, data: dict[str, str], tally: Tally) -> HttpResponse:
    """One request, counted."""
    tally.requests += 1
    ask_for = client.get if door.method == "get" else client.post
    return ask_for(path, data)  # type: ignore[return-value]


def knock_at_nothing(client: Client, case: Case, action: str, tally: Tally) -> str:
    """There is no such door: the address where one would look for it is not found."""
    tally.without_door[f"{case.kind} {action}"] += 1
    key = facts.key_of(case.record) if case.record else doors.NOWHERE["int"]
    path = f"{doors.GUESSES[case.kind]}{key}/{doors.GUESSED_WORDS[action]}"
    method = "post" if action == WRITE else "get"
    status = send(client, Door("", method), path, {}, tally).status_code
    return "" if status in GONE else f"{path} answered {status} although there is no such door"


def go_through(
    client: Client,
    person: Person,
    policy: Policy,
    case: Case,
    action: str,
    door: Door,
    tally: Tally,
) -> str:
    """Open, export or change one record: there or not, allowed or refused, without effect."""
    visible = judging.is_visible(policy, person, case.kind, case.record, action)
    allowed = visible and judging.may_do(policy, person, case.kind, case.record, door)
    tally.open += allowed
    before = deeds_of(case) if action == WRITE else []
    answer = send(client, door, path_of(case, door), asked_of(case, door), tally)
    if door.query == "sejak":
        return in_feed(policy, person, case, answer)
    wanted = answers_of(door) if allowed else REFUSED if visible else hidden_by(policy, case, door)
    if answer.status_code not in wanted:
        state = "in sight" if visible else "not in sight"
        return f"{answer.status_code}, {state}, {'allowed' if allowed else 'not allowed'}"
    return "" if allowed or deeds_of(case) == before or action != WRITE else "something was written"


def hidden_by(policy: Policy, case: Case, door: Door) -> frozenset[int]:
    """No such record; a role without the deed hears so at the door, of every record alike."""
    has_deed = not door.deed or door.deed in policy.cell(case.role, case.kind).get("may", [])
    return GONE if has_deed else GONE | {403}


def answers_of(door: Door) -> frozenset[int]:
    """What says that one was let through."""
    return SHOWN if door.method == "get" else DONE


def in_feed(policy: Policy, person: Person, case: Case, answer: HttpResponse) -> str:
    """The feed names the record or it does not; it is there for whom the kind is open."""
    opens = policy.opens(person, case.kind)
    if answer.status_code != (200 if opens else 404):
        return f"{answer.status_code}, the kind is {'open' if opens else 'shut'} to the role"
    shown = link_of(case).encode() in content_of(answer)
    wanted = judging.is_visible(policy, person, case.kind, case.record, OPEN)
    return "" if shown == wanted else f"in the feed: {shown}, should be {wanted}"


def asked_of(case: Case, door: Door) -> dict[str, str]:
    """What is sent along."""
    return {door.query: words_for(case, door)} if door.query else dict(door.fields)


def path_of(case: Case, door: Door) -> str:
    """The address of the case's record."""
    address, keys = made_addresses()[door.name], {}
    for part in address.keys if case.record is not None else ():
        if part not in doors.WORDS:
            keys[part] = key_for(case.record, address.kind_of(part))
    return address.path(doors.WORDS, **keys)


def key_for(record: Model | None, kind: str) -> object:
    """What a part of an address calls a record."""
    if record is None:
        return doors.NOWHERE[kind]
    if kind == "subject":
        return facts.subject_of(record)
    return facts.key_of(record) if kind == "uuid" else record.pk


def link_of(case: Case) -> str:
    """The address that names the record in lists."""
    return path_of(case, DOORS[case.kind, OPEN])


def look_in_list(
    client: Client, person: Person, policy: Policy, case: Case, door: Door, tally: Tally
) -> str:
    """Whether the list or the search is there, and whether it names the record."""
    opens = judging.is_listed(policy, person, case.kind)
    allowed = opens and judging.may_do(policy, person, case.kind, case.record, door)
    path = made_addresses()[door.name].path(doors.WORDS)
    answer = send(client, door, path, asked_of(case, door), tally)
    wanted = {200} if allowed else {403} if opens else {404}
    if answer.status_code not in wanted:
        return f"{answer.status_code}, should be {sorted(wanted)}"
    if not door.lists or case.record is None:
        return ""
    link = link_of(case)
    shown = link.encode() in content_of(answer) if door.query else link in case.listed
    visible = allowed and judging.is_visible(policy, person, case.kind, case.record, LIST)
    return "" if shown == visible else f"listed: {shown}, should be {visible}"


def words_for(case: Case, door: Door) -> str:
    """What finds exactly this record."""
    if door.query == "sejak":
        return str(case.record.updated_at.isoformat())  # type: ignore[union-attr]
    if door.query == "catatan" and case.record is not None:
        return facts.subject_of(case.record)
    if case.kind == "entity":
        return str(case.record.display)  # type: ignore[union-attr]
    text = str(case.record.current.noticed)  # type: ignore[union-attr]
    return text.rpartition(" ")[2].rstrip(".")


def everything_listed(client: Client, kind: str, tally: Tally) -> frozenset[str]:
    """Every link of every page of a list that has no search."""
    door = DOORS.get((kind, LIST))
    if door is None or door.query or not door.lists:
        return frozenset()
    found: set[str] = set()
    path, number = made_addresses()[door.name].path(doors.WORDS), 1
    while True:
        page = page_of(send(client, door, path, {"hal": str(number)} if number > 1 else {}, tally))
        new = set(page.inside) - found
        if not any(link.startswith(path) for link in new):
            return frozenset(found)
        found, number = found | new, number + 1


def deeds_of(case: Case) -> list[int]:
    """The rows of the log that tell of a change of the record."""
    if case.record is None:
        return []
    named = AuditEvent.objects.filter(subject__endswith=f":{facts.key_of(case.record)}")
    rows = named.values_list("pk", "action")
    return [pk for pk, action in rows if not any(word in action for word in NO_DEED)]


def told(policy: Policy, tally: Tally) -> list[Part]:
    """The figures."""
    size = f"{len(policy.roles)} roles, {len(policy.kinds)} kinds, {len(ROUNDS)} rounds"
    shut = ", ".join(sorted(tally.without_door))
    others = ", ".join(f"{name} {count}" for name, count in sorted(tally.standings.items()) if name)
    return [
        (
            f"matrix over HTTP ({size})",
            f"{tally.cases} cases, {tally.requests} requests, {tally.open} let through",
            f">= {FEWEST_CASES} cases, some let through",
            tally.cases >= FEWEST_CASES and tally.open > 0,
        ),
        ("deviations", shortened(tally.deviations), "0", not tally.deviations),
        (
            "cases without a door, each answered 404 or 405",
            f"{tally.without_door.total()} ({shut})",
            "counted",
            True,
        ),
        ("records in hands, kept from somebody, or hidden", others, "counted", bool(others)),
        *places(),
    ]


def places() -> list[Part]:
    """Tables and addresses that nobody has given a place in these measurements."""
    tables = sight.unplaced()
    words = doors.unplaced(doors.every_address())
    return [
        ("tables without a place", shortened(tables), "0", not tables),
        ("addresses with a word nobody gave a value", shortened(words), "0", not words),
    ]


def shortened(found: list[str], most: int = 6) -> str:
    """``0``, or how many and the first of them."""
    return f"{len(found)} {found[:most]}" if found else "0"
