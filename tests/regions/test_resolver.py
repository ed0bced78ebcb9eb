"""Which area a written place means: the rules, each with its smallest example."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kentongan.regions.queries import resolve_place
from kentongan.regions.resolver import PlaceIndex, Resolution
from kentongan.regions.resolver.index import quality_of_typo
from kentongan.regions.resolver.reading import read
from kentongan.regions.resolver.spelling import consonants, fold, key_of, regency_name

# Two regencies at home, one far away; Mekar is borne by three villages.
PLACES = (
    ("35", "Jawa Timur", ""),
    ("35.02", "Kabupaten Ponorogo", ""),
    ("35.02.02", "Ngrayun", ""),
    ("35.02.02.2009", "Ngrayun", "63464"),
    ("35.02.02.2006", "Baosan Lor", "63464"),
    ("35.03", "Kabupaten Trenggalek", ""),
    ("35.03.08", "Watulimo", ""),
    ("35.03.08.2001", "Karanggandu", "66382"),
    ("35.03.08.2003", "Dukuh", "66382"),
    ("35.03.08.2020", "Mekar", "66382"),
    ("35.03.11", "Trenggalek", ""),
    ("35.03.11.1006", "Surodakan", "66316"),
    ("35.03.11.2020", "Mekar", "66316"),
    ("65", "Kalimantan Utara", ""),
    ("65.03", "Kabupaten Nunukan", ""),
    ("65.03.02", "Nunukan", ""),
    ("65.03.02.2020", "Mekar", "77482"),
    ("65.03.02.2021", "Tanjung Karanganyar", "77482"),
)


def moved(code: str) -> str:
    """Nunukan's number until 2012."""
    return code.replace("64.11", "65.03", 1)


INDEX = PlaceIndex.build(PLACES, ("35.02", "35.03"), moved)


def single(text: str) -> str:
    found = INDEX.resolve(text).single
    return found.code if found else ""


def offered(text: str, near: str = "") -> Sequence[str]:
    return [candidate.code for candidate in INDEX.resolve(text, near).candidates]


@pytest.mark.parametrize(
    "text",
    [
        "Karanggandu",
        "ds. karanggandu",
        "DESA KARANGGANDU",
        "karanggandu watulimo",
        "Watulimo, Karanggandu",
        "Ds.Karanggandu Kec.Watulimo Kab.Trenggalek",
        "Kab. Trenggalek - Kec. Watulimo - Ds. Karanggandu",
        "dsn Krajan RT 02/RW 01 ds karanggandu watulimo",
        "rumah Bu Sri dekat masjid karanggandu",
        "jl raya pantai no 3, karanggandu, watulimo",
        "karang gandu",
        "karangandu",
        "karanggnadu",
        "karangganda",
        "krangandu watulimo",
        "karangganduh tgx",
        "karanggandu 66382",
        "35.03.08.2001",
        "3503082001",
        "35 03 08 2001",
    ],
)
def test_one_village_written_in_many_ways(text: str) -> None:
    assert single(text) == "35.03.08.2001"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kec watulimo", "35.03.08"),
        ("kab trenggalek", "35.03"),
        ("kec trenggalek", "35.03.11"),
        ("tgx", "35.03"),
        ("kel surodakan", "35.03.11.1006"),
        ("ds ngrayun", "35.02.02.2009"),
        ("kec ngrayun", "35.02.02"),
        ("ds mekar kec watulimo", "35.03.08.2020"),
        ("mekar 66316", "35.03.11.2020"),
        ("kab nunukan", "65.03"),
        ("mekar, kec nunukan", "65.03.02.2020"),
        ("jawa timur", "35"),
        ("baosan lor", "35.02.02.2006"),
        ("baosanlor", "35.02.02.2006"),
        ("ds dukuh kec watulimo", "35.03.08.2003"),
        ("Dukuh kec.Watulimo", "35.03.08.2003"),
        ("DS Duk uh Kec Watulimo", "35.03.08.2003"),
        ("64.11", "65.03"),
        ("6411022020", "65.03.02.2020"),
    ],
)
def test_level_words_neighbours_and_numbers_decide(text: str, code: str) -> None:
    assert single(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("mekar", {"35.03.08.2020", "35.03.11.2020"}),
        ("ngrayun", {"35.02.02", "35.02.02.2009"}),
        ("trenggalek", {"35.03", "35.03.11"}),
        ("kota trenggalek", {"35.03", "35.03.11"}),
        ("nunukan", {"65.03", "65.03.02"}),
    ],
)
def test_what_several_areas_may_be_is_asked(text: str, codes: set[str]) -> None:
    assert not single(text)
    assert codes <= set(INDEX.resolve(text).plausible)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ds karanggandu kec ngrayun", "the sub-district is another"),
        ("karanggandu nunukan", "the regency is another"),
        ("kec karanggandu", "the level is another"),
        ("ds mawar kec watulimo", "the village is unknown"),
        ("ds Pa kel Kec. Watulimo", "the village is torn apart"),
        ("Bulik kec. Watulimo", "an aunt, or a misspelt village"),
        ("35.03.08.2999", "only the area above is known"),
        ("tanjung karanganyar", "a bare village far away"),
    ],
)
def test_what_does_not_fit_together_is_asked(text: str, code: str) -> None:
    assert not single(text), code
    assert offered(text)


@pytest.mark.parametrize(
    "text", ["", "?", "-", "...", "RT 02 RW 01", "rumah", "dekat masjid", "taiwan", "123", "66"]
)
def test_what_names_no_place_offers_nothing(text: str) -> None:
    assert INDEX.resolve(text) == Resolution()


