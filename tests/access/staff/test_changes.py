"""Accounts of others: what one may do alone, and what takes a second person."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.access.staff import actions
from kentongan.access.staff.queries import open_changes_for, people_managed_by
from kentongan.access.staff.rules import gains_rights
from kentongan.accounts.models import AccountChange, Office, OneTimeCode, Posting, Session, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.audit.models import AuditEvent
from kentongan.regions.models import Region
from tests.factories import make_office

WHY = "Mutasi sejak 1 Desember 2026."


def invited(by: User, office: Office, role: RoleKey = RoleKey.ANALYST) -> User:
    return actions.invite(
        by=by, username="baru", full_name="Orang Baru", role=role, office=office, reason=WHY
    )


def open_change(person: User) -> AccountChange:
    return AccountChange.objects.get(user=person, decided_at=None)


# --- what gives rights --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "gains"),
    [
        (RoleKey.PUBLIC_REPORTER, RoleKey.VILLAGE_OFFICER, True),
        (RoleKey.VILLAGE_OFFICER, RoleKey.ANALYST, True),
        (RoleKey.ANALYST, RoleKey.SECTION_HEAD, True),
        (RoleKey.SECTION_HEAD, RoleKey.PUBLIC_REPORTER, False),
        (RoleKey.ANALYST, RoleKey.INFORMATION_OFFICER, False),
        (RoleKey.ANALYST, RoleKey.ANALYST, False),
        (RoleKey.ANALYST, RoleKey.SYSTEM_ADMIN, True),
        (RoleKey.ANALYST, RoleKey.AUDITOR, True),
    ],
)
def test_which_role_gives_more(old: RoleKey, new: RoleKey, gains: bool) -> None:
    assert gains_rights(old, new) is gains


@pytest.mark.parametrize("role", RoleKey)
def test_no_role_gives_more_than_itself(role: RoleKey) -> None:
    assert not gains_rights(role, role)


# --- inviting -----------------------------------------------------------------------------


def test_an_invited_person_can_do_nothing_before_the_second_word(
    hadi: User, office: Office
) -> None:
    person = invited(hadi, office)
    assert (person.is_active, person.role) == (False, RoleKey.PUBLIC_REPORTER)
    assert not person.has_usable_password()
    with pytest.raises(Refused, match="belum atau tidak lagi aktif"):
        actions.give_code(by=hadi, person=person)


def test_the_second_person_opens_the_account(hadi: User, eko: User, office: Office) -> None:
    person = invited(hadi, office)
    actions.decide(by=eko, change=open_change(person), accept=True)
    person.refresh_from_db()
    assert (person.is_active, person.role) == (True, RoleKey.ANALYST)
    assert len(actions.give_code(by=hadi, person=person)) == 20


def test_nobody_decides_the_own_proposal(hadi: User, office: Office) -> None:
    person = invited(hadi, office)
    with pytest.raises(Refused, match="diputuskan orang lain"):
        actions.decide(by=hadi, change=open_change(person), accept=True)


def test_the_database_holds_it_too(hadi: User, office: Office) -> None:
    change = open_change(invited(hadi, office))
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountChange.objects.filter(pk=change.pk).update(decided_by=hadi)


def test_a_proposal_is_decided_once(hadi: User, eko: User, office: Office) -> None:
    change = open_change(invited(hadi, office))
    actions.decide(by=eko, change=change, accept=False)
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.decide(by=eko, change=change, accept=True)
    change.user.refresh_from_db()
    assert not change.user.is_active


@pytest.mark.parametrize("name", ["sari", "bima", "ratna", "agung", "laras", "joko", "asing"])
def test_others_invite_and_decide_nothing(
    name: str, request: pytest.FixtureRequest, hadi: User, office: Office
) -> None:
    somebody = request.getfixturevalue(name)
    change = open_change(invited(hadi, office))
    with pytest.raises(Refused):
        actions.decide(by=somebody, change=change, accept=True)
    with pytest.raises(Refused):
        actions.invite(
            by=somebody, username="lain", full_name="L", role="analyst", office=office, reason=WHY
        )


def test_a_name_is_given_once_whatever_its_case(hadi: User, sari: User, office: Office) -> None:
    with pytest.raises(Refused, match="sudah ada"):
        actions.invite(
            by=hadi, username="SARI", full_name="S", role="analyst", office=office, reason=WHY
        )


def test_nobody_is_invited_into_a_stranger_s_office(hadi: User, other_office: Office) -> None:
    with pytest.raises(Refused, match="bukan tanggung jawab Anda"):
        invited(hadi, other_office)


@pytest.mark.parametrize("role", [RoleKey.POLICE_VILLAGE_OFFICER, RoleKey.PUBLIC_REPORTER])
def test_a_role_of_another_agency_does_not_fit(role: RoleKey, hadi: User, office: Office) -> None:
    with pytest.raises(Refused, match="bukan untuk instansi"):
        invited(hadi, office, role)
    assert not User.objects.filter(username="baru").exists()


# --- changing -----------------------------------------------------------------------------


def test_a_lesser_role_takes_one_person(hadi: User, bima: User) -> None:
    actions.propose_role(by=hadi, person=bima, role=RoleKey.INFORMATION_OFFICER, reason=WHY)
    bima.refresh_from_db()
    assert bima.role == RoleKey.INFORMATION_OFFICER


def test_a_greater_role_waits_for_the_second_person(hadi: User, eko: User, bima: User) -> None:
    actions.propose_role(by=hadi, person=bima, role=RoleKey.SECTION_HEAD, reason=WHY)
    bima.refresh_from_db()
    assert bima.role == RoleKey.ANALYST
    actions.decide(by=eko, change=open_change(bima), accept=True)
    bima.refresh_from_db()
    assert bima.role == RoleKey.SECTION_HEAD


def test_nobody_changes_the_own_role_or_decides_on_himself(hadi: User, eko: User) -> None:
    with pytest.raises(Refused, match="Akun sendiri"):
        actions.propose_role(by=hadi, person=hadi, role=RoleKey.ANALYST, reason=WHY)
    actions.propose_role(by=hadi, person=eko, role=RoleKey.OFFICE_HEAD, reason=WHY)
    with pytest.raises(Refused, match="Akun sendiri"):
        actions.decide(by=eko, change=open_change(eko), accept=True)


def test_one_proposal_of_a_kind_waits_at_a_time(hadi: User, bima: User) -> None:
    actions.propose_role(by=hadi, person=bima, role=RoleKey.SECTION_HEAD, reason=WHY)
    with pytest.raises(Refused, match="Masih ada usulan"):
        actions.propose_role(by=hadi, person=bima, role=RoleKey.AUDITOR, reason=WHY)


def test_a_lost_second_factor_is_removed_by_two(hadi: User, eko: User, bima: User) -> None:
    Authenticator.objects.create(user=bima, type="totp", data={"secret": "x"})
    actions.propose_factor_reset(by=eko, person=bima, reason="Telepon hilang di pasar.")
    assert Authenticator.objects.filter(user=bima).exists()
    actions.decide(by=hadi, change=open_change(bima), accept=True)
    assert not Authenticator.objects.filter(user=bima).exists()


# --- ending -------------------------------------------------------------------------------


def test_an_ended_account_has_no_session_code_or_proposal(
    hadi: User, bima: User, browser_of
) -> None:
    browser = browser_of(bima)
    actions.give_code(by=hadi, person=bima)
    actions.propose_role(by=hadi, person=bima, role=RoleKey.SECTION_HEAD, reason=WHY)
    actions.disable(by=hadi, person=bima)
    assert browser.get("/").status_code == 302
    assert not Session.objects.filter(user=bima).exists()
    assert not OneTimeCode.objects.exists()
    assert not AccountChange.objects.filter(decided_at=None).exists()


def test_the_log_tells_the_whole_story(hadi: User, eko: User, office: Office) -> None:
    person = invited(hadi, office)
    actions.decide(by=eko, change=open_change(person), accept=True)
    actions.disable(by=hadi, person=person)
    rows = AuditEvent.objects.filter(subject=f"account:{person.pk}")
    assert [(row.actor, row.action) for row in rows] == [
        ("hadi", "account.invited"),
        ("hadi", "account.proposed"),
        ("eko", "account.decided"),
        ("eko", "account.role"),
        ("hadi", "account.disabled"),
    ]
    assert "Orang Baru" not in repr(list(rows.values()))


# --- postings -----------------------------------------------------------------------------


def test_a_posting_begins_and_ends(hadi: User, dimas: User, areas: dict[str, Region]) -> None:
    today = timezone.localdate()
    village = areas["35.02.03.2001"]
    posting = actions.post_to(by=hadi, person=dimas, region=village, decree="SK-UJI/2", on=today)
    with pytest.raises(Refused, match="sudah ditempatkan"):
        actions.post_to(by=hadi, person=dimas, region=village, decree="SK-UJI/2", on=today)
    actions.end_posting(by=hadi, posting=posting, on=today + timedelta(days=1))
    posting.refresh_from_db()
    assert posting.valid_to is not None


def test_a_posting_that_never_began_is_gone(
    hadi: User, dimas: User, areas: dict[str, Region]
) -> None:
    today = timezone.localdate()
    posting = actions.post_to(
        by=hadi, person=dimas, region=areas["35.02.03.2001"], decree="SK-UJI/2", on=today
    )
    actions.end_posting(by=hadi, posting=posting, on=today)
    assert not Posting.objects.filter(pk=posting.pk).exists()


def test_nobody_is_posted_outside_the_office_s_areas(
    hadi: User, dimas: User, areas: dict[str, Region]
) -> None:
    with pytest.raises(Refused, match="di luar wilayah"):
        actions.post_to(
            by=hadi,
            person=dimas,
            region=areas["35.05.01.2001"],
            decree="x",
            on=timezone.localdate(),
        )


# --- whose people -------------------------------------------------------------------------


def test_one_looks_after_the_own_office_and_partners_within_its_areas(
    hadi: User, bima: User, joko: User, wening: User, asing: User, areas: dict[str, Region]
) -> None:
    wide = make_office("Polda", AgencyKind.POLICE, [areas["35"]])
    User.objects.create(username="jauh", role=RoleKey.POLICE_VILLAGE_OFFICER, office=wide)
    assert {one.username for one in people_managed_by(hadi)} == {"hadi", "bima", "joko", "wening"}


@pytest.mark.parametrize("name", ["sari", "bima", "ratna", "agung", "laras", "joko"])
def test_the_others_look_after_nobody(name: str, request: pytest.FixtureRequest) -> None:
    somebody = request.getfixturevalue(name)
    assert not people_managed_by(somebody).exists()
    assert not open_changes_for(somebody).exists()
