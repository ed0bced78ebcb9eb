"""Tables by which people are found; what a database holds them in differs, so this is written SQL."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GENERATION = (
    "CREATE TABLE entities_indexgeneration (name varchar(32) PRIMARY KEY, taken_out integer NOT NULL)"
)
CREATE = {
    "sqlite": [
        "CREATE TABLE entities_findable (number integer PRIMARY KEY, keys blob NOT NULL)",
        # Without a rowid a key stands once, in the tree itself: half the size.
        "CREATE TABLE entities_foundby (key integer NOT NULL, number integer NOT NULL, "
        "PRIMARY KEY (key, number)) WITHOUT ROWID",
        GENERATION,
    ],
    "postgresql": [
        "CREATE TABLE entities_findable (number bigint PRIMARY KEY, keys bigint[] NOT NULL)",
        # Without fastupdate: a list of what is not yet sorted in would be read for every question.
        "CREATE INDEX entities_findable_keys ON entities_findable USING gin (keys) "
        "WITH (fastupdate = off)",
        GENERATION,
        # A function of its own, for its setting: the planner takes a parameter to be in one row of
        # 200 and would read the table from its beginning until it has found enough.
        "CREATE FUNCTION entities_found_by(asked bigint[], most integer) RETURNS SETOF bigint "
        "LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$ BEGIN RETURN QUERY "
        "SELECT one.number FROM unnest(asked) AS sought (key), LATERAL (SELECT held.number "
        "FROM entities_findable held WHERE held.keys @> ARRAY[sought.key] LIMIT most) AS one; "
        "END $$",
    ],
}
TABLES = {
    "sqlite": ("entities_findable", "entities_foundby", "entities_indexgeneration"),
    "postgresql": ("entities_findable", "entities_indexgeneration"),
}


def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION entities_found_by")
    for table in TABLES[editor.connection.vendor]:
        editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("entities", "0008_judgements_are_append_only")]
    operations = [
        migrations.CreateModel(
            name="ToIndex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Findable",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("keys", models.BinaryField()),
            ],
            options={"managed": False},
        ),
        migrations.CreateModel(
            name="IndexGeneration",
            fields=[
                ("name", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("taken_out", models.PositiveIntegerField(default=0)),
            ],
            options={"managed": False},
        ),
        migrations.RunPython(create, drop),
    ]
