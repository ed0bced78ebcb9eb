"""``python -m acceptance.desk.states_inside``: the state graph in an empty database.

Walks every configuration that officers can reach through the actions, each step in a savepoint that
is taken back, and looks at every refusal and postponement on the way with SQL of its own. Prints
the parts as one JSON list on the last line.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from itertools import product

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from acceptance.result import Part  # noqa: E402
from kentongan.access.errors import Refused  # noqa: E402
from kentongan.accounts.models import Office, User  # noqa: E402
from kentongan.accounts.roles import AgencyKind, RoleKey  # noqa: E402
from kentongan.screening.actions import deciding, objecting  # noqa: E402
from kentongan.screening.actions.applications import open_application, take_over  # noqa: E402
from kentongan.screening.actions.interviewing import deny  # noqa: E402
from kentongan.screening.actions.letters import print_decision_letter  # noqa: E402
from kentongan.screening.catalogues import Decision, fact_kinds, reasons  # noqa: E402
from kentongan.screening.decisions import NEXT, State  # noqa: E402
from kentongan.screening.models import Application, Proposal, StoredFinding  # noqa: E402
from tests import factories  # noqa: E402
from tests.screening import forging  # noqa: E402
from tests.screening.conftest import TO_WORK, WORDS, add_finding  # noqa: E402

DEEDLESS = "agung"
ONE_OF_EACH = frozenset({"I1", "A1", "R3", "P1", "T1"})  # a reason of each decision
AFTER_GRAVE = frozenset(
    {State.POSTPONED, State.REFUSED, State.OBJECTED, State.UPHELD, State.OVERTURNED}
)
# From the lightest to the gravest: a fact carries what stands no higher than its own word.
ORDER = ("issue", "ask", "refer", "postpone", "refuse")
CARRIES = {
    (reason.code, reason.decision.value, kind.id)
    for reason, kind in product(reasons(), fact_kinds())
    if kind.id in reason.facts
    and ORDER.index(reason.decision.value) <= ORDER.index(kind.supports.value)
}
LATEST = """
SELECT p.number, p.decision, p.reason_code, p.proposer_id, p.given_back_at, r.id, r.decision,
  r.reason_code, r.proposer_id, r.decider_id, l.proposal_id, p.id, l.printed_at, r.at, s.kind,
  f.id, o.reviewer_id
