"""What both calibrations have in common: their words, the quiet years, and the report."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kentongan.alerts.decimals import decimal
from kentongan.alerts.file_commands import Bar, above_zero, whole
from kentongan.engine.counts import CountTable
from kentongan.engine.detection.calibration import (
    Calibration,
    Sighting,
    Watch,
    alert_rate,
    calibrate,
    quiet_sightings,
)
from kentongan.engine.detection.margins import Margins
from kentongan.engine.intervals import Estimate

WANTED, YEARS, SEED = 0.5, 20, 1
# Thresholds whose false alerts are told beside the chosen one, in days.
USUAL = (5, 10, 20, 50, 100, 365)


def add_wishes(parser: ArgumentParser) -> None:
    """What is wanted, and how long to look."""
    parser.add_argument(
        "--wanted", type=above_zero, default=WANTED, help="peringatan keliru per minggu"
    )
    parser.add_argument("--years", type=whole, default=YEARS, help="jumlah tahun tenang rekaan")
    parser.add_argument("--quiet-seed", type=whole, default=SEED, help="benih tahun-tahun itu")


def calibrated(table: CountTable, watch: Watch, options: dict[str, Any], bar: Bar | None) -> str:
    """The report; raises ValueError where the counts or the wish cannot be used."""
    margins = Margins.of(table)
    years = quiet_sightings(
        margins, watch, years=options["years"], seed=options["quiet_seed"], progress=bar
    )
    chosen = calibrate(years, options["wanted"])
    return "\n".join(report(table, margins, watch, years, chosen))


def report(
    table: CountTable,
    margins: Margins,
    watch: Watch,
    years: Sequence[Sequence[Sighting]],
    chosen: Calibration,
) -> Iterator[str]:
    """What was looked at, the threshold, and what other thresholds would have done."""
    yield _("%(cases)d kasus di %(places)d tempat dalam %(days)d hari.") % {
        "cases": table.total,
        "places": len(table.areas),
        "days": len(table.starts),
    }
    yield _("Tahun tenang: %(number)s kasus sehari, ragam %(spread)s kali biasa.") % {
        "number": decimal(float(margins.by_weekday.mean()), 2),
        "spread": decimal(margins.spread, 2),
    }
    yield _("Diawasi %(years)d tahun, setiap malam, riwayat %(days)d hari.") % {
        "years": len(years),
        "days": watch.history_days,
    }
    yield ""
    yield _("Pakai ambang %(days)s hari (p %(p)s).") % {
        "days": decimal(chosen.threshold_days, 1),
        "p": decimal(chosen.p_value, 5),
    }
    yield "  " + _("Diminta %(wanted)s peringatan keliru per minggu; terukur %(measured)s.") % {
        "wanted": decimal(chosen.wanted, 3),
        "measured": _told(chosen.measured),
    }
    yield _("Ambang lain:")
    for days in USUAL:
        words = {"days": days, "rate": _told(alert_rate(years, days))}
        yield "  " + _("%(days)d hari: %(rate)s per minggu") % words


def _told(estimate: Estimate) -> str:
    ends = decimal(estimate.low, 3), decimal(estimate.high, 3)
    return f"{decimal(estimate.value, 3)} ({ends[0]}–{ends[1]})"
