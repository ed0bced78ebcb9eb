"""RINGKAS-AREA: what goes on in a sub-district, for those who watch over it. No person, no firm."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from kentongan.exchange.profiles.table import (
    Layout,
    Row,
    Table,
    Told,
    different,
    month_words,
    signs_in_words,
)

ADVICE = gettext_lazy(
    "Ingatkan warga: periksa izin perusahaan ke Disnaker sebelum membayar atau menyerahkan paspor."
)


def rows(told: Told) -> Iterator[Row]:
    for material in told.materials:
        for place in dict.fromkeys(event.district for event in material.events) or ["–"]:
            yield {
                "modus": signs_in_words(material),
                "kecamatan": place,
                "bulan": month_words(material.month),
                "saran": str(ADVICE),
            }


LAYOUT = Layout(
    (
        Table(
            "ringkasan",
            gettext_lazy("Ringkasan wilayah"),
            {
                "modus": gettext_lazy("Modus"),
                "kecamatan": gettext_lazy("Kecamatan"),
                "bulan": gettext_lazy("Bulan"),
                "saran": gettext_lazy("Saran"),
            },
            lambda told: different(rows(told)),
        ),
    ),
    gettext_lazy("Sampaikan sarannya kepada perangkat desa, bukan dokumen ini."),
)
