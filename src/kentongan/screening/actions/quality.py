"""The figures of the desk made anew, and rules that the auditor suspends."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may, check_reason
from kentongan.access.policy import Kind
from kentongan.accounts.models import Office, User
from kentongan.audit.actions import record
from kentongan.screening.actions.quality_cases import cases, ended_by_kind, finals
from kentongan.screening.facts.rules import REGISTER
from kentongan.screening.models import FactCount, QualityReport, RuleSuspension
from kentongan.screening.quality.report import report_of

YEAR = timedelta(days=365)
FROM_FACT_COUNT = ("decided", "issued", "referred", "grave", "answered", "overturned")


@transaction.atomic
def count_quality(*, office: Office, now: datetime, by: User | None = None) -> QualityReport:
    """Count the year up to yesterday anew, and the month before this one if it is not there yet.

    For the worker each night, and for the auditor who does not want to wait.
    """
    today = timezone.localdate(now)
    yesterday = today - timedelta(days=1)
    found = finals(office, today - YEAR, yesterday)
    count_facts(office, today - YEAR, yesterday, today)
    made, _fresh = QualityReport.objects.update_or_create(
        office=office,
        is_month=False,
        defaults={
            "first_day": today - YEAR,
            "last_day": yesterday,
            "made_at": now,
            "content": report_of(cases(found)),
        },
    )
    count_month(office, today.replace(day=1) - timedelta(days=1), now)
    record(by, "desk_quality.counted", f"office:{office.pk}", found=len(found))
    return made


def count_month(office: Office, last_day: date, now: datetime) -> None:
    """The report of the month that ends on a day: made once and kept."""
    first_day = last_day.replace(day=1)
    reports = QualityReport.objects.filter(office=office, is_month=True, first_day=first_day)
    if reports.exists():
        return
    QualityReport.objects.create(
        office=office,
        is_month=True,
        first_day=first_day,
        last_day=last_day,
        made_at=now,
        content=report_of(cases(finals(office, first_day, last_day))),
    )


def count_facts(office: Office, first: date, last: date, on: date) -> None:
    """The base rates that stand beside the facts, in place of yesterday's."""
    counted = ended_by_kind(finals(office, first, last))
    FactCount.objects.filter(office=office).exclude(kind__in=counted).delete()
    for kind, ended in counted.items():
        figures = {name: getattr(ended, name) for name in FROM_FACT_COUNT}
        FactCount.objects.update_or_create(
            office=office, kind=kind, defaults={"counted_on": on, **figures}
        )


@transaction.atomic
def count_now(*, by: User, now: datetime | None = None) -> QualityReport:
    """The auditor has the figures of the own office made anew; raises Refused."""
    check_may(by, Kind.DESK_QUALITY, "suspend_rule")
    return count_quality(office=own_office(by), now=now or timezone.now(), by=by)


def own_office(by: User) -> Office:
    """The office somebody audits; raises Refused for who has none."""
    if by.office is None:
        raise Refused(_("Anda belum terdaftar di satu kantor. Hubungi admin sistem."))
    return by.office


@transaction.atomic
def suspend_rule(
    *, by: User, kind: str, reason: str, now: datetime | None = None
) -> RuleSuspension:
    """From now on this rule finds no facts at the auditor's office; raises Refused.

    The figures of overturned decisions on which it rests are kept beside it.
    """
    check_may(by, Kind.DESK_QUALITY, "suspend_rule")
    check_reason(reason)
    office = own_office(by)
    if kind not in REGISTER.rules:
        raise Refused(_("Aturan ini tidak ada. Muat ulang daftar aturan."))
    if RuleSuspension.objects.filter(office=office, kind=kind, ended_at=None).exists():
        raise Refused(_("Aturan ini sudah dihentikan. Muat ulang halaman."))
    counted = FactCount.objects.filter(office=office, kind=kind).first()
    made = RuleSuspension.objects.create(
        office=office,
        kind=kind,
        answered=counted.answered if counted else 0,
        overturned=counted.overturned if counted else 0,
        by=by,
        at=now or timezone.now(),
        reason=reason.strip(),
    )
    record(by, "desk_rule.suspended", f"office:{office.pk}", rule=kind)
    return made


@transaction.atomic
def resume_rule(*, by: User, kind: str, reason: str, now: datetime | None = None) -> RuleSuspension:
    """The rule finds facts again; raises Refused."""
    check_may(by, Kind.DESK_QUALITY, "suspend_rule")
    check_reason(reason)
    office = own_office(by)
    rows = RuleSuspension.objects.select_for_update().filter(office=office, ended_at=None)
    found = rows.filter(kind=kind).first()
    if found is None:
        raise Refused(_("Aturan ini tidak sedang dihentikan. Muat ulang halaman."))
    found.ended_by, found.ended_at = by, now or timezone.now()
    found.end_reason = reason.strip()
    found.save(update_fields=["ended_by", "ended_at", "end_reason"])
    record(by, "desk_rule.resumed", f"office:{office.pk}", rule=kind)
    return found


@transaction.atomic
def hand_out_export(*, by: User, report: QualityReport, digest: str) -> None:
    """Write down that a file of figures left the office; digest: its SHA-256."""
    check_may(by, Kind.DESK_QUALITY, "suspend_rule")
    record(by, "desk_quality.exported", f"office:{report.office_id}", sha256=digest)
