"""Names are read by new rules: the worker makes keys and index anew."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """No index belongs to this database any more."""
    apps.get_model("entities", "IndexGeneration").objects.all().delete()


class Migration(migrations.Migration):
    """Its files go when the new ones stand."""

    dependencies = [("entities", "0022_places_and_routes")]
    operations = [migrations.RunPython(forget_index, migrations.RunPython.noop)]
