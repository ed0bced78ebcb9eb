"""``kentongan calibrate``: files or an office in, a threshold out."""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kentongan import cli
from kentongan.accounts.models import Office, User
from kentongan.alerts.actions.quiet_years import NoVillages, told_and_watched
from kentongan.alerts.decimals import decimal
from kentongan.indicators.rulebook import rulebook
from kentongan.reports.models import Report
from tests.engine.detection.published import OURS

PRIGI, TASIKMADU = "35.03.05.2001", "35.03.05.2002"
WORDS = (
    *(OURS / "syn300.cas", "--places", OURS / "syn300.geo", "--max-km", "15"),
    *("--max-length", "5", "--history", "30", "--replicates", "19", "--years", "1"),
)


def run(*words: object) -> str:
    out = io.StringIO()
    call_command("calibrate", *map(str, words), stdout=out)
    return out.getvalue()


def threshold(report: str) -> float:
    found = re.search(r"Pakai ambang ([\d,]+) hari", report)
    assert found, report
    return float(found.group(1).replace(",", "."))


@pytest.fixture(scope="module")
def report() -> str:
    return run(*WORDS)


def test_the_report_tells_what_was_looked_at(report: str) -> None:
    assert "1514 kasus di 300 tempat dalam 120 hari." in report
    assert "Tahun tenang: 12,62 kasus sehari" in report
    assert "Diawasi 1 tahun, setiap malam, riwayat 30 hari." in report


def test_the_report_tells_the_threshold_and_what_others_would_do(report: str) -> None:
    assert threshold(report) > 1
    assert "Diminta 0,500 peringatan keliru per minggu; terukur 0,499" in report
    rates = [float(rate.replace(",", ".")) for rate in re.findall(r"hari: ([\d,]+) \(", report)]
    assert len(rates) == 6
    assert rates == sorted(rates, reverse=True)


def test_fewer_false_alerts_need_a_higher_threshold(report: str) -> None:
    assert threshold(run(*WORDS, "--wanted", "0,1")) > threshold(report)


@pytest.mark.parametrize(
    "words",
    [
        ("--people", OURS / "syn300.geo"),
        ("--look", "past"),
        ("--every", "week"),
        ("--wanted", "0"),
        ("--wanted", "1000"),
        ("--years", "0"),
    ],
)
def test_what_cannot_be_calibrated_is_refused(words: tuple[object, ...]) -> None:
    with pytest.raises(CommandError):
        run(*WORDS, *words)


def test_a_spoilt_file_is_told_by_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "x.cas").write_text("v000 1 2026/1/1\nv000 many 2026/1/2\n")
    with pytest.raises(CommandError, match=r"x\.cas, baris 2, kolom 6"):
        run(tmp_path / "x.cas", *WORDS[1:])


def test_an_office_is_calibrated_by_another_command() -> None:
    assert cli.commands_of(["calibrate", "--office", "X"]) == ["calibrate_office", "--office", "X"]
    assert cli.commands_of(["calibrate", "--office=X"]) == ["calibrate_office", "--office=X"]
    assert cli.commands_of(["calibrate", "x.cas"]) == ["calibrate", "x.cas"]


@pytest.mark.django_db
def test_an_office_that_does_not_exist_is_named() -> None:
    with pytest.raises(CommandError, match="Kantor Antah tidak ada"):
        call_command("calibrate_office", "--office", "Antah")


@pytest.mark.django_db
def test_an_office_without_villages_is_told_what_to_do(office: Office) -> None:
    office.areas.clear()
    with pytest.raises(NoVillages):
        told_and_watched(office, date(2026, 11, 24))
    with pytest.raises(CommandError, match="Isi wilayah kantor dan titik desanya dahulu"):
        call_command("calibrate_office", "--office", office.name)


@pytest.mark.django_db
def test_an_office_that_was_told_nothing_has_no_threshold(office: Office) -> None:
    with pytest.raises(CommandError, match="at least one case"):
        call_command("calibrate_office", "--office", office.name, "--years", "1")


def test_the_reports_of_an_office_are_its_margins(
    made_report: Callable[..., Report], sari: User, asing: User, office: Office
) -> None:
    for place, noticed in ((PRIGI, date(2026, 11, 20)), (TASIKMADU, date(2026, 11, 21))):
        made_report(sari, place, noticed_on=noticed, noticed=f"Ada tawaran kerja di {place}.")
    made_report(asing, "35.05", noticed="Kabar dari kantor lain.")
    table, watch = told_and_watched(office, date(2026, 11, 24))
    assert (table.total, table.end) == (2, date(2026, 11, 24))
    heard = dict(zip(table.areas, table.counts.sum(axis=1).tolist(), strict=True))
    assert (heard[PRIGI], heard[TASIKMADU]) == (1, 1)
    assert watch.history_days == rulebook().cluster.history_days == len(table.starts)
    assert watch.geometry.areas == table.areas
    assert watch.settings.enough_outdone is None


def test_the_same_person_who_tells_again_is_one_voice(
    made_report: Callable[..., Report], sari: User, office: Office
) -> None:
    for day in (20, 21, 22):
        made_report(sari, PRIGI, noticed_on=date(2026, 11, day))
    table, _ = told_and_watched(office, date(2026, 11, 24))
    assert table.total == 1


@pytest.mark.parametrize(("value", "text"), [(1.005, "1,00"), (0.5, "0,50"), (1234.5, "1234,50")])
def test_numbers_have_a_decimal_comma(value: float, text: str) -> None:
    assert decimal(value, 2) == text
