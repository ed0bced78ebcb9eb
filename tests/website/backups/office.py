"""Run in a process of its own against a database file: an office that reports, erases and looks."""

import json
import sys
from uuid import uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from kentongan.accounts.roles import AgencyKind, RoleKey  # noqa: E402
from kentongan.alerts.actions import examine_new_reports  # noqa: E402
from kentongan.alerts.models import Alert  # noqa: E402
from kentongan.audit.models import AuditEvent  # noqa: E402
from kentongan.encryption.erasing import erase, forget_remnants  # noqa: E402
from kentongan.entities.models import Mention, Thing  # noqa: E402
from kentongan.entities.told import Written  # noqa: E402
from kentongan.reports.actions import record_report  # noqa: E402
from kentongan.reports.content import Content  # noqa: E402
from kentongan.reports.models import Revision  # noqa: E402
from tests import factories  # noqa: E402

CANARY = "Kenari Kuning dari Desa Seberang"
NUMBER = "0850-0000-0001"
OTHER = "Ada rumah berisi sepuluh orang dikunci."


def report() -> None:
    """Two reports of the same number, one of them with the canary, that raise an alert."""
    areas = factories.make_areas()
    office = factories.make_office("Kantor", AgencyKind.IMMIGRATION, [areas["35.03"]])
    police = factories.make_office("Polsek", AgencyKind.POLICE, [areas["35.03"]])
    people = [
        factories.make_user("sari", RoleKey.ANALYST, office),
        factories.make_user("joko", RoleKey.POLICE_VILLAGE_OFFICER, police),
    ]
    places = ("35.03.05.2001", "35.03.05.2002")
    for by, code, noticed in zip(people, places, (CANARY, OTHER), strict=True):
        says = Content(
            noticed=noticed,
            region_id=areas[code].pk,
            region_code=code,
            place_precision="village",
            things=(Written("phone", NUMBER),),
        )
        record_report(by=by, uuid=uuid4(), content=says)
    examine_new_reports(now=timezone.now())


def forget() -> None:
    """The first revision that still says something, the canary, is erased."""
    for revision in Revision.objects.exclude(data_key=None).order_by("pk")[:1]:
        erase(revision)
    forget_remnants()


def look() -> None:
    """What the database says."""
    told = {
        "texts": [one.noticed for one in Revision.objects.order_by("pk")],
        "erased": [one.is_erased for one in Revision.objects.order_by("pk")],
        "things": [one.display for one in Thing.objects.all()],
        "raws": [one.raw for one in Mention.objects.order_by("pk")],
        "alerts": [one.title for one in Alert.objects.order_by("pk")],
        "events": list(AuditEvent.objects.order_by("pk").values_list("action", "subject", "hash")),
    }
    print(json.dumps(told))


def verify() -> None:
    """Exit code 0 when the log is whole."""
    call_command("audit_verify")


if __name__ == "__main__":
    {"report": report, "forget": forget, "look": look, "verify": verify}[sys.argv[1]]()
