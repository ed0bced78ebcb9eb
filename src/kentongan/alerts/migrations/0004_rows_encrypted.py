"""Existing rows are encrypted in small transactions; a killed run goes on where it stood."""

import re

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.encryption.blinding import blind
from kentongan.encryption.carrying import (
    Carry,
    Row,
    carry_over,
    document,
    fresh_row_uuid,
    no_way_back,
    text,
)

HOME = re.compile(r"@(?:\d\d\.\d\d)?$")


def blinded_key(row: Row) -> str:
    """``phone:6285…`` → ``phone:<blind index>``; a weak clue keeps the place it names."""
    kind, _colon, rest = str(row["key"]).partition(":")
    if row["kind"] != "same_thing":
        return str(row["key"])
    home = HOME.search(rest)
    place = home.group() if home else ""
    return f"{kind}:{blind(kind, rest.removesuffix(place))}{place}"


def blinded_hash(row: Row) -> str:
    """The old hash was taken over the key in clear: whoever guesses a number could try it out."""
    return blind("signal", str(row["data_hash"]))


PLANS = {
    "Alert": Carry(bound_to=("row_uuid",), fields={"title": text, "sentence": text, "checks": document}, anew={"row_uuid": fresh_row_uuid, "key": blinded_key}),
    "Signal": Carry(bound_to=("alert_id", "rule", "rule_version", "data_hash"), fields={"sentence": text}, anew={"data_hash": blinded_hash}),
    "Evidence": Carry(bound_to=("signal_id", "source"), fields={"reason": text}),
    "Step": Carry(bound_to=("row_uuid",), fields={"note": text}, anew={"row_uuid": fresh_row_uuid}),
}


def encrypt_rows(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, plan in PLANS.items():
        carry_over(apps.get_model("alerts", name), plan)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("alerts", "0003_columns_for_ciphertext")]
    operations = [migrations.RunPython(encrypt_rows, no_way_back)]
