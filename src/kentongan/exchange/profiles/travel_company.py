"""KEMENAG-PT: travel and pilgrimage companies, for the religious affairs office."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from kentongan.exchange.profiles.companies import arranges_travel, companies
from kentongan.exchange.profiles.labour_company import FIELDS, UNKNOWN
from kentongan.exchange.profiles.table import Layout, Row, Table, Told, different, signs_in_words


def rows(told: Told) -> Iterator[Row]:
    for material in told.materials:
        for name in companies(material):
            if arranges_travel(name):
                yield {"nama": name, "nomor_izin": UNKNOWN, "modus": signs_in_words(material)}


LAYOUT = Layout(
    (
        Table(
            "perusahaan",
            gettext_lazy("Penyelenggara perjalanan dan umrah"),
            FIELDS,
            lambda told: different(rows(told)),
        ),
    ),
    gettext_lazy("Periksa izinnya. Kabar ini belum tentu benar dan bukan dasar sanksi."),
)
