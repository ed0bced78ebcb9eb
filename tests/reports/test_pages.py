"""The pages: a typed text is never lost, strangers find nothing, readings are written down."""

from collections.abc import Callable
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.told import Written
from kentongan.reports.actions import revise_report
from kentongan.reports.content import Content
from kentongan.reports.models import Report, Revision
from kentongan.reports.rules import source_of

Made = Callable[..., Report]
Filled = Callable[..., dict[str, object]]
AsUser = Callable[[User], Client]
NEW = "/laporan/baru/"
TEXT = "Dua orang mengumpulkan KTP pemuda."


def address(name: str, report: Report) -> str:
    """The page of a report."""
    return reverse(f"reports:{name}", args=[report.uuid])


def test_a_report_takes_one_page_and_then_says_what_happens(
    sari: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(sari).post(NEW, filled(), follow=True)
    assert page.redirect_chain == [(address("received", Report.objects.get()), 302)]
    assert "Laporan diterima" in page.text
    assert "Lapor lagi" in page.text


def test_each_form_carries_its_own_uuid(sari: User, as_user: AsUser) -> None:
    client = as_user(sari)
    uuids = {str(client.get(NEW).context["form"]["uuid"].value()) for _turn in range(3)}
    assert len({UUID(text) for text in uuids}) == 3


def test_the_page_works_without_a_script_and_has_none_inside(sari: User, as_user: AsUser) -> None:
    page = as_user(sari).get(NEW).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page


def test_a_double_tap_makes_one_report(sari: User, filled: Filled, as_user: AsUser) -> None:
    client, data = as_user(sari), filled()
    answers = [client.post(NEW, data) for _tap in range(2)]
    assert answers[0].url == answers[1].url
    assert Report.objects.count() == 1


def test_other_words_with_a_used_uuid_are_kept_and_offered_as_a_new_report(
    sari: User, filled: Filled, as_user: AsUser
) -> None:
    client, data = as_user(sari), filled()
    client.post(NEW, data)
    page = client.post(NEW, data | {"noticed": "Cerita yang kedua."})
    assert page.status_code == 409
    assert "Cerita yang kedua." in page.text
    assert "Kirim sebagai laporan baru" in page.text
    offered = page.context["form"]["uuid"].value()
    assert (
        client.post(NEW, data | {"noticed": "Cerita yang kedua.", "uuid": offered}).status_code
        == 302
    )
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    "slip", [{"place": ""}, {"when": ""}, {"noticed_on": "31/31/2026"}, {"uuid": "bukan uuid"}]
)
def test_a_slip_keeps_what_was_typed(
    slip: dict[str, str], sari: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(sari).post(NEW, filled(things=fake_phone(1)) | slip)
    assert page.status_code == 422
    assert TEXT in page.text
    assert fake_phone(1) in page.text
    assert Report.objects.count() == 0


def test_a_bad_uuid_is_replaced_so_that_the_next_try_works(
    sari: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(sari).post(NEW, filled(uuid="x"))
    assert UUID(page.context["form"]["uuid"].value())


def test_after_the_session_ended_the_text_comes_back_and_can_be_sent(
    sari: User, filled: Filled, as_user: AsUser
) -> None:
    data = filled()
    page = Client().post(NEW, data)
    assert page.status_code == 403
    assert TEXT in page.text
    assert Report.objects.count() == 0
    kept = dict(page.context["fields"])
    assert as_user(sari).post(NEW, kept).status_code == 302
    assert str(Report.objects.get().uuid) == data["uuid"]


def test_a_form_with_an_old_token_is_shown_again_and_not_saved(sari: User, filled: Filled) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(sari, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post(NEW, filled(csrfmiddlewaretoken="x" * 32))
    assert page.status_code == 403
    assert TEXT in page.text
    assert Report.objects.count() == 0


def test_the_fresh_token_of_that_page_is_accepted(sari: User, filled: Filled) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(sari, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post(NEW, filled())
    token = page.context["csrf_token"]
    assert client.post(NEW, filled(csrfmiddlewaretoken=str(token))).status_code == 302


def test_a_typed_text_is_shown_as_text(sari: User, filled: Filled, as_user: AsUser) -> None:
    script = "<script>alert(1)</script>"
    for client in (as_user(sari), Client()):
        page = client.post(NEW, filled(noticed=script, place=""))
        assert script not in page.text
        assert script in unescape(page.text)


@pytest.mark.parametrize("name", ["agung", "laras"])
@pytest.mark.parametrize("page", ["list", "new", "detail", "received", "revise"])
def test_a_role_without_reports_finds_no_such_page(
    page: str,
    name: str,
    sari: User,
    made_report: Made,
    as_user: AsUser,
    request: pytest.FixtureRequest,
) -> None:
    report = made_report(sari)
    where = address(page, report) if page not in {"list", "new"} else reverse(f"reports:{page}")
    assert as_user(request.getfixturevalue(name)).get(where).status_code == 404


@pytest.mark.parametrize("name", ["asing", "dimas", "joko", "wening"])
@pytest.mark.parametrize("page", ["detail", "received", "revise"])
def test_a_stranger_cannot_tell_a_hidden_report_from_none(
    page: str,
    name: str,
    sari: User,
    made_report: Made,
    as_user: AsUser,
    request: pytest.FixtureRequest,
) -> None:
    client = as_user(request.getfixturevalue(name))
    hidden = client.get(address(page, made_report(sari)))
    missing = client.get(reverse(f"reports:{page}", args=[uuid4()]))
    assert hidden.status_code == missing.status_code == 404
    assert client.post(address("revise", Report.objects.get()), {}).status_code == 404


@pytest.mark.parametrize("page", ["list", "new", "detail", "received", "revise"])
def test_without_a_login_every_page_leads_to_the_login(
    page: str, sari: User, made_report: Made
) -> None:
    report = made_report(sari)
    where = address(page, report) if page not in {"list", "new"} else reverse(f"reports:{page}")
    answer = Client().get(where)
    assert answer.status_code == 302
    assert answer.url.startswith("/akun/login/")


def test_the_office_head_reads_but_is_told_why_he_does_not_report(
    hadi: User, as_user: AsUser
) -> None:
    page = as_user(hadi).get(NEW)
    assert page.status_code == 403
    assert "tidak diberi hak" in page.text


def test_the_page_after_reporting_is_the_authors_alone(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    assert as_user(sari).get(address("received", report)).status_code == 200
    assert as_user(bima).get(address("received", report)).status_code == 404


def test_opening_a_confidential_report_is_written_down(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    as_user(bima).get(address("detail", report))
    event = AuditEvent.objects.get(action="report.read")
    assert (event.actor, event.subject) == ("bima", source_of(report.uuid))


def test_opening_a_report_below_that_label_is_not(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    Report.objects.update(label=2)
    as_user(bima).get(address("detail", report))
    assert not AuditEvent.objects.filter(action="report.read").exists()


def test_a_list_that_shows_other_peoples_words_is_written_down(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    as_user(sari).get("/laporan/")
    as_user(bima).get("/laporan/", {"kata": "kontrak"})
    event = AuditEvent.objects.get(action="report.listed")
    assert (event.actor, event.subject) == ("bima", source_of(report.uuid))


def test_the_list_narrows_and_remembers_its_filters(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    made_report(sari, noticed="Ada penampungan.")
    made_report(sari, noticed="Ada calo.")
    page = as_user(bima).get("/laporan/", {"kata": "calo", "wilayah": "35.03"})
    assert "Ada calo." in page.text
    assert "penampungan" not in page.text


@pytest.mark.parametrize("query", ["?sort=author", "?order=pk", "?label=5", "?q=a"])
def test_a_filter_that_does_not_exist_is_refused(query: str, bima: User, as_user: AsUser) -> None:
    assert as_user(bima).get(f"/laporan/{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["?wilayah=99", "?dari=kemarin", "?instansi=x", "?hal=-1", "?hal=x"]
)
def test_a_filter_that_cannot_be_read_shows_the_list_without_it(
    query: str, sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    made_report(sari)
    page = as_user(bima).get(f"/laporan/{query}")
    assert page.status_code == 200
    assert "1 laporan" in page.text


def test_a_partner_is_not_offered_filters_about_others(joko: User, as_user: AsUser) -> None:
    assert set(as_user(joko).get("/laporan/").context["form"].fields) == {
        "wilayah",
        "dari",
        "sampai",
        "kata",
    }


def test_the_list_is_cut_into_pages(sari: User, made_report: Made, as_user: AsUser) -> None:
    for _turn in range(21):
        made_report(sari)
    client = as_user(sari)
    assert "Halaman 1 dari 2" in client.get("/laporan/").text
    assert len(client.get("/laporan/?hal=2").context["lines"]) == 1


def test_a_list_of_twenty_asks_no_more_than_a_list_of_one(
    sari: User,
    bima: User,
    made_report: Made,
    as_user: AsUser,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for _turn in range(20):
        made_report(sari)
    client = as_user(bima)
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        assert len(client.get("/laporan/").context["lines"]) == 20


def test_all_revisions_stand_side_by_side_and_changes_are_said_in_words(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    content = Content(noticed="Sebenarnya tiga orang.", source_kind="rumour")
    revise_report(by=sari, report=report, content=content, reason="kurang teliti")
    page = as_user(sari).get(address("detail", report)).text
    for words in ("Ada orang menawari", "Sebenarnya tiga orang.", "kurang teliti", "berubah"):
        assert words in page


def test_the_things_of_a_report_lead_to_their_pages(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari, things=(Written("phone", fake_phone(5)),))
    page = as_user(bima).get(address("detail", report))
    (thing,) = page.context["things"]
    assert reverse("entities:detail", args=[thing.pk]) in page.text


def revision(report: Report, **changes: object) -> dict[str, object]:
    """A filled revise form."""
    assert report.current is not None
    filled = {
        "place": report.region_code,
        "when": "day",
        "noticed_on": "2026-11-20",
        "noticed": "Sebenarnya tiga orang.",
        "reason": "kurang teliti",
        "based_on": report.current.number,
    }
    return filled | changes


def test_an_analyst_corrects_a_report(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    form = as_user(bima).get(address("revise", report))
    assert "Ada orang menawari" in form.text
    answer = as_user(bima).post(address("revise", report), revision(report))
    assert answer.url == address("detail", report)
    newest = Revision.objects.get(number=2)
    assert (newest.noticed, newest.written_by) == ("Sebenarnya tiga orang.", bima)


def test_a_revision_without_a_reason_keeps_the_text(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    page = as_user(sari).post(address("revise", report), revision(report, reason=""))
    assert page.status_code == 422
    assert "Sebenarnya tiga orang." in page.text


def test_a_revision_that_came_too_late_shows_both_texts(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    late = revision(report, noticed="Versi Sari.")
    as_user(bima).post(address("revise", report), revision(report, noticed="Versi Bima."))
    page = as_user(sari).post(address("revise", report), late)
    assert page.status_code == 409
    assert "Versi Bima." in page.text
    assert "Versi Sari." in page.text
    newer = late | {"based_on": page.context["form"]["based_on"].value()}
    assert as_user(sari).post(address("revise", report), newer).status_code == 302


def test_a_revision_after_the_session_ended_comes_back(sari: User, made_report: Made) -> None:
    page = Client().post(address("revise", made_report(sari)), {"noticed": "Versi Sari."})
    assert page.status_code == 403
    assert "Versi Sari." in page.text
    assert "Ada orang menawari" not in page.text


def test_a_partner_reads_the_own_report_and_is_told_how_to_correct_it(
    joko: User, office: object, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(joko)
    page = as_user(joko).get(address("detail", report))
    assert "Kirim laporan baru yang benar" in page.text
    assert as_user(joko).get(address("revise", report)).status_code == 403


def test_no_page_is_kept_in_a_cache(sari: User, made_report: Made, as_user: AsUser) -> None:
    page = as_user(sari).get(address("detail", made_report(sari)))
    assert "no-store" in page.headers["Cache-Control"]


def test_the_english_page_is_the_same_page(sari: User, as_user: AsUser) -> None:
    with override("en"):
        assert as_user(sari).get(NEW).status_code == 200
