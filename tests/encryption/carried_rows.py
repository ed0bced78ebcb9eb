"""Run in a process of its own: rows of before encryption, and what became of them afterwards."""

import json
import sys
from datetime import datetime

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

from kentongan.access.models import Conflict  # noqa: E402
from kentongan.accounts.models import AccountChange  # noqa: E402
from kentongan.alerts.models import Alert, Evidence, Signal, Step  # noqa: E402
from kentongan.audit.models import Confirmation, Hold, Incident, IncidentEntry  # noqa: E402
from kentongan.encryption.carrying import Carry, encrypted, store, text  # noqa: E402
from kentongan.entities.models import Mention, Thing  # noqa: E402
from kentongan.reports.models import ImportBatch, ImportRow, Revision  # noqa: E402

CLEAR = [
    ("reports", "0002_revisions_are_append_only"),
    ("entities", "0002_judgement"),
    ("alerts", "0002_steps_are_append_only"),
    ("access", "0004_factor_secret"),
    ("audit", "0005_privacy_is_write_once"),
    ("accounts", "0002_sessions"),
]
HALFWAY = [("reports", "0003_columns_for_ciphertext")]
PHONE = "+6285000000077"


def migrated(targets: list[tuple[str, str]]) -> "django.apps.registry.Apps":
    """The models of that state, in the database."""
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def before() -> None:
    """One row of everything, in clear; the first revision is carried over by hand, as if killed."""
    apps = migrated(CLEAR)
    get = apps.get_model
    agency = get("accounts", "Agency").objects.create(code="imi", name="Imigrasi", kind="x")
    office = get("accounts", "Office").objects.create(name="Kantor", agency=agency)
    user = get("accounts", "User").objects.create(username="sari", office=office)
    now = timezone.now()
    batch = get("reports", "ImportBatch").objects.create(
        sha256="a" * 64, file_name="Kenari.xlsx", size=1, content=b"Kenari", sheet="Kenari 1",
        headings=["Kenari"], notes=[], problem="", author=user, office=office,
    )  # fmt: skip
    get("reports", "ImportRow").objects.create(batch=batch, number=2, cells=["Kenari", 7])
    report = get("reports", "Report").objects.create(
        author=user, office=office, agency=agency, voice="1:1"
    )
    for number in (1, 2):
        get("reports", "Revision").objects.create(
            report=report, number=number, written_by=user, noticed=f"Kenari {number}",
            place_precision="unsure", time_precision="unknown",
            things=[{"kind": "phone", "raw": "Kenari"}], destination="Kenaria",
        )  # fmt: skip
    thing = get("entities", "Thing").objects.create(
        kind="phone", key=PHONE, display="0850-Kenari", hub_reason="Kenari umum"
    )
    get("entities", "Mention").objects.create(
        thing=thing, raw="Kenari 0850", source=f"report:{report.uuid}", recorded_at=now, voice="1:1"
    )
    alert = get("alerts", "Alert").objects.create(
        key=f"phone:{PHONE}@35.03", kind="same_thing", title="Kenari", sentence="Kenari",
        checks=["Kenari"], office=office, raised_at=now, updated_at=now,
    )  # fmt: skip
    signal = get("alerts", "Signal").objects.create(
        alert=alert, kind="same_thing", rule="r", rule_version="1", data_hash="b" * 64,
        sentence="Kenari", found_at=now,
    )  # fmt: skip
    get("alerts", "Evidence").objects.create(signal=signal, source="report:x", reason="Kenari")
    get("alerts", "Step").objects.create(alert=alert, at=now, to_state="received", note="Kenari")
    get("access", "Conflict").objects.create(
        user=user, by=user, subject="area:35", reason="Kenari", at=now
    )
    privacy_work(apps, now)
    second = get("accounts", "User").objects.create(username="hadi", office=office)
    get("accounts", "AccountChange").objects.create(
        kind="role", user=second, proposed_by=user, proposed_at=now, reason="Kenari"
    )
    carry_first()


def privacy_work(apps: "django.apps.registry.Apps", now: datetime) -> None:
    """A hold with all its words, a signature, an incident with what was found."""
    apps.get_model("audit", "Hold").objects.create(
        subject="report:1", reason="Kenari", basis="Kenari/1", review_on=now.date(),
        proposed_by="sari", proposed_at=now, confirmed_by="hadi", confirmed_at=now,
        release_reason="Kenari 2", release_proposed_by="sari", release_proposed_at=now,
    )  # fmt: skip
    apps.get_model("audit", "Confirmation").objects.create(
        item="dpia", wording="0" * 64, said_by="hadi", said_role="x", said_at=now, note="Kenari"
    )
    incident = apps.get_model("audit", "Incident").objects.create(
        known_at=now, begun_at=now, begun_by="sari", what="Kenari"
    )
    apps.get_model("audit", "IncidentEntry").objects.create(
        incident=incident, at=now, by="sari", kind="scope", detail={"account": "Kenari"}
    )


def carry_first() -> None:
    """As far as a killed migration came."""
    revision = migrated(HALFWAY).get_model("reports", "Revision")
    names = ("reason", "noticed", "place_text", "destination", "job", "fee")
    plan = Carry(("report_id", "number"), dict.fromkeys(names, text) | {"things": things_of})
    store(revision, encrypted(revision, revision.objects.earliest("pk"), plan))


def things_of(value: object) -> bytes:
    """A list as encrypted JSON keeps it."""
    return json.dumps(value, separators=(",", ":")).encode()


def after() -> None:
    """What the product reads now."""
    batch, row, thing, alert = (m.objects.get() for m in (ImportBatch, ImportRow, Thing, Alert))
    told = {
        "batch": [batch.file_name, bytes(batch.content).decode(), batch.sheet, batch.headings],
        "row": [row.cells, row.messages, row.parsed],
        "revisions": [
            [one.noticed, one.destination, one.things, one.reason]
            for one in Revision.objects.order_by("number")
        ],
        "thing": [thing.display, thing.hub_reason, thing.is_hub, thing.key],
        "mention": Mention.objects.get().raw,
        "alert": [alert.title, alert.sentence, alert.checks, alert.key],
        "signal": Signal.objects.get().sentence,
        "evidence": Evidence.objects.get().reason,
        "step": Step.objects.get().note,
        "conflict": Conflict.objects.get().reason,
        "signature": Confirmation.objects.get().note,
        "incident": Incident.objects.get().what,
        "scope": [(found := IncidentEntry.objects.get()).note, found.detail],
        "change": AccountChange.objects.get().reason,
        "hold": [(hold := Hold.objects.get()).reason, hold.basis, hold.release_reason],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    before() if sys.argv[1] == "before" else after()
