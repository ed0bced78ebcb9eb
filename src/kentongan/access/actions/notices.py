"""Telling people of what happened to a record, in the transaction in which it happens."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from kentongan.access.models import Notice, NoticeKind
from kentongan.accounts.models import User


def tell(people: Iterable[User], kind: NoticeKind, subject: str, by: User) -> None:
    """One notice for each of the people, the doer himself left out."""
    now = timezone.now()
    others = {person.pk: person for person in people if person != by}.values()
    Notice.objects.bulk_create(
        Notice(to=person, kind=kind, subject=subject, by=by, at=now) for person in others
    )


@transaction.atomic
def mark_read(*, by: User, notice: int) -> None:
    """The notice leaves the first page; somebody else's notice stays as it is."""
    Notice.objects.filter(pk=notice, to=by, read_at=None).update(read_at=timezone.now())
