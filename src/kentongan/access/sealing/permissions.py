"""Who may hold a key, seal, ask and open; each check raises ``Refused`` with the reason."""

from datetime import datetime

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.models.sealing import Opening, SealedIdentity, SealingKey
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, may
from kentongan.access.sealing import rules
from kentongan.accounts.models import User


def is_custodian(person: User, office_id: int) -> bool:
    """Whether this person, as of now, belongs to the sealing circle of the office."""
    return person.office_id == office_id and may(person, Kind.REPORTER, "unseal")


def is_in_force(key: SealingKey) -> bool:
    """Whether identities may be sealed to this key: not retired, its holder still custodian."""
    return key.retired_at is None and is_custodian(key.custodian, key.office_id)


def check_may_hold(by: User) -> None:
    """Custodians of an office."""
    check_may(by, Kind.REPORTER, "unseal")
    if by.office_id is None:
        raise Refused(_("Akun Anda belum terhubung dengan kantor. Hubungi admin sistem."))


def check_may_request(by: User, identity: SealedIdentity) -> None:
    """Whoever the policy lets ask, for an identity of the own office that still exists."""
    check_may(by, Kind.REPORTER, "request")
    if by.office_id != identity.office_id:
        raise Refused(_("Identitas ini disegel untuk kantor lain."))
    if identity.erased_at is not None:
        raise Refused(_("Identitas ini sudah dihapus, jadi tidak dapat dibuka lagi."))


def check_may_open(by: User, opening: Opening, case_number: str, now: datetime) -> rules.Stage:
    """The stage at which ``by`` may take a step: the first or the second custodian.

    Raises Refused for a stranger, a wrong case, a request that is over, or the same person twice.
    """
    check_may_hold(by)
    identity = opening.identity
    if by.office_id != identity.office_id:
        raise Refused(_("Identitas ini disegel untuk kantor lain."))
    if identity.erased_at is not None:
        raise Refused(_("Identitas ini sudah dihapus, jadi tidak dapat dibuka lagi."))
    if case_number.strip() != opening.case_number:
        raise Refused(_("Nomor perkara tidak sama dengan permohonan. Periksa lalu ketik lagi."))
    return check_stage(by, opening, now)


def check_stage(by: User, opening: Opening, now: datetime) -> rules.Stage:
    """Raises Refused when the request is over or this person has already taken a step."""
    stage = rules.stage(opening.requested_at, opening.one_at, opening.two_at, now)
    if stage is rules.Stage.OPENED:
        raise Refused(_("Identitas ini sudah dibuka sekali. Ajukan permohonan baru bila perlu."))
    if stage is rules.Stage.EXPIRED:
        raise Refused(_("Permohonan ini sudah lewat 24 jam. Ajukan permohonan baru."))
    first = opening.opener_one
    if stage is rules.Stage.SECOND and first is not None:
        if first.pk == by.pk:
            raise Refused(_("Anda sudah membuka bagian Anda. Yang kedua harus orang lain."))
        if not is_custodian(first, opening.identity.office_id):
            raise Refused(_("Pemegang kunci pertama tidak bertugas lagi. Ajukan permohonan baru."))
    return stage
