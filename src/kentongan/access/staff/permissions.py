"""Who may change an account; the reason of a refusal is shown."""

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.access.staff.queries import people_managed_by
from kentongan.accounts.models import AccountChange, User
from kentongan.accounts.roles import ROLES, RoleKey


def check_may_manage(by: User, person: User, deed: str) -> None:
    """Raises Refused unless ``by`` may do ``deed`` to the account of ``person``."""
    check_may(by, Kind.ACCOUNT, deed)
    if by.pk == person.pk:
        raise Refused(_("Akun sendiri tidak bisa Anda ubah di sini. Minta pengelola lain."))
    if not people_managed_by(by).filter(pk=person.pk).exists():
        raise Refused(_("Orang ini bukan dari kantor Anda."))


def check_may_decide(by: User, change: AccountChange) -> None:
    """Raises Refused unless ``by`` is a second person for ``change``."""
    check_may_manage(by, change.user, "approve")
    if change.decided_at is not None:
        raise Refused(_("Usulan ini sudah diputuskan. Muat ulang halaman."))
    if change.proposed_by_id == by.pk:
        raise Refused(_("Usulan sendiri diputuskan orang lain. Minta pengelola lain."))


def check_role_fits(person: User, role: str) -> None:
    """Raises Refused when the role belongs to another kind of agency."""
    kind = person.agency.kind if person.agency else None
    if role == RoleKey.PUBLIC_REPORTER or ROLES[RoleKey(role)].agency not in {kind, "oversight"}:
        raise Refused(_("Peran itu bukan untuk instansi orang ini. Pilih peran lain."))
