"""What each rule finds, in the words that the officer reads."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.screening.catalogues import fact_kinds
from kentongan.screening.dated import in_force
from kentongan.screening.facts.evidence import (
    Caution,
    Consent,
    EarlierDecision,
    Evidence,
    Examination,
    Lookup,
    NationalIdDifference,
    OpenApplication,
    PaperDifference,
    Request,
    SharedContact,
    StatedDate,
)
from kentongan.screening.facts.findings import still_shown
from kentongan.screening.facts.rules import REGISTER
from tests.screening.applications import APPLICATIONS

DAY = date(2026, 11, 26)
SEEN = {"source": "SISKOP2MI", "on": DAY}
KINDS = in_force(fact_kinds(), DAY)


def sentences(**given: Any) -> list[str]:
    return [one.sentence(KINDS) for one in REGISTER.find(given)]


def month(name: str, number: int) -> StatedDate:
    return StatedDate("wawancara", DAY, name, date(2027, number, 1), date(2027, number, 28))


@pytest.mark.parametrize(
    ("name", "evidence", "sentence"),
    [
        (
            "paper_differences",
            PaperDifference("KTP, KK", DAY, "Nama", "KTP", "Siti", "KK", "Sitti"),
            "Nama berbeda: di KTP tertulis “Siti”, di KK “Sitti”.",
        ),
        (
            "national_id_differences",
            NationalIdDifference("KTP", DAY, "tanggal lahir", "akta lahir"),
            "NIK tidak cocok dengan tanggal lahir yang tertulis di akta lahir.",
        ),
        (
            "open_applications",
            OpenApplication("antrean", DAY, "A-77"),
            "Sudah ada permohonan bernomor A-77 tanggal 26-11-2026 atas NIK yang sama.",
        ),
        (
            "shared_contacts",
            SharedContact("antrean", DAY, "Nomor telepon", 4, 30),
            "Nomor telepon ini dipakai 4 pemohon lain dalam 30 hari.",
        ),
        (
            "agency_lookups",
            Lookup(**SEEN, name="PT Maju", list_name="P3MI", is_listed=False),
            "PT Maju tidak ada pada daftar P3MI tanggal 26-11-2026.",
        ),
        (
            "operator_lookups",
            Lookup(**SEEN, name="Nur Wisata", list_name="PPIU", is_listed=False),
            "Nur Wisata tidak ada pada daftar PPIU tanggal 26-11-2026.",
        ),
        (
            "placement_lookups",
            Lookup(**SEEN, name="Kamboja", list_name="negara", is_listed=False),
            "Kamboja tidak terbuka untuk penempatan pekerja menurut daftar tanggal 26-11-2026.",
        ),
        (
            "cautions",
            Caution("peringatan", DAY, "P-9", "nomor 0812…", frozenset({"phone"})),
            "Ada peringatan yang masih berlaku (P-9) tentang nomor 0812….",
        ),
        (
            "earlier_decisions",
            EarlierDecision("register", DAY, "ditolak", "Kanim Blitar", "T1"),
            "Pernah ditolak di Kanim Blitar tanggal 26-11-2026 dengan alasan T1.",
        ),
        (
            "examinations",
            Examination("BAP", DAY, "BAP-3", "tanggal lahir", is_proven_false=True),
            "Pemeriksaan BAP-3 tanggal 26-11-2026 membuktikan bahwa tanggal lahir tidak benar.",
        ),
        (
            "expired_requests",
            Request("register", DAY, date(2026, 12, 26), is_complete=False),
            "Dokumen yang diminta tanggal 26-11-2026 belum lengkap sampai 26-12-2026.",
        ),
    ],
)
def test_a_fact_is_told_in_one_sentence(name: str, evidence: Evidence, sentence: str) -> None:
    assert sentences(**{name: [evidence]}) == [sentence]


@pytest.mark.parametrize(
    ("name", "evidence"),
    [
        ("agency_lookups", Lookup(**SEEN, name="PT Baik", list_name="P3MI", is_listed=True)),
        ("placement_lookups", Lookup(**SEEN, name="Taiwan", list_name="negara", is_listed=True)),
        ("examinations", Examination("BAP", DAY, "1", "alamat", is_proven_false=False)),
        ("expired_requests", Request("register", DAY, DAY, is_complete=True)),
        ("cautions", Caution("peringatan", DAY, "P-9", "Desa Sawoo", frozenset({"area"}))),
        ("cautions", Caution("peringatan", DAY, "P-9", "Desa Sawoo", frozenset())),
    ],
)
def test_what_is_in_order_and_an_area_alone_are_no_facts(name: str, evidence: Evidence) -> None:
    assert sentences(**{name: [evidence]}) == []


def test_a_return_before_the_departure_is_told() -> None:
    dates = [month("Rencana pulang", 2), month("Rencana berangkat", 5)]
    assert sentences(stated_dates=dates) == [
        "Rencana berangkat (01-05-2027) tidak mungkin sesudah Rencana pulang (28-02-2027)."
    ]


def test_two_dates_in_one_month_contradict_nothing() -> None:
    assert sentences(stated_dates=[month("Rencana pulang", 5), month("Rencana berangkat", 5)]) == []


@pytest.mark.parametrize(
    ("shown", "is_missing"),
    [
        (["none"], True),
        (["one"], True),
        (["both"], False),
        (["one", "guardian"], False),
        ([], False),
    ],
)
def test_a_child_needs_both_parents_or_a_guardian(shown: list[str], is_missing: bool) -> None:
    consent = [Consent("berkas", DAY, given_by) for given_by in shown]
    assert bool(sentences(is_child=True, consent=consent)) is is_missing


def test_a_companion_under_caution_is_told_about_a_child_alone() -> None:
    cautions = [Caution("peringatan", DAY, "P-9", "pendamping", frozenset({"recruiter"}))]
    assert sentences(is_child=False, companion_cautions=cautions) == []
    assert "(P-9)" in sentences(is_child=True, companion_cautions=cautions)[0]


def test_a_caution_about_a_companion_leads_to_protection_never_to_refusal() -> None:
    kind = KINDS["companion_caution"]
    assert kind.ask_at == "protection_unit"
    assert kind.supports == "refer"


@given(APPLICATIONS)
def test_every_finding_has_a_sentence_a_source_and_a_date(application: dict[str, Any]) -> None:
    for one in REGISTER.find(application):
        assert one.sentence(KINDS).endswith(".")
        assert one.source
        assert one.on


@given(APPLICATIONS, st.data())
def test_what_was_not_the_same_stays_away_and_the_rest_is_shown(
    application: dict[str, Any], data: st.DataObject
) -> None:
    found = REGISTER.find(application)
    denied = frozenset(data.draw(st.sets(st.sampled_from([one.key for one in found] or ["x"]))))
    shown = still_shown(found, denied)
    assert {one.key for one in shown} == {one.key for one in found} - denied


def test_a_fact_is_the_same_when_it_is_seen_again_from_elsewhere() -> None:
    first, second = (
        REGISTER.find({"shared_contacts": [SharedContact(source, day, "Alamat", 7, 30)]})[0]
        for source, day in (("antrean", DAY), ("register", date(2026, 12, 1)))
    )
    assert first.key == second.key


def test_one_more_applicant_on_a_phone_is_news() -> None:
    four, five = (
        REGISTER.find({"shared_contacts": [SharedContact("antrean", DAY, "Telepon", others, 30)]})[
            0
        ]
        for others in (4, 5)
    )
    assert four.key != five.key
