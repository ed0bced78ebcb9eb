"""Making and renewing a custodian's key."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.models.sealing import SealingKey
from kentongan.access.sealing import boxes, envelope, passphrase
from kentongan.access.sealing.permissions import check_may_hold, is_custodian
from kentongan.accounts.models import Office, User
from kentongan.audit.actions import record


def make_key(*, by: User, words: str) -> SealingKey:
    """A new key pair under the passphrase ``words``; an older one of the same person retires.

    Raises Refused for a poor passphrase, or when three other custodians hold keys.
    """
    check_may_hold(by)
    check_words(by, words)
    # Hashing takes 0.2 s, so it is done before the database is locked.
    private = boxes.new_private()
    public = boxes.public_bytes(private.public_key())
    return publish(by, public, passphrase.wrap(private, words), timezone.now())


def check_words(by: User, words: str) -> None:
    """Raises Refused: 12 to 128 characters, and not the login password."""
    if not passphrase.SHORTEST <= len(words.strip()) <= passphrase.LONGEST:
        raise Refused(_("Sandi segel terdiri dari 12 sampai 128 huruf. Beberapa kata acak cukup."))
    if by.has_usable_password() and by.check_password(words):
        raise Refused(_("Sandi segel harus lain dari kata sandi untuk masuk."))


@transaction.atomic
def publish(by: User, public: bytes, wrapped: str, now: datetime) -> SealingKey:
    """Take a seat of the circle: the own one, or a free one."""
    office = Office.objects.select_for_update(of=("self",)).get(users=by)
    slot = seat_for(by, office, now)
    key = SealingKey.objects.create(
        office=office,
        custodian=by,
        slot=slot,
        fingerprint=boxes.fingerprint(public),
        public=boxes.to_text(public),
        wrapped=wrapped,
        made_at=now,
    )
    record(by, "seal.key_made", f"sealing_key:{key.pk}", key=key.fingerprint, number=slot)
    return key


def seat_for(by: User, office: Office, now: datetime) -> int:
    """The slot to take, freed from the own old key or from somebody who left.

    Raises Refused when three others are on duty.
    """
    standing = SealingKey.objects.filter(retired_at=None).select_related("custodian")
    # A custodian who moved leaves the key of the old office behind.
    for key in standing.filter(custodian=by).exclude(office=office):
        retire(by, key, now)
    taken = {key.slot: key for key in standing.filter(office=office)}
    own = [slot for slot, key in taken.items() if key.custodian_id == by.pk]
    free = [slot for slot in range(1, envelope.MOST + 1) if slot not in taken]
    left = [s for s, key in taken.items() if not is_custodian(key.custodian, office.pk)]
    slots = [*own, *free, *left]
    if not slots:
        raise Refused(_("Sudah ada tiga pemegang kunci. Yang keempat tidak diperlukan."))
    if slots[0] in taken:
        retire(by, taken[slots[0]], now)
    return slots[0]


def retire(by: User, key: SealingKey, now: datetime) -> None:
    """Nothing new is sealed to this key; what was sealed to it still opens with it."""
    key.retired_at = now
    key.save(update_fields=["retired_at"])
    record(by, "seal.key_retired", f"sealing_key:{key.pk}", key=key.fingerprint)
