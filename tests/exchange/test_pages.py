"""The pages of sharing, from the button on an alert to the document at the receiver's."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.access.actions import grants
from kentongan.access.models import Consent, Grant, Profile, Purpose, SharedCopy
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent
from tests.exchange.conftest import Share, bytes_of, fresh_client, page_of
from tests.website.conftest import Everyone, client_of
from tests.website.pages import Page

DEEDS = ("setujui", "tolak", "kirim", "terima", "kembalikan", "cabut", "alihkan", "ambil", "jawab")


def posted(client: Client, path: str, **fields: object) -> str:
    """Where a form led to; the status where it led nowhere."""
    answer = client.post(path, fields)
    return answer.headers.get("Location", str(answer.status_code))


def chosen(subject: str, to: User, **fields: object) -> dict[str, object]:
    base = {"tentang": subject, "penerima": to.pk, "profil": "RINGKAS-AREA", "keperluan": "cegah"}
    return base | {"hari": 14} | fields


def test_from_the_alert_to_the_document_at_the_receiver_s(
    bima: User, yudi: User, subject: str
) -> None:
    sender, receiver = fresh_client(bima), fresh_client(yudi)
    pk = subject.partition(":")[2]
    assert f"/berbagi/baru/?tentang=alert:{pk}" in Page(sender.get(f"/peringatan/{pk}/").text).links
    people = Page(sender.get("/berbagi/baru/", {"tentang": subject}).text).links
    assert f"/berbagi/baru/?tentang={subject}&penerima={yudi.pk}" in people
    here = posted(sender, "/berbagi/baru/", **chosen(subject, yudi))
    uuid = here.strip("/").rpartition("/")[2]
    preview = sender.get(f"{here}salinan/1/").content
    assert posted(sender, f"{here}kirim/") == here
    assert "Dibagikan kepada Anda" in receiver.get("/").text
    assert receiver.get(f"{here}salinan/1/").status_code == 404
    assert posted(receiver, f"{here}terima/") == here
    assert receiver.get(f"{here}salinan/1/").content == preview
    assert bytes_of(Grant.objects.get(uuid=uuid)) == preview


def test_the_page_shows_beforehand_what_stands_in_the_document(share: Share, bima: User) -> None:
    grant = share("proposed")
    page = client_of(bima).get(f"/berbagi/{grant.uuid}/").text
    document = bytes_of(grant).decode()
    content = document[document.index("<dl>") : document.index("</main>")]
    assert content in page
    assert grant.copies.get().page_sha256[:16] in page


def test_after_sending_the_page_links_to_the_document(share: Share, bima: User) -> None:
    grant = share("offered")
    assert page_of(grant) in Page(client_of(bima).get(f"/berbagi/{grant.uuid}/").text).links


def test_a_share_is_sent_only_after_a_fresh_proof(share: Share, bima: User) -> None:
    grant = share("proposed")
    where = posted(client_of(bima), f"/berbagi/{grant.uuid}/kirim/")
    assert "/akun/" in where
    assert Grant.objects.get(pk=grant.pk).state == "proposed"


def test_the_document_comes_with_its_hash_and_in_no_cache(share: Share, yudi: User) -> None:
    answer = client_of(yudi).get(page_of(share()))
    assert answer["X-Document-SHA256"] == SharedCopy.objects.get().page_sha256
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("accept", [False, True], ids=[".json", "Accept"])
def test_the_same_as_json(accept: bool, share: Share, yudi: User) -> None:
    grant = share()
    address = page_of(grant) if accept else f"{page_of(grant).rstrip('/')}.json"
    headers = {"Accept": "application/json"} if accept else {}
    answer = client_of(yudi).get(address, headers=headers)
    assert answer["Content-Type"] == "application/json"
    assert answer.content == bytes(grant.copies.get().data)


def test_the_document_has_nothing_inline_and_fits_a_phone(share: Share, yudi: User) -> None:
    text = client_of(yudi).get(page_of(share())).text
    assert Page(text).inline == []
    assert 'name="viewport"' in text


def test_reading_is_written_down_before_the_body_goes_out(
    share: Share, yudi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant = share()
    client = client_of(yudi)

    def broken(*_arguments: object, **_words: object) -> None:
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr(grants, "record", broken)
    with pytest.raises(RuntimeError, match="log"):
        client.get(page_of(grant))


def test_every_reading_leaves_one_row(share: Share, yudi: User) -> None:
    grant = share()
    client = client_of(yudi)
    for _time in range(3):
        client.get(page_of(grant))
    assert AuditEvent.objects.filter(action="share.read", actor="yudi").count() == 3


# --- strangers ----------------------------------------------------------------


@pytest.mark.parametrize("state", ["proposed", "offered", "accepted"])
@pytest.mark.parametrize("role", RoleKey)
def test_only_the_parties_open_the_document(
    role: RoleKey, state: str, share: Share, everyone: Everyone
) -> None:
    grant = share(state)
    reading = {RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD}
    expected = 200 if role in reading else 404
    assert client_of(everyone[role]).get(page_of(grant)).status_code == expected


@pytest.mark.parametrize("role", RoleKey)
def test_a_stranger_to_a_share_finds_no_page_of_it(
    role: RoleKey, share: Share, everyone: Everyone
) -> None:
    grant = share()
    seeing = {RoleKey.ANALYST, RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD}
    status = client_of(everyone[role]).get(f"/berbagi/{grant.uuid}/").status_code
    assert status == (200 if role in seeing else 404)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_with_another_s_number_finds_nothing(
    deed: str, share: Share, joko: User, asing: User
) -> None:
    grant = share()
    before = Grant.objects.values().get(pk=grant.pk)
    for stranger in (joko, asing):
        answer = fresh_client(stranger).post(f"/berbagi/{grant.uuid}/{deed}/")
        assert answer.status_code in {403, 404}  # 403: the deed is not of this role
    assert Grant.objects.values().get(pk=grant.pk) == before


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_no_link(deed: str, share: Share, bima: User, ratna: User) -> None:
    path = f"/berbagi/{share().uuid}/{deed}/"
    assert {client_of(one).get(path).status_code for one in (bima, ratna)} <= {403, 405}


def test_one_receiver_s_share_is_not_another_s(
    share: Share, yudi: User, joko: User, bima: User
) -> None:
    mine = share()
    other = share(
        profile=Profile.POLICE_INQUIRY,
        recipient=joko,
        purpose=Purpose.INVESTIGATION,
        state="proposed",
    )
    client = client_of(yudi)
    assert client.get(page_of(mine)).status_code == 200
    assert client.get(page_of(other)).status_code == 404
    assert client.get(page_of(mine, 2)).status_code == 404
    assert client.get(f"/berbagi/{other.uuid}/").status_code == 404


def test_a_share_opens_no_page_of_the_sender_s(share: Share, yudi: User, subject: str) -> None:
    share()
    pk = subject.partition(":")[2]
    assert client_of(yudi).get(f"/peringatan/{pk}/").status_code == 404


@pytest.mark.parametrize(
    "about", ["alert:999999", "alert:x", "report:1", "thing:0", "orang:1", "", "list:9"]
)
def test_what_is_not_there_cannot_be_chosen(about: str, bima: User, yudi: User) -> None:
    assert client_of(bima).get("/berbagi/baru/", {"tentang": about}).status_code == 404


def test_another_office_s_alert_cannot_be_chosen(asing: User, yudi: User, subject: str) -> None:
    client = client_of(asing)
    assert client.get("/berbagi/baru/", {"tentang": subject}).status_code == 404
    assert posted(client, "/berbagi/baru/", **chosen(subject, yudi)) == "404"
    assert client.get("/berbagi/persetujuan/", {"tentang": subject}).status_code == 404


@pytest.mark.parametrize("receiver", ["x", "-1", "0", "99999999999999999999", "²"])
def test_a_receiver_who_is_nobody_is_not_found(receiver: str, bima: User, subject: str) -> None:
    answer = client_of(bima).get("/berbagi/baru/", {"tentang": subject, "penerima": receiver})
    assert answer.status_code == 404


def test_who_may_receive_nothing_cannot_be_chosen(
    bima: User, sari: User, agung: User, subject: str
) -> None:
    client = client_of(bima)
    for person in (sari, agung, bima):
        asked = {"tentang": subject, "penerima": person.pk}
        assert client.get("/berbagi/baru/", asked).status_code == 404


@pytest.mark.parametrize("path", ["/berbagi/", "/berbagi/baru/", "/berbagi/persetujuan/"])
def test_an_unknown_word_in_the_address_is_refused(path: str, bima: User, subject: str) -> None:
    answer = client_of(bima).get(path, {"tentang": subject, "owner__username": "ratna"})
    assert answer.status_code == 400


@pytest.mark.parametrize("field", ["label", "approved_by", "state", "owner", "needs_approval"])
def test_a_field_that_nobody_offers_changes_nothing(
    field: str, bima: User, yudi: User, subject: str
) -> None:
    posted(client_of(bima), "/berbagi/baru/", **chosen(subject, yudi), **{field: "0"})
    grant = Grant.objects.get()
    assert (grant.label, grant.approved_by, grant.state) == (1, None, "proposed")
    assert grant.owner == bima


# --- forms --------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"hari": 0},
        {"hari": 31},
        {"hari": "1e309"},
        {"profil": "POLRI-SIDIK"},
        {"profil": "PPID-0"},
        {"keperluan": "penyelidikan"},
        {"hari": ""},
    ],
)
def test_a_form_that_does_not_fit_makes_nothing(
    change: dict, bima: User, yudi: User, subject: str
) -> None:
    assert posted(client_of(bima), "/berbagi/baru/", **chosen(subject, yudi, **change)) == "422"
    assert not Grant.objects.exists()


def test_fourteen_days_are_proposed(bima: User, yudi: User, subject: str) -> None:
    page = client_of(bima).get("/berbagi/baru/", {"tentang": subject, "penerima": yudi.pk})
    assert 'name="hari" value="14"' in page.text


def test_people_are_found_by_name_and_by_office(
    bima: User, yudi: User, wening: User, subject: str
) -> None:
    client = client_of(bima)
    for words, expected in (("yudi", {yudi}), ("disnaker", {wening}), ("", {yudi, wening})):
        text = client.get("/berbagi/baru/", {"tentang": subject, "kata": words}).text
        assert {one for one in (yudi, wening) if one.full_name in text} == expected


def test_a_list_of_an_area_is_handed_over(bima: User, yudi: User, subject: str) -> None:
    today = timezone.localdate()
    wish = chosen("list", yudi, wilayah="35.03", sejak=date(2026, 1, 1), sampai=today)
    here = posted(client_of(bima), "/berbagi/baru/", **wish)
    page = client_of(bima).get(here).text
    assert "daftar Trenggalek" in page
    assert "Watulimo, Trenggalek" in page


def test_an_area_of_another_office_is_not_offered(bima: User, yudi: User, subject: str) -> None:
    today = timezone.localdate()
    wish = chosen("list", yudi, wilayah="35.05", sejak=today, sampai=today)
    assert posted(client_of(bima), "/berbagi/baru/", **wish) == "422"


def test_a_consent_is_written_down_used_and_taken_back(
    bima: User, wening: User, subject: str
) -> None:
    client = fresh_client(bima)
    said = {
        "tentang": subject,
        "nama": "Wulan Rekaan",
        "keperluan": "layanan_korban",
        "kepada": ["labour"],
        "isi": ["name", "contact"],
        "cara": "written",
        "bahasa": "Jawa",
        "hari": 30,
    }
    assert posted(client, "/berbagi/persetujuan/", **said).startswith("/berbagi/persetujuan/")
    consent = Consent.objects.get()
    assert "Wulan Rekaan" in client.get("/berbagi/persetujuan/", {"tentang": subject}).text
    wish = chosen(subject, wening, profil="DISNAKER-LAYANAN", keperluan="layanan_korban")
    wish |= {"persetujuan": consent.uuid, "kontak": "0850-0000-1111"}
    here = posted(client, "/berbagi/baru/", **wish)
    assert "Wulan Rekaan" in client.get(here).text
    posted(client, f"/berbagi/persetujuan/{consent.uuid}/tarik/")
    assert "Persetujuan orangnya ditarik" in client.get(here).text


def test_the_civil_registry_answers_on_its_page(bima: User, citra: User, subject: str) -> None:
    sender, receiver = fresh_client(bima), fresh_client(citra)
    wish = chosen(subject, citra, profil="DUKCAPIL-COCOK", keperluan="verifikasi_data")
    wish |= {"nik": "9901154413900001", "nama": "Wulan Rekaan", "lahir": "1990-04-15"}
    here = posted(sender, "/berbagi/baru/", **wish)
    posted(sender, f"{here}kirim/")
    posted(receiver, f"{here}terima/")
    page = receiver.get(here).text
    assert "peringatan" not in Page(page).links
    assert posted(receiver, f"{here}jawab/", jawaban="no_match") == here
    assert "Tidak cocok" in sender.get(here).text


def test_a_head_reads_the_preview_and_approves(
    bima: User, ratna: User, joko: User, subject: str, share: Share
) -> None:
    grant = share(
        "proposed",
        profile=Profile.POLICE_INQUIRY,
        recipient=joko,
        purpose=Purpose.INVESTIGATION,
    )
    here = f"/berbagi/{grant.uuid}/"
    assert "Menunggu persetujuan" in client_of(bima).get(here).text
    assert posted(fresh_client(bima), f"{here}kirim/") == "409"
    assert "Setujui" in client_of(ratna).get(here).text
    assert posted(fresh_client(ratna), f"{here}setujui/") == here
    assert posted(fresh_client(bima), f"{here}kirim/") == here


def test_a_deed_out_of_turn_says_why(share: Share, bima: User, yudi: User) -> None:
    grant = share("offered")
    grants.revoke(by=bima, uuid=grant.uuid)
    answer = client_of(yudi).post(f"/berbagi/{grant.uuid}/terima/")
    assert answer.status_code == 409
    assert "sudah berakhir: Dicabut pengirim" in answer.text


def test_it_is_handed_to_a_colleague(share: Share, bima: User, ratna: User) -> None:
    grant = share()
    here = f"/berbagi/{grant.uuid}/"
    assert posted(client_of(bima), f"{here}alihkan/", kepada=ratna.pk) == here
    assert Grant.objects.get(pk=grant.pk).owner == ratna


def test_what_has_ended_stays_as_a_line_without_its_document(
    share: Share, bima: User, yudi: User
) -> None:
    grant = share()
    grants.revoke(by=bima, uuid=grant.uuid)
    client = client_of(yudi)
    assert "Dicabut pengirim" in client.get("/berbagi/").text
    assert page_of(grant) not in Page(client.get(f"/berbagi/{grant.uuid}/").text).links
    assert "Dibagikan kepada Anda" not in client.get("/").text


def test_an_auditor_sees_that_something_was_shared_and_not_what(share: Share, agung: User) -> None:
    grant = share()
    page = client_of(agung).get(f"/berbagi/{grant.uuid}/")
    assert page.status_code == 200
    assert page_of(grant) not in Page(page.text).links


# --- many ---------------------------------------------------------------------


def test_more_shares_do_not_mean_more_queries(
    share: Share, bima: User, yudi: User, django_assert_max_num_queries: Callable
) -> None:
    clients = [client_of(bima), client_of(yudi)]
    share()
    with django_assert_max_num_queries(20) as few:
        for client in clients:
            client.get("/berbagi/")
    for _time in range(8):
        share()
    with django_assert_max_num_queries(len(few)):
        for client in clients:
            client.get("/berbagi/")


def test_a_long_list_comes_in_pages(share: Share, bima: User) -> None:
    for _time in range(21):
        share("proposed")
    client = client_of(bima)
    assert "?hal=2" in Page(client.get("/berbagi/").text).links
    for page in ("2", "99999999", "x"):
        assert client.get("/berbagi/", {"hal": page}).status_code == 200
