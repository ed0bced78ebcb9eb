"""Row-level security on PostgreSQL for applicants as the desk tells them, as in ``0008_wall``."""

from importlib import import_module

from django.db import migrations

from kentongan.access.wall_building import enclosing

WALL = import_module("kentongan.alerts.migrations.0008_wall")
CONDITIONS = {
    "entities_applicantmention": WALL.gate(
        "applicant",
        ["source", "('applicant:' || id::text)"],
        author="author_id",
        inside=WALL.AREA,
        hidden=True,
    )
}


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0016_wall_around_interest"),
        ("entities", "0021_applicants"),
    ]
    operations = [enclosing(CONDITIONS, WALL.TRUSTED)]
