"""Who sees which report, and what detection reads."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.reports.actions import mark_examined
from kentongan.reports.models import Report
from kentongan.reports.queries import (
    examined_for_detection,
    report_for,
    reports_visible_to,
    unexamined_for_detection,
)
from kentongan.reports.queries.reports import Wish, areas_to_filter, reports_wished

Made = Callable[..., Report]

# Who reads Sari's report from Watulimo (label RAHASIA).
READERS = {
    "sari": True,
    "bima": True,
    "ratna": True,
    "hadi": True,
    "dimas": False,
    "joko": False,
    "wening": False,
    "agung": False,
    "laras": False,
    "asing": False,
}


@pytest.mark.parametrize(("name", "sees"), READERS.items())
def test_who_sees_a_village_officers_report(
    name: str, sees: bool, sari: User, made_report: Made, request: pytest.FixtureRequest
) -> None:
    report = made_report(sari)
    viewer = request.getfixturevalue(name)
    assert reports_visible_to(viewer).exists() is sees
    assert (report_for(viewer, report.uuid) is not None) is sees


def test_an_inactive_account_sees_nothing_not_even_its_own(sari: User, made_report: Made) -> None:
    made_report(sari)
    sari.is_active = False
    assert not reports_visible_to(sari).exists()


def test_a_report_above_a_roles_label_is_not_there(
    sari: User, hadi: User, made_report: Made
) -> None:
    report = made_report(sari)
    Report.objects.update(label=4)
    assert report_for(hadi, report.uuid) is None
    assert report_for(sari, report.uuid) == report


def test_a_uuid_that_does_not_exist_looks_like_one_that_is_hidden(asing: User) -> None:
    assert report_for(asing, uuid4()) is None


def test_a_withdrawn_report_leaves_the_list_but_not_the_archive(
    bima: User, sari: User, made_report: Made
) -> None:
    report = made_report(sari)
    Report.objects.update(withdrawn_at=timezone.now())
    assert not reports_visible_to(bima).exists()
    assert report_for(bima, report.uuid) == report


@pytest.mark.parametrize(
    ("wish", "codes"),
    [
        (Wish(), {"35.03.05.2001", "35.03.04.2001", "35.02.03.2001"}),
        (Wish(area="35.03"), {"35.03.05.2001", "35.03.04.2001"}),
        (Wish(area="35.03.04"), {"35.03.04.2001"}),
        (Wish(since=date(2026, 11, 10)), {"35.03.04.2001", "35.02.03.2001"}),
        (Wish(until=date(2026, 11, 10)), {"35.03.05.2001", "35.03.04.2001"}),
        (Wish(words="PENAMPUNGAN rumah"), {"35.02.03.2001"}),
        (Wish(words="tidak ada kata ini"), set()),
        (Wish(mine=True), set()),
    ],
)
def test_a_list_is_narrowed_by_area_day_and_words(
    wish: Wish, codes: set[str], bima: User, sari: User, dimas: User, made_report: Made
) -> None:
    made_report(sari, "35.03.05.2001", noticed_on=date(2026, 11, 1))
    made_report(sari, "35.03.04.2001", noticed_on=date(2026, 11, 10))
    made_report(
        dimas, "35.02.03.2001", noticed_on=date(2026, 11, 20), noticed="Rumah penampungan baru."
    )
    assert {report.region_code for report in reports_wished(bima, wish)} == codes


def test_a_list_is_narrowed_by_agency(
    bima: User, sari: User, joko: User, made_report: Made
) -> None:
    made_report(sari)
    theirs = made_report(joko)
    assert list(reports_wished(bima, Wish(agency_id=theirs.agency_id))) == [theirs]


def test_the_areas_to_choose_from_are_those_of_the_own_office(bima: User, asing: User) -> None:
    assert {area.code for area in areas_to_filter(asing)} == {"35.05", "35.05.01"}
    assert {area.code[:5] for area in areas_to_filter(bima)} == {"35.02", "35.03"}


def test_detection_reads_a_report_with_its_own_words(sari: User, made_report: Made) -> None:
    report = made_report(sari, indicators=("b", "a"), fee="15 juta", fee_rupiah=15_000_000)
    (read,) = unexamined_for_detection(10)
    assert (read.uuid, read.source) == (report.uuid, f"report:{report.uuid}")
    assert (read.indicators, read.fee_rupiah) == (("a", "b"), 15_000_000)
    assert (read.region_code, read.noticed_on) == ("35.03.05.2001", date(2026, 11, 20))
    assert (read.agency_name, read.voice, read.label) == ("Imigrasi", report.voice, 3)


def test_what_was_examined_does_not_come_up_again(sari: User, made_report: Made) -> None:
    first, second = made_report(sari), made_report(sari)
    assert mark_examined([first.uuid], timezone.now()) == 1
    assert [read.uuid for read in unexamined_for_detection(10)] == [second.uuid]


def test_the_oldest_unexamined_report_comes_first(sari: User, made_report: Made) -> None:
    first, _second = made_report(sari), made_report(sari)
    assert [read.uuid for read in unexamined_for_detection(1)] == [first.uuid]


def test_a_look_back_takes_the_day_of_notice_or_else_of_recording(
    sari: User, made_report: Made
) -> None:
    made_report(sari, noticed_on=date(2026, 1, 5))
    recent = made_report(sari, noticed_on=date(2026, 11, 20))
    undated = made_report(sari, noticed_on=None, time_precision="unknown")
    assert {read.uuid for read in examined_for_detection(date(2026, 11, 1))} == {
        recent.uuid,
        undated.uuid,
    }


def test_detection_does_not_ask_once_per_report(
    sari: User, made_report: Made, django_assert_num_queries: Callable[..., object]
) -> None:
    for _turn in range(5):
        made_report(sari)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len(examined_for_detection(date(2026, 1, 1))) == 5
