"""What is told of a person, in rows for a page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kentongan.engine.linkage.people import Person, Precision

SEXES = {"L": _("Laki-laki"), "P": _("Perempuan")}
FORMATS = {Precision.DAY: "DATE_FORMAT", Precision.MONTH: "F Y", Precision.YEAR: "Y"}


def areas_of(person: Person) -> set[str]:
    """The areas that its rows name."""
    return {code for code in (person.birth_area, person.region_code) if code}


def told_rows(person: Person, places: Mapping[str, str]) -> list[tuple[Any, str]]:
    """Label and value of everything that is told; what is not told has no row."""
    rows = [
        (_("Nama"), person.name),
        (_("Nama lain"), listed(person.others)),
        (_("Ayah"), person.father),
        (_("Ibu"), person.mother),
        (_("NIK"), person.national_id),
        (_("Lahir"), birth(person)),
        (_("Jenis kelamin"), str(SEXES.get(person.sex, ""))),
        (_("Lahir di"), places.get(person.birth_area, person.birth_area)),
        (_("Tinggal di"), places.get(person.region_code, person.region_code)),
        (_("Telepon"), listed(person.phones)),
        (_("Rekening"), listed(person.accounts)),
        (_("Akun"), listed(person.handles)),
        (_("Paspor"), person.passport),
    ]
    return [(label, value) for label, value in rows if value]


def side_by_side(
    one: Person, other: Person, places: Mapping[str, str]
) -> list[tuple[Any, str, str]]:
    """Label and both values of everything that either tells."""
    first, second = (
        {str(label): value for label, value in told_rows(person, places)} for person in (one, other)
    )
    every = dict.fromkeys([*first, *second])
    order = [str(label) for label, _value in told_rows(FULL, {})]
    return [
        (label, first.get(label, ""), second.get(label, ""))
        for label in sorted(every, key=order.index)
    ]


# Somebody of whom everything is told: the order of the rows.
FULL = Person(
    *("x", ("x",), "x", "x", "x"),
    birth_date=date(2000, 1, 1),
    sex="L",
    birth_area="x",
    region_code="x",
    phones=("x",),
    accounts=("x",),
    handles=("x",),
    passport="x",
)


def listed(values: Iterable[str]) -> str:
    """Several values on one line."""
    return ", ".join(values)


def birth(person: Person) -> str:
    """The birth date as exactly as it is known."""
    if person.birth_date is None:
        return ""
    return date_format(person.birth_date, FORMATS[Precision(person.birth_precision)])
