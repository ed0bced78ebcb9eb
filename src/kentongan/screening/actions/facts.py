"""Facts found anew and kept, so that a proposal can rest on them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.screening.applicants import contact_keys, simkim_keys
from kentongan.screening.facts.findings import Finding, still_shown
from kentongan.screening.facts.gathering import Sheet, sheet_of
from kentongan.screening.facts.shown import found_facts
from kentongan.screening.facts.things_told import answered_contacts
from kentongan.screening.models import (
    Application,
    ContactKey,
    ProposalFact,
    StoredFinding,
)


@transaction.atomic
def refresh(
    *, by: User, application: Application, now: datetime | None = None, forget: bool = True
) -> list[Finding]:
    """Find the facts anew and keep them; returns those that nobody denied.

    A fact that no longer holds goes, unless a proposal rests on it. forget: False keeps it, where
    somebody has it before his eyes.
    """
    moment = now or timezone.now()
    sheet = sheet_of(application)
    keep_contacts(application, sheet)
    found = found_facts(sheet, timezone.localdate(moment))
    changed = store(application, found, moment, forget=forget)
    if changed:
        record(by, "interview.facts_found", application.subject, found=len(found), count=changed)
    denied = frozenset(application.denials.values_list("key", flat=True))
    return still_shown(found, denied)


def keep_contacts(application: Application, sheet: Sheet) -> None:
    """The contacts of form and answers as they stand now, and the SIMKIM number."""
    found_by = contact_keys(sheet.applicant) | simkim_keys(application.simkim_number)
    told = {(str(kind), key) for kind, key in found_by}
    wanted = told | answered_contacts(sheet.fed)
    held = {(one.kind, one.key): one.pk for one in application.contact_keys.all()}
    gone = [held[one] for one in held.keys() - wanted]
    if gone:
        ContactKey.objects.filter(pk__in=gone).delete()
    ContactKey.objects.bulk_create(
        ContactKey(office_id=application.office_id, application=application, kind=kind, key=key)
        for kind, key in sorted(wanted - held.keys())
    )


def store(
    application: Application, found: Sequence[Finding], now: datetime, *, forget: bool
) -> int:
    """The rows as they hold now; returns how many came and went."""
    held = {one.key: one for one in application.findings.all()}
    wanted = {one.key: one for one in found}
    for key in held.keys() & wanted.keys():
        bring_up_to_date(held[key], wanted[key])
    fresh = [stored(application, one, now) for key, one in wanted.items() if key not in held]
    StoredFinding.objects.bulk_create(fresh)
    gone = held.keys() - wanted.keys() if forget else set()
    return len(fresh) + forget_uncited({key: held[key] for key in gone})


def stored(application: Application, one: Finding, now: datetime) -> StoredFinding:
    """A finding as a row."""
    return StoredFinding(
        office_id=application.office_id,
        application=application,
        kind=one.kind,
        key=one.key,
        values=dict(one.values),
        source=one.source,
        on=one.on,
        found_at=now,
    )


def bring_up_to_date(row: StoredFinding, one: Finding) -> None:
    """The same fact as of a later day, or from another source."""
    if (row.on, row.source) != (one.on, one.source):
        row.on, row.source = one.on, one.source
        row.save(update_fields=["on", "source"])


def forget_uncited(gone: Mapping[str, StoredFinding]) -> int:
    """Facts that no longer hold and on which nothing rests."""
    rows = [row.pk for row in gone.values()]
    cited = ProposalFact.objects.filter(finding__in=rows).values_list("finding", flat=True)
    uncited = set(rows) - set(cited)
    StoredFinding.objects.filter(pk__in=uncited).delete()
    return len(uncited)
