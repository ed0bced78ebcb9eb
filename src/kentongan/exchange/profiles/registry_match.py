"""DUKCAPIL-COCOK: one question, one answer code. The receiver sees no reason and no record."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from kentongan.exchange.profiles.table import Layout, Row, Table, Told


def rows(told: Told) -> Iterator[Row]:
    if told.citizen:
        yield {
            "nik": told.citizen.national_id,
            "nama": told.citizen.name,
            "tanggal_lahir": date_format(told.citizen.born_on, "j F Y"),
        }


LAYOUT = Layout(
    (
        Table(
            "data",
            gettext_lazy("Data yang dicocokkan"),
            {
                "nik": gettext_lazy("NIK"),
                "nama": gettext_lazy("Nama"),
                "tanggal_lahir": gettext_lazy("Tanggal lahir"),
            },
            rows,
        ),
    ),
    gettext_lazy("Jawab hanya: cocok, tidak cocok, atau janggal. Jangan mengirim data lain."),
)
