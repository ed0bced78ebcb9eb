"""Row-level security on PostgreSQL for interest entries, as in ``0014_wall_around_the_desk``."""

from importlib import import_module

from django.db import migrations

from kentongan.access.wall_building import enclosing

DESK = import_module("kentongan.alerts.migrations.0014_wall_around_the_desk")
CONDITIONS = {"screening_interestentry": DESK.with_its("application", "application_id")}


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0015_wall_around_referrals"),
        ("screening", "0003_interest_and_quality"),
    ]
    operations = [enclosing(CONDITIONS, DESK.WALL.TRUSTED)]
