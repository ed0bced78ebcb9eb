"""A written place cut into words: what is a name, what stands around it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kentongan.regions.resolver.reading import LONGEST_TEXT, MOST_WORDS, Role, Word, read
from kentongan.regions.resolver.vocabulary import Mark

VILLAGE, WARD, DISTRICT = Mark.VILLAGE, Mark.WARD, Mark.DISTRICT
REGENCY, TOWN, PROVINCE = Mark.REGENCY, Mark.TOWN, Mark.PROVINCE


def names(text: str) -> list[str]:
    """Words that are names by themselves."""
    return [word.key for word in read(text).words if word.role is Role.NAME]


def roles(text: str) -> dict[str, Role]:
    return {word.key: word.role for word in read(text).words}


def marks(text: str) -> dict[str, tuple[Mark, ...]]:
    return {word.key: word.marks for word in read(text).words}


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("ds prigi", VILLAGE),
        ("Desa Prigi", VILLAGE),
        ("DS. PRIGI", VILLAGE),
        ("ds.prigi", VILLAGE),
        ("kades prigi", VILLAGE),
        ("kel prigi", WARD),
        ("klrhn prigi", WARD),
        ("lurah prigi", WARD),
        ("kec prigi", DISTRICT),
        ("camat prigi", DISTRICT),
        ("distrik prigi", DISTRICT),
        ("kab prigi", REGENCY),
        ("bupati prigi", REGENCY),
        ("kota prigi", TOWN),
        ("kodya prigi", TOWN),
        ("prov prigi", PROVINCE),
        ("propinsi prigi", PROVINCE),
    ],
)
def test_the_level_word_before_a_name_is_kept_with_it(text: str, mark: Mark) -> None:
    assert marks(text)["prigi"] == (mark,)


@pytest.mark.parametrize("text", ["watulimo kec", "watulimo kec.", "watulimo kecamatan, tgx"])
def test_a_level_word_behind_a_name_belongs_to_it(text: str) -> None:
    assert marks(text)["watulimo"] == (DISTRICT,)


def test_a_level_word_behind_a_comma_belongs_to_the_next_name() -> None:
    assert marks("prigi, kec watulimo") == {"prigi": (), "watulimo": (DISTRICT,)}


def test_a_level_word_between_two_names_belongs_to_the_second() -> None:
    assert marks("prigi kec watulimo") == {"prigi": (), "watulimo": (DISTRICT,)}


def test_only_the_first_word_of_a_name_carries_the_level() -> None:
    assert marks("ds tumpak pelem") == {"tumpak": (VILLAGE,), "pelem": ()}


@pytest.mark.parametrize("text", ["kec/kab pacitan", "kec. / kab. pacitan", "kec & kab pacitan"])
def test_two_levels_for_one_name_are_two_readings(text: str) -> None:
    read_as = [(word.key, word.marks) for word in read(text).words]
    assert read_as == [("pacitan", (DISTRICT,)), ("pacitan", (REGENCY,))]


def test_a_level_written_twice_counts_once() -> None:
    assert marks("desa ds prigi") == {"prigi": (VILLAGE,)}


def test_an_office_holder_behind_a_name_is_part_of_it() -> None:
    assert marks("kedung lurah") == {"kedung": (), "lurah": ()}


def test_kota_may_also_begin_a_name() -> None:
    assert roles("kota baru")["kota"] is Role.NOISE
    assert marks("kota baru")["baru"] == (TOWN,)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("dsn krajan, prigi", "krajan"),
        ("dusun ngasem prigi", "ngasem"),
        ("lingkungan sambi, prigi", "sambi"),
        ("jl merdeka, prigi", "merdeka"),
        ("gang mawar, prigi", "mawar"),
        ("perum permata, prigi", "permata"),
        ("pak slamet prigi", "slamet"),
        ("ibu sri prigi", "sri"),
        ("dsn tengah, prigi", "tengah"),
        ("dusun pojok, prigi", "pojok"),
    ],
)
def test_a_hamlet_a_street_or_a_person_is_no_place_of_the_list(text: str, aside: str) -> None:
    assert roles(text)[aside] is Role.ASIDE
    assert roles(text)["prigi"] in {Role.NAME, Role.DOUBTFUL}


@pytest.mark.parametrize("text", ["dsn krajan prigi", "jl raya pantai prigi"])
def test_what_follows_a_hamlet_or_street_without_a_comma_is_doubtful(text: str) -> None:
    assert roles(text)["prigi"] is Role.DOUBTFUL


@pytest.mark.parametrize("text", ["dsn krajan, prigi", "dsn krajan ds prigi", "pak slamet prigi"])
def test_a_comma_a_level_word_or_a_person_ends_the_doubt(text: str) -> None:
    assert roles(text)["prigi"] is Role.NAME


def test_an_aside_keeps_the_word_before_it_for_torn_names() -> None:
    assert read("bu bakan").words == [Word("bakan", "bubakan", 0, (), Role.ASIDE)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("dukuh krajan ds prigi", Role.ASIDE),  # a hamlet: a level word follows later
        ("ds dukuh kec watulimo", None),  # a village
        ("dukuh kec watulimo", None),
        ("dukuh", None),
    ],
)
def test_dukuh_is_a_hamlet_only_where_a_level_word_follows(text: str, role: Role | None) -> None:
    read_as = roles(text)
    assert read_as.get("krajan") == role
    assert (read_as.get("dukuh") is Role.NAME) == (role is None)


@pytest.mark.parametrize(
    "text",
    [
        "rumah saya dekat masjid",
        "tki di malaysia",
        "tidak tahu",
        "belum jelas",
        "di daerah sini kira",
        "depan puskesmas, sebelah pasar",
        "RT 02 RW 01",
        "rt.002/rw.001",
        "Rt/Rw 02/01",
        "no 12",
    ],
)
def test_talk_and_landmarks_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("word", ["utara", "selatan", "tengah", "lama", "raya"])
def test_a_word_of_noise_behind_a_level_word_is_a_name(word: str) -> None:
    assert names(f"dekat {word}") == []
    assert names(f"ds {word}") == [word]


@pytest.mark.parametrize(
    ("short", "longer"),
    [
        ("sbr", "sumber"),
        ("krg", "karang"),
        ("tjg", "tanjung"),
        ("kdg", "kedung"),
        ("gn", "gunung"),
        ("wtn", "wetan"),
        ("kln", "kulon"),
        ("lr", "lor"),
        ("prigi", "prigi"),
    ],
)
def test_short_forms_are_written_out_beside_what_stands(short: str, longer: str) -> None:
    word = read(short).words[0]
    assert (word.key, word.longer) == (short, longer)


@pytest.mark.parametrize("apart", [",", ";", "/", "|", "(", "&", "\n"])
def test_signs_between_names_keep_them_apart(apart: str) -> None:
    one, other = read(f"prigi{apart}watulimo").words
    assert one.segment != other.segment


@pytest.mark.parametrize("together", [" ", "-", ".", " - ", "_", "  "])
def test_spaces_and_dashes_may_stand_inside_a_name(together: str) -> None:
    one, other = read(f"ngilo{together}ilo").words
    assert one.segment == other.segment


@pytest.mark.parametrize("text", ["ma'arif", "ma’arif", "ma`arif"])
def test_a_soft_sign_inside_a_word_is_left_out(text: str) -> None:
    assert "".join(names(text)) == "maarif"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("35.03.08.2011", ["35.03.08.2011"]),
        ("35-03-08-2011", ["35.03.08.2011"]),
        ("35 03 08 2011", ["35.03.08.2011"]),
        ("3503082011", ["35.03.08.2011"]),
        ("35.03.082011", ["35.03.08.2011"]),
        ("350308", ["35.03.08"]),
        ("35.03", ["35.03"]),
        ("prigi (35.03.08.2011)", ["35.03.08.2011"]),
        ("35.03.08.2011 dan 35.03.08.2012", ["35.03.08.2011", "35.03.08.2012"]),
    ],
)
def test_region_codes_are_taken_out_of_the_text(text: str, codes: list[str]) -> None:
    assert read(text).codes == codes


@pytest.mark.parametrize(
    "number",
    [
        "085000000001",
        "+6285000000001",
        "0012345678901234",
        "99999999000001",
        "12.10.2026",
        "1.500.000",
        "2026",
        "3",
    ],
)
def test_phones_ids_accounts_dates_and_sums_are_no_region_codes(number: str) -> None:
    text = f"ds prigi {number} ya"
    assert read(text).codes == []
    assert names(text) == ["prigi"]


@pytest.mark.parametrize(
    ("text", "postal_codes"),
    [
        ("prigi 66382", ["66382"]),
        ("66382 prigi", ["66382"]),
        ("kodepos: 66382", ["66382"]),
        ("66382/66316", ["66382", "66316"]),
        ("prigi 06382", []),
        ("prigi 663821", []),
        ("prigi 6638", []),
        ("+66382", []),
    ],
)
def test_postal_codes_have_five_digits_and_no_leading_zero(
    text: str, postal_codes: list[str]
) -> None:
    assert read(text).postal_codes == postal_codes


@pytest.mark.parametrize("written", ["RT 02 RW 01", "rt.02/rw.01", "RT02/01", "rt 2 rw 1", "rw 3"])
def test_a_neighbourhood_number_is_neither_name_nor_code(written: str) -> None:
    reading = read(f"{written} prigi")
    assert [word.key for word in reading.words] == ["prigi"]
    assert (reading.codes, reading.postal_codes) == ([], [])


@pytest.mark.parametrize("written", ["Prigì", "PRIGI", "pRiGi", "Ｐｒｉｇｉ"])
def test_accents_case_and_wide_letters_do_not_matter(written: str) -> None:
    assert names(written) == ["prigi"]


@pytest.mark.parametrize("text", ["", " ", ",,,", "...", "\x00", "🙂", "12", "北京"])
def test_where_nothing_is_written_nothing_is_read(text: str) -> None:
    assert read(text) == ([], [], [])


@settings(max_examples=100, deadline=None)
@given(some.text(max_size=500))
def test_reading_never_fails_and_stays_small(text: str) -> None:
    reading = read(text)
    assert len(reading.words) <= MOST_WORDS
    assert all(word.key.isascii() and word.key.islower() for word in reading.words)


@settings(max_examples=60, deadline=None)
@given(some.text(alphabet="abdeg ,.kc/", max_size=80))
def test_segments_only_go_up(text: str) -> None:
    segments = [word.segment for word in read(text).words]
    assert segments == sorted(segments)


@settings(max_examples=60, deadline=None)
@given(some.text(alphabet="abdegiknoru .,", max_size=80))
def test_case_never_changes_a_reading(text: str) -> None:
    assert read(text) == read(text.upper())


def test_what_stands_behind_the_longest_text_is_not_read() -> None:
    assert "prigi" not in names("x " * (LONGEST_TEXT // 2) + "prigi")
