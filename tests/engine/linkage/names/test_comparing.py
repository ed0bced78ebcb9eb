"""One level and one reason for two names; the words of the issue, case by case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.names import NameLevel, Rarity, Reason, compare_names, read_name
from kentongan.entities.name_rarity import name_rarity

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
WORDS = st.sampled_from((
    "Sri", "Siti", "Suharto", "Suharti", "Suharta", "Sutrisno", "M.", "Moh.", "Muhammad", "Yusup",
    "Yusuf", "Dwi", "Tri", "bin", "binti", "alias", "Wahyuni", "Wahyuningsih", "H.", "Aminah",
    "Kasan", "Jahja", "Soegeng", "Bu", "Pak", "Tini", "Suhartini",
))  # fmt: skip
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


def level(one: str, other: str, **fathers: tuple[str, ...]) -> tuple[NameLevel, Reason]:
    """Level and reason with the shares of the reference data."""
    found = compare_names(read_name(one), read_name(other), name_rarity(), **fathers)
    return found.level, found.reason


@pytest.mark.parametrize(
    ("one", "other", "expected", "reason"),
    [
        ("Soekarno", "Sukarno", NameLevel.SAME_SPELLING, Reason.SAME_SPELLING),
        ("Tri Yono", "Triyono", NameLevel.SAME_SPELLING, Reason.SAME_SPELLING),
        ("Abdul Gofur", "Abd. Ghafur", NameLevel.SAME_SOUND, Reason.SAME_SOUND),
        ("Prasetya", "Prasetyo", NameLevel.VERY_ALIKE, Reason.HEARD),
        ("Wulandari", "Wulandri", NameLevel.VERY_ALIKE, Reason.TYPING),
        ("Santoso Agus", "Agus Santoso", NameLevel.VERY_ALIKE, Reason.OTHER_ORDER),
        ("Yohana Kristiani Putri", "Yohana Kristiani", NameLevel.SUBSET, Reason.LEFT_OUT),
        ("Ngatinah Sulasmi", "Ngatinah", NameLevel.RARE_WORD, Reason.ONE_WORD),
        ("Siti Aminah", "Siti", NameLevel.COMMON_WORD, Reason.ONE_WORD),
        ("Rina Wulandari", "Rina W.", NameLevel.ALIKE, Reason.INITIAL),
        ("M. Mahmud", "Mahmud", NameLevel.RARE_WORD, Reason.ONE_WORD),
        ("M. Mahmud", "M Machmud", NameLevel.SAME_SOUND, Reason.SAME_SOUND),
        ("Wagiman", "Wagimin", NameLevel.ALIKE, Reason.EITHER),
        ("Suhartini", "Tini", NameLevel.COMMON_WORD, Reason.SHORT_FORM),
        ("Suharto", "Suharti", NameLevel.GUARDED, Reason.GUARD),
        ("Dwi Lestari", "Tri Lestari", NameLevel.GUARDED, Reason.GUARD),
        ("Agus Setiawan", "Agus Kurniawan", NameLevel.UNLIKE, Reason.OTHER_WORD),
        ("Slamet", "Wahyuni", NameLevel.UNLIKE, Reason.UNLIKE),
        ("Slamet", "?", NameLevel.MISSING, Reason.NO_NAME),
        ("Pak Slamet", "Bu Slamet", NameLevel.ALIKE, Reason.OTHER_SEX),
        ("Ali bin Umar", "Ali bin Usman", NameLevel.GUARDED, Reason.OTHER_FATHER),
        ("Ali bin Paimin", "Ali bin Paiman", NameLevel.ALIKE, Reason.FATHER_UNCLEAR),
        ("Ali bin Umar", "Ali", NameLevel.SUBSET, Reason.LEFT_OUT),
        (
            "Yatimah binti Paijan",
            "Yatimah bin Paijan",
            NameLevel.SAME_SPELLING,
            Reason.SAME_SPELLING,
        ),
        ("Sumiyati binti Kasan", "Sumiyati binti Hasan", NameLevel.ALIKE, Reason.FATHER_UNCLEAR),
        ("Tarmini binti Kaswadi", "Tarmini Kaswadi", NameLevel.SAME_SOUND, Reason.FATHER),
        ("Ny. Darmaji", "Darmaji", NameLevel.ALIKE, Reason.OTHER_SEX),
        ("Ny. Sulastri", "Sulastri", NameLevel.SAME_SPELLING, Reason.SAME_SPELLING),
        ("Sunarti", "Sumarti", NameLevel.COMMON_WORD, Reason.TYPING),
        ("Sumarni", "Sumarmi", NameLevel.COMMON_WORD, Reason.TYPING),
        ("Ratnawati", "Retnowati", NameLevel.COMMON_WORD, Reason.TYPING),
        ("Hemawan", "Hernawan", NameLevel.COMMON_WORD, Reason.TYPING),
        ("Sutrisno alias Bendot", "Bendot", NameLevel.RARE_WORD, Reason.OTHER_NAME),
    ],
)
def test_level_and_reason(one: str, other: str, expected: NameLevel, reason: Reason) -> None:
    assert level(one, other) == (expected, reason)
    assert level(other, one) == (expected, reason)


def test_words_added_in_a_passport_are_compared_with_the_father() -> None:
    alone = level("Suminah", "Suminah Kasan Rejo")
    known = level("Suminah", "Suminah Kasan Rejo", father_a=("kasan", "rejo"))
    assert alone[0] < NameLevel.SUBSET
    assert known == (NameLevel.SAME_SOUND, Reason.FATHER)


def test_a_father_told_elsewhere_can_contradict() -> None:
    other = level("Ali", "Ali", father_a=("umar",), father_b=("usman",))
    assert other == (NameLevel.GUARDED, Reason.OTHER_FATHER)


def test_what_was_left_out_does_not_contradict() -> None:
    assert level("Dewi Lestari", "Dewi Puji Lestari")[0] > NameLevel.GUARDED
    assert level("Dewi Ayu Lestari", "Dewi Puji Lestari")[0] < NameLevel.COMMON_WORD


def test_a_rare_word_says_more_than_a_common_one() -> None:
    rarity = Rarity({"sugeng": 0.01, "danardono": 0.00001})
    pair = read_name("Sugeng Danardono")
    rare = compare_names(pair, read_name("Danardono"), rarity)
    common = compare_names(pair, read_name("Sugeng"), rarity)
    assert rare.level > common.level


@given(TEXTS, TEXTS)
def test_any_two_texts_are_compared_alike_both_ways(one: str, other: str) -> None:
    a, b = read_name(one), read_name(other)
    assert compare_names(a, b, name_rarity()) == compare_names(b, a, name_rarity())


@given(NAMES, NAMES)
def test_any_two_names_are_compared_alike_both_ways(one: str, other: str) -> None:
    a, b = read_name(one), read_name(other)
    found = compare_names(a, b, name_rarity())
    assert found == compare_names(b, a, name_rarity())
    assert 0 <= found.likeness <= 1


@given(NAMES)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    read = read_name(name)
    if read.k1:
        assert compare_names(read, read, name_rarity()).level == NameLevel.SAME_SPELLING
