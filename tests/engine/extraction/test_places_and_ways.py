"""Meeting places and journeys in a text. Left: a sentence. Right: what is found, as written.

Names of people and places are invented, or those of towns that everybody knows.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.extraction.meetings import place_spans
from kentongan.engine.extraction.things import LONGEST, things_in
from kentongan.engine.extraction.ways import route_spans
from kentongan.engine.linkage import stops
from kentongan.engine.linkage.normal import normalise


def found(text: str, kind: str) -> list[str]:
    """The writings of one kind."""
    return [one.raw for one in things_in(text) if one.kind == kind]


PLACES = [
    ("kumpul di terminal Seloaji", "terminal Seloaji"),
    ("Calon disuruh kumpul di terminal seloaji jam 5 pagi", "terminal seloaji"),
    ("KUMPUL DI TERMINAL SELOAJI JAM 5", "TERMINAL SELOAJI"),
    ("titik jemput depan Pasar Prigi", "depan Pasar Prigi"),
    ("titik kumpulnya SPBU Jetis", "SPBU Jetis"),
    ("Titik kumpul: alun-alun Ponorogo, pukul 22.00", "alun-alun Ponorogo"),
    ("dijemput mobil travel di depan Pasar Prigi", "depan Pasar Prigi"),
    ("Dijemput jam 2 malam di pom bensin Jetis.", "pom bensin Jetis"),
    ("Mereka berkumpul di Hotel Merdeka sebelum berangkat", "Hotel Merdeka"),
    ("janjian di warung Bu Sri dekat jembatan", "warung Bu Sri"),
    ("tempat berkumpul di balai desa Prigi", "balai desa Prigi"),
    ("menunggu di pertigaan Gandu", "pertigaan Gandu"),
    ("ngumpul di pasar sumoroto.", "pasar sumoroto"),
    ("Lokasi penjemputan di Rest Area Kertosono", "Rest Area Kertosono"),
    ("penjemputan di stasiun Madiun", "stasiun Madiun"),
    ("bertemu di Indomaret Siman", "Indomaret Siman"),
    ("dikumpulkan di gudang lama Ngrejo, lalu diangkut", "gudang lama Ngrejo"),
    ("ketemuan di kafe Lentera besok malam", "kafe Lentera"),
    ("kumpul jam 03.00 di halte Dengok", "halte Dengok"),
    ("meeting point: Terminal Purabaya", "Terminal Purabaya"),
    ("kumpulnya di lapangan Tambakbayan", ""),
    ("titik kumpul lapangan Tambakbayan", "lapangan Tambakbayan"),
    ("dijemput di Bandara Soekarno-Hatta", "Bandara Soekarno-Hatta"),
    ("berkumpul malam hari di ruko Ma'arif, Jetis", "ruko Ma'arif"),
]
ROUTES = [
    ("rute Ponorogo - Surabaya - Batam - Johor", "Ponorogo - Surabaya - Batam - Johor"),
    ("Surabaya-Batam-Johor", "Surabaya-Batam-Johor"),
    ("Surabaya → Pontianak → Entikong → Kuching", "Surabaya → Pontianak → Entikong → Kuching"),
    ("rutenya sby - btm - mly", "sby - btm - mly"),
    ("SBY -> BTM -> JB", "SBY -> BTM -> JB"),
    ("lewat Batam ke Malaysia", "lewat Batam ke Malaysia"),
    ("Katanya ke Malaysia lewat Batam, cepat", "ke Malaysia lewat Batam"),
    ("berangkat via Entikong", "via Entikong"),
    ("dari Surabaya ke Batam lalu ke Johor", "dari Surabaya ke Batam lalu ke Johor"),
    (
        "dibawa ke Jakarta terus ke Batam, lalu menyeberang ke Malaysia",
        "ke Jakarta terus ke Batam, lalu menyeberang ke Malaysia",
    ),
    ("naik pesawat Jakarta - HK", "Jakarta - HK"),
    ("transit Singapura lalu ke Kamboja", "transit Singapura lalu ke Kamboja"),
    ("lewat Thailand ke Kamboja", "lewat Thailand ke Kamboja"),
    ("dari Ponorogo ke Kuala Lumpur via Batam", "dari Ponorogo ke Kuala Lumpur via Batam"),
    ("Bu Tatik berangkat Malaysia lewat Nunukan", "Malaysia lewat Nunukan"),
    ("lewat jalur laut Dumai menuju Melaka", "lewat jalur laut Dumai menuju Melaka"),
    ("via KL ke Kamboja", "via KL ke Kamboja"),
    ("tiket Surabaya - Batam sudah dibelikan", "Surabaya - Batam"),
    ("BERANGKAT LEWAT BATAM KE MALAYSIA", "LEWAT BATAM KE MALAYSIA"),
    ("dari Prigi ke Malaysia lewat Batam", "ke Malaysia lewat Batam"),
    ("minta uang 5 juta, berangkat lewat Batam ke Malaysia", "lewat Batam ke Malaysia"),
    ("calon asal Prigi berangkat lewat Dumai ke Melaka", "lewat Dumai ke Melaka"),
    ("dibawa ke Batam lalu ke Johor", "ke Batam lalu ke Johor"),
    ("anaknya belum pulang, katanya lewat Batam ke Malaysia", "lewat Batam ke Malaysia"),
    ("lewat Batam, tujuan Malaysia", "lewat Batam, tujuan Malaysia"),
]
NOTHING = [
    "Rumahnya di dekat Pasar Prigi",
    "Alamat Jl. Raya Ponorogo - Trenggalek km 5",
    "Jl. Ahmad Yani, Surabaya - Jawa Timur",
    "buka Senin - Jumat 08.00 - 15.00",
    "gaji 5-7 juta per bulan",
    "umur 18-25 tahun, tinggi 150 - 160 cm",
    "kontrak 2 - 3 tahun di Taiwan",
    "tanggal 20-11-2026 sampai 25-11-2026",
    "kumpul di pasar",
    "kumpul di terminal jam 5",
    "titik jemput depan pasar",
    "kumpul di masjid agung",
    "kumpul di pasar sambil belanja",
    "kumpul di masjid Al Falah",
    "kumpul di rumah Bu Tatik",
    "warga kumpul di balai desa Prigi",
    "rapat di Hotel Merdeka",
    "ibu-ibu kumpul di Pasar Prigi untuk arisan",
    "pedagang berkumpul di Pasar Prigi",
    "dijemput keluarga di Bandara Juanda",
    "dijemput ibunya di Pasar Prigi",
    "jemput anak di SD Prigi",
    "menunggu bus di terminal Seloaji",
    "bertemu teman di Pasar Prigi",
    "uang dikumpulkan di bendahara",
    "jalan raya depan Pasar Prigi rusak",
    "kerja di Taiwan - Hong Kong",
    "lowongan Malaysia-Singapura-Taiwan",
    "tinggal di Batam dan Malaysia",
    "kerja di Johor - Malaysia",
    "hubungan Indonesia - Malaysia",
    "perbatasan Indonesia-Malaysia",
    "dari Surabaya ke Taiwan",
    "berangkat ke Malaysia",
    "lewat Batam",
    "lewat internet ke Malaysia",
    "mendaftar lewat Disnaker ke Taiwan",
    "pulang dari Malaysia lewat Batam",
    "dipulangkan dari Johor lewat Batam ke Surabaya",
    "paket dikirim lewat Batam ke Malaysia",
    "transfer uang dari Malaysia lewat Batam",
    "bus jurusan Ponorogo - Surabaya",
    "travel Ponorogo - Surabaya - Malang",
    "Desa Prigi - Watulimo - Trenggalek",
    "Siti Aminah - Taiwan - 3 tahun",
    "Batam - Siti Aminah - Malaysia",
    "eks Taiwan - Hong Kong",
    "kl ke malaysia lewat agen",
    "Kantor cabang: Surabaya - Batam - Johor",
    "di medan lalu ke padang",
    "pengalaman kerja: Surabaya - Batam - Malaysia",
    "warga dikumpulkan di balai desa Prigi untuk edukasi",
    "dijemput polisi di Terminal Seloaji",
    "titik kumpul evakuasi di lapangan",
    "Timnas Indonesia - Malaysia 2-1",
    "beasiswa ke Taiwan, Jepang - Korea",
]


@pytest.mark.parametrize(("text", "wanted"), PLACES)
def test_a_place_is_found_after_a_word_for_gathering_or_fetching(text: str, wanted: str) -> None:
    assert found(text, "place") == [wanted] * bool(wanted)
    assert found(text, "route") == []


@pytest.mark.parametrize(("text", "wanted"), ROUTES)
def test_a_journey_is_found_that_leads_abroad_or_to_a_way_out(text: str, wanted: str) -> None:
    assert found(text, "route") == [wanted]
    assert found(text, "place") == []


@pytest.mark.parametrize("text", NOTHING)
def test_ordinary_sentences_tell_of_no_place_and_no_journey(text: str) -> None:
    assert found(text, "place") == found(text, "route") == []


def test_both_in_one_notice_beside_other_things() -> None:
    text = (
        "Tekong Bu Tatik suruh kumpul di terminal Seloaji jam 5, rute Surabaya - Batam - Johor, "
        "WA 0850-0001-2345."
    )
    assert [(one.kind, one.raw) for one in things_in(text)] == [
        ("phone", "0850-0001-2345"),
        ("alias", "Bu Tatik"),
        ("place", "terminal Seloaji"),
        ("route", "Surabaya - Batam - Johor"),
    ]


def test_a_line_ends_a_journey() -> None:
    assert found("rute Surabaya -\nBatam", "route") == []
    assert found("Jakarta\n- Surabaya\n- Batam", "route") == []


ABROAD = st.sampled_from(sorted(stops.ABROAD))
WAY_OUT = st.sampled_from(sorted(stops.WAYS_OUT))


@given(ABROAD, WAY_OUT, st.sampled_from(["lewat", "via", "melalui", "transit"]))
def test_either_order_of_words_tells_the_same_journey(end: str, way: str, by: str) -> None:
    texts = (f"Ia {by} {way.title()} ke {end.title()}", f"Ia ke {end.title()} {by} {way.title()}")
    keys = {
        normal.key
        for text in texts
        for raw in found(text, "route")
        if (normal := normalise("route", raw))
    }
    assert keys == {f"{way}>{end}"}


SEARCHED = (place_spans, route_spans)
WORDS = st.sampled_from((
    *sorted(stops.KNOWN), "lewat", "ke", "dari", "lalu", "dan", "-", "->", ",", ".", "\n", "\x1f",
    "kumpul", "di", "dijemput", "titik jemput", "terminal", "pasar", "Seloaji", "Prigi", "jam 5",
))  # fmt: skip
TOLD = st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=200)


@given(TOLD, st.sampled_from(SEARCHED))
def test_places_come_in_order_and_can_be_normalised(text: str, search) -> None:  # type: ignore[no-untyped-def]
    last = 0
    kind = "place" if search is place_spans else "route"
    for start, end in search(text):
        assert last <= start < end <= len(text)
        assert "\x1f" not in text[start:end]
        assert normalise(kind, text[start:end]) is not None
        last = end


HOSTILE = (
    "kumpul di ", "titik jemput ", "kumpul di pasar ", "dijemput a a a ", "Batam ", "Batam - ",
    "ke Malaysia lewat ", "- ", "lewat ", "Batam-", "kota kota ", "kumpul jam jam jam jam ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_ends(piece: str) -> None:
    assert len(things_in(piece * LONGEST)) <= LONGEST // len(piece)
