"""What a text mentions. Left: a sentence. Right: the things found in it, as (kind, as written).

Numbers come from ranges that nobody is given: 0850, 99999999, province 00.
"""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.extraction import meetings, names, numbers, things, ways
from kentongan.engine.extraction.things import LONGEST, things_in
from kentongan.engine.linkage.normal import normalise
from kentongan.engine.linkage.words import legible
from kentongan.engine.synthetic.numbers import fake_account, fake_national_id, fake_phone
from kentongan.engine.synthetic.spelling import PHONE_STYLES

Things = list[tuple[str, str]]
Table = list[tuple[str, list[str]]]


def found(text: str, kind: str = "") -> list[str]:
    """The writings of one kind, or of all kinds."""
    return [one.raw for one in things_in(text) if kind in {"", one.kind}]


def keys(text: str, kind: str) -> set[str]:
    """The keys of one kind."""
    normals = [normalise(kind, raw) for raw in found(text, kind)]
    return {normal.key for normal in normals if normal}


def cases(table: Table) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("text", "wanted"), table)


@cases(
    [
        ("Nomor 0850-0001-2345, tolong dicek", ["0850-0001-2345"]),
        ("wa 85000012345, minta KTP.", ["85000012345"]),
        ("Kontaknya 85000012345.", ["85000012345"]),
        ("hp085000012345", ["085000012345"]),
        ("HP.0850-0001-2345", ["0850-0001-2345"]),
        ("0850-0001-2345/0850-0001-2346", ["0850-0001-2345", "0850-0001-2346"]),
        ("085000012345 085000012346", ["085000012345", "085000012346"]),
        ("RT 02 085000012345", ["085000012345"]),
        ("085000012345 3 orang", ["085000012345"]),
        ("0850 0001 2345 200 ribu", ["0850 0001 2345"]),
        ("0850-0001-2345 20 orang berangkat", ["0850-0001-2345"]),
        ("pukul 08.00-12.00 hubungi 085000012345", ["085000012345"]),
        ("https://wa.me/6285000012345?text=halo", ["wa.me/6285000012345"]),
        ("kantor (0355) 791234", ["(0355) 791234"]),
        ("agen di Hong Kong +852 2345 6789", ["+852 2345 6789"]),
        ("telp 0355 791234", ["0355 791234"]),
        ("Telp. 0355791234, jam kerja", ["0355791234"]),
        ("hub \u202a+62 850\u20110001\u20112345\u202c ya", ["+62 850-0001-2345"]),
        ("hub 0850\N{NO-BREAK SPACE}0001\N{NO-BREAK SPACE}2345", ["0850 0001 2345"]),
        ("WA 𝟎𝟖𝟓𝟎𝟎𝟎𝟎𝟏𝟐𝟑𝟒𝟓", ["085000012345"]),
        ("0850…0001", []),
        ("whatsapp://send?phone=6285000012345", ["whatsapp://send?phone=6285000012345"]),
        ("085000012345,085000012346,085000012347", [f"08500001234{last}" for last in "567"]),
        ("surat telp 02112026", []),
        ("biaya 85000012345 rupiah", []),
        ("Rp 85000012345", []),
        ("uang Rp85.000.012.345,-", []),
        ("No. 3503/2026/085000012345", []),
        ("08-11-2026 08.30 s.d. 10.30", []),
        ("08 11 2026 pukul 10 30", []),
        ("08112026 10 30", []),
        ("kode pos 66382", []),
        ("dana desa Rp 850.000.000", []),
    ]
)
def test_phones_end_where_the_number_ends(text: str, wanted: list[str]) -> None:
    assert found(text, "phone") == wanted


FRAMES = (
    "{}",
    "Kemarin Bu Tatik memberi nomor {}, katanya bisa berangkat bulan depan.",
    "Kontaknya {}.",
    "(hp {})",
    "no: {}; minta 15 juta",
    "Pada 20-11-2026 pukul 10.30 WIB nomor {} menelepon 3 kali",
)


@given(st.integers(0, 999_999), st.sampled_from(PHONE_STYLES), st.sampled_from(FRAMES))
def test_every_spelling_of_a_phone_is_found_in_a_sentence(index: int, style, frame: str) -> None:  # type: ignore[no-untyped-def]
    phone = fake_phone(index)
    assert keys(frame.format(style(phone.removeprefix("+62"))), "phone") == {phone}


