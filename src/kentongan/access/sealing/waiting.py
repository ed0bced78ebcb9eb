"""The halves of the first custodian while they wait for the second, boxed for the others' keys.

``tunggu1.`` + base64url of a JSON list of shares. Bound to the request, its case and its subject:
moved to another row it opens nothing.
"""

import json
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from kentongan.access.sealing import boxes, envelope
from kentongan.access.sealing.boxes import Broken
from kentongan.access.sealing.envelope import Envelope, Identity, Share

PREFIX = "tunggu1."


def waiting_words(ticket: str, subject: str, key: str, other: str) -> str:
    """What a waiting half is bound to; ``ticket`` names the request and its case."""
    return f"kentongan segel1 waiting|{ticket}|{subject}|{key}|{other}"


def hand_over(
    sealed: Envelope,
    key: str,
    private: EllipticCurvePrivateKey,
    publics: Mapping[str, bytes],
    ticket: str,
) -> str:
    """The holder of ``key`` passes each half to the mate it belongs to, among ``publics``.

    Raises Broken with another private key.
    """
    passed = []
    for share in sealed.shares_of(key):
        if share.other in publics:
            half = envelope.open_share(private, sealed, share)
            said = waiting_words(ticket, sealed.subject, share.other, key)
            passed.append(
                Share(share.other, key, boxes.close_box(publics[share.other], half, said))
            )
    return PREFIX + boxes.to_text(json.dumps(envelope.packed(passed)).encode())


def complete(
    sealed: Envelope, key: str, private: EllipticCurvePrivateKey, waiting: str, ticket: str
) -> Identity:
    """The holder of ``key`` joins the waiting half with the own one. Raises Broken."""
    shares = envelope.unpacked(envelope.read_json(waiting, PREFIX))
    passed = next((share for share in shares if share.key == key), None)
    own = next((s for s in sealed.shares_of(key) if passed and s.other == passed.other), None)
    if passed is None or own is None:
        raise Broken
    said = waiting_words(ticket, sealed.subject, key, passed.other)
    half = boxes.open_box(private, passed.box, said)
    return envelope.open_text(sealed, half, envelope.open_share(private, sealed, own))
