"""Questions about the gate itself: one's own standing, what waits for a decision, notices."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from kentongan.access import rules
from kentongan.access.models import Assignment, BreakGlass, Conflict, Exclusion, LabelChange, Notice
from kentongan.access.policy import Kind, cell, may
from kentongan.access.standing import standing_of
from kentongan.access.subjects import home_sight, rows_of
from kentongan.access.visibility import limits, visible
from kentongan.access.wall import trusted
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey


def seen_rows(viewer: User, subject: str) -> QuerySet[Any]:
    """The rows of a subject that pass the gate; raises ValueError for what is no subject."""
    return visible(rows_of(subject), viewer, home_sight(subject))


def label_of(rows: QuerySet[Any]) -> int | None:
    """The strictest label of some rows; None for no rows."""
    label: int | None = rows.order_by("-label").values_list("label", flat=True).first()
    return label


def rows_of_office(viewer: User, subject: str, now: datetime) -> QuerySet[Any]:
    """The rows of the viewer's office that no conflict, exclusion or channel keeps from him.

    Whether he may read them is another question: this one is for who hands out and opens.
    """
    if viewer.office_id is None:
        return rows_of(subject).none()
    sight = home_sight(subject)
    rows = rows_of(subject).filter(**{str(sight.office): viewer.office_id})
    standing = standing_of(viewer, now)
    return rows.filter(limits(rows.model, viewer, sight, cell(viewer, sight.kind), standing))


def handled_rows(viewer: User, subject: str, now: datetime) -> QuerySet[Any]:
    """The rows of a subject whose readers the viewer may name: those in sight, and for who leads
    the office's own, which he need not read himself."""
    seen = seen_rows(viewer, subject)
    leads = may(viewer, Kind.ALERT, "assign")
    return seen | rows_of_office(viewer, subject, now) if leads else seen


def handled_label(viewer: User, subject: str, now: datetime) -> int | None:
    """The label of a record whose readers the viewer may name; None where there is none."""
    with trusted():  # who leads hands out what he does not read himself
        return label_of(handled_rows(viewer, subject, now))


def uses_of(person: User) -> list[rules.Use]:
    """The emergencies a person has opened, each at the local time at which working days change."""
    rows = BreakGlass.objects.filter(by=person, opened_at__isnull=False)
    return [
        rules.Use(timezone.localtime(row.opened_at), row.reviewed_at is not None)
        for row in rows
        if row.opened_at
    ]


def emergencies_of(viewer: User) -> QuerySet[BreakGlass]:
    """The viewer's own, latest first."""
    return BreakGlass.objects.filter(by=viewer).select_related("allowed_by", "reviewed_by")


def of_colleagues(viewer: User) -> Q:
    """Rows whose person works in the viewer's office and is somebody else."""
    return Q(by__office=viewer.office_id, by__office__isnull=False) & ~Q(by=viewer)


def emergencies_to_allow(viewer: User, now: datetime) -> list[BreakGlass]:
    """Requests of the office that wait for a supervisor."""
    if not may(viewer, Kind.CASE, "allow_break_glass"):
        return []
    waiting = BreakGlass.objects.filter(opened_at=None, asked_at__gte=now - rules.LAPSES)
    return list(waiting.filter(of_colleagues(viewer)).select_related("by"))


def emergencies_to_review(viewer: User) -> list[BreakGlass]:
    """What was opened in the office and nobody has reviewed yet."""
    if not may(viewer, Kind.CASE, "review_break_glass"):
        return []
    opened = BreakGlass.objects.filter(opened_at__isnull=False, reviewed_at=None)
    return list(opened.filter(of_colleagues(viewer)).select_related("by", "allowed_by"))


def labels_to_decide(viewer: User) -> list[LabelChange]:
    """Proposals to lower a label, of records the viewer sees and may decide about."""
    waiting = LabelChange.objects.filter(applied_at=None, refused_by=None)
    asked = waiting.exclude(proposed_by=viewer).select_related("proposed_by")
    return [
        change
        for change in asked
        if may(viewer, home_sight(change.subject).kind, "lower_label")
        and seen_rows(viewer, change.subject).exists()
    ]


def label_changes_of(viewer: User, subject: str) -> list[tuple[LabelChange, str]]:
    """What became of a record's label, latest first, each with its reason.

    The reason is "" for who neither sees the record nor had a hand in the change.
    """
    rows = LabelChange.objects.filter(subject=subject)
    sees = seen_rows(viewer, subject).exists()
    changes = rows.select_related("proposed_by", "approved_by", "refused_by")
    return [(row, row.reason if sees or viewer in people_of(row) else "") for row in changes]


def people_of(change: LabelChange) -> tuple[User | None, ...]:
    """Who proposed it and who decided."""
    return (change.proposed_by, change.approved_by, change.refused_by)


def conflicts_of(viewer: User) -> QuerySet[Conflict]:
    """The conflicts of interest in force of one person."""
    return Conflict.objects.filter(user=viewer, ended_at=None).select_related("by")


def conflicts_of_office(viewer: User) -> QuerySet[Conflict]:
    """Those of the colleagues, for who may record and end them."""
    if not may(viewer, Kind.CASE, "record_conflict"):
        return Conflict.objects.none()
    rows = Conflict.objects.filter(ended_at=None, user__office=viewer.office_id)
    return rows.exclude(user=viewer).select_related("user", "by")


def assignments_of(viewer: User, now: datetime) -> QuerySet[Assignment]:
    """What is in the viewer's hands."""
    rows = Assignment.objects.filter(user=viewer, until__gt=now, ended_at=None)
    return rows.select_related("by")


def holders_of(subject: str, now: datetime) -> QuerySet[Assignment]:
    """Who holds a record that the asker has passed the gate for."""
    rows = Assignment.objects.filter(subject=subject, until__gt=now, ended_at=None)
    return rows.select_related("user", "by")


def exclusions_from(subject: str) -> QuerySet[Exclusion]:
    """Whom a record is kept from; for who may exclude, never for whom it names."""
    rows = Exclusion.objects.filter(subject=subject, ended_at=None)
    return rows.select_related("user", "agency", "by")


def colleagues_of(viewer: User) -> QuerySet[User]:
    """The active others of the viewer's office."""
    people = User.objects.filter(is_active=True, office=viewer.office_id, office__isnull=False)
    return people.exclude(pk=viewer.pk).order_by("full_name")


def overseers_of(office_id: int | None) -> QuerySet[User]:
    """Who is told of every emergency: the head and the auditors of the office."""
    people = User.objects.filter(is_active=True, office=office_id, office__isnull=False)
    return people.filter(role__in=(RoleKey.OFFICE_HEAD, RoleKey.AUDITOR))


def unread_notices(viewer: User) -> QuerySet[Notice]:
    """What the viewer's first page tells."""
    return Notice.objects.filter(to=viewer, read_at=None).select_related("by")
