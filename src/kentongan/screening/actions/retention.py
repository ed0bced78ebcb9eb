"""What the retention schedule does to applications; called by the website's chore.

An application is erased with all that was written at the counter; that there was one, for which
purpose, from which sub-district and what was decided stays for the figures of the desk.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Substr

from kentongan.audit.retention import Due
from kentongan.encryption.erasing import erase
from kentongan.encryption.rows import Protected
from kentongan.entities.actions import erase_applicants
from kentongan.regions.lookups import DISTRICT_CODE
from kentongan.screening.decisions import State
from kentongan.screening.models import (
    Answers,
    Application,
    ContactKey,
    Examination,
    Impression,
    InterestEntry,
    Letter,
    NotTheSame,
    Objection,
    Outcome,
    Paper,
    Proposal,
    Referral,
    Ruling,
    StoredFinding,
)

# The parts that hold words, each with its path to the application.
PARTS: tuple[tuple[type[Protected], str], ...] = (
    *((part, "application") for part in (Answers, Paper, Impression, StoredFinding, NotTheSame)),
    *((part, "application") for part in (Proposal, Letter, Ruling, Examination)),
    (InterestEntry, "application"),
    (Objection, "ruling__application"),
    *((part, "application") for part in (Referral, Outcome)),
)
# What still waits for somebody is not over.
UNDECIDED = (State.PROPOSED, State.OBJECTED)


def named(subjects: Collection[str]) -> QuerySet[Application]:
    """The applications of subjects ``application:<uuid>`` that still say something."""
    uuids = [UUID(one.partition(":")[2]) for one in subjects]
    return Application.objects.filter(uuid__in=uuids, data_key__isnull=False)


def applications_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Applications decided, or opened and left lying, before a moment."""
    held = Application.objects.filter(data_key__isnull=False) if only is None else named(only)
    since = Coalesce("decided_at", "opened_at")
    rows = held.exclude(state__in=UNDECIDED).annotate(since=since).filter(since__lt=before)
    return [
        Due(f"application:{uuid}", at, (f"area:{code}",) if code else ())
        for uuid, code, at in rows.order_by("since", "pk").values_list(
            "uuid", "region_code", "since"
        )
    ]


@transaction.atomic
def erase_applications(subjects: Sequence[str]) -> int:
    """The words of these applications and of all their parts; returns how many there were."""
    found = list(named(subjects))
    for part, path in PARTS:
        for row in part._base_manager.filter(**{f"{path}__in": found}, data_key__isnull=False):
            erase(row)
    ContactKey.objects.filter(application__in=found).delete()
    Referral.objects.filter(application__in=found).update(
        region_code=Substr(F("region_code"), 1, DISTRICT_CODE)
    )
    erase_applicants(sources=[one.subject for one in found])
    for application in found:
        erase(application)
    Application.objects.filter(pk__in=[one.pk for one in found]).update(
        national_id_key="", region_code=Substr(F("region_code"), 1, DISTRICT_CODE)
    )
    return len(found)
