"""Opening an identity: asked for by one, opened by two others within 15 minutes, shown once."""

from datetime import datetime
from functools import partial
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.models.sealing import Opening, SealedIdentity, SealingKey
from kentongan.access.sealing import boxes, envelope, passphrase, rules, waiting
from kentongan.access.sealing.boxes import Broken
from kentongan.access.sealing.envelope import Envelope, Identity
from kentongan.access.sealing.notices import check_somebody_is_told, tell_of_opening
from kentongan.access.sealing.permissions import (
    check_may_open,
    check_may_request,
    is_custodian,
)
from kentongan.access.sealing.queries import keys_named
from kentongan.accounts.models import User
from kentongan.audit.actions import record


@transaction.atomic
def request_opening(
    *, by: User, identity: SealedIdentity, case_number: str, purpose: str, reason: str
) -> Opening:
    """Ask for an identity, for one case and one purpose. Raises Refused."""
    check_may_request(by, identity)
    if not case_number.strip() or purpose not in rules.Purpose.values:
        raise Refused(_("Isi nomor perkara dan pilih tujuannya."))
    if not rules.says_something(reason):
        raise Refused(_("Tulis alasannya dengan satu kalimat, paling sedikit 20 huruf."))
    opening = Opening.objects.create(
        identity_id=identity.pk,
        case_number=case_number.strip(),
        purpose=purpose,
        reason=reason.strip(),
        requested_by=by,
        requested_at=timezone.now(),
    )
    pk, case = str(opening.pk), opening.case_number
    record(by, "seal.requested", identity.subject, opening=pk, case=case, purpose=purpose)
    return opening


def open_first(*, by: User, opening: UUID, case_number: str, words: str) -> None:
    """The first custodian passes the own halves on, boxed for the others. Raises Refused."""
    at_stage(by, opening, case_number, rules.Stage.FIRST)
    key, private = unlocked(by, opening, words)
    with transaction.atomic():
        row = locked(opening)
        check_is(check_may_open(by, row, case_number, timezone.now()), rules.Stage.FIRST)
        sealed = envelope.read(row.identity.blob)
        publics = mates(sealed, key, row.identity.office_id)
        row.waiting = waiting.hand_over(sealed, key.fingerprint, private, publics, ticket(row))
        row.opener_one, row.one_at = by, timezone.now()
        row.save(update_fields=["waiting", "opener_one", "one_at"])
        pk, case = str(row.pk), row.case_number
        subject, name = row.identity.subject, key.fingerprint
        record(by, "seal.first_opened", subject, opening=pk, case=case, key=name)


def open_second(*, by: User, opening: UUID, case_number: str, words: str) -> Identity:
    """The second custodian joins both halves; the identity is in the answer and nowhere else.

    Raises Refused; when the notice to the auditor cannot leave, too: then nothing is shown.
    """
    at_stage(by, opening, case_number, rules.Stage.SECOND)
    key, private = unlocked(by, opening, words)
    try:
        return joined(by, opening, case_number, key, private)
    except OSError:
        # The mail is sent after the commit: the opening is used up and logged, but not shown.
        raise Refused(
            _("Pemberitahuan ke pengawas tidak terkirim, jadi identitas tidak ditampilkan.")
        ) from None


@transaction.atomic
def joined(
    by: User, opening: UUID, case_number: str, key: SealingKey, private: EllipticCurvePrivateKey
) -> Identity:
    """Write down who opened, erase the waiting half, tell the auditor, give the identity."""
    row = locked(opening)
    now = timezone.now()
    check_is(check_may_open(by, row, case_number, now), rules.Stage.SECOND)
    check_somebody_is_told(row.identity.office_id)
    identity = completed(row, key, private)
    row.waiting, row.opener_two, row.two_at = "", by, now
    row.save(update_fields=["waiting", "opener_two", "two_at"])
    subject, pk, name = row.identity.subject, str(row.pk), key.fingerprint
    record(by, "seal.opened", subject, opening=pk, case=row.case_number, key=name)
    transaction.on_commit(partial(tell_of_opening, row.identity.office_id, str(row.pk)))
    return identity


def completed(row: Opening, key: SealingKey, private: EllipticCurvePrivateKey) -> Identity:
    """The identity of both halves; raises Refused when they do not fit."""
    sealed = envelope.read(row.identity.blob)
    try:
        return waiting.complete(sealed, key.fingerprint, private, row.waiting, ticket(row))
    except Broken:
        raise Refused(
            _("Kedua bagian kunci tidak cocok: segel ini rusak atau kuncinya bukan pasangannya.")
        ) from None


def ticket(row: Opening) -> str:
    """What a waiting half is bound to."""
    return f"{row.pk}|{row.case_number}"


