"""Row-level security on PostgreSQL: the tables themselves show only what the seat may see.

A seat is told by ``access.seats``: ``kentongan.trusted`` and the JSON of ``kentongan.seat``. Without
words a table shows nothing, its owner too (FORCE); superusers and roles with BYPASSRLS see all, so
the product's own role must be neither. Every question about the seat stands in a sub-select of its
own: PostgreSQL then answers it once for a query and not once for a row.

Backups: ``PGOPTIONS='-c kentongan.trusted=1' pg_dump --enable-row-security``, or a role that bypasses.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.access.wall_building import enclose, open_up

FUNCTIONS = """
CREATE FUNCTION kentongan_trusted() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('kentongan.trusted', true), '') = '1' $$;
CREATE FUNCTION kentongan_seat() RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('kentongan.seat', true), '')::jsonb $$;
CREATE FUNCTION kentongan_words(name text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(array(SELECT jsonb_array_elements_text(kentongan_seat() -> name)), '{}') $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION kentongan_words(text);
DROP FUNCTION kentongan_seat();
DROP FUNCTION kentongan_trusted();
"""
TRUSTED = "(SELECT kentongan_trusted())"
NAMED_READERS, SEALED = 4, 5


def number(path: str) -> str:
    """A number of the seat, asked once."""
    return f"(SELECT (kentongan_seat() #>> '{{{path}}}')::bigint)"


def word(path: str) -> str:
    """A word of the seat, asked once."""
    return f"(SELECT kentongan_seat() #>> '{{{path}}}')"


def words(name: str) -> str:
    """A list of the seat, asked once, to compare with: ``x = ANY (…)``."""
    return f"ANY ((SELECT kentongan_words('{name}'))::text[])"


def gate(kind: str, subjects: list[str], *, author: str, inside: str, hidden: bool) -> str:
    """The condition on one guarded table: reach and label, tasks, emergencies, special channel."""
    cell = f"kinds,{kind}"
    label, reach = number(f"{cell},label"), word(f"{cell},reach")
    in_office = f"office_id = {number('office')}"
    shared = f"({reach} = 'office' AND {in_office}) OR ({reach} = 'area' AND {inside})"
    held = " OR ".join([*author_is(author), *(f"{one} = {words('held')}" for one in subjects)])
    opened = " OR ".join(f"{one} = {words('opened')}" for one in subjects)
    read = (
        f"(label < {NAMED_READERS} AND label <= {label} AND ({shared}))"
        f" OR (label <= {label} AND {reach} <> 'none' AND ({held}))"
        f" OR (label < {SEALED} AND {in_office} AND ({opened}))"
    )
    return f"({read}) AND ({channel(cell, author)})" if hidden else f"({read})"


def author_is(author: str) -> list[str]:
    """That the viewer wrote or owns the row."""
    return [f"{author} = {number('viewer')}"] if author else []


def channel(cell: str, author: str) -> str:
    """What the special channel does not keep from the agency."""
    others = f"hidden_from_id <> {number('agency')}"
    own = [f"author_id = {number('viewer')}"] if author == "author_id" else []
    special = f"coalesce({word(f'{cell},special')} = 'true', false)"
    return " OR ".join(["hidden_from_id IS NULL", special, others, *own])


AREA = f"region_code LIKE {words('areas')}"
ALERT_AREA = (
    "EXISTS (SELECT 1 FROM alerts_alertarea area WHERE area.alert_id = alerts_alert.id"
    f" AND area.region_code LIKE {words('areas')})"
)
CONDITIONS = {
    "reports_report": gate(
        "report", ["('report:' || uuid::text)"], author="author_id", inside=AREA, hidden=True
    ),
    "reports_importbatch": gate(
        "import", ["('import:' || id::text)"], author="author_id", inside="false", hidden=False
    ),
    "entities_mention": gate(
        "entity", ["source", "('thing:' || thing_id::text)"], author="", inside=AREA, hidden=True
    ),
    "alerts_alert": gate(
        "alert", ["('alert:' || id::text)"], author="owner_id", inside=ALERT_AREA, hidden=True
    ),
    # Parts are seen with their whole; the tables named here have walls of their own.
    "reports_revision": "EXISTS (SELECT 1 FROM reports_report whole WHERE whole.id = report_id)",
    "reports_importrow": "EXISTS (SELECT 1 FROM reports_importbatch whole WHERE whole.id = batch_id)",
    "alerts_step": "EXISTS (SELECT 1 FROM alerts_alert whole WHERE whole.id = alert_id)",
    "alerts_evidence": (
        "EXISTS (SELECT 1 FROM alerts_signal part JOIN alerts_alert whole ON whole.id = part.alert_id"
        f" WHERE part.id = signal_id) AND ({channel('kinds,alert', '')})"
    ),
}


def build(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(FUNCTIONS)
    enclose(schema_editor, CONDITIONS, TRUSTED)


def tear_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    open_up(schema_editor, CONDITIONS)
    schema_editor.execute(NO_FUNCTIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0007_special_channel"),
        ("entities", "0006_special_channel"),
        ("reports", "0007_index_of_authors_alone"),
    ]
    operations = [migrations.RunPython(build, tear_down)]
