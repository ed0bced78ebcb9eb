"""Existing rows are encrypted in small transactions; a killed run goes on where it stood."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.encryption.blinding import blind
from kentongan.encryption.carrying import (
    Carry,
    Row,
    carry_over,
    content,
    document,
    no_way_back,
    text,
)


def blinded_digest(row: Row) -> str:
    """As ``reports.queries.imports.blinded_digest`` makes it of the bytes."""
    return blind("import", str(row["sha256"]))


PLANS = {
    "ImportBatch": Carry(bound_to=("office_id", "sha256"), fields={"file_name": text, "content": content, "sheet": text, "headings": document, "notes": document, "problem": text}, anew={"sha256": blinded_digest}),
    "ImportRow": Carry(bound_to=("batch_id", "number"), fields={"cells": document, "messages": document, "parsed": document}),
    "Revision": Carry(bound_to=("report_id", "number"), fields={"reason": text, "noticed": text, "place_text": text, "things": document, "destination": text, "job": text, "fee": text}),
}


def encrypt_rows(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, plan in PLANS.items():
        carry_over(apps.get_model("reports", name), plan)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("reports", "0003_columns_for_ciphertext")]
    operations = [migrations.RunPython(encrypt_rows, no_way_back)]