def check_is(stage: rules.Stage, expected: rules.Stage) -> None:
    """Raises Refused when the request moved since the page was shown."""
    if stage is not expected:
        raise Refused(
            _("Permohonan ini berubah: langkah pertama sudah lewat 15 menit atau sudah diambil.")
            + " "
            + _("Muat ulang halamannya.")
        )


def locked(opening: UUID) -> Opening:
    """The request as it stands now, until the transaction ends. Raises Refused when gone."""
    rows = Opening.objects.select_for_update(of=("self",))
    row = rows.select_related("identity", "opener_one").filter(pk=opening).first()
    if row is None:
        raise Refused(_("Permohonan ini tidak ada."))
    return row


def at_stage(by: User, opening: UUID, case_number: str, stage: rules.Stage) -> None:
    """Check before the costly hash; all of it is checked again under the lock."""
    drop_stale_halves(now=timezone.now())
    row = Opening.objects.select_related("identity", "opener_one").filter(pk=opening).first()
    if row is None:
        raise Refused(_("Permohonan ini tidak ada."))
    check_is(check_may_open(by, row, case_number, timezone.now()), stage)


def unlocked(by: User, opening: UUID, words: str) -> tuple[SealingKey, EllipticCurvePrivateKey]:
    """The own key among those the identity was sealed to, opened by its passphrase.

    Raises Refused; the miss is counted before hashing, so that many tries at once count too.
    """
    blob = Opening.objects.values_list("identity__blob", flat=True).get(pk=opening)
    keys = keys_named(envelope.read(blob).keys).values()
    key = next((key for key in keys if key.custodian_id == by.pk), None)
    if key is None:
        raise Refused(_("Identitas ini tidak disegel untuk kunci Anda."))
    miss = count_miss(key.pk, timezone.now())
    try:
        private = passphrase.unwrap(key.wrapped, words, key.fingerprint)
    except Broken:
        tell_wrong_words(by, opening, key)
        raise Refused(
            _("Sandi segel itu salah. Setelah lima kali salah, tunggu 15 menit.")
        ) from None
    take_back_miss(key.pk, miss)
    return key, private


@transaction.atomic
def count_miss(key: int, now: datetime) -> str:
    """Write down a try; raises Refused after five within 15 minutes."""
    row = SealingKey.objects.select_for_update().get(pk=key)
    misses = rules.recent_misses(row.misses, now)
    if len(misses) >= rules.MOST_MISSES:
        raise Refused(_("Sudah lima kali salah. Tunggu 15 menit, lalu coba lagi."))
    row.misses = [*misses, now.isoformat()]
    row.save(update_fields=["misses"])
    return now.isoformat()


@transaction.atomic
def take_back_miss(key: int, miss: str) -> None:
    """The passphrase was right."""
    row = SealingKey.objects.select_for_update().get(pk=key)
    row.misses = [moment for moment in row.misses if moment != miss]
    row.save(update_fields=["misses"])


@transaction.atomic
def tell_wrong_words(by: User, opening: UUID, key: SealingKey) -> None:
    """A wrong passphrase is an event, though nothing else happened."""
    record(by, "seal.wrong_words", f"opening:{opening}", key=key.fingerprint)


def mates(sealed: Envelope, key: SealingKey, office_id: int) -> dict[str, bytes]:
    """The other custodians' public keys that a half may wait for: held by people on duty.

    Raises Refused when nobody is left.
    """
    others = [
        one for one in keys_named(sealed.keys).values() if one.custodian_id != key.custodian_id
    ]
    found = {
        one.fingerprint: boxes.to_bytes(one.public)
        for one in others
        if is_custodian(one.custodian, office_id)
    }
    if not found:
        raise Refused(_("Tidak ada pemegang kunci lain yang masih dapat membuka identitas ini."))
    return found


@transaction.atomic
def drop_stale_halves(*, now: datetime) -> int:
    """Erase what waits longer than 15 minutes, or came from somebody who left. Returns how many.

    For the worker, and before every step.
    """
    holding = Opening.objects.select_for_update(of=("self",)).exclude(waiting="")
    dropped = 0
    for row in holding.select_related("identity", "opener_one"):
        if is_stale(row, now):
            row.waiting, row.opener_one, row.one_at = "", None, None
            row.save(update_fields=["waiting", "opener_one", "one_at"])
            record(None, "seal.first_lapsed", row.identity.subject, opening=str(row.pk))
            dropped += 1
    return dropped


def is_stale(row: Opening, now: datetime) -> bool:
    """Whether the first step no longer counts."""
    first = row.opener_one
    if first is None or row.one_at is None or row.identity.erased_at is not None:
        return True
    return now - row.one_at > rules.WINDOW or not is_custodian(first, row.identity.office_id)
