"""Whom to protect is noted beside a report by its author, for nobody else to find."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions import no_longer_protect
from kentongan.entities.actions.protecting import MOST_BESIDE_A_SOURCE
from kentongan.entities.models import Findable, Mention, PersonMention, ProtectedMention
from kentongan.entities.told import Person, Role, WrittenPerson
from kentongan.reports.actions import (
    no_longer_protect_person,
    protect_person,
    revise_report,
    withdraw_reports,
)
from kentongan.reports.actions.retention import erase_reports
from kentongan.reports.content import Content, content_of
from kentongan.reports.models import ImportBatch, Report
from kentongan.reports.protect_form import ProtectForm
from kentongan.reports.rules import source_of

AsUser = Callable[[User], Client]
Made = Callable[..., Report]
NIK = "3502714101000001"  # there is no sub-district 71 in Ponorogo
PHONE = fake_phone(61)
BORN = date(2000, 1, 1)
SITI = {"person_name": "Siti Kenari", "national_id": NIK, "person_phone": PHONE}
TODAY = date(2026, 11, 26)


@pytest.fixture
def report(sari: User, made_report: Made) -> Report:
    return made_report(sari)


def page_of(report: Report) -> str:
    return reverse("reports:protect", args=[report.uuid])


def back_of(report: Report, pk: int) -> str:
    return reverse("reports:no_longer_protect", args=[report.uuid, pk])


def names() -> list[str]:
    standing = ProtectedMention.objects.filter(withdrawn=False).order_by("pk")
    return [row.person.name for row in standing]


def note(by: User, report: Report, name: str = "Siti Kenari", **more: object) -> ProtectedMention:
    person = Person(name, **more)  # type: ignore[arg-type]
    row = protect_person(by=by, report=report, person=person)
    return ProtectedMention.objects.get(pk=row.pk)


def content_now(report: Report) -> Content:
    return content_of(report.revisions.select_related("region").latest("number"))


# --- the author ---------------------------------------------------------------------------------


def test_the_author_notes_whom_to_protect_and_sees_it_again(
    sari: User, report: Report, as_user: AsUser
) -> None:
    client = as_user(sari)
    said = SITI | {"birth_date": "2000-01-01", "person_alias": "Nari", "person_village": "Prigi"}
    page = client.post(page_of(report), said, follow=True)
    assert page.redirect_chain == [(page_of(report), 302)]
    row = ProtectedMention.objects.get()
    assert (row.author, row.label, row.source) == (
        sari,
        Label.PERSONAL,
        source_of(report.uuid),
    )
    told = row.person
    assert (told.name, told.others, told.national_id) == ("Siti Kenari", ("Nari",), NIK)
    assert (told.birth_date, told.region_code) == (BORN, "35.03.05.2001")
    for word in ("Siti Kenari", "Nari", NIK, "Prigi, Watulimo", "1 Januari 2000"):
        assert word in page.text


def test_the_pages_of_the_report_lead_there(sari: User, report: Report, as_user: AsUser) -> None:
    for name in ("detail", "received"):
        text = as_user(sari).get(reverse(f"reports:{name}", args=[report.uuid])).text
        assert f'href="{page_of(report)}"' in text


def test_at_first_nobody_is_noted(sari: User, report: Report, as_user: AsUser) -> None:
    page = as_user(sari).get(page_of(report))
    assert page.status_code == 200
    assert "Belum ada." in page.text
    assert not AuditEvent.objects.filter(action="person.listed").exists()


def test_whom_another_report_names_is_not_listed_here(
    sari: User, report: Report, made_report: Made, as_user: AsUser
) -> None:
    note(sari, made_report(sari))
    assert "Siti Kenari" not in as_user(sari).get(page_of(report)).text


def test_the_author_takes_one_back_and_may_name_her_again(
    sari: User, report: Report, as_user: AsUser
) -> None:
    rows = [note(sari, report, name) for name in ("Siti Kenari", "Tuti Gelatik")]
    page = as_user(sari).post(back_of(report, rows[0].pk), follow=True)
    assert names() == ["Tuti Gelatik"]
    assert "Siti Kenari" not in page.text
    assert note(sari, report, phones=(PHONE,)).pk == rows[0].pk
    assert names() == ["Siti Kenari", "Tuti Gelatik"]


def test_whom_the_author_took_back_is_found_by_nobody(sari: User, report: Report) -> None:
    row = note(sari, report)
    assert Findable.objects.exists()
    no_longer_protect_person(by=sari, report=report, mention=row)
    assert not Findable.objects.exists()


def test_the_same_words_twice_are_one_person(sari: User, report: Report, as_user: AsUser) -> None:
    for _tap in range(2):
        assert as_user(sari).post(page_of(report), SITI).status_code == 302
    assert names() == ["Siti Kenari"]
    assert AuditEvent.objects.filter(action="person.protected").count() == 1


def test_another_person_of_the_same_name_does_not_overwrite_the_first(
    sari: User, report: Report, as_user: AsUser
) -> None:
    note(sari, report, national_id=NIK)
    page = as_user(sari).post(page_of(report), {"person_name": "siti kenari"})
    assert page.status_code == 422
    assert "Nama ini sudah tercatat" in page.text
    assert ProtectedMention.objects.get().person.national_id == NIK


def test_her_number_links_nothing_and_her_name_stands_in_no_revision(
    sari: User, report: Report
) -> None:
    note(sari, report, phones=(PHONE,), national_id=NIK)
    assert not Mention.objects.exists()
    assert not PersonMention.objects.exists()
    assert content_now(report).people == ()


def test_what_was_done_and_read_is_written_down_without_a_name(
    sari: User, report: Report, as_user: AsUser
) -> None:
    client = as_user(sari)
    client.post(page_of(report), SITI)
    client.get(page_of(report))
    pk = ProtectedMention.objects.get().pk
    client.post(back_of(report, pk))
    rows = AuditEvent.objects.filter(subject=f"protected:{pk}").order_by("pk")
    done = [(row.actor, row.action) for row in rows]
    assert done == [
        ("sari", "person.protected"),
        ("sari", "person.listed"),
        ("sari", "person.unprotected"),
    ]
    assert "Kenari" not in str(list(AuditEvent.objects.values_list("subject", "detail")))


# --- everybody else -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dimas", "bima", "ratna", "hadi", "agung", "joko", "asing"])
def test_nobody_else_finds_the_page(
    name: str, report: Report, sari: User, as_user: AsUser, request: pytest.FixtureRequest
) -> None:
    row, client = note(sari, report), as_user(request.getfixturevalue(name))
    answers = [
        client.get(page_of(report)),
        client.post(page_of(report), SITI | {"person_name": "Orang Lain"}),
        client.post(back_of(report, row.pk)),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert names() == ["Siti Kenari"]


def test_a_visitor_is_led_to_the_login(report: Report, client: Client) -> None:
    for answer in (client.get(page_of(report)), client.post(page_of(report), SITI)):
        assert answer["Location"].startswith("/akun/login/")
    assert names() == []


def test_who_reads_the_report_neither_reads_her_nor_learns_of_the_page(
    bima: User, sari: User, report: Report, as_user: AsUser
) -> None:
    row, client = note(sari, report), as_user(bima)
    page = client.get(reverse("reports:detail", args=[report.uuid])).text
    assert "Siti Kenari" not in page
    assert "lindungi" not in page
    assert client.get(reverse("entities:protected_page", args=[row.pk])).status_code == 404
    searched = client.get(reverse("entities:search"), {"kata": "Siti Kenari"}).text
    assert re.search(rf"/hal/dilindungi/{row.pk}/", searched) is None


def test_the_trail_of_the_report_does_not_tell_the_team_of_it(
    ratna: User, sari: User, report: Report, as_user: AsUser
) -> None:
    note(sari, report)
    trail = as_user(ratna).get("/jejak/catatan/", {"catatan": source_of(report.uuid)})
    assert trail.status_code == 200
    assert "dilindungi" not in trail.text


def test_a_partner_reports_and_notes_nobody(
    office: Office, joko: User, made_report: Made, as_user: AsUser
) -> None:
    own, client = made_report(joko), as_user(joko)
    assert client.get(page_of(own)).status_code == 404
    assert page_of(own) not in client.get(reverse("reports:detail", args=[own.uuid])).text
    with pytest.raises(Refused):
        note(joko, own)


def test_an_analyst_notes_beside_the_own_report(bima: User, made_report: Made) -> None:
    assert note(bima, made_report(bima)).author == bima


def test_the_actions_refuse_everybody_but_the_author(
    bima: User, sari: User, report: Report
) -> None:
    row = note(sari, report)
    with pytest.raises(Refused):
        note(bima, report, "Tuti Gelatik")
    with pytest.raises(Refused):
        no_longer_protect_person(by=bima, report=report, mention=row)
    with pytest.raises(Refused):
        no_longer_protect(by=bima, mention=row)
    assert names() == ["Siti Kenari"]


def test_one_note_is_not_taken_back_at_another_report(
    sari: User, report: Report, made_report: Made, as_user: AsUser
) -> None:
    row = note(sari, report)
    other = made_report(sari)
    assert as_user(sari).post(back_of(other, row.pk)).status_code == 404
    assert names() == ["Siti Kenari"]


def test_what_was_taken_back_is_not_taken_back_twice(
    sari: User, report: Report, as_user: AsUser
) -> None:
    row = note(sari, report)
    client = as_user(sari)
    assert client.post(back_of(report, row.pk)).status_code == 302
    assert client.post(back_of(report, row.pk)).status_code == 404
    with pytest.raises(Refused):
        no_longer_protect_person(by=sari, report=report, mention=row)


def test_a_form_without_its_token_writes_nothing(sari: User, report: Report) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(sari, backend="allauth.account.auth_backends.AuthenticationBackend")
    row = note(sari, report)
    assert client.post(page_of(report), {"person_name": "Tuti"}).status_code == 403
    assert client.post(back_of(report, row.pk)).status_code == 403
    assert names() == ["Siti Kenari"]


# --- the life of the report ---------------------------------------------------------------------


def test_revising_the_report_keeps_whom_the_author_noted(
    sari: User, bima: User, report: Report
) -> None:
    note(sari, report, national_id=NIK)
    for by, word in ((sari, "Soleh"), (bima, "Kasno")):
        named = WrittenPerson(Role.SUSPECTED, Person(word))
        changed = replace(content_now(report), noticed=f"{word} datang lagi.", people=(named,))
        revise_report(by=by, report=report, content=changed, reason="kabar baru")
    row = ProtectedMention.objects.get()
    assert (row.withdrawn, row.author, row.person.national_id) == (False, sari, NIK)
    assert PersonMention.objects.get(withdrawn=False).person.name == "Kasno"


def test_who_stands_beside_a_report_follows_it_to_another_place(
    sari: User, report: Report, areas: dict[str, object]
) -> None:
    note(sari, report)
    code, day = "35.03.05.2002", date(2026, 11, 3)
    moved = replace(
        content_now(report),
        region_id=areas[code].pk,  # type: ignore[attr-defined]
        region_code=code,
        noticed_on=day,
    )
    revise_report(by=sari, report=report, content=moved, reason="desanya salah")
    row = ProtectedMention.objects.get()
    assert (row.region_code, row.noticed_on, row.person.name) == (code, day, "Siti Kenari")


def test_withdrawing_takes_her_away_and_nobody_is_noted_any_more(
    bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(bima)
    note(bima, report)
    batch = ImportBatch.objects.create(
        sha256="0" * 64, size=1, content=b"x", author=bima, office=bima.office
    )
    Report.objects.filter(pk=report.pk).update(batch=batch)
    withdraw_reports(by=bima, batch=batch)
    assert names() == []
    assert not Findable.objects.exists()
    answer = as_user(bima).get(page_of(report))
    assert (answer.status_code, "sudah ditarik" in answer.text) == (403, True)
    with pytest.raises(Refused):
        note(bima, report, "Tuti Gelatik")


def test_an_erased_report_takes_her_along_for_good(
    sari: User, report: Report, as_user: AsUser
) -> None:
    kept, gone = note(sari, report), note(sari, report, "Tuti Gelatik")
    no_longer_protect_person(by=sari, report=report, mention=gone)
    erase_reports([source_of(report.uuid)])
    assert not ProtectedMention.objects.exists()
    assert as_user(sari).get(page_of(report)).status_code == 403
    with pytest.raises(Refused):
        note(sari, report, kept.source)


# --- what is written wrong ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"person_name": ""}, "person_name", "Tulis namanya"),
        ({"person_name": "7"}, "person_name", "Tulis namanya"),
        ({"national_id": "350271"}, "national_id", "NIK ini belum benar"),
        ({"national_id": "3502714113000001"}, "national_id", "NIK ini belum benar"),
        ({"national_id": "belum tahu"}, "national_id", "NIK ini belum benar"),
        ({"person_phone": "12"}, "person_phone", "Nomor ini belum lengkap"),
        ({"birth_date": "2999-01-01"}, "birth_date", "Tanggal lahir ini tidak mungkin"),
        ({"birth_date": "1820-01-01"}, "birth_date", "Tanggal lahir ini tidak mungkin"),
        ({"person_village": "Entah Berantah"}, "person_village", "Desa itu belum ditemukan"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(
    said: dict[str, str],
    field: str,
    sentence: str,
    sari: User,
    report: Report,
    as_user: AsUser,
) -> None:
    page = as_user(sari).post(page_of(report), {"person_name": "Siti Kenari"} | said)
    assert page.status_code == 422
    assert sentence in page.context["form"].errors[field][0]
    assert sentence in page.text
    assert not ProtectedMention.objects.exists()
    assert not AuditEvent.objects.filter(action="person.protected").exists()


def test_a_fault_keeps_what_was_typed(sari: User, report: Report, as_user: AsUser) -> None:
    page = as_user(sari).post(page_of(report), SITI | {"person_phone": "12"})
    assert 'value="Siti Kenari"' in page.text
    assert f'value="{NIK}"' in page.text


@pytest.mark.parametrize("written", [NIK, "3502 7141 0100 0001", "NIK: 3502.7141.0100.0001"])
def test_a_national_id_is_read_however_it_is_grouped(written: str, db: None) -> None:
    form = ProtectForm({"person_name": "Siti", "national_id": written}, today=TODAY)
    assert form.is_valid(), form.errors
    assert form.person().national_id == NIK


def test_a_nickname_alone_is_a_name(db: None) -> None:
    form = ProtectForm({"person_alias": "Mbak Nari"}, today=TODAY)
    assert form.is_valid(), form.errors
    assert form.person() == Person("Mbak Nari")


def test_a_birth_date_that_the_number_contradicts_is_kept_and_pointed_out(
    sari: User, report: Report, as_user: AsUser
) -> None:
    said = SITI | {"birth_date": "1999-05-06"}
    answer = as_user(sari).post(page_of(report), said)
    assert answer.status_code == 302
    sentences = [str(one) for one in get_messages(answer.wsgi_request)]
    assert "Tanggal lahir di NIK berbeda dari yang ditulis. Periksa kembali." in sentences
    assert ProtectedMention.objects.get().person.birth_date == date(1999, 5, 6)


def test_a_report_holds_a_house_full_of_people_and_no_more(
    sari: User, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_BESIDE_A_SOURCE >= 24
    monkeypatch.setattr("kentongan.entities.actions.protecting.MOST_BESIDE_A_SOURCE", 2)
    for name in ("Siti Kenari", "Tuti Gelatik"):
        note(sari, report, name)
    with pytest.raises(Refused, match="paling banyak 2"):
        note(sari, report, "Wati Murai")


# --- what it costs ------------------------------------------------------------------------------


def test_the_page_costs_as_much_for_ten_as_for_two(
    sari: User, report: Report, as_user: AsUser
) -> None:
    client = as_user(sari)

    def cost_with(words: str) -> int:
        for word in words:
            note(sari, report, f"Kenari {word}{word}", region_code="35.03.05.2001")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page_of(report)).status_code == 200
        return len(asked)

    assert cost_with("ab") == cost_with("cdefghij")
