"""A circle of three custodians with cheap passphrases, and identities sealed to them."""

from collections.abc import Callable
from time import time
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.access.actions.sealing import keep_sealed, make_key, request_opening
from kentongan.access.models import Opening, SealedIdentity, SealingKey
from kentongan.access.sealing import boxes, envelope, passphrase
from kentongan.access.sealing.envelope import Identity
from kentongan.access.sealing.queries import ready_keys
from kentongan.accounts.models import Office, User

WORDS = {
    "ratna": "gerobak kuning di tepi sawah",
    "hadi": "tujuh payung basah semalam",
    "agung": "kopi tubruk tanpa gula lagi",
}
CANARY = "Burung Kenari Tersegel"
PHONE = "0850-0099-8877"
SOMEBODY = Identity(CANARY, PHONE, "Gang Kenari 9", "tetangga", "hanya malam hari")
CASE = "LP/17/2026"
REASON = "Saksi perlu dilindungi sebelum pemeriksaan."
Circle = dict[str, SealingKey]
Sealed = Callable[..., SealedIdentity]
Asked = Callable[..., Opening]


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One test reads the real cost; the others need not pay it."""
    monkeypatch.setattr(passphrase, "COST", passphrase.Cost(memory=64, passes=1))


@pytest.fixture
def custodians(ratna: User, hadi: User, agung: User) -> dict[str, User]:
    """Section head, office head, auditor."""
    return {"ratna": ratna, "hadi": hadi, "agung": agung}


@pytest.fixture
def circle(custodians: dict[str, User]) -> Circle:
    """Each with an own key under an own passphrase."""
    return {name: make_key(by=one, words=WORDS[name]) for name, one in custodians.items()}


def blob_for(office: Office, subject: str, identity: Identity = SOMEBODY) -> str:
    """Sealed to the keys in force."""
    publics = [boxes.to_bytes(key) for key in ready_keys(office)]
    return envelope.seal(identity, subject, publics)


@pytest.fixture
def sealed(circle: Circle, sari: User, office: Office) -> Sealed:
    """``sealed(identity, seed=…)``: kept by Sari about a report of its own."""

    def keep(identity: Identity = SOMEBODY, seed: str = "benih") -> SealedIdentity:
        subject = f"report:{uuid4()}"
        blob = blob_for(office, subject, identity)
        keep_sealed(by=sari, subject=subject, blob=blob, seed=seed)
        return SealedIdentity.objects.get(subject=subject)

    return keep


@pytest.fixture
def asked(sealed: Sealed, bima: User) -> Asked:
    """``asked(identity)``: Bima's request to open it."""

    def ask(identity: SealedIdentity | None = None, case_number: str = CASE) -> Opening:
        return request_opening(
            by=bima,
            identity=identity or sealed(),
            case_number=case_number,
            purpose="layanan-korban",
            reason=REASON,
        )

    return ask


def client_of(user: User, *, proved: bool = True, **options: bool) -> Client:
    """A browser in which this person is logged in and has just proved it with a security key."""
    client = Client(**options)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if proved:
        proof = {"method": "password", "type": "webauthn", "at": time(), "reauthenticated": True}
        session = client.session
        session["account_authentication_methods"] = [proof]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client
