"""Shares and consents whose time is over: the documents, the reasons and the names go.

That something was shared, with whom, when and under which profile stays, and in the log.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from kentongan.access.models import Consent, Grant, SharedCopy
from kentongan.audit.retention import Due
from kentongan.encryption.erasing import erase
from kentongan.encryption.rows import Protected

GRANT, CONSENT = "grant:", "consent:"


def shares_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Shares that ended before a moment and still hold a document or a reason."""
    holding = Q(copies__data_key__isnull=False) | Q(data_key__isnull=False)
    ended = Grant.objects.annotate(end=Coalesce("ended_at", "expires_at"))
    rows = ended.filter(holding, end__lt=before).distinct()
    if only is not None:
        rows = rows.filter(uuid__in=[one.removeprefix(GRANT) for one in only])
    found = rows.order_by("end", "pk").values_list("uuid", "end", "subject")
    return [Due(f"{GRANT}{uuid}", end, (about,) if about else ()) for uuid, end, about in found]


@transaction.atomic
def erase_shares(subjects: Sequence[str]) -> int:
    """Every copy of these shares and the reasons; returns how many shares there were."""
    grants = list(Grant.objects.filter(uuid__in=[one.removeprefix(GRANT) for one in subjects]))
    erase_all(SharedCopy.objects.filter(grant__in=grants, data_key__isnull=False))
    erase_all(grant for grant in grants if grant.data_key)
    return len(grants)


def consents_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Consents that were withdrawn or ran out before a moment and still name the person."""
    ended = Consent.objects.annotate(end=Coalesce("withdrawn_at", "expires_at"))
    rows = ended.filter(end__lt=before, data_key__isnull=False)
    if only is not None:
        rows = rows.filter(uuid__in=[one.removeprefix(CONSENT) for one in only])
    found = rows.order_by("end", "pk").values_list("uuid", "end", "subject")
    return [Due(f"{CONSENT}{uuid}", end, (about,)) for uuid, end, about in found]


@transaction.atomic
def erase_consents(subjects: Sequence[str]) -> int:
    """The names; that somebody agreed to what, and how, stays."""
    keys = [one.removeprefix(CONSENT) for one in subjects]
    return erase_all(Consent.objects.filter(uuid__in=keys, data_key__isnull=False))


def erase_all(rows: Iterable[Protected]) -> int:
    """Erase each; returns how many."""
    found = list(rows)
    for row in found:
        erase(row)
    return len(found)
