"""What detection reads of an office: its reports, its things, its areas, and nobody else's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.alerts.actions import material
from kentongan.alerts.detectors import Telling
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.queries import SharedMention, SharedThing
from kentongan.entities.told import Written
from kentongan.indicators.rulebook import rulebook
from kentongan.regions.models import Region
from kentongan.reports.models import Report
from kentongan.reports.queries import Examined
from kentongan.reports.queries.reports import examined, for_detection
from tests.alerts.detectors.tales import told

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

PRIGI, TASIKMADU, MASARAN, CEPOKO = (
    "35.03.05.2001", "35.03.05.2002", "35.03.04.2001", "35.02.03.2002"
)  # fmt: skip
# 23.30 in Trenggalek on the 20th is still the 20th in Greenwich; 00.30 on the 21st is too.
BEFORE_MIDNIGHT = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


@pytest.fixture
def report(made_report: MadeReport, sari: User) -> Examined:
    """One report of Sari as detection reads it."""
    made = made_report(sari, destination="Taiwan", indicators=("holding_house",))
    return examined(for_detection().get(pk=made.pk))


def read(*reports: Report) -> set[str]:
    """The sources of these reports."""
    return {f"report:{report.uuid}" for report in reports}


# --- days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "day"), [(BEFORE_MIDNIGHT, date(2026, 11, 20)), (AFTER_MIDNIGHT, date(2026, 11, 21))]
)
def test_a_report_came_in_on_the_day_of_the_office_clock(
    report: Examined, at: datetime, day: date
) -> None:
    assert material.recorded_day(replace(report, recorded_at=at)) == day


@pytest.mark.parametrize(
    ("noticed", "day"),
    [
        (date(2026, 3, 1), date(2026, 3, 1)),  # a row of an old list
        (None, date(2026, 11, 21)),
        (date(2026, 11, 21), date(2026, 11, 21)),
        (date(2026, 12, 24), date(2026, 11, 21)),  # a slip: nobody notices what is to come
    ],
)
def test_a_report_was_told_when_it_was_noticed_but_never_after_it_came_in(
    report: Examined, noticed: date | None, day: date
) -> None:
    row = replace(report, noticed_on=noticed, recorded_at=AFTER_MIDNIGHT)
    assert material.told_day(row) == day


def test_without_a_day_of_notice_a_report_is_of_the_day_it_became_known(report: Examined) -> None:
    known = date(2026, 11, 22)
    assert material.telling_of(replace(report, noticed_on=None), known).day == known
    assert material.telling_of(report, known).day == report.noticed_on


# --- one report as a telling --------------------------------------------------------------------


def test_a_telling_carries_what_the_rules_ask_for(report: Examined) -> None:
    telling = material.telling_of(report, date(2026, 11, 22))
    assert telling.source == report.source
    assert (telling.voice, telling.agency) == (report.voice, report.agency_name)
    assert (telling.region_code, telling.known_on) == (PRIGI, date(2026, 11, 22))
    assert (telling.destination, telling.indicators) == ("Taiwan", ("holding_house",))
    assert (telling.reliability, telling.credibility, telling.source_kind) == ("F", "6", "told")
    assert telling.label == report.label


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"text": "Ada orang menawari kerja."}, False),
        ({"text": "Pak Slamet menawari kerja."}, True),
        ({"text": "Pak Kades sudah tahu."}, False),
        ({"text": "Kerja.", "things": (Written("alias", "Tatik Melati"),)}, True),
        ({"text": "Kerja.", "things": (Written("phone", fake_phone(3)),)}, False),
        ({"text": "", "things": ()}, False),
    ],
)
def test_a_name_in_the_text_or_in_its_box_makes_it_a_report_about_somebody(
    report: Examined, fields: dict, named: bool
) -> None:
    telling = material.telling_of(replace(report, **fields), date(2026, 11, 22))
    assert telling.names_person == named


# --- things -------------------------------------------------------------------------------------


def thing(*mentions: tuple[str, int | None]) -> SharedThing:
    """A number told by (source, office)."""
    at = datetime(2026, 11, 20, tzinfo=UTC)
    told_by = (
        SharedMention(source, 1, office, PRIGI, None, at, f"1:{source}")
        for source, office in mentions
    )
    return SharedThing(1, "phone", fake_phone(3), "0850 0000 0003", tuple(told_by))


def test_a_thing_that_two_sources_of_the_office_tell_of_is_shared() -> None:
    [shared] = material.shared_of([thing(("a", 7), ("b", 7), ("c", 8))], 7)
    assert shared.sources == ("a", "b")
    assert (shared.kind, shared.key, shared.display) == ("phone", fake_phone(3), "0850 0000 0003")


@pytest.mark.parametrize(
    "mentions", [(), (("a", 7),), (("a", 7), ("b", 8)), (("a", 8), ("b", 8)), (("a", None),) * 2]
)
def test_a_thing_of_one_source_or_of_another_office_is_not(mentions: tuple) -> None:
    assert material.shared_of([thing(*mentions)], 7) == []


# --- reports behind the things ------------------------------------------------------------------


def test_the_reports_behind_sources_are_those_of_the_office(
    made_report: MadeReport, sari: User, asing: User, office: Office
) -> None:
    own, strange = made_report(sari), made_report(asing, "35.05.01.2001")
    found = material.reports_of(read(own, strange), office.pk)
    assert {each.source for each in found} == read(own)


def test_a_withdrawn_report_is_not_behind_anything(
    made_report: MadeReport, sari: User, office: Office
) -> None:
    own = made_report(sari)
    Report.objects.filter(pk=own.pk).update(withdrawn_at=timezone.now())
    assert material.reports_of(read(own), office.pk) == []


def test_many_sources_are_asked_for_in_several_questions(
    made_report: MadeReport,
    sari: User,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    monkeypatch.setattr(material, "SOURCES_AT_ONCE", 2)
    made = [made_report(sari) for _ in range(5)]
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        found = material.reports_of(read(*made), office.pk)
    assert sorted(each.source for each in found) == sorted(read(*made))


def test_no_source_asks_nothing(
    office: Office, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert material.reports_of([], office.pk) == []


# --- reports around -----------------------------------------------------------------------------

NEW = date(2026, 11, 20)


def around(office: Office, *places: str, days: int = 21) -> set[str]:
    fresh: list[Telling] = [told(place, day=NEW) for place in places]
    return {each.source for each in material.reports_around(fresh, office.pk, days)}


def test_around_a_report_are_those_of_its_sub_district_and_those_of_unsure_place(
    made_report: MadeReport, sari: User, dimas: User, office: Office
) -> None:
    beside, unsure = made_report(sari, TASIKMADU), made_report(sari, "")
    made_report(sari, MASARAN)
    made_report(dimas, CEPOKO)
    assert around(office, PRIGI) == read(beside, unsure)


def test_several_new_reports_have_several_sub_districts_around(
    made_report: MadeReport, sari: User, dimas: User, office: Office
) -> None:
    made = [made_report(sari, TASIKMADU), made_report(sari, MASARAN), made_report(dimas, CEPOKO)]
    assert around(office, PRIGI, MASARAN) == read(*made[:2])


@pytest.mark.parametrize(("days", "near"), [(21, True), (22, False)])
def test_around_reaches_back_so_many_days_and_no_further(
    made_report: MadeReport, sari: User, office: Office, days: int, near: bool
) -> None:
    made_report(sari, TASIKMADU, noticed_on=NEW - timedelta(days))
    assert bool(around(office, PRIGI)) == near


def test_a_report_without_a_day_counts_from_when_it_came_in(
    made_report: MadeReport, sari: User, office: Office
) -> None:
    undated = made_report(sari, TASIKMADU, noticed_on=None, time_precision="unknown")
    for at, expected in ((NEW, read(undated)), (NEW - timedelta(40), set())):
        came_in = datetime(at.year, at.month, at.day, 5, tzinfo=UTC)
        Report.objects.filter(pk=undated.pk).update(recorded_at=came_in)
        assert around(office, PRIGI) == expected


def test_around_a_report_without_a_sub_district_is_nothing(
    made_report: MadeReport, sari: User, office: Office
) -> None:
    made_report(sari)
    assert around(office, "") == around(office, "35.03") == around(office) == set()


def test_reports_of_another_office_and_withdrawn_ones_are_not_around(
    made_report: MadeReport, sari: User, office: Office, other_office: Office
) -> None:
    withdrawn, standing = made_report(sari, TASIKMADU), made_report(sari, PRIGI)
    Report.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    assert around(other_office, PRIGI) == set()
    assert around(office, PRIGI) == read(standing)


def test_the_rule_about_things_looks_back_as_far_as_its_most_patient_kind() -> None:
    assert material.look_back(rulebook()) == timedelta(365)


# --- names and points ---------------------------------------------------------------------------


@pytest.mark.usefixtures("areas")
def test_the_gazetteer_of_a_village_knows_what_surrounds_it_but_not_the_province() -> None:
    found = material.gazetteer_of({PRIGI})
    assert found.names == {PRIGI: "Prigi", "35.03.05": "Watulimo", "35.03": "Trenggalek"}
    assert found.points[PRIGI] == (111.727, -8.284)


@pytest.mark.usefixtures("areas")
def test_an_unsure_or_unknown_place_adds_nothing_to_the_gazetteer() -> None:
    assert material.gazetteer_of({"", "99.99.99.9999"}).names == {}
    assert material.gazetteer_of(set()).names == {}


def test_an_area_without_a_point_has_a_name_all_the_same(areas: dict[str, Region]) -> None:
    Region.objects.filter(pk=areas[PRIGI].pk).update(latitude=None, longitude=None)
    found = material.gazetteer_of({PRIGI})
    assert found.name(PRIGI) == "Prigi"
    assert PRIGI not in found.points


def test_an_area_that_is_no_more_is_called_by_its_code(areas: dict[str, Region]) -> None:
    Region.objects.filter(pk=areas[PRIGI].pk).update(valid_to=date(2026, 1, 1))
    assert material.gazetteer_of({PRIGI}).name(PRIGI) == PRIGI


def test_the_gazetteer_of_an_office_holds_its_working_areas(office: Office) -> None:
    names = material.office_gazetteer(office).names
    assert {"35.02", "35.03", "35.03.05", PRIGI, CEPOKO} <= set(names)
    assert not {code for code in names if code.startswith("35.05")}
    assert "35" not in names


def test_an_office_without_areas_has_an_empty_gazetteer(other_office: Office) -> None:
    other_office.areas.clear()
    assert material.office_gazetteer(other_office).names == {}


def test_a_telling_carries_the_job_and_the_phones_of_box_and_text(report: Examined) -> None:
    number, other = fake_phone(21), fake_phone(22)
    told_of = replace(
        report, job="buruh pabrik", text=f"hubungi {number}", things=(Written("phone", other),)
    )
    telling = material.telling_of(told_of, date(2026, 11, 21))
    assert telling.job == "buruh pabrik"
    assert len(telling.phones) == 2
    assert telling.phones[0] == other