FROM screening_proposal p
LEFT JOIN screening_ruling r ON r.proposal_id = p.id
LEFT JOIN screening_letter l ON l.id = r.letter_id
LEFT JOIN screening_storedfinding s ON s.id = r.carrying_id
LEFT JOIN screening_proposalfact f ON f.finding_id = s.id AND f.proposal_id = p.id
LEFT JOIN screening_objection o ON o.ruling_id = r.id
WHERE p.application_id = %s ORDER BY p.number DESC LIMIT 1
"""
type Move = tuple[str, Callable[[Application], object]]
type Key = tuple[object, ...]


@dataclass
class Walk:
    """What is known so far: configurations, tries, arrows, and what should not have happened."""

    people: dict[str, User]
    application: Application
    findings: dict[str, StoredFinding]
    paths: dict[Key, list[Move]] = field(default_factory=dict)
    tries: int = 0
    arrows: set[tuple[str, str]] = field(default_factory=set)
    grave: int = 0
    faults: list[str] = field(default_factory=list)


def begin() -> Walk:
    """An office, its people, an open application with a finding of every kind."""
    call_command("prepare", no_regions=True, stdout=StringIO())
    areas = factories.make_areas()
    office = factories.make_office("Kantor Uji", AgencyKind.IMMIGRATION, [areas["35.03"]])
    people = make_people(office)
    application = open_application(by=people["nur"], told=TO_WORK)
    kinds = [*(kind.id for kind in fact_kinds()), "impression"]
    return Walk(people, application, {kind: add_finding(application, kind) for kind in kinds})


def make_people(office: Office) -> dict[str, User]:
    """Two at the counter, two heads, and somebody without a deed at the desk."""
    roles = {
        "nur": RoleKey.PASSPORT_OFFICER,
        "tari": RoleKey.PASSPORT_OFFICER,
        "ratna": RoleKey.SECTION_HEAD,
        "hadi": RoleKey.OFFICE_HEAD,
        DEEDLESS: RoleKey.AUDITOR,
    }
    return {name: factories.make_user(name, role, office) for name, role in roles.items()}


# --- what can be tried ------------------------------------------------------------------------


def moves(walk: Walk, state: str, rounds: int) -> Iterator[Move]:
    """Everything that anybody may try with an application."""
    for name, by in walk.people.items():
        for wish in wishes(walk, name, state, rounds):
            yield f"{name} proposes {wish}", proposing(by, wish)
        yield f"{name} decides", lambda a, by=by: deciding.decide(by=by, application=a)  # type: ignore[misc]
        yield f"{name} gives back", giving_back(by)
        yield f"{name} resumes", lambda a, by=by: deciding.resume(by=by, application=a)  # type: ignore[misc]
        yield f"{name} objects", objecting_to(by)
        for overturn in (True, False):
            yield f"{name} answers {overturn}", answering(by, overturn)
    for name in ("tari", "ratna"):
        by = walk.people[name]
        yield f"{name} takes over", lambda a, by=by: take_over(by=by, number=a.number)  # type: ignore[misc]
    for name in ("nur", DEEDLESS):
        yield f"{name} prints", printing(walk.people[name])
        yield f"{name} denies", denying(walk.people[name])


def wishes(walk: Walk, name: str, state: str, rounds: int) -> list[deciding.Wish]:
    """Every decision × reason × words × fact for the first proposal, later one for each decision.

    Where nothing can be proposed one try is enough.
    """
    codes = ["", "X9", *(reason.code for reason in reasons())]
    facts = [frozenset[str](), *(frozenset({one.key}) for one in walk.findings.values())]
    if name == "nur" and state == State.OPEN and rounds == 0:
        every = product(Decision, codes, ("", WORDS), facts)
        return [deciding.Wish(*parts) for parts in every]
    found = [reason for reason in reasons() if reason.code in ONE_OF_EACH]
    return [
        deciding.Wish(
            reason.decision,
            reason.code,
            WORDS,
            frozenset(walk.findings[kind].key for kind in reason.facts[:1]),
        )
        for reason in (found if state == State.OPEN else found[-1:])
    ]


def proposing(by: User, wish: deciding.Wish) -> Callable[[Application], object]:
    return lambda application: deciding.propose(by=by, application=application, wish=wish)


def printing(by: User) -> Callable[[Application], object]:
    def run(application: Application) -> None:
        proposal = Proposal.objects.filter(application=application).order_by("-number").first()
        if proposal is None or proposal.letters.exists():
            raise Refused("nothing to print")
        print_decision_letter(by=by, proposal=proposal, papers=["ktp"])

    return run


def giving_back(by: User) -> Callable[[Application], object]:
    return lambda application: deciding.give_back(by=by, application=application, words=WORDS)


def objecting_to(by: User) -> Callable[[Application], object]:
    today = timezone.localdate()
    return lambda application: objecting.object_to(
        by=by, application=application, words=WORDS, received_on=today
    )


def answering(by: User, overturn: bool) -> Callable[[Application], object]:
    return lambda application: objecting.review(
        by=by, application=application, overturn=overturn, words=WORDS
    )


def denying(by: User) -> Callable[[Application], object]:
    """Somebody says of the cited fact that it is another's."""

    def run(application: Application) -> None:
        proposal = Proposal.objects.filter(application=application).order_by("-number").first()
        fact = proposal.facts.first() if proposal else None
        if fact is None:
            raise Refused("nothing to deny")
        reason = "Orang ini bukan pemohon yang dimaksud."
        deny(by=by, application=application, key=fact.finding.key, reason=reason)

    return run


# --- walking ----------------------------------------------------------------------------------


def fresh(walk: Walk) -> Application:
    return Application.objects.get(pk=walk.application.pk)


