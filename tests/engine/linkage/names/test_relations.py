"""How two words relate, one by one: what is one name, what is heard or typed, what is other."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.names import STRONG, WEAKEST, compare_names, read_name
from kentongan.engine.linkage.names.relations import Relation, relation
from kentongan.engine.linkage.names.spelling import modern
from kentongan.entities.name_rarity import name_rarity

LETTERS = st.text("abdeghijklmnoprstuwyz", min_size=1, max_size=12)

RELATIONS = (
    ("sukarno", "sukarno", Relation.SAME),
    ("syaiful", "saiful", Relation.SOUND),
    ("komariah", "qomariyah", Relation.SOUND),
    ("prasetya", "prasetyo", Relation.HEARD),
    ("jaya", "joyo", Relation.HEARD),
    ("zainal", "jaenal", Relation.HEARD),
    ("hanafi", "khanafi", Relation.HEARD),
    ("yusuf", "yusup", Relation.HEARD),
    ("novianti", "nopianti", Relation.HEARD),
    ("slamet", "selamet", Relation.HEARD),
    ("yohanes", "johanis", Relation.HEARD),
    ("wulandari", "wulandri", Relation.TYPING),
    ("setyowati", "setyoati", Relation.TYPING),
    ("mulyadi", "mulyqdi", Relation.TYPING),
    ("wagiman", "wagimin", Relation.EITHER),
    ("mujiati", "mujiatun", Relation.EITHER),
    ("andri", "andre", Relation.EITHER),
    ("asep", "acep", Relation.EITHER),
    ("yuli", "juli", Relation.EITHER),
    ("wiyono", "wijono", Relation.EITHER),
    ("sofyan", "supyan", Relation.EITHER),
    ("eka", "eko", Relation.EITHER),
    ("nur", "nurul", Relation.EITHER),
    ("suhartini", "tini", Relation.SHORT_FORM),
    ("simanjuntak", "manjuntak", Relation.SHORT_FORM),
    ("kartono", "karto", Relation.SHORT_FORM),
    ("abdul", "dul", Relation.SHORT_FORM),
    ("muhammad", "m", Relation.INITIAL),
    ("yusuf", "j", Relation.INITIAL),
    ("suharto", "suharti", Relation.GUARD),
    ("karim", "karimah", Relation.GUARD),
    ("dwi", "tri", Relation.GUARD),
    ("wayan", "ketut", Relation.GUARD),
    ("muhammad", "ahmad", Relation.GUARD),
    ("sugiyono", "sugiyanto", Relation.GUARD),
    ("rama", "romo", Relation.OTHER),
    ("joko", "yoko", Relation.OTHER),
    ("hajar", "ajar", Relation.EITHER),
    ("dedi", "dodi", Relation.OTHER),
    ("candra", "khandra", Relation.OTHER),
    ("ridwan", "ridho", Relation.GUARD),
    ("siregar", "nasution", Relation.OTHER),
    ("muhammad", "s", Relation.OTHER),
)


def related(one: str, other: str) -> Relation:
    """The relation with what the reference data knows."""
    rarity = name_rarity()
    return relation(one, other, rarity.knows(one), rarity.knows(other))


@pytest.mark.parametrize(("one", "other", "expected"), RELATIONS)
def test_two_words_relate(one: str, other: str, expected: Relation) -> None:
    assert related(one, other) == expected
    assert related(other, one) == expected


@given(LETTERS, LETTERS, st.booleans(), st.booleans())
def test_any_two_words_relate_alike_both_ways(one: str, other: str, a: bool, b: bool) -> None:
    assert relation(one, other, a, b) == relation(other, one, b, a)


@given(LETTERS)
def test_a_word_is_the_same_as_itself(word: str) -> None:
    assert related(modern(word), modern(word)) == Relation.SAME


def test_a_letter_lost_in_a_known_name_is_a_slip_but_two_known_names_are_two() -> None:
    assert relation("rahmawati", "rahmawti", True, False) == Relation.TYPING
    assert relation("sumarsi", "sumardi", True, True) <= Relation.GUARD


def test_nobody_mistypes_the_first_letter() -> None:
    assert relation("wulandari", "bulandari", True, False) == Relation.OTHER


ONE_NAME = (
    (
        "Muhammad Yusuf",
        "Moh. Yusuf",
        "Mohamad Yusuf",
        "Muh Yusuf",
        "Mhd. Joesoef",
        "Muchamad Yusuf",
    ),
    ("Abdul Rahman", "Abdurrahman", "Abd. Rohman", "Abdur Rahman", "Abdoel Rachman", "ABD RAHMAN"),
    ("Siti Aminah", "Sitti Aminah", "St. Aminah", "Siti Aminah, S.Pd", "Hj. Siti Aminah"),
    ("Nur Hidayati", "Nurhidayati", "Noer Hidajati", "NUR  HIDAYATI", "Bu Nur Hidayati"),
    ("Cahyono", "Tjahjono", "Pak Cahyono", "Drs. H. Cahyono, M.Si", "cahyono"),
    ("Ahmad Fauzi", "Achmad Fauzi", "Akhmad Fauzy", "Ach. Fauzi", "H. Ahmad Fauzi"),
    ("Suharto", "Soeharto", "R. Suharto", "Mbah Suharto", "Alm. Soeharto", "SUHART0"),
    ("Khoirul Anam", "Choirul Anam", "Khairul Anam", "Choerul Anam", "Chairul Anam"),
    ("Sholihin", "Solihin", "Solikin", "Sholikhin", "Shalihin"),
    ("Syarifuddin", "Sarifudin", "Sjarifoeddin", "Syarifudin", "Ust. Syarifuddin"),
    ("Mustofa", "Mustafa", "Musthofa", "Moestofa", "Gus Mustofa"),
    ("Triyono", "Tri Yono", "Triono", "Trijono Soegeng", "Triyono"),
    ("I Wayan Sudana", "Wayan Sudana", "I Wy. Sudana", "I WAYAN SUDANA"),
    ("Fatimah binti Husein", "Fatimah bt Husen", "Fatimah bte. Husain", "Fatima binti Husin"),
    ("Istiqomah", "Istikomah", "Istiqamah", "1stiqomah", "Istiqomah binti Kasan"),
    ("Zubaidah", "Zubaedah", "Zubaidah", "Jubaidah", "Dzubaidah"),
    ("Wahyudi", "Wahjudi", "Wahjoedi", "Wahyudie", "Mas Wahyudi"),
    ("Sri Mulyani", "Srimulyani", "Sri Moeljani", "Sri Muliyani", "Ibu Sri Mulyani"),
    ("Yudhistira", "Yudistira", "Judhistira Soetomo", "YUDHISTIRA"),
    ("Masykur", "Maskur", "Masjkoer", "H. Masykur"),
)
NOT_QUITE = {"Trijono Soegeng", "Judhistira Soetomo", "Jubaidah", "Istiqomah binti Kasan"}


@pytest.mark.parametrize("writings", ONE_NAME, ids=lambda writings: writings[0])
def test_all_writings_of_one_name_are_strong(writings: tuple[str, ...]) -> None:
    read = [read_name(writing) for writing in writings if writing not in NOT_QUITE]
    levels = {
        f"{a.raw} | {b.raw}": compare_names(a, b, name_rarity()).level
        for a, b in combinations(read, 2)
    }
    assert {pair: level for pair, level in levels.items() if level < STRONG} == {}


DIFFERENT_NAMES = (
    ("Suharto", "Suharti", "Suhardi", "Suharmi", "Suharsih"),
    ("Sumarno", "Sumarni", "Sumardi", "Sumarti", "Sumaryono"),
    ("Supriyanto", "Supriyadi", "Supriyono", "Supriyati"),
    ("Mulyono", "Mulyadi", "Mulyani", "Mulyati"),
    ("Karim", "Kadir", "Karimah", "Majid", "Wahid"),
    ("Yanto", "Yanti", "Yono", "Yani"),
    ("Eko Lestari", "Dwi Lestari", "Tri Lestari", "Catur Lestari", "Sri Lestari"),
    ("Ni Wayan Sari", "Ni Made Sari", "Ni Nyoman Sari", "Ni Ketut Sari"),
    ("Abdul Hamid", "Abdul Majid", "Abdul Salam", "Abdul Ghofur"),
    ("Siti Aminah", "Siti Rohani", "Siti Maryam", "Siti Zubaidah"),
    ("Ali bin Umar", "Ali bin Kasan", "Ali bin Slamet"),
    ("Rumondang Siregar", "Rumondang Nasution", "Rumondang Harahap"),
    ("Setiawan", "Setiawati", "Setiabudi"),
    ("Hartono", "Hartini", "Hartoyo", "Hartati"),
    ("Rini", "Rina", "Dini", "Dina", "Nina"),
)


@pytest.mark.parametrize("names", DIFFERENT_NAMES, ids=lambda names: names[0])
def test_names_that_only_look_alike_are_below_every_threshold(names: tuple[str, ...]) -> None:
    levels = {
        f"{a} | {b}": compare_names(read_name(a), read_name(b), name_rarity()).level
        for a, b in combinations(names, 2)
    }
    assert {pair: level for pair, level in levels.items() if level >= WEAKEST} == {}