ID_STYLES = (
    lambda digits: digits,
    lambda digits: " ".join(digits[at : at + 4] for at in range(0, 16, 4)),
    lambda digits: f"{digits[:6]}.{digits[6:12]}.{digits[12:]}",
    lambda digits: f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:12]}.{digits[12:]}",
)


@given(st.integers(0, 9_999), st.sampled_from(ID_STYLES), st.sampled_from(FRAMES))
def test_a_national_id_is_never_taken_up(index: int, style, frame: str) -> None:  # type: ignore[no-untyped-def]
    text = frame.format(style(fake_national_id(index)))
    assert found(text, "phone") == found(text, "account") == []


DAYS = st.integers(0, 12_000).map(lambda n: date(1994, 1, 1) + timedelta(days=n))
DAY_FORMATS = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d", "%d%m%Y")
CLOCKS = ("", " 10.30", " 08.30-12.45", " 08:30", " pukul 08 30 WIB")


@given(DAYS, st.sampled_from(DAY_FORMATS), st.sampled_from(CLOCKS))
def test_a_day_with_an_hour_is_no_number_of_anything(day: date, form: str, clock: str) -> None:
    written = f"{day:{form}}{clock}"
    assert things_in(f"Pada {written} ada orang di kantor BRI {written}") == []


@given(
    st.integers(1, 99_999_999_999),
    st.sampled_from(("Rp {}", "Rp{},-", "Rp. {}", "{} rupiah", "uang {} juta", "{}rb")),
    st.booleans(),
)
def test_an_amount_of_money_is_no_phone(amount: int, frame: str, dotted: bool) -> None:
    written = f"{amount:,}".replace(",", ".") if dotted else str(amount)
    assert found(f"bayar {frame.format(written)} di muka", "phone") == []


@cases(
    [
        ("transfer ke BRI 9999999900001234 5 juta", ["BRI 9999999900001234"]),
        ("BCA 9999-9999-0000-1234 an. Siti", ["BCA 9999-9999-0000-1234"]),
        ("rek 9999999900001234", ["rek 9999999900001234"]),
        ("kirim ke 9999999900001234 (BRI)", ["9999999900001234 (BRI)"]),
        ("DANA 085000012345", ["DANA 085000012345"]),
        ("DANA no. 0850-0001-2345 3 orang", ["DANA no. 0850-0001-2345"]),
        ("norek 9999999900001234 a.n. Siti", ["norek 9999999900001234"]),
        ("OVO/DANA 085000012345", ["DANA 085000012345"]),
        ("lewat BRI atau DANA 085000012345", ["DANA 085000012345"]),
        ("OVO: 085000012345, GoPay: 085000012346", ["OVO: 085000012345", "GoPay: 085000012346"]),
        ("ke dana desa 085000012345", []),
        ("di depan BRI, hubungi 085000012345", []),
        ("berangkat mandiri 085000012345", []),
        ("lewat BRI 15000000", []),
        ("setor di BRI sebesar 1500000000", []),
        ("BRI 20-11-2026 10.30", []),
    ]
)
def test_an_account_has_its_bank_or_wallet_beside_it(text: str, wanted: list[str]) -> None:
    assert found(text, "account") == wanted


def test_a_number_that_is_no_account_stays_a_phone() -> None:
    for text in ("di depan BRI, hubungi 085000012345", "ke dana desa 085000012345"):
        assert keys(text, "phone") == {"+6285000012345"}


@given(st.integers(0, 99_999_999), st.sampled_from(("BRI {}", "rek. BCA no. {}", "{} (BNI)")))
def test_an_account_is_found_and_is_no_phone(index: int, frame: str) -> None:
    text = f"Uang dikirim ke {frame.format(fake_account(index))} 2 juta tiap orang"
    assert keys(text, "account") == {fake_account(index)}
    assert found(text, "phone") == []


@cases(
    [
        ("lihat @kerja_taiwan, ramai", ["@kerja_taiwan"]),
        ("FB kerja_taiwan", ["FB kerja_taiwan"]),
        ("IG @lokertaiwan", ["IG @lokertaiwan"]),
        (
            "grup https://chat.whatsapp.com/AbCdEf123456.",
            ["https://chat.whatsapp.com/AbCdEf123456."],
        ),
        ("t.me/loker_id", ["t.me/loker_id"]),
        ("facebook.com/profile.php?id=100000012345", ["facebook.com/profile.php?id=100000012345"]),
        ("surat ke budi@example.com", []),
        ("fb ramai dibicarakan", []),
        ("harga @ 5000", []),
    ]
)
def test_handles_and_links(text: str, wanted: list[str]) -> None:
    assert found(text, "handle") == wanted


