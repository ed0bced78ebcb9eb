"""The fields of the report form for one suspected party; others of an older revision stay."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.entities.models import ThingKind
from kentongan.entities.queries import normalise, place_names
from kentongan.entities.told import Person, WrittenPerson
from kentongan.regions.queries import resolved_regions
from kentongan.reports.content import Content
from kentongan.reports.mentioning import suspected

PERSON_FIELDS = ("person_name", "person_alias", "person_phone", "person_village")
AREA = {"autocomplete": "off"}  # a browser must not offer yesterday's report on a shared phone


class PersonFields(forms.Form):
    """Who the recruiter is, as far as it is known."""

    person_name = forms.CharField(
        label=gettext_lazy("Nama orang yang dicurigai"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=AREA),
    )
    person_alias = forms.CharField(
        label=gettext_lazy("Nama lain atau panggilannya"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=AREA),
    )
    person_phone = forms.CharField(
        label=gettext_lazy("Nomor HP-nya"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", **AREA}),
    )
    person_village = forms.CharField(
        label=gettext_lazy("Desa dan kecamatan tempat tinggalnya"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=AREA),
    )
    people_before: tuple[WrittenPerson, ...] = ()
    is_asked_for = False  # whether the form is about somebody, or may leave the person out

    @property
    def has_person(self) -> bool:
        """Whether something about a person is filled in, so that the box stays open."""
        return any(self[name].value() or self[name].errors for name in PERSON_FIELDS)

    def clean_person(self, cleaned: dict[str, Any]) -> None:
        """A person has a name, a phone that can be one, and lives in a place that is known."""
        said = {name: cleaned.get(name, "") for name in PERSON_FIELDS}
        is_told = self.is_asked_for or any(said.values())
        is_named = said["person_name"] or said["person_alias"] or "person_name" in self.errors
        if is_told and not is_named:
            self.add_error("person_name", _("Tulis namanya atau panggilannya."))
        if said["person_phone"] and normalise(ThingKind.PHONE, said["person_phone"]) is None:
            self.add_error("person_phone", _("Nomor ini belum lengkap. Periksa kembali."))
        if said["person_village"]:
            cleaned["person_region"] = self.home_of(said["person_village"])

    def home_of(self, text: str) -> str:
        """The code of the place; what stands there since before keeps its code, in force or not."""
        before = self.people_before[0].person.region_code if self.people_before else ""
        if before and text == home_words(before):
            return before
        found = resolved_regions(text).single
        if found is None:
            self.add_error(
                "person_village",
                _("Desa itu belum ditemukan. Tulis desa dan kecamatannya, atau kosongkan."),
            )
        return found.code if found else ""

    def people(self) -> tuple[WrittenPerson, ...]:
        """The person written down, in place of the first one before; the others stay."""
        rest = self.people_before[1:]
        if not self.names_said():
            return rest
        was = self.people_before[0] if self.people_before else suspected(Person())
        return (replace(was, person=self.person_said(was.person)), *rest)

    def names_said(self) -> list[str]:
        """The names that are filled in."""
        said = (self.cleaned_data["person_name"], self.cleaned_data["person_alias"])
        return [name for name in said if name]

    def person_said(self, was: Person) -> Person:
        """The person as the valid form names him; what it does not ask stays as it was."""
        said = self.cleaned_data
        name, *others = self.names_said()
        return replace(
            was,
            name=name,
            others=tuple(dict.fromkeys((*others, *was.others[1:]))),
            phones=tuple(filter(None, (said["person_phone"], *was.phones[1:]))),
            region_code=said.get("person_region", ""),
        )


def person_initial(content: Content) -> dict[str, str]:
    """The first person in the fields for one."""
    if not content.people:
        return {}
    person = content.people[0].person
    return {
        "person_name": person.name,
        "person_alias": next(iter(person.others), ""),
        "person_phone": next(iter(person.phones), ""),
        "person_village": home_words(person.region_code),
    }


def home_words(code: str) -> str:
    """Where somebody lives, in words; the code itself where it is no longer in force."""
    return place_names([code]).get(code, code)
