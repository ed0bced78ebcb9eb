"""``kentongan scan FILE``: clusters in files, without a database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from kentongan.alerts.file_commands import FileCommand, add_files, add_limits, study_from
from kentongan.alerts.scan_words import report_of, title_of
from kentongan.engine.detection import ScanResult, scan
from kentongan.engine.detection.files import Study, as_csv, as_geojson, map_of


class Command(FileCommand):
    """Exit code 0: the files were scanned, whatever was found. Exit code 1: they cannot be used;
    the sentence says which file, line and column."""

    help = (
        "Mencari gugus kasus dalam berkas: CSV biasa, atau berkas SaTScan "
        "(.cas, .ctl, .pop, .geo, .prm). Tidak memerlukan basis data."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_files(parser)
        add_limits(parser)
        parser.add_argument(
            "--to", type=Path, metavar="FOLDER", help="tulis CSV, GeoJSON, dan peta SVG ke sini"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        study = self.guarded(lambda: study_from(options))
        result = self.guarded(
            lambda: scan(
                study.tables, study.geometry, study.settings, self.bar(), against=study.against
            )
        )
        self.say(report_of(study, result))
        if options["to"]:
            self.write(options["to"], study, result)

    def write(self, folder: Path, study: Study, result: ScanResult) -> None:
        """The three files, each whole."""
        texts = {"clusters.csv": as_csv(result.clusters, study)}
        if not study.wishes.flat:
            texts["clusters.geojson"] = as_geojson(result.clusters, study)
        texts["map.svg"] = map_of(result.clusters, study, title_of(study))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8")
        except OSError as problem:
            raise CommandError(
                _("%(name)s tidak dapat ditulis: %(why)s.")
                % {"name": folder, "why": problem.strerror}
            ) from None
        self.say(_("Ditulis: %(names)s") % {"names": ", ".join(str(folder / n) for n in texts)})
