"""Applications are found by their SIMKIM number: the blind keys of those that are already there."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.encryption import cells
from kentongan.encryption.keyring import keyring
from kentongan.screening.applicants import simkim_keys

TABLE, FIELD = "screening_application", "simkim_number"
KINDS = [
    ('phone', 'Nomor telepon'), ('sponsor', 'Sponsor'), ('address', 'Alamat'),
    ('account', 'Rekening'), ('simkim', 'Nomor SIMKIM'),
]


def numbers(apps: Apps) -> Iterator[tuple[int, int, str]]:
    """Application, office and the number that somebody pasted."""
    rows = apps.get_model("screening", "Application")._base_manager.filter(data_key__isnull=False)
    chosen = rows.values_list("pk", "office_id", "uuid", "key_id", "data_key", FIELD)
    for pk, office, uuid, key_id, wrapped, sealed in chosen.iterator():
        key = cells.unwrap(keyring(), key_id, bytes(wrapped), TABLE, str(uuid))
        place = cells.about(TABLE, FIELD, str(uuid))
        yield pk, office, cells.unseal(AESGCM(key), bytes(sealed), place).decode()


def add_keys(apps: Apps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    """A key for every number; one that stands already stays."""
    keys = apps.get_model("screening", "ContactKey")
    for pk, office, written in numbers(apps):
        for kind, key in simkim_keys(written):
            keys._base_manager.get_or_create(
                application_id=pk, kind=str(kind), key=key, defaults={"office_id": office}
            )


class Migration(migrations.Migration):
    dependencies = [("screening", "0005_handovers")]
    operations = [
        migrations.AlterField(
            model_name='contactkey',
            name='kind',
            field=models.CharField(choices=KINDS, max_length=10),
        ),
        migrations.RunPython(add_keys, migrations.RunPython.noop),
    ]
