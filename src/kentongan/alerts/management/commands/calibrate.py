"""``kentongan calibrate FILE``: from which recurrence interval to be told of a cluster."""

from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

import numpy as np
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from kentongan.alerts.calibrating import add_wishes, calibrated
from kentongan.alerts.file_commands import FileCommand, add_files, add_limits, study_from, whole
from kentongan.engine.counts import CountTable
from kentongan.engine.detection.calibration import Watch
from kentongan.engine.detection.files import Study

HISTORY, REPLICATES, CLUSTERS = 90, 199, 5


class Command(FileCommand):
    """Exit code 0: a threshold was found. Exit code 1: the files or the wish cannot be used."""

    help = (
        "Memilih ambang peringatan gugus: tahun-tahun tenang direka dari jumlah kasus sendiri, "
        "lalu dihitung peringatan keliru. Untuk kantor di basis data: --office NAMA."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_files(parser)
        add_limits(parser)
        add_wishes(parser)
        parser.add_argument("--history", type=whole, default=HISTORY, help="riwayat, dalam hari")

    def handle(self, *args: Any, **options: Any) -> None:
        options["replicates"] = options["replicates"] or REPLICATES
        if options["people"] or options["controls"] or options["every"] or options["look"]:
            raise CommandError(
                _("Kalibrasi meniru tiap malam: tanpa --people, --controls, --every, --look.")
            )
        study = self.guarded(lambda: study_from(options))
        self.say(self.guarded(lambda: calibrated(*watched(study, options), options, self.bar())))


def watched(study: Study, options: dict[str, Any]) -> tuple[CountTable, Watch]:
    """All cases together, and a scan every night within the limits of the study."""
    first = study.tables[0]
    counts = np.sum([table.counts for table in study.tables], axis=0)
    whole = CountTable(counts, first.areas, first.starts, first.end, first.period_days)
    settings = replace(study.settings, max_clusters=CLUSTERS, enough_outdone=None)
    return whole, Watch(study.geometry, settings, options["history"])
