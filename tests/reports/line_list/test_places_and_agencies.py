"""Where and who: written places to areas, never a guessed village; institutions to agencies."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import Agency
from kentongan.accounts.roles import AgencyKind
from kentongan.regions.models import Level, Region
from kentongan.reports.line_list.agencies import AgencyFinder, kind_of_agency, kind_words
from kentongan.reports.line_list.headings import cleaned
from kentongan.reports.line_list.places import (
    PlaceFinder,
    attempts,
    common_area,
    full_name,
)

HOME = ("35.02", "35.03")


@pytest.fixture
def finder(areas: dict[str, Region]) -> PlaceFinder:
    """Places as the office of Ponorogo with Trenggalek looks them up."""
    return PlaceFinder(HOME)


def add_village(code: str, name: str, parent: Region) -> Region:
    return Region.objects.create(
        code=code, name=name, level=Level.VILLAGE, kind="desa", parent=parent,
        valid_from=date(2025, 1, 1),
    )  # fmt: skip


# Places


@pytest.mark.parametrize(
    ("village", "district", "regency", "place", "code", "precision"),
    [
        ("Prigi", "Watulimo", "Trenggalek", "", "35.03.05.2001", "village"),
        ("Ds. Prigi", "Kec. Watulimo", "Kab. Trenggalek", "", "35.03.05.2001", "village"),
        ("PRIGI", "WATULIMO", "", "", "35.03.05.2001", "village"),
        ("desa prigi", "", "", "", "35.03.05.2001", "village"),
        ("", "Watulimo", "", "", "35.03.05", "district"),
        ("", "", "Trenggalek", "", "35.03", "regency"),
        ("", "", "Kabupaten Blitar", "", "35.05", "regency"),
        ("", "", "", "Desa Prigi, Kec. Watulimo", "35.03.05.2001", "village"),
        ("", "Watulimo", "", "Prigi", "35.03.05.2001", "village"),
        ("Tasikmadu", "Watulimo", "", "tepi pantai", "35.03.05.2002", "village"),
        ("Tawangrejo", "Wonodadi", "Blitar", "", "35.05.01.2001", "village"),
    ],
)
def test_a_place_in_columns_is_the_finest_area_it_names(
    village: str, district: str, regency: str, place: str, code: str, precision: str,
    finder: PlaceFinder,
) -> None:  # fmt: skip
    found = finder.find(village, district, regency, place)
    assert (found.region_code, found.precision, found.note) == (code, precision, "")
    assert Region.objects.get(pk=found.region_id).code == code


def test_what_is_written_stays_as_written(finder: PlaceFinder) -> None:
    found = finder.find("Ds. PRIGI", "kec watulimo", "", "dekat pasar")
    assert found.text == "Ds. PRIGI, kec watulimo, dekat pasar"


@pytest.mark.parametrize(
    ("village", "district", "regency", "code"),
    [
        ("Antah", "Watulimo", "Trenggalek", "35.03.05"),
        ("Antah", "Berantah", "Trenggalek", "35.03"),
    ],
)
def test_a_fine_word_that_is_not_found_leaves_the_coarser_one_and_says_so(
    village: str, district: str, regency: str, code: str, finder: PlaceFinder
) -> None:
    found = finder.find(village, district, regency, "")
    assert found.region_code == code
    assert "Antah" in found.note
    assert f"dicatat {full_name(Region.objects.get(code=code))}" in found.note


def test_a_place_nobody_knows_is_no_area_with_advice(finder: PlaceFinder) -> None:
    found = finder.find("Xyzzy", "Plugh", "Qwrtz", "")
    assert (found.region_id, found.region_code, found.precision) == (None, "", "unsure")
    assert "Tulis nama desa dan kecamatannya" in found.note


def test_an_empty_place_is_unsure_and_asked_for(finder: PlaceFinder) -> None:
    found = finder.find("", "", "", "")
    assert (found.text, found.region_id) == ("", None)
    assert found.note.startswith("Tempatnya kosong")


def test_of_two_villages_of_one_name_the_one_at_home_is_taken(
    areas: dict[str, Region],
) -> None:
    add_village("35.05.01.2009", "Prigi", areas["35.05.01"])
    found = PlaceFinder(HOME).find("Prigi", "", "", "")
    assert found.region_code == "35.03.05.2001"
    assert PlaceFinder(HOME).find("Prigi", "", "Blitar", "").region_code == "35.05.01.2009"


def test_two_villages_of_one_name_at_home_are_named_and_neither_taken(
    areas: dict[str, Region],
) -> None:
    add_village("35.02.03.2009", "Prigi", areas["35.02.03"])
    found = PlaceFinder(HOME).find("Prigi", "", "", "")
    assert found.region_id is None
    assert "Kec. Ngrayun, Ponorogo" in found.note
    assert "Kec. Watulimo, Trenggalek" in found.note


def test_a_sub_district_tells_two_villages_of_one_name_apart(areas: dict[str, Region]) -> None:
    add_village("35.03.04.2009", "Prigi", areas["35.03.04"])
    found = PlaceFinder(HOME).find("Prigi", "Munjungan", "", "")
    assert (found.region_code, found.note) == ("35.03.04.2009", "")


def test_a_place_written_a_thousand_times_is_looked_up_once(
    finder: PlaceFinder, django_assert_num_queries: object
) -> None:
    first = finder.find("Prigi", "Watulimo", "", "")
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert all(finder.find("Prigi", "Watulimo", "", "") is first for _ in range(1000))


def test_the_name_of_an_area_tells_where_it_lies(areas: dict[str, Region]) -> None:
    assert full_name(areas["35.03.05.2001"]) == "Prigi, Kec. Watulimo, Trenggalek"
    assert full_name(areas["35.03.05"]) == "Watulimo, Trenggalek"
    assert full_name(areas["35.03"]) == "Trenggalek"


@pytest.mark.parametrize(
    ("codes", "around"),
    [
        (["35.03.05.2001", "35.03.05.2002"], "35.03.05"),
        (["35.03.05.2001", "35.03.04.2001"], "35.03"),
        (["35.03.05.2001", "35.02.03.2001"], None),
        (["35.03.05", "35.03.04"], "35.03"),
    ],
)
def test_the_smallest_area_around_several_is_a_regency_at_most(
    codes: list[str], around: str | None, areas: dict[str, Region]
) -> None:
    found = common_area([areas[code] for code in codes])
    assert (found.code if found else None) == around


@pytest.mark.parametrize(
    ("words", "tries"),
    [
        (("A", "B", "C", ""), ["Desa A, Kec. B, Kab. C", "Kec. B, Kab. C", "Kab. C"]),
        (("", "B", "", ""), ["Kec. B"]),
        (("", "", "", "di pasar"), ["di pasar"]),
        (("", "B", "", "A"), ["A, Kec. B", "Kec. B"]),
        (("A", "", "", "di pasar"), ["Desa A"]),
        (("", "", "", ""), []),
    ],
)
def test_writings_are_looked_up_from_fine_to_coarse(
    words: tuple[str, str, str, str], tries: list[str]
) -> None:
    assert attempts(words) == tries


@settings(max_examples=60)
@given(*[st.sampled_from(["", "A", "Desa A", "Kec. B", "Kota C", "d e"])] * 4)
def test_no_writing_is_looked_up_twice_or_empty(
    village: str, district: str, regency: str, place: str
) -> None:
    tries = attempts((village, district, regency, place))
    assert len(tries) == len(set(tries))
    assert all(tries)
    assert bool(tries) == any((village, district, regency, place))


@pytest.mark.parametrize("text", ["Kel. Sumber", "desa Sumber", "ds sumber", "Kelurahan Sumber"])
def test_a_level_that_is_written_is_not_written_again(text: str) -> None:
    from_finder = attempts((text, "", "", ""))
    assert from_finder == [text]


def test_a_name_that_only_begins_like_a_level_gets_its_word() -> None:
    village = attempts(("Kelir", "Kecubung", "Kotagede", ""))[0]
    assert village == "Desa Kelir, Kec. Kecubung, Kab. Kotagede"


# Agencies


@pytest.mark.parametrize(("word", "kind"), sorted(kind_words().items()))
def test_every_word_is_known_alone_and_before_a_name(word: str, kind: str) -> None:
    assert kind_of_agency(word) == kind
    assert kind_of_agency(f"{word} xq") == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dinas Tenaga Kerja Kab. Trenggalek", "labour"),
        ("Kantor Urusan Agama Kec. Watulimo", "religious_affairs"),
        ("Perangkat Desa Prigi", "local_government"),
        ("Warga Desa Prigi", "public"),
        ("Imigrsi", "immigration"),
        ("DISDUKCAPIL/Capil", "civil_registry"),
        ("Rt 03", "local_government"),
        ("arta graha", None),
    ],
)
def test_the_longest_word_decides_and_a_slip_is_forgiven(text: str, kind: str | None) -> None:
    assert kind_of_agency(cleaned(text)) == kind


POLRES_A = Agency(pk=11, code="polres-a", name="Polres Kota", kind="police")
POLRES_B = Agency(pk=12, code="polres-b", name="Polres Kabupaten", kind="police")
OWN = Agency(pk=13, code="imigrasi", name="Imigrasi", kind="immigration")


@pytest.fixture
def agencies() -> AgencyFinder:
    return AgencyFinder(OWN, [POLRES_A, POLRES_B, OWN])


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Polres Kabupaten", POLRES_B),
        ("POLRES-B", POLRES_B),
        ("polres b", POLRES_B),
        ("Polsek mana saja", POLRES_A),
        ("PIMPASA", OWN),
        ("  ", OWN),
    ],
)
def test_the_very_name_wins_over_the_first_of_its_kind(
    text: str, agency: Agency, agencies: AgencyFinder
) -> None:
    assert agencies.find(text) == (agency, "")


def test_a_reporter_speaks_for_his_agency_only_where_none_is_written(
    agencies: AgencyFinder,
) -> None:
    assert agencies.find("", "Bhabinkamtibmas Prigi")[0] is POLRES_A
    assert agencies.find("Imigrasi", "Bhabinkamtibmas Prigi")[0] is OWN
    assert agencies.find("", "Babinsa Prigi") == (OWN, "")


def test_the_note_about_an_unknown_agency_names_it_shortly_and_the_one_taken(
    agencies: AgencyFinder,
) -> None:
    agency, note = agencies.find("Karang\n  Taruna " + "x" * 100)
    assert agency is OWN
    assert "“Karang Taruna xxx" in note
    assert "dicatat sebagai Imigrasi" in note
    assert len(note) < 220


@settings(max_examples=60)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_words_give_an_agency_of_this_installation(text: str, reporter: str) -> None:
    finder = AgencyFinder(OWN, [POLRES_A, OWN])
    agency, note = finder.find(text, reporter)
    assert agency in {POLRES_A, OWN}
    assert finder.find(text, reporter) == (agency, note)
    assert not note or cleaned(text)


def test_every_kind_of_agency_has_words() -> None:
    assert set(kind_words().values()) == set(AgencyKind.values)
