"""Row-level security on PostgreSQL for handed-over letters, as in ``0014_wall_around_the_desk``."""

from importlib import import_module

from django.db import migrations

from kentongan.access.wall_building import enclosing

DESK = import_module("kentongan.alerts.migrations.0014_wall_around_the_desk")
CONDITIONS = {"screening_handover": DESK.with_its("letter", "letter_id")}


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0019_counted_by_key"),
        ("screening", "0005_handovers"),
    ]
    operations = [enclosing(CONDITIONS, DESK.WALL.TRUSTED)]
