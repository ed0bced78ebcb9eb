"""Answered requests of data subjects whose time is over."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from kentongan.audit.retention import Due
from kentongan.encryption.erasing import erase
from kentongan.website.models import SubjectRequest

SUBJECT = "subject_request:"


def requests_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Those closed before a moment that still name somebody."""
    rows = SubjectRequest.objects.filter(closed_at__lt=before, data_key__isnull=False)
    if only is not None:
        rows = rows.filter(pk__in=[int(one.removeprefix(SUBJECT)) for one in only])
    found = rows.order_by("closed_at", "pk").values_list("pk", "closed_at")
    return [Due(f"{SUBJECT}{pk}", at) for pk, at in found if at]


@transaction.atomic
def erase_requests(subjects: Sequence[str]) -> int:
    """The asker and the answer go; that somebody asked, when and with which outcome stays."""
    keys = [int(one.removeprefix(SUBJECT)) for one in subjects]
    rows = list(SubjectRequest.objects.filter(pk__in=keys, data_key__isnull=False))
    for row in rows:
        erase(row)
    return len(rows)
