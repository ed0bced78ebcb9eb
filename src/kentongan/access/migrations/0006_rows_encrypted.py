"""Existing rows are encrypted in small transactions; a killed run goes on where it stood."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.encryption.carrying import (
    Carry,
    carry_over,
    fresh_row_uuid,
    no_way_back,
    text,
)

PLANS = {
    "BreakGlass": Carry(bound_to=("row_uuid",), fields={"reason": text, "review_note": text}, anew={"row_uuid": fresh_row_uuid}),
    "LabelChange": Carry(bound_to=("row_uuid",), fields={"reason": text}, anew={"row_uuid": fresh_row_uuid}),
    "Conflict": Carry(bound_to=("row_uuid",), fields={"reason": text}, anew={"row_uuid": fresh_row_uuid}),
    "Exclusion": Carry(bound_to=("row_uuid",), fields={"reason": text}, anew={"row_uuid": fresh_row_uuid}),
}


def encrypt_rows(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, plan in PLANS.items():
        carry_over(apps.get_model("access", name), plan)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("access", "0005_columns_for_ciphertext")]
    operations = [migrations.RunPython(encrypt_rows, no_way_back)]