@cases(
    [
        ("ikut PT Nusa Karya di Surabaya", ["PT Nusa Karya"]),
        ("ikut PT. Nusa Karya, Surabaya", ["PT. Nusa Karya"]),
        ("ikut pt nusa karya di surabaya", ["pt nusa karya"]),
        ("pt nusa karya merekrut pemuda", ["pt nusa karya"]),
        ("PT nusa karya katanya resmi", ["PT nusa karya"]),
        ("PT NUSA KARYA MEREKRUT WARGA", ["PT NUSA KARYA"]),
        ("lewat LPK Bina Insan dan Yayasan Kasih", ["LPK Bina Insan", "Yayasan Kasih"]),
        ("PT Bina Tenaga dan Karya", ["PT Bina Tenaga dan Karya"]),
        ("PT.Nusa Karya di Surabaya", ["PT.Nusa Karya"]),
        ('ikut PT "Nusa Karya" itu', ['PT "Nusa Karya']),
        ("Lembaga Pelatihan Kerja Bina Insan", ["Lembaga Pelatihan Kerja Bina Insan"]),
        ("lihat pt.contoh.example", []),
        ("pt itu tidak jelas", []),
        ("ada PT yang menawari", []),
        ("koperasi desa tutup", []),
        ("seorang pt", []),
    ]
)
def test_organisations_in_capitals_and_in_chat(text: str, wanted: list[str]) -> None:
    assert found(text, "organisation") == wanted


@cases(
    [
        ("perekrut Bu Tatik datang", ["Bu Tatik"]),
        ("tekong mbak rini minta uang", ["mbak rini"]),
        ("calo bernama pak Darto", ["pak Darto"]),
        ("Yang mengajak namanya Tatik Melati.", ["Tatik Melati"]),
        ("Orang itu biasa dipanggil Pak Kumis.", ["Pak Kumis"]),
        ("Warga mengenalnya sebagai NINIK SAMUDRA.", ["NINIK SAMUDRA"]),
        ("Perantaranya Bowo Travel alias Bowo.", ["Bowo Travel alias Bowo"]),
        ("sponsor itu, alias Bu Tatik, datang lagi", ["Bu Tatik"]),
        ("Pak Darto (calo) datang", ["Pak Darto"]),
        ("Ani Wetan itu calo.", ["Ani Wetan"]),
        ("Ani itu calo. Menyebut diri bu ani wetan.", ["bu ani wetan"]),
        ("PL nya bernama Sugeng", ["Sugeng"]),
        ("PL Bu Tatik datang", ["Bu Tatik"]),
        ("Bu Tatik menawari anak saya kerja di Taiwan", ["Bu Tatik"]),
        ("ada yang bernama Tatik Melati mengajak bekerja ke luar negeri", ["Tatik Melati"]),
        ("bu tatik ngajak warga berangkat ke Malaysia", ["bu tatik"]),
        ("Pak Darto mengajak warga kerja bakti di balai desa", []),
        ("Pak Lurah menawarkan pekerjaan di Taiwan", []),
        ("Korban Siti Aminah ditawari kerja di Taiwan", []),
        ("agen Taiwan menawari", []),
        ("agen PT Nusa Karya", []),
        ("calo tidak dikenal", []),
        ("sponsor HP 085000012345", []),
    ]
)
def test_nicknames_stand_beside_a_word_for_a_recruiter(text: str, wanted: list[str]) -> None:
    assert found(text, "alias") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Korban bernama Siti Aminah, 17 tahun.",
        "Korban Siti Aminah alias Tini belum pulang.",
        "Anak saya dipanggil Tini.",
        "Sponsor membawa keponakan saya, biasa dipanggil Tini.",
        "Korban calo Siti Aminah dan Rini.",
        "Keponakan Siti itu korban calo.",
        "Pelapor Budi Santoso.",
        "Saksi: Bu Wati.",
        "Siti Aminah ditawari kerja oleh calo.",
        "Transfer ke BRI 9999999900001234 an. Siti Aminah",
        "Rekening calo BRI 9999999900001234 a.n. Siti Aminah alias Tini",
        "Uang ke sponsor a/n Siti Aminah",
        "SPONSOR AN SITI AMINAH",
        "calo atas nama Siti Aminah",
        "CPMI dipanggil Tini, sponsor kabur",
    ],
)
def test_victims_reporters_and_account_holders_are_nobodys_alias(text: str) -> None:
    assert found(text, "alias") == []


