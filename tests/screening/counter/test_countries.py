"""Countries are found under the names that people write."""

import pytest

from kentongan.screening.catalogues import placements, routes
from kentongan.screening.countries import code_of, codes, name_of, names


@pytest.mark.parametrize(
    ("written", "code"),
    [("Malaysia", "MY"), ("hong kong", "HK"), ("HONGKONG", "HK"), ("saudi", "SA"), ("my", "MY")],
)
def test_a_country_is_found_by_what_people_write(written: str, code: str) -> None:
    assert code_of(written) == code


def test_a_country_that_nobody_knows_stays_as_it_is_written() -> None:
    assert code_of("  Negeri   Antah ") == "Negeri Antah"
    assert name_of("Negeri Antah") == "Negeri Antah"


@pytest.mark.parametrize("code", sorted(names()))
def test_every_name_leads_back_to_its_code(code: str) -> None:
    assert {code_of(name) for name in names()[code]} == {code}
    assert code_of(name_of(code)) == code


def test_no_writing_means_two_countries() -> None:
    written = [name for some in names().values() for name in some]
    assert len(set(written)) == len(written)
    assert len(codes()) >= len(names())


def test_every_country_of_the_other_files_has_a_name() -> None:
    used = {one.country for one in placements()}
    used |= {code for one in routes() for code in one.countries} - {"*"}
    assert used <= set(names())


def test_placements_call_countries_by_the_same_name() -> None:
    assert {one.country: one.name for one in placements()} == {
        one.country: name_of(one.country) for one in placements()
    }
