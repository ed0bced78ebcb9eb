"""The page "what may I see and why": for everybody, from the policy itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kentongan.access.explaining import DEEDS, KINDS, PURPOSES, REACHES, closed_to, rights_of
from kentongan.access.models import Assignment
from kentongan.access.policy import Kind, Purpose, Reach, cell, policy
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from tests.website.conftest import Everyone, client_of, everyone

__all__ = ["everyone"]


def test_every_word_of_the_policy_has_words_on_the_screen() -> None:
    deeds = {deed for words in policy().deeds.values() for deed in words}
    assert deeds <= set(DEEDS)
    assert (set(KINDS), set(REACHES), set(PURPOSES)) == (set(Kind), set(Reach), set(Purpose))


@pytest.mark.parametrize("role", RoleKey)
def test_every_role_reads_its_own_row_and_no_other(role: RoleKey, everyone: Everyone) -> None:
    person = everyone[role]
    answer = client_of(person).get("/akses/saya/")
    assert answer.status_code == 200
    assert all(row.kind in answer.text for row in rights_of(person))
    known = {kind for kind in Kind if not cell(person, kind).is_empty}
    assert len(rights_of(person)) == len(known)
    assert len(closed_to(person)) == len(Kind) - len(known)


def test_it_tells_of_villages_and_of_what_is_in_ones_hands(sari: User, bima: User) -> None:
    now = timezone.now()
    Assignment.objects.create(
        subject="alert:7", user=sari, by=bima, at=now, until=now + timedelta(days=2)
    )
    text = client_of(sari).get("/akses/saya/").text
    assert "Prigi" in text
    assert "Peringatan 7" in text
    assert "Bima Satriya" in text


def test_the_account_menu_leads_there(joko: User) -> None:
    assert 'href="/akses/saya/"' in client_of(joko).get("/").text


def test_a_parameter_it_does_not_know_is_refused(sari: User) -> None:
    for page in ("/akses/saya/", "/akses/benturan/", "/akses/keputusan/"):
        assert client_of(sari).get(page, {"role": "auditor"}).status_code == 400
