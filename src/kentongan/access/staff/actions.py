"""Deeds on the accounts of others."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.access.staff.permissions import check_may_decide, check_may_manage, check_role_fits
from kentongan.access.staff.queries import offices_managed_by
from kentongan.access.staff.rules import gains_rights
from kentongan.accounts.actions import end_sessions, issue_code, subject
from kentongan.accounts.models import AccountChange, ChangeKind, Office, OneTimeCode, Posting, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.actions import record
from kentongan.regions.models import Region


@transaction.atomic
def invite(
    *, by: User, username: str, full_name: str, role: str, office: Office, reason: str
) -> User:
    """A new account, closed until a second person accepts its role."""
    check_may(by, Kind.ACCOUNT, "invite")
    if not offices_managed_by(by).filter(pk=office.pk).exists():
        raise Refused(_("Kantor itu bukan tanggung jawab Anda."))
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(_("Nama pengguna itu sudah ada. Pilih nama lain."))
    person = User.objects.create(
        username=username,
        full_name=full_name,
        role=RoleKey.PUBLIC_REPORTER,  # no rights yet
        office=office,
        is_active=False,
        password=make_password(None),
    )
    record(by, "account.invited", subject(person), office=office.pk)
    propose_role(by=by, person=person, role=role, reason=reason)
    return person


@transaction.atomic
def propose_role(*, by: User, person: User, role: str, reason: str) -> AccountChange:
    """Another role: at once when it gives no new right, else after a second person accepts."""
    check_may_manage(by, person, "change")
    check_role_fits(person, role)
    change = propose(by, person, ChangeKind.ROLE, reason, role)
    if person.is_active and not gains_rights(person.role, role):
        apply_role(by, change)
    return change


@transaction.atomic
def propose_factor_reset(*, by: User, person: User, reason: str) -> AccountChange:
    """Phone and codes, or the key, are lost: a second person lets the person enrol anew."""
    check_may_manage(by, person, "change")
    return propose(by, person, ChangeKind.SECOND_FACTOR, reason, "")


def propose(by: User, person: User, kind: ChangeKind, reason: str, role: str) -> AccountChange:
    """The row of a proposal; raises Refused while another of its kind is open."""
    if AccountChange.objects.filter(user=person, kind=kind, decided_at=None).exists():
        raise Refused(_("Masih ada usulan yang menunggu untuk orang ini. Putuskan dulu yang itu."))
    change = AccountChange.objects.create(
        kind=kind,
        user=person,
        role=role,
        reason=reason,
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    record(by, "account.proposed", subject(person), change=change.pk, kind=str(kind), role=role)
    return change


@transaction.atomic
def decide(*, by: User, change: AccountChange, accept: bool) -> None:
    """The second person accepts or refuses."""
    change = AccountChange.objects.select_for_update().select_related("user").get(pk=change.pk)
    check_may_decide(by, change)
    change.decided_by, change.decided_at, change.accepted = by, timezone.now(), accept
    change.save(update_fields=["decided_by", "decided_at", "accepted"])
    record(by, "account.decided", subject(change.user), change=change.pk, accepted=accept)
    if accept and change.kind == ChangeKind.ROLE:
        give_role(by, change)
    elif accept:
        remove_factors(by, change.user)


def apply_role(by: User, change: AccountChange) -> None:
    """A role that gives nothing new needs nobody else."""
    change.decided_at, change.accepted = timezone.now(), True
    change.save(update_fields=["decided_at", "accepted"])
    give_role(by, change)


def give_role(by: User, change: AccountChange) -> None:
    """The role is in force from the next page on."""
    person = change.user
    before, person.role, person.is_active = person.role, change.role, True
    person.save(update_fields=["role", "is_active"])
    record(by, "account.role", subject(person), old=before, new=change.role)


def remove_factors(by: User, person: User) -> None:
    """No second factor is left; every session ends, and the next login enrols anew."""
    count = Authenticator.objects.filter(user=person).delete()[0]
    record(by, "factor.reset", subject(person), count=count)
    end_sessions(by=by, user=person, why="factor.reset")


@transaction.atomic
def disable(*, by: User, person: User) -> None:
    """The account ends at once: sessions, codes and open proposals with it."""
    check_may_manage(by, person, "disable")
    person.is_active = False
    person.save(update_fields=["is_active"])
    OneTimeCode.objects.filter(user=person, used_at=None).delete()
    AccountChange.objects.filter(user=person, decided_at=None).update(
        decided_at=timezone.now(), accepted=False
    )
    record(by, "account.disabled", subject(person))
    end_sessions(by=by, user=person, why="account.disabled")


@transaction.atomic
def give_code(*, by: User, person: User) -> str:
    """A one-time code to print and hand over; returned this once."""
    check_may_manage(by, person, "change")
    if not person.is_active:
        raise Refused(_("Akun ini belum atau tidak lagi aktif. Putuskan dulu usulan perannya."))
    return issue_code(by=by, user=person)


@transaction.atomic
def post_to(*, by: User, person: User, region: Region, decree: str, on: date) -> Posting:
    """The person cares for a village from that day on; it must lie in the office's areas."""
    check_may_manage(by, person, "change")
    areas = person.office.areas.values_list("code", flat=True) if person.office else []
    if not any(region.code.startswith(code) for code in areas):
        raise Refused(_("Wilayah itu di luar wilayah kantor orang ini."))
    if Posting.objects.filter(user=person, region=region, valid_to=None).exists():
        raise Refused(_("Orang ini sudah ditempatkan di wilayah itu."))
    posting = Posting.objects.create(user=person, region=region, valid_from=on, decree=decree)
    record(by, "posting.begun", subject(person), region=region.code)
    return posting


@transaction.atomic
def end_posting(*, by: User, posting: Posting, on: date) -> None:
    """The posting ends; one that begins today or later never was."""
    check_may_manage(by, posting.user, "change")
    region = posting.region.code
    if posting.valid_from >= on:
        posting.delete()
    else:
        posting.valid_to = on
        posting.save(update_fields=["valid_to"])
    record(by, "posting.ended", subject(posting.user), region=region)
