"""Fields that read and write plain values and keep ciphertext in the database.

They live in models that inherit ``Protected``. Reading decrypts at the first use; saving encrypts
what was changed. The database cannot compare, search, sort or compute with them: every lookup but
``isnull`` raises TypeError, and so do ``update`` and ``bulk_update``. ``values`` gives ciphertext.
"""

import json
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from kentongan.encryption.cells import Sealed, about

if TYPE_CHECKING:
    TextColumn = models.Field[str, str]
    JSONColumn = models.Field[Any, Any]
    BytesColumn = models.Field[bytes, bytes]
    Column = models.Field[Any, Any]
    KeyColumn = models.BinaryField[bytes | None, bytes | None]
else:
    TextColumn = JSONColumn = BytesColumn = Column = KeyColumn = models.BinaryField


class KeyedRow(Protocol):
    """What a field asks of its row; ``Protected`` is it."""

    data_key: bytes | None
    untouched: dict[str, tuple[Sealed, bytes]]

    @property
    def is_erased(self) -> bool: ...
    def ensure_data_key(self) -> None: ...
    def seal(self, place: bytes, plain: bytes) -> Sealed: ...
    def unseal(self, place: bytes, sealed: bytes) -> bytes: ...


class Opening(DeferredAttribute):
    """The attribute of an encrypted field: opens what the database gave at the first use."""

    field: "EncryptedColumn"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        try:
            held = instance.__dict__[self.field.attname]
        except KeyError:
            held = super().__get__(instance, cls)
        return self.field.opened(instance, held) if type(held) is Sealed else held

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value

    def fetch_one(self, instance: Any) -> None:
        """The column alone, as it stands; Django would open it on a copy without its key."""
        rows = type(instance)._base_manager.using(instance._state.db).filter(pk=instance.pk)
        for held in rows.values_list(self.field.attname, flat=True):
            setattr(instance, self.field.attname, held)


class EncryptedColumn(Column):
    """What the three kinds of encrypted field share."""

    descriptor_class: Any = Opening
    # A default of the database would be a text in clear; a default of Django would be one too.
    empty_strings_allowed = False
    none_is_a_value = False

    def get_default(self) -> Any:
        """What a new row holds, and what an erased one reads as."""
        raise NotImplementedError

    def to_plain(self, value: Any) -> bytes:
        """The value as bytes."""
        raise NotImplementedError

    def from_plain(self, plain: bytes) -> Any:
        """The value out of its bytes."""
        raise NotImplementedError

    @cached_property
    def place(self) -> bytes:
        """Table and field: the part of what is authenticated that all rows share."""
        return about(self.model._meta.db_table, self.name, "")

    def opened(self, row: KeyedRow, sealed: Sealed) -> Any:
        """The value of a ciphertext, kept in the row; raises ``Unreadable``."""
        if row.is_erased:
            value = self.get_default()
            plain = self.to_plain(value)
        else:
            plain = row.unseal(self.place, sealed)
            value = self.from_plain(plain)
        row.untouched[self.attname] = sealed, plain
        vars(row)[self.attname] = value
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """The ciphertext to store: the one that stood there where the value is the same."""
        row = cast(KeyedRow, model_instance)
        held = vars(row).get(self.attname)
        if type(held) is Sealed or (held is None and not self.none_is_a_value):
            return held
        plain = self.to_plain(held)
        before = row.untouched.get(self.attname)
        if before is not None and before[1] == plain:
            return before[0]
        sealed = row.seal(self.place, plain)
        row.untouched[self.attname] = sealed, plain
        return sealed

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Lets ciphertext through and nothing else; raises TypeError."""
        if value is not None and type(value) is not Sealed:
            raise TypeError(
                f"{self.model.__name__}.{self.name} is encrypted row by row: set it on the row "
                "and save() it, or bulk_create(); update() and bulk_update() have no row key"
            )
        # What BinaryField does in four calls, for a dozen values of every row.
        return None if value is None else connection.Database.Binary(value)  # type: ignore[attr-defined]

    def from_db_value(
        self, value: Any, expression: object, connection: BaseDatabaseWrapper
    ) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is a value at all; raises TypeError."""
        if lookup_name != "isnull":
            raise self.cannot(lookup_name)
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        """None at all; raises TypeError."""
        raise self.cannot(lookup_name)

    def cannot(self, word: str) -> TypeError:
        """The error for a question that the database cannot answer."""
        return TypeError(
            f"{self.model.__name__}.{self.name} is encrypted: the database cannot look it up by "
            f"{word}; use a blind index, or read the rows and compare them"
        )


class EncryptedText(EncryptedColumn, TextColumn):
    """A text of any length; an erased one reads as ""."""

    def get_default(self) -> str:
        return ""

    def to_plain(self, value: Any) -> bytes:
        return str(value).encode("utf-8", "surrogatepass")

    def from_plain(self, plain: bytes) -> str:
        return plain.decode("utf-8", "surrogatepass")


class EncryptedJSON(EncryptedColumn, JSONColumn):
    """Lists and dictionaries as ``JSONField`` takes them; an erased one reads as ``empty()``."""

    none_is_a_value = True

    def __init__(self, *args: Any, empty: Callable[[], Any] = list, **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"empty": self.empty}

    def get_default(self) -> Any:
        return self.empty()

    def to_plain(self, value: Any) -> bytes:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    def from_plain(self, plain: bytes) -> Any:
        return json.loads(plain.decode("utf-8", "surrogatepass"))


class EncryptedBytes(EncryptedColumn, BytesColumn):
    """A file; an erased one reads as b""."""

    def get_default(self) -> bytes:
        return b""

    def to_plain(self, value: Any) -> bytes:
        return bytes(value)

    def from_plain(self, plain: bytes) -> bytes:
        return plain


class DataKey(KeyColumn):
    """The wrapped key of a row, made when the row is first written; empty: the row was erased."""

    def from_db_value(
        self, value: Any, expression: object, connection: BaseDatabaseWrapper
    ) -> bytes | None:
        return None if value is None else bytes(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        row = cast(KeyedRow, model_instance)
        if model_instance._state.adding:
            row.ensure_data_key()
        return row.data_key
