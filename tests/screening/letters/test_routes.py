"""The legal route in a letter, by purpose, scheme, country and day."""

import pytest

from acceptance.desk.letter_cast import TODAY
from kentongan.screening.catalogues import contacts_in, purposes
from kentongan.screening.letters.content import Look, Section
from kentongan.screening.letters.routes import Journey, name_of, route_scheme, route_section

CONTACTS = contacts_in("35.02.01.2001", TODAY)


def route(
    purpose: str, scheme: str = "agency", country: str = "TW", name: str = "Taiwan",
    child: bool = False,
) -> Section:  # fmt: skip
    return route_section(Journey(purpose, scheme, country, name), CONTACTS, TODAY, child=child)


def words(part: Section) -> str:
    return " ".join([part.lead, *(f"{line.text} {line.ask}" for line in part.lines)])


@pytest.mark.parametrize("purpose", [one.id for one in purposes()])
def test_every_purpose_leads_somewhere(purpose: str) -> None:
    part = route(purpose)
    assert part.look is Look.STEPS
    assert len(part.lines) >= 2
    assert all(line.ask for line in part.lines)


@pytest.mark.parametrize(
    ("scheme", "country", "told"),
    [
        ("agency", "TW", "perjanjian penempatan"),
        ("g_to_g", "KR", "laman resmi KP2MI"),
        ("own_company", "JP", "surat tugas"),
        ("individual", "HK", "berbadan hukum"),
        ("unknown", "TW", "perjanjian penempatan"),
        ("", "", "perjanjian penempatan"),
    ],
)
def test_work_is_led_by_its_scheme(scheme: str, country: str, told: str) -> None:
    assert told in words(route("work", scheme, country))


def test_the_scheme_of_work_says_nothing_about_other_purposes() -> None:
    assert route_scheme("tourism", "g_to_g") == "tourism"
    assert route_scheme("seafarer", "agency") == "seafarer"
    assert route_scheme("work", "individual") == "individual"


def test_a_program_that_does_not_go_there_is_said_to_be_unknown() -> None:
    told = words(route("work", "g_to_g", "HK", "Hong Kong"))
    assert "Tanyakan jalur resmi ke Hong Kong kepada KP2MI atau BP3MI" in told


@pytest.mark.parametrize("purpose", ["work", "seafarer"])
def test_a_country_that_is_not_open_is_told_with_the_day_of_the_list(purpose: str) -> None:
    told = words(route(purpose, country="KH", name="Kamboja"))
    assert "Menurut daftar tanggal 29 Oktober 2025, Kamboja tidak terbuka" in told
    assert "ilegal" not in told.lower()


def test_a_tourist_hears_nothing_of_placement() -> None:
    assert "penempatan" not in words(route("tourism", country="KH", name="Kamboja"))


def test_a_country_without_a_name_is_called_the_destination() -> None:
    assert "bekerja di negara tujuan" in words(route("work", country="", name=""))


def test_work_of_a_child_is_no_route_but_a_warning() -> None:
    part = route("work", child=True)
    assert part.look is Look.TEXT
    assert "belum boleh bekerja di luar negeri" in words(part)


@pytest.mark.parametrize("purpose", ["umrah", "haj"])
def test_a_pilgrim_goes_to_one_country_whatever_was_answered(purpose: str) -> None:
    assert "visa" in words(route(purpose, country="", name=""))


def test_an_unknown_contact_is_the_labour_office() -> None:
    elsewhere = contacts_in("35.03", TODAY)
    assert name_of("one_stop_service", elsewhere) == elsewhere["labour_office"].name
    assert name_of("one_stop_service", {}) == ""
