"""What sets one record apart for one person: in hands, opened, too near, excluded, hidden."""

from datetime import timedelta

from django.db.models import Model
from django.utils import timezone

from acceptance.access import facts
from acceptance.access.world import World
from kentongan.access.actions import declare_conflict
from kentongan.access.models import Assignment, Exclusion
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert
from kentongan.entities.models import AnyPersonMention, Mention, Thing
from kentongan.reports.models import Report

ONE_IN = 6


def give(made: World, record: Model | None, role: str, *, is_shared: bool) -> str:
    """What was done: ``in hands`` for every shared record, for some others one of the bars."""
    subject = facts.subject_of(record) if record is not None else ""
    person = made.people[role]
    if not subject:
        return ""
    if is_shared:
        return put_into_hands(made, subject, person)
    if made.random.randrange(ONE_IN):
        return ""
    return made.random.choice((stand_too_near, exclude, hide))(made, record, subject, person)


def put_into_hands(made: World, subject: str, person: User) -> str:
    """An assignment in force, written by hand: the action asks for a role that can hold it."""
    now = timezone.now()
    Assignment.objects.create(
        subject=subject, user=person, by=made.others["section_head"], at=now,
        until=now + timedelta(days=5),
    )  # fmt: skip
    return "in hands"


def stand_too_near(made: World, record: Model | None, subject: str, person: User) -> str:
    """The person declares it."""
    if subject.startswith("import:"):
        return ""
    declare_conflict(by=person, subject=subject, reason="Sepupu orang yang disebut.")
    return "too near"


def exclude(made: World, record: Model | None, subject: str, person: User) -> str:
    """Kept from the person."""
    Exclusion.objects.create(
        subject=subject, user=person, by=made.others["section_head"], at=timezone.now(),
        reason="Uji pengecualian.",
    )  # fmt: skip
    return "excluded"


def hide(made: World, record: Model | None, subject: str, person: User) -> str:
    """Kept from the person's agency by the special channel, with all that was told of it."""
    agency = person.agency
    if isinstance(record, Thing):
        Mention.objects.filter(thing=record).update(hidden_from=agency)
    elif isinstance(record, Report | Alert | AnyPersonMention):
        type(record)._default_manager.filter(pk=record.pk).update(hidden_from=agency)
        record.refresh_from_db()
    else:
        return ""
    return "hidden"
