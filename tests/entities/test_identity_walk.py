"""From three spellings in three reports to a corrected alert, through the pages alone."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.alerts.actions import examine_new_reports, hear_identities
from kentongan.alerts.models import Alert
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.models import PersonJudgement, PersonMention
from tests.website.conftest import client_of

PHONE = fake_phone(7)
SPELLINGS = ("Pak Moch. Dzulkarnain Wiryo", "H. Muhamad Zulkarnain Wirjo", "Mohammad Zulkarnaen")
PLACES = ("35.03.05.2001", "35.03.05.2002", "35.03.04.2001")
WORDS = (
    "Lelaki bermobil putih mendatangi ibu-ibu pengajian dan menjanjikan kerja di pabrik.",
    "Warga mengeluh dimintai uang muka oleh seseorang yang mengaku punya izin resmi.",
    "Tiga pemuda sudah menyerahkan ijazah, katanya berangkat lewat Batam bulan depan.",
)
SAME = "Ketiga pelapor menyebut mobil dan istri yang sama."
WRONG = "Ternyata orang lain: ayahnya dan desanya berbeda."


@pytest.fixture
def three(sari: User, joko: User, wening: User) -> list[PersonMention]:
    """Three people of three agencies fill in the form."""
    for by, name, place, words in zip((sari, joko, wening), SPELLINGS, PLACES, WORDS, strict=True):
        form = {"uuid": str(uuid4()), "place": place, "when": "today", "noticed": words}
        form |= {"person_name": name, "person_phone": PHONE}
        assert client_of(by).post("/laporan/baru/", form).status_code == 302
    examine_new_reports(now=timezone.now())
    return list(PersonMention.objects.order_by("pk"))


Three = list[PersonMention]


def merge(by: User, first: PersonMention, second: PersonMention) -> None:
    """The page with the explanation, then the answer."""
    address = reverse("entities:person_match", args=[first.pk, second.pk])
    client = client_of(by)
    page = client.get(address).text
    assert first.shown in page
    assert 'class="waterfall"' in page
    assert client.post(address, {"putusan": "same", "alasan": SAME}).status_code == 302
    hear_identities(now=timezone.now())


def take_back(by: User, of: PersonMention) -> None:
    """The last judgement that names a mention."""
    act = PersonJudgement.objects.filter(second=of).latest("pk").act
    address = reverse("entities:person_undo", args=[of.pk, act])
    assert client_of(by).post(address, {"alasan": WRONG}).status_code == 302
    hear_identities(now=timezone.now())


def alert() -> Alert:
    return Alert.objects.get(key__startswith="person:")


def rows_of_evidence(by: User) -> int:
    page = client_of(by).get(f"/peringatan/{alert().pk}/").text
    return sum(page.count(f"/laporan/{one.source[7:]}/") > 0 for one in PersonMention.objects.all())


def test_the_form_tells_whom_it_names(three: Three) -> None:
    assert [one.shown for one in three] == list(SPELLINGS)
    assert not Alert.objects.filter(key__startswith="person:").exists()


def test_a_confirmed_person_is_an_alert_that_grows(bima: User, three: Three) -> None:
    merge(bima, three[0], three[1])
    assert rows_of_evidence(bima) == 2
    merge(bima, three[0], three[2])
    assert rows_of_evidence(bima) == 3


def test_a_wrong_merge_is_undone_and_everybody_is_told(
    bima: User, ratna: User, hadi: User, three: Three
) -> None:
    merge(bima, three[0], three[1])
    merge(bima, three[0], three[2])
    take_back(bima, three[2])
    assert rows_of_evidence(bima) == 2
    assert "Gabungan orang dibatalkan" in client_of(bima).get(f"/peringatan/{alert().pk}/").text
    for leader in (ratna, hadi):
        assert "dikoreksi" in client_of(leader).get("/").text


def test_the_page_of_the_person_keeps_both_words(bima: User, three: Three) -> None:
    merge(bima, three[0], three[1])
    take_back(bima, three[1])
    page = client_of(bima).get(reverse("entities:person_page", args=[three[0].pk])).text
    assert SAME in page
    assert WRONG in page


@pytest.mark.parametrize("name", ["laras", "asing", "joko", "dimas"])
def test_strangers_find_neither_the_person_nor_the_question(
    name: str, request: pytest.FixtureRequest, three: Three
) -> None:
    client = client_of(request.getfixturevalue(name))
    for address in (
        reverse("entities:person_page", args=[three[0].pk]),
        reverse("entities:person_match", args=[three[0].pk, three[1].pk]),
    ):
        assert client.get(address).status_code == 404


def test_the_officer_who_wrote_of_him_reads_but_does_not_judge(sari: User, three: Three) -> None:
    page = client_of(sari).get(reverse("entities:person_page", args=[three[0].pk]))
    assert page.status_code == 200
    other = reverse("entities:person_match", args=[three[0].pk, three[1].pk])
    assert client_of(sari).get(other).status_code == 404
