"""Readability of Indonesian text: counts that can be made by hand, and what must make it harder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.readability import is_wrapped, measure, sentences

EASY = "Paspor Anda jadi. Ambil di loket 2. Bawa KTP."
HEAVY = (
    "Berdasarkan ketentuan peraturan perundang-undangan, permohonan Saudara tidak dapat "
    "dipertimbangkan dikarenakan ketidaklengkapan persyaratan administratif sebagaimana "
    "dipersyaratkan."
)
WORDS = st.lists(
    st.sampled_from(["saya", "datang", "permohonan", "ke", "dipertimbangkan"]),
    min_size=1,
    max_size=9,
)


def test_an_easy_text_has_the_counts_made_by_hand() -> None:
    found = measure(EASY)
    # Paspor Anda jadi (3) · Ambil di loket (3, numbers are no words) · Bawa KTP (2)
    assert (found.sentences, found.words, found.long_words) == (3, 8, 0)
    assert found.letters == 6 + 4 + 4 + 5 + 2 + 5 + 4 + 3
    assert found.lix == pytest.approx(8 / 3)
    assert found.longest_sentence == 3


def test_official_indonesian_is_told_from_plain() -> None:
    assert measure(HEAVY).lix > 60
    assert measure(HEAVY).wrapped_share > 0.3
    assert measure(EASY).lix < 20


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Datang ke Jl. Budi Utomo No. 12. Bawa KTP.", 2),
        ("Biayanya Rp1.000.000. Tidak ada lagi.", 2),
        ("Benar? Ya! Sudah.", 3),
        ("Tanpa titik", 1),
        ("Judul surat\n\nIsi surat pertama.", 2),
        ("Bawa:\n- KTP asli\n- KK asli", 3),
        ("Hubungi H. Slamet di loket.", 1),
        ("", 0),
        ("…", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("word", "wrapped"),
    [
        *(("perbaikan", True), ("keterangan", True), ("mempertimbangkan", True)),
        *(("diberikan", True), ("pengajuannya", True), ("kelengkapan", True)),
        *(("makan", False), ("surat", False), ("datang", False), ("berangkat", False)),
        *(("orang", False), ("paspor", False), ("dibaca", False)),
    ],
)
def test_an_affix_on_both_sides_is_seen(word: str, wrapped: bool) -> None:
    assert is_wrapped(word) is wrapped


def test_a_text_without_words_has_no_figures() -> None:
    found = measure("… 12 …")
    assert (found.words, found.lix, found.letters_per_word, found.wrapped_share) == (0, 0, 0, 0)


@given(WORDS, WORDS)
def test_joining_two_sentences_never_reads_easier(one: list[str], other: list[str]) -> None:
    apart = measure(f"{' '.join(one)}. {' '.join(other)}.")
    joined = measure(f"{' '.join(one)} {' '.join(other)}.")
    assert joined.words == apart.words
    assert joined.lix >= apart.lix


@given(WORDS)
def test_a_longer_word_never_reads_easier(words: list[str]) -> None:
    longer = [{"saya": "pemohon", "ke": "menuju"}.get(word, word) for word in words]
    assert measure(" ".join(longer)).lix >= measure(" ".join(words)).lix


@given(st.text())
def test_any_text_can_be_measured(text: str) -> None:
    found = measure(text)
    assert found.long_words <= found.words
    assert found.wrapped_words <= found.words
    assert found.sentences <= max(found.words, 0)
    assert found.longest_sentence <= found.words
