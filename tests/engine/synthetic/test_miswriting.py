"""How names are miswritten: each slip does what it is called, and no other harm."""

import numpy as np
import pytest

from kentongan.engine.linkage.names import read_name
from kentongan.engine.synthetic.miswriting import NAMES_OF_SLIPS, SHARES, TITLES, Writer
from kentongan.engine.synthetic.people_words import Vocabulary


@pytest.fixture
def writer() -> Writer:
    return Writer(np.random.default_rng(20))


def written(writer: Writer, slip: str, name: str, sex: str = "L", father: str = "") -> set[str]:
    return {getattr(writer, slip)(name, sex, father) for _ in range(60)}


def test_old_spelling_writes_oe_dj_tj_and_j(writer: Writer) -> None:
    found = written(writer, "old", "Sujoko Cahyono")
    assert found <= {
        f"{first} {last}"
        for first in ("Soejoko", "Soedjoko", "Sudjoko")
        for last in ("Tjahyono", "Tjahjono", "Cahjono")
    }


def test_a_name_without_such_letters_keeps_its_spelling(writer: Writer) -> None:
    assert written(writer, "old", "Darmo") == {"Darmo"}


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("Arifin", "Aripin"), ("Rizal", "Risal"), ("Syarif", "Sarif"), ("Taufiq", "Taufik"),
        ("Rofiah", "Rofia"), ("Yudi", "Yudie"), ("Malik", "Mallik"),
    ],
)  # fmt: skip
def test_by_ear_a_name_becomes(name: str, heard: str, writer: Writer) -> None:
    assert heard in written(writer, "heard", name)


def test_by_ear_one_word_changes_at_a_time(writer: Writer) -> None:
    for name in written(writer, "heard", "Fitri Zaki Syarif"):
        kept = set(name.split()) & {"Fitri", "Zaki", "Syarif"}
        assert len(kept) == 2


def test_what_nobody_mishears_stays(writer: Writer) -> None:
    assert written(writer, "heard", "Eko") == {"Eko"}


def test_short_forms_stand_for_the_whole_word(writer: Writer) -> None:
    assert {"Moh. Malik", "M. Malik", "Mochamad Malik"} <= written(
        writer, "short", "Muhammad Malik"
    )
    assert written(writer, "short", "Malik") == {"Malik"}


def test_short_forms_are_read_as_the_same_name(writer: Writer) -> None:
    whole = read_name("Muhammad Zulpatikah").k1
    forms = written(writer, "short", "Muhammad Zulpatikah")
    same = {form for form in forms if read_name(form).k1 == whole}
    assert len(same) >= len(forms) - 1  # M. stays an initial


def test_one_word_is_left_out(writer: Writer) -> None:
    assert written(writer, "dropped", "Agus Budi Cahyo") == {
        "Budi Cahyo",
        "Agus Cahyo",
        "Agus Budi",
    }


def test_one_word_becomes_its_first_letter(writer: Writer) -> None:
    assert written(writer, "initial", "Agus Budi") == {"A. Budi", "Agus B."}
    assert written(writer, "initial", "Agus") == {"Agus"}


def test_the_first_two_words_are_joined(writer: Writer) -> None:
    assert written(writer, "joined", "Nur Hayati Sari") == {"Nurhayati Sari"}
    assert written(writer, "joined", "Nur") == {"Nur"}


def test_the_last_word_comes_first(writer: Writer) -> None:
    assert written(writer, "shuffled", "Agus Budi Cahyo") == {"Cahyo Agus Budi"}


@pytest.mark.parametrize("sex", ["L", "P"])
def test_titles_fit_the_sex_or_are_degrees(sex: str, writer: Writer) -> None:
    for name in written(writer, "title", "Slamet", sex):
        title = name.removesuffix(" Slamet")
        assert title in TITLES[sex] or name.startswith("Slamet, ")


def test_titles_are_no_part_of_the_name_that_is_read(writer: Writer) -> None:
    read = {read_name(name).k1 for name in written(writer, "title", "Zulpatikah", "P")}
    assert read == {("zulpatikah",)}


def test_the_father_stands_behind_bin_and_binti(writer: Writer) -> None:
    assert written(writer, "father", "Agus Budi", "L", "Kasan") == {"Agus Budi bin Kasan"}
    assert written(writer, "father", "Siti Sari", "P", "Kasan") == {"Siti Sari binti Kasan"}


def test_a_single_name_may_get_the_fathers_as_passports_do(writer: Writer) -> None:
    found = written(writer, "father", "Suminah", "P", "Kasan Rejo")
    assert found == {"Suminah Kasan Rejo", "Suminah binti Kasan Rejo"}


def test_without_a_father_nothing_is_added(writer: Writer) -> None:
    assert written(writer, "father", "Agus", "L", "") == {"Agus"}


def test_a_typing_slip_is_one_letter_or_two_changed_over(writer: Writer) -> None:
    for name in written(writer, "typing", "Kartono"):
        assert abs(len(name) - len("Kartono")) <= 1
        assert name[0] in "Ka"


def test_slips_happen_as_often_as_their_shares_say(writer: Writer) -> None:
    drawn = [writer.slip() for _ in range(4000)]
    shares = [drawn.count(name) / len(drawn) for name in NAMES_OF_SLIPS]
    assert np.abs(np.array(shares) - SHARES).max() < 0.03


def test_chances_lie_below_one_and_spread_evenly(writer: Writer) -> None:
    drawn = np.array([writer.chance() for _ in range(9000)])
    assert drawn.min() >= 0
    assert drawn.max() < 1
    assert abs(drawn.mean() - 0.5) < 0.02


def test_a_seed_writes_the_same_names_again() -> None:
    first, again = (Writer(np.random.default_rng(4)) for _ in range(2))
    names = ["Muhammad Syarif", "Siti Aminah", "Joko"] * 20
    assert [first.rewritten(one, "L", "Kasan") for one in names] == [
        again.rewritten(one, "L", "Kasan") for one in names
    ]


def test_most_miswritten_names_are_still_read_alike() -> None:
    """A register whose copies nobody could recognise would measure nothing."""
    writer = Writer(np.random.default_rng(8))
    names = Vocabulary(np.random.default_rng(1), "L").draw(np.random.default_rng(2), 400)
    shared = 0
    for name in names:
        one, other = read_name(name), read_name(writer.rewritten(name, "L", ""))
        shared += bool(set(one.k3) & set(other.k3)) or "".join(one.k2) == "".join(other.k2)
    assert shared / len(names) > 0.85
