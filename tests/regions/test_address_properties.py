"""What holds for every village of the office, however its address is written."""

from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kentongan.regions import catalogue
from kentongan.regions.catalogue import Place
from kentongan.regions.queries import resolve_place
from kentongan.regions.resolver import PlaceIndex, Resolution
from kentongan.regions.resolver.spelling import fold, key_of

HOME = ("35.01", "35.02", "35.03")
LISTED = {place.code: place for place in catalogue.places(HOME)}
VILLAGES = sorted(code for code in LISTED if code.count(".") == 3)
# Words around a name that say nothing about where it lies.
CHATTER = (
    "tolong cek",
    "katanya dari",
    "alamat",
    "asal",
    "info",
    "mohon dicek ya",
    "rumah saya di",
)
AFTER = ("tolong dicek ya", "ada penampungan", "dekat masjid", "belum jelas", "RT 02 RW 01")
# Munggu and Bungu, both in Bungkal: either may be a slip for the other.
TWINS = ("35.02.03.2006", "35.02.03.2014")

village = some.sampled_from([code for code in VILLAGES if code not in TWINS])
some_villages = settings(max_examples=60, deadline=None)


def address(code: str) -> tuple[str, str, str]:
    """Village, sub-district and regency, each with its level word."""
    ward = "Kel." if LISTED[code].kind == "kelurahan" else "Ds."
    above = LISTED[code[:8]].bare_name, LISTED[code[:5]].bare_name
    return f"{ward} {LISTED[code].name}", f"Kec. {above[0]}", f"Kab. {above[1]}"


def single(text: str, near: str | None = None) -> str:
    found = resolve_place(text, near).single
    return found.code if found else ""


def namesakes(code: str) -> list[str]:
    """Villages of the office that are written alike, that one included."""
    return by_key()[fold(key_of(LISTED[code].name))]


@cache
def by_key() -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for code in VILLAGES:
        grouped.setdefault(fold(key_of(LISTED[code].name)), []).append(code)
    return grouped


SHARED_NAMES = sorted(name for name, codes in by_key().items() if len(codes) > 1)


def test_every_village_of_the_office_is_understood_by_its_full_address() -> None:
    missed = [code for code in VILLAGES if single(", ".join(address(code))) != code]
    assert missed == list(TWINS)


@pytest.mark.parametrize("code", TWINS)
def test_two_names_one_letter_apart_in_one_sub_district_are_asked(code: str) -> None:
    found = resolve_place(", ".join(address(code)))
    assert found.single is None
    assert found.plausible[0] == code
    assert set(found.plausible) == set(TWINS)


def test_every_sub_district_of_the_office_is_understood_with_its_regency() -> None:
    districts = [code for code in LISTED if code.count(".") == 2]
    written = {
        code: f"kec {LISTED[code].name} kab {LISTED[code[:5]].bare_name}" for code in districts
    }
    assert [code for code, text in written.items() if single(text) != code] == []


@pytest.mark.parametrize("code", HOME)
@pytest.mark.parametrize("form", ["kab {}", "KABUPATEN {}", "kab. {}, Jawa Timur", "{} kab"])
def test_every_regency_of_the_office_is_understood(code: str, form: str) -> None:
    assert single(form.format(LISTED[code].bare_name)) == code


@some_villages
@given(village, some.sampled_from(list(permutations(range(3)))), some.sampled_from([", ", " - "]))
def test_a_full_address_in_any_order_is_one_village(
    code: str, order: tuple[int, ...], between: str
) -> None:
    parts = address(code)
    assert single(between.join(parts[place] for place in order)) == code


