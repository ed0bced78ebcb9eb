"""Row-level security on PostgreSQL for people that sources name, in the words of ``0008_wall``."""

from importlib import import_module

from django.db import migrations

from kentongan.access.wall_building import enclosing

WALL = import_module("kentongan.alerts.migrations.0008_wall")
MENTIONS = {"person": "personmention", "protected_person": "protectedmention"}
JUDGEMENTS = {"personjudgement": "personmention", "protectedjudgement": "protectedmention"}
SUBJECTS = {"person": "person", "protected_person": "protected"}


def both_in_sight(table: str) -> str:
    """A judgement is seen by who sees both mentions."""
    seen = f"EXISTS (SELECT 1 FROM entities_{table} whole WHERE whole.id = "
    return f"{seen}first_id) AND {seen}second_id)"


CONDITIONS = {
    f"entities_{table}": WALL.gate(
        kind,
        ["source", f"('{SUBJECTS[kind]}:' || id::text)"],
        author="author_id",
        inside=WALL.AREA,
        hidden=True,
    )
    for kind, table in MENTIONS.items()
} | {f"entities_{table}": both_in_sight(whole) for table, whole in JUDGEMENTS.items()}


class Migration(migrations.Migration):
    dependencies = [("alerts", "0011_running"), ("entities", "0008_judgements_are_append_only")]
    operations = [enclosing(CONDITIONS, WALL.TRUSTED)]
