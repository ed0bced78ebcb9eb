"""The cryptographic parts of a seal, the same in Python and in the browser (``seal.js``).

P-256, since every browser's WebCrypto has it: a box is an ephemeral ECDH with HKDF-SHA-256 into
AES-256-GCM. Bytes travel as base64url without padding.
"""

import base64
import binascii
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
POINT_BYTES = 65  # an uncompressed point: 4, x, y
FINGERPRINT_LETTERS = 32  # 128 bits


class Broken(Exception):
    """Not a seal, or not with this key: damaged, swapped or made for somebody else."""


def to_text(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def to_bytes(text: str) -> bytes:
    """The bytes of ``to_text``; raises Broken for anything else."""
    if "+" in text or "/" in text:
        raise Broken
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise Broken from None


def new_private() -> EllipticCurvePrivateKey:
    """A fresh key pair."""
    return generate_private_key(SECP256R1())


def private_bytes(private: EllipticCurvePrivateKey) -> bytes:
    """The secret number, 32 bytes."""
    return private.private_numbers().private_value.to_bytes(KEY_BYTES, "big")


def private_from(data: bytes) -> EllipticCurvePrivateKey:
    """The key pair of ``private_bytes``."""
    return derive_private_key(int.from_bytes(data, "big"), SECP256R1())


def public_bytes(public: EllipticCurvePublicKey) -> bytes:
    """The point, 65 bytes."""
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_from(data: bytes) -> EllipticCurvePublicKey:
    """The public key at a point; raises Broken when it does not lie on the curve."""
    if len(data) != POINT_BYTES:
        raise Broken
    try:
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), data)
    except ValueError:
        raise Broken from None


def fingerprint(public: bytes) -> str:
    """How a key is named: 32 hexadecimal digits over the point."""
    return hashlib.sha256(public).hexdigest()[:FINGERPRINT_LETTERS]


def encrypt(key: bytes, plain: bytes, said: str) -> bytes:
    """Nonce and ciphertext, bound to the words ``said``."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, said.encode())


def decrypt(key: bytes, data: bytes, said: str) -> bytes:
    """The plain bytes of ``encrypt``; raises Broken with another key, words or data."""
    if len(data) < NONCE_BYTES + TAG_BYTES:
        raise Broken
    try:
        return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], said.encode())
    except InvalidTag:
        raise Broken from None


def box_key(shared: bytes, said: str, ephemeral: bytes, recipient: bytes) -> bytes:
    """The one-time key of a box, bound to its words and both points."""
    info = said.encode() + ephemeral + recipient
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=info).derive(shared)


def close_box(public: bytes, plain: bytes, said: str) -> bytes:
    """``plain`` for the holder of ``public`` alone: ephemeral point, nonce, ciphertext."""
    recipient = public_from(public)
    private = new_private()
    ephemeral = public_bytes(private.public_key())
    key = box_key(private.exchange(ECDH(), recipient), said, ephemeral, public)
    return ephemeral + encrypt(key, plain, said)


def open_box(private: EllipticCurvePrivateKey, box: bytes, said: str) -> bytes:
    """What ``close_box`` closed; raises Broken with another key, words or data."""
    ephemeral, sealed = box[:POINT_BYTES], box[POINT_BYTES:]
    shared = private.exchange(ECDH(), public_from(ephemeral))
    own = public_bytes(private.public_key())
    return decrypt(box_key(shared, said, ephemeral, own), sealed, said)


def split(secret: bytes) -> tuple[bytes, bytes]:
    """Two shares; each alone is noise, both together give the secret."""
    one = os.urandom(len(secret))
    return one, joined(one, secret)


def joined(one: bytes, other: bytes) -> bytes:
    """The secret of two shares."""
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
