"""Questions about keys, sealed identities and requests; the viewer first. No one reads a blob."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from kentongan.access.models.sealing import Opening, SealedIdentity, SealingKey
from kentongan.access.policy import Kind, may, table
from kentongan.access.sealing import boxes, envelope, receipt, rules
from kentongan.access.sealing.boxes import Broken
from kentongan.access.sealing.pepper import receipt_pepper
from kentongan.access.sealing.permissions import is_custodian, is_in_force
from kentongan.accounts.models import Office, User


@dataclass(frozen=True)
class Seat:
    """A custodian and the key in force, or None."""

    person: User
    key: SealingKey | None


@dataclass(frozen=True)
class Found:
    """What a receipt tells: how far it went, and whether the identity is gone."""

    progress: rules.Progress
    erased_at: datetime | None


def keys_in_force(office: Office | None) -> list[SealingKey]:
    """The office's keys of custodians on duty, by slot. Never more than three.

    A public key that does not fit its fingerprint was put there by hand; it is left out.
    """
    if office is None:
        return []
    found = SealingKey.objects.filter(office=office, retired_at=None).select_related("custodian")
    return [key for key in found.order_by("slot") if is_in_force(key) and is_genuine(key)]


def is_genuine(key: SealingKey) -> bool:
    """Whether public half and fingerprint belong together."""
    try:
        return boxes.fingerprint(boxes.to_bytes(key.public)) == key.fingerprint
    except Broken:
        return False


def ready_keys(office: Office | None) -> tuple[str, ...]:
    """The public keys to seal to; none while fewer than two are ready."""
    keys = keys_in_force(office)
    return tuple(key.public for key in keys) if len(keys) >= envelope.FEWEST else ()


def seats(office: Office) -> list[Seat]:
    """The custodians of an office with their keys, those with a key first."""
    keys = {key.custodian_id: key for key in keys_in_force(office)}
    roles = [role for role, cells in table().items() if has_deed(cells)]
    people = User.objects.filter(office=office, is_active=True, role__in=roles).order_by("pk")
    found = [Seat(person, keys.get(person.pk)) for person in people]
    return sorted(found, key=lambda seat: (seat.key is None, seat.key.slot if seat.key else 0))


def has_deed(cells: object) -> bool:
    """Whether a row of the policy lets somebody open."""
    return isinstance(cells, dict) and "unseal" in getattr(cells.get(Kind.REPORTER), "may", ())


def own_key(viewer: User) -> SealingKey | None:
    """The viewer's key in force."""
    return SealingKey.objects.filter(custodian=viewer, retired_at=None).first()


def takes_part(viewer: User) -> bool:
    """Whether the pages of sealing are for this person: asks or opens."""
    return may(viewer, Kind.REPORTER, "request") or may(viewer, Kind.REPORTER, "unseal")


def identities_of(viewer: User) -> QuerySet[SealedIdentity]:
    """What stands sealed in the viewer's office, without the seals themselves."""
    if not takes_part(viewer) or viewer.office_id is None:
        return SealedIdentity.objects.none()
    return SealedIdentity.objects.filter(office_id=viewer.office_id).defer("blob", "receipt")


def identity_about(viewer: User, subject: str) -> SealedIdentity | None:
    """That there is one about ``subject``; None for those whom it does not concern."""
    return identities_of(viewer).filter(subject=subject).first()


def identity_for(viewer: User, pk: UUID) -> SealedIdentity | None:
    """The same by its key."""
    return identities_of(viewer).filter(pk=pk).first()


def openings_of(viewer: User) -> QuerySet[Opening]:
    """The requests of the viewer's office, newest first, without the halves that wait."""
    if not takes_part(viewer) or viewer.office_id is None:
        return Opening.objects.none()
    found = Opening.objects.filter(identity__office_id=viewer.office_id)
    people = ("identity", "requested_by", "opener_one", "opener_two")
    return found.defer("waiting", "identity__blob", "identity__receipt").select_related(*people)


def opening_for(viewer: User, pk: UUID) -> Opening | None:
    """One request; None is "not found"."""
    return openings_of(viewer).filter(pk=pk).first()


def keys_named(fingerprints: Iterable[str]) -> dict[str, SealingKey]:
    """Keys by fingerprint, retired ones too."""
    found = SealingKey.objects.filter(fingerprint__in=list(fingerprints))
    return {key.fingerprint: key for key in found.select_related("custodian")}


def could_still_open(keys: Iterable[SealingKey], office_id: int) -> int:
    """How many of these keys are held by custodians on duty."""
    return sum(is_custodian(key.custodian, office_id) for key in keys)


def found_by_receipt(typed: str) -> Found | None:
    """What a typed receipt leads to; the same HMAC and the same query for a wrong one."""
    mark = receipt.mark(receipt_pepper(), receipt.normalised(typed))
    row = SealedIdentity.objects.filter(receipt=mark).values("progress", "erased_at").first()
    return Found(rules.Progress(row["progress"]), row["erased_at"]) if row else None


def stage_of(opening: Opening, now: datetime | None = None) -> rules.Stage:
    """Where a request stands now."""
    moment = now or timezone.now()
    return rules.stage(opening.requested_at, opening.one_at, opening.two_at, moment)


def key_named_in(viewer: User, opening: UUID) -> SealingKey | None:
    """The viewer's key among those the identity of this request was sealed to."""
    if viewer.office_id is None:
        return None
    found = Opening.objects.filter(pk=opening, identity__office_id=viewer.office_id)
    blob = found.values_list("identity__blob", flat=True).first()
    if not blob:
        return None
    keys = keys_named(envelope.read(blob).keys).values()
    return next((key for key in keys if key.custodian_id == viewer.pk), None)
