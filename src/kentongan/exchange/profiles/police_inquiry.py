"""POLRI-SIDIK: for a named investigator. Suspects by nickname, companies, events, codes.

A possible victim's contact stands in it only with consent or in immediate danger.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from kentongan.entities.models import ThingKind
from kentongan.exchange.profiles.companies import companies
from kentongan.exchange.profiles.table import (
    Layout,
    Row,
    Table,
    Told,
    different,
    month_words,
    sign_label,
)

TRACES = (
    ThingKind.PHONE,
    ThingKind.ACCOUNT,
    ThingKind.HANDLE,
    ThingKind.HOLDING_HOUSE,
    ThingKind.PLACE,
    ThingKind.ROUTE,
)


def suspects(told: Told) -> Iterator[Row]:
    for material in told.materials:
        for kind, words in material.things:
            if kind == ThingKind.ALIAS:
                yield {"nama_panggilan": words, "status": "disebut"}


def traces(told: Told) -> Iterator[Row]:
    for material in told.materials:
        for kind, words in material.things:
            if kind in TRACES:
                yield {"jenis": str(ThingKind(kind).label), "isi": words}


def firms(told: Told) -> Iterator[Row]:
    for material in told.materials:
        yield from ({"nama": name} for name in companies(material))


def events(told: Told) -> Iterator[Row]:
    for material in told.materials:
        for event in material.events:
            yield {"kecamatan": event.district, "bulan": month_words(event.month)}


def codes(told: Told) -> Iterator[Row]:
    for material in told.materials:
        yield from ({"kode": sign, "arti": sign_label(sign)} for sign in material.signs)


def victims(told: Told) -> Iterator[Row]:
    if told.victim:
        yield {"nama": told.victim.name or "–", "kontak": told.victim.contact or "–"}


LAYOUT = Layout(
    (
        Table(
            "terduga",
            gettext_lazy("Orang yang disebut"),
            {
                "nama_panggilan": gettext_lazy("Nama panggilan"),
                "status": gettext_lazy("Status"),
            },
            lambda told: different(suspects(told)),
        ),
        Table(
            "jejak",
            gettext_lazy("Nomor, rekening, akun, tempat, jalur"),
            {"jenis": gettext_lazy("Jenis"), "isi": gettext_lazy("Isi")},
            lambda told: different(traces(told)),
        ),
        Table(
            "perusahaan",
            gettext_lazy("Perusahaan"),
            {"nama": gettext_lazy("Nama")},
            lambda told: different(firms(told)),
        ),
        Table(
            "kejadian",
            gettext_lazy("Kejadian"),
            {"kecamatan": gettext_lazy("Kecamatan"), "bulan": gettext_lazy("Bulan")},
            lambda told: different(events(told)),
        ),
        Table(
            "kode",
            gettext_lazy("Kode tanda"),
            {"kode": gettext_lazy("Kode"), "arti": gettext_lazy("Arti")},
            lambda told: different(codes(told)),
        ),
        Table(
            "korban",
            gettext_lazy("Orang yang mungkin korban"),
            {"nama": gettext_lazy("Nama"), "kontak": gettext_lazy("Satu kontak")},
            victims,
        ),
    ),
    gettext_lazy(
        "Disebut bukan berarti bersalah. Korban yang dipaksa berbuat pidana tetap korban."
    ),
)
