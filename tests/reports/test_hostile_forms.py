"""What nobody types by accident: no page breaks, nothing typed is lost, nothing false is kept."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.regions.models import Region
from kentongan.reports import rules
from kentongan.reports.content import Content, tidied
from kentongan.reports.forms import ReportForm
from kentongan.reports.models import Report

Filled = Callable[..., dict[str, object]]
AsUser = Callable[[User], Client]
NEW = "/laporan/baru/"
TEXT = "Dua orang mengumpulkan KTP pemuda."


@pytest.mark.parametrize(
    "much", ["9" * 19, "9" * 30, "1.500,000.00,5", f"{'9' * 21} juta", "1" + "0" * 200]
)
def test_a_fee_that_is_no_money_is_words_and_not_an_amount(much: str) -> None:
    assert rules.rupiah(much) is None


@settings(max_examples=60)
@given(st.text(alphabet="0123456789., -–/RprpjutbiMm\x00٣½", max_size=80))
def test_no_fee_that_can_be_typed_breaks_the_reading(text: str) -> None:
    amount = rules.rupiah(text)
    assert amount is None or 0 <= amount <= rules.MOST_FEE


def test_a_report_with_an_absurd_fee_is_kept_with_the_fee_as_written(
    sari: User, filled: Filled, as_user: AsUser
) -> None:
    assert as_user(sari).post(NEW, filled(fee="9" * 30)).status_code == 302
    says = Report.objects.get().current
    assert says is not None
    assert (says.fee, says.fee_rupiah) == ("9" * 30, None)


ANALYSTS = {"agency", "reliability", "credibility"}
FIELDS = sorted(set(ReportForm.base_fields) - ANALYSTS - {"noticed"})


@pytest.mark.parametrize("field", FIELDS)
def test_a_null_byte_in_any_field_is_answered_and_the_story_stays(
    field: str, sari: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(sari).post(NEW, filled(**{field: "\x00"}))
    assert page.status_code == 422
    assert TEXT in page.text


@pytest.mark.parametrize("nasty", ["' OR 1=1 --", "{{ form }}", "9" * 5000, "\u202e\u202d🥁"])
def test_whatever_stands_in_all_the_fields_the_page_answers(
    nasty: str, sari: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(sari).post(NEW, filled(**dict.fromkeys(FIELDS, nasty)))
    assert page.status_code == 422
    assert TEXT in page.text
    assert not Report.objects.exists()


def test_a_form_with_nothing_in_it_is_asked_about_and_not_an_error(
    sari: User, as_user: AsUser
) -> None:
    page = as_user(sari).post(NEW, {})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"place", "when", "noticed"}
    assert UUID(page.context["form"]["uuid"].value())


@pytest.mark.parametrize("field", ["author", "office", "label", "voice", "batch", "withdrawn_at"])
def test_no_field_of_the_bookkeeping_can_be_sent_along(
    field: str, sari: User, bima: User, filled: Filled, as_user: AsUser
) -> None:
    as_user(sari).post(NEW, filled(**{field: bima.pk}))
    report = Report.objects.get()
    assert (report.author, report.office_id, report.label) == (sari, sari.office_id, 3)
    assert (report.batch, report.withdrawn_at) == (None, None)


def test_a_village_officer_does_not_speak_for_another_agency_even_by_hand(
    sari: User, wening: User, filled: Filled, as_user: AsUser
) -> None:
    other = wening.agency
    assert other is not None
    as_user(sari).post(NEW, filled(agency=other.pk))
    assert Report.objects.get().agency == sari.agency


@pytest.mark.parametrize("agency", ["x", "\x00", "-1", "9" * 30])
def test_an_agency_that_does_not_exist_is_refused_beside_its_box(
    agency: str, bima: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(bima).post(NEW, filled(agency=agency))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["agency"]


def test_too_many_things_are_said_and_all_of_them_come_back(
    sari: User, filled: Filled, as_user: AsUser
) -> None:
    things = "\n".join(fake_phone(number) for number in range(51))
    page = as_user(sari).post(NEW, filled(things=things))
    assert page.status_code == 422
    assert "Bagi menjadi dua laporan" in page.text
    assert fake_phone(50) in page.text
    assert not Report.objects.exists()


@pytest.mark.parametrize(("day", "words"), [("2026-12-31", "belum tiba"), ("1926-11-20", "lama")])
def test_a_day_that_cannot_be_is_said_and_the_text_stays(
    day: str, words: str, sari: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(sari).post(NEW, filled(when="", noticed_on=day.replace("2026", "2099")))
    assert page.status_code == 422
    assert words in page.text
    assert TEXT in page.text


def test_a_reporter_whom_no_office_looks_after_keeps_the_typed_text(
    joko: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(joko).post(NEW, filled())
    assert page.status_code == 403
    assert "Belum ada kantor imigrasi" in page.text
    assert TEXT in page.text
    assert not Report.objects.exists()


def test_an_account_without_an_office_keeps_the_typed_text_too(
    areas: dict[str, Region], filled: Filled, as_user: AsUser
) -> None:
    nobody = User.objects.create(username="nobody", role=RoleKey.VILLAGE_OFFICER)
    page = as_user(nobody).post(NEW, filled())
    assert page.status_code == 403
    assert "belum terhubung dengan kantor" in page.text
    assert TEXT in page.text


hostile = st.text(
    alphabet=st.sampled_from("e\u0301\x00\r\n\t \x1f\u200bÅ\u0041\u030a\x7f"), max_size=12
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(hostile)
def test_tidying_a_text_of_broken_pieces_twice_changes_nothing(text: str) -> None:
    once = tidied(Content(noticed=text, job=text))
    assert tidied(once) == once


@pytest.mark.parametrize("method", ["put", "delete", "patch", "head"])
def test_a_form_page_is_read_and_sent_and_nothing_else(
    method: str, sari: User, office: Office, as_user: AsUser
) -> None:
    assert getattr(as_user(sari), method)(NEW).status_code == 405
