"""Names by spelling: comparable keys, the words around names, and likely slips."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kentongan.regions import catalogue
from kentongan.regions.resolver import vocabulary
from kentongan.regions.resolver.index import (
    BROKEN,
    EXACT,
    FOLDED,
    LONGEST_NAME,
    MOST_EDITS,
    SKELETON,
    TWIN,
    NameIndex,
    NameTable,
    Span,
    quality_of_typo,
    spans_of,
)
from kentongan.regions.resolver.reading import read
from kentongan.regions.resolver.spelling import consonants, fold, key_of, plain, regency_name
from kentongan.regions.resolver.vocabulary import Mark

HOME = ("35.01", "35.02", "35.03")
NAMES = NameIndex(
    [
        ("35", "Jawa Timur", ""),
        ("35.03", "Kabupaten Trenggalek", ""),
        ("35.03.08", "Watulimo", ""),
        ("35.03.08.2003", "Dukuh", "66382"),
        ("35.03.08.2011", "Prigi", "66382"),
        ("35.03.08.2012", "Tasikmadu", "66382"),
        ("35.03.08.2013", "Tasikmadi", "66382"),
        ("35.03.08.2014", "Sawoo", "66382"),
        ("35.77", "Kota Madiun", ""),
        ("35.77.01", "Kartoharjo", ""),
        ("35.77.01.1001", "Prigi", "63111"),
    ],
    ("35.03",),
)
WORD = some.text(alphabet="aeioubdgkjlmnprstw", min_size=1, max_size=12)
quick = settings(max_examples=60, deadline=None)


def hits(text: str) -> dict[str, float]:
    """The best quality of each area whose name fits letter by letter."""
    found: dict[str, float] = {}
    for span in spans_of(read(text).words):
        for hit in NAMES.exact_hits(span):
            found[hit.code] = max(hit.quality, found.get(hit.code, 0.0))
    return found


def near(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for hit in NAMES.near_hits(list(spans_of(read(text).words))):
        found[hit.code] = max(hit.quality, found.get(hit.code, 0.0))
    return found


def edits(one: str, other: str) -> int:
    """The slow twin of the edit distance: insert, drop, change, swap of neighbours."""
    row: dict[tuple[int, int], int] = {}
    for a in range(len(one) + 1):
        for b in range(len(other) + 1):
            if not a or not b:
                row[a, b] = a + b
                continue
            changed = row[a - 1, b - 1] + (one[a - 1] != other[b - 1])
            row[a, b] = min(row[a - 1, b] + 1, row[a, b - 1] + 1, changed)
            if a > 1 and b > 1 and (one[a - 2], one[a - 1]) == (other[b - 1], other[b - 2]):
                row[a, b] = min(row[a, b], row[a - 2, b - 2] + 1)
    return row[len(one), len(other)]


@given(some.text(max_size=40))
def test_a_key_is_stable_and_plain(text: str) -> None:
    key = key_of(text)
    assert key_of(key) == key == key_of(text.strip())
    assert not key or key.isalnum()


@given(WORD, some.sampled_from(["-", " ", ".", "'", "/", "  "]))
def test_signs_inside_a_name_never_change_its_key(word: str, sign: str) -> None:
    assert key_of(sign.join(word)) == key_of(word)


@given(some.text(alphabet="aioucdjkhtrsn", max_size=15))
def test_case_never_changes_a_fold(word: str) -> None:
    assert fold(key_of(word.upper())) == fold(key_of(word))


@given(some.text(alphabet="aeioubcd", max_size=12))
def test_consonants_hold_no_vowel_and_keep_their_order(word: str) -> None:
    kept = iter(word)
    assert not set("aeiou") & set(consonants(word))
    assert all(letter in kept for letter in consonants(word))


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("PRIGI", "prigi"), ("Prigì", "prigi"), ("Ｐｒｉｇｉ", "prigi"), ("北京", ""), ("ﬁ", "fi")],
)
def test_letters_are_brought_to_plain_ones(written: str, read_as: str) -> None:
    assert plain(written) == read_as


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("KABUPATEN PONOROGO", "PONOROGO"),
        ("Kota Adm. Jakarta Barat", "Jakarta Barat"),
        ("Kabupaten Administrasi Kepulauan Seribu", "Kepulauan Seribu"),
        ("Kotawaringin Barat", "Kotawaringin Barat"),
        ("Batam Kota", "Batam Kota"),
        ("", ""),
    ],
)
def test_only_a_kind_before_the_name_is_taken_off(name: str, bare: str) -> None:
    assert regency_name(name) == bare


def home_keys() -> set[str]:
    return {key_of(place.bare_name) for place in catalogue.places(HOME)}


def test_no_name_of_the_office_is_noise_street_or_person() -> None:
    others = vocabulary.NOISE | vocabulary.STREETS | vocabulary.PEOPLE | vocabulary.HAMLETS
    assert home_keys() & others == set()


def test_no_name_of_the_office_is_a_level_word() -> None:
    assert home_keys() & vocabulary.MARKS.keys() == set()


def test_everyday_words_are_villages_of_the_office() -> None:
    assert vocabulary.EVERYDAY - home_keys() == set()


def test_titles_and_level_words_written_against_names_are_level_words() -> None:
    assert vocabulary.MARKS.keys() >= vocabulary.TITLES
    assert set(vocabulary.GLUED) <= vocabulary.MARKS.keys()


def test_longer_level_words_are_tried_before_their_beginnings() -> None:
    for earlier, later in combinations(vocabulary.GLUED, 2):
        assert not later.startswith(earlier)


def test_a_short_name_stands_for_one_area_and_is_a_key() -> None:
    short = [key for keys in vocabulary.ALIASES.values() for key in keys]
    assert len(short) == len(set(short))
    assert [key for key in short if key != key_of(key)] == []


def test_short_names_stand_for_provinces_and_regencies_of_the_list() -> None:
    regencies = catalogue.regency_codes()
    assert vocabulary.ALIASES.keys() <= regencies | {code[:2] for code in regencies}


def test_a_short_name_of_an_area_is_no_village_of_the_office() -> None:
    villages = {key_of(place.name) for place in catalogue.places(HOME) if place.level > 2}
    short = {key for keys in vocabulary.ALIASES.values() for key in keys}
    assert short & villages == set()


def test_written_out_words_stay_as_they_are() -> None:
    assert vocabulary.LONGER.keys() & set(vocabulary.LONGER.values()) == set()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("prigi", {"prigi"}),
        ("tumpak pelem", {"tumpak", "pelem", "tumpakpelem"}),
        ("tumpak, pelem", {"tumpak", "pelem"}),
        ("sbr agung", {"sbr", "sumber", "agung", "sbragung", "sumberagung"}),
        ("kecwatulimo", {"kecwatulimo", "watulimo"}),
        ("dsprigi", {"dsprigi", "prigi"}),
        ("masjid", set()),
        ("dekat masjid", {"dekatmasjid"}),
        ("bu bakan", {"bubakan"}),
        ("x", set()),
    ],
)
def test_runs_of_words_that_may_be_a_name(text: str, keys: set[str]) -> None:
    assert {span.key for span in spans_of(read(text).words)} == keys


@pytest.mark.parametrize(
    ("text", "mark"), [("kecwatulimo", Mark.DISTRICT), ("kabtrenggalek", Mark.REGENCY)]
)
def test_a_level_word_written_against_the_name_counts(text: str, mark: Mark) -> None:
    spans = {span.key: span.mark for span in spans_of(read(text).words)}
    assert spans[text[3:]] is mark
    assert spans[text] is None


def test_no_name_runs_over_a_level_word() -> None:
    keys = {span.key for span in spans_of(read("prigi kec watulimo").words)}
    assert keys == {"prigi", "watulimo"}


def test_a_torn_name_is_worth_a_question_and_no_more() -> None:
    (torn,) = spans_of(read("bu bakan").words)
    assert (torn.most, torn.noise, torn.doubtful) == (BROKEN, True, True)


@quick
@given(some.lists(WORD, max_size=10))
def test_a_run_has_at_most_four_neighbouring_words(words: list[str]) -> None:
    for span in spans_of(read(" ".join(words)).words):
        bits = f"{span.words:b}".strip("0")
        assert set(bits) == {"1"}
        assert len(bits) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("prigi", {"35.03.08.2011": EXACT, "35.77.01.1001": EXACT}),
        ("sawoo", {"35.03.08.2014": EXACT}),
        ("sawo", {"35.03.08.2014": FOLDED}),
        ("tasikmadu", {"35.03.08.2012": EXACT, "35.03.08.2013": TWIN}),
        ("trenggalek", {"35.03": EXACT}),
        ("tgx", {"35.03": EXACT}),
        ("jatim", {"35": EXACT}),
        ("madiun", {"35.77": EXACT}),
        ("prig", {}),
    ],
)
def test_names_that_fit_letter_by_letter_and_their_twins(
    text: str, found: dict[str, float]
) -> None:
    assert hits(text) == found


def test_a_slip_is_looked_for_at_home_only() -> None:
    assert set(near("prigo")) == {"35.03.08.2011"}


def test_consonants_alone_find_a_name_of_the_office() -> None:
    assert near("wtlm") == {"35.03.08": SKELETON}
    assert near("prg") == {}  # three letters say too little


def test_far_slips_are_found_inside_a_written_regency() -> None:
    spans = list(spans_of(read("kartoharja").words))
    assert {hit.code for hit in NAMES.far_hits(spans, ["35.77"])} == {"35.77.01"}


def test_far_slips_begin_with_the_same_letter_where_no_regency_is_written() -> None:
    found = {
        text: {hit.code for hit in NAMES.far_hits([Span(text, 1, None, False)], [])}
        for text in ("kartoharja", "martoharjo")
    }
    assert found == {"kartoharja": {"35.77.01"}, "martoharjo": set()}


def test_a_table_of_names_finds_what_the_slow_twin_finds() -> None:
    table = NameTable(["watulimo", "prigi", "tasikmadu", "tasikmadi", "karanggandu"])
    written = ["watulima", "prgi", "tasikmaud", "karangandu", "zzz"]
    found = {(written[row], key) for row, key, _ in table.near(written)}
    expected = {
        (text, key)
        for text in written
        for key in table.keys
        if 0 < (slips := edits(text, key)) <= MOST_EDITS and quality_of_typo(text, key, slips)
    }
    assert found == expected
    assert ("tasikmaud", "tasikmadu") in found


@quick
@given(some.lists(WORD, max_size=6), some.lists(WORD, max_size=6))
def test_near_spellings_are_those_of_the_slow_twin(listed: list[str], written: list[str]) -> None:
    found = {(written[row], key, quality) for row, key, quality in NameTable(listed).near(written)}
    expected = {
        (text, key, quality_of_typo(text, key, edits(text, key)))
        for text in written
        for key in listed
        if 0 < edits(text, key) <= MOST_EDITS
    }
    assert found == {one for one in expected if one[2]}


@pytest.mark.parametrize(("listed", "written"), [([], ["prigi"]), (["prigi"], []), ([], [])])
def test_an_empty_table_or_text_finds_nothing(listed: list[str], written: list[str]) -> None:
    assert list(NameTable(listed).near(written)) == []


@quick
@given(WORD, WORD)
def test_a_slip_is_never_worth_as_much_as_the_name_itself(written: str, name: str) -> None:
    slips = edits(written, name)
    if 0 < slips <= MOST_EDITS:
        assert 0 <= quality_of_typo(written, name, slips) < FOLDED


@pytest.mark.parametrize(
    ("written", "name", "slips"), [("jt", "jati", 2), ("ja", "jaa", 1), ("abcde", "abxye", 2)]
)
def test_too_short_a_word_is_no_slip_of_anything(written: str, name: str, slips: int) -> None:
    assert quality_of_typo(written, name, slips) == 0
