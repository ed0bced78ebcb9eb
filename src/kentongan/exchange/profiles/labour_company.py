"""DISNAKER-PT: companies that place workers, for the labour office to check their licence."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from kentongan.exchange.profiles.companies import arranges_travel, companies
from kentongan.exchange.profiles.table import Layout, Row, Table, Told, different, signs_in_words

FIELDS = {
    "nama": gettext_lazy("Nama perusahaan"),
    "nomor_izin": gettext_lazy("Nomor izin"),
    "modus": gettext_lazy("Modus"),
}
UNKNOWN = "belum tercatat"  # the licence is what the receiver looks up


def rows(told: Told) -> Iterator[Row]:
    for material in told.materials:
        for name in companies(material):
            if not arranges_travel(name):
                yield {"nama": name, "nomor_izin": UNKNOWN, "modus": signs_in_words(material)}


LAYOUT = Layout(
    (
        Table(
            "perusahaan",
            gettext_lazy("Perusahaan penempatan"),
            FIELDS,
            lambda told: different(rows(told)),
        ),
    ),
    gettext_lazy("Periksa izinnya. Kabar ini belum tentu benar dan bukan dasar sanksi."),
)
