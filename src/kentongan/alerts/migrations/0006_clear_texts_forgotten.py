"""What stood in clear is still in freed pages of the database file: the tables are written anew."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.encryption.carrying import forget, no_way_back

TABLES = {
    "reports": ("importbatch", "importrow", "revision"),
    "entities": ("thing", "mention", "judgement"),
    "alerts": ("alert", "signal", "evidence", "step"),
}


def forget_clear_texts(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    models = [apps.get_model(app, name) for app, names in TABLES.items() for name in names]
    if any(model._base_manager.exists() for model in models):
        forget([model._meta.db_table for model in models])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("reports", "0005_only_ciphertext"),
        ("entities", "0005_only_ciphertext"),
        ("alerts", "0005_only_ciphertext"),
    ]
    operations = [migrations.RunPython(forget_clear_texts, no_way_back)]
