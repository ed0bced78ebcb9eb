"""What a door should answer to somebody, for each kind of record."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from acceptance.access import facts, sight
from acceptance.access.doors import EXPORT, OPEN, Door
from acceptance.access.expected import Person, Policy

GONE = frozenset({404, 405})
SHOWN = frozenset({200})
DONE = frozenset({200, 302, 400, 409, 422})
REFUSED = frozenset({403, 404, 405, 409})
type Judge = Callable[[Policy, Person, Any, str], bool]


def sees_pages(kind: str) -> Judge:
    """A kind without a record of its own: the pages are there for whom the table names."""
    return lambda policy, person, _record, _action: policy.opens(person, kind)


def sees_record(policy: Policy, person: Person, record: Model, _action: str) -> bool:
    """What the gate decides."""
    return sight.sees(policy, person, record)


def handles(policy: Policy, person: Person, record: Model, _action: str) -> bool:
    """The page of who may see a record: for whom it is in sight, and for who leads its office."""
    if not policy.opens(person, "case"):
        return False
    rows = facts.rows_of(record)
    leads = policy.may(person, "alert", "assign") and any(
        row.office == person.office and person.pk not in row.barred and row.hidden_from is None
        for row in rows
    )
    return leads or sight.sees(policy, person, record)


def sees_share(policy: Policy, person: Person, record: Any, action: str) -> bool:
    """The line of a share, and behind it the document."""
    if action == EXPORT:
        return sight.opens_copies(policy, person, record)
    return sight.sees_grant(policy, person, record)


def sees_trail(policy: Policy, person: Person, record: Any, action: str) -> bool:
    """Who read a record: the auditor of the office, a leader who sees it, and whose it is."""
    if action != OPEN:
        return policy.opens(person, "audit")
    if policy.cell(person.role, "audit")["read"] == "office":
        return bool(record.office_id == person.office)
    owns_or_leads = policy.may(person, "audit", "team") or record.owner_id == person.pk
    return policy.opens(person, "audit") and owns_or_leads and sight.sees(policy, person, record)


def knows_of_identity(policy: Policy, person: Person, record: Any, _action: str) -> bool:
    """That somebody told it, sealed."""
    return sight.takes_part(policy, person, record.office_id)


VISIBLE: dict[str, Judge] = {
    "case": handles,
    "share": sees_share,
    "audit": sees_trail,
    "reporter": knows_of_identity,
    "privacy": sees_pages("privacy"),
    "weekly_sheet": sees_pages("weekly_sheet"),
    "desk_quality": sees_pages("desk_quality"),
}


def is_visible(
    policy: Policy, person: Person, kind: str, record: Model | None, action: str
) -> bool:
    """Whether the door leads anywhere for somebody."""
    return VISIBLE.get(kind, sees_record)(policy, person, record, action)


def is_listed(policy: Policy, person: Person, kind: str) -> bool:
    """Whether a list of a kind is there for somebody."""
    if kind == "reporter":
        return sight.takes_part(policy, person, person.office)
    return policy.opens(person, kind)


def may_do(policy: Policy, person: Person, kind: str, record: Any, door: Door) -> bool:
    """Whether the deed behind a door is the person's to do."""
    if kind == "import" and door.deed and record.office_id != person.office:
        return False  # in hands it is read; taken back by its own office alone
    if kind == "share" and door.method == "post":
        here = record.office_id == person.office
        owns = record.owner_id == person.pk and policy.may(person, "share", "create")
        return here and (owns or policy.may(person, "share", "approve"))
    return not door.deed or policy.may(person, kind, door.deed)
