"""The report of a calibration says what was measured, in the words and figures of the engine."""

from datetime import date, timedelta

import numpy as np
import pytest

from kentongan.alerts.calibrating import USUAL, report
from kentongan.alerts.decimals import decimal
from kentongan.engine.counts import CountTable
from kentongan.engine.detection.calibration import Sighting, Watch, alert_rate, calibrate
from kentongan.engine.detection.margins import Margins

START = date(2026, 1, 5)


@pytest.fixture
def table() -> CountTable:
    days = tuple(START + timedelta(days=day) for day in range(14))
    counts = np.ones((3, 14), dtype=np.int64)
    return CountTable(counts, ("a", "b", "c"), days, days[-1])


@pytest.fixture
def watch() -> Watch:
    return Watch(geometry=None, settings=None, history_days=30)  # type: ignore[arg-type]


def a_year(*rarities: float) -> list[Sighting]:
    """Clusters that have nothing to do with each other, a month apart."""
    nights = (START + timedelta(days=30 * n) for n in range(len(rarities)))
    return [
        Sighting(night, night, frozenset({"a"}), rare)
        for night, rare in zip(nights, rarities, strict=True)
    ]


def lines(table: CountTable, watch: Watch, years: list[list[Sighting]], wanted: float) -> list[str]:
    return list(report(table, Margins.of(table), watch, years, calibrate(years, wanted)))


def test_it_tells_what_was_looked_at(table: CountTable, watch: Watch) -> None:
    told = lines(table, watch, [a_year(8, 40, 200), a_year(30)], 0.01)
    assert told[0] == "42 kasus di 3 tempat dalam 14 hari."
    assert told[1] == "Tahun tenang: 3,00 kasus sehari, ragam 1,00 kali biasa."
    assert told[2] == "Diawasi 2 tahun, setiap malam, riwayat 30 hari."


def test_the_threshold_stands_with_its_p_value(table: CountTable, watch: Watch) -> None:
    years = [a_year(8, 40, 200), a_year(30)]
    chosen = calibrate(years, 0.01)
    told = lines(table, watch, years, 0.01)[4]
    days, p_value = decimal(chosen.threshold_days, 1), decimal(1 / chosen.threshold_days, 5)
    assert told == f"Pakai ambang {days} hari (p {p_value})."


def test_each_usual_threshold_stands_with_what_it_would_have_cost(
    table: CountTable, watch: Watch
) -> None:
    years = [a_year(8, 40, 200), a_year(30)]
    told = lines(table, watch, years, 0.01)[-len(USUAL) :]
    for days, line in zip(USUAL, told, strict=True):
        assert line.startswith(f"  {days} hari: {decimal(alert_rate(years, days).value, 3)} (")
    assert told[0].startswith("  5 hari: 0,038")  # 4 in 2 × 52.1 weeks
    assert told[-1].startswith("  365 hari: 0,000")
