"""Existing rows are encrypted in small transactions; a killed run goes on where it stood."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.encryption.carrying import (
    Carry, back_while_empty, carry_over, document, fresh_row_uuid, text,
)

PLANS = {
    "Hold": Carry(
        bound_to=("row_uuid",),
        fields={"reason": text, "basis": text, "release_reason": text},
        anew={"row_uuid": fresh_row_uuid},
    ),
    "Confirmation": Carry(
        bound_to=("row_uuid",),
        fields={"note": text},
        anew={"row_uuid": fresh_row_uuid},
    ),
    "Incident": Carry(
        bound_to=("row_uuid",),
        fields={"what": text},
        anew={"row_uuid": fresh_row_uuid},
    ),
    "IncidentEntry": Carry(
        bound_to=("row_uuid",),
        fields={"note": text, "detail": document},
        anew={"row_uuid": fresh_row_uuid},
    ),
}


def encrypt_rows(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, plan in PLANS.items():
        carry_over(apps.get_model("audit", name), plan)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("audit", "0006_columns_for_ciphertext")]
    operations = [migrations.RunPython(encrypt_rows, back_while_empty("audit", *PLANS))]
