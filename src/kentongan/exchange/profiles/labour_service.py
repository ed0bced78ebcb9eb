"""DISNAKER-LAYANAN: a person who asked for help; only what the person agreed to."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from kentongan.exchange.profiles.table import Layout, Row, Table, Told


def rows(told: Told) -> Iterator[Row]:
    if told.victim:
        yield {
            "nama": told.victim.name or "–",
            "kontak": told.victim.contact or "–",
            "kebutuhan": told.victim.need or "–",
        }


LAYOUT = Layout(
    (
        Table(
            "orang",
            gettext_lazy("Orang yang memerlukan layanan"),
            {
                "nama": gettext_lazy("Nama"),
                "kontak": gettext_lazy("Satu kontak"),
                "kebutuhan": gettext_lazy("Kebutuhan"),
            },
            rows,
        ),
    ),
    gettext_lazy("Orang ini sudah setuju dan boleh menarik persetujuannya kapan saja."),
)
