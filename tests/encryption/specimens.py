"""Two protected tables that exist only while tests run: fields of every kind, natural bindings."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

from kentongan.encryption.fields import EncryptedBytes, EncryptedJSON, EncryptedText
from kentongan.encryption.rows import Protected, ProtectedById


class Letter(Protected):
    """Bound to its number."""

    number = models.IntegerField(unique=True)
    place = models.CharField(max_length=20, blank=True)
    sender = EncryptedText()
    body = EncryptedText()
    lines = EncryptedJSON()
    scan = EncryptedBytes()

    bound_to = ("number",)

    class Meta:
        app_label = "specimens"


class Parcel(ProtectedById):
    """Bound to a random id."""

    sender = EncryptedText()
    facts = EncryptedJSON(empty=dict)

    class Meta:
        app_label = "specimens"


@contextmanager
def tables() -> Iterator[None]:
    """The two tables, outside any transaction."""
    with connection.schema_editor() as editor:
        editor.create_model(Letter)
        editor.create_model(Parcel)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Parcel)
        editor.delete_model(Letter)


def letter(number: int = 1, **says: object) -> Letter:
    """A stored letter."""
    return Letter.objects.create(number=number, **says)


def again[Row: models.Model](row: Row) -> Row:
    """The row as another process reads it."""
    return type(row)._base_manager.get(pk=row.pk)


def column(row: models.Model, name: str) -> bytes:
    """What stands in the database."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    return bytes(rows.values_list(name, flat=True)[0] or b"")


def overwrite(row: models.Model, name: str, content: bytes | None) -> None:
    """What somebody with the database alone can do."""
    table, quote = row._meta.db_table, connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(table)} SET {quote(name)} = %s WHERE id = %s", [content, row.pk]
        )
