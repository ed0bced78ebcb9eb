"""The log becomes a chain: a table whose key has no gaps, the head, and the old rows linked.

The events that were there come first, in the order of their old keys.
"""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import kentongan.audit.chain
import kentongan.audit.models
from kentongan.audit.chain import GENESIS, canonical_json, link, moment_text

ROWS_AT_ONCE = 1000


def chained(old_events: Iterator[Any], event_class: type[Any]) -> Iterator[Any]:
    """The old events as links of the chain."""
    previous = GENESIS
    for sequence, old in enumerate(old_events, start=1):
        text = canonical_json(old.detail)
        hash_here = link(
            previous, sequence, moment_text(old.at), old.actor, old.action, old.subject, text
        )
        yield event_class(
            sequence=sequence, at=old.at, actor=old.actor, action=old.action,
            subject=old.subject, detail=old.detail, previous=previous, hash=hash_here,
        )
        previous = hash_here


def link_old_events(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """In batches, so that a long log needs no more memory than a short one."""
    old: Any = apps.get_model("audit", "OldEvent")  # type: ignore[misc]  # only known here
    event: Any = apps.get_model("audit", "AuditEvent")
    end = {"sequence": 0, "hash": GENESIS}
    rows = chained(old.objects.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE), event)
    for some in batched(rows, ROWS_AT_ONCE):
        event.objects.bulk_create(some)
        end = {"sequence": some[-1].sequence, "hash": some[-1].hash}
    apps.get_model("audit", "AuditHead").objects.create(pk=1, **end)


def unlink_events(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Back to a plain table."""
    old: Any = apps.get_model("audit", "OldEvent")  # type: ignore[misc]  # only known here
    event: Any = apps.get_model("audit", "AuditEvent")
    events = event.objects.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE)
    names = ("at", "actor", "action", "subject", "detail")
    for some in batched(events, ROWS_AT_ONCE):
        copies = [old(**{name: getattr(one, name) for name in names}) for one in some]
        old.objects.bulk_create(copies)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.RenameModel('AuditEvent', 'OldEvent'),
        # Its index would keep the name that the new table's index gets.
        migrations.AlterField('OldEvent', 'subject', models.CharField(max_length=120)),
        # Copied, not stamped anew, when the migration is undone.
        migrations.AlterField('OldEvent', 'at', models.DateTimeField()),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('sequence', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=150)),
                ('action', models.CharField(max_length=60)),
                ('subject', models.CharField(db_index=True, max_length=120)),
                ('detail', kentongan.audit.models.CanonicalJSON(default=dict)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [
                    models.Index(fields=['actor', 'at'], name='audit_by_actor'),
                    models.Index(fields=['action', 'at'], name='audit_by_action'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('sequence', models.BigIntegerField(default=0)),
                ('hash', models.CharField(default=kentongan.audit.chain.GENESIS, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('actor', models.CharField(max_length=150)),
                ('sequence', models.BigIntegerField(default=0)),
                ('hash', models.CharField(default=kentongan.audit.chain.GENESIS, max_length=64)),
                ('until', models.BigIntegerField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('code', models.PositiveSmallIntegerField(null=True)),
                ('bad', models.BigIntegerField(null=True)),
                ('anchors', models.PositiveIntegerField(default=0)),
                ('sentence', models.TextField(blank=True)),
            ],
            options={'ordering': ['-pk']},
        ),
        migrations.CreateModel(
            name='SealedSegment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.BigIntegerField(unique=True)),
                ('last', models.BigIntegerField(unique=True)),
                ('hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('key', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=128)),
            ],
            options={'ordering': ['first']},
        ),
        migrations.RunPython(link_old_events, unlink_events),
        migrations.DeleteModel('OldEvent'),
    ]