def latest(walk: Walk) -> tuple[object, ...] | None:
    """The last proposal with all that hangs on it, by SQL of its own."""
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [walk.application.pk])
        row = cursor.fetchone()
    return tuple(row) if row else None


def key_of(walk: Walk) -> Key:
    """What tells one configuration from another.

    Later rounds are one; light decisions count by their kind, grave ones by their reason too; who
    has it counts as long as that gives a right.
    """
    application, row = fresh(walk), latest(walk)
    state = application.state
    if row is None or state in {State.OPEN, State.WAITING, State.REFERRED}:
        return (state, application.handler_id, row is not None)
    is_later, reason = row[0] != 1, row[2] if row[1] in ORDER[3:] else ""
    told = (is_later, row[1], reason, row[3], row[9], row[16], has_letter(walk))
    return (state, application.handler_id if state == State.PROPOSED else None, *told)


def has_letter(walk: Walk) -> bool:
    last = Proposal.objects.filter(application=walk.application).order_by("-number").first()
    return last is not None and last.letters.exists()


def explore(walk: Walk) -> None:
    """Every configuration once: the way there, then each move from it, each taken back."""
    with transaction.atomic():
        walk.paths[key_of(walk)] = []
        waiting = [key_of(walk)]
        while waiting:
            waiting += from_here(walk, waiting.pop(0))
        transaction.set_rollback(True)


def from_here(walk: Walk, here: Key) -> list[Key]:
    """The new configurations that one move leads to."""
    found = []
    with transaction.atomic():
        for _name, move in walk.paths[here]:
            move(fresh(walk))
        rounds = Proposal.objects.filter(application=walk.application).count()
        for name, move in moves(walk, str(here[0]), rounds):
            after = attempt(walk, name, move)
            if after is not None and after not in walk.paths:
                walk.paths[after] = [*walk.paths[here], (name, move)]
                found.append(after)
        transaction.set_rollback(True)
    return found


def attempt(walk: Walk, name: str, move: Callable[[Application], object]) -> Key | None:
    """The configuration after a move; None where it was refused. Nothing of it stays."""
    before = fresh(walk)
    walk.tries += 1
    try:
        with transaction.atomic():
            move(before)
            after = key_of(walk)
            judge(walk, name, before.state, str(after[0]))
            transaction.set_rollback(True)
    except Refused:
        return None
    return after


def judge(walk: Walk, name: str, before: str, after: str) -> None:
    """Whether the step stands in the table, and whether what is grave carries what it must."""
    targets = {target.value for ends in NEXT[State(before)].values() for target in ends}
    if before != after:
        walk.arrows.add((before, after))
        walk.faults += [] if after in targets else [f"{name}: {before} → {after}"]
    if after in AFTER_GRAVE:
        walk.grave += 1
        walk.faults += [f"{name}: {fault}" for fault in lacking(latest(walk), after)]


def lacking(row: tuple[object, ...] | None, state: str) -> Iterator[str]:
    """What a grave decision does not carry, read from its rows."""
    if row is None or row[5] is None:
        yield "no ruling on the last proposal"
        return
    proposer, decider, reviewer = row[3], row[9], row[16]
    checks = {
        "another decision than proposed": row[6] != row[1] or row[7] != row[2],
        "not two officers": decider in {None, proposer} or row[8] != proposer,
        "no notice printed before": row[10] != row[11] or row[12] is None or row[12] > row[13],  # type: ignore[operator]
        "the fact was not cited": row[15] is None,
        "no reason with a fact that carries it": (row[7], row[6], row[14]) not in CARRIES,
        "given back": row[4] is not None,
        "answered by who took part": state in {State.UPHELD, State.OVERTURNED}
        and reviewer in {None, proposer, decider},
    }
    yield from (name for name, is_so in checks.items() if is_so)


# --- raw SQL ----------------------------------------------------------------------------------


