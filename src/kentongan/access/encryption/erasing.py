"""Erasing: without its key a row's encrypted fields are gone, in every copy of the database."""

from django.db import transaction

from kentongan.access.encryption.cells import Sealed
from kentongan.access.encryption.rows import Protected


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
