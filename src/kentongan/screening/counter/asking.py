"""What the counter is told while an applicant's data is typed; every question is written down."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.screening.gathering import Sheet
from kentongan.screening.shown_facts import shown_of

SUBJECT = "application:new"


def looked_up(viewer: User, sheet: Sheet) -> dict[str, Any]:
    """The facts of a sheet that is not saved; that it was asked is kept, never the words."""
    facts = shown_of(sheet, timezone.localdate())
    with transaction.atomic():
        record(viewer, "interview.looked_up", SUBJECT, purpose=sheet.purpose, found=len(facts))
    return {"facts": facts}
