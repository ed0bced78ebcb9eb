"""The parts a world is built of: places, the year, numbers handed out, people who tell."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.synthetic import Agency, Channel
from kentongan.engine.synthetic.geography import Gazetteer
from kentongan.engine.synthetic.seasons import factor, factors, hijri_month, next_working_day
from kentongan.engine.synthetic.sources import Sources
from kentongan.engine.synthetic.supply import Supply
from tests.engine.synthetic.conftest import square

EARTH_KM = 6371.0


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def slow_nearest(gazetteer: Gazetteer, centre: int, count: int) -> set[int]:
    """By the great circle between each pair."""

    def distance(n: int) -> float:
        one, other = gazetteer.places[centre], gazetteer.places[n]
        (x, y), (u, v) = np.radians((one.lon, one.lat)), np.radians((other.lon, other.lat))
        half = np.sin((v - y) / 2) ** 2 + np.cos(y) * np.cos(v) * np.sin((u - x) / 2) ** 2
        return round(float(2 * EARTH_KM * np.arcsin(np.sqrt(half))), 6)

    ranked = sorted(range(len(gazetteer.places)), key=distance)
    limit = distance(ranked[count - 1])
    return {n for n in ranked if distance(n) <= limit}


@given(st.integers(0, 59), st.integers(1, 20))
def test_the_nearest_places_agree_with_the_great_circle(centre: int, count: int) -> None:
    gazetteer = Gazetteer(square(60), chance())
    nearest = gazetteer.nearest(centre, count)
    assert nearest[0] == centre
    assert len(nearest) == count
    assert set(nearest) <= slow_nearest(gazetteer, centre, count)


def test_a_district_stands_in_the_middle_of_its_villages() -> None:
    gazetteer = Gazetteer(square(20), chance())
    district = gazetteer.district(gazetteer.places[3])
    assert (district.code, district.name) == ("35.01.01", "Kecamatan0")
    assert district.lon == pytest.approx(111.09)


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2025, 3, 5), 9),  # Ramadan 1446
        (date(2025, 4, 5), 10),  # Shawwal 1446
        (date(2025, 7, 5), 1),  # Muharram 1447, the month of Suro
        (date(2026, 2, 25), 9),
        (date(2026, 6, 25), 1),
    ],
)
def test_the_tabular_calendar_knows_the_months_that_matter(day: date, month: int) -> None:
    assert hijri_month(day) == month


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_hijri_months_follow_each_other(day: date) -> None:
    today, tomorrow = hijri_month(day), hijri_month(day + timedelta(1))
    assert tomorrow in {today, today % 12 + 1}


def test_the_counter_is_quiet_in_suro_and_busy_at_the_end_of_the_year() -> None:
    suro, plain, december = date(2026, 6, 22), date(2026, 9, 7), date(2026, 12, 7)  # Mondays
    assert factor(Channel.COUNTER, suro) < factor(Channel.COUNTER, plain)
    assert factor(Channel.COUNTER, plain) < factor(Channel.COUNTER, december)


def test_factors_are_those_of_each_day() -> None:
    start = date(2026, 5, 1)
    days = [factor(Channel.VISIT, start + timedelta(n)) for n in range(40)]
    assert factors(Channel.VISIT, start, 40).tolist() == days


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_the_next_working_day_is_no_weekend_and_near(day: date) -> None:
    working = next_working_day(day)
    assert working.weekday() <= 4
    assert 0 <= (working - day).days <= 2


def test_a_number_is_handed_out_once() -> None:
    supply = Supply(chance())
    phones = [supply.phone() for _ in range(5000)]
    assert len(set(phones)) == 5000


def test_numbers_that_follow_each_other_lie_far_apart() -> None:
    supply = Supply(chance())
    numbers = [int(supply.phone()[-6:]) for _ in range(100)]
    gaps = [abs(one - other) for one, other in pairwise(numbers)]
    assert min(gaps) > 1000


def test_the_same_post_is_held_by_the_same_person() -> None:
    sources = Sources(chance(), Supply(chance()))
    tellers = {sources.draw(Channel.PARTNER, square(1)[0], (Agency.ARMY,)) for _ in range(50)}
    assert len(tellers) == 2  # there are two posts
    assert len({teller.voice for teller in tellers}) == 2


def test_every_applicant_is_a_voice_of_his_own() -> None:
    sources = Sources(chance(), Supply(chance()))
    voices = [sources.draw(Channel.COUNTER, square(1)[0]).voice for _ in range(20)]
    assert len(set(voices)) == 20


@pytest.mark.parametrize("agency", [Agency.POLICE, Agency.LABOUR, Agency.CIVIL_REGISTRY])
def test_a_partner_tells_only_through_the_agencies_allowed(agency: Agency) -> None:
    sources = Sources(chance(), Supply(chance()))
    told = {sources.draw(Channel.PARTNER, square(1)[0], (agency,)).agency for _ in range(20)}
    assert told == {agency}


def test_what_is_met_on_a_visit_is_handed_in_by_immigration() -> None:
    sources = Sources(chance(), Supply(chance()))
    assert sources.draw(Channel.VISIT, square(1)[0]).agency is Agency.IMMIGRATION
