"""Clusters by day and by night: the same ones, from the same counts and neighbourhoods."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.alerts.actions import clusters, examine_new_reports, material, scan_for_clusters
from kentongan.alerts.actions.clusters import Study
from kentongan.alerts.detectors import Found
from kentongan.alerts.detectors.cluster import settings_of
from kentongan.alerts.detectors.history import villages_of
from kentongan.alerts.models import Alert, CountedReport, ScanLaw
from kentongan.engine.detection import scan
from kentongan.indicators.rulebook import ClusterRule, rulebook
from kentongan.reports.models import Report

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

PRIGI, TASIKMADU, CEPOKO = "35.03.05.2001", "35.03.05.2002", "35.02.03.2002"
voices = count(1)


@pytest.fixture(autouse=True)
def neighbourhoods(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Kept in a folder of the test."""
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    clusters.kept.cache_clear()
    return tmp_path / clusters.FOLDER


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def tell(made_report: MadeReport, joko: User) -> MadeReport:
    """``tell(code, days)``: a report of somebody else each time."""

    def make(code: str, days: int) -> Report:
        number = next(voices)
        made = made_report(joko, code, noticed=f"kabar {number}", noticed_on=days_ago(days))
        Report.objects.filter(pk=made.pk).update(voice=f"orang:{number}")
        return made

    return make


@pytest.fixture
def quiet(tell: MadeReport, office: Office) -> Office:
    """Two months with a report here and there; the night knows them."""
    for number in range(24):
        tell((PRIGI, TASIKMADU, CEPOKO)[number % 3], 62 - 2 * number)
    examine()
    night(office)
    return office


def night(office: Office) -> int:
    return scan_for_clusters(on=days_ago(0), now=timezone.now(), office=office)


def examine() -> None:
    examine_new_reports(now=timezone.now())


def law() -> ScanLaw:
    return ScanLaw.objects.get()


def test_the_night_keeps_what_chance_does(quiet: Office) -> None:
    assert (law().on, law().cases) == (days_ago(0), 24)
    assert len(law().maxima) == rulebook().cluster.replicates


def test_the_neighbourhoods_are_made_once(quiet: Office, neighbourhoods: Path) -> None:
    (folder,) = neighbourhoods.iterdir()
    before = folder.stat().st_mtime_ns
    clusters.kept.cache_clear()
    night(quiet)
    assert folder.stat().st_mtime_ns == before


def test_other_points_are_other_neighbourhoods(quiet: Office) -> None:
    points = {PRIGI: (111.727, -8.284), TASIKMADU: (111.742, -8.293)}
    rule = rulebook().cluster
    moved = points | {PRIGI: (111.728, -8.284)}
    names = {clusters.ground_of(one, rule) for one in (points, dict(points), moved)}
    assert len(names) == 2


def test_a_cluster_is_found_with_the_report_that_completes_it(
    quiet: Office, tell: MadeReport
) -> None:
    for _one in range(6):
        tell(PRIGI, 2)
    examine()
    alert = Alert.objects.get(kind="cluster")
    assert alert.signals.get().figures["observed"] >= 6
    assert PRIGI in {area.region_code for area in alert.areas.all()}


def test_the_night_after_finds_nothing_that_the_day_did_not(
    quiet: Office, tell: MadeReport
) -> None:
    for _one in range(6):
        tell(PRIGI, 2)
    examine()
    assert night(quiet) == 0


def by_day_and_night(office: Office) -> tuple[list[Found], list[Found]]:
    """What the search around Prigi finds, and the whole scan under the same law."""
    study = Study(office, rulebook().cluster, days_ago(0))
    points = villages_of(material.office_gazetteer(office).points)
    whole = clusters.scanned(study, points, None)
    around = clusters.heard(study, [PRIGI], clusters.totals(study), law())
    return clusters.findings(around, study), whole


def test_around_a_report_the_same_is_found_as_in_the_whole_office(
    quiet: Office, tell: MadeReport
) -> None:
    for _one in range(6):
        tell(PRIGI, 2)
    examine()
    around, whole = by_day_and_night(quiet)
    assert around[0] == whole[0]


@pytest.mark.usefixtures("quiet")
def test_one_report_more_does_not_scan_the_whole_office(
    tell: MadeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "scan", pytest.fail)
    tell(PRIGI, 2)
    examine()
    assert CountedReport.objects.filter(voices=1).count() == 25


def test_after_much_growth_the_whole_office_is_scanned(quiet: Office, tell: MadeReport) -> None:
    for _one in range(7):
        tell(CEPOKO, 40)
        tell(TASIKMADU, 20)
    examine()
    assert law().cases == 38


def test_lost_neighbourhoods_are_made_again(
    quiet: Office, tell: MadeReport, neighbourhoods: Path
) -> None:
    (folder,) = neighbourhoods.iterdir()
    folder.rename(folder.with_name("elsewhere"))
    clusters.kept.cache_clear()
    tell(PRIGI, 2)
    examine()
    assert folder.is_dir()


def test_without_a_history_nothing_is_searched(office: Office, tell: MadeReport) -> None:
    for _one in range(6):
        tell(PRIGI, 2)
    examine()
    assert not Alert.objects.exists()
    assert not ScanLaw.objects.exists()


def test_a_report_of_long_ago_searches_nothing(
    quiet: Office, tell: MadeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "heard", pytest.fail)
    tell(PRIGI, 50)
    examine()


@pytest.mark.parametrize(("days", "is_kept"), [(7.0, True), (6.9, False)])
def test_what_chance_does_every_week_is_not_even_watched(
    quiet: Office, days: float, is_kept: bool
) -> None:
    rule: ClusterRule = rulebook().cluster
    study = Study(quiet, rule, days_ago(0))
    points = villages_of(material.office_gazetteer(quiet).points)
    geometry = clusters.kept(clusters.ground_of(points, rule))
    table = clusters.table_of(study, geometry)
    assert table is not None
    result = scan(table, geometry, settings_of(rule, 19))
    some = [replace(one, recurrence_days=days, observed=9) for one in result.clusters[:1]]
    assert bool(clusters.findings(some, study)) == bool(some and is_kept)
