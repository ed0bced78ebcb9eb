"""Reads of the desk's figures: for the auditor, and the two that the counter asks."""

from collections.abc import Collection
from dataclasses import fields

from django.db.models import QuerySet

from kentongan.access.policy import Kind, Reach, cell
from kentongan.accounts.models import Office, User
from kentongan.screening.facts.rules import REGISTER
from kentongan.screening.models import FactCount, QualityReport, RuleSuspension
from kentongan.screening.quality.base_rates import BaseRate, Ended, base_rate

COUNTED = tuple(field.name for field in fields(Ended))


def base_rates(office: Office, kinds: Collection[str]) -> dict[str, BaseRate]:
    """Kind → how often such a fact ended in what at this office, as counted last night.

    One question for all kinds; a kind that nobody counted yet is there with nothing.
    """
    rows = FactCount.objects.filter(office=office, kind__in=kinds)
    counted = {row.kind: Ended(**{name: getattr(row, name) for name in COUNTED}) for row in rows}
    return {kind: base_rate(counted.get(kind, Ended(kind))) for kind in kinds}


def suspended_kinds(office: Office) -> frozenset[str]:
    """The rules that find no facts at this office for now."""
    rows = RuleSuspension.objects.filter(office=office, ended_at=None)
    return frozenset(rows.values_list("kind", flat=True))


def reports_for(viewer: User) -> QuerySet[QualityReport]:
    """The reports of the viewer's office, the newest first; none for who does not audit it."""
    if cell(viewer, Kind.DESK_QUALITY).reach is Reach.NONE or viewer.office_id is None:
        return QualityReport.objects.none()
    return QualityReport.objects.filter(office=viewer.office_id)


def report_for(viewer: User, pk: int | None) -> QualityReport | None:
    """One report; without a number that of the running year. None where there is none."""
    found = reports_for(viewer)
    wanted = found.filter(is_month=False) if pk is None else found.filter(pk=pk)
    return wanted.select_related("office").first()


def suspensions_for(viewer: User) -> QuerySet[RuleSuspension]:
    """Every suspension of the viewer's office, those that hold first."""
    if cell(viewer, Kind.DESK_QUALITY).reach is Reach.NONE or viewer.office_id is None:
        return RuleSuspension.objects.none()
    rows = RuleSuspension.objects.filter(office=viewer.office_id)
    return rows.select_related("by", "ended_by").order_by("-at", "-pk")


def rules_for(viewer: User) -> list[BaseRate]:
    """Every rule of the register with its figures, those that are overturned too often first."""
    if cell(viewer, Kind.DESK_QUALITY).reach is Reach.NONE or viewer.office is None:
        return []
    found = base_rates(viewer.office, list(REGISTER.rules)).values()
    return sorted(found, key=lambda one: (not one.is_overturned_too_often, one.ended.kind))
