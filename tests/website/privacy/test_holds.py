"""Legal holds: two persons set one, two persons release it, and what it covers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.holds import held_subjects, is_held, is_subject, names_of
from kentongan.audit.models import AuditEvent, Hold
from kentongan.website.privacy.actions.holds import (
    confirm_hold,
    confirm_release,
    propose_hold,
    propose_release,
)
from tests.website.conftest import client_of
from tests.website.privacy.conftest import READERS, STRANGERS, Post

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PATH = "/privasi/penahanan/"


def hold(by: User, subject: str = "alert:12", at: datetime = NOW) -> Hold:
    reason = "Diminta penyidik."
    return propose_hold(
        by=by, subject=subject, reason=reason, basis="B/1", review_on=date(2027, 1, 1), now=at
    )


def test_a_proposal_keeps_its_record_at_once(ratna: User) -> None:
    hold(ratna)
    assert held_subjects(NOW) == {"alert:12"}


def test_a_proposal_that_nobody_confirms_lapses_after_a_week(ratna: User) -> None:
    hold(ratna)
    assert held_subjects(NOW + 7 * DAY) == frozenset()


def test_a_confirmed_hold_stays(ratna: User, agung: User) -> None:
    confirm_hold(by=agung, hold=hold(ratna), now=NOW)
    assert held_subjects(NOW + 4000 * DAY) == {"alert:12"}


def test_nobody_confirms_his_own_hold(ratna: User) -> None:
    with pytest.raises(Refused, match="orang lain"):
        confirm_hold(by=ratna, hold=hold(ratna), now=NOW)


def test_a_hold_ends_only_with_the_second_signature(ratna: User, agung: User, hadi: User) -> None:
    one = confirm_hold(by=agung, hold=hold(ratna), now=NOW)
    propose_release(by=hadi, hold=one, reason="Perkara sudah putus.", now=NOW)
    assert held_subjects(NOW) == {"alert:12"}
    confirm_release(by=ratna, hold=one, now=NOW)
    assert held_subjects(NOW) == frozenset()


def test_who_asks_for_the_release_does_not_grant_it(ratna: User, agung: User) -> None:
    one = confirm_hold(by=agung, hold=hold(ratna), now=NOW)
    propose_release(by=agung, hold=one, reason="Perkara sudah putus.", now=NOW)
    with pytest.raises(Refused, match="orang lain"):
        confirm_release(by=agung, hold=one, now=NOW)
    assert held_subjects(NOW) == {"alert:12"}


def test_a_proposal_cannot_be_released_before_it_is_confirmed(ratna: User, hadi: User) -> None:
    with pytest.raises(Refused, match="tidak menunggu"):
        propose_release(by=hadi, hold=hold(ratna), reason="Perkara sudah putus.", now=NOW)


@pytest.mark.parametrize("name", STRANGERS)
def test_without_the_right_nobody_holds_anything(name: str, people: dict[str, User]) -> None:
    with pytest.raises(Refused):
        hold(people[name])


@pytest.mark.parametrize("subject", ["", "report:1", "alert:x", "user:3", "area:", "ALL", "all "])
def test_an_unknown_subject_is_refused(subject: str, ratna: User) -> None:
    with pytest.raises(Refused, match="tidak dikenali"):
        hold(ratna, subject)


@pytest.mark.parametrize(
    "subject", ["all", "alert:1", "thing:22", "area:35", "area:35.03.05.2001", "report:" + "a" * 36]
)
def test_a_known_subject_is_taken(subject: str) -> None:
    assert is_subject(subject)


def test_each_step_leaves_a_row(ratna: User, agung: User) -> None:
    one = confirm_hold(by=agung, hold=hold(ratna), now=NOW)
    rows = AuditEvent.objects.filter(subject=f"hold:{one.pk}").values_list("actor", "action")
    assert list(rows) == [("ratna", "hold.proposed"), ("agung", "hold.confirmed")]


CODES = st.sampled_from(["35", "35.03", "35.03.05", "35.03.05.2001", "35.02", "35.030"])


@given(held=CODES, code=CODES)
def test_an_area_keeps_all_below_it_and_nothing_else(held: str, code: str) -> None:
    inside = code == held or code.startswith(held + ".")
    assert is_held([f"area:{code}"], {f"area:{held}"}) == inside


@given(subjects=st.lists(st.sampled_from(["report:a", "alert:1", "area:35.03"])))
def test_holding_everything_holds_each(subjects: list[str]) -> None:
    assert is_held(subjects, {"all"})
    assert not is_held(subjects, {"alert:2"})
    assert set(subjects) <= set(names_of(subjects))


# --- the page -------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_the_office_s_guardians_open_the_page(name: str, people: dict[str, User]) -> None:
    assert client_of(people[name]).get(PATH).status_code == 200


@pytest.mark.parametrize("name", STRANGERS)
def test_others_find_no_such_page(name: str, people: dict[str, User]) -> None:
    assert client_of(people[name]).get(PATH).status_code == 404


def test_an_unknown_parameter_is_a_bad_request(ratna: User) -> None:
    assert client_of(ratna).get(PATH, {"urut": "x"}).status_code == 400


FORM = {"yang_ditahan": "alert:7", "alasan": "Diminta penyidik.", "dasar": "B/7"} | {
    "ditinjau": "2027-01-01"
}


def test_two_people_hold_and_release_through_the_page(
    ratna: User, agung: User, post_as: Post
) -> None:
    assert post_as(ratna, PATH, **FORM).status_code == 302
    pk = Hold.objects.get().pk
    assert post_as(ratna, f"{PATH}{pk}/benarkan/").status_code == 403
    assert post_as(agung, f"{PATH}{pk}/benarkan/").status_code == 302
    assert post_as(agung, f"{PATH}{pk}/usul-lepas/", alasan="Perkara putus.").status_code == 302
    assert post_as(agung, f"{PATH}{pk}/lepas/").status_code == 403
    assert post_as(ratna, f"{PATH}{pk}/lepas/").status_code == 302
    assert Hold.objects.get().released_by == "ratna"


def test_a_refused_form_keeps_what_was_written(ratna: User, post_as: Post) -> None:
    answer = post_as(ratna, PATH, **FORM | {"yang_ditahan": "nama orang"})
    assert answer.status_code == 409
    assert "Diminta penyidik." in answer.text
    assert not Hold.objects.exists()


def test_an_empty_form_says_what_is_missing(ratna: User, post_as: Post) -> None:
    answer = post_as(ratna, PATH)
    assert answer.status_code == 422
    assert answer.text.count('class="error"') == 4


def test_a_hold_that_is_not_there_is_not_found(ratna: User, post_as: Post) -> None:
    assert post_as(ratna, f"{PATH}999/benarkan/").status_code == 404
