"""The key that signs what goes outside, and whose signatures are believed."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils.translation import gettext as _

from kentongan.audit.chain import canonical_json
from kentongan.audit.errors import KeyMissing


def make_key(path: Path) -> str:
    """A new key in a file only its owner reads; returns its public half in hexadecimal.

    Raises FileExistsError: a key that signed something is never overwritten.
    """
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    return public_half(key)


def signing_key() -> Ed25519PrivateKey:
    """The key of the settings; the demo makes its own. Raises ``KeyMissing``."""
    path = Path(settings.AUDIT_SIGNING_KEY_FILE)
    if settings.DEMO and not path.exists():
        make_key(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise KeyMissing(
            _(
                "Kunci penanda jejak tidak ada atau rusak: %(path)s. "
                "Buat dengan: kentongan audit key %(path)s"
            )
            % {"path": path}
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyMissing(_("Kunci penanda jejak harus kunci Ed25519: %(path)s.") % {"path": path})
    return key


def public_half(key: Ed25519PrivateKey) -> str:
    """The public key in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def trusted_keys() -> frozenset[str]:
    """The public keys whose signatures count: the present one and those named in the settings."""
    named = {key.lower() for key in settings.AUDIT_TRUSTED_KEYS}
    with suppress(KeyMissing):  # a machine that only checks needs no secret
        named.add(public_half(signing_key()))
    return frozenset(named)


def signed(statement: dict[str, object]) -> dict[str, object]:
    """The statement with ``key`` and ``signature`` added; raises ``KeyMissing``."""
    key = signing_key()
    said = statement | {"key": public_half(key)}
    return said | {"signature": key.sign(canonical_json(said).encode()).hex()}


def is_genuine(said: dict[str, object], trusted: frozenset[str]) -> bool:
    """Whether a trusted key signed exactly this."""
    statement = {name: value for name, value in said.items() if name != "signature"}
    key, signature = str(said.get("key", "")), str(said.get("signature", ""))
    if key not in trusted:
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), canonical_json(statement).encode())
    except (InvalidSignature, ValueError):
        return False
    return True
