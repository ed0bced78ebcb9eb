"""Every refusal of the privacy pages says in Indonesian what to do, and changes nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent, Confirmation, Incident, IncidentEntry
from kentongan.website.models import Decision, SubjectRequest, Wish
from kentongan.website.privacy.actions import answers, confirmations, incidents
from kentongan.website.privacy.clocks import breach_on
from kentongan.website.readiness import item_called
from tests.exchange.conftest import fresh_client
from tests.website.conftest import Everyone, client_of, everyone
from tests.website.privacy.conftest import Post

__all__ = ["everyone"]

REQUESTS, INCIDENTS, READY = "/privasi/permintaan/", "/privasi/insiden/", "/privasi/kesiapan/"
HOUR = timedelta(hours=1)
NO_RIGHT = "Peran Anda tidak diberi hak untuk langkah ini."
NOT_WAITING = "Langkah ini sudah tidak menunggu."
NO_REASON = "Tulis alasannya dalam satu kalimat"
NEEDED = "Bidang ini tidak boleh kosong."
WHOLE = {
    "permintaan": "access", "nama": "Pemohon Rekaan", "kontak": "loket",
    "bukti": "KTP asli diperlihatkan.", "ditanyakan": "0850-0077-7001",
}  # fmt: skip
WHEN = {"mulai": "2026-11-01T00:00", "sampai": "2026-11-30T00:00"}
pytestmark = pytest.mark.django_db


def kept() -> list[Any]:
    """All rows that the privacy pages write, and what the log says of it."""
    tables = (SubjectRequest, Incident, IncidentEntry, Confirmation)
    rows = [list(table.objects.order_by("pk").values()) for table in tables]
    ours = ("subject_request.", "incident.", "readiness.")
    done = [one.action for one in AuditEvent.objects.order_by("pk")]
    return [*rows, [word for word in done if word.startswith(ours) and "read" not in word[-5:]]]


def expect_refused(
    post_as: Post, by: User, path: str, status: int, words: str, **said: object
) -> None:
    """The page answers with this status and these words, and all is as it was."""
    before = kept()
    answer = post_as(by, path, **said)
    assert (answer.status_code, escape(words) in answer.text) == (status, True), answer.text
    assert kept() == before


def received(by: User, wish: Wish = Wish.ACCESS) -> SubjectRequest:
    said = answers.Told("Pemohon Rekaan", "loket", "KTP asli diperlihatkan.", "0850-0077-7001", "")
    return answers.receive(by=by, wish=wish, said=said, now=timezone.now())


def approved(by: User, second: User) -> SubjectRequest:
    one, now = received(by), timezone.now()
    ready = answers.prepare(by=by, request=one, decision=Decision.GRANTED, ground="", now=now)
    return answers.approve(by=second, request=ready, document_hash=ready.document_hash, now=now)


# --- requests ------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["nama", "kontak", "bukti", "ditanyakan"])
def test_a_request_without_one_of_its_parts_is_shown_again(
    part: str, ratna: User, post_as: Post
) -> None:
    expect_refused(post_as, ratna, REQUESTS, 422, NEEDED, **(WHOLE | {part: " "}))


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"bukti": "-- 12 --"}, 409, NO_REASON),
        ({"permintaan": "gold"}, 422, "gold bukan salah satu dari pilihan"),
        ({"nama": "x" * 201}, 422, "paling banyak 200 karakter"),
        ({"nama": "a\0b"}, 422, "Karakter null tidak diizinkan."),
    ],
)
def test_a_request_nobody_can_answer_is_shown_again(
    change: dict[str, str], status: int, words: str, ratna: User, post_as: Post
) -> None:
    expect_refused(post_as, ratna, REQUESTS, status, words, **(WHOLE | change))


def test_who_answers_no_requests_receives_none_and_loses_no_word(hadi: User, post_as: Post) -> None:
    expect_refused(post_as, hadi, REQUESTS, 409, NO_RIGHT, **WHOLE)
    assert "Pemohon Rekaan" in post_as(hadi, REQUESTS, **WHOLE).text


@pytest.mark.parametrize("deed", ["siapkan", "setujui", "serahkan"])
def test_who_answers_no_requests_takes_no_step_with_one(
    deed: str, ratna: User, hadi: User, post_as: Post
) -> None:
    expect_refused(post_as, hadi, f"{REQUESTS}{received(ratna).pk}/{deed}/", 403, NO_RIGHT)


@pytest.mark.parametrize(
    ("wish", "said", "status", "words"),
    [
        (Wish.ACCESS, {}, 422, NEEDED),
        (Wish.ACCESS, {"putusan": "maybe"}, 422, "maybe bukan salah satu dari pilihan"),
        (Wish.ACCESS, {"putusan": "refused", "alasan": "tidak"}, 409, NO_REASON),
        (Wish.ERASURE, {"putusan": "granted"}, 409, NO_REASON),
        (
            Wish.ERASURE,
            {"putusan": "granted", "alasan": "x" * 2001},
            422,
            "paling banyak 2000 karakter",
        ),
    ],
)
def test_an_answer_without_its_words_is_not_prepared(
    wish: Wish, said: dict[str, str], status: int, words: str, ratna: User, post_as: Post
) -> None:
    path = f"{REQUESTS}{received(ratna, wish).pk}/siapkan/"
    expect_refused(post_as, ratna, path, status, words, **said)


@pytest.mark.parametrize("deed", ["setujui", "serahkan"])
def test_what_is_not_prepared_is_neither_approved_nor_handed_over(
    deed: str, ratna: User, agung: User, post_as: Post
) -> None:
    expect_refused(post_as, agung, f"{REQUESTS}{received(ratna).pk}/{deed}/", 403, NOT_WAITING)


@pytest.mark.parametrize("shown", ["", "0" * 64, "a\0b"])
def test_an_answer_that_was_not_shown_is_not_approved(
    shown: str, ratna: User, agung: User, post_as: Post
) -> None:
    one, now = received(ratna), timezone.now()
    answers.prepare(by=ratna, request=one, decision=Decision.GRANTED, ground="", now=now)
    path = f"{REQUESTS}{one.pk}/setujui/"
    expect_refused(post_as, agung, path, 403, "Jawabannya berubah sejak halaman", sidik=shown)


def test_what_was_handed_over_waits_for_nothing(ratna: User, agung: User, post_as: Post) -> None:
    one = approved(ratna, agung)
    answers.close(by=ratna, request=one, now=timezone.now())
    for deed, status in (("siapkan", 409), ("setujui", 403), ("serahkan", 403)):
        path, said = f"{REQUESTS}{one.pk}/{deed}/", {"putusan": "granted"}
        expect_refused(post_as, agung, path, status, NOT_WAITING, **said)


def test_no_paper_leaves_before_two_have_signed(ratna: User, agung: User) -> None:
    waiting, path = received(ratna), f"{REQUESTS}{{}}/jawaban.pdf"
    early = fresh_client(ratna).get(path.format(waiting.pk))
    assert (early.status_code, "belum disetujui orang kedua" in early.text) == (403, True)
    done = fresh_client(ratna).get(path.format(approved(ratna, agung).pk))
    assert (done.status_code, done["Content-Type"]) == (200, "application/pdf")
    assert AuditEvent.objects.filter(action="subject_request.exported").count() == 1


# --- incidents ------------------------------------------------------------------------


@pytest.fixture
def incident(agung: User) -> Incident:
    now = timezone.now()
    return incidents.begin(by=agung, known_at=now - HOUR, what="Gawai petugas hilang.", now=now)


def local(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"apa": "Gawai petugas hilang."}, 422, NEEDED),
        ({"diketahui": "kemarin", "apa": "Gawai hilang."}, 422, "Masukkan tanggal/waktu yang"),
        ({"diketahui": "2026-11-01T00:00", "apa": "Aduh!"}, 409, NO_REASON),
        ({"diketahui": "2199-11-01T00:00", "apa": "Gawai petugas hilang."}, 409, "masa depan"),
    ],
)
def test_an_incident_nobody_can_follow_is_not_begun(
    said: dict[str, str], status: int, words: str, agung: User, post_as: Post
) -> None:
    expect_refused(post_as, agung, INCIDENTS, status, words, **said)


@pytest.mark.parametrize("step", ["dance", "stop-", "x" * 200])
def test_a_step_that_is_not_on_the_list_is_not_ticked_off(
    step: str, incident: Incident, agung: User, post_as: Post
) -> None:
    path = f"{INCIDENTS}{incident.pk}/langkah/{step}/"
    expect_refused(post_as, agung, path, 403, "Langkah ini tidak ada atau sudah ditandai")


def test_a_note_at_a_step_is_cut_to_what_the_box_and_the_database_take(
    incident: Incident, agung: User, post_as: Post
) -> None:
    first, second, *_later = breach_on(incident.known_at.date()).steps
    for step, note in ((first, "y" * 900), (second, "a\0b")):
        path = f"{INCIDENTS}{incident.pk}/langkah/{step.id}/"
        assert post_as(agung, path, catatan=note).status_code == 302
    assert {one.item: one.note for one in incident.entries.all()} == {
        first.id: "y" * 500,
        second.id: "ab",
    }


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({}, 422, NEEDED),
        ({"akun": "bima", "mulai": WHEN["sampai"], "sampai": WHEN["mulai"]}, 409, "sebelum saat"),
        ({"akun": "bima", "mulai": "?", "sampai": WHEN["sampai"]}, 422, "Masukkan tanggal/waktu"),
        ({"akun": "bi\0ma", **WHEN}, 422, "Karakter null tidak diizinkan."),
    ],
)
def test_a_time_that_is_none_reckons_nobody(
    said: dict[str, str], status: int, words: str,
    incident: Incident, agung: User, post_as: Post,
) -> None:  # fmt: skip
    expect_refused(post_as, agung, f"{INCIDENTS}{incident.pk}/terdampak/", status, words, **said)


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"catatan": " "}, 422, NEEDED),
        ({"catatan": "ok"}, 409, NO_REASON),
        ({"catatan": "Semua sudah beres.", "tutup": "1"}, 409, "Masih ada langkah terbuka"),
    ],
)
def test_a_note_that_says_nothing_or_closes_too_early_is_not_added(
    said: dict[str, str], status: int, words: str,
    incident: Incident, agung: User, post_as: Post,
) -> None:  # fmt: skip
    expect_refused(post_as, agung, f"{INCIDENTS}{incident.pk}/catatan/", status, words, **said)


def test_to_a_closed_incident_nothing_is_added(
    incident: Incident, agung: User, post_as: Post
) -> None:
    now = timezone.now()
    for step in breach_on(incident.known_at.date()).steps:
        incidents.tick_off(by=agung, incident=incident, step=step.id, note="", now=now)
    incidents.close(by=agung, incident=incident, note="Semua sudah beres.", now=now)
    note, when = {"catatan": "Masih ada kabar."}, {"akun": "bima", **WHEN}
    for deed, said in (("catatan", note), ("catatan", note | {"tutup": "1"}), ("terdampak", when)):
        path = f"{INCIDENTS}{incident.pk}/{deed}/"
        expect_refused(post_as, agung, path, 409, "Insiden ini sudah ditutup.", **said)


# --- readiness ------------------------------------------------------------------------


def signed(by: User, name: str) -> None:
    item = item_called(name)
    assert item
    confirmations.sign(by=by, item=item, note="", now=timezone.now())


@pytest.mark.parametrize("deed", ["", "kedua/", "cabut/"])
@pytest.mark.parametrize("name", ["agung", "ratna"])
def test_who_is_not_named_at_an_item_neither_signs_nor_withdraws(
    deed: str, name: str, people: dict[str, User], post_as: Post
) -> None:
    signed(people["hadi"], "jurist")
    words = "Butir ini ditandatangani peran lain."
    expect_refused(post_as, people[name], f"{READY}jurist/{deed}", 403, words)


def test_what_nobody_signed_is_neither_countersigned_nor_withdrawn(
    hadi: User, agung: User, post_as: Post
) -> None:
    words = "Belum ada tanda tangan untuk butir ini."
    expect_refused(post_as, agung, f"{READY}impact_assessment/kedua/", 403, words)
    expect_refused(post_as, hadi, f"{READY}impact_assessment/cabut/", 403, words)


def test_what_is_signed_is_signed_once_by_each(hadi: User, agung: User, post_as: Post) -> None:
    path = f"{READY}impact_assessment/"
    signed(hadi, "impact_assessment")
    expect_refused(post_as, hadi, path, 403, "sudah ditandatangani. Cabut dahulu")
    assert post_as(agung, f"{path}kedua/").status_code == 302
    expect_refused(post_as, agung, f"{path}kedua/", 403, NOT_WAITING)


def test_a_note_with_a_sign_no_database_keeps_is_kept_without_it(hadi: User, post_as: Post) -> None:
    assert post_as(hadi, f"{READY}jurist/", keterangan="Rapat\0 3.").status_code == 302
    assert Confirmation.objects.get().note == "Rapat 3."


# --- who finds the pages ------------------------------------------------------------------------

GUARDIANS = {RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD, RoleKey.AUDITOR}
PAGES = (
    *("index", "register", "register_csv", "holds", "retention", "requests", "files"),
    *("incidents", "readiness"),
)


@pytest.mark.parametrize("role", RoleKey)
def test_each_privacy_page_is_there_for_its_guardians_and_for_nobody_else(
    role: RoleKey, everyone: Everyone
) -> None:
    client = client_of(everyone[role])
    found = {client.get(reverse(f"privacy:{name}")).status_code for name in PAGES}
    assert found == ({200} if role in GUARDIANS else {404})


@pytest.mark.parametrize("role", RoleKey)
def test_each_deed_on_a_record_that_is_there_is_not_found_by_others(
    role: RoleKey, everyone: Everyone, incident: Incident, ratna: User
) -> None:
    one, client = received(ratna), client_of(everyone[role])
    paths = [f"{REQUESTS}{one.pk}/{deed}/" for deed in ("siapkan", "setujui", "serahkan")]
    paths += [f"{INCIDENTS}{incident.pk}/{deed}/" for deed in ("catatan", "langkah/dance")]
    paths += [f"{READY}jurist/kedua/", REQUESTS, INCIDENTS]
    before = kept()
    statuses = {client.post(path).status_code for path in paths}
    assert statuses <= ({403, 409, 422} if role in GUARDIANS else {404})
    assert kept() == before


@pytest.mark.parametrize("number", [0, 999, 2**31, 2**63, 10**30])
def test_a_number_that_no_record_has_is_not_found(number: int, agung: User) -> None:
    client = client_of(agung)
    paths = [f"{start}{number}/" for start in (REQUESTS, INCIDENTS, "/privasi/berita-acara/")]
    assert {client.get(path).status_code for path in paths} == {404}


@pytest.mark.parametrize("path", [REQUESTS, INCIDENTS, READY, "/privasi/"])
def test_a_word_in_the_address_that_nobody_knows_is_refused(path: str, agung: User) -> None:
    assert client_of(agung).get(path, {"nama": "x"}).status_code == 400


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, ""])
def test_a_page_of_requests_that_is_none_shows_the_nearest(page: str, ratna: User) -> None:
    received(ratna)
    answer = client_of(ratna).get(REQUESTS, {"hal": page})
    assert answer.status_code == 200
    assert list(answer.context["page"])
