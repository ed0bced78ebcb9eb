"""Existing rows are encrypted in small transactions; a killed run goes on where it stood."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.encryption.blinding import blind
from kentongan.encryption.carrying import (
    Carry,
    Row,
    carry_over,
    fresh_row_uuid,
    no_way_back,
    text,
)


def blinded_key(row: Row) -> str:
    """The blind index of the normal form."""
    return blind(str(row["kind"]), str(row["key_clear"]))


def is_hub(row: Row) -> bool:
    """A thing with a reason was common."""
    return bool(row["hub_reason_clear"])


PLANS = {
    "Thing": Carry(bound_to=("kind", "key"), fields={"display": text, "hub_reason": text}, anew={"key": blinded_key, "is_hub": is_hub}),
    "Mention": Carry(bound_to=("source", "thing_id"), fields={"raw": text}),
    "Judgement": Carry(bound_to=("row_uuid",), fields={"reason": text}, anew={"row_uuid": fresh_row_uuid}),
}


def encrypt_rows(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, plan in PLANS.items():
        carry_over(apps.get_model("entities", name), plan)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("entities", "0003_columns_for_ciphertext")]
    operations = [migrations.RunPython(encrypt_rows, no_way_back)]
