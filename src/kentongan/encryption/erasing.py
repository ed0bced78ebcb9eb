"""Erasing: without its key a row's encrypted fields are gone, in every copy of the database."""

from django.db import connection, transaction

from kentongan.encryption.cells import Sealed
from kentongan.encryption.rows import Protected, protected_models


@transaction.atomic
def erase(instance: Protected) -> None:
    """Throw away the data key and every ciphertext of a row; its plain columns stay.

    The triggers of append-only tables let exactly this through. The caller writes the audit row.
    """
    fields = instance.encrypted_fields()
    emptied = {field.attname: Sealed() for field in fields}
    rows = type(instance)._base_manager.filter(pk=instance.pk, data_key__isnull=False)
    rows.update(data_key=None, key_id="", **emptied)
    instance.data_key, instance.key_id = None, ""
    instance.untouched.clear()
    instance.__dict__.update(emptied)


def forget_remnants() -> int:
    """Drop what was replaced from the database's log and free space; returns 1 when it was done.

    An erased row's old key stays in SQLite's write-ahead log, and in PostgreSQL's dead rows, until
    this runs. For the worker, each night, and after a destruction; 0 inside a transaction, and
    while somebody reads an older state.
    """
    if connection.in_atomic_block:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return 1 - int(cursor.fetchone()[0])
        for model in protected_models():
            cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
    return 1
