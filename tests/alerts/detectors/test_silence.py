"""Silence of agencies and sub-districts: found, in plain words, and never where nobody was."""

from datetime import date, timedelta

from kentongan.alerts.detectors import Found, Telling
from kentongan.alerts.detectors.silence import find_silences
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import MASARAN, PLACES, PRIGI, told

RULE = rulebook().silence
ON = date(2026, 11, 23)
AGENCIES = ("Polri", "TNI", "Disnaker", "Dukcapil")
OFFICE = "Imigrasi"
WATULIMO = "35.03.05"


def ago(weeks: int, agency: str, place: str = PRIGI, **fields: object) -> Telling:
    day = ON - timedelta(weeks=weeks)
    return told(place, day=day, known_on=day, agency=agency, **fields)


def partners(silent: str = "", since: int = 4, place: str = PRIGI) -> list[Telling]:
    """Each agency tells three things a week; one may have told nothing for some weeks."""
    return [
        ago(week, agency, place)
        for week in range(30)
        for agency in AGENCIES * 3
        if agency != silent or week >= since
    ]


def visits(place: str = PRIGI, since: int = 0) -> list[Telling]:
    """The office itself comes once a week, and has not come for some weeks."""
    return [ago(week, OFFICE, place, is_own=True) for week in range(since, 30)]


def found_in(tellings: list[Telling], **changes: object) -> list[Found]:
    rule = RULE.model_copy(update=changes)
    return find_silences(tellings, on=ON, rule=rule, gazetteer=PLACES)


def test_when_all_tell_as_usual_there_is_no_silence() -> None:
    assert found_in(partners() + visits()) == []


def test_an_agency_that_stops_telling_is_silent() -> None:
    [found] = found_in(partners("TNI") + visits())
    assert (found.kind, found.rule) == ("silence", "silence:agency")
    assert found.title == "Tidak ada kabar seperti biasanya: TNI"
    assert found.sentence == "TNI: tidak ada laporan dalam 4 minggu; biasanya 11,7."
    assert found.urgency == 3


def test_the_evidence_is_what_was_told_last() -> None:
    tellings = partners("TNI")
    [found] = found_in(tellings)
    last = max(one.known_on for one in tellings if one.agency == "TNI")
    assert len(found.evidence) == 5
    assert {piece.agency_name for piece in found.evidence} == {"TNI"}
    assert max(piece.known_on for piece in found.evidence) == last


def test_the_same_silence_is_the_same_finding_next_week() -> None:
    tellings = partners("TNI")
    later = [ago(-1, agency) for agency in AGENCIES * 3 if agency != "TNI"]
    [now] = found_in(tellings)
    [then] = find_silences([*tellings, *later], on=ON + timedelta(7), rule=RULE, gazetteer=PLACES)
    assert (now.key, now.data_hash) == (then.key, then.data_hash)


def test_few_are_told_as_few() -> None:
    tellings = [*partners("TNI"), ago(1, "TNI")]
    [found] = found_in(tellings)
    assert "hanya 1 laporan" in found.sentence


def test_a_sub_district_where_the_office_was_and_others_tell_nothing_is_silent() -> None:
    quiet = [one for one in partners(place=PRIGI) if one.known_on <= ON - timedelta(weeks=4)]
    found = found_in([*quiet, *visits(PRIGI), *partners(place=MASARAN), *visits(MASARAN)])
    [district] = [one for one in found if one.rule == "silence:district"]
    assert district.title == "Tidak ada kabar seperti biasanya: Kecamatan Watulimo"
    assert district.areas == (WATULIMO,)


def test_where_nobody_of_the_office_was_it_is_no_silence() -> None:
    quiet = [one for one in partners(place=PRIGI) if one.known_on <= ON - timedelta(weeks=4)]
    others = [*partners(place=MASARAN), *visits(MASARAN)]
    found = found_in([*quiet, *visits(PRIGI, since=4), *others])
    assert [one for one in found if one.rule == "silence:district"] == []


def test_when_everything_slows_down_at_once_nobody_is_singled_out() -> None:
    early = [one for one in partners() if one.known_on <= ON - timedelta(weeks=4)]
    few = [ago(week, agency) for week in range(4) for agency in AGENCIES]
    assert found_in(early + few) == []


def test_who_tells_seldom_is_not_missed() -> None:
    seldom = [ago(week, "Kemenag") for week in (8, 20, 29)]
    assert found_in(partners() + seldom) == []


def test_a_report_of_tomorrow_is_not_known() -> None:
    assert len(found_in([*partners("TNI"), ago(-1, "TNI")])) == 1


def test_a_closed_report_closes_the_silence() -> None:
    [found] = found_in([*partners("TNI", since=5), ago(4, "TNI", label=4)])
    assert found.label == 4


def test_a_report_without_a_place_counts_for_its_agency_alone() -> None:
    tellings = [*partners(), *(ago(week, "Kemenag", "") for week in range(4, 30) for _ in range(4))]
    assert [one.rule for one in found_in(tellings)] == ["silence:agency"]


def test_the_fortnight_of_lebaran_lets_expect_less_where_it_did_before() -> None:
    """Who tells half as much in Lebaran, as everybody did, is not silent."""
    on = date(2026, 3, 30)
    tellings = [
        told(day=day, known_on=day, agency=agency)
        for agency in AGENCIES
        for number in range(29 * 7)
        for day in [on - timedelta(days=number)]
        for _ in range(1 if date(2026, 3, 14) <= day <= date(2026, 3, 28) else 2)
    ]
    assert find_silences(tellings, on=on, rule=RULE, gazetteer=PLACES) == []


def test_beyond_the_years_of_the_calendar_every_week_is_alike() -> None:
    far = date(2040, 11, 26)
    shifted = [
        told(one.region_code, day=day, known_on=day, agency=one.agency)
        for one in partners("TNI")
        for day in [one.day + (far - ON)]
    ]
    [found] = find_silences(shifted, on=far, rule=RULE, gazetteer=PLACES)
    assert found.title.endswith("TNI")


def test_nothing_told_is_nothing_found() -> None:
    assert found_in([]) == []