@some_villages
@given(village, some.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_upper_and_lower_case_mean_the_same(code: str, written: object) -> None:
    text = ", ".join(address(code))
    assert resolve_place(written(text)) == resolve_place(text)  # type: ignore[operator]


@some_villages
@given(village, some.sampled_from([".", "!", "?", "…", " ", "\n", '"', ";"]))
def test_punctuation_around_an_address_changes_nothing(code: str, mark: str) -> None:
    text = ", ".join(address(code))
    assert resolve_place(f"{mark}{text}{mark}").single == resolve_place(text).single


@some_villages
@given(village, some.sampled_from(CHATTER), some.sampled_from(AFTER))
def test_talk_around_an_address_changes_nothing(code: str, before: str, after: str) -> None:
    text = ", ".join(address(code))
    assert single(f"{before} {text}, {after}") == code


@some_villages
@given(village)
def test_the_sub_district_never_makes_a_right_answer_wrong(code: str) -> None:
    name, district, _ = address(code)
    if single(name) == code:
        assert single(f"{name} {district}") == code


@some_villages
@given(village)
def test_the_province_never_makes_a_right_answer_wrong(code: str) -> None:
    text = ", ".join(address(code))
    assert single(f"{text}, Jawa Timur") == single(text)


@some_villages
@given(village)
def test_a_postal_code_never_makes_a_right_answer_wrong(code: str) -> None:
    text = ", ".join(address(code))
    assert single(f"{text} {LISTED[code].postal_code}") == code


@some_villages
@given(village, some.sampled_from(VILLAGES))
def test_where_the_writer_sits_never_changes_a_full_address(code: str, near: str) -> None:
    assert single(", ".join(address(code)), near) == code


@some_villages
@given(village, some.sampled_from(VILLAGES))
def test_where_the_writer_sits_never_turns_a_question_into_an_answer(code: str, near: str) -> None:
    name = LISTED[code].name
    if not single(name):
        assert not single(name, near)


@some_villages
@given(village, some.sampled_from(["{}", "{}.", " {} ", "kode {}", "desa {}"]))
def test_a_village_is_understood_by_its_number(code: str, form: str) -> None:
    assert single(form.format(code)) == code
    assert single(form.format(code.replace(".", ""))) == code


@pytest.mark.parametrize("name", SHARED_NAMES)
def test_a_name_of_several_villages_is_never_answered_alone(name: str) -> None:
    codes = by_key()[name]
    found = resolve_place(LISTED[codes[0]].name)
    assert found.single is None
    assert set(codes) <= set(found.plausible)


@some_villages
@given(some.sampled_from(SHARED_NAMES))
def test_namesakes_are_told_apart_by_their_sub_districts(name: str) -> None:
    for code in by_key()[name]:
        if sum(other[:8] == code[:8] for other in namesakes(code)) == 1:
            assert single(" ".join(address(code)[:2])) == code


@some_villages
@given(village, village)
def test_an_answer_never_lies_outside_the_sub_district_that_was_written(
    code: str, other: str
) -> None:
    """A slip for a village of that sub-district may be answered, one of another never."""
    found = single(f"{address(code)[0]} {address(other)[1]}")
    assert not found or found.startswith(f"{other[:8]}.")


@some_villages
@given(village)
def test_the_coarse_answer_holds_all_that_may_be_meant(code: str) -> None:
    found = resolve_place(LISTED[code].name)
    assert found.plausible
    held = found.holds_all
    assert all(f"{one}.".startswith(f"{held}." if held else "") for one in found.plausible)


NONSENSE = ("qwx", "zxq", "xkcd", "vvvq", "jjxq", "fqzz")


@settings(max_examples=40, deadline=None)
@given(some.lists(some.sampled_from(NONSENSE), min_size=1, max_size=4))
def test_nonsense_is_never_a_place(words: list[str]) -> None:
    assert resolve_place(" ".join(words)).single is None


@pytest.mark.parametrize(
    "text",
    [
        "asdfghjkl",
        "xxxxxxxx",
        "🙂🙂🙂",
        "कखग",
        "مرحبا",
        "北京",
        "0850 0000 0001",
        "+62 850-0000-0001",
        "0000000000000001",
        "<script>alert(1)</script>",
        "'; --",
        "%s %d {}",
        "\x00\x00",
        "____",
    ],
)
def test_what_is_not_an_address_offers_no_single_place(text: str) -> None:
    assert resolve_place(text).single is None


@settings(max_examples=60, deadline=None)
@given(some.text(max_size=60))
def test_asking_twice_gives_the_same_answer(text: str) -> None:
    assert resolve_place(text) == resolve_place(text)


@settings(max_examples=60, deadline=None)
@given(some.lists(some.sampled_from([*VILLAGES, "kec", "ds", ",", "dsn", "2"]), max_size=8))
def test_the_lists_of_an_answer_agree(words: list[str]) -> None:
    text = " ".join(LISTED[word].name if word in LISTED else word for word in words)
    found = resolve_place(text)
    listed = [candidate.code for candidate in found.candidates]
    scores = [candidate.score for candidate in found.candidates]
    assert len(listed) == len(set(listed)) <= 8
    assert scores == sorted(scores, reverse=True)
    assert found.single is None or found.plausible == (found.single.code,)


def test_the_order_of_the_list_does_not_matter() -> None:
    """Rows come from a file; an answer must not hang on how that file is sorted."""
    rows = [(place.code, place.name, place.postal_code) for place in LISTED.values()]
    forward, backward = (PlaceIndex.build(some_rows, HOME) for some_rows in (rows, rows[::-1]))
    for code in VILLAGES[::9]:
        assert forward.resolve(LISTED[code].name) == backward.resolve(LISTED[code].name)


def test_an_index_of_nothing_answers_nothing() -> None:
    empty = PlaceIndex.build([], HOME)
    for text in ("Prigi", "35.03.08.2011", "66382", ""):
        assert empty.resolve(text) == Resolution()


def test_without_a_home_every_namesake_of_the_country_counts() -> None:
    rows = [(code, place.name, place.postal_code) for code, place in LISTED.items()]
    nowhere = PlaceIndex.build(rows, ())
    found = nowhere.resolve("Ds. Prigi, Kec. Watulimo, Kab. Trenggalek")
    assert found.candidates[0].code == "35.03.08.2011"


def test_a_place_has_the_level_of_its_code() -> None:
    place = Place("35.03.08.2011", "Prigi")
    found = resolve_place("ds prigi kec watulimo").single
    assert found is not None
    assert (found.level, found.path[0]) == (place.level, place.name)
