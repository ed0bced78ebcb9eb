"""What is read out of a writing: words without titles, the father, other names, the sex."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.names import PersonName, read_name
from kentongan.engine.linkage.names.reading import of_usual_words, usual_word, with_care
from kentongan.engine.linkage.names.titles import DEGREES, TITLES
from kentongan.engine.synthetic.name_errors import EVERY_WORD

TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)
NAMES = st.sampled_from(["Sumarno", "Siti Aminah", "Dwi Lestari", "Kartika Sari", "Budi Hartono"])


def words(raw: str) -> str:
    """The words in modern spelling."""
    return " ".join(read_name(raw).k1)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("H. Sumarno", "sumarno"),
        ("Drs. H. Mulyono, M.Si", "mulyono"),
        ("Bapak H. Slamet Riyadi", "slamet riyadi"),
        ("KH. Ahmad Dahlan", "ahmad dahlan"),
        ("K.H. Ahmad Dahlan", "ahmad dahlan"),
        ("R. Suryo Kusumo", "suryo kusumo"),
        ("R.A. Kartini", "kartini"),
        ("Alm. Paijan", "paijan"),
        ("Sunarto, S.Pd", "sunarto"),
        ("Wiwik Handayani, S.E., M.M.", "wiwik handayani"),
        ("Sunarto S.Pd", "sunarto"),
        ("Hajar", "hajar"),
        ("H. Ajar", "ajar"),
        ("Masruri", "masruri"),
        ("Pak", "pak"),
        ("Sri Endarwati S.Pd.SD", "sri endarwati"),
        ("TGH. Muhsan Hadi", "muhsan hadi"),
        ("Tuan Guru Haji Muhsan Hadi", "muhsan hadi"),
        ("FNU Sukemi", "sukemi"),
    ],
)
def test_titles_and_degrees_are_cut_off_but_no_part_of_a_word(raw: str, expected: str) -> None:
    assert words(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Moh. Ikhwan", "muhammad ikhwan"),
        ("Mhd. Yusuf Siregar", "muhammad yusuf siregar"),
        ("Ach. Fauzi", "ahmad fauzi"),
        ("Abd. Rahman", "abdul rahman"),
        ("Abdurrohman", "abdul rohman"),
        ("Abdussalam", "abdul salam"),
        ("Abdullah", "abdullah"),
        ("St. Aminah", "siti aminah"),
        ("M. Fauzan", "m fauzan"),
        ("M.Fauzan", "m fauzan"),
        ("I Md. Sudana Wayan", "made sudana wayan"),
        ("I Wayan Sudana", "wayan sudana"),
        ("Ni Md. Sukarti", "made sukarti"),
        ("Rumondang br. Siregar", "rumondang siregar"),
        ("Dg. Rapi", "daeng rapi"),
    ],
)
def test_shortenings_are_written_out_and_initials_stay(raw: str, expected: str) -> None:
    assert words(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("SUMARNl LESTARl", "sumarni lestari"),
        ("R0HMAT SUB4GIO", "rohmat subagio"),
        ("5UKARMIN", "sukarmin"),
        ("Kateno KATENO", "kateno"),
        ("Sri Sri Wahyuni", "sri sri wahyuni"),
    ],
)
def test_what_scanners_and_foreign_forms_do_to_a_name_is_taken_back(
    raw: str, expected: str
) -> None:
    assert words(raw) == expected


def test_an_initial_is_known_as_such() -> None:
    assert read_name("M. Fauzan").initials == ("m",)
    assert read_name("Muhammad Fauzan").initials == ()


@pytest.mark.parametrize(
    ("raw", "own", "father", "sex"),
    [
        ("Ali bin Umar", "ali", "umar", "L"),
        ("Fatimah bt. Husen", "fatimah", "husen", "P"),
        ("Ali bin Umar bin Kasan", "ali", "umar kasan", "L"),
        ("Muthu a/l Rajan", "muthu", "rajan", "L"),
        ("Sutarjo b. Kasan", "sutarjo", "kasan", "L"),
        ("Bambang B. Susilo", "bambang b susilo", "", ""),
        ("Siti binti", "siti binti", "", ""),
        ("Ibnu Sina", "ibnu sina", "", ""),
    ],
)
def test_the_father_is_no_part_of_the_name(raw: str, own: str, father: str, sex: str) -> None:
    name = read_name(raw)
    assert (words(raw), " ".join(name.father), name.sex) == (own, father, sex)


@pytest.mark.parametrize(
    ("raw", "sex"),
    [
        ("Pak Slamet", "L"),
        ("Bu Slamet", "P"),
        ("Hj. Ani", "P"),
        ("Ni Wayan Sari", "P"),
        ("Sri", ""),
    ],
)
def test_a_title_tells_the_sex(raw: str, sex: str) -> None:
    assert read_name(raw).sex == sex


@pytest.mark.parametrize(
    "raw",
    [
        "Sutrisno alias Bendot",
        "Sutrisno al. Bendot",
        "Sutrisno als Bendot",
        "Sutrisno (Bendot)",
        "Sutrisno / Bendot",
        "Sutrisno a.k.a. Bendot",
    ],
)
def test_an_alias_is_a_name_beside_the_name(raw: str) -> None:
    name = read_name(raw)
    assert name.k1 == ("sutrisno",)
    assert [other.k1 for other in name.others] == [("bendot",)]


def test_of_several_aliases_each_is_kept() -> None:
    assert len(read_name("Sutrisno al. Tris al. Bendot / Gendut").others) == 3


def test_a_surname_before_a_comma_goes_behind() -> None:
    assert words("Kurniawan, Dedi") == "dedi kurniawan"


def test_a_zero_among_letters_is_an_o_and_a_one_an_l_or_an_i() -> None:
    assert words("MUNAWAR0H") == "munawaroh"
    assert words("NURUL 1STIQOMAH") == "nurul istiqomah"
    assert words("S1TI") == "siti"


@given(NAMES, st.sampled_from(sorted(TITLES)), st.sampled_from([str.upper, str.title, str.lower]))
def test_a_title_in_front_changes_no_word(name: str, title: str, case) -> None:  # type: ignore[no-untyped-def]
    assert read_name(case(f"{title}. {name}")).k1 == read_name(name).k1


@given(NAMES, st.sampled_from(sorted(DEGREES)))
def test_a_degree_behind_a_comma_changes_no_word(name: str, degree: str) -> None:
    assert read_name(f"{name}, {'.'.join(degree)}.").k1 == read_name(name).k1


@given(TEXTS)
def test_any_text_is_read_into_words_of_one_number(raw: str) -> None:
    name = read_name(raw)
    assert len(name.k0) == len(name.k1) == len(name.k2) == len(name.k3)
    assert all(word and " " not in word for word in (*name.k0, *name.k1, *name.k2, *name.k3))


def test_what_was_read_is_read_again_as_the_same() -> None:
    once = [read_name(word) for word in EVERY_WORD]
    again = [read_name(" ".join(name.k1)) for name in once]
    assert [name.k1 for name in once] == [name.k1 for name in again]


@given(st.lists(st.sampled_from(["Sri", "Siti", "Wahyuni", "Rudi", "Khadijah"]), min_size=1))
def test_the_short_way_reads_usual_words_like_the_careful_one(chosen: list[str]) -> None:
    raw = " ".join(chosen[:6])
    assert of_usual_words(raw) == with_care(raw)


@pytest.mark.parametrize("word", ["bin", "haji", "moh", "soekarno", "abdurrahman", "i", "a", "x1"])
def test_a_word_that_may_mean_something_else_is_not_usual(word: str) -> None:
    assert usual_word(word) is None


def test_an_unreadable_writing_has_no_words() -> None:
    assert read_name("") == PersonName("", (), (), (), ())
    assert read_name("123 / ?!").k1 == ()
