"""Row-level security on PostgreSQL for referrals and outcomes, as in ``0014_wall_around_the_desk``."""

from importlib import import_module

from django.db import migrations

from kentongan.access.wall_building import enclosing

WALL = import_module("kentongan.alerts.migrations.0008_wall")
# The office and the named readers see the referrals of an application; a village sees its own.
CONDITIONS = {
    "screening_referral": WALL.gate(
        "referral",
        ["('referral:' || id::text)"],
        author="sent_by_id",
        inside=WALL.AREA,
        hidden=False,
    ),
    "screening_outcome": (
        "EXISTS (SELECT 1 FROM screening_application whole WHERE whole.id = application_id)"
    ),
}


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0014_wall_around_the_desk"),
        ("screening", "0002_follow_up"),
    ]
    operations = [enclosing(CONDITIONS, WALL.TRUSTED)]
