"""``kentongan calibrate --office NAME``: the threshold for an office in the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.accounts.models import Office
from kentongan.alerts.actions.quiet_years import NoVillages, told_and_watched
from kentongan.alerts.calibrating import add_wishes, calibrated
from kentongan.alerts.file_commands import FileCommand


class Command(FileCommand):
    """Exit code 0: a threshold was found.

    Exit code 1: no such office, one without villages, or too little was told.
    """

    help = "Memilih ambang peringatan gugus untuk satu kantor, dari laporannya sendiri."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", required=True, metavar="NAMA", help="nama kantor")
        add_wishes(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        office = Office.objects.filter(name=options["office"]).first()
        if office is None:
            raise CommandError(_("Kantor %(name)s tidak ada.") % {"name": options["office"]})
        try:
            table, watch = told_and_watched(office, timezone.localdate())
        except NoVillages:
            raise CommandError(
                _(
                    "Kantor %(name)s belum punya desa yang letaknya diketahui, jadi gugus tidak "
                    "dicari. Isi wilayah kantor dan titik desanya dahulu."
                )
                % {"name": office.name}
            ) from None
        self.say(self.guarded(lambda: calibrated(table, watch, options, self.bar())))
