"""KASUS-IMIGRASI: what another immigration office needs to go on; nothing of what people told."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from kentongan.entities.models import ThingKind
from kentongan.exchange.profiles.table import (
    Layout,
    Row,
    Table,
    Told,
    different,
    places_in_words,
    sign_label,
)


def cases(told: Told) -> Iterator[Row]:
    for material in told.materials:
        yield {
            "jenis": material.about or "–",
            "tahap": material.state or "–",
            "hasil": material.outcome or "–",
            "kecamatan": places_in_words(material),
        }


def things(told: Told) -> Iterator[Row]:
    for material in told.materials:
        for kind, words in material.things:
            yield {"jenis": str(ThingKind(kind).label), "isi": words}


def codes(told: Told) -> Iterator[Row]:
    for material in told.materials:
        yield from ({"kode": sign, "arti": sign_label(sign)} for sign in material.signs)


LAYOUT = Layout(
    (
        Table(
            "berkas",
            gettext_lazy("Berkas"),
            {
                "jenis": gettext_lazy("Jenis"),
                "tahap": gettext_lazy("Tahap"),
                "hasil": gettext_lazy("Hasil"),
                "kecamatan": gettext_lazy("Kecamatan"),
            },
            cases,
        ),
        Table(
            "hal",
            gettext_lazy("Hal yang disebut"),
            {"jenis": gettext_lazy("Jenis"), "isi": gettext_lazy("Isi")},
            lambda told: different(things(told)),
        ),
        Table(
            "kode",
            gettext_lazy("Kode tanda"),
            {"kode": gettext_lazy("Kode"), "arti": gettext_lazy("Arti")},
            lambda told: different(codes(told)),
        ),
    ),
    gettext_lazy("Disebut bukan berarti bersalah. Periksa sendiri sebelum bertindak."),
)
