"""Both spelling reforms, Arabic and Dutch writings; what is one word in k1, k2 and k3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.names import read_name
from kentongan.engine.linkage.names.sound import coarse, heard_as, sound_of
from kentongan.engine.linkage.names.spelling import modern

LETTERS = st.text("abcdefghijklmnoprstuwyz", min_size=1, max_size=14)

REFORMED = (
    ("Soekarno", "sukarno"), ("Soegeng", "sugeng"), ("Tjokroaminoto", "cokroaminoto"),
    ("Soetjipto", "sucipto"), ("Djumadi", "jumadi"), ("Hardjo", "harjo"), ("Jahja", "yahya"),
    ("Surjadi", "suryadi"), ("Joesoef", "yusuf"), ("Sjamsoel", "syamsul"), ("Njoman", "nyoman"),
    ("Achmad", "ahmad"), ("Mochamad", "muhammad"), ("Choirul", "khoirul"), ("Chandra", "candra"),
    ("Chen", "cen"), ("Tjen", "cen"), ("Widjaja", "wijaya"), ("Tjahjono", "cahyono"),
    ("Soedjono", "sujono"), ("Muljono", "mulyono"), ("Christina", "kristina"), ("Sitti", "siti"),
    ("Noer", "nur"), ("Choerul", "khoirul"), ("Jusuf", "yusuf"), ("Hidajat", "hidayat"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new"), REFORMED)
def test_old_spelling_becomes_modern(old: str, new: str) -> None:
    assert read_name(old).k1 == (new,)


@pytest.mark.parametrize("name", ["joko", "wijono", "harjo", "jaya", "panji", "junaidi", "majid"])
def test_a_modern_j_stays(name: str) -> None:
    assert modern(name) == name


def test_an_old_word_makes_another_old_but_not_a_modern_one() -> None:
    assert read_name("Joko Soesilo").k1 == ("joko", "susilo")
    assert read_name("Soekarno Nurjanah").k1 == ("sukarno", "nurjanah")
    assert read_name("Soegeng Wirjono").k1 == ("sugeng", "wiryono")


SAME_SOUND = (
    ("Abdul Gofur", "Abdul Ghafur"), ("Aziz", "Azis"), ("Syaiful", "Saeful"), ("Dhani", "Dani"),
    ("Qomariyah", "Komariah"), ("Sholikhah", "Solikah"), ("Sugiono", "Sugiyono"), ("Eni", "Enny"),
    ("Supriyanto", "Suprianto"), ("Utsman", "Usman"), ("Musthofa", "Mustafa"), ("Luthfi", "Lutfi"),
    ("Ramadhan", "Romadlon"), ("Munawaroh", "Munawarah"), ("Fachrudin", "Fahruddin"),
    ("Masykur", "Maskur"), ("Sakdiyah", "Sa'diyah"), ("Wahid", "Wahit"), ("Husein", "Husen"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME_SOUND)
def test_one_sound_is_one_k2(one: str, other: str) -> None:
    assert read_name(one).k2 == read_name(other).k2


@pytest.mark.parametrize(
    ("one", "other"), [("Suharto", "Suharta"), ("Fitri", "Pitri"), ("Selamet", "Slamet")]
)
def test_k3_is_coarser_than_the_sound(one: str, other: str) -> None:
    assert read_name(one).k2 != read_name(other).k2
    assert read_name(one).k3 == read_name(other).k3


@pytest.mark.parametrize(
    ("one", "other"), [("zaenal", "jaenal"), ("hanafi", "khanafi"), ("arifin", "aripin")]
)
def test_a_listener_mixes_up_z_and_j_h_and_kh_f_and_p(one: str, other: str) -> None:
    assert heard_as(one) & heard_as(other)


@given(LETTERS, LETTERS)
def test_equal_spelling_gives_equal_sounds(one: str, other: str) -> None:
    if modern(one) == modern(other):
        assert sound_of(modern(one)) == sound_of(modern(other))
    if sound_of(one) == sound_of(other):
        assert coarse(sound_of(one)) == coarse(sound_of(other))


@given(LETTERS)
def test_no_word_is_lost_on_the_way(word: str) -> None:
    assert modern(word)
    assert sound_of(modern(word))
    assert coarse(sound_of(modern(word)))
    assert heard_as(word)
