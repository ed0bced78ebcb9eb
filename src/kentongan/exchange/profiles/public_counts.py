"""PPID-0: nothing but cells of counts: a whole regency by month, small numbers hidden.

Fewer than ten, none too, reads "<10"; the others go to the nearest five (security design, section
5: the ONS "10-5 rule"; nothing finer than regency × month; closed months alone; no totals).
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from kentongan.exchange.profiles.table import Layout, Row, Table, Told, month_words

FEWEST_SHOWN = 10
STEP = 5


def cell(count: int) -> str:
    """A count as it may be published."""
    if count < FEWEST_SHOWN:
        return f"<{FEWEST_SHOWN}"
    return str((count + STEP // 2) // STEP * STEP)


def rows(told: Told) -> Iterator[Row]:
    for count in told.counts:
        yield {
            "kabupaten": count.regency,
            "bulan": month_words(count.month),
            "jumlah": cell(count.count),
        }


LAYOUT = Layout(
    (
        Table(
            "angka",
            gettext_lazy("Peringatan menurut bulan"),
            {
                "kabupaten": gettext_lazy("Kabupaten"),
                "bulan": gettext_lazy("Bulan"),
                "jumlah": gettext_lazy("Jumlah"),
            },
            rows,
        ),
    ),
    gettext_lazy("Angka dibulatkan; yang di bawah sepuluh tidak ditulis."),
)