def forged(walk: Walk) -> Iterator[tuple[str, bool]]:
    """(attempt, whether the database refused it), in four scenes; nothing stays."""
    nur, ratna, hadi = (walk.people[name] for name in ("nur", "ratna", "hadi"))
    for prepare, attempts in (
        (as_it_is, in_proposal),
        (forging.postponed_and_proposed_again, in_second_round),
        (forging.refused, in_refusal),
        (refused_and_objected, in_objection),
    ):
        with transaction.atomic():
            other = open_application(by=nur, told=TO_WORK)
            at = forging.scene(nur, ratna, open_application(by=nur, told=TO_WORK), other)
            prepare(at)
            for name, statement in attempts(at, hadi).items():
                yield name, forging.is_refused(statement)
            transaction.set_rollback(True)


def as_it_is(_at: forging.Scene) -> None:
    """The proposal, its letter and nothing more."""


def refused_and_objected(at: forging.Scene) -> None:
    forging.refused(at)
    forging.objected(at)


def in_proposal(at: forging.Scene, _hadi: User) -> dict[str, forging.Statement]:
    made = {name: forge(at) for name, forge in forging.FORGED_RULINGS.items()}
    return made | forging.jumps(at.application)


def in_second_round(at: forging.Scene, _hadi: User) -> dict[str, forging.Statement]:
    return {f"old ruling: {name}": one for name, one in forging.jumps(at.application).items()}


def in_refusal(at: forging.Scene, _hadi: User) -> dict[str, forging.Statement]:
    forgery = forging.objection(at, proposer_id=at.decider.pk)
    jumps = forging.jumps(at.application)
    return forging.after_refusal(at) | jumps | {"objection with another proposer": forgery}


def in_objection(at: forging.Scene, hadi: User) -> dict[str, forging.Statement]:
    made = {
        f"answered by {by.get_username()}": forging.answered(at, by, True)
        for by in (at.proposer, at.decider)
    }
    half = {"half an answer": forging.answered(at, hadi, None)}
    return made | half | forging.jumps(at.application)


def is_open_to_the_honest(walk: Walk) -> bool:
    """That the same SQL goes through when everything is carried."""
    nur, ratna = walk.people["nur"], walk.people["ratna"]
    with transaction.atomic():
        other = open_application(by=nur, told=TO_WORK)
        at = forging.scene(nur, ratna, open_application(by=nur, told=TO_WORK), other)
        forging.run(forging.ruling(at), forging.state(at.application, "refused"))
        reached = Application.objects.get(pk=at.application.pk).state == State.REFUSED
        transaction.set_rollback(True)
    return reached


# --- the parts --------------------------------------------------------------------------------


def parts() -> Iterator[Part]:
    """The graph, then the forgeries."""
    walk = begin()
    explore(walk)
    table = {
        (state.value, target.value)
        for state, moves_of in NEXT.items()
        for ends in moves_of.values()
        for target in ends
    }
    reached = {str(key[0]) for key in walk.paths}
    figure = f"{len(reached)} of {len(State)} states in {len(walk.paths)} configurations"
    yield "states reached by actions", figure, "all", reached == set(State)
    taken = f"{len(walk.arrows & table)} of {len(table)} taken, {len(walk.arrows - table)} others"
    yield "steps of the table", taken, "all and no other", walk.arrows == table
    seen = f"{len(walk.faults)} in {walk.tries} tries, {walk.grave} of them grave"
    first = f": {walk.faults[0]}" if walk.faults else ""
    yield (
        "refused or postponed without second officer, fact, coded reason or notice",
        seen + first,
        "0",
        not walk.faults and walk.grave > 0,
    )
    tried = list(forged(walk))
    let_in = [name for name, was_refused in tried if not was_refused]
    figure = f"{len(tried) - len(let_in)} of {len(tried)} refused {', '.join(let_in)}".strip()
    yield "raw SQL past the program", figure, "all", bool(tried) and not let_in
    honest = is_open_to_the_honest(walk)
    yield "the same SQL with everything carried", "goes through" if honest else "no", "yes", honest


if __name__ == "__main__":
    print(json.dumps(list(parts())), flush=True)
