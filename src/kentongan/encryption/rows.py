"""Rows with a data key of their own."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.db import models

from kentongan.encryption import cells
from kentongan.encryption.cells import Sealed
from kentongan.encryption.fields import DataKey, EncryptedColumn
from kentongan.encryption.keyring import LONGEST_KEY_ID, keyring

ENCODING = ("utf-8", "surrogatepass")
KEY_COLUMNS = ("data_key", "key_id")


@dataclass(frozen=True)
class RowKey:
    """The opened data key of a row, with what it was opened from."""

    wrapped: bytes
    binding: bytes
    cipher: AESGCM


class Protected(models.Model):
    """A row whose encrypted fields open with a key of its own, wrapped by a key of the key file.

    ``bound_to`` names columns that are known before the row is written and never change; a
    ciphertext carried to another row does not open there.
    """

    data_key = DataKey(null=True)
    key_id = models.CharField(max_length=LONGEST_KEY_ID, blank=True)

    bound_to: ClassVar[tuple[str, ...]] = ()

    class Privacy:
        plain = {"data_key", "key_id"}

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Like Django's; an erased row that says something again gets a new key."""
        if "data_key" in self.__dict__ and self.is_erased and self.was_written_again():
            self.renew_data_key()
            if (chosen := kwargs.get("update_fields")) is not None:
                names = {field.name for field in self.encrypted_fields()}
                kwargs["update_fields"] = {*chosen, *KEY_COLUMNS, *names}
        super().save(*args, **kwargs)

    def binding(self) -> str:
        """The immutable name of this row."""
        return "\x1f".join([str(getattr(self, name)) for name in self.bound_to])

    @classmethod
    def encrypted_fields(cls) -> tuple[EncryptedColumn, ...]:
        """The fields whose columns hold ciphertext."""
        return tuple(f for f in cls._meta.concrete_fields if isinstance(f, EncryptedColumn))

    @property
    def is_erased(self) -> bool:
        """Whether the key of this row was thrown away: every encrypted field reads as empty."""
        return self.data_key is None and not self._state.adding

    @cached_property
    def untouched(self) -> dict[str, tuple[Sealed, bytes]]:
        """Field → what stands in the database, sealed and plain."""
        return {}

    def ensure_data_key(self) -> None:
        """Give a row that is about to be inserted its key, bound to what the row is now."""
        held: RowKey | None = self.__dict__.get("_row_key")
        if held is None and self.data_key is None:
            self.make_data_key()
        elif held is None or held.binding != self.binding().encode(*ENCODING):
            self.renew_data_key()

    def make_data_key(self) -> RowKey:
        """A key for a row that has none."""
        keys, binding, plain = keyring(), self.binding(), cells.fresh_data_key()
        wrapped = cells.wrap(keys, keys.current, plain, self._meta.db_table, binding)
        self.data_key, self.key_id = wrapped, keys.current
        made = RowKey(wrapped, binding.encode(*ENCODING), AESGCM(plain))
        self.__dict__["_row_key"] = made
        return made

    def renew_data_key(self) -> None:
        """Another key; what the row holds is sealed anew at the next save."""
        for field in self.encrypted_fields():
            # Under the old key for the last time.
            self.__dict__[field.attname] = getattr(self, field.attname)
        self.untouched.clear()
        self.make_data_key()

    def row_key(self) -> RowKey:
        """The opened key of a row that has one; raises ``Unreadable``."""
        held: RowKey | None = self.__dict__.get("_row_key")
        wrapped = self.data_key
        if held is not None and held.wrapped == wrapped:
            return held
        if wrapped is None:
            raise cells.unreadable()
        binding = self.binding()
        plain = cells.unwrap(keyring(), self.key_id, wrapped, self._meta.db_table, binding)
        found = RowKey(wrapped, binding.encode(*ENCODING), AESGCM(plain))
        self.__dict__["_row_key"] = found
        return found

    def seal(self, place: bytes, plain: bytes) -> Sealed:
        """The ciphertext of a value at ``place`` (table and field) of this row."""
        if self._state.adding and "_row_key" not in self.__dict__:
            self.ensure_data_key()
        key = self.row_key()
        return cells.seal(key.cipher, plain, place + key.binding)

    def unseal(self, place: bytes, sealed: bytes) -> bytes:
        """What a ciphertext at ``place`` (table and field) of this row says; raises
        ``Unreadable``."""
        key = self.row_key()
        return cells.unseal(key.cipher, sealed, place + key.binding)

    def was_written_again(self) -> bool:
        """Whether some encrypted field of an erased row was given a value."""
        return any(
            type(held := self.__dict__.get(field.attname, Sealed())) is not Sealed
            and field.to_plain(held) != field.to_plain(field.get_default())
            for field in self.encrypted_fields()
        )

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: Any = None,
    ) -> None:
        """Like Django's; what is encrypted is read again when it is next used."""
        encrypted = {field.attname for field in self.encrypted_fields()}
        chosen = None if fields is None else set(fields)
        for name in encrypted if chosen is None else encrypted & chosen:
            self.__dict__.pop(name, None)
            self.untouched.pop(name, None)
        wanted = None if chosen is None else (chosen - encrypted) | set(KEY_COLUMNS)
        super().refresh_from_db(using, wanted, from_queryset)


class ProtectedById(Protected):
    """A protected row without a name of its own: it gets a random one."""

    row_uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    bound_to = ("row_uuid",)

    class Privacy:
        plain = {"row_uuid"}

    class Meta:
        abstract = True


def protected_models() -> list[type[Protected]]:
    """Every table with encrypted columns, in the order of the folders."""
    return [model for model in apps.get_models() if issubclass(model, Protected)]
