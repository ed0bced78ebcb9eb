"""Pages of referrals and outcomes over HTTP: who finds them, and what the village is shown."""

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions.follow_up import refer
from kentongan.screening.models import Application, Outcome, Referral
from tests.screening.conftest import refuse
from tests.website.conftest import client_of

pytestmark = pytest.mark.django_db
LIST = "/permohonan/rujukan/"
ASKED = {"kepada": "village_officer", "perlu": "education", "setuju": "on"}


def at(name: str, application: Application) -> str:
    return reverse(f"screening:{name}", args=[application.uuid])


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def sent(application: Application, nur: User) -> Referral:
    return refer(
        by=nur, application=application, recipient="village_officer", need="education",
        agreed=True,
    )  # fmt: skip


def test_an_officer_refers_from_the_page_of_the_application(
    application: Application, nur: User
) -> None:
    page = client_of(nur).post(at("refer", application), ASKED, follow=True).content.decode()
    assert Referral.objects.get().told["name"] == "Surti Handayani"
    assert "Rujukan terkirim" in page
    assert "belum dijawab" in page


def test_without_the_tick_nobody_is_named(application: Application, nur: User) -> None:
    asked = {name: value for name, value in ASKED.items() if name != "setuju"}
    client_of(nur).post(at("refer", application), asked)
    assert Referral.objects.get().told == {}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"perlu": "protection"}, "UPTD PPA"),
        ({"kepada": "tetangga"}, "tetangga"),
        ({"perlu": ""}, "Betulkan, lalu kirim lagi"),
    ],
)
def test_what_is_wrong_is_said_and_the_form_comes_back(
    change: dict[str, str], words: str, application: Application, nur: User
) -> None:
    answer = client_of(nur).post(at("refer", application), ASKED | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Referral.objects.exists()


def test_the_village_sees_a_need_and_no_suspicion(
    sent: Referral, sari: User, nur: User, ratna: User
) -> None:
    refuse(nur, ratna, sent.application)
    page = text_of(client_of(sari), LIST)
    assert "Surti Handayani" in page
    assert "Penjelasan tentang jalur resmi" in page
    assert "Prigi" in page
    for word in ("tolak", "Tolak", "T1", sent.application.number, "PT Rekaan", "P-2026"):
        assert word not in page


def test_who_did_not_agree_is_not_looked_for(
    application: Application, nur: User, sari: User
) -> None:
    refer(by=nur, application=application, recipient="village_officer", need="papers", agreed=False)
    page = text_of(client_of(sari), LIST)
    assert "tidak setuju dihubungi" in page
    assert "Surti" not in page


def test_another_village_sees_nothing(sent: Referral, dimas: User) -> None:
    client = client_of(dimas)
    assert "Belum ada rujukan" in text_of(client, LIST)
    assert client.get(f"{LIST}{sent.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["bima", "joko", "wening", "agung", "laras", "asing"])
def test_strangers_find_no_such_page(
    name: str, sent: Referral, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.get(LIST).status_code == 404
    assert client.post(f"{LIST}{sent.pk}/jawab/", {f"{sent.pk}-jawaban": "met"}).status_code == 404
    assert client.post(at("refer", sent.application), ASKED).status_code == 404
    assert client.post(at("follow_up", sent.application), {"hasil": "papers"}).status_code == 404


def test_a_village_officer_answers(sent: Referral, sari: User, nur: User) -> None:
    said = {f"{sent.pk}-jawaban": "met", f"{sent.pk}-keterangan": "Sudah paham jalurnya"}
    page = client_of(sari).post(f"{LIST}{sent.pk}/jawab/", said, follow=True).content.decode()
    assert "Jawaban terkirim" in page
    shown = text_of(client_of(nur), at("detail", sent.application))
    assert "Sudah paham jalurnya" in shown


def test_an_answer_without_a_choice_comes_back_with_the_words(sent: Referral, sari: User) -> None:
    said = {f"{sent.pk}-keterangan": "Rumahnya kosong"}
    answer = client_of(sari).post(f"{LIST}{sent.pk}/jawab/", said)
    assert answer.status_code == 422
    assert "Rumahnya kosong" in answer.content.decode()
    assert not Referral.objects.exclude(reply="").exists()


def test_a_second_answer_is_refused_with_the_reason(sent: Referral, sari: User) -> None:
    client, said = client_of(sari), {f"{sent.pk}-jawaban": "met"}
    client.post(f"{LIST}{sent.pk}/jawab/", said)
    answer = client.post(f"{LIST}{sent.pk}/jawab/", said)
    assert answer.status_code == 422
    assert "sudah dijawab" in answer.content.decode()


def test_one_referral_has_a_page_of_its_own(sent: Referral, sari: User) -> None:
    assert "Kirim jawaban" in text_of(client_of(sari), f"{LIST}{sent.pk}/")


def test_the_office_head_reads_and_does_not_answer(sent: Referral, hadi: User) -> None:
    client = client_of(hadi)
    assert "Jawab rujukan ini" not in text_of(client, LIST)
    assert client.post(f"{LIST}{sent.pk}/jawab/", {f"{sent.pk}-jawaban": "met"}).status_code == 403


def test_reading_the_list_is_written_down(sent: Referral, sari: User) -> None:
    client_of(sari).get(LIST)
    event = AuditEvent.objects.filter(action="referral.listed").get()
    assert (event.actor, event.subject) == ("sari", sent.subject)


def test_a_longer_list_asks_no_more_questions(
    application: Application, nur: User, sari: User, django_assert_max_num_queries: object
) -> None:
    client = client_of(sari)
    client.get(LIST)
    for number in range(8):
        Referral.objects.create(
            office=application.office, application=application, recipient="village_officer",
            need="papers", purpose="work", region_code=application.region_code,
            told={"name": f"Warga {number}"}, sent_by=nur, sent_at=application.opened_at,
        )  # fmt: skip
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        assert "Warga 7" in text_of(client, LIST)


def test_how_it_went_on_is_written_from_the_page(
    application: Application, nur: User, ratna: User
) -> None:
    refused = refuse(nur, ratna, application)
    said = {"hasil": "papers", "keterangan": "Membawa akta yang benar"}
    page = client_of(nur).post(at("follow_up", refused), said, follow=True).content.decode()
    assert Outcome.objects.get().kind == "papers"
    assert "Membawa akta yang benar" in page


def test_before_a_decision_nothing_went_on(application: Application, nur: User) -> None:
    client = client_of(nur)
    assert "Catat kelanjutannya" not in text_of(client, at("detail", application))
    answer = client.post(at("follow_up", application), {"hasil": "papers"})
    assert answer.status_code == 422
    assert "Belum ada keputusan" in answer.content.decode()


def test_the_menu_of_a_village_officer_leads_to_the_referrals(sari: User, nur: User) -> None:
    assert f'href="{LIST}"' in text_of(client_of(sari), "/")
    assert f'href="{LIST}"' not in text_of(client_of(nur), "/")
