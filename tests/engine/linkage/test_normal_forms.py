"""When two writings mean the same thing. Left: as written. Right: the one key; None: no such thing.

Numbers come from ranges that nobody is given: 0850, 99999999, province 00.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.normal import LONGEST_KEY, LONGEST_RAW, READERS, Kind, normalise
from kentongan.engine.linkage.words import legible, plain, single_spaced
from kentongan.engine.synthetic.numbers import fake_account, fake_national_id, fake_phone
from kentongan.engine.synthetic.spelling import PHONE_STYLES

PHONE = "+6285000012345"
ACCOUNT = "9999999900001234"


def key(kind: Kind, raw: str) -> str | None:
    """The key of a writing."""
    normal = normalise(kind, raw)
    return normal.key if normal else None


def cases(table: list[tuple[str, str | None]]) -> pytest.MarkDecorator:
    """A table of writings and keys."""
    return pytest.mark.parametrize(("raw", "wanted"), table)


@cases(
    [
        ("085000012345", PHONE),
        ("0850-0001-2345", PHONE),
        ("0850 0001 2345", PHONE),
        ("0850.0001.2345", PHONE),
        ("+62 850-0001-2345", PHONE),
        ("+62 (0)850 0001 2345", PHONE),
        ("6285000012345", PHONE),
        ("62085000012345", PHONE),
        ("006285000012345", PHONE),
        ("85000012345", PHONE),
        ("(0850) 0001 2345", PHONE),
        ("O85OOO012345", PHONE),
        ("HP. 0850-0001-2345", PHONE),
        ("No. WA: 085000012345", PHONE),
        ("085000012345 (WA)", PHONE),
        ("https://wa.me/6285000012345", PHONE),
        ("https://api.whatsapp.com/send?phone=6285000012345", PHONE),
        ("6285000012345@c.us", PHONE),
        ("\u202a+62 850\u20110001\u20112345\u202c", PHONE),
        ("０８５００００１２３４５", PHONE),
        ("0\ufe0f\u20e38\ufe0f\u20e35\ufe0f\u20e300\u200b0012345", PHONE),
        ("0850-0001-2345 (Bu Tatik)", PHONE),
        ("CP: 0850-0001-2345", PHONE),
        ("wa.me/085000012345", PHONE),
        ("whatsapp://send?phone=6285000012345", PHONE),
        ("'085000012345", PHONE),
        ("8.5000012345E+10", PHONE),
        ("8,5000012345e+10", PHONE),
        ("6.285000012345E+12", PHONE),
        ("8.50001E+10", None),
        ("8E+99", None),
        ("85000012345.0", PHONE),
        ("+6285000012345,00", PHONE),
        ("WA +852 2345 6789", "+85223456789"),
        ("0355-791234", "+62355791234"),
        ("+852 2345 6789", "+85223456789"),
        ("00852 2345 6789", "+85223456789"),
        ("", None),
        ("tidak tahu", None),
        ("0850", None),
        ("0850 0001 2345 0850 0001 2346", None),
        ("1.500.000", None),
        ("15.000.000", None),
        ("20-11-2026", None),
        ("02-11-2026", None),
        ("05/11/2026 10.30", None),
        ("02112026", None),
        ("085000012345 atau istrinya", None),
    ]
)
def test_a_phone_in_any_writing_is_one_phone(raw: str, wanted: str | None) -> None:
    assert key(Kind.PHONE, raw) == wanted


@given(index=st.integers(0, 999_999), style=st.sampled_from(PHONE_STYLES))
def test_every_spelling_of_the_invented_worlds_gives_the_number_back(index: int, style) -> None:  # type: ignore[no-untyped-def]
    phone = fake_phone(index)
    assert key(Kind.PHONE, style(phone.removeprefix("+62"))) == phone


SEPARATORS = st.sampled_from(
    ["", " ", "-", ".", " - ", "\N{EN DASH}", "\N{NO-BREAK SPACE}", "\u2011"]
)
BEGINNINGS = st.sampled_from(["0", "+62", "+62 ", "+62-", "(0)", "0062 ", "+62 (0)", "O"])
AROUND = st.sampled_from(["{}", "WA {}", "hp. {}", "{} (WA)", "\u202a{}\u202c", " {}. ", "'{}"])


@given(st.integers(0, 999_999), BEGINNINGS, st.lists(SEPARATORS, min_size=11, max_size=11), AROUND)
def test_a_phone_cut_anywhere_by_anything_is_one_phone(
    index: int, beginning: str, cuts: list[str], around: str
) -> None:
    phone = fake_phone(index)
    pieces = zip(phone.removeprefix("+62"), [*cuts[1:], ""], strict=True)
    written = around.format(beginning + "".join(digit + cut for digit, cut in pieces))
    assert key(Kind.PHONE, written[:60]) == phone or len(written) > 60


@given(
    st.dates(date(1930, 1, 1), date(2027, 1, 1)),
    st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d%m%Y", "%Y-%m-%d", "%d.%m.%Y %H.%M"]),
)
def test_a_day_is_no_phone(day: date, form: str) -> None:
    assert key(Kind.PHONE, day.strftime(form)) is None


@given(st.integers(1, 10**10))
def test_an_amount_with_dots_is_no_phone(amount: int) -> None:
    assert key(Kind.PHONE, f"{amount:,}".replace(",", ".")) is None


@given(st.integers(10**10, 10**13 - 1), st.integers(0, 9))
def test_a_spreadsheet_that_dropped_digits_told_no_number(number: int, kept: int) -> None:
    """CSV files keep six digits of 6.28500E+12: thousands of numbers would share that key."""
    folded = f"{number:.{kept}E}"
    lost = len(str(number)) - 1 - kept
    assert lost <= 2 or key(Kind.PHONE, folded) is None


def test_a_phone_is_shown_as_people_dial_it() -> None:
    normal = normalise(Kind.PHONE, "+6285000012345")
    assert normal is not None
    assert normal.display == "0850-0001-2345"


@given(st.integers(0, 9_999).map(fake_national_id))
def test_a_national_id_is_neither_a_phone_nor_an_account(national_id: str) -> None:
    assert key(Kind.PHONE, national_id) is None
    assert key(Kind.ACCOUNT, national_id) is None


@cases(
    [
        ("BRI 9999999900001234", ACCOUNT),
        ("bri 9999-9999-0000-1234", ACCOUNT),
        ("rek. BRI no. 9999 9999 0000 1234", ACCOUNT),
        ("9999999900001234 (BRI)", ACCOUNT),
        ("9999999900001234", ACCOUNT),
        ("BCA 9999999900001234 a.n. Siti Aminah", ACCOUNT),
        ("BRI 9999999900001234 5 juta", ACCOUNT),
        ("BRI 9999 9999 0000 1234 500 ribu", ACCOUNT),
        ("Rp 15.000.000 ke BRI 9999999900001234", ACCOUNT),
        ("20-11-2026 BRI 9999999900001234", ACCOUNT),
        ("DANA 0850-0001-2345", PHONE),
        ("GoPay +6285000012345", PHONE),
        ("085000012345", PHONE),
        ("BRI", None),
        ("BRI 1234567", None),
        ("BRI 15.000.000", None),
        ("99999999000012349999", None),
        ("3503050101900001", None),
        ("", None),
    ]
)
def test_an_account_is_its_digits_whatever_stands_around(raw: str, wanted: str | None) -> None:
    assert key(Kind.ACCOUNT, raw) == wanted


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("bank rakyat indonesia 9999999900001234", "BRI 9999999900001234"),
        ("link aja 085000012345", "LinkAja +6285000012345"),
        ("9999999900001234", "9999999900001234"),
    ],
)
def test_an_account_is_shown_with_its_bank(raw: str, shown: str) -> None:
    normal = normalise(Kind.ACCOUNT, raw)
    assert normal is not None
    assert normal.display == shown


@given(st.integers(0, 99_999_999).map(fake_account), st.sampled_from(["BRI", "bca", "Mandiri"]))
def test_an_account_is_the_same_with_and_without_its_bank(digits: str, bank: str) -> None:
    assert key(Kind.ACCOUNT, f"{bank} {digits}") == key(Kind.ACCOUNT, digits) == digits


@cases(
    [
        ("@Kerja_Taiwan", "kerja_taiwan"),
        ("FB kerja_taiwan", "kerja_taiwan"),
        ("FB: Kerja Taiwan", "kerjataiwan"),
        ("akun tiktok @kerja_taiwan", "kerja_taiwan"),
        ("https://www.facebook.com/kerja_taiwan?mibextid=1", "kerja_taiwan"),
        ("https://www.tiktok.com/@kerja_taiwan/video/7", "kerja_taiwan"),
        ("t.me/kerja_taiwan", "kerja_taiwan"),
        ("https://chat.whatsapp.com/AbCdEf123456", "group:AbCdEf123456"),
        ("https://chat.whatsapp.com/invite/AbCdEf123456", "group:AbCdEf123456"),
        ("https://www.facebook.com/profile.php?id=100000012345678", "id:100000012345678"),
        ("https://facebook.com/groups/123456789", "id:123456789"),
        ("https://facebook.com/groups/lokertaiwan", "lokertaiwan"),
        ("https://Loker-Taiwan.example/Daftar/?ref=9", "loker-taiwan.example/daftar"),
        ("kerjataiwan.com", "kerjataiwan.com"),
        ("https://box.com/berkas", "box.com/berkas"),
        ("https://www.facebook.com/share/p/1AbC/", None),
        ("@a", None),
        ("@12345", None),
        ("grup keluarga besar", None),
        ("", None),
    ]
)
def test_a_handle_is_its_name_on_whatever_service(raw: str, wanted: str | None) -> None:
    assert key(Kind.HANDLE, raw) == wanted


@cases(
    [
        ("PT Nusa Karya", "pt nusa karya"),
        ("PT. NUSA KARYA", "pt nusa karya"),
        ("P.T. Nusa Karya", "pt nusa karya"),
        ("pt nusa karya", "pt nusa karya"),
        ("Nusa Karya, PT", "pt nusa karya"),
        ("PT Nusa Karya, Surabaya", "pt nusa karya"),
        ("PT Nusa Karya (cabang Ponorogo)", "pt nusa karya"),
        ("PT Nusa Karya Tbk", "pt nusa karya"),
        ("P3MI Nusa Karya", "pt nusa karya"),
        ("LPK Nusa Karya", "lpk nusa karya"),
        ("Lembaga Pelatihan Kerja Nusa Karya", "lpk nusa karya"),
        ("Yys. Harapan Bunda", "yayasan harapan bunda"),
        ("Nusa Karya", "nusa karya"),
        ("PT", None),
        ("PT.", None),
        ("PT resmi", None),
        ("tidak tahu", None),
        ("12345", None),
        ("", None),
    ]
)
def test_an_organisation_is_its_form_and_its_words(raw: str, wanted: str | None) -> None:
    assert key(Kind.ORGANISATION, raw) == wanted


@cases(
    [
        ("Bu Tatik Melati", "tatik melati"),
        ("IBU TATIK MELATI", "tatik melati"),
        ("Tatik Melati alias Tatik", "tatik melati"),
        ("Tatik Melati / Bu Tatik", "tatik melati"),
        ("Tatik Melati (istri Pak RT)", "tatik melati"),
        ("sponsor Bu Tatik Melati", "tatik melati"),
        ("Sdr. H. Darto", "darto"),
        ("Pak", None),
        ("Bu Tk", None),
        ("calo", None),
        ("Pak Lurah", None),
        ("tidak dikenal", None),
        ("agen Taiwan", None),
        ("TKI", None),
        ("Darto 2", None),
        ("satu dua tiga empat lima enam", None),
        ("", None),
    ]
)
def test_a_nickname_is_the_name_without_title_and_trade(raw: str, wanted: str | None) -> None:
    assert key(Kind.ALIAS, raw) == wanted


@cases(
    [
        ("rumah kontrakan di belakang Pasar Prigi", "belakang kontrakan pasar prigi rumah"),
        ("rmh kontrakan blkg psr Prigi", "belakang kontrakan pasar prigi rumah"),
        ("Pasar Prigi, belakang: rumah kontrakan", "belakang kontrakan pasar prigi rumah"),
        ("rumah Prigi", None),
        ("", None),
    ]
)
def test_a_house_is_told_by_what_stands_near_it(raw: str, wanted: str | None) -> None:
    assert key(Kind.HOLDING_HOUSE, raw) == wanted


OFFER = "Dibutuhkan segera pekerja pabrik Taiwan gaji besar tanpa pengalaman berangkat cepat"


@pytest.mark.parametrize(
    "copy",
    [
        OFFER.upper(),
        f"{OFFER}!!! WA 0850-0001-2345",
        f"Info loker kak, {OFFER}. Hubungi no 085000099999",
        " ".join(reversed(OFFER.split())),
    ],
)
def test_an_offer_is_the_same_whatever_number_stands_in_it(copy: str) -> None:
    assert key(Kind.OFFER, copy) == key(Kind.OFFER, OFFER) is not None


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (f"{OFFER} WA 0850-0001-2345", f"{OFFER} WA"),
        (
            "1:kami:cari:gadis:muda:mau:gaji:besar:cepat",
            "kami cari gadis muda mau gaji besar cepat",
        ),
    ],
)
def test_an_offer_is_shown_without_its_numbers_and_never_as_nothing(raw: str, shown: str) -> None:
    normal = normalise(Kind.OFFER, raw)
    assert normal is not None
    assert normal.display == shown


def test_other_words_are_another_offer_and_few_words_are_none() -> None:
    assert key(Kind.OFFER, OFFER.replace("Taiwan", "Polandia")) != key(Kind.OFFER, OFFER)
    assert key(Kind.OFFER, "kerja di Taiwan gaji besar") is None


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        normalise("person", "Siti")


ODD = st.text(st.characters(codec="utf-8"), max_size=80)
LIKELY = st.text(
    "0123456789 +()-.,/@:_oO" + "BRIbriDANAdanawaWAhpPTptcvlpkBuPaksiİıßǅﬁ𝐀ﷺ", max_size=60
)
WORDS = (
    *("PT", "CV", "Tbk", "Nusa", "Karya", "Bu", "Pak", "alias", "Tatik", "sponsor", "yys", "rmh"),
    *("BRI", "DANA", "FB", "@loker", "t.me/", "http://", "facebook.com/", "0850", "00012345"),
    *("+62", "blkg", ",", "(", "/", "İstanbul", "pasar", "Prigi", "jam", "kec", "Batam", "Johor"),
    *("-", "->", "lewat", "ke", "kota", "sby", "tinggi", "di", "kumpul"),
)
PARTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
NAMED_KINDS = [kind for kind in Kind if kind is not Kind.OFFER]


@given(raw=ODD | LIKELY | PARTS, kind=st.sampled_from(NAMED_KINDS))
def test_the_normal_form_of_what_is_shown_is_itself(raw: str, kind: Kind) -> None:
    once = normalise(kind, raw)
    if once is not None:
        assert normalise(kind, once.display) == once


@given(raw=ODD | LIKELY | PARTS, kind=st.sampled_from(Kind))
def test_no_text_breaks_a_normaliser_and_what_comes_out_fits(raw: str, kind: Kind) -> None:
    normal = normalise(kind, raw)
    if normal is not None:
        assert 1 <= len(normal.key) <= LONGEST_KEY
        assert 1 <= len(normal.display) <= LONGEST_KEY


@given(raw=LIKELY | PARTS, kind=st.sampled_from(NAMED_KINDS))
def test_spaces_and_letters_case_around_a_writing_mean_nothing(raw: str, kind: Kind) -> None:
    assert key(kind, f"  {raw}\n") == key(kind, raw)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("piece", ["0", "8 ", "0850-", "a.", "PT ", "Bu ", "@", "/", "((", "a b "])
def test_a_huge_writing_ends(kind: Kind, piece: str) -> None:
    normalise(kind, piece * LONGEST_RAW)


@given(ODD)
def test_a_legible_text_is_left_as_it_is(text: str) -> None:
    assert legible(legible(text)) == legible(text)
    assert legible(text) == text or not text.isascii()


@given(ODD | PARTS, st.sampled_from(["\u200b", "\u202a", "\ufeff", "\u00ad", "\u2060"]))
def test_signs_that_nobody_sees_change_no_word(text: str, sign: str) -> None:
    hidden = sign.join(["", *text, ""])
    assert plain(hidden) == plain(text)
    assert single_spaced(hidden) == single_spaced(text)


def test_every_kind_has_a_reader() -> None:
    assert set(READERS) == set(Kind)
