"""Signatures under the readiness list: one person or two, and taking them back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.audit.models import Confirmation
from kentongan.website.privacy.two_persons import check_another, check_waiting
from kentongan.website.readiness import Item


def check_role(by: User, roles: tuple[str, ...]) -> None:
    """Raises Refused when the item is for others to sign."""
    if not by.is_active or by.role not in roles:
        raise Refused(_("Butir ini ditandatangani peran lain. Lihat siapa yang disebut di situ."))


@transaction.atomic
def sign(*, by: User, item: Item, note: str, now: datetime) -> Confirmation:
    """The first signature; raises Refused for other roles or when it is signed already."""
    check_role(by, item.roles)
    try:
        with transaction.atomic():
            signed = Confirmation.objects.create(
                item=item.id,
                wording=item.wording,
                said_by=by.get_username(),
                said_role=by.role,
                said_at=now,
                note=note.strip(),
            )
    except IntegrityError:
        raise Refused(_("Butir ini sudah ditandatangani. Cabut dahulu untuk mengulang.")) from None
    record(by, "readiness.signed", f"readiness:{signed.pk}")
    return signed


def locked(item: Item) -> Confirmation:
    """The standing signature under an item; raises Refused when there is none."""
    signed = Confirmation.objects.select_for_update().filter(item=item.id, withdrawn_by="").first()
    if signed is None:
        raise Refused(_("Belum ada tanda tangan untuk butir ini."))
    return signed


@transaction.atomic
def countersign(*, by: User, item: Item, now: datetime) -> Confirmation:
    """The second signature, by another person of the second list."""
    check_role(by, item.second)
    signed = locked(item)
    check_waiting(signed.second_by == "" and signed.wording == item.wording)
    check_another(by, signed.said_by)
    signed.second_by, signed.second_at = by.get_username(), now
    signed.save(update_fields=["second_by", "second_at"])
    record(by, "readiness.countersigned", f"readiness:{signed.pk}")
    return signed


@transaction.atomic
def withdraw(*, by: User, item: Item, now: datetime) -> Confirmation:
    """Take the signatures back: anyone who could have signed may, alone; that is the safe side."""
    check_role(by, (*item.roles, *item.second))
    signed = locked(item)
    signed.withdrawn_by, signed.withdrawn_at = by.get_username(), now
    signed.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(by, "readiness.withdrawn", f"readiness:{signed.pk}")
    return signed