def test_near_ranks_but_never_decides() -> None:
    assert offered("mekar", near="35.03.11")[0] == "35.03.11.2020"
    assert offered("mekar", near="35.03.08.2001")[0] == "35.03.08.2020"
    assert INDEX.resolve("mekar", near="35.03.11").single is None


def test_the_home_area_comes_before_the_rest_of_the_country() -> None:
    assert offered("mekar")[:2] == ["35.03.08.2020", "35.03.11.2020"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("ngrayun", "35.02.02"), ("mekar trenggalek", "35.03"), ("karanggandu", "35.03.08.2001")],
)
def test_the_area_that_holds_all_is_the_safe_coarse_answer(text: str, code: str) -> None:
    assert INDEX.resolve(text).holds_all == code


def test_nothing_plausible_is_held_by_nothing() -> None:
    assert Resolution().holds_all == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ds karanggandu kec watulimo", ["nama sama", "cocok dengan Watulimo", "tingkatnya cocok"]),
        ("karangandu", ["nama sama", "di wilayah kerja kantor"]),
        ("karanggnadu", ["ejaan mirip"]),
        ("35.03.08.2001", ["kode wilayah sama"]),
        ("64.11", ["kode lama"]),
        ("35.03.08.2999", ["wilayah di atasnya dikenal"]),
        ("karanggandu 66382", ["kode pos cocok"]),
        ("karanggandu nunukan", ["wilayah lain juga tertulis"]),
        ("kec karanggandu", ["tingkatnya ditulis lain"]),
    ],
)
def test_every_candidate_says_why(text: str, words: list[str]) -> None:
    reasons = "; ".join(candidate.reason for candidate in INDEX.resolve(text).candidates)
    assert [word for word in words if word not in reasons] == []


def test_a_candidate_carries_its_path() -> None:
    found = INDEX.resolve("karanggandu").candidates[0]
    assert (found.name, found.level) == ("Karanggandu", 4)
    assert found.path[1:] == ("Watulimo", "Kabupaten Trenggalek", "Jawa Timur")


@settings(max_examples=300, deadline=None)
@given(some.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    found = INDEX.resolve(text)
    assert found.single is None or found.single == found.candidates[0]


@settings(max_examples=100, deadline=None)
@given(
    some.sampled_from(PLACES[7:]),
    some.sampled_from(["{}", "  {} ", "{}.", "({})"]),
    some.booleans(),
)
def test_a_full_address_is_always_understood(
    place: tuple[str, str, str], form: str, loud: bool
) -> None:
    names = {code: name for code, name, _ in PLACES}
    code, name, _ = place
    if code.count(".") < 3:
        return
    ward = "Kel." if code[-4] == "1" else "Ds."
    text = f"{ward} {name}, Kec. {names[code[:8]]}, {names[code[:5]]}"
    written = form.format(text.upper() if loud else text)
    assert single(written) == code


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ngilo-Ilo", "ngiloilo"),
        ("  Tumpak  Pelem", "tumpakpelem"),
        ("Pulung 2", "pulung2"),
        ("é", "e"),
    ],
)
def test_a_key_is_letters_and_digits_alone(written: str, key: str) -> None:
    assert key_of(written) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [("soekoredjo", "sukorejo"), ("tjandi", "candi"), ("sawoo", "sawo"), ("dhadhapan", "dadapan")],
)
def test_old_spelling_and_doubled_letters_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(some.text(alphabet="aiueodjthckrsn", max_size=15))
def test_folding_leaves_no_doubled_letter(word: str) -> None:
    folded = fold(word)
    assert all(one != other for one, other in pairwise(folded))


def test_short_messages_drop_vowels() -> None:
    assert consonants("watulimo") == "wtlm"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Kabupaten Ponorogo", "Ponorogo"),
        ("Kota Madiun", "Madiun"),
        ("Kota Administrasi Jakarta Timur", "Jakarta Timur"),
        ("Kotabaru", "Kotabaru"),
    ],
)
def test_a_regency_is_named_without_its_kind(name: str, bare: str) -> None:
    assert regency_name(name) == bare


@pytest.mark.parametrize(
    ("likelier", "name", "distance", "worse", "distance_of_worse"),
    [
        ("karanganda", "karangandu", 1, "karagnada", 2),
        ("ngadirija", "ngadirejo", 2, "ngadikejk", 2),
        ("slahug", "slahung", 1, "clahung", 1),
        ("karangandi", "karangandu", 1, "sawi", 1),
    ],
)
def test_fewer_slips_in_longer_names_and_slips_in_vowels_weigh_more(
    likelier: str, name: str, distance: int, worse: str, distance_of_worse: int
) -> None:
    other = "sawo" if worse == "sawi" else name
    assert quality_of_typo(likelier, name, distance) > quality_of_typo(
        worse, other, distance_of_worse
    )


@pytest.mark.parametrize(
    ("text", "codes", "postal_codes"),
    [
        ("35.03.08.2001", ["35.03.08.2001"], []),
        ("350308", ["35.03.08"], []),
        ("3503", ["35.03"], []),
        ("Prigi 66382", [], ["66382"]),
        ("3503081234567890", [], []),
        ("081234567890", [], []),
        ("rt 02/03 ds prigi", [], []),
        ("tgl 12.10.2026", [], []),
    ],
)
def test_numbers_are_codes_or_postal_codes_or_neither(
    text: str, codes: list[str], postal_codes: list[str]
) -> None:
    reading = read(text)
    assert (reading.codes, reading.postal_codes) == (codes, postal_codes)


def test_a_story_is_read_only_so_far() -> None:
    assert len(read("kata " * 5000).words) <= 24


def test_the_country_is_found_through_the_public_door() -> None:
    found = resolve_place("Kec. Entikong, Kab. Sanggau").single
    assert found is not None
    assert found.code == "61.03.21"
