"""Row-level security on PostgreSQL for applications at the passport desk, as in ``0008_wall``."""

from importlib import import_module

from django.db import migrations

from kentongan.access.wall_building import enclosing

WALL = import_module("kentongan.alerts.migrations.0008_wall")
PARTS = (
    *("answers", "paper", "impression", "contactkey", "storedfinding", "notthesame"),
    *("proposal", "letter", "ruling", "examination"),
)


def with_its(whole: str, column: str) -> str:
    """A part is seen by who sees its whole."""
    return f"EXISTS (SELECT 1 FROM screening_{whole} whole WHERE whole.id = {column})"


CONDITIONS = {
    "screening_application": WALL.gate(
        "interview",
        ["('application:' || uuid::text)"],
        author="handler_id",
        inside=WALL.AREA,
        hidden=False,
    ),
    **{f"screening_{part}": with_its("application", "application_id") for part in PARTS},
    "screening_proposalfact": with_its("proposal", "proposal_id"),
    "screening_objection": with_its("ruling", "ruling_id"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0013_signals_that_no_longer_count"),
        ("screening", "0001_initial"),
    ]
    operations = [enclosing(CONDITIONS, WALL.TRUSTED)]
