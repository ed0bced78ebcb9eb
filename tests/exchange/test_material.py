"""What is read of a record before a profile chooses from it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.actions.grants import Plan, Question
from kentongan.access.errors import Refused
from kentongan.access.models import Profile, Purpose
from kentongan.accounts.models import Office, User
from kentongan.alerts.models import Alert
from kentongan.entities.models import Thing, ThingKind
from kentongan.exchange import actions, material
from kentongan.exchange.material import (
    MOST_RECORDS,
    Event,
    Hands,
    MonthCount,
    NotInSight,
    district_code,
    events_of,
    material_of,
    month_counts,
    next_month,
    whole_months,
)
from kentongan.exchange.profiles.companies import arranges_travel
from kentongan.reports.models import Report
from tests.alerts.conftest import make_alert
from tests.exchange.conftest import PRIGI, RAISED, bytes_of

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
NOVEMBER = Question("35.03", date(2026, 11, 1), date(2026, 11, 30))


def slow_whole_months(since: date, until: date) -> list[date]:
    """Every first day whose whole month lies within, by looking at each day."""
    every = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    return [
        day
        for day in every
        if day.day == 1
        and all(day + timedelta(days=n) in set(every) for n in range((next_month(day) - day).days))
    ]


@given(since=days, length=st.integers(0, 120))
def test_whole_months_are_those_that_lie_wholly_within(since: date, length: int) -> None:
    until = since + timedelta(days=length)
    assert whole_months(since, until) == slow_whole_months(since, until)


@given(day=days)
def test_the_next_month_begins_with_its_first_day(day: date) -> None:
    found = next_month(day)
    assert found.day == 1
    assert 1 <= (found - day).days <= 31


@pytest.mark.parametrize(
    ("code", "district"),
    [("35.03.05.2001", "35.03.05"), ("35.03.05", "35.03.05"), ("35.03", "35.03"), ("", "")],
)
def test_a_village_becomes_its_sub_district(code: str, district: str) -> None:
    assert district_code(code) == district


def test_events_are_sub_districts_and_months_once(areas: dict) -> None:
    told = [
        (PRIGI, date(2026, 11, 3)),
        ("35.03.05.2002", date(2026, 11, 28)),
        (PRIGI, None),
        ("", date(2026, 11, 3)),
    ]
    watulimo = "Watulimo, Trenggalek"
    assert events_of(told) == (Event(watulimo, date(2026, 11, 1)), Event(watulimo, None))


def test_an_alert_is_read_as_codes_things_sub_districts_and_months(
    bima: User, yudi: User, subject: str
) -> None:
    found = material_of(Hands(bima, yudi), subject)
    assert found.signs == ("told_to_keep_secret", "unrealistic_pay")
    assert {kind for kind, _words in found.things} == {"phone", "organisation", "alias"}
    assert {event.month for event in found.events} == {date(2026, 10, 1), date(2026, 11, 1)}
    assert found.month == date(2026, 11, 1)


def test_a_thing_is_read_with_every_place_it_was_told_in(
    bima: User, yudi: User, alert: Alert
) -> None:
    phone = Thing.objects.get(kind=ThingKind.PHONE)
    found = material_of(Hands(bima, yudi), f"thing:{phone.pk}")
    assert found.things == (("phone", phone.display),)
    assert len(found.events) == 2


def test_a_withdrawn_report_is_not_read(
    bima: User, yudi: User, told: list[Report], alert: Alert
) -> None:
    Report.objects.filter(pk=told[0].pk).update(withdrawn_at=RAISED)
    with pytest.raises(NotInSight):
        material_of(Hands(bima, yudi), f"report:{told[0].uuid}")


def test_two_alerts_of_a_month_are_counted_by_regency(
    bima: User, yudi: User, alert: Alert, office: Office
) -> None:
    make_alert(office, PRIGI, raised_at=RAISED)
    counts = month_counts(Hands(bima, yudi), NOVEMBER, date(2026, 12, 5))
    assert counts == [MonthCount("Trenggalek", date(2026, 11, 1), 2)]


def test_a_month_that_is_not_over_is_not_counted(bima: User, yudi: User, alert: Alert) -> None:
    assert month_counts(Hands(bima, yudi), NOVEMBER, date(2026, 11, 30)) == []


def test_a_narrow_area_is_widened_to_its_regency(bima: User, yudi: User, alert: Alert) -> None:
    narrow = Question("35.03.04", NOVEMBER.since, NOVEMBER.until)
    wide = month_counts(Hands(bima, yudi), NOVEMBER, date(2026, 12, 5))
    assert month_counts(Hands(bima, yudi), narrow, date(2026, 12, 5)) == wide


def test_a_list_that_nobody_would_read_is_refused(
    bima: User, yudi: User, alert: Alert, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material, "MOST_RECORDS", 0)
    plan = Plan(yudi, Profile.AREA_SUMMARY, Purpose.PREVENTION, NOVEMBER, days=3)
    with pytest.raises(Refused, match="lebih sempit"):
        actions.propose(by=bima, plan=plan)
    assert MOST_RECORDS == 100


def company_list(bima: User, to: User, profile: Profile) -> bytes:
    plan = Plan(to, profile, Purpose.PREVENTION, NOVEMBER, days=3)
    return bytes_of(actions.propose(by=bima, plan=plan)).lower()


def test_placement_companies_go_to_disnaker_and_travel_companies_to_kemenag(
    bima: User, wening: User, fauzan: User, alert: Alert
) -> None:
    labour = company_list(bima, wening, Profile.LABOUR_COMPANY)
    travel = company_list(bima, fauzan, Profile.TRAVEL_COMPANY)
    assert (b"kenari" in labour, b"merpati" in labour) == (True, False)
    assert (b"kenari" in travel, b"merpati" in travel) == (False, True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PT Merpati Umrah Travel", True),
        ("biro perjalanan Kenari", True),
        ("Haji Jaya Tour", True),
        ("PT Kenari Jaya Abadi", False),
        ("LPK Tourindo", False),
        ("CV Hajingan", False),
    ],
)
def test_a_name_says_whether_a_company_arranges_travel(name: str, expected: bool) -> None:
    assert arranges_travel(name) is expected


def test_the_public_counts_go_to_the_own_office_s_information_officer(
    bima: User, laras: User, yudi: User, alert: Alert, office: Office
) -> None:
    for _time in range(11):
        make_alert(office, PRIGI, raised_at=RAISED.replace(month=10))
    october = Question("35.03", date(2026, 9, 1), date(2026, 10, 31))
    plan = Plan(laras, Profile.PUBLIC_COUNTS, Purpose.STATISTICS, october, days=3)
    text = bytes_of(actions.propose(by=bima, plan=plan))
    assert b"<td>10</td>" in text
    assert b"<td>&lt;10</td>" in text
    with pytest.raises(Refused):
        actions.propose(
            by=bima,
            plan=Plan(yudi, Profile.PUBLIC_COUNTS, Purpose.STATISTICS, october, days=3),
        )


def test_another_immigration_office_gets_the_case_without_what_people_told(
    bima: User, asing: User, subject: str
) -> None:
    plan = Plan(asing, Profile.IMMIGRATION_CASE, Purpose.INVESTIGATION, subject, days=3)
    text = bytes_of(actions.propose(by=bima, plan=plan)).lower()
    assert b"jalak" in text
    assert b"ibu kenari" not in text