def test_a_thing_told_twice_in_one_writing_is_found_once() -> None:
    assert found("0850-0001-2345, ya 0850-0001-2345") == ["0850-0001-2345"]


def test_a_whole_notice() -> None:
    text = (
        "Selamat pagi pak, tekong Bu Tatik dari pt nusa karya kumpulkan KTP 12 warga di Prigi. "
        "Minta 5 juta ke BRI 9999999900001234 a.n. Siti, WA 0850-0001-2345, FB loker_taiwan."
    )
    assert [(one.kind, one.raw) for one in things_in(text)] == [
        ("account", "BRI 9999999900001234"),
        ("phone", "0850-0001-2345"),
        ("handle", "FB loker_taiwan"),
        ("organisation", "pt nusa karya"),
        ("alias", "Bu Tatik"),
    ]


LIKELY = st.text("0123456789 +()-.,/@:_oO\nBRIDANAPTcalo Bualias", max_size=300)
ODD = st.text(st.characters(codec="utf-8"), max_size=300)


@given(ODD | LIKELY)
def test_no_text_breaks_the_search_and_every_finding_stands_in_it(text: str) -> None:
    for one in things_in(text):
        assert one.raw in legible(text)
        assert normalise(one.kind, one.raw) is not None


@given(LIKELY, LIKELY)
def test_a_line_between_two_texts_keeps_them_apart(left: str, right: str) -> None:
    together = {(one.kind, one.raw) for one in things_in(f"{left}\n\n.\n\n{right}")}
    assert {("phone", raw) for raw in found(left, "phone")} <= together


HOSTILE = (
    "0", "8", "08", "0850 ", "0850-", "62 ", "+62(0)", "1.", "9-", "00", "BRI ", "dana ", "rek ",
    "@", "@a.", "http://", "t.me/", "PT ", "pt a ", "PT A ", "A ", "Bu ", "bu a ", "calo ",
    "alias ", "calo alias ", "Pak A alias ", "Pak A mengajak ", "Bu a ngajak a a ", "telp 0",
    "telp. 02 ", "0 (", "norek ", "bank mandiri ", "BRI 0850 ", "PT.", "ﷺ", "(", "korban ",
    "yang mengajak ", "12 34 ", "x" * 50,
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_ends_with_few_things(piece: str) -> None:
    assert len(things_in(piece * LONGEST)) <= LONGEST // len(piece)


# Run over short cuts of a text or over single words, never over a whole text.
FOR_SHORT_CUTS = {"VERB", "WHOSE", "VICTIM_OF", "LAST_GROUP", "SURELY_MOBILE"}
PATTERNS = {
    f"{module.__name__}.{name}": pattern
    for module in (meetings, names, numbers, things, ways)
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern) and name not in FOR_SHORT_CUTS
}


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_looks_further_than_a_few_hundred_signs(name: str) -> None:
    """So the work grows with the length of the text alone."""
    parsed = re._parser.parse(PATTERNS[name].pattern)  # type: ignore[attr-defined]
    assert parsed.getwidth()[1] <= 500


KINDS = ("account", "phone", "handle", "organisation", "alias")
NUMBERED = (
    "Tekong Bu Tatik{0}, WA 0850-0001-{0}, BRI 99999999{0}{0}, @loker_{0}, PT Nusa{0} Karya.\n"
)


@pytest.mark.parametrize("times", [1, 10, 100])
def test_as_much_is_found_in_a_long_text_as_in_its_parts(times: int) -> None:
    text = "".join(NUMBERED.format(number) for number in range(1000, 1000 + times))
    counted = Counter(one.kind for one in things_in(text))
    assert counted == dict.fromkeys(KINDS, times)


def test_what_stands_beyond_the_longest_text_is_not_read() -> None:
    assert found(" " * LONGEST + "0850-0001-2345") == []
