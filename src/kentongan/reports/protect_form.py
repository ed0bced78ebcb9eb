"""The form for one person to protect: the fields of a suspected party, and what tells twins apart.

It is bound to no revision: a revision is read by the office, this by its author.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.entities.national_ids import contradicted, digits_of
from kentongan.entities.told import Person
from kentongan.reports.person_fields import AREA, PersonFields

EARLIEST = date(1900, 1, 1)


class ProtectForm(PersonFields):
    """Who is to be protected, as far as it is known."""

    is_asked_for = True
    national_id = forms.CharField(
        label=gettext_lazy("NIK"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **AREA}),
    )
    birth_date = forms.DateField(
        label=gettext_lazy("Tanggal lahir"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", **AREA}, format="%Y-%m-%d"),
    )

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["person_name"].label = gettext_lazy("Nama orang yang perlu dilindungi")
        self.today = today

    def clean_national_id(self) -> str:
        """Sixteen digits that name a possible person, however they were grouped."""
        written: str = self.cleaned_data["national_id"]
        digits = digits_of(written)
        if written and not digits:
            raise forms.ValidationError(
                _(
                    "NIK ini belum benar: 16 angka, dengan tanggal lahir di dalamnya. "
                    "Periksa kembali, atau kosongkan."
                )
            )
        return digits

    def clean_birth_date(self) -> date | None:
        """A day on which somebody may have been born."""
        born: date | None = self.cleaned_data["birth_date"]
        if born and not EARLIEST <= born <= self.today:
            raise forms.ValidationError(_("Tanggal lahir ini tidak mungkin. Periksa kembali."))
        return born

    def clean(self) -> dict[str, Any]:
        """A name, and what is told beside it."""
        cleaned = super().clean() or self.cleaned_data
        self.clean_person(cleaned)
        return cleaned

    def person(self) -> Person:
        """Who the valid form speaks of."""
        said = self.cleaned_data
        person = self.person_said(Person())
        return replace(person, national_id=said["national_id"], birth_date=said["birth_date"])

    @property
    def doubt(self) -> str:
        """What the number and the stated birth date say otherwise: a clue to look at, no fault."""
        said = self.cleaned_data
        if "birth_date" not in contradicted(said["national_id"], said["birth_date"], ""):
            return ""
        return _("Tanggal lahir di NIK berbeda dari yang ditulis. Periksa kembali.")
